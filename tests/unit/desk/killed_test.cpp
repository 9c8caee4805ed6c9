#include <guanxi/desk/import.hpp>
#include <guanxi/store/store.hpp>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::desk {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kills = 20;
#else
constexpr int kills = 201;
#endif

/// A book of so many customers with a contact each; another mark makes every card say something else.
Book marked_book(int customers, const std::string& mark) {
  IdGenerator ids({}, 1);
  Book book;
  for (int i = 0; i < customers; ++i) {
    Dossier& dossier = book.dossiers.emplace_back();
    dossier.customer().id = ids.make<Customer>();
    dossier.customer().legal_name = "客户" + std::to_string(100 + i);
    dossier.customer().notes = mark;
    Contact contact;
    contact.id = ids.make<Contact>();
    contact.customer_id = dossier.customer().id;
    contact.display_name = "联系人" + std::to_string(100 + i);
    contact.title = mark;
    dossier.of<Contact>().push_back(contact);
  }
  return book;
}

/// Imports and copies for ever; tells of each step in a pipe.
[[noreturn]] void work(const test::ScratchFolder& folder, int pipe) {
  const auto tell = [pipe] { (void)!::write(pipe, "x", 1); };
  const std::string code = test::code_thrown([&] {
    const store::Store store = store::Store::open(folder / "book.gx", {.catalogue = &test::few_kinds()});
    store::Session li = store.session("Li Wei");
    tell();
    for (int round = 0;; ++round) {
      const Book book = marked_book(12, "round " + std::to_string(::getpid()) + "." + std::to_string(round));
      (void)import_book(li, test::few_kinds(), book, {.progress = [&](std::size_t, std::size_t) { tell(); }});
      tell();
      store.backup(folder / "copy.gx");
      tell();
    }
  });
  ::fprintf(stderr, "child: %s\n", code.c_str());
  ::_exit(1);
}

/// All cards say the same: an import holds whole or not at all.
void expect_whole(const std::string& path, int& customers) {
  const store::Store store = store::Store::open(path, {.catalogue = &test::few_kinds()});
  const store::Verification checked = store.verify();
  ASSERT_TRUE(checked.ok()) << checked.findings.front().message.en;
  std::set<std::string> marks;
  const Book book = store.session("Li Wei").book();
  for (const Dossier& dossier : book.dossiers) {
    marks.insert(dossier.customer().notes);
    ASSERT_EQ(dossier.of<Contact>().size(), 1U);
    marks.insert(dossier.of<Contact>()[0].title);
  }
  ASSERT_LE(marks.size(), 1U);
  customers = static_cast<int>(book.dossiers.size());
}

TEST(Killed, at_any_moment_leaves_a_sound_store_and_a_sound_copy) {
  const test::ScratchFolder folder;
  (void)store::Store::open(folder / "book.gx", {.catalogue = &test::few_kinds()}).session("Li Wei");
  std::mt19937 random(3);
  int copies = 0, customers = 0;
  for (int i = 0; i < kills; ++i) {
    int ends[2] = {};
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) work(folder, ends[1]);
    ::close(ends[1]);
    char told = 0;
    for (std::size_t steps = random() % 32; steps > 0 && ::read(ends[0], &told, 1) == 1; --steps) {}
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 4000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    ASSERT_NO_FATAL_FAILURE(expect_whole(folder / "book.gx", customers));
    if (!std::filesystem::exists(folder / "copy.gx")) continue;
    ++copies;
    int copied = 0;
    ASSERT_NO_FATAL_FAILURE(expect_whole(folder / "copy.gx", copied));
    EXPECT_EQ(copied, 12);
    std::filesystem::remove(folder / "copy.gx-wal");
  }
  EXPECT_EQ(customers, 12);
  EXPECT_GT(copies, 0);
}

}  // namespace
}  // namespace guanxi::desk
