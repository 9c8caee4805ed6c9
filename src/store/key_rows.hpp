#pragma once
/// @file
/// What the file says about its key.

#include <guanxi/access/key.hpp>
#include <guanxi/store/store.hpp>

#include <memory>
#include <optional>
#include <string>

#include "connection.hpp"
#include "vault.hpp"

namespace guanxi::store::detail {

/// The key with which a file is opened or made.
struct Keyring {
  std::shared_ptr<const Vault> vault{};  ///< nothing for a file without key
  std::optional<access::Salt> salt{};    ///< of a passphrase
};

/// @throws ArgumentError  `store.key` for key and passphrase together, `access.passphrase` for an empty one
void demand_one_key(const OpenOptions& options);

/// Makes the key of the options.
/// @param file  nullptr if there is no store yet
/// @throws FileError  see `demand_key`
[[nodiscard]] Keyring keyring_of(const OpenOptions& options, Connection* file, const std::string& path);

/// Holds a key against what the file says.
/// @throws FileError  `store.key_missing`, `store.key_wrong`, `store.key_unused`
void demand_key(Connection& file, const Keyring& keys, const std::string& path);

/// Writes into a new file what tells its key.
void write_key_rows(Connection& file, const Keyring& keys);

}  // namespace guanxi::store::detail
