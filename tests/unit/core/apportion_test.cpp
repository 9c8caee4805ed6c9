#include <guanxi/core/apportion.hpp>

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace guanxi {
namespace {

struct ApportionCase {
  const char* name;
  std::vector<double> points;
  std::int64_t total;
  std::vector<std::int64_t> parts;
};

// Expected: floors and remainders by hand.
const ApportionCase apportion_cases[] = {
    {"nothing", {}, 0, {}},
    {"whole_numbers", {1, 2, 3}, 6000, {1000, 2000, 3000}},
    {"thirds_of_one", {1.0 / 3, 1.0 / 3, 1.0 / 3}, 1000, {334, 333, 333}},
    {"two_thirds", {2.0 / 3, 2.0 / 3, 2.0 / 3}, 2000, {667, 667, 666}},
    {"largest_remainder_first", {.0004, .0007, .0009}, 2, {0, 1, 1}},
    {"half_goes_up", {.0005}, 1, {1}},
    {"negative_half_goes_down", {-.0005}, -1, {-1}},
    {"both_signs", {1.00025, -.50075, .0005}, 500, {1000, -501, 1}},
    {"cancels_out", {.3333, -.3333}, 0, {333, -333}},
    // Cooperation example of METHODS 5: 4 w p / .8 for .1875, .2, .157576, .12
    {"cooperation", {.9375, 1, .78788, .6}, 3325, {937, 1000, 788, 600}},
};

TEST(Apportion, table) {
  for (const ApportionCase& expected : apportion_cases) {
    const Apportioned found = apportion(expected.points);
    EXPECT_EQ(found.total, expected.total) << expected.name;
    EXPECT_EQ(found.parts, expected.parts) << expected.name;
  }
}

TEST(Apportion, parts_sum_to_the_rounded_total_and_stay_within_one) {
  std::mt19937 random(20240601);
  std::uniform_real_distribution<double> point(-40, 60);
  for (int round = 0; round < 2000; ++round) {
    std::vector<double> points(random() % 12);
    for (double& part : points) part = point(random);
    const Apportioned found = apportion(points);
    EXPECT_EQ(std::accumulate(found.parts.begin(), found.parts.end(), std::int64_t{0}), found.total);
    EXPECT_NEAR(static_cast<double>(found.total), 1000 * std::accumulate(points.begin(), points.end(), 0.0), .5001);
    double down = -1, up = 2;  // largest remainder rounded down, smallest rounded up
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double scaled = 1000 * points[i], remainder = scaled - std::floor(scaled);
      ASSERT_LT(std::abs(static_cast<double>(found.parts[i]) - scaled), 1.0001);
      (static_cast<double>(found.parts[i]) > scaled ? up : down) =
          static_cast<double>(found.parts[i]) > scaled ? std::min(up, remainder) : std::max(down, remainder);
    }
    EXPECT_LE(down, up + 1e-6);
  }
}

TEST(Apportion, order_of_the_parts_does_not_move_the_total) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> point(0, 1);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> points(20);
    for (double& part : points) part = point(random);
    const std::int64_t total = apportion(points).total;
    std::shuffle(points.begin(), points.end(), random);
    EXPECT_EQ(apportion(points).total, total);
  }
}

TEST(ToThousandths, noise_does_not_tip_a_half) {
  EXPECT_EQ(to_thousandths(.1 + .2), 300);
  EXPECT_EQ(to_thousandths(1.0005), 1001);
  EXPECT_EQ(to_thousandths(1.0005 - 1e-13), 1001);
  EXPECT_EQ(to_thousandths(1.0004999), 1000);
  EXPECT_EQ(to_thousandths(-1.0005), -1001);
}

TEST(ThousandthsText, decimals) {
  struct Case {
    std::int64_t thousandths;
    int decimals;
    const char* text;
  };
  constexpr Case cases[] = {{4325, 1, "4.3"}, {4325, 2, "4.33"}, {4325, 3, "4.325"},  {4325, 0, "4"},
                            {4500, 0, "5"},   {0, 1, "0.0"},     {5, 1, "0.0"},       {50, 1, "0.1"},
                            {-50, 1, "-0.1"}, {-49, 1, "0.0"},   {-4325, 2, "-4.33"}, {78788, 1, "78.8"},
                            {999, 0, "1"},    {7, 3, "0.007"}};
  for (const auto& [thousandths, decimals, text] : cases)
    EXPECT_EQ(thousandths_text(thousandths, decimals), text) << thousandths << " " << decimals;
}

}  // namespace
}  // namespace guanxi
