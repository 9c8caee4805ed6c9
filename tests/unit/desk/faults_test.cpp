#include <guanxi/core/write.hpp>
#include <guanxi/desk/handover.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/store/store.hpp>

#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/code_thrown.hpp"
#include "support/desk_kinds.hpp"
#include "support/failing_calls.hpp"
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

constexpr Date first_day_away = *Date::from_ymd(2024, 6, 1);

access::Absence absence_of(Id<User> user, Id<User> deputy) {
  access::Absence absence;
  absence.user_id.id = user;
  absence.deputy_id.id = deputy;
  absence.starts_on = first_day_away;
  return absence;
}

/// Files of a store with the two people, customers of the giver, and the taker away.
SimulatedDisk::Image prepared_on(SimulatedDisk& disk) {
  {
    store::Session li = open_on(disk).session("Li Wei");
    test::put_desk_people(li);
    desk::leave(li, absence_of(test::desk_taker, test::desk_giver), "away");
    (void)import_book(li, test::desk_kinds(), test::marked_book(faulty_customers, "before"));
  }
  return disk.durable();
}

bool is_fault(const std::string& code) { return code == "store.input_output" || code == "store.full" || code == "store.cannot_open"; }

std::string away_line(Id<User> user, const std::string& until = "further notice") { return to_string(user) + " is away until " + until; }

/// What all cards say, and who is away until when.
std::set<std::string> desk_state(const store::Session& session) {
  std::set<std::string> state = test::states_of(session.book());
  for (const access::Absence& absence : session.find<access::Absence>())
    state.insert(away_line(absence.user_id.id, absence.ends_on ? to_string(*absence.ends_on) : "further notice"));
  return state;
}

/// A write of a desk, and what the store then says.
struct DeskCall {
  const char* name;
  void (*run)(store::Session& session);
  std::set<std::string> after;
};

std::string state_line(const std::string& mark, Id<User> owner) { return mark + " of " + to_string(owner) + ", contact " + mark + ", complaint of " + to_string(owner); }

std::set<std::string> prepared_state() { return {state_line("before", test::desk_giver), away_line(test::desk_taker)}; }

std::vector<DeskCall> desk_calls() {
  const std::string before = state_line("before", test::desk_giver), away = away_line(test::desk_taker);
  return {
      {"import", [](store::Session& session) { (void)import_book(session, test::desk_kinds(), test::marked_book(faulty_customers, "after")); }, {state_line("after", test::desk_giver), away}},
      {"handover", [](store::Session& session) { (void)handover(session, test::desk_kinds(), test::desk_giver, test::desk_taker, "handover"); }, {state_line("before", test::desk_taker), away}},
      {"leave", [](store::Session& session) { (void)desk::leave(session, absence_of(test::desk_giver, test::desk_taker), "leave"); }, {before, away, away_line(test::desk_giver)}},
      {"come_back",
       [](store::Session& session) { (void)come_back(session, session.find<access::Absence>().front().id, first_day_away + 1, "back"); },
       {before, away_line(test::desk_taker, to_string(first_day_away))}},
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
  const std::set<std::string> before = prepared_state(), after = GetParam().call.after;
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
      EXPECT_EQ(desk_state(li), code == "nothing thrown" ? after : before) << code << " at call " << at;
    }
    const store::Store again = open_on(disk);
    EXPECT_TRUE(again.verify().ok()) << code << " at call " << at;
    EXPECT_EQ(desk_state(again.session("Li Wei")), code == "nothing thrown" ? after : before) << code << " at call " << at;
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
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) std::filesystem::remove(entry);
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

  /// What must be there after a backup that threw this, the last failed call being that.
  void check(const std::string& code, std::int64_t at, const std::string& last = {}) {
    const auto found = files();
    EXPECT_EQ(found.size(), 1) << found.rbegin()->first << " lies beside the copy; " << code << " at " << at << ", " << last;
    const bool is_replaced = code == "nothing thrown" || (found != before_ && (last == "open" || last == "fsync"));  // pushing the folder to the disk
    if (code != "nothing thrown") {
      EXPECT_TRUE(is_fault(code) || (code == "store.backup_broken" && !last.empty())) << code << " at " << at;
    }
    if (!is_replaced) {
      EXPECT_TRUE(found == before_) << "the former copy is as it was; at " << at << ", " << last;
      return;
    }
    const store::Store copied = store::Store::open(copy_, {.catalogue = &test::desk_kinds()});
    EXPECT_TRUE(copied.verify().ok());
    EXPECT_EQ(desk_state(copied.session("Li Wei")), prepared_state());
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

/// A fault of the files that a backup makes.
struct CopyFault {
  const char* name;
  int problem;
  bool for_good;
};

class CopyFaults : public BackupFaults, public testing::WithParamInterface<CopyFault> {};

INSTANTIATE_TEST_SUITE_P(desk, CopyFaults,
                         testing::Values(CopyFault{"error_once", EIO, false}, CopyFault{"error_for_good", EIO, true}, CopyFault{"full_once", ENOSPC, false},
                                         CopyFault{"full_for_good", ENOSPC, true}),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(CopyFaults, replace_nothing) {
  const store::Store store = open_on(disk_);
  std::set<std::string> failed;
  std::int64_t at = 1;
  for (bool succeeded = false; !succeeded && at < 10'000; ++at) {
    std::string code, last;
    {
      const test::FailingCalls calls(folder_.path(), {.at = at, .problem = GetParam().problem, .for_good = GetParam().for_good});
      code = code_thrown([&] { store.backup(copy_); });
      last = calls.last_failed();
    }
    succeeded = last.empty();
    failed.insert(last);
    EXPECT_TRUE(code == "nothing thrown" || !succeeded) << code << " at " << at;
    check(code, at, last);
    put_former_copy();
  }
  EXPECT_GT(at, 50);
  EXPECT_THAT(failed, testing::IsSupersetOf({"pwrite64", "rename"}));
}

}  // namespace
}  // namespace guanxi::desk
