#include <guanxi/core/record_json.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/random_record.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

using access::Principal;
using test::code_thrown;

/// What every store promises, on disk and in memory.
class StoreContract : public testing::TestWithParam<bool> {
 protected:
  [[nodiscard]] std::string path() const { return GetParam() ? folder_ / "book.gx" : ":memory:"; }
  [[nodiscard]] OpenOptions options() const { return {.clock = clock_.reader()}; }

  test::ScratchFolder folder_;
  test::TestClock clock_;
  Store store_ = Store::open(path(), options());
  Session li_ = store_.session("Li Wei");
  Session program_ = store_.session(Principal::named_system("test"));
};

INSTANTIATE_TEST_SUITE_P(store, StoreContract, testing::Bool(), [](const auto& tested) { return tested.param ? "file" : "memory"; });

Customer customer_named(const std::string& name) {
  Customer customer;
  customer.legal_name = name;
  return customer;
}

/// The record as JSON without what the store keeps itself.
std::string content(const KindInfo& kind, void* record) {
  for (const Field& field : kind.record->fields)
    if (field.type->record == &record_info<Meta>()) {
      Meta& meta = *static_cast<Meta*>(field.in(record));
      meta = {.version = {}, .created_at = {}, .created_by = {}, .updated_at = {}, .updated_by = {}, .field_facts = meta.field_facts, .hidden = {}};
    }
  JsonWriter json(0);
  write_record_json(json, kind.record->fields, record);
  return json.take();
}

TEST_P(StoreContract, gives_back_what_was_put) {
  Customer customer = customer_named("华东精密机械有限公司");
  customer.employees = NumberRange{.low = 500, .high = 1000};
  customer.tags = {"行业:制造业"};
  const Customer put = li_.put(customer, "first card");
  EXPECT_TRUE(put.id);
  EXPECT_EQ(put.meta.version, 1);
  EXPECT_EQ(put.meta.created_by, li_.principal().user);
  EXPECT_EQ(put.owner_id.id, li_.principal().user) << "a new customer belongs to whoever wrote it";
  EXPECT_EQ(li_.get(put.id), put);
  EXPECT_TRUE(li_.contains(put.id));
}

TEST_P(StoreContract, every_kind_comes_back_whole) {
  const Catalogue& catalogue = standard_catalogue();
  test::RandomRecords random(catalogue, 7);
  int stored = 0, refused = 0;  // random values include ranges without bounds
  for (int round = 0; round < 40; ++round) {
    Dossier dossier = random.dossier();
    for (const KindInfo* kind : catalogue.kinds()) {
      for (std::size_t i = 0; i < dossier.records().size(*kind); ++i) {
        Records copies(dossier.records());
        void* record = copies.at(*kind, i);
        if (kind->scope == Scope::via && !program_.contains(dossier.customer().id)) continue;
        Meta& meta = *static_cast<Meta*>(kind->record->fields.back().in(record));
        meta.version.reset();
        meta.hidden.clear();
        Uuid& id = *static_cast<Uuid*>(kind->with(Part::key)->in(record));
        if (!id) id = Uuid{{1, static_cast<std::uint8_t>(round), static_cast<std::uint8_t>(stored / 256), static_cast<std::uint8_t>(stored % 256), static_cast<std::uint8_t>(refused % 256)}};
        const std::string before = content(*kind, Records(copies).at(*kind, i));
        if (code_thrown([&] { program_.write(*kind, record, "random"); }) != "nothing thrown") {
          ++refused;
          continue;
        }
        Records read;
        void* again = read.append(*kind);
        program_.read(*kind, id, again);
        EXPECT_EQ(content(*kind, again), before) << kind->name;
        ++stored;
      }
    }
  }
  EXPECT_GT(stored, 400);
  EXPECT_LT(refused, stored) << "only values without exact text are refused";
  const Verification checked = store_.verify();
  EXPECT_TRUE(checked.ok()) << (checked.ok() ? "" : checked.findings.front().message.en);
  EXPECT_GE(checked.records, stored);
}

TEST_P(StoreContract, dossier_holds_all_that_belongs_to_a_customer) {
  const Customer customer = li_.put(customer_named("甲公司"));
  const Customer other = li_.put(customer_named("乙公司"));
  Contact contact;
  contact.customer_id = customer.id;
  contact.display_name = "张总";
  contact.affiliations = {{.customer = {other.id, {}}}};
  const Contact put = li_.put(contact);
  Need need;
  need.customer_id = customer.id;
  need.statement = "提高效率";
  li_.put(need);
  const Dossier dossier = li_.dossier(customer.id);
  EXPECT_EQ(dossier.customer(), customer);
  EXPECT_EQ(dossier.of<Contact>(), std::vector{put});
  EXPECT_EQ(dossier.of<Need>().size(), 1U);
  EXPECT_EQ(li_.dossier("甲公司"), dossier);
  EXPECT_EQ(li_.dossier(other.id).of<Contact>(), std::vector{put}) << "a person may serve several firms";
  EXPECT_TRUE(li_.dossier(other.id).of<Need>().empty());
  const Book book = li_.book();
  EXPECT_EQ(book.dossiers.size(), 2U);
  EXPECT_EQ(*find_dossier(book, customer.id), dossier);
  EXPECT_EQ(*find_dossier(book, other.id), li_.dossier(other.id));
  EXPECT_EQ(book.shared.of<User>().size(), 1U);
}

