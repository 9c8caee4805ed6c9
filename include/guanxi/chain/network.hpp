#pragma once
/// @file
/// The people and ties of a decision chain that hold on one day, numbered, in an order that does not depend on the
/// input's.

#include <guanxi/chain/graph.hpp>
#include <guanxi/chain/member.hpp>
#include <guanxi/chain/options.hpp>
#include <guanxi/chain/person_name.hpp>
#include <guanxi/core/finding_codes.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace guanxi::chain {

/// A tie between two members.
struct Link {
  Edge edge{};                      ///< from and to, as positions of members
  std::optional<TieKind> kind{};    ///< how one bears on the other
  std::optional<Ratio> strength{};  ///< as stated
};

/// The people and ties that hold on one day.
struct Network {
  std::vector<Member> members{};  ///< by contact id, none twice
  std::vector<Link> links{};      ///< by from, to and kind
  Findings findings{};            ///< what is wrong with the chain

  /// The edges of the links that a condition picks.
  template <class Condition>
  [[nodiscard]] std::vector<Edge> edges(Condition pick) const {
    std::vector<Edge> picked;
    for (const Link& link : links)
      if (pick(link)) picked.push_back(link.edge);
    return picked;
  }
};

/// True if a day lies between two days, both included; an unset one is open.
[[nodiscard]] inline bool holds_on(Date day, std::optional<Date> from, std::optional<Date> until) noexcept {
  return (!from || *from <= day) && (!until || day <= *until);
}

namespace detail {

inline constexpr auto nowhere = static_cast<std::size_t>(-1);

inline std::size_t position_of(const std::vector<Member>& members, Id<Contact> contact) noexcept {
  const auto at = std::lower_bound(members.begin(), members.end(), contact,
                                   [](const Member& member, Id<Contact> id) { return member.person.contact < id; });
  return at != members.end() && at->person.contact == contact ? static_cast<std::size_t>(at - members.begin())
                                                              : nowhere;
}

inline FindingDetail about(const DecisionChain& chain, std::string_view field, Message detail) {
  return {.kind = "decision_chain", .record = chain.id.uuid, .field = field, .detail = std::move(detail)};
}

inline void add_members(Network& network, const DecisionChain& chain, const AnalyzeOptions& options) {
  std::vector<const Stakeholder*> valid;
  for (const Stakeholder& entry : chain.stakeholders) {
    if (!holds_on(options.as_of, entry.valid_from, entry.valid_until)) continue;
    if (entry.contact) {
      valid.push_back(&entry);
    } else {
      network.findings.push_back(
          make_finding(finding_code("chain.stakeholder_unnamed"), about(chain, "stakeholders", {})));
    }
  }
  std::stable_sort(valid.begin(), valid.end(),
                   [](const Stakeholder* a, const Stakeholder* b) { return a->contact < b->contact; });
  std::vector<int> entries;
  for (const Stakeholder* entry : valid) {
    if (network.members.empty() || network.members.back().person.contact != entry->contact) {
      network.members.push_back({.person = {entry->contact, person_name(entry->contact, options.contacts)}});
      entries.push_back(0);
    }
    merge(network.members.back(), *entry);
    ++entries.back();
  }
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (const std::string& name = network.members[i].person.name; entries[i] > 1)
      network.findings.push_back(
          make_finding(finding_code("chain.duplicate_stakeholder"), about(chain, "stakeholders", {name, name})));
}

inline void add_link(Network& network, const DecisionChain& chain, const Tie& tie, const AnalyzeOptions& options) {
  const Edge edge{position_of(network.members, tie.from_id), position_of(network.members, tie.to_id)};
  if (edge.from != nowhere && edge.to != nowhere) {
    network.links.push_back({edge, tie.kind, tie.strength});
    return;
  }
  const auto on_chain = [&chain](Id<Contact> person) {
    return person && std::any_of(chain.stakeholders.begin(), chain.stakeholders.end(),
                                 [person](const Stakeholder& entry) { return entry.contact == person; });
  };
  if (on_chain(tie.from_id) && on_chain(tie.to_id)) return;  // somebody who is not valid on this day
  const std::string from = person_name(tie.from_id, options.contacts), to = person_name(tie.to_id, options.contacts);
  network.findings.push_back(
      make_finding(finding_code("chain.tie_outside"), about(chain, "ties", {from + " → " + to, from + " → " + to})));
}

inline void add_reporting_lines(Network& network, std::span<const Contact> contacts) {
  std::vector<bool> stated(network.members.size());
  for (const Link& link : network.links)
    if (link.kind == TieKind::reports_to) stated[link.edge.from] = true;
  for (const Contact& contact : contacts) {
    const Edge edge{position_of(network.members, contact.id), position_of(network.members, contact.reports_to_id.id)};
    if (edge.from == nowhere || edge.to == nowhere || stated[edge.from]) continue;
    network.links.push_back({edge, TieKind::reports_to, std::nullopt});
  }
}

inline bool finding_before(const Finding& a, const Finding& b) {
  return std::tie(a.code, a.message.zh) < std::tie(b.code, b.message.zh);
}

}  // namespace detail

/// Reads a decision chain as of one day.
///
/// Several entries for one person are united: all roles, highest influence and coverage, lowest support. A contact's
/// superior is a reports_to tie unless the chain states one for that contact. Entries without a contact, and ties to
/// somebody who is not on the chain, are left out with a finding.
/// @param chain    people and ties in any order: the answer is the same
/// @param options  day and contacts
/// @cost    n log n in people and ties, times the contacts for names
[[nodiscard]] inline Network network_of(const DecisionChain& chain, const AnalyzeOptions& options) {
  Network network;
  detail::add_members(network, chain, options);
  for (const Tie& tie : chain.ties)
    if (holds_on(options.as_of, tie.valid_from, tie.valid_until)) detail::add_link(network, chain, tie, options);
  detail::add_reporting_lines(network, options.contacts);
  std::sort(network.links.begin(), network.links.end(), [](const Link& a, const Link& b) {
    return std::tie(a.edge, a.kind, a.strength) < std::tie(b.edge, b.kind, b.strength);
  });
  std::sort(network.findings.begin(), network.findings.end(), detail::finding_before);
  return network;
}

}  // namespace guanxi::chain
