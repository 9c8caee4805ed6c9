#include "model_fields.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace guanxi::test {
namespace {

/// Everything that a (category, header) pair leads to, as `kind.field`, `kind.field/cell` or `kind.field=word`.
std::vector<std::string> targets(std::string_view category, std::string_view header) {
  std::vector<std::string> found;
  const std::string key = text::fold(header);
  for (const KindInfo* kind : standard_catalogue().kinds())
    for (const Field& field : kind->record->fields) {
      if (is_upkeep(field)) continue;
      const std::string path = std::string(kind->name) + "." + std::string(field.name);
      if (has(field.notes.part, Part::heading))
        for (const EnumWord& word : words(*field.type))
          if (text::fold(word.label.zh) == key) found.push_back(path + "=" + std::string(word.word));
      const Category& group = category_of(*kind, field);
      bool here = text::fold(group.label.zh) == text::fold(category);
      for (const std::string_view alias : variants(group.aliases)) here = here || text::fold(alias) == text::fold(category);
      if (!here) continue;
      for (const std::string_view known : headers(field))
        if (text::fold(known) == key) {
          found.push_back(path);
          break;
        }
      for (const std::string_view cell : variants(field.notes.cell))
        if (text::fold(cell) == key) found.push_back(path + "/cell");
    }
  return found;
}

struct FormHeader {
  const char* category;
  const char* header;
  std::vector<std::string> expected;
};

// The rows of the users' collection form, in their order; where each goes is what the domain calls it.
const std::vector<FormHeader>& form_headers() {
  static const std::vector<FormHeader> rows{
      {"客户基础信息", "客户名称（全称）", {"customer.legal_name"}},
      {"客户基础信息", "所属行业", {"customer.industry_label"}},
      {"客户基础信息", "企业规模", {"customer.employees/cell", "customer.annual_revenue/cell"}},
      {"客户基础信息", "客户类型", {"customer.customer_type"}},
      {"联系人信息", "主要联系人姓名", {"contact.display_name"}},
      {"联系人信息", "职位", {"contact.title"}},
      {"联系人信息", "联系方式", {"contact.phones/cell", "contact.emails/cell", "contact.messaging/cell"}},
      {"联系人信息", "决策链关系", {"decision_chain.stakeholders"}},
      {"客户背景与现状", "成立时间", {"customer.founded_on"}},
      {"客户背景与现状", "主营业务", {"customer.main_business"}},
      {"客户背景与现状", "当前痛点/挑战", {"customer.pain_points"}},
      {"客户背景与现状", "近期目标/规划", {"customer.goals"}},
      {"需求信息", "显性需求", {"need.kind=explicit"}},
      {"需求信息", "隐性需求", {"need.kind=latent"}},
      {"需求信息", "需求紧急性", {"need.urgency"}},
      {"需求信息", "需求重要性", {"need.importance"}},
      {"互动记录", "最近接触时间", {"interaction.occurred_at"}},
      {"互动记录", "接触方式", {"interaction.channel"}},
      {"互动记录", "我方参与人", {"interaction.our_people"}},
      {"互动记录", "沟通核心内容", {"interaction.summary"}},
      {"互动记录", "下一步计划", {"interaction.next_step"}},
      {"需求预判与商机", "潜在需求", {"need.kind=predicted"}},
      {"需求预判与商机", "合作可能性评分", {"opportunity.cooperation_score"}},
      {"需求预判与商机", "重点跟进方向", {"opportunity.follow_focus"}},
  };
  return rows;
}

TEST(form_headers, each_row_of_the_collection_form_leads_to_one_place) {
  for (const FormHeader& row : form_headers()) EXPECT_EQ(targets(row.category, row.header), row.expected) << row.header;
}

TEST(form_headers, traditional_and_full_width_headers_lead_to_the_same_place) {
  EXPECT_EQ(targets("客戶基礎信息", "客戶名稱(全稱)"), targets("客户基础信息", "客户名称（全称）"));
  EXPECT_EQ(targets("聯繫人信息", "聯繫方式").size(), 3U);
  EXPECT_EQ(targets("客戶背景與現狀", "當前痛點／挑戰"), targets("客户背景与现状", "当前痛点/挑战"));
}

TEST(form_headers, next_step_holds_its_due_date) {
  const RecordInfo& interaction = *kind_info<Interaction>().record;
  const Field* step = interaction.with(Part::scanned);
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->name, "next_step");
  EXPECT_EQ(variants(interaction.fields[15].notes.marker).front(), "{}前");
  EXPECT_EQ(interaction.fields[15].name, "next_due");
}

TEST(form_headers, stakeholders_are_told_by_role_and_person) {
  const Field& stakeholders = kind_info<DecisionChain>().record->fields[3];
  const RecordInfo* stakeholder = nested(*stakeholders.type);
  ASSERT_NE(stakeholder, nullptr);
  EXPECT_EQ(stakeholder->with(Part::heading)->name, "roles");
  EXPECT_EQ(stakeholder->with(Part::title)->name, "contact");
  EXPECT_EQ(stakeholder->with(Part::title)->type->target, kind_info<Contact>().tag);
}

TEST(form_headers, blank_forms_ask_for_what_they_are_for) {
  const auto asked = [](const KindInfo& kind, std::string_view name, Purpose purpose) {
    for (const Field& field : kind.record->fields)
      if (field.name == name) return overlaps(kind.forms, purpose) && overlaps(field.notes.forms, purpose);
    return false;
  };
  using enum Purpose;
  const std::vector<std::tuple<const KindInfo*, std::string_view, Purpose, bool>> cases{
      {&kind_info<Customer>(), "legal_name", complaint, true},      {&kind_info<Customer>(), "employees", new_customer, true},
      {&kind_info<Customer>(), "employees", complaint, false},      {&kind_info<Customer>(), "pain_points", new_customer, true},
      {&kind_info<Customer>(), "credit_limit", new_customer, false}, {&kind_info<Customer>(), "credit_limit", existing, true},
      {&kind_info<DecisionChain>(), "stakeholders", new_customer, true}, {&kind_info<Complaint>(), "description", complaint, true},
      {&kind_info<Complaint>(), "description", new_customer, false}, {&kind_info<FollowUp>(), "satisfaction", revisit, true},
      {&kind_info<InstalledProduct>(), "satisfaction", existing, true}, {&kind_info<Need>(), "statement", existing, true},
      {&kind_info<Interaction>(), "summary", visit, true},          {&kind_info<User>(), "name", new_customer, false}};
  for (const auto& [kind, field, purpose, expected] : cases)
    EXPECT_EQ(asked(*kind, field, purpose), expected) << kind->name << "." << field << " on form " << static_cast<unsigned>(purpose);
}

}  // namespace
}  // namespace guanxi::test
