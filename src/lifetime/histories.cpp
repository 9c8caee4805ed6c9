#include <guanxi/core/finding_codes.hpp>
#include <guanxi/lifetime/histories.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "rows.hpp"

namespace guanxi::lifetime {

namespace {

struct FaultText {
  HistoryFault fault;
  std::string_view field;
  Label what, fix;
};

constexpr Label mend_counts{"按原始交易重新汇总", "summarize the transactions again"};

constexpr FaultText fault_texts[] = {
    {HistoryFault::not_finite, "", {"有缺失或无穷的数字", "a number is missing or infinite"}, mend_counts},
    {HistoryFault::not_whole, "x", {"复购次数不是非负整数", "x is no whole number >= 0"}, mend_counts},
    {HistoryFault::negative, "T", {"时间或权重小于 0", "a time or weight is below 0"}, mend_counts},
    {HistoryFault::late_purchase,
     "t_x",
     {"最后一次购买晚于观察期末", "the last purchase lies after the end of observation"},
     {"检查 observation_end", "look at observation_end"}},
    {HistoryFault::no_time,
     "t_x",
     {"有复购但首次与最后一次购买在同一时刻", "repeat purchases within no time"},
     {"同一天的购买算一次", "count purchases of one day once"}},
    {HistoryFault::no_purchase,
     "t_x",
     {"没有复购却有最后购买时间", "a last purchase without a repeat purchase"},
     mend_counts},
};

std::string digits(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

// Rows of one fault, told together.
struct FaultyRows {
  std::size_t count = 0;
  std::string places{};
  double value{};

  void add(std::size_t row, double found) {
    constexpr std::size_t shown = 10;
    if (count == 0) value = found;
    if (count < shown) places += (count > 0 ? ", " : "") + std::to_string(row + 1);
    if (count == shown) places += ", …";
    ++count;
  }
};

double value_at_fault(const Histories& histories, std::size_t row, HistoryFault fault) {
  const Row found = row_at(histories, row);
  if (fault == HistoryFault::not_whole) return found.x;
  if (fault == HistoryFault::negative) return found.T < 0 ? found.T : found.t_x < 0 ? found.t_x : found.weight;
  if (fault == HistoryFault::not_finite)
    return !std::isfinite(found.x)     ? found.x
           : !std::isfinite(found.T)   ? found.T
           : !std::isfinite(found.t_x) ? found.t_x
                                       : found.weight;
  return found.t_x;
}

Finding finding_of(const FaultText& text, const FaultyRows& rows) {
  const std::string places = rows.places, value = digits(rows.value), count = std::to_string(rows.count);
  FindingDetail detail;
  detail.field = text.field;
  detail.value = value;
  detail.detail = {count + " 行（第 " + places + " 行）：" + std::string(text.what.zh),
                   count + " rows (row " + places + "): " + std::string(text.what.en)};
  detail.fix = {std::string(text.fix.zh), std::string(text.fix.en)};
  return make_finding(finding_code("lifetime.history_left_out"), detail);
}

Finding unobserved(const FaultyRows& rows) {
  const std::string count = std::to_string(rows.count);
  FindingDetail detail;
  detail.field = "T";
  detail.value = count;
  detail.detail = {rows.places, rows.places};
  return make_finding(finding_code("lifetime.unobserved"), detail);
}

}  // namespace

HistoryFault fault_of(const Histories& histories, std::size_t row) noexcept {
  const Row found = row_at(histories, row);
  if (!std::isfinite(found.x) || !std::isfinite(found.t_x) || !std::isfinite(found.T) ||
      !std::isfinite(found.log_gaps) || !std::isfinite(found.weight))
    return HistoryFault::not_finite;
  if (found.x < 0 || found.x != std::floor(found.x)) return HistoryFault::not_whole;
  if (found.t_x < 0 || found.T < 0 || found.weight < 0) return HistoryFault::negative;
  if (found.t_x > found.T) return HistoryFault::late_purchase;
  if (histories.t_x.empty()) return HistoryFault::none;
  if (found.x > 0 && found.t_x == 0) return HistoryFault::no_time;
  if (found.x == 0 && found.t_x > 0) return HistoryFault::no_purchase;
  return HistoryFault::none;
}

std::vector<Finding> check_histories(const Histories& histories) {
  demand_columns(histories, histories.t_x.empty() ? Wants::counts : Wants::recency);
  std::array<FaultyRows, std::size(fault_texts)> faulty;
  FaultyRows no_time_seen;
  for (std::size_t row = 0; row < histories.x.size(); ++row) {
    const HistoryFault fault = fault_of(histories, row);
    for (std::size_t f = 0; f < faulty.size(); ++f)
      if (fault_texts[f].fault == fault) faulty[f].add(row, value_at_fault(histories, row, fault));
    if (fault == HistoryFault::none && histories.T[row] == 0) no_time_seen.add(row, 0);
  }
  Findings findings;
  for (std::size_t f = 0; f < faulty.size(); ++f)
    if (faulty[f].count > 0) findings.push_back(finding_of(fault_texts[f], faulty[f]));
  if (no_time_seen.count > 0) findings.push_back(unobserved(no_time_seen));
  return findings;
}

void demand_columns(const Histories& histories, Wants wants) {
  const auto demand = [&](std::span<const double> column, const char* name, bool is_needed) {
    if (column.size() == histories.x.size() || (column.empty() && !is_needed)) return;
    throw ArgumentError("argument.length", std::string(name) + " must have one value for each of the " +
                                               std::to_string(histories.x.size()) + " values of x, found " +
                                               std::to_string(column.size()));
  };
  demand(histories.T, "T", true);
  demand(histories.t_x, "t_x", wants != Wants::counts);
  demand(histories.weights, "weights", false);
  if (wants == Wants::gaps && histories.log_gaps.empty() && !histories.x.empty())
    throw ArgumentError("argument.log_gaps",
                        "log_gaps must be given for a model with Erlang gaps; summarize makes them");
  demand(histories.log_gaps, "log_gaps", wants == Wants::gaps);
}

void demand_histories(const Histories& histories, Wants wants) {
  demand_columns(histories, wants);
  for (std::size_t row = 0; row < histories.x.size(); ++row) {
    const HistoryFault fault = fault_of(histories, row);
    if (fault == HistoryFault::none) continue;
    for (const FaultText& text : fault_texts)
      if (text.fault == fault)
        throw ArgumentError("argument.history", "row " + std::to_string(row + 1) + ": " + std::string(text.what.en) +
                                                    ", found " + digits(value_at_fault(histories, row, fault)) + "; " +
                                                    std::string(text.fix.en));
  }
}

void demand_positive(const char* name, double value) {
  if (!(value > 0 && std::isfinite(value)))
    throw ArgumentError("argument.parameter",
                        std::string(name) + " must be a finite number above 0, found " + digits(value));
}

void demand_positive_rate(double rate) {
  if (!(rate > 0 && std::isfinite(rate)))
    throw ArgumentError("argument.range", "rate must be a finite number above 0, found " + digits(rate));
}

void join_equal_rows(std::vector<Row>& rows) {
  const auto key = [](const Row& row) { return std::array{row.x, row.T, row.t_x, row.log_gaps, row.weight}; };
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return key(a) < key(b); });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Row& row = rows[i];
    Row& last = rows[kept];
    if (last.x == row.x && last.T == row.T && last.t_x == row.t_x && last.log_gaps == row.log_gaps)
      last.weight += row.weight;
    else
      rows[++kept] = row;
  }
  if (!rows.empty()) rows.resize(kept + 1);
}

FitRows fit_rows(const Histories& histories, Wants wants) {
  demand_columns(histories, wants);
  FitRows made{.findings = check_histories(histories)};
  double customers = 0, time = 0;
  for (std::size_t i = 0; i < histories.x.size(); ++i) {
    if (fault_of(histories, i) != HistoryFault::none) continue;
    Row row = row_at(histories, i);
    if (row.weight == 0) continue;
    if (wants == Wants::counts) row.t_x = 0;
    if (wants != Wants::gaps) row.log_gaps = 0;
    made.rows.push_back(row);
  }
  join_equal_rows(made.rows);
  for (const Row& row : made.rows) {
    customers += row.weight;
    time += row.weight * row.T;
    made.repeaters += row.x > 0 ? row.weight : 0;
    made.purchases += row.weight * row.x;
  }
  made.customers = customers;
  if (time > 0) made.unit = time / customers;
  made.time = time / made.unit;
  for (Row& row : made.rows) {
    row.t_x /= made.unit;
    row.T /= made.unit;
    row.log_gaps -= row.x * std::log(made.unit);
  }
  return made;
}

}  // namespace guanxi::lifetime
