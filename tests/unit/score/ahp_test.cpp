#include <guanxi/score/ahp.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> from_upper(std::size_t n, const std::vector<double>& upper) {
  std::vector<double> cells(n * n, 1);
  std::size_t next = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      cells[i * n + j] = upper[next++];
      cells[j * n + i] = 1 / cells[i * n + j];
    }
  return cells;
}

// METHODS 5: how much coffee, wine, tea, beer, soda, milk and water are drunk.
std::vector<double> drinks() {
  return from_upper(7, {9,      5,   2,      1,      1,  .5, 1. / 3, 1. / 9, 1. / 9, 1. / 9, 1. / 9,
                        1. / 3, .25, 1. / 3, 1. / 9, .5, 1,  1. / 3, 2,      .5,     1. / 3});
}

TEST(Ahp, drinks_by_eigenvector) {
  const auto cells = drinks();
  const AhpResult result = ahp({cells, 7});
  const double weights[] = {.177456747, .019149476, .041831182, .116417032, .189572375, .128780549, .326792639};
  for (std::size_t i = 0; i < 7; ++i) EXPECT_NEAR(result.weights[i], weights[i], 5e-10) << i;
  EXPECT_NEAR(result.lambda_max, 7.176629039, 5e-10);
  EXPECT_NEAR(result.consistency_index, .0294381732, 5e-11);
  EXPECT_NEAR(*result.consistency_ratio, .0223016464, 5e-11);
  EXPECT_EQ(result.consistent, true);
  EXPECT_NEAR(*ahp({cells, 7}, {.random_index = RandomIndex::donegan_dodd}).consistency_ratio, .0235148, 5e-8);
}

TEST(Ahp, drinks_by_geometric_mean) {
  const auto cells = drinks();
  const AhpResult result = ahp({cells, 7}, {.method = AhpMethod::geometric});
  const double weights[] = {.178723385, .018460616, .042234387, .116498398, .191135509, .128624659, .324323046};
  for (std::size_t i = 0; i < 7; ++i) EXPECT_NEAR(result.weights[i], weights[i], 5e-10) << i;
  EXPECT_NEAR(result.lambda_max, 7.176629039, 5e-10);
}

TEST(Ahp, missing_pairs_make_lambda_smallest) {
  const Judgement judgements[] = {{0, 1, 1}, {0, 2, 5}, {3, 0, .5}, {1, 2, 3}, {1, 3, 4}};
  const AhpResult result = ahp_judgements(4, judgements);
  ASSERT_EQ(result.filled.size(), 1U);
  EXPECT_EQ(result.filled[0].first, 2);
  EXPECT_EQ(result.filled[0].second, 3);
  EXPECT_NEAR(result.filled[0].value, std::sqrt(8. / 15), 1e-10);
  const double weights[] = {.373786884, .391992548, .098484218, .135736350};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(result.weights[i], weights[i], 5e-10) << i;
  EXPECT_NEAR(result.lambda_max, 4.0923672939, 5e-11);
  EXPECT_NEAR(*result.consistency_ratio, .0342101, 5e-8);
  EXPECT_NEAR(*ahp_judgements(4, judgements, {.random_index = RandomIndex::donegan_dodd}).consistency_ratio, .0371580,
              5e-8);
}

TEST(Ahp, a_matrix_may_lack_cells) {
  auto cells = from_upper(4, {1, 5, 2, 3, 4, missing});
  const AhpResult whole = ahp({cells, 4});
  EXPECT_NEAR(whole.filled.at(0).value, std::sqrt(8. / 15), 1e-10);
  cells[1 * 4 + 0] = missing;  // still known from the other side
  EXPECT_EQ(ahp({cells, 4}), whole);
}

TEST(Ahp, few_and_many_things) {
  const double one[] = {1}, two[] = {1, 4, .25, 1};
  EXPECT_EQ(ahp({one, 1}).weights, std::vector{1.0});
  const AhpResult pair = ahp({two, 2});
  EXPECT_NEAR(pair.weights[0], .8, 1e-15);
  EXPECT_EQ(pair.consistency_ratio, 0);
  EXPECT_EQ(pair.consistent, true);
  EXPECT_FALSE(pair.worst);
  const std::vector<double> eleven(121, 1);
  const AhpResult many = ahp({eleven, 11});
  EXPECT_EQ(many.state, AhpState::no_random_index);
  EXPECT_FALSE(many.consistency_ratio);
  EXPECT_FALSE(many.consistent);
  EXPECT_NEAR(many.weights[3], 1. / 11, 1e-15);
}

