#pragma once
/// @file
/// Our people, teams, roles, shares and absences, indexed for policies.

#include <guanxi/access/absence.hpp>
#include <guanxi/access/role.hpp>
#include <guanxi/access/share.hpp>
#include <guanxi/model/team.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace guanxi::access {

namespace detail {
struct DirectoryIndex;
}

/// What a directory is made of; borrowed only while it is made.
struct DirectoryRecords {
  std::span<const User> users{};        ///< our people, leavers too: who reports through them still reports
  std::span<const Team> teams{};        ///< our teams
  std::span<const Role> roles{};        ///< who may do what
  std::span<const Share> shares{};      ///< customers shared one by one
  std::span<const Absence> absences{};  ///< who stands in for whom
};

/// Who works for us, in which teams, with which roles. An immutable value; copies share its content.
///
/// Links that lead nowhere, links that hold only a name, and users and teams without an identifier count for nothing;
/// people who report to each other in a circle are each below the other. Of records of one kind with the same
/// identifier the first counts.
class Directory {
 public:
  /// @cost  n log n in the records; any thread may read it afterwards
  explicit Directory(const DirectoryRecords& records = {});

  /// True if somebody of ours has this identifier.
  [[nodiscard]] bool knows(Id<User> user) const noexcept;
  /// The name of a user, as long as the directory or a copy lives.
  /// @return  empty if nobody has this identifier
  [[nodiscard]] std::string_view name_of(Id<User> user) const noexcept;

  Directory(const Directory&) = default;
  Directory& operator=(const Directory&) = default;
  ~Directory() = default;

 private:
  friend class Policy;
  std::shared_ptr<const detail::DirectoryIndex> index_;
};

}  // namespace guanxi::access
