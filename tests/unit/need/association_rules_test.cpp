#include <guanxi/core/error.hpp>
#include <guanxi/need/association_rules.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "basket_samples.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::need {
namespace {

double entropy_sum(const std::vector<double>& values) {
  double all = 0, sum = 0;
  for (const double value : values) all += value;
  for (const double value : values)
    if (value > 0) sum += value * std::log(value / all);
  return sum;
}

// Plain Apriori by enumeration: every pair of disjoint sets, counted one by one, measures as METHODS writes them.
class PlainRules {
 public:
  explicit PlainRules(const Lists& lists) {
    std::set<std::string> names;
    for (const auto& list : lists)
      baskets_.emplace_back(list.begin(), list.end()), names.insert(list.begin(), list.end());
    items_.assign(names.begin(), names.end());
  }

  [[nodiscard]] std::vector<AssociationRule> find(const RuleOptions& options) const {
    std::vector<AssociationRule> rules;
    const std::size_t end = std::size_t{1} << items_.size();
    for (std::size_t whole = 1; whole < end; ++whole) {
      const std::vector<std::string> both = set_of(whole);
      if (options.max_size != 0 && both.size() > options.max_size) continue;
      if (static_cast<double>(count(both)) < std::max(1.0, options.min_support * size() - 1e-9)) continue;
      for (std::size_t right = whole; right > 0; right = (right - 1) & whole) {
        const std::vector<std::string> consequent = set_of(right), antecedent = set_of(whole & ~right);
        if (antecedent.empty() || (options.consequents == Consequents::one && consequent.size() > 1)) continue;
        const AssociationRule rule = measured(antecedent, consequent, both);
        if (rule.confidence >= options.min_confidence - 1e-12) rules.push_back(rule);
      }
    }
    std::sort(rules.begin(), rules.end(), [](const AssociationRule& a, const AssociationRule& b) {
      if (a.lift != b.lift) return a.lift > b.lift;
      if (a.confidence != b.confidence) return a.confidence > b.confidence;
      if (a.support != b.support) return a.support > b.support;
      return a.antecedent != b.antecedent ? a.antecedent < b.antecedent : a.consequent < b.consequent;
    });
    return rules;
  }

 private:
  [[nodiscard]] double size() const { return static_cast<double>(baskets_.size()); }
  [[nodiscard]] std::vector<std::string> set_of(std::size_t mask) const {
    std::vector<std::string> set;
    for (std::size_t i = 0; i < items_.size(); ++i)
      if ((mask >> i & 1U) != 0) set.push_back(items_[i]);
    return set;
  }
  [[nodiscard]] std::int64_t count(const std::vector<std::string>& set) const {
    return std::count_if(baskets_.begin(), baskets_.end(), [&set](const std::set<std::string>& basket) {
      return std::includes(basket.begin(), basket.end(), set.begin(), set.end());
    });
  }
  [[nodiscard]] AssociationRule measured(const std::vector<std::string>& antecedent,
                                         const std::vector<std::string>& consequent,
                                         const std::vector<std::string>& both) const {
    AssociationRule rule{antecedent, consequent, count(both), count(antecedent), count(consequent)};
    const double n = size(), ab = static_cast<double>(rule.count), a = static_cast<double>(rule.antecedent_count),
                 b = static_cast<double>(rule.consequent_count);
    rule.support = ab / n;
    rule.confidence = ab / a;
    rule.lift = ab * n / (a * b);
    rule.leverage = ab / n - a / n * (b / n);
    if (ab != a) rule.conviction = (1 - b / n) / (1 - ab / a);
    rule.llr =
        2 * (entropy_sum({ab, a - ab, b - ab, n - a - b + ab}) - entropy_sum({a, n - a}) - entropy_sum({b, n - b}));
    return rule;
  }

  std::vector<std::set<std::string>> baskets_{};
  std::vector<std::string> items_{};
};

void expect_equal(const std::vector<AssociationRule>& found, const std::vector<AssociationRule>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].antecedent, expected[i].antecedent);
    ASSERT_EQ(found[i].consequent, expected[i].consequent);
    ASSERT_EQ(found[i].count, expected[i].count);
    ASSERT_EQ(found[i].antecedent_count, expected[i].antecedent_count);
    ASSERT_EQ(found[i].consequent_count, expected[i].consequent_count);
    ASSERT_DOUBLE_EQ(found[i].support, expected[i].support);
    ASSERT_DOUBLE_EQ(found[i].confidence, expected[i].confidence);
    ASSERT_DOUBLE_EQ(found[i].lift, expected[i].lift);
    ASSERT_NEAR(found[i].leverage, expected[i].leverage, 1e-12);
    ASSERT_EQ(found[i].conviction.has_value(), expected[i].conviction.has_value());
    if (found[i].conviction) {
      ASSERT_NEAR(*found[i].conviction, *expected[i].conviction, 1e-9);
    }
    ASSERT_NEAR(found[i].llr, expected[i].llr, 1e-9);
    ASSERT_GE(found[i].llr, 0);
  }
}

