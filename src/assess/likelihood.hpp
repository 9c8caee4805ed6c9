#pragma once
/// @file
/// The cooperation likelihood of one opportunity in a context that was computed before.

#include "budget.hpp"
#include "context.hpp"
#include "need_fit.hpp"
#include "rivals.hpp"

#include <guanxi/assess/high_value.hpp>
#include <guanxi/core/score.hpp>

#include <cstdint>

namespace guanxi::assess {

/// As `cooperation`, with the chain to use or nullptr.
[[nodiscard]] Score likelihood(const Context& context, const Opportunity& opportunity,
                               const chain::ChainAnalysis* chain);

/// As `high_value`, with the chain to use or nullptr.
[[nodiscard]] HighValue value_of(const Context& context, const Opportunity& opportunity,
                                 const chain::ChainAnalysis* chain);

/// True unless the opportunity was opened after a day.
[[nodiscard]] inline bool counts(const Opportunity& opportunity, Date as_of) noexcept {
  return !opportunity.opened_on || *opportunity.opened_on <= as_of;
}

/// The order of opportunities: higher score, then earlier expected close (none comes last), then id.
[[nodiscard]] inline bool comes_before(const Opportunity& a, std::int64_t a_score, const Opportunity& b,
                                       std::int64_t b_score) noexcept {
  if (a_score != b_score) return a_score > b_score;
  if (a.expected_close != b.expected_close)
    return a.expected_close && (!b.expected_close || *a.expected_close < *b.expected_close);
  return a.id < b.id;
}

}  // namespace guanxi::assess
