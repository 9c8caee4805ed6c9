#pragma once
/// @file
/// Who decides at a customer, who influences, and how they hang together.

#include <guanxi/model/buying_role.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Contact;
struct Interaction;
struct Opportunity;

/// How well we know somebody.
enum class Coverage { none, brief, multiple, in_depth, unknown };

template <>
struct Words<Coverage> {
  static constexpr EnumWord table[] = {
      word(Coverage::none, "none", {"未接触", "None"}, "没有接触|无接触|没见过|No contact"),
      word(Coverage::brief, "brief", {"简短接触", "Brief"}, "简短|偶尔|接触一次|初次接触|Brief contact"),
      word(Coverage::multiple, "multiple", {"多次接触", "Multiple"}, "多次|经常|接触多次|Multiple contacts"),
      word(Coverage::in_depth, "in_depth", {"深入接触", "In depth"}, "深入|深度|深度接触|深入沟通|In-depth contact"),
      word(Coverage::unknown, "unknown", {"不详", "Unknown"}, "未知|不清楚"),
  };
};

/// How one person at a customer bears on another.
enum class TieKind { reports_to, influences, conflicts_with, gatekeeps };

template <>
struct Words<TieKind> {
  static constexpr EnumWord table[] = {
      word(TieKind::reports_to, "reports_to", {"汇报给", "Reports to"}, "汇报|上级是|下属于"),
      word(TieKind::influences, "influences", {"影响", "Influences"}, "影响到|说得上话"),
      word(TieKind::conflicts_with, "conflicts_with", {"有冲突", "Conflicts with"}, "冲突|对立|不和"),
      word(TieKind::gatekeeps, "gatekeeps", {"把关", "Gatekeeps"}, "把守|守门"),
  };
};