TEST_P(StoreContract, writes_only_what_differs) {
  Customer card = li_.put(customer_named("甲公司"));
  card.notes = "来电";
  const Customer second = li_.put(card, "called");
  EXPECT_EQ(second.meta.version, 2);
  EXPECT_GT(second.meta.updated_at, second.meta.created_at);
  EXPECT_EQ(li_.put(second, "nothing new").meta.version, 2);
  EXPECT_EQ(li_.history(card.id).size(), 2U);
}

TEST_P(StoreContract, a_stale_put_names_both_versions) {
  Customer card = li_.put(customer_named("甲公司"));
  Customer mine = card, theirs = card;
  theirs.notes = "theirs";
  li_.put(theirs);
  mine.notes = "mine";
  try {
    li_.put(mine);
    FAIL() << "a stale version was written";
  } catch (const ConflictError& error) {
    EXPECT_EQ(error.code(), "store.conflict");
    EXPECT_EQ(error.stored(), 2);
    EXPECT_EQ(error.given(), 1);
    EXPECT_NE(std::string(error.what()).find("version 1"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("version 2"), std::string::npos) << error.what();
  }
  EXPECT_EQ(li_.get(card.id).notes, "theirs");
}

TEST_P(StoreContract, an_identifier_is_taken_once) {
  Customer card = li_.put(customer_named("甲公司"));
  Customer again = customer_named("乙公司");
  again.id = card.id;
  EXPECT_EQ(code_thrown<ConflictError>([&] { li_.put(again); }), "store.exists");
}

TEST_P(StoreContract, what_is_missing_is_said) {
  const Id<Customer> nobody{*parse_uuid("00000000-0000-7000-8000-000000000001")};
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)li_.get(nobody); }), "store.not_found");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)li_.dossier(nobody); }), "store.not_found");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)li_.dossier("没有这家公司"); }), "store.not_found");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)li_.history(nobody); }), "store.not_found");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { li_.remove(nobody, ""); }), "store.not_found");
  Need orphan;
  orphan.customer_id = nobody;
  EXPECT_EQ(code_thrown<NotFoundError>([&] { li_.put(orphan); }), "store.no_parent");
  Opportunity odd;
  odd.customer_id = li_.put(customer_named("甲公司")).id;
  odd.budget = MoneyRange{};
  EXPECT_EQ(code_thrown<ArgumentError>([&] { li_.put(odd); }), "store.value");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { li_.put(customer_named("\xFF")); }), "store.value");
}

TEST_P(StoreContract, removal_keeps_history_and_asks_for_order) {
  const Customer card = li_.put(customer_named("甲公司"));
  Need need;
  need.customer_id = card.id;
  need.statement = "提速";
  const Need put = li_.put(need);
  EXPECT_EQ(code_thrown<ArgumentError>([&] { li_.remove(card.id, "mistake"); }), "store.has_children");
  EXPECT_EQ(code_thrown<ConflictError>([&] { li_.remove(put.id, "mistake", 7); }), "store.conflict");
  li_.remove(put.id, "mistake", 1);
  EXPECT_FALSE(li_.contains(put.id));
  const std::vector<Change> changes = li_.history(put.id);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[1].action, ChangeAction::remove);
  EXPECT_EQ(changes[1].reason, "mistake");
  li_.remove(card.id, "mistake");
  EXPECT_EQ(li_.history(put.id), changes) << "removed with its customer, it still is the history of somebody who could see it";
  Need back = need;
  back.id = put.id;
  back.customer_id = li_.put(customer_named("乙公司")).id;
  EXPECT_EQ(li_.put(back).meta.version, 3) << "versions of an identifier never start again";
  EXPECT_TRUE(store_.verify().ok());
}

