#include <guanxi/access/role.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/store.hpp>

#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

using access::Action;
using access::Principal;
using access::Reach;

/// Two stores that differ only in what one reader may not see: whatever that reader tries must give the same in both.
struct Guarded {
  explicit Guarded(bool filled) {
    program.transaction([&](Session& inside) {
      User user;
      user.id = {Uuid{{1}}};
      user.name = user.login = "reader";
      inside.put(user);
      access::Role role;
      role.id = {Uuid{{2}}};
      role.name = "sees cards, neither contact details nor terms";
      for (const Action action : {Action::create, Action::read, Action::edit, Action::remove, Action::export_data}) role.rights.push_back({action, Reach::all});
      inside.put(role);
      Customer customer;
      customer.id = {Uuid{{3}}};
      customer.legal_name = "甲公司";
      if (filled) {
        customer.id_number = "11010519491231002X";
        customer.price_level = "secret price";
        customer.credit_limit = Money{987'654'321, {}};
        customer.meta.field_facts = {{.path = "price_level", .rivals = {"rival secret"}}};
      }
      inside.put(customer, "first card");
      Contact contact;
      contact.id = {Uuid{{4}}};
      contact.customer_id = customer.id;
      contact.title = "总监";
      if (filled) {
        contact.display_name = "张三secret";
        contact.full_name = "张三";
        contact.phones = {"13800138000"};
        contact.emails = {"secret@example.com"};
        contact.meta.field_facts = {{.path = "phones[0]", .rivals = {"13911112222"}}};
      }
      contact = inside.put(contact, "first card");
      if (filled) contact.phones.push_back("13700137000");
      contact.department = "采购";
      inside.put(contact, "second look");
      Need need;
      need.id = {Uuid{{5}}};
      need.customer_id = customer.id;
      need.statement = "提速";
      if (filled) need.budget = MoneyRange{.low = Money{987'654'321, {}}, .high = {}};
      inside.put(need);
    });
  }

  test::TestClock clock;
  Store store = Store::open(":memory:", {.catalogue = &test::few_kinds(), .clock = clock.reader()});
  Session program = store.session(Principal::named_system("world"));
};

std::string text_of(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += part + "|";
  return text;
}

template <class T>
std::string json_of_record(const T& record) {
  JsonWriter json;
  write_record_json(json, record_info<T>().fields, &record);
  return json.take();
}

std::string told(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) {
    text += std::to_string(change.version) + change.reason;
    for (const FieldChange& field : change.fields) text += text_of({field.path, field.before, field.after});
  }
  return text;
}

std::string told(const SearchPage& page) {
  std::string text = std::to_string(page.next);
  for (const Hit& hit : page.hits) text += text_of({hit.kind, to_string(hit.record), hit.title});
  return text;
}

std::string told(const Dossier& dossier) {
  std::string text = json_of_record(dossier.customer());
  for (const Contact& contact : dossier.of<Contact>()) text += json_of_record(contact);
  for (const Need& need : dossier.of<Need>()) text += json_of_record(need);
  return text;
}

/// What a call throws, with its whole message.
std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code() + error.what();
  }
  return "done";
}

constexpr Id<Customer> customer_id{Uuid{{3}}};
constexpr Id<Contact> contact_id{Uuid{{4}}};
constexpr Id<Need> need_id{Uuid{{5}}};

template <class T, class Change>
std::string try_put(Session& reader, Id<T> id, const Change& change) {
  return refusal([&] {
    reader.transaction([&](Session& inside) {
      T record = inside.get(id);
      change(record);
      const T put = inside.put(record, "probe");
      throw ArgumentError("test.undo", json_of_record(put));
    });
  });
}

