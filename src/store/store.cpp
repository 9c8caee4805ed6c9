#include <guanxi/access/named.hpp>
#include <guanxi/access/standard_roles.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/store/store.hpp>

#include "backup.hpp"
#include "errors.hpp"
#include "read_records.hpp"
#include "state.hpp"
#include "unit.hpp"
#include "verify.hpp"

namespace guanxi::store {

namespace {

using detail::guarded;

/// What makes the first user of a new file.
const access::Principal& founder() {
  static const access::Principal principal = access::Principal::named_system("guanxi");
  return principal;
}

std::vector<User> users_of(const detail::View& view) {
  const detail::Table& table = view.state->tables.of(kind_info<User>());
  detail::Cursor row = view.connection->prepare("SELECT " + table.column_list() + " FROM " + table.name() + " r WHERE r.tenant = ?");
  row.add(view.state->options.tenant);
  std::vector<User> users;
  while (row.step()) table.read_unsealed(row, &users.emplace_back());
  return users;
}

/// The first user of a new file administers it. A file in which a program wrote first gets its users from that program.
/// @throws AccessError  `access.user` if somebody wrote into the file before
Id<User> found_desk(detail::State& state, std::string_view name) {
  detail::Unit unit(state, founder());
  if (unit.mark().sequence != 0) throw AccessError("access.user", "no user of this store is called “" + std::string(name) + "”; ask whoever made the store");
  IdGenerator ids(unit.view().now, 0);
  User user;
  user.name = user.login = name;
  unit.put(state.tables.of(kind_info<User>()), &user, "first user of a new store");
  for (access::Role& role : access::standard_roles(ids, user.id)) {
    role.id = {};
    unit.put(state.tables.of(kind_info<access::Role>()), &role, "first roles of a new store");
  }
  unit.commit();
  return user.id;
}

}  // namespace

Store Store::open(const std::string& path, const OpenOptions& options) {
  return guarded([&] { return Store(std::make_shared<detail::State>(path, options)); });
}

Session Store::session(std::string_view user) const {
  return guarded([&] {
    std::vector<User> users;
    {
      const detail::Snapshot moment(*state_, founder());
      users = users_of(moment.view());
    }
    if (text::trim(user).empty()) throw AccessError("access.user", "a session needs the name of its user");
    if (users.empty()) return Session(state_, access::Principal::of(found_desk(*state_, user)));
    const std::vector<Id<User>> found = access::users_called(users, user);
    if (found.empty()) throw AccessError("access.user", "no user of this store is called “" + std::string(user) + "”; ask an administrator for one, or check the spelling");
    if (found.size() > 1) throw AccessError("access.user", "several users of this store are called “" + std::string(user) + "”; give the login or the identifier");
    return session(access::Principal::of(found.front()));
  });
}

Session Store::session(const access::Principal& principal) const {
  return guarded([&] {
    const detail::Snapshot moment(*state_, principal);
    const access::Standing standing = moment.view().policy.standing();
    if (standing == access::Standing::unknown) throw AccessError("access.user", "this store does not know the user " + to_string(principal.user) + "; ask an administrator");
    if (standing == access::Standing::left) throw AccessError("access.user", "the user " + to_string(principal.user) + " has left; ask an administrator");
    return Session(state_, principal);
  });
}

Verification Store::verify() const {
  return guarded([&] {
    const detail::Snapshot moment(*state_, founder());
    return detail::verify(*moment.view().connection, *state_);
  });
}

void Store::backup(const std::string& path) const {
  guarded([&] { detail::backup(*state_, path); });
}

const Catalogue& Store::catalogue() const noexcept { return state_->catalogue; }

const std::string& Store::path() const noexcept { return state_->path; }

bool Store::is_sealed() const noexcept { return state_->keys.vault != nullptr; }

}  // namespace guanxi::store
