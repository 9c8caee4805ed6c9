#include "support/simulated_disk.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace guanxi::test {
namespace {

/// A connection that notes what its statements return.
class DiskConnection {
 public:
  DiskConnection(const SimulatedDisk& disk, const std::string& file,
                 int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) {
    opened_ = sqlite3_open_v2(file.c_str(), &db_, flags, disk.vfs().c_str());
    sqlite3_busy_timeout(db_, 2000);
  }
  ~DiskConnection() { close(); }
  DiskConnection(const DiskConnection&) = delete;
  DiskConnection& operator=(const DiskConnection&) = delete;

  sqlite3* db() { return db_; }
  int opened() const { return opened_; }
  void close() {
    EXPECT_EQ(sqlite3_close(db_), SQLITE_OK);
    db_ = nullptr;
  }

  /// Runs statements up to the first error and gives its code.
  int run(const std::string& sql) { return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr); }

  /// First column of the first row; the code of an error in words, such as `error 11`.
  std::string ask(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
    std::string answer;
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
      const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      answer = text == nullptr ? "null" : text;
    } else if (code != SQLITE_DONE) {
      answer = "error " + std::to_string(code);
    }
    sqlite3_finalize(statement);
    return answer;
  }

 private:
  sqlite3* db_ = nullptr;
  int opened_ = SQLITE_ERROR;
};

/// A file of the disk without SQLite's logic above it.
class DiskRawFile {
 public:
  DiskRawFile(const SimulatedDisk& disk, std::string name, int kind = SQLITE_OPEN_MAIN_DB)
      : vfs_(sqlite3_vfs_find(disk.vfs().c_str())), name_(std::move(name)), memory_(static_cast<std::size_t>(vfs_->szOsFile)) {
    opened_ = vfs_->xOpen(vfs_, name_.c_str(), file(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | kind, nullptr);
  }
  ~DiskRawFile() {
    if (opened_ == SQLITE_OK) file()->pMethods->xClose(file());
  }
  DiskRawFile(const DiskRawFile&) = delete;
  DiskRawFile& operator=(const DiskRawFile&) = delete;

  int opened() const { return opened_; }
  int write(std::int64_t at, const std::string& bytes) {
    return file()->pMethods->xWrite(file(), bytes.data(), static_cast<int>(bytes.size()), at);
  }
  int truncate(std::int64_t size) { return file()->pMethods->xTruncate(file(), size); }
  int sync() { return file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL); }
  int remove(bool sync_folder) { return vfs_->xDelete(vfs_, name_.c_str(), sync_folder ? 1 : 0); }
  int read(std::int64_t at, int size, std::string& out) {
    out.assign(static_cast<std::size_t>(size), '?');
    return file()->pMethods->xRead(file(), out.data(), size, at);
  }
  int lock(int level) { return file()->pMethods->xLock(file(), level); }
  int unlock(int level) { return file()->pMethods->xUnlock(file(), level); }
  bool reserved() {
    int result = 0;
    EXPECT_EQ(file()->pMethods->xCheckReservedLock(file(), &result), SQLITE_OK);
    return result != 0;
  }
  int memory_lock(int offset, int n, int flags) { return file()->pMethods->xShmLock(file(), offset, n, flags); }
  volatile char* memory(int region) {
    volatile void* out = nullptr;
    EXPECT_EQ(file()->pMethods->xShmMap(file(), region, 32768, 1, &out), SQLITE_OK);
    return static_cast<volatile char*>(out);
  }
  void forget_memory() { file()->pMethods->xShmUnmap(file(), 0); }

 private:
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }

  sqlite3_vfs* vfs_;
  std::string name_;
  std::vector<std::max_align_t> memory_;
  int opened_;
};

/// What an image says about the bank of `fill_bank`, or why it cannot be used.
struct DiskBank {
  std::int64_t commits = 0;
  std::string trouble;  // empty: the file is sound and each commit is there wholly or not at all
};

constexpr int disk_accounts = 20;

