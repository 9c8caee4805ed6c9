#pragma once
/// @file
/// Calls of the operating system that fail as planned, for files which a program opens by itself.

#include <cstdint>
#include <string>

namespace guanxi::test {

/// While it lives, calls of this process on a folder and what lies in it are counted, and can fail.
///
/// Openings, reads, writes, truncations, syncs, deletions and renamings count, also those made by SQLite. A call that fails
/// does not do its work. One at a time.
class FailingCalls {
 public:
  struct Fault {
    std::int64_t at = 1;    ///< Which call fails; 1 is the next.
    int problem = 0;        ///< What errno then says, such as EIO or ENOSPC. ENOSPC waits for a call that can need room.
    bool for_good = false;  ///< Whether all later ones fail too. Default: only that one.
  };

  FailingCalls(const std::string& folder, const Fault& fault);
  FailingCalls(const FailingCalls&) = delete;
  FailingCalls& operator=(const FailingCalls&) = delete;
  ~FailingCalls();

  /// Calls that failed.
  std::int64_t failed() const;
  /// Name of the last one that failed, such as `fsync`; empty if none did.
  std::string last_failed() const;
};

}  // namespace guanxi::test
