#pragma once
/// @file
/// What one principal may do on one day.

#include <guanxi/access/directory.hpp>
#include <guanxi/access/explanation.hpp>
#include <guanxi/access/filter.hpp>
#include <guanxi/access/principal.hpp>

#include <memory>
#include <span>

namespace guanxi::access {

namespace detail {
struct PolicyState;
}

/// Whether a principal may do anything at all.
enum class Standing {
  unknown,  ///< nobody, or a user whom the directory does not have: may do nothing
  left,     ///< has left before today: may do nothing
  active,   ///< one of our people
  program   ///< a program: may do everything
};

/// Yes or no.
struct Decision {
  bool allowed{};  ///< yes
  /// True if allowed.
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return allowed; }
  bool operator==(const Decision&) const = default;
};

/// The rights of one principal on one day: one source for decisions, query filters and explanations. An immutable
/// value; copies share its content, and any thread may read it.
///
/// A role that applies grants an action for a reach; the largest counts. `own` covers customers kept by the user, or by
/// somebody for whom the user stands in today. `team` adds customers kept by whoever reports to the user, directly or
/// through others, and by members of the teams that the user leads and of the teams below those; of customers without
/// an owner it adds those that such a team keeps. Shares add single customers whatever the reach. Each action stands
/// alone: who may edit a customer may not thereby read it.
/// @limits  whoever reports to a member of such a team, or belongs to a team that a subordinate leads, is not thereby
/// covered
class Policy {
 public:
  /// @param directory  our people; the policy keeps what it needs of it
  /// @param principal  who reads or writes
  /// @param today      the day for shares, absences and leavers; a user's last day still counts
  /// @cost  linear in the people and teams that the user reaches, and in the size of the desk if the reach is `team`
  Policy(const Directory& directory, Principal principal, Date today);

  /// Who reads or writes.
  [[nodiscard]] const Principal& principal() const noexcept;
  /// The day.
  [[nodiscard]] Date today() const noexcept;
  /// Whether the principal may do anything at all.
  [[nodiscard]] Standing standing() const noexcept;
  /// True if a role that applies administers, and for programs.
  [[nodiscard]] bool administers() const noexcept;
  /// How far the roles extend an action; shares do not count.
  [[nodiscard]] Reach reach(Action action) const noexcept;

  /// Whether an action is allowed on a record of one customer: always what `filter(action)` admits.
  /// @cost  logarithmic in what is reached
  [[nodiscard]] Decision decide(Action action, const Ownership& of) const noexcept;
  /// Whether an action is allowed on a record of several customers: any of them grants it; without one only reach `all`
  /// does.
  [[nodiscard]] Decision decide(Action action, std::span<const Ownership> of) const noexcept;

  /// The customers that an action covers; lives as long as the policy or a copy.
  [[nodiscard]] const Filter& filter(Action action) const& noexcept;
  /// The customers that an action covers.
  [[nodiscard]] Filter filter(Action action) &&;

  /// Why an action is allowed or not, in sentences that speak to the reader; unless `read` is allowed too, they name
  /// neither the owner nor the reason of a share.
  /// @cost  linear in the depth of the organization
  [[nodiscard]] Explanation explain(Action action, const Ownership& of) const;

  Policy(const Policy&) = default;
  Policy& operator=(const Policy&) = default;
  ~Policy() = default;

 private:
  std::shared_ptr<const detail::PolicyState> state_;
};

}  // namespace guanxi::access
