#pragma once
/// @file
/// On whose behalf something is read or written.

#include <guanxi/core/error.hpp>
#include <guanxi/core/id.hpp>

#include <string>
#include <utility>

namespace guanxi {
struct User;
}

namespace guanxi::access {

/// One of our people, or a program that may do everything; made by default it is nobody, who may do nothing.
struct Principal {
  Id<User> user{};       ///< one of our people
  std::string system{};  ///< name of a program; counts only where `user` is unset

  /// One of our people; the host has authenticated them.
  [[nodiscard]] static Principal of(Id<User> user) { return {.user = user, .system = {}}; }

  /// A program such as a nightly import: it may do everything, and its name stands in the audit.
  /// @throws  ArgumentError  `access.system_name` for an empty name
  [[nodiscard]] static Principal named_system(std::string name) {
    if (name.empty())
      throw ArgumentError("access.system_name", "a program that reads or writes needs a name for the audit");
    return {.user = {}, .system = std::move(name)};
  }

  /// True for a program.
  [[nodiscard]] bool is_system() const noexcept { return !user && !system.empty(); }
  bool operator==(const Principal&) const = default;
};

}  // namespace guanxi::access
