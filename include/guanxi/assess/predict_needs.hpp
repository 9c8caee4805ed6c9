#pragma once
/// @file
/// What a customer will need next, from all sources together.

#include <guanxi/assess/need_sources.hpp>
#include <guanxi/model/offering.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::assess {

/// What becomes of offerings that the customer has, considers, or has an open or met need of.
enum class KnownNeeds { leave_out, list };

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::KnownNeeds> {
  using enum assess::KnownNeeds;
  static constexpr EnumWord table[] = {
      word(leave_out, "leave_out", {"不列出", "Left out"}),
      word(list, "list", {"列出", "Listed"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// How needs are predicted.
struct PredictNeedsOptions {
  std::size_t n = 5;                         ///< how many, at least 1
  KnownNeeds known = KnownNeeds::leave_out;  ///< offerings that are had, considered or wanted already
  int bought_within_days = 0;  ///< purchases longer ago no longer make an offering had; 0: all do; not below 0
};

/// What one source says for or against a need.
struct NeedEvidence {
  NeedSource source{};                   ///< which
  double value{};                        ///< what it adds to the log-odds; below 0 it speaks against
  double share{};                        ///< probability or share by this source alone, 0–1
  std::string rule{};                    ///< id of the rule, to be told to `need::learn`
  std::vector<std::string> items{};      ///< antecedent, or owned items that speak for it
  std::vector<std::string> customers{};  ///< ids of similar customers that have it, nearest first
  std::vector<Uuid> records{};           ///< records that it rests on
  Message reason{};                      ///< for people
  bool operator==(const NeedEvidence&) const = default;
};

/// A need that is predicted.
struct PredictedNeed {
  int rank{};                            ///< from 1
  std::string name{};                    ///< of the offering; statement of the rule if we supply nothing for it
  Id<Offering> offering{};               ///< unset if not among the offerings
  std::string category{};                ///< of the offering or rule
  double probability{};                  ///< of being bought, raised or put in use within the horizon, 0–1
  double log_odds{};                     ///< baseline and the values of the evidence, added in their order
  double baseline{};                     ///< the intercept
  bool by_popularity = false;            ///< no other source speaks for it: it fills the list
  bool calibrated = false;               ///< weights were learnt from the past; never where no offering serves it
  Message note{};                        ///< why no past could be looked at; empty if one could
  std::vector<NeedEvidence> evidence{};  ///< in the order of the sources
  bool operator==(const PredictedNeed&) const = default;
};

/// The needs predicted for a customer.
struct PredictedNeeds {
  Id<Customer> customer{};             ///< whose
  Date as_of{};                        ///< the day of the sources
  int horizon_days{};                  ///< what probabilities are about
  bool calibrated = false;             ///< every need listed is; else probabilities are rough
  std::int64_t offerings{};            ///< that could be predicted
  std::int64_t left_out{};             ///< had, considered or wanted
  std::int64_t missing{};              ///< fewer than asked for
  Message note{};                      ///< of what is missing or not calibrated; empty if nothing is
  std::vector<PredictedNeed> needs{};  ///< those with a source by probability, then names; then by popularity
  bool operator==(const PredictedNeeds&) const = default;
};

/// Predicts what a customer will need, with every source's evidence.
///
/// log-odds = intercept + Σ weight · evidence; evidence of popularity is logit(share), of the others logit(own share) −
/// logit(popularity), shares being kept within .005–.995. An offering that was bought twice or more stays a candidate:
/// the timing speaks of it. A rule that no offering serves is weighed by the weights given beforehand, and says so.
/// @param dossier  the customer; it need not be in the book that was learnt from. It is seen as `known_by` has it on
/// the day, values without any day standing as they are.
/// @param sources  learnt from a book
/// @param options  how many, what is left out
/// @return  exactly n needs, fewer only if there are no more candidates; `missing` says how many
/// @throws  ArgumentError  `argument.n` for 0, `argument.bought_within_days` below 0
/// @cost    customers · features + offerings + rules
/// @source  docs/methods/predicted_needs.md
[[nodiscard]] PredictedNeeds predict_needs(const Dossier& dossier, const NeedSources& sources,
                                           const PredictNeedsOptions& options = {});

/// The rule book after a predicted need was confirmed or rejected: each rule that spoke for it counts one more.
/// @param book     copied, or moved from
/// @param need     from `predict_needs`
/// @param outcome  what became of it
/// @return  the same book if no rule spoke for it
/// @throws  ArgumentError  `need.rule_id` if the book lacks such a rule
[[nodiscard]] need::RuleBook learn(need::RuleBook book, const PredictedNeed& need, need::Outcome outcome);

}  // namespace guanxi::assess
