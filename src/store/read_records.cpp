#include "read_records.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <map>

#include "any_record.hpp"
#include "belongs_sql.hpp"

namespace guanxi::store::detail {

namespace {

std::string row_sql(const View& view, const Table& table) {
  return "SELECT " + table.column_list() + ", " + sight_sql(view, table, "r") + " FROM " + table.name() + " r WHERE r.tenant = ?1";
}

void read_children(const View& view, const Table& table, const Uuid& customer, Records& records) {
  Cursor row = view.connection->prepare(row_sql(view, table) + " AND " + BelongsSql(view.state->tables, kind_info<Customer>().tag).children(table, "r", "?2") + " ORDER BY r." + table.key_column());
  row.add(view.state->options.tenant).add(customer);
  while (row.step()) read_row(view, table, row, records.append(table.kind()));
}

void read_shared(const View& view, const Table& table, Records& records) {
  Cursor row = view.connection->prepare(row_sql(view, table) + " AND " + readable_sql(view, table, "r") + " ORDER BY r." + table.key_column());
  row.add(view.state->options.tenant);
  while (row.step()) read_row(view, table, row, records.append(table.kind()));
}

/// Rows that one statement reads by their keys.
constexpr std::size_t rows_at_once = 64;

/// Reads at most so many rows.
/// @param sql  has a parameter for the tenant and one for each row
void read_some_rows(const View& view, const Table& table, const std::string& sql, std::span<const Uuid> ids, void* list) {
  const ListOps& records = *table.kind().list->list;
  std::map<Uuid, void*> wanted;
  const std::size_t first = records.size(list);
  records.resize(list, first + ids.size());
  Cursor row = view.connection->prepare(sql);
  row.add(view.state->options.tenant);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    wanted.emplace(ids[i], records.at(list, first + i));
    row.add(ids[i]);
  }
  while (row.step()) {
    const auto found = wanted.find(row.uuid(table.key_position()));
    read_row(view, table, row, found->second);
    wanted.erase(found);
  }
  if (!wanted.empty()) throw FileError("store.corrupt", "an index of " + table.name() + " names a row that is not there; restore a backup");
}

/// Puts the records of all kinds into the dossiers of their customers.
class BookReader {
 public:
  explicit BookReader(const View& view) : view_(&view) {}

  Book read(access::Action action) {
    const Tables& tables = view_->state->tables;
    const Table& customers = tables.of(kind_info<Customer>());
    std::vector<const Table*> waiting;
    read_customers(customers, action);
    for (const auto& table : tables.all()) {
      if (table->kind().scope == Scope::shared) read_shared(*view_, *table, book_.shared);
      if (table->kind().scope == Scope::via) waiting.push_back(table.get());
    }
    while (!waiting.empty()) {  // what belongs to a record of another kind comes after that kind
      const auto ready = std::ranges::find_if(waiting, [&](const Table* table) { return !waits(*table, waiting); });
      const Table* next = ready == waiting.end() ? waiting.front() : *ready;
      std::erase(waiting, next);
      read_children(*next);
    }
    return std::move(book_);
  }

 private:
  static bool waits(const Table& table, const std::vector<const Table*>& waiting) {
    return std::ranges::any_of(table.parents(), [&](const ParentLine& line) {
      return std::ranges::any_of(waiting, [&](const Table* other) { return other != &table && other->kind().tag == line.target; });
    });
  }

  void read_customers(const Table& table, access::Action action) {
    const std::string condition = admitted_sql(view_->state->tables, table, view_->filter(action), "r");
    Cursor row = view_->connection->prepare(row_sql(*view_, table) + " AND " + readable_sql(*view_, table, "r") + " AND " + condition + " ORDER BY r." + table.key_column());
    row.add(view_->state->options.tenant);
    while (row.step()) {
      Customer& customer = book_.dossiers.emplace_back().customer();
      read_row(*view_, table, row, &customer);
      homes_[customer.id.uuid] = {book_.dossiers.size() - 1};
    }
  }

  void read_children(const Table& table) {
    Cursor row = view_->connection->prepare(row_sql(*view_, table) + " AND " + readable_sql(*view_, table, "r") + " ORDER BY r." + table.key_column());
    row.add(view_->state->options.tenant);
    while (row.step()) {
      AnyRecord record(table.kind());
      read_row(*view_, table, row, record.get());
      std::vector<std::size_t> homes;
      for (const ParentId& parent : parents_of(table, record.get()))
        if (const auto found = homes_.find(parent.id); found != homes_.end()) homes.insert(homes.end(), found->second.begin(), found->second.end());
      std::ranges::sort(homes);
      homes.erase(std::ranges::unique(homes).begin(), homes.end());
      for (const std::size_t home : homes) read_row(*view_, table, row, book_.dossiers[home].records().append(table.kind()));
      if (!homes.empty()) homes_[table.id(record.get())] = std::move(homes);
    }
  }

