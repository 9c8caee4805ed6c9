#include <guanxi/access/absence.hpp>
#include <guanxi/access/role.hpp>
#include <guanxi/access/share.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

using access::Absence;
using access::Action;
using access::Principal;
using access::Reach;
using access::Role;
using access::Share;

/// A desk with people, teams, roles and customers at random, written through a store and kept beside it as plain values.
struct Desk {
  explicit Desk(std::uint32_t seed) : random(seed) {
    for (int i = 0; i < 4; ++i) teams.push_back(put(Team{.id = {}, .name = "team" + std::to_string(i), .leader_id = {}, .parent_id = i > 1 ? Ref<Team>{any(teams).id, {}} : Ref<Team>{}, .branch_id = {}, .region = {}, .custom = {}, .meta = {}}));
    for (int i = 0; i < 10; ++i) {
      User user;
      user.name = "user" + std::to_string(i);
      if (chance(70) && !users.empty()) user.reports_to_id.id = any(users).id;
      if (chance(60)) user.team_id.id = any(teams).id;
      user.job = static_cast<Job>(below(7));
      users.push_back(put(user));
    }
    for (Team& team : teams)
      if (chance(80)) team.leader_id.id = any(users).id, team = put(team);
    for (int i = 0; i < 5; ++i) {
      Role role;
      role.name = "role" + std::to_string(i);
      if (i > 0) role.jobs = {static_cast<Job>(below(7))};
      if (chance(30)) role.members = {{any(users).id, {}}};
      for (int r = 0; r < 6; ++r) role.rights.push_back({static_cast<Action>(below(8)), static_cast<Reach>(below(i == 0 ? 2 : 4))});
      roles.push_back(put(role));
    }
    for (int i = 10; i < 34; ++i) {
      Customer customer;
      customer.legal_name = "firm" + std::to_string(i);
      customer.price_level = "price" + std::to_string(i);
      if (chance(75)) customer.owner_id.id = any(users).id;
      if (chance(60)) customer.team_id.id = any(teams).id;
      customers.push_back(put(customer));
      Contact contact;
      contact.customer_id = customers.back().id;
      contact.display_name = "person" + std::to_string(i);
      contact.title = "title" + std::to_string(i);
      if (chance(40)) contact.affiliations = {{.customer = {any(customers).id, {}}}};
      contacts.push_back(put(contact));
    }
    for (int i = 0; i < 8; ++i) add_share();
    for (int i = 0; i < 3; ++i) absences.push_back(put(Absence{.id = {}, .user_id = {any(users).id, {}}, .deputy_id = {any(users).id, {}}, .starts_on = Date::from_days(Date::from_ymd(2024, 6, 20)->days() + static_cast<int>(below(20))), .ends_on = {}, .reason = {}, .custom = {}, .meta = {}}));
  }

  template <class T>
  T put(T record) { return program.put(record); }
  std::size_t below(std::size_t end) { return random() % end; }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  T& any(std::vector<T>& list) { return list[below(list.size())]; }
  void add_share() {
    Share share;
    share.customer_id = any(customers).id;
    if (chance(70)) share.user_id.id = any(users).id;
    else share.team_id.id = any(teams).id;
    for (std::size_t i = below(3); i > 0; --i) share.actions.push_back(static_cast<Action>(below(8)));
    if (chance(20)) share.valid_until = Date::from_ymd(2024, 6, 1);
    shares.push_back(put(share));
  }

  std::mt19937 random;
  test::TestClock clock;
  Store store = Store::open(":memory:", {.catalogue = &test::few_kinds(), .clock = clock.reader()});
  Session program = store.session(Principal::named_system("world"));
  std::vector<User> users;
  std::vector<Team> teams;
  std::vector<Role> roles;
  std::vector<Customer> customers;
  std::vector<Contact> contacts;
  std::vector<Share> shares;
  std::vector<Absence> absences;
};

// -- the oracle: recursion over plain lists --

template <class T>
const T* with_id(const std::vector<T>& list, Id<T> id) {
  for (const T& entry : list)
    if (entry.id == id) return &entry;
  return nullptr;
}

bool leads(const Desk& desk, Id<User> user, Id<Team> team) {
  const Team* found = with_id(desk.teams, team);
  return found != nullptr && (found->leader_id.id == user || leads(desk, user, found->parent_id.id));
}

