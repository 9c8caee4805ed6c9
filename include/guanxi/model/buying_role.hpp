#pragma once
/// @file
/// The parts that people play in a purchase.

#include <guanxi/core/value.hpp>

namespace guanxi {

/// What somebody does in a purchase; one person may do several.
enum class BuyingRole {
  initiator, user, influencer, evaluator, technical_buyer, economic_buyer, decider, approver, buyer, gatekeeper, champion,
  coach, blocker, unknown
};

template <>
struct Words<BuyingRole> {
  static constexpr EnumWord table[] = {
      word(BuyingRole::initiator, "initiator", {"发起人", "Initiator"}, "发起者|提议人|需求发起人|需求提出者"),
      word(BuyingRole::user, "user", {"使用者", "User"}, "使用人|最终用户|用户|End user|User buyer"),
      word(BuyingRole::influencer, "influencer", {"影响者", "Influencer"}, "影响人|参谋|意见领袖"),
      word(BuyingRole::evaluator, "evaluator", {"评估者", "Evaluator"}, "评估人|评审|评审人|评标人"),
      word(BuyingRole::technical_buyer, "technical_buyer", {"技术评估人", "Technical buyer"}, "技术评估|技术评估者|技术决策人|技术把关人|技术负责人|Technical evaluator"),
      word(BuyingRole::economic_buyer, "economic_buyer", {"经济决策人", "Economic buyer"}, "预算决策人|预算负责人|出资人|Budget holder|Budget owner"),
      word(BuyingRole::decider, "decider", {"最终决策人", "Decider"}, "决策人|决策者|最终决策者|拍板人|决定者|关键决策人|Decision maker|Final decision maker"),
      word(BuyingRole::approver, "approver", {"审批人", "Approver"}, "批准人|批准者|核准人|审批者"),
      word(BuyingRole::buyer, "buyer", {"经办人", "Buyer"}, "采购|采购员|采购经办|采购经办人|采购人|采购执行人|购买者|Purchaser|Purchasing agent"),
      word(BuyingRole::gatekeeper, "gatekeeper", {"把关人", "Gatekeeper"}, "守门人|把关者|信息把关人|守门员"),
      word(BuyingRole::champion, "champion", {"内部支持者", "Champion"}, "支持者|拥护者|倡导者|Internal sponsor"),
      word(BuyingRole::coach, "coach", {"内线", "Coach"}, "教练|内部教练|向导|指导者|线人"),
      word(BuyingRole::blocker, "blocker", {"反对者", "Blocker"}, "反对人|阻挠者|阻碍者|Opponent"),
      word(BuyingRole::unknown, "unknown", {"未明", "Unknown"}, "未知|不详|待确认|不清楚"),
  };
};

}  // namespace guanxi
