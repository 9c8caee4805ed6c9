#include "vault.hpp"

#include <guanxi/access/seal.hpp>
#include <guanxi/core/error.hpp>

#include <algorithm>
#include <array>

namespace guanxi::store::detail {

namespace {

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr unsigned digit_bits = 6;
constexpr unsigned byte_bits = 8;
constexpr std::uint8_t no_digit = 0xFF;

constexpr auto digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < base64_digits.size(); ++i) values[static_cast<unsigned char>(base64_digits[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

/// What a seal is bound to; no two places have the same.
std::string context_of(std::int64_t tenant, const SealedPlace& place) {
  constexpr char between = '\x1f';
  std::string text = std::to_string(tenant) + between;
  ((text += place.table) += between) += to_string(place.record);
  ((text += between) += place.name) += between;
  return text + std::to_string(place.sequence);
}

constexpr std::string_view proof_text = "guanxi";
constexpr std::string_view proof_context = "info_record";

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  unsigned held = 0, bits = 0;
  for (const char byte : bytes) {
    held = held << byte_bits | static_cast<unsigned char>(byte);
    for (bits += byte_bits; bits >= digit_bits; bits -= digit_bits) text += base64_digits[held >> (bits - digit_bits) & 63U];
  }
  if (bits != 0) text += base64_digits[held << (digit_bits - bits) & 63U];
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  unsigned held = 0, bits = 0;
  for (const char sign : text) {
    const std::uint8_t digit = digit_values[static_cast<unsigned char>(sign)];
    if (digit == no_digit) return std::nullopt;
    held = held << digit_bits | digit;
    bits += digit_bits;
    if (bits < byte_bits) continue;
    bits -= byte_bits;
    bytes += static_cast<char>(held >> bits & 255U);
  }
  const bool whole = bits < digit_bits && (held & ((1U << bits) - 1)) == 0;
  return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

Vault::Vault(const access::Key& key, std::int64_t tenant)
    : sealing_(key.subkey(access::KeyUse::sealing)), chain_(key.subkey(access::KeyUse::chain)), search_(key.subkey(access::KeyUse::search)), tenant_(tenant) {}

std::string Vault::seal(std::string_view plain, const SealedPlace& place) const { return base64(access::seal(sealing_, plain, context_of(tenant_, place))); }

std::string Vault::open(std::string_view sealed, const SealedPlace& place) const {
  const std::optional<std::string> bytes = from_base64(sealed);
  std::optional<std::string> plain = bytes ? access::unseal(sealing_, *bytes, context_of(tenant_, place)) : std::nullopt;
  if (!plain)
    throw FileError("store.corrupt", "the sealed field " + std::string(place.name) + " of the record " + to_string(place.record) + " in " + std::string(place.table) +
                                         " does not open: it was changed or moved outside guanxi; restore the latest backup");
  return std::move(*plain);
}

std::string Vault::blind(std::string_view words) const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string blinded;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (!blinded.empty()) blinded += ' ';
    const std::uint64_t token = access::token(search_, word);
    for (unsigned shift = 64; shift != 0; shift -= 4) blinded += digits[token >> (shift - 4) & 15U];
  }
  return blinded;
}

std::string Vault::proof() const { return base64(access::seal(sealing_, proof_text, proof_context)); }

bool Vault::accepts(std::string_view proof) const {
  const std::optional<std::string> bytes = from_base64(proof);
  return bytes && access::unseal(sealing_, *bytes, proof_context) == proof_text;
}

}  // namespace guanxi::store::detail
