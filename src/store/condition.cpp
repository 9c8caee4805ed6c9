#include <guanxi/core/error.hpp>
#include <guanxi/store/condition.hpp>
#include <guanxi/store/count_term.hpp>
#include <guanxi/store/field_term.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace guanxi::store {

namespace {

/// Measures of a place of the tree and what lies below it.
struct Extent {
  int depth = 1;
  std::size_t size = 1;
  int depth_below = 0;

  void add(const Condition& part) {
    if (part.is_everything()) return;
    depth_below = std::max(depth_below, part.node()->depth);
    size += part.node()->size;
  }
  [[nodiscard]] int total_depth() const { return depth + depth_below; }
};

struct ExtentOf {
  Extent operator()(const Membership& part) const { return {.depth = 1, .size = 1 + part.values.size()}; }
  Extent operator()(const Tally& part) const { return around(part.where, Condition::levels_of_rows); }
  Extent operator()(const Belonging& part) const { return around(part.where, Condition::levels_of_rows); }
  Extent operator()(const Negation& part) const { return around(part.inner, 1); }
  Extent operator()(const Conjunction& part) const { return around_all(part.parts); }
  Extent operator()(const Disjunction& part) const { return around_all(part.parts); }
  template <class Leaf>
  Extent operator()(const Leaf&) const { return {}; }

 private:
  static Extent around(const Condition& part, int levels) {
    Extent extent{.depth = levels};
    extent.add(part);
    return extent;
  }
  static Extent around_all(const std::vector<Condition>& parts) {
    Extent extent;
    for (const Condition& part : parts) extent.add(part);
    return extent;
  }
};

template <class Part>
Condition condition_of(Part part) {
  return Condition(Node{.held = std::move(part)});
}

/// The parts of a condition that is a list of this type, else the condition alone.
template <class List>
void add_parts(std::vector<Condition>& parts, const Condition& condition) {
  const List* list = condition.is_everything() ? nullptr : std::get_if<List>(&condition.node()->held);
  if (list != nullptr) parts.insert(parts.end(), list->parts.begin(), list->parts.end());
  else parts.push_back(condition);
}

template <class List>
Condition joined_conditions(const std::vector<Condition>& conditions) {
  List list;
  for (const Condition& condition : conditions) add_parts<List>(list.parts, condition);
  return list.parts.size() == 1 ? list.parts.front() : condition_of(std::move(list));
}

/// True if months after a day stay within the years 1–9999; keeps the sums below from overflowing.
bool within_years(Date day, std::int64_t months) {
  const std::int64_t count = std::int64_t{12} * day.year() + day.month() - 1;
  return months >= 12 - count && months <= std::int64_t{12} * 9999 + 11 - count;
}

}  // namespace

std::optional<Date> day_of(RelativeDay day, Date as_of) noexcept {
  constexpr Date first = Date::from_ymd(1, 1, 1).value();
  constexpr Date last = Date::from_ymd(9999, 12, 31).value();
  if (as_of < first || as_of > last || !within_years(as_of, day.after.months)) return std::nullopt;
  const Date moved = add_months(as_of, static_cast<int>(day.after.months));
  if (day.after.days < first - moved || day.after.days > last - moved) return std::nullopt;
  return moved + static_cast<std::int32_t>(day.after.days);
}

Condition::Condition(Node node) {
  const Extent extent = std::visit(ExtentOf(), node.held);
  node.depth = extent.total_depth();
  node.size = extent.size;
  if (node.depth > deepest) throw ArgumentError("query.depth", "conditions lie at most " + std::to_string(deepest) + " levels inside each other, count and of_customer take four each");
  if (node.size > largest) throw ArgumentError("query.size", "a condition holds at most " + std::to_string(largest) + " comparisons");
  node_ = std::make_shared<const Node>(std::move(node));
}

bool Condition::operator==(const Condition& other) const {
  return node_ == other.node_ || (node_ != nullptr && other.node_ != nullptr && *node_ == *other.node_);
}

Condition all_of(const std::vector<Condition>& parts) {
  std::vector<Condition> asking;
  std::ranges::copy_if(parts, std::back_inserter(asking), [](const Condition& part) { return !part.is_everything(); });
  return asking.empty() ? Condition() : joined_conditions<Conjunction>(asking);
}

Condition any_of(const std::vector<Condition>& parts) {
  if (parts.empty()) return nothing();
  return std::ranges::any_of(parts, &Condition::is_everything) ? Condition() : joined_conditions<Disjunction>(parts);
}

Condition operator&&(const Condition& a, const Condition& b) { return all_of({a, b}); }

Condition operator||(const Condition& a, const Condition& b) { return any_of({a, b}); }

Condition operator!(const Condition& condition) {
  const Negation* twice = condition.is_everything() ? nullptr : std::get_if<Negation>(&condition.node()->held);
  return twice != nullptr ? twice->inner : condition_of(Negation{condition});
}

Condition nothing() { return !Condition(); }

Condition FieldTerm::compared(Relation relation, Operand value) const { return condition_of(Comparison{.path = path_, .relation = relation, .value = std::move(value)}); }

Condition FieldTerm::is_set() const { return condition_of(Presence{path_}); }

Condition FieldTerm::one_of(std::vector<Operand> values) const { return condition_of(Membership{.path = path_, .values = std::move(values)}); }

Condition FieldTerm::contains(Operand value) const { return condition_of(Containment{.path = path_, .value = std::move(value)}); }

Condition CountTerm::compared(Relation relation, std::int64_t number) const { return condition_of(Tally{.of = of_, .where = where_, .relation = relation, .number = number}); }

Condition tag(std::string key) { return condition_of(Tagging{.key = std::move(key), .value = {}}); }

Condition tag(std::string key, std::string value) { return condition_of(Tagging{.key = std::move(key), .value = std::move(value)}); }

Condition of_customer(Condition where) { return condition_of(Belonging{std::move(where)}); }

}  // namespace guanxi::store
