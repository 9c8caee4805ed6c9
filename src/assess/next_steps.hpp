#pragma once
/// @file
/// What to do next, from what was agreed and what is missing.

#include "context.hpp"

#include <guanxi/assess/account.hpp>

#include <vector>

namespace guanxi::assess {

/// The next steps of an account whose other parts are computed.
[[nodiscard]] std::vector<NextStep> next_steps(const Context& context, const AccountAssessment& assessment);

/// Adds what was agreed and planned: next steps and visits of interactions, follow-ups.
void add_planned_steps(std::vector<NextStep>& steps, const Context& context);

/// Adds what the analyses ask for: a key player to meet, a budget to ask for, something to find out, a field to fill
/// in.
void add_advised_steps(std::vector<NextStep>& steps, const Context& context, const AccountAssessment& assessment);

}  // namespace guanxi::assess
