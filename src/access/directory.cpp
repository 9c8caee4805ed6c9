#include <guanxi/access/directory.hpp>

#include "directory_index.hpp"

#include <algorithm>
#include <set>

namespace guanxi::access {

namespace detail {
namespace {

/// The records with an identifier, sorted by it; of those with the same the first.
template <class T>
std::vector<const T*> by_id(std::span<const T> records) {
  std::vector<const T*> sorted;
  for (const T& record : records)
    if (record.id) sorted.push_back(&record);
  std::ranges::stable_sort(sorted, {}, &T::id);
  const auto repeated = std::ranges::unique(sorted, {}, &T::id);
  sorted.erase(repeated.begin(), repeated.end());
  return sorted;
}

/// The records in their order; of those with the same identifier the first.
template <class T>
std::vector<const T*> once(std::span<const T> records) {
  std::vector<const T*> kept;
  std::set<Id<T>> seen;
  for (const T& record : records)
    if (!record.id || seen.insert(record.id).second) kept.push_back(&record);
  return kept;
}

/// Position in a list sorted by identifier, or nobody.
template <class Item, class T>
Index position(const std::vector<Item>& sorted, Id<T> id) noexcept {
  const auto found = std::ranges::lower_bound(sorted, id, {}, &Item::id);
  return found != sorted.end() && found->id == id ? static_cast<Index>(found - sorted.begin()) : nobody;
}

Actions actions_of(const Share& share) {
  Actions actions;
  for (const Action action : share.actions) actions.set(static_cast<std::size_t>(action));
  if (share.actions.empty()) actions.set(static_cast<std::size_t>(Action::read));
  return actions;
}

/// For each item what a function says of it.
template <class T, class Function>
std::vector<Index> links(const std::vector<const T*>& items, const Function& link) {
  std::vector<Index> found;
  found.reserve(items.size());
  for (const T* item : items) found.push_back(link(*item));
  return found;
}

}  // namespace

DirectoryIndex::DirectoryIndex(const DirectoryRecords& records) {
  const auto users = by_id(records.users);
  const auto teams = by_id(records.teams);
  for (const User* user : users) people.push_back({user->id, user->name, user->job, user->left_on});
  for (const Team* team : teams) units.push_back({team->id, team->name});

  boss_of = links(users, [&](const User& user) { return person(user.reports_to_id.id); });
  unit_of = links(users, [&](const User& user) { return unit(user.team_id.id); });
  parent_of = links(teams, [&](const Team& team) { return unit(team.parent_id.id); });
  leader_of = links(teams, [&](const Team& team) { return person(team.leader_id.id); });
  reports = Children(people.size(), boss_of);
  members = Children(units.size(), unit_of);
  parts = Children(units.size(), parent_of);
  led = Children(people.size(), leader_of);

  for (const Role* role : once(records.roles)) roles.push_back(*role);
  const auto away = once(records.absences);
  for (const Absence* absence : away) absences.push_back(*absence);
  deputised =
      Children(people.size(), links(away, [&](const Absence& absence) { return person(absence.deputy_id.id); }));

  const auto shares = once(records.shares);
  for (const Share* share : shares)
    grants.push_back({share->customer_id, actions_of(*share), share->valid_from, share->valid_until, share->reason});
  person_grants = Children(people.size(), links(shares, [&](const Share& share) { return person(share.user_id.id); }));
  unit_grants = Children(units.size(), links(shares, [&](const Share& share) { return unit(share.team_id.id); }));
}

Index DirectoryIndex::person(Id<User> id) const noexcept { return position(people, id); }

Index DirectoryIndex::unit(Id<Team> id) const noexcept { return position(units, id); }

}  // namespace detail

Directory::Directory(const DirectoryRecords& records)
    : index_(std::make_shared<const detail::DirectoryIndex>(records)) {}

bool Directory::knows(Id<User> user) const noexcept { return index_->person(user) != detail::nobody; }

std::string_view Directory::name_of(Id<User> user) const noexcept {
  const detail::Index found = index_->person(user);
  return found == detail::nobody ? std::string_view() : std::string_view(index_->people[found].name);
}

}  // namespace guanxi::access
