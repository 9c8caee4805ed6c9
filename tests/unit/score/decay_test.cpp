#include <guanxi/score/decay.hpp>

#include <gtest/gtest.h>

#include <limits>

#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

TEST(Decay, half_lives) {
  const std::vector<double> weights = half_life_weights(std::vector<double>{0, 30, 60, 15}, 30);
  EXPECT_EQ(weights[0], 1);
  EXPECT_EQ(weights[1], .5);
  EXPECT_EQ(weights[2], .25);
  EXPECT_NEAR(weights[3], std::sqrt(.5), 1e-15);
  EXPECT_EQ(test::code_thrown([] { (void)half_life_weights(std::vector<double>{1}, 0); }), "argument.half_life");
  EXPECT_EQ(test::code_thrown([] { (void)half_life_weights(std::vector<double>{-1}, 1); }), "argument.age");
  EXPECT_EQ(test::code_thrown(
                [] { (void)half_life_weights(std::vector<double>{std::numeric_limits<double>::quiet_NaN()}, 1); }),
            "argument.age");
  EXPECT_TRUE(half_life_weights({}, 30).empty());
}

}  // namespace
}  // namespace guanxi::score
