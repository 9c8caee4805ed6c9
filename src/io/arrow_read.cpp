#include "arrow_read.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include "arrow_plan.hpp"
#include "arrow_value.hpp"
#include "exact_fill.hpp"
#include "exact_path.hpp"
#include "json_record.hpp"
#include "layout.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace guanxi::io::detail {

namespace {

/// A column whose cells people wrote, or that describes records of another kind.
struct PeopleColumn {
  ArrowLeaf leaf{};
  Feed feed{};
};

/// A column that no field takes.
struct CustomColumn {
  ArrowLeaf leaf{};
  std::string name{};
};

/// What becomes of each column of a table.
struct ArrowPlan {
  ArrowBinding binding{};
  std::vector<PeopleColumn> people{};
  std::vector<CustomColumn> custom{};
  std::vector<ArrowLeaf> unreadable{};
};

/// Where the reader is inside a record.
struct ReadSpot {
  const ReadSpot* outer{};
  std::string_view name{};
  std::int64_t index = -1;

  [[nodiscard]] std::string path() const {
    std::string text = outer != nullptr ? outer->path() : "";
    if (index >= 0) return text + "[" + std::to_string(index) + "]";
    if (!text.empty()) text += '.';
    return text + std::string(name);
  }
};

/// The name in `custom[name]`, if a column is called so.
std::optional<std::string> bracketed_custom(std::span<const Field> fields, std::string_view column) {
  const std::string prefix = arrow_custom_name(fields, "").substr(0, arrow_custom_name(fields, "").size() - 1);
  if (prefix.size() < 2 || !column.starts_with(prefix) || !column.ends_with(']')) return std::nullopt;
  std::string name;
  const std::string_view inside = column.substr(prefix.size(), column.size() - prefix.size() - 1);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    name += inside[i];
    if (inside[i] == ']' && i + 1 < inside.size() && inside[i + 1] == ']') ++i;
  }
  return name;
}

const Field* parent_of_customer(const Catalogue& catalogue, const KindInfo& kind) {
  for (const Field& field : kind.record->fields) {
    const KindInfo* target = has(field.notes.part, Part::parent) ? catalogue.kind_of(field.type->target) : nullptr;
    if (target != nullptr && target->scope == Scope::own) return &field;
  }
  return nullptr;
}

bool names_customer(const Feed& feed) {
  return !feed.shared && feed.kind->scope == Scope::own && !feed.fields.empty() && has(feed.fields.front()->notes.part, Part::title | Part::alias);
}

/// Decides about the columns of one table.
class Planner {
 public:
  Planner(const Catalogue& catalogue, const HeaderIndex& index, const KindInfo& kind, const ArrowSchema& schema)
      : index_(&index), kind_(&kind), fields_(catalogue.fields(kind)), slots_(arrow_slots(fields_)), schema_(&schema) {}

  ArrowPlan plan() {
    ArrowPlan plan;
    if (arrow_format(*schema_).layout != ArrowFormat::Layout::record) throw ArgumentError("io.arrow_columns", "an Arrow table is a struct of columns, found the format " + arrow_type_name(*schema_));
    plan.binding = bind_arrow(slots_, *schema_);
    for (ArrowLeaf& leaf : std::exchange(plan.binding.rest, {})) place(plan, std::move(leaf));
    require_known(plan);
    read_first(plan);
    return plan;
  }

 private:
  void place(ArrowPlan& plan, ArrowLeaf leaf) {
    if (!is_arrow_readable(*leaf.schema)) {
      plan.unreadable.push_back(std::move(leaf));
    } else if (auto name = bracketed_custom(fields_, leaf.name)) {
      plan.custom.push_back({std::move(leaf), std::move(*name)});
    } else if (auto feed = index_->find({}, leaf.name, kind_)) {
      if (!typed(plan, leaf, *feed)) plan.people.push_back({std::move(leaf), std::move(*feed)});
    } else {
      std::string header = leaf.name;
      plan.custom.push_back({std::move(leaf), std::move(header)});
    }
  }

