#include <guanxi/access/standard_roles.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/query_text.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/query_oracle.hpp"
#include "support/random_condition.hpp"
#include "support/random_record.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

using access::Principal;

/// The standard kinds with run-time fields of every class of privacy.
const Catalogue& parity_catalogue() {
  static const Catalogue made = [] {
    Catalogue catalogue = standard_catalogue();
    FieldSet{.kind = "customer", .fields = {{.name = "floor_area", .type = FieldType::real}, {.name = "home_phone", .privacy = Privacy::personal}, {.name = "rebate", .type = FieldType::money, .privacy = Privacy::sensitive}}}.add_to(catalogue);
    FieldSet{.kind = "contact", .fields = {{.name = "nickname", .privacy = Privacy::personal}, {.name = "size", .type = FieldType::integer}}}.add_to(catalogue);
    return catalogue;
  }();
  return made;
}

/// What an operation says, whether it gives or throws.
template <class Call>
auto told(const Call& call) -> std::pair<std::string, decltype(call())> {
  decltype(call()) result{};
  std::string code = test::code_thrown([&] { result = call(); });
  return {std::move(code), std::move(result)};
}

/// A plain and a sealed store that went through the same writes.
class Twins {
 public:
  Twins() {
    for (Session* session : {&plain_, &sealed_}) session->transaction([&](Session& inside) { found(inside); });
    test::RandomRecords random(parity_catalogue(), 23, {.present = .5, .longest_list = 2, .most_records = 2});
    for (int round = 0; round < 14; ++round) write(random.dossier(), round);
    Book shared = random.book(0);
    for (const KindInfo* kind : parity_catalogue().kinds())
      if (kind->scope == Scope::shared && kind->guard == Guard::rights) put_all(*kind, shared.shared);
    edit_and_remove(random);
  }

  static Twins& shared() {
    static Twins made;
    return made;
  }

  /// The same reader in both stores.
  struct Readers {
    Session plain;
    Session sealed;
  };
  [[nodiscard]] std::vector<Readers> readers() const {
    std::vector<Readers> readers{{plain_, sealed_}};
    for (const Id<User> user : users_) readers.push_back({plain_store_.session(Principal::of(user)), sealed_store_.session(Principal::of(user))});
    return readers;
  }
  [[nodiscard]] const std::vector<std::pair<const KindInfo*, Uuid>>& written() const { return written_; }
  [[nodiscard]] const std::vector<Timestamp>& times() const { return times_; }
  [[nodiscard]] const Store& plain_store() const { return plain_store_; }
  [[nodiscard]] const Store& sealed_store() const { return sealed_store_; }
  [[nodiscard]] static Date today() { return *Date::from_ymd(2024, 6, 30); }

 private:
  /// Three people, one of whom sees no contact details.
  void found(Session& session) {
    IdGenerator ids({}, 7);
    const Job jobs[] = {Job::executive, Job::marketing, Job::sales};
    users_.clear();
    for (int i = 0; i < 3; ++i) {
      User user;
      user.id = {Uuid{{9, static_cast<std::uint8_t>(i)}}};
      user.name = "user " + std::to_string(i);
      user.phone = "1380013800" + std::to_string(i);
      user.job = jobs[i];
      users_.push_back(session.put(user).id);
    }
    for (const access::Role& role : access::standard_roles(ids, users_.front())) session.put(role);
  }

  void write(Dossier dossier, int round) {
    Customer& customer = dossier.customer();
    customer.owner_id = {users_[static_cast<std::size_t>(round) % users_.size()], {}};
    for (const Scope scope : {Scope::own, Scope::via})
      for (const KindInfo* kind : parity_catalogue().kinds())
        if (kind->scope == scope) put_all(*kind, dossier.records());
  }

