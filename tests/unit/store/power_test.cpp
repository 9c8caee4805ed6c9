#include <guanxi/store/store.hpp>

#include <sqlite3.h>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"
#include "support/simulated_disk.hpp"

namespace guanxi::store {
namespace {

using test::code_thrown;
using test::SimulatedDisk;

constexpr const char* powered_file = "book.gx";

Store open_on(const SimulatedDisk& disk, Durability durability = Durability::full) {
  static const test::TestClock clock;
  return Store::open(powered_file, {.catalogue = &test::few_kinds(), .clock = clock.reader(), .durability = durability, .vfs = disk.vfs()});
}

/// One commit: a customer with a need and a visit, whole or not at all.
void add_customer(Session& session, int number) {
  session.transaction([&](Session& inside) {
    Customer card;
    card.legal_name = "客户" + std::to_string(number);
    card = inside.put(card, "power");
    Need need;
    need.customer_id = card.id;
    need.statement = std::string(300, 'n');
    inside.put(need);
    card.notes = std::string(500, 'c');
    inside.put(card, "and again");
  });
}

/// What a store holds after a power loss: the customers that are there whole, or what is wrong.
struct Survived {
  int customers = 0;
  std::string wrong{};
};

Survived look_after(SimulatedDisk& disk, SimulatedDisk::Image image) {
  disk.load(std::move(image));
  Survived survived;
  const std::string code = code_thrown([&] {
    const Store store = open_on(disk);
    const Verification checked = store.verify();
    if (!checked.ok()) survived.wrong = checked.findings.front().message.en;
    if (checked.changes == 0) return;
    for (const Dossier& dossier : store.session("Li Wei").book().dossiers) {
      ++survived.customers;
      if (dossier.of<Need>().size() != 1 || dossier.customer().notes.empty()) survived.wrong = "half a commit";
    }
  });
  if (code != "nothing thrown") survived.wrong = code;
  return survived;
}

struct Losses {
  int states = 0, wrong = 0, lost = 0;
  std::string first{};
};

/// Loses power at every moment of some commits, in several ways.
Losses lose_power(int characteristics, Durability durability, int commits, std::size_t wanted_states) {
  SimulatedDisk disk("power", characteristics), after("power_after", characteristics);
  {
    const Store store = open_on(disk, durability);
    Session li = store.session("Li Wei");
    disk.mark(0);
    for (int i = 1; i <= commits; ++i) {
      add_customer(li, i);
      disk.mark(i);
    }
  }
  Losses losses;
  const std::size_t moments = disk.operations() + 1;
  const std::size_t ways = wanted_states / moments + 1;
  for (std::size_t moment = 0; moment < moments; ++moment)
    for (std::size_t seed = 0; seed < ways; ++seed) {
      const Survived survived = look_after(after, disk.image_at(moment, seed * 7919 + moment % 3));
      ++losses.states;
      if (!survived.wrong.empty()) ++losses.wrong;
      else if (survived.customers < disk.acknowledged_at(moment)) ++losses.lost;
      else continue;
      if (losses.first.empty()) losses.first = survived.wrong + " after operation " + std::to_string(moment) + " (" + (moment > 0 ? disk.operation(moment - 1) : "") + "), seed " + std::to_string(seed);
    }
  return losses;
}

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t enough_states = 200, enough_without_syncs = 100;
#else
constexpr std::size_t enough_states = 2600, enough_without_syncs = 300;
#endif

class PowerLoss : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(store, PowerLoss, testing::Values(0, SQLITE_IOCAP_POWERSAFE_OVERWRITE), [](const auto& tested) { return tested.param == 0 ? "plain" : "powersafe_overwrite"; });

TEST_P(PowerLoss, costs_nothing_that_was_acknowledged) {
  const Losses losses = lose_power(GetParam(), Durability::full, 12, enough_states);
  EXPECT_GE(losses.states, static_cast<int>(enough_states));
  EXPECT_EQ(losses.wrong, 0) << losses.first;
  EXPECT_EQ(losses.lost, 0) << losses.first;
}

/// The disk does find faults: without syncs commits are lost or the file is damaged.
TEST_P(PowerLoss, is_noticed_where_nothing_is_synced) {
  const Losses losses = lose_power(GetParam(), Durability::none, 6, enough_without_syncs);
  EXPECT_GT(losses.wrong + losses.lost, static_cast<int>(enough_without_syncs / 15));
}

/// A write call and what it does to a store that has one customer.
struct WriteCall {
  const char* name;
  void (*run)(Session& session, const Customer& card, const Need& need);
};

constexpr WriteCall write_calls[] = {
    {"create", [](Session& session, const Customer&, const Need&) { session.put(Customer{}, "new"); }},
    {"edit",
     [](Session& session, const Customer& card, const Need&) {
       Customer changed = card;
       changed.notes = std::string(9000, 'x');
       session.put(changed, "changed");
     }},
    {"remove", [](Session& session, const Customer&, const Need& need) { session.remove(need.id, "gone"); }},
    {"transaction", [](Session& session, const Customer&, const Need&) { add_customer(session, 2); }},
};

struct FaultCase {
  WriteCall call;
  int code;
  bool for_good;
};

class FailingDisk : public testing::TestWithParam<FaultCase> {};

std::vector<FaultCase> fault_cases() {
  std::vector<FaultCase> cases;
  for (const WriteCall& call : write_calls)
    for (const int code : {SQLITE_IOERR, SQLITE_FULL})
      for (const bool for_good : {false, true}) cases.push_back({call, code, for_good});
  return cases;
}

INSTANTIATE_TEST_SUITE_P(store, FailingDisk, testing::ValuesIn(fault_cases()), [](const auto& tested) {
  return std::string(tested.param.call.name) + (tested.param.code == SQLITE_FULL ? "_full" : "_error") + (tested.param.for_good ? "_for_good" : "_once");
});

/// Fails the first I/O call of a write, then the second, and so on until the write succeeds.
TEST_P(FailingDisk, leaves_no_partial_effect) {
  SimulatedDisk disk("failing");
  Customer card;
  Need need;
  {
    const Store store = open_on(disk);
    Session li = store.session("Li Wei");
    card.legal_name = "甲公司";
    card = li.put(card);
    need.customer_id = card.id;
    need.statement = "提速";
    need = li.put(need);
  }
  const SimulatedDisk::Image prepared = disk.durable();
  const auto content = [&](const Store& store) { return store.session("Li Wei").book(); };
  const Book before = content(open_on(disk));
  bool succeeded = false;
  int faults = 0;
  for (std::int64_t at = 1; !succeeded && at < 500; ++at) {
    disk.load(prepared);
    {
      const Store store = open_on(disk);
      Session li = store.session("Li Wei");
      const std::int64_t failed = disk.failed_calls();
      disk.fail({.at = at, .code = GetParam().code, .for_good = GetParam().for_good});
      const std::string code = code_thrown([&] { GetParam().call.run(li, card, need); });
      succeeded = disk.failed_calls() == failed;
      faults += succeeded ? 0 : 1;
      disk.heal();
      if (code == "nothing thrown") {
        EXPECT_NE(content(store), before) << "acknowledged, so it is there";
      } else {
        EXPECT_FALSE(succeeded) << code;
        EXPECT_TRUE(code == "store.input_output" || code == "store.full" || code == "store.cannot_open") << code << " at call " << at;
        EXPECT_EQ(content(store), before) << "refused, so nothing of it is there; call " << at;
      }
    }
    const Store again = open_on(disk);
    const Verification checked = again.verify();
    EXPECT_TRUE(checked.ok()) << checked.findings.front().message.en << " at call " << at;
  }
  EXPECT_TRUE(succeeded);
  EXPECT_GT(faults, 3);
}

}  // namespace
}  // namespace guanxi::store
