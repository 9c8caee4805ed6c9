#include <guanxi/access/standard_roles.hpp>

#include <guanxi/core/error.hpp>

#include <initializer_list>
#include <string>
#include <utility>

namespace guanxi::access {

namespace {

std::vector<Right> rights(Reach reach, std::initializer_list<Action> actions) {
  std::vector<Right> made;
  for (const Action action : actions) made.push_back({.action = action, .reach = reach});
  return made;
}

Role role(IdGenerator& ids, std::string name, std::vector<Job> jobs, std::vector<Right> granted) {
  return {.id = ids.make<Role>(), .name = std::move(name), .jobs = std::move(jobs), .rights = std::move(granted)};
}

}  // namespace

std::vector<Role> standard_roles(IdGenerator& ids, Id<User> administrator) {
  using enum Action;
  if (!administrator)
    throw ArgumentError("access.administrator", "the administrator of the standard roles needs an identifier");
  std::vector<Role> roles{
      role(ids, "业务员 (salesperson)", {},
           rights(Reach::own, {create, read, edit, export_data, see_contacts, see_terms})),
      role(ids, "主管 (supervisor)", {Job::supervisor},
           rights(Reach::team, {read, edit, export_data, reassign, see_contacts, see_terms})),
      role(ids, "高管 (executive)", {Job::executive},
           rights(Reach::all, {read, edit, export_data, reassign, see_contacts, see_terms})),
      role(ids, "市场 (marketing)", {Job::marketing}, rights(Reach::all, {read})),
      role(ids, "管理员 (administrator)", {},
           rights(Reach::all, {create, read, edit, remove, export_data, reassign, see_contacts, see_terms})),
  };
  roles.front().rights.push_back({.action = remove, .reach = Reach::none});
  roles.back().members.push_back({.id = administrator});
  roles.back().administers = true;
  return roles;
}

}  // namespace guanxi::access