  /// Numbers, days and lists under the header of one field are its values as they stand.
  bool typed(ArrowPlan& plan, const ArrowLeaf& leaf, const Feed& feed) const {
    const bool plain = feed.kind == kind_ && !feed.shared && feed.heading == nullptr && feed.ordinal < 2 && feed.unit.empty() && feed.fields.size() == 1;
    if (!plain || arrow_format(*leaf.schema).is_text()) return false;
    for (const ArrowSlot& slot : slots_)
      if (slot.steps.size() == 1 && slot.field().name == feed.fields.front()->name) return bind_arrow_leaf(plan.binding, slot, leaf);
    return false;
  }

  static bool tells(const Field& field) { return has(field.notes.part, Part::key | Part::title | Part::alias | Part::parent | Part::event | Part::scanned); }

  /// True if a known column tells what the rows are about, or nothing in the dictionary could.
  [[nodiscard]] bool is_about_something(const ArrowPlan& plan) const {
    const bool any = !plan.binding.members.empty() || std::ranges::any_of(plan.people, [this](const PeopleColumn& column) { return column.feed.kind == kind_; });
    if (!any) return false;
    const Field* title = kind_->with(Part::title);
    if (std::ranges::none_of(fields_, tells) || (title != nullptr && title->notes.title_of != nullptr)) return true;
    const bool member = std::ranges::any_of(plan.binding.members, [](const ArrowMember& bound) { return tells(*bound.slot.steps.front()); });
    return member || std::ranges::any_of(plan.people, [this](const PeopleColumn& column) {
             return names_customer(column.feed) || (column.feed.kind == kind_ && std::ranges::any_of(column.feed.fields, [](const Field* field) { return tells(*field); }));
           });
  }

  void require_known(const ArrowPlan& plan) const {
    if (is_about_something(plan)) return;
    std::string found, wanted;
    std::vector<std::string_view> names;
    for (const Field& field : fields_) {
      if (field.run_time || !tells(field)) continue;
      names.insert(names.end(), {field.name, field.label.zh, field.label.en});
      for (const std::string_view alias : text::split(field.notes.aliases, {"|"})) names.push_back(alias);
      wanted += (wanted.empty() ? "" : ", ") + std::string(field.name) + " (" + std::string(field.label.zh) + ")";
    }
    for (std::int64_t i = 0; i < schema_->n_children; ++i) {
      const std::string name = schema_->children[i]->name != nullptr ? schema_->children[i]->name : "";
      const std::string_view near = nearest_word(name, names);
      const bool readable = std::ranges::find(plan.unreadable, name, &ArrowLeaf::name) == plan.unreadable.end();
      const std::string remark = !readable ? " (of a type that is not read: " + arrow_type_name(*schema_->children[i]) + ")" : near.empty() ? "" : " (did you mean " + std::string(near) + "?)";
      found += found.empty() ? "" : ", ";
      found += name;
      found += remark;
    }
    throw ArgumentError("io.arrow_columns", "no column of this table tells which " + std::string(kind_->name) + " a row is about; found " + (found.empty() ? "no columns" : found) + "; wanted one of " + wanted);
  }

  /// Identifiers first, for the findings; then the event, for days without a year.
  static void read_first(ArrowPlan& plan) {
    const auto rank = [](const Field& field) { return has(field.notes.part, Part::key) ? 0 : has(field.notes.part, Part::event) ? 1 : 2; };
    std::ranges::stable_sort(plan.binding.members, {}, [&](const ArrowMember& member) { return rank(*member.slot.steps.front()); });
    std::ranges::stable_sort(plan.people, {}, [&](const PeopleColumn& column) { return column.feed.fields.empty() ? 2 : rank(*column.feed.fields.front()); });
  }

  const HeaderIndex* index_;
  const KindInfo* kind_;
  std::span<const Field> fields_;
  std::vector<ArrowSlot> slots_;
  const ArrowSchema* schema_;
};

