#pragma once
/// @file
/// The groups of fields on forms and cards, in the order of the users' own collection form.

#include <guanxi/core/field.hpp>

namespace guanxi::category {

inline constexpr Category customer_basics{"customer_basics", {"客户基础信息", "Customer basics"}, "基础信息|客户信息"};
inline constexpr Category contacts{"contacts", {"联系人信息", "Contacts"}, "联系人"};
inline constexpr Category background{"background", {"客户背景与现状", "Background and situation"}, "背景与现状|客户背景"};
inline constexpr Category needs{"needs", {"需求信息", "Needs"}, "客户需求"};
inline constexpr Category interactions{"interactions", {"互动记录", "Interactions"}, "访问履历|拜访记录"};
inline constexpr Category outlook{"outlook", {"需求预判与商机", "Outlook and opportunities"}, "商机|需求预判"};
inline constexpr Category classification{"classification", {"客户分类", "Classification"}};
inline constexpr Category trade_terms{"trade_terms", {"交易条件", "Trade terms"}};
inline constexpr Category ownership{"ownership", {"来源与归属", "Origin and ownership"}};
inline constexpr Category contact_profile{"contact_profile", {"个人情况与偏好", "Personal profile and preferences"}};
inline constexpr Category competition{"competition", {"竞争与现用产品", "Competition and products in use"}};
inline constexpr Category trade{"trade", {"交易与应收", "Trade and receivables"}};
inline constexpr Category service{"service", {"售后与抱怨", "Service and complaints"}};
inline constexpr Category plans{"plans", {"跟进与关怀", "Follow-up and care"}};
inline constexpr Category papers{"papers", {"文件", "Documents"}};
inline constexpr Category market{"market", {"产品与市场", "Offerings and market"}};
inline constexpr Category team{"team", {"我方人员", "Our people"}};
inline constexpr Category upkeep{"upkeep", {"记录信息", "Record keeping"}};

}  // namespace guanxi::category
