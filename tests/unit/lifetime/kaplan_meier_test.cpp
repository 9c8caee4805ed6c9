#include <guanxi/lifetime/kaplan_meier.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cfenv>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

#include "support/code_thrown.hpp"
#include "support/csv_columns.hpp"

namespace guanxi::lifetime {
namespace {

using Numbers = std::vector<double>;

// z of the normal distribution, from printed tables.
constexpr double z_of_95 = 1.959963984540054, z_of_80 = 1.2815515655446004;

struct StayTable {
  Numbers duration{}, event{}, weights{};
};

// Few different durations, so that there are ties, and some weights of nought.
StayTable random_stays(std::mt19937_64& random) {
  const std::size_t rows = 1 + random() % 40, times = 1 + random() % 12, censoring = 1 + random() % 4;
  StayTable table;
  for (std::size_t row = 0; row < rows; ++row) {
    table.duration.push_back(static_cast<double>(random() % times) / 4);
    table.event.push_back(random() % censoring == 0 ? 1 : 0);
    table.weights.push_back(static_cast<double>(random() % 4));
  }
  return table;
}

StayTable shuffled_stays(const StayTable& table, std::mt19937_64& random) {
  std::vector<std::size_t> order(table.duration.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  StayTable result;
  for (const std::size_t row : order) {
    result.duration.push_back(table.duration[row]);
    result.event.push_back(table.event[row]);
    result.weights.push_back(table.weights[row]);
  }
  return result;
}

StayTable repeated_stays(const StayTable& table) {
  StayTable result;
  for (std::size_t row = 0; row < table.duration.size(); ++row) {
    const auto times = static_cast<std::size_t>(table.weights[row]);
    result.duration.insert(result.duration.end(), times, table.duration[row]);
    result.event.insert(result.event.end(), times, table.event[row]);
  }
  return result;
}

SurvivalCurve curve_of(const StayTable& table, double level = .95) {
  return kaplan_meier(table.duration, table.event, {.weights = table.weights, .level = level});
}

/// The example of docs/methods/survival.md: eight customers, in months.
const StayTable& eight_customers() {
  static const StayTable table{{2, 3, 4, 4, 4, 6, 7, 9}, {1, 0, 1, 1, 0, 1, 0, 1}, {}};
  return table;
}

/// The definitions, counting anew at each time.
class SlowSurvival {
 public:
  explicit SlowSurvival(const StayTable& table) : table_(table) {
    for (std::size_t row = 0; row < table.duration.size(); ++row)
      if (table.weights[row] > 0) times_.insert(table.duration[row]);
  }

  [[nodiscard]] const std::set<double>& times() const { return times_; }
  [[nodiscard]] double last() const { return *times_.rbegin(); }

  [[nodiscard]] double at_risk(double time) const {
    double sum = 0;
    for (std::size_t row = 0; row < table_.duration.size(); ++row)
      if (table_.duration[row] >= time) sum += table_.weights[row];
    return sum;
  }

  [[nodiscard]] double count(double time, double event) const {
    double sum = 0;
    for (std::size_t row = 0; row < table_.duration.size(); ++row)
      if (table_.duration[row] == time && table_.event[row] == event) sum += table_.weights[row];
    return sum;
  }

  [[nodiscard]] double survival(double time) const {
    double product = 1;
    for (const double earlier : times_)
      if (earlier <= time) product *= 1 - count(earlier, 1) / at_risk(earlier);
    return product;
  }

  [[nodiscard]] double terms(double time) const {
    double sum = 0;
    for (const double earlier : times_)
      if (earlier <= time) sum += term(earlier);
    return sum;
  }

  [[nodiscard]] double term(double time) const {
    const double n = at_risk(time), d = count(time, 1);
    return d / (n * (n - d));
  }

  [[nodiscard]] double area(double from) const {  // below the curve, from a time to the last
    double sum = 0, start = from;
    for (const double time : times_)
      if (time > from) {
        sum += survival(start) * (time - start);
        start = time;
      }
    return sum;
  }

  [[nodiscard]] double variance_of_area() const {
    double sum = 0;
    for (const double time : times_)
      if (count(time, 1) < at_risk(time)) sum += area(time) * area(time) * term(time);
    return sum;
  }

 private:
  const StayTable& table_;
  std::set<double> times_{};
};

void expect_slow_step(const SurvivalStep& step, const SlowSurvival& slow, double z) {
  const double n = slow.at_risk(step.time), s = slow.survival(step.time);
  EXPECT_EQ(step.at_risk, n);
  EXPECT_EQ(step.events, slow.count(step.time, 1));
  EXPECT_EQ(step.censored, slow.count(step.time, 0));
  EXPECT_NEAR(step.survival, s, 1e-13);
  if (step.events == n || s == 1) {
    EXPECT_EQ(step.standard_error, 0);
    EXPECT_EQ(step.low, s);
    EXPECT_EQ(step.high, s);
    return;
  }
  const double root = std::sqrt(slow.terms(step.time)), middle = std::log(-std::log(s)), half = z * root / -std::log(s);
  EXPECT_NEAR(step.standard_error, s * root, 1e-13);
  EXPECT_NEAR(step.low, std::exp(-std::exp(middle + half)), 1e-12);
  EXPECT_NEAR(step.high, std::exp(-std::exp(middle - half)), 1e-12);
}

void expect_slow_curve(const SurvivalCurve& curve, const StayTable& table, double z) {
  const SlowSurvival slow(table);
  ASSERT_EQ(curve.steps.size(), slow.times().size());
  std::size_t next = 0;
  for (const double time : slow.times()) {
    EXPECT_EQ(curve.steps[next].time, time);
    expect_slow_step(curve.steps[next++], slow, z);
  }
  EXPECT_EQ(curve.rows, slow.at_risk(0));
  EXPECT_NEAR(*curve.restricted_mean, slow.area(0), 1e-12);
  EXPECT_NEAR(*curve.restricted_mean_error, std::sqrt(slow.variance_of_area()), 1e-12);
}

// By hand: S = 7/8, then · 4/6, then · 2/3, then · 0. Below the curve lie 2 · 1 + 2 · 7/8 + 2 · 7/12 + 3 · 7/18 =
// 73/12, 49/12 of it after 2 months, 7/3 after 4, 7/6 after 6.
TEST(KaplanMeier, worked_example) {
  const SurvivalCurve curve = curve_of(eight_customers());
  EXPECT_EQ(curve.status, SurvivalStatus::ok);
  EXPECT_EQ(curve.rows, 8);
  EXPECT_EQ(curve.events, 5);
  EXPECT_EQ(curve.median, 6);
  EXPECT_DOUBLE_EQ(*curve.restricted_mean, 73.0 / 12);
  EXPECT_DOUBLE_EQ(*curve.restricted_mean_error,
                   std::sqrt(49.0 / 12 * 49 / 12 / 56 + 7.0 / 3 * 7 / 3 / 12 + 7.0 / 6 * 7 / 6 / 6));
  const Numbers times{2, 3, 4, 6, 7, 9}, at_risk{8, 7, 6, 3, 2, 1}, events{1, 0, 2, 1, 0, 1},
      censored{0, 1, 1, 0, 1, 0}, survival{7. / 8, 7. / 8, 7. / 12, 7. / 18, 7. / 18, 0},
      terms{1. / 56, 0, 1. / 12, 1. / 6, 0, 0};
  ASSERT_EQ(curve.steps.size(), times.size());
  double sum = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    sum += terms[i];
    EXPECT_EQ(curve.steps[i].time, times[i]);
    EXPECT_EQ(curve.steps[i].at_risk, at_risk[i]);
    EXPECT_EQ(curve.steps[i].events, events[i]);
    EXPECT_EQ(curve.steps[i].censored, censored[i]);
    EXPECT_DOUBLE_EQ(curve.steps[i].survival, survival[i]);
    EXPECT_DOUBLE_EQ(curve.steps[i].standard_error, survival[i] * std::sqrt(sum));
  }
}

// What the page prints of it: −ln(7/8) = .133531, √(1/56) = .133631, so the power is e^(1.959964 · 1.000745) = 7.10938.
TEST(KaplanMeier, worked_example_as_printed) {
  const SurvivalCurve curve = curve_of(eight_customers());
  EXPECT_NEAR(curve.steps[0].low, .3870, 5e-5);
  EXPECT_NEAR(curve.steps[0].high, .9814, 5e-5);
  EXPECT_NEAR(curve.steps[2].standard_error, .1856, 5e-5);
  EXPECT_NEAR(curve.steps[3].standard_error, .2013, 5e-5);
  EXPECT_NEAR(curve.steps[2].low, .1802, 5e-5);
  EXPECT_NEAR(curve.steps[2].high, .8441, 5e-5);
  EXPECT_NEAR(curve.steps[3].low, .0630, 5e-5);
  EXPECT_NEAR(curve.steps[3].high, .7242, 5e-5);
  EXPECT_NEAR(*curve.restricted_mean, 6.0833, 5e-5);
  EXPECT_NEAR(*curve.restricted_mean_error, .9891, 5e-5);
}

StayTable telco_stays(const std::string& contract) {
  static const test::CsvColumns csv(test::shared_data() / "telco_churn/telco_customer_churn.csv");
  const Numbers tenure = csv.numbers("tenure"), churn = csv.flags("Churn", "Yes");
  StayTable table;
  for (std::size_t row = 0; row < tenure.size(); ++row)
    if (contract.empty() || csv.text("Contract")[row] == contract) {
      table.duration.push_back(tenure[row]);
      table.event.push_back(churn[row]);
    }
  return table;
}

struct TelcoSurvival {
  const char* contract;
  double months, survival;
};

// METHODS 7, Kaplan–Meier: ten printed places.
constexpr TelcoSurvival telco_survival[] = {{"", 1, .9459613197},
                                            {"", 12, .8431995538},
                                            {"", 24, .7887363984},
                                            {"", 36, .7485454149},
                                            {"", 60, .6644039144},
                                            {"", 72, .5927901521},
                                            {"Month-to-month", 12, .7030966363},
                                            {"One year", 12, .9908082041},
                                            {"One year", 60, .8318260847},
                                            {"Two year", 60, .9861995456}};

TEST(KaplanMeier, telco_survival) {
  GUANXI_NEED_SHARED("telco_churn/telco_customer_churn.csv");
  for (const TelcoSurvival& wanted : telco_survival)
    EXPECT_NEAR(*survival_at(curve_of(telco_stays(wanted.contract)), wanted.months), wanted.survival, 5.1e-11)
        << wanted.contract << " " << wanted.months;
}

TEST(KaplanMeier, telco_errors_and_median) {
  GUANXI_NEED_SHARED("telco_churn/telco_customer_churn.csv");
  const SurvivalCurve all = curve_of(telco_stays(""));
  EXPECT_EQ(all.rows, 7043);
  EXPECT_EQ(all.events, 1869);
  EXPECT_FALSE(all.median);
  ASSERT_EQ(all.steps.size(), 73U);  // months 0 to 72
  EXPECT_EQ(all.steps[12].time, 12);
  EXPECT_NEAR(all.steps[12].standard_error, .0044921603, 5.1e-11);
  EXPECT_NEAR(all.steps[72].standard_error, .0099187669, 5.1e-11);
  EXPECT_EQ(curve_of(telco_stays("Month-to-month")).median, 35);
}

// 300 tables; those whose weights are all nought, or that lost nobody, are told so.
TEST(KaplanMeier, agrees_with_the_definition) {
  std::mt19937_64 random(7);
  int lost = 0, ended = 0;
  for (int round = 0; round < 300; ++round) {
    const StayTable table = random_stays(random);
    const SurvivalCurve curve = curve_of(table), other = curve_of(table, .8);
    if (curve.steps.empty()) continue;
    expect_slow_curve(curve, table, z_of_95);
    expect_slow_curve(other, table, z_of_80);
    EXPECT_EQ(curve.status, curve.events > 0 ? SurvivalStatus::ok : SurvivalStatus::no_events);
    lost += curve.events > 0 ? 1 : 0;
    ended += curve.steps.back().survival == 0 ? 1 : 0;
  }
  EXPECT_GT(lost, 200);
  EXPECT_GT(ended, 50);
}

TEST(KaplanMeier, order_of_rows_changes_no_bit) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 200; ++round) {
    const StayTable table = random_stays(random);
    EXPECT_EQ(curve_of(shuffled_stays(table, random)), curve_of(table));
  }
}