bool in_team(const Desk& desk, const User& user, Id<Team> team) {
  const Team* asked = with_id(desk.teams, team);
  for (const Team* own = with_id(desk.teams, user.team_id.id); own != nullptr; own = with_id(desk.teams, own->parent_id.id))
    if (own->id == team) return true;
  return asked != nullptr && asked->leader_id.id == user.id;
}

bool reports_to(const Desk& desk, const User* who, Id<User> chief) {
  return who != nullptr && who->reports_to_id.id && (who->reports_to_id.id == chief || reports_to(desk, with_id(desk.users, who->reports_to_id.id), chief));
}

bool may(const Desk& desk, const User& user, Action action, const Customer& customer, Date today) {
  Reach reach = Reach::none;
  for (const Role& role : desk.roles) {
    bool applies = role.jobs.empty() && role.members.empty();
    for (const Job job : role.jobs) applies = applies || user.job == job;
    for (const Ref<User>& member : role.members) applies = applies || member.id == user.id;
    for (const access::Right& right : role.rights)
      if (applies && right.action == action) reach = std::max(reach, *right.reach);
  }
  for (const Share& share : desk.shares) {
    const bool given = std::find(share.actions.begin(), share.actions.end(), action) != share.actions.end() || (share.actions.empty() && action == Action::read);
    const bool mine = share.user_id.id == user.id || (share.team_id.id && in_team(desk, user, share.team_id.id));
    if (given && mine && share.customer_id == customer.id && (!share.valid_until || *share.valid_until >= today)) return true;
  }
  const User* owner = with_id(desk.users, customer.owner_id.id);
  bool own = owner == &user;
  for (const Absence& absence : desk.absences) own = own || (owner != nullptr && absence.user_id.id == owner->id && absence.deputy_id.id == user.id && *absence.starts_on <= today);
  const bool team = owner != nullptr ? reports_to(desk, owner, user.id) || leads(desk, user.id, owner->team_id.id) : leads(desk, user.id, customer.team_id.id);
  return reach == Reach::all || (reach >= Reach::own && own) || (reach == Reach::team && (own || team));
}

/// A record of several customers is open if it is with any of them.
bool may(const Desk& desk, const User& user, Action action, const Contact& contact, Date today) {
  bool any = may(desk, user, action, *with_id(desk.customers, contact.customer_id), today);
  for (const Affiliation& affiliation : contact.affiliations) any = any || may(desk, user, action, *with_id(desk.customers, affiliation.customer.id), today);
  return any;
}

bool holds_hit(const SearchPage& page, const Uuid& id) {
  return std::any_of(page.hits.begin(), page.hits.end(), [&](const Hit& hit) { return hit.record == id; });
}

/// What every door of the store says of one customer, against the oracle.
void check_customer(Desk& desk, Session& session, const User& user, const Customer& customer, Date today) {
  const bool read = may(desk, user, Action::read, customer, today);
  const bool terms = may(desk, user, Action::see_terms, customer, today);
  const std::string who = user.name + " and " + customer.legal_name;
  EXPECT_EQ(session.contains(customer.id), read) << who;
  EXPECT_EQ(test::code_thrown([&] { (void)session.dossier(customer.legal_name); }) == "nothing thrown", read) << who;
  EXPECT_EQ(test::code_thrown([&] { (void)session.history(customer.id); }) == "nothing thrown", read) << who;
  EXPECT_EQ(holds_hit(session.search(customer.legal_name), customer.id.uuid), read) << who;
  EXPECT_EQ(holds_hit(session.search(customer.price_level), customer.id.uuid), read && terms) << who;
  EXPECT_EQ(session.search_count(customer.price_level, {.kinds = {"customer"}}), read && terms ? 1 : 0) << who;
  const Book book = session.book(), exported = session.book(Action::export_data);
  EXPECT_EQ(find_dossier(book, customer.id) != nullptr, read) << who;
  EXPECT_EQ(find_dossier(exported, customer.id) != nullptr, read && may(desk, user, Action::export_data, customer, today)) << who;
  if (!read) return;
  EXPECT_EQ(session.get(customer.id).price_level, terms ? customer.price_level : "") << who;
  const std::vector<std::string> hidden = session.get(customer.id).meta.hidden;
  EXPECT_EQ(std::find(hidden.begin(), hidden.end(), "price_level") == hidden.end(), terms) << who;
}

