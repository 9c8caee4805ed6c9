#include <guanxi/score/bins.hpp>

#include <guanxi/core/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "unknown.hpp"

#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using BinNumbers = std::vector<double>;

TEST(Bins, quantiles_are_values_of_the_data) {
  EXPECT_EQ(quantile_cuts(BinNumbers{1, 2, 3, 4, 5, 6, 7, 8}, 4), (BinNumbers{2, 4, 6}));
  EXPECT_EQ(quantile_cuts(BinNumbers{8, 3, 1, 2, 5, 4, 7, 6}, 4), (BinNumbers{2, 4, 6})) << "in any order";
  EXPECT_EQ(quantile_cuts(BinNumbers{1, 1, 1, 1, 1, 1, 2, 3, 4, 5}, 4), (BinNumbers{1, 3})) << "equal cuts are one";
  EXPECT_EQ(quantile_cuts(BinNumbers{1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5}, 4), (BinNumbers{3}))
      << "none at the greatest value";
  EXPECT_EQ(quantile_cuts(BinNumbers{0, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 5), (BinNumbers{0})) << "few values: each its bin";
  EXPECT_EQ(quantile_cuts(BinNumbers{1, 2, 3}, 1), BinNumbers{});
}

TEST(Bins, widths_are_equal) {
  EXPECT_EQ(width_cuts(BinNumbers{0, 10, 3}, 4), (BinNumbers{2.5, 5, 7.5}));
  EXPECT_EQ(width_cuts(BinNumbers{-1e300, 1e300}, 2), (BinNumbers{0})) << "no overflow";
  EXPECT_EQ(width_cuts(BinNumbers{2, 2}, 4), BinNumbers{});
}

TEST(Bins, nothing_known_gives_no_cut) {
  EXPECT_EQ(quantile_cuts({}, 4), BinNumbers{});
  EXPECT_EQ(quantile_cuts(BinNumbers{unknown, 7, unknown}, 4), BinNumbers{});
  EXPECT_EQ(width_cuts(BinNumbers{unknown}, 4), BinNumbers{});
  EXPECT_EQ(quantile_cuts(BinNumbers{1, 9, 2}, 4, BinNumbers{1, 0, 1}), (BinNumbers{1})) << "weight 0 leaves out";
}

TEST(Bins, names) {
  const BinNumbers cuts = {12, 24.5};
  EXPECT_EQ(bin_text(cuts, 0), "≤ 12");
  EXPECT_EQ(bin_text(cuts, 1), "(12, 24.5]");
  EXPECT_EQ(bin_text(cuts, 2), "> 24.5");
  EXPECT_EQ(bin_text({}, 0), "*");
  EXPECT_EQ(bin_text(BinNumbers{.1, 1e6 + .1, 1e6 + .2}, 2), "(1000000.1, 1000000.2]") << "never two of one name";
  EXPECT_EQ(bin_of(cuts, 12), 0U);
  EXPECT_EQ(bin_of(cuts, 12.001), 1U);
  EXPECT_EQ(bin_of(cuts, 25), 2U);
}

TEST(Bins, bad_arguments) {
  EXPECT_EQ(test::code_thrown([] { (void)quantile_cuts(BinNumbers{1}, 0); }), "argument.range");
  EXPECT_EQ(test::code_thrown([] { (void)width_cuts(BinNumbers{1}, -1); }), "argument.range");
  EXPECT_EQ(test::code_thrown([] { (void)quantile_cuts(BinNumbers{1, 2}, 2, BinNumbers{1}); }), "argument.weights");
}

// Cut k of the definition, found by trying all values.
BinNumbers slow_quantiles(BinNumbers values, const BinNumbers& weights, int bins) {
  std::vector<std::pair<double, int>> sorted;
  int all = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int weight = weights.empty() ? 1 : static_cast<int>(weights[i]);
    if (weight > 0) sorted.emplace_back(values[i], weight);
    all += weight;
  }
  std::sort(sorted.begin(), sorted.end());
  BinNumbers distinct, cuts;
  for (const auto& [value, weight] : sorted)
    if (distinct.empty() || distinct.back() != value) distinct.push_back(value);
  if (distinct.size() <= static_cast<std::size_t>(bins)) {
    if (!distinct.empty()) distinct.pop_back();
    return distinct;
  }
  for (int k = 1; k < bins; ++k)
    for (const double candidate : distinct) {
      int below = 0;
      for (const auto& [value, weight] : sorted) below += value <= candidate ? weight : 0;
      if (below * bins < k * all) continue;
      if ((cuts.empty() || cuts.back() != candidate) && candidate != distinct.back()) cuts.push_back(candidate);
      break;
    }
  return cuts;
}

TEST(Bins, random_samples_equal_the_definition) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    BinNumbers values, weights;
    for (std::size_t i = random() % 40; i > 0; --i) {
      values.push_back(static_cast<double>(random() % 15));
      if (round % 2 == 1) weights.push_back(static_cast<double>(random() % 3));
    }
    const int bins = 1 + static_cast<int>(random() % 7);
    const BinNumbers cuts = quantile_cuts(values, bins, weights);
    ASSERT_EQ(cuts, slow_quantiles(values, weights, bins));
    for (const double value : values) {
      const std::size_t bin = bin_of(cuts, value);
      ASSERT_TRUE(bin == 0 || cuts[bin - 1] < value);
      ASSERT_TRUE(bin == cuts.size() || value <= cuts[bin]);
    }
  }
}

}  // namespace
}  // namespace guanxi::score
