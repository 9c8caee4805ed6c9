#include <guanxi/access/role.hpp>
#include <guanxi/access/share.hpp>
#include <guanxi/desk/handover.hpp>
#include <guanxi/model/complaint.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/scratch.hpp"

namespace guanxi {

/// A vendor's work that is never done, and of which only some may see who does it.
struct Errand {
  Id<Errand> id{};
  Id<Customer> customer_id{};
  Ref<User> runner{};
  Meta meta{};
  bool operator==(const Errand&) const = default;
};

/// A vendor's thing that belongs to no customer.
struct Tool {
  Id<Tool> id{};
  std::string name{};
  Id<User> keeper_id{};
  std::optional<Timestamp> returned_at{};
  Meta meta{};
  bool operator==(const Tool&) const = default;
};

template <>
struct Schema<Errand> {
  static constexpr std::string_view name = "errand";
  static constexpr std::string_view plural = "errands";
  static constexpr Label label{"差事", "Errand"};
  static constexpr Scope scope = Scope::via;
  static constexpr Category category{"errands", {"差事", "Errands"}, {}};
  static constexpr Field fields[] = {
      detail::id_field<&Errand::id>(),
      detail::customer_field<&Errand::customer_id>(),
      field<&Errand::runner>("runner", {"跑腿人", "Runner"}, {.privacy = Privacy::personal, .part = Part::owner}),
      detail::meta_field<&Errand::meta>(),
  };
};

template <>
struct Schema<Tool> {
  static constexpr std::string_view name = "tool";
  static constexpr std::string_view plural = "tools";
  static constexpr Label label{"工具", "Tool"};
  static constexpr Scope scope = Scope::shared;
  static constexpr Category category{"tools", {"工具", "Tools"}, {}};
  static constexpr Field fields[] = {
      detail::id_field<&Tool::id>(),
      field<&Tool::name>("name", {"名称", "Tool name"}, {.part = Part::title}),
      field<&Tool::keeper_id>("keeper_id", {"保管人", "Keeper"}, {.part = Part::owner}),
      field<&Tool::returned_at>("returned_at", {"归还时间", "Returned at"}, {.part = Part::closing}),
      detail::meta_field<&Tool::meta>(),
  };
};

}  // namespace guanxi

namespace guanxi::desk {
namespace {

using access::Absence;
using access::Action;
using access::Reach;
using access::Role;
using access::Share;
using test::code_thrown;

/// A desk with the standard roles: Li administers, Chief supervises Anna; Bo and Dora belong to nobody.
class Handover : public testing::Test {
 protected:
  Id<User> user(const std::string& name, Job job, Id<User> chief = {}) {
    User person;
    person.name = person.login = name;
    person.job = job;
    person.reports_to_id.id = chief;
    return li_.put(person).id;
  }
  void leaves(Id<User> id, Date day) {
    User person = li_.get(id);
    person.left_on = day;
    li_.put(person);
  }
  Id<Customer> customer(const std::string& name, Id<User> owner) {
    Customer card;
    card.legal_name = name;
    card.owner_id.id = owner;
    return li_.put(card).id;
  }
  Id<Complaint> complaint(Id<Customer> at, Id<User> handler) {
    Complaint record;
    record.customer_id = at;
    record.handler_id.id = handler;
    return li_.put(record).id;
  }
  store::Session as(Id<User> id) { return store_.session(access::Principal::of(id)); }
  HandoverReport hand(store::Session session, Id<User> giver, Id<User> taker, std::string_view reason = "离职") { return handover(session, standard_catalogue(), giver, taker, reason); }