  void put_all(const KindInfo& kind, Records& records) {
    for (std::size_t i = 0; i < records.size(kind); ++i) {
      void* record = records.at(kind, i);
      Meta& meta = meta_of(kind, record);
      meta.version.reset();
      meta.hidden.clear();
      for (FieldFact& fact : meta.field_facts) fact.path = paths_[++facts_ % paths_.size()];
      Uuid& id = *static_cast<Uuid*>(kind.with(Part::key)->in(record));
      if (!id) id = ids_.next();
      if (write_both(kind, records, record)) written_.emplace_back(&kind, id);
    }
  }

  /// Both clocks are at the same time before each write.
  void tick() {
    times_.push_back({(times_.empty() ? plain_clock_.now() : times_.back()).microseconds + 60'000'000});
    for (test::TestClock* clock : {&plain_clock_, &sealed_clock_}) clock->set(times_.back());
  }

  static Meta& meta_of(const KindInfo& kind, void* record) { return *static_cast<Meta*>(kind.record->fields.back().in(record)); }

  /// Writes a copy into each; both take it or both refuse it.
  bool write_both(const KindInfo& kind, const Records& records, const void* record) {
    std::string codes[2];
    tick();
    for (int i = 0; i < 2; ++i) {
      Records copies(records);
      std::size_t at = 0;
      while (records.at(kind, at) != record) ++at;
      codes[i] = test::code_thrown([&] { (i == 0 ? plain_ : sealed_).write(kind, copies.at(kind, at), "random"); });
    }
    EXPECT_EQ(codes[0], codes[1]) << kind.name;
    return codes[0] == "nothing thrown";
  }

  /// Other values over a third of the records; one in ten removed, some of those written again.
  void edit_and_remove(test::RandomRecords& random) {
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const auto [kind, id] = written_[i];
      if (i % 3 == 0) {
        Records records;
        void* record = records.append(*kind);
        if (!plain_.try_read(*kind, id, record)) continue;
        Records fresh;
        void* other = fresh.append(*kind);
        random.fill(*kind, other);
        for (const Field& field : kind->record->fields)
          if (!has(field.notes.part, Part::key | Part::parent | Part::owner) && field.type->record != &record_info<Meta>() && field.type->get != nullptr && i % 2 == 0) field.type->set(*field.type, field.in(record), field.type->get(*field.type, field.in(other)));
        meta_of(*kind, record).field_facts.push_back({.path = paths_[i % paths_.size()], .source = "somebody", .rivals = {"rival"}});
        (void)write_both(*kind, records, record);
      } else if (i % 10 == 1) {
        Records records;
        void* record = records.append(*kind);
        if (!plain_.try_read(*kind, id, record)) continue;
        const auto remove = [&](Session& session) { return test::code_thrown([&] { session.erase(*kind, id, "random"); }); };
        tick();
        const std::string code = remove(plain_);
        EXPECT_EQ(code, remove(sealed_));
        meta_of(*kind, record).version.reset();
        if (code == "nothing thrown" && i % 20 == 1) (void)write_both(*kind, records, record);
      }
    }
  }

  test::ScratchFolder folder_;
  test::TestClock plain_clock_, sealed_clock_;
  Store plain_store_ = Store::open(folder_ / "plain.gx", {.catalogue = &parity_catalogue(), .clock = plain_clock_.reader(), .durability = Durability::none});
  Store sealed_store_ = Store::open(folder_ / "sealed.gx", {.catalogue = &parity_catalogue(), .clock = sealed_clock_.reader(), .durability = Durability::none, .key = access::Key::from_bytes(std::string(access::Key::size, 'k'))});
  Session plain_ = plain_store_.session(Principal::named_system("test"));
  Session sealed_ = sealed_store_.session(Principal::named_system("test"));
  IdGenerator ids_{{}, 41};
  std::size_t facts_ = 0;
  const std::vector<std::string> paths_{"phones[0]", "legal_name", "credit_limit", "id_number", "custom[home_phone]", "display_name", "title", "cost"};
  std::vector<Id<User>> users_;
  std::vector<std::pair<const KindInfo*, Uuid>> written_;
  std::vector<Timestamp> times_;
};

