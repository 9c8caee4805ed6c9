#include <guanxi/score/topsis.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>
#include <functional>

#include "choices.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using choices::Table;
using guanxi::test::code_thrown;

void expect_near(const std::vector<double>& found, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], tolerance) << i;
}

// METHODS 5.
TEST(Topsis, oracle_by_vector_norm) {
  const TopsisResult result = topsis({choices::four, 3}, {.weights = choices::four_weights});
  expect_near(result.scores, {.503719659, .658084772, .748248660, .333997437}, 5e-10);
  expect_near(result.to_best, {.117495681, .063536123, .048666426, .130659583}, 5e-10);
  expect_near(result.to_worst, {.119256959, .122288076, .144645062, .065525222}, 5e-10);
  EXPECT_EQ(result.ranks, (std::vector<std::int32_t>{3, 2, 1, 4}));
  EXPECT_EQ(result.state, ChoiceState::enough);
  EXPECT_EQ(result.normalization, Normalization::vector);
}

TEST(Topsis, oracle_by_minmax_ties_and_depends_on_the_norm) {
  const double values[] = {1, 3000, 2, 3750, 5, 4500}, weights[] = {.5, .5};
  const Direction directions[] = {Direction::min, Direction::max};
  const TopsisOptions options{.weights = weights, .directions = directions, .normalization = Normalization::minmax};
  const TopsisResult result = topsis({values, 2}, options);
  expect_near(result.scores, {.5, .617217781, .5}, 5e-10);
  EXPECT_EQ(result.ranks, (std::vector<std::int32_t>{2, 1, 2}));
  EXPECT_EQ(topsis({values, 2}, {.weights = weights, .directions = directions}).ranks[0], 1);
}

TEST(Topsis, oracle_without_normalization_and_with_weights_as_given) {
  const double values[] = {1, 0, 3, 0, 5, 6}, weights[] = {1, 1, 1};
  const TopsisResult result = topsis(
      {values, 3}, {.weights = weights, .normalization = Normalization::none, .weight_scale = WeightScale::as_given});
  expect_near(result.scores, {.146392482, .853607518}, 5e-10);
  EXPECT_NEAR(result.to_best[0], std::sqrt(34.), 1e-12);
  EXPECT_EQ(result.shares[1].weight, 1);
  EXPECT_NEAR(topsis({values, 3}, {.normalization = Normalization::none}).to_best[0], std::sqrt(34.) / 3, 1e-12);
}

TEST(Topsis, extremes_of_size_stay_finite) {
  for (const double unit : {1e-280, 1e-150, 1e150, 1e289}) {
    std::vector<double> values = choices::four;
    for (double& value : values) value *= unit;
    for (const Normalization normalization :
         {Normalization::vector, Normalization::minmax, Normalization::max, Normalization::sum, Normalization::none}) {
      const TopsisOptions options{.weights = choices::four_weights, .normalization = normalization};
      expect_near(topsis({values, 3}, options).scores, topsis({choices::four, 3}, options).scores, 1e-13);
    }
  }
}

TEST(Topsis, constant_criteria_are_dropped_with_a_finding) {
  const double values[] = {1, 7, 2, 7, 5, 7}, weights[] = {.5, .5};
  const TopsisResult result = topsis({values, 2}, {.weights = weights});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "score.constant_criterion");
  EXPECT_EQ(result.findings[0].field, "matrix[:][1]");
  EXPECT_EQ(result.findings[0].message.en, "criterion 2 is 7.000000 for every alternative and was left out");
  EXPECT_EQ(result.shares[0].weight, 1);
  EXPECT_EQ(result.shares[1].weight, 0);
  expect_near(result.scores, {0, .25, 1}, 1e-15);
}

