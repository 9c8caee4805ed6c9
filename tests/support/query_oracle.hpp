#pragma once
/// @file
/// Conditions on records in memory, the slow and obvious way: what queries in SQL are compared with.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/taxonomy.hpp>
#include <guanxi/store/query.hpp>

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guanxi::test {

/// All records that somebody sees, each once.
class World {
 public:
  /// @param book  outlives the world
  World(const Catalogue& catalogue, const Book& book) : catalogue_(&catalogue) {
    for (const KindInfo* kind : catalogue.kinds()) {
      for (const Dossier& dossier : book.dossiers) add(*kind, dossier.records());
      add(*kind, book.shared);
    }
  }

  [[nodiscard]] const Catalogue& catalogue() const { return *catalogue_; }
  /// Records of a kind by identifier.
  [[nodiscard]] const std::map<Uuid, const void*>& of(const KindInfo& kind) const {
    static const std::map<Uuid, const void*> none;
    const auto found = records_.find(&kind);
    return found == records_.end() ? none : found->second;
  }
  [[nodiscard]] const void* find(const KindInfo& kind, const Uuid& id) const {
    const auto found = of(kind).find(id);
    return found == of(kind).end() ? nullptr : found->second;
  }
  [[nodiscard]] static Uuid id_of(const KindInfo& kind, const void* record) { return *static_cast<const Uuid*>(kind.with(Part::key)->in(record)); }

 private:
  void add(const KindInfo& kind, const Records& records) {
    for (std::size_t i = 0; i < records.size(kind); ++i) records_[&kind].emplace(id_of(kind, records.at(kind, i)), records.at(kind, i));
  }

  const Catalogue* catalogue_;
  std::map<const KindInfo*, std::map<Uuid, const void*>> records_;
};

/// A value that a path leads to.
struct Reached {
  Value value{};
  const Type* type{};  ///< nullptr for a run-time field that nobody declared
};

/// Answers conditions by looking at every record.
class QueryOracle {
 public:
  QueryOracle(const World& world, Calendar calendar, Date as_of) : world_(&world), calendar_(calendar), as_of_(as_of) {}

  /// Identifiers of the records of a kind for which a condition holds.
  [[nodiscard]] std::vector<Uuid> find(const KindInfo& kind, const store::Condition& condition) const {
    std::vector<Uuid> found;
    for (const auto& [id, record] : world_->of(kind))
      if (holds({&kind, nullptr, record}, condition)) found.push_back(id);
    return found;
  }

  /// The values that are set at a path, those inside lists too.
  [[nodiscard]] std::vector<Reached> values(const KindInfo& kind, const void* record, const std::string& path) const { return reached({&kind, nullptr, record}, path).values; }

  /// The one value of a record by which it is ordered, grouped or measured.
  [[nodiscard]] Value ordered_value(const KindInfo& kind, const void* record, const std::string& path) const {
    const std::vector<Reached> reached = values(kind, record, path);
    if (reached.empty() || !answers(reached.front())) return {};
    const Date* day = std::get_if<Date>(&reached.front().value);
    return day != nullptr && reached.front().type->kind == TypeKind::partial_date ? Value(whole_date(*day)) : reached.front().value;
  }

  /// True if a value is less than another one of its kind, amounts whatever their currency.
  static bool less(const Value& a, const Value& b) { return std::visit(IsLess{}, a, b); }

  /// Order of two records by a field: below 0 if the first comes first, least first, unset last.
  [[nodiscard]] int order(const KindInfo& kind, const void* a, const void* b, const store::Order& by) const {
    const Value first = ordered_value(kind, a, by.path);
    const Value second = ordered_value(kind, b, by.path);
    if (!is_set(first) || !is_set(second)) return static_cast<int>(!is_set(first)) - static_cast<int>(!is_set(second));
    const Money* amount = std::get_if<Money>(&first);
    const Money* other = std::get_if<Money>(&second);
    if (amount != nullptr && amount->currency != other->currency) return amount->currency < other->currency ? -1 : 1;
    return (less(first, second) ? -1 : less(second, first) ? 1 : 0) * (by.ordering == store::Ordering::ascending ? 1 : -1);
  }

  /// A run-time field may hold a value of another type than was declared; such a value is set, and compared with nothing.
  static bool answers(const Reached& at) {
    static constexpr TypeKind kinds[] = {TypeKind::record, TypeKind::boolean, TypeKind::integer, TypeKind::real, TypeKind::text, TypeKind::date, TypeKind::partial_date, TypeKind::timestamp, TypeKind::money, TypeKind::number_range, TypeKind::money_range, TypeKind::enumeration, TypeKind::id, TypeKind::ref};
    const TypeKind held = kinds[at.value.index()];
    if (at.type == nullptr) return held == TypeKind::text || held == TypeKind::boolean || held == TypeKind::integer || held == TypeKind::real || held == TypeKind::date || held == TypeKind::timestamp;
    const TypeKind wanted = at.type->kind;
    const auto is_number = [](TypeKind kind) { return kind == TypeKind::integer || kind == TypeKind::real; };
    return held == wanted || (is_number(held) && is_number(wanted)) || (held == TypeKind::date && wanted == TypeKind::partial_date);
  }

 private:
  struct IsLess {
    bool operator()(const Money& a, const Money& b) const { return a.minor < b.minor; }
    bool operator()(const PartialDate& a, const PartialDate& b) const { return to_string(a) < to_string(b); }
    bool operator()(std::int64_t a, double b) const { return static_cast<long double>(a) < static_cast<long double>(b); }
    bool operator()(double a, std::int64_t b) const { return static_cast<long double>(a) < static_cast<long double>(b); }
    template <class T>
    bool operator()(const T& a, const T& b) const {
      if constexpr (requires { a < b; }) return a < b;
      else return false;
    }
    template <class A, class B>
    bool operator()(const A&, const B&) const { return false; }
  };

  /// A record, or an element of a list.
  struct Spot {
    const KindInfo* kind;
    const RecordInfo* inside;
    const void* record;
  };
  struct Reach {
    std::vector<Reached> values{};
    std::size_t elements = 0;  ///< of lists at the end of the path
  };

  [[nodiscard]] bool holds(const Spot& spot, const store::Condition& condition) const {
    return condition.is_everything() || std::visit([&](const auto& part) { return this->part(spot, part); }, condition.node()->held);
  }

  [[nodiscard]] bool part(const Spot& spot, const store::Comparison& comparison) const { return some(spot, comparison.path, [&](const Reached& at) { return compare(at, comparison.relation, comparison.value); }); }
  [[nodiscard]] bool part(const Spot& spot, const store::Presence& presence) const {
    const Reach reach = reached(spot, presence.path);
    return !reach.values.empty() || reach.elements != 0;
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Membership& membership) const {
    return std::ranges::any_of(membership.values, [&](const store::Operand& value) { return some(spot, membership.path, [&](const Reached& at) { return compare(at, store::Relation::equal, value); }); });
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Containment& containment) const {
    const bool list = reached(spot, containment.path).elements != 0;
    return some(spot, containment.path, [&](const Reached& at) { return contains(at, list, containment.value); });
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Tagging& tagging) const {
    return some(spot, "tags", [&](const Reached& at) {
      for (const Tag& tag : parse_tags(std::get<std::string_view>(at.value)))
        if (!tag.key.empty() && text::fold(tag.key) == text::fold(tagging.key) && (!tagging.value || is_within(folded_path(tag.value), folded_path(*tagging.value)))) return true;
      return false;
    });
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Tally& tally) const {
    std::int64_t count = 0;
    if (const KindInfo* kind = spot.kind != nullptr ? world_->catalogue().kind(tally.of) : nullptr) {
      for (const auto& [id, record] : world_->of(*kind))
        if (belongs(*kind, record, *spot.kind, World::id_of(*spot.kind, spot.record)) && holds({kind, nullptr, record}, tally.where)) ++count;
    } else {
      const Field* field = find_field(spot.kind != nullptr ? spot.kind->record->fields : spot.inside->fields, tally.of);
      void* list = const_cast<void*>(field->in(spot.record));
      for (std::size_t i = 0; i < field->type->list->size(list); ++i)
        if (holds({nullptr, field->type->element->record, field->type->list->at(list, i)}, tally.where)) ++count;
    }
    return related(count <=> tally.number, tally.relation);
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Belonging& belonging) const {
    const KindInfo& customers = kind_info<Customer>();
    return std::ranges::any_of(world_->of(customers), [&](const auto& entry) { return belongs(*spot.kind, spot.record, customers, entry.first) && holds({&customers, nullptr, entry.second}, belonging.where); });
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Negation& negation) const { return !holds(spot, negation.inner); }
  [[nodiscard]] bool part(const Spot& spot, const store::Conjunction& conjunction) const {
    return std::ranges::all_of(conjunction.parts, [&](const store::Condition& each) { return holds(spot, each); });
  }
  [[nodiscard]] bool part(const Spot& spot, const store::Disjunction& disjunction) const {
    return std::ranges::any_of(disjunction.parts, [&](const store::Condition& each) { return holds(spot, each); });
  }

  template <class Test>
  [[nodiscard]] bool some(const Spot& spot, const std::string& path, const Test& test) const {
    return std::ranges::any_of(reached(spot, path).values, test);
  }

  static std::string folded_path(std::string_view path) {
    std::string folded;
    for (const std::string_view step : text::split(path, {"/"})) folded += (folded.empty() ? "" : "/") + text::fold(step);
    return folded;
  }

  // -- links --

  static Uuid link_of(const Field& field, const void* record) {
    const Value value = field.type->get(*field.type, field.in(record));
    if (const auto* id = std::get_if<Uuid>(&value)) return *id;
    const auto* reference = std::get_if<RefValue>(&value);
    return reference != nullptr ? reference->id : Uuid{};
  }

  static bool belongs(const KindInfo& kind, const void* record, const KindInfo& to, const Uuid& id) {
    for (const Field& field : kind.record->fields) {
      if (has(field.notes.part, Part::parent) && field.type->target == to.tag && link_of(field, record) == id) return true;
      if (field.type->kind != TypeKind::list || field.type->element->record == nullptr) continue;
      void* list = const_cast<void*>(field.in(record));
      for (const Field& inside : field.type->element->record->fields)
        for (std::size_t i = 0; has(inside.notes.part, Part::parent) && inside.type->target == to.tag && i < field.type->list->size(list); ++i)
          if (link_of(inside, field.type->list->at(list, i)) == id) return true;
    }
    return false;
  }

  // -- paths --

  static std::vector<std::string> steps_of(const std::string& path) {
    std::vector<std::string> steps(1);
    bool inside = false;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (inside && path[i] == ']' && i + 1 < path.size() && path[i + 1] == ']') steps.back() += path[i++];
      else if (inside && path[i] == ']') inside = false;
      else if (!inside && (path[i] == '.' || path[i] == '[')) {
        steps.emplace_back();
        inside = path[i] == '[';
      } else steps.back() += path[i];
    }
    return steps;
  }

  [[nodiscard]] Reach reached(const Spot& spot, const std::string& path) const {
    Reach reach;
    const std::vector<std::string> steps = steps_of(path);
    fields(spot, steps, 0, reach);
    return reach;
  }

  void fields(const Spot& spot, const std::vector<std::string>& steps, std::size_t at, Reach& reach) const {
    const Field* field = find_field(spot.kind != nullptr ? spot.kind->record->fields : spot.inside->fields, steps.at(at));
    member(spot, *field->type, field->in(spot.record), steps, at + 1, reach);
  }

  void member(const Spot& spot, const Type& type, const void* member, const std::vector<std::string>& steps, std::size_t next, Reach& reach) const {
    const bool last = next == steps.size();
    switch (type.kind) {
      case TypeKind::list:
        for (std::size_t i = 0; i < type.list->size(member); ++i) {
          if (last) ++reach.elements;
          if (!last || type.element->record == nullptr) this->member(spot, *type.element, type.list->at(const_cast<void*>(member), i), steps, next, reach);
        }
        return;
      case TypeKind::record: return last ? shown(*type.record, member, reach) : fields({nullptr, type.record, member}, steps, next, reach);
      case TypeKind::custom: return custom(*spot.kind, *static_cast<const Custom*>(member), steps.at(next), reach);
      default: break;
    }
    const Value value = type.get(type, member);
    if (!is_set(value)) return;
    if (last) return reach.values.push_back({value, &type});
    if (type.kind != TypeKind::id && type.kind != TypeKind::ref) return bound(value, steps.at(next), reach);
    const KindInfo* kind = world_->catalogue().kind_of(type.target);
    const Uuid id = std::holds_alternative<Uuid>(value) ? std::get<Uuid>(value) : std::get<RefValue>(value).id;
    if (const void* linked = world_->find(*kind, id)) fields({kind, nullptr, linked}, steps, next, reach);
  }

  static void shown(const RecordInfo& record, const void* member, Reach& reach) {
    for (const Part part : {Part::title, Part::stand_in})
      if (const Field* field = record.with(part)) {
        const Value value = field->type->get(*field->type, field->in(member));
        if (is_set(value)) return reach.values.push_back({value, field->type});
      }
  }

  void custom(const KindInfo& kind, const Custom& custom, const std::string& name, Reach& reach) const {
    const auto held = custom.values.find(name);
    if (held == custom.values.end() || held->second.index() == 0) return;
    static constexpr Type untyped = guanxi::detail::custom_type(TypeKind::text);
    const Type* declared = nullptr;
    for (const Field& field : world_->catalogue().fields(kind))
      if (field.run_time && field.name == name) declared = field.type;
    const Type& type = declared != nullptr ? *declared : untyped;
    reach.values.push_back({type.get(type, &held->second), declared});
  }

  static void bound(const Value& range, const std::string& step, Reach& reach) {
    const auto add = [&]<class T>(const Range<T>& held, const Type& type) {
      if (const auto& end = step == "low" ? held.low : held.high) reach.values.push_back({*end, &type});
    };
    if (const auto* numbers = std::get_if<NumberRange>(&range)) add(*numbers, type_of<std::optional<std::int64_t>>());
    if (const auto* amounts = std::get_if<MoneyRange>(&range)) add(*amounts, type_of<std::optional<Money>>());
  }

  // -- comparisons --

  template <class Order>
  static bool related(Order order, store::Relation relation) {
    switch (relation) {
      case store::Relation::equal: return order == 0;
      case store::Relation::different: return order != 0;
      case store::Relation::less: return order < 0;
      case store::Relation::at_most: return order <= 0;
      case store::Relation::greater: return order > 0;
      case store::Relation::at_least: return order >= 0;
    }
    return false;
  }

  static PartialDate whole_date(Date day) {
    return {.year = static_cast<std::int16_t>(day.year()), .month = static_cast<std::int8_t>(day.month()), .day = static_cast<std::int8_t>(day.day())};
  }

  [[nodiscard]] static bool is_order(store::Relation relation) { return relation != store::Relation::equal && relation != store::Relation::different; }

  [[nodiscard]] bool compare(const Reached& at, store::Relation relation, const store::Operand& operand) const {
    if (!answers(at)) return false;
    store::Operand::Held held = operand.held();
    if (const auto* relative = std::get_if<store::RelativeDay>(&held)) held = store::day_of(*relative, as_of_).value();
    return std::visit([&](const auto& value) { return this->compare(at, value, relation, held); }, at.value);
  }

  bool compare(const Reached&, std::monostate, store::Relation, const store::Operand::Held&) const { return false; }
  bool compare(const Reached&, bool value, store::Relation relation, const store::Operand::Held& held) const {
    const bool* other = std::get_if<bool>(&held);
    return other != nullptr && related(value <=> *other, relation);
  }
  bool compare(const Reached& at, std::int64_t value, store::Relation relation, const store::Operand::Held& held) const { return compare_number(at, value, relation, held); }
  bool compare(const Reached& at, double value, store::Relation relation, const store::Operand::Held& held) const { return compare_number(at, value, relation, held); }
  bool compare_number(const Reached&, long double value, store::Relation relation, const store::Operand::Held& held) const {
    if (const auto* whole = std::get_if<std::int64_t>(&held)) return related(value <=> static_cast<long double>(*whole), relation);
    const auto* real = std::get_if<double>(&held);
    return real != nullptr && related(value <=> static_cast<long double>(*real), relation);
  }
  bool compare(const Reached&, std::string_view value, store::Relation relation, const store::Operand::Held& held) const {
    const auto* other = std::get_if<std::string>(&held);
    return other != nullptr && related(value.compare(*other) <=> 0, relation);
  }
  bool compare(const Reached& at, Date value, store::Relation relation, const store::Operand::Held& held) const {
    if (at.type != nullptr && at.type->kind == TypeKind::partial_date) return compare(at, whole_date(value), relation, held);
    const Date* other = std::get_if<Date>(&held);
    return other != nullptr && related(value <=> *other, relation);
  }
  bool compare(const Reached&, const PartialDate& value, store::Relation relation, const store::Operand::Held& held) const {
    const Date* day = std::get_if<Date>(&held);
    const PartialDate* partial = std::get_if<PartialDate>(&held);
    if (day == nullptr && partial == nullptr) return false;
    const PartialDate other = partial != nullptr ? *partial : whole_date(*day);
    const auto whole = [](const PartialDate& date) { return date.year != 0 && date.day != 0 && !date.lunar; };
    return (!is_order(relation) || (whole(value) && whole(other))) && related(value <=> other, relation);
  }
  bool compare(const Reached&, Timestamp value, store::Relation relation, const store::Operand::Held& held) const {
    if (const Date* day = std::get_if<Date>(&held)) return related(calendar_.date_of(value) <=> *day, relation);
    const Timestamp* other = std::get_if<Timestamp>(&held);
    return other != nullptr && related(value <=> *other, relation);
  }
  bool compare(const Reached&, const Money& value, store::Relation relation, const store::Operand::Held& held) const {
    const Money* other = std::get_if<Money>(&held);
    if (other == nullptr) return false;
    if (value.currency != other->currency) return relation == store::Relation::different;
    return related(value.minor <=> other->minor, relation);
  }
  bool compare(const Reached& at, const NumberRange& value, store::Relation relation, const store::Operand::Held& held) const {
    return compare_range(at, value, relation, held, [](const std::int64_t&) { return false; });
  }
  bool compare(const Reached& at, const MoneyRange& value, store::Relation relation, const store::Operand::Held& held) const {
    return compare_range(at, value, relation, held, [&](const Money& bound) { return bound.currency != std::get<Money>(held).currency; });
  }
  template <class T, class Foreign>
  bool compare_range(const Reached& at, const Range<T>& value, store::Relation relation, const store::Operand::Held& held, const Foreign& foreign) const {
    const auto low = [&](store::Relation asked) { return value.low && compare(at, *value.low, asked, held); };
    const auto high = [&](store::Relation asked) { return value.high && compare(at, *value.high, asked, held); };
    switch (relation) {
      case store::Relation::equal: return low(relation) && high(relation);
      case store::Relation::different: return low(store::Relation::greater) || high(store::Relation::less) || (value.low && foreign(*value.low)) || (value.high && foreign(*value.high));
      case store::Relation::less:
      case store::Relation::at_most: return high(relation);
      default: return low(relation);
    }
  }
  bool compare(const Reached& at, const EnumWord* value, store::Relation relation, const store::Operand::Held& held) const {
    const auto* text = std::get_if<std::string>(&held);
    const EnumWord* other = text != nullptr ? read_word(at.type->words, *text) : nullptr;
    return other != nullptr && related(value <=> other, relation);
  }
  bool compare(const Reached&, const Uuid& value, store::Relation relation, const store::Operand::Held& held) const {
    const Uuid* other = std::get_if<Uuid>(&held);
    return other != nullptr && related(value <=> *other, relation);
  }
  bool compare(const Reached&, const RefValue& value, store::Relation relation, const store::Operand::Held& held) const {
    if (const Uuid* id = std::get_if<Uuid>(&held)) return value.id && related(value.id <=> *id, relation);
    const auto* text = std::get_if<std::string>(&held);
    return text != nullptr && !value.text.empty() && related(value.text.compare(*text) <=> 0, relation);
  }

  [[nodiscard]] bool contains(const Reached& at, bool list, const store::Operand& operand) const {
    const auto* text = std::get_if<std::string>(&operand.held());
    std::string_view held;
    if (const auto* words = std::get_if<std::string_view>(&at.value)) held = *words;
    else if (const auto* reference = std::get_if<RefValue>(&at.value)) held = reference->text;
    else return compare(at, store::Relation::equal, operand);
    if (text == nullptr || !answers(at)) return compare(at, store::Relation::equal, operand);
    if (held.empty()) return false;
    return list ? text::fold(held) == text::fold(*text) : text::fold(held).find(text::fold(*text)) != std::string::npos;
  }

  const World* world_;
  Calendar calendar_;
  Date as_of_;
};

}  // namespace guanxi::test
