#include <guanxi/access/audit.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/file_bytes.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

using access::Key;
using access::Principal;
using test::code_thrown;

Key key_of(char byte) { return Key::from_bytes(std::string(Key::size, byte)); }

OpenOptions with_key(char byte) { return {.catalogue = &test::few_kinds(), .key = key_of(byte)}; }
OpenOptions with_passphrase(const std::string& text) { return {.catalogue = &test::few_kinds(), .passphrase = text}; }

/// The code that opening a file gives; the file must stay as it is, with nothing new beside it.
std::string key_refusal(const std::string& path, const OpenOptions& options) {
  const auto neighbours = [&] { return std::distance(std::filesystem::directory_iterator(std::filesystem::path(path).parent_path()), {}); };
  const std::string before = test::file_bytes(path);
  const auto files = neighbours();
  std::string sentence;
  const std::string code = code_thrown([&] {
    try {
      (void)Store::open(path, options);
    } catch (const Error& error) {
      sentence = error.what();
      throw;
    }
  });
  EXPECT_EQ(test::file_bytes(path), before) << path << " was changed";
  EXPECT_EQ(neighbours(), files);
  EXPECT_NE(sentence.find("; "), std::string::npos) << "says what to do: " << sentence;
  return code;
}

TEST(SealedStore, opens_with_its_key_alone) {
  const test::ScratchFolder folder;
  EXPECT_TRUE(Store::open(folder / "sealed.gx", with_key('k')).is_sealed());
  EXPECT_FALSE(Store::open(folder / "plain.gx", {.catalogue = &test::few_kinds()}).is_sealed());
  EXPECT_TRUE(Store::open(folder / "sealed.gx", with_key('k')).is_sealed());
  EXPECT_EQ(key_refusal(folder / "sealed.gx", {.catalogue = &test::few_kinds()}), "store.key_missing");
  EXPECT_EQ(key_refusal(folder / "sealed.gx", with_key('x')), "store.key_wrong");
  EXPECT_EQ(key_refusal(folder / "sealed.gx", with_passphrase("spring")), "store.key_wrong");
  EXPECT_EQ(key_refusal(folder / "plain.gx", with_key('k')), "store.key_unused");
  EXPECT_EQ(key_refusal(folder / "plain.gx", with_passphrase("spring")), "store.key_unused");
}

TEST(SealedStore, opens_with_its_passphrase) {
  const test::ScratchFolder folder;
  for (const char* name : {"a.gx", "b.gx"}) EXPECT_TRUE(Store::open(folder / name, with_passphrase("春天 spring")).is_sealed());
  EXPECT_TRUE(Store::open(folder / "a.gx", with_passphrase("春天 spring")).is_sealed());
  EXPECT_EQ(key_refusal(folder / "a.gx", with_passphrase("spring")), "store.key_wrong");
  EXPECT_EQ(key_refusal(folder / "a.gx", with_key('k')), "store.key_wrong");
  EXPECT_EQ(key_refusal(folder / "a.gx", {.catalogue = &test::few_kinds()}), "store.key_missing");
}

