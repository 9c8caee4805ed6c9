#include <guanxi/report/render.hpp>

#include <gtest/gtest.h>
#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/kinds.hpp>

#include <string>

#include "../../../src/report/dossier_card.hpp"
#include "markup.hpp"
#include "sample.hpp"

namespace guanxi::vendor {

/// A kind that reports have never heard of.
struct Renovation {
  Id<Renovation> id{};
  Id<Customer> customer_id{};
  std::string designer{};
  std::optional<Money> price{};
  std::vector<FieldFact> steps{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Renovation&) const = default;
};

inline constexpr Category works{"works", {"装修工程", "Works"}};

}  // namespace guanxi::vendor

namespace guanxi {

template <>
struct Schema<vendor::Renovation> {
  using R = vendor::Renovation;
  static constexpr std::string_view name = "renovation";
  static constexpr std::string_view plural = "renovations";
  static constexpr Label label{"装修", "Renovation"};
  static constexpr Scope scope = Scope::via;
  static constexpr const Category& category = vendor::works;
  static constexpr Field fields[] = {
      detail::id_field<&R::id>(),
      detail::customer_field<&R::customer_id>(),
      field<&R::designer>("designer", {"设计师", "Designer"}, {.part = Part::title}),
      field<&R::price>("price", {"造价", "Price"}, {}),
      field<&R::steps>("steps", {"工序", "Steps"}, {}),
      detail::custom_field<&R::custom>(),
      detail::meta_field<&R::meta>(),
  };
};

}  // namespace guanxi

