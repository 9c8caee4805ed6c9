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
      customer.price_level = "price" + std::to_string(i % 7) + std::to_string(i);
      customer.credit_limit = Money{i * 100, {}};
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
  bool own = owner != nullptr && owner->id == user.id;
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

/// Whose sight is checked, and when.
struct Reader {
  const Desk& desk;
  const Session& session;
  const User& user;
  Date today;

  template <class Record>
  [[nodiscard]] bool may(Action action, const Record& record) const {
    return store::may(desk, user, action, record, today);
  }
  [[nodiscard]] bool reads(const Customer& customer) const { return may(Action::read, customer); }
  [[nodiscard]] bool reads(const Contact& contact) const { return may(Action::read, contact); }
  [[nodiscard]] bool sees_terms(const Customer& customer) const { return reads(customer) && may(Action::see_terms, customer); }
  [[nodiscard]] bool sees_person(const Contact& contact) const { return reads(contact) && may(Action::see_contacts, contact); }
};

/// Each question of a right that was asked and answered: in which state of a desk, of whom, about which record, to do what.
using Cases = std::set<std::tuple<int, Uuid, Uuid, Action>>;

// -- everything at once: what finds, pages, counts and groups show to somebody --

template <class T>
std::vector<Uuid> ids_in(const std::vector<T>& records) {
  std::vector<Uuid> ids;
  for (const T& record : records) ids.push_back(record.id.uuid);
  return ids;
}

template <class T>
std::vector<T> in_pages(const Session& session, Query query) {
  std::vector<T> all;
  do {
    Page<T> page = session.page<T>(query);
    all.insert(all.end(), page.records.begin(), page.records.end());
    query.after = page.next;
  } while (!query.after.empty());
  return all;
}

/// Records that a reader reads, by identifier, as the reader sees them.
std::vector<Customer> shown_customers(const Reader& reader) {
  std::vector<Customer> shown;
  for (const Customer& customer : reader.desk.customers) {
    if (!reader.reads(customer)) continue;
    shown.push_back(customer);
    if (!reader.sees_terms(customer)) shown.back().price_level.clear(), shown.back().credit_limit.reset();
  }
  std::ranges::sort(shown, {}, [](const Customer& customer) { return customer.id.uuid; });
  return shown;
}

std::vector<Contact> shown_contacts(const Reader& reader) {
  std::vector<Contact> shown;
  for (const Contact& contact : reader.desk.contacts) {
    if (!reader.reads(contact)) continue;
    shown.push_back(contact);
    if (!reader.sees_person(contact)) shown.back().display_name.clear();
  }
  std::ranges::sort(shown, {}, [](const Contact& contact) { return contact.id.uuid; });
  return shown;
}

/// Greatest first, those without one last, ties by identifier.
template <class T, class Text>
std::vector<T> ordered(std::vector<T> records, Text T::*text) {
  std::ranges::stable_sort(records, [&](const T& a, const T& b) { return a.*text > b.*text; });
  return records;
}

/// Texts of the groups and their numbers, the unset ones under nothing.
std::map<std::string, std::int64_t> counted(const Groups& groups) {
  std::map<std::string, std::int64_t> numbers;
  for (const Group& group : groups) numbers[group.key] = group.count;
  return numbers;
}

template <class T>
std::map<std::string, std::int64_t> counted(const std::vector<T>& records, std::string T::*text) {
  std::map<std::string, std::int64_t> numbers;
  for (const T& record : records) ++numbers[record.*text];
  return numbers;
}

void check_all_customers(const Reader& reader) {
  const Session& session = reader.session;
  const std::vector<Customer> shown = shown_customers(reader);
  const std::vector<Customer> found = session.find<Customer>({.limit = 0});
  ASSERT_EQ(ids_in(found), ids_in(shown)) << reader.user.name;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    EXPECT_EQ(found[i].price_level, shown[i].price_level) << reader.user.name;
    EXPECT_EQ(found[i].credit_limit, shown[i].credit_limit) << reader.user.name;
  }
  EXPECT_EQ(ids_in(in_pages<Customer>(session, {.order = {descending("price_level")}, .limit = 5})), ids_in(ordered(shown, &Customer::price_level))) << reader.user.name;
  std::vector<Customer> named = shown;
  std::ranges::stable_sort(named, {}, &Customer::legal_name);
  EXPECT_EQ(ids_in(in_pages<Customer>(session, {.order = {ascending("legal_name")}, .limit = 5})), ids_in(named)) << reader.user.name;
  std::ranges::reverse(named);
  EXPECT_EQ(ids_in(in_pages<Customer>(session, {.order = {descending("legal_name")}, .limit = 4})), ids_in(named)) << reader.user.name;
  EXPECT_EQ(session.count<Customer>(), std::ssize(shown)) << reader.user.name;
  const auto with_terms = std::ranges::count_if(shown, [](const Customer& customer) { return customer.credit_limit.has_value(); });
  EXPECT_EQ(session.count<Customer>(member<&Customer::price_level>().is_set()), with_terms) << reader.user.name;
  EXPECT_EQ(counted(session.summarize<Customer>({.by = "price_level"})), counted(shown, &Customer::price_level)) << reader.user.name;
  std::int64_t limits = 0, summed = 0;
  for (const Customer& customer : shown) limits += customer.credit_limit ? customer.credit_limit->minor : 0;
  for (const Group& group : session.summarize<Customer>({.of = "credit_limit"}))
    for (const Figures& figures : group.figures) summed += std::get<Money>(figures.sum).minor;
  EXPECT_EQ(summed, limits) << reader.user.name;
}