/// Somebody's place in a purchase.
struct Stakeholder {
  Id<Contact> contact{};
  std::vector<BuyingRole> roles{};
  std::optional<int> influence{};
  std::optional<int> support{};
  std::optional<Coverage> coverage{};
  std::string orientation{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
  std::vector<Id<Interaction>> evidence{};
  bool operator==(const Stakeholder&) const = default;
};

template <>
struct Schema<Stakeholder> {
  static constexpr Field fields[] = {
      field<&Stakeholder::contact>("contact", {"决策链联系人", "Contact"}, {.aliases = "联系人|姓名|人员", .hint = {"对方的谁", "Who at the customer"}, .part = Part::title}),
      field<&Stakeholder::roles>("roles", {"采购角色", "Buying roles"}, {.aliases = "角色|决策角色|Role", .hint = {"最终决策人、影响者、使用者等，可多选", "Decider, influencer, user and so on; one or more"}, .weight = 3, .part = Part::heading}),
      field<&Stakeholder::influence>("influence", {"影响力", "Influence"}, {.aliases = "影响程度|影响力（0-10）", .hint = {"0 到 10", "From 0 to 10"}, .weight = 2, .low = 0, .high = 10}),
      field<&Stakeholder::support>("support", {"支持度", "Support"}, {.aliases = "支持程度|态度|Attitude", .hint = {"-2 反对 到 2 拥护", "From -2, against us, to 2, for us"}, .weight = 2, .decline = .5F, .low = -2, .high = 2}),
      field<&Stakeholder::coverage>("coverage", {"接触程度", "Coverage"}, {.aliases = "接触情况|熟悉程度|覆盖程度", .hint = {"未接触、简短、多次、深入或不详", "None, brief, multiple, in depth or unknown"}, .weight = 2, .decline = .5F}),
      field<&Stakeholder::orientation>("orientation", {"关注点", "Orientation"}, {.aliases = "关注重点|诉求|倾向", .hint = {"看重价格、技术、关系还是风险", "Whether price, technology, relation or risk matters most"}}),
      field<&Stakeholder::valid_from>("valid_from", {"起始日期", "Valid from"}, {.aliases = "任职起", .hint = {"从何时起担任该角色", "Since when"}, .weight = 0, .decline = 0, .part = Part::begin}),
      field<&Stakeholder::valid_until>("valid_until", {"截止日期", "Valid until"}, {.aliases = "任职止", .hint = {"到何时为止", "Until when"}, .weight = 0, .decline = 0, .part = Part::end}),
      field<&Stakeholder::evidence>("evidence", {"依据", "Evidence"}, {.hint = {"得知此情况的互动记录", "Interactions in which it was learnt"}, .weight = 0, .forms = Purpose::none}),
  };
};

/// How one person bears on another: `from_id` reports to, influences, conflicts with or gatekeeps `to_id`.
struct Tie {
  Id<Contact> from_id{};
  Id<Contact> to_id{};
  std::optional<TieKind> kind{};
  std::optional<Ratio> strength{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
  bool operator==(const Tie&) const = default;
};

template <>
struct Schema<Tie> {
  static constexpr Field fields[] = {
      field<&Tie::from_id>("from_id", {"关系起点", "Tie from"}, {.aliases = "甲方人员|From", .hint = {"谁汇报、影响、冲突或把关", "Who reports, influences, conflicts or gatekeeps"}, .part = Part::title}),
      field<&Tie::to_id>("to_id", {"关系终点", "Tie to"}, {.aliases = "乙方人员|To", .hint = {"对谁", "To whom"}}),
      field<&Tie::kind>("kind", {"关系类型", "Kind of tie"}, {.aliases = "关系", .hint = {"汇报、影响、冲突或把关", "Reports to, influences, conflicts with or gatekeeps"}}),
      field<&Tie::strength>("strength", {"关系强度", "Strength"}, {.aliases = "强度", .hint = {"0 到 1", "From 0 to 1"}}),
      field<&Tie::valid_from>("valid_from", {"起始日期", "Valid from"}, {.hint = {"从何时起", "Since when"}, .weight = 0, .decline = 0, .part = Part::begin}),
      field<&Tie::valid_until>("valid_until", {"截止日期", "Valid until"}, {.hint = {"到何时为止", "Until when"}, .weight = 0, .decline = 0, .part = Part::end}),
  };
};

/// The people who decide at a customer, in general or on one opportunity.
struct DecisionChain {
  Id<DecisionChain> id{};
  Id<Customer> customer_id{};
  Ref<Opportunity> opportunity_id{};
  std::vector<Stakeholder> stakeholders{};
  std::vector<Tie> ties{};
  Custom custom{};
  Meta meta{};
  bool operator==(const DecisionChain&) const = default;
};

template <>
struct Schema<DecisionChain> {
  static constexpr std::string_view name = "decision_chain";
  static constexpr std::string_view plural = "decision_chains";
  static constexpr Label label{"决策链", "Decision chain"};
  static constexpr std::string_view aliases = "决策链图|决策关系|Buying centre|Buying center";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::existing | Purpose::visit | Purpose::revisit;
  static constexpr const Category& category = category::contacts;
  static constexpr Field fields[] = {
      detail::id_field<&DecisionChain::id>(),
      detail::customer_field<&DecisionChain::customer_id>(),
      field<&DecisionChain::opportunity_id>("opportunity_id", {"所属商机", "Chain of opportunity"}, {.hint = {"只涉及某个商机时填写", "Only if it holds for one opportunity"}, .weight = 0, .forms = Purpose::none}),
      field<&DecisionChain::stakeholders>("stakeholders", {"决策链关系", "Decision chain"}, {.aliases = "决策链|决策链成员|决策关系|决策人员|决策链角色|Stakeholders|Buying centre|Buying center", .hint = {"例如 最终决策人：总经理李；影响者：技术主管王", "Such as Decider: General Manager Li; Influencer: Technical Supervisor Wang"}, .level = Level::required, .weight = 5, .decline = .5F}),
      field<&DecisionChain::ties>("ties", {"人员关系", "Ties"}, {.aliases = "人际关系|关系网", .hint = {"谁向谁汇报，谁影响谁", "Who reports to whom, who influences whom"}, .weight = 2, .decline = .5F, .forms = Purpose::none}),
      detail::custom_field<&DecisionChain::custom>(),
      detail::meta_field<&DecisionChain::meta>(),
  };
};

}  // namespace guanxi
