#include <guanxi/store/store.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "support/code_thrown.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int rounds = 100;
#else
constexpr int rounds = 1000;
#endif

/// Reads a number, adds one, writes it back.
void count_up(Session& session, Id<Customer> id, int times) {
  for (int i = 0; i < times; ++i)
    session.transaction([&](Session& inside) {
      Customer card = inside.get(id);
      card.notes = std::to_string((card.notes.empty() ? 0 : std::stoi(card.notes)) + 1);
      inside.put(card, "count");
    });
}

TEST(StoreSharing, two_processes_lose_no_count) {
  const test::ScratchFolder folder;
  Id<Customer> id;
  {
    Session li = Store::open(folder / "book.gx").session("Li Wei");
    id = li.put(Customer{}).id;
  }
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      const std::string code = test::code_thrown([&] {
        Session session = Store::open(folder / "book.gx").session("Li Wei");
        count_up(session, id, rounds);
      });
      if (code != "nothing thrown") ::fprintf(stderr, "child: %s\n", code.c_str());
      ::_exit(code == "nothing thrown" ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const Store store = Store::open(folder / "book.gx");
  EXPECT_EQ(store.session("Li Wei").get(id).notes, std::to_string(2 * rounds));
  EXPECT_EQ(store.session("Li Wei").get(id).meta.version, 2 * rounds + 1);
  EXPECT_TRUE(store.verify().ok());
}

TEST(StoreSharing, threads_write_and_read_at_once) {
  const test::ScratchFolder folder;
  const Store store = Store::open(folder / "book.gx", {.durability = Durability::none});
  Session li = store.session("Li Wei");
  const Id<Customer> id = li.put(Customer{}).id;
  constexpr int each = 100;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] {
      Session mine = store.session("Li Wei");
      count_up(mine, id, each);
    });
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] {
      const Session mine = store.session("Li Wei");
      std::int64_t last = 0;
      for (int round = 0; round < each; ++round) {
        const Dossier dossier = mine.dossier(id);
        EXPECT_GE(*dossier.customer().meta.version, last);
        last = *dossier.customer().meta.version;
        EXPECT_GE(mine.history(id).back().version, last);
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(li.get(id).notes, std::to_string(2 * each));
}

TEST(StoreSharing, two_stores_of_one_process_see_each_other) {
  const test::ScratchFolder folder;
  const Store one = Store::open(folder / "book.gx"), two = Store::open(folder / "book.gx");
  Session li = one.session("Li Wei"), same = two.session("Li Wei");
  Customer card = li.put(Customer{});
  card = same.get(card.id);
  card.notes = "seen";
  same.put(card);
  EXPECT_EQ(li.get(card.id).notes, "seen");
  EXPECT_TRUE(one.verify().ok());
}

}  // namespace
}  // namespace guanxi::store
