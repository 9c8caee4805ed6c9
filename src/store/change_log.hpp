#pragma once
/// @file
/// The chain of all writes: one row for each version of a record.

#include <guanxi/access/audit.hpp>
#include <guanxi/core/json_writer.hpp>
#include <guanxi/store/change.hpp>

#include <functional>
#include <map>
#include <span>

#include "state.hpp"

namespace guanxi::store::detail {

/// End of the chain.
struct ChainHead {
  std::int64_t sequence = 0;                         ///< number of entries
  access::Digest digest = access::first_digest();    ///< of the last one
  Timestamp written_at{};                            ///< time of the last one
  std::int64_t access_sequence = 0;                  ///< last entry about people's rights
};

[[nodiscard]] ChainHead read_head(Connection& connection, std::int64_t tenant);
void write_head(Connection& connection, std::int64_t tenant, const ChainHead& head);

/// Adds an entry and moves the head.
/// @param entry    its sequence is set here
/// @param parents  customers and other records to which the record belongs with this write
/// @return  false, with nothing done, if the record already has an entry of this version
[[nodiscard]] bool append(Connection& connection, const State& state, ChainHead& head, access::AuditEntry& entry, std::span<const Uuid> parents);

/// Highest version of a record in the chain, 0 if it is not there.
[[nodiscard]] std::int64_t last_version(Connection& connection, std::int64_t tenant, const Uuid& record);

/// A row of the chain.
struct ChainRow {
  access::AuditEntry entry{};
  access::Digest digest{};
};

/// Columns of `read_chain_row`.
inline constexpr std::string_view chain_columns = "sequence, kind, record_id, version, action, at, by_id, by_name, reason, delta, digest";
[[nodiscard]] ChainRow read_chain_row(const Cursor& row);

/// What a write changes, as JSON: path → new value, null for what is unset now. A sealed value stands as text under `sealed:path`.
/// @param json      memory to write in
/// @param changed   members that differ, in the order of the table
/// @param sequence  of the entry
[[nodiscard]] std::string encode_delta(JsonWriter& json, const Table& table, const std::vector<const Slot*>& changed, const void* record, std::int64_t sequence);

/// Replaces sealed values of an entry by plain ones; the digest of the chain is that of the entry before.
/// @throws FileError  `store.corrupt` if one does not open
void open_delta(const State& state, access::AuditEntry& entry);

/// The values of a record by path, as JSON: what all deltas of a record up to some version add up to.
class Folded {
 public:
  /// Applies one entry.
  void apply(const access::AuditEntry& entry);
  /// False if the record was removed last, or no entry was applied.
  [[nodiscard]] bool exists() const noexcept { return exists_; }
  /// Path → JSON.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& values() const noexcept { return values_; }
  /// All values as one delta.
  [[nodiscard]] std::string delta() const;
  /// Fills a record in which nothing is set; paths that the table does not know are passed over.
  void fill(const Table& table, void* record) const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
  access::AuditEntry created_{};
  access::AuditEntry last_{};
  bool exists_ = false;
};

/// Path → JSON of a delta, in the order in which it was written.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> decode_delta(std::string_view delta);

}  // namespace guanxi::store::detail
