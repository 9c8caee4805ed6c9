#include <guanxi/access/seal.hpp>

#include "sodium.hpp"

#include <array>
#include <utility>

namespace guanxi::access {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(nonce_size + crypto_aead_xchacha20poly1305_ietf_ABYTES == seal_overhead);

unsigned char* writable(std::string& text, std::size_t at) {
  return reinterpret_cast<unsigned char*>(text.data() + at);
}

}  // namespace

std::string seal(const Key& key, std::string_view plain, std::string_view context) {
  detail::start_sodium();
  std::string sealed(seal_overhead + plain.size(), '\0');
  unsigned char* nonce = writable(sealed, 0);
  randombytes_buf(nonce, nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(writable(sealed, nonce_size), nullptr, detail::bytes_of(plain),
                                             plain.size(), detail::bytes_of(context), context.size(), nullptr, nonce,
                                             key.bytes().data());
  return sealed;
}

std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view context) {
  if (sealed.size() < seal_overhead) return std::nullopt;
  detail::start_sodium();
  const std::string_view rest = sealed.substr(nonce_size);
  std::string plain(sealed.size() - seal_overhead, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      writable(plain, 0), nullptr, nullptr, detail::bytes_of(rest), rest.size(), detail::bytes_of(context),
      context.size(), detail::bytes_of(sealed), key.bytes().data());
  return failed == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

std::uint64_t token(const Key& key, std::string_view text) {
  detail::start_sodium();
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), detail::bytes_of(text), text.size(), key.bytes().data(), Key::size);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number |= static_cast<std::uint64_t>(hash[i]) << (8 * i);
  return number;
}

}  // namespace guanxi::access
