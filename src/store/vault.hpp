#pragma once
/// @file
/// What the key of a store does: sealed texts, blind words of the search index, the key of the chain.

#include <guanxi/access/audit.hpp>
#include <guanxi/access/key.hpp>
#include <guanxi/core/uuid.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi::store::detail {

/// Where a sealed text stands; nowhere else does it open.
struct SealedPlace {
  std::string_view table{};   ///< of the record
  Uuid record{};              ///< which one
  std::string_view name{};    ///< column, or path in the history
  std::int64_t sequence = 0;  ///< entry of the history; 0 for a column
};

/// Holds the keys of an open store. Any thread may use it.
class Vault {
 public:
  /// @param tenant  whose records are sealed
  Vault(const access::Key& key, std::int64_t tenant);

  /// A text as it lies in the file: sealed, in base 64 without padding.
  [[nodiscard]] std::string seal(std::string_view plain, const SealedPlace& place) const;
  /// The text that was sealed at a place.
  /// @throws FileError  `store.corrupt`, naming record and field, if it was changed or moved
  [[nodiscard]] std::string open(std::string_view sealed, const SealedPlace& place) const;
  /// Words, separated by blanks, each replaced by its token in hexadecimal digits.
  [[nodiscard]] std::string blind(std::string_view words) const;
  /// The chain that only holders of the key can extend.
  [[nodiscard]] access::Chain chain() const { return access::Chain(chain_); }

  /// A sealed constant that tells a wrong key at once.
  [[nodiscard]] std::string proof() const;
  /// True for what `proof` gave with the same key, whoever's records it was for.
  [[nodiscard]] bool accepts(std::string_view proof) const;

 private:
  access::Key sealing_;
  access::Key chain_;
  access::Key search_;
  std::int64_t tenant_;
};

/// Bytes as text of base 64 without padding (RFC 4648).
[[nodiscard]] std::string base64(std::string_view bytes);

/// Bytes of such a text; nothing for any text that `base64` does not write.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace guanxi::store::detail
