#pragma once
/// @file
/// Whom to meet next: what a meeting is expected to bring, and who can introduce us.

#include <guanxi/chain/clarity.hpp>
#include <guanxi/chain/introduction.hpp>
#include <guanxi/chain/propagation.hpp>

#include <string>
#include <utility>
#include <vector>

namespace guanxi::chain {

namespace detail {

inline void check_meeting(const MeetingOptions& options) {
  const auto check = [](double value, double most, const char* name) {
    if (!(value >= 0 && value <= most))
      throw ArgumentError("argument.meeting", std::string("meeting.") + name + " must lie in [0, " +
                                                  thousandths_text(to_thousandths(most), 0) + "], found " +
                                                  std::to_string(value));
  };
  check(options.clarity, 1e9, "clarity");
  check(options.support, 1e9, "support");
  check(options.persuasion, 1, "persuasion");
  check(options.cold_access, 1, "cold_access");
}

// Points of clarity if the person were known one step better and had said what they think.
inline double clarity_gain(const Member& member, const InfluenceSums& sums, const ClarityParts& parts,
                           const ClarityWeights& weights) {
  if (sums.influence == 0) return 0;  // then neither part is measured
  const int covered = thirds(member.coverage);
  const bool attitude_known = member.support && covered > 0;
  double known = weights.decider + weights.sides + weights.coverage + weights.attitudes;
  if (parts.linked) known += weights.linked;
  const double share = static_cast<double>(member.weight()) / sums.influence;
  return 100 * share * ((covered < 3 ? weights.coverage / 3 : 0) + (attitude_known ? 0 : weights.attitudes)) / known;
}

inline Message meeting_reason(const Meeting& meeting, const Member& member) {
  const auto text = [](double points) { return thousandths_text(to_thousandths(points), 1); };
  const std::string influence = std::to_string(member.weight());
  const std::string chance = percent(meeting.access);
  Message reason{"影响力 " + influence + "；见面可使清晰度提高 " + text(meeting.clarity_gain) + " 分、预期支持提高 " +
                     text(meeting.support_gain) + " 分，成行可能 " + chance,
                 "influence " + influence + "; a meeting adds " + text(meeting.clarity_gain) +
                     " points of clarity and " + text(meeting.support_gain) +
                     " of expected support; it comes about with " + chance};
  for (std::size_t i = 0; i < meeting.through.size(); ++i) {
    reason.zh += (i == 0 ? "，可请" : "、") + meeting.through[i].name;
    reason.en += (i == 0 ? ", through " : ", then ") + meeting.through[i].name;
  }
  if (!meeting.through.empty()) reason.zh += "引见";
  return reason;
}

}  // namespace detail

/// Ranks the people by what a meeting with them is expected to bring.
///
/// A meeting raises coverage by one step (unknown counts as none), tells the attitude, and with the probability
/// `persuasion` raises support by one (+2 stays). It comes about for sure with people whom we have met, else with the
/// strength of the best introduction or `cold_access`, whichever is greater.
/// @param network  people and ties of one day
/// @param to_all   the best introductions, as `introductions_to_all` gives them
/// @param options  what a meeting brings, weights of clarity, contacts that refuse
/// @return  largest expected gain first, then by id; nobody who must not be contacted or from whom nothing is expected
/// @throws  ArgumentError  `argument.meeting` for a probability outside [0, 1] or a negative weight
/// @cost    as `propagate`: one system is solved for everybody
/// @source  docs/methods/chain.md
[[nodiscard]] inline std::vector<Meeting> next_meetings(const Network& network, std::span<const Introduction> to_all,
                                                        const AnalyzeOptions& options) {
  detail::check_meeting(options.meeting);
  const InfluenceSums sums = sum_influence(network.members);
  const ClarityParts parts = clarity_parts_of(network);
  std::vector<double> weights;
  for (const Member& member : network.members)
    weights.push_back(sums.influence == 0 ? 0 : member.weight() / (2.0 * sums.influence));
  const std::vector<double> lever = leverage(weights, InfluenceMatrix(network, options), options.susceptibility);

  std::vector<Meeting> meetings;
  for (std::size_t i = 0; i < network.members.size(); ++i) {
    const Member& member = network.members[i];
    if (detail::must_not_be_contacted(member.person.contact, options.contacts)) continue;
    Meeting meeting{.person = member.person};
    meeting.clarity_gain = detail::clarity_gain(member, sums, parts, options.weights);
    meeting.support_gain = member.support.value_or(0) < 2 ? 50 * options.meeting.persuasion * lever[i] : 0;
    const bool met = thirds(member.coverage) > 0, introduced = to_all[i].strength > options.meeting.cold_access;
    meeting.access = met ? 1 : introduced ? to_all[i].strength : options.meeting.cold_access;
    if (!met && introduced) meeting.through.assign(to_all[i].path.begin(), to_all[i].path.end() - 1);
    meeting.expected_gain = meeting.access * (options.meeting.clarity * meeting.clarity_gain +
                                              options.meeting.support * meeting.support_gain);
    if (!(meeting.expected_gain > 0)) continue;
    meeting.reason = detail::meeting_reason(meeting, member);
    meetings.push_back(std::move(meeting));
  }
  std::stable_sort(meetings.begin(), meetings.end(),
                   [](const Meeting& a, const Meeting& b) { return a.expected_gain > b.expected_gain; });
  return meetings;
}

}  // namespace guanxi::chain
