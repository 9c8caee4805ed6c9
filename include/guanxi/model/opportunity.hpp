#pragma once
/// @file
/// A deal that may come: what it is about, how far it has come and how likely it is.

#include <guanxi/core/judged.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Need;
struct Offering;

/// A step of the shipped sales ladder.
enum class Stage { first_contact, needs_explored, ability_proven, influencers_found, trust_built, negotiation, won, lost };

template <>
struct Words<Stage> {
  static constexpr EnumWord table[] = {
      word(Stage::first_contact, "first_contact", {"初步接触", "First contact"}, "初步沟通|接触|Prospecting|New|Lead"),
      word(Stage::needs_explored, "needs_explored", {"挖掘需求", "Needs explored"}, "需求挖掘|需求确认|需求分析|Qualification|Needs analysis|Discovery"),
      word(Stage::ability_proven, "ability_proven", {"证明能力", "Ability proven"}, "解决异议|证明能力/解决异议|方案报价|方案提供|Proposal|Value proposition"),
      word(Stage::influencers_found, "influencers_found", {"找出影响采购的人", "Influencers found"}, "找出影响者|识别决策人|Decision makers identified|Id. decision makers"),
      word(Stage::trust_built, "trust_built", {"建立互信", "Trust built"}, "建立信任|互信|Perception analysis"),
      word(Stage::negotiation, "negotiation", {"商务谈判", "Negotiation"}, "谈判|议价|合同谈判|Negotiating|Negotiation/Review"),
      word(Stage::won, "won", {"赢单", "Won"}, "成交|签约|已成交|成功|Closed won"),
      word(Stage::lost, "lost", {"输单", "Lost"}, "丢单|失败|流失|未成交|Closed lost"),
  };
};

/// Whether money is there.
enum class BudgetStatus { none, may_buy, can_buy, will_buy };

template <>
struct Words<BudgetStatus> {
  static constexpr EnumWord table[] = {
      word(BudgetStatus::none, "none", {"无预算", "No budget"}, "无|没有预算|No committed budget"),
      word(BudgetStatus::may_buy, "may_buy", {"可能购买", "May buy"}, "预算申请中|预算待批"),
      word(BudgetStatus::can_buy, "can_buy", {"有能力购买", "Can buy"}, "有预算|可以购买"),
      word(BudgetStatus::will_buy, "will_buy", {"确定购买", "Will buy"}, "预算已批|将购买|已批准"),
  };
};

/// How much the customer wants it.
enum class Intent { none, weak, interested, strong, committed };

template <>
struct Words<Intent> {
  static constexpr EnumWord table[] = {
      word(Intent::none, "none", {"无意向", "None"}, "无|没有意向|无兴趣|No interest"),
      word(Intent::weak, "weak", {"意向较弱", "Weak"}, "弱|意向弱|兴趣不大|低"),
      word(Intent::interested, "interested", {"有兴趣", "Interested"}, "感兴趣|有意向|中|一般"),
      word(Intent::strong, "strong", {"意向强烈", "Strong"}, "强|强烈|意向强|高"),
      word(Intent::committed, "committed", {"已承诺", "Committed"}, "确定|已确定合作|承诺合作"),
  };
};

/// A move along the ladder.
struct StageChange {
  std::optional<Stage> from_stage{};
  std::optional<Stage> to_stage{};
  std::optional<Timestamp> at{};
  bool operator==(const StageChange&) const = default;
};

template <>
struct Schema<StageChange> {
  static constexpr Field fields[] = {
      field<&StageChange::from_stage>("from_stage", {"原阶段", "From stage"}, {.aliases = "变更前", .hint = {"变更前的阶段", "Stage before"}}),
      field<&StageChange::to_stage>("to_stage", {"新阶段", "To stage"}, {.aliases = "变更后", .hint = {"变更后的阶段", "Stage after"}, .part = Part::title}),
      field<&StageChange::at>("at", {"变更时间", "At"}, {.aliases = "时间", .hint = {"何时变更", "When it moved"}, .part = Part::event}),
  };
};

