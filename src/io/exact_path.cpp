#include "exact_path.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/path.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace guanxi::io::detail {

namespace {

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void take_mark(std::string_view mark, MarkedPath& marked) {
  if (mark == "size") marked.size = true;
  else if (custom_type_named(mark) != nullptr) marked.word = mark;
  else if (const auto number = number_of(mark); number && *number > 0) marked.part = *number;
  else marked.known = false;
}

/// Takes one step after another off a path.
class StepReader {
 public:
  StepReader(std::span<const Field> fields, std::string_view path) : fields_(fields), path_(path) {}

  PathSteps read() {
    while (at_ < path_.size())
      if (!(path_[at_] == '[' && at_ > 0 ? bracket() : name())) return std::move(result_);
    result_.complete = !result_.steps.empty();
    return std::move(result_);
  }

 private:
  bool name() {
    const std::size_t begin = at_;
    if (!result_.steps.empty() && (type_ == nullptr || type_->kind != TypeKind::record || path_[at_++] != '.')) return false;
    const std::size_t end = std::min(path_.find_first_of(".[", at_), path_.size());
    const std::string_view word = path_.substr(at_, end - at_);
    const Field* found = find_field(fields_, word);
    if (found == nullptr) return unknown(word);
    result_.steps.push_back({.field = found, .number = static_cast<std::size_t>(found - fields_.data()), .begin = begin, .end = end});
    enter(*found->type);
    at_ = end;
    return true;
  }

  bool bracket() {
    const std::size_t begin = at_;
    std::string text;
    if (type_ == nullptr || !take_bracket(text)) return false;
    PathStep step{.begin = begin, .end = at_};
    if (type_->kind == TypeKind::custom) {
      step.key = text;
      step.is_key = true;
      type_ = nullptr;
    } else if (const auto index = number_of(text); index && type_->kind == TypeKind::list) {
      step.number = *index;
      enter(*type_->element);
    } else {
      return false;
    }
    result_.steps.push_back(std::move(step));
    return true;
  }

  /// “]” inside brackets stands twice.
  bool take_bracket(std::string& text) {
    for (++at_; at_ < path_.size(); ++at_) {
      if (path_[at_] != ']') text += path_[at_];
      else if (at_ + 1 < path_.size() && path_[at_ + 1] == ']') text += path_[at_++];
      else return ++at_, true;
    }
    return false;
  }

  void enter(const Type& type) {
    type_ = &type;
    if (type.kind == TypeKind::record) fields_ = type.record->fields;
  }

  bool unknown(std::string_view word) {
    std::vector<std::string_view> names;
    for (const Field& field : fields_) names.push_back(field.name);
    result_.nearest = nearest_word(word, names);
    return false;
  }

  std::span<const Field> fields_;
  std::string_view path_;
  std::size_t at_ = 0;
  const Type* type_ = nullptr;
  PathSteps result_;
};

std::string label_in(Language language, std::span<const Field> fields, const PathSteps& path) {
  std::string label;
  for (const PathStep& step : path.steps) {
    const Field* declared = step.is_key ? run_time_field(fields, step.key) : nullptr;
    if (step.is_key) label = declared != nullptr ? declared->label.in(language) : std::string_view(step.key);
    else if (step.field != nullptr) label += (label.empty() ? "" : " · ") + std::string(step.field->label.in(language));
    else label += " " + std::to_string(step.number + 1);
  }
  return label;
}

}  // namespace

MarkedPath split_marks(std::string_view text) {
  const std::size_t bracket = text.rfind(']');
  std::size_t at = std::min(text.find('#', bracket == std::string_view::npos ? 0 : bracket), text.size());
  MarkedPath marked{.path = std::string(text.substr(0, at))};
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('#', at + 1), text.size());
    take_mark(text.substr(at + 1, end - at - 1), marked);
    at = end;
  }
  return marked;
}

PathSteps steps_of(std::span<const Field> fields, std::string_view path) { return StepReader(fields, path).read(); }

Message label_of(std::span<const Field> fields, std::string_view path) {
  const PathSteps steps = steps_of(fields, path);
  const std::size_t end = steps.steps.empty() ? 0 : steps.steps.back().end;
  const std::string rest(steps.complete ? std::string_view() : path.substr(end));
  return {label_in(Language::zh, fields, steps) + rest, label_in(Language::en, fields, steps) + rest};
}

bool holds_text(std::span<const Field> fields, std::string_view path) {
  const PathSteps steps = steps_of(fields, path);
  const Field* last = nullptr;
  for (const PathStep& step : steps.steps)
    if (step.field != nullptr) last = step.field;
  if (!steps.complete || last == nullptr) return true;
  const Type* type = last->type;
  while (type->kind == TypeKind::list) type = type->element;
  return type->kind == TypeKind::text || type->kind == TypeKind::custom;
}

PathOrder::PathOrder(std::span<const Field> fields, std::string_view marked) {
  const MarkedPath path = split_marks(marked);
  for (PathStep& step : steps_of(fields, path.path).steps) places_.push_back({step.number, std::move(step.key)});
  if (path.size) places_.push_back({0, "size"});
  else if (path.part > 1 || !path.word.empty()) places_.push_back({path.part, path.word});
}

}  // namespace guanxi::io::detail
