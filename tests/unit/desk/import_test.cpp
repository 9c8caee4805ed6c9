#include <guanxi/desk/import.hpp>
#include <guanxi/store/store.hpp>

#include <guanxi/access/share.hpp>

#include "support/code_thrown.hpp"
#include "support/scratch.hpp"

namespace guanxi::desk {
namespace {

class DeskImport : public testing::Test {
 protected:
  ImportReport import(const std::string& path, std::uint64_t seed) { return import_file(li_, standard_catalogue(), path, {.now = clock_.now(), .seed = seed}); }

  static std::size_t count(const ImportReport& report, std::size_t KindCount::*what) {
    std::size_t sum = 0;
    for (const KindCount& kind : report.kinds) sum += kind.*what;
    return sum;
  }
  static std::vector<std::string> codes(const ImportReport& report) {
    std::vector<std::string> found;
    for (const Finding& finding : report.findings) found.push_back(finding.code);
    return found;
  }
  static bool has(const ImportReport& report, const std::string& code) {
    const auto found = codes(report);
    return std::find(found.begin(), found.end(), code) != found.end();
  }

  const std::string examples_ = GUANXI_SOURCE_DIR "/examples/data";
  test::TestClock clock_;
  store::Store store_ = store::Store::open(":memory:", {.clock = clock_.reader(), .durability = store::Durability::none});
  store::Session li_ = store_.session("Li Wei");
};

/// What a dossier says, whoever wrote it when: customers by name, records of each kind counted.
std::map<std::string, std::map<std::string, std::size_t>> sizes(const Book& book) {
  std::map<std::string, std::map<std::string, std::size_t>> counted;
  for (const Dossier& dossier : book.dossiers)
    for (const KindInfo* kind : standard_catalogue().kinds())
      if (const std::size_t size = dossier.records().size(*kind); size != 0) counted[dossier.customer().legal_name][std::string(kind->name)] = size;
  return counted;
}

TEST_F(DeskImport, the_bundled_book_lies_in_the_store_whole) {
  const io::BookImport read = io::load_book(standard_catalogue(), examples_, {.now = clock_.now(), .seed = 1});
  const ImportReport report = import(examples_, 1);
  EXPECT_EQ(count(report, &KindCount::refused), 0U);
  EXPECT_EQ(count(report, &KindCount::updated), 0U);
  EXPECT_GT(count(report, &KindCount::created), 100U);
  EXPECT_EQ(report.files.size(), read.files.size());
  EXPECT_EQ(sizes(li_.book()), sizes(read.book));
  EXPECT_TRUE(store_.verify().ok());
  const Customer& imported = read.book.dossiers.front().customer();
  Customer stored = li_.dossier(imported.legal_name).customer();
  EXPECT_EQ(stored.employees, imported.employees);
  EXPECT_EQ(stored.tags, imported.tags);
  EXPECT_EQ(li_.history(stored.id).front().reason, examples_);
}

/// But for one card on which somebody forgot the name of the firm: nothing tells it apart from a new one.
TEST_F(DeskImport, the_same_book_again_changes_nothing) {
  (void)import(examples_, 1);
  const Book before = li_.book();
  const ImportReport again = import(examples_, 2);
  for (const KindCount& kind : again.kinds) {
    EXPECT_EQ(kind.created, kind.kind == "customer" || kind.kind == "contact" ? 1U : 0U) << kind.kind;
    EXPECT_EQ(kind.updated, 0U) << kind.kind;
  }
  Book after = li_.book();
  std::erase_if(after.dossiers, [&](const Dossier& dossier) { return find_dossier(before, dossier.customer().id) == nullptr; });
  EXPECT_TRUE(after == before);
}

TEST_F(DeskImport, a_later_form_updates_the_same_customer) {
  Book first;
  Dossier& dossier = first.dossiers.emplace_back();
  dossier.customer() = {};
  dossier.customer().id = {*parse_uuid("00000000-0000-7000-8000-000000000001")};
  dossier.customer().legal_name = "华东精密机械有限公司";
  dossier.customer().registration_id = "91310000132200001X";
  dossier.customer().address = "上海";
  dossier.customer().tags = {"a"};
  Contact contact;
  contact.id = {*parse_uuid("00000000-0000-7000-8000-000000000002")};
  contact.customer_id = dossier.customer().id;
  contact.display_name = "张总";
  contact.phones = {"13800138000"};
  dossier.of<Contact>().push_back(contact);
  (void)import_book(li_, standard_catalogue(), first, {.reason = "form"});

  Book second = first;
  second.dossiers[0].customer().id = {*parse_uuid("00000000-0000-7000-8000-000000000011")};
  second.dossiers[0].customer().legal_name = "华东精密機械有限公司";  // one sign in Traditional script: the number decides
  second.dossiers[0].customer().address = "苏州";
  second.dossiers[0].customer().tags = {"b"};
  Contact& again = second.dossiers[0].of<Contact>()[0];
  again.id = {*parse_uuid("00000000-0000-7000-8000-000000000012")};
  again.customer_id = second.dossiers[0].customer().id;
  again.title = "总经理";
  again.phones = {"13900139000"};
  const ImportReport report = import_book(li_, standard_catalogue(), second, {.reason = "second form"});
  EXPECT_EQ(report.kinds, (std::vector<KindCount>{{.kind = "customer", .updated = 1}, {.kind = "contact", .updated = 1}}));
  const Dossier stored = li_.dossier("华东精密機械有限公司");
  EXPECT_EQ(stored.customer().id, dossier.customer().id);
  EXPECT_EQ(stored.customer().address, "苏州");
  EXPECT_EQ(stored.customer().tags, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(stored.of<Contact>().size(), 1U);
  EXPECT_EQ(stored.of<Contact>()[0].phones, (std::vector<std::string>{"13800138000", "13900139000"}));
  EXPECT_EQ(stored.of<Contact>()[0].title, "总经理");
  const auto replaced = std::find_if(report.findings.begin(), report.findings.end(), [](const Finding& finding) { return finding.field == "address"; });
  ASSERT_NE(replaced, report.findings.end());
  EXPECT_EQ(replaced->code, "desk.replaced");
  EXPECT_NE(replaced->message.zh.find("上海"), std::string::npos);
  EXPECT_EQ(li_.history(stored.customer().id).back().reason, "second form");
}

TEST_F(DeskImport, what_was_observed_earlier_does_not_replace) {
  Book book;
  Customer& customer = book.dossiers.emplace_back().customer();
  customer.id = {*parse_uuid("00000000-0000-7000-8000-000000000001")};
  customer.legal_name = "甲公司";
  customer.address = "苏州";
  customer.meta.field_facts = {{.path = "address", .observed_on = Date::from_ymd(2024, 5, 1)}};
  (void)import_book(li_, standard_catalogue(), book);
  customer.address = "上海";
  customer.meta.field_facts = {{.path = "address", .observed_on = Date::from_ymd(2023, 5, 1)}};
  const ImportReport report = import_book(li_, standard_catalogue(), book);
  const Customer stored = li_.dossier("甲公司").customer();
  EXPECT_EQ(stored.address, "苏州");
  EXPECT_TRUE(has(report, "desk.older"));
  EXPECT_EQ(stored.meta.field_facts.front().rivals, std::vector<std::string>{"上海"});
}

TEST_F(DeskImport, a_customer_that_may_not_be_written_is_left_out_and_said) {
  User wang;
  wang.name = wang.login = "wang";
  const User put = li_.put(wang);
  Customer card;
  card.legal_name = "甲公司";
  card = li_.put(card);
  access::Share share;
  share.customer_id = card.id;
  share.user_id.id = put.id;
  li_.put(share);
  store::Session hers = store_.session("wang");
  Book book;
  book.dossiers.emplace_back().customer() = {};
  book.dossiers[0].customer().id = {*parse_uuid("00000000-0000-7000-8000-000000000001")};
  book.dossiers[0].customer().legal_name = "甲公司";
  book.dossiers[0].customer().notes = "hers";
  book.dossiers.emplace_back().customer().legal_name = "乙公司";
  book.dossiers[1].customer().id = {*parse_uuid("00000000-0000-7000-8000-000000000002")};
  const ImportReport report = import_book(hers, standard_catalogue(), book);
  EXPECT_EQ(report.kinds, (std::vector<KindCount>{{.kind = "customer", .created = 1, .refused = 1}}));
  EXPECT_TRUE(has(report, "desk.refused"));
  EXPECT_EQ(li_.get(card.id), card);
  EXPECT_EQ(hers.dossier("乙公司").customer().owner_id.id, put.id);
}

TEST_F(DeskImport, tells_how_far_it_is) {
  std::vector<std::size_t> told;
  Book book;
  for (const char* name : {"甲公司", "乙公司"}) book.dossiers.emplace_back().customer().legal_name = name;
  (void)import_book(li_, standard_catalogue(), book, {.progress = [&](std::size_t done, std::size_t all) { told.push_back(done * 10 + all); }});
  EXPECT_EQ(told, (std::vector<std::size_t>{12, 22}));
  EXPECT_EQ(li_.book().dossiers.size(), 2U);
}

}  // namespace
}  // namespace guanxi::desk
