#pragma once
/// @file
/// A policy, worked out once.

#include "directory_index.hpp"

#include <guanxi/access/policy.hpp>

#include <array>
#include <memory>
#include <vector>

namespace guanxi::access::detail {

/// How far the roles of a principal extend one action.
struct Extent {
  Reach reach{};
  const Role* role = nullptr;  ///< the first that extends it so far
};

/// A share with the reader that is in force.
struct Received {
  const Grant* grant;
  Index unit;  ///< the team through which it came; nobody if it names the reader
};

struct PolicyState {
  PolicyState(std::shared_ptr<const DirectoryIndex> of, Principal who, Date on);

  [[nodiscard]] const Filter& filter(Action action) const { return filters[static_cast<std::size_t>(action)]; }
  [[nodiscard]] const Extent& extent(Action action) const { return extents[static_cast<std::size_t>(action)]; }

  std::shared_ptr<const DirectoryIndex> directory;
  Principal principal;
  Date today;
  Standing standing{};
  bool administers = false;
  Index reader = nobody;                       // among the people; nobody for programs and strangers
  std::array<Extent, action_count> extents{};  // by action
  std::vector<Id<User>> represented;           // for whom the reader stands in; sorted
  std::vector<Received> received;              // shares with the reader that are in force
  std::array<Filter, action_count> filters{};  // by action

 private:
  void admit_everything();
  void find_extents();
  void find_represented();
  void find_received();
  void receive(std::span<const Index> shares, Index unit);
  void fill_filters();
};

/// True from the first to the last day; a day that is unset does not limit.
[[nodiscard]] inline bool in_force(std::optional<Date> first, std::optional<Date> last, Date today) noexcept {
  return (!first || *first <= today) && (!last || today <= *last);
}

}  // namespace guanxi::access::detail