TEST(Topsis, says_so_where_nothing_can_be_compared) {
  const double same[] = {1, 2, 1, 2}, other[] = {1, 2, 1, 3}, first_only[] = {1, 0};
  const TopsisResult none = topsis({{}, 2}), one = topsis({{same, 2}, 2}), alike = topsis({same, 2});
  EXPECT_EQ(none.state, ChoiceState::no_alternatives);
  EXPECT_TRUE(none.scores.empty() && none.ranks.empty());
  EXPECT_EQ(one.state, ChoiceState::one_alternative);
  EXPECT_EQ(one.ranks, std::vector<std::int32_t>{1});
  EXPECT_TRUE(one.findings.empty());
  EXPECT_EQ(alike.state, ChoiceState::no_difference);
  EXPECT_EQ(alike.ranks, (std::vector<std::int32_t>{1, 1}));
  EXPECT_EQ(alike.scores, (std::vector<double>{0, 0}));
  EXPECT_EQ(alike.findings.size(), 2U);
  EXPECT_EQ(topsis({other, 2}, {.weights = first_only}).state, ChoiceState::no_difference);
  for (const MatrixView odd : {MatrixView{{}, 2}, MatrixView{{same, 2}, 2}, MatrixView{same, 2}}) {
    const TopsisResult all = topsis(odd, {.swap = true, .reversals = true});
    EXPECT_EQ(all.swap.state, odd.rows() > 1 ? SwapState::tied : SwapState::none);
    EXPECT_EQ(all.reversals.size(), odd.rows());
  }
}

TEST(Topsis, bad_weights_and_directions_are_named) {
  const auto thrown = [](std::vector<double> weights, std::vector<Direction> directions) {
    return code_thrown<ArgumentError>([&] {
      (void)topsis({choices::four, 3}, {.weights = weights, .directions = directions});
    });
  };
  EXPECT_EQ(thrown({1, 1}, {}), "score.weights");
  EXPECT_EQ(thrown({1, -1, 1}, {}), "score.weights");
  EXPECT_EQ(thrown({0, 0, 0}, {}), "score.weights");
  EXPECT_EQ(thrown({1, std::nan(""), 1}, {}), "score.weights");
  EXPECT_EQ(thrown({}, {Direction::max}), "score.directions");
  const double negative[] = {1, -2, 3};
  for (const Normalization normalization : {Normalization::max, Normalization::sum})
    EXPECT_EQ(code_thrown([&] { (void)topsis({negative, 1}, {.normalization = normalization}); }), "score.matrix");
  EXPECT_EQ(code_thrown([&] { (void)distance_shares({choices::four, 3}, 4); }), "score.alternative");
}

TEST(Topsis, shares_say_what_the_distances_are_made_of) {
  const double values[] = {0, 0, 3, 4};
  const auto shares = topsis({values, 2}, {.normalization = Normalization::none}).shares;
  EXPECT_NEAR(shares[0].to_best, 9. / 25, 1e-15);
  EXPECT_NEAR(shares[1].to_worst, 16. / 25, 1e-15);
  const auto best = distance_shares({values, 2}, 1, {.normalization = Normalization::none});
  EXPECT_EQ(best[0].to_best, 0);
  EXPECT_NEAR(best[0].to_worst, 9. / 25, 1e-15);
}

// The definition, criterion by criterion.
std::vector<double> reference(const Table& table, Normalization normalization, const std::vector<double>& weights) {
  std::vector<double> best(table.rows()), worst(table.rows()), scores;
  for (std::size_t j = 0; j < table.columns; ++j) {
    if (!table.counts(j)) continue;
    double squares = 0, sum = 0;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      squares += table.at(i, j) * table.at(i, j);
      sum += table.at(i, j);
    }
    const double unit = normalization == Normalization::vector   ? std::sqrt(squares)
                        : normalization == Normalization::minmax ? table.high(j) - table.low(j)
                        : normalization == Normalization::max    ? table.high(j)
                        : normalization == Normalization::sum    ? sum
                                                                 : 1;
    const bool more = table.directions[j] == Direction::max;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      best[i] += std::pow(weights[j] * (table.at(i, j) - (more ? table.high(j) : table.low(j))) / unit, 2);
      worst[i] += std::pow(weights[j] * (table.at(i, j) - (more ? table.low(j) : table.high(j))) / unit, 2);
    }
  }
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double sum = std::sqrt(best[i]) + std::sqrt(worst[i]);
    scores.push_back(sum > 0 ? std::sqrt(worst[i]) / sum : 0);
  }
  return scores;
}

