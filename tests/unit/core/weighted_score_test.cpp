#include <guanxi/core/weighted_score.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace guanxi {
namespace {

WeightedPart part(std::string name, double weight, std::optional<double> value, std::optional<double> best = {}) {
  WeightedPart made{.part = std::move(name), .weight = weight, .value = value, .best = best};
  made.field = made.part;
  return made;
}

// METHODS 5, cooperation example: 1 + 4 · .665076 / .80 = 4.325, interval 1 + 4 · .665076 to 1 + 4 · .865076.
TEST(WeightedScore, cooperation_example) {
  const WeightedPart parts[] = {part("intent", .25, .75), part("budget", .20, 1),    part("clarity", .20, .78788),
                                part("need", .15, .8),    part("relation", .10, {}), part("competition", .10, {})};
  const Score score = weighted_score(parts, {.model = "m/1", .as_of = Date::from_days(9), .baseline = 1, .width = 4});
  EXPECT_EQ(score.thousandths, 4325);
  EXPECT_EQ(score.low, 3660);
  EXPECT_EQ(score.high, 4460);
  EXPECT_EQ(score.baseline, 1000);
  EXPECT_EQ(score.state, ScoreState::partial);
  EXPECT_EQ(score.model, "m/1");
  EXPECT_EQ(score.as_of, Date::from_days(9));
  ASSERT_EQ(score.contributions.size(), 4U);
  EXPECT_EQ(score.contributions[0].part, "budget");
  EXPECT_EQ(score.contributions[0].thousandths, 1000);
  ASSERT_EQ(score.missing.size(), 2U);
  EXPECT_EQ(score.missing[0].field, "relation");
  EXPECT_EQ(score.missing[0].thousandths, 400);
}

TEST(WeightedScore, all_known_has_no_interval) {
  const WeightedPart parts[] = {part("a", 1, 1), part("b", 2, .5)};
  const Score score = weighted_score(parts, {.model = "m"});
  EXPECT_EQ(score.state, ScoreState::enough);
  EXPECT_EQ(score.thousandths, 66667);
  EXPECT_EQ(score.low, score.high);
  EXPECT_TRUE(score.missing.empty());
}

TEST(WeightedScore, nothing_known_is_the_baseline_and_the_whole_scale) {
  const WeightedPart parts[] = {part("a", 1, {}), part("b", 3, {})};
  const Score score = weighted_score(parts, {.model = "m", .baseline = 1, .width = 4});
  EXPECT_EQ(score.state, ScoreState::prior_only);
  EXPECT_EQ(score.thousandths, 1000);
  EXPECT_EQ(score.low, 1000);
  EXPECT_EQ(score.high, 5000);
  EXPECT_EQ(score.missing[0].part, "b") << "widest first";
}

TEST(WeightedScore, a_part_that_is_known_in_part_widens_the_upper_end_alone) {
  const WeightedPart parts[] = {part("a", 1, .2, .7), part("b", 1, 1)};
  const Score score = weighted_score(parts, {.model = "m"});
  EXPECT_EQ(score.thousandths, 60000);
  EXPECT_EQ(score.low, 60000);
  EXPECT_EQ(score.high, 85000);
  EXPECT_EQ(score.state, ScoreState::partial);
  ASSERT_EQ(score.missing.size(), 1U);
  EXPECT_EQ(score.missing[0].thousandths, 25000);
}

TEST(WeightedScore, weight_nought_is_left_out) {
  const WeightedPart parts[] = {part("a", 0, {}), part("b", 0, .1), part("c", 2, .5)};
  const Score score = weighted_score(parts, {.model = "m"});
  EXPECT_EQ(score.thousandths, 50000);
  EXPECT_EQ(score.contributions.size(), 1U);
  EXPECT_EQ(score.state, ScoreState::enough);
}

TEST(WeightedScore, bad_weights_throw) {
  for (const double bad : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const WeightedPart parts[] = {part("a", 1, 1), part("b", bad, .5)};
    try {
      (void)weighted_score(parts, {});
      ADD_FAILURE() << bad;
    } catch (const ArgumentError& error) {
      EXPECT_EQ(error.code(), "argument.weight");
    }
  }
  const WeightedPart all_nought[] = {part("a", 0, 1)};
  EXPECT_THROW((void)weighted_score(all_nought, {}), ArgumentError);
  EXPECT_THROW((void)weighted_score({}, {}), ArgumentError);
}

TEST(WeightedScore, random_parts_add_up_and_stay_in_their_interval) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int round = 0; round < 3000; ++round) {
    std::vector<WeightedPart> parts;
    double all = 0, known = 0, sum = 0;
    for (std::size_t i = 0, n = 1 + random() % 7; i < n; ++i) {
      parts.push_back(
          part(std::to_string(i), .05 + unit(random), random() % 3 == 0 ? std::nullopt : std::optional(unit(random))));
      all += parts.back().weight;
      if (!parts.back().value) continue;
      known += parts.back().weight;
      sum += parts.back().weight * *parts.back().value;
    }
    const double baseline = static_cast<double>(random() % 3), width = 1 + static_cast<double>(random() % 100);
    const Score score = weighted_score(parts, {.model = "m", .baseline = baseline, .width = width});
    std::int64_t total = score.baseline;
    for (const Contribution& reason : score.contributions) total += reason.thousandths;
    EXPECT_EQ(total, score.thousandths);
    EXPECT_LE(score.low, score.thousandths);
    EXPECT_LE(score.thousandths, score.high);
    EXPECT_NEAR(score.value(), baseline + (known > 0 ? width * sum / known : 0), .000501);
    EXPECT_NEAR(static_cast<double>(score.low) / 1000, baseline + width * sum / all, .000501);
    EXPECT_NEAR(static_cast<double>(score.high) / 1000, baseline + width * (sum + all - known) / all, .000501);
  }
}

}  // namespace
}  // namespace guanxi
