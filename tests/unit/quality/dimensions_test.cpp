#include <guanxi/core/error.hpp>
#include <guanxi/quality/dimensions.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace guanxi::quality {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Overall, worked_example) {  // METHODS 1: .8, 1, .6 with equal weights
  const DimensionValue parts[] = {{Dimension::completeness, .8}, {Dimension::validity, 1}, {Dimension::timeliness, .6}};
  const OverallQuality result = overall(parts);
  EXPECT_NEAR(*result.value, .782974, 5e-7);
  EXPECT_FALSE(result.capped);
  EXPECT_EQ(result.parts.size(), 3U);
}

TEST(Overall, unknown_dimensions_leave_the_mean) {
  const DimensionValue parts[] = {{Dimension::completeness, .8}, {Dimension::accuracy, {}}, {Dimension::validity, 1}, {Dimension::uniqueness, {}, 5}, {Dimension::timeliness, .6}};
  EXPECT_NEAR(*overall(parts).value, .782974, 5e-7);
  const DimensionValue unknown[] = {{Dimension::accuracy, {}}, {Dimension::validity, .7, 0}};
  EXPECT_FALSE(overall(unknown).value) << "nothing known that has a weight";
  EXPECT_FALSE(overall({}).value);
}

TEST(Overall, weights_count) {  // (.5^3 · 1)^(1/4) by hand: exp(.75 ln .5) = .594604
  const DimensionValue parts[] = {{Dimension::completeness, .5, 3}, {Dimension::validity, 1}};
  EXPECT_NEAR(*overall(parts).value, .594604, 5e-7);
}

TEST(Overall, cap_for_invalid_key_fields) {
  const DimensionValue parts[] = {{Dimension::completeness, .8}, {Dimension::validity, 1}, {Dimension::timeliness, .6}};
  const OverallQuality capped = overall(parts, {.keys = KeyFields::invalid});
  EXPECT_DOUBLE_EQ(*capped.value, .5);
  EXPECT_TRUE(capped.capped);
  EXPECT_NEAR(capped.key_gain, .282974, 5e-7);
  for (const DimensionGain& gain : capped.gains) EXPECT_DOUBLE_EQ(gain.gain, 0) << "no dimension helps while the cap holds";
  const DimensionValue bad[] = {{Dimension::completeness, .2}};
  EXPECT_FALSE(overall(bad, {.keys = KeyFields::invalid}).capped) << "already below";
  EXPECT_DOUBLE_EQ(*overall(parts, {.keys = KeyFields::invalid, .cap = .3}).value, .3);
}

TEST(Overall, gains_say_what_to_repair_first) {
  const DimensionValue parts[] = {{Dimension::completeness, .8}, {Dimension::validity, 1}, {Dimension::timeliness, .6}};
  const OverallQuality result = overall(parts);
  ASSERT_EQ(result.gains.size(), 3U);
  EXPECT_EQ(result.gains[0].dimension, Dimension::timeliness);
  EXPECT_NEAR(result.gains[0].gain, std::cbrt(.8) - std::cbrt(.48), 1e-12);
  EXPECT_EQ(result.gains[1].dimension, Dimension::completeness);
  EXPECT_NEAR(result.gains[1].gain, std::cbrt(.6) - std::cbrt(.48), 1e-12);
  EXPECT_DOUBLE_EQ(result.gains[2].gain, 0);
}

TEST(Overall, one_zero_makes_zero) {
  const DimensionValue parts[] = {{Dimension::completeness, 0}, {Dimension::validity, 1}};
  const OverallQuality result = overall(parts);
  EXPECT_EQ(*result.value, 0);
  EXPECT_EQ(result.gains[0].dimension, Dimension::completeness);
  EXPECT_DOUBLE_EQ(result.gains[0].gain, 1);
  const DimensionValue ignored[] = {{Dimension::completeness, 0, 0}, {Dimension::validity, .9}};
  EXPECT_DOUBLE_EQ(*overall(ignored).value, .9) << "weight 0 is not looked at";
}

std::string refused(std::vector<DimensionValue> parts, OverallOptions options = {}) {
  try {
    (void)overall(parts, options);
  } catch (const ArgumentError& error) {
    return error.code();
  }
  return "accepted";
}

TEST(Overall, refuses_bad_arguments) {
  EXPECT_EQ(refused({{Dimension::validity, 1.1}}), "quality.dimension");
  EXPECT_EQ(refused({{Dimension::validity, nan}}), "quality.dimension");
  EXPECT_EQ(refused({{Dimension::validity, 1}, {Dimension::validity, {}}}), "quality.dimension");
  EXPECT_EQ(refused({{Dimension::validity, 1, -1}}), "quality.weight");
  EXPECT_EQ(refused({{Dimension::validity, 1, nan}}), "quality.weight");
  EXPECT_EQ(refused({{Dimension::validity, 1}}, {.cap = -.1}), "quality.cap");
}

}  // namespace
}  // namespace guanxi::quality
