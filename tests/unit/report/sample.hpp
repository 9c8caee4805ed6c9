#pragma once
/// @file
/// Invented customers for the tests of reports: one by hand, and a book of many from a seed.

#include <guanxi/model/competitor_position.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/decision_chain.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/follow_up.hpp>
#include <guanxi/model/interaction.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/model/user.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::sample {

inline constexpr Date as_of = *Date::from_ymd(2024, 6, 30);

inline Money yuan(std::int64_t amount) { return {amount * 100, Currency()}; }

inline Timestamp at(int year, int month, int day, int hour = 9) {
  Timestamp time = Calendar{}.start_of(*Date::from_ymd(year, month, day));
  time.microseconds += hour * 3'600'000'000LL;
  return time;
}

/// One machine maker with everything that a report shows.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : ids_(at(2024, 1, 1), seed), random_(seed) {}

  Dossier by_hand() {
    Dossier dossier;
    Customer& customer = dossier.customer();
    customer.id = ids_.make<Customer>();
    customer.legal_name = "华东精密机械制造有限公司";
    customer.short_name = "华东精机";
    customer.registration_id = "91350100M000100Y43";
    customer.industry_label = "制造业-专用设备生产";
    customer.region_code = "350100";
    customer.address = "福建省福州市鼓楼区软件大道 89 号 3 号楼";
    customer.phone = "0591-87654321";
    customer.employees = NumberRange{500, 1000, false};
    customer.annual_revenue = MoneyRange{yuan(100'000'000), yuan(500'000'000), false};
    customer.founded_on = PartialDate{2015, 3, 0, false};
    customer.main_business = "数控机床与自动化产线的研发、制造与销售，主要面向汽车零部件与新能源行业";
    customer.pain_points = "设备老化，换型时间长，良率只有 92%，订单旺季交付压力大";
    customer.goals = "两年内建成一条无人化产线，产能提升 30%";
    customer.customer_type.set = CustomerType::strategic;
    customer.customer_type.set_reason = "区域标杆客户";
    customer.customer_type.set_on = Date::from_ymd(2024, 2, 1);
    customer.account_class.computed = AccountClass::key;
    customer.is_key_account.set = true;
    customer.loyalty.set = LoyaltyStep::supporter;
    customer.abc_class.computed = AbcClass::a;
    customer.credit_limit = yuan(2'000'000);
    customer.tags = {"行业:制造业", "规模:中型", "决策风格:数据驱动"};
    customer.custom.values["节能等级"] = std::string("二级");
    customer.meta.field_facts.push_back({"employees", Date::from_ymd(2023, 10, 15), {}, "拜访时李总口述", Ratio::clamped(.8), {"300-500人"}});
    add_people(dossier);
    add_needs(dossier);
    add_business(dossier);
    return dossier;
  }

  /// A customer with so many people; some things are missing.
  Dossier random_dossier(int number, int people) {
    Dossier dossier;
    Customer& customer = dossier.customer();
    customer.id = ids_.make<Customer>();
    customer.legal_name = pick(cities) + pick(brands) + pick(trades) + (number % 3 == 0 ? "股份有限公司" : "有限公司");
    customer.short_name = customer.legal_name.substr(0, 12) + " " + std::to_string(number);
    customer.industry_label = pick(industries);
    if (chance(.7)) customer.employees = NumberRange{50 * whole(1, 10), 1000, false};
    if (chance(.7)) customer.main_business = "生产与销售" + pick(trades);
    if (chance(.5)) customer.account_class.computed = static_cast<AccountClass>(whole(0, 4));
    if (chance(.5)) customer.loyalty.set = static_cast<LoyaltyStep>(whole(0, 5));
    if (chance(.4)) customer.phone = "12345";
    DecisionChain chain{.id = ids_.make<DecisionChain>(), .customer_id = customer.id};
    for (int i = 0; i < people; ++i) add_random_person(dossier, chain);
    if (people > 0) dossier.of<DecisionChain>().push_back(std::move(chain));
    for (int i = whole(0, 5); i > 0; --i) add_random_need(dossier);
    for (int i = whole(0, 3); i > 0; --i) add_random_opportunity(dossier);
    for (int i = whole(0, 6); i > 0; --i) add_random_interaction(dossier);
    for (int i = whole(0, 12); i > 0; --i)
      dossier.of<Transaction>().push_back({.id = ids_.make<Transaction>(), .customer_id = customer.id, .order_number = "SO-" + std::to_string(whole(1000, 9999)),
                                           .traded_on = as_of - whole(1, 900), .channel = "直销", .quantity = whole(1, 20), .amount = yuan(whole(5, 200) * 10'000)});
    return dossier;
  }

  Book book(int accounts) {
    Book book;
    book.dossiers.push_back(by_hand());
    for (int i = 1; i < accounts; ++i) book.dossiers.push_back(random_dossier(i, i % 9 == 0 ? whole(12, 24) : whole(0, 7)));
    book.shared.of<User>().push_back({.id = seller_, .name = "陈晨", .phone = "13900139000"});
    return book;
  }

  /// The seller of the customer made by hand.
  [[nodiscard]] Id<User> seller() const { return seller_; }

 private:
  Contact& person(Dossier& dossier, std::string name, std::string title, std::string phone) {
    Contact contact{.id = ids_.make<Contact>(), .customer_id = dossier.customer().id, .display_name = std::move(name), .title = std::move(title)};
    if (!phone.empty()) contact.phones.push_back(std::move(phone));
    return dossier.of<Contact>().emplace_back(std::move(contact));
  }

  void add_people(Dossier& dossier) {
    const Id<Contact> li = person(dossier, "李建国", "总经理", "").id;
    const Id<Contact> zhang = person(dossier, "张伟", "生产总监", "13800138000").id;
    const Id<Contact> wang = person(dossier, "王芳", "技术主管", "13712345678").id;
    const Id<Contact> zhao = person(dossier, "赵敏", "采购经理", "").id;
    const Id<Contact> sun = person(dossier, "孙丽", "财务总监", "").id;
    Contact& first = dossier.of<Contact>().front();
    first.emails = {"li.jianguo@example.com"};
    first.birthday = PartialDate{1972, 5, 8, false};
    first.hobbies = "钓鱼、围棋";
    dossier.of<Contact>()[2].reports_to_id = {zhang, {}};
    DecisionChain chain{.id = ids_.make<DecisionChain>(), .customer_id = dossier.customer().id};
    chain.stakeholders = {
        {.contact = li, .roles = {BuyingRole::decider}, .influence = 10, .support = 0, .coverage = Coverage::none},
        {.contact = zhang, .roles = {BuyingRole::user, BuyingRole::initiator}, .influence = 7, .support = 2, .coverage = Coverage::in_depth},
        {.contact = wang, .roles = {BuyingRole::influencer, BuyingRole::evaluator}, .influence = 6, .support = 1, .coverage = Coverage::multiple},
        {.contact = zhao, .roles = {BuyingRole::buyer, BuyingRole::gatekeeper}, .influence = 3, .support = -1, .coverage = Coverage::brief},
        {.contact = sun, .roles = {BuyingRole::economic_buyer}, .influence = 8, .coverage = Coverage::unknown}};
    chain.ties = {{zhang, li, TieKind::reports_to, Ratio::clamped(1), {}, {}},       {zhao, sun, TieKind::reports_to, {}, {}, {}},
                  {sun, li, TieKind::reports_to, {}, {}, {}},                         {wang, li, TieKind::influences, Ratio::clamped(.6), {}, {}},
                  {zhao, zhang, TieKind::conflicts_with, Ratio::clamped(.7), {}, {}}, {zhao, li, TieKind::gatekeeps, Ratio::clamped(.4), {}, {}}};
    dossier.of<DecisionChain>().push_back(std::move(chain));
  }

  void add_needs(Dossier& dossier) {
    const auto& people = dossier.of<Contact>();
    const auto need = [&](std::string statement, Grade urgency, std::optional<Grade> importance, std::optional<Date> due, double relevance) {
      Need one{.id = ids_.make<Need>(), .customer_id = dossier.customer().id, .kind = NeedKind::explicit_need, .statement = std::move(statement)};
      one.urgency = urgency;
      one.importance = importance;
      one.due_on = due;
      one.relevance = Ratio::clamped(relevance);
      dossier.of<Need>().push_back(std::move(one));
    };
    need("需 1 个月内交付的设备升级：更换两条产线的主轴", Grade::high, Grade::high, as_of + 20, .9);
    need("智能化生产管理系统（MES）", Grade::low, Grade::high, std::nullopt, .7);
    need("操作工培训", Grade::high, Grade::low, as_of - 5, .5);
    need("仓储自动化改造", Grade::medium, Grade::medium, as_of + 80, .6);
    need("备件寄售库存", Grade::medium, std::nullopt, std::nullopt, .4);
    Need& first = dossier.of<Need>().front();
    first.budget = MoneyRange{yuan(2'000'000), yuan(3'000'000), false};
    first.owner_contact_id = {people[1].id, {}};
    first.situation = "两条产线主轴已用 8 年";
    first.result = "更换过一次国产主轴，精度不达标";
  }

  void add_business(Dossier& dossier) {
    const Id<Customer> customer = dossier.customer().id;
    Opportunity one{.id = ids_.make<Opportunity>(), .customer_id = customer, .name = "产线主轴升级项目", .stage = Stage::ability_proven};
    one.amount = yuan(2'600'000);
    one.budget = MoneyRange{yuan(2'000'000), yuan(3'000'000), false};
    one.intent = Intent::strong;
    one.expected_close = as_of + 45;
    one.cooperation_score.set = 4.0;
    one.cooperation_score.set_reason = "张总监口头同意，等总经理批复";
    one.cooperation_score.set_on = as_of - 12;
    one.owner_id = {seller_, {}};
    dossier.of<Opportunity>().push_back(std::move(one));
    dossier.of<Opportunity>().push_back({.id = ids_.make<Opportunity>(), .customer_id = customer, .name = "MES 一期", .stage = Stage::first_contact, .amount = yuan(800'000)});
    dossier.of<Opportunity>().push_back({.id = ids_.make<Opportunity>(), .customer_id = customer, .name = "2023 年备件框架", .stage = Stage::won, .amount = yuan(350'000)});
    Interaction visit{.id = ids_.make<Interaction>(), .customer_id = customer, .occurred_at = at(2024, 5, 20), .channel = Channel::visit};
    visit.our_people = {{seller_, {}}, {{}, "周工"}};
    visit.contacts = {{dossier.of<Contact>()[1].id, {}}};
    visit.summary = "确认升级范围：主轴 4 套、控制系统 2 套。\n张伟希望 7 月底前完成切换，停机不超过 3 天。";
    visit.feedback = "对现场演示满意，担心停机时间";
    visit.objections = {{"停机时间太长", ObjectionKind::timing, "分两批切换", {}}, {"报价高于预算 5%", ObjectionKind::price, {}, {}}};
    visit.next_step = "提交分批切换方案";
    visit.next_due = as_of - 3;
    dossier.of<Interaction>().push_back(std::move(visit));
    dossier.of<CompetitorPosition>().push_back({.id = ids_.make<CompetitorPosition>(), .customer_id = customer, .competitor = "北方数控", .product_in_use = "NX-200 主轴",
                                               .satisfaction = Satisfaction::neutral, .strengths = "价格低 10%", .weaknesses = "售后响应慢"});
    dossier.of<FollowUp>().push_back({.id = ids_.make<FollowUp>(), .customer_id = customer, .due_on = as_of + 6, .purpose = "回访主轴试用情况", .channel = Channel::visit});
    for (int i = 0; i < 5; ++i)
      dossier.of<Transaction>().push_back({.id = ids_.make<Transaction>(), .customer_id = customer, .order_number = "SO-20" + std::to_string(240 + i),
                                           .traded_on = as_of - 40 * (i + 1), .channel = "直销", .quantity = 2.0 + i, .amount = yuan(120'000 + 30'000 * i)});
  }

  void add_random_person(Dossier& dossier, DecisionChain& chain) {
    const auto& contact = person(dossier, pick(surnames) + pick(given), pick(titles), chance(.4) ? "138" + std::to_string(whole(10000000, 99999999)) : "");
    Stakeholder one{.contact = contact.id, .roles = {static_cast<BuyingRole>(whole(0, 13))}};
    if (chance(.3)) one.roles.push_back(static_cast<BuyingRole>(whole(0, 12)));
    if (chance(.85)) one.influence = whole(0, 10);
    if (chance(.8)) one.support = whole(-2, 2);
    one.coverage = static_cast<Coverage>(whole(0, 4));
    const int before = static_cast<int>(chain.stakeholders.size());
    if (before > 0 && chance(.8))
      chain.ties.push_back({contact.id, chain.stakeholders[static_cast<std::size_t>(whole(0, (before - 1) / 2))].contact, TieKind::reports_to, {}, {}, {}});
    if (before > 1 && chance(.4))
      chain.ties.push_back({contact.id, chain.stakeholders[static_cast<std::size_t>(whole(0, before - 1))].contact, static_cast<TieKind>(whole(1, 3)), Ratio::clamped(whole(1, 10) / 10.0), {}, {}});
    chain.stakeholders.push_back(std::move(one));
  }

  void add_random_need(Dossier& dossier) {
    Need one{.id = ids_.make<Need>(), .customer_id = dossier.customer().id, .kind = static_cast<NeedKind>(whole(0, 2)), .statement = pick(needs)};
    if (chance(.9)) one.urgency = static_cast<Grade>(whole(0, 2));
    if (chance(.9)) one.importance = static_cast<Grade>(whole(0, 2));
    if (chance(.5)) one.due_on = as_of + whole(-30, 200);
    if (chance(.7)) one.relevance = Ratio::clamped(whole(1, 10) / 10.0);
    dossier.of<Need>().push_back(std::move(one));
  }

  void add_random_opportunity(Dossier& dossier) {
    Opportunity one{.id = ids_.make<Opportunity>(), .customer_id = dossier.customer().id, .name = pick(needs) + "项目", .stage = static_cast<Stage>(whole(0, 7))};
    if (chance(.8)) one.amount = chance(.1) ? Money{whole(10, 90) * 1'000'000LL, Currency("USD")} : yuan(whole(10, 500) * 10'000);
    if (chance(.6)) one.intent = static_cast<Intent>(whole(0, 4));
    if (chance(.5)) one.budget_status = static_cast<BudgetStatus>(whole(0, 3));
    if (chance(.3)) one.cooperation_score.set = whole(2, 10) / 2.0;
    dossier.of<Opportunity>().push_back(std::move(one));
  }

  void add_random_interaction(Dossier& dossier) {
    Interaction one{.id = ids_.make<Interaction>(), .customer_id = dossier.customer().id, .occurred_at = at(2024, whole(1, 6), whole(1, 28)), .channel = static_cast<Channel>(whole(0, 3))};
    one.summary = "讨论" + pick(needs) + "的技术要求与交付周期";
    if (chance(.5)) {
      one.next_step = "提交" + pick(needs) + "方案";
      one.next_due = as_of + whole(-20, 40);
    }
    dossier.of<Interaction>().push_back(std::move(one));
  }

  using Texts = std::vector<std::string>;
  int whole(int low, int high) { return low + static_cast<int>(random_() % static_cast<std::uint64_t>(high - low + 1)); }
  bool chance(double share) { return static_cast<double>(random_() % 1000) < share * 1000; }
  const std::string& pick(const Texts& texts) { return texts[random_() % texts.size()]; }

  const Texts cities{"苏州", "杭州", "佛山", "青岛", "成都", "沈阳", "武汉", "东莞"};
  const Texts brands{"恒力", "宏远", "新锐", "天工", "盛泰", "凌云", "中创", "博瑞"};
  const Texts trades{"机械", "精密部件", "汽车零部件", "电子", "包装设备", "模具", "液压"};
  const Texts industries{"制造业-专用设备生产", "制造业-汽车零部件", "制造业-电子元件", "物流-仓储", "能源-储能设备"};
  const Texts surnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马"};
  const Texts given{"伟", "芳", "志强", "秀英", "敏", "静", "建军", "丽娜", "晓东", "海燕"};
  const Texts titles{"总经理", "副总经理（分管生产与供应链）", "技术总监", "采购部经理", "设备科科长", "财务主管", "质量工程师", ""};
  const Texts needs{"设备升级", "仓储管理系统", "主轴维保服务", "自动上下料单元", "能耗监测", "备件供应", "培训与认证", "老线改造与搬迁服务，含拆装、运输、调试与验收"};

  IdGenerator ids_;
  std::mt19937_64 random_;
  Id<User> seller_ = ids_.make<User>();
};

}  // namespace guanxi::sample
