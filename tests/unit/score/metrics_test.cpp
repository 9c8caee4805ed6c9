// AUC, KS, lift, Brier, log loss, calibration error, stability.
#include "support/code_thrown.hpp"
#include "support/shared_data.hpp"

#include <guanxi/score/accuracy.hpp>
#include <guanxi/score/discrimination.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace guanxi::score {
namespace {

using Numbers = std::vector<double>;

struct Forecast {
  Numbers predicted, outcome;
};

// Few different predictions, so that there are ties.
Forecast random_forecast(std::mt19937& random, std::size_t rows) {
  Forecast sample;
  for (std::size_t i = 0; i < rows; ++i) {
    sample.predicted.push_back(static_cast<double>(random() % 12) / 11);
    sample.outcome.push_back(static_cast<double>(random() % 2));
  }
  return sample;
}

Forecast shuffled(const Forecast& sample, std::mt19937& random) {
  std::vector<std::size_t> order(sample.predicted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  Forecast result;
  for (const std::size_t row : order) {
    result.predicted.push_back(sample.predicted[row]);
    result.outcome.push_back(sample.outcome[row]);
  }
  return result;
}

double above(double a, double b) { return a > b ? 1 : a == b ? .5 : 0; }

double variance(const Numbers& values) {
  const double n = static_cast<double>(values.size()), mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / (n - 1);
}

// The definitions over all pairs.
struct SlowAuc {
  double value = 0;
  Numbers events, others;
};

SlowAuc slow_auc(const Forecast& sample) {
  SlowAuc slow;
  const std::size_t n = sample.predicted.size();
  const double events = std::accumulate(sample.outcome.begin(), sample.outcome.end(), 0.0),
               others = static_cast<double>(n) - events;
  for (std::size_t i = 0; i < n; ++i) {
    double place = 0;
    for (std::size_t j = 0; j < n; ++j)
      if (sample.outcome[i] != sample.outcome[j])
        place += sample.outcome[i] == 1 ? above(sample.predicted[i], sample.predicted[j])
                                        : above(sample.predicted[j], sample.predicted[i]);
    (sample.outcome[i] == 1 ? slow.events : slow.others).push_back(place / (sample.outcome[i] == 1 ? others : events));
    if (sample.outcome[i] == 1) slow.value += place / others / events;
  }
  return slow;
}

TEST(AreaUnderCurve, equals_the_definition_over_all_pairs) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const Forecast sample = random_forecast(random, 2 + random() % 30);
    const Auc found = auc(sample.predicted, sample.outcome);
    const double events = std::accumulate(sample.outcome.begin(), sample.outcome.end(), 0.0);
    if (events == 0 || events == static_cast<double>(sample.outcome.size())) {
      ASSERT_EQ(found, (Auc{.status = MetricStatus::one_class}));
      continue;
    }
    const SlowAuc slow = slow_auc(sample);
    ASSERT_NEAR(*found.value, slow.value, 1e-12);
    ASSERT_EQ(found.standard_error.has_value(), slow.events.size() > 1 && slow.others.size() > 1);
    if (found.standard_error) {
      const double expected = std::sqrt(variance(slow.events) / static_cast<double>(slow.events.size()) +
                                        variance(slow.others) / static_cast<double>(slow.others.size()));
      ASSERT_NEAR(*found.standard_error, expected, 1e-12);
      ASSERT_NEAR(*found.high, std::min(1.0, slow.value + 1.959963984540054 * expected), 1e-9);
      ASSERT_NEAR(*found.low, std::max(0.0, slow.value - 1.959963984540054 * expected), 1e-9);
    }
    const Forecast other = shuffled(sample, random);
    ASSERT_EQ(auc(other.predicted, other.outcome), found);
  }
}

