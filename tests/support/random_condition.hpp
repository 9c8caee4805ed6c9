#pragma once
/// @file
/// Random conditions that fit the dictionary, with values that occur in the records they are asked of.

#include <guanxi/core/text.hpp>
#include <guanxi/model/meta.hpp>
#include <guanxi/store/query.hpp>

#include "query_oracle.hpp"

#include <random>
#include <span>
#include <string>
#include <vector>

namespace guanxi::test {

/// Makes conditions in canonical form: names of the dictionary, values of the types of their fields. Equal seeds make equal ones.
class RandomConditions {
 public:
  /// @param world  outlives the object
  RandomConditions(const World& world, std::uint64_t seed) : world_(&world), oracle_(world, {}, {}), random_(seed) {}

  /// A condition on records of a kind.
  store::Condition condition(const KindInfo& kind, int depth = 3) { return condition({.kind = &kind, .inside = nullptr, .from = &kind, .before = {}}, depth); }

  /// A path that leads to one value, by which records can be put in order.
  std::string ordered_path(const KindInfo& kind) {
    for (;;) {
      const Path path = this->path({.kind = &kind, .inside = nullptr, .from = &kind, .before = {}}, 1);
      const TypeKind held = path.type == nullptr ? TypeKind::custom : path.type->kind;
      if (!path.lists && held != TypeKind::custom && held != TypeKind::ref && held != TypeKind::number_range && held != TypeKind::money_range) return path.text;
    }
  }

