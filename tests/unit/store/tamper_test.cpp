#include <guanxi/store/store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"
#include "support/simulated_disk.hpp"

namespace guanxi::store {
namespace {

using test::SimulatedDisk;

/// A small store on a disk in memory, and a second way to its file.
class Tampering : public testing::Test {
 protected:
  Tampering() {
    fill(store().session("Li Wei"));
    store_.reset();
    original_ = disk_.after_power_loss(SimulatedDisk::everything);
  }

  static void fill(Session session) {
    for (int i = 0; i < 3; ++i) {
      Customer card;
      card.legal_name = "客户" + std::to_string(i);
      card = session.put(card, "first card");
      card.notes = "visited";
      session.put(card, "visit");
    }
  }

  Store& store() {
    if (!store_) store_.emplace(Store::open("book.gx", {.catalogue = &test::few_kinds(), .clock = clock_.reader(), .vfs = disk_.vfs()}));
    return *store_;
  }

  /// Changes the file behind the store's back, and says what verifying it then finds first.
  std::string found_after(const std::string& sql, const std::string& blob = {}) {
    store_.reset();
    disk_.load(original_);
    {
      SQLite::Database file(std::string("book.gx"), SQLite::OPEN_READWRITE, 0, disk_.vfs());
      SQLite::Statement statement(file, sql);
      if (!blob.empty()) statement.bind(1, blob.data(), static_cast<int>(blob.size()));
      while (statement.executeStep()) {}
    }
    const Verification checked = store().verify();
    return checked.ok() ? "nothing" : checked.findings.front().code;
  }

  SimulatedDisk disk_{"tampering"};
  test::TestClock clock_;
  std::optional<Store> store_;
  SimulatedDisk::Image original_;
};

TEST_F(Tampering, untouched_file_is_sound) {
  EXPECT_EQ(found_after("SELECT 1"), "nothing");
  EXPECT_EQ(store().verify().changes, 12) << "a user, five roles, three cards, three edits";
}

/// Every byte of every text and digest, every number.
TEST_F(Tampering, every_flipped_byte_of_an_entry_is_found) {
  int flips = 0;
  for (const char* column : {"kind", "action", "by_name", "reason", "delta", "record_id", "by_id", "digest"}) {
    store_.reset();
    disk_.load(original_);
    std::vector<std::pair<std::int64_t, std::string>> cells;
    {
      SQLite::Database file(std::string("book.gx"), SQLite::OPEN_READWRITE, 0, disk_.vfs());
      SQLite::Statement rows(file, std::string("SELECT sequence, CAST(") + column + " AS BLOB) FROM change_record WHERE sequence IN (1, 7, 12)");
      while (rows.executeStep()) cells.emplace_back(rows.getColumn(0).getInt64(), rows.getColumn(1).getString());
    }
    const bool text = std::string_view("kind action by_name reason delta").find(column) != std::string_view::npos;
    for (const auto& [sequence, cell] : cells)
      for (std::size_t at = 0; at < cell.size(); at += text && cell.size() > 60 ? 7U : 1U) {
        std::string flipped = cell;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        const std::string value = text ? "CAST(?1 AS TEXT)" : "?1";
        const std::string found = found_after(std::string("UPDATE change_record SET ") + column + " = " + value + " WHERE sequence = " + std::to_string(sequence), flipped);
        EXPECT_EQ(found, "store.chain_broken") << column << " of entry " << sequence << ", byte " << at;
        ++flips;
      }
  }
  for (const char* column : {"version", "at"})
    for (const int sequence : {1, 7, 12})
      EXPECT_EQ(found_after(std::string("UPDATE change_record SET ") + column + " = " + column + " + 1000 WHERE sequence = " + std::to_string(sequence)), "store.chain_broken");
  EXPECT_GT(flips, 300);
}

TEST_F(Tampering, deleted_inserted_reordered_and_cut_entries_are_found) {
  EXPECT_EQ(found_after("DELETE FROM change_record WHERE sequence = 1"), "store.chain_gap");
  EXPECT_EQ(found_after("DELETE FROM change_record WHERE sequence = 8"), "store.chain_gap");
  EXPECT_EQ(found_after("DELETE FROM change_record WHERE sequence = 12"), "store.chain_cut");
  EXPECT_EQ(found_after("DELETE FROM change_record WHERE sequence > 6"), "store.chain_cut");
  EXPECT_EQ(found_after("DELETE FROM change_record"), "store.chain_cut");
  EXPECT_EQ(found_after("INSERT INTO change_record SELECT tenant, 13, kind, record_id, version + 7, action, at, by_id, by_name, reason, delta, digest FROM change_record WHERE sequence = 12"), "store.chain_broken");
  EXPECT_EQ(found_after("INSERT INTO change_record SELECT tenant, 0, kind, record_id, version + 7, action, at, by_id, by_name, reason, delta, digest FROM change_record WHERE sequence = 12"), "store.chain_gap");
  EXPECT_EQ(found_after("UPDATE change_record SET sequence = 19 - sequence WHERE sequence IN (9, 10) AND 0"), "nothing");
  EXPECT_EQ(found_after("UPDATE change_record SET sequence = CASE sequence WHEN 9 THEN 100 ELSE sequence END"), "store.chain_gap");
  EXPECT_EQ(found_after("UPDATE chain_record SET sequence = 11"), "store.chain_cut");
}

TEST_F(Tampering, records_altered_outside_their_history_are_found) {
  EXPECT_EQ(found_after("UPDATE customer_record SET notes = 'never said'"), "store.altered");
  EXPECT_EQ(found_after("UPDATE customer_record SET meta_version = 7"), "store.altered");
  EXPECT_EQ(found_after("DELETE FROM customer_record"), "store.lost");
  EXPECT_EQ(found_after("INSERT INTO team_record (tenant, id, name) VALUES (1, x'01020304050607080910111213141516', 'ghosts')"), "store.unexplained");
}

/// Damage of the medium: an error or a finding, or a byte that carries nothing.
TEST_F(Tampering, flipped_bytes_of_the_file_never_pass_for_data) {
  store_.reset();
  disk_.load(original_);
  const Book sound = store().session("Li Wei").book();
  store_.reset();
  std::string& bytes = original_["book.gx"];
  ASSERT_GT(bytes.size(), 100'000U);
  int noticed = 0;
  for (std::size_t at = 11; at < bytes.size(); at += bytes.size() / 400) {
    const char kept = bytes[at];
    bytes[at] = static_cast<char>(kept ^ 0x55);
    disk_.load(original_);
    bytes[at] = kept;
    std::string outcome = "unnoticed";
    Book book;
    const std::string code = test::code_thrown([&] {
      if (!store().verify().ok()) outcome = "found";
      book = store().session("Li Wei").book();
    });
    store_.reset();
    if (code != "nothing thrown" || outcome == "found") ++noticed;
    else EXPECT_EQ(book, sound) << "byte " << at;
    EXPECT_NE(code, "store.sqlite") << "byte " << at;
  }
  EXPECT_GT(noticed, 20);
}

}  // namespace
}  // namespace guanxi::store