TEST_P(StoreContract, history_tells_who_changed_what_and_why) {
  Customer card = li_.put(customer_named("甲公司"), "first visit");
  card.legal_name = "甲有限公司";
  card.customer_type.set = CustomerType::strategic;
  card.tags = {"a", "b"};
  card.custom.values["节能等级"] = std::string("一级");
  li_.put(card, "renamed");
  const std::vector<Change> changes = li_.history(card.id);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].action, ChangeAction::create);
  EXPECT_EQ(changes[0].reason, "first visit");
  EXPECT_EQ(changes[0].by, li_.principal().user);
  EXPECT_EQ(changes[0].by_name, "Li Wei");
  EXPECT_EQ(changes[1].version, 2);
  EXPECT_EQ(changes[1].reason, "renamed");
  EXPECT_GT(changes[1].at, changes[0].at);
  const std::vector<FieldChange> expected{{"legal_name", "甲公司", "甲有限公司"},
                                          {"customer_type.set", "", "strategic"},
                                          {"tags", "", R"(["a","b"])"},
                                          {"custom[节能等级]", "", "一级"}};
  EXPECT_EQ(changes[1].fields, expected);
}

TEST_P(StoreContract, a_transaction_holds_whole_or_not_at_all) {
  const Id<Customer> id = li_.put(customer_named("甲公司")).id;
  const auto fails = [&] {
    li_.transaction([&](Session& inside) {
      Customer card = inside.get(id);
      card.notes = "half";
      inside.put(card);
      EXPECT_EQ(inside.get(id).notes, "half") << "a transaction sees its own writes";
      inside.put(customer_named("乙公司"));
      throw ArgumentError("test.stop", "stop");
    });
  };
  EXPECT_EQ(code_thrown(fails), "test.stop");
  EXPECT_EQ(li_.get(id).notes, "");
  EXPECT_EQ(li_.book().dossiers.size(), 1U);
  EXPECT_TRUE(store_.verify().ok());
}

TEST_P(StoreContract, a_part_of_a_transaction_can_be_undone_alone) {
  li_.transaction([](Session& outer) {
    outer.put(customer_named("kept before"));
    EXPECT_EQ(code_thrown([&] {
                outer.transaction([](Session& inner) {
                  inner.put(customer_named("undone"));
                  throw ArgumentError("test.stop", "stop");
                });
              }),
              "test.stop");
    outer.transaction([](Session& inner) { inner.put(customer_named("kept inside")); });
    outer.put(customer_named("kept after"));
  });
  std::vector<std::string> names;
  for (const Dossier& dossier : li_.book().dossiers) names.push_back(dossier.customer().legal_name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"kept after", "kept before", "kept inside"}));
  EXPECT_TRUE(store_.verify().ok());
}

TEST_P(StoreContract, first_user_administers_and_unknown_ones_are_refused) {
  EXPECT_EQ(store_.session("Li Wei").principal(), li_.principal());
  EXPECT_EQ(store_.session("li wei").principal(), li_.principal()) << "names are compared folded";
  EXPECT_EQ(store_.session(to_string(li_.principal().user)).principal(), li_.principal());
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)store_.session("Wang Fang"); }), "access.user");
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)store_.session(" "); }), "access.user");
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)store_.session(Principal{}); }), "access.user");
  User wang;
  wang.name = "王芳";
  wang.login = "wang";
  const User put = li_.put(wang, "joined");
  Session hers = store_.session("王芳");
  EXPECT_EQ(hers.principal().user, put.id);
  EXPECT_EQ(code_thrown<AccessError>([&] { hers.put(wang); }), "access.administer");
  wang.login = "wang2";
  li_.put(wang, "namesake");
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)store_.session("王芳"); }), "access.user") << "two people of one name";
  EXPECT_EQ(store_.session("wang").principal().user, put.id);
  User gone = li_.get(put.id);
  gone.left_on = Date::from_ymd(2024, 1, 1);
  li_.put(gone, "left");
  EXPECT_EQ(code_thrown<AccessError>([&] { (void)store_.session("wang"); }), "access.user");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)hers.get(li_.put(customer_named("甲公司")).id); }), "store.not_found") << "an open session loses its rights at once";
}

TEST(StoreFile, is_there_again_after_it_was_closed) {
  const test::ScratchFolder folder;
  Customer card;
  {
    const Store store = Store::open(folder / "book.gx");
    card = store.session("Li Wei").put(customer_named("甲公司"));
  }
  const Store store = Store::open(folder / "book.gx");
  EXPECT_EQ(store.session("Li Wei").get(card.id), card);
  EXPECT_TRUE(store.verify().ok());
}

TEST(StoreFile, backup_is_a_store_of_its_own) {
  const test::ScratchFolder folder;
  const Store store = Store::open(folder / "book.gx");
  Session li = store.session("Li Wei");
  const Customer card = li.put(customer_named("甲公司"));
  store.backup(folder / "copy.gx");
  li.put(customer_named("乙公司"));
  const Store copy = Store::open(folder / "copy.gx");
  EXPECT_EQ(copy.session("Li Wei").get(card.id), card);
  EXPECT_EQ(copy.session("Li Wei").book().dossiers.size(), 1U);
  EXPECT_TRUE(copy.verify().ok());
  EXPECT_FALSE(std::filesystem::exists(folder / "copy.gx.part"));
}

}  // namespace
}  // namespace guanxi::store
