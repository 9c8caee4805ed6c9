#pragma once
/// @file
/// What an assessment may be told.

#include <guanxi/assess/health.hpp>
#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/chain/options.hpp>
#include <guanxi/model/customer.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/model/user.hpp>
#include <guanxi/need/matrix.hpp>
#include <guanxi/need/rank.hpp>
#include <guanxi/quality/rules.hpp>

#include <span>

namespace guanxi::assess {

class Learned;

/// How much each part counts in the cooperation likelihood; each finite and >= 0, one of them above 0, scaled to sum 1.
struct CooperationWeights {
  double intent = .25;       ///< what the customer says it wants
  double budget = .20;       ///< whether the money is there
  double clarity = .20;      ///< whether we know who decides
  double need = .15;         ///< how strong a need our offering serves
  double relation = .10;     ///< how healthy the relation is
  double competition = .10;  ///< how rivals stand
};

/// From where on an opportunity is of high value.
struct HighValueLimits {
  double clarity = 60;    ///< least clarity of the decision chain, 0–100
  double relevance = .6;  ///< least relevance of a need to our offering, 0–1
};

/// How accounts are assessed.
struct AssessOptions {
  Date as_of{};                                 ///< only what was known to have happened by this day counts
  Calendar calendar{};                          ///< tells on which day something happened
  CooperationWeights weights{};                 ///< of the parts of the cooperation likelihood
  HighValueLimits high_value{};                 ///< limits of the high-value flag
  chain::AnalyzeOptions chain{};                ///< how decision chains are read; `as_of` and `contacts` are filled in
  need::RankWeights need_weights{};             ///< how needs are ranked
  need::DueDays due_days{};                     ///< days that separate the levels of urgency
  double cut = .5;                              ///< of the quadrants of the priority matrix
  HealthOptions health{};                       ///< how the health of relation and account is computed
  const Learned* learned = nullptr;             ///< from `learn_from`, for odds of winning and predicted needs; or nullptr
  PredictNeedsOptions predict{};                ///< how many needs are predicted
  std::span<const User> users{};                ///< names of our people; may be empty
  const Catalogue* catalogue = nullptr;               ///< fields that count in completeness; nullptr for the standard ones
  quality::Rules rules = quality::standard_rules();   ///< rules of the checks, and where a field does not apply
};

}  // namespace guanxi::assess