TEST(KaplanMeier, weights_stand_for_repeated_rows) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 200; ++round) {
    const StayTable table = random_stays(random);
    EXPECT_EQ(curve_of(repeated_stays(table)), curve_of(table));
  }
}

// Without censoring: S is the share of longer durations with a binomial error, and the area is the mean, its variance
// Σ (x − mean)² / n².
TEST(KaplanMeier, without_censoring_it_is_the_plain_share) {
  std::mt19937_64 random(10);
  for (int round = 0; round < 200; ++round) {
    const double n = static_cast<double>(2 + random() % 60);
    Numbers duration;
    while (static_cast<double>(duration.size()) < n) duration.push_back(static_cast<double>(random() % 25));
    const SurvivalCurve curve = kaplan_meier(duration, Numbers(duration.size(), 1.0));
    for (const SurvivalStep& step : curve.steps) {
      const auto longer = std::count_if(duration.begin(), duration.end(), [&](double one) { return one > step.time; });
      const double share = static_cast<double>(longer) / n;
      EXPECT_NEAR(step.survival, share, 1e-14);
      EXPECT_NEAR(step.standard_error, std::sqrt(share * (1 - share) / n), 1e-14);
    }
    const double mean = std::accumulate(duration.begin(), duration.end(), 0.0) / n;
    double squares = 0;
    for (const double one : duration) squares += (one - mean) * (one - mean);
    EXPECT_NEAR(*curve.restricted_mean, mean, 1e-12);
    EXPECT_NEAR(*curve.restricted_mean_error, std::sqrt(squares) / n, 1e-12);
  }
}