TEST(AssociationRules, random_baskets_equal_plain_apriori) {
  std::mt19937_64 random(4);
  const double supports[] = {.05, .1, .2, .25, .5};
  const double confidences[] = {0, .3, .5, 2.0 / 3, .9, 1};
  std::size_t rules = 0, certain = 0;
  for (int round = 0; round < 500; ++round) {
    const Lists lists = random_lists(random, 40, 6);
    const RuleOptions options{.min_support = supports[random() % std::size(supports)],
                              .min_confidence = confidences[random() % std::size(confidences)],
                              .consequents = random() % 2 == 0 ? Consequents::one : Consequents::all,
                              .max_size = random() % 4 == 0 ? 1 + random() % 3 : 0};
    const AssociationRules found = association_rules(make_baskets(lists), options);
    ASSERT_NO_FATAL_FAILURE(expect_equal(found.rules, PlainRules(lists).find(options)));
    ASSERT_EQ(found.found, static_cast<std::int64_t>(found.rules.size()));
    rules += found.rules.size();
    for (const AssociationRule& rule : found.rules) certain += rule.conviction ? 0U : 1U;
  }
  EXPECT_GT(rules, 10000U);
  EXPECT_GT(certain, 100U);
}

TEST(AssociationRules, order_of_baskets_changes_nothing) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    Lists lists = random_lists(random);
    const RuleOptions options{.min_support = .05, .min_confidence = .2, .consequents = Consequents::all};
    const AssociationRules found = association_rules(make_baskets(lists), options);
    std::shuffle(lists.begin(), lists.end(), random);
    ASSERT_EQ(association_rules(make_baskets(lists), options), found);
  }
}

TEST(AssociationRules, too_many_rules_leave_the_first) {
  std::mt19937_64 random(6);
  int cut = 0;
  for (int round = 0; round < 200; ++round) {
    const Baskets baskets = make_baskets(random_lists(random));
    RuleOptions options{.min_support = .05, .min_confidence = .1, .consequents = Consequents::all};
    const AssociationRules whole = association_rules(baskets, options);
    options.max_rules = 1 + random() % 30;
    const AssociationRules some = association_rules(baskets, options);
    const std::size_t kept = std::min(options.max_rules, whole.rules.size());
    ASSERT_EQ(some.rules, std::vector(whole.rules.begin(), whole.rules.begin() + static_cast<std::ptrdiff_t>(kept)));
    ASSERT_EQ(some.found, whole.found);
    if (kept < whole.rules.size()) {
      ASSERT_EQ(some.state, MiningState::too_many_rules);
      ++cut;
    } else {
      ASSERT_EQ(some.state, whole.state);
    }
  }
  EXPECT_GT(cut, 50);
}

TEST(AssociationRules, too_many_itemsets_leave_the_rules_of_small_sets) {
  const std::vector<std::string> all{"a", "b", "c", "d", "e"};
  const Lists lists(3, all);
  const AssociationRules found = association_rules(make_baskets(lists), {.min_support = 1, .max_itemsets = 15});
  EXPECT_EQ(found.state, MiningState::too_many_itemsets);
  EXPECT_EQ(found.complete_up_to, 2);
  EXPECT_EQ(found.rules.size(), 20U);
  EXPECT_EQ(found.rules.front().antecedent, std::vector<std::string>{"a"});
  EXPECT_EQ(found.rules.front().consequent, std::vector<std::string>{"b"});
}

// docs/methods/patterns.md.
TEST(AssociationRules, worked_example) {
  const Lists lists{{"oil", "lathe"}, {"lathe"}, {"lathe", "oil"}, {"drill"}};
  const AssociationRules found = association_rules(make_baskets(lists), {.min_confidence = .9});
  ASSERT_EQ(found.rules.size(), 1U);
  const AssociationRule& rule = found.rules[0];
  EXPECT_EQ(rule.antecedent, std::vector<std::string>{"oil"});
  EXPECT_EQ(rule.support, .5);
  EXPECT_EQ(rule.confidence, 1);
  EXPECT_DOUBLE_EQ(rule.lift, 4.0 / 3);
  EXPECT_EQ(rule.leverage, .125);
  EXPECT_EQ(rule.conviction, std::nullopt);
  EXPECT_NEAR(rule.llr, 1.7260924, 5e-8);
}

TEST(AssociationRules, certain_and_independent_rules) {
  const Lists certain{{"a", "b"}, {"a", "b"}, {"c"}};
  const AssociationRules rules = association_rules(make_baskets(certain));
  ASSERT_EQ(rules.rules.size(), 2U);
  EXPECT_EQ(rules.rules[0].confidence, 1);
  EXPECT_EQ(rules.rules[0].conviction, std::nullopt);
  const Lists independent{{"a", "b"}, {"a"}, {"b"}, {}};
  const AssociationRule rule = association_rules(make_baskets(independent), {.min_support = .25}).rules.at(0);
  EXPECT_EQ(rule.lift, 1);
  EXPECT_EQ(rule.leverage, 0);
  EXPECT_EQ(rule.conviction, 1);
  EXPECT_EQ(rule.llr, 0);
  EXPECT_EQ(association_rules({}).state, MiningState::no_baskets);
  EXPECT_TRUE(association_rules({}).rules.empty());
}

