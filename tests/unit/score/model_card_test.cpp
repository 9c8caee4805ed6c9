#include <gtest/gtest.h>
#include <guanxi/score/model_card.hpp>

#include <random>
#include <string>

#include "win_cases.hpp"

namespace guanxi::score {
namespace {

TEST(ModelCard, tells_all_that_people_need) {
  std::mt19937_64 random(1);
  DrawnDeals deals = draw_deals({.effects = {1}, .teams = 3, .unknown = .1, .words = true}, 400, random, {-.5, 0, .5});
  deals.table.add_numbers("same", std::vector<double>(400, 1));
  std::vector<double> days;
  for (int i = 0; i < 400; ++i) days.push_back(i);
  const WinModel model = fit_win_model(deals.table.view(), deals.outcome, {.time = days, .groups = {"team"}});
  const ModelCard card = model_card(model, {.as_of = Date::from_ymd(2025, 3, 1), .origin = Date::from_ymd(2024, 1, 1)});
  EXPECT_EQ(card.version, "score.win/1");
  ASSERT_GE(card.data.figures.size(), 6U);
  EXPECT_EQ(card.data.figures[0].value.en, "400");
  EXPECT_EQ(card.data.figures[4].value.en, "2024-01-01");
  EXPECT_EQ(card.data.figures[5].value.en, "2025-02-03");  // 399 days later; 2024 is a leap year
  EXPECT_EQ(card.effects.figures.size(), model.coefficients.size());
  EXPECT_EQ(card.effects.figures[0].label.en, "x1");
  const std::string english = to_text(card, Language::en), chinese = to_text(card, Language::zh);
  for (const char* part :
       {"# Model of winning", "as of 2025-03-01", "## Columns", "same: left out: The same in all rows", "x1: unknown",
        "Calibration error", "Rolling in time", "not what causes what", "3 groups"})
    EXPECT_NE(english.find(part), std::string::npos) << part << "\n" << english;
  for (const char* part :
       {"# 赢单概率模型", "截至 2025-03-01", "same：未使用：取值不变", "校准误差", "不是因果", "3 组"})
    EXPECT_NE(chinese.find(part), std::string::npos) << part << "\n" << chinese;
}

TEST(ModelCard, of_an_empty_model_says_what_is_missing) {
  const ModelCard card = model_card(WinModel(), {.purpose = {"试验", "a trial"}});
  EXPECT_EQ(card.purpose.notes[0].en, "a trial");
  for (const CardSection* section : {&card.columns, &card.effects, &card.groups})
    EXPECT_FALSE(section->notes.empty()) << section->title.en;
  EXPECT_NE(to_text(card, Language::en).find("Not available"), std::string::npos);
}

}  // namespace
}  // namespace guanxi::score