/// A deal that may come.
struct Opportunity {
  Id<Opportunity> id{};
  Id<Customer> customer_id{};
  std::string name{};
  std::string problem{};
  std::optional<Stage> stage{};
  std::optional<Money> amount{};
  std::optional<MoneyRange> budget{};
  std::optional<BudgetStatus> budget_status{};
  std::string purchase_timeframe{};
  std::string purchase_process{};
  std::optional<Date> opened_on{};
  std::optional<Date> expected_close{};
  Judged<Ratio> probability{};
  std::optional<Intent> intent{};
  Judged<double> cooperation_score{};
  std::string follow_focus{};
  Ref<Offering> product{};
  Judged<bool> high_value{};
  Ref<User> owner_id{};
  std::vector<StageChange> stage_history{};
  std::optional<Date> closed_on{};
  std::string closing_reason{};
  std::string lost_to{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Opportunity&) const = default;
};

template <>
struct Schema<Opportunity> {
  static constexpr std::string_view name = "opportunity";
  static constexpr std::string_view plural = "opportunities";
  static constexpr Label label{"商机", "Opportunity"};
  static constexpr std::string_view aliases = "项目|销售机会|商机项目|Deal|Deals";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::existing | Purpose::visit | Purpose::revisit;
  static constexpr const Category& category = category::outlook;
  static constexpr Purpose card = Purpose::new_customer | Purpose::existing;
  static constexpr Field fields[] = {
      detail::id_field<&Opportunity::id>(),
      detail::customer_field<&Opportunity::customer_id>(),
      field<&Opportunity::name>("name", {"商机名称", "Opportunity name"}, {.aliases = "项目名称|销售机会名称|Opportunity|Deal name|Project name", .hint = {"一句话说明是什么项目", "What the deal is, in a few words"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::title, .title_of = &kind_tag<Need>}),
      field<&Opportunity::problem>("problem", {"要解决的问题", "Problem to solve"}, {.aliases = "要解决什么问题|解决问题|项目背景", .hint = {"客户想借此解决什么", "What the customer wants solved by it"}, .level = Level::recommended, .weight = 2}),
      field<&Opportunity::stage>("stage", {"商机阶段", "Stage"}, {.aliases = "销售阶段|阶段|项目阶段|Sales stage|Deal stage", .hint = {"从初步接触到赢单或输单", "From first contact to won or lost"}, .level = Level::recommended, .weight = 3, .decline = .8F}),
      field<&Opportunity::amount>("amount", {"预计金额", "Amount"}, {.aliases = "金额|商机金额|预计成交金额|项目金额|Deal value|Close value|Opportunity amount", .hint = {"预计成交金额", "Expected value of the deal"}, .unit = "CNY", .level = Level::recommended, .weight = 3, .decline = .6F, .low = 0}),
      field<&Opportunity::budget>("budget", {"项目预算", "Project budget"}, {.aliases = "客户预算|预算|采购预算|Budget", .hint = {"例如 200-300万元", "Such as CNY 2-3 million"}, .unit = "CNY", .level = Level::recommended, .weight = 3, .decline = .6F, .privacy = Privacy::sensitive, .low = 0}),
      field<&Opportunity::budget_status>("budget_status", {"预算状态", "Budget status"}, {.aliases = "预算情况|预算落实", .hint = {"无预算、可能、有能力或确定购买", "None, may buy, can buy or will buy"}, .weight = 2, .decline = .6F}),
      field<&Opportunity::purchase_timeframe>("purchase_timeframe", {"采购时间表", "Purchase timeframe"}, {.aliases = "采购时间|采购计划", .hint = {"何时立项、招标、签约", "When it plans, tenders and signs"}, .weight = 2, .decline = .6F, .forms = card}),
      field<&Opportunity::purchase_process>("purchase_process", {"采购流程", "Purchase process"}, {.aliases = "采购程序|采购方式|决策流程", .hint = {"经过哪些部门与步骤", "Steps and departments it passes"}, .weight = 2, .forms = card}),
      field<&Opportunity::opened_on>("opened_on", {"商机发现日期", "Opened on"}, {.aliases = "发现日期|立项日期|创建日期|Engage date|Created date|Open date", .hint = {"何时得知", "When it was learnt"}, .decline = 0, .forms = card, .part = Part::event}),
      field<&Opportunity::expected_close>("expected_close", {"预计成交日期", "Expected close"}, {.aliases = "预计签约日期|预计成交时间|预计结单日期|Expected close date|Expected closing date", .hint = {"预计何时签约", "When it should be signed"}, .level = Level::recommended, .weight = 2, .decline = .8F}),
      field<&Opportunity::probability>("probability", {"赢单概率", "Probability"}, {.aliases = "成交概率|成交可能性|赢率|Win probability|Likelihood", .hint = {"0 到 1，或百分比", "From 0 to 1, or per cent"}, .decline = .8F, .low = 0, .high = 1}),
      field<&Opportunity::intent>("intent", {"客户意向", "Intent"}, {.aliases = "合作意向|购买意向|意向程度|Customer intent|Interest", .hint = {"无、较弱、有兴趣、强烈或已承诺", "None, weak, interested, strong or committed"}, .level = Level::recommended, .weight = 3, .decline = .8F}),
      field<&Opportunity::cooperation_score>("cooperation_score", {"合作可能性评分", "Cooperation score"}, {.aliases = "合作可能性|合作评分|合作可能性评分（1-5分）|Cooperation likelihood", .hint = {"1 到 5 分，5 分最可能", "From 1 to 5, 5 the most likely"}, .weight = 2, .decline = .8F, .low = 1, .high = 5}),
      field<&Opportunity::follow_focus>("follow_focus", {"重点跟进方向", "Follow-up focus"}, {.aliases = "跟进方向|跟进重点|重点跟进", .hint = {"下一阶段抓什么", "What to push next"}, .level = Level::recommended, .weight = 2, .decline = .8F}),
      field<&Opportunity::product>("product", {"意向产品", "Product"}, {.aliases = "相关产品|产品|意向产品/服务|Product name|Product of interest", .hint = {"我方的哪项产品或服务", "Which of our products or services"}, .weight = 2, .forms = card}),
      field<&Opportunity::high_value>("high_value", {"高价值商机", "High value"}, {.aliases = "是否高价值|高价值", .hint = {"预算足、决策链清晰、契合度高", "Enough budget, clear decision chain, good fit"}, .weight = 0, .decline = .8F, .forms = Purpose::none}),
      field<&Opportunity::owner_id>("owner_id", {"商机负责人", "Opportunity owner"}, {.aliases = "项目负责人|负责人|销售代表|Sales agent|Owner", .hint = {"我方由谁负责", "Who of us runs it"}, .forms = card, .part = Part::owner}),
      field<&Opportunity::stage_history>("stage_history", {"阶段变更记录", "Stage history"}, {.aliases = "阶段历史", .hint = {"自动记录", "Recorded automatically"}, .weight = 0, .decline = 0, .forms = Purpose::none}),
      field<&Opportunity::closed_on>("closed_on", {"结单日期", "Closed on"}, {.aliases = "成交日期|关闭日期|Close date|Closed date", .hint = {"赢单或输单的日期", "Day on which it was won or lost"}, .weight = 0, .decline = 0, .forms = Purpose::existing, .part = Part::closing}),
      field<&Opportunity::closing_reason>("closing_reason", {"结单原因", "Closing reason"}, {.aliases = "赢单原因|输单原因|丢单原因|成败原因|Lost reason|Won reason|Loss reason", .hint = {"为什么赢或输", "Why it was won or lost"}, .weight = 0, .decline = 0, .forms = Purpose::existing, .part = Part::outcome}),
      field<&Opportunity::lost_to>("lost_to", {"输给谁", "Lost to"}, {.aliases = "中标对手|成交对手", .hint = {"最终选了哪家", "Whom the customer chose instead"}, .weight = 0, .decline = 0, .forms = Purpose::existing, .part = Part::outcome}),
      detail::custom_field<&Opportunity::custom>(),
      detail::meta_field<&Opportunity::meta>(),
  };
};

}  // namespace guanxi
