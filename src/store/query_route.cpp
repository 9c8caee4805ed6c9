#include "query_route.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/meta.hpp>

#include <algorithm>
#include <cmath>

#include "visibility.hpp"

namespace guanxi::store::detail {

namespace {

constexpr int most_links = 4;

const Type& element_or_self(const Type& type) { return type.kind == TypeKind::list ? *type.element : type; }

/// Ends a sentence about a word that is not known.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest_word(word, known);
  return near.empty() ? std::string() : "; did you mean " + std::string(near) + "?";
}

bool is_kind_called(const KindInfo& kind, std::string_view name) {
  const std::string folded = text::fold(name);
  return kind.name == name || kind.plural == name || text::fold(kind.label.zh) == folded || text::fold(kind.label.en) == folded || is_variant(kind.aliases, folded);
}

/// Calls a function with the tag of each kind to which records of a kind may belong.
template <class Visit>
void for_each_parent(const KindInfo& kind, const Visit& visit) {
  for (const Field& field : kind.record->fields) {
    if (has(field.notes.part, Part::parent)) visit(field.type->target);
    if (field.type->kind != TypeKind::list || field.type->element->record == nullptr) continue;
    for (const Field& inside : field.type->element->record->fields)
      if (has(inside.notes.part, Part::parent)) visit(inside.type->target);
  }
}

bool belongs_without(const Catalogue& catalogue, const KindInfo& child, const KindInfo& parent, std::vector<const KindInfo*>& seen) {
  bool found = false;
  seen.push_back(&child);
  for_each_parent(child, [&](const void* tag) {
    const KindInfo* kind = catalogue.kind_of(tag);
    if (kind == nullptr || found) return;
    found = kind == &parent || (std::ranges::find(seen, kind) == seen.end() && belongs_without(catalogue, *kind, parent, seen));
  });
  return found;
}

/// The list of records at a path that follows no links.
std::optional<Route> list_of_records(const Place& place, std::string_view path) {
  try {
    Route route = find_route(place, path);
    const auto passed = std::span(route.line).first(route.line.size() - 1);
    if (!route.ends_in_list() || route.type != nullptr || !std::ranges::all_of(passed, [](const Field* field) { return field->type->kind == TypeKind::record; })) return std::nullopt;
    return route;
  } catch (const ArgumentError&) {
    return std::nullopt;
  }
}

[[noreturn]] void refuse_value(const std::string& message) { throw ArgumentError("query.value", message); }

/// The type of one value of a range.
const Type& scalar_of(const Type& type) {
  if (type.kind == TypeKind::number_range) return type_of<std::optional<std::int64_t>>();
  return type.kind == TypeKind::money_range ? type_of<std::optional<Money>>() : type;
}

Operand operand_of(const Value& value) {
  return std::visit(
      [](const auto& held) -> Operand {
        using Held = std::remove_cvref_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, const EnumWord*>) return held->word;
        else if constexpr (std::is_same_v<Held, RefValue>) return held.id ? Operand(held.id) : Operand(held.text);
        else if constexpr (std::is_same_v<Held, std::monostate> || std::is_same_v<Held, NumberRange> || std::is_same_v<Held, MoneyRange>) return std::string_view();
        else return held;
      },
      value);
}

/// As machines write it, else as people do.
Reading read_operand(const Type& type, std::string_view text, const ReadOptions& options) {
  Reading exact = read_exact(type, text);
  if (exact.ok() && is_set(exact.value) && write_exact(exact.value) == text) return exact;
  return read_text(type, text, options);
}

/// A whole number where a number with decimals stands is taken as what it is.
Operand read_number(const Type& type, const std::string& text, const ReadOptions& options) {
  Reading reading = read_operand(type, text, options);
  if (!reading.ok() && type.kind == TypeKind::integer)
    if (const Reading real = read_operand(type_of<std::optional<double>>(), text, options); real.ok()) reading = real;
  if (!reading.ok() || !is_set(reading.value)) refuse_value((reading.ok() ? "expected a number" : reading.problem.en) + ", found “" + text + "”");
  return operand_of(reading.value);
}

