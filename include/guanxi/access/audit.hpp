#pragma once
/// @file
/// The hash chain of changes: nobody can alter, insert or drop one without every later digest telling.

#include <guanxi/access/key.hpp>
#include <guanxi/core/timestamp.hpp>
#include <guanxi/core/uuid.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace guanxi::access {

/// One change of one record.
struct AuditEntry {
  std::int64_t sequence{};  ///< position in the chain
  std::string kind{};       ///< name of the record kind
  Uuid record{};            ///< the record
  std::int64_t version{};   ///< version that the change made
  std::string action{};     ///< what was done
  Timestamp at{};           ///< when
  Uuid by{};                ///< the user; null for a program
  std::string by_name{};    ///< name of the user or program at that time
  std::string reason{};     ///< why, as stated
  std::string delta{};      ///< what changed, as encoded by whoever writes it
  bool operator==(const AuditEntry&) const = default;
};

/// A link of the chain.
using Digest = std::array<std::uint8_t, 32>;

/// What stands before the first entry: zeros.
[[nodiscard]] constexpr Digest first_digest() noexcept { return {}; }

/// Computes and checks the digests of a chain.
///
/// A digest is BLAKE2b (RFC 7693) with 32 bytes of result, keyed if there is a key, of these bytes:
/// 1. the previous digest, 32 bytes;
/// 2. each member of the entry in the order of the struct: its length in bytes as an unsigned 64-bit little-endian
///    number, then the bytes. Texts are their bytes; `sequence`, `version` and the microseconds of `at` are 8 bytes,
///    64-bit little-endian two's complement; identifiers are 16 bytes in network order.
///
/// In Python: `hashlib.blake2b(bytes, digest_size=32, key=key)`.
/// @limits  without a key whoever can write everything can compute a new chain. Entries cut off at the end are missed
///          unless the last digest is also kept elsewhere.
class Chain {
 public:
  /// @param key  of this use: `key.subkey(KeyUse::chain)`; without one anybody can recompute the chain
  explicit Chain(std::optional<Key> key = {}) : key_(std::move(key)) {}

  /// The digest that follows.
  /// @throws  Error  `access.sodium` if libsodium cannot start
  [[nodiscard]] Digest next(const Digest& previous, const AuditEntry& entry) const;

  /// The first entry whose stored digest is not the right one.
  /// @param entries  in their order
  /// @param digests  stored with them, one for each
  /// @param start    digest before the first of these entries
  /// @return  its position; the length of the shorter list if one is longer; nothing if all is well
  [[nodiscard]] std::optional<std::size_t> first_broken(std::span<const AuditEntry> entries,
                                                        std::span<const Digest> digests,
                                                        const Digest& start = first_digest()) const;

 private:
  std::optional<Key> key_;
};

}  // namespace guanxi::access