TEST(KaplanMeier, without_events_nothing_falls) {
  const SurvivalCurve curve = kaplan_meier(Numbers{5, .1, 2.2}, Numbers{0, 0, 0});
  EXPECT_EQ(curve.status, SurvivalStatus::no_events);
  EXPECT_EQ(curve.steps, (std::vector<SurvivalStep>{
                             {.1, 3, 0, 1, 1, 0, 1, 1}, {2.2, 2, 0, 1, 1, 0, 1, 1}, {5, 1, 0, 1, 1, 0, 1, 1}}));
  EXPECT_FALSE(curve.median);
  EXPECT_EQ(curve.restricted_mean, 5);
  EXPECT_EQ(curve.restricted_mean_error, 0);
  EXPECT_FALSE(quantile(curve, 1e-13));
}

TEST(KaplanMeier, without_rows_there_is_no_curve) {
  for (const SurvivalCurve& curve : {kaplan_meier({}, {}), curve_of({{1, 2}, {1, 0}, {0, 0}})}) {
    EXPECT_EQ(curve, (SurvivalCurve{.status = SurvivalStatus::empty, .level = .95}));
    EXPECT_FALSE(survival_at(curve, 1));
    EXPECT_FALSE(quantile(curve, .5));
  }
}

TEST(KaplanMeier, an_end_with_nobody_left_has_no_error) {
  const SurvivalCurve curve = kaplan_meier(Numbers{1, 3, 3}, Numbers{1, 1, 1});
  EXPECT_EQ(curve.steps.back(), (SurvivalStep{3, 2, 2, 0, 0, 0, 0, 0}));
  EXPECT_EQ(curve.median, 3);
  const SurvivalCurve one = kaplan_meier(Numbers{4}, Numbers{1});
  EXPECT_EQ(one.steps, (std::vector<SurvivalStep>{{4, 1, 1, 0, 0, 0, 0, 0}}));
  EXPECT_EQ(one.restricted_mean, 4);
  EXPECT_EQ(one.restricted_mean_error, 0);
}