TEST(AreaUnderCurve, difference_of_two_predictions_of_the_same_rows) {
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    Forecast one = random_forecast(random, 20), other = random_forecast(random, 20);
    other.outcome = one.outcome;
    const AucDifference found = auc_difference(one.predicted, other.predicted, one.outcome);
    if (found.status != MetricStatus::ok || !found.standard_error) continue;
    const SlowAuc a = slow_auc(one), b = slow_auc(other);
    Numbers events(a.events.size()), others(a.others.size());
    for (std::size_t i = 0; i < events.size(); ++i) events[i] = a.events[i] - b.events[i];
    for (std::size_t i = 0; i < others.size(); ++i) others[i] = a.others[i] - b.others[i];
    const double expected = std::sqrt(variance(events) / static_cast<double>(events.size()) +
                                      variance(others) / static_cast<double>(others.size()));
    ASSERT_NEAR(*found.difference, a.value - b.value, 1e-12);
    ASSERT_NEAR(*found.standard_error, expected, 1e-12);
  }
  const Forecast same = random_forecast(random, 20);
  EXPECT_EQ(auc_difference(same.predicted, same.predicted, same.outcome).p_value, 1);
}

// METHODS 5: the logistic model of telco_churn.
TEST(AreaUnderCurve, of_the_telco_model) {
  const auto file = test::shared_data() / "telco_churn" / "telco_customer_churn.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no shared data";
  Forecast sample;
  for (const auto& row : test::read_table(file, ',')) {
    // tenure 5, InternetService 8, Contract 15, PaymentMethod 17, MonthlyCharges 18, Churn 20
    sample.predicted.push_back(
        1 / (1 + std::exp(.7016208692 + .0311554523 * std::stod(row[5]) - .0037870276 * std::stod(row[18]) +
                          .8026227896 * (row[15] == "One year") + 1.6141845347 * (row[15] == "Two year") -
                          .9622631185 * (row[8] == "Fiber optic") + .8091748226 * (row[8] == "No") -
                          .4912056795 * (row[17] == "Electronic check"))));
    sample.outcome.push_back(row[20] == "Yes");
  }
  const Auc found = auc(sample.predicted, sample.outcome);
  EXPECT_NEAR(*found.value, .8365803169, 5e-9);
  EXPECT_NEAR(*found.standard_error, .0050679172, 5e-9);
  EXPECT_NEAR(*brier(sample.predicted, sample.outcome).value, .1395671879, 5e-9);
  EXPECT_NEAR(brier(sample.predicted, sample.outcome).uncertainty, .1949487025, 5e-10);
  EXPECT_NEAR(*log_loss(sample.predicted, sample.outcome).value, .4267300657, 5e-9);
  EXPECT_LE(*calibration_error(sample.predicted, sample.outcome).value, .02);
}

TEST(KolmogorovSmirnov, is_the_largest_distance_over_all_thresholds) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const Forecast sample = random_forecast(random, 2 + random() % 30);
    const Ks found = ks(sample.predicted, sample.outcome);
    if (found.status != MetricStatus::ok) continue;
    double greatest = 0;
    const auto distance = [&sample](double threshold) {
      double events = 0, others = 0, all_events = 0;
      for (std::size_t i = 0; i < sample.predicted.size(); ++i) {
        all_events += sample.outcome[i];
        if (sample.predicted[i] < threshold) continue;
        (sample.outcome[i] == 1 ? events : others) += 1;
      }
      return std::abs(events / all_events - others / (static_cast<double>(sample.predicted.size()) - all_events));
    };
    for (const double threshold : sample.predicted) greatest = std::max(greatest, distance(threshold));
    ASSERT_NEAR(*found.value, greatest, 1e-12);
    ASSERT_NEAR(distance(*found.threshold), greatest, 1e-12);
  }
}

TEST(LiftOfPredictions, by_hand) {
  // the best two of ten hold 2 of 4 events: rate 1, base .4
  const Numbers predicted{.9, .8, .7, .7, .5, .4, .3, .2, .1, 0}, outcome{1, 1, 0, 1, 0, 0, 1, 0, 0, 0};
  const Lift top = lift(predicted, outcome, .2);
  EXPECT_EQ(top.events, 2);
  EXPECT_EQ(top.rate, 1);
  EXPECT_NEAR(*top.value, 2.5, 1e-12);
  EXPECT_EQ(top.gain, .5);
  // the third row is one of two equal predictions of which half are events
  EXPECT_NEAR(lift(predicted, outcome, .3).events, 2.5, 1e-12);
  const LiftTable table = lift_table(predicted, outcome, 5);
  EXPECT_EQ(table.status, MetricStatus::ok);
  EXPECT_EQ(table.rows, 10);
  EXPECT_EQ(table.events, 4);
  ASSERT_EQ(table.parts.size(), 5U);
  EXPECT_EQ(table.parts[0], top);
  EXPECT_NEAR(*table.parts.back().value, 1, 1e-12);
  EXPECT_NEAR(*table.parts.back().gain, 1, 1e-12);
  EXPECT_EQ(lift_table(predicted, Numbers(10, 1), 2).status, MetricStatus::one_class);
  EXPECT_EQ(lift_table({}, {}, 2).status, MetricStatus::empty);
}