TEST(SealedStore, takes_one_key) {
  const test::ScratchFolder folder;
  const auto refused = [&](const OpenOptions& options) { return code_thrown<ArgumentError>([&] { (void)Store::open(folder / "new.gx", options); }); };
  EXPECT_EQ(refused({.key = key_of('k'), .passphrase = "spring"}), "store.key");
  EXPECT_EQ(refused({.passphrase = ""}), "access.passphrase");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

/// A file as it is without keys: no row tells of any.
TEST(SealedStore, plain_stores_know_no_key) {
  const test::ScratchFolder folder;
  (void)Store::open(folder / "plain.gx", {.catalogue = &test::few_kinds()});
  SQLite::Database file(folder / "plain.gx", SQLite::OPEN_READONLY);
  EXPECT_EQ(file.execAndGet("SELECT count(*) FROM info_record WHERE name LIKE 'key%'").getInt(), 0);
  EXPECT_EQ(file.execAndGet("SELECT count(*) FROM pragma_table_info('customer_record') WHERE name LIKE 'credit_limit%'").getInt(), 2) << "an amount and its currency";
}

/// Tenants of a file share its key, but what is sealed for one does not open for another.
TEST(SealedStore, tenants_share_a_key) {
  const test::ScratchFolder folder;
  OpenOptions other = with_key('k');
  other.tenant = 2;
  const Store first = Store::open(folder / "book.gx", with_key('k'));
  const Store second = Store::open(folder / "book.gx", other);
  User user;
  user.name = "Zhao Min";
  user.phone = "13911112222";
  Session one = first.session(Principal::named_system("test"));
  user = one.put(user);
  SQLite::Database(folder / "book.gx", SQLite::OPEN_READWRITE).exec("UPDATE user_record SET tenant = 2");
  EXPECT_EQ(code_thrown<FileError>([&] { (void)second.session(Principal::named_system("test")).get(user.id); }), "store.corrupt");
}

/// Few kinds with run-time fields of contacts: one declared as personal.
const Catalogue& kinds_with_nickname() {
  static const Catalogue made = [] {
    Catalogue catalogue = test::few_kinds();
    FieldSet{.kind = "contact", .fields = {{.name = "nickname", .privacy = Privacy::personal}, {.name = "badge"}}}.add_to(catalogue);
    return catalogue;
  }();
  return made;
}

/// What nobody may read in the files of a sealed store.
struct Secrets {
  std::vector<std::string> values{"欧阳靖瑶", "诸葛慕晴", "欧阳子轩夫人", "Quetzalcoatlus Vandermeer", "18612345678", "17098765432", "vandermeer@zyxwv.example", "贵州省黔东南", "特惠丙级折扣", "sky-blue-hedgehog", "87654300"};
  /// Ends of tokens of the search index, which writes what neighbours share but once.
  std::vector<std::string> tokens{"欧阳", "阳靖", "靖瑶", "葛慕", "慕晴", "tzalcoatlus", "ndermeer", "12345678", "98765432", "zyxwv", "州省", "黔东", "惠丙", "丙级", "hedgehog"};
};

/// Writes, edits, removes and asks for all secrets.
void work_with_secrets(Session session, const Secrets& secrets) {
  Customer customer;
  customer.legal_name = "华东精密机械有限公司";
  customer.price_level = secrets.values[8];
  customer.credit_limit = Money{87'654'300, {}};
  customer = session.put(customer, "first card");
  Contact contact;
  contact.customer_id = customer.id;
  contact.display_name = secrets.values[0];
  contact.phones = {secrets.values[4]};
  contact.emails = {secrets.values[6]};
  contact.address = secrets.values[7];
  contact.custom.values["nickname"] = secrets.values[9];
  contact.meta.field_facts = {{.path = "display_name", .rivals = {secrets.values[2]}}};
  contact = session.put(contact, "met");
  contact.display_name = secrets.values[1];
  contact.phones.push_back(secrets.values[5]);
  contact = session.put(contact, "married");
  Contact other;
  other.customer_id = customer.id;
  other.full_name = secrets.values[3];
  other = session.put(other, "met");
  const FieldTerm name = field("display_name");
  EXPECT_EQ(session.count<Contact>(name == secrets.values[1]), 1);
  EXPECT_EQ(session.count<Contact>(field("custom[nickname]") == secrets.values[9]), 1);
  EXPECT_EQ(session.find<Contact>({.where = field("phones").contains(secrets.values[5]), .order = {{.path = "full_name"}, {.path = "display_name"}}}).size(), 1U);
  EXPECT_EQ(session.summarize<Contact>({.by = "display_name"}).size(), 2U);
  EXPECT_EQ(session.summarize<Customer>({.of = "credit_limit"}).front().figures.front().sum, Value(Money(87'654'300, {})));
  EXPECT_EQ(session.count<Customer>(field("credit_limit") >= Money(80'000'000, {})), 1);
  EXPECT_EQ(session.search("葛慕").hits.size(), 1U);
  EXPECT_EQ(session.search("18612345678 诸葛慕晴").hits.size(), 1U);
  session.remove(other.id, "left");
  EXPECT_EQ(session.get(contact.id).meta.field_facts.front().rivals, std::vector{secrets.values[2]});
}

/// All bytes that a store leaves: while it is open, in a copy, and after it was closed.
std::string bytes_left(const OpenOptions& options, const Secrets& secrets) {
  const test::ScratchFolder folder;
  std::string bytes;
  {
    const Store store = Store::open(folder / "book.gx", options);
    work_with_secrets(store.session("Li Wei"), secrets);
    store.backup(folder / "copy.gx");
    EXPECT_TRUE(store.verify().ok());
    bytes = test::folder_bytes(folder.path());
    EXPECT_TRUE(std::filesystem::exists(folder / "book.gx-wal"));
    EXPECT_TRUE(std::filesystem::exists(folder / "copy.gx"));
  }
  return bytes + test::folder_bytes(folder.path());
}

TEST(SealedStore, leaves_no_secret_in_any_byte) {
  const Secrets secrets;
  const std::string sealed = bytes_left({.catalogue = &kinds_with_nickname(), .key = key_of('k')}, secrets);
  EXPECT_EQ(test::texts_in(sealed, secrets.values), std::vector<std::string>());
  EXPECT_EQ(test::texts_in(sealed, secrets.tokens), std::vector<std::string>());
  EXPECT_EQ(test::texts_in(sealed, {"华东精密机械有限公司", "married", "nickname"}).size(), 3U) << "open fields, reasons, and names of fields";
  const std::string plain = bytes_left({.catalogue = &kinds_with_nickname()}, secrets);
  EXPECT_EQ(test::texts_in(plain, secrets.values).size() + 1, secrets.values.size()) << "all but the amount, which lies as a number";
  EXPECT_GE(test::texts_in(plain, secrets.tokens).size(), secrets.tokens.size() - 3) << "a look for tokens finds them where they are";
}

/// The system's own files, counted when SQLite opens one without a name: what it sorts or keeps for a while.
class TemporaryFiles {
 public:
  TemporaryFiles() {
    base() = sqlite3_vfs_find(nullptr);
    counting_ = *base();
    counting_.pNext = nullptr;
    counting_.zName = "temporary_files";
    counting_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
      if (name == nullptr) ++opened();
      return base()->xOpen(base(), name, file, flags, out);
    };
    sqlite3_vfs_register(&counting_, 0);
  }
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;
  ~TemporaryFiles() { sqlite3_vfs_unregister(&counting_); }

  [[nodiscard]] std::string vfs() const { return counting_.zName; }
  static int& opened() {
    static int count = 0;
    return count;
  }

 private:
  static sqlite3_vfs*& base() {
    static sqlite3_vfs* own = nullptr;
    return own;
  }

  sqlite3_vfs counting_{};
};