// Were the censored row gone before the event, survival would fall to 0.
TEST(KaplanMeier, events_come_before_censorings) {
  const SurvivalCurve curve = kaplan_meier(Numbers{1, 1}, Numbers{0, 1});
  EXPECT_EQ(curve.steps.size(), 1U);
  EXPECT_EQ(curve.steps[0].at_risk, 2);
  EXPECT_EQ(curve.steps[0].survival, .5);
}

TEST(KaplanMeier, both_noughts_are_one_time) {
  const SurvivalCurve curve = kaplan_meier(Numbers{-0.0, 0.0}, Numbers{1, 0});
  ASSERT_EQ(curve.steps.size(), 1U);
  EXPECT_FALSE(std::signbit(curve.steps[0].time));
  EXPECT_EQ(curve.restricted_mean, 0);
  EXPECT_EQ(curve.restricted_mean_error, 0);
}

TEST(KaplanMeier, survival_holds_until_the_next_step) {
  const SurvivalCurve curve = curve_of(eight_customers());
  constexpr double endless = std::numeric_limits<double>::infinity();
  EXPECT_EQ(survival_at(curve, -1), 1);
  EXPECT_EQ(survival_at(curve, 1.999), 1);
  EXPECT_EQ(survival_at(curve, 2), 7.0 / 8);
  EXPECT_EQ(survival_at(curve, 3.999), 7.0 / 8);
  EXPECT_EQ(survival_at(curve, 4), curve.steps[2].survival);
  EXPECT_EQ(survival_at(curve, 8.999), curve.steps[4].survival);
  EXPECT_EQ(survival_at(curve, 9), 0);
  EXPECT_EQ(survival_at(curve, endless), 0);
  const SurvivalCurve open = kaplan_meier(Numbers{1, 2}, Numbers{1, 0});
  EXPECT_EQ(survival_at(open, 1e9), .5);
}

