#include "key_rows.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace guanxi::store::detail {

namespace {

constexpr std::string_view proof_row = "key_proof";
constexpr std::string_view salt_row = "key_salt";

std::optional<std::string> key_row(Connection& file, std::string_view name) {
  Cursor row = file.prepare("SELECT value FROM info_record WHERE name = ?");
  row.add(name);
  return row.step() ? std::optional(std::string(row.text(0))) : std::nullopt;
}

void write_key_row(Connection& file, std::string_view name, const std::string& value) { file.prepare("INSERT INTO info_record (name, value) VALUES (?, ?)").add(name).add(value).run(); }

[[noreturn]] void refuse_key(const char* code, const std::string& sentence) { throw FileError(code, sentence); }

[[noreturn]] void wrong_key(const std::string& path) { refuse_key("store.key_wrong", path + " was sealed with another key or passphrase; give the one with which it was made"); }

/// @throws FileError  `store.key_wrong` for a file that was not made with a passphrase
access::Salt salt_of(Connection& file, const std::string& path) {
  const std::optional<std::string> text = key_row(file, salt_row);
  const std::optional<std::string> bytes = text ? from_base64(*text) : std::nullopt;
  access::Salt salt{};
  if (!bytes || bytes->size() != salt.size()) refuse_key("store.key_wrong", path + " was sealed with a key, not with a passphrase; give its key");
  std::ranges::transform(*bytes, salt.begin(), [](char byte) { return static_cast<std::uint8_t>(byte); });
  return salt;
}

std::string bytes_of(const access::Salt& salt) { return {salt.begin(), salt.end()}; }

void demand_sealed(Connection& file, bool wanted, const std::string& path) {
  const bool sealed = key_row(file, proof_row).has_value();
  if (sealed && !wanted) refuse_key("store.key_missing", path + " is sealed; give the key or passphrase with which it was made");
  if (!sealed && wanted)
    refuse_key("store.key_unused", path + " is not sealed: whatever is written into it lies there as plain text; open it without a key, or make a new store with the key, import into it and remove this one");
}

}  // namespace

void demand_one_key(const OpenOptions& options) {
  if (options.key && options.passphrase) throw ArgumentError("store.key", "a store has a key or a passphrase, not both; give one of them");
  if (options.passphrase && options.passphrase->empty()) throw ArgumentError("access.passphrase", "the passphrase is empty; give one, or leave it out for a store without key");
}

Keyring keyring_of(const OpenOptions& options, Connection* file, const std::string& path) {
  const bool wanted = options.key || options.passphrase;
  if (file != nullptr) demand_sealed(*file, wanted, path);
  Keyring keys;
  if (!wanted) return keys;
  if (options.passphrase) keys.salt = file != nullptr ? salt_of(*file, path) : access::random_salt();
  keys.vault = std::make_shared<Vault>(options.key ? *options.key : access::Key::from_passphrase(*options.passphrase, *keys.salt), options.tenant);
  if (file != nullptr) demand_key(*file, keys, path);
  return keys;
}

void demand_key(Connection& file, const Keyring& keys, const std::string& path) {
  demand_sealed(file, keys.vault != nullptr, path);
  if (keys.vault && !keys.vault->accepts(*key_row(file, proof_row))) wrong_key(path);
}

void write_key_rows(Connection& file, const Keyring& keys) {
  if (!keys.vault) return;
  write_key_row(file, proof_row, keys.vault->proof());
  if (keys.salt) write_key_row(file, salt_row, base64(bytes_of(*keys.salt)));
}

}  // namespace guanxi::store::detail