TEST(Ahp, a_circle_is_far_from_consistent) {
  for (const double a : {2., 9., 1e3, 1e9}) {
    const auto cells = from_upper(3, {a, 1 / a, a});
    const AhpResult result = ahp({cells, 3});
    // Closed form: a circulant matrix has λ = 1 + a + 1/a and equal weights; one judgement set to 1/a² makes it fit.
    EXPECT_NEAR(result.lambda_max / (1 + a + 1 / a), 1, 1e-14) << a;
    for (const double weight : result.weights) EXPECT_NEAR(weight, 1. / 3, 1e-14) << a;
    EXPECT_EQ(result.consistent, a <= 1) << a;
    ASSERT_TRUE(result.worst);
    EXPECT_NEAR(result.worst->lambda_max, 3, 1e-9) << a;
    EXPECT_NEAR(result.worst->best * a * a, 1, 1e-6) << a;
  }
}

TEST(Ahp, the_planted_slip_is_found) {
  // Weights 4 : 2 : 1 : 1 with the comparison of 0 and 3 turned round.
  const auto cells = from_upper(4, {2, 4, 1. / 4, 2, 2, 1});
  const AhpResult result = ahp({cells, 4});
  ASSERT_TRUE(result.worst);
  EXPECT_EQ(result.worst->first, 0);
  EXPECT_EQ(result.worst->second, 3);
  EXPECT_EQ(result.worst->given, .25);
  EXPECT_NEAR(result.worst->best, 4, 1e-9);
  EXPECT_NEAR(result.worst->lambda_max, 4, 1e-12);
  EXPECT_FALSE(*result.consistent);
  EXPECT_FALSE(ahp({cells, 4}, {.advise = false}).worst);
}

TEST(Ahp, bad_judgements_are_named) {
  const auto thrown = [](std::vector<double> cells, std::size_t n) {
    try {
      (void)ahp({cells, n});
    } catch (const ArgumentError& error) {
      return error.code() + ": " + error.what();
    }
    return std::string("nothing thrown");
  };
  EXPECT_EQ(thrown({1, 2, .4, 1}, 2),
            "score.judgement: matrix[1][0] must be 1 / matrix[0][1] = 0.500000, found 0.400000");
  EXPECT_EQ(thrown({1, -2, -.5, 1}, 2), "score.judgement: matrix[0][1] must be from 1e-9 to 1e9, found -2.000000");
  EXPECT_EQ(thrown({1, 0, 2, 1}, 2).substr(0, 41), "score.judgement: matrix[0][1] must be fro");
  EXPECT_EQ(thrown({1, 2, .5, 3}, 2), "score.judgement: matrix[1][1] must be 1, found 3.000000");
  EXPECT_EQ(thrown({1, 2, .5 + 1e-10, 1}, 2), "nothing thrown");
  EXPECT_EQ(thrown({1, 2, .5 + 1e-8, 1}, 2).substr(0, 15), "score.judgement");
  EXPECT_EQ(thrown({1, 2, 3}, 2).substr(0, 12), "score.matrix");
  EXPECT_EQ(thrown({}, 0).substr(0, 12), "score.matrix");
  EXPECT_EQ(thrown({1, missing, missing, 1}, 2),
            "score.disconnected: no chain of comparisons links 0 and 1; compare one of each group");
  using test::code_thrown;
  const Judgement outside[] = {{0, 3, 2}}, self[] = {{1, 1, 1}}, twice[] = {{0, 1, 2}, {1, 0, .5}},
                  apart[] = {{0, 1, 2}};
  for (const std::span<const Judgement> bad :
       {std::span<const Judgement>(outside), std::span<const Judgement>(self), std::span<const Judgement>(twice)})
    EXPECT_EQ(code_thrown([&] { (void)ahp_judgements(3, bad); }), "score.judgement");
  EXPECT_EQ(code_thrown([&] { (void)ahp_judgements(3, apart); }), "score.disconnected");
}

TEST(Ahp, groups_take_geometric_means_of_those_who_judged) {
  const auto a = from_upper(3, {2, 8, missing}), b = from_upper(3, {8, 2, missing}), c = from_upper(3, {missing, 4, 3});
  const MatrixView all[] = {{a, 3}, {b, 3}, {c, 3}};
  const auto mean = group_judgements(all);
  EXPECT_NEAR(mean[1], 4, 1e-14);
  EXPECT_NEAR(mean[2], 4, 1e-14);
  EXPECT_NEAR(mean[5], 3, 1e-14);
  EXPECT_NEAR(mean[3], .25, 1e-15);
  const double two[] = {1, 1, 1, 1};
  const MatrixView mixed[] = {{a, 3}, {two, 2}};
  EXPECT_EQ(test::code_thrown([&] { (void)group_judgements(mixed); }), "score.matrix");
  EXPECT_EQ(test::code_thrown([] { (void)group_judgements({}); }), "score.matrix");
}

