#include <guanxi/access/key.hpp>

#include "sodium.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <string>

namespace guanxi::access {

namespace detail {

void start_sodium() {
  static const bool started = sodium_init() >= 0;
  if (!started) throw Error("access.sodium", "libsodium cannot start: the system gives no random numbers");
}

}  // namespace detail

namespace {

/// The context of a derived key.
const char* context_of(KeyUse use) noexcept {
  switch (use) {
    case KeyUse::sealing:
      return "gx_seal_";
    case KeyUse::chain:
      return "gx_chain";
    case KeyUse::search:
      break;
  }
  return "gx_token";
}

}  // namespace

static_assert(Key::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES && Key::size == crypto_kdf_KEYBYTES &&
              Key::size == crypto_generichash_KEYBYTES);
static_assert(std::tuple_size_v<Salt> == crypto_pwhash_argon2id_SALTBYTES && crypto_kdf_CONTEXTBYTES == 8);

Salt random_salt() {
  detail::start_sodium();
  Salt salt;
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

Key Key::from_bytes(std::string_view bytes) {
  if (bytes.size() != size)
    throw ArgumentError("access.key_length", "a key has 32 bytes, not " + std::to_string(bytes.size()));
  Key key;
  std::ranges::copy(bytes, key.bytes_.begin());
  return key;
}

Key Key::random() {
  detail::start_sodium();
  Key key;
  randombytes_buf(key.bytes_.data(), size);
  return key;
}

Key Key::from_passphrase(std::string_view text, const Salt& salt) {
  if (text.empty()) throw ArgumentError("access.passphrase", "the passphrase is empty");
  detail::start_sodium();
  Key key;
  const int failed = crypto_pwhash(key.bytes_.data(), size, text.data(), text.size(), salt.data(),
                                   crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
                                   crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0)
    throw Error("access.memory", "there is not enough memory to make a key of the passphrase: 64 MiB are needed");
  return key;
}

Key Key::subkey(KeyUse use) const {
  detail::start_sodium();
  Key key;
  crypto_kdf_derive_from_key(key.bytes_.data(), size, 1, context_of(use), bytes_.data());
  return key;
}

bool Key::operator==(const Key& other) const noexcept {
  return sodium_memcmp(bytes_.data(), other.bytes_.data(), size) == 0;
}

Key::~Key() { sodium_memzero(bytes_.data(), size); }

}  // namespace guanxi::access
