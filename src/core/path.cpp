#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

namespace guanxi {

namespace {

constexpr std::size_t longest_list = 10'000;

/// “]” inside brackets is written twice.
std::string bracketed(std::string_view name) {
  std::string text = "[";
  for (const char c : name) {
    text += c;
    if (c == ']') text += c;
  }
  return text + "]";
}

class Walk {
 public:
  Walk(std::span<const Field> fields, const std::function<void(const Leaf&)>& visit) : fields_(fields), visit_(visit) {}

  void record(const void* record) {
    for (const Field& field : fields_)
      if (!field.run_time) member(field, field, *field.type, field.in(record), std::string(field.name));
  }

 private:
  void member(const Field& top, const Field& field, const Type& type, const void* at, const std::string& path) {
    switch (type.kind) {
      case TypeKind::list: return list(top, field, type, at, path);
      case TypeKind::record: return nested(top, type, at, path);
      case TypeKind::custom: return custom(top, at, path);
      default:
        if (is_set(type.get(type, at))) leaf(top, field, type, at, path);
    }
  }

  void leaf(const Field& top, const Field& field, const Type& type, const void* at, const std::string& path) {
    ++count_;
    visit_(Leaf{&field, &top, &type, at, path});
  }

  void nested(const Field& top, const Type& type, const void* at, const std::string& path) {
    for (const Field& inner : type.record->fields) member(top, inner, *inner.type, inner.in(at), path + "." + std::string(inner.name));
  }

  void list(const Field& top, const Field& field, const Type& type, const void* at, const std::string& path) {
    void* elements = const_cast<void*>(at);  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    for (std::size_t i = 0; i < type.list->size(at); ++i) {
      const std::size_t before = count_;
      const std::string element = path + "[" + std::to_string(i) + "]";
      const void* held = type.list->at(elements, i);
      member(top, field, *type.element, held, element);
      if (count_ == before) leaf(top, field, *type.element, held, element);
    }
  }

  void custom(const Field& top, const void* at, const std::string& path) {
    static constexpr Type untyped = detail::custom_type(TypeKind::text);
    for (const auto& [name, value] : static_cast<const Custom*>(at)->values) {
      if (value.index() == 0) continue;
      const auto known = std::ranges::find_if(fields_, [&](const Field& field) { return field.run_time && field.name == name; });
      const Field& field = known != fields_.end() ? *known : top;
      leaf(field, field, known != fields_.end() ? *known->type : untyped, &value, path + bracketed(name));
    }
  }

  std::span<const Field> fields_;
  const std::function<void(const Leaf&)>& visit_;
  std::size_t count_ = 0;
};

/// Reads one step after another.
class PathReader {
 public:
  explicit PathReader(std::string_view path) : path_(path) {}

  [[nodiscard]] bool done() const { return at_ == path_.size(); }
  [[nodiscard]] bool at_bracket() const { return !done() && path_[at_] == '['; }

  std::string_view name() {
    if (at_ != 0 && path_[at_++] != '.') fail();
    const std::size_t end = std::min(path_.find_first_of(".[", at_), path_.size());
    if (end == at_) fail();
    const std::string_view word = path_.substr(at_, end - at_);
    at_ = end;
    return word;
  }

  std::size_t index() {
    const std::string text = key();
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error != std::errc() || end != text.data() + text.size()) fail();
    if (index >= longest_list) throw ParseError("path.index", "a list holds at most 10000 elements, found [" + text + "]", at_);
    return index;
  }

  std::string key() {
    if (!at_bracket()) fail();
    std::string text;
    for (++at_; at_ < path_.size(); ++at_) {
      if (path_[at_] != ']') text += path_[at_];
      else if (at_ + 1 < path_.size() && path_[at_ + 1] == ']') text += path_[at_++];
      else break;
    }
    if (done()) fail();
    ++at_;
    return text;
  }

  [[noreturn]] void fail() const {
    throw ParseError("path.syntax", "a path reads like contacts[2].phones[0], found " + std::string(path_), at_);
  }

 private:
  std::string_view path_;
  std::size_t at_ = 0;
};

const Field& named(std::span<const Field> fields, std::string_view name) {
  if (const Field* found = find_field(fields, name)) return *found;
  std::vector<std::string_view> names;
  for (const Field& field : fields) names.push_back(field.name);
  const std::string_view near = nearest_word(name, names);
  throw NotFoundError("path.field", "no field is called " + std::string(name) + (near.empty() ? "" : "; did you mean " + std::string(near) + "?"));
}

Target reach_custom(std::span<const Field> fields, const Field& custom, void* member, PathReader& path) {
  static constexpr Type untyped = detail::custom_type(TypeKind::text);
  const std::string name = path.key();
  const auto known = std::ranges::find_if(fields, [&](const Field& field) { return field.run_time && field.name == name; });
  if (!path.done()) path.fail();
  void* value = &static_cast<Custom*>(member)->values[name];
  if (known != fields.end()) return {&*known, &*known, known->type, value};
  return {&custom, &custom, &untyped, value};
}

/// Signs that were left out, added, mistaken or swapped with their neighbour (optimal string alignment).
std::size_t slips_between(std::u32string_view from, std::u32string_view to) {
  std::vector<std::vector<std::size_t>> slips(from.size() + 1, std::vector<std::size_t>(to.size() + 1));
  for (std::size_t i = 0; i <= from.size(); ++i)
    for (std::size_t j = 0; j <= to.size(); ++j) {
      if (i == 0 || j == 0) {
        slips[i][j] = i + j;
        continue;
      }
      slips[i][j] = std::min({slips[i - 1][j] + 1, slips[i][j - 1] + 1, slips[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) slips[i][j] = std::min(slips[i][j], slips[i - 2][j - 2] + 1);
    }
  return slips[from.size()][to.size()];
}

}  // namespace

void for_each_leaf(std::span<const Field> fields, const void* record, const std::function<void(const Leaf&)>& visit) {
  Walk(fields, visit).record(record);
}

const Field* find_field(std::span<const Field> fields, std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

Target reach(std::span<const Field> fields, void* record, std::string_view path) {
  PathReader reader(path);
  const Field* field = &named(fields, reader.name());
  Target target{field, field, field->type, field->in(record)};
  while (!reader.done()) {
    const Type& type = *target.type;
    if (type.kind == TypeKind::custom) return reach_custom(fields, *field, target.member, reader);
    if (type.kind == TypeKind::list) {
      const std::size_t index = reader.index();
      if (type.list->size(target.member) <= index) type.list->resize(target.member, index + 1);
      target.member = type.list->at(target.member, index);
      target.type = type.element;
    } else if (type.kind == TypeKind::record) {
      target.field = &named(type.record->fields, reader.name());
      target.type = target.field->type;
      target.member = target.field->in(target.member);
    } else {
      reader.fail();
    }
  }
  return target;
}

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words) {
  const std::u32string from = text::to_code_points(word);
  std::string_view best;
  std::size_t least = from.size() / 3 + 1;
  for (const std::string_view candidate : words) {
    const std::size_t distance = slips_between(from, text::to_code_points(candidate));
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

}  // namespace guanxi
