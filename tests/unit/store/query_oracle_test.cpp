#include <guanxi/access/role.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
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
const Catalogue& catalogue_with_run_time_fields() {
  static const Catalogue made = [] {
    Catalogue catalogue = standard_catalogue();
    const auto choices = std::vector<FieldChoice>{{.word = "first", .label_zh = "一级"}, {.word = "second", .label_zh = "二级"}};
    FieldSet{.kind = "customer", .fields = {{.name = "energy_grade", .label_zh = "节能等级", .type = FieldType::choice, .choices = choices}, {.name = "floor_area", .type = FieldType::real}, {.name = "home_phone", .privacy = Privacy::personal}, {.name = "rebate", .type = FieldType::money, .privacy = Privacy::sensitive}}}.add_to(catalogue);
    FieldSet{.kind = "need", .fields = {{.name = "asked_at", .type = FieldType::timestamp}, {.name = "units", .type = FieldType::integer}, {.name = "urgent", .type = FieldType::boolean}, {.name = "spending", .type = FieldType::money_range}, {.name = "starts_on", .type = FieldType::partial_date}}}.add_to(catalogue);
    return catalogue;
  }();
  return made;
}

/// A store full of random records, three people who see different parts of it, and what each of them sees.
class QueriedStore {
 public:
  struct Reader {
    Session session;
    Book book;
    test::World world;
  };

  QueriedStore() {
    Session li = store_.session("Li Wei");
    const Id<User> wang = add_user(li, "Wang Fang", Job::marketing);
    const Id<User> zhao = add_user(li, "Zhao Min", Job::sales);
    program_.transaction([&](Session& inside) { fill(inside, {li.principal().user, wang, zhao, {}}); });
    for (const Id<User> user : {li.principal().user, wang, zhao}) add_reader(store_.session(Principal::of(user)));
    add_reader(program_);
  }

  static QueriedStore& shared() {
    static QueriedStore made;
    return made;
  }

  [[nodiscard]] const std::vector<std::unique_ptr<Reader>>& readers() const { return readers_; }
  [[nodiscard]] static Date today() { return *Date::from_ymd(2024, 6, 30); }

 private:
  static Id<User> add_user(Session& session, const std::string& name, Job job) {
    User user;
    user.name = name;
    user.job = job;
    user.phone = "13800138000";
    return session.put(user).id;
  }

  void add_reader(Session session) {
    Book book = session.book();
    auto reader = std::make_unique<Reader>(Reader{session, std::move(book), test::World(catalogue_with_run_time_fields(), {})});
    reader->world = test::World(catalogue_with_run_time_fields(), reader->book);
    readers_.push_back(std::move(reader));
  }

  static bool is_about_people(const KindInfo& kind) { return &kind == &kind_info<User>() || &kind == &kind_info<Team>() || &kind == &kind_info<Branch>(); }

  void fill(Session& session, const std::vector<Id<User>>& owners) {
    const Catalogue& catalogue = catalogue_with_run_time_fields();
    test::RandomRecords random(catalogue, 11, {.present = .5, .longest_list = 2, .most_records = 2});
    for (int round = 0; round < 24; ++round) {
      Dossier dossier = random.dossier();
      Customer& customer = dossier.customer();
      customer.owner_id = {owners[static_cast<std::size_t>(round) % owners.size()], {}};
      if (round % 3 == 0) customer.tags = {"行业：制造业/专用设备", "规模:中型; a:b"};
      for (const KindInfo* kind : catalogue.kinds())
        if (kind->scope == Scope::own) put_all(session, *kind, dossier.records());
      for (const KindInfo* kind : catalogue.kinds())
        if (kind->scope == Scope::via) put_all(session, *kind, dossier.records());
    }
    Book shared = random.book(0);
    for (const KindInfo* kind : catalogue.kinds())
      if (kind->scope == Scope::shared && !is_about_people(*kind)) put_all(session, *kind, shared.shared);
  }

