#pragma once
/// @file
/// A directory as policies read it.

#include "children.hpp"

#include <guanxi/access/directory.hpp>

#include <bitset>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::access::detail {

/// What policies need of a user.
struct Person {
  Id<User> id;
  std::string name;
  std::optional<Job> job;
  std::optional<Date> left_on;
};

/// What policies need of a team.
struct Unit {
  Id<Team> id;
  std::string name;
};

/// Actions as a set.
using Actions = std::bitset<action_count>;

/// What policies need of a share.
struct Grant {
  Id<Customer> customer;
  Actions actions;
  std::optional<Date> valid_from;
  std::optional<Date> valid_until;
  std::string reason;
};

struct DirectoryIndex {
  explicit DirectoryIndex(const DirectoryRecords& records);

  /// Position of a user, or nobody.
  [[nodiscard]] Index person(Id<User> id) const noexcept;
  /// Position of a team, or nobody.
  [[nodiscard]] Index unit(Id<Team> id) const noexcept;

  std::vector<Person> people;    // by id
  std::vector<Unit> units;       // by id
  std::vector<Index> boss_of;    // of each person
  std::vector<Index> unit_of;    // of each person
  std::vector<Index> parent_of;  // of each unit
  std::vector<Index> leader_of;  // of each unit
  Children reports;              // people by boss
  Children members;              // people by unit
  Children parts;                // units by parent
  Children led;                  // units by leader
  std::vector<Role> roles;
  std::vector<Absence> absences;
  std::vector<Grant> grants;
  Children deputised;      // absences by deputy
  Children person_grants;  // grants by person
  Children unit_grants;    // grants by unit
};

}  // namespace guanxi::access::detail
