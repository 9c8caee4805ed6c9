#pragma once
/// @file
/// What changed on a decision chain between two days, or between two versions of it.

#include <guanxi/chain/analyze.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::chain {

/// What changed.
enum class ChangeKind { joined, left, roles, influence, support, coverage, tie_added, tie_removed, tie_strength };

}  // namespace guanxi::chain
namespace guanxi {

template <>
struct Words<chain::ChangeKind> {
  static constexpr EnumWord table[] = {
      word(chain::ChangeKind::joined, "joined", {"新出现", "Joined"}),
      word(chain::ChangeKind::left, "left", {"已离开", "Left"}),
      word(chain::ChangeKind::roles, "roles", {"采购角色", "Buying roles"}),
      word(chain::ChangeKind::influence, "influence", {"影响力", "Influence"}),
      word(chain::ChangeKind::support, "support", {"支持度", "Support"}),
      word(chain::ChangeKind::coverage, "coverage", {"接触程度", "Coverage"}),
      word(chain::ChangeKind::tie_added, "tie_added", {"新增关系", "Tie added"}),
      word(chain::ChangeKind::tie_removed, "tie_removed", {"关系结束", "Tie removed"}),
      word(chain::ChangeKind::tie_strength, "tie_strength", {"关系强度", "Strength of a tie"}),
  };
};

}  // namespace guanxi
namespace guanxi::chain {

/// One change.
struct ChainChange {
  ChangeKind kind{};              ///< what changed
  Person person{};                ///< of whom, or where the tie starts
  std::optional<Person> other{};  ///< where the tie leads
  Message before{};               ///< what it was; empty if nothing
  Message after{};                ///< what it is; empty if nothing
  bool operator==(const ChainChange&) const = default;
};

/// A number before and after.
struct Shift {
  std::optional<double> before{};  ///< unset if there was none
  std::optional<double> after{};   ///< unset if there is none
  bool operator==(const Shift&) const = default;
};

/// What changed between two days or versions.
struct ChainDifference {
  Date earlier{};                      ///< day of the earlier reading
  Date later{};                        ///< day of the later reading
  std::vector<ChainChange> changes{};  ///< people by id, then ties by their ends
  DealStatus status_before{};          ///< how the deal stood
  DealStatus status_after{};           ///< how it stands
  AccountLevel level_before{};         ///< how far we had got
  AccountLevel level_after{};          ///< how far we have got
  Shift clarity{};                     ///< 0–100
  Shift coverage{};                    ///< 0–1
  Shift net_support{};                 ///< -1 – +1
  Shift expected_support{};            ///< -1 – +1
  bool operator==(const ChainDifference&) const = default;
};

namespace detail {

inline Message role_words(std::span<const BuyingRole> roles) {
  Message words;
  for (const BuyingRole role : roles) {
    const Label label = label_of(role);
    words.zh += (words.zh.empty() ? "" : "、") + std::string(label.zh);
    words.en += (words.en.empty() ? "" : ", ") + std::string(label.en);
  }
  return words;
}

inline Message number_words(const std::optional<int>& number) {
  return number ? Message{std::to_string(*number), std::to_string(*number)} : Message{};
}

inline Message strength_words(const std::optional<Ratio>& strength) {
  if (!strength) return {};
  const std::string text = thousandths_text(to_thousandths(strength->value()), 2);
  return {text, text};
}

inline void compare_people(std::vector<ChainChange>& changes, const Member& before, const Member& after) {
  const auto add = [&](ChangeKind kind, Message was, Message is) {
    if (was != is) changes.push_back({kind, after.person, std::nullopt, std::move(was), std::move(is)});
  };
  add(ChangeKind::roles, role_words(before.roles), role_words(after.roles));
  add(ChangeKind::influence, number_words(before.influence), number_words(after.influence));
  add(ChangeKind::support, number_words(before.support), number_words(after.support));
  add(ChangeKind::coverage, to_message(label_of(before.coverage)), to_message(label_of(after.coverage)));
}

// Walks two sorted lists side by side: `only_first`, `only_second`, or `both` for entries that compare equal.
template <class T, class Before, class First, class Second, class Both>
void merge_walk(const std::vector<T>& one, const std::vector<T>& other, Before before, First only_first,
                Second only_second, Both both) {
  auto a = one.begin();
  auto b = other.begin();
  while (a != one.end() || b != other.end()) {
    if (b == other.end() || (a != one.end() && before(*a, *b))) {
      only_first(*a++);
    } else if (a == one.end() || before(*b, *a)) {
      only_second(*b++);
    } else {
      both(*a++, *b++);
    }
  }
}

struct NamedLink {
  Person from, to;
  std::optional<TieKind> kind;
  std::optional<Ratio> strength;
};

inline std::vector<NamedLink> named_links(const Network& network) {
  std::vector<NamedLink> links;
  for (const Link& link : network.links)
    links.push_back(
        {network.members[link.edge.from].person, network.members[link.edge.to].person, link.kind, link.strength});
  return links;
}

inline Message tie_words(const NamedLink& link) {
  return link.kind ? to_message(label_of(*link.kind)) : Message{"关系", "tie"};
}

inline void compare_ties(std::vector<ChainChange>& changes, const Network& before, const Network& after) {
  const auto key = [](const NamedLink& link) { return std::tuple(link.from.contact, link.to.contact, link.kind); };
  merge_walk(
      named_links(before), named_links(after),
      [key](const NamedLink& a, const NamedLink& b) { return key(a) < key(b); },
      [&](const NamedLink& was) {
        changes.push_back({ChangeKind::tie_removed, was.from, was.to, tie_words(was), {}});
      },
      [&](const NamedLink& is) {
        changes.push_back({ChangeKind::tie_added, is.from, is.to, {}, tie_words(is)});
      },
      [&](const NamedLink& was, const NamedLink& is) {
        if (was.strength != is.strength)
          changes.push_back(
              {ChangeKind::tie_strength, is.from, is.to, strength_words(was.strength), strength_words(is.strength)});
      });
}

inline std::optional<double> clarity_points(const ChainAnalysis& analysis) {
  if (analysis.clarity.state == ScoreState::unavailable) return std::nullopt;
  return analysis.clarity.value();
}

inline std::optional<double> share_value(const std::optional<Ratio>& share) {
  return share ? std::optional(share->value()) : std::nullopt;
}

}  // namespace detail

/// What changed from one reading of a chain to another: people, their roles and attitudes, ties, and the answers.
/// @param before          the chain as it was
/// @param before_options  day and rules of the earlier reading
/// @param after           the chain as it is; may be the same
/// @param after_options   day and rules of the later reading
/// @return  no changes if nothing changed; the order of people and ties changes nothing
/// @throws  ArgumentError  as `analyze`
/// @cost    twice `analyze`
[[nodiscard]] inline ChainDifference compare(const DecisionChain& before, const AnalyzeOptions& before_options,
                                             const DecisionChain& after, const AnalyzeOptions& after_options) {
  const Network was = network_of(before, before_options), is = network_of(after, after_options);
  ChainDifference found{.earlier = before_options.as_of, .later = after_options.as_of};
  detail::merge_walk(
      was.members, is.members, [](const Member& a, const Member& b) { return a.person.contact < b.person.contact; },
      [&](const Member& left) {
        found.changes.push_back({ChangeKind::left, left.person, std::nullopt, detail::role_words(left.roles), {}});
      },
      [&](const Member& joined) {
        found.changes.push_back(
            {ChangeKind::joined, joined.person, std::nullopt, {}, detail::role_words(joined.roles)});
      },
      [&](const Member& a, const Member& b) { detail::compare_people(found.changes, a, b); });
  detail::compare_ties(found.changes, was, is);
  const ChainAnalysis one = analyze(before, before_options), other = analyze(after, after_options);
  found.status_before = one.status;
  found.status_after = other.status;
  found.level_before = one.level;
  found.level_after = other.level;
  found.clarity = {detail::clarity_points(one), detail::clarity_points(other)};
  found.coverage = {detail::share_value(one.coverage), detail::share_value(other.coverage)};
  found.net_support = {one.support.net, other.support.net};
  found.expected_support = {one.support.expected, other.support.expected};
  return found;
}

/// What changed on one chain between two days.
/// @param chain    the chain with its dates
/// @param earlier  the first day
/// @param options  the second day, and rules
[[nodiscard]] inline ChainDifference compare(const DecisionChain& chain, Date earlier, const AnalyzeOptions& options) {
  AnalyzeOptions before = options;
  before.as_of = earlier;
  return compare(chain, before, chain, options);
}

}  // namespace guanxi::chain
