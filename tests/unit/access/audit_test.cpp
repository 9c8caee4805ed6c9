// Expected digests by Python:
//
//   import hashlib, struct
//   from uuid import UUID
//
//   def digest(previous, entry, key=b""):
//       data = previous
//       for member in entry:
//           if isinstance(member, int): member = struct.pack("<q", member)
//           elif isinstance(member, UUID): member = member.bytes
//           elif isinstance(member, str): member = member.encode()
//           data += struct.pack("<Q", len(member)) + member
//       return hashlib.blake2b(data, digest_size=32, key=key).digest()
//
//   card = UUID("0190d1a0-0000-7000-8000-000000000001")
//   first = (1, "customer", card, 1, "create", 1697335200000000, UUID("0190d1a0-0000-7000-8000-00000000000a"),
//            "王芳", "新客户", '{"legal_name":"华东精密机械"}')
//   second = (2, "customer", card, 2, "edit", -1, UUID(int=0), "nightly import", "", b"\x00\xff")
//   one = digest(bytes(32), first, key); two = digest(one, second, key)
#include <guanxi/access/audit.hpp>

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "unit/access/hex.hpp"

namespace guanxi::access {
namespace {

const Uuid card = *parse_uuid("0190d1a0-0000-7000-8000-000000000001");

const AuditEntry creation{.sequence = 1,
                          .kind = "customer",
                          .record = card,
                          .version = 1,
                          .action = "create",
                          .at = {1697335200000000},
                          .by = *parse_uuid("0190d1a0-0000-7000-8000-00000000000a"),
                          .by_name = "王芳",
                          .reason = "新客户",
                          .delta = R"({"legal_name":"华东精密机械"})"};
const AuditEntry change{.sequence = 2,
                        .kind = "customer",
                        .record = card,
                        .version = 2,
                        .action = "edit",
                        .at = {-1},
                        .by_name = "nightly import",
                        .delta = std::string("\0\xff", 2)};

struct ChainCase {
  const char* name;
  std::optional<Key> key;
  const char *one, *two;
};

const ChainCase chain_cases[] = {
    {"open",
     {},
     "57cea0ed74747fc882687018fd8f310e44e3df142be587cee9545f92e9c68ff0",
     "1868436e35307a5c6cf41c7a8fe84a597e764e3e02cf80aaec4fe37ff07ffd6b"},
    {"keyed", Key::from_bytes(counting(0, 32)), "75e9898149768bbb92fdc497bfa417059e033b1756596c431a2ef7f40f0070c8",
     "df3ecaffc46ef7dad1d424bf7e2ad372bbc3006374d895282168e5f4aa20575d"},
};

class ChainTable : public testing::TestWithParam<ChainCase> {};
TEST_P(ChainTable, digests_are_those_of_python) {
  const Chain chain(GetParam().key);
  const Digest one = chain.next(first_digest(), creation);
  EXPECT_EQ(hex(one), GetParam().one);
  EXPECT_EQ(hex(chain.next(one, change)), GetParam().two);
}
INSTANTIATE_TEST_SUITE_P(access, ChainTable, testing::ValuesIn(chain_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Chain, digest_of_an_unset_entry) {
  EXPECT_EQ(hex(Chain().next(first_digest(), {})), "49527394a35c880bc5fd54474825d4a353072341662c84b18dc113fa24dfbb9c");
  EXPECT_EQ(hex(first_digest()), std::string(64, '0'));
}

TEST(Chain, every_member_counts) {
  std::set<std::string> seen{hex(Chain().next(first_digest(), creation))};
  const auto expect_new = [&](auto edit) {
    AuditEntry entry = creation;
    edit(entry);
    EXPECT_TRUE(seen.insert(hex(Chain().next(first_digest(), entry))).second);
  };
  expect_new([](AuditEntry& entry) { ++entry.sequence; });
  expect_new([](AuditEntry& entry) { entry.kind += 's'; });
  expect_new([](AuditEntry& entry) { entry.record.bytes[0] ^= 1; });
  expect_new([](AuditEntry& entry) { ++entry.version; });
  expect_new([](AuditEntry& entry) { entry.action = "edit"; });
  expect_new([](AuditEntry& entry) { ++entry.at.microseconds; });
  expect_new([](AuditEntry& entry) { entry.by.bytes[15] ^= 1; });
  expect_new([](AuditEntry& entry) { entry.by_name.clear(); });
  expect_new([](AuditEntry& entry) { entry.reason += '\0'; });
  expect_new([](AuditEntry& entry) { entry.delta = ""; });
  expect_new([](AuditEntry& entry) { entry.kind += entry.action, entry.action.clear(); });
  expect_new([](AuditEntry& entry) { std::swap(entry.reason, entry.delta); });
  Digest other{};
  other[31] = 1;
  EXPECT_TRUE(seen.insert(hex(Chain().next(other, creation))).second);
  EXPECT_TRUE(seen.insert(hex(Chain(Key::random()).next(first_digest(), creation))).second);
}

/// A chain of ten changes with its digests.
struct Sample {
  std::vector<AuditEntry> entries;
  std::vector<Digest> digests;

  explicit Sample(const Chain& chain) {
    Digest last = first_digest();
    for (int i = 0; i < 10; ++i) {
      AuditEntry& entry = entries.emplace_back(change);
      entry.sequence = i + 1;
      digests.push_back(last = chain.next(last, entry));
    }
  }
};

TEST(Chain, a_whole_chain_is_not_broken) {
  for (const std::optional<Key>& key : {std::optional<Key>(), std::optional(Key::from_bytes(counting(0, 32)))}) {
    const Sample book{Chain(key)};
    EXPECT_EQ(Chain(key).first_broken(book.entries, book.digests), std::nullopt);
  }
  EXPECT_EQ(Chain().first_broken({}, {}), std::nullopt);
}

TEST(Chain, tells_the_first_entry_that_was_changed_dropped_or_moved) {
  const Chain chain;
  const Sample whole(chain);
  for (std::size_t at = 0; at < whole.entries.size(); ++at) {
    Sample changed = whole;
    changed.entries[at].reason = "x";
    EXPECT_EQ(chain.first_broken(changed.entries, changed.digests), at);
    Sample forged = whole;
    forged.digests[at][7] ^= 1;
    EXPECT_EQ(chain.first_broken(forged.entries, forged.digests), at);
  }
  Sample dropped = whole;
  dropped.entries.erase(dropped.entries.begin() + 4);
  dropped.digests.erase(dropped.digests.begin() + 4);
  EXPECT_EQ(chain.first_broken(dropped.entries, dropped.digests), 4U);
  Sample moved = whole;
  std::swap(moved.entries[2], moved.entries[3]);
  std::swap(moved.digests[2], moved.digests[3]);
  EXPECT_EQ(chain.first_broken(moved.entries, moved.digests), 2U);
}

TEST(Chain, an_entry_without_digest_breaks_it) {
  Sample book{Chain()};
  book.digests.pop_back();
  EXPECT_EQ(Chain().first_broken(book.entries, book.digests), 9U);
  EXPECT_EQ(Chain().first_broken({}, book.digests), 0U);
}

TEST(Chain, can_be_checked_piece_by_piece) {
  const Sample book{Chain()};
  const std::span entries(book.entries);
  const std::span digests(book.digests);
  EXPECT_EQ(Chain().first_broken(entries.subspan(4), digests.subspan(4), book.digests[3]), std::nullopt);
  EXPECT_EQ(Chain().first_broken(entries.subspan(4), digests.subspan(4), book.digests[2]), 0U);
}

TEST(Chain, another_key_does_not_fit) {
  const Sample book{Chain(Key::from_bytes(counting(0, 32)))};
  EXPECT_EQ(Chain().first_broken(book.entries, book.digests), 0U);
  EXPECT_EQ(Chain(Key::from_bytes(counting(1, 32))).first_broken(book.entries, book.digests), 0U);
}

}  // namespace
}  // namespace guanxi::access