/// A day where a time stands is the whole of it.
Operand read_moment(const Type& type, const std::string& text, const ReadOptions& options) {
  if (const auto day = read_date(text, options.reference)) return *day;
  const Reading reading = read_operand(type, text, options);
  if (!reading.ok() || !is_set(reading.value)) refuse_value((reading.ok() ? "expected a day or a time" : reading.problem.en) + ", found “" + text + "”");
  return operand_of(reading.value);
}

Operand read_as(const Type& wanted, const std::string& text, const ReadOptions& options) {
  const Type& type = scalar_of(wanted);
  if (type.kind == TypeKind::text || (type.kind == TypeKind::ref && !parse_uuid(text))) return text;
  if (type.kind == TypeKind::integer || type.kind == TypeKind::real) return read_number(type, text, options);
  if (type.kind == TypeKind::timestamp) return read_moment(type, text, options);
  const Reading reading = read_operand(type, text, options);
  if (!reading.ok()) {
    const EnumWord* first = type.words.empty() ? nullptr : type.words.data();
    std::vector<std::string_view> known;
    for (const EnumWord& word : type.words) known.insert(known.end(), {word.word, word.label.zh, word.label.en});
    refuse_value(reading.problem.en + ", found “" + text + "”" + (first == nullptr ? "" : suggestion(text, known)));
  }
  if (!is_set(reading.value)) refuse_value("expected a value, found “" + text + "”; ask with “is unset” for what is missing");
  if (const auto* partial = std::get_if<PartialDate>(&reading.value); partial != nullptr && partial->day != 0)
    if (const auto day = partial->first_day()) return *day;
  return operand_of(reading.value);
}

/// Whether a value that was not given as text is of the type.
bool fits(const Type& wanted, const Operand::Held& held) {
  const auto is = [&]<class... T>() { return (std::holds_alternative<T>(held) || ...); };
  switch (scalar_of(wanted).kind) {
    case TypeKind::boolean: return is.operator()<bool>();
    case TypeKind::integer:
    case TypeKind::real: return is.operator()<std::int64_t>() || (is.operator()<double>() && std::isfinite(std::get<double>(held)));
    case TypeKind::date: return is.operator()<Date, RelativeDay>();
    case TypeKind::partial_date: return is.operator()<Date, RelativeDay, PartialDate>();
    case TypeKind::timestamp: return is.operator()<Timestamp, Date, RelativeDay>();
    case TypeKind::money: return is.operator()<Money>();
    case TypeKind::id:
    case TypeKind::ref: return is.operator()<Uuid>();
    default: return false;
  }
}

std::string_view expected_of(const Type& type) {
  switch (scalar_of(type).kind) {
    case TypeKind::text: return "a text";
    case TypeKind::boolean: return "yes or no";
    case TypeKind::integer:
    case TypeKind::real: return "a finite number";
    case TypeKind::date: return "a day";
    case TypeKind::partial_date: return "a day or a part of a date";
    case TypeKind::timestamp: return "a day or a time";
    case TypeKind::money: return "an amount with its currency";
    case TypeKind::enumeration: return "a word";
    default: return "an identifier";
  }
}

}  // namespace

const Field* LabelIndex::find(std::span<const Field> fields, std::string_view name) {
  if (fields.empty()) return nullptr;
  const auto [place, added] = known_.try_emplace(fields.data());
  Lines& lines = place->second;
  if (added) {
    for (const Field& field : fields)
      for (const std::string_view label : {field.label.zh, field.label.en}) lines.try_emplace(text::fold(label), &field);
    for (const Field& field : fields)
      for (const std::string_view alias : text::split(field.notes.aliases, {"|"})) lines.try_emplace(text::fold(alias), &field);
  }
  const std::string folded = text::fold(name);
  const auto found = lines.find(folded);
  return folded.empty() || found == lines.end() ? nullptr : found->second;
}

const Type* RouteFinder::here() const {
  if (route_.line.empty()) return nullptr;
  return &element_or_self(*route_.line.back()->type);
}