TEST(SealedStore, sorts_in_memory) {
  const TemporaryFiles files;
  const auto opened_by_sorting = [&](std::optional<Key> key) {
    const test::ScratchFolder folder;
    const Store store = Store::open(folder / "book.gx", {.catalogue = &test::few_kinds(), .durability = Durability::none, .key = key, .vfs = files.vfs()});
    Session li = store.session("Li Wei");
    li.transaction([](Session& inside) {
      const Customer customer = inside.put(Customer{});
      for (int i = 0; i < 130; ++i) {
        Contact contact;
        contact.customer_id = customer.id;
        contact.career = std::to_string(i * 79 % 130) + std::string(20'000, 'x');
        inside.put(contact);
      }
    });
    const int before = TemporaryFiles::opened();
    EXPECT_EQ(li.summarize<Contact>({.by = "career"}).size(), 130U);
    return TemporaryFiles::opened() - before;
  };
  EXPECT_EQ(opened_by_sorting(key_of('k')), 0);
  EXPECT_GT(opened_by_sorting({}), 0) << "so much needs a file where files are allowed";
}

TEST(SealedStore, copies_are_sealed_with_the_same_key) {
  const test::ScratchFolder folder;
  {
    const Store store = Store::open(folder / "book.gx", {.catalogue = &kinds_with_nickname(), .key = key_of('k')});
    work_with_secrets(store.session("Li Wei"), {});
    store.backup(folder / "copy.gx");
  }
  EXPECT_EQ(key_refusal(folder / "copy.gx", with_key('x')), "store.key_wrong");
  const Store copy = Store::open(folder / "copy.gx", {.catalogue = &kinds_with_nickname(), .key = key_of('k')});
  EXPECT_TRUE(copy.verify().ok());
  EXPECT_EQ(copy.session("Li Wei").search("诸葛慕晴").hits.size(), 1U);
}

/// What is found in guarded texts of a sealed store: runs of signs and whole words; in open texts the start of words too.
TEST(SealedStore, search_finds_signs_and_whole_words) {
  const Store store = Store::open(":memory:", with_key('k'));
  Session li = store.session("Li Wei");
  Customer customer;
  customer.legal_name = "华东机械 Huadong";
  customer.price_level = "丙级";
  customer = li.put(customer);
  Contact contact;
  contact.customer_id = customer.id;
  contact.display_name = "欧阳靖瑶 Vandermeer";
  contact.title = "采购总监 Director";
  contact = li.put(contact);
  const auto found = [&](const std::string& input) {
    const std::size_t hits = li.search(input).hits.size();
    EXPECT_EQ(li.search_count(input), static_cast<std::int64_t>(hits)) << input;
    return hits;
  };
  for (const char* input : {"欧阳", "阳靖", "靖瑶", "欧阳靖瑶", "歐陽", "瑶", "VANDERMEER", "vandermeer 采购", "欧阳 direc", "丙级", "机械", "机", "hua"}) EXPECT_EQ(found(input), 1U) << input;
  for (const char* input : {"欧靖", "vanderm", "瑶欧", "丙", "a1", "0"}) EXPECT_EQ(found(input), 0U) << input;
  EXPECT_EQ(li.search("采购").hits.front().title, "欧阳靖瑶 Vandermeer");
  contact.display_name = "诸葛慕晴";
  contact = li.put(contact);
  EXPECT_EQ(found("欧阳"), 0U);
  EXPECT_EQ(found("葛慕"), 1U);
  li.remove(contact.id, "left");
  EXPECT_EQ(found("葛慕"), 0U);
}

TEST(SealedStore, who_may_not_see_finds_nothing) {
  const Store store = Store::open(":memory:", with_key('k'));
  Session li = store.session("Li Wei");
  User wang;
  wang.name = "Wang Fang";
  wang.job = Job::marketing;
  wang = li.put(wang);
  Customer customer;
  customer.legal_name = "甲公司";
  customer = li.put(customer);
  Contact contact;
  contact.customer_id = customer.id;
  contact.display_name = "欧阳靖瑶";
  contact.title = "采购总监";
  contact = li.put(contact);
  const Session reader = store.session(Principal::of(wang.id));
  EXPECT_EQ(reader.search("采购").hits.size(), 1U);
  EXPECT_EQ(reader.search("采购").hits.front().title, "");
  EXPECT_EQ(reader.search("欧阳").hits.size(), 0U);
  EXPECT_EQ(reader.search_count("欧阳"), 0);
  EXPECT_EQ(reader.count<Contact>(field("display_name") == "欧阳靖瑶"), 0);
  EXPECT_EQ(reader.get(contact.id).display_name, "");
  EXPECT_EQ(reader.history(contact.id).front().fields.size(), 2U) << "the customer and the title";
}

/// A small sealed store, and a second way to its file.
class SealedTampering : public testing::Test {
 protected:
  SealedTampering() {
    fill(Store::open(path_, options_).session("Li Wei"));
    std::filesystem::copy_file(path_, folder_ / "kept.gx");
  }

  void fill(Session li) {
    User zhao;
    zhao.name = "Zhao Min";
    zhao.phone = "13911112222";
    li.put(zhao);
    Customer customer;
    customer.legal_name = "甲公司";
    customer.price_level = "丙级";
    customer.credit_limit = Money{100, {}};
    customer = li.put(customer);
    for (const char* name : {"欧阳靖瑶", "诸葛慕晴"}) {
      Contact contact;
      contact.customer_id = customer.id;
      contact.display_name = contact.full_name = name;
      contact.phones = {"18612345678"};
      contact.birthday = PartialDate{.year = 1980, .month = 2, .day = 3};
      contact.custom.values["badge"] = "7";
      contact.meta.field_facts = {{.path = "display_name", .source = "card"}};
      contacts_.push_back(li.put(contact).id);
    }
  }

  /// Changes the file behind the store's back.
  void change(const std::string& sql) {
    for (const char* tail : {"-wal", "-shm"}) std::filesystem::remove(path_ + tail);
    std::filesystem::copy_file(folder_ / "kept.gx", path_, std::filesystem::copy_options::overwrite_existing);
    SQLite::Database file(path_, SQLite::OPEN_READWRITE);
    file.exec(sql);
  }

  [[nodiscard]] std::string found_after(const std::string& sql) {
    change(sql);
    const Verification checked = Store::open(path_, options_).verify();
    return checked.ok() ? "nothing" : checked.findings.front().code;
  }

  /// The error of reading everything as it is now, with its sentence.
  [[nodiscard]] std::string read_error() const {
    try {
      const Session li = Store::open(path_, options_).session("Li Wei");
      (void)li.book();
    } catch (const FileError& error) {
      return error.code() + ": " + error.what();
    }
    return "nothing";
  }

  /// Guarded columns of a kind that hold something.
  [[nodiscard]] std::vector<std::string> sealed_columns(const std::string& table) {
    SQLite::Database file(folder_ / "kept.gx", SQLite::OPEN_READONLY);
    std::vector<std::string> columns;
    SQLite::Statement all(file, "SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'TEXT'");
    while (all.executeStep()) {
      const std::string column = all.getColumn(0).getString();
      SQLite::Statement cell(file, "SELECT max(" + column + ") FROM " + table);
      if (cell.executeStep() && cell.getColumn(0).size() > 53) columns.push_back(column);  // 40 bytes in base 64
    }
    return columns;
  }

  test::ScratchFolder folder_;
  const std::string path_ = folder_ / "book.gx";
  const OpenOptions options_ = {.catalogue = &kinds_with_nickname(), .key = key_of('k')};
  std::vector<Id<Contact>> contacts_;
};

TEST_F(SealedTampering, guarded_columns_are_sealed) {
  EXPECT_EQ(found_after("SELECT 1"), "nothing");
  EXPECT_THAT(sealed_columns("contact_record"), testing::UnorderedElementsAre("display_name", "full_name", "phones", "birthday", "custom", "meta_field_facts"));
  EXPECT_THAT(sealed_columns("customer_record"), testing::UnorderedElementsAre("price_level", "credit_limit"));
  EXPECT_THAT(sealed_columns("user_record"), testing::UnorderedElementsAre("phone"));
}

/// Every byte of every sealed value of a contact, and some of all others.
TEST_F(SealedTampering, every_flipped_byte_is_found_by_verify_and_on_reading) {
  int flips = 0;
  for (const std::string table : {"contact_record", "customer_record", "user_record"})
    for (const std::string& column : sealed_columns(table)) {
      const int step = column == "display_name" ? 1 : 17;
      for (int at = 1; at <= 60; at += step) {
        const std::string cell = "substr(" + column + ", 1, " + std::to_string(at - 1) + ") || char(unicode(substr(" + column + ", " + std::to_string(at) + ", 1)) " + (at % 2 == 0 ? "+" : "-") + " 1) || substr(" + column + ", " + std::to_string(at + 1) + ")";
        const std::string sql = "UPDATE " + table + " SET " + column + " = " + cell + " WHERE length(" + column + ") >= " + std::to_string(at);
        EXPECT_EQ(found_after(sql), "store.altered") << sql;
        const std::string error = read_error();
        EXPECT_TRUE(error.starts_with("store.corrupt: ")) << error;
        EXPECT_NE(error.find(column), std::string::npos) << error;
        ++flips;
      }
      change("UPDATE " + table + " SET " + column + " = substr(" + column + ", 1, length(" + column + ") - 1) || char(unicode(substr(" + column + ", -1)) + 1)");
      EXPECT_TRUE(read_error().starts_with("store.corrupt: ")) << "the last digit of " << column;
    }
  EXPECT_GT(flips, 80);
}

TEST_F(SealedTampering, moved_values_are_found) {
  const std::string swapped = "UPDATE contact_record SET phones = (SELECT o.phones FROM contact_record o WHERE o.id <> contact_record.id)";
  EXPECT_EQ(found_after(swapped), "store.altered") << "between records, the same text in both";
  EXPECT_NE(read_error().find("store.corrupt: the sealed field phones of the record " + to_string(contacts_.front().uuid)), std::string::npos) << read_error();
  EXPECT_EQ(found_after("UPDATE contact_record SET full_name = display_name"), "store.altered") << "between columns, the same text in both";
  EXPECT_TRUE(read_error().starts_with("store.corrupt: "));
  EXPECT_EQ(found_after("UPDATE contact_record SET full_name = NULL"), "store.altered");
  EXPECT_EQ(found_after("UPDATE contact_record SET full_name = '欧阳靖瑶'"), "store.altered") << "plain text is no sealed text";
}

/// What one write changed, put in the place of another: the chain tells, and it does not open.
TEST_F(SealedTampering, moved_history_is_found) {
  change("SELECT 1");
  {
    Session li = Store::open(path_, options_).session("Li Wei");
    Contact contact = li.get(contacts_.front());
    for (const char* address : {"贵州省贵阳市", "云南省昆明市"}) {
      contact.address = address;
      contact = li.put(contact);
    }
    EXPECT_EQ(li.history(contact.id).back().fields.front().before, "贵州省贵阳市");
  }
  SQLite::Database(path_, SQLite::OPEN_READWRITE).exec("UPDATE change_record SET delta = (SELECT o.delta FROM change_record o WHERE o.record_id = change_record.record_id AND o.version = 5 - change_record.version) WHERE version IN (2, 3)");
  const Store store = Store::open(path_, options_);
  EXPECT_EQ(store.verify().findings.front().code, "store.chain_broken");
  EXPECT_EQ(code_thrown<FileError>([&] { (void)store.session("Li Wei").history(contacts_.front()); }), "store.corrupt");
}

TEST_F(SealedTampering, queries_say_what_does_not_open) {
  change("UPDATE contact_record SET full_name = display_name");
  const Session li = Store::open(path_, options_).session("Li Wei");
  EXPECT_EQ(code_thrown<FileError>([&] { (void)li.count<Contact>(field("full_name") == "欧阳靖瑶"); }), "store.corrupt");
  EXPECT_EQ(code_thrown<FileError>([&] { (void)li.summarize<Contact>({.by = "full_name"}); }), "store.corrupt");
  EXPECT_EQ(li.count<Contact>(field("display_name") == "欧阳靖瑶"), 1) << "what was not touched answers";
}

/// Damage to one person's telephone number shuts nobody out.
TEST_F(SealedTampering, a_damaged_user_shuts_nobody_out) {
  change("UPDATE user_record SET phone = 'AAAA' WHERE phone IS NOT NULL");
  const Session li = Store::open(path_, options_).session("Li Wei");
  EXPECT_EQ(li.get(contacts_.front()).display_name, "欧阳靖瑶");
}

/// Whoever can write the file but has no key cannot make an entry that the chain takes.
TEST_F(SealedTampering, nobody_extends_the_chain_without_the_key) {
  access::AuditEntry entry;
  access::Digest previous{};
  change("SELECT 1");
  {
    SQLite::Database file(path_, SQLite::OPEN_READWRITE);
    SQLite::Statement head(file, "SELECT sequence, digest FROM chain_record");
    ASSERT_TRUE(head.executeStep());
    const std::string digest = head.getColumn(1).getString();
    std::copy(digest.begin(), digest.end(), previous.begin());
    entry = {.sequence = head.getColumn(0).getInt64() + 1, .kind = "customer", .record = Uuid{{1}}, .version = 1, .action = "remove", .at = {1}, .by = {}, .by_name = "nobody", .reason = "", .delta = "{}"};
    head.reset();
    const access::Digest forged = access::Chain().next(previous, entry);
    SQLite::Statement add(file, "INSERT INTO change_record (tenant, sequence, kind, record_id, version, action, at, by_name, reason, delta, digest) VALUES (1, ?, 'customer', ?, 1, 'remove', 1, 'nobody', '', '{}', ?)");
    add.bind(1, entry.sequence);
    add.bind(2, entry.record.bytes.data(), 16);
    add.bind(3, forged.data(), 32);
    add.exec();
    SQLite::Statement move(file, "UPDATE chain_record SET sequence = sequence + 1, digest = ?");
    move.bind(1, forged.data(), 32);
    move.exec();
  }
  const Verification checked = Store::open(path_, options_).verify();
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.findings.front().code, "store.chain_broken");
}