TEST(SealedParity, records_and_books_are_equal) {
  std::size_t hidden = 0;
  for (const auto& [plain, sealed] : Twins::shared().readers()) {
    const Book book = sealed.book();
    ASSERT_EQ(plain.book(), book);
    for (const Dossier& dossier : book.dossiers) {
      ASSERT_EQ(plain.dossier(dossier.customer().id), sealed.dossier(dossier.customer().id));
      hidden += dossier.customer().meta.hidden.size();
    }
  }
  EXPECT_GT(hidden, 0U) << "somebody sees less";
  EXPECT_GT(Twins::shared().written().size(), 150U);
}

TEST(SealedParity, the_past_is_equal) {
  const std::vector<Timestamp>& times = Twins::shared().times();
  std::size_t changes = 0, differences = 0;
  for (const auto& [plain_session, sealed_session] : Twins::shared().readers()) {
    const Session &plain = plain_session, &sealed = sealed_session;
    std::size_t at = 0;
    for (const auto& [kind, record] : Twins::shared().written()) {
      const Uuid id = record;
      const Timestamp before = times[at++ * 7 % times.size()], after = times[at * 31 % times.size()];
      const auto history = told([&] { return sealed.history(id); });
      ASSERT_EQ(told([&] { return plain.history(id); }), history);
      const auto difference = told([&] { return sealed.differences(id, before, after); });
      ASSERT_EQ(told([&] { return plain.differences(id, before, after); }), difference);
      if (kind == &kind_info<Customer>()) {
        ASSERT_EQ(told([&] { return plain.recorded_at(before).dossier({id}); }), told([&] { return sealed.recorded_at(before).dossier({id}); }));
      }
      changes += history.second.size();
      differences += difference.second.size();
    }
  }
  EXPECT_GT(changes, 500U);
  EXPECT_GT(differences, 500U);
}

std::vector<Uuid> ids_found(const Session& session, const KindInfo& kind, Query query) {
  std::vector<Uuid> ids;
  do {
    Records page;
    query.after = session.find(kind, query, page.list(kind));
    for (std::size_t i = 0; i < page.size(kind); ++i) ids.push_back(test::World::id_of(kind, page.at(kind, i)));
  } while (!query.after.empty());
  return ids;
}

TEST(SealedParity, queries_answer_the_same) {
  std::vector<const KindInfo*> kinds = parity_catalogue().kinds();
  for (int i = 0; i < 8; ++i) kinds.insert(kinds.end(), {&kind_info<Customer>(), &kind_info<Contact>(), &kind_info<Need>(), &kind_info<Transaction>()});
  std::int64_t found = 0, groups = 0, asked = 0;
  for (const auto& [plain_session, sealed_session] : Twins::shared().readers()) {
    const Session &plain = plain_session, &sealed = sealed_session;
    const Book book = plain.book();
    const test::World world(parity_catalogue(), book);
    test::RandomConditions random(world, 5);
    for (int round = 0; round < 300; ++round, ++asked) {
      const KindInfo& kind = *kinds[random.below(kinds.size())];
      const Condition where = random.condition(kind);
      const std::int64_t count = plain.count(kind, where, Twins::today());
      ASSERT_EQ(count, sealed.count(kind, where, Twins::today())) << kind.name << ": " << to_string(where);
      found += count != 0 ? 1 : 0;
      if (round % 3 == 0) {
        Query query{.where = random.chance(.5) ? Condition() : where, .limit = 1 + random.below(9), .as_of = Twins::today()};
        for (std::size_t keys = 1 + random.below(2); keys > 0; --keys) query.order.push_back({.path = random.ordered_path(kind), .ordering = random.chance(.5) ? Ordering::ascending : Ordering::descending});
        ASSERT_EQ(ids_found(plain, kind, query), ids_found(sealed, kind, query)) << kind.name << ": " << to_string(query);
      }
      if (round % 3 == 1) {
        const Summary summary{.where = random.chance(.7) ? Condition() : where, .by = random.ordered_path(kind), .of = {}, .as_of = Twins::today()};
        const auto both = told([&] { return sealed.summarize(kind, summary); });
        ASSERT_EQ(told([&] { return plain.summarize(kind, summary); }), both) << kind.name << " by " << summary.by;
        groups += static_cast<std::int64_t>(both.second.size());
      }
    }
    for (const char* guarded : {"credit_limit", "custom[rebate]"}) {
      const Summary summary{.where = {}, .by = "region_code", .of = guarded, .as_of = Twins::today()};
      ASSERT_EQ(told([&] { return plain.summarize<Customer>(summary); }), told([&] { return sealed.summarize<Customer>(summary); })) << guarded;
    }
  }
  EXPECT_GT(found, asked / 4) << "conditions that hold for nothing test little";
  EXPECT_GT(groups, 100);
}