  test::TestClock clock_;
  store::Store store_ = store::Store::open(":memory:", {.clock = clock_.reader(), .durability = store::Durability::none});
  store::Session li_ = store_.session("Li Wei");
  const Id<User> chief_ = user("Chief", Job::supervisor);
  const Id<User> anna_ = user("Anna", Job::sales, chief_);
  const Id<User> bo_ = user("Bo", Job::sales);
  const Id<User> dora_ = user("Dora", Job::sales);
  const Date today_ = *Date::from_ymd(2024, 6, 30);
};

// -- records of any kind --

Uuid owner_in(const KindInfo& kind, const void* record) {
  const Field& owner = *kind.with(Part::owner);
  return std::get<RefValue>(owner.type->get(*owner.type, owner.in(record))).id;
}

Uuid key_in(const KindInfo& kind, const void* record) { return *static_cast<const Uuid*>(kind.with(Part::key)->in(record)); }

void set(const Field& field, void* record, const Value& value) { field.type->set(*field.type, field.in(record), value); }

/// Writes a record of a customer that somebody works on.
Uuid put_work(store::Session& session, const KindInfo& kind, Id<Customer> at, Id<User> by, bool done) {
  Records records;
  void* record = records.append(kind);
  set(*kind.with(Part::parent), record, at.uuid);
  set(*kind.with(Part::owner), record, RefValue{by.uuid, {}});
  if (done) {
    const Field& closing = *kind.with(Part::closing);
    set(closing, record, closing.type->kind == TypeKind::date ? Value(*Date::from_ymd(2024, 6, 1)) : Value(Timestamp{1'719'000'000'000'000}));
  }
  session.write(kind, record, "new");
  return key_in(kind, record);
}

Uuid owner_of(const store::Session& session, const KindInfo& kind, const Uuid& id) {
  Records records;
  void* record = records.append(kind);
  session.read(kind, id, record);
  return owner_in(kind, record);
}

std::vector<const KindInfo*> kinds_of_work() {
  std::vector<const KindInfo*> kinds;
  for (const KindInfo* kind : standard_catalogue().kinds())
    if (kind->scope == Scope::via && kind->with(Part::owner) != nullptr) kinds.push_back(kind);
  return kinds;
}

// -- what changes hands --

TEST_F(Handover, moves_customers_and_open_work_of_every_kind) {
  const Id<Customer> hers = customer("甲公司", anna_), other = customer("乙公司", bo_);
  struct Put {
    const KindInfo* kind;
    Uuid open, done, of_another;
  };
  std::vector<Put> puts;
  for (const KindInfo* kind : kinds_of_work()) puts.push_back({kind, put_work(li_, *kind, other, anna_, false), put_work(li_, *kind, hers, anna_, true), put_work(li_, *kind, hers, dora_, false)});
  const HandoverReport report = hand(li_, anna_, bo_);
  EXPECT_EQ(report, (HandoverReport{.kinds = {{.kind = "opportunity", .updated = 1}, {.kind = "follow_up", .updated = 1}, {.kind = "complaint", .updated = 1}, {.kind = "service_request", .updated = 1}, {.kind = "customer", .updated = 1}}, .whole = true}));
  EXPECT_EQ(li_.get(hers).owner_id.id, bo_);
  for (const Put& put : puts) {
    EXPECT_EQ(owner_of(li_, *put.kind, put.open), bo_.uuid) << put.kind->name;
    EXPECT_EQ(owner_of(li_, *put.kind, put.done), anna_.uuid) << put.kind->name << ": closed work keeps its name";
    EXPECT_EQ(owner_of(li_, *put.kind, put.of_another), dora_.uuid) << put.kind->name;
  }
  EXPECT_EQ(hand(li_, anna_, bo_), (HandoverReport{.kinds = {}, .whole = true})) << "nothing is left";
  EXPECT_TRUE(store_.verify().ok());
}

TEST_F(Handover, leaves_its_reason_in_the_history_of_each_record) {
  const Id<Customer> card = customer("甲公司", anna_);
  const Id<Complaint> work = complaint(card, anna_);
  (void)hand(li_, anna_, bo_, "Anna 离职");
  for (const Uuid& id : {card.uuid, work.uuid}) {
    const std::vector<store::Change> changes = li_.history(id);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes.back().reason, "Anna 离职");
    EXPECT_EQ(changes.back().by_name, "Li Wei");
    ASSERT_EQ(changes.back().fields.size(), 1U);
    EXPECT_EQ(changes.back().fields[0].path, id == card.uuid ? "owner_id" : "handler_id");
  }
}

/// Once a customer belongs to somebody outside the team, its chief reaches neither it nor its work.
TEST_F(Handover, out_of_the_team_takes_the_work_along) {
  const Id<Customer> card = customer("甲公司", anna_);
  const Id<Complaint> work = complaint(card, anna_);
  EXPECT_EQ(hand(as(chief_), anna_, bo_).kinds, (std::vector<KindCount>{{.kind = "complaint", .updated = 1}, {.kind = "customer", .updated = 1}}));
  EXPECT_FALSE(as(chief_).contains(card));
  EXPECT_EQ(li_.get(work).handler_id.id, bo_);
  EXPECT_EQ(as(bo_).get(card).owner_id.id, bo_);
}

TEST_F(Handover, is_not_cut_off_at_a_page) {
  li_.transaction([&](store::Session& inside) {
    for (int i = 0; i < 450; ++i) {
      Customer card;
      card.owner_id.id = i % 9 == 0 ? dora_ : anna_;
      inside.put(card);
    }
  });
  std::vector<std::size_t> told;
  const HandoverReport report = handover(li_, standard_catalogue(), anna_, bo_, "离职", {.progress = [&](std::size_t done, std::size_t all) {
    told.push_back(done);
    EXPECT_EQ(all, 400U);
  }});
  EXPECT_EQ(report.kinds, (std::vector<KindCount>{{.kind = "customer", .updated = 400}}));
  EXPECT_EQ(told.size(), 400U);
  EXPECT_EQ(told.back(), 400U);
  EXPECT_EQ(li_.count<Customer>(store::member<&Customer::owner_id>() == bo_), 400);
  EXPECT_EQ(li_.count<Customer>(store::member<&Customer::owner_id>() == dora_), 50);
}

TEST_F(Handover, is_undone_with_the_transaction_around_it) {
  const Id<Customer> card = customer("甲公司", anna_);
  EXPECT_EQ(code_thrown([&] {
              li_.transaction([&](store::Session& inside) {
                (void)hand(inside, anna_, bo_);
                throw ArgumentError("test.undo", "undo");
              });
            }),
            "test.undo");
  EXPECT_EQ(li_.get(card).owner_id.id, anna_);
}

const Catalogue& vendor_catalogue() {
  static const Catalogue catalogue = [] {
    Catalogue made = standard_catalogue();
    made.add(kind_info<Errand>());
    made.add(kind_info<Tool>());
    return made;
  }();
  return catalogue;
}

/// A desk that also keeps a vendor's kinds, with one customer, errand and tool of Anna.
class VendorHandover : public Handover {
 protected:
  VendorHandover() {
    store_ = store::Store::open(":memory:", {.catalogue = &vendor_catalogue(), .clock = clock_.reader(), .durability = store::Durability::none});
    li_ = store_.session("Li Wei");
    for (const auto& [id, name] : {std::pair(anna_, "Anna"), std::pair(bo_, "Bo"), std::pair(dora_, "Dora")}) {
      User person;
      person.id = id;
      person.name = person.login = name;
      li_.put(person);
    }
    errand_.customer_id = customer("甲公司", anna_);
    errand_.runner.id = anna_;
    errand_ = li_.put(errand_);
    tool_.keeper_id = anna_;
    tool_ = li_.put(tool_);
  }

  Errand errand_;
  Tool tool_;
};

TEST_F(VendorHandover, moves_kinds_that_nobody_knew_of) {
  Tool returned;
  returned.keeper_id = anna_;
  returned.returned_at = clock_.now();
  returned = li_.put(returned);
  const HandoverReport report = handover(li_, vendor_catalogue(), anna_, bo_, "离职");
  EXPECT_EQ(report.kinds, (std::vector<KindCount>{{.kind = "errand", .updated = 1}, {.kind = "tool", .updated = 1}, {.kind = "customer", .updated = 1}}));
  EXPECT_EQ(li_.get(errand_.id).runner.id, bo_);
  EXPECT_EQ(li_.get(tool_.id).keeper_id, bo_);
  EXPECT_EQ(li_.get(returned.id).keeper_id, anna_);
}

/// Who runs errands is personal: whoever may not see that would leave them behind.
TEST_F(VendorHandover, takes_the_right_to_see_who_does_the_work) {
  Role role{.id = {}, .name = "dora", .jobs = {}, .members = {{dora_, {}}}, .rights = {{Action::read, Reach::all}, {Action::edit, Reach::all}, {Action::reassign, Reach::all}}, .administers = {}, .custom = {}, .meta = {}};
  role = li_.put(role);
  store::Session dora = as(dora_);
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)handover(dora, vendor_catalogue(), anna_, bo_, "离职"); }), "desk.reach");
  EXPECT_EQ(li_.get(tool_.id), tool_);
  role.rights.push_back({Action::see_contacts, Reach::all});
  role = li_.put(role);
  EXPECT_EQ(handover(dora, vendor_catalogue(), anna_, bo_, "离职").kinds.size(), 3U);
}

