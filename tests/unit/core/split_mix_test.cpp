#include <guanxi/core/split_mix.hpp>

#include <gtest/gtest.h>

#include <array>

namespace guanxi {
namespace {

// First numbers of the authors' splitmix64.c for the seed 1234567.
TEST(SplitMix, gives_the_published_sequence) {
  SplitMix random(1234567);
  for (const std::uint64_t expected :
       {6457827717110365317U, 3203168211198807973U, 9817491932198370423U, 4593380528125082431U, 16408922859458223821U})
    EXPECT_EQ(random.next(), expected);
}

TEST(SplitMix, below_reaches_every_number_equally_often) {
  SplitMix random(7);
  std::array<int, 5> seen{};
  for (int i = 0; i < 50'000; ++i) ++seen.at(random.below(5));
  for (const int times : seen) EXPECT_NEAR(times, 10'000, 400);  // 4.5 standard deviations
}

TEST(SplitMix, below_leaves_out_what_would_favour_some) {
  constexpr std::uint64_t count = (std::uint64_t{1} << 63U) + 1;  // nearly half of all numbers are drawn again
  SplitMix random(3), same(3);
  for (int i = 0; i < 200; ++i) {
    std::uint64_t expected = same.next();
    while (expected >= count) expected = same.next();
    EXPECT_EQ(random.below(count), expected);
  }
  EXPECT_EQ(random.below(1), 0U);
}

}  // namespace
}  // namespace guanxi