bool belongs_to(const Contact& contact, const Customer& customer) {
  return contact.customer_id == customer.id || std::ranges::any_of(contact.affiliations, [&](const Affiliation& other) { return other.customer.id == customer.id; });
}

void check_all_contacts(const Reader& reader) {
  const Session& session = reader.session;
  const std::vector<Contact> shown = shown_contacts(reader);
  const std::vector<Contact> found = session.find<Contact>({.limit = 0});
  ASSERT_EQ(ids_in(found), ids_in(shown)) << reader.user.name;
  for (std::size_t i = 0; i < shown.size(); ++i) EXPECT_EQ(found[i].display_name, shown[i].display_name) << reader.user.name;
  EXPECT_EQ(ids_in(in_pages<Contact>(session, {.order = {descending("display_name")}, .limit = 7})), ids_in(ordered(shown, &Contact::display_name))) << reader.user.name;
  EXPECT_EQ(counted(session.summarize<Contact>({.by = "display_name"})), counted(shown, &Contact::display_name)) << reader.user.name;
  const auto with_person = [&](const Customer& customer) {
    return std::ranges::any_of(shown, [&](const Contact& contact) { return belongs_to(contact, customer) && !contact.display_name.empty(); });
  };
  EXPECT_EQ(session.count<Customer>(any<Contact>(member<&Contact::display_name>().is_set())), std::ranges::count_if(shown_customers(reader), with_person)) << reader.user.name;
}

void check_books(const Reader& reader) {
  const Book book = reader.session.book(), exported = reader.session.book(Action::export_data);
  for (const Customer& customer : reader.desk.customers) {
    EXPECT_EQ(find_dossier(book, customer.id) != nullptr, reader.reads(customer)) << reader.user.name;
    EXPECT_EQ(find_dossier(exported, customer.id) != nullptr, reader.reads(customer) && reader.may(Action::export_data, customer)) << reader.user.name;
  }
  for (const Contact& contact : reader.desk.contacts)
    for (const Dossier& dossier : book.dossiers)
      for (const Contact& held : dossier.of<Contact>()) {
        EXPECT_TRUE(held.id != contact.id || (reader.reads(contact) && held.display_name == (reader.sees_person(contact) ? contact.display_name : ""))) << reader.user.name;
      }
}

/// The rights cover every customer of somebody exactly if they cover one that nobody shared.
void check_covered(const Reader& reader) {
  for (const User& owner : reader.desk.users)
    for (std::size_t i = 0; i < access::action_count; ++i) {
      const auto action = static_cast<Action>(i);
      Customer unshared;
      unshared.owner_id.id = owner.id;
      EXPECT_EQ(reader.session.covers(action, owner.id), reader.may(action, unshared)) << reader.user.name << " and " << owner.name;
    }
}

void check_everything(const Reader& reader, int state, Cases& cases) {
  check_all_customers(reader);
  check_all_contacts(reader);
  check_books(reader);
  check_covered(reader);
  for (const Customer& customer : reader.desk.customers)
    for (const Action action : {Action::read, Action::see_terms, Action::export_data}) cases.insert({state, reader.user.id.uuid, customer.id.uuid, action});
  for (const Contact& contact : reader.desk.contacts)
    for (const Action action : {Action::read, Action::see_contacts}) cases.insert({state, reader.user.id.uuid, contact.id.uuid, action});
}

// -- one record at every door --

bool holds_hit(const SearchPage& page, const Uuid& id) {
  return std::any_of(page.hits.begin(), page.hits.end(), [&](const Hit& hit) { return hit.record == id; });
}

/// Explanations decide as the oracle does, and only of what may be read.
template <class Record>
void check_explained(const Reader& reader, const Record& record) {
  for (std::size_t i = 0; i < access::action_count; ++i) {
    const auto action = static_cast<Action>(i);
    if (!reader.reads(record)) {
      EXPECT_EQ(test::code_thrown<NotFoundError>([&] { (void)reader.session.explain(action, record.id); }), "store.not_found");
      continue;
    }
    const access::Explanation explanation = reader.session.explain(action, record.id);
    EXPECT_EQ(explanation.allowed, reader.may(action, record)) << reader.user.name << ": " << explanation.sentences.front().en;
  }
}

