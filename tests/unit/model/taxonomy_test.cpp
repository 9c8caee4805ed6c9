#include <guanxi/model/taxonomy.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace guanxi {
namespace {

TEST(tags, are_read_in_the_users_own_notation) {
  const std::vector<Tag> tags = parse_tags("行业:制造业; 规模:中型; 需求痛点:生产效率低; 决策风格:数据驱动");
  const std::vector<Tag> expected{{"行业", "制造业"}, {"规模", "中型"}, {"需求痛点", "生产效率低"}, {"决策风格", "数据驱动"}};
  EXPECT_EQ(tags, expected);
}

struct TagCase {
  const char* text;
  std::vector<Tag> expected;
};

TEST(tags, may_be_full_width_sparse_or_odd) {
  const TagCase cases[] = {
      {"行业：制造业；规模：中型", {{"行业", "制造业"}, {"规模", "中型"}}},
      {" 行业 : 制造业 ;; \n规模:中型;", {{"行业", "制造业"}, {"规模", "中型"}}},
      {"重点", {{"", "重点"}}},
      {"网址:http://a.cn", {{"网址", "http://a.cn"}}},
      {"行业:", {{"行业", ""}}},
      {":制造业", {{"", "制造业"}}},
      {"", {}},
      {" ; ；\n", {}},
      {"industry: manufacturing", {{"industry", "manufacturing"}}},
  };
  for (const TagCase& one : cases) EXPECT_EQ(parse_tags(std::string_view(one.text)), one.expected) << one.text;
}

TEST(tags, of_a_record_are_read_one_by_one) {
  const std::vector<std::string> texts{"行业:制造业", "规模:中型; 区域:华东"};
  EXPECT_EQ(parse_tags(texts).size(), 3U);
}

TEST(tags, written_and_read_are_the_same) {
  for (const Tag& tag : {Tag{"行业", "制造业/专用设备"}, Tag{"", "重点"}, Tag{"a", "b:c"}}) EXPECT_EQ(parse_tag(to_string(tag)), tag);
}

TEST(taxonomy, paths_lie_within_their_ancestors) {
  EXPECT_TRUE(is_within("制造业/专用设备", "制造业"));
  EXPECT_TRUE(is_within("制造业", "制造业"));
  EXPECT_TRUE(is_within("制造业", ""));
  EXPECT_FALSE(is_within("制造业", "制造业/专用设备"));
  EXPECT_FALSE(is_within("制造业务", "制造业"));
}

Taxonomy small_taxonomy() {
  Taxonomy taxonomy;
  taxonomy.allow("行业", "制造业/专用设备/装配");
  taxonomy.allow("行业", "建筑业");
  taxonomy.allow("备忘");
  return taxonomy;
}

TEST(taxonomy, accepts_values_and_what_stands_above_them) {
  const std::vector<Tag> good{{"行业", "制造业"}, {"行业", "制造业/专用设备"}, {"行业", "制造业/专用设备/装配"}, {"行业", "建筑业"}, {"备忘", "随便"}};
  EXPECT_TRUE(small_taxonomy().check(good).empty());
}

TEST(taxonomy, reports_what_does_not_fit) {
  const std::vector<Tag> bad{{"规模", "中型"}, {"", "重点"}, {"行业", "金融"}, {"行业", "专用设备"}, {"行业", ""}, {"备忘", ""}};
  const Findings findings = small_taxonomy().check(bad);
  ASSERT_EQ(findings.size(), bad.size());
  std::string codes;
  for (const Finding& finding : findings) codes += finding.code + " ";
  EXPECT_EQ(codes, "model.tag_key model.tag_key model.tag_value model.tag_value model.tag_value model.tag_value ");
  EXPECT_EQ(findings[0].value, "规模:中型");
  EXPECT_EQ(findings[2].remedy.zh, "改用体系中的值");
  EXPECT_EQ(findings[3].remedy.zh, "改用体系中的值：行业:制造业/专用设备") << "the full path is suggested";
  EXPECT_EQ(findings[3].remedy.en, "use a value of the taxonomy: 行业:制造业/专用设备");
}

TEST(taxonomy, tells_its_keys_and_values) {
  const Taxonomy taxonomy = small_taxonomy();
  EXPECT_EQ(taxonomy.keys().size(), 2U);
  EXPECT_EQ(taxonomy.values("行业").size(), 2U);
  EXPECT_TRUE(taxonomy.values("备忘").empty());
  EXPECT_TRUE(taxonomy.values("规模").empty());
  EXPECT_EQ(taxonomy, small_taxonomy());
}

}  // namespace
}  // namespace guanxi
