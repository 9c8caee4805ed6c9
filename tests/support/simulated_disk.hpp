#pragma once
/// @file
/// A disk in memory for SQLite, which can lose power and fail; its log shows every moment at which it could have done so.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace guanxi::test {

/// A virtual file system of SQLite that lives in memory. One process, any number of connections and threads.
///
/// What the medium promises is what POSIX does: bytes are safe once their file was synced, and until then any subset
/// of the 512-byte sectors that were written may be there after a power loss, in any order. A new file is safe once it
/// was synced itself, a deletion once the folder was: by a deletion with directory sync or, as in SQLite's own layer
/// for Unix, by the first sync of a journal or WAL through each handle that was opened to create it.
///
/// A test runs a workload once, with marks, then visits the moments of the log:
/// @code
/// SimulatedDisk disk("crash"), after("crash_after");
/// ...                                                    // commits; disk.mark(n) once commit n was acknowledged
/// for (std::size_t i = 0; i <= disk.operations(); ++i) {
///   after.load(disk.image_at(i, seed));                  // opened with after.vfs(): at least acknowledged_at(i) commits
/// }
/// @endcode
class SimulatedDisk {
 public:
  /// File names and their bytes.
  using Image = std::map<std::string, std::string>;

  /// An error of the hardware.
  struct Fault {
    std::int64_t at = 1;    ///< Which I/O call from now on fails; 1 is the next. Requires >= 1.
    int code = 0;           ///< What it returns, such as SQLITE_IOERR or SQLITE_FULL. See `fail`.
    bool for_good = false;  ///< Whether all later ones fail too, until `heal`. Default: only that one.
  };

  /// Seed of the power loss after which only what was synced is there.
  static constexpr std::uint64_t synced_only = 0;
  /// Seed of the power loss after which everything is there.
  static constexpr std::uint64_t everything = 1;

  /// An empty disk, registered with SQLite until it is destroyed; connections end before it.
  /// @param name             of the VFS, not yet taken
  /// @param characteristics  what xDeviceCharacteristics says; SQLITE_IOCAP_POWERSAFE_OVERWRITE, which SQLite's own layer
  ///                         for Unix says, is true of this disk too
  /// @throws std::logic_error if SQLite knows the name
  explicit SimulatedDisk(std::string name, int characteristics = 0);
  ~SimulatedDisk();
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

  /// Name for sqlite3_open_v2.
  const std::string& vfs() const;

  // -- power loss --

  /// Length of the log: writes, truncations, syncs, creations, deletions and marks since construction or `load`.
  std::size_t operations() const;
  /// What the operation of this index was, such as `write book.db-wal 32+4120`, for messages.
  std::string operation(std::size_t index) const;
  /// Notes in the log that work up to this number, say of a commit, was acknowledged.
  void mark(std::int64_t acknowledged);
  /// Last mark among the first so many operations; 0 before there is one.
  std::int64_t acknowledged_at(std::size_t operations) const;

  /// What is there if power is lost after so many operations. Equal arguments give equal images.
  /// @param operations  at most `operations()`
  /// @param seed        `synced_only`, `everything` or any other number, which picks one of several ways to lose what was
  ///                    not synced: the oldest or the newest writes stay, or whole writes, or sectors, or what belongs to
  ///                    some files; with zeros or garbage where the file grew but its bytes did not arrive
  /// @cost  a copy of the files and of what was written since a point about 1 MiB back in the log, less for rising moments
  Image image_at(std::size_t operations, std::uint64_t seed) const;
  /// What a power loss now leaves.
  Image after_power_loss(std::uint64_t seed) const;
  /// What a power loss now leaves at least: synced bytes of files that are sure to exist.
  Image durable() const;
  /// Replaces all files by these, as synced, and begins the log anew; faults are healed.
  /// @throws std::logic_error while a file is open
  void load(Image image);

  // -- faults --

  /// Plans a fault in place of the one planned before.
  ///
  /// The call that fails does not do its work, but an error in writing may leave some whole sectors from the start of what
  /// was to be written, and what a failed sync did not make safe waits for the next one. SQLITE_FULL waits for the first
  /// write, truncation or opening at or after the number, and a code of one kind of call, such as SQLITE_IOERR_FSYNC, for a
  /// call of that kind. SQLITE_IOERR fails any call with the code of its kind.
  void fail(const Fault& fault);
  /// No more faults.
  void heal();
  /// I/O calls so far, also failed ones: reads, writes, truncations, syncs, openings and deletions.
  std::int64_t calls() const;
  /// Calls that failed as planned.
  std::int64_t failed_calls() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace guanxi::test
