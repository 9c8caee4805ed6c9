#include <guanxi/portfolio/abc.hpp>
#include <guanxi/portfolio/cohorts.hpp>
#include <guanxi/portfolio/concentration.hpp>
#include <guanxi/portfolio/rfm.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "support/cdnow_rows.hpp"
#include "support/code_thrown.hpp"
#include "support/csv_columns.hpp"

namespace guanxi::portfolio::base_test {
namespace {

using Whole = std::vector<std::int64_t>;

CustomerColumns totals_of(const Purchases& purchases) {
  CustomerTotals totals;
  totals.update(purchases);
  return totals.finalize();
}

Whole counts_of(const AbcResult& result) {
  Whole counts;
  for (const AbcLine& line : result.table) counts.push_back(line.items);
  return counts;
}

// METHODS 6
TEST(AbcCdnow, classes_and_concentration) {
  GUANXI_NEED_SHARED("cdnow");
  const test::PurchaseRows rows = test::cdnow_master();
  const CustomerColumns totals = totals_of(rows.view());
  EXPECT_EQ(totals.amount.size(), 23570U);
  EXPECT_EQ(std::count(totals.amount.begin(), totals.amount.end(), 0), 68);
  const AbcResult result = abc(totals.amount, totals.customer);
  EXPECT_EQ(result.total, 250031563);
  EXPECT_EQ(counts_of(result), (Whole{7695, 8044, 7831}));
  const Concentration about = concentration(totals.amount);
  EXPECT_NEAR(about.top_share, .6777738297, 5e-11);
  EXPECT_NEAR(about.gini, .6345711846, 5e-11);
  EXPECT_NEAR(about.hhi, .0002612613794621829, 1e-17);  // in fractions of whole numbers; METHODS prints …37646
  EXPECT_NEAR(about.effective_items, 1 / .0002612613794621829, 1e-9);
  EXPECT_GT(*about.items_for_80, .3);  // not 80/20
}

TEST(AbcSales, classes_and_concentration) {
  GUANXI_NEED_SHARED("crm_sales_opportunities");
  const test::CsvColumns csv(test::shared_data() / "crm_sales_opportunities/sales_pipeline_full.csv");
  std::map<std::string, std::int64_t> won;
  for (std::size_t i = 0; i < csv.text("account").size(); ++i)
    if (csv.text("deal_stage")[i] == "Won") won[csv.text("account")[i]] += std::stoll(csv.text("close_value")[i]);
  Whole values;
  KeyList names{.sort = KeySort::texts};
  for (const auto& [name, value] : won) {
    values.push_back(value);
    names.add(name);
  }
  const AbcResult result = abc(values, names);
  EXPECT_EQ(result.total, 10005534);
  EXPECT_EQ(counts_of(result), (Whole{59, 18, 8}));
  for (const auto& [name, value, rank] :
       {std::tuple{"Kan-code", 341455, 1}, {"Konex", 269245, 2}, {"Condax", 206410, 3}}) {
    const auto row = static_cast<std::size_t>(std::distance(won.begin(), won.find(name)));
    EXPECT_EQ(values[row], value);
    EXPECT_EQ(result.rank[row], rank);
  }
  const Concentration about = concentration(values);
  EXPECT_NEAR(about.top_share, .3168744417, 5e-11);
  EXPECT_NEAR(about.gini, .2021106132, 5e-11);
  EXPECT_NEAR(about.hhi, .01358098987, 5e-12);
}

test::PurchaseRows rfm_orders() {
  const test::CsvColumns csv(test::shared_data() / "rfm_orders/rfm_data_orders.csv");
  test::PurchaseRows rows;
  rows.text = csv.text("customer_id");
  rows.amount = csv.numbers("revenue");
  for (const std::string& date : csv.text("order_date"))
    rows.day.push_back(
        Date::from_ymd(std::stoi(date.substr(0, 4)), std::stoi(date.substr(5, 2)), std::stoi(date.substr(8, 2)))
            ->days());
  rows.finish();
  return rows;
}

std::string cell_of(const Rfm& result, const std::string& name) {
  for (std::size_t i = 0; i < result.customer.size(); ++i)
    if (result.customer.text(i) == name)
      return std::to_string(result.r[i]) + std::to_string(result.f[i]) + std::to_string(result.m[i]);
  return "absent";
}

std::int64_t in_cell(const Rfm& result, int score) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < result.r.size(); ++i)
    count += result.r[i] == score && result.f[i] == score && result.m[i] == score;
  return count;
}