/// A record whose list has one guarded line, and whose link to its customer is guarded too.
struct GuardLine {
  std::string what{};
  std::optional<Money> price{};
  bool operator==(const GuardLine&) const = default;
};
struct GuardList {
  Id<GuardList> id{};
  Id<Customer> customer_id{};
  std::vector<GuardLine> lines{};
  Meta meta{};
  bool operator==(const GuardList&) const = default;
};

/// Two dictionaries of one kind that differ in who may read a field.
template <Privacy privacy>
struct GuardProbe {
  Id<GuardProbe> id{};
  std::string hobby{};
  Meta meta{};
  bool operator==(const GuardProbe&) const = default;
};

}  // namespace
}  // namespace guanxi::store

namespace guanxi {
template <Privacy privacy>
struct Schema<store::GuardProbe<privacy>> {
  using Probe = store::GuardProbe<privacy>;
  static constexpr std::string_view name = "guard_probe";
  static constexpr std::string_view plural = "guard_probes";
  static constexpr Label label{"样本", "Guard probe"};
  static constexpr Scope scope = Scope::shared;
  static constexpr Category category{"probe", {"样本", "Probe"}, {}};
  static constexpr Field fields[] = {
      field<&Probe::id>("id", {"编号", "Id"}, {.part = Part::key | Part::upkeep}),
      field<&Probe::hobby>("hobby", {"爱好", "Hobby"}, {.privacy = privacy}),
      field<&Probe::meta>("meta", {"记录信息", "Record keeping"}, {.part = Part::upkeep}),
  };
};

template <>
struct Schema<store::GuardLine> {
  static constexpr Field fields[] = {
      field<&store::GuardLine::what>("what", {"内容", "What"}, {.part = Part::title}),
      field<&store::GuardLine::price>("price", {"价格", "Price"}, {.privacy = Privacy::sensitive}),
  };
};

template <>
struct Schema<store::GuardList> {
  static constexpr std::string_view name = "guard_list";
  static constexpr std::string_view plural = "guard_lists";
  static constexpr Label label{"清单", "Guard list"};
  static constexpr Scope scope = Scope::via;
  static constexpr Category category{"probe", {"样本", "Probe"}, {}};
  static constexpr Field fields[] = {
      field<&store::GuardList::id>("id", {"编号", "Id"}, {.part = Part::key | Part::upkeep}),
      field<&store::GuardList::customer_id>("customer_id", {"客户", "Customer"}, {.privacy = Privacy::sensitive, .part = Part::parent | Part::upkeep}),
      field<&store::GuardList::lines>("lines", {"条目", "Lines"}),
      field<&store::GuardList::meta>("meta", {"记录信息", "Record keeping"}, {.part = Part::upkeep}),
  };
};
}  // namespace guanxi

