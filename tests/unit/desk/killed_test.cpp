#include <guanxi/desk/handover.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/store/store.hpp>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "support/code_thrown.hpp"
#include "support/desk_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::desk {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kills = 20;
#else
constexpr int kills = 200;
#endif

constexpr int killed_customers = 4;
constexpr std::size_t steps_of_a_round = 3 + 3 * killed_customers;  ///< each operation, each imported customer, each record handed over

/// What the child is doing, told in a pipe step by step.
enum Doing : char { importing = 'i', handing_over = 'h', copying = 'c' };

/// Imports, hands over and copies for ever.
[[noreturn]] void work(const test::ScratchFolder& folder, int pipe) {
  const auto tell = [pipe](Doing what) { (void)!::write(pipe, &what, 1); };
  const std::string code = test::code_thrown([&] {
    const store::Store store = store::Store::open(folder / "book.gx", {.catalogue = &test::desk_kinds()});
    store::Session li = store.session("Li Wei");
    for (int round = 0;; ++round) {
      const Book book = test::marked_book(killed_customers, "round " + std::to_string(::getpid()) + "." + std::to_string(round));
      tell(importing);
      (void)import_book(li, test::desk_kinds(), book, {.progress = [&](std::size_t, std::size_t) { tell(importing); }});
      tell(handing_over);
      (void)handover(li, test::desk_kinds(), test::desk_giver, test::desk_taker, "handover", {.progress = [&](std::size_t, std::size_t) { tell(handing_over); }});
      tell(copying);
      store.backup(folder / "copy.gx");
    }
  });
  ::fprintf(stderr, "child: %s\n", code.c_str());
  ::_exit(1);
}

/// All cards say the same and are of the same person, as is their work: an import and a handover hold whole or not at all.
void expect_whole(const std::string& path, int& customers) {
  const store::Store store = store::Store::open(path, {.catalogue = &test::desk_kinds()});
  const store::Verification checked = store.verify();
  ASSERT_TRUE(checked.ok()) << checked.findings.front().message.en;
  const Book book = store.session("Li Wei").book();
  ASSERT_LE(test::states_of(book).size(), 1U);
  customers = static_cast<int>(book.dossiers.size());
}

/// Starts a child and kills it after some steps.
/// @return  what it was doing at the last step
char start_and_kill(const test::ScratchFolder& folder, std::size_t steps, std::chrono::microseconds later) {
  int ends[2] = {};
  if (::pipe(ends) != 0) return 0;
  const pid_t child = ::fork();
  if (child == 0) work(folder, ends[1]);
  ::close(ends[1]);
  char told = 0;
  for (; steps > 0 && ::read(ends[0], &told, 1) == 1; --steps) {}
  std::this_thread::sleep_for(later);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(ends[0]);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
  return told;
}

/// What was killed, and what was found afterwards.
struct Toll {
  std::map<char, int> killed_while{};
  int copies = 0;
  int customers = 0;
};

/// A store that is killed at some times, checked after each; new ones keep the history short that is checked.
void kill_often(std::mt19937& random, int times, Toll& toll) {
  const test::ScratchFolder folder;
  {
    store::Session li = store::Store::open(folder / "book.gx", {.catalogue = &test::desk_kinds()}).session("Li Wei");
    test::put_desk_people(li);
  }
  for (int i = 0; i < times; ++i) {
    const std::size_t steps = random() % 4 == 0 ? steps_of_a_round : 1 + random() % (steps_of_a_round + 6);
    ++toll.killed_while[start_and_kill(folder, steps, std::chrono::microseconds(random() % 6000))];
    ASSERT_NO_FATAL_FAILURE(expect_whole(folder / "book.gx", toll.customers));
    if (!std::filesystem::exists(folder / "copy.gx")) continue;
    ++toll.copies;
    int copied = 0;
    ASSERT_NO_FATAL_FAILURE(expect_whole(folder / "copy.gx", copied));
    EXPECT_EQ(copied, killed_customers);
    std::filesystem::remove(folder / "copy.gx-wal");
  }
}

TEST(Killed, at_any_moment_leaves_a_sound_store_and_a_sound_copy) {
  std::mt19937 random(3);
  Toll toll;
  constexpr int of_one_store = 10;
  for (int done = 0; done < kills && !HasFailure(); done += of_one_store) kill_often(random, of_one_store, toll);
  EXPECT_EQ(toll.customers, killed_customers);
  EXPECT_GT(toll.copies, 0);
  for (const Doing doing : {importing, handing_over, copying}) EXPECT_GT(toll.killed_while[doing], kills / 10);
  EXPECT_GE(toll.killed_while[importing] + toll.killed_while[handing_over] + toll.killed_while[copying], kills);
}

}  // namespace
}  // namespace guanxi::desk