/// Opens a bank, which has a row of settings and some accounts.
void open_bank(DiskConnection& writer, const std::string& synchronous) {
  ASSERT_EQ(writer.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0"), SQLITE_OK);
  ASSERT_EQ(writer.run("PRAGMA synchronous = " + synchronous), SQLITE_OK);
  ASSERT_EQ(writer.run("BEGIN; CREATE TABLE commits(n); CREATE TABLE accounts(id INTEGER PRIMARY KEY, n, pad);"
                       "INSERT INTO commits VALUES (0)"),
            SQLITE_OK);
  for (int i = 0; i < disk_accounts; ++i) {
    ASSERT_EQ(writer.run("INSERT INTO accounts VALUES (" + std::to_string(i) + ", 0, randomblob(1500))"), SQLITE_OK);
  }
  ASSERT_EQ(writer.run("COMMIT"), SQLITE_OK);
}

/// Commit n: each account is rewritten.
std::string bank_commit(int n) {
  const std::string number = std::to_string(n);
  return "BEGIN IMMEDIATE; UPDATE commits SET n = " + number + "; UPDATE accounts SET n = " + number +
         ", pad = randomblob(1500) WHERE id % 4 = " + number + " % 4; UPDATE accounts SET n = " + number + "; COMMIT";
}

/// Makes the bank, then commits from 1, each marked, with a checkpoint after every third.
void fill_bank(SimulatedDisk& disk, const std::string& synchronous, int commits) {
  DiskConnection writer(disk, "bank.db");
  open_bank(writer, synchronous);
  ASSERT_EQ(writer.ask("PRAGMA wal_checkpoint(TRUNCATE)"), "0");
  disk.mark(0);
  for (int n = 1; n <= commits; ++n) {
    ASSERT_EQ(writer.run(bank_commit(n)), SQLITE_OK);
    disk.mark(n);
    if (n % 3 == 0) {
      ASSERT_EQ(writer.ask("PRAGMA wal_checkpoint(TRUNCATE)"), "0");
    }
  }
}

DiskBank read_bank(const SimulatedDisk& disk, const std::string& file = "bank.db") {
  DiskConnection reader(disk, file);
  const std::string sound = reader.ask("PRAGMA integrity_check");
  if (sound != "ok") return {-1, "integrity: " + sound};
  const std::string wrong = reader.ask("SELECT count(*) FROM accounts WHERE n <> (SELECT n FROM commits)");
  const std::string count = reader.ask("SELECT count(*) FROM accounts");
  if (wrong != "0" || count != std::to_string(disk_accounts)) return {-1, "accounts: " + count + ", wrong: " + wrong};
  return {std::stoll(reader.ask("SELECT n FROM commits")), ""};
}

/// Moments of the log after the first mark.
std::vector<std::size_t> moments_after_start(const SimulatedDisk& disk) {
  std::size_t start = 0;
  while (disk.operation(start) != "mark 0") ++start;
  std::vector<std::size_t> moments;
  for (std::size_t i = start + 1; i <= disk.operations(); ++i) moments.push_back(i);
  return moments;
}

// -- the medium --

TEST(SimulatedDisk, only_synced_bytes_are_sure) {
  SimulatedDisk disk("disk_synced");
  DiskRawFile file(disk, "a");
  EXPECT_EQ(disk.durable(), SimulatedDisk::Image{});
  ASSERT_EQ(file.write(0, "first"), SQLITE_OK);
  ASSERT_EQ(file.sync(), SQLITE_OK);
  ASSERT_EQ(file.write(0, "SECOND"), SQLITE_OK);
  ASSERT_EQ(file.truncate(3), SQLITE_OK);
  EXPECT_EQ(disk.durable(), (SimulatedDisk::Image{{"a", "first"}}));
  EXPECT_EQ(disk.after_power_loss(SimulatedDisk::everything), (SimulatedDisk::Image{{"a", "SEC"}}));
  ASSERT_EQ(file.sync(), SQLITE_OK);
  for (std::uint64_t seed = 0; seed < 20; ++seed) EXPECT_EQ(disk.after_power_loss(seed), (SimulatedDisk::Image{{"a", "SEC"}}));
  EXPECT_EQ(disk.image_at(3, SimulatedDisk::synced_only), (SimulatedDisk::Image{{"a", "first"}}));
  EXPECT_EQ(disk.operation(3), "write a 0+6");
}

TEST(SimulatedDisk, unsynced_writes_are_torn_at_sectors) {
  SimulatedDisk disk("disk_torn");
  DiskRawFile file(disk, "a");
  ASSERT_EQ(file.write(0, std::string(4096, 'o')), SQLITE_OK);
  ASSERT_EQ(file.sync(), SQLITE_OK);
  ASSERT_EQ(file.write(256, std::string(2048, 'n')), SQLITE_OK);  // 5 sectors, the outer ones in part
  std::set<std::string> patterns;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::string bytes = disk.after_power_loss(seed).at("a");
    ASSERT_EQ(bytes.size(), 4096u);
    std::string pattern;
    for (const std::size_t at : {256u, 512u, 1024u, 1536u, 2048u}) {
      const std::size_t end = std::min<std::size_t>((at / 512 + 1) * 512, 2304);
      ASSERT_EQ(bytes.substr(at, end - at), std::string(end - at, bytes[at])) << "a sector is old or new";
      pattern += bytes[at];
    }
    ASSERT_EQ(bytes.substr(0, 256) + bytes.substr(2304), std::string(2048, 'o')) << "nothing else changes";
    patterns.insert(pattern);
  }
  EXPECT_EQ(patterns.size(), 32u) << "any subset of the sectors can arrive";
}

