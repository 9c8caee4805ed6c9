#include <guanxi/need/sensitivity.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"
#include "today.hpp"

namespace guanxi::need::sensitivity_tests {
namespace {

Id<Need> number(int n) {
  Id<Need> id;
  id.uuid.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}

// docs/methods/need.md: importance high, urgency low against importance medium, urgency high.
std::vector<Need> sensitive_example() {
  return {{.id = number(1), .urgency = Grade::low, .importance = Grade::high},
          {.id = number(2), .urgency = Grade::high, .importance = Grade::medium}};
}

TEST(Sensitivity, worked_example) {
  const RankSensitivity found = rank_sensitivity(sensitive_example(), {.as_of = today});
  EXPECT_EQ(found.state, SensitivityState::measured);
  EXPECT_EQ(found.first, number(2));
  EXPECT_EQ(found.second, number(1));
  EXPECT_EQ(found.swap_state, SwapState::found);
  ASSERT_TRUE(found.swap);
  EXPECT_EQ(found.swap->part, "urgency");
  EXPECT_NEAR(found.swap->weight, .3, 1e-12);
  EXPECT_NEAR(found.swap->needed, .2, 1e-12);
  EXPECT_NEAR(found.swap->change, -.1, 1e-12);
  EXPECT_EQ(found.reason.en,
            "with the other weights as they are, urgency falling from 30.0% to 20.0% swaps the first two");
  EXPECT_EQ(found.reason.zh, "其余权重不变，紧急性的权重由 30.0% 降到 20.0%，前两项即换位");
  EXPECT_EQ(found.draws, 1000);
  EXPECT_EQ(found.order_kept, 1) << "importance +20 % and urgency −20 %: .48 · .5 = .24 = .3 · .8 is the edge";
  const RankSensitivity wide = rank_sensitivity(sensitive_example(), {.as_of = today}, {.spread = .5});
  EXPECT_LT(wide.first_kept, 1);
  EXPECT_EQ(wide.first_kept, wide.order_kept);
}

TEST(Sensitivity, states_and_edges) {
  const std::vector<Need> two = sensitive_example();
  EXPECT_EQ(rank_sensitivity({}, {.as_of = today}).state, SensitivityState::too_few);
  const RankSensitivity one = rank_sensitivity({two.data(), 1}, {.as_of = today});
  EXPECT_EQ(one.state, SensitivityState::too_few);
  EXPECT_EQ(one.needs, 1);
  EXPECT_EQ(one.swap_state, SwapState::none);
  EXPECT_EQ(one.reason.en, "Fewer than two needs");
  EXPECT_EQ(rank_sensitivity(two, {.as_of = today, .method = RankMethod::opportunity}).state,
            SensitivityState::not_weighted);

  const std::vector<Need> equal{{.id = number(2), .importance = Grade::high},
                                {.id = number(1), .importance = Grade::high}};
  const RankSensitivity tied = rank_sensitivity(equal, {.as_of = today});
  EXPECT_EQ(tied.swap_state, SwapState::tied);
  EXPECT_FALSE(tied.swap);
  EXPECT_EQ(tied.first, number(1));
  EXPECT_EQ(tied.order_kept, 1);

  const std::vector<Need> dominated{{.id = number(1), .urgency = Grade::high, .importance = Grade::high},
                                    {.id = number(2), .urgency = Grade::low, .importance = Grade::medium}};
  const RankSensitivity none = rank_sensitivity(dominated, {.as_of = today});
  EXPECT_EQ(none.swap_state, SwapState::none);
  EXPECT_EQ(none.reason.en, "no change of a single weight swaps the first two");
  EXPECT_EQ(none.first_kept, 1);

  const std::vector<Need> unknown{{.id = number(1)}, {.id = number(2), .importance = Grade::medium}};
  EXPECT_EQ(rank_sensitivity(unknown, {.as_of = today}).swap_state, SwapState::none)
      << "nothing is known of the second";

  // The second's only part has weight 0: any weight above it lets the second lead.
  const std::vector<Need> weightless{{.id = number(1), .importance = Grade::medium},
                                     {.id = number(2), .urgency = Grade::high}};
  const RankSensitivity jump = rank_sensitivity(weightless, {.as_of = today, .weights = {1, 0, 0, 0}});
  EXPECT_EQ(jump.swap_state, SwapState::found);
  EXPECT_EQ(jump.swap->part, "urgency");
  EXPECT_EQ(jump.swap->change, 0);
}

TEST(Sensitivity, wrong_arguments) {
  const std::vector<Need> two = sensitive_example();
  const auto code = [&two](const SensitivityOptions& options) {
    return test::code_thrown<ArgumentError>([&] { (void)rank_sensitivity(two, {.as_of = today}, options); });
  };
  EXPECT_EQ(code({.draws = 0}), "argument.draws");
  EXPECT_EQ(code({.spread = -.1}), "argument.spread");
  EXPECT_EQ(code({.spread = 1.1}), "argument.spread");
  EXPECT_EQ(code({.spread = std::numeric_limits<double>::quiet_NaN()}), "argument.spread");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] {
              (void)rank_sensitivity(two, {.as_of = today, .weights = {0, 0, 0, 0}});
            }),
            "argument.weight");
}