  void put_all(Session& session, const KindInfo& kind, Records& records) {
    for (std::size_t i = 0; i < records.size(kind); ++i) {
      void* record = records.at(kind, i);
      Meta& meta = *static_cast<Meta*>(kind.record->fields.back().in(record));
      meta.version.reset();
      meta.hidden.clear();
      for (FieldFact& fact : meta.field_facts) fact.path = paths_[++facts_ % paths_.size()];
      for (const Field& field : kind.record->fields) connect(*field.type, field.in(record), field.notes.part);
      Uuid& id = *static_cast<Uuid*>(kind.with(Part::key)->in(record));
      if (!id) id = ids_.next();
      if (test::code_thrown([&] { session.write(kind, record, "random"); }) == "nothing thrown") known_[kind.tag].push_back(id);
    }
  }

  /// Lets links lead to records that are there, and takes NUL out of lists of texts: SQLite's JSON functions end a text there.
  void connect(const Type& type, void* member, Part part) {
    if (type.kind == TypeKind::list) {
      for (std::size_t i = 0; i < type.list->size(member); ++i) {
        void* element = type.list->at(member, i);
        connect(*type.element, element, part);
        if (type.element->kind == TypeKind::text) std::erase(*static_cast<std::string*>(element), '\0');
      }
    } else if (type.kind == TypeKind::record) {
      for (const Field& field : type.record->fields) connect(*field.type, field.in(member), field.notes.part);
    } else if ((type.kind == TypeKind::id || type.kind == TypeKind::ref) && is_set(type.get(type, member)) && !has(part, Part::key | Part::owner) && !(type.kind == TypeKind::id && has(part, Part::parent))) {
      const std::vector<Uuid>& there = known_[type.target];
      if (there.empty() || random_() % 3 == 0) return;
      const Uuid& id = there[random_() % there.size()];
      type.set(type, member, type.kind == TypeKind::id ? Value(id) : Value(RefValue{id, {}}));
    }
  }

  test::ScratchFolder folder_;
  test::TestClock clock_;
  Store store_ = Store::open(folder_ / "book.gx", {.catalogue = &catalogue_with_run_time_fields(), .clock = clock_.reader(), .durability = Durability::none});
  Session program_ = store_.session(Principal::named_system("test"));
  IdGenerator ids_;
  std::mt19937_64 random_{3};
  std::size_t facts_ = 0;
  std::vector<std::string> paths_{"phones[0]", "legal_name", "credit_limit", "id_number", "custom[home_phone]", "display_name", "tags[1]", "birthday", "title", "amount", "notes", "cost"};
  std::map<const void*, std::vector<Uuid>> known_;
  std::vector<std::unique_ptr<Reader>> readers_;
};

/// Kinds by how often conditions are asked of them.
std::vector<const KindInfo*> asked_kinds() {
  std::vector<const KindInfo*> kinds = catalogue_with_run_time_fields().kinds();
  for (int i = 0; i < 6; ++i) kinds.insert(kinds.end(), {&kind_info<Customer>(), &kind_info<Contact>(), &kind_info<Need>(), &kind_info<DecisionChain>()});
  return kinds;
}

std::vector<Uuid> ids_of(const KindInfo& kind, const Records& records) {
  std::vector<Uuid> ids;
  for (std::size_t i = 0; i < records.size(kind); ++i) ids.push_back(test::World::id_of(kind, records.at(kind, i)));
  return ids;
}

std::vector<Uuid> found_by(const Session& session, const KindInfo& kind, const Query& query) {
  Records records;
  EXPECT_EQ(session.find(kind, query, records.list(kind)), "");
  return ids_of(kind, records);
}

