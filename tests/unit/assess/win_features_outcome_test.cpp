#include "support/assess_example.hpp"

#include <guanxi/assess/win_features.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace guanxi::assess {
namespace {

// Deals whose upkeep or whose facts are older than the cut, though they say how the deals end.
Book ended_deals() {
  constexpr Date opened = *Date::from_ymd(2023, 1, 1);
  Book book;
  Dossier& dossier = book.dossiers.emplace_back();
  dossier.customer().id = test::id_of<Customer>(1);
  for (int i = 0; i < 4; ++i) {
    Opportunity deal;
    deal.id = test::id_of<Opportunity>(i + 1);
    deal.opened_on = opened;
    deal.stage = i % 2 == 0 ? Stage::won : Stage::lost;
    deal.closed_on = opened + 200;
    if (i < 2)
      deal.meta.updated_at = Calendar{}.start_of(opened + 50);
    else
      deal.meta.field_facts = {{.path = "stage", .observed_on = opened + 50}};
    dossier.of<Opportunity>().push_back(deal);
  }
  return book;
}

TEST(WinFeaturesOutcome, no_column_tells_how_a_deal_ends) {
  const Book book = ended_deals();
  std::vector<WinCut> cuts;
  for (const Opportunity& deal : book.dossiers[0].of<Opportunity>()) cuts.push_back({deal.id, *deal.opened_on + 100});
  const WinFeatures taken = win_features(book, cuts);
  EXPECT_EQ(taken.outcome, (std::vector<double>{1, 0, 1, 0}));
  EXPECT_FALSE(taken.features.columns.empty());
  for (const score::FeatureColumn& column : taken.features.columns)
    for (const std::string& level : column.levels) EXPECT_TRUE(level != "won" && level != "lost") << column.name;
}

}  // namespace
}  // namespace guanxi::assess