namespace guanxi::store {
namespace {

template <Privacy privacy>
Catalogue guard_catalogue() {
  Catalogue catalogue = test::few_kinds();
  catalogue.add(kind_info<GuardProbe<privacy>>());
  return catalogue;
}

/// A field that becomes guarded, or open, would leave earlier values as they were written.
TEST(SealedStore, refuses_a_field_that_changes_sides) {
  const test::ScratchFolder folder;
  const Catalogue open = guard_catalogue<Privacy::open>(), personal = guard_catalogue<Privacy::personal>(), sensitive = guard_catalogue<Privacy::sensitive>();
  for (const bool sealed : {false, true}) {
    const std::string path = folder / (sealed ? "sealed.gx" : "plain.gx");
    const auto opened_with = [&](const Catalogue& catalogue) {
      return code_thrown<FileError>([&] { (void)Store::open(path, {.catalogue = &catalogue, .key = sealed ? std::optional(key_of('k')) : std::nullopt}); });
    };
    EXPECT_EQ(opened_with(personal), "nothing thrown");
    EXPECT_EQ(opened_with(open), sealed ? "store.field_changed" : "nothing thrown");
    EXPECT_EQ(opened_with(sensitive), "nothing thrown") << "guarded both";
  }
}

/// One guarded line guards the list, in column, history and index; links that rights are asked of stay open.
TEST(SealedStore, a_list_is_as_guarded_as_its_strictest_line) {
  const test::ScratchFolder folder;
  Catalogue catalogue = test::few_kinds();
  catalogue.add(kind_info<GuardList>());
  GuardList list;
  list.lines = {{.what = "Quetzalcoatlus", .price = Money{77, {}}}};
  {
    const Store store = Store::open(folder / "book.gx", {.catalogue = &catalogue, .key = key_of('k')});
    Session li = store.session("Li Wei");
    Customer customer;
    customer = li.put(customer);
    list.customer_id = customer.id;
    list = li.put(list);
    EXPECT_EQ(li.dossier(customer.id).of<GuardList>(), std::vector{list});
    EXPECT_EQ(li.get(list.id), list);
    EXPECT_EQ(li.count<GuardList>(field("lines.price") == Money(77, {})), 1);
    EXPECT_EQ(li.search("quetzalcoatlus").hits.size(), 1U);
    EXPECT_EQ(li.search("quetz").hits.size(), 0U);
  }
  EXPECT_EQ(test::texts_in(test::folder_bytes(folder.path()), {"Quetzalcoatlus", "tzalcoatlus"}), std::vector<std::string>());
}

}  // namespace
}  // namespace guanxi::store
