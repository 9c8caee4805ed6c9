#include <guanxi/access/policy.hpp>

#include "explain.hpp"
#include "policy_state.hpp"

#include <algorithm>
#include <utility>

namespace guanxi::access {

Policy::Policy(const Directory& directory, Principal principal, Date today)
    : state_(std::make_shared<const detail::PolicyState>(directory.index_, std::move(principal), today)) {}

const Principal& Policy::principal() const noexcept { return state_->principal; }

Date Policy::today() const noexcept { return state_->today; }

Standing Policy::standing() const noexcept { return state_->standing; }

bool Policy::administers() const noexcept { return state_->administers; }

Reach Policy::reach(Action action) const noexcept { return state_->extent(action).reach; }

Decision Policy::decide(Action action, const Ownership& of) const noexcept {
  return {state_->filter(action).admits(of)};
}

Decision Policy::decide(Action action, std::span<const Ownership> of) const noexcept {
  const Filter& filter = state_->filter(action);
  return {filter.everything || std::ranges::any_of(of, [&](const Ownership& one) { return filter.admits(one); })};
}

const Filter& Policy::filter(Action action) const& noexcept { return state_->filter(action); }

Filter Policy::filter(Action action) && { return state_->filter(action); }

Explanation Policy::explain(Action action, const Ownership& of) const { return detail::explain(*state_, action, of); }

}  // namespace guanxi::access
