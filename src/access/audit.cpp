#include <guanxi/access/audit.hpp>

#include "sodium.hpp"

#include <algorithm>

namespace guanxi::access {

namespace {

/// Hashes the members of an entry, each after its length.
class EntryHash {
 public:
  explicit EntryHash(const std::optional<Key>& key) {
    detail::start_sodium();
    crypto_generichash_init(&state_, key ? key->bytes().data() : nullptr, key ? Key::size : 0,
                            std::tuple_size_v<Digest>);
  }

  void raw(const unsigned char* bytes, std::size_t size) { crypto_generichash_update(&state_, bytes, size); }
  void text(std::string_view member) {
    length(member.size());
    raw(detail::bytes_of(member), member.size());
  }
  void number(std::int64_t member) {
    length(8);
    little_endian(static_cast<std::uint64_t>(member));
  }
  void identifier(const Uuid& member) {
    length(member.bytes.size());
    raw(member.bytes.data(), member.bytes.size());
  }
  [[nodiscard]] Digest finish() {
    Digest digest{};
    crypto_generichash_final(&state_, digest.data(), digest.size());
    return digest;
  }

 private:
  void length(std::size_t bytes) { little_endian(bytes); }
  void little_endian(std::uint64_t bits) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(bits >> (8 * i));
    raw(bytes.data(), bytes.size());
  }

  crypto_generichash_state state_{};
};

}  // namespace

Digest Chain::next(const Digest& previous, const AuditEntry& entry) const {
  EntryHash hash(key_);
  hash.raw(previous.data(), previous.size());
  hash.number(entry.sequence);
  hash.text(entry.kind);
  hash.identifier(entry.record);
  hash.number(entry.version);
  hash.text(entry.action);
  hash.number(entry.at.microseconds);
  hash.identifier(entry.by);
  hash.text(entry.by_name);
  hash.text(entry.reason);
  hash.text(entry.delta);
  return hash.finish();
}

std::optional<std::size_t> Chain::first_broken(std::span<const AuditEntry> entries, std::span<const Digest> digests,
                                               const Digest& start) const {
  const std::size_t both = (std::min)(entries.size(), digests.size());
  Digest previous = start;
  for (std::size_t i = 0; i < both; ++i) {
    if (next(previous, entries[i]) != digests[i]) return i;
    previous = digests[i];
  }
  return entries.size() == digests.size() ? std::nullopt : std::optional(both);
}

}  // namespace guanxi::access
