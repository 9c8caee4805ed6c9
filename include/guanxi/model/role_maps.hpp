#pragma once
/// @file
/// Our buying roles in the words of other systems and books, and back.

#include <guanxi/model/buying_role.hpp>

#include <optional>
#include <string_view>

namespace guanxi {

/// A list of roles that others use.
enum class RoleList {
  salesforce,     ///< roles of an opportunity contact, as shipped
  suitecrm,       ///< `opportunity_relationship_type_dom`, as shipped
  dynamics_365,   ///< `msdyn_decisioninfluencetag` of a contact
  altify,         ///< buying role on an opportunity relationship map, as shipped
  miller_heiman,  ///< Heiman, Miller (1985), Strategic Selling
  webster_wind    ///< Webster, Wind (1972), Organizational Buying Behavior
};

namespace detail {

consteval unsigned role_set(auto... roles) { return ((1U << static_cast<unsigned>(roles)) | ... | 0U); }

struct RoleWord {
  RoleList list;
  std::string_view word;
  BuyingRole reads_as;   // what the word means here; itself written as the word
  unsigned also_writes;  // other roles for which the list has no closer word
};

namespace role_table {

using enum BuyingRole;

inline constexpr RoleWord words[] = {
    {RoleList::salesforce, "Business User", user, role_set()},
    {RoleList::salesforce, "Decision Maker", decider, role_set()},
    {RoleList::salesforce, "Economic Buyer", economic_buyer, role_set()},
    {RoleList::salesforce, "Economic Decision Maker", approver, role_set()},
    {RoleList::salesforce, "Evaluator", evaluator, role_set()},
    {RoleList::salesforce, "Executive Sponsor", champion, role_set(coach)},
    {RoleList::salesforce, "Influencer", influencer, role_set(initiator)},
    {RoleList::salesforce, "Technical Buyer", technical_buyer, role_set()},
    {RoleList::salesforce, "Other", unknown, role_set(buyer, gatekeeper, blocker)},
    {RoleList::suitecrm, "Primary Decision Maker", decider, role_set()},
    {RoleList::suitecrm, "Business Decision Maker", economic_buyer, role_set(approver)},
    {RoleList::suitecrm, "Business Evaluator", user, role_set()},
    {RoleList::suitecrm, "Technical Decision Maker", technical_buyer, role_set()},
    {RoleList::suitecrm, "Technical Evaluator", evaluator, role_set()},
    {RoleList::suitecrm, "Executive Sponsor", champion, role_set(coach)},
    {RoleList::suitecrm, "Influencer", influencer, role_set(initiator)},
    {RoleList::suitecrm, "Other", unknown, role_set(buyer, gatekeeper, blocker)},
    {RoleList::dynamics_365, "Decision maker", decider, role_set(economic_buyer, approver)},
    {RoleList::dynamics_365, "Influencer", influencer, role_set(initiator, user, evaluator, technical_buyer, buyer, gatekeeper, champion, coach)},
    {RoleList::dynamics_365, "Blocker", blocker, role_set()},
    {RoleList::dynamics_365, "Unknown", unknown, role_set()},
    {RoleList::altify, "User", user, role_set(initiator)},
    {RoleList::altify, "Evaluator", evaluator, role_set(technical_buyer, buyer, gatekeeper)},
    {RoleList::altify, "Decision Maker", decider, role_set()},
    {RoleList::altify, "Approver", approver, role_set(economic_buyer)},
    {RoleList::miller_heiman, "Economic Buyer", economic_buyer, role_set(decider, approver)},
    {RoleList::miller_heiman, "User Buyer", user, role_set(initiator)},
    {RoleList::miller_heiman, "Technical Buyer", technical_buyer, role_set(evaluator, buyer, gatekeeper)},
    {RoleList::miller_heiman, "Coach", coach, role_set(champion)},
    {RoleList::webster_wind, "User", user, role_set(initiator)},
    {RoleList::webster_wind, "Influencer", influencer, role_set(evaluator, technical_buyer, champion, coach, blocker)},
    {RoleList::webster_wind, "Buyer", buyer, role_set()},
    {RoleList::webster_wind, "Decider", decider, role_set(economic_buyer, approver)},
    {RoleList::webster_wind, "Gatekeeper", gatekeeper, role_set()},
};

}  // namespace role_table

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

}  // namespace detail

/// A role in the words of another list.
/// @return  empty if the list has no word that comes near
[[nodiscard]] constexpr std::string_view to_role_list(RoleList list, BuyingRole role) noexcept {
  const unsigned bit = 1U << static_cast<unsigned>(role);
  for (const detail::RoleWord& entry : detail::role_table::words)
    if (entry.list == list && (entry.reads_as == role || (entry.also_writes & bit) != 0)) return entry.word;
  return {};
}

/// What a word of another list means here; letters match in either case.
/// @return  nothing for a word that the list does not have
[[nodiscard]] constexpr std::optional<BuyingRole> from_role_list(RoleList list, std::string_view word) noexcept {
  for (const detail::RoleWord& entry : detail::role_table::words)
    if (entry.list == list && detail::equal_ignoring_case(entry.word, word)) return entry.reads_as;
  return std::nullopt;
}

}  // namespace guanxi
