#include "failing_calls.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <mutex>
#include <stdexcept>
#include <string_view>

namespace guanxi::test {

namespace {

/// What is planned and what happened.
struct PlannedCalls {
  std::mutex mutex;
  std::string folder;
  FailingCalls::Fault fault;
  std::int64_t calls = 0;
  std::int64_t failed = 0;
  const char* last_failed = "";
};

PlannedCalls& planned_calls() {
  static PlannedCalls calls;
  return calls;
}

/// Calls before the first plan, and those of other tests, are only passed on.
std::atomic<bool> calls_are_planned{false};

enum class CallNeeds { nothing, room };

/// Whether this call is to fail; errno then says why.
bool call_fails(const char* name, std::string_view path, CallNeeds needs) {
  PlannedCalls& planned = planned_calls();
  const std::lock_guard lock(planned.mutex);
  if (!path.starts_with(planned.folder)) return false;
  ++planned.calls;
  const FailingCalls::Fault& fault = planned.fault;
  const bool later = planned.calls > fault.at && (fault.for_good || planned.failed == 0);
  if (planned.calls != fault.at && !later) return false;
  if (fault.problem == ENOSPC && needs != CallNeeds::room) return false;
  ++planned.failed;
  planned.last_failed = name;
  errno = fault.problem;
  return true;
}

bool call_on_file_fails(const char* name, int file, CallNeeds needs = CallNeeds::nothing) {
  if (!calls_are_planned) return false;
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path.data(), path.size());
  return length > 0 && call_fails(name, {path.data(), static_cast<std::size_t>(length)}, needs);
}

bool call_on_path_fails(const char* name, const char* path, CallNeeds needs = CallNeeds::nothing) {
  return calls_are_planned && call_fails(name, path, needs);
}

}  // namespace

FailingCalls::FailingCalls(const std::string& folder, const Fault& fault) {
  PlannedCalls& planned = planned_calls();
  {
    const std::lock_guard lock(planned.mutex);
    planned.folder = folder;
    planned.fault = fault;
    planned.calls = planned.failed = 0;
    planned.last_failed = "";
  }
  if (calls_are_planned.exchange(true)) throw std::logic_error("one plan of failing calls at a time");
}

FailingCalls::~FailingCalls() { calls_are_planned = false; }

std::int64_t FailingCalls::failed() const {
  const std::lock_guard lock(planned_calls().mutex);
  return planned_calls().failed;
}

std::string FailingCalls::last_failed() const {
  const std::lock_guard lock(planned_calls().mutex);
  return planned_calls().last_failed;
}

/// The function of this name that comes after the one in this program.
template <class Function>
static Function* next_function(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace guanxi::test

// The linker prefers these to those of the C library, for this program and for the libraries that it uses.
#define GUANXI_PASSED_ON(result, name, parameters, arguments, failure)                                                \
  extern "C" result name parameters {                                                                                 \
    if (failure) return -1;                                                                                           \
    static auto* const next = guanxi::test::next_function<result parameters>(#name);                                  \
    return next arguments;                                                                                            \
  }

using guanxi::test::call_on_file_fails;
using guanxi::test::call_on_path_fails;
using guanxi::test::CallNeeds;

GUANXI_PASSED_ON(ssize_t, read, (int file, void* bytes, size_t size), (file, bytes, size), call_on_file_fails("read", file))
GUANXI_PASSED_ON(ssize_t, pread64, (int file, void* bytes, size_t size, off64_t at), (file, bytes, size, at), call_on_file_fails("pread64", file))
GUANXI_PASSED_ON(ssize_t, write, (int file, const void* bytes, size_t size), (file, bytes, size), call_on_file_fails("write", file, CallNeeds::room))
GUANXI_PASSED_ON(ssize_t, pwrite64, (int file, const void* bytes, size_t size, off64_t at), (file, bytes, size, at), call_on_file_fails("pwrite64", file, CallNeeds::room))
GUANXI_PASSED_ON(int, ftruncate64, (int file, off64_t size), (file, size), call_on_file_fails("ftruncate64", file, CallNeeds::room))
GUANXI_PASSED_ON(int, fsync, (int file), (file), call_on_file_fails("fsync", file))
GUANXI_PASSED_ON(int, fdatasync, (int file), (file), call_on_file_fails("fdatasync", file))
GUANXI_PASSED_ON(int, unlink, (const char* path), (path), call_on_path_fails("unlink", path))
GUANXI_PASSED_ON(int, rename, (const char* from, const char* to), (from, to), call_on_path_fails("rename", from, CallNeeds::room))

#undef GUANXI_PASSED_ON

/// Its third argument is there only if it can make a file.
#define GUANXI_PASSED_ON_OPENING(name)                                                                                \
  extern "C" int name(const char* path, int flags, ...) {                                                             \
    const bool makes = (flags & (O_CREAT | O_TMPFILE)) != 0;                                                          \
    std::va_list rest;                                                                                                \
    va_start(rest, flags);                                                                                            \
    const mode_t mode = makes ? va_arg(rest, mode_t) : 0;                                                             \
    va_end(rest);                                                                                                     \
    if (call_on_path_fails(#name, path, makes ? CallNeeds::room : CallNeeds::nothing)) return -1;                     \
    static auto* const next = guanxi::test::next_function<int(const char*, int, ...)>(#name);                         \
    return next(path, flags, mode);                                                                                   \
  }

GUANXI_PASSED_ON_OPENING(open)
GUANXI_PASSED_ON_OPENING(open64)

#undef GUANXI_PASSED_ON_OPENING