TEST(KaplanMeier, quantiles_are_the_first_times_reached) {
  const SurvivalCurve curve = curve_of(eight_customers());
  EXPECT_EQ(quantile(curve, .001), 2);
  EXPECT_EQ(quantile(curve, .125), 2);
  EXPECT_EQ(quantile(curve, .126), 4);
  EXPECT_EQ(quantile(curve, .6), 6);
  EXPECT_EQ(quantile(curve, .999), 9);
  const SurvivalCurve half = kaplan_meier(Numbers{1, 2, 3, 4}, Numbers{1, 1, 0, 0});
  EXPECT_EQ(half.median, 2);
  EXPECT_FALSE(quantile(half, .51));
}

// Of n different durations k have ended by the k-th, however the products were rounded.
TEST(KaplanMeier, rounding_moves_no_quantile) {
  for (int n = 2; n <= 60; ++n) {
    Numbers duration(static_cast<std::size_t>(n));
    std::iota(duration.begin(), duration.end(), 1.0);
    const SurvivalCurve curve = kaplan_meier(duration, Numbers(duration.size(), 1.0));
    for (int k = 1; k < n; ++k) EXPECT_EQ(quantile(curve, static_cast<double>(k) / n), k) << k << " of " << n;
  }
}

TEST(KaplanMeier, extremes_stay_finite) {
  constexpr double longest = std::numeric_limits<double>::max(), shortest = std::numeric_limits<double>::denorm_min();
  const double widest = std::nextafter(1.0, 0.0);
  const Numbers duration{shortest, 1, longest / 2, longest}, weights{1, 9007199254740988, 2, 1};
  for (const double level : {1e-300, .95, widest}) {
    const SurvivalCurve curve = kaplan_meier(duration, Numbers{1, 1, 1, 0}, {.weights = weights, .level = level});
    EXPECT_EQ(curve.rows, 9007199254740992);
    double before = 1;
    for (const SurvivalStep& step : curve.steps) {
      EXPECT_TRUE(0 <= step.low && step.low <= step.survival && step.survival <= step.high && step.high <= 1);
      EXPECT_TRUE(std::isfinite(step.standard_error) && step.standard_error > 0);
      EXPECT_LE(step.survival, before);
      before = step.survival;
    }
    EXPECT_TRUE(std::isfinite(*curve.restricted_mean) && *curve.restricted_mean > 0);
    EXPECT_TRUE(std::isfinite(*curve.restricted_mean_error) && *curve.restricted_mean_error > 0);
  }
}

