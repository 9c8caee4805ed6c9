#pragma once
/// @file
/// The lock between processes: whoever writes or checkpoints holds the file beside the store.

#include <string>

namespace guanxi::store::detail {

/// A file whose only purpose is to be locked. SQLite itself never opens it, so closing it drops nobody's locks.
class SidecarLock {
 public:
  /// @param path  file to lock, made if there is none; empty for a store that no other process can reach
  /// @throws FileError  `store.read_only`, `store.cannot_open`
  explicit SidecarLock(const std::string& path);
  SidecarLock(const SidecarLock&) = delete;
  SidecarLock& operator=(const SidecarLock&) = delete;
  ~SidecarLock();

  /// Waits until no other process holds the lock.
  /// @param patience  at most so many milliseconds
  /// @throws FileError  `store.locked` when the time is over
  void lock(int patience) const;
  /// Lets others go on.
  void unlock() const noexcept;

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace guanxi::store::detail
