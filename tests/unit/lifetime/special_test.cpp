#include "../../../src/lifetime/special.hpp"

#include "../../../src/lifetime/panels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace guanxi::lifetime {
namespace {

double near(double expected, double relative) { return std::fabs(expected) * relative; }

// closed forms of NIST DLMF 15.4
TEST(Hypergeometric, closed_forms) {
  for (const double z : {1e-8, .1, .5, .79, .81, .9, .999, 1 - 1e-6, 1 - 1e-12}) {
    const double gap = 1 - z, root = std::sqrt(z);
    EXPECT_NEAR(log_hypergeometric(1, 1, 2, z), std::log(-std::log1p(-z) / z), 1e-12) << z;
    EXPECT_NEAR(log_hypergeometric(2.5, .7, 1.7, 0), 0, 0) << z;
    EXPECT_NEAR(log_hypergeometric(3, 1, 2, z), std::log((2 - z) / (2 * gap * gap)), 1e-11) << z;
    EXPECT_NEAR(log_hypergeometric(.5, .5, 1.5, z),
                std::log((z < .5 ? std::asin(root) : std::acos(0) - std::asin(std::sqrt(gap))) / root), 1e-11)
        << z;
    EXPECT_NEAR(log_hypergeometric(1, .5, 1.5, z),
                std::log((z < .5 ? std::atanh(root) : .5 * std::log((1 + root) * (1 + root) / gap)) / root), 1e-11)
        << z;
  }
}

// The series and Euler's integral meet where the one is exchanged for the other.
TEST(Hypergeometric, series_and_integral_agree) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> power(-3, 2);
  for (int round = 0; round < 300; ++round) {
    const double a = std::pow(10, power(random)), b = std::pow(10, power(random)), c = b + std::pow(10, power(random));
    const double z = .8 * std::generate_canonical<double, 53>(random);
    double term = 1, sum = 1;
    for (int n = 0; n < 4000; ++n) sum += term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
    EXPECT_NEAR(log_hypergeometric(a, b, c, z), std::log(sum), 1e-11 * (1 + std::log(sum)))
        << a << ' ' << b << ' ' << c << ' ' << z;
    const double beyond = .8 + .15 * std::generate_canonical<double, 53>(random);
    term = sum = 1;
    for (int n = 0; n < 20000; ++n) sum += term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * beyond;
    EXPECT_NEAR(log_hypergeometric(a, b, c, beyond), std::log(sum), 1e-11 * (1 + std::log(sum)))
        << a << ' ' << b << ' ' << c << ' ' << beyond;
  }
}

TEST(LogRising, products_and_huge_arguments) {
  EXPECT_EQ(log_rising(3, 0), 0);
  EXPECT_NEAR(log_rising(1, 5), std::log(120), 1e-14);
  EXPECT_NEAR(log_rising(.5, 2.5), std::lgamma(3) - std::lgamma(.5), 1e-14);
  for (const double a : {1e-9, .1, 3., 50.})
    for (const double n : {1., 7., 17., 40., 400., 2.5})
      EXPECT_NEAR(log_rising(a, n), std::lgamma(a + n) - std::lgamma(a), 1e-12 * (1 + std::fabs(std::lgamma(a + n))))
          << a << ' ' << n;
  EXPECT_NEAR(log_rising(1e12, 20), 20 * std::log(1e12), 1e-9);
  EXPECT_NEAR(log_rising(1e12, 20) - 20 * std::log(1e12), 190e-12, 1e-13 * 20 * std::log(1e12));
}

TEST(LogRising, slopes_are_those_of_differences) {
  for (const double a : {.01, .3, 2., 30.})
    for (const double n : {1., 5., 16., 17., 200.}) {
      const double step = 1e-4 * a;
      const RisingSlopes slopes = log_rising_slopes(a, n);
      EXPECT_NEAR(slopes.slope, (log_rising(a + step, n) - log_rising(a - step, n)) / (2 * step),
                  near(slopes.slope, 1e-6));
      EXPECT_NEAR(slopes.curvature,
                  (log_rising_slopes(a + step, n).slope - log_rising_slopes(a - step, n).slope) / (2 * step),
                  near(slopes.curvature, 1e-6));
    }
}

TEST(DecayIntegral, removable_at_zero) {
  EXPECT_EQ(decay_integral(0, 3), 3);
  EXPECT_NEAR(decay_integral(1e-13, 3), 3, 1e-12);
  EXPECT_NEAR(decay_integral(2, 3), (1 - std::exp(-6)) / 2, 1e-15);
  EXPECT_NEAR(decay_integral(-2, 3), (1 - std::exp(6)) / -2, 1e-12);
}

// a gamma function as an integral over the logarithm: peaks of any height and width
TEST(LogIntegral, gamma_functions) {
  for (const double shape : {1e-5, .01, .5, 1., 20., 5000.})
    EXPECT_NEAR(log_integral(
                    -45 / shape - 60, 40, [&](double u) { return shape * u - std::exp(u); },
                    [&](double u) { return shape - std::exp(u); }),
                std::lgamma(shape), 1e-12 * (1 + std::fabs(std::lgamma(shape))))
        << shape;
  EXPECT_EQ(log_integral(
                1, 1, [](double) { return 0.; }, [](double) { return 0.; }),
            -HUGE_VAL);
}

}  // namespace
}  // namespace guanxi::lifetime