/// A decimal as the number that has the same digits, else as text.
CustomValue custom_number(const std::string& digits) {
  for (const std::string_view word : {"integer", "real"}) {
    const Type& type = *custom_type_named(word);
    const Reading reading = read_exact(type, digits);
    CustomValue value;
    if (reading.ok()) type.set(type, &value, reading.value);
    if (reading.ok() && write_exact(reading.value) == digits) return value;
  }
  return digits;
}

/// What a custom field keeps of a cell.
CustomValue custom_of(const ArrowCell& cell, const Calendar& calendar) {
  using Kind = ArrowCell::Kind;
  switch (cell.kind) {
    case Kind::boolean: return cell.number != 0;
    case Kind::integer: return cell.number;
    case Kind::real: return cell.real;
    case Kind::decimal: return custom_number(arrow_cell_text(cell));
    case Kind::day: return Date::from_days(static_cast<std::int32_t>(cell.number));
    case Kind::moment: return Timestamp{cell.zoned ? cell.number : cell.number - calendar.offset_minutes * std::int64_t{60'000'000}};
    default: return arrow_cell_text(cell);
  }
}

/// Rows that are read column by column before the next ones: few enough to stay in the processor's cache.
constexpr std::size_t arrow_block_rows = 256;

/// Fills records batch by batch.
class ArrowReader {
 public:
  ArrowReader(ImportState& state, const KindInfo& kind, const ArrowSchema& schema, ArrowPlan plan, ArrowRecordTable& table, ArrowTableUse use)
      : state_(&state), kind_(&kind), schema_(&schema), plan_(std::move(plan)), table_(&table), use_(use), fields_(state.catalogue->fields(kind)),
        parent_(parent_of_customer(*state.catalogue, kind)), options_{.calendar = state.options.calendar, .reference = {}, .currency = state.options.currency},
        cells_(options_, state.findings, state.links) {
    for (const ArrowMember& member : plan_.binding.members) note_use(*member.slot.steps.front());
    for (const PeopleColumn& column : plan_.people) {
      if (column.feed.kind == kind_)
        for (const Field* field : column.feed.fields) note_use(*field);
      if (names_customer(column.feed) && kind_->scope == Scope::via) table_->has_parent = true;
    }
    report_columns();
  }

  void read(const ArrowColumn& batch) {
    const std::size_t first = table_->records.size(*kind_);
    const auto rows = static_cast<std::size_t>(batch.size());
    kind_->list->list->resize(table_->records.list(*kind_), first + rows);
    batch_ = &batch;
    first_ = first;
    for (std::size_t row = 0; row < rows && !table_->has_key; ++row) set_keys(*state_, *kind_, record(row), {});
    for (std::size_t block = 0; block < rows; block += arrow_block_rows)
      for (const ArrowMember& member : plan_.binding.members)
        for (std::size_t row = block; row < (std::min)(rows, block + arrow_block_rows); ++row)
          if (has_cell(member, row)) read_top(member, row);
    for (const CustomColumn& column : plan_.custom)
      for (std::size_t row = 0; row < rows; ++row) read_custom(column, row);
    for (std::size_t row = 0; row < rows && !plan_.people.empty(); ++row) read_people(row);
    for (const ArrowLeaf& leaf : plan_.unreadable) count_unreadable(leaf, rows);
  }

  /// Says what could not be read at all.
  void finish() {
    for (const auto& [name, count] : unreadable_) {
      const auto leaf = std::ranges::find(plan_.unreadable, name, &ArrowLeaf::name);
      const std::string type = arrow_type_name(*leaf->schema);
      say(finding_code("io.arrow_type"), {}, name, std::to_string(count), place(leaf->route, {}), {type, type});
    }
  }

 private:
  void note_use(const Field& field) {
    table_->has_key = table_->has_key || has(field.notes.part, Part::key);
    table_->has_parent = table_->has_parent || has(field.notes.part, Part::parent);
  }

  [[nodiscard]] void* record(std::size_t row) const { return table_->records.at(*kind_, first_ + row); }
  [[nodiscard]] Draft draft(std::size_t row) const { return {kind_, record(row), key_of(*kind_, record(row))}; }
  [[nodiscard]] ArrowRowNotes& notes(std::size_t row) { return table_->notes[first_ + row]; }

