#include <guanxi/access/key.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "support/code_thrown.hpp"
#include "unit/access/hex.hpp"

namespace guanxi::access {
namespace {

Salt counting_salt() {
  Salt salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
  return salt;
}

TEST(Key, has_32_bytes) {
  EXPECT_EQ(hex(Key::from_bytes(counting(0, 32)).bytes()), hex(counting(0, 32)));
  for (const std::size_t size : {0U, 31U, 33U})
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)Key::from_bytes(counting(0, size)); }), "access.key_length");
}

// Python: from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
//         Argon2id(salt=bytes(range(16)), length=32, iterations=2, lanes=1, memory_cost=65536).derive(passphrase).hex()
TEST(Key, of_a_passphrase_is_argon2id) {
  EXPECT_EQ(hex(Key::from_passphrase("correct horse battery staple", counting_salt()).bytes()),
            "c05ce4c4dd7e0e45ee6011cc59d068ade47df1b01fc0cf9cd4678bdf68a5b7b0");
  EXPECT_EQ(hex(Key::from_passphrase("关系", counting_salt()).bytes()),
            "20536004cfba9a5bd7ff40a62eeb515516fc1150e6ac7b8fff4c1cd9f971843b");
}

TEST(Key, of_a_passphrase_depends_on_the_salt) {
  EXPECT_FALSE(Key::from_passphrase("关系", random_salt()) == Key::from_passphrase("关系", random_salt()));
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)Key::from_passphrase("", Salt{}); }), "access.passphrase");
}

// Python: hashlib.blake2b(b"", digest_size=32, key=bytes(range(32)), salt=struct.pack("<QQ", 1, 0),
//                         person=b"gx_seal_" + bytes(8)).hexdigest()
TEST(Key, derives_one_for_each_use) {
  const Key key = Key::from_bytes(counting(0, 32));
  EXPECT_EQ(hex(key.subkey(KeyUse::sealing).bytes()),
            "7bc2b3eafa53cccc7205f44f1118baaeefb70b6a3144cb7d8d09953458672f5c");
  EXPECT_EQ(hex(key.subkey(KeyUse::chain).bytes()), "a228a59931f9ef615a352cc300ff5d19e9a879b8f98de0a8f2a6ac941d88fd9f");
  EXPECT_EQ(hex(key.subkey(KeyUse::search).bytes()),
            "4d78317fee902a6f0f6f02c438f3a3767ac50341678772c0549667040eeb356b");
}

TEST(Key, compares_and_copies_by_value) {
  const Key key = Key::random();
  const Key copy = key;
  EXPECT_TRUE(copy == key);
  EXPECT_FALSE(Key::random() == key);
  Key other = Key::random();
  other = key;
  EXPECT_TRUE(other == key);
}

TEST(Key, is_overwritten_at_its_end) {
  alignas(Key) unsigned char place[sizeof(Key)];
  Key* key = new (place) Key(Key::from_bytes(counting(1, 32)));
  key->~Key();
  const volatile unsigned char* seen = place;
  for (std::size_t i = 0; i < sizeof(Key); ++i) EXPECT_EQ(seen[i], 0) << i;
}

TEST(Key, may_be_made_by_many_threads_at_once) {
  std::vector<std::string> made(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& each : made) threads.emplace_back([&each] { each = hex(Key::random().bytes()); });
  }
  std::ranges::sort(made);
  EXPECT_EQ(std::ranges::adjacent_find(made), made.end());
}

}  // namespace
}  // namespace guanxi::access
