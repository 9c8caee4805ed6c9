#pragma once
/// @file
/// Whom a customer belongs to, and which customers a reader reaches, as lists that a query can use.

#include <guanxi/core/id.hpp>

#include <algorithm>
#include <vector>

namespace guanxi {
struct Customer;
struct Team;
struct User;
}  // namespace guanxi

namespace guanxi::access {

/// Whom the customer of a record belongs to.
struct Ownership {
  Id<Customer> customer{};  ///< the customer; null while it has no identifier
  Id<User> owner{};         ///< who keeps it; null if nobody does
  Id<Team> team{};          ///< the team that keeps it; counts only where `owner` is unset
  bool operator==(const Ownership&) const = default;
};

/// The customers that an action covers. Each list is sorted, without repetition and without null.
struct Filter {
  bool everything{};                      ///< all customers; the lists are then empty
  std::vector<Id<User>> owners{};         ///< customers kept by one of these,
  std::vector<Id<Team>> teams{};          ///< customers without an owner, kept by one of these teams,
  std::vector<Id<Customer>> customers{};  ///< and these

  /// True if a customer is among those covered.
  /// @cost  logarithmic in the lists
  [[nodiscard]] bool admits(const Ownership& of) const noexcept {
    if (everything || std::binary_search(customers.begin(), customers.end(), of.customer)) return true;
    return of.owner ? std::binary_search(owners.begin(), owners.end(), of.owner)
                    : std::binary_search(teams.begin(), teams.end(), of.team);
  }
  bool operator==(const Filter&) const = default;
};

}  // namespace guanxi::access