  /// Rows count from 1.
  [[nodiscard]] Place place(const ArrowRoute& route, std::optional<std::size_t> row) const {
    Place place{.file = table_->file, .row = row ? static_cast<int>(first_ + *row) + 1 : 0};
    if (route.empty()) return place;
    place.column = static_cast<int>(route.front()) + 1;
    const char* name = schema_->children[route.front()]->name;
    place.header = name != nullptr && *name != '\0' ? std::string(name) : "#" + std::to_string(place.column);
    return place;
  }

  void say(const FindingCode& code, const Uuid& record, const std::string& path, std::string_view value, Place place, Message detail = {}, Message fix = {}) {
    Message label = label_of(fields_, path);
    state_->findings.push_back(make_finding(code, {.kind = kind_->name, .record = record, .field = path, .value = value, .label = std::move(label), .detail = std::move(detail),
                                                   .fix = std::move(fix), .place = std::move(place)}));
  }

  void report_columns() {
    for (const CustomColumn& column : plan_.custom)
      if (!bracketed_custom(fields_, column.leaf.name)) report_unknown_column(column.leaf);
    for (const PeopleColumn& column : plan_.people)
      if (column.feed.kind != kind_ && (use_ == ArrowTableUse::alone || kind_->scope == Scope::shared)) report_unknown_column(column.leaf);
    for (const ArrowMember& member : plan_.binding.members)
      if (member.incomplete) report_unknown_column({.name = member.slot.name, .route = member.parts.front().second, .schema = nullptr});
  }

  void report_unknown_column(const ArrowLeaf& leaf) {
    std::vector<std::string_view> names;
    for (const Field& field : fields_) {
      names.insert(names.end(), {field.name, field.label.zh, field.label.en});
      for (const std::string_view alias : text::split(field.notes.aliases, {"|"})) names.push_back(alias);
    }
    const std::string near(nearest_word(leaf.name, names));
    const Message fix = near.empty() ? Message{} : Message{"（是否“" + near + "”？）", " (did you mean “" + near + "”?)"};
    state_->findings.push_back(make_finding(finding_code("io.unknown_column"), {.kind = kind_->name, .label = {leaf.name, leaf.name}, .fix = fix, .place = place(leaf.route, {})}));
  }

  void count_unreadable(const ArrowLeaf& leaf, std::size_t rows) {
    std::int64_t& count = unreadable_[leaf.name];
    const ArrowColumn* column = batch_;
    for (const std::size_t step : leaf.route) column = &column->child(step);
    for (std::size_t row = 0; row < rows; ++row) count += column->is_null(static_cast<std::int64_t>(row)) ? 0 : 1;
  }

  /// Keeps a cell among the custom fields of its record.
  void keep(std::size_t row, const std::string& name, CustomValue value) {
    const auto field = std::ranges::find_if(kind_->record->fields, [](const Field& line) { return line.type->kind == TypeKind::custom; });
    if (field == kind_->record->fields.end()) return say(finding_code("io.unknown_name"), key_of(*kind_, record(row)), name, kept_text(value), {.file = table_->file, .row = static_cast<int>(first_ + row) + 1, .header = name});
    auto& values = static_cast<Custom*>(field->in(record(row)))->values;
    std::string free = name;
    for (int count = 2; values.contains(free); ++count) free = name + " (" + std::to_string(count) + ")";
    values.emplace(std::move(free), std::move(value));
  }

  static std::string kept_text(const CustomValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : "";
  }

  void read_custom(const CustomColumn& column, std::size_t row) {
    const ArrowCell cell = cell_at(*batch_, static_cast<std::int64_t>(row), column.leaf.route);
    if (!cell.is_null()) keep(row, column.name, custom_of(cell, options_.calendar));
  }

  // -- members --

