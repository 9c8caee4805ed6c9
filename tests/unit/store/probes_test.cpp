#include <guanxi/access/role.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/core/write.hpp>
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
      customer.id = {Uuid{{6}}};
      customer.legal_name = "丙公司";
      customer.meta.field_facts.clear();
      if (filled) customer.price_level = "another price", customer.id_number.clear(), customer.credit_limit = Money{1, {}};
      inside.put(customer, "second card");
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

template <class T>
std::string told(const Page<T>& page) {
  std::string text = page.next;
  for (const T& record : page.records) text += json_of_record(record);
  return text;
}

std::string told(const Groups& groups) {
  std::string text;
  for (const Group& group : groups) {
    text += text_of({group.key, group.label.zh, std::to_string(group.count)});
    for (const Figures& figures : group.figures) text += text_of({std::to_string(figures.count), write_exact(figures.sum), write_exact(figures.least), write_exact(figures.greatest), std::to_string(figures.mean)});
  }
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

/// How many records there are for each of some conditions, and of those for which it does not hold.
template <class T>
std::string counts(const Session& reader, const std::vector<Condition>& conditions) {
  std::string text;
  for (const Condition& condition : conditions) text += std::to_string(reader.count<T>(condition)) + "," + std::to_string(reader.count<T>(!condition)) + " ";
  return text;
}

/// Where the first page ends for somebody who sees everything.
std::string page_start_of_the_program(const std::string& order) {
  static const Guarded filled(true);
  return filled.program.page<Customer>({.order = {ascending(order)}, .limit = 1}).next;
}

const std::vector<std::string> hidden_of_customers{"price_level", "credit_limit", "id_number"};

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
    {"conditions on a hidden text", [](Session& reader) { return counts<Customer>(reader, {field("price_level") == "secret price", field("price_level") != "x", field("price_level") > "b", field("price_level").is_set(), field("price_level").contains("secret"), field("price_level").one_of({"secret price", "x"})}); }},
    {"conditions on a hidden amount", [](Session& reader) { return counts<Customer>(reader, {field("credit_limit") >= Money{2, {}}, field("credit_limit") == Money{987'654'321, {}}, field("credit_limit").is_set()}); }},
    {"conditions on a hidden number", [](Session& reader) { return counts<Customer>(reader, {field("id_number") == "11010519491231002X", field("id_number").is_set()}); }},
    {"conditions on a hidden range", [](Session& reader) { return counts<Need>(reader, {field("budget.low") > Money{1, {}}, field("budget").is_set()}); }},
    {"conditions on a hidden list", [](Session& reader) { return counts<Contact>(reader, {field("phones") == "13800138000", field("phones").contains("13700137000"), field("phones").is_set()}); }},
    {"conditions on facts about hidden fields", [](Session& reader) { return counts<Contact>(reader, {field("meta.field_facts.path") == "phones[0]", field("meta.field_facts").is_set()}); }},
    {"conditions on a hidden field of what belongs to it", [](Session& reader) { return counts<Customer>(reader, {any<Contact>(field("display_name").is_set()), count<Contact>(field("phones").contains("13800138000")) >= 1, count<Need>(field("budget").is_set()) == 0}); }},
    {"conditions on a hidden field of the customer", [](Session& reader) { return counts<Contact>(reader, {of_customer(field("price_level").is_set()), field("customer_id.price_level") == "secret price", field("customer_id.id_number").is_set()}); }},
    {"a text query", [](Session& reader) { return told(reader.page<Customer>(reader.query<Customer>("price_level has secret or id_number 已填 or not credit_limit > 1 order by price_level desc limit 1"))); }},
    {"order by hidden fields",
     [](Session& reader) {
       std::string text;
       for (const std::string& path : hidden_of_customers) text += told(reader.page<Customer>({.order = {ascending(path)}})) + told(reader.page<Customer>({.order = {descending(path)}}));
       return text;
     }},
    {"pages by hidden fields",
     [](Session& reader) {
       std::string text;
       for (const std::string& path : hidden_of_customers) {
         const Page<Customer> first = reader.page<Customer>({.order = {ascending(path)}, .limit = 1});
         text += told(first) + told(reader.page<Customer>({.order = {ascending(path)}, .limit = 1, .after = first.next}));
       }
       return text;
     }},
    {"a page start of somebody who sees more",
     [](Session& reader) {
       std::string text;
       for (const std::string& path : hidden_of_customers) text += told(reader.page<Customer>({.order = {ascending(path)}, .limit = 1, .after = page_start_of_the_program(path)}));
       return text;
     }},
    {"groups by hidden fields",
     [](Session& reader) {
       std::string text;
       for (const char* path : {"price_level", "id_number"}) text += told(reader.summarize<Customer>({.by = path}));
       return text + told(reader.summarize<Contact>({.by = "display_name"})) + told(reader.summarize<Contact>({.by = "customer_id.price_level"}));
     }},
    {"sums of hidden amounts", [](Session& reader) { return told(reader.summarize<Customer>({.of = "credit_limit"})) + told(reader.summarize<Customer>({.by = "legal_name", .of = "credit_limit"})) + told(reader.summarize<Contact>({.of = "customer_id.credit_limit"})); }},
};

