#pragma once
/// @file
/// Secret keys.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace guanxi::access {

/// Makes keys from equal passphrases differ; no secret, kept beside what was sealed.
using Salt = std::array<std::uint8_t, 16>;

/// A fresh random salt.
/// @throws  Error  `access.sodium` if libsodium cannot start
[[nodiscard]] Salt random_salt();

/// What a derived key is for.
enum class KeyUse {
  sealing,  ///< `seal` and `unseal`
  chain,    ///< `Chain`
  search    ///< `token`
};

/// A secret of 32 bytes; each copy is overwritten with zeros at its end.
class Key {
 public:
  /// Bytes of a key.
  static constexpr std::size_t size = 32;

  /// The key with these bytes.
  /// @throws  ArgumentError  `access.key_length` unless there are 32
  [[nodiscard]] static Key from_bytes(std::string_view bytes);
  /// A fresh random key.
  /// @throws  Error  `access.sodium` if libsodium cannot start
  [[nodiscard]] static Key random();
  /// The key of a passphrase: Argon2id 1.3, 2 passes over 64 MiB, one lane (libsodium's INTERACTIVE limits).
  /// @param text  any bytes but none; the same text in another encoding or normal form is another passphrase
  /// @param salt  as it was when the key was first made
  /// @throws  ArgumentError  `access.passphrase` for an empty text
  /// @throws  Error  `access.memory` if 64 MiB cannot be had, `access.sodium` if libsodium cannot start
  /// @cost    about a tenth of a second and 64 MiB, on purpose
  /// @source  RFC 9106
  [[nodiscard]] static Key from_passphrase(std::string_view text, const Salt& salt);

  /// The key for one use, from which neither this key nor those of other uses can be told.
  ///
  /// It is BLAKE2b-256 of nothing, keyed with this key, with salt 01 and fifteen zeros, and with the personal string
  /// `gx_seal_`, `gx_chain` or `gx_token` and eight zeros (libsodium's crypto_kdf with identifier 1).
  [[nodiscard]] Key subkey(KeyUse use) const;

  /// The secret itself; lives as long as the key.
  [[nodiscard]] std::span<const std::uint8_t, size> bytes() const noexcept { return bytes_; }

  /// Compares in constant time.
  bool operator==(const Key& other) const noexcept;

  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

 private:
  Key() = default;
  std::array<std::uint8_t, size> bytes_{};
};

}  // namespace guanxi::access