TEST(SimulatedDisk, writes_arrive_in_any_order_and_leave_holes) {
  SimulatedDisk disk("disk_order");
  DiskRawFile file(disk, "a");
  ASSERT_EQ(file.sync(), SQLITE_OK);
  ASSERT_EQ(file.write(0, std::string(512, 'a')), SQLITE_OK);
  ASSERT_EQ(file.write(512, std::string(512, 'b')), SQLITE_OK);
  ASSERT_EQ(file.write(1024, std::string(512, 'c')), SQLITE_OK);
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::string bytes = disk.after_power_loss(seed).at("a");
    std::string pattern;
    for (std::size_t at = 0; at < bytes.size(); at += 512) {
      const bool written = bytes[at] >= 'a' && bytes.substr(at, 512) == std::string(512, bytes[at]);
      pattern += written ? bytes[at] : bytes.substr(at, 512) == std::string(512, '\0') ? '0' : '?';
    }
    seen.insert(pattern);
  }
  for (const char* expected : {"", "a", "ab", "abc", "0b", "?b", "00c", "??c", "0bc", "?bc", "a0c", "a?c", "000", "???"}) {
    EXPECT_TRUE(seen.contains(expected)) << '"' << expected << '"';
  }
}

TEST(SimulatedDisk, folders_are_synced_apart) {
  SimulatedDisk disk("disk_folder");
  std::set<std::string> seen;
  const auto outcomes = [&] {
    seen.clear();
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      std::string there;
      for (const auto& [name, bytes] : disk.after_power_loss(seed)) there += name + "=" + bytes + " ";
      seen.insert(there);
    }
    return seen;
  };
  using Outcomes = std::set<std::string>;
  {
    DiskRawFile a(disk, "a");
    ASSERT_EQ(a.write(0, "1"), SQLITE_OK);
    EXPECT_TRUE(outcomes().contains("")) << "a new file may vanish";
    ASSERT_EQ(a.sync(), SQLITE_OK);
    EXPECT_EQ(outcomes(), (Outcomes{"a=1 "})) << "a synced one does not";
    ASSERT_EQ(a.remove(false), SQLITE_OK);
    EXPECT_EQ(outcomes(), (Outcomes{"", "a=1 "})) << "a deletion may be lost";
  }
  {
    DiskRawFile again(disk, "a");
    ASSERT_EQ(again.write(0, "2"), SQLITE_OK);
    ASSERT_EQ(again.sync(), SQLITE_OK);
    EXPECT_EQ(outcomes(), (Outcomes{"a=2 "})) << "another file took its name";
    ASSERT_EQ(again.remove(true), SQLITE_OK);
    EXPECT_EQ(outcomes(), (Outcomes{""})) << "a deletion with sync is not lost";
  }
  DiskRawFile b(disk, "b");
  ASSERT_EQ(b.sync(), SQLITE_OK);
  ASSERT_EQ(b.remove(false), SQLITE_OK);
  DiskRawFile wal(disk, "c-wal", SQLITE_OPEN_WAL);
  ASSERT_EQ(wal.sync(), SQLITE_OK);
  EXPECT_EQ(outcomes(), (Outcomes{"c-wal= "})) << "the first sync of a new WAL syncs the folder";
  DiskRawFile d(disk, "d");
  ASSERT_EQ(d.sync(), SQLITE_OK);
  ASSERT_EQ(d.remove(false), SQLITE_OK);
  ASSERT_EQ(wal.sync(), SQLITE_OK);
  EXPECT_EQ(outcomes(), (Outcomes{"c-wal= ", "c-wal= d= "})) << "the second does not";
  DiskRawFile same_wal(disk, "c-wal", SQLITE_OPEN_WAL);
  ASSERT_EQ(same_wal.sync(), SQLITE_OK);
  EXPECT_EQ(outcomes(), (Outcomes{"c-wal= "})) << "the first sync of another connection does";
  EXPECT_EQ(wal.remove(false), SQLITE_OK);
  EXPECT_EQ(wal.remove(false), SQLITE_IOERR_DELETE_NOENT);
}

