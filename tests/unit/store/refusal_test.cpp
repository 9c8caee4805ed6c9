#include <guanxi/store/store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

using test::code_thrown;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void write_bytes(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// The code that opening a file gives; the file must stay as it is.
std::string refusal(const std::string& path, const OpenOptions& options = {}) {
  const std::string before = bytes_of(path);
  const std::string code = code_thrown<FileError>([&] { (void)Store::open(path, options); });
  EXPECT_EQ(bytes_of(path), before) << path << " was changed";
  return code;
}

TEST(StoreRefuses, a_file_that_is_no_database) {
  const test::ScratchFolder folder;
  write_bytes(folder / "letter.gx", std::string(5000, 'x'));
  EXPECT_EQ(refusal(folder / "letter.gx"), "store.wrong_file");
}

TEST(StoreRefuses, a_database_of_another_program) {
  const test::ScratchFolder folder;
  {
    SQLite::Database other(folder / "other.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE invoices (id INTEGER)");
  }
  EXPECT_EQ(refusal(folder / "other.db"), "store.wrong_file");
  EXPECT_FALSE(std::filesystem::exists(folder / "other.db-lock"));
}

/// Overwrites the pages in which a text stands with a byte that no page holds throughout.
void break_pages_of(const std::string& path, const std::string& text) {
  constexpr std::size_t page_size = 4096;
  std::string bytes = bytes_of(path);
  std::size_t count = 0;
  for (std::size_t at = bytes.find(text); at != std::string::npos; at = bytes.find(text), ++count) bytes.replace(at / page_size * page_size, page_size, std::string(page_size, '\x5A'));
  ASSERT_EQ(count, 2U) << "the row and its history";
  write_bytes(path, bytes);
}

TEST(StoreRefuses, a_corrupt_page) {
  const test::ScratchFolder folder;
  const std::string path = folder / "book.gx";
  const std::string customer_text = "stands in one row and its history";
  Id<Customer> id;
  {
    const Store store = Store::open(path, {.catalogue = &test::few_kinds()});
    Session li = store.session("Li Wei");
    Customer customer;
    customer.main_business = customer_text;
    id = li.put(customer).id;
  }
  {
    SQLite::Database file(path, SQLite::OPEN_READWRITE);
    file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  const std::string whole = bytes_of(path);
  std::string cut = whole.substr(0, whole.size() / 2);
  write_bytes(path, cut);
  EXPECT_EQ(refusal(path, {.catalogue = &test::few_kinds()}), "store.corrupt");

  write_bytes(path, whole);
  break_pages_of(path, customer_text);
  const std::string broken = bytes_of(path);
  const Store store = Store::open(path, {.catalogue = &test::few_kinds()});
  const Session li = store.session("Li Wei");
  EXPECT_THAT([&] { (void)li.get(id); }, testing::ThrowsMessage<FileError>(testing::HasSubstr("restore the latest backup")));
  EXPECT_EQ(code_thrown<FileError>([&] { (void)li.get(id); }), "store.corrupt");
  EXPECT_EQ(code_thrown<FileError>([&] { (void)li.find<Customer>(); }), "store.corrupt");
  EXPECT_FALSE(store.verify().ok());
  EXPECT_EQ(bytes_of(path), broken);
}

TEST(StoreRefuses, a_higher_schema_number) {
  const test::ScratchFolder folder;
  (void)Store::open(folder / "book.gx");
  {
    SQLite::Database file(folder / "book.gx", SQLite::OPEN_READWRITE);
    file.exec("PRAGMA user_version = 1000");
    file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  EXPECT_EQ(refusal(folder / "book.gx"), "store.newer_schema");
}

TEST(StoreRefuses, a_column_that_changed_its_type) {
  const test::ScratchFolder folder;
  (void)Store::open(folder / "book.gx");
  {
    SQLite::Database file(folder / "book.gx", SQLite::OPEN_READWRITE);
    file.exec("ALTER TABLE team_record DROP COLUMN region");
    file.exec("ALTER TABLE team_record ADD COLUMN region INTEGER");
    file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  EXPECT_EQ(refusal(folder / "book.gx"), "store.field_changed");
}

TEST(StoreRefuses, a_folder_that_does_not_exist) {
  const test::ScratchFolder folder;
  EXPECT_EQ(refusal(folder / "nowhere/book.gx"), "store.cannot_open");
}

TEST(StoreRefuses, a_read_only_folder) {
  if (::getuid() == 0) {  // the administrator of the machine may write anywhere: try as nobody
    const test::ScratchFolder folder;
    (void)Store::open(folder / "book.gx");
    for (const char* name : {"book.gx", "book.gx-lock"}) ::chmod((folder / name).c_str(), 0444);
    ::chmod(folder.path().c_str(), 0555);
    const pid_t child = ::fork();
    if (child == 0) {
      constexpr uid_t nobody = 65534;
      if (::setuid(nobody) != 0) ::_exit(2);
      const std::string code = code_thrown<FileError>([&] { (void)Store::open(folder / "book.gx"); });
      ::_exit(code == "store.read_only" ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    return;
  }
  const test::ScratchFolder folder;
  (void)Store::open(folder / "book.gx");
  for (const char* name : {"book.gx", "book.gx-lock"}) ::chmod((folder / name).c_str(), 0444);
  ::chmod(folder.path().c_str(), 0555);
  EXPECT_EQ(refusal(folder / "book.gx"), "store.read_only");
  ::chmod(folder.path().c_str(), 0755);
}

TEST(StoreRefuses, to_wait_for_ever_for_another_process) {
  const test::ScratchFolder folder;
  const Store store = Store::open(folder / "book.gx", {.patience = 50});
  Session li = store.session("Li Wei");
  const int other = ::open((folder / "book.gx-lock").c_str(), O_RDWR);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  EXPECT_EQ(code_thrown<FileError>([&] { li.put(Customer{}); }), "store.locked");
  EXPECT_EQ(refusal(folder / "book.gx", {.patience = 50}), "store.locked");
  EXPECT_TRUE(li.book().dossiers.empty()) << "readers need no lock";
  ::close(other);
  EXPECT_EQ(li.put(Customer{}).meta.version, 1);
}

TEST(StoreRefuses, a_file_that_another_program_locks) {
  const test::ScratchFolder folder;
  const Store store = Store::open(folder / "book.gx", {.patience = 50});
  Session li = store.session("Li Wei");
  SQLite::Database other(folder / "book.gx", SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  EXPECT_EQ(code_thrown<FileError>([&] { li.put(Customer{}); }), "store.locked");
  other.exec("ROLLBACK");
  EXPECT_EQ(li.put(Customer{}).meta.version, 1);
}

TEST(StoreRefuses, a_forked_child) {
  const test::ScratchFolder folder;
  const Store store = Store::open(folder / "book.gx");
  Session li = store.session("Li Wei");
  const pid_t child = ::fork();
  if (child == 0) {
    const bool reads = code_thrown([&] { (void)li.book(); }) == "store.forked";
    const bool writes = code_thrown([&] { li.put(Customer{}); }) == "store.forked";
    ::_exit(reads && writes ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(li.put(Customer{}).meta.version, 1);
}

TEST(StoreRefuses, a_backup_over_a_store_in_use) {
  const test::ScratchFolder folder;
  const Store store = Store::open(folder / "book.gx");
  (void)store.session("Li Wei");
  const Store other = Store::open(folder / "other.gx");
  Session wang = other.session("Wang Fang");
  wang.put(Customer{});
  EXPECT_EQ(code_thrown<FileError>([&] { store.backup(folder / "other.gx"); }), "store.in_use");
  EXPECT_EQ(wang.book().dossiers.size(), 1U);
}

TEST(StoreRefuses, a_kind_that_it_was_opened_without) {
  const test::ScratchFolder folder;
  const KindInfo* kinds[] = {&kind_info<Customer>(), &kind_info<User>(), &kind_info<Team>(), &kind_info<Branch>()};
  const Catalogue few(kinds);
  const Store store = Store::open(folder / "book.gx", {.catalogue = &few});
  Session li = store.session("Li Wei");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { li.put(Need{}); }), "store.kind");
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)Store::open(folder / "book.gx", {.patience = -1}); }), "store.patience");
}

}  // namespace
}  // namespace guanxi::store