  /// A path that leads to numbers or amounts of the dictionary.
  std::string measured_path(const KindInfo& kind) {
    for (;;) {
      const Path path = this->path({.kind = &kind, .inside = nullptr, .from = &kind, .before = {}}, 1);
      if (!path.lists && path.type != nullptr && path.text.find('[') == std::string::npos && (path.type->kind == TypeKind::integer || path.type->kind == TypeKind::real || path.type->kind == TypeKind::money)) return path.text;
    }
  }

  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
  bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random_) < share; }

 private:
  /// Where conditions start.
  struct Spot {
    const KindInfo* kind;
    const RecordInfo* inside;  ///< of elements of a list
    const KindInfo* from;      ///< the kind whose records hold the list
    std::string before;        ///< path of the list
  };
  struct Path {
    std::string text{};
    const Type* type{};        ///< nullptr for a run-time field that nobody declared
    bool list = false;         ///< ends in a list
    bool lists = false;        ///< goes through a list
  };

  template <class T>
  const T& one_of(const std::vector<T>& all) { return all[below(all.size())]; }

  store::Condition condition(const Spot& spot, int depth) {
    if (depth <= 0 || chance(.45)) return leaf(spot);
    switch (below(6)) {
      case 0: return !condition(spot, depth - 1);
      case 1: return condition(spot, depth - 1) && condition(spot, depth - 1);
      case 2: return condition(spot, depth - 1) || condition(spot, depth - 1);
      case 3: return spot.kind != nullptr && spot.kind->scope == Scope::via ? store::of_customer(condition({&kind_info<Customer>(), nullptr, &kind_info<Customer>(), {}}, depth - 1)) : leaf(spot);
      default: return tally(spot, depth - 1);
    }
  }

  store::Condition tally(const Spot& spot, int depth) {
    std::vector<Spot> choices;
    if (spot.kind == &kind_info<Customer>())
      for (const KindInfo* kind : world_->catalogue().kinds())
        if (kind->scope == Scope::via) choices.push_back({kind, nullptr, kind, {}});
    for (const Field& field : spot.kind != nullptr ? spot.kind->record->fields : spot.inside->fields)
      if (field.type->kind == TypeKind::list && field.type->element->record != nullptr) choices.push_back({nullptr, field.type->element->record, spot.from, spot.before + std::string(field.name) + "."});
    if (choices.empty()) return leaf(spot);
    const Spot& chosen = one_of(choices);
    const std::string name = chosen.kind != nullptr ? std::string(chosen.kind->name) : chosen.before.substr(spot.before.size(), chosen.before.size() - spot.before.size() - 1);
    return store::count(name, chance(.3) ? store::Condition() : condition(chosen, depth)).compared(relation(), static_cast<std::int64_t>(below(4)));
  }

  store::Relation relation() { return static_cast<store::Relation>(below(6)); }

  store::Condition leaf(const Spot& spot) {
    if (spot.kind == &kind_info<Customer>() && chance(.05)) return tag();
    const Path path = this->path(spot, 2);
    const store::FieldTerm term = store::field(path.text);
    if (chance(.1)) return term.is_set();
    const store::Operand operand = this->operand(spot, path);
    if (chance(.1)) return term.one_of({operand, this->operand(spot, path)});
    const TypeKind held = path.type == nullptr ? TypeKind::custom : path.type->kind;
    if (path.list || held == TypeKind::text || held == TypeKind::ref)
      if (chance(path.list ? .5 : .3)) return contains(term, path, operand);
    const bool ordered = held != TypeKind::boolean && held != TypeKind::id && held != TypeKind::ref && !(held == TypeKind::custom && std::holds_alternative<bool>(operand.held()));
    return term.compared(ordered ? relation() : chance(.5) ? store::Relation::equal : store::Relation::different, operand);
  }

  store::Condition contains(const store::FieldTerm& term, const Path& path, const store::Operand& operand) {
    const auto* text = std::get_if<std::string>(&operand.held());
    if (text == nullptr || path.type->kind == TypeKind::enumeration) return term.contains(operand);
    std::string part = *text;
    if (!path.list) {
      const std::u32string signs = guanxi::text::to_code_points(part);
      part = guanxi::text::to_utf8(signs.substr(below(signs.size() + 1), 1 + below(3)));
    }
    return guanxi::text::fold(part).empty() ? term.is_set() : term.contains(part);
  }

  store::Condition tag() {
    static const std::vector<std::string> keys{"行业", "规模", "a"};
    static const std::vector<std::string> values{"制造业", "中型", "制造业/专用设备", "b"};
    return chance(.3) ? store::tag(one_of(keys)) : store::tag(one_of(keys), one_of(values));
  }

  // -- paths --

  Path path(const Spot& spot, int links) {
    for (;;)
      if (Path made = fields(spot.kind, spot.kind != nullptr ? spot.kind->record->fields : spot.inside->fields, links); !made.text.empty()) return made;
  }

  Path fields(const KindInfo* kind, std::span<const Field> fields, int links) {
    const Field& field = fields[below(fields.size())];
    if (field.at == &guanxi::detail::member_at<&Meta::hidden>) return {};
    return member(kind, std::string(field.name), *field.type, links);
  }

  Path member(const KindInfo* kind, const std::string& name, const Type& type, int links) {
    const auto below_here = [&](Path inner) {
      if (!inner.text.empty()) inner.text = name + "." + inner.text;
      return inner;
    };
    switch (type.kind) {
      case TypeKind::list: {
        Path made = type.element->record != nullptr ? below_here(fields(nullptr, type.element->record->fields, links)) : link_or_end(name, *type.element, links);
        made.list = made.list || made.text == name;
        made.lists = true;
        return made;
      }
      case TypeKind::record:
        if (type.record->with(Part::title) != nullptr && chance(.5)) return {.text = name, .type = type.record->with(Part::title)->type};
        return below_here(fields(nullptr, type.record->fields, links));
      case TypeKind::custom: return custom(kind, name);
      case TypeKind::number_range:
      case TypeKind::money_range:
        if (chance(.5)) return {.text = name + (chance(.5) ? ".low" : ".high"), .type = type.kind == TypeKind::number_range ? &type_of<std::optional<std::int64_t>>() : &type_of<std::optional<Money>>()};
        return {.text = name, .type = &type};
      default: return link_or_end(name, type, links);
    }
  }

  Path link_or_end(const std::string& name, const Type& type, int links) {
    const bool link = type.kind == TypeKind::id || type.kind == TypeKind::ref;
    const KindInfo* target = link ? world_->catalogue().kind_of(type.target) : nullptr;
    if (target == nullptr || links == 0 || chance(.4)) return {.text = name, .type = &type};
    Path inner = fields(target, target->record->fields, links - 1);
    if (!inner.text.empty()) inner.text = name + "." + inner.text;
    return inner;
  }

  Path custom(const KindInfo* kind, const std::string& name) {
    if (kind == nullptr) return {};
    std::vector<const Field*> declared;
    for (const Field& field : world_->catalogue().fields(*kind))
      if (field.run_time) declared.push_back(&field);
    const auto bracketed = [&](std::string_view key) {
      std::string text = name + "[";
      for (const char sign : key) text.append(sign == ']' ? 2 : 1, sign);
      return text + "]";
    };
    if (!declared.empty() && chance(.7)) {
      const Field& field = *one_of(declared);
      return {.text = bracketed(field.name), .type = field.type};
    }
    std::vector<std::string> names;
    for (const auto& [id, record] : world_->of(*kind))
      for (const Field& field : kind->record->fields)
        if (field.type->kind == TypeKind::custom)
          for (const auto& [key, value] : static_cast<const Custom*>(field.in(record))->values)
            if (!key.empty() && guanxi::text::trim(key) == key && std::ranges::none_of(declared, [&](const Field* known) { return known->name == key; })) names.push_back(key);
    return names.empty() ? Path{} : Path{.text = bracketed(one_of(names)), .type = nullptr};
  }

  // -- values --

  /// A value that occurs at the path in some record, else any of the type.
  store::Operand operand(const Spot& spot, const Path& path) {
    const auto& records = world_->of(*spot.from);
    for (int tries = 0; tries < 6 && !records.empty() && chance(.9); ++tries) {
      const auto& [id, record] = *std::next(records.begin(), static_cast<std::ptrdiff_t>(below(records.size())));
      const auto values = oracle_.values(*spot.from, record, spot.before + path.text);
      if (values.empty()) continue;
      const Value& value = values[below(values.size())].value;
      if (auto made = of_value(path, value)) return *made;
    }
    return any(path);
  }

  std::optional<store::Operand> of_value(const Path& path, const Value& value) {
    const TypeKind wanted = path.type != nullptr ? path.type->kind : TypeKind::custom;
    const auto fits = [&](TypeKind kind) { return wanted == kind || wanted == TypeKind::custom; };
    if (const auto* text = std::get_if<std::string_view>(&value)) return (fits(TypeKind::text) ? std::optional<store::Operand>(*text) : std::nullopt);
    if (const auto* truth = std::get_if<bool>(&value)) return fits(TypeKind::boolean) ? std::optional<store::Operand>(*truth) : std::nullopt;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return fits(TypeKind::integer) ? std::optional<store::Operand>(*whole) : std::nullopt;
    if (const auto* real = std::get_if<double>(&value)) return fits(TypeKind::real) && std::isfinite(*real) ? std::optional<store::Operand>(*real) : std::nullopt;
    if (const auto* day = std::get_if<Date>(&value)) {
      if (wanted == TypeKind::date && chance(.2)) return store::as_of() + store::days(static_cast<int>(below(2000)) - 1000);
      return fits(TypeKind::date) ? std::optional<store::Operand>(*day) : std::nullopt;
    }
    if (const auto* date = std::get_if<PartialDate>(&value)) return partial(wanted, *date);
    if (const auto* at = std::get_if<Timestamp>(&value)) {
      if (const Date day = Calendar().date_of(*at); wanted == TypeKind::timestamp && day.year() <= 9999 && chance(.5)) return day;
      return fits(TypeKind::timestamp) ? std::optional<store::Operand>(*at) : std::nullopt;
    }
    if (const auto* money = std::get_if<Money>(&value)) return wanted == TypeKind::money ? std::optional<store::Operand>(*money) : std::nullopt;
    if (const auto* word = std::get_if<const EnumWord*>(&value)) return (*word)->word;
    if (const auto* id = std::get_if<Uuid>(&value)) return *id;
    if (const auto* reference = std::get_if<RefValue>(&value)) {
      if (reference->id) return reference->id;
      return parse_uuid(reference->text) ? std::nullopt : std::optional<store::Operand>(reference->text);
    }
    if (const auto* numbers = std::get_if<NumberRange>(&value)) return wanted == TypeKind::number_range && (numbers->low || numbers->high) ? std::optional<store::Operand>(numbers->low ? *numbers->low : *numbers->high) : std::nullopt;
    if (const auto* amounts = std::get_if<MoneyRange>(&value)) return wanted == TypeKind::money_range && (amounts->low || amounts->high) ? std::optional<store::Operand>(amounts->low ? *amounts->low : *amounts->high) : std::nullopt;
    return std::nullopt;
  }

  std::optional<store::Operand> partial(TypeKind wanted, const PartialDate& date) {
    if (wanted != TypeKind::partial_date) return std::nullopt;
    if (date.day != 0)
      if (const auto day = date.first_day()) return *day;
    return date;
  }

  store::Operand any(const Path& path) {
    static const std::vector<std::string> texts{"华东", "a", "张总", "x\"y\\", "] and ["};
    switch (path.type == nullptr ? TypeKind::text : path.type->kind) {
      case TypeKind::text:
      case TypeKind::ref: return one_of(texts);
      case TypeKind::boolean: return chance(.5);
      case TypeKind::integer: return static_cast<std::int64_t>(below(20)) - 5;
      case TypeKind::number_range: return static_cast<std::int64_t>(below(2000)) - 1000;
      case TypeKind::real: return path.type->bounded ? .25 * static_cast<double>(below(5)) : .5 * static_cast<double>(below(9)) - 2;
      case TypeKind::date: return store::as_of() - store::months(static_cast<int>(below(30))) + store::days(static_cast<int>(below(3)));
      case TypeKind::partial_date: return *Date::from_ymd(2015, 3, 1 + static_cast<int>(below(3)));
      case TypeKind::timestamp: return store::as_of() - store::days(static_cast<int>(below(300)));
      case TypeKind::money:
      case TypeKind::money_range: return Money{static_cast<std::int64_t>(below(100000)), Currency(chance(.5) ? "CNY" : "USD")};
      case TypeKind::enumeration: return path.type->words[below(path.type->words.size())].word;
      default: return Uuid{{1, 2, 3}};
    }
  }

  const World* world_;
  QueryOracle oracle_;
  std::mt19937_64 random_;
};

}  // namespace guanxi::test