  void read_top(const ArrowMember& member, std::size_t row) {
    top_ = &member;
    const ReadSpot spot{.name = member.slot.name};
    const auto at = static_cast<std::int64_t>(row);
    if (member.type->kind == TypeKind::custom) return read_json(member, row);
    if (member.type->kind == TypeKind::list) return read_list(member, *batch_, at, spot, row, [&] { return member.slot.in(record(row)); });
    ArrowParts parts;
    if (!fetch(member, *batch_, at, parts)) return;
    std::string room;
    const ArrowReading reading = read_arrow_value(member.slot.field(), *member.type, parts, options_, room);
    if (reading.by_people && member.slot.steps.size() == 1 && !member.slot.run_time()) return read_by_people(member, parts, row);
    settle(reading, *member.type, parts, spot, row, [&] { return member.slot.in(record(row)); });
    if (reading.ok()) check_digits(member, parts, row);
  }

  /// True unless all cells of a member are null.
  [[nodiscard]] bool has_cell(const ArrowMember& member, std::size_t row) const {
    return std::ranges::any_of(member.parts, [&](const auto& part) { return !is_null_at(*batch_, static_cast<std::int64_t>(row), part.second); });
  }

  /// @return  false if all cells are null
  static bool fetch(const ArrowMember& member, const ArrowColumn& root, std::int64_t row, ArrowParts& parts) {
    bool any = false;
    for (const auto& [part, route] : member.parts) {
      ArrowCell& cell = parts[static_cast<std::size_t>(part)] = cell_at(root, row, route);
      if (cell.is_null()) cell = {};
      any = any || !cell.is_null();
    }
    return any;
  }

  [[nodiscard]] Place place_of(const ArrowMember& top, std::size_t row) const { return place(top.parts.front().second, row); }

  /// Sets a value, or says why not.
  template <class Address>
  void settle(const ArrowReading& reading, const Type& type, const ArrowParts& parts, const ReadSpot& spot, std::size_t row, const Address& address) {
    const Uuid id = reading.ok() && !reading.dropped ? Uuid{} : key_of(*kind_, record(row));
    if (!reading.ok()) return say(finding_code("io.rejected"), id, spot.path(), arrow_parts_text(parts), place_of(*top_, row), reading.problem, perhaps(reading.suggestion));
    if (is_set(reading.value)) type.set(type, address(), reading.value);
    if (reading.dropped) say(finding_code("io.time_dropped"), id, spot.path(), arrow_parts_text(parts), place_of(*top_, row));
  }

  /// A number that a double cannot hold to its last digit, where digits are an identifier.
  void check_digits(const ArrowMember& member, const ArrowParts& parts, std::size_t row) {
    const ArrowCell& cell = parts[static_cast<std::size_t>(ArrowPart::value)];
    if (member.type->kind != TypeKind::text || cell.kind == ArrowCell::Kind::text) return;
    const std::string text = arrow_cell_text(cell);
    if (cell.kind == ArrowCell::Kind::real && !(cell.real < 0x1p53 && cell.real > -0x1p53)) say(finding_code("io.digits_lost"), key_of(*kind_, record(row)), member.slot.name, text, place_of(member, row));
    else if (as_text_.insert(member.slot.name).second) say(finding_code("io.kept_as_text"), key_of(*kind_, record(row)), member.slot.name, text, place_of(member, row));
  }

  /// What stands in a column of ours but is written as people write.
  void read_by_people(const ArrowMember& member, const ArrowParts& parts, std::size_t row) {
    const Field& field = member.slot.field();
    const std::string text = arrow_parts_text(parts);
    const std::string trimmed(text::trim(text));
    if (trimmed.empty()) return;
    const Place where = place_of(member, row);
    if (has(field.notes.part, Part::key)) {
      notes(row).key = trimmed;
      keep(row, where.header, trimmed);
      if (as_text_.insert(member.slot.name).second) say(finding_code("io.kept_as_text"), {}, member.slot.name, trimmed, where);
      return set_keys(*state_, *kind_, record(row), {});
    }
    if (&field == parent_ || (parent_ != nullptr && field.name == parent_->name)) return name_customer(trimmed, where, row);
    enter({.feed = {.kind = kind_, .category = kind_->category, .fields = {&field}}, .text = half_width(text), .hint = CellHint::text, .place = where}, row);
  }

