#include <guanxi/access/seal.hpp>

#include <gtest/gtest.h>

#include <set>

#include "unit/access/hex.hpp"

namespace guanxi::access {
namespace {

const Key seal_key = Key::from_bytes(counting(0, 32));

// draft-irtf-cfrg-xchacha-03, A.3.1: nonce, ciphertext, tag.
TEST(Seal, opens_the_published_vector) {
  const Key published = Key::from_bytes(counting(0x80, 32));
  const std::string sealed =
      counting(0x40, 24) + unhex(
                               "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                               "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                               "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                               "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
  EXPECT_EQ(unseal(published, sealed, unhex("50515253c0c1c2c3c4c5c6c7")),
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
            "would be it.");
}

TEST(Seal, gives_back_what_was_sealed) {
  using namespace std::string_view_literals;
  for (const std::string_view plain : {""sv, "x"sv, "13800138000"sv, "王芳"sv, "\0\xff\0"sv})
    for (const std::string_view context : {""sv, "contact/0190/phones"sv, "\0"sv}) {
      const std::string sealed = seal(seal_key, plain, context);
      EXPECT_EQ(sealed.size(), plain.size() + seal_overhead);
      EXPECT_EQ(unseal(seal_key, sealed, context), plain);
    }
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(unseal(seal_key, seal(seal_key, large, ""), ""), large);
}

TEST(Seal, shows_nothing_of_the_text) {
  const std::string sealed = seal(seal_key, "13800138000", "");
  EXPECT_EQ(sealed.find("1380"), std::string::npos);
}

TEST(Seal, gives_another_result_each_time) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(seal(seal_key, "same", "same").substr(0, 24)).second);
}

TEST(Seal, notices_every_changed_bit) {
  const std::string sealed = seal(seal_key, "13800138000", "contact");
  for (std::size_t at = 0; at < sealed.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = sealed;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      EXPECT_EQ(unseal(seal_key, changed, "contact"), std::nullopt) << at << "." << bit;
    }
}

TEST(Seal, notices_every_cut_and_addition) {
  const std::string sealed = seal(seal_key, "13800138000", "contact");
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(unseal(seal_key, sealed.substr(0, size), "contact"), std::nullopt) << size;
    EXPECT_EQ(unseal(seal_key, sealed.substr(sealed.size() - size), "contact"), std::nullopt) << size;
  }
  EXPECT_EQ(unseal(seal_key, sealed + '\0', "contact"), std::nullopt);
}

TEST(Seal, needs_the_same_key_and_context) {
  const std::string sealed = seal(seal_key, "13800138000", "contact");
  EXPECT_EQ(unseal(Key::random(), sealed, "contact"), std::nullopt);
  EXPECT_EQ(unseal(seal_key.subkey(KeyUse::sealing), sealed, "contact"), std::nullopt);
  for (const char* context : {"", "contac", "contacts", "Contact"})
    EXPECT_EQ(unseal(seal_key, sealed, context), std::nullopt);
}

// Python: int.from_bytes(hashlib.blake2b(text, digest_size=16, key=bytes(range(32))).digest()[:8], "little")
TEST(Token, is_keyed_blake2b) {
  EXPECT_EQ(token(seal_key, ""), 0xd58f88e7bc97af3dU);
  EXPECT_EQ(token(seal_key, "13800138000"), 0x3e2d761f8c3aae5aU);
  EXPECT_EQ(token(seal_key, "王芳"), 0xc81084f2b376acc2U);
}

TEST(Token, depends_on_key_and_text) {
  EXPECT_EQ(token(seal_key, "王芳"), token(Key(seal_key), "王芳"));
  EXPECT_NE(token(seal_key, "王芳"), token(seal_key, "王方"));
  EXPECT_NE(token(seal_key, "王芳"), token(seal_key.subkey(KeyUse::search), "王芳"));
}

}  // namespace
}  // namespace guanxi::access