TEST(RfmOrders, published_scores) {
  GUANXI_NEED_SHARED("rfm_orders");
  const test::PurchaseRows rows = rfm_orders();
  const CustomerColumns totals = totals_of(rows.view());
  const Date as_of = *Date::from_ymd(2006, 12, 31);
  const Rfm own = rfm(totals, as_of), shifted = rfm(totals, as_of, {.edge_shift = 1});
  EXPECT_EQ(own.customer.size(), 995U);
  const auto expect_edges = [](const RfmMeasure& about, const std::vector<double>& edges) {
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(about.edges[i], edges[i], 1e-9);
  };
  expect_edges(own.recency_bins, {114, 180, 296.4, 481});
  expect_edges(own.frequency_bins, {3, 4, 5, 7});
  expect_edges(own.amount_bins, {254.8, 381, 505.4, 665});
  EXPECT_EQ(own.frequency_bins.counts, (Whole{268, 187, 176, 244, 120}));
  EXPECT_EQ(own.recency_bins.counts, (Whole{197, 201, 198, 199, 200}));
  EXPECT_EQ(own.amount_bins.counts, (Whole{199, 201, 197, 203, 195}));
  EXPECT_EQ(shifted.recency_bins.counts, (Whole{197, 200, 199, 199, 200}));
  EXPECT_EQ(shifted.amount_bins.counts, (Whole{200, 200, 198, 202, 195}));
  EXPECT_EQ(in_cell(shifted, 5), 35);
  EXPECT_EQ(in_cell(shifted, 1), 75);
  for (const auto& [name, cell] : {std::pair{"Abbey O'Reilly", "343"},
                                   {"Add Senger", "412"},
                                   {"Aden Lesch", "323"},
                                   {"Aden Murphy", "544"},
                                   {"Admiral Senger", "433"}}) {
    EXPECT_EQ(cell_of(own, name), cell);
    EXPECT_EQ(cell_of(shifted, name), cell);
  }
  int different = 0;
  for (std::size_t i = 0; i < own.r.size(); ++i)
    different += own.r[i] != shifted.r[i] || own.f[i] != shifted.f[i] || own.m[i] != shifted.m[i];
  EXPECT_EQ(different, 3);
  for (const auto& [name, shifted_cell, own_cell] :
       {std::tuple{"Katlyn Mann", "345", "245"}, {"Skylar Hoeger", "321", "322"}, {"Jerold Sporer", "443", "444"}}) {
    const std::set<std::string> found{cell_of(own, name), cell_of(shifted, name)};
    EXPECT_EQ(found, (std::set<std::string>{shifted_cell, own_cell})) << name;
  }
  const AbcResult classes = abc(totals.amount, totals.customer);
  EXPECT_EQ(classes.total, 46415800);
  EXPECT_EQ(counts_of(classes), (Whole{606, 228, 161}));
  const Concentration about = concentration(totals.amount);
  EXPECT_NEAR(about.top_share, .3562321451, 5e-11);
  EXPECT_NEAR(about.gini, .2896032955, 5e-11);
  EXPECT_NEAR(about.hhi, .00127218512, 5e-12);
}