TEST(Sensitivity, the_nearer_of_two_swaps_counts) {
  // .2 x² − .135 x + .00275 is above nought below .0210 and above .654; today's .2 is nearer to the former.
  const detail::PartValues first{.8, .4, {}, {}}, second{1, {}, .5, {}};
  constexpr std::array<double, 4> weights{.2, .05, .55, .2};
  const detail::Lead lead =
      detail::lead_of(detail::sums_without(first, weights, 0), detail::sums_without(second, weights, 0));
  EXPECT_NEAR(detail::nearest_lead(lead, .2).value_or(9), (.135 - std::sqrt(.016025)) / .4, 1e-12);
  EXPECT_NEAR(detail::nearest_lead(lead, .4).value_or(9), (.135 + std::sqrt(.016025)) / .4, 1e-12);
}

TEST(Sensitivity, draws_are_those_of_splitmix64_and_reach_both_ends) {
  // Seed 1 gives 10451216379200822465 and 13757245211066428519: u = .5665615751722809 and .7457817572627011.
  detail::WeightDraws pinned({1, 1, 0, 0}, {.spread = 1, .seed = 1});
  EXPECT_DOUBLE_EQ(pinned.next()[0], 0.4317174943244894);
  detail::WeightDraws draws({1, 1, 0, 0}, {});
  double least = 9, most = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto weights = draws.next();
    least = std::min(least, weights[0] / weights[1]);
    most = std::max(most, weights[0] / weights[1]);
  }
  EXPECT_GE(least, .8 / 1.2);
  EXPECT_LT(least, .72);
  EXPECT_LE(most, 1.2 / .8);
  EXPECT_GT(most, 1.4);
}

TEST(Sensitivity, closed_and_later_needs_are_out) {
  std::vector<Need> needs = sensitive_example();
  needs.push_back({.id = number(3), .state = NeedState::met, .importance = Grade::high});
  needs.push_back({.id = number(4), .importance = Grade::high, .raised_on = today + 1});
  const RankSensitivity found = rank_sensitivity(needs, {.as_of = today});
  EXPECT_EQ(found.needs, 2);
  EXPECT_EQ(found, rank_sensitivity(sensitive_example(), {.as_of = today}));
}

struct RandomNeeds {
  std::vector<Need> needs{};
  std::vector<OwnerInfluence> influences{};
  RankOptions options{};
};

RandomNeeds random_needs(std::mt19937_64& random, int most) {
  RandomNeeds made;
  const int count = 2 + static_cast<int>(random() % static_cast<std::size_t>(most - 1));
  for (int i = 0; i < count; ++i) {
    Need need{.id = number(i)};
    if (random() % 4 != 0) need.importance = static_cast<Grade>(random() % 3);
    if (random() % 4 != 0) need.urgency = static_cast<Grade>(random() % 3);
    if (random() % 3 == 0) need.due_on = today + static_cast<int>(random() % 120);
    if (random() % 3 != 0) need.relevance = Ratio::clamped(static_cast<double>(random() % 101) / 100);
    if (random() % 2 != 0) {
      need.owner_contact_id.id.uuid.bytes[0] = static_cast<std::uint8_t>(i + 1);
      made.influences.push_back({need.owner_contact_id.id, static_cast<int>(random() % 11)});
    }
    made.needs.push_back(need);
  }
  const auto weight = [&random] { return static_cast<double>(random() % 11); };
  made.options = {.as_of = today, .weights = {weight() + 1, weight(), weight(), weight()}};
  return made;
}

TEST(Sensitivity, draws_are_rankings_with_the_drawn_weights) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 200; ++round) {
    RandomNeeds made = random_needs(random, 6);
    made.options.influences = made.influences;
    const SensitivityOptions tried{
        .draws = 20, .spread = .2 + .2 * static_cast<double>(random() % 4), .seed = random()};
    const RankSensitivity found = rank_sensitivity(made.needs, made.options, tried);
    const auto order = [&made](const RankOptions& options) {
      std::vector<Id<Need>> ids;
      for (const RankedNeed& one : rank(made.needs, options)) ids.push_back(one.need);
      return ids;
    };
    const auto base = order(made.options);
    detail::WeightDraws draws(made.options.weights, tried);
    int kept = 0, first = 0;
    for (int i = 0; i < 20; ++i) {
      const auto weights = draws.next();
      EXPECT_NEAR(weights[0] + weights[1] + weights[2] + weights[3], 1, 1e-12);
      RankOptions other = made.options;
      other.weights = {weights[0], weights[1], weights[2], weights[3]};
      const auto again = order(other);
      kept += again == base ? 1 : 0;
      first += again[0] == base[0] ? 1 : 0;
    }
    ASSERT_EQ(found.order_kept_draws, kept);
    ASSERT_EQ(found.first_kept_draws, first);
    ASSERT_EQ(found.first, base[0]);
    ASSERT_EQ(found.second, base[1]);
    std::shuffle(made.needs.begin(), made.needs.end(), random);
    ASSERT_EQ(rank_sensitivity(made.needs, made.options, tried), found);
  }
}

