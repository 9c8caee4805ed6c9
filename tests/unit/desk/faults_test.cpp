#include <guanxi/desk/handover.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/store/store.hpp>

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/code_thrown.hpp"
#include "support/desk_kinds.hpp"
#include "support/scratch.hpp"
#include "support/simulated_disk.hpp"

namespace guanxi::desk {
namespace {

using test::code_thrown;
using test::SimulatedDisk;

constexpr int faulty_customers = 3;

store::Store open_on(const SimulatedDisk& disk) {
  static const test::TestClock clock;
  return store::Store::open("book.gx", {.catalogue = &test::desk_kinds(), .clock = clock.reader(), .vfs = disk.vfs()});
}

/// Files of a store with the two people and customers of the giver.
SimulatedDisk::Image prepared_on(SimulatedDisk& disk) {
  {
    store::Session li = open_on(disk).session("Li Wei");
    test::put_desk_people(li);
    (void)import_book(li, test::desk_kinds(), test::marked_book(faulty_customers, "before"));
  }
  return disk.durable();
}

bool is_fault(const std::string& code) { return code == "store.input_output" || code == "store.full" || code == "store.cannot_open"; }

/// A write of a desk, and what all cards then say.
struct DeskCall {
  const char* name;
  void (*run)(store::Session& session);
  std::string after;
};

std::string state_line(const std::string& mark, Id<User> owner) { return mark + " of " + to_string(owner) + ", contact " + mark + ", complaint of " + to_string(owner); }

std::vector<DeskCall> desk_calls() {
  return {
      {"import", [](store::Session& session) { (void)import_book(session, test::desk_kinds(), test::marked_book(faulty_customers, "after")); }, state_line("after", test::desk_giver)},
      {"handover", [](store::Session& session) { (void)handover(session, test::desk_kinds(), test::desk_giver, test::desk_taker, "handover"); }, state_line("before", test::desk_taker)},
  };
}

struct DeskFault {
  DeskCall call;
  int code;
  bool for_good;
};

class DeskFaults : public testing::TestWithParam<DeskFault> {};

std::vector<DeskFault> desk_faults() {
  std::vector<DeskFault> faults;
  for (const DeskCall& call : desk_calls())
    for (const int code : {SQLITE_IOERR, SQLITE_FULL})
      for (const bool for_good : {false, true}) faults.push_back({call, code, for_good});
  return faults;
}

INSTANTIATE_TEST_SUITE_P(desk, DeskFaults, testing::ValuesIn(desk_faults()), [](const auto& tested) {
  return std::string(tested.param.call.name) + (tested.param.code == SQLITE_FULL ? "_full" : "_error") + (tested.param.for_good ? "_for_good" : "_once");
});

/// Fails the first I/O call, then the second, and so on until the write succeeds.
TEST_P(DeskFaults, leave_no_partial_effect) {
  SimulatedDisk disk("desk_faults");
  const SimulatedDisk::Image prepared = prepared_on(disk);
  const std::set<std::string> before{state_line("before", test::desk_giver)}, after{GetParam().call.after};
  bool succeeded = false;
  int faults = 0;
  for (std::int64_t at = 1; !succeeded && at < 1000; ++at) {
    disk.load(prepared);
    std::string code;
    {
      const store::Store store = open_on(disk);
      store::Session li = store.session("Li Wei");
      const std::int64_t failed = disk.failed_calls();
      disk.fail({.at = at, .code = GetParam().code, .for_good = GetParam().for_good});
      code = code_thrown([&] { GetParam().call.run(li); });
      succeeded = disk.failed_calls() == failed;
      faults += succeeded ? 0 : 1;
      disk.heal();
      EXPECT_TRUE(code == "nothing thrown" || (!succeeded && is_fault(code))) << code << " at call " << at;
      EXPECT_EQ(test::states_of(li.book()), code == "nothing thrown" ? after : before) << code << " at call " << at;
    }
    const store::Store again = open_on(disk);
    EXPECT_TRUE(again.verify().ok()) << code << " at call " << at;
    EXPECT_EQ(test::states_of(again.session("Li Wei").book()), code == "nothing thrown" ? after : before) << code << " at call " << at;
  }
  EXPECT_TRUE(succeeded);
  EXPECT_GT(faults, 3);
}

// -- backups --

/// A copy that was made before, and what is in its folder now.
class BackupFaults : public testing::Test {
 protected:
  BackupFaults() { put_former_copy(); }

  void put_former_copy() {
    std::filesystem::copy_file(GUANXI_SOURCE_DIR "/README.md", copy_, std::filesystem::copy_options::overwrite_existing);
    before_ = files();
  }

  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      std::ifstream stream(entry.path(), std::ios::binary);
      found[entry.path().filename().string()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    return found;
  }

  /// What must be there after a backup that threw this.
  void check(const std::string& code, std::int64_t at) {
    if (code != "nothing thrown") {
      EXPECT_TRUE(is_fault(code)) << code << " at " << at;
      EXPECT_TRUE(files() == before_) << "the former copy is as it was and nothing lies beside it; at " << at;
      return;
    }
    const store::Store copied = store::Store::open(copy_, {.catalogue = &test::desk_kinds()});
    EXPECT_TRUE(copied.verify().ok());
    EXPECT_EQ(test::states_of(copied.session("Li Wei").book()), std::set<std::string>{state_line("before", test::desk_giver)});
  }

  SimulatedDisk disk_{"backup_faults"};
  const SimulatedDisk::Image prepared_ = prepared_on(disk_);
  const test::ScratchFolder folder_;
  const std::string copy_ = folder_ / "copy.gx";
  std::map<std::string, std::string> before_;
};

TEST_F(BackupFaults, of_what_is_read_replace_nothing) {
  for (const bool for_good : {false, true}) {
    bool succeeded = false;
    for (std::int64_t at = 1; !succeeded && at < 1000; ++at) {
      disk_.load(prepared_);
      const store::Store store = open_on(disk_);
      const std::int64_t failed = disk_.failed_calls();
      disk_.fail({.at = at, .code = SQLITE_IOERR, .for_good = for_good});
      const std::string code = code_thrown([&] { store.backup(copy_); });
      succeeded = disk_.failed_calls() == failed;
      disk_.heal();
      EXPECT_EQ(succeeded, code == "nothing thrown") << "at call " << at;
      check(code, at);
    }
    EXPECT_TRUE(succeeded);
    put_former_copy();
  }
}

/// Lets no file of this process grow beyond a size, as a full disk would.
class SmallFiles {
 public:
  explicit SmallFiles(std::uint64_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit small{.rlim_cur = bytes, .rlim_max = former_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit former_{};
  void (*handler_)(int);
};

TEST_F(BackupFaults, for_want_of_room_replace_nothing) {
  const store::Store store = open_on(disk_);
  std::string code = "none yet";
  std::int64_t page = 0;
  for (; code != "nothing thrown" && page < 1000; ++page) {
    {
      const SmallFiles small(static_cast<std::uint64_t>(page) * 4096 + 100);
      code = code_thrown([&] { store.backup(copy_); });
    }
    check(code, page);
  }
  EXPECT_GT(page, 20);
  EXPECT_EQ(code, "nothing thrown");
}

}  // namespace
}  // namespace guanxi::desk