TEST(TopsisProperties, random_tables_equal_the_definition_and_do_not_depend_on_order) {
  std::mt19937_64 random(5);
  int tied = 0;
  for (int round = 0; round < 500; ++round) {
    const Table table = choices::random_table(random);
    const auto normalization = static_cast<Normalization>(round % 5);
    const TopsisOptions options{
        .weights = table.weights, .directions = table.directions, .normalization = normalization};
    const TopsisResult result = topsis(table.view(), options);
    expect_near(result.scores, reference(table, normalization, table.weights), 1e-12);
    ASSERT_EQ(result.ranks, choices::slow_ranks(result.scores, true));
    for (const std::int32_t rank : result.ranks)
      tied += rank > 1 && std::count(result.ranks.begin(), result.ranks.end(), rank) > 1;
    const auto order = choices::random_order(random, table.rows());
    const Table other = table.reordered(order);
    const TopsisResult again = topsis(other.view(), options);
    for (std::size_t i = 0; i < order.size(); ++i) {
      ASSERT_EQ(again.scores[i], result.scores[order[i]]) << "bit for bit";
      ASSERT_EQ(again.to_best[i], result.to_best[order[i]]);
      ASSERT_EQ(again.ranks[i], result.ranks[order[i]]);
    }
    ASSERT_EQ(again.shares, result.shares);
  }
  EXPECT_GT(tied, 50);
}

TEST(Topsis, many_alternatives_are_ranked_alike) {
  std::mt19937_64 random(15);
  for (const std::size_t rows : {4999U, 5000U, 20000U}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < 2 * rows; ++i)
      values.push_back(static_cast<double>(random() % (i % 3 == 0 ? 50 : 1000000)) - 20);
    const TopsisResult result = topsis({values, 2}, {.normalization = Normalization::minmax});
    std::vector<double> sorted = result.scores;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    for (std::size_t i = 0; i < rows; ++i)
      ASSERT_EQ(
          result.ranks[i],
          1 + std::lower_bound(sorted.begin(), sorted.end(), result.scores[i], std::greater<>()) - sorted.begin());
  }
}