const KindInfo* RouteFinder::kind_here() const {
  const Type* type = here();
  if (type == nullptr) return place_.kind;
  return type->kind == TypeKind::id || type->kind == TypeKind::ref ? place_.catalogue->kind_of(type->target) : nullptr;
}

std::span<const Field> RouteFinder::fields_here() const {
  if (!route_.custom.empty() || route_.bound != Bound::none) return {};
  if (const KindInfo* kind = kind_here()) return place_.catalogue->fields(*kind);
  const Type* type = here();
  if (type == nullptr) return place_.record != nullptr ? place_.record->fields : std::span<const Field>();
  return type->record != nullptr ? type->record->fields : std::span<const Field>();
}

/// By name, else label, else alias.
const Field* RouteFinder::line_named(std::span<const Field> fields, std::string_view name) const {
  const Field* exact = find_field(fields, name);
  return exact != nullptr ? exact : labels_->find(fields, name);
}

RouteFinder::Found RouteFinder::find(std::string_view name) const {
  const std::span<const Field> fields = fields_here();
  if (const Field* field = line_named(fields, name)) return {.field = field};
  if (kind_here() != nullptr)
    for (const Field& line : fields)
      if (line.type->record == &record_info<Meta>())
        if (const Field* field = line_named(line.type->record->fields, name)) return {.field = field, .inside = &line};
  return {};
}

Bound RouteFinder::bound_named(std::string_view name) const {
  const Type* type = here();
  if (type == nullptr || route_.bound != Bound::none || (type->kind != TypeKind::number_range && type->kind != TypeKind::money_range)) return Bound::none;
  if (name == "low" || name == "下限" || name == "最低") return Bound::low;
  return name == "high" || name == "上限" || name == "最高" ? Bound::high : Bound::none;
}

bool RouteFinder::knows(std::string_view name) const { return bound_named(name) != Bound::none || find(name).field != nullptr; }

void RouteFinder::take(const Field& field) {
  if (kind_here() != nullptr && !route_.line.empty() && ++links_ > most_links) throw ArgumentError("query.depth", "a path follows at most " + std::to_string(most_links) + " links, found " + route_.path);
  const Field* line = &field;
  if (field.run_time)
    for (const Field& holder : kind_here()->record->fields)
      if (holder.type->kind == TypeKind::custom && holder.at == field.at) line = &holder;
  route_.line.push_back(line);
  route_.lists = route_.lists || line->type->kind == TypeKind::list;
  route_.path += (route_.path.empty() ? "" : ".") + std::string(line->name);
  if (Currency::is_code(field.notes.unit)) route_.currency = Currency(field.notes.unit);
  if (field.run_time) key(field.name);
}

void RouteFinder::step(std::string_view name) {
  if (const Bound bound = bound_named(name); bound != Bound::none) {
    route_.bound = bound;
    route_.path += bound == Bound::low ? ".low" : ".high";
    return;
  }
  const Type* type = here();
  if (type != nullptr && type->kind == TypeKind::custom && route_.custom.empty()) return key(name);
  const Found found = find(name);
  if (found.field == nullptr) refuse(name);
  if (found.inside != nullptr) take(*found.inside);
  take(*found.field);
}

void RouteFinder::key(std::string_view name) {
  const Type* type = here();
  if (type == nullptr || type->kind != TypeKind::custom || !route_.custom.empty() || name.empty()) refuse("[" + std::string(name) + "]");
  const KindInfo* kind = place_.kind;
  for (const Field* line : route_.line)
    if (const Type& passed = element_or_self(*line->type); passed.kind == TypeKind::id || passed.kind == TypeKind::ref) kind = place_.catalogue->kind_of(passed.target);
  const std::span<const Field> fields = kind != nullptr ? place_.catalogue->fields(*kind) : std::span<const Field>();
  const Field* declared = run_time_field(fields, name);
  if (declared == nullptr)
    if (const Field* labelled = labels_->find(fields, name); labelled != nullptr && labelled->run_time) declared = labelled;
  route_.declared = declared;
  route_.custom = declared != nullptr ? declared->name : name;
  if (declared != nullptr && Currency::is_code(declared->notes.unit)) route_.currency = Currency(declared->notes.unit);
  route_.path = bracketed(route_.path, route_.custom);
}