TEST(QueryOracle, sql_answers_as_looking_at_every_record_does) {
  const std::vector<const KindInfo*> kinds = asked_kinds();
  std::int64_t found = 0, asked = 0;
  for (const auto& reader : QueriedStore::shared().readers()) {
    test::RandomConditions random(reader->world, 5);
    const test::QueryOracle oracle(reader->world, {}, QueriedStore::today());
    for (int round = 0; round < 1000; ++round) {
      const KindInfo& kind = *kinds[random.below(kinds.size())];
      const Condition condition = random.condition(kind);
      const std::vector<Uuid> expected = oracle.find(kind, condition);
      ASSERT_EQ(reader->session.count(kind, condition, QueriedStore::today()), static_cast<std::int64_t>(expected.size())) << kind.name << ": " << to_string(condition);
      if (round % 5 == 0) {
        ASSERT_EQ(found_by(reader->session, kind, {.where = condition, .limit = 0, .as_of = QueriedStore::today()}), expected) << kind.name << ": " << to_string(condition);
      }
      found += expected.empty() ? 0 : 1;
      ++asked;
    }
  }
  EXPECT_GT(found, asked / 3) << "conditions that hold for nothing test little";
}

/// Everything a query finds, page by page.
std::vector<Uuid> found_in_pages(const Session& session, const KindInfo& kind, Query query, test::RandomConditions& random) {
  std::vector<Uuid> ids;
  do {
    query.limit = 1 + random.below(7);
    Records page;
    query.after = session.find(kind, query, page.list(kind));
    EXPECT_LE(page.size(kind), query.limit);
    EXPECT_TRUE(query.after.empty() || page.size(kind) == query.limit) << "only the last page may be short";
    for (const Uuid& id : ids_of(kind, page)) ids.push_back(id);
  } while (!query.after.empty());
  return ids;
}

TEST(QueryOracle, pages_in_any_order_make_the_whole) {
  const std::vector<const KindInfo*> kinds = asked_kinds();
  for (const auto& reader : QueriedStore::shared().readers()) {
    test::RandomConditions random(reader->world, 17);
    const test::QueryOracle oracle(reader->world, {}, QueriedStore::today());
    for (int round = 0; round < 50; ++round) {
      const KindInfo& kind = *kinds[random.below(kinds.size())];
      Query query{.where = random.chance(.5) ? Condition() : random.condition(kind, 1), .limit = 0, .as_of = QueriedStore::today()};
      for (std::size_t keys = random.below(4); keys > 0; --keys) query.order.push_back({.path = random.ordered_path(kind), .ordering = random.chance(.5) ? Ordering::ascending : Ordering::descending});
      const std::vector<Uuid> whole = found_by(reader->session, kind, query);
      ASSERT_EQ(found_in_pages(reader->session, kind, query, random), whole) << kind.name << ": " << to_string(query);
      std::vector<Uuid> sorted = oracle.find(kind, query.where);
      std::ranges::stable_sort(sorted, [&](const Uuid& a, const Uuid& b) {
        for (const Order& by : query.order)
          if (const int order = oracle.order(kind, reader->world.find(kind, a), reader->world.find(kind, b), by); order != 0) return order < 0;
        return false;
      });
      ASSERT_EQ(whole, sorted) << kind.name << ": " << to_string(query);
    }
  }
}

/// What a group adds up to, computed record by record; integers in a type that holds any sum.
struct ExpectedFigures {
  std::int64_t count = 0;
  __extension__ __int128 whole = 0;
  long double real = 0;
  Value least{}, greatest{};
};
struct ExpectedGroup {
  std::int64_t count = 0;
  std::map<std::string, ExpectedFigures> by_currency{};
};
using GroupKey = std::pair<bool, std::string>;  ///< unset, then the exact text

void add_value(ExpectedFigures& figures, const Value& value) {
  const Money* money = std::get_if<Money>(&value);
  const auto* whole = std::get_if<std::int64_t>(&value);
  figures.whole += money != nullptr ? money->minor : whole != nullptr ? *whole : 0;
  const auto* real = std::get_if<double>(&value);
  figures.real += real != nullptr ? static_cast<long double>(*real) : 0;
  if (figures.count == 0 || test::QueryOracle::less(value, figures.least)) figures.least = value;
  if (figures.count == 0 || test::QueryOracle::less(figures.greatest, value)) figures.greatest = value;
  ++figures.count;
}