/// Texts of Chinese signs and of words of which none starts another one.
class SearchTexts {
 public:
  std::string signs(std::size_t most) {
    static constexpr std::u32string_view known = U"甲乙丙丁机床";
    std::u32string made;
    for (std::size_t i = random_() % most + 1; i > 0; --i) made += known[random_() % known.size()];
    return text::to_utf8(made);
  }
  std::string text() {
    static constexpr const char* words[] = {"Alpha", "beta", "GAMMA 7", "delta-9"};
    const std::string some = signs(5);
    return random_() % 3 == 0 ? some + " " + words[random_() % std::size(words)] : some;
  }

 private:
  std::mt19937 random_{5};
};

/// Both find the same, but for single signs and starts of words: in guarded texts a sealed store finds fewer of them.
TEST(SealedParity, search_finds_the_same) {
  const Store stores[] = {Store::open(":memory:"), Store::open(":memory:", {.key = access::Key::from_bytes(std::string(access::Key::size, 'k'))})};
  std::vector<Session> sessions;
  for (const Store& store : stores) {
    Session& session = sessions.emplace_back(store.session(Principal::named_system("test")));
    SearchTexts texts;
    Customer customer;
    customer.id = {Uuid{{1}}};
    session.put(customer);
    for (std::uint8_t i = 1; i < 60; ++i) {
      Contact contact;
      contact.id = {Uuid{{2, i}}};
      contact.customer_id = customer.id;
      contact.display_name = texts.text();
      contact.title = texts.text();
      contact = session.put(contact);
      contact.hobbies = texts.text();
      session.put(contact);
    }
  }
  SearchTexts texts;
  std::vector<std::string> terms{"alpha", "7", "delta 9", "gamma 乙丙", "机床 beta"};
  for (int i = 0; i < 150; ++i) terms.push_back("甲" + texts.signs(2) + (i % 5 == 0 ? " " + texts.signs(2) + "床" : ""));
  std::size_t found = 0, fewer = 0;
  const auto hits = [&](std::size_t store, const std::string& term) {
    const std::vector<Hit> all = sessions[store].search(term, {.limit = 0}).hits;
    EXPECT_EQ(sessions[store].search_count(term), static_cast<std::int64_t>(all.size())) << term;
    found += all.size();
    return all;
  };
  for (const std::string& term : terms) EXPECT_EQ(hits(0, term), hits(1, term)) << term;
  EXPECT_GT(found, 300U);
  for (const std::string term : {"甲", "床", "al", "del 丁"}) {
    const std::vector<Hit> all = hits(0, term), whole = hits(1, term);
    for (const Hit& hit : whole) EXPECT_NE(std::ranges::find(all, hit), all.end()) << term;
    fewer += all.size() - whole.size();
  }
  EXPECT_GT(fewer, 0U);
}

TEST(SealedParity, both_verify) {
  const Verification plain = Twins::shared().plain_store().verify(), sealed = Twins::shared().sealed_store().verify();
  EXPECT_TRUE(plain.ok() && sealed.ok());
  EXPECT_EQ(plain.changes, sealed.changes);
  EXPECT_EQ(plain.records, sealed.records);
}

}  // namespace
}  // namespace guanxi::store
