#include "support/shared_data.hpp"

#include <guanxi/core/write.hpp>
#include <guanxi/io/csv.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/io/xlsx.hpp>
#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace guanxi::io {
namespace {

/// The collection form that sales desks fill in, as the sources give it.
constexpr std::string_view collection_form =
    "信息类别,采集字段,填写内容\n"
    "客户基础信息,客户名称（全称）,江南专用设备制造有限公司\n"
    "客户基础信息,所属行业,制造业-专用设备生产\n"
    "客户基础信息,企业规模,500-1000人，年营收1-5亿元\n"
    "客户基础信息,客户类型,潜在客户\n"
    "联系人信息,主要联系人姓名,张\n"
    "联系人信息,职位,生产总监\n"
    "联系人信息,联系方式,13800138000\n"
    "联系人信息,决策链关系,最终决策人：总经理李；影响者：技术主管王\n"
    "客户背景与现状,成立时间,2015年3月\n"
    "客户背景与现状,主营业务,自动化装配设备的设计与制造，定位国内中高端市场\n"
    "客户背景与现状,当前痛点/挑战,生产成本高，需降低能耗\n"
    "客户背景与现状,近期目标/规划,计划拓展海外市场\n"
    "需求信息,显性需求,采购自动化生产线，预算200-300万元\n"
    "需求信息,隐性需求,希望供应商提供长期技术支持与培训\n"
    "需求信息,需求紧急性,高\n"
    "需求信息,需求重要性,高\n"
    "互动记录,最近接触时间,2023年10月15日\n"
    "互动记录,接触方式,会议\n"
    "互动记录,我方参与人,销售代表、技术支持\n"
    "互动记录,沟通核心内容,对A方案感兴趣，需进一步评估成本\n"
    "互动记录,下一步计划,11月5日前提供定制化方案，安排二次沟通\n"
    "需求预判与商机,潜在需求,产能提升后，可能需增加仓储管理系统\n"
    "需求预判与商机,合作可能性评分,4\n"
    "需求预判与商机,重点跟进方向,重点对接技术部门，提供成功案例参考\n";

FormImport parse(std::string_view bytes, const std::string& name = "form.csv") { return parse_form(standard_catalogue(), bytes, name, {.now = {}, .seed = 7}); }

std::vector<std::string> codes(const Findings& findings) {
  std::vector<std::string> all;
  for (const Finding& finding : findings) all.push_back(finding.code);
  return all;
}

std::string all_text(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.code + ": " + finding.message.en + " [" + finding.place.header + "]\n";
  return text;
}

const Contact* contact_of(const Dossier& dossier, Id<Contact> id) {
  for (const Contact& contact : dossier.of<Contact>())
    if (contact.id == id) return &contact;
  return nullptr;
}

TEST(CollectionForm, customer) {
  const FormImport form = parse(collection_form);
  const Customer& customer = form.dossier.customer();
  EXPECT_EQ(customer.legal_name, "江南专用设备制造有限公司");
  EXPECT_EQ(customer.industry_label, "制造业-专用设备生产");
  EXPECT_EQ(customer.employees, (NumberRange{500, 1000, false}));
  EXPECT_EQ(customer.annual_revenue, (MoneyRange{Money{100'000'000'00}, Money{500'000'000'00}, false}));
  EXPECT_EQ(customer.customer_type.set, CustomerType::potential);
  EXPECT_EQ(customer.founded_on, (PartialDate{.year = 2015, .month = 3}));
  EXPECT_EQ(customer.pain_points, "生产成本高，需降低能耗");
  EXPECT_TRUE(customer.custom.values.empty());
}

TEST(CollectionForm, contacts_and_chain) {
  const FormImport form = parse(collection_form);
  const auto& contacts = form.dossier.of<Contact>();
  ASSERT_EQ(contacts.size(), 3U) << all_text(form.findings);
  EXPECT_EQ(contacts[0].display_name, "张");
  EXPECT_EQ(contacts[0].title, "生产总监");
  EXPECT_EQ(contacts[0].phones, std::vector<std::string>{"13800138000"});
  ASSERT_EQ(form.dossier.of<DecisionChain>().size(), 1U);
  const auto& people = form.dossier.of<DecisionChain>().front().stakeholders;
  ASSERT_EQ(people.size(), 2U);
  EXPECT_EQ(people[0].roles, std::vector<BuyingRole>{BuyingRole::decider});
  EXPECT_EQ(people[1].roles, std::vector<BuyingRole>{BuyingRole::influencer});
  ASSERT_NE(contact_of(form.dossier, people[0].contact), nullptr);
  ASSERT_NE(contact_of(form.dossier, people[1].contact), nullptr);
  EXPECT_EQ(contact_of(form.dossier, people[0].contact)->display_name, "李");
  EXPECT_EQ(contact_of(form.dossier, people[0].contact)->title, "总经理");
  EXPECT_EQ(contact_of(form.dossier, people[1].contact)->display_name, "王");
  EXPECT_EQ(contact_of(form.dossier, people[1].contact)->title, "技术主管");
}

TEST(CollectionForm, needs_interaction_and_opportunity) {
  const FormImport form = parse(collection_form);
  const auto& needs = form.dossier.of<Need>();
  ASSERT_EQ(needs.size(), 3U);
  EXPECT_EQ(needs[0].kind, NeedKind::explicit_need);
  EXPECT_EQ(needs[0].budget, (MoneyRange{Money{2'000'000'00}, Money{3'000'000'00}, false}));
  EXPECT_EQ(needs[0].urgency, Grade::high);
  EXPECT_EQ(needs[0].importance, Grade::high);
  EXPECT_EQ(needs[1].kind, NeedKind::latent);
  EXPECT_EQ(needs[2].kind, NeedKind::predicted);
  for (const std::size_t other : {1U, 2U}) {
    EXPECT_FALSE(needs[other].urgency);
    EXPECT_FALSE(needs[other].importance);
    EXPECT_FALSE(needs[other].budget);
  }
  ASSERT_EQ(form.dossier.of<Interaction>().size(), 1U);
  const Interaction& meeting = form.dossier.of<Interaction>().front();
  EXPECT_EQ(meeting.occurred_at, Calendar().start_of(*Date::from_ymd(2023, 10, 15)));
  EXPECT_EQ(meeting.channel, Channel::meeting);
  EXPECT_EQ(meeting.next_due, Date::from_ymd(2023, 11, 5));
  ASSERT_EQ(meeting.our_people.size(), 2U);
  EXPECT_EQ(meeting.our_people[0].text, "销售代表");
  ASSERT_EQ(form.dossier.of<Opportunity>().size(), 1U);
  const Opportunity& deal = form.dossier.of<Opportunity>().front();
  EXPECT_EQ(deal.cooperation_score.set, 4);
  EXPECT_FALSE(deal.cooperation_score.computed);
  EXPECT_EQ(deal.name, needs[0].statement);
  EXPECT_EQ(deal.follow_focus, "重点对接技术部门，提供成功案例参考");
}

TEST(CollectionForm, findings_are_no_errors_and_name_what_stays_text) {
  const FormImport form = parse(collection_form);
  EXPECT_TRUE(std::ranges::none_of(form.findings, [](const Finding& finding) { return finding.severity == Severity::error; })) << all_text(form.findings);
  EXPECT_EQ(std::ranges::count(codes(form.findings), "io.name_kept"), 2) << all_text(form.findings);
  EXPECT_EQ(std::ranges::count(codes(form.findings), "io.record_made"), 2);
  EXPECT_EQ(std::ranges::count(codes(form.findings), "io.title_borrowed"), 1);
  for (const Finding& finding : form.findings)
    if (finding.code == "io.name_kept") {
      EXPECT_EQ(finding.place.file, "form.csv");
      EXPECT_EQ(finding.place.row, 20);
      EXPECT_EQ(finding.place.column, 3);
      EXPECT_EQ(finding.severity, Severity::info);
    }
}

/// The same words in the signs of Taiwan and Hong Kong, as far as headers go.
std::string with_traditional_headers() {
  std::string form(collection_form);
  const auto swap = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = form.find(from, at)) != std::string::npos; at += to.size()) form.replace(at, from.size(), to);
  };
  for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"信息类别", "信息類別"}, {"采集字段", "採集字段"}, {"填写内容", "填寫內容"}, {"客户基础信息,", "客戶基礎信息,"},
                                 {"联系人信息,", "聯繫人信息,"}, {"客户背景与现状,", "客戶背景與現狀,"}, {"需求预判与商机,", "需求預判與商機,"}, {"互动记录,", "互動記錄,"}, {",客户名称（全称）,", ",客戶名稱(全稱),"},
                                 {",所属行业,", ",所屬行業,"}, {",企业规模,", ",企業規模,"}, {",客户类型,", ",客戶類型,"}, {",主要联系人姓名,", ",主要聯繫人姓名,"}, {",职位,", ",職位,"}, {",联系方式,", ",聯繫方式,"},
                                 {",决策链关系,", ",決策鏈關係,"}, {",成立时间,", ",成立時間,"}, {",主营业务,", ",主營業務,"}, {",当前痛点/挑战,", ",當前痛點／挑戰,"}, {",近期目标/规划,", ",近期目標／規劃,"},
                                 {",显性需求,", ",顯性需求,"}, {",隐性需求,", ",隱性需求,"}, {",需求紧急性,", ",需求緊急性,"}, {",最近接触时间,", ",最近接觸時間,"}, {",接触方式,", ",接觸方式,"}, {",我方参与人,", ",我方參與人,"},
                                 {",沟通核心内容,", ",溝通核心內容,"}, {",下一步计划,", ",下一步計劃,"}, {",潜在需求,", ",潛在需求,"}, {",合作可能性评分,", ",合作可能性評分,"}, {",重点跟进方向,", ",重點跟進方向,"}})
    swap(from, to);
  return form;
}