TEST(AssociationRules, wrong_arguments) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {-.1, 1.1, nan})
    EXPECT_EQ(test::code_thrown<ArgumentError>([bad] { (void)association_rules({}, {.min_confidence = bad}); }),
              "argument.confidence");
  EXPECT_EQ(test::code_thrown<ArgumentError>([nan] { (void)association_rules({}, {.min_support = nan}); }),
            "argument.support");
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)association_rules({}, {.max_rules = 0}); }), "argument.limit");
}

struct RuleCase {
  const char* name;
  const char* file;
  double support, confidence;
  std::int64_t one, all;
};

class SharedRules : public testing::TestWithParam<RuleCase> {};

TEST_P(SharedRules, counts) {
  const RuleCase& given = GetParam();
  GUANXI_NEED_SHARED(given.file);
  const Baskets baskets = make_baskets(shared_lists(given.file));
  RuleOptions options{.min_support = given.support, .min_confidence = given.confidence};
  EXPECT_EQ(association_rules(baskets, options).found, given.one);
  options.consequents = Consequents::all;
  EXPECT_EQ(association_rules(baskets, options).found, given.all);
}

// METHODS 4.
INSTANTIATE_TEST_SUITE_P(need, SharedRules,
                         testing::Values(RuleCase{"groceries_001_8", groceries_file, .001, .8, 410, 413},
                                         RuleCase{"groceries_001_5", groceries_file, .001, .5, 5668, 5829},
                                         RuleCase{"groceries_006_25", groceries_file, .006, .25, 463, 467},
                                         RuleCase{"groceries_01_5", groceries_file, .01, .5, 15, 15},
                                         RuleCase{"groceries_05_2", groceries_file, .05, .2, 6, 6},
                                         RuleCase{"adult_2_2", adult_file, .2, .2, 159, 320}),
                         [](const auto& one) { return one.param.name; });

const AssociationRule* find_rule(const AssociationRules& found, std::vector<std::string> antecedent,
                                 const std::vector<std::string>& consequent) {
  for (const AssociationRule& rule : found.rules)
    if (rule.antecedent == antecedent && rule.consequent == consequent) return &rule;
  return nullptr;
}

// METHODS 4.
TEST(SharedMeasures, measures_of_groceries) {
  GUANXI_NEED_SHARED(groceries_file);
  const Baskets baskets = make_baskets(shared_lists(groceries_file));
  const AssociationRule top = association_rules(baskets, {.min_support = .001, .min_confidence = .8}).rules.at(0);
  EXPECT_EQ(top.antecedent, (std::vector<std::string>{"liquor", "red/blush wine"}));
  EXPECT_EQ(top.consequent, std::vector<std::string>{"bottled beer"});
  EXPECT_NEAR(top.support, .0019319, 5e-8);
  EXPECT_NEAR(top.confidence, .904762, 5e-7);
  EXPECT_NEAR(top.lift, 11.235269, 5e-7);
  const AssociationRules found = association_rules(baskets, {.min_support = .05, .min_confidence = .2});
  const AssociationRule* milk = find_rule(found, {"other vegetables"}, {"whole milk"});
  ASSERT_NE(milk, nullptr);
  EXPECT_EQ(milk->count, 736);
  EXPECT_EQ(milk->antecedent_count, 736 + 1167);
  EXPECT_EQ(milk->consequent_count, 736 + 1777);
  EXPECT_DOUBLE_EQ(milk->support, .07483477376715811);
  EXPECT_DOUBLE_EQ(milk->confidence, .3867577509196006);
  EXPECT_DOUBLE_EQ(milk->lift, 1.513634094824621);
  EXPECT_NEAR(milk->leverage, .02539430858271805, 1e-15);
  EXPECT_NEAR(milk->conviction.value_or(0), 1.2140128748166512, 1e-14);
  EXPECT_NEAR(milk->llr, 200.0701595534956, 1e-9);
}

// METHODS 4.
TEST(SharedMeasures, measures_of_adult) {
  GUANXI_NEED_SHARED(adult_file);
  const AssociationRules found =
      association_rules(make_baskets(shared_lists(adult_file)), {.min_support = .2, .min_confidence = .2});
  const AssociationRule* young = find_rule(found, {"young"}, {"Never-married"});
  ASSERT_NE(young, nullptr);
  EXPECT_DOUBLE_EQ(young->support, .22007923589570344);
  EXPECT_DOUBLE_EQ(young->confidence, .7379260632272681);
  EXPECT_DOUBLE_EQ(young->lift, 2.249144486075360);
  const AssociationRule* male = find_rule(found, {"Husband", "Married-civ-spouse", "middle-aged"}, {"Male"});
  ASSERT_NE(male, nullptr);
  EXPECT_NEAR(male->support, .2356192992, 5e-11);
  EXPECT_NEAR(male->confidence, .9998696729, 5e-11);
  EXPECT_NEAR(male->lift, 1.4941145672, 5e-11);
}

}  // namespace
}  // namespace guanxi::need
