#include "record_table.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace guanxi::cli {

namespace {

/// Names of the fields with which the paths in a condition begin.
void add_names(const store::Condition& condition, std::set<std::string>& names) {
  struct Visitor {
    std::set<std::string>* names;
    void path(const std::string& path) const { names->insert(path.substr(0, path.find_first_of(".["))); }
    void operator()(const store::Comparison& held) const { path(held.path); }
    void operator()(const store::Presence& held) const { path(held.path); }
    void operator()(const store::Membership& held) const { path(held.path); }
    void operator()(const store::Containment& held) const { path(held.path); }
    void operator()(const store::Tagging&) const {}
    void operator()(const store::Tally&) const {}
    void operator()(const store::Belonging&) const {}
    void operator()(const store::Negation& held) const { add_names(held.inner, *names); }
    void operator()(const store::Conjunction& held) const {
      for (const store::Condition& part : held.parts) add_names(part, *names);
    }
    void operator()(const store::Disjunction& held) const {
      for (const store::Condition& part : held.parts) add_names(part, *names);
    }
  };
  if (!condition.is_everything()) std::visit(Visitor{&names}, condition.node()->held);
}

std::set<std::string> names_in(const store::Query& query) {
  std::set<std::string> names;
  add_names(query.where, names);
  for (const store::Order& order : query.order) names.insert(order.path.substr(0, order.path.find_first_of(".[")));
  return names;
}

/// Fields that make a row tell something: of a kind without any that a card cannot do without, those that it should have.
std::vector<const Field*> columns_of(const KindInfo& kind, std::span<const Field> fields, const store::Query& query) {
  constexpr Part telling = Part::title | Part::owner | Part::event | Part::closing | Part::parent;
  const std::set<std::string> asked = names_in(query);
  std::vector<const Field*> columns;
  for (const Field& field : fields) {
    const bool tells = has(field.notes.part, telling) || field.notes.level == Level::required;
    const bool shown = field.type->kind != TypeKind::custom && (field.run_time || !has(field.notes.part, Part::upkeep | Part::key) || has(field.notes.part, Part::parent));
    if (shown && (tells || asked.contains(std::string(field.name)))) columns.push_back(&field);
  }
  if (const Field* title = kind.with(Part::title)) std::ranges::stable_partition(columns, [&](const Field* field) { return field->name == title->name; });
  if (const Field* key = kind.with(Part::key)) columns.push_back(key);
  return columns;
}

}  // namespace

Table RecordWriter::records(const KindInfo& kind, const store::Query& query, const Records& found) {
  const std::vector<const Field*> fields = columns_of(kind, catalogue_->fields(kind), query);
  Table table;
  for (const Field* field : fields) table.columns.push_back({field->name, field->label});
  for (std::size_t i = 0; i < found.size(kind); ++i) {
    std::vector<std::string>& row = table.rows.emplace_back();
    for (const Field* field : fields) row.push_back(has(field->notes.part, Part::key) ? write_exact(field->type->get(*field->type, field->in(found.at(kind, i)))) : text(*field->type, field->in(found.at(kind, i))));
  }
  return table;
}

/// A cell of a terminal has one line.
std::string RecordWriter::leaf(const Value& value) {
  if (output_ != Output::text) return write_exact(value);
  std::string text = write_text(value, {.language = language_});
  std::ranges::replace(text, '\n', ' ');
  return text;
}

std::string RecordWriter::text(const Type& type, const void* member) {
  if (type.kind == TypeKind::list) {
    std::string all;
    for (std::size_t i = 0; i < type.list->size(member); ++i) {
      const std::string one = text(*type.element, type.list->at(const_cast<void*>(member), i));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
      if (!one.empty()) all += (all.empty() ? "" : language_ == Language::zh ? "、" : ", ") + one;
    }
    return all;
  }
  if (type.kind == TypeKind::record) {
    for (const Part part : {Part::title, Part::stand_in})
      if (const Field* field = type.record->with(part))
        if (std::string shown = text(*field->type, field->in(member)); !shown.empty()) return shown;
    return {};
  }
  if (type.get == nullptr) return {};
  const Value value = type.get(type, member);
  if (const auto* link = std::get_if<RefValue>(&value)) return linked(type.target, *link);
  if (const Uuid* id = std::get_if<Uuid>(&value)) return linked(type.target, {*id, {}});
  return leaf(value);
}

std::string RecordWriter::title(const KindInfo& kind, const void* record) {
  const Field* field = kind.with(Part::title);
  return field != nullptr ? text(*field->type, field->in(record)) : std::string();
}

/// What a link leads to, if the reader may see it; else its text or identifier.
std::string RecordWriter::linked(const void* tag, const RefValue& link) {
  if (!link.id) return std::string(link.text);
  const auto known = titles_.find(link.id);
  if (known != titles_.end()) return known->second;
  std::string name = link.text.empty() ? to_string(link.id) : std::string(link.text);
  Records target;
  if (const KindInfo* kind = catalogue_->kind_of(tag))
    if (void* record = target.append(*kind); session_->try_read(*kind, link.id, record))
      if (std::string called = title(*kind, record); !called.empty()) name = std::move(called);
  return titles_[link.id] = name;
}

/// Groups by a link have the identifier as their value.
std::string RecordWriter::group_name(const store::Group& group) {
  if (group.key.empty()) return language_ == Language::zh ? "（未填）" : "(unset)";
  if (const auto id = parse_uuid(group.key))
    for (const KindInfo* kind : catalogue_->kinds()) {
      Records target;
      void* record = target.append(*kind);
      if (session_->try_read(*kind, *id, record))
        if (std::string called = title(*kind, record); !called.empty()) return called;
    }
  return group.label.in(language_).empty() ? group.key : group.label.in(language_);
}

Table RecordWriter::groups(const store::Groups& groups, const Column& by, bool with_figures) {
  Table table{.columns = {by, {"count", {"数量", "Count"}}}, .rows = {}};
  if (with_figures) table.columns.insert(table.columns.end(), {{"set", {"已填", "Set"}}, {"sum", {"合计", "Sum"}}, {"least", {"最小", "Least"}}, {"greatest", {"最大", "Greatest"}}, {"mean", {"平均", "Mean"}}});
  for (const store::Group& group : groups) {
    const std::vector<std::string> head{output_ == Output::text ? group_name(group) : group.key, std::to_string(group.count)};
    if (!with_figures || group.figures.empty()) table.rows.push_back(head);
    if (with_figures)
      for (const store::Figures& figures : group.figures) {
        const Money* amount = std::get_if<Money>(&figures.sum);
        const Value mean = amount != nullptr ? Value(Money{std::llround(figures.mean), amount->currency}) : Value(figures.mean);
        table.rows.push_back({head[0], head[1], std::to_string(figures.count), leaf(figures.sum), leaf(figures.least), leaf(figures.greatest), leaf(mean)});
      }
    table.rows.back().resize(table.columns.size());
  }
  return table;
}

}  // namespace guanxi::cli