std::string with_full_width_digits(std::string text) {
  std::string wide;
  for (const char c : text)
    if (c >= '0' && c <= '9') wide += std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'));
    else wide += c;
  return wide;
}

std::string with_tabs(std::string text) {
  std::ranges::replace(text, ',', '\t');
  return text;
}

TEST(CollectionForm, is_the_form_of_the_shared_data) {
  GUANXI_NEED_SHARED("../forms/collection_form_example.csv");
  EXPECT_EQ(decode(read_file((test::shared_data() / "../forms/collection_form_example.csv").string())).text, collection_form);
}

TEST(CollectionForm, same_dossier_from_every_encoding_and_format) {
  const Dossier expected = parse(collection_form).dossier;
  const auto expect_equal = [&](const std::string& bytes, const std::string& name) {
    const FormImport form = parse(bytes, name);
    EXPECT_TRUE(form.dossier == expected) << name << "\n" << all_text(form.findings);
  };
  const std::string plain(collection_form);
  expect_equal(encode(plain, Encoding::utf8_bom), "bom.csv");
  expect_equal(encode(plain, Encoding::gb18030), "gb18030.csv");
  expect_equal(encode(plain, Encoding::utf16be), "utf16be.csv");
  expect_equal(with_traditional_headers(), "traditional.csv");
  expect_equal(encode(with_tabs(with_full_width_digits(plain)), Encoding::utf16le), "wide.tsv");
  const Sheet sheet = read_csv(plain).sheet;
  expect_equal(write_xlsx({sheet}), "form.xlsx");
}

