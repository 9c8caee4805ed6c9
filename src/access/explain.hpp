#pragma once
/// @file
/// Reasons of a decision, for people.

#include "policy_state.hpp"

namespace guanxi::access::detail {

/// What `Policy::explain` returns.
[[nodiscard]] Explanation explain(const PolicyState& policy, Action action, const Ownership& of);

}  // namespace guanxi::access::detail