Route RouteFinder::finish() && {
  const Type* type = here();
  if (type == nullptr) refuse("");
  if (type->kind == TypeKind::custom && route_.custom.empty())
    throw ArgumentError("query.field", route_.path + " holds many fields; say which one: " + route_.path + "[name]");
  if (type->kind == TypeKind::custom) {
    route_.type = route_.declared != nullptr ? route_.declared->type : nullptr;
    return std::move(route_);
  }
  if (type->kind == TypeKind::record && route_.ends_in_list()) return std::move(route_);
  if (type->kind == TypeKind::record) {
    const Field* title = type->record->with(Part::title);
    if (title == nullptr || title->type->get == nullptr) throw ArgumentError("query.field", route_.path + " has parts; name one: " + route_.path + "." + std::string(type->record->fields.front().name));
    type = title->type;
  }
  route_.type = route_.bound != Bound::none ? &scalar_of(*type) : type;
  return std::move(route_);
}

void RouteFinder::refuse(std::string_view name) const {
  const std::span<const Field> fields = fields_here();
  const KindInfo* kind = kind_here();
  const std::string where = !route_.path.empty() ? route_.path : kind != nullptr ? std::string(kind->name) : "this list";
  if (fields.empty() && !route_.path.empty()) throw ArgumentError("query.field", where + " has no parts, found “" + std::string(name) + "”");
  std::vector<std::string_view> known;
  for (const Field& field : fields) known.insert(known.end(), {field.name, field.label.zh, field.label.en});
  throw ArgumentError("query.field", where + " has no field “" + std::string(name) + "”" + suggestion(name, known));
}

Route find_route(const Place& place, std::string_view path) {
  RouteFinder finder(place);
  std::size_t at = 0;
  do {
    const std::size_t end = std::min(path.find_first_of(".[", at), path.size());
    finder.step(path.substr(at, end - at));
    at = end;
    while (at < path.size() && path[at] == '[') {
      std::string name;
      for (++at; at < path.size(); ++at) {
        if (path[at] != ']') name += path[at];
        else if (at + 1 < path.size() && path[at + 1] == ']') name += path[at++];
        else break;
      }
      finder.key(name);
      at = std::min(at + 1, path.size());
    }
    if (at < path.size() && path[at] != '.') throw ArgumentError("query.field", "a path reads like owner_id.name or custom[name], found " + std::string(path));
  } while (at++ < path.size());
  return std::move(finder).finish();
}

Place Members::place(const Place& outer) const {
  return {.catalogue = outer.catalogue, .kind = kind, .record = kind != nullptr ? nullptr : list.line.back()->type->element->record, .labels = outer.labels};
}

Members find_members(const Place& place, std::string_view name) {
  if (place.kind != nullptr)
    for (const KindInfo* kind : place.catalogue->kinds())
      if (is_kind_called(*kind, name)) {
        if (belongs(*place.catalogue, *kind, *place.kind)) return {.kind = kind};
        throw ArgumentError("query.kind", std::string(kind->plural) + " do not belong to a " + std::string(place.kind->name));
      }
  if (auto list = list_of_records(place, name)) return {.list = std::move(*list)};
  std::vector<std::string_view> known;
  if (place.kind != nullptr)
    for (const KindInfo* kind : place.catalogue->kinds())
      if (belongs(*place.catalogue, *kind, *place.kind)) known.insert(known.end(), {kind->name, kind->plural, kind->label.zh});
  throw ArgumentError("query.kind", "expected a record kind or a list of records, found “" + std::string(name) + "”" + suggestion(name, known));
}

const KindInfo& customer_kind(const Place& place) {
  if (place.kind != nullptr)
    for (const KindInfo* kind : place.catalogue->kinds())
      if (kind->scope == Scope::own && belongs(*place.catalogue, *place.kind, *kind)) return *kind;
  throw ArgumentError("query.kind", (place.kind != nullptr ? std::string(place.kind->plural) : "elements of a list") + " belong to no customer");
}

