#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/portfolio/rfm.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "descending.hpp"

namespace guanxi::portfolio {

namespace {

std::int64_t minor_in_one(int scale) {
  std::int64_t made = 1;
  for (int i = 0; i < scale; ++i) made *= 10;
  return made;
}

void demand_custom_edges(const RfmOptions& options, const std::vector<double>& edges, const char* name) {
  const bool ascending = std::is_sorted(edges.begin(), edges.end()) &&
                         std::all_of(edges.begin(), edges.end(), [](double edge) { return std::isfinite(edge); });
  if (options.edges == RfmEdges::custom && (edges.size() + 1 != static_cast<std::size_t>(options.bins) || !ascending))
    throw ArgumentError("argument.range", std::string(name) + " must hold " + std::to_string(options.bins - 1) +
                                              " ascending numbers, found " + std::to_string(edges.size()) +
                                              (ascending ? "" : " that do not ascend"));
}

void demand_rfm(const RfmOptions& options) {
  if (options.bins < 2 || options.bins > 20)
    throw ArgumentError("argument.range", "bins must be 2 to 20, found " + std::to_string(options.bins));
  if (options.edge_shift < 0 || options.edge_shift > 1)
    throw ArgumentError("argument.range", "edge_shift must be 0 or 1, found " + std::to_string(options.edge_shift));
  if (options.scale < 0 || options.scale > 9)
    throw ArgumentError("argument.range", "scale must be 0 to 9, found " + std::to_string(options.scale));
  demand_custom_edges(options, options.recency_edges, "recency_edges");
  demand_custom_edges(options, options.frequency_edges, "frequency_edges");
  demand_custom_edges(options, options.amount_edges, "amount_edges");
}

// What is scored: values by row with their unit.
struct Measured {
  std::string_view field;
  std::span<const std::int64_t> values;
  std::span<const double> given;  // custom edges, in units
  double unit = 1;                // of a value
};

// An edge as a fraction `above / bins`, so that values are compared with it as whole numbers.
using WholeEdges = std::vector<Int128>;

WholeEdges quantile_edges(std::span<const std::int64_t> values, const std::vector<std::uint32_t>& order, int bins) {
  WholeEdges made;
  const std::size_t last = values.size() - 1;
  for (int i = 1; i < bins; ++i) {
    const std::size_t numerator = last * static_cast<std::size_t>(i),
                      place = numerator / static_cast<std::size_t>(bins);
    const auto rest = static_cast<std::int64_t>(numerator % static_cast<std::size_t>(bins));
    const Int128 low = values[order[place]], high = values[order[(std::min)(place + 1, last)]];
    made.push_back(low * bins + (high - low) * rest);
  }
  return made;
}

// The number of edges below each value, plus one.
std::vector<std::int32_t> bins_by_edges(std::span<const std::int64_t> values, const std::vector<std::uint32_t>& order,
                                        const WholeEdges& edges, int bins, std::int64_t shift) {
  std::vector<std::int32_t> made(values.size());
  std::size_t passed = 0;
  const auto is_passed = [&](std::int64_t value) {
    const Int128 scaled = static_cast<Int128>(value) * bins;
    return shift == 0 ? scaled > edges[passed] : scaled >= edges[passed] + static_cast<Int128>(shift) * bins;
  };
  for (const std::uint32_t row : order) {
    while (passed < edges.size() && is_passed(values[row])) ++passed;
    made[row] = static_cast<std::int32_t>(passed) + 1;
  }
  return made;
}

std::vector<std::int32_t> bins_by_given(const Measured& measured, int shift) {
  std::vector<std::int32_t> made;
  for (const std::int64_t value : measured.values) {
    const double shown = static_cast<double>(value) / measured.unit;
    const auto above = [&](double edge) { return shift == 0 ? shown > edge : shown >= edge + 1; };
    made.push_back(1 + static_cast<std::int32_t>(std::count_if(measured.given.begin(), measured.given.end(), above)));
  }
  return made;
}

std::vector<std::int32_t> bins_by_rank(const std::vector<std::uint32_t>& order, int bins) {
  std::vector<std::int32_t> made(order.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    made[order[i]] = static_cast<std::int32_t>(i * static_cast<std::size_t>(bins) / order.size()) + 1;
  return made;
}

Finding equal_edges_finding(std::string_view field, int bins, std::size_t used) {
  const std::string all = std::to_string(bins), some = std::to_string(used);
  FindingDetail detail;
  detail.field = field;
  detail.value = all;
  detail.detail = {some, some};
  return make_finding(finding_code("portfolio.equal_edges"), detail);
}

// Scores of one measure; `reversed`: low values score high.
std::vector<std::int32_t> score_measure(const Measured& measured, const RfmOptions& options, bool reversed,
                                        RfmMeasure& about, Findings& findings) {
  std::vector<std::int32_t> scores;
  if (options.edges == RfmEdges::custom) {
    about.edges.assign(measured.given.begin(), measured.given.end());
    scores = bins_by_given(measured, options.edge_shift);
  } else if (options.edges == RfmEdges::rank) {
    // of equal values the first by id has the lower rank, whichever end scores high
    scores =
        bins_by_rank(reversed ? descending_places(measured.values) : ascending_places(measured.values), options.bins);
  } else {
    const std::vector<std::uint32_t> order = ascending_places(measured.values);
    const WholeEdges edges = quantile_edges(measured.values, order, options.bins);
    for (const Int128 edge : edges) about.edges.push_back(static_cast<double>(edge) / options.bins / measured.unit);
    scores = bins_by_edges(measured.values, order, edges, options.bins,
                           options.edge_shift * static_cast<std::int64_t>(measured.unit));
  }
  if (reversed && options.edges != RfmEdges::rank)
    for (std::int32_t& score : scores) score = options.bins + 1 - score;
  about.counts.assign(static_cast<std::size_t>(options.bins), 0);
  for (const std::int32_t score : scores) ++about.counts[static_cast<std::size_t>(score - 1)];
  const bool coincide = std::adjacent_find(about.edges.begin(), about.edges.end()) != about.edges.end();
  if (coincide)
    findings.push_back(
        equal_edges_finding(measured.field, options.bins,
                            static_cast<std::size_t>(std::count_if(about.counts.begin(), about.counts.end(),
                                                                   [](std::int64_t count) { return count > 0; }))));
  return scores;
}

Finding uncovered_finding(const RfmSegmentCheck& check) {
  std::string cells;
  for (std::size_t i = 0; i < (std::min<std::size_t>)(10, check.uncovered.size()); ++i) {
    const auto [r, f, m] = check.uncovered[i];
    cells += (i > 0 ? ", " : "") + std::to_string(r) + "-" + std::to_string(f) + "-" + std::to_string(m);
  }
  const std::string count = std::to_string(check.uncovered.size());
  FindingDetail detail;
  detail.field = "segments";
  detail.value = count;
  detail.detail = {cells, cells};
  return make_finding(finding_code("portfolio.uncovered_cells"), detail);
}

void place_in_segments(Rfm& made, const RfmOptions& options) {
  made.segments = options.segments;
  if (made.segments.empty() && options.bins == 5) made.segments = standard_rfm_segments();
  if (made.segments.empty()) {
    made.segment.assign(made.r.size(), -1);
    return;
  }
  if (const RfmSegmentCheck check = check_segments(made.segments, options.bins); !check.complete)
    made.findings.push_back(uncovered_finding(check));
  const std::vector<std::int32_t> cells = segment_of_cells(made.segments, options.bins);
  made.segment_counts.assign(made.segments.size(), 0);
  made.segment.reserve(made.r.size());
  for (std::size_t i = 0; i < made.r.size(); ++i) {
    const int cell = ((made.r[i] - 1) * options.bins + made.f[i] - 1) * options.bins + made.m[i] - 1;
    made.segment.push_back(cells[static_cast<std::size_t>(cell)]);
    if (made.segment.back() >= 0) ++made.segment_counts[static_cast<std::size_t>(made.segment.back())];
  }
}

void score_customers(Rfm& made, const RfmOptions& options) {
  if (made.recency.empty()) return;
  made.status = RfmStatus::ok;
  const std::vector<std::int64_t> recency(made.recency.begin(), made.recency.end());
  const auto unit = static_cast<double>(minor_in_one(options.scale));
  made.r = score_measure({"recency", recency, options.recency_edges}, options, true, made.recency_bins, made.findings);
  made.f = score_measure({"frequency", made.frequency, options.frequency_edges}, options, false, made.frequency_bins,
                         made.findings);
  made.m = score_measure({"amount", made.amount, options.amount_edges, unit}, options, false, made.amount_bins,
                         made.findings);
  place_in_segments(made, options);
}

Rfm start_rfm(Date as_of, const RfmOptions& options, const Findings& findings) {
  demand_rfm(options);
  return {.as_of = as_of, .bins = options.bins, .scale = options.scale, .findings = findings};
}

std::int32_t days_since(Date day, Date as_of) {
  const std::int64_t days = std::int64_t{as_of.days()} - day.days();
  if (days < 0)
    throw ArgumentError("argument.range",
                        "as_of must not lie before the last order, found one " + std::to_string(-days) + " days later");
  return static_cast<std::int32_t>(days);
}

}  // namespace

Rfm rfm(const CustomerColumns& totals, Date as_of, const RfmOptions& options) {
  Rfm made = start_rfm(as_of, options, totals.findings);
  const bool all_buy =
      std::all_of(totals.orders.begin(), totals.orders.end(), [](std::int64_t orders) { return orders > 0; });
  std::vector<std::uint32_t> buyers;
  for (std::size_t i = 0; i < totals.orders.size(); ++i) {
    if (totals.orders[i] == 0) continue;
    if (!all_buy) buyers.push_back(static_cast<std::uint32_t>(i));
    made.recency.push_back(days_since(totals.last_day[i], as_of));
    made.frequency.push_back(totals.orders[i]);
    made.amount.push_back(totals.amount[i]);
  }
  made.customer = all_buy ? totals.customer : totals.customer.pick(buyers);
  score_customers(made, options);
  return made;
}

Rfm rfm(const PurchaseDayColumns& days, Date as_of, const RfmOptions& options) {
  Rfm made = start_rfm(as_of, options, days.findings);
  std::vector<std::uint32_t> buyers;
  for (std::size_t i = 0; i < days.customer.size(); ++i) {
    std::int64_t with_order = 0;
    Int128 amount = 0;
    Date last;
    for (auto row = static_cast<std::size_t>(days.begin[i]); row < static_cast<std::size_t>(days.begin[i + 1]); ++row) {
      amount += days.amount[row];
      if (days.orders[row] == 0) continue;
      ++with_order;
      last = days.day[row];
    }
    if (with_order == 0) continue;
    const std::optional<std::int64_t> total = narrowed(amount);
    if (!total)
      throw ArgumentError("amount.overflow",
                          "the total of customer " + days.customer.shown(i) + " is beyond 64 bits of minor units");
    buyers.push_back(static_cast<std::uint32_t>(i));
    made.recency.push_back(days_since(last, as_of));
    made.frequency.push_back(with_order);
    made.amount.push_back(*total);
  }
  made.customer = days.customer.pick(buyers);
  score_customers(made, options);
  return made;
}

}  // namespace guanxi::portfolio
