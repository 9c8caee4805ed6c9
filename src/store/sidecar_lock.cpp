#include "sidecar_lock.hpp"

#include <guanxi/core/error.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace guanxi::store::detail {

SidecarLock::SidecarLock(const std::string& path) : path_(path) {
  if (path.empty()) return;
  constexpr int everybody = 0666;  // less what the user masks
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, everybody);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (file_ >= 0) return;
  const bool forbidden = errno == EACCES || errno == EROFS || errno == EPERM;
  throw FileError(forbidden ? "store.read_only" : "store.cannot_open",
                  path + " cannot be made: " + std::strerror(errno) + "; the folder of a store must exist and be writable");  // NOLINT(concurrency-mt-unsafe)
}

SidecarLock::~SidecarLock() {
  if (file_ >= 0) ::close(file_);
}

/// The kernel keeps no queue that could time out, so waiting means asking again: at once, then after up to 2 ms.
void SidecarLock::lock(int patience) const {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + std::chrono::milliseconds(patience);
  constexpr auto longest_pause = std::chrono::microseconds(2000);
  for (auto pause = std::chrono::microseconds(20); file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) != 0; pause = std::min(pause * 2, longest_pause)) {
    if (Clock::now() >= end)
      throw FileError("store.locked", path_ + " has been held by another process for " + std::to_string(patience) + " ms; close that program or try again");
    std::this_thread::sleep_for(pause);
  }
}

void SidecarLock::unlock() const noexcept {
  if (file_ >= 0) ::flock(file_, LOCK_UN);
}

}  // namespace guanxi::store::detail