// Slow and obvious: powers of the matrix for λ and weights; a fine search over one value for the best fit.
double slow_lambda(const std::vector<double>& cells, std::size_t n, std::vector<double>* weights = nullptr) {
  std::vector<double> x(n, 1);
  double lambda = 0;
  for (int step = 0; step < 4000; ++step) {
    std::vector<double> y(n);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) y[i] += cells[i * n + j] * x[j];
      sum += y[i];
    }
    for (double& value : y) value /= sum;
    lambda = sum;
    x = y;
  }
  if (weights != nullptr) *weights = x;
  return lambda;
}

TEST(AhpProperties, random_matrices_equal_the_power_method_and_do_not_depend_on_order) {
  std::mt19937_64 random(71);
  for (int round = 0; round < 250; ++round) {
    const std::size_t n = 2 + random() % 7;
    std::vector<double> upper;
    for (std::size_t k = 0; k < n * (n - 1) / 2; ++k) {
      const double value = 1 + static_cast<double>(random() % 9);
      upper.push_back(random() % 2 == 0 ? value : 1 / value);
    }
    const auto cells = from_upper(n, upper);
    const AhpResult result = ahp({cells, n}, {.advise = round % 10 == 0});
    std::vector<double> weights;
    const double lambda = slow_lambda(cells, n, &weights);
    ASSERT_NEAR(result.lambda_max, lambda, 1e-9 * lambda);
    for (std::size_t i = 0; i < n; ++i) ASSERT_NEAR(result.weights[i], weights[i], 1e-10);
    if (result.worst) {  // no value of any pair does better
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j)
          for (const double factor : {.25, .5, .9, 1.1, 2., 4.}) {
            auto other = cells;
            const bool is_worst = static_cast<std::size_t>(result.worst->first) == i &&
                                  static_cast<std::size_t>(result.worst->second) == j;
            other[i * n + j] = (is_worst ? result.worst->best : cells[i * n + j]) * factor;
            other[j * n + i] = 1 / other[i * n + j];
            ASSERT_GE(ahp({other, n}, {.advise = false}).lambda_max, result.worst->lambda_max - 1e-9);
          }
    }
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    std::vector<double> shuffled(n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) shuffled[i * n + j] = cells[order[i] * n + order[j]];
    const AhpResult again = ahp({shuffled, n}, {.advise = false});
    for (std::size_t i = 0; i < n; ++i) ASSERT_NEAR(again.weights[i], result.weights[order[i]], 1e-13);
  }
}

TEST(AhpProperties, filled_values_are_the_least_and_recover_consistent_ones) {
  std::mt19937_64 random(72);
  std::uniform_real_distribution<double> spread(-2, 2);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 3 + random() % 4;
    std::vector<double> logs, upper;
    for (std::size_t i = 0; i < n; ++i) logs.push_back(spread(random));
    const double noise = round % 2 == 0 ? 0 : .3;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i + 1; j < n; ++j)
        upper.push_back(j > i + 1 && random() % 3 == 0 ? missing
                                                       : std::exp(logs[i] - logs[j] + noise * spread(random)));
    const auto cells = from_upper(n, upper);
    const AhpResult result = ahp({cells, n}, {.advise = false});
    if (noise == 0) {
      ASSERT_NEAR(result.lambda_max, static_cast<double>(n), 1e-12);
      for (const Judgement& one : result.filled)
        ASSERT_NEAR(std::log(one.value),
                    logs[static_cast<std::size_t>(one.first)] - logs[static_cast<std::size_t>(one.second)], 1e-6);
    }
    auto filled = cells;
    const auto put = [&](std::vector<double>& into, const Judgement& one, double factor) {
      into[static_cast<std::size_t>(one.first) * n + static_cast<std::size_t>(one.second)] = one.value * factor;
      into[static_cast<std::size_t>(one.second) * n + static_cast<std::size_t>(one.first)] = 1 / (one.value * factor);
    };
    for (const Judgement& one : result.filled) put(filled, one, 1);
    for (int trial = 0; trial < 10; ++trial) {
      auto other = filled;
      for (const Judgement& one : result.filled) put(other, one, std::exp(.2 * spread(random)));
      ASSERT_GE(ahp({other, n}, {.advise = false}).lambda_max, result.lambda_max - 1e-11);
    }
  }
}

}  // namespace
}  // namespace guanxi::score
