#pragma once
/// @file
/// How needs are ranked, and a need with its place.

#include <guanxi/core/score.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/need/level.hpp>

#include <optional>
#include <span>
#include <string>

namespace guanxi::need {

/// By what needs are ranked.
enum class RankMethod {
  weighted,    ///< weighted mean of importance, urgency, relevance and decision power, 0–100
  opportunity  ///< importance plus what is left unsatisfied, 0–20 (Ulwick)
};

}  // namespace guanxi::need
namespace guanxi {

template <>
struct Words<need::RankMethod> {
  static constexpr EnumWord table[] = {
      word(need::RankMethod::weighted, "weighted", {"加权", "Weighted"}),
      word(need::RankMethod::opportunity, "opportunity", {"机会分", "Opportunity"}),
  };
};

}  // namespace guanxi
namespace guanxi::need {

/// How much each part counts; each finite and >= 0, one of them above 0, scaled to sum 1.
struct RankWeights {
  double importance = .40;  ///< for the customer's business
  double urgency = .30;     ///< stated or from the due date
  double relevance = .20;   ///< to our offering
  double power = .10;       ///< influence of whoever has the need, / 10
};

/// How much somebody has to say.
struct OwnerInfluence {
  Id<Contact> contact{};  ///< who
  int influence{};        ///< 0–10
};

/// How content the customer is with how a need is served today.
struct NeedSatisfaction {
  Id<Need> need{};        ///< which
  double satisfaction{};  ///< 0–10
};

/// How needs are ranked.
struct RankOptions {
  Date as_of{};                                       ///< the day from which due dates are counted
  RankMethod method = RankMethod::weighted;           ///< by what
  RankWeights weights{};                              ///< of the parts, for the weighted method
  DueDays due_days{};                                 ///< days that separate the levels of urgency
  std::span<const OwnerInfluence> influences{};       ///< of the needs' owners; may be empty
  std::span<const NeedSatisfaction> satisfactions{};  ///< for the opportunity method; may be empty
};

/// A need with its place in the ranking.
struct RankedNeed {
  int rank{};                    ///< from 1, none twice
  Id<Need> need{};               ///< which
  std::string statement{};       ///< its words
  std::optional<Date> due_on{};  ///< when it is due
  Score score{};                 ///< how much it matters, and why
  bool operator==(const RankedNeed&) const = default;
};

}  // namespace guanxi::need