bool belongs(const Catalogue& catalogue, const KindInfo& child, const KindInfo& parent) {
  std::vector<const KindInfo*> seen;
  return belongs_without(catalogue, child, parent, seen);
}

Route tags_route(const Place& place) {
  Route route = find_route(place, "tags");
  if (!route.ends_in_list() || route.type == nullptr || route.type->kind != TypeKind::text) throw ArgumentError("query.field", route.path + " is no list of tags");
  return route;
}

const Type& type_for(const Route& route, const Operand& operand) {
  if (route.type != nullptr) return *route.type;
  if (!route.ends_in_custom()) throw ArgumentError("query.relation", route.path + " is a list of records; ask for one of its fields, or any(" + route.path + " where …)");
  const std::string_view word = std::visit(
      [](const auto& held) -> std::string_view {
        using Held = std::remove_cvref_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::string>) return "text";
        else if constexpr (std::is_same_v<Held, bool>) return "boolean";
        else if constexpr (std::is_same_v<Held, std::int64_t> || std::is_same_v<Held, double>) return "real";
        else if constexpr (std::is_same_v<Held, Date> || std::is_same_v<Held, RelativeDay>) return "date";
        else if constexpr (std::is_same_v<Held, Timestamp>) return "timestamp";
        else return {};
      },
      operand.held());
  if (word.empty()) refuse_value("nobody declared the field " + route.path + ": it can be compared with texts, numbers, yes and no, days and times");
  return *custom_type_named(word);
}

Operand conform(const Route& route, const Operand& operand, const ReadOptions& options) {
  const Type& type = type_for(route, operand);
  if (const auto* text = std::get_if<std::string>(&operand.held())) {
    ReadOptions local = options;
    if (route.currency) local.currency = *route.currency;
    return read_as(type, *text, local);
  }
  if (!fits(type, operand.held())) refuse_value(route.path + " is compared with " + std::string(expected_of(type)));
  return operand;
}

void demand_relation(const Route& route, const Type& type, Relation relation) {
  if (relation == Relation::equal || relation == Relation::different) return;
  if (type.kind == TypeKind::boolean || type.kind == TypeKind::id || type.kind == TypeKind::ref)
    throw ArgumentError("query.relation", "values of " + route.path + " are equal or different, neither less nor greater");
}

void demand_container(const Route& route, const Type& type) {
  if (!route.ends_in_list() && type.kind != TypeKind::text && type.kind != TypeKind::ref)
    throw ArgumentError("query.relation", route.path + " is neither a text nor a list and contains nothing; compare it with =");
}

std::optional<std::string> sought_key(const Type& type, const Operand& operand) {
  const auto* text = std::get_if<std::string>(&operand.held());
  if (text == nullptr || (type.kind != TypeKind::text && (type.kind != TypeKind::ref || parse_uuid(*text)))) return std::nullopt;
  std::string key = text::fold(*text);
  if (key.empty()) refuse_value("expected a text with letters, digits or signs to look for, found “" + *text + "”");
  return key;
}

void demand_order(const Route& route) {
  const bool single = !route.lists && route.type != nullptr && route.type->kind != TypeKind::number_range && route.type->kind != TypeKind::money_range && route.type->kind != TypeKind::ref;
  if (!single) throw ArgumentError("query.order", "records are ordered by fields with one value, such as a bound of a range or a field of a linked record; found " + route.path);
}

void demand_group(const Route& route) {
  const bool single = !route.lists && route.type != nullptr && route.type->kind != TypeKind::number_range && route.type->kind != TypeKind::money_range && route.type->kind != TypeKind::money;
  if (!single) throw ArgumentError("query.group", "records are grouped by fields with one value that is no amount; found " + route.path);
}

void demand_measure(const Route& route) {
  const bool measured = !route.lists && route.type != nullptr && (route.type->kind == TypeKind::integer || route.type->kind == TypeKind::real || route.type->kind == TypeKind::money);
  if (!measured) throw ArgumentError("query.measure", "numbers and amounts can be added up, such as a bound of a range; found " + route.path);
}

}  // namespace guanxi::store::detail