TEST(KaplanMeier, raises_no_floating_point_exception) {
  std::feclearexcept(FE_ALL_EXCEPT);
  const SurvivalCurve ended = kaplan_meier(Numbers{0, 1, 1}, Numbers{0, 1, 1}),
                      at_once = kaplan_meier(Numbers{0}, Numbers{1}), open = kaplan_meier(Numbers{0, 3}, Numbers{0, 0}),
                      none = kaplan_meier({}, {});
  EXPECT_EQ(std::fetestexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW), 0);
  EXPECT_EQ(ended.events + at_once.events + open.events + none.events, 3);
}

struct BadStays {
  const char* name;
  StayTable table;
  double level;
  const char* code;
  const char* says;
};

TEST(KaplanMeier, bad_input_is_named) {
  constexpr double endless = std::numeric_limits<double>::infinity();
  const BadStays cases[] = {
      {"fewer events", {{1, 2}, {1}, {}}, .95, "argument.length", "each of 2 durations, found 1"},
      {"no durations", {{}, {1}, {}}, .95, "argument.length", "each of 0 durations, found 1"},
      {"fewer weights", {{1, 2}, {1, 0}, {1}}, .95, "argument.length", "each of 2 durations, found 1"},
      {"NaN", {{1, std::nan("")}, {1, 0}, {}}, .95, "argument.duration", "from 0, found nan in row 1"},
      {"negative", {{-.25, 2}, {1, 0}, {}}, .95, "argument.duration", "from 0, found -0.25 in row 0"},
      {"infinite", {{1, endless}, {1, 0}, {}}, .95, "argument.duration", "from 0, found inf in row 1"},
      {"half an event", {{1, 2}, {1, .5}, {}}, .95, "argument.outcome", "found 0.5 in row 1"},
      {"NaN event", {{1, 2}, {std::nan(""), 1}, {}}, .95, "argument.outcome", "found nan in row 0"},
      {"negative weight", {{1, 2}, {1, 0}, {1, -1}}, .95, "argument.weights", "to 2^53, found -1 in row 1"},
      {"broken weight", {{1, 2}, {1, 0}, {1e-9, 1}}, .95, "argument.weights", "to 2^53, found 1e-09 in row 0"},
      {"NaN weight", {{1, 2}, {1, 0}, {1, std::nan("")}}, .95, "argument.weights", "found nan in row 1"},
      {"infinite weight", {{1, 2}, {1, 0}, {endless, 1}}, .95, "argument.weights", "found inf in row 0"},
      {"too much", {{1, 2}, {1, 0}, {9007199254740992, 1}}, .95, "argument.weights", "too much, found 1 in row 1"},
      {"level 0", {{1, 2}, {1, 0}, {}}, 0, "argument.range", "above 0 and below 1, found 0"},
      {"level 1", {{1, 2}, {1, 0}, {}}, 1, "argument.range", "above 0 and below 1, found 1"},
      {"level NaN", {{}, {}, {}}, std::nan(""), "argument.range", "above 0 and below 1, found nan"},
  };
  for (const BadStays& bad : cases) {
    SCOPED_TRACE(bad.name);
    try {
      (void)curve_of(bad.table, bad.level);
      ADD_FAILURE() << "nothing thrown";
    } catch (const ArgumentError& error) {
      EXPECT_EQ(error.code(), bad.code);
      EXPECT_THAT(error.what(), testing::HasSubstr(bad.says));
    }
  }
}

TEST(KaplanMeier, questions_outside_a_curve_are_refused) {
  const SurvivalCurve curve = curve_of(eight_customers());
  for (const double q : {0.0, 1.0, -.5, std::nan("")})
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)quantile(curve, q); }), "argument.range") << q;
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)survival_at(curve, std::nan("")); }), "argument.range");
}

}  // namespace
}  // namespace guanxi::lifetime
