#include <guanxi/access/role.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/store/store.hpp>

#include <algorithm>

#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

const Field* field_of(const Store& store, std::string_view name) {
  const auto fields = store.catalogue().fields(kind_info<Customer>());
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

Catalogue with_fields(std::vector<FieldDefinition> definitions) {
  Catalogue catalogue = test::few_kinds();
  FieldSet{.kind = "customer", .fields = std::move(definitions)}.add_to(catalogue);
  return catalogue;
}

/// Somebody who reads all cards and sees neither contact details nor terms.
void add_reader(Session& session) {
  User reader;
  reader.name = "reader";
  session.put(reader);
  access::Role role;
  role.name = "sees cards";
  role.rights = {{access::Action::read, access::Reach::all}};
  session.put(role);
}

const FieldDefinition grade{.name = "energy_grade", .label_zh = "节能等级", .label_en = "Energy grade", .type = FieldType::choice, .choices = {{.word = "one", .label_zh = "一级"}, {.word = "two"}}};
const FieldDefinition designer{.name = "designer", .label_zh = "设计师", .privacy = Privacy::personal};

TEST(StoreRunTimeFields, are_known_to_the_next_program) {
  const test::ScratchFolder folder;
  const Catalogue vendor = with_fields({grade});
  (void)Store::open(folder / "book.gx", {.catalogue = &vendor});
  const Store store = Store::open(folder / "book.gx", {.catalogue = &test::few_kinds()});
  const Field* known = field_of(store, "energy_grade");
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->label, (Label{"节能等级", "Energy grade"}));
  ASSERT_EQ(known->type->words.size(), 2U);
  EXPECT_EQ(known->type->words[0].label.zh, "一级");
  Session li = store.session("Li Wei");
  Customer customer;
  customer.custom.values["energy_grade"] = std::string("two");
  li.put(customer);
  EXPECT_EQ(li.count<Customer>(li.query<Customer>("节能等级 = two").where), 1);
}

TEST(StoreRunTimeFields, of_several_programs_add_up_and_the_last_word_on_each_counts) {
  const test::ScratchFolder folder;
  const Catalogue one = with_fields({grade});
  FieldDefinition renamed = grade;
  renamed.label_zh = "能效";
  const Catalogue other = with_fields({designer, renamed});
  (void)Store::open(folder / "book.gx", {.catalogue = &one});
  (void)Store::open(folder / "book.gx", {.catalogue = &other});
  const Store store = Store::open(folder / "book.gx", {.catalogue = &test::few_kinds()});
  ASSERT_NE(field_of(store, "designer"), nullptr);
  ASSERT_NE(field_of(store, "energy_grade"), nullptr);
  EXPECT_EQ(field_of(store, "energy_grade")->label.zh, "能效");
}

/// A program that never heard of a personal field must not show it either.
TEST(StoreRunTimeFields, stay_as_private_as_they_were_declared) {
  const test::ScratchFolder folder;
  Id<Customer> id;
  {
    const Catalogue vendor = with_fields({designer});
    const Store store = Store::open(folder / "book.gx", {.catalogue = &vendor});
    Session program = store.session(access::Principal::named_system("setup"));
    add_reader(program);
    Customer customer;
    customer.custom.values["designer"] = std::string("王设计师");
    id = program.put(customer).id;
  }
  const Store store = Store::open(folder / "book.gx", {.catalogue = &test::few_kinds()});
  const Session reader = store.session("reader");
  EXPECT_TRUE(reader.get(id).custom.values.empty());
  EXPECT_EQ(reader.get(id).meta.hidden.back(), "custom[designer]");
  EXPECT_EQ(reader.search_count("王设计师"), 0);
  EXPECT_EQ(reader.count<Customer>(field("designer").is_set()), 0);
  EXPECT_EQ(store.session(access::Principal::named_system("setup")).search_count("王设计师"), 1);
}

/// Words that were indexed for everybody move to where only some may look, and back.
TEST(StoreRunTimeFields, take_their_words_along_when_they_become_more_private) {
  const test::ScratchFolder folder;
  FieldDefinition guarded = designer, open = designer;
  open.privacy = Privacy::open;
  const Catalogue before = with_fields({open}), after = with_fields({guarded});
  const auto program = access::Principal::named_system("setup");
  Id<Customer> id;
  {
    const Store store = Store::open(folder / "book.gx", {.catalogue = &before});
    Session setup = store.session(program);
    add_reader(setup);
    Customer customer;
    customer.legal_name = "甲公司";
    customer.custom.values["designer"] = std::string("王设计师");
    id = setup.put(customer).id;
    EXPECT_EQ(store.session("reader").search_count("王设计师"), 1);
  }
  {
    const Store store = Store::open(folder / "book.gx", {.catalogue = &after});
    EXPECT_EQ(store.session("reader").search_count("王设计师"), 0);
    EXPECT_EQ(store.session("reader").search_count("甲公司"), 1);
    Session setup = store.session(program);
    EXPECT_EQ(setup.search_count("王设计师"), 1);
    Customer customer = setup.get(id);
    customer.custom.values["designer"] = std::string("李设计师");
    setup.put(customer, "another designer");
    EXPECT_EQ(setup.search_count("王设计师"), 0);
    EXPECT_EQ(setup.search_count("李设计师"), 1);
    EXPECT_TRUE(store.verify().ok());
  }
  const Store store = Store::open(folder / "book.gx", {.catalogue = &before});
  EXPECT_EQ(store.session("reader").search_count("李设计师"), 1);
}

}  // namespace
}  // namespace guanxi::store
