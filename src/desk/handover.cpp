#include <guanxi/access/named.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/desk/handover.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace guanxi::desk {

namespace {

using access::Action;

/// A kind whose records somebody keeps or works on.
struct Work {
  const KindInfo* kind;
  const Field* owner;
  const Field* closing;  ///< nullptr where work is never done
};

constexpr std::size_t handed_at_a_time = 200;

void demand_reason(std::string_view reason) {
  if (text::trim(reason).empty()) throw ArgumentError("desk.reason", "a handover or an absence needs a reason for the history, such as 离职 or 休假");
}

void demand_two(Id<User> one, Id<User> other) {
  if (one == other) throw ArgumentError("desk.same_user", "somebody else must take over, found " + to_string(one) + " twice");
}

/// The store's day decides, and a last day still counts, as for the rights.
void demand_present(const store::Session& session, const User& user) {
  if (session.count<User>(store::member<&User::id>() == user.id && store::member<&User::left_on>() < store::as_of()) != 0)
    throw ArgumentError("desk.left", user.name + " left on " + to_string(*user.left_on) + " and cannot take over; choose somebody else");
}

std::string day_or(std::optional<Date> day, const char* otherwise) { return day ? to_string(*day) : otherwise; }

/// Customers come last: once one is handed over, the writer may no longer reach what belongs to it.
std::vector<Work> work_of(const Catalogue& catalogue) {
  std::vector<Work> found;
  for (const KindInfo* kind : catalogue.kinds())
    if (const Field* owner = kind->with(Part::owner); owner != nullptr) found.push_back({kind, owner, kind->with(Part::closing)});
  std::ranges::stable_partition(found, [](const Work& work) { return work.kind->scope != Scope::own; });
  return found;
}

/// What it takes to see of every record whether somebody keeps it.
std::set<Action> actions_to_find(const std::vector<Work>& kinds) {
  std::set<Action> actions{Action::read};
  for (const Work& work : kinds)
    for (const Field* field : {work.owner, work.closing}) {
      if (field != nullptr && field->notes.privacy == Privacy::personal) actions.insert(Action::see_contacts);
      if (field != nullptr && field->notes.privacy == Privacy::sensitive) actions.insert(Action::see_terms);
    }
  return actions;
}

void demand_reach(const store::Session& session, const std::set<Action>& actions, const User& giver) {
  for (const Action action : actions)
    if (!session.covers(action, giver.id))
      throw AccessError("desk.reach", "you have no right to " + std::string(word_of(action).word) + " all customers that " + giver.name + " may keep, and some could stay behind unnoticed; ask somebody whose rights extend to them");
}

store::Condition open_work(const Work& work, Id<User> giver) {
  const store::Condition kept = store::field(std::string(work.owner->name)) == giver.uuid;
  return work.closing != nullptr ? kept && store::field(std::string(work.closing->name)).is_unset() : kept;
}

void set_owner(const Field& owner, void* record, Id<User> taker) {
  const Type& type = *owner.type;
  type.set(type, owner.in(record), type.kind == TypeKind::id ? Value(taker.uuid) : Value(RefValue{taker.uuid, {}}));
}

/// One running handover.
class Handing {
 public:
  Handing(store::Session& session, Id<User> giver, Id<User> taker, std::string_view reason, const HandoverOptions& options) : session_(&session), giver_(giver), taker_(taker), reason_(reason), options_(&options) {}

  std::vector<KindCount> run(const std::vector<Work>& kinds) {
    std::vector<std::size_t> numbers;
    for (const Work& work : kinds) all_ += numbers.emplace_back(static_cast<std::size_t>(session_->count(*work.kind, open_work(work, giver_))));
    std::vector<KindCount> counts;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (numbers[i] != 0) counts.push_back({.kind = std::string(kinds[i].kind->name), .updated = hand_over(kinds[i])});
    return counts;
  }

 private:
  /// @return  number of records
  std::size_t hand_over(const Work& work) {
    std::size_t number = 0;
    store::Query query{.where = open_work(work, giver_), .limit = handed_at_a_time};
    do {
      Records page;
      query.after = session_->find(*work.kind, query, page.list(*work.kind));
      for (std::size_t i = 0; i < page.size(*work.kind); ++i, ++number) hand_over(work, page.at(*work.kind, i));
    } while (!query.after.empty());
    return number;
  }

  void hand_over(const Work& work, void* record) {
    set_owner(*work.owner, record, taker_);
    (void)session_->write(*work.kind, record, reason_);
    ++done_;
    if (options_->progress) options_->progress(done_, all_);
  }

  store::Session* session_;
  Id<User> giver_, taker_;
  std::string_view reason_;
  const HandoverOptions* options_;
  std::size_t done_ = 0, all_ = 0;
};

}  // namespace

HandoverReport handover(store::Session& session, const Catalogue& catalogue, Id<User> giver, Id<User> taker, std::string_view reason, const HandoverOptions& options) {
  demand_reason(reason);
  demand_two(giver, taker);
  const std::vector<Work> kinds = work_of(catalogue);
  const std::set<Action> actions = actions_to_find(kinds);
  HandoverReport report;
  session.transaction([&](store::Session& inside) {
    const User from = inside.get(giver);
    demand_present(inside, inside.get(taker));
    demand_reach(inside, actions, from);
    report.whole = std::ranges::all_of(actions, [&](Action action) { return inside.covers(action); });
    report.kinds = Handing(inside, giver, taker, reason, options).run(kinds);
  });
  return report;
}

access::Absence leave(store::Session& session, const access::Absence& absence, std::string_view reason) {
  demand_reason(reason);
  demand_two(absence.user_id.id, absence.deputy_id.id);
  if (!absence.starts_on) throw ArgumentError("desk.days", "an absence needs its first day, found none");
  if (absence.ends_on && *absence.ends_on < *absence.starts_on) throw ArgumentError("desk.days", "an absence ends on its first day or later, found " + to_string(*absence.starts_on) + " and " + to_string(*absence.ends_on));
  access::Absence stored;
  session.transaction([&](store::Session& inside) {
    (void)inside.get(absence.user_id.id);
    demand_present(inside, inside.get(absence.deputy_id.id));
    stored = inside.put(absence, reason);
  });
  return stored;
}

access::Absence come_back(store::Session& session, Id<access::Absence> absence, Date day, std::string_view reason) {
  demand_reason(reason);
  access::Absence stored;
  session.transaction([&](store::Session& inside) {
    stored = inside.get(absence);
    if ((stored.starts_on && day < *stored.starts_on) || (stored.ends_on && day > *stored.ends_on + 1))
      throw ArgumentError("desk.days", "the first day back follows a day of the absence, which lasts from " + day_or(stored.starts_on, "ever") + " to " + day_or(stored.ends_on, "further notice") + ", found " + to_string(day));
    stored.ends_on = day - 1;
    stored = inside.put(stored, reason);
  });
  return stored;
}

User user_called(const store::Session& session, std::string_view name) {
  const auto users = session.find<User>({.limit = 0});
  const std::vector<Id<User>> found = access::users_called(users, name);
  if (found.size() == 1) return *std::ranges::find(users, found.front(), &User::id);
  const std::string called = " of this store is called “" + std::string(name) + "”; give the login or the identifier";
  throw NotFoundError("desk.user", (found.empty() ? "no user" : "more than one user") + called);
}

}  // namespace guanxi::desk
