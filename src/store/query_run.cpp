#include "query_run.hpp"

#include <guanxi/core/error.hpp>

#include <SQLiteCpp/Exception.h>

#include <limits>
#include <string_view>
#include <utility>

#include "query_cursor.hpp"
#include "query_sql.hpp"
#include "read_records.hpp"

namespace guanxi::store::detail {

namespace {

/// Ways to rows, see `ways_to_read`, that a page follows one by one; with more of them SQLite looks at all rows.
constexpr std::size_t most_ways = 64;
/// Parameters of a statement that follows ways one by one.
constexpr std::size_t most_parameters = 10'000;

Sql rows_sql(const View& view, const Table& table) { return Sql(" FROM " + table.name() + " r WHERE r.tenant = ") + parameter(view.state->options.tenant); }

/// An expression by which rows are ordered.
struct OrderKey {
  Sql value{};
  Ordering ordering{};
};

/// Amounts are ordered within their currency.
std::vector<OrderKey> order_keys(QuerySql& sql, const std::vector<Order>& orders) {
  std::vector<OrderKey> keys;
  for (const Order& order : orders) {
    const Route route = sql.route(order.path);
    demand_order(route);
    if (route.type->kind == TypeKind::money) keys.push_back({.value = sql.value(route, ValuePart::currency), .ordering = Ordering::ascending});
    keys.push_back({.value = sql.value(route), .ordering = order.ordering});
  }
  return keys;
}

std::string key_name(std::size_t index) { return "key_" + std::to_string(index); }

/// Rows after the end of a page by the keys from one on: those that differ first in some key and come later there.
Sql after_sql(const std::vector<OrderKey>& keys, std::size_t first, const PageEnd& end, const std::string& id) {
  Sql later = Sql(id + " > ") + parameter(end.last);
  for (std::size_t i = keys.size(); i-- > first;) {
    const Sql value = in_brackets(keys[i].value);
    if (end.values[i].index() == 0) {
      later = in_brackets(value + " IS NULL AND " + later);
      continue;
    }
    const std::string sign = keys[i].ordering == Ordering::ascending ? " > " : " < ";
    const Sql unset = i == 0 ? Sql() : Sql(" OR ") + value + " IS NULL";
    later = in_brackets(value + sign + parameter(end.values[i]) + unset + " OR (" + value + " = " + parameter(end.values[i]) + " AND " + later + ")");
  }
  return later;
}

Parameter key_value(const Cursor& row, int column) {
  if (row.is_null(column)) return {};
  if (row.is_text(column)) return std::string(row.text(column));
  if (row.is_blob(column)) return row.uuid(column);
  return row.is_real(column) ? Parameter(row.real(column)) : Parameter(row.integer(column));
}

std::size_t limit_asked(const Query& query) {
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max() - 1);
  return query.limit == 0 || query.limit > most ? most : query.limit;
}

/// Records in which the first field of the order is set come before those in which it is not; asked for apart, an index can give
/// them in order from any place on.
enum class Stretch { whole, set, unset };

/// Reads one page.
class PageReader {
 public:
  PageReader(const View& view, const Table& table, const Query& query)
      : view_(&view),
        table_(&table),
        query_(&query),
        start_(query.after.empty() ? std::nullopt : std::optional(decode_page_end(query, table.kind().name))),
        end_{.as_of = start_ ? start_->as_of : day_asked(view, query.as_of), .values = {}, .last = {}},
        sql_(view, table, end_.as_of),
        keys_(order_keys(sql_, query.order)),
        wanted_(limit_asked(query)) {
    if (start_ && start_->values.size() != keys_.size()) throw ArgumentError("query.cursor", "the start of the page cannot be read; use what the page before gave");
  }

  std::string read(void* list) {
    bool more = false;
    if (keys_.empty()) {
      more = collect(Stretch::whole);
    } else {
      const bool past_set = start_ && start_->values.front().index() == 0;
      more = (!past_set && collect(Stretch::set)) || collect(Stretch::unset);
    }
    read_rows(*view_, *table_, ids_, list);
    return more ? encode_page_end(*query_, table_->kind().name, end_) : std::string();
  }

 private:
  /// Notes the keys of the rows of a stretch until the page is full.
  /// @return  true if the page is full and there are more
  bool collect(Stretch stretch) {
    const Sql page = statement(stretch);
    Cursor row = run_query(*view_, page);
    while (row.step()) {
      if (ids_.size() == wanted_) return true;
      ids_.push_back(row.uuid(0));
      if (ids_.size() == wanted_) note_end(row);
    }
    return false;
  }

  void note_end(const Cursor& row) {
    end_.last = ids_.back();
    for (std::size_t i = 0; i < keys_.size(); ++i) end_.values.push_back(key_value(row, static_cast<int>(1 + i)));
  }