namespace guanxi::report::detail {
namespace {

/// The card as Markdown: every text of it, in order.
std::string card(const Dossier& dossier, const ReportOptions& options = {}, const Catalogue& catalogue = standard_catalogue(), const Records* shared = nullptr) {
  RecordIndex known;
  if (shared != nullptr) known.add(catalogue, *shared);
  known.finish();
  Context context(catalogue, options, shared, known);
  context.enter(dossier);
  return render({.language = options.language, .sections = dossier_card(context, dossier)}, {.format = Format::md});
}

bool is_hidden(const Leaf& leaf) { return has(leaf.top->notes.part, Part::key) || has(leaf.top->notes.part, Part::parent) || leaf.path.starts_with("meta.field_facts"); }

// Nothing that is set may be missing, whatever kind and field it is: the walk over the leaves is the reference.
TEST(DossierCard, holds_every_label_and_value) {
  const Dossier dossier = sample::Maker(1).by_hand();
  const std::string text = card(dossier);
  std::size_t leaves = 0;
  for (const KindInfo* kind : standard_catalogue().kinds()) {
    for (std::size_t i = 0; i < dossier.records().size(*kind); ++i) {
      for_each_leaf(standard_catalogue().fields(*kind), dossier.records().at(*kind, i), [&](const Leaf& leaf) {
        if (is_hidden(leaf) || leaf.type->get == nullptr) return;
        const Value value = leaf.type->get(*leaf.type, leaf.member);
        ++leaves;
        if (leaf.top->type->kind != TypeKind::custom) {
          EXPECT_NE(text.find(leaf.top->label.zh), std::string::npos) << leaf.path;
        }
        if (std::holds_alternative<Uuid>(value) || std::holds_alternative<RefValue>(value)) return;
        const bool share = leaf.type->bounded && leaf.type->high == 1;
        std::string shown = share ? std::to_string(static_cast<int>(std::get<double>(value) * 100 + .5)) + "%" : write_text(value);
        shown = shown.substr(0, shown.find_first_of("\n-.|_"));
        EXPECT_NE(text.find(shown), std::string::npos) << leaf.path << ": " << shown;
      });
    }
  }
  EXPECT_GT(leaves, 150U);
}

TEST(DossierCard, groups_stand_in_the_order_of_the_dictionary_with_record_keeping_last) {
  Dossier dossier = sample::Maker(1).by_hand();
  dossier.customer().meta.version = 3;
  const std::string text = card(dossier);
  std::size_t before = 0;
  for (const Category* group : {&category::customer_basics, &category::background, &category::classification, &category::contacts, &category::needs, &category::upkeep}) {
    const std::size_t at = text.find("## " + std::string(group->label.zh) + "\n");
    ASSERT_NE(at, std::string::npos) << group->name;
    EXPECT_GT(at, before) << group->name;
    before = at;
  }
}

TEST(DossierCard, an_empty_dossier_gives_an_empty_card) { EXPECT_EQ(markup::count(card(Dossier{}), "#"), 1U); }

TEST(DossierCard, shows_a_kind_and_fields_that_it_never_heard_of) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add(kind_info<vendor::Renovation>());
  Dossier dossier = sample::Maker(1).by_hand();
  vendor::Renovation one{.designer = "方设计师", .price = sample::yuan(350'000)};
  one.steps = {{.path = "水电", .observed_on = sample::as_of}, {.path = "泥瓦", .source = "工长"}};
  one.custom.values["风格"] = std::string("新中式");
  dossier.of<vendor::Renovation>().push_back(one);
  const std::string text = card(dossier, {}, catalogue);
  for (const char* part : {"## 装修工程", "### 方设计师", "**造价**: 35万元", "**工序**", "| 水电 | 2024-06-30 |", "工长", "**风格**: 新中式"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
  EXPECT_EQ(card(dossier).find("装修工程"), std::string::npos) << "not in the catalogue";
}

TEST(DossierCard, shows_run_time_fields_by_their_label) {
  static constexpr Type type = guanxi::detail::custom_type(TypeKind::text);
  Catalogue catalogue = standard_catalogue();
  Field line;
  line.name = "节能等级";
  line.label = {"节能等级（国标）", "Energy class"};
  line.type = &type;
  catalogue.add_field(kind_info<Customer>(), line);
  const Dossier dossier = sample::Maker(1).by_hand();
  EXPECT_NE(card(dossier, {}, catalogue).find("**节能等级（国标）**: 二级"), std::string::npos);
  EXPECT_NE(card(dossier).find("**节能等级**: 二级"), std::string::npos);
}

TEST(DossierCard, tells_age_and_origin_of_a_value) {
  const std::string text = card(sample::Maker(1).by_hand());
  EXPECT_NE(text.find("**员工人数**: 500–1,000人<br>2023-10-15 得知 · 来源：拜访时李总口述 · 可靠度 80% · 另有说法：300-500人"), std::string::npos);
}

TEST(DossierCard, links_are_names) {
  sample::Maker maker(1);
  const Book book = maker.book(1);
  const std::string text = card(book.dossiers[0], {}, standard_catalogue(), &book.shared);
  EXPECT_NE(text.find("**我方参与人**: 陈晨、周工"), std::string::npos);
  EXPECT_NE(text.find("**接待人**: 张伟"), std::string::npos);
  EXPECT_NE(text.find("| 李建国 | 最终决策人 | 10 | 0 | 未接触 |"), std::string::npos);
}

TEST(DossierCard, a_link_to_nobody_is_the_end_of_its_id) {
  Dossier dossier;
  dossier.customer().owner_id.id = {*parse_uuid("01890000-0000-7000-8000-00000000abcd")};
  EXPECT_NE(card(dossier).find("…0000abcd"), std::string::npos);
}

TEST(DossierCard, many_small_records_become_a_table) {
  const std::string text = card(sample::Maker(1).by_hand());
  EXPECT_NE(text.find("| SO-20240 |"), std::string::npos);
  EXPECT_NE(text.find("(5)"), std::string::npos);
}

TEST(DossierCard, both_languages) {
  const Dossier dossier = sample::Maker(1).by_hand();
  const std::string text = card(dossier, {.language = Language::en});
  for (const char* part : {"## Customer basics", "**Employees**: 500–1,000<br>seen 2023-10-15", "CNY 100–500 million", "Strategic"}) EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(DossierCard, personal_values_are_masked_on_demand) {
  const Dossier dossier = sample::Maker(1).by_hand();
  const std::string text = card(dossier, {.personal = Personal::masked});
  for (const char* secret : {"13800138000", "13712345678", "li.jianguo", "1972", "围棋"}) EXPECT_EQ(text.find(secret), std::string::npos) << secret;
  EXPECT_NE(text.find("138\\*\\*\\*\\*8000"), std::string::npos);
}

TEST(KeyFacts, short_values_that_the_card_needs_by_weight) {
  const Dossier dossier = sample::Maker(1).by_hand();
  RecordIndex known;
  known.finish();
  Context context(standard_catalogue(), {}, nullptr, known);
  context.enter(dossier);
  const std::vector<Fact> facts = key_facts(context, kind_info<Customer>(), &dossier.customer(), 3);
  ASSERT_EQ(facts.size(), 3U);
  EXPECT_EQ(facts[0].label, "所属行业");
  EXPECT_EQ(facts[0].value[0].text, "制造业-专用设备生产");
}

TEST(ClassBadges, what_is_set_before_what_is_computed_and_only_true_flags) {
  Dossier dossier = sample::Maker(1).by_hand();
  dossier.customer().customer_type.computed = CustomerType::potential;
  RecordIndex known;
  known.finish();
  Context context(standard_catalogue(), {}, nullptr, known);
  context.enter(dossier);
  const auto badges = [&] { return class_badges(context, kind_info<Customer>(), &dossier.customer()); };
  const Line line = badges();
  ASSERT_EQ(line.size(), 5U);
  EXPECT_EQ(line[0], badge("战略客户", Tone::accent));
  EXPECT_EQ(line[1].tone, Tone::plain) << "account class is computed only";
  EXPECT_EQ(line[3].text, "大客户");
  dossier.customer().is_key_account.set = false;
  EXPECT_EQ(badges().size(), 4U);
}

}  // namespace
}  // namespace guanxi::report::detail
