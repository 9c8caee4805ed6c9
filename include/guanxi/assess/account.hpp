#pragma once
/// @file
/// Everything that can be said of one customer on one day.

#include <guanxi/assess/high_value.hpp>
#include <guanxi/assess/next_step.hpp>
#include <guanxi/assess/options.hpp>
#include <guanxi/chain/analysis.hpp>
#include <guanxi/core/score.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/need/matrix.hpp>
#include <guanxi/need/rank.hpp>
#include <guanxi/quality/completeness.hpp>
#include <guanxi/score/prediction.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// One opportunity, judged.
struct OpportunityAssessment {
  Id<Opportunity> opportunity{};   ///< which
  std::string name{};              ///< its name
  std::optional<Stage> stage{};    ///< how far it has come
  bool open{};                     ///< neither won nor lost
  Score score{};                   ///< cooperation likelihood 1–5, and why
  Judged<double> cooperation{};    ///< what was set, and the score beside it; nothing computed if nothing is known
  HighValue high_value{};          ///< whether it is of high value, and why
  Judged<bool> high_value_flag{};  ///< what was set, and the answer beside it; nothing computed while it is open
  std::optional<score::Prediction> win{};  ///< how likely it is won, if something was learnt and it is open
  Judged<Ratio> probability{};     ///< what was set, and that beside it; of closed deals 0 or 1
  Id<DecisionChain> chain{};       ///< the chain that was used; unset if there is none
  bool operator==(const OpportunityAssessment&) const = default;
};

/// Everything that can be said of one customer on one day.
struct AccountAssessment {
  Id<Customer> customer{};                     ///< whose
  std::string name{};                          ///< short name, else legal name
  Date as_of{};                                ///< event time of the answer
  Health health{};                             ///< of the relation and the account
  std::vector<chain::ChainAnalysis> chains{};  ///< in the order of the dossier
  need::PriorityMatrix matrix{};               ///< needs by urgency and importance
  std::vector<need::RankedNeed> ranking{};     ///< open needs, the first first
  std::vector<OpportunityAssessment>
      opportunities{};                          ///< open ones first, by shown likelihood, then earlier close, then id
  std::optional<PredictedNeeds> predicted{};    ///< needs that come next, if something was learnt
  quality::DossierCompleteness completeness{};  ///< how far the cards are filled
  Findings findings{};                          ///< of the checks, then of the decision chains
  std::vector<NextStep> next_steps{};           ///< overdue first, then by due date, then the undated by kind

  /// The most likely open opportunity.
  /// @return  nullptr if none is open
  [[nodiscard]] const OpportunityAssessment* best() const noexcept {
    return !opportunities.empty() && opportunities.front().open ? &opportunities.front() : nullptr;
  }
  bool operator==(const AccountAssessment&) const = default;
};

/// Assesses one customer from everything in its dossier.
/// @param dossier  the customer
/// @param options  day, weights, limits, names of our people
/// @return  an answer for any dossier, also an empty one: what is unknown is named, not guessed
/// @throws  ArgumentError  `argument.weight` for weights that are negative or no number, or all 0
/// @cost    linear in the records, up to sorting; no shared state, any thread may call it
[[nodiscard]] AccountAssessment account(const Dossier& dossier, const AssessOptions& options);

}  // namespace guanxi::assess
