#pragma once
/// @file
/// How much an unmet need is worth: important and badly served comes first.

#include <guanxi/core/error.hpp>
#include <guanxi/core/value.hpp>

#include <string>

namespace guanxi::need {

/// What an opportunity score says.
enum class OpportunityBand { served, worth_a_look, high, extreme };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::OpportunityBand> {
  using enum need::OpportunityBand;
  static constexpr EnumWord table[] = {
      word(served, "served", {"已基本满足", "Served"}, {}, {"暂不作为切入点", "Not a point of entry for now"}),
      word(worth_a_look, "worth_a_look", {"值得关注", "Worth a look"}, {},
           {"拜访时进一步了解", "Find out more on the next visit"}),
      word(high, "high", {"机会大", "High"}, {}, {"准备针对性方案", "Prepare a solution for it"}),
      word(extreme, "extreme", {"机会极大", "Extreme"}, {},
           {"优先突破：集中资源做出样板", "Break in here first: concentrate on a showcase"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// Importance plus what is left unsatisfied: I + max(I − S, 0).
/// @param importance    0–10
/// @param satisfaction  0–10, with what the customer has today
/// @return  0–20
/// @throws  ArgumentError  `need.opportunity` for a number outside 0–10 or NaN
/// @source  Ulwick (2005), What Customers Want
[[nodiscard]] inline double opportunity(double importance, double satisfaction) {
  for (const double given : {importance, satisfaction})
    if (!(given >= 0 && given <= 10))
      throw ArgumentError("need.opportunity",
                          "importance and satisfaction must lie in [0, 10], found " + std::to_string(given));
  return importance > satisfaction ? 2 * importance - satisfaction : importance;
}

/// What a score says: from 15 extreme, from 12 high, from 10 worth a look, else served.
[[nodiscard]] constexpr OpportunityBand opportunity_band(double score) noexcept {
  return score >= 15   ? OpportunityBand::extreme
         : score >= 12 ? OpportunityBand::high
         : score >= 10 ? OpportunityBand::worth_a_look
                       : OpportunityBand::served;
}

}  // namespace guanxi::need