  void name_customer(const std::string& text, const Place& where, std::size_t row) {
    if (use_ == ArrowTableUse::in_book) {
      if (notes(row).customer.empty()) return note_customer(text, where, row);
      if (notes(row).customer != text) keep(row, where.header, text);
      return;
    }
    keep(row, where.header, text);
    say(finding_code("io.name_kept"), key_of(*kind_, record(row)), std::string(parent_->name), text, where);
  }

  void note_customer(const std::string& text, const Place& where, std::size_t row) {
    notes(row).customer = text;
    notes(row).customer_place = where;
  }

  /// One cell as people write it.
  void enter(const Entry& entry, std::size_t row) {
    const std::size_t before = state_->links.size();
    cells_.refer_to(event_day(*kind_, record(row), options_.calendar));
    Draft into = draft(row);
    if (!into.id) {
      set_keys(*state_, *kind_, record(row), {});
      into = draft(row);
    }
    cells_.read(into, entry);
    if (use_ == ArrowTableUse::alone) drop_links(before, row);
  }

  /// Names that nothing here can be found for: references keep them as text, identifiers leave them to custom fields.
  void drop_links(std::size_t before, std::size_t row) {
    for (std::size_t i = before; i < state_->links.size(); ++i) {
      const PendingLink& link = state_->links[i];
      const Target target = reach(fields_, record(row), link.path);
      if (target.type->kind == TypeKind::ref) continue;
      keep(row, link.place.header, link.text);
      say(finding_code("io.name_kept"), link.record, link.path, link.text, link.place);
    }
    state_->links.resize(before);
  }

  // -- lists --

  template <class Address>
  void read_list(const ArrowMember& member, const ArrowColumn& root, std::int64_t at, const ReadSpot& spot, std::size_t row, const Address& address) {
    const ArrowCell cell = cell_at(root, at, member.parts.front().second);
    if (cell.is_null()) return;
    if (member.incomplete && spot.outer == nullptr) keep(row, member.slot.name, arrow_cell_text(cell));
    if (cell.kind != ArrowCell::Kind::list || !member.element) return;
    void* list = address();
    const Type& type = *member.type;
    for (std::int64_t i = cell.begin; i < cell.end; ++i) {
      const std::size_t index = type.list->size(list);
      void* element = type.list->append(list);
      const ReadSpot inner{.outer = &spot, .index = static_cast<std::int64_t>(index)};
      if (!read_item(*member.element, *cell.column, i, inner, row, element)) type.list->resize(list, index);
    }
  }

  /// @return  false for a value that was refused
  bool read_item(const ArrowMember& item, const ArrowColumn& root, std::int64_t at, const ReadSpot& spot, std::size_t row, void* element) {
    if (item.type->kind == TypeKind::list) {
      read_list(item, root, at, spot, row, [element] { return element; });
      return true;
    }
    if (item.type->kind != TypeKind::record) return read_leaf(item, *item.type, item.slot.field(), root, at, spot, row, element);
    if (root.is_null(at)) return true;
    for (const ArrowMember& inner : item.members) {
      const ReadSpot name{.outer = &spot, .name = inner.slot.name};
      if (inner.type->kind == TypeKind::list) read_list(inner, root, at, name, row, [&] { return inner.slot.in(element); });
      else read_leaf(inner, *inner.type, inner.slot.field(), root, at, name, row, inner.slot.in(element));
    }
    return true;
  }

  bool read_leaf(const ArrowMember& member, const Type& type, const Field& field, const ArrowColumn& root, std::int64_t at, const ReadSpot& spot, std::size_t row, void* address) {
    ArrowParts parts;
    if (!fetch(member, root, at, parts)) return true;
    std::string room;
    const ArrowReading reading = read_arrow_value(field, type, parts, options_, room);
    settle(reading, type, parts, spot, row, [address] { return address; });
    return reading.ok();
  }

  // -- JSON --