TEST(SimulatedDisk, any_order_of_visits_gives_equal_images) {
  SimulatedDisk disk("disk_visits");
  {
    DiskRawFile a(disk, "a");
    DiskRawFile b(disk, "b");
    for (int i = 0; i < 400; ++i) {  // some MiB, so that the way back does not begin at the start
      ASSERT_EQ((i % 2 == 0 ? a : b).write(i % 7 * 5000, std::string(10'000, static_cast<char>('a' + i % 26))), SQLITE_OK);
      if (i % 5 == 0) {
        ASSERT_EQ(a.sync(), SQLITE_OK);
      }
      if (i % 50 == 0) {
        ASSERT_EQ(b.truncate(i * 10), SQLITE_OK);
      }
    }
  }
  std::vector<SimulatedDisk::Image> rising;
  for (std::size_t i = 0; i <= disk.operations(); ++i) rising.push_back(disk.image_at(i, i));
  std::uint64_t random = 1;
  for (int i = 0; i < 200; ++i) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    const std::size_t moment = (random >> 33) % rising.size();
    ASSERT_EQ(disk.image_at(moment, moment), rising[moment]) << moment;
  }
  EXPECT_THROW(disk.image_at(disk.operations() + 1, 0), std::out_of_range);
}

// -- locks --

TEST(SimulatedDisk, file_locks_are_those_of_unix) {
  SimulatedDisk disk("disk_locks");
  DiskRawFile a(disk, "a"), b(disk, "a"), c(disk, "a"), other(disk, "b");
  EXPECT_EQ(a.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
  EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
  EXPECT_FALSE(b.reserved());
  EXPECT_EQ(a.lock(SQLITE_LOCK_RESERVED), SQLITE_OK);
  EXPECT_TRUE(b.reserved());
  EXPECT_FALSE(other.reserved());
  EXPECT_EQ(b.lock(SQLITE_LOCK_RESERVED), SQLITE_BUSY);
  EXPECT_EQ(c.lock(SQLITE_LOCK_SHARED), SQLITE_OK) << "a reserved lock admits readers";
  EXPECT_EQ(c.unlock(SQLITE_LOCK_NONE), SQLITE_OK);
  EXPECT_EQ(a.lock(SQLITE_LOCK_EXCLUSIVE), SQLITE_BUSY);
  EXPECT_EQ(c.lock(SQLITE_LOCK_SHARED), SQLITE_BUSY) << "a pending one does not";
  EXPECT_EQ(b.unlock(SQLITE_LOCK_NONE), SQLITE_OK);
  EXPECT_EQ(a.lock(SQLITE_LOCK_EXCLUSIVE), SQLITE_OK);
  EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_BUSY);
  EXPECT_EQ(a.unlock(SQLITE_LOCK_SHARED), SQLITE_OK);
  EXPECT_EQ(b.lock(SQLITE_LOCK_SHARED), SQLITE_OK);
}

TEST(SimulatedDisk, connections_share_the_memory_of_a_file) {
  SimulatedDisk disk("disk_memory");
  DiskRawFile a(disk, "a"), b(disk, "a"), other(disk, "b");
  a.memory(1)[7] = 'x';
  EXPECT_EQ(b.memory(1)[7], 'x');
  EXPECT_EQ(other.memory(1)[7], '\0');
  constexpr int share = SQLITE_SHM_LOCK | SQLITE_SHM_SHARED, own = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
  constexpr int unshare = SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED, disown = SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE;
  EXPECT_EQ(a.memory_lock(3, 1, share), SQLITE_OK);
  EXPECT_EQ(b.memory_lock(3, 1, share), SQLITE_OK);
  EXPECT_EQ(b.memory_lock(2, 3, own), SQLITE_BUSY);
  EXPECT_EQ(a.memory_lock(3, 1, unshare), SQLITE_OK);
  EXPECT_EQ(b.memory_lock(3, 1, unshare), SQLITE_OK);
  EXPECT_EQ(b.memory_lock(2, 3, own), SQLITE_OK);
  EXPECT_EQ(a.memory_lock(4, 1, share), SQLITE_BUSY);
  EXPECT_EQ(a.memory_lock(5, 1, own), SQLITE_OK);
  EXPECT_EQ(b.memory_lock(2, 3, disown), SQLITE_OK);
  EXPECT_EQ(a.memory_lock(4, 1, share), SQLITE_OK);
  a.forget_memory();
  EXPECT_EQ(b.memory_lock(0, 8, own), SQLITE_OK) << "locks end with the memory";
  b.forget_memory();
  EXPECT_EQ(b.memory(1)[7], '\0') << "nobody kept it";
}

// -- SQLite on it --

TEST(SimulatedDisk, threads_read_while_one_writes) {
  SimulatedDisk disk("disk_threads");
  DiskConnection writer(disk, "bank.db");
  open_bank(writer, "FULL");
  EXPECT_EQ(writer.ask("PRAGMA journal_mode"), "wal");
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0, wrong = 0;
  const auto read = [&] {
    DiskConnection reader(disk, "bank.db", SQLITE_OPEN_READONLY);
    std::int64_t last = 0;
    while (!done) {
      const std::string answer = reader.ask("SELECT CASE WHEN min(n) = max(n) THEN min(n) ELSE 'torn' END FROM accounts");
      const bool number = !answer.empty() && answer.find_first_not_of("0123456789") == std::string::npos;
      const bool good = number && std::stoll(answer) >= last;
      if (good) last = std::stoll(answer);
      else ++wrong;
      ++reads;
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  constexpr int commits = 60;
  for (int n = 1; n <= commits; ++n) {
    EXPECT_EQ(writer.run(bank_commit(n)), SQLITE_OK);
    if (n % 10 == 0) writer.run("PRAGMA wal_checkpoint(PASSIVE)");
  }
  while (reads < 100) std::this_thread::yield();
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  writer.close();
  EXPECT_EQ(read_bank(disk).commits, commits);
  EXPECT_EQ(read_bank(disk).trouble, "");
}

TEST(SimulatedDisk, a_read_only_connection_cannot_write) {
  SimulatedDisk disk("disk_read_only");
  DiskConnection absent(disk, "bank.db", SQLITE_OPEN_READONLY);
  EXPECT_EQ(absent.opened(), SQLITE_CANTOPEN);
  fill_bank(disk, "FULL", 1);
  DiskConnection reader(disk, "bank.db", SQLITE_OPEN_READONLY);
  EXPECT_EQ(reader.ask("SELECT n FROM commits"), "1");
  EXPECT_EQ(reader.run("DELETE FROM commits"), SQLITE_READONLY);
}

TEST(SimulatedDisk, a_wal_is_kept_where_that_is_wanted) {
  SimulatedDisk disk("disk_keep");
  fill_bank(disk, "FULL", 1);
  EXPECT_FALSE(disk.after_power_loss(SimulatedDisk::everything).contains("bank.db-wal"));
  {
    DiskConnection writer(disk, "bank.db");
    int keep = 1;
    ASSERT_EQ(sqlite3_file_control(writer.db(), "main", SQLITE_FCNTL_PERSIST_WAL, &keep), SQLITE_OK);
    ASSERT_EQ(writer.run(bank_commit(2)), SQLITE_OK);
  }
  EXPECT_TRUE(disk.durable().contains("bank.db-wal"));
  EXPECT_EQ(read_bank(disk).commits, 2);
}

TEST(SimulatedDisk, rollback_journals_work) {
  for (const std::string mode : {"DELETE", "TRUNCATE", "PERSIST"}) {
    SimulatedDisk disk("disk_journal_" + mode);
    DiskConnection writer(disk, "a.db"), reader(disk, "a.db");
    sqlite3_busy_timeout(writer.db(), 0);
    ASSERT_EQ(writer.run("PRAGMA journal_mode = " + mode + "; CREATE TABLE t(x); INSERT INTO t VALUES (1)"), SQLITE_OK);
    ASSERT_EQ(reader.run("BEGIN; SELECT * FROM t"), SQLITE_OK);
    ASSERT_EQ(writer.run("BEGIN; INSERT INTO t VALUES (2)"), SQLITE_OK);
    EXPECT_EQ(writer.run("COMMIT"), SQLITE_BUSY);
    ASSERT_EQ(reader.run("COMMIT"), SQLITE_OK);
    EXPECT_EQ(writer.run("COMMIT"), SQLITE_OK);
    EXPECT_EQ(reader.ask("SELECT count(*) FROM t"), "2");
  }
}

TEST(SimulatedDisk, a_backup_goes_to_another_file_of_the_disk) {
  SimulatedDisk disk("disk_backup"), after("disk_backup_after");
  fill_bank(disk, "FULL", 4);
  {
    DiskConnection source(disk, "bank.db", SQLITE_OPEN_READONLY), target(disk, "backup.db");
    ASSERT_EQ(target.run("PRAGMA synchronous = EXTRA"), SQLITE_OK);  // syncs the folder once the journal is deleted
    sqlite3_backup* const backup = sqlite3_backup_init(target.db(), "main", source.db(), "main");
    ASSERT_NE(backup, nullptr);
    EXPECT_EQ(sqlite3_backup_step(backup, -1), SQLITE_DONE);
    EXPECT_EQ(sqlite3_backup_finish(backup), SQLITE_OK);
  }
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    after.load(disk.after_power_loss(seed));
    EXPECT_EQ(read_bank(after, "backup.db").commits, 4);
    EXPECT_EQ(read_bank(after).commits, 4);
  }
}

// -- power loss --

TEST(SimulatedDisk, what_was_acknowledged_survives_every_power_loss) {
  for (const int characteristics : {0, SQLITE_IOCAP_POWERSAFE_OVERWRITE}) {
    SimulatedDisk disk("disk_full", characteristics), after("disk_full_after", characteristics);
    fill_bank(disk, "FULL", 7);
    std::set<std::int64_t> in_flight;  // commits found beyond the acknowledged ones
    for (const std::size_t moment : moments_after_start(disk)) {
      const std::int64_t acknowledged = disk.acknowledged_at(moment);
      const std::uint64_t seed = moment % 7 == 0 ? SimulatedDisk::synced_only : moment;
      after.load(disk.image_at(moment, seed));
      const DiskBank bank = read_bank(after);
      ASSERT_EQ(bank.trouble, "") << "after " << disk.operation(moment - 1) << ", moment " << moment;
      ASSERT_GE(bank.commits, acknowledged) << "after " << disk.operation(moment - 1) << ", moment " << moment;
      ASSERT_LE(bank.commits, acknowledged + 1);
      in_flight.insert(bank.commits - acknowledged);
    }
    EXPECT_EQ(in_flight.size(), 2u) << "a commit on its way is there or not";
  }
}

TEST(SimulatedDisk, power_may_be_lost_again_during_recovery) {
  SimulatedDisk disk("disk_twice"), after("disk_twice_after"), later("disk_twice_later");
  fill_bank(disk, "FULL", 4);
  const std::vector<std::size_t> moments = moments_after_start(disk);
  for (std::size_t i = 0; i < moments.size(); i += 23) {
    after.load(disk.image_at(moments[i], moments[i]));
    const std::int64_t commits = read_bank(after).commits;  // its last connection moves the WAL into the file
    for (std::size_t second = 0; second <= after.operations(); second += 3) {
      later.load(after.image_at(second, second));
      ASSERT_EQ(read_bank(later).commits, commits) << moments[i] << ", " << second;
    }
  }
}

TEST(SimulatedDisk, without_syncs_it_finds_losses_and_damage) {
  SimulatedDisk disk("disk_off"), after("disk_off_after");
  fill_bank(disk, "OFF", 7);
  int damaged = 0, lost = 0;
  const std::vector<std::size_t> moments = moments_after_start(disk);
  for (std::size_t i = 0; i < moments.size(); i += 4) {
    after.load(disk.image_at(moments[i], moments[i]));
    const DiskBank bank = read_bank(after);
    if (!bank.trouble.empty()) ++damaged;
    else if (bank.commits < disk.acknowledged_at(moments[i])) ++lost;
  }
  EXPECT_GT(damaged, 0);
  after.load(disk.durable());
  EXPECT_NE(read_bank(after).trouble, "") << "nothing was ever synced";
}

TEST(SimulatedDisk, with_syncs_at_checkpoints_it_finds_losses_but_no_damage) {
  SimulatedDisk disk("disk_normal"), after("disk_normal_after");
  fill_bank(disk, "NORMAL", 7);
  int lost = 0;
  const std::vector<std::size_t> moments = moments_after_start(disk);
  for (std::size_t i = 0; i < moments.size(); i += 2) {
    after.load(disk.image_at(moments[i], moments[i]));
    const DiskBank bank = read_bank(after);
    ASSERT_EQ(bank.trouble, "") << moments[i];
    if (bank.commits < disk.acknowledged_at(moments[i])) ++lost;
  }
  EXPECT_GT(lost, 0);
}

TEST(SimulatedDisk, work_goes_on_from_what_a_power_loss_left) {
  SimulatedDisk disk("disk_load");
  fill_bank(disk, "FULL", 4);
  {
    DiskConnection writer(disk, "bank.db");
    ASSERT_EQ(writer.run("PRAGMA synchronous = FULL"), SQLITE_OK);
    ASSERT_EQ(writer.run(bank_commit(5)), SQLITE_OK);
    EXPECT_THROW(disk.load(disk.durable()), std::logic_error) << "a file is open";
  }
  disk.load(disk.durable());
  EXPECT_EQ(disk.operations(), 0u);
  EXPECT_EQ(disk.acknowledged_at(0), 0);
  {
    DiskConnection writer(disk, "bank.db");
    ASSERT_EQ(writer.run(bank_commit(6)), SQLITE_OK);
  }
  EXPECT_EQ(read_bank(disk).commits, 6);
  EXPECT_THROW(SimulatedDisk("disk_load"), std::logic_error) << "the name is taken";
}

// -- faults --

struct DiskFaultCase {
  const char* name;
  int code;
  bool for_good;
};

class SimulatedDiskFaults : public testing::TestWithParam<DiskFaultCase> {};

TEST_P(SimulatedDiskFaults, leave_a_commit_whole_or_undone) {
  SimulatedDisk made("disk_fault_made"), disk("disk_fault");
  fill_bank(made, "FULL", 2);
  const SimulatedDisk::Image image = made.durable();
  int at = 0, errors = 0;
  for (std::int64_t failed = 1; failed > 0; ++at) {  // until the work ends before the fault
    disk.load(image);
    const std::int64_t before = disk.failed_calls();
    disk.fail({.at = at + 1, .code = GetParam().code, .for_good = GetParam().for_good});
    bool acknowledged = false;
    {
      DiskConnection writer(disk, "bank.db");
      writer.run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
      const int code = writer.run(bank_commit(3));
      acknowledged = code == SQLITE_OK;
      if (!acknowledged) ++errors;
      if (acknowledged) writer.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    failed = disk.failed_calls() - before;
    disk.heal();
    const DiskBank bank = read_bank(disk);
    ASSERT_EQ(bank.trouble, "") << "call " << at + 1;
    // a commit that failed in its last sync lies in the WAL and returns if nobody could remove it
    if (acknowledged || !GetParam().for_good) {
      ASSERT_EQ(bank.commits, acknowledged ? 3 : 2) << "call " << at + 1;
    } else {
      ASSERT_TRUE(bank.commits == 2 || bank.commits == 3) << "call " << at + 1;
    }
  }
  EXPECT_GT(errors, 0);
  EXPECT_GT(at, 10);
}

INSTANTIATE_TEST_SUITE_P(store, SimulatedDiskFaults,
                         testing::ValuesIn(std::vector<DiskFaultCase>{{"any_once", SQLITE_IOERR, false},
                                                                      {"any_for_good", SQLITE_IOERR, true},
                                                                      {"write_once", SQLITE_IOERR_WRITE, false},
                                                                      {"sync_once", SQLITE_IOERR_FSYNC, false},
                                                                      {"full_once", SQLITE_FULL, false},
                                                                      {"full_for_good", SQLITE_FULL, true}}),
                         [](const auto& tested) { return tested.param.name; });

TEST(SimulatedDisk, a_failed_commit_is_undone_but_may_return_after_a_power_loss) {
  SimulatedDisk disk("disk_return"), after("disk_return_after");
  fill_bank(disk, "FULL", 2);
  DiskConnection writer(disk, "bank.db");
  ASSERT_EQ(writer.run("PRAGMA synchronous = FULL; " + bank_commit(3)), SQLITE_OK);
  disk.fail({.at = 2, .code = SQLITE_IOERR_FSYNC});
  ASSERT_EQ(writer.run(bank_commit(4)), SQLITE_IOERR);
  EXPECT_EQ(writer.ask("SELECT n FROM commits"), "3");
  after.load(disk.durable());
  EXPECT_EQ(read_bank(after).commits, 3);
  after.load(disk.after_power_loss(SimulatedDisk::everything));
  EXPECT_EQ(read_bank(after).commits, 4) << "its last frame was written, only not synced";
  ASSERT_EQ(writer.run(bank_commit(5)), SQLITE_OK);
  EXPECT_EQ(writer.ask("SELECT n FROM commits"), "5");
}

TEST(SimulatedDisk, each_kind_of_call_can_fail) {
  SimulatedDisk disk("disk_kinds");
  DiskRawFile file(disk, "a");
  std::string bytes;
  ASSERT_EQ(file.write(0, "1234"), SQLITE_OK);
  EXPECT_EQ(disk.calls(), 2) << "opening and writing";
  disk.fail({.at = 2, .code = SQLITE_IOERR, .for_good = true});
  EXPECT_EQ(file.read(0, 4, bytes), SQLITE_OK);
  EXPECT_EQ(file.read(0, 4, bytes), SQLITE_IOERR_READ);
  EXPECT_EQ(file.write(0, "5"), SQLITE_IOERR_WRITE);
  EXPECT_EQ(file.truncate(1), SQLITE_IOERR_TRUNCATE);
  EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
  EXPECT_EQ(file.remove(true), SQLITE_IOERR_DELETE);
  EXPECT_EQ(DiskRawFile(disk, "b").opened(), SQLITE_CANTOPEN);
  disk.heal();
  EXPECT_EQ(disk.calls(), 9);
  EXPECT_EQ(disk.failed_calls(), 6);
  EXPECT_EQ(file.read(0, 6, bytes), SQLITE_IOERR_SHORT_READ);
  EXPECT_EQ(bytes.substr(1), std::string("234\0\0", 5));
  EXPECT_EQ(disk.durable(), SimulatedDisk::Image{});
}

TEST(SimulatedDisk, a_code_waits_for_its_kind_of_call) {
  SimulatedDisk disk("disk_waits");
  DiskRawFile file(disk, "a");
  std::string bytes;
  ASSERT_EQ(file.write(0, "1234"), SQLITE_OK);
  disk.fail({.at = 1, .code = SQLITE_FULL});
  EXPECT_EQ(file.read(0, 4, bytes), SQLITE_OK);
  EXPECT_EQ(file.sync(), SQLITE_OK);
  EXPECT_EQ(file.write(0, "5678"), SQLITE_FULL);
  EXPECT_EQ(file.read(0, 4, bytes), SQLITE_OK);
  EXPECT_EQ(bytes, "1234") << "a full disk writes nothing";
  EXPECT_EQ(file.write(0, "5678"), SQLITE_OK) << "the fault was for once";
  disk.fail({.at = 1, .code = SQLITE_IOERR_FSYNC});
  EXPECT_EQ(file.write(0, "9"), SQLITE_OK);
  EXPECT_EQ(file.sync(), SQLITE_IOERR_FSYNC);
}

TEST(SimulatedDisk, a_failed_write_leaves_whole_sectors) {
  SimulatedDisk disk("disk_partial");
  DiskRawFile file(disk, "a");
  const std::string old(2048, 'o');
  std::set<std::size_t> arrived;
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(file.write(0, old), SQLITE_OK);
    disk.fail({.at = 1, .code = SQLITE_IOERR});
    ASSERT_EQ(file.write(256, std::string(1024, 'n')), SQLITE_IOERR_WRITE);
    std::string bytes;
    ASSERT_EQ(file.read(0, 2048, bytes), SQLITE_OK);
    const auto count = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), 'n'));
    ASSERT_EQ(bytes, std::string(256, 'o') + std::string(count, 'n') + std::string(1792 - count, 'o'));
    arrived.insert(count);
  }
  EXPECT_EQ(arrived, (std::set<std::size_t>{0, 256, 768, 1024}));
}

}  // namespace
}  // namespace guanxi::test