  /// Keys of the rows of a stretch and what they are ordered by. Whole rows are read afterwards: what is sorted stays small.
  Sql statement(Stretch stretch) {
    const std::string id = "r." + table_->key_column();
    Sql head = Sql("SELECT ") + id + " AS id";
    std::string order;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      head += Sql(", ") + keys_[i].value + " AS " + key_name(i);
      if (i != 0 || stretch == Stretch::set) order += key_name(i) + (keys_[i].ordering == Ordering::ascending ? " ASC" : " DESC") + (i == 0 ? ", " : " NULLS LAST, ");
    }
    const Sql tail = Sql(" ORDER BY ") + order + "id LIMIT " + parameter(static_cast<std::int64_t>(wanted_ - ids_.size() + 1));
    const Sql wanted = (query_->where.is_everything() ? Sql() : Sql(" AND ") + in_brackets(sql_.condition(query_->where))) + from_start(stretch, id);
    const std::vector<std::string> ways = follows_index(stretch) ? ways_to_read(*view_, *table_, "r") : std::vector<std::string>();
    if (ways.size() < 2 || ways.size() > most_ways || wanted.parameters.size() * ways.size() > most_parameters) return head + rows_sql(*view_, *table_) + " AND " + readable_sql(*view_, *table_, "r") + wanted + tail;
    Sql page;  // SQLite merges what comes in order, and takes no more of each than the page needs
    for (const std::string& way : ways) page += (&way == &ways.front() ? Sql() : Sql(" UNION ")) + head + rows_sql(*view_, *table_) + " AND " + way + wanted;
    return page + tail;
  }

  /// Whether an index gives the rows of each way in the order asked for.
  [[nodiscard]] bool follows_index(Stretch stretch) {
    if (stretch == Stretch::whole) return true;
    const Slot* title = table_->ordered_title();
    return stretch == Stretch::set && keys_.size() == 1 && title != nullptr && sql_.route(query_->order.front().path).path == title->path;
  }

  /// What holds for the rows of a stretch after the start.
  [[nodiscard]] Sql from_start(Stretch stretch, const std::string& id) const {
    if (stretch == Stretch::whole) return start_ ? Sql(" AND ") + after_sql(keys_, 0, *start_, id) : Sql();
    const Sql first = in_brackets(keys_.front().value);
    const bool starts_here = start_ && (start_->values.front().index() == 0) == (stretch == Stretch::unset);
    if (stretch == Stretch::unset) return Sql(" AND ") + first + " IS NULL" + (starts_here ? Sql(" AND ") + after_sql(keys_, 1, *start_, id) : Sql());
    if (!starts_here) return Sql(" AND ") + first + " IS NOT NULL";
    const std::string sign = keys_.front().ordering == Ordering::ascending ? " >= " : " <= ";
    return Sql(" AND ") + first + sign + parameter(start_->values.front()) + " AND " + after_sql(keys_, 0, *start_, id);
  }

  const View* view_;
  const Table* table_;
  const Query* query_;
  std::optional<PageEnd> start_;
  PageEnd end_;
  QuerySql sql_;
  std::vector<OrderKey> keys_;
  std::size_t wanted_;
  std::vector<Uuid> ids_;
};

}  // namespace

Date day_asked(const View& view, std::optional<Date> as_of) { return as_of.value_or(view.state->options.calendar.date_of(view.now)); }

Sql matching_rows(const View& view, const Table& table, QuerySql& sql, const Condition& where) {
  Sql rows = rows_sql(view, table) + " AND " + readable_sql(view, table, "r");
  if (!where.is_everything()) rows += Sql(" AND ") + in_brackets(sql.condition(where));
  return rows;
}

Cursor run_query(const View& view, const Sql& sql) {
  try {
    Cursor row = view.connection->prepare(sql.text);
    bind(row, sql);
    return row;
  } catch (const SQLite::Exception& problem) {
    const std::string_view reason = problem.what();
    if (reason.find("parser stack overflow") != std::string_view::npos || reason.find("Expression tree is too large") != std::string_view::npos) throw ArgumentError("query.depth", "the condition lies too many levels inside itself for the store; split it");
    if (reason.find("too many SQL variables") != std::string_view::npos) throw ArgumentError("query.size", "the condition compares too many values for the store; split it");
    throw;
  }
}

std::string find_records(const View& view, const Table& table, const Query& query, void* list) { return PageReader(view, table, query).read(list); }

std::int64_t count_records(const View& view, const Table& table, const Condition& where, std::optional<Date> as_of) {
  QuerySql sql(view, table, day_asked(view, as_of));
  const Sql count = Sql("SELECT count(*)") + matching_rows(view, table, sql, where);
  Cursor row = run_query(view, count);
  return row.step() ? row.integer(0) : 0;
}

}  // namespace guanxi::store::detail
