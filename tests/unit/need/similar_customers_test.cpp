#include <guanxi/need/similar_customers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "support/code_thrown.hpp"

namespace guanxi::need::similar_tests {
namespace {

using Set = std::vector<std::string>;

FeatureRows mills() {
  return {{{"employees", {}, FeatureKind::number, 1},
           {"industry", {}, FeatureKind::word, 2},
           {"tags", {}, FeatureKind::set, 1}},
          {{"a", {100.0, std::string("mill"), Set{"x", "y"}}},
           {"b", {300.0, std::string("mill"), Set{"y", "z"}}},
           {"c", {500.0, std::string("farm"), {}}},
           {"d", {{}, {}, Set{"x"}}}}};
}

// The worked example of docs/methods/similar_customers.md.
TEST(SimilarCustomers, worked_example) {
  const auto found = similar_customers(mills());
  ASSERT_EQ(found.size(), 4U);
  const SimilarCustomers& a = found[0];
  EXPECT_EQ(a.state, SimilarState::found);
  EXPECT_EQ(a.compared, 2);
  EXPECT_EQ(a.not_comparable, 1) << "d shares tags alone: 1 of 4";
  ASSERT_EQ(a.nearest.size(), 2U);
  EXPECT_EQ(a.nearest[0].id, "b");
  EXPECT_NEAR(a.nearest[0].similarity, (.5 + 2 * 1 + 1.0 / 3) / 4, 1e-15);
  EXPECT_EQ(a.nearest[0].shared, 1);
  EXPECT_EQ(a.nearest[1].id, "c");
  EXPECT_EQ(a.nearest[1].similarity, 0);
  EXPECT_EQ(a.nearest[1].shared, .75);
  ASSERT_EQ(a.nearest[0].reasons.size(), 3U);
  EXPECT_EQ(a.nearest[0].reasons[1].feature, "industry");
  EXPECT_EQ(a.nearest[0].reasons[1].weight, .5);
  EXPECT_EQ(a.nearest[0].reasons[1].contribution, .5);
  EXPECT_NEAR(a.nearest[0].reasons[2].similarity, 1.0 / 3, 1e-15);
  EXPECT_EQ(found[3].state, SimilarState::none_comparable);
  EXPECT_EQ(found[3].not_comparable, 3);
}

TEST(SimilarCustomers, states_and_errors) {
  EXPECT_TRUE(similar_customers({}).empty());
  FeatureRows one = mills();
  one.rows.resize(1);
  EXPECT_EQ(similar_customers(one)[0].state, SimilarState::alone);
  FeatureRows blank = mills();
  blank.rows[0].values = {std::nan(""), std::string(" "), Set{}};
  EXPECT_EQ(similar_customers(blank)[0].state, SimilarState::nothing_known);
  const auto code = [](const FeatureRows& rows, const SimilarOptions& options) {
    return test::code_thrown<ArgumentError>([&] { (void)similar_customers(rows, options); });
  };
  EXPECT_EQ(code(mills(), {.nearest = 0}), "argument.nearest");
  EXPECT_EQ(code(mills(), {.min_shared = -.1}), "argument.min_shared");
  EXPECT_EQ(code(mills(), {.min_shared = std::nan("")}), "argument.min_shared");
  FeatureRows wrong = mills();
  wrong.features[0].weight = -1;
  EXPECT_EQ(code(wrong, {}), "argument.weight");
  wrong = mills();
  wrong.rows[1].values.pop_back();
  EXPECT_EQ(code(wrong, {}), "argument.features");
  wrong = mills();
  wrong.rows[1].values[0] = std::string("many");
  EXPECT_EQ(code(wrong, {}), "argument.features");
  wrong.rows[1].values[0] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(code(wrong, {}), "argument.features");
  const auto model = CustomerSimilarity::fit(mills());
  EXPECT_EQ(test::code_thrown<ArgumentError>([&model] { (void)model.of(4); }), "argument.row");
}

TEST(SimilarCustomers, ties_go_by_id_and_weightless_features_say_nothing) {
  FeatureRows rows{{{"w", {}, FeatureKind::word, 1}, {"z", {}, FeatureKind::word, 0}}, {}};
  for (const char* id : {"q", "m", "z", "a"}) rows.rows.push_back({id, {std::string("same"), std::string(id)}});
  const auto found = similar_customers(rows, {.nearest = 2});
  ASSERT_EQ(found[0].nearest.size(), 2U);
  EXPECT_EQ(found[0].nearest[0].id, "a");
  EXPECT_EQ(found[0].nearest[1].id, "m");
  EXPECT_EQ(found[0].nearest[0].rank, 1);
  EXPECT_EQ(found[0].nearest[1].rank, 2);
  EXPECT_EQ(found[0].nearest[0].reasons.size(), 1U);
}

TEST(SimilarCustomers, levels_count_ranks_and_the_robust_range_cuts) {
  FeatureRows rows{{{"size", {}, FeatureKind::level, 1}}, {{"a", {1.0}}, {"b", {2.0}}, {"c", {100.0}}}};
  EXPECT_EQ(similar_customers(rows)[0].nearest[0].similarity, .5);
  EXPECT_EQ(similar_customers(rows)[0].nearest[1].similarity, 0);
  rows.features[0].kind = FeatureKind::number;
  EXPECT_NEAR(similar_customers(rows)[0].nearest[0].similarity, 1 - 1.0 / 99, 1e-15);
  // 5th percentile 1.1, 95th 90.2: range 89.1
  const auto robust = similar_customers(rows, {.range = RangeRule::robust});
  EXPECT_NEAR(robust[0].nearest[0].similarity, 1 - 1 / 89.1, 1e-12);
  EXPECT_EQ(robust[0].nearest[1].similarity, 0) << "99 / 89.1 counts as 1";
}

// A pair from the definitions; the second is the shared weight.
std::pair<double, double> plain_pair(const FeatureRows& rows, std::size_t a, std::size_t b) {
  double sum = 0, shared = 0, all = 0;
  for (std::size_t f = 0; f < rows.features.size(); ++f) {
    const Feature& feature = rows.features[f];
    if (std::any_of(rows.rows.begin(), rows.rows.end(),
                    [f](const FeatureRow& row) { return row.values[f].index() != 0; }))
      all += feature.weight;
    const FeatureValue &one = rows.rows[a].values[f], &other = rows.rows[b].values[f];
    if (one.index() == 0 || other.index() == 0) continue;
    double similarity = 0;
    if (feature.kind == FeatureKind::word) {
      similarity = one == other ? 1 : 0;
    } else if (feature.kind == FeatureKind::set) {
      const auto &x = std::get<3>(one), &y = std::get<3>(other);
      std::set<std::string> both(x.begin(), x.end()), common;
      for (const std::string& element : y)
        if (both.contains(element)) common.insert(element);
      both.insert(y.begin(), y.end());
      similarity = static_cast<double>(common.size()) / static_cast<double>(both.size());
    } else {
      std::set<double> known;
      for (const FeatureRow& row : rows.rows)
        if (row.values[f].index() != 0) known.insert(std::get<1>(row.values[f]));
      const double x = std::get<1>(one), y = std::get<1>(other);
      const auto rank = [&known](double v) { return static_cast<double>(std::distance(known.begin(), known.find(v))); };
      const bool is_level = feature.kind == FeatureKind::level;
      const double range = is_level ? static_cast<double>(known.size() - 1) : *known.rbegin() - *known.begin();
      const double distance = is_level ? std::abs(rank(x) - rank(y)) : std::abs(x - y);
      similarity = range == 0 ? 1 : 1 - distance / range;
    }
    sum += feature.weight * similarity;
    shared += feature.weight;
  }
  return {shared > 0 ? sum / shared : 0, all > 0 ? shared / all : 0};
}

FeatureRows random_rows(std::mt19937_64& random) {
  FeatureRows rows;
  for (std::size_t left = 1 + random() % 5; left > 0; --left)
    rows.features.push_back(
        {"f" + std::to_string(left), {}, static_cast<FeatureKind>(random() % 4), static_cast<double>(random() % 4)});
  for (std::size_t i = 0, n = random() % 12; i < n; ++i) {
    FeatureRow row{"c" + std::to_string(random() % 3) + std::to_string(i), {}};
    for (const Feature& feature : rows.features) {
      FeatureValue value;
      if (random() % 4 != 0) {
        if (feature.kind == FeatureKind::word)
          value = std::string(1, static_cast<char>('a' + random() % 3));
        else if (feature.kind == FeatureKind::set)
          value = Set{std::string(1, static_cast<char>('a' + random() % 4)),
                      std::string(1, static_cast<char>('a' + random() % 4))};
        else
          value = static_cast<double>(random() % 5) / 2 - 1;
      }
      row.values.push_back(value);
    }
    rows.rows.push_back(row);
  }
  return rows;
}

TEST(SimilarCustomers, random_customers_equal_the_definition) {
  std::mt19937_64 random(11);
  int pairs = 0, refused = 0;
  for (int round = 0; round < 400; ++round) {
    const FeatureRows rows = random_rows(random);
    const SimilarOptions options{.nearest = 1 + random() % 6, .min_shared = static_cast<double>(random() % 4) / 4};
    const auto found = similar_customers(rows, options);
    const auto model = CustomerSimilarity::fit(rows, options);
    ASSERT_EQ(found.size(), rows.rows.size());
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
      std::vector<std::tuple<double, std::string, double>> expected;
      std::int64_t left_out = 0;
      for (std::size_t j = 0; j < rows.rows.size(); ++j) {
        if (j == i) continue;
        const auto [similarity, shared] = plain_pair(rows, i, j);
        if (shared <= 0 || shared < options.min_shared - 1e-12)
          ++left_out;
        else
          expected.emplace_back(-std::round(similarity * 1e12) / 1e12, rows.rows[j].id, shared);
      }
      std::sort(expected.begin(), expected.end());
      ASSERT_EQ(found[i].compared, static_cast<std::int64_t>(expected.size()));
      ASSERT_EQ(found[i].not_comparable, left_out);
      refused += static_cast<int>(left_out);
      ASSERT_EQ(found[i].nearest.size(), std::min(options.nearest, expected.size()));
      for (std::size_t k = 0; k < found[i].nearest.size(); ++k) {
        const SimilarCustomer& one = found[i].nearest[k];
        ASSERT_EQ(one.id, std::get<1>(expected[k]));
        ASSERT_NEAR(one.similarity, -std::get<0>(expected[k]), 1e-11);
        ASSERT_NEAR(one.shared, std::get<2>(expected[k]), 1e-12);
        double sum = 0;
        for (const SimilarReason& reason : one.reasons) sum += reason.contribution;
        ASSERT_EQ(sum, one.similarity) << "to the last bit";
        ++pairs;
      }
      ASSERT_EQ(model.of(i), found[i]);
      ASSERT_EQ(model.of(rows.rows[i]).nearest, found[i].nearest) << "a new row of the same id";
    }
  }
  EXPECT_GT(pairs, 3000);
  EXPECT_GT(refused, 500);
}

TEST(SimilarCustomers, the_order_of_customers_changes_nothing) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    FeatureRows rows = random_rows(random);
    const auto before = similar_customers(rows);
    std::reverse(rows.rows.begin(), rows.rows.end());
    auto after = similar_customers(rows);
    std::reverse(after.begin(), after.end());
    ASSERT_EQ(before, after);
  }
}