TEST(CdnowCohorts, published_counts) {
  GUANXI_NEED_SHARED("cdnow");
  PurchaseDays days;
  days.update(test::cdnow_sample().view());
  const Cohorts found = cohorts(days.finalize());
  const auto row = [&](int month, auto member) {
    Whole values;
    for (const CohortCell& cell : found.cells)
      if (cell.cohort == *Date::from_ymd(1997, month, 1)) values.push_back(cell.*member);
    return values;
  };
  EXPECT_EQ(row(1, &CohortCell::active),
            (Whole{781, 124, 95, 70, 65, 77, 65, 53, 52, 45, 62, 59, 45, 47, 63, 37, 37, 33}));
  const auto first = [](Whole values, std::size_t count) {
    values.resize(count);
    return values;
  };
  EXPECT_EQ(first(row(2, &CohortCell::active), 6), (Whole{857, 134, 110, 75, 77, 75}));
  EXPECT_EQ(first(row(3, &CohortCell::active), 6), (Whole{719, 87, 84, 78, 63, 64}));
  EXPECT_EQ(first(row(1, &CohortCell::amount), 4), (Whole{2859270, 700373, 424164, 375536}));
  EXPECT_EQ(first(row(2, &CohortCell::amount), 2), (Whole{3343008, 641837}));
  EXPECT_EQ(found.customers[0] + found.customers[1] + found.customers[2], 2357);
  EXPECT_NEAR(found.retention[1].rate, (124 + 134 + 87) / 2357.0, 1e-15);
  EXPECT_LT(found.retention[1].low, found.retention[1].rate);
  EXPECT_GT(found.retention[1].high, found.retention[1].rate);
}

TEST(Cohorts, periods_by_hand) {
  PurchaseDays days;
  const Whole customer{1, 1, 1, 2, 2};
  const std::vector<std::int32_t> day{Date::from_ymd(1969, 12, 28)->days(), Date::from_ymd(1970, 1, 4)->days(),
                                      Date::from_ymd(1970, 4, 1)->days(), Date::from_ymd(1970, 1, 5)->days(),
                                      Date::from_ymd(1971, 1, 1)->days()};
  const Whole amount{100, 200, 300, 400, -50};
  days.update({.customer = customer, .day = day, .amount = amount});
  const auto by = [&](CohortPeriod period) { return cohorts(days.finalize(), {.period = period}); };
  EXPECT_EQ(by(CohortPeriod::week).cohort[0], *Date::from_ymd(1969, 12, 22));  // a Monday
  EXPECT_EQ(by(CohortPeriod::week).cells[1].active, 1);                        // 4 January: the Sunday of the next week
  EXPECT_EQ(by(CohortPeriod::quarter).cohort[0], *Date::from_ymd(1969, 10, 1));
  EXPECT_EQ(by(CohortPeriod::year).cohort,
            (std::vector<Date>{*Date::from_ymd(1969, 1, 1), *Date::from_ymd(1970, 1, 1)}));
  EXPECT_EQ(by(CohortPeriod::year).cells[1].orders, 2);
  EXPECT_EQ(by(CohortPeriod::month).cells.size(), 5U + 4 + 3 + 2 + 1);
  EXPECT_TRUE(cohorts({}).cells.empty());
}

// The obvious way to class, with shares as fractions of whole numbers.
std::vector<AbcClass> slow_abc(const Whole& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  const std::int64_t total = std::accumulate(values.begin(), values.end(), std::int64_t{0});
  std::vector<AbcClass> made(values.size());
  std::int64_t before = 0;
  for (const std::size_t row : order) {
    made[row] = 100 * before < 80 * total ? AbcClass::a : 100 * before < 95 * total ? AbcClass::b : AbcClass::c;
    before += values[row];
  }
  return made;
}

double slow_gini(const Whole& values) {
  double differences = 0, sum = 0;
  for (const std::int64_t a : values) {
    sum += static_cast<double>(a);
    for (const std::int64_t b : values) differences += std::fabs(static_cast<double>(a - b));
  }
  return differences / (2 * static_cast<double>(values.size()) * sum);
}