  void read_json(const ArrowMember& member, std::size_t row) {
    const ArrowCell cell = cell_at(*batch_, static_cast<std::int64_t>(row), member.parts.front().second);
    if (cell.is_null() || text::trim(cell.text).empty()) return;
    const std::size_t before = state_->findings.size();
    try {
      JsonNode whole{.kind = JsonNode::Kind::object, .names = {std::string(member.slot.field().name)}};
      whole.items.push_back(parse_json(cell.text, {}, 64));
      JsonRecordReader(*state_->catalogue, table_->file, state_->findings).read(*kind_, record(row), whole, {});
    } catch (const ParseError& error) {
      keep(row, member.slot.name, std::string(cell.text));
      say(finding_code("io.rejected"), key_of(*kind_, record(row)), member.slot.name, cell.text, place_of(member, row), {error.what(), error.what()});
    }
    for (std::size_t i = before; i < state_->findings.size(); ++i) {
      const Place here = place_of(member, row);
      state_->findings[i].place.row = here.row;
      state_->findings[i].place.column = here.column;
    }
  }

  // -- people's columns --

  void read_people(std::size_t row) {
    for (const PeopleColumn& column : plan_.people) {
      const ArrowCell cell = cell_at(*batch_, static_cast<std::int64_t>(row), column.leaf.route);
      if (cell.is_null()) continue;
      const std::string text = arrow_cell_text(cell);
      if (text::trim(text).empty()) continue;
      people_cell(column, cell, text, row);
    }
  }

  void people_cell(const PeopleColumn& column, const ArrowCell& cell, const std::string& text, std::size_t row) {
    Place where = place(column.leaf.route, row);
    const bool ours = column.feed.kind == kind_;
    const bool parent = ours && !column.feed.shared && !column.feed.fields.empty() && parent_ != nullptr && column.feed.fields.front()->name == parent_->name;
    const bool number = cell.kind == ArrowCell::Kind::integer || cell.kind == ArrowCell::Kind::real || cell.kind == ArrowCell::Kind::decimal;
    Entry entry{.feed = column.feed, .text = half_width(text), .hint = number ? CellHint::number : CellHint::text, .place = where};
    if (parent && !parse_uuid(text::trim(text))) return name_customer(std::string(text::trim(entry.text)), where, row);
    if (ours) return enter(entry, row);
    if (use_ == ArrowTableUse::alone || kind_->scope == Scope::shared) return keep(row, column.leaf.name, text);
    if (kind_->scope == Scope::via && names_customer(column.feed)) {
      const bool title = has(column.feed.fields.front()->notes.part, Part::title);
      const bool first = notes(row).customer.empty() || (title && !notes(row).by_title);
      if (first) note_customer(std::string(text::trim(entry.text)), where, row);
      notes(row).by_title = notes(row).by_title || title;
      if (first && title) return;
    }
    notes(row).others.push_back(std::move(entry));
  }

  ImportState* state_;
  const KindInfo* kind_;
  const ArrowSchema* schema_;
  ArrowPlan plan_;
  ArrowRecordTable* table_;
  ArrowTableUse use_;
  std::span<const Field> fields_;
  const Field* parent_;
  ReadOptions options_;
  CellReader cells_;
  const ArrowColumn* batch_ = nullptr;
  const ArrowMember* top_ = nullptr;
  std::size_t first_ = 0;
  std::map<std::string, std::int64_t> unreadable_;
  std::set<std::string> as_text_;
};

}  // namespace

ArrowRecordTable read_arrow_table(ImportState& state, const HeaderIndex& index, const KindInfo& kind, arrow::Stream& stream, const std::string& file, ArrowTableUse use) {
  ArrowRecordTable table{.kind = &kind, .records = {}, .notes = {}, .file = file};
  const arrow::Schema schema = stream.schema();
  ArrowReader reader(state, kind, *schema, Planner(*state.catalogue, index, kind, *schema).plan(), table, use);
  while (const auto batch = stream.next()) reader.read(ArrowColumn(*schema, **batch));
  reader.finish();
  return table;
}

}  // namespace guanxi::io::detail
