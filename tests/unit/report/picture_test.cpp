#include <guanxi/report/chain_picture.hpp>
#include <guanxi/report/matrix_picture.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "../../../src/report/svg.hpp"
#include "markup.hpp"
#include "sample.hpp"

namespace guanxi::report {
namespace {

TEST(Svg, numbers_have_one_decimal_at_most) {
  EXPECT_EQ(detail::number(3), "3");
  EXPECT_EQ(detail::number(3.14159), "3.1");
  EXPECT_EQ(detail::number(-.04), "0");
  EXPECT_EQ(detail::number(1080), "1080");
}

TEST(Svg, corners_are_rounded_at_most_to_the_middle) {
  EXPECT_EQ(detail::rounded_path({{0, 0}, {10, 0}, {10, 10}}, 4), "M0 0L6 0Q10 0 10 4L10 10");
  EXPECT_EQ(detail::rounded_path({{0, 0}, {10, 0}, {10, 10}}, 40), "M0 0L5 0Q10 0 10 5L10 10");
  EXPECT_EQ(detail::rounded_path({}, 4), "");
}

PersonCard person(std::string name) { return {.name = std::move(name), .title = "生产总监", .roles = {BuyingRole::user}, .influence = 5, .support = 1, .coverage = Coverage::brief}; }

TEST(ChainPicture, nobody_gives_no_picture) { EXPECT_EQ(draw(ChainPicture{}, 1000), ""); }

TEST(ChainPicture, every_person_has_a_card_with_name_title_and_roles) {
  const std::string svg = draw({.title = "决策链", .people = {person("张伟"), person("李明")}}, 1000);
  EXPECT_EQ(markup::problem(svg), "");
  EXPECT_TRUE(svg.starts_with("<svg role=\"img\""));
  EXPECT_NE(svg.find("<title>决策链</title><desc>"), std::string::npos);
  EXPECT_EQ(markup::count(svg, "class=\"who c-brief\" "), 2U + 1U) << "two cards and the legend";
  for (const char* text : {">张伟<", ">李明<", ">生产总监<", ">使用者<", ">+1<", ">5<"}) EXPECT_GE(markup::count(svg, text), 1U) << text;
}

TEST(ChainPicture, support_coverage_and_influence_show) {
  PersonCard against = person("a"), unknown = person("b");
  against.support = -2;
  against.coverage = Coverage::none;
  against.influence = 10;
  unknown.support.reset();
  unknown.influence.reset();
  unknown.coverage = Coverage::unknown;
  const std::string svg = draw({.language = Language::en, .people = {against, unknown}}, 1000);
  EXPECT_EQ(markup::count(svg, "\"p s0\""), 2U);
  EXPECT_EQ(markup::count(svg, "\"p su\""), 2U);
  EXPECT_GE(markup::count(svg, "c-none"), 1U);
  EXPECT_GE(markup::count(svg, "c-unknown"), 1U);
  EXPECT_EQ(markup::count(svg, "r=\"17\""), 1U) << "influence 10";
  EXPECT_EQ(markup::count(svg, "r=\"11\""), 1U) << "unknown influence";
  EXPECT_GE(markup::count(svg, ">−2<"), 1U);
}

TEST(ChainPicture, ties_are_drawn_by_kind) {
  std::vector<PersonCard> people(5, person("x"));
  const std::string svg = draw({.people = people, .ties = {{1, 0, TieKind::reports_to, {}}, {2, 0, TieKind::reports_to, {}}, {3, 0, TieKind::influences, {}}, {1, 2, TieKind::conflicts_with, {}}, {4, 0, TieKind::gatekeeps, {}}}}, 1000);
  EXPECT_EQ(markup::problem(svg), "");
  EXPECT_EQ(markup::count(svg, "<path class=\"line\""), 2U + 1U);
  EXPECT_EQ(markup::count(svg, "class=\"tie t-influences\""), 1U + 1U) << "once, and once in the legend";
  EXPECT_EQ(markup::count(svg, "class=\"tie t-conflicts_with\""), 1U + 1U);
  EXPECT_EQ(markup::count(svg, "class=\"tie t-gatekeeps\""), 1U + 1U);
}

TEST(ChainPicture, a_second_superior_and_a_circle_are_drawn_as_ties) {
  std::vector<PersonCard> people(3, person("x"));
  const std::string svg = draw({.people = people, .ties = {{0, 1, TieKind::reports_to, {}}, {0, 2, TieKind::reports_to, {}}, {1, 0, TieKind::reports_to, {}}}}, 1000);
  EXPECT_EQ(markup::count(svg, "<path class=\"tie t-reports_to\""), 2U);
}

TEST(ChainPicture, ties_to_nobody_and_to_oneself_are_left_out) {
  const std::string svg = draw({.people = {person("x")}, .ties = {{0, 0, TieKind::influences, {}}, {0, 7, TieKind::influences, {}}}}, 1000);
  EXPECT_EQ(markup::count(svg, "<path class=\"tie t-influences\" "), 1U) << "the legend's";
}

TEST(ChainPicture, hostile_names_stay_text) {
  PersonCard hostile = person("</text><script>alert(1)</script>");
  hostile.title = "\"/><image href='x'>";
  const std::string svg = draw({.people = {hostile}}, 1000);
  EXPECT_EQ(markup::problem(svg), "");
  EXPECT_EQ(markup::count(svg, "<script"), 0U);
  EXPECT_EQ(markup::count(svg, "<image"), 0U);
}

TEST(ChainPicture, a_long_name_is_cut_but_told_in_full_on_demand) {
  const std::string name(200, 'n');
  const std::string svg = draw({.people = {person(name)}}, 1000);
  EXPECT_EQ(markup::count(svg, name), 1U);
  EXPECT_NE(svg.find("…</text>"), std::string::npos);
}

TEST(ChainPicture, a_nameless_person_is_called_so) {
  EXPECT_GE(markup::count(draw({.language = Language::en, .people = {person("")}}, 1000), ">(unnamed)<"), 1U);
}

TEST(ChainPicture, is_read_from_a_chain) {
  const Dossier dossier = sample::Maker(1).by_hand();
  const ChainPicture picture = chain_picture(dossier.of<DecisionChain>().front(), dossier.of<Contact>(), sample::as_of, Language::zh);
  ASSERT_EQ(picture.people.size(), 5U);
  EXPECT_EQ(picture.people[0].name, "李建国");
  EXPECT_EQ(picture.people[0].title, "总经理");
  EXPECT_EQ(picture.people[1].name, "孙丽") << "influence 8";
  EXPECT_EQ(picture.people[1].support, std::nullopt);
  EXPECT_EQ(picture.people[2].coverage, Coverage::in_depth);
  EXPECT_EQ(picture.ties.size(), 7U) << "six of the chain, and the superior on the card of 王芳";
}

TEST(ChainPicture, only_who_is_valid_on_the_day) {
  Dossier dossier = sample::Maker(1).by_hand();
  DecisionChain& chain = dossier.of<DecisionChain>().front();
  chain.stakeholders[0].valid_until = sample::as_of - 1;
  const ChainPicture picture = chain_picture(chain, dossier.of<Contact>(), sample::as_of, Language::zh);
  EXPECT_EQ(picture.people.size(), 4U);
  EXPECT_EQ(chain_picture(chain, dossier.of<Contact>(), sample::as_of - 1, Language::zh).people.size(), 5U);
}

/// Places of the chips of a matrix, in the order of their numbers.
std::vector<std::pair<double, double>> chips(const std::string& svg) {
  std::map<int, std::pair<double, double>> places;
  for (std::size_t at = 0; (at = svg.find("<g class=\"chip", at)) != std::string::npos; ++at) {
    const std::string rest = svg.substr(at, svg.find("</g>", at) - at);
    const std::size_t number = rest.find('>', rest.find("<title")) + 1;
    places[std::atoi(rest.c_str() + number)] = {std::atof(markup::attributes(rest, "cx").front().c_str()), std::atof(markup::attributes(rest, "cy").front().c_str())};
  }
  std::vector<std::pair<double, double>> in_order;
  for (const auto& [number, place] : places) in_order.push_back(place);
  return in_order;
}

TEST(MatrixPicture, urgent_is_right_and_important_is_up) {
  MatrixPicture picture;
  for (int i = 0; i < 9; ++i) picture.chips.push_back({i + 1, static_cast<need::Cell>(i), false, "x"});
  const std::string svg = draw(picture);
  EXPECT_EQ(markup::problem(svg), "");
  const auto places = chips(svg);
  ASSERT_EQ(places.size(), 9U);
  for (std::size_t urgency = 0; urgency < 3; ++urgency)
    for (std::size_t importance = 0; importance < 3; ++importance) {
      const auto [x, y] = places[3 * urgency + importance];
      EXPECT_DOUBLE_EQ(x, places[3 * urgency].first);
      EXPECT_DOUBLE_EQ(y, places[importance].second);
      if (urgency > 0) {
        EXPECT_LT(x, places[3 * (urgency - 1) + importance].first);
      }
      if (importance > 0) {
        EXPECT_GT(y, places[3 * urgency + importance - 1].second);
      }
    }
}

TEST(MatrixPicture, chips_of_a_full_cell_stay_inside_and_apart) {
  MatrixPicture picture;
  for (int i = 0; i < 23; ++i) picture.chips.push_back({i + 1, need::Cell::high_high, i % 2 == 0, "x"});
  const std::string svg = draw(picture);
  const auto places = chips(svg);
  std::size_t at = 0;
  for (int cell = 0; cell < 3; ++cell) at = svg.find("<rect", at) + 1;  // row by row, the third is upper right
  const std::string rect = svg.substr(at, svg.find("/>", at) - at);
  const auto edge = [&](const char* name) { return std::atof(markup::attributes(rect, name).front().c_str()); };
  for (const auto& [x, y] : places) {
    EXPECT_GE(x - 12, edge("x"));
    EXPECT_LE(x + 12, edge("x") + edge("width"));
    EXPECT_GE(y - 12, edge("y"));
    EXPECT_LE(y + 12, edge("y") + edge("height"));
  }
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_GE(std::abs(places[i].first - places[j].first) + std::abs(places[i].second - places[j].second), 24);
  EXPECT_EQ(markup::count(svg, "class=\"chip late\""), 12U);
}

TEST(MatrixPicture, quadrants_follow_the_cut) {
  const std::string strict = draw(MatrixPicture{.cut = .5}), mild = draw(MatrixPicture{.cut = .25});
  const auto tinted = [](const std::string& svg, const char* style) { return markup::count(svg, std::string("\"q q-") + style + "\"") - 1; };
  EXPECT_EQ(tinted(strict, "urgent_important"), 1U);
  EXPECT_EQ(tinted(strict, "important"), 2U);
  EXPECT_EQ(tinted(strict, "urgent"), 2U);
  EXPECT_EQ(tinted(strict, "neither"), 4U);
  EXPECT_EQ(tinted(mild, "urgent_important"), 4U);
  EXPECT_EQ(tinted(mild, "neither"), 1U);
}

TEST(MatrixPicture, speaks_both_languages) {
  EXPECT_NE(draw(MatrixPicture{.language = Language::zh}).find(">紧急重要<"), std::string::npos);
  EXPECT_NE(draw(MatrixPicture{.language = Language::en}).find("Urgent and"), std::string::npos);
}

}  // namespace
}  // namespace guanxi::report