TEST(StoreProbes, all_are_silent) {
  Guarded filled(true), empty(false);
  Session knows = filled.store.session(Principal::of({Uuid{{1}}})), blank = empty.store.session(Principal::of({Uuid{{1}}}));
  EXPECT_GE(probes.size(), 45U);
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
  EXPECT_GE(different, 30);
}

/// Two stores that differ only in a customer of somebody else, to whom a contact of the reader's own customer leads as well.
struct Walled {
  explicit Walled(bool filled) {
    program.transaction([&](Session& inside) {
      for (const std::uint8_t id : {std::uint8_t{1}, std::uint8_t{7}}) {
        User user;
        user.id = {Uuid{{id}}};
        user.name = user.login = id == 1 ? "reader" : "somebody else";
        inside.put(user);
      }
      access::Role role;
      role.id = {Uuid{{2}}};
      role.name = "own customers";
      for (const Action action : {Action::create, Action::read, Action::edit, Action::remove, Action::export_data, Action::reassign, Action::see_contacts, Action::see_terms}) role.rights.push_back({action, Reach::own});
      inside.put(role);
      if (filled) put_customer(inside, other_id, "乙公司", {Uuid{{7}}});
      put_customer(inside, customer_id, "甲公司", {Uuid{{1}}});
      Contact contact;
      contact.id = contact_id;
      contact.customer_id = customer_id;
      contact.display_name = "张三";
      contact.affiliations = {{.customer = {other_id, {}}}};
      inside.put(contact);
    });
  }

  static void put_customer(Session& session, Id<Customer> id, const char* name, Id<User> owner) {
    Customer customer;
    customer.id = id;
    customer.legal_name = name;
    customer.price_level = "price of " + customer.legal_name;
    customer.owner_id.id = owner;
    session.put(customer);
    Need need;
    need.customer_id = id;
    need.statement = "need of " + customer.legal_name;
    session.put(need);
  }

  static constexpr Id<Customer> other_id{Uuid{{8}}};
  test::TestClock clock;
  Store store = Store::open(":memory:", {.catalogue = &test::few_kinds(), .clock = clock.reader()});
  Session program = store.session(Principal::named_system("world"));
};

std::string numbers_of(const Groups& groups) {
  std::string text;
  for (const Group& group : groups) text += text_of({group.key, std::to_string(group.count)});
  return text;
}

/// Each tries to learn of the customer of somebody else.
const std::map<std::string, std::function<std::string(Session&)>> probes_through_the_wall{
    {"count", [](Session& reader) { return counts<Customer>(reader, {Condition(), field("legal_name") == "乙公司"}) + counts<Need>(reader, {Condition(), field("statement").contains("need")}); }},
    {"get", [](Session& reader) { return refusal([&] { (void)reader.get(Walled::other_id); }); }},
    {"history", [](Session& reader) { return refusal([&] { (void)reader.history(Walled::other_id); }); }},
    {"search", [](Session& reader) { return told(reader.search("乙公司")) + std::to_string(reader.search_count("need")); }},
    {"follow a link", [](Session& reader) { return counts<Contact>(reader, {field("affiliations.customer.legal_name") == "乙公司", field("affiliations.customer.legal_name").is_set(), field("affiliations.customer.price_level").is_set()}); }},
    {"ask for its customers", [](Session& reader) { return counts<Contact>(reader, {of_customer(field("legal_name") == "乙公司"), of_customer(field("price_level").contains("price")), of_customer(count<Need>() >= 1)}); }},
    {"count what belongs to customers", [](Session& reader) { return counts<Customer>(reader, {count<Need>() >= 1, count<Need>() == 0, any<Contact>(field("affiliations.customer.legal_name").is_set())}); }},
    {"count owners", [](Session& reader) { return numbers_of(reader.summarize<Customer>({.by = "owner_id"})) + numbers_of(reader.summarize<Need>({.by = "customer_id"})); }},
    {"order", [](Session& reader) { return told(reader.page<Customer>({.order = {descending("price_level")}, .limit = 1})); }},
    {"create it anew without a right", [](Session& reader) { return refusal([&] {
                                         reader.transaction([&](Session& inside) {
                                           Need need;
                                           need.customer_id = Walled::other_id;
                                           inside.put(need);
                                         });
                                       }); }},
    {"rights", [](Session& reader) { return std::to_string(reader.covers(Action::read)) + std::to_string(reader.covers(Action::read, Id<User>{Uuid{{7}}})) + std::to_string(reader.covers(Action::read, Id<User>{Uuid{{1}}})); }},
};

TEST(StoreProbes, through_the_wall_are_silent) {
  Walled filled(true), empty(false);
  Session knows = filled.store.session(Principal::of({Uuid{{1}}})), blank = empty.store.session(Principal::of({Uuid{{1}}}));
  int different = 0;
  for (const auto& [name, probe] : probes_through_the_wall) {
    EXPECT_EQ(probe(knows), probe(blank)) << name;
    different += probe(filled.program) != probe(empty.program) ? 1 : 0;
  }
  EXPECT_EQ(different, std::ssize(probes_through_the_wall) - 1) << "all but the rights of a program differ for it";
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
