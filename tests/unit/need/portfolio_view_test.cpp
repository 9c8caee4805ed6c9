#include <guanxi/core/text.hpp>
#include <guanxi/need/portfolio_view.hpp>
#include <guanxi/need/rank.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "today.hpp"

namespace guanxi::need {
namespace {

Uuid number(int n) {
  Uuid uuid;
  uuid.bytes[14] = static_cast<std::uint8_t>(n / 256);
  uuid.bytes[15] = static_cast<std::uint8_t>(n % 256);
  return uuid;
}

Dossier customer(int id, const char* industry, const char* region, std::vector<Need> needs) {
  Dossier dossier(Customer{.id = {number(id)}, .industry_label = industry, .region_code = region});
  dossier.of<Need>() = std::move(needs);
  return dossier;
}

MoneyRange yuan(std::optional<std::int64_t> low, std::optional<std::int64_t> high, const char* code = "CNY") {
  MoneyRange range;
  if (low) range.low = Money{*low, Currency(code)};
  if (high) range.high = Money{*high, Currency(code)};
  return range;
}

// docs/methods/need.md.
Book book_example() {
  Book book;
  book.dossiers.push_back(
      customer(1, "机械", "320500",
               {{.id = {number(11)},
                 .statement = "换新机",
                 .category = "设备升级",
                 .urgency = Grade::high,
                 .importance = Grade::high,
                 .budget = yuan(100, 300)},
                {.id = {number(12)}, .statement = "再换一台", .category = " 设备升级", .budget = yuan(50, {})},
                {.id = {number(13)}, .statement = "员工培训", .state = NeedState::met}}));
  book.dossiers.push_back(
      customer(2, "机械", "320100",
               {{.id = {number(21)},
                 .statement = "省电",
                 .category = "設備升級",
                 .importance = Grade::medium,
                 .due_on = today + 10,
                 .budget = yuan({}, 70, "USD")},
                {.id = {number(22)}, .statement = "later", .category = "设备升级", .raised_on = today + 1}}));
  book.dossiers.push_back(customer(3, "", "", {{.id = {number(31)}, .statement = "员工 培训"}, {.id = {number(32)}}}));
  return book;
}

TEST(PortfolioView, worked_example) {
  const PortfolioView view = portfolio_view(book_example(), {.as_of = today});
  EXPECT_EQ(view.customers, 3);
  EXPECT_EQ(view.customers_with_needs, 3);
  EXPECT_EQ(view.needs, 6);
  EXPECT_EQ(view.unnamed, 1);
  ASSERT_EQ(view.groups.size(), 2U);
  const NeedGroup& upgrade = view.groups[0];
  EXPECT_EQ(upgrade.name, "设备升级");
  EXPECT_EQ(upgrade.basis, GroupBasis::category);
  EXPECT_EQ(upgrade.customers, 2);
  EXPECT_EQ(upgrade.needs, 3);
  EXPECT_EQ(upgrade.open, 3);
  EXPECT_EQ(upgrade.urgent, 2);
  EXPECT_EQ(upgrade.ranked, 2) << "of one need nothing is known";
  EXPECT_DOUBLE_EQ(upgrade.mean_score.value_or(0), (100 + 71.429) / 2) << "100 and (.2 + .3) / .7";
  EXPECT_EQ(upgrade.budgets, (std::vector<BudgetSum>{{{150, Currency("CNY")}, {350, Currency("CNY")}, 2, 1},
                                                     {{0, Currency("USD")}, {70, Currency("USD")}, 1, 0}}));
  EXPECT_EQ(upgrade.industries, (std::vector<NeedShare>{{"机械", 2}}));
  EXPECT_EQ(upgrade.regions, (std::vector<NeedShare>{{"32", 2}}));
  EXPECT_EQ(upgrade.evidence, (std::vector<Uuid>{number(11), number(12), number(21)}));
  const NeedGroup& training = view.groups[1];
  EXPECT_EQ(training.name, "员工 培训") << "of equally frequent spellings the first by its bytes";
  EXPECT_EQ(training.basis, GroupBasis::statement);
  EXPECT_EQ(training.met, 1);
  EXPECT_EQ(training.open, 1);
  EXPECT_EQ(training.mean_score, std::nullopt);
  EXPECT_EQ(training.industries, (std::vector<NeedShare>{{"", 1}, {"机械", 1}}));
}

TEST(PortfolioView, parts_of_categories_and_regions) {
  Book book;
  book.dossiers.push_back(customer(1, "a", "320500", {{.category = "设备/升级"}, {.category = "设备 / 维修"}}));
  book.dossiers.push_back(customer(2, "a", "320501", {{.category = "设备/升级/主轴"}}));
  EXPECT_EQ(portfolio_view(book, {.as_of = today}).groups.size(), 3U);
  const PortfolioView top = portfolio_view(book, {.as_of = today, .levels = 1, .region_signs = 4});
  ASSERT_EQ(top.groups.size(), 1U);
  EXPECT_EQ(top.groups[0].name, "设备");
  EXPECT_EQ(top.groups[0].customers, 2);
  EXPECT_EQ(top.groups[0].regions, (std::vector<NeedShare>{{"3205", 2}}));
  EXPECT_EQ(portfolio_view(book, {.as_of = today, .levels = 2}).groups.size(), 2U);
}

TEST(PortfolioView, sums_stop_and_nothing_is_nothing) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  Book book;
  book.dossiers.push_back(customer(1, "", "",
                                   {{.category = "a", .budget = yuan(most, most)},
                                    {.category = "a", .budget = yuan(1, most)},
                                    {.category = "a", .budget = MoneyRange{}}}));
  const PortfolioView view = portfolio_view(book, {.as_of = today});
  EXPECT_EQ(view.groups[0].budgets, (std::vector<BudgetSum>{{{most, {}}, {most, {}}, 2, 0}}));
  EXPECT_TRUE(portfolio_view({}, {.as_of = today}).groups.empty());
  EXPECT_THROW((void)portfolio_view(book, {.as_of = today, .weights = {0, 0, 0, 0}}), ArgumentError);
}

struct PlainGroup {
  std::set<int> customers{};
  int needs = 0, open = 0, met = 0, dropped = 0, urgent = 0, ranked = 0;
  std::int64_t low = 0, high = 0;
  double score = 0;
};

TEST(PortfolioView, random_books_equal_plain_counting_in_any_order) {
  std::mt19937_64 random(11);
  const char* const names[] = {"", "Training", "training ", "设备", "storage"};
  for (int round = 0; round < 250; ++round) {
    Book book;
    int id = 1000;
    std::map<std::string, PlainGroup> expected;
    std::vector<OwnerInfluence> known;
    for (int c = 0; c < static_cast<int>(random() % 8); ++c) {
      std::vector<Need> needs;
      for (std::size_t left = random() % 6; left > 0; --left) {
        Need need{.id = {number(++id)}, .statement = names[random() % 5], .category = names[random() % 5]};
        if (random() % 2 == 0) need.state = static_cast<NeedState>(random() % 5);
        if (random() % 2 == 0) need.importance = static_cast<Grade>(random() % 3);
        if (random() % 2 == 0) need.urgency = static_cast<Grade>(random() % 3);
        if (random() % 2 == 0) need.due_on = today + static_cast<int>(random() % 100);
        if (random() % 4 == 0) need.raised_on = today + static_cast<int>(random() % 3) - 1;
        if (random() % 2 == 0)
          need.budget =
              yuan(static_cast<std::int64_t>(random() % 100), static_cast<std::int64_t>(100 + random() % 100));
        needs.push_back(need);
        const std::string key = text::fold(need.category.empty() ? need.statement : need.category);
        if (key.empty() || (need.raised_on && *need.raised_on > today)) continue;
        PlainGroup& group = expected[key];
        group.customers.insert(c);
        ++group.needs;
        group.met += need.state == NeedState::met;
        group.dropped += need.state == NeedState::dropped;
        if (need.state == NeedState::met || need.state == NeedState::dropped) continue;
        ++group.open;
        group.urgent += need.urgency == Grade::high || (need.due_on && *need.due_on - today <= 30);
        const RankedNeed ranked = rank({&need, 1}, {.as_of = today}).front();
        if (need.importance || need.urgency || need.due_on) ++group.ranked, group.score += ranked.score.value();
        if (need.budget) group.low += need.budget->low->minor, group.high += need.budget->high->minor;
      }
      book.dossiers.push_back(customer(c + 1, "x", "", needs));
    }
    const PortfolioView view = portfolio_view(book, {.as_of = today});
    ASSERT_EQ(view.groups.size(), expected.size());
    for (std::size_t i = 0; i < view.groups.size(); ++i) {
      const NeedGroup& group = view.groups[i];
      const PlainGroup& plain = expected[text::fold(group.name)];
      ASSERT_EQ(group.customers, static_cast<std::int64_t>(plain.customers.size()));
      ASSERT_EQ(
          (std::vector<std::int64_t>{group.needs, group.open, group.met, group.dropped, group.urgent, group.ranked}),
          (std::vector<std::int64_t>{plain.needs, plain.open, plain.met, plain.dropped, plain.urgent, plain.ranked}));
      ASSERT_NEAR(group.mean_score.value_or(0), plain.ranked > 0 ? plain.score / plain.ranked : 0, 1e-9);
      ASSERT_EQ(group.budgets.empty() ? 0 : group.budgets[0].low.minor, plain.low);
      ASSERT_EQ(group.budgets.empty() ? 0 : group.budgets[0].high.minor, plain.high);
      if (i > 0) {
        ASSERT_GE(std::pair(view.groups[i - 1].customers, view.groups[i - 1].open),
                  std::pair(group.customers, group.open));
      }
    }
    std::shuffle(book.dossiers.begin(), book.dossiers.end(), random);
    for (Dossier& dossier : book.dossiers) std::shuffle(dossier.of<Need>().begin(), dossier.of<Need>().end(), random);
    ASSERT_EQ(portfolio_view(book, {.as_of = today}), view);
  }
}

}  // namespace
}  // namespace guanxi::need