TEST(BrierScore, parts_add_up_and_equal_their_definitions) {
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    const Forecast sample = random_forecast(random, 1 + random() % 40);
    double value = 0;
    for (std::size_t i = 0; i < sample.predicted.size(); ++i)
      value += std::pow(sample.predicted[i] - sample.outcome[i], 2);
    value /= static_cast<double>(sample.predicted.size());
    for (const int bins : {0, 1, 3, 10}) {
      const Brier found = brier(sample.predicted, sample.outcome, {.bins = bins});
      ASSERT_NEAR(*found.value, value, 1e-12);
      ASSERT_NEAR(found.reliability - found.resolution + found.uncertainty + found.within, value, 1e-12) << bins;
      if (bins == 0) {
        ASSERT_EQ(found.within, 0);
      }
      const Forecast other = shuffled(sample, random);
      ASSERT_EQ(brier(other.predicted, other.outcome, {.bins = bins}), found);
    }
  }
}

TEST(BrierScore, parts_by_hand) {
  // two groups: .2 with 1 of 2, .8 with 2 of 2; base .75
  const Brier found = brier(Numbers{.2, .2, .8, .8}, Numbers{0, 1, 1, 1});
  EXPECT_NEAR(found.reliability, .5 * .09 + .5 * .04, 1e-12);
  EXPECT_NEAR(found.resolution, .5 * .0625 + .5 * .0625, 1e-12);
  EXPECT_NEAR(found.uncertainty, .1875, 1e-12);
  EXPECT_NEAR(*found.value, .19, 1e-12);
}

TEST(LogLoss, by_hand_and_clipped) {
  EXPECT_NEAR(*log_loss(Numbers{.5, .25}, Numbers{1, 0}).value, (std::log(2) - std::log(.75)) / 2, 1e-12);
  EXPECT_NEAR(*log_loss(Numbers{0}, Numbers{1}).value, 15 * std::log(10), 1e-9);
  EXPECT_NEAR(*log_loss(Numbers{1}, Numbers{0}).value, 15 * std::log(10), .002);  // 1 − 1e-15 is no double
  EXPECT_NEAR(*log_loss(Numbers{1, 0}, Numbers{1, 0}).value, 1e-15, 1e-15);
}

TEST(CalibrationErrorOfPredictions, by_hand) {
  const Numbers predicted{.1, .1, .3, .3, .9, .9}, outcome{0, 1, 0, 0, 1, 1};
  const CalibrationError three = calibration_error(predicted, outcome, {.bins = 3});
  EXPECT_NEAR(*three.value, (.4 + .3 + .1) / 3, 1e-12);
  EXPECT_NEAR(*three.greatest, .4, 1e-12);
  ASSERT_EQ(three.bins.size(), 3U);
  EXPECT_EQ(three.bins[1], (CalibrationBin{2, .3, .3, .3, 0}));
  // two bins of three would split the equal .3: the first takes both
  const CalibrationError two = calibration_error(predicted, outcome, {.bins = 2});
  EXPECT_EQ(two.bins[0].rows, 4);
  EXPECT_NEAR(*two.value, 4.0 / 6 * .05 + 2.0 / 6 * .1, 1e-12);
  const CalibrationError wide = calibration_error(predicted, outcome, {.bins = 10, .rule = BinRule::equal_width});
  EXPECT_EQ(wide.bins.size(), 3U);
  EXPECT_EQ(calibration_error(Numbers{0, 1}, Numbers{0, 1}, {.rule = BinRule::equal_width}).value, 0);
}

TEST(CalibrationErrorOfPredictions, bins_are_of_equal_count_without_ties) {
  Numbers predicted, outcome;
  for (int i = 0; i < 103; ++i) {
    predicted.push_back(i / 103.0);
    outcome.push_back(i % 2);
  }
  const CalibrationError found = calibration_error(predicted, outcome);
  ASSERT_EQ(found.bins.size(), 10U);
  std::int64_t rows = 0;
  for (const CalibrationBin& bin : found.bins) {
    EXPECT_TRUE(bin.rows == 10 || bin.rows == 11);
    rows += bin.rows;
  }
  EXPECT_EQ(rows, 103);
}

