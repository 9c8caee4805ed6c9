#include "policy_state.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace guanxi::access::detail {

namespace {

bool applies(const Role& role, const Person& person) {
  if (role.jobs.empty() && role.members.empty()) return true;
  if (person.job && std::ranges::find(role.jobs, *person.job) != role.jobs.end()) return true;
  return std::ranges::any_of(role.members, [&](const Ref<User>& member) { return member.id == person.id; });
}

Standing standing_of(const Principal& principal, const DirectoryIndex& directory, Index reader, Date today) {
  if (principal.is_system()) return Standing::program;
  if (reader == nobody) return Standing::unknown;
  const std::optional<Date>& left_on = directory.people[reader].left_on;
  return left_on && *left_on < today ? Standing::left : Standing::active;
}

template <class T>
void sort_once(std::vector<T>& list) {
  std::ranges::sort(list);
  const auto repeated = std::ranges::unique(list);
  list.erase(repeated.begin(), repeated.end());
}

/// What reach `team` covers: the owners that reach `own` covers, and those and the teams below the reader.
Filter team_filter(const DirectoryIndex& directory, Index reader, const std::vector<Id<User>>& own) {
  std::vector<bool> covered = with_all_below(directory.reports, directory.people.size(), std::span(&reader, 1));
  const std::vector<bool> units = with_all_below(directory.parts, directory.units.size(), directory.led.of(reader));
  Filter filter;
  for (Index unit = 0; unit < units.size(); ++unit) {
    if (!units[unit]) continue;
    filter.teams.push_back(directory.units[unit].id);
    for (const Index member : directory.members.of(unit)) covered[member] = true;
  }
  std::vector<Id<User>> below;
  for (Index person = 0; person < covered.size(); ++person)
    if (covered[person]) below.push_back(directory.people[person].id);
  std::ranges::set_union(below, own, std::back_inserter(filter.owners));
  return filter;
}

}  // namespace

PolicyState::PolicyState(std::shared_ptr<const DirectoryIndex> of, Principal who, Date on)
    : directory(std::move(of)), principal(std::move(who)), today(on) {
  if (!principal.is_system()) reader = directory->person(principal.user);
  standing = standing_of(principal, *directory, reader, today);
  if (standing == Standing::program) admit_everything();
  if (standing != Standing::active) return;
  find_extents();
  find_represented();
  find_received();
  fill_filters();
}

void PolicyState::admit_everything() {
  administers = true;
  extents.fill({.reach = Reach::all, .role = nullptr});
  for (Filter& each : filters) each.everything = true;
}

void PolicyState::find_extents() {
  for (const Role& role : directory->roles) {
    if (!applies(role, directory->people[reader])) continue;
    administers = administers || role.administers.value_or(false);
    for (const Right& right : role.rights) {
      if (!right.action || !right.reach) continue;
      Extent& known = extents[static_cast<std::size_t>(*right.action)];
      if (*right.reach > known.reach) known = {.reach = *right.reach, .role = &role};
    }
  }
}

void PolicyState::find_represented() {
  for (const Index index : directory->deputised.of(reader)) {
    const Absence& absence = directory->absences[index];
    if (absence.user_id.id && in_force(absence.starts_on, absence.ends_on, today))
      represented.push_back(absence.user_id.id);
  }
  sort_once(represented);
}

void PolicyState::receive(std::span<const Index> shares, Index unit) {
  for (const Index index : shares) {
    const Grant& grant = directory->grants[index];
    if (grant.customer && in_force(grant.valid_from, grant.valid_until, today)) received.push_back({&grant, unit});
  }
}

void PolicyState::find_received() {
  receive(directory->person_grants.of(reader), nobody);
  std::vector<Index> units = upwards(directory->parent_of, directory->unit_of[reader]);
  const std::span<const Index> led = directory->led.of(reader);
  units.insert(units.end(), led.begin(), led.end());
  sort_once(units);
  for (const Index unit : units) receive(directory->unit_grants.of(unit), unit);
}

void PolicyState::fill_filters() {
  Filter own{.owners = represented};
  own.owners.push_back(directory->people[reader].id);
  sort_once(own.owners);
  const bool needs_team = std::ranges::find(extents, Reach::team, &Extent::reach) != extents.end();
  const Filter team = needs_team ? team_filter(*directory, reader, own.owners) : Filter{};
  for (std::size_t action = 0; action < action_count; ++action) {
    Filter& filter_of = filters[action];
    if (extents[action].reach == Reach::all) {
      filter_of.everything = true;
      continue;
    }
    if (extents[action].reach != Reach::none) filter_of = extents[action].reach == Reach::own ? own : team;
    for (const Received& share : received)
      if (share.grant->actions.test(action)) filter_of.customers.push_back(share.grant->customer);
    sort_once(filter_of.customers);
  }
}

}  // namespace guanxi::access::detail