TEST(Form, every_rejected_cell_is_reported_and_the_rest_kept) {
  const FormImport form = parse(
      "信息类别,采集字段,填写内容\n"
      "客户基础信息,客户名称,甲公司\n"
      "客户基础信息,员工人数,很多\n"
      "需求信息,显性需求,升级设备\n"
      "需求信息,需求紧急性,特急\n"
      "互动记录,接触时间,2023-02-30\n"
      "需求预判与商机,合作可能性评分,7\n"
      "联系人信息,星座,白羊座\n"
      "联系人信息,联系人姓名,赵\n");
  std::vector<std::pair<int, std::string>> rejected;
  for (const Finding& finding : form.findings)
    if (finding.code == "io.rejected") rejected.emplace_back(finding.place.row, finding.value);
  const std::vector<std::pair<int, std::string>> expected{{3, "很多"}, {5, "特急"}, {6, "2023-02-30"}, {7, "7"}};
  std::ranges::sort(rejected);
  EXPECT_EQ(rejected, expected) << all_text(form.findings);
  EXPECT_EQ(form.dossier.customer().legal_name, "甲公司");
  EXPECT_EQ(form.dossier.of<Need>().front().statement, "升级设备");
  ASSERT_EQ(form.dossier.of<Contact>().size(), 1U);
  EXPECT_EQ(form.dossier.of<Contact>().front().custom.values.at("星座"), CustomValue(std::string("白羊座")));
}