TEST(SimilarCustomers, what_neighbours_have) {
  const auto a = similar_customers(mills())[0];
  const Set ids{"a", "b", "c", "d"};
  const std::vector<Set> lists{{"lathe"}, {"lathe", "oil"}, {"oil", "drill"}, {"drill"}};
  const auto shares = shares_of_similar(a, ids, make_baskets(lists), Set{"lathe"}, 2);
  ASSERT_EQ(shares.size(), 2U);
  // similarity of b 17/24, of c 0; both overall 1/2
  const double b = 17.0 / 24;
  EXPECT_EQ(shares[0].item, "oil");
  EXPECT_NEAR(shares[0].score, (b + 2 * .5) / (b + 2), 1e-12);
  EXPECT_EQ(shares[0].holders, (Set{"b", "c"}));
  EXPECT_EQ(shares[1].item, "drill");
  EXPECT_NEAR(shares[1].score, (0 + 2 * .5) / (b + 2), 1e-12);
  EXPECT_EQ(shares[1].overall, .5);
  EXPECT_TRUE(shares_of_similar({}, {}, {}, {}).empty());
  const auto code = [&](std::span<const std::string> names, double strength) {
    return test::code_thrown<ArgumentError>(
        [&] { (void)shares_of_similar(a, names, make_baskets(lists), {}, strength); });
  };
  EXPECT_EQ(code({}, 1), "argument.ids");
  EXPECT_EQ(code(ids, -1), "argument.strength");
  EXPECT_EQ(code(ids, std::nan("")), "argument.strength");
  EXPECT_EQ(code(ids, 0), "nothing thrown");
}

TEST(SimilarCustomers, a_new_customer_outside_the_range_is_as_far_as_the_range) {
  const auto similarity = CustomerSimilarity::fit(mills());
  const FeatureRow far{"new", {1000.0, std::string("mill"), Set{"y"}}};  // 500 beyond the greatest
  const SimilarCustomers found = similarity.of(far);
  ASSERT_FALSE(found.nearest.empty());
  for (const SimilarCustomer& near : found.nearest)
    for (const SimilarReason& reason : near.reasons) {
      EXPECT_GE(reason.similarity, 0) << near.id;
      if (reason.feature != "employees") continue;
      EXPECT_EQ(reason.similarity, 0) << near.id;
    }
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)similar_customers(mills(), {.min_shared = 1.5}); }),
            "argument.min_shared");
}

}  // namespace
}  // namespace guanxi::need::similar_tests
