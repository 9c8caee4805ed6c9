#pragma once
/// @file
/// A small desk: who keeps which customers, and who may ask about them.

#include <guanxi/access/policy.hpp>
#include <guanxi/core/date.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::access {

/// The day of all tests of access.
inline constexpr Date today = *Date::from_ymd(2023, 10, 15);

/// An identifier from a small number; 0 is null.
template <class T>
Id<T> id_of(int number) {
  Id<T> id;
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

inline Id<User> user(int number) { return id_of<User>(number); }
inline Id<Team> team(int number) { return id_of<Team>(number); }
inline Id<Customer> customer(int number) { return id_of<Customer>(number); }

/// Records from which a directory is made.
struct Desk {
  std::vector<User> users{};
  std::vector<Team> teams{};
  std::vector<Role> roles{};
  std::vector<Share> shares{};
  std::vector<Absence> absences{};

  [[nodiscard]] Directory directory() const {
    return Directory({.users = users, .teams = teams, .roles = roles, .shares = shares, .absences = absences});
  }
  [[nodiscard]] Policy policy(Id<User> reader, Date on = today) const {
    return {directory(), Principal::of(reader), on};
  }

  User& add_user(int number, std::string name, int boss = 0, int in_team = 0) {
    return users.emplace_back(User{.id = user(number),
                                   .name = std::move(name),
                                   .reports_to_id = {.id = user(boss)},
                                   .team_id = {.id = team(in_team)}});
  }
  Team& add_team(int number, std::string name, int leader = 0, int parent = 0) {
    return teams.emplace_back(Team{.id = team(number),
                                   .name = std::move(name),
                                   .leader_id = {.id = user(leader)},
                                   .parent_id = {.id = team(parent)}});
  }
  /// A role for everybody, unless jobs or members are added.
  Role& add_role(std::string name, std::vector<Right> rights) {
    return roles.emplace_back(Role{.name = std::move(name), .rights = std::move(rights)});
  }
};

/// 1 陈强 leads team 1 (华东); team 2 (苏州) below it is led by 2 李娜. 3 王芳 reports to 1, 4 赵敏 to 3, 5 孙磊 is in
/// team 2; 6 周杰 belongs to nobody. Everybody reads own customers; 1 and 2 read those of their teams.
inline Desk small_desk() {
  Desk desk;
  desk.add_user(1, "陈强");
  desk.add_user(2, "李娜");
  desk.add_user(3, "王芳", 1);
  desk.add_user(4, "赵敏", 3);
  desk.add_user(5, "孙磊", 0, 2);
  desk.add_user(6, "周杰");
  desk.add_team(1, "华东", 1);
  desk.add_team(2, "苏州", 2, 1);
  desk.add_role("业务员", {{Action::read, Reach::own}, {Action::edit, Reach::own}});
  desk.add_role("主管", {{Action::read, Reach::team}}).members = {{.id = user(1)}, {.id = user(2)}};
  return desk;
}

/// A customer that somebody keeps.
inline Ownership kept_by(int owner, int by_team = 0) { return {customer(99), user(owner), team(by_team)}; }

}  // namespace guanxi::access