TEST(Abc, is_the_obvious_way) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 300; ++round) {
    Whole values(1 + random() % 60);
    for (std::int64_t& value : values)
      value = static_cast<std::int64_t>(random() % (round % 3 == 0 ? 5 : 1000)) - (round % 5 == 0 ? 2 : 0);
    const AbcResult found = abc(values);
    if (std::accumulate(values.begin(), values.end(), std::int64_t{0}) <= 0) {
      EXPECT_EQ(found.status, AbcStatus::no_total);
      continue;
    }
    EXPECT_EQ(found.grade, slow_abc(values));
    const bool has_negative = std::any_of(values.begin(), values.end(), [](std::int64_t value) { return value < 0; });
    EXPECT_EQ(found.findings.empty(), !has_negative);
    if (!has_negative)
      EXPECT_NEAR(concentration(values).gini, slow_gini(values), 1e-12);
    else
      EXPECT_EQ(concentration(values).status, ConcentrationStatus::no_total);
  }
}

TEST(Abc, exact_at_the_cut) {
  const Whole values{800, 150, 50};
  EXPECT_EQ(abc(values).grade, (std::vector<AbcClass>{AbcClass::a, AbcClass::b, AbcClass::c}));
  EXPECT_EQ(abc(values, {}, {.share = AbcShare::including}).grade,
            (std::vector<AbcClass>{AbcClass::b, AbcClass::c, AbcClass::c}));
  const Whole tied{40, 30, 10, 10, 10};
  EXPECT_EQ(abc(tied).grade, (std::vector<AbcClass>{AbcClass::a, AbcClass::a, AbcClass::a, AbcClass::b, AbcClass::b}));
  EXPECT_EQ(abc(tied, {}, {.ties = AbcTies::together}).grade,
            (std::vector<AbcClass>{AbcClass::a, AbcClass::a, AbcClass::a, AbcClass::a, AbcClass::a}));
  const KeyList ids{.sort = KeySort::numbers, .numbers = {5, 4, 3, 2, 1}};
  EXPECT_EQ(abc(tied, ids).grade,
            (std::vector<AbcClass>{AbcClass::a, AbcClass::a, AbcClass::b, AbcClass::b, AbcClass::a}));
}

// The worked example of docs/methods/portfolio.md: a customer on the edge does not flip.
TEST(Abc, hysteresis) {
  const Whole values{600, 190, 130, 80};
  using enum AbcClass;
  const std::vector<std::optional<AbcClass>> former{a, a, a, std::nullopt};
  EXPECT_EQ(abc(values).grade, (std::vector<AbcClass>{a, a, a, b}));
  const Whole later{600, 210, 120, 70};  // the third stands at .81 now
  EXPECT_EQ(abc(later).grade, (std::vector<AbcClass>{a, a, b, b}));
  const AbcResult kept = abc(later, {}, {.margin = .02}, former);
  EXPECT_EQ(kept.grade, (std::vector<AbcClass>{a, a, a, b}));
  EXPECT_EQ(kept.kept, 1);
  ASSERT_EQ(kept.changes.size(), 1U);
  EXPECT_EQ(kept.changes[0].row, 3);
  EXPECT_EQ(kept.changes[0].former, std::nullopt);
  const AbcResult flipped = abc(later, {}, {}, former);
  ASSERT_EQ(flipped.changes.size(), 2U);
  EXPECT_EQ(flipped.changes[0].row, 2);
  EXPECT_EQ(flipped.changes[0].former, a);
  EXPECT_NEAR(flipped.changes[0].share, .81, 1e-15);
  // on the way up the same margin holds: at .79 a former B stays B
  const Whole risen{600, 190, 130, 80};
  EXPECT_EQ(abc(risen, {}, {.margin = .02}, std::vector<std::optional<AbcClass>>{a, a, b, b}).grade,
            (std::vector<AbcClass>{a, a, b, b}));
  EXPECT_EQ(abc(risen, {}, {.margin = .005}, std::vector<std::optional<AbcClass>>{a, a, b, b}).grade,
            (std::vector<AbcClass>{a, a, a, b}));
}

