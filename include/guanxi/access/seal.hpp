#pragma once
/// @file
/// Sealed texts: unreadable and unchangeable without the key.

#include <guanxi/access/key.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi::access {

/// Bytes that a sealed text is longer than the plain one.
inline constexpr std::size_t seal_overhead = 40;

/// Seals a text with XChaCha20-Poly1305; sealing twice gives two different results.
/// @param key      of this use: `key.subkey(KeyUse::sealing)`
/// @param plain    any bytes, may be empty; their number is not hidden
/// @param context  where it stands, such as table, record and field; not stored, but needed to unseal, so that a sealed
///                 text cannot be moved elsewhere
/// @return  24 bytes of random nonce, as many bytes as `plain`, 16 bytes of tag
/// @throws  Error  `access.sodium` if libsodium cannot start
/// @source  draft-irtf-cfrg-xchacha-03
[[nodiscard]] std::string seal(const Key& key, std::string_view plain, std::string_view context);

/// The text that was sealed.
/// @return  nothing if the sealed text was changed or cut, or if key or context are not those it was sealed with
/// @throws  Error  `access.sodium` if libsodium cannot start
[[nodiscard]] std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view context);

/// A keyed number that stands for a text where sealed texts are searched: equal texts have equal tokens, and without
/// the key a token tells nothing else.
/// @param key   of this use: `key.subkey(KeyUse::search)`
/// @param text  any bytes; normalize them before, since the least difference makes another token
/// @return  the first 8 bytes, little-endian, of BLAKE2b-128 keyed with `key`; two texts may share one, so compare
///          what was found
[[nodiscard]] std::uint64_t token(const Key& key, std::string_view text);

}  // namespace guanxi::access