void check_contact(Desk& desk, Session& session, const User& user, const Contact& contact, Date today) {
  const bool read = may(desk, user, Action::read, contact, today);
  const bool seen = may(desk, user, Action::see_contacts, contact, today);
  const std::string who = user.name + " and " + contact.display_name;
  EXPECT_EQ(session.contains(contact.id), read) << who;
  EXPECT_EQ(holds_hit(session.search(contact.title), contact.id.uuid), read) << who;
  EXPECT_EQ(holds_hit(session.search(contact.display_name), contact.id.uuid), read && seen) << who;
  EXPECT_EQ(session.search_count(contact.display_name, {.kinds = {"contact"}}), read && seen ? 1 : 0) << who;
  const std::string shown = seen ? contact.display_name : "";
  if (read) {
    EXPECT_EQ(session.get(contact.id).display_name, shown) << who;
  }
  for (const Dossier& dossier : session.book().dossiers)
    for (const Contact& held : dossier.of<Contact>()) {
      EXPECT_TRUE(held.id != contact.id || (read && held.display_name == shown)) << who;
    }
}

/// Tries a write and undoes it.
bool can(Session& session, const std::function<void(Session&)>& write) {
  return test::code_thrown([&] {
           session.transaction([&](Session& inside) {
             write(inside);
             throw ArgumentError("test.done", "undo");
           });
         }) == "test.done";
}

void check_writes(Desk& desk, Session& session, const User& user, const Customer& customer, const Contact& contact, Date today) {
  const std::string who = user.name + " and " + customer.legal_name;
  const bool read = may(desk, user, Action::read, customer, today);
  const auto changed = [&](Session& inside) {
    Customer card = inside.get(customer.id);
    card.notes = "changed";
    inside.put(card);
  };
  const auto handed_on = [&](Session& inside) {
    Customer card = inside.get(customer.id);
    card.owner_id.id = card.owner_id.id == desk.users[0].id ? desk.users[1].id : desk.users[0].id;
    inside.put(card);
  };
  const auto added = [&](Session& inside) {
    Need need;
    need.customer_id = customer.id;
    inside.put(need);
  };
  const bool edit = read && may(desk, user, Action::edit, customer, today);
  EXPECT_EQ(can(session, changed), edit) << who;
  EXPECT_EQ(can(session, handed_on), edit && may(desk, user, Action::reassign, customer, today)) << who;
  EXPECT_EQ(can(session, added), read && may(desk, user, Action::create, customer, today)) << who;
  EXPECT_EQ(can(session, [&](Session& inside) { inside.remove(contact.id, "test"); }), may(desk, user, Action::read, contact, today) && may(desk, user, Action::remove, contact, today)) << who;
}

#ifdef __SANITIZE_ADDRESS__
constexpr int desks = 2, cases_each = 30;
#else
constexpr int desks = 8, cases_each = 80;
#endif

/// Each case asks about fifteen doors; rights change between the cases.
TEST(StoreRights, equal_a_plain_reading_of_the_rules_at_every_door) {
  for (int seed = 1; seed <= desks; ++seed) {
    Desk desk(static_cast<std::uint32_t>(seed));
    for (int round = 0; round < cases_each; ++round) {
      if (round % 10 == 9) {
        Role& role = desk.any(desk.roles);
        role.rights[desk.below(role.rights.size())].reach = static_cast<Reach>(desk.below(4));
        role = desk.put(role);
        desk.add_share();
        User& moved = desk.any(desk.users);
        moved.team_id.id = desk.any(desk.teams).id;
        moved = desk.put(moved);
        desk.clock.advance_days(2);
      }
      const User& user = desk.any(desk.users);
      Session session = desk.store.session(Principal::of(user.id));
      const Date today = Calendar().date_of(desk.clock.now());
      const std::size_t at = desk.below(desk.customers.size());
      check_customer(desk, session, user, desk.customers[at], today);
      check_contact(desk, session, user, desk.contacts[at], today);
      check_writes(desk, session, user, desk.customers[at], desk.contacts[at], today);
    }
    EXPECT_TRUE(desk.store.verify().ok());
  }
}

}  // namespace
}  // namespace guanxi::store