TEST(StabilityIndex, by_hand) {
  const Numbers edges{1, 2};
  // expected ¼ ½ ¼, actual ½ ½ 0 → ½ row of 4 in the last
  const Stability found = psi(Numbers{1, 2, 2, 3}, Numbers{0, 1, 1.5, 2}, {.edges = edges});
  EXPECT_EQ(found.expected, (Numbers{.25, .5, .25}));
  EXPECT_EQ(found.actual, (Numbers{.5, .5, .125}));
  EXPECT_NEAR(*found.value, .25 * std::log(2) + .125 * std::log(2), 1e-12);
  EXPECT_EQ(psi(Numbers{1, 2, 3}, Numbers{1, 2, 3}).value, 0);
  EXPECT_EQ(psi(Numbers{5, 5, 5, 5}, Numbers{5, 6}).edges, Numbers{5}) << "equal edges fall together";
  // Quantiles of type 7 of 0, 1, 4 at ¼, ½, ¾ lie at places ½, 1, 1½.
  EXPECT_EQ(psi(Numbers{4, 0, 1}, Numbers{1}, {.bins = 4}).edges, (Numbers{.5, 1, 2.5}));
  EXPECT_EQ(psi({}, Numbers{1}).status, MetricStatus::empty);
}

TEST(Metrics, of_nothing_and_of_one_class) {
  EXPECT_EQ(auc({}, {}).status, MetricStatus::empty);
  EXPECT_EQ(ks({}, {}).status, MetricStatus::empty);
  EXPECT_EQ(lift({}, {}, .1).status, MetricStatus::empty);
  EXPECT_EQ(brier({}, {}).status, MetricStatus::empty);
  EXPECT_EQ(log_loss({}, {}).status, MetricStatus::empty);
  EXPECT_EQ(calibration_error({}, {}).status, MetricStatus::empty);
  EXPECT_FALSE(calibration_error({}, {}).value);
  EXPECT_EQ(auc(Numbers{1, 2}, Numbers{1, 1}).status, MetricStatus::one_class);
  EXPECT_EQ(ks(Numbers{1, 2}, Numbers{0, 0}).status, MetricStatus::one_class);
  EXPECT_EQ(lift(Numbers{1, 2}, Numbers{0, 0}, .5).status, MetricStatus::one_class);
  EXPECT_EQ(*brier(Numbers{.5, .5}, Numbers{1, 1}).value, .25);
}

TEST(Metrics, bad_input_is_named) {
  const Numbers fine{.5, .5}, yes_no{0, 1}, nan{.5, std::nan("")}, big{.5, 1.5}, three{0, 1, 1}, half{0, .5};
  EXPECT_EQ(test::code_thrown([&] { (void)auc(nan, yes_no); }), "argument.predicted");
  EXPECT_EQ(test::code_thrown([&] { (void)auc(fine, three); }), "argument.outcome");
  EXPECT_EQ(test::code_thrown([&] { (void)auc(fine, half); }), "argument.outcome");
  EXPECT_EQ(test::code_thrown([&] { (void)auc(fine, yes_no, {.level = 1}); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)auc_difference(fine, nan, yes_no); }), "argument.predicted");
  EXPECT_EQ(test::code_thrown([&] { (void)lift(fine, yes_no, 0); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)lift_table(fine, yes_no, 0); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)brier(big, yes_no); }), "argument.predicted");
  EXPECT_EQ(test::code_thrown([&] { (void)brier(fine, yes_no, {.bins = -1}); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)log_loss(nan, yes_no); }), "argument.predicted");
  EXPECT_EQ(test::code_thrown([&] { (void)calibration_error(fine, yes_no, {.bins = 0}); }), "argument.range");
  EXPECT_EQ(test::code_thrown([&] { (void)psi(nan, fine); }), "argument.expected");
  EXPECT_EQ(test::code_thrown([&] { (void)psi(fine, fine, {.edges = Numbers{2, 2}}); }), "argument.range");
}

}  // namespace
}  // namespace guanxi::score