/// What every door of the store says of one customer, against the oracle.
void check_customer(const Reader& reader, const Customer& customer) {
  const Session& session = reader.session;
  const bool read = reader.reads(customer), terms = reader.sees_terms(customer);
  const std::string who = reader.user.name + " and " + customer.legal_name;
  EXPECT_EQ(session.contains(customer.id), read) << who;
  EXPECT_EQ(test::code_thrown([&] { (void)session.dossier(customer.legal_name); }) == "nothing thrown", read) << who;
  EXPECT_EQ(test::code_thrown([&] { (void)session.history(customer.id); }) == "nothing thrown", read) << who;
  EXPECT_EQ(holds_hit(session.search(customer.legal_name), customer.id.uuid), read) << who;
  EXPECT_EQ(holds_hit(session.search(customer.price_level), customer.id.uuid), terms) << who;
  EXPECT_EQ(session.search_count(customer.price_level, {.kinds = {"customer"}}), terms ? 1 : 0) << who;
  EXPECT_EQ(session.count<Customer>(member<&Customer::price_level>() == customer.price_level), terms ? 1 : 0) << who;
  check_explained(reader, customer);
  if (!read) return;
  EXPECT_EQ(session.get(customer.id).price_level, terms ? customer.price_level : "") << who;
  const std::vector<std::string> hidden = session.get(customer.id).meta.hidden;
  EXPECT_EQ(std::find(hidden.begin(), hidden.end(), "price_level") == hidden.end(), terms) << who;
}

void check_contact(const Reader& reader, const Contact& contact) {
  const Session& session = reader.session;
  const bool read = reader.reads(contact), seen = reader.sees_person(contact);
  const std::string who = reader.user.name + " and " + contact.display_name;
  EXPECT_EQ(session.contains(contact.id), read) << who;
  EXPECT_EQ(holds_hit(session.search(contact.title), contact.id.uuid), read) << who;
  EXPECT_EQ(holds_hit(session.search(contact.display_name), contact.id.uuid), seen) << who;
  EXPECT_EQ(session.search_count(contact.display_name, {.kinds = {"contact"}}), seen ? 1 : 0) << who;
  EXPECT_EQ(session.count<Contact>(member<&Contact::display_name>() == contact.display_name), seen ? 1 : 0) << who;
  check_explained(reader, contact);
  if (!read) return;
  EXPECT_EQ(session.get(contact.id).display_name, seen ? contact.display_name : "") << who;
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

void check_writes(const Reader& reader, Session& session, const Customer& customer, const Contact& contact) {
  const Desk& desk = reader.desk;
  const std::string who = reader.user.name + " and " + customer.legal_name;
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
  const bool edit = reader.reads(customer) && reader.may(Action::edit, customer);
  EXPECT_EQ(can(session, changed), edit) << who;
  EXPECT_EQ(can(session, handed_on), edit && reader.may(Action::reassign, customer)) << who;
  EXPECT_EQ(can(session, added), reader.reads(customer) && reader.may(Action::create, customer)) << who;
  EXPECT_EQ(can(session, [&](Session& inside) { inside.remove(contact.id, "test"); }), reader.reads(contact) && reader.may(Action::remove, contact)) << who;
}

void check_one(const Reader& reader, Session& session, std::size_t at, int state, Cases& cases) {
  const Customer& customer = reader.desk.customers[at];
  const Contact& contact = reader.desk.contacts[at];
  check_customer(reader, customer);
  check_contact(reader, contact);
  check_writes(reader, session, customer, contact);
  for (const Action action : {Action::edit, Action::reassign, Action::create}) cases.insert({state, reader.user.id.uuid, customer.id.uuid, action});
  cases.insert({state, reader.user.id.uuid, contact.id.uuid, Action::remove});
}

/// Roles, shares, teams and the day change.
void change_rights(Desk& desk) {
  Role& role = desk.any(desk.roles);
  role.rights[desk.below(role.rights.size())].reach = static_cast<Reach>(desk.below(4));
  role = desk.put(role);
  desk.add_share();
  User& moved = desk.any(desk.users);
  moved.team_id.id = desk.any(desk.teams).id;
  moved = desk.put(moved);
  desk.clock.advance_days(2);
}

#ifdef __SANITIZE_ADDRESS__
constexpr int desks = 2, states_each = 4;
constexpr std::size_t enough_cases = 500;
#else
constexpr int desks = 14, states_each = 6;
constexpr std::size_t enough_cases = 10'000;
#endif

/// Of each state of the rights two people are asked about everything they might see, and about some records at every door.
TEST(StoreRights, equal_a_plain_reading_of_the_rules_at_every_door) {
  std::size_t cases_of_all = 0;
  for (int seed = 1; seed <= desks; ++seed) {
    Desk desk(static_cast<std::uint32_t>(seed));
    Cases cases;
    for (int state = 0; state < states_each; ++state) {
      for (int person = 0; person < 2; ++person) {
        const User& user = desk.any(desk.users);
        Session session = desk.store.session(Principal::of(user.id));
        const Reader reader{desk, session, user, Calendar().date_of(desk.clock.now())};
        check_everything(reader, state, cases);
        for (int i = 0; i < 4; ++i) check_one(reader, session, desk.below(desk.customers.size()), state, cases);
      }
      change_rights(desk);
    }
    EXPECT_TRUE(desk.store.verify().ok());
    cases_of_all += cases.size();
  }
  EXPECT_GE(cases_of_all, enough_cases);
  RecordProperty("cases", static_cast<int>(cases_of_all));
}

}  // namespace
}  // namespace guanxi::store