double plain_score(const detail::PartValues& values, const std::array<double, 4>& weights) {
  double sum = 0, known = 0;
  for (std::size_t k = 0; k < 4; ++k)
    if (values[k]) sum += weights[k] * *values[k], known += weights[k];
  return known > 0 ? sum / known : 0;
}

// The nearest weight, step by step, at which the second leads by more than noise.
double nearest_by_steps(const detail::PartValues& first, const detail::PartValues& second,
                        std::array<double, 4> weights, std::size_t part, double step) {
  const double start = weights[part];
  for (int i = 0; i * step < 4; ++i)
    for (const double at : {start - i * step, start + i * step}) {
      if (at <= 0) continue;
      weights[part] = at;
      if (plain_score(second, weights) > plain_score(first, weights) + 1e-9) return i * step;
    }
  return 4;
}

TEST(Sensitivity, smallest_swap_equals_a_search_step_by_step) {
  std::mt19937_64 random(9);
  int found = 0, none = 0;
  constexpr double step = .001;
  for (int round = 0; round < 400; ++round) {
    detail::PartValues first{}, second{};
    std::array<double, 4> weights{};
    double sum = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      if (random() % 5 != 0) first[k] = static_cast<double>(random() % 11) / 10;
      if (random() % 5 != 0) second[k] = static_cast<double>(random() % 11) / 10;
      sum += weights[k] = static_cast<double>(1 + random() % 10);
    }
    for (double& weight : weights) weight /= sum;
    if (plain_score(first, weights) < plain_score(second, weights)) std::swap(first, second);
    if (plain_score(first, weights) - plain_score(second, weights) < 1e-6) continue;
    double nearest = 4;
    for (std::size_t part = 0; part < 4; ++part)
      nearest = std::min(nearest, nearest_by_steps(first, second, weights, part, step));
    const auto swap = detail::smallest_swap(first, second, weights);
    if (nearest >= 4) {
      ASSERT_TRUE(!swap || std::abs(swap->change) > 3.9) << "round " << round;
      ++none;
      continue;
    }
    ASSERT_TRUE(swap) << "round " << round;
    ASSERT_NEAR(std::abs(swap->change), nearest, 1.01 * step) << "round " << round;
    ASSERT_LE(std::abs(swap->change), nearest + 1e-9);
    ++found;
  }
  EXPECT_GT(found, 150);
  EXPECT_GT(none, 50);
}

TEST(Sensitivity, the_second_leads_beyond_the_swap_and_not_before) {
  std::mt19937_64 random(10);
  int seen = 0;
  for (int round = 0; round < 400; ++round) {
    RandomNeeds made = random_needs(random, 2);
    made.options.influences = made.influences;
    const RankSensitivity found = rank_sensitivity(made.needs, made.options, {.draws = 1});
    if (!found.swap || found.swap->change == 0) continue;
    RankWeights shares = made.options.weights;
    const double sum = shares.importance + shares.urgency + shares.relevance + shares.power;
    for (double* weight : {&shares.importance, &shares.urgency, &shares.relevance, &shares.power}) *weight /= sum;
    double& weight = found.swap->part == "importance"  ? shares.importance
                     : found.swap->part == "urgency"   ? shares.urgency
                     : found.swap->part == "relevance" ? shares.relevance
                                                       : shares.power;
    ASSERT_NEAR(weight, found.swap->weight, 1e-12);
    for (const double beyond : {-.02, .02}) {
      weight = found.swap->weight + found.swap->change * (1 + beyond);
      if (weight <= 0) continue;
      RankOptions other = made.options;
      other.weights = shares;
      const auto ranked = rank(made.needs, other);
      if (std::abs(ranked[0].score.thousandths - ranked[1].score.thousandths) < 2) continue;
      ASSERT_EQ(ranked[0].need, beyond > 0 ? found.second : found.first) << "round " << round;
      ++seen;
    }
  }
  EXPECT_GT(seen, 200);
}

}  // namespace
}  // namespace guanxi::need::sensitivity_tests
