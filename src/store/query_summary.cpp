#include <guanxi/core/error.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/write.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "query_run.hpp"
#include "query_sql.hpp"

namespace guanxi::store::detail {

namespace {

__extension__ using Wide = __int128;

/// What a statement of groups gives for each row: the value that groups, and a number or amount.
struct SummaryPlan {
  std::optional<Route> by{};
  std::optional<Route> of{};

  [[nodiscard]] bool adds_reals() const { return of && of->type->kind == TypeKind::real; }
  [[nodiscard]] bool adds_money() const { return of && of->type->kind == TypeKind::money; }
};

/// `SELECT … AS k, … AS name, … AS v, … AS c FROM …` of all records.
Sql measured(const View& view, const Table& table, QuerySql& sql, const Summary& summary, const SummaryPlan& plan) {
  const bool by_link = plan.by && plan.by->type->kind == TypeKind::ref;
  const Sql key = plan.by ? sql.value(*plan.by) : Sql("NULL");
  const Sql name = by_link ? Sql("CASE WHEN ") + sql.value(*plan.by) + " IS NULL THEN " + sql.value(*plan.by, ValuePart::name) + " END" : Sql("NULL");
  const Sql value = plan.of ? sql.value(*plan.of) : Sql("NULL");
  const Sql currency = plan.adds_money() ? sql.value(*plan.of, ValuePart::currency) : Sql("NULL");
  return Sql("SELECT ") + key + " AS k, " + name + " AS name, " + value + " AS v, " + currency + " AS c" + matching_rows(view, table, sql, summary.where);
}

/// The value that a group shares, from columns 0 and 1.
Value group_value(const Cursor& row, const Type& type) {
  if (type.kind == TypeKind::ref && !row.is_null(1)) return RefValue{{}, row.text(1)};
  if (row.is_null(0)) return {};
  switch (type.kind) {
    case TypeKind::boolean: return row.integer(0) != 0;
    case TypeKind::timestamp: return Timestamp{row.integer(0)};
    case TypeKind::enumeration: return &type.words[static_cast<std::size_t>(row.integer(0))];
    case TypeKind::id: return row.uuid(0);
    case TypeKind::ref: return RefValue{row.uuid(0), {}};
    case TypeKind::integer:
    case TypeKind::real: return row.is_real(0) ? Value(row.real(0)) : Value(row.integer(0));
    case TypeKind::text: return row.text(0);
    default: return read_exact(type, row.text(0)).value;
  }
}

/// Adds groups in the order in which rows come; rows of one group follow each other.
class GroupList {
 public:
  explicit GroupList(const Type* type) : type_(type) {}

  /// The group of a row.
  Group& at(const Cursor& row) {
    const Value value = type_ != nullptr ? group_value(row, *type_) : Value();
    const std::string key = write_exact(value);
    if (groups_.empty() || groups_.back().key != key || unset_ == is_set(value))
      groups_.push_back({.key = key, .label = {write_text(value, {.language = Language::zh}), write_text(value, {.language = Language::en})}});
    unset_ = !is_set(value);
    return groups_.back();
  }

  Groups take() { return std::move(groups_); }

 private:
  const Type* type_;
  bool unset_ = false;  ///< the last group is that of records without the value
  Groups groups_;
};

std::int64_t in_range(Wide sum, std::string_view path) {
  if (sum < std::numeric_limits<std::int64_t>::min() || sum > std::numeric_limits<std::int64_t>::max())
    throw ArgumentError("query.overflow", "the sum of " + std::string(path) + " does not fit 64 bits; ask for smaller groups");
  return static_cast<std::int64_t>(sum);
}

/// Exact sums: the upper and lower halves of the numbers are added apart, so that no number of records overflows either.
Figures exact_figures(const Cursor& row, const SummaryPlan& plan) {
  const Wide sum = static_cast<Wide>(row.integer(7)) * (std::int64_t{1} << 32) + row.integer(8);
  const auto value = [&](std::int64_t number) -> Value {
    if (plan.adds_money()) return Money{number, Currency(row.text(2))};
    return number;
  };
  const std::int64_t count = row.integer(4);
  return {.count = count, .sum = value(in_range(sum, plan.of->path)), .least = value(row.integer(5)), .greatest = value(row.integer(6)), .mean = static_cast<double>(static_cast<long double>(sum) / static_cast<long double>(count))};
}

Groups exact_groups(const View& view, const Sql& rows, const SummaryPlan& plan) {
  const std::string whole = plan.of && plan.of->ends_in_custom() ? "CASE typeof(v) WHEN 'integer' THEN v END" : "v";
  const Sql groups = Sql("SELECT k, name, c, count(*), count(w), min(w), max(w), sum(w >> 32), sum(w & 4294967295) FROM (SELECT k, name, c, " + whole + " AS w FROM (") + rows +
                     ")) GROUP BY k, name, c ORDER BY k NULLS LAST, name NULLS LAST, c NULLS LAST";
  Cursor row = run_query(view, groups);
  GroupList list(plan.by ? plan.by->type : nullptr);
  while (row.step()) {
    Group& group = list.at(row);
    group.count += row.integer(3);
    if (row.integer(4) != 0) group.figures.push_back(exact_figures(row, plan));
  }
  return list.take();
}

/// Adds numbers with the error of each addition kept (Neumaier 1974).
struct RealSum {
  double sum = 0;
  double lost = 0;

  void add(double number) {
    const double next = sum + number;
    lost += std::abs(sum) >= std::abs(number) ? (sum - next) + number : (number - next) + sum;
    sum = next;
  }
  [[nodiscard]] double total() const { return std::isfinite(sum) ? sum + lost : sum; }
};

/// Numbers come in order, so that equal records give equal sums.
Groups real_groups(const View& view, const Sql& rows, const SummaryPlan& plan) {
  const Sql ordered = Sql("SELECT k, name, v FROM (") + rows + ") ORDER BY k NULLS LAST, name NULLS LAST, v NULLS LAST";
  Cursor row = run_query(view, ordered);
  GroupList list(plan.by ? plan.by->type : nullptr);
  RealSum sum;
  while (row.step()) {
    Group& group = list.at(row);
    if (++group.count == 1) sum = {};
    if (row.is_null(2)) continue;
    if (group.figures.empty()) group.figures.push_back({.count = 0, .sum = {}, .least = row.real(2), .greatest = {}, .mean = 0});
    sum.add(row.real(2));
    Figures& figures = group.figures.front();
    ++figures.count;
    figures.greatest = row.real(2);
    figures.sum = sum.total();
    figures.mean = sum.total() / static_cast<double>(figures.count);
  }
  return list.take();
}

}  // namespace

Groups summarize_records(const View& view, const Table& table, const Summary& summary) {
  QuerySql sql(view, table, day_asked(view, summary.as_of));
  SummaryPlan plan;
  if (!summary.by.empty()) demand_group(plan.by.emplace(sql.route(summary.by)));
  if (!summary.of.empty()) demand_measure(plan.of.emplace(sql.route(summary.of)));
  const Sql rows = measured(view, table, sql, summary, plan);
  return plan.adds_reals() ? real_groups(view, rows, plan) : exact_groups(view, rows, plan);
}

}  // namespace guanxi::store::detail
