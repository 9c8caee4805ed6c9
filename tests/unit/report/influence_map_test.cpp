#include <guanxi/report/influence_map.hpp>

#include <guanxi/chain/analyze.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "../../../src/report/metrics.hpp"
#include "markup.hpp"
#include "sample.hpp"
#include "support/random_chain.hpp"

namespace guanxi::report {
namespace {

using test::chain_example;
using test::contacts_example;
using test::example_day;

InfluenceMap map_of(const DecisionChain& chain, const std::vector<Contact>& contacts, Language language = Language::zh) {
  const chain::AnalyzeOptions options{.as_of = example_day, .contacts = contacts};
  return influence_map(chain, chain::analyze(chain, options), options, language);
}

/// A text of a picture with the box that it fills at most.
struct Words {
  std::string style{}, text{};
  detail::Box box{};
};

/// Reads the texts of a map out of its markup; sizes as the style sheet has them.
std::vector<Words> texts_of(const std::string& svg) {
  std::vector<Words> found;
  for (std::size_t at = 0; (at = svg.find("<text", at)) != std::string::npos; ++at) {
    const std::size_t close = svg.find('>', at);
    const std::string tag = svg.substr(at, close - at);
    Words words{.text = svg.substr(close + 1, svg.find('<', close) - close - 1)};
    if (const auto style = markup::attributes(tag, "class"); !style.empty()) words.style = style.front();
    const double x = std::atof(markup::attributes(tag, "x").front().c_str()), y = std::atof(markup::attributes(tag, "y").front().c_str());
    const bool small = words.style.ends_with(" small"), bold = words.style.starts_with("name") || words.style == "inf" || words.style.starts_with("axis");
    const double size = small ? 10.5 : words.style == "level" ? 11 : words.style.empty() ? 10 : 12;
    const double width = detail::text_width(words.text, {size, bold});
    const bool starts = words.style == "key" || words.style == "axis first", ends = words.style == "level";
    words.box = {starts ? x : ends ? x - width : x - width / 2, y - size * .85, width, size};
    found.push_back(std::move(words));
  }
  return found;
}

bool overlap(const detail::Box& one, const detail::Box& other) {
  constexpr double touch = .2;  // coordinates are rounded to tenths
  return one.x + touch < other.right() && other.x + touch < one.right() && one.y + touch < other.bottom() && other.y + touch < one.bottom();
}

/// Pairs of texts that overlap, and texts outside the frame.
std::string crowded(const std::string& svg) {
  const std::vector<Words> texts = texts_of(svg);
  const std::string frame = markup::attributes(svg, "viewBox").front();
  char* rest = nullptr;
  const double x = std::strtod(frame.c_str(), &rest), y = std::strtod(rest, &rest), width = std::strtod(rest, &rest), height = std::strtod(rest, &rest);
  std::string problems;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const detail::Box& box = texts[i].box;
    if (box.x < x || box.y < y || box.right() > x + width || box.bottom() > y + height) problems += texts[i].text + " leaves the frame\n";
    for (std::size_t j = 0; j < i; ++j)
      if (overlap(box, texts[j].box)) problems += texts[i].text + " covers " + texts[j].text + "\n";
  }
  return problems;
}

/// A map of so many people, many in one cell, with long names.
InfluenceMap big_map(int people, Language language, unsigned seed) {
  std::mt19937 random(seed);
  InfluenceMap map{.language = language, .title = "map"};
  const char* names[] = {"欧阳建国", "Alexandra Konstantinopoulou", "王芳", "张伟（华东区采购部高级经理）", "Li", "Wolfgang-Amadeus Mozartsen"};
  for (int i = 0; i < people; ++i) {
    MapPerson person{.name = names[random() % 6]};
    if (random() % 6 != 0) person.influence = static_cast<int>(random() % 4 == 0 ? random() % 11 : 7);
    if (random() % 6 != 0) person.support = static_cast<int>(random() % 5) - 2;
    person.coverage = static_cast<Coverage>(random() % 5);
    person.leverage = static_cast<double>(random() % 101) / 100;
    person.decides = random() % 8 == 0;
    if (i < 3) person.meeting = i + 1;
    map.people.push_back(std::move(person));
  }
  for (int i = 0; people > 1 && i < 2 * people; ++i) map.ties.push_back({random() % map.people.size(), random() % map.people.size(), static_cast<TieKind>(random() % 4), {}});
  return map;
}

TEST(InfluenceMap, nobody_gives_no_map) {
  EXPECT_EQ(draw(InfluenceMap{}, 1000), "");
  EXPECT_EQ(with_style(""), "");
  EXPECT_TRUE(map_of(DecisionChain{}, {}).people.empty());
}

// METHODS 3: L decides and is not known; W, known well, has a tie to L, so that is the way.
TEST(InfluenceMap, reads_the_worked_example) {
  const InfluenceMap map = map_of(chain_example(), contacts_example());
  ASSERT_EQ(map.people.size(), 4U);
  EXPECT_EQ(map.people[0].name, "李总经理");
  EXPECT_TRUE(map.people[0].decides);
  EXPECT_FALSE(map.people[1].decides);
  EXPECT_EQ(map.people[1].name, "王工");
  EXPECT_EQ(map.way, (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(map.ties.size(), 3U);
  int meetings = 0;
  for (const MapPerson& person : map.people) meetings += person.meeting.value_or(0);
  EXPECT_EQ(meetings, 1 + 2 + 3);
}

// By hand with susceptibility ½: L acts on W and P, W on Z. Z moves only half of 4; W ½·(6 + ½·4) = 4; P ½·2 = 1; L, on whom nobody acts,
// moves 10 + ½·2 + ½·(6 + ½·4) = 15.
TEST(InfluenceMap, leverage_is_what_an_attitude_moves) {
  const InfluenceMap map = map_of(chain_example(), contacts_example());
  ASSERT_EQ(map.people.size(), 4U);
  EXPECT_NEAR(map.people[0].leverage, 1, 1e-12);
  EXPECT_NEAR(map.people[1].leverage, 4.0 / 15, 1e-12);
  EXPECT_NEAR(map.people[2].leverage, 2.0 / 15, 1e-12);
  EXPECT_NEAR(map.people[3].leverage, 1.0 / 15, 1e-12);
}

TEST(InfluenceMap, higher_is_more_influence_and_right_is_more_support) {
  const InfluenceMap map = map_of(chain_example(), contacts_example());
  const std::string svg = draw(map, 1080);
  EXPECT_EQ(markup::problem(svg), "");
  std::vector<std::pair<double, double>> at;
  for (const MapPerson& person : map.people)
    for (const Words& words : texts_of(svg))
      if (words.style == "name" && words.text == person.name) at.emplace_back(words.box.center().x, words.box.y);
  ASSERT_EQ(at.size(), 4U);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_GT(at[i].second, at[i - 1].second) << i;
  EXPECT_LT(at[3].first, at[0].first) << "support −1 and 0";
  EXPECT_LT(at[0].first, at[1].first);
  EXPECT_LT(at[1].first, at[2].first);
}

TEST(InfluenceMap, marks_who_decides_whom_we_know_the_way_and_the_next_meeting) {
  const std::string svg = draw(map_of(chain_example(), contacts_example()), 1080);
  EXPECT_EQ(markup::count(svg, "class=\"ring2\""), 1U + 2U) << "李, and two in the legend";
  EXPECT_EQ(markup::count(svg, "class=\"known\""), 2U + 1U) << "王工 and 张";
  EXPECT_EQ(markup::count(svg, "class=\"way\""), 1U + 1U);
  EXPECT_EQ(markup::count(svg, "class=\"chip\""), 3U + 1U);
  EXPECT_EQ(markup::count(svg, "class=\"tie t-reports_to\""), 3U + 1U);
}

TEST(InfluenceMap, conflicts_have_no_head_and_ties_to_nobody_are_left_out) {
  InfluenceMap map = big_map(3, Language::en, 1);
  map.ties = {{0, 1, TieKind::conflicts_with, {}}, {0, 0, TieKind::influences, {}}, {0, 9, TieKind::gatekeeps, {}}};
  const std::string svg = draw(map, 1000);
  EXPECT_EQ(markup::count(svg, "t-conflicts_with"), 1U + 1U) << "and in the legend";
  EXPECT_EQ(markup::count(svg, "t-influences"), 0U);
  EXPECT_EQ(markup::count(svg, "t-gatekeeps"), 0U);
}

TEST(InfluenceMap, without_a_decider_no_way_is_marked) {
  DecisionChain chain = chain_example();
  chain.stakeholders.front().roles = {BuyingRole::user};
  const InfluenceMap map = map_of(chain, contacts_example());
  EXPECT_TRUE(map.way.empty());
  EXPECT_EQ(markup::count(draw(map, 1000), "class=\"way\""), 0U);
}

TEST(InfluenceMap, no_text_covers_another_at_any_size) {
  for (const int people : {1, 2, 5, 20, 50, 120})
    for (const Language language : {Language::zh, Language::en})
      for (const double width : {340.0, 700.0, 1080.0}) {
        const std::string svg = draw(big_map(people, language, static_cast<unsigned>(people)), width);
        EXPECT_EQ(markup::problem(svg), "");
        EXPECT_EQ(crowded(svg), "") << people << " people, width " << width;
        EXPECT_GE(texts_of(svg).size(), static_cast<std::size_t>(2 * people));
      }
}

TEST(InfluenceMap, the_test_sees_texts_that_cover_each_other) {
  std::string svg = draw(big_map(5, Language::zh, 5), 1080);
  const std::size_t name = svg.find("<text class=\"name\"");
  svg.insert(name, svg.substr(name, svg.find("</text>", name) + 7 - name));
  EXPECT_NE(crowded(svg), "");
}

TEST(InfluenceMap, random_chains_give_whole_and_repeatable_maps) {
  std::mt19937 random(20240601);
  for (int round = 0; round < 200; ++round) {
    const DecisionChain chain = test::random_chain(random);
    const InfluenceMap map = map_of(chain, contacts_example(), round % 2 == 0 ? Language::zh : Language::en);
    DecisionChain turned = chain;
    std::ranges::reverse(turned.stakeholders);
    std::ranges::reverse(turned.ties);
    const std::string svg = draw(map, 1080);
    ASSERT_EQ(svg.empty(), map.people.empty());
    if (svg.empty()) continue;
    EXPECT_EQ(markup::problem(svg), "");
    EXPECT_EQ(crowded(svg), "") << round;
    EXPECT_EQ(draw(map_of(turned, contacts_example(), map.language), 1080), svg) << "the order of the input changes nothing";
    for (const MapPerson& person : map.people) {
      EXPECT_GE(person.leverage, 0);
      EXPECT_LE(person.leverage, 1);
    }
    for (std::size_t step = 1; step < map.way.size(); ++step)
      EXPECT_TRUE(std::ranges::any_of(map.ties, [&](const TieLine& tie) {
        return tie.kind != TieKind::conflicts_with && ((tie.from == map.way[step - 1] && tie.to == map.way[step]) || (tie.to == map.way[step - 1] && tie.from == map.way[step]));
      }) || std::ranges::any_of(chain.ties, [](const Tie& tie) { return !tie.kind; })) << "a step of the way is a tie, drawn or of no stated kind";
    if (!map.way.empty()) {
      EXPECT_TRUE(map.people[map.way.back()].decides);
      EXPECT_EQ(markup::count(svg, "class=\"way\""), map.way.size() - 1 + (map.way.size() > 1 ? 1 : 0)) << "each step, and the legend";
    }
  }
}

TEST(InfluenceMap, hostile_names_stay_text) {
  InfluenceMap map{.people = {{.name = "</text><script>alert(1)</script>"}}};
  map.title = "\"><image href='x'>";
  const std::string svg = with_style(draw(map, 1000));
  EXPECT_EQ(markup::problem(svg), "");
  EXPECT_EQ(markup::count(svg, "<script"), 0U);
  EXPECT_EQ(markup::count(svg, "<image"), 0U);
}

TEST(InfluenceMap, speaks_both_languages) {
  const InfluenceMap zh = map_of(chain_example(), contacts_example()), en = map_of(chain_example(), contacts_example(), Language::en);
  EXPECT_NE(draw(zh, 1000).find(">↑ 影响力<"), std::string::npos);
  EXPECT_NE(draw(en, 1000).find(">↑ Influence<"), std::string::npos);
  EXPECT_EQ(draw(en, 1000).find("影响"), std::string::npos);
}

TEST(InfluenceMap, brings_its_colours_along) {
  const std::string svg = with_style(draw(big_map(2, Language::zh, 3), 1000));
  EXPECT_TRUE(svg.starts_with("<svg "));
  EXPECT_EQ(markup::count(svg, "<style>"), 1U);
  EXPECT_NE(svg.find(":root{color-scheme"), std::string::npos);
  EXPECT_NE(svg.find(".map .way{"), std::string::npos);
}

}  // namespace
}  // namespace guanxi::report