// -- rights --

TEST_F(Handover, is_refused_whole_where_one_customer_may_not_be_reassigned) {
  const Id<Customer> first = customer("甲公司", anna_), second = customer("乙公司", anna_);
  (void)complaint(first, anna_);
  Role role{.id = {}, .name = "dora", .jobs = {}, .members = {{dora_, {}}}, .rights = {{Action::read, Reach::all}, {Action::edit, Reach::all}}, .administers = {}, .custom = {}, .meta = {}};
  role = li_.put(role);
  Share share;
  share.customer_id = first;
  share.user_id.id = dora_;
  share.actions = {Action::reassign};
  li_.put(share);
  const Book before = li_.book();
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)hand(as(dora_), anna_, bo_); }), "access.reassign");
  EXPECT_EQ(li_.book(), before);
  share.id = {};
  share.customer_id = second;
  li_.put(share);
  EXPECT_EQ(hand(as(dora_), anna_, bo_).kinds, (std::vector<KindCount>{{.kind = "complaint", .updated = 1}, {.kind = "customer", .updated = 2}}));
}

TEST_F(Handover, is_refused_whole_where_work_may_not_be_edited) {
  const Id<Customer> elsewhere = customer("甲公司", bo_);
  (void)customer("乙公司", anna_);
  (void)complaint(elsewhere, anna_);
  Share share;
  share.customer_id = elsewhere;
  share.user_id.id = chief_;
  li_.put(share);
  const Book before = li_.book();
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)hand(as(chief_), anna_, dora_); }), "access.edit");
  EXPECT_EQ(li_.book(), before);
}