  const View* view_;
  Book book_;
  std::map<Uuid, std::vector<std::size_t>> homes_;  ///< positions of the dossiers to which a record belongs
};

}  // namespace

void read_row(const View& view, const Table& table, const Cursor& row, void* record) {
  table.read(row, record);
  hide(*view.state, table, record, read_sight(row, static_cast<int>(table.columns().size())));
}

bool read_record(const View& view, const Table& table, const Uuid& id, void* record) {
  Cursor row = view.connection->prepare(row_sql(view, table) + " AND r." + table.key_column() + " = ?2 AND " + readable_sql(view, table, "r"));
  row.add(view.state->options.tenant).add(id);
  if (!row.step()) return false;
  read_row(view, table, row, record);
  return true;
}

bool is_there(const View& view, const Table& table, const Uuid& id) {
  Cursor row = view.connection->prepare("SELECT 1 FROM " + table.name() + " r WHERE r.tenant = ?1 AND r." + table.key_column() + " = ?2 AND " + readable_sql(view, table, "r"));
  row.add(view.state->options.tenant).add(id);
  return row.step();
}

void read_rows(const View& view, const Table& table, std::span<const Uuid> ids, void* list) {
  std::string sql = row_sql(view, table) + " AND r." + table.key_column() + " IN (?";
  for (std::size_t i = 1; i < rows_at_once; ++i) sql += ", ?";
  for (; !ids.empty(); ids = ids.subspan(std::min(rows_at_once, ids.size()))) read_some_rows(view, table, sql + ")", ids.first(std::min(rows_at_once, ids.size())), list);
}

std::optional<Uuid> find_named(const View& view, const Table& table, std::string_view name) {
  const auto first = [&](const std::string& column, const auto& value) -> std::optional<Uuid> {
    Cursor row = view.connection->prepare("SELECT r." + table.key_column() + " FROM " + table.name() + " r WHERE r.tenant = ?1 AND r." + column + " = ?2 AND " + readable_sql(view, table, "r") +
                                          " ORDER BY r." + table.key_column() + " LIMIT 1");
    row.add(view.state->options.tenant).add(value);
    return row.step() ? std::optional(row.uuid(0)) : std::nullopt;
  };
  if (const auto id = parse_uuid(name)) return first(table.key_column(), *id);
  for (const Part part : {Part::title, Part::alias})
    for (const Slot& slot : table.slots())
      if (slot.chain.size() == 1 && has(slot.top().notes.part, part) && slot.privacy == Privacy::open)
        if (const auto found = first(slot.column, std::string(name))) return found;
  return std::nullopt;
}

std::optional<Dossier> read_dossier(const View& view, const Uuid& customer) {
  const Tables& tables = view.state->tables;
  Dossier dossier;
  if (!read_record(view, tables.of(kind_info<Customer>()), customer, &dossier.customer())) return std::nullopt;
  for (const auto& table : tables.all())
    if (table->kind().scope == Scope::via) read_children(view, *table, customer, dossier.records());
  return dossier;
}

Book read_book(const View& view, access::Action action) { return BookReader(view).read(action); }

std::vector<ParentId> parents_of(const Table& table, const void* record) {
  std::vector<ParentId> parents;
  const auto add = [&](const ParentLine& line, const Type& type, const void* member) {
    const Value value = type.get(type, member);
    if (const auto* id = std::get_if<Uuid>(&value)) parents.push_back({&line, *id});
    else if (const auto* reference = std::get_if<RefValue>(&value); reference != nullptr && reference->id) parents.push_back({&line, reference->id});
  };
  for (const ParentLine& line : table.parents()) {
    const void* member = line.slot->in(record);
    if (line.inside == nullptr) {
      add(line, *line.slot->type, member);
      continue;
    }
    const ListOps& list = *line.slot->type->list;
    for (std::size_t i = 0; i < list.size(member); ++i)
      add(line, *line.inside->type, line.inside->in(list.at(const_cast<void*>(member), i)));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  }
  return parents;
}

}  // namespace guanxi::store::detail
