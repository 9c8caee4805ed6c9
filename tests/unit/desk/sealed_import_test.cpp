#include <guanxi/desk/import.hpp>
#include <guanxi/store/store.hpp>

#include "support/file_bytes.hpp"
#include "support/scratch.hpp"

namespace guanxi::desk {
namespace {

/// What the contacts of a book hold in guarded fields, as far as it is long enough to be looked for.
std::vector<std::string> guarded_texts(const Book& book) {
  std::set<std::string> texts;
  const auto add = [&](const std::string& text) {
    if (text.size() > 9) texts.insert(text);
  };
  for (const Dossier& dossier : book.dossiers)
    for (const Contact& contact : dossier.of<Contact>()) {
      for (const std::string& text : {contact.address, contact.hometown, contact.education, contact.career, contact.family, contact.personality}) add(text);
      for (const auto* list : {&contact.phones, &contact.emails, &contact.messaging}) std::ranges::for_each(*list, add);
    }
  return {texts.begin(), texts.end()};
}

/// Bytes of a store into which the bundled book was imported.
std::string bytes_of_import(const store::OpenOptions& options, std::vector<std::string>& guarded) {
  const test::ScratchFolder folder;
  const std::string examples = GUANXI_SOURCE_DIR "/examples/data";
  std::string bytes;
  {
    const store::Store store = store::Store::open(folder / "book.gx", options);
    store::Session li = store.session("Li Wei");
    EXPECT_FALSE(import_file(li, standard_catalogue(), examples, {.now = test::TestClock().now(), .seed = 1}).kinds.empty());
    guarded = guarded_texts(li.book());
    bytes = test::folder_bytes(folder.path());
  }
  return bytes + test::folder_bytes(folder.path());
}

TEST(SealedImport, leaves_no_guarded_text_in_any_byte) {
  std::vector<std::string> guarded;
  store::OpenOptions options{.durability = store::Durability::none};
  const std::string plain = bytes_of_import(options, guarded);
  EXPECT_GT(guarded.size(), 10U);
  EXPECT_EQ(test::texts_in(plain, guarded), guarded) << "a look finds what is there";
  options.key = access::Key::from_bytes(std::string(access::Key::size, 'k'));
  const std::string sealed = bytes_of_import(options, guarded);
  EXPECT_EQ(test::texts_in(sealed, guarded), std::vector<std::string>());
}

}  // namespace
}  // namespace guanxi::desk