TEST_F(Handover, by_its_giver_takes_the_right_to_reassign) {
  const Id<Customer> card = customer("甲公司", anna_);
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)hand(as(anna_), anna_, bo_); }), "access.reassign");
  EXPECT_EQ(li_.get(card).owner_id.id, anna_);
}

/// Whoever sees single customers only would leave the others behind; the answer is the same whether there are others or none.
TEST_F(Handover, is_refused_to_whoever_may_not_see_all_customers_of_the_giver) {
  const Id<Customer> shared = customer("甲公司", anna_);
  Share share;
  share.customer_id = shared;
  share.user_id.id = dora_;
  share.actions = {Action::read, Action::edit, Action::reassign};
  li_.put(share);
  std::set<std::string> told;
  const auto refused = [&] {
    try {
      (void)hand(as(dora_), anna_, bo_);
    } catch (const AccessError& error) {
      told.insert(error.what());
      return error.code();
    }
    return std::string("nothing thrown");
  };
  EXPECT_EQ(refused(), "desk.reach");
  (void)customer("乙公司", anna_);
  (void)complaint(shared, anna_);
  EXPECT_EQ(refused(), "desk.reach");
  EXPECT_EQ(told.size(), 1U);
}

/// The chief's report is the same whether a customer of another team has such work or not.
TEST_F(Handover, says_that_work_may_have_stayed_where_the_session_does_not_reach) {
  const Id<Customer> hers = customer("甲公司", anna_), hidden = customer("乙公司", bo_);
  const HandoverReport without = hand(as(chief_), anna_, dora_);
  EXPECT_EQ(without, (HandoverReport{.kinds = {{.kind = "customer", .updated = 1}}, .whole = false}));
  (void)hand(li_, dora_, anna_, "back");
  const Id<Complaint> work = complaint(hidden, anna_);
  EXPECT_EQ(hand(as(chief_), anna_, dora_), without);
  EXPECT_EQ(li_.get(hers).owner_id.id, dora_);
  EXPECT_EQ(li_.get(work).handler_id.id, anna_);
  EXPECT_EQ(hand(li_, anna_, dora_).kinds, (std::vector<KindCount>{{.kind = "complaint", .updated = 1}}));
}