TEST(Form, several_needs_and_contacts) {
  const FormImport form = parse(
      "采集字段,填写内容\n客户名称,甲公司\n联系人姓名,赵\n职位,经理\n联系人姓名,钱\n职位,总监\n"
      "显性需求,一\n需求紧急性,高\n显性需求,二\n需求紧急性,低\n隐性需求,三\n");
  ASSERT_EQ(form.dossier.of<Contact>().size(), 2U);
  EXPECT_EQ(form.dossier.of<Contact>()[1].title, "总监");
  const auto& needs = form.dossier.of<Need>();
  ASSERT_EQ(needs.size(), 3U);
  EXPECT_EQ(needs[0].urgency, Grade::high);
  EXPECT_EQ(needs[1].urgency, Grade::low);
  EXPECT_FALSE(needs[2].urgency);
  const FormImport listed = parse("采集字段,填写内容\n客户名称,甲公司\n显性需求,一\n显性需求,二\n需求紧急性,高\n需求紧急性,低\n");
  EXPECT_EQ(listed.dossier.of<Need>()[0].urgency, Grade::high);
  EXPECT_EQ(listed.dossier.of<Need>()[1].urgency, Grade::low);
  const FormImport numbered = parse("采集字段,填写内容\n客户名称,甲公司\n显性需求1,一\n显性需求2,二\n需求紧急性2,高\n需求紧急性1,低\n");
  ASSERT_EQ(numbered.dossier.of<Need>().size(), 2U) << all_text(numbered.findings);
  EXPECT_EQ(numbered.dossier.of<Need>()[0].urgency, Grade::low);
  EXPECT_EQ(numbered.dossier.of<Need>()[1].urgency, Grade::high);
  EXPECT_EQ(numbered.dossier.of<Need>()[1].kind, NeedKind::explicit_need);
}

TEST(Form, decision_chain_with_influence_and_attitude) {
  const FormImport form = parse("采集字段,填写内容\n客户名称,甲公司\n决策链关系,最终决策人：总经理李（影响力9，支持度-1，简短）；技术主管王（影响者）；使用者、采购：赵强；负责人：孙\n");
  ASSERT_EQ(form.dossier.of<DecisionChain>().size(), 1U);
  const auto& people = form.dossier.of<DecisionChain>().front().stakeholders;
  ASSERT_EQ(people.size(), 4U) << all_text(form.findings);
  EXPECT_EQ(people[0].influence, 9);
  EXPECT_EQ(people[0].support, -1);
  EXPECT_EQ(people[0].coverage, Coverage::brief);
  EXPECT_EQ(contact_of(form.dossier, people[0].contact)->display_name, "李");
  EXPECT_EQ(people[1].roles, std::vector<BuyingRole>{BuyingRole::influencer});
  EXPECT_EQ(contact_of(form.dossier, people[1].contact)->title, "技术主管");
  EXPECT_EQ(people[2].roles, (std::vector<BuyingRole>{BuyingRole::user, BuyingRole::buyer}));
  EXPECT_EQ(std::ranges::count(codes(form.findings), "io.unknown_word"), 1) << all_text(form.findings);
  EXPECT_EQ(contact_of(form.dossier, people[3].contact)->display_name, "孙");
}

TEST(WideTable, one_customer_a_row) {
  const FormImport form = parse("客户名称,统一社会信用代码,员工人数,联系人,职位,手机,注册资本（万元）,信用评语\n甲公司,91350100M000100Y43,300人,赵强,采购经理,13900001111,5000,良好\n", "customers.csv");
  const Customer& customer = form.dossier.customer();
  EXPECT_EQ(customer.legal_name, "甲公司");
  EXPECT_EQ(customer.registered_capital, Money{50'000'000'00});
  EXPECT_EQ(form.dossier.of<Contact>().front().title, "采购经理");
  EXPECT_EQ(customer.custom.values.at("信用评语"), CustomValue(std::string("良好")));
  EXPECT_EQ(std::ranges::count(codes(form.findings), "io.unknown_column"), 1);
}

}  // namespace
}  // namespace guanxi::io