bool fits_64_bits(const ExpectedFigures& figures) { return figures.whole >= std::numeric_limits<std::int64_t>::min() && figures.whole <= std::numeric_limits<std::int64_t>::max(); }

std::int64_t whole_of(const Value& value) {
  const Money* money = std::get_if<Money>(&value);
  return money != nullptr ? money->minor : std::get<std::int64_t>(value);
}

TEST(QueryOracle, groups_add_up_exactly) {
  const std::vector<const KindInfo*> kinds{&kind_info<Customer>(), &kind_info<Need>(), &kind_info<Opportunity>(), &kind_info<Transaction>(), &kind_info<Receivable>(), &kind_info<Interaction>()};
  int added = 0, overflowed = 0;
  for (const auto& reader : QueriedStore::shared().readers()) {
    test::RandomConditions random(reader->world, 29);
    const test::QueryOracle oracle(reader->world, {}, QueriedStore::today());
    for (int round = 0; round < 100; ++round) {
      const KindInfo& kind = *kinds[random.below(kinds.size())];
      Summary summary{.where = random.chance(.5) ? Condition() : random.condition(kind, 1), .by = random.chance(.2) ? "" : random.ordered_path(kind), .of = random.chance(.2) ? "" : random.measured_path(kind), .as_of = QueriedStore::today()};
      if (test::code_thrown([&] { (void)reader->session.summarize(kind, {.by = summary.by}); }) == "query.group") summary.by.clear();
      std::map<GroupKey, ExpectedGroup> expected;
      bool overflow = false;
      for (const Uuid& id : oracle.find(kind, summary.where)) {
        const void* record = reader->world.find(kind, id);
        const Value key = summary.by.empty() ? Value() : oracle.ordered_value(kind, record, summary.by);
        ExpectedGroup& group = expected[{!is_set(key), write_exact(key)}];
        ++group.count;
        const Value value = summary.of.empty() ? Value() : oracle.ordered_value(kind, record, summary.of);
        if (!is_set(value)) continue;
        const Money* money = std::get_if<Money>(&value);
        add_value(group.by_currency[money != nullptr ? std::string(money->currency.code()) : std::string()], value);
      }
      for (const auto& [key, group] : expected)
        for (const auto& [currency, figures] : group.by_currency) overflow = overflow || !fits_64_bits(figures);
      const std::string what = std::string(kind.name) + ": " + to_string(summary.where) + " by " + summary.by + " of " + summary.of;
      if (overflow) {
        ASSERT_EQ(test::code_thrown([&] { (void)reader->session.summarize(kind, summary); }), "query.overflow") << what;
        ++overflowed;
        continue;
      }
      const Groups groups = reader->session.summarize(kind, summary);
      ASSERT_EQ(groups.size(), expected.size()) << what;
      for (const Group& group : groups) {
        const bool unset = &group == &groups.back() && group.key.empty() && expected.contains({true, ""});
        const ExpectedGroup& other = expected[{unset, group.key}];
        ASSERT_EQ(group.count, other.count) << what << ", group " << group.key;
        ASSERT_EQ(group.figures.size(), other.by_currency.size()) << what << ", group " << group.key;
        auto figures = group.figures.begin();
        for (const auto& [currency, one] : other.by_currency) {
          ASSERT_EQ(figures->count, one.count) << what;
          ASSERT_EQ(figures->least, one.least) << what;
          ASSERT_EQ(figures->greatest, one.greatest) << what;
          if (const double* sum = std::get_if<double>(&figures->sum)) {
            ASSERT_TRUE(!std::isfinite(*sum) || std::abs(*sum - static_cast<double>(one.real)) <= std::abs(*sum) * 1e-12) << what;
          } else {
            ASSERT_EQ(whole_of(figures->sum), static_cast<std::int64_t>(one.whole)) << what;
          }
          ++figures;
          ++added;
        }
      }
    }
  }
  EXPECT_GT(added, 100);
  EXPECT_GT(overflowed, 1);
}

}  // namespace
}  // namespace guanxi::store