// -- people --

TEST_F(Handover, may_come_from_somebody_who_has_left) {
  const Id<Customer> card = customer("甲公司", anna_);
  leaves(anna_, today_ - 30);
  EXPECT_EQ(hand(li_, anna_, bo_).kinds, (std::vector<KindCount>{{.kind = "customer", .updated = 1}}));
  EXPECT_EQ(li_.get(card).owner_id.id, bo_);
}

TEST_F(Handover, goes_to_somebody_who_has_not_left) {
  const Id<Customer> card = customer("甲公司", anna_);
  leaves(bo_, today_ - 1);
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)hand(li_, anna_, bo_); }), "desk.left");
  EXPECT_EQ(li_.get(card).owner_id.id, anna_);
  leaves(bo_, today_);
  EXPECT_EQ(hand(li_, anna_, bo_).kinds.size(), 1U) << "a last day counts";
}

TEST_F(Handover, needs_two_users_and_a_reason) {
  const Id<Customer> card = customer("甲公司", anna_);
  const Id<User> nobody{Uuid{{9}}};
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)hand(li_, anna_, anna_); }), "desk.same_user");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)hand(li_, anna_, bo_, ""); }), "desk.reason");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)hand(li_, anna_, bo_, " \t　"); }), "desk.reason");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)hand(li_, anna_, nobody); }), "store.not_found");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)hand(li_, nobody, bo_); }), "store.not_found");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)hand(li_, {}, bo_); }), "store.not_found");
  EXPECT_EQ(li_.get(card).meta.version, 1);
}

TEST_F(Handover, finds_people_by_what_they_are_called) {
  User other;
  other.name = "Ａnna";
  other.login = "anna2";
  const User twin = li_.put(other);
  leaves(bo_, today_ - 1);
  EXPECT_EQ(user_called(li_, to_string(anna_)).id, anna_);
  EXPECT_EQ(user_called(li_, "anna2").id, twin.id);
  EXPECT_EQ(user_called(li_, "Bo").id, bo_) << "a leaver";
  EXPECT_EQ(user_called(li_, "Anna").id, anna_) << "a login decides before a name";
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)user_called(li_, "anna"); }), "desk.user") << "two are named so";
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)user_called(li_, "Nobody"); }), "desk.user");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)user_called(li_, " "); }), "desk.user");
}

// -- absences --

class DeskAbsence : public Handover {
 protected:
  Absence away(std::optional<Date> from, std::optional<Date> until = {}) const {
    Absence absence;
    absence.user_id.id = anna_;
    absence.deputy_id.id = bo_;
    absence.starts_on = from;
    absence.ends_on = until;
    absence.reason = "手术";
    return absence;
  }
};