TEST(Abc, several_criteria) {
  const AbcMatrix matrix = abc_matrix(std::vector<Whole>{{800, 150, 50}, {10, 20, 970}});
  EXPECT_EQ(matrix.cells, (std::vector<std::vector<AbcClass>>{
                              {AbcClass::a, AbcClass::c}, {AbcClass::b, AbcClass::c}, {AbcClass::c, AbcClass::a}}));
  EXPECT_EQ(matrix.items, (Whole{1, 1, 1}));
  EXPECT_EQ(matrix.cell, (std::vector<std::int32_t>{0, 1, 2}));
}

TEST(Abc, bad_arguments) {
  const Whole values{1, 2};
  EXPECT_EQ(test::code_thrown([&] { (void)abc(values, {}, {.cuts = {.95, .8}}); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)abc(values, {}, {.cuts = {std::nan(""), .8}}); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)abc(values, {}, {.margin = .2}); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)abc(values, {.sort = KeySort::numbers, .numbers = {1}}); }),
            "argument.length");
  EXPECT_EQ(test::code_thrown([&] { (void)abc(values, {}, {}, std::vector<std::optional<AbcClass>>{AbcClass::a}); }),
            "argument.length");
  EXPECT_EQ(test::code_thrown([&] { (void)concentration(values, {.top = 0}); }), "argument.range");
  EXPECT_EQ(abc({}).status, AbcStatus::empty);
  EXPECT_EQ(concentration({}).status, ConcentrationStatus::empty);
}

// Type-7 quantiles and scores by definition, in long double.
std::int32_t slow_score(const Whole& values, std::int64_t value, int bins) {
  Whole sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::int32_t score = 1;
  for (int i = 1; i < bins; ++i) {
    const long double place = static_cast<long double>(sorted.size() - 1) * i / bins, low = std::floor(place);
    const auto at = static_cast<std::size_t>(low);
    const long double edge =
        sorted[at] +
        (place - low) * static_cast<long double>(sorted[(std::min)(at + 1, sorted.size() - 1)] - sorted[at]);
    score += static_cast<long double>(value) > edge + 1e-12L;
  }
  return score;
}

TEST(Rfm, is_the_obvious_way) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200; ++round) {
    CustomerColumns totals{.customer = {.sort = KeySort::numbers}};
    const std::size_t customers = 1 + random() % 80;
    const int bins = 2 + static_cast<int>(random() % 6);
    Whole recency;
    for (std::size_t i = 0; i < customers; ++i) {
      totals.customer.numbers.push_back(static_cast<std::int64_t>(i));
      totals.orders.push_back(1 + static_cast<std::int64_t>(random() % 6));
      totals.amount.push_back(static_cast<std::int64_t>(random() % 5000) - 200);
      totals.last_day.push_back(Date::from_days(static_cast<std::int32_t>(random() % 90)));
      totals.first_day.push_back(Date{});
      totals.returns.push_back(0);
      recency.push_back(100 - totals.last_day.back().days());
    }
    const Rfm found = rfm(totals, Date::from_days(100), {.bins = bins});
    const Rfm ranked = rfm(totals, Date::from_days(100), {.bins = bins, .edges = RfmEdges::rank});
    for (std::size_t i = 0; i < customers; ++i) {
      EXPECT_EQ(found.r[i], bins + 1 - slow_score(recency, recency[i], bins));
      EXPECT_EQ(found.f[i], slow_score(totals.orders, totals.orders[i], bins));
      EXPECT_EQ(found.m[i], slow_score(totals.amount, totals.amount[i], bins));
      std::int64_t lower = 0;
      for (std::size_t j = 0; j < customers; ++j)
        lower += totals.amount[j] < totals.amount[i] || (totals.amount[j] == totals.amount[i] && j < i);
      EXPECT_EQ(ranked.m[i], lower * bins / static_cast<std::int64_t>(customers) + 1);
      std::int64_t older = 0;
      for (std::size_t j = 0; j < customers; ++j)
        older += recency[j] > recency[i] || (recency[j] == recency[i] && j < i);
      EXPECT_EQ(ranked.r[i], older * bins / static_cast<std::int64_t>(customers) + 1);
    }
  }
}