/// Each tries to get at something that the reader may not see.
const std::map<std::string, std::function<std::string(Session&)>> probes{
    {"get customer", [](Session& reader) { return json_of_record(reader.get(customer_id)); }},
    {"get contact", [](Session& reader) { return json_of_record(reader.get(contact_id)); }},
    {"get need", [](Session& reader) { return json_of_record(reader.get(need_id)); }},
    {"dossier", [](Session& reader) { return told(reader.dossier(customer_id)); }},
    {"dossier by name", [](Session& reader) { return told(reader.dossier("甲公司")); }},
    {"dossier by a hidden number", [](Session& reader) { return refusal([&] { (void)reader.dossier("11010519491231002X"); }); }},
    {"book", [](Session& reader) { return told(reader.book().dossiers.at(0)); }},
    {"export", [](Session& reader) { return told(reader.book(Action::export_data).dossiers.at(0)); }},
    {"history of the customer", [](Session& reader) { return told(reader.history(customer_id)); }},
    {"history of the contact", [](Session& reader) { return told(reader.history(contact_id)); }},
    {"differences",
     [](Session& reader) {
       std::string text;
       for (const FieldChange& field : reader.differences(contact_id.uuid, {}, {std::numeric_limits<std::int64_t>::max()})) text += text_of({field.path, field.before, field.after});
       return text;
     }},
    {"earlier state", [](Session& reader) { return json_of_record(reader.recorded_at({std::numeric_limits<std::int64_t>::max()}).get(contact_id)); }},
    {"earlier dossier", [](Session& reader) { return told(reader.recorded_at({std::numeric_limits<std::int64_t>::max()}).dossier(customer_id)); }},
    {"search a name", [](Session& reader) { return told(reader.search("张三")); }},
    {"search a phone", [](Session& reader) { return told(reader.search("13800138000")); }},
    {"search a former phone", [](Session& reader) { return told(reader.search("13700137000")); }},
    {"search a term", [](Session& reader) { return told(reader.search("secret price")); }},
    {"search a rival", [](Session& reader) { return told(reader.search("rival")); }},
    {"search open and hidden words together", [](Session& reader) { return told(reader.search("总监 张三")); }},
    {"count a name", [](Session& reader) { return std::to_string(reader.search_count("张三")); }},
    {"count open and hidden words together", [](Session& reader) { return std::to_string(reader.search_count("采购 secret")); }},
    {"order of hits", [](Session& reader) { return told(reader.search("甲公司")) + told(reader.search("总监")); }},
    {"put as read", [](Session& reader) { return try_put(reader, contact_id, [](Contact&) {}); }},
    {"put an open field", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.title = "经理"; }); }},
    {"put the true phone", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.phones = {"13800138000", "13700137000"}; }); }},
    {"put another phone", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.phones = {"1"}; }); }},
    {"put the true price", [](Session& reader) { return try_put(reader, customer_id, [](Customer& customer) { customer.price_level = "secret price"; }); }},
    {"put the true limit", [](Session& reader) { return try_put(reader, customer_id, [](Customer& customer) { customer.credit_limit = Money{987'654'321, {}}; }); }},
    {"put a fact about a phone", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.meta.field_facts.push_back({.path = "phones[0]", .source = "me"}); }); }},
    {"put an open fact", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.meta.field_facts.push_back({.path = "title", .source = "me"}); }); }},
    {"put without the list of hidden fields", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.meta.hidden.clear(); }); }},
    {"put a stale version", [](Session& reader) { return try_put(reader, contact_id, [](Contact& contact) { contact.meta.version = 1; }); }},
    {"a second customer of the same number",
     [](Session& reader) {
       return refusal([&] {
         reader.transaction([&](Session& inside) {
           Customer twin;
           twin.id = {Uuid{{9}}};
           twin.legal_name = "乙公司";
           twin.id_number = "11010519491231002X";
           (void)inside.put(twin);
           throw ArgumentError("test.undo", "undo");
         });
       });
     }},
    {"remove", [](Session& reader) { return refusal([&] { reader.remove(customer_id, "probe"); }); }},
};

TEST(StoreProbes, all_are_silent) {
  Guarded filled(true), empty(false);
  Session knows = filled.store.session(Principal::of({Uuid{{1}}})), blank = empty.store.session(Principal::of({Uuid{{1}}}));
  EXPECT_GE(probes.size(), 25U);
  for (const auto& [name, probe] : probes) {
    const std::string answer = probe(knows);
    EXPECT_EQ(answer, probe(blank)) << name;
    for (const char* secret : {"138001", "13700", "139111", "987654321", "9876543.21", "secret@", "rival s"}) EXPECT_EQ(answer.find(secret), std::string::npos) << name;
  }
}

/// The probes can find something: to a reader with all rights the two stores differ.
TEST(StoreProbes, find_what_may_be_seen) {
  Guarded filled(true), empty(false);
  int different = 0;
  for (const auto& [name, probe] : probes) different += probe(filled.program) != probe(empty.program) ? 1 : 0;
  EXPECT_GE(different, 18);
}

/// What was hidden from a writer is still there afterwards.
TEST(StoreProbes, writing_past_hidden_fields_keeps_them) {
  Guarded filled(true);
  Session reader = filled.store.session(Principal::of({Uuid{{1}}}));
  Contact contact = reader.get(contact_id);
  contact.title = "经理";
  contact.meta.field_facts.push_back({.path = "title", .source = "visit"});
  reader.put(contact, "promoted");
  const Contact whole = filled.program.get(contact_id);
  EXPECT_EQ(whole.phones, (std::vector<std::string>{"13800138000", "13700137000"}));
  EXPECT_EQ(whole.title, "经理");
  EXPECT_EQ(whole.meta.field_facts.size(), 2U);
  EXPECT_TRUE(filled.store.verify().ok());
}

}  // namespace
}  // namespace guanxi::store
