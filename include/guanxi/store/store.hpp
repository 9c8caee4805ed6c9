#pragma once
/// @file
/// Customer cards in one file that a desk can share.

#include <guanxi/access/key.hpp>
#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/timestamp.hpp>
#include <guanxi/store/session.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi::store {

/// What a power loss may cost.
enum class Durability {
  full,  ///< nothing that was acknowledged
  none   ///< the whole file: for tests, and for loads that can be repeated
};

/// How a store is opened.
struct OpenOptions {
  const Catalogue* catalogue = nullptr;   ///< kinds and run-time fields, copied; nullptr for the standard ones
  std::function<Timestamp()> clock{};     ///< asked at each read and write; default the system's clock
  Calendar calendar{};                    ///< decides on which day shares and absences hold. Default +08:00.
  int patience = 30'000;                  ///< how long to wait for other writers, in milliseconds. Default 30,000. Requires >= 0.
  Durability durability = Durability::full;  ///< what a power loss may cost. Default full.
  std::int64_t tenant = 1;                ///< whose records of those in the file. Default 1.
  std::optional<access::Key> key{};       ///< seals a new store and opens a sealed one. Default none: everything lies as plain text.
  std::optional<std::string> passphrase{};  ///< the same from a passphrase, not empty, by Argon2id with a salt kept in the file; not with `key`
  std::string vfs{};                      ///< SQLite VFS by name; a store on another one than the default is not shared between processes
};

/// What `verify` looked at and found.
struct Verification {
  std::int64_t changes{};  ///< entries of the history that were checked
  std::int64_t records{};  ///< records that were compared with their history
  Findings findings{};     ///< empty if all is well; the first broken entry comes first
  /// True if nothing was found.
  [[nodiscard]] bool ok() const noexcept { return findings.empty(); }
};

/// A file of customer cards. Copies share it; any thread may use it.
class Store {
 public:
  /// Opens a store, or makes one.
  /// @param path     UTF-8; made if there is none. `path`-lock, -wal and -shm belong to it.
  /// @param options  kinds, clock, patience, key
  /// @throws FileError  `store.wrong_file`, `store.newer_schema`, `store.read_only`, `store.locked`, `store.cannot_open`,
  ///         `store.corrupt`, `store.field_changed`; `store.key_missing` for a sealed store without its key, `store.key_wrong` with
  ///         another, `store.key_unused` for a key to a store that is not sealed; the file is then as it was
  /// @throws ArgumentError  `store.key` for key and passphrase together, `access.passphrase` for an empty one
  [[nodiscard]] static Store open(const std::string& path, const OpenOptions& options = {});

  /// A session of a person. In a store into which nobody has written yet, that person becomes a user and its administrator.
  /// @param user  identifier, login or name of a user
  /// @throws AccessError  `access.user` if no user is called so, several are, or the user has left
  [[nodiscard]] Session session(std::string_view user) const;

  /// A session of a person or a program.
  /// @throws AccessError  `access.user` for an unknown user, one who has left, or a program without a name
  [[nodiscard]] Session session(const access::Principal& principal) const;

  /// Checks the file, the chain of changes, and that every record is what its changes made it.
  /// @cost  reads everything
  [[nodiscard]] Verification verify() const;

  /// Copies the store to another file while others go on working. The copy is checked, then put in place at once.
  /// @param path  replaced if it exists
  /// @throws FileError  `store.backup_broken` if the copy does not verify; whatever writing a file may throw. An existing file at
  ///         `path` is then as it was; only where the folder alone could not be pushed to the disk is it the whole new copy.
  void backup(const std::string& path) const;

  /// True if the store was made with a key: guarded fields lie sealed in the file.
  [[nodiscard]] bool is_sealed() const noexcept;

  /// The kinds with which the store was opened, with their run-time fields: those given and those that any program declared before.
  [[nodiscard]] const Catalogue& catalogue() const noexcept;

  /// Where the store lies.
  [[nodiscard]] const std::string& path() const noexcept;

 private:
  explicit Store(std::shared_ptr<detail::State> state) : state_(std::move(state)) {}

  std::shared_ptr<detail::State> state_;
};

}  // namespace guanxi::store