TEST_F(DeskAbsence, lets_the_deputy_reach_own_customers_until_the_person_is_back) {
  const Id<Customer> card = customer("甲公司", anna_);
  const Absence noted = leave(li_, away(today_ + 1), "代理");
  EXPECT_FALSE(as(bo_).contains(card)) << "not yet";
  clock_.advance_days(1);
  Customer seen = as(bo_).get(card);
  seen.notes = "by the deputy";
  as(bo_).put(seen);
  EXPECT_FALSE(as(dora_).contains(card));
  EXPECT_EQ(come_back(li_, noted.id, today_ + 2, "回岗").ends_on, today_ + 1);
  EXPECT_TRUE(as(bo_).contains(card)) << "the last day";
  clock_.advance_days(1);
  EXPECT_FALSE(as(bo_).contains(card));
  EXPECT_EQ(li_.get(card).owner_id.id, anna_);
}

TEST_F(DeskAbsence, that_never_took_place_ends_before_it_began) {
  const Id<Customer> card = customer("甲公司", anna_);
  const Absence noted = leave(li_, away(today_, today_ + 10), "代理");
  EXPECT_TRUE(as(bo_).contains(card));
  (void)come_back(li_, noted.id, today_, "取消");
  EXPECT_FALSE(as(bo_).contains(card));
}

/// Why somebody is away is nobody's business; that they are is in the history for everybody.
TEST_F(DeskAbsence, keeps_its_own_reason_from_those_who_may_not_see_it) {
  for (Role& role : li_.find<Role>()) {
    if (role.administers == true) continue;
    std::erase_if(role.rights, [](const access::Right& right) { return right.action == Action::see_contacts; });
    li_.put(role);
  }
  const Absence noted = leave(li_, away(today_), "代理");
  EXPECT_EQ(li_.get(noted.id).reason, "手术");
  EXPECT_EQ(as(dora_).get(noted.id).reason, "");
  EXPECT_EQ(as(dora_).history(noted.id).front().reason, "代理");
}

TEST_F(DeskAbsence, is_noted_by_an_administrator_with_sound_days_and_people) {
  EXPECT_EQ(code_thrown<AccessError>([&] { auto chief = as(chief_); (void)leave(chief, away(today_), "代理"); }), "access.administer");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)leave(li_, away(today_), " "); }), "desk.reason");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)leave(li_, away({}), "代理"); }), "desk.days");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)leave(li_, away(today_, today_ - 1), "代理"); }), "desk.days");
  Absence own = away(today_);
  own.deputy_id.id = anna_;
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)leave(li_, own, "代理"); }), "desk.same_user");
  own.deputy_id.id = {Uuid{{9}}};
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)leave(li_, own, "代理"); }), "store.not_found");
  leaves(bo_, today_ - 1);
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)leave(li_, away(today_), "代理"); }), "desk.left");
  EXPECT_EQ(li_.count<Absence>(), 0);
}

TEST_F(DeskAbsence, ends_within_its_days) {
  const Absence noted = leave(li_, away(today_, today_ + 5), "代理");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)come_back(li_, noted.id, today_ - 1, "回岗"); }), "desk.days");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)come_back(li_, noted.id, today_ + 7, "回岗"); }), "desk.days") << "that would be longer";
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)come_back(li_, noted.id, today_ + 2, ""); }), "desk.reason");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)come_back(li_, {}, today_ + 2, "回岗"); }), "store.not_found");
  EXPECT_EQ(code_thrown<AccessError>([&] { auto anna = as(anna_); (void)come_back(anna, noted.id, today_ + 2, "回岗"); }), "access.administer");
  EXPECT_EQ(come_back(li_, noted.id, today_ + 6, "回岗"), noted) << "as noted";
  EXPECT_EQ(come_back(li_, noted.id, today_ + 2, "回岗").ends_on, today_ + 1);
}

}  // namespace
}  // namespace guanxi::desk