TEST(Rfm, custom_edges_days_and_segments) {
  PurchaseDays days;
  const Whole customer{1, 1, 1, 2, 3}, amount{1000, 500, 250, 9000, -100};
  const std::vector<std::int32_t> day{10, 10, 20, 5, 7};
  days.update({.customer = customer, .day = day, .amount = amount});
  const RfmOptions options{.bins = 3,
                           .edges = RfmEdges::custom,
                           .recency_edges = {5, 12},
                           .frequency_edges = {1, 2},
                           .amount_edges = {17.5, 50},
                           .segments = {{.name = "best", .recency = {2, 3}}, {.name = "never", .recency = {3, 3}}}};
  const Rfm found = rfm(days.finalize(), Date::from_days(22), options);
  EXPECT_EQ(found.customer.numbers, (Whole{1, 2}));
  EXPECT_EQ(found.frequency, (Whole{2, 1}));
  EXPECT_EQ(found.r, (std::vector<std::int32_t>{3, 1}));
  EXPECT_EQ(found.f, (std::vector<std::int32_t>{2, 1}));
  EXPECT_EQ(found.m, (std::vector<std::int32_t>{1, 3}));  // 17.5 is not above 17.5
  EXPECT_EQ(found.segment, (std::vector<std::int32_t>{0, -1}));
  EXPECT_EQ(found.findings.back().code, "portfolio.uncovered_cells");
  EXPECT_EQ(test::code_thrown([&] { (void)rfm(days.finalize(), Date::from_days(15)); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)rfm(days.finalize(), Date::from_days(30), {.edges = RfmEdges::custom}); }),
            "argument.range");
  EXPECT_EQ(rfm(CustomerColumns{}, Date::from_days(1)).status, RfmStatus::empty);
}

TEST(RfmSegments, standard_table_is_complete) {
  const RfmSegmentCheck check = check_segments(standard_rfm_segments());
  EXPECT_TRUE(check.complete);
  EXPECT_TRUE(check.unreached.empty());
  EXPECT_EQ(std::accumulate(check.cells.begin(), check.cells.end(), 0), 125);
  const std::vector<RfmSegment> holed{{.name = "x", .recency = {2, 5}}, {.name = "y", .recency = {3, 4}}};
  const RfmSegmentCheck found = check_segments(holed);
  EXPECT_FALSE(found.complete);
  EXPECT_EQ(found.uncovered.size(), 25U);
  EXPECT_EQ(found.unreached, (std::vector<std::int32_t>{1}));
}

TEST(Rfm, equal_edges_are_told) {
  CustomerColumns totals{.customer = {.sort = KeySort::numbers, .numbers = {1, 2, 3}},
                         .orders = {1, 1, 1},
                         .returns = {0, 0, 0},
                         .amount = {5, 6, 7},
                         .first_day = std::vector<Date>(3),
                         .last_day = {Date::from_days(1), Date::from_days(2), Date::from_days(3)}};
  const Rfm found = rfm(totals, Date::from_days(9));
  ASSERT_FALSE(found.findings.empty());
  EXPECT_EQ(found.findings[0].message.en, "edges of frequency coincide: of 5 bins only 1 are used");
  EXPECT_EQ(found.f, (std::vector<std::int32_t>{1, 1, 1}));
}

}  // namespace
}  // namespace guanxi::portfolio::base_test