TEST(TopsisProperties, the_swap_makes_both_level_and_nothing_nearer_does) {
  std::mt19937_64 random(6);
  int found = 0;
  for (int round = 0; round < 400; ++round) {
    const Table table = choices::random_table(random);
    const bool scaled = round % 2 == 0;
    TopsisOptions options{.weights = table.weights,
                          .directions = table.directions,
                          .normalization = static_cast<Normalization>(round % 5),
                          .weight_scale = scaled ? WeightScale::to_one : WeightScale::as_given,
                          .swap = true};
    const TopsisResult result = topsis(table.view(), options);
    const WeightSwap& swap = result.swap;
    ASSERT_EQ(swap.state == SwapState::tied, std::count(result.ranks.begin(), result.ranks.end(), 1) > 1);
    if (swap.state == SwapState::tied) continue;
    const auto with = [&](std::size_t k, double to) {  // lead of the first over each second
      std::vector<double> weights(table.columns);
      for (std::size_t j = 0; j < table.columns; ++j) {
        const double own = result.shares[j].weight;
        weights[j] = j == k                                  ? to
                     : scaled && result.shares[k].weight < 1 ? own * (1 - to) / (1 - result.shares[k].weight)
                                                             : own;
      }
      return reference(table, options.normalization, weights);
    };
    const auto first =
        static_cast<std::size_t>(std::find(result.ranks.begin(), result.ranks.end(), 1) - result.ranks.begin());
    double reach = .3;
    const bool close =
        swap.state == SwapState::found && std::abs(swap.to - swap.used) < 1e-12;  // level but for rounding
    if (close) continue;
    if (swap.state == SwapState::found) {
      ++found;
      ASSERT_EQ(swap.first, static_cast<std::int64_t>(first));
      ASSERT_EQ(swap.used, result.shares[static_cast<std::size_t>(swap.criterion)].weight);
      const auto at = with(static_cast<std::size_t>(swap.criterion), swap.to);
      ASSERT_NEAR(at[first], at[static_cast<std::size_t>(swap.second)], 1e-9);
      const auto beyond = with(static_cast<std::size_t>(swap.criterion), swap.to + (swap.to - swap.used) * 1e-3);
      if (swap.to * 1.001 < 1 || !scaled) {
        ASSERT_LT(beyond[first], beyond[static_cast<std::size_t>(swap.second)])
            << swap.used << ' ' << swap.to << ' ' << round;
      }
      reach = std::min(reach, std::abs(swap.to - swap.used));
    }
    for (std::size_t k = 0; k < table.columns; ++k) {
      const double from = result.shares[k].weight;
      if (from == 0 || from == 1) continue;
      for (const double to : {from - reach * .999, from + reach * .999, from - reach * .5, from + reach * .5}) {
        if (to < 1e-6 || (scaled && to > 1 - 1e-6)) continue;
        const auto scores = with(k, to);
        for (std::size_t i = 0; i < table.rows(); ++i)
          if (result.ranks[i] == 2) {
            ASSERT_GT(scores[first], scores[i] - 1e-12) << round;
          }
      }
    }
  }
  EXPECT_GT(found, 100);
}

TEST(TopsisProperties, reversals_are_rankings_of_the_rest) {
  std::mt19937_64 random(7);
  int reversed = 0, moved = 0;
  for (int round = 0; round < 300; ++round) {
    const Table table = choices::random_table(random);
    const TopsisOptions options{.weights = table.weights, .directions = table.directions, .reversals = true};
    const TopsisResult result = topsis(table.view(), options);
    ASSERT_EQ(result.reversals.size(), table.rows());
    for (std::size_t drop = 0; drop < table.rows(); ++drop) {
      Table rest = table;
      rest.values.erase(rest.values.begin() + static_cast<std::ptrdiff_t>(drop * table.columns),
                        rest.values.begin() + static_cast<std::ptrdiff_t>((drop + 1) * table.columns));
      const auto now = topsis(rest.view(), {.weights = table.weights, .directions = table.directions}).ranks;
      std::vector<std::int32_t> before = result.ranks;
      before.erase(before.begin() + static_cast<std::ptrdiff_t>(drop));
      const std::int32_t least = *std::min_element(before.begin(), before.end());
      std::vector<std::int64_t> first;
      bool kept = true, same = true;
      for (std::size_t i = 0; i < now.size(); ++i) {
        if (now[i] == 1) first.push_back(static_cast<std::int64_t>(i + (i >= drop ? 1 : 0)));
        same = same && (now[i] == 1) == (before[i] == least);
        for (std::size_t k = 0; k < now.size(); ++k) kept = kept && !(before[i] < before[k] && now[i] > now[k]);
      }
      const Dropped& one = result.reversals[drop];
      ASSERT_EQ(one.alternative, static_cast<std::int64_t>(drop));
      ASSERT_EQ(one.first, first);
      ASSERT_EQ(one.same_first, same);
      ASSERT_EQ(one.order_kept, kept);
      reversed += !same;
      moved += !kept;
    }
  }
  EXPECT_GT(reversed, 10);
  EXPECT_GT(moved, 10);
}

}  // namespace
}  // namespace guanxi::score
