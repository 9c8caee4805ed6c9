#include "backup.hpp"

#include <guanxi/core/error.hpp>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "errors.hpp"
#include "verify.hpp"

namespace guanxi::store::detail {

namespace {

namespace fs = std::filesystem;

/// A file or folder whose content is pushed to the disk.
void push_to_disk(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  const bool done = file >= 0 && ::fsync(file) == 0;
  const int problem = errno;
  if (file >= 0) ::close(file);
  if (!done) throw FileError("store.input_output", path + " could not be pushed to the disk: " + std::strerror(problem));  // NOLINT(concurrency-mt-unsafe)
}

/// Copies page by page inside one read transaction, so that the copy is one moment of the store.
void copy_pages(State& state, const std::string& path) {
  const std::unique_ptr<Connection> source = state.take_reader();
  const std::unique_ptr<Connection> target = state.connect(path, Use::create, {});
  SQLite::Backup copying(target->database(), source->database());
  copying.executeStep(-1);
}

/// Checks the copy as the store itself would be checked; leaves no log beside it.
Verification verified_copy(const State& state, const std::string& path) {
  const std::unique_ptr<Connection> copy = state.connect(path, Use::write, {});
  copy->execute("PRAGMA journal_mode = DELETE");
  const Transaction moment(*copy, "BEGIN");
  demand_key(*copy, state.keys, path);
  return verify(*copy, state);
}

[[noreturn]] void throw_broken(const std::string& why) {
  throw FileError("store.backup_broken", "the copy does not verify: " + why + "; check the disk and the store itself, nothing was replaced");
}

void check_copy(const State& state, const std::string& path) {
  Verification result;
  try {
    result = guarded([&] { return verified_copy(state, path); });
  } catch (const FileError& error) {
    if (error.code() != "store.corrupt" && error.code() != "store.wrong_file") throw;
    throw_broken(error.what());
  }
  if (!result.ok()) throw_broken(result.findings.front().message.en);
}

/// A log beside the file would be replayed over the copy.
void demand_closed(const std::string& path) {
  std::error_code none;
  if (fs::file_size(path + "-wal", none) > 0 && !none) throw FileError("store.in_use", path + " is a store in use, or one that was not closed; close it first or choose another file");
}

/// Removes a file at the end, whatever happened.
struct Remnant {
  std::string path;
  ~Remnant() {
    for (const char* tail : {"", "-wal", "-shm", "-journal"}) std::remove((path + tail).c_str());
  }
};

}  // namespace

void backup(State& state, const std::string& path) {
  state.check_process();
  demand_closed(path);
  const std::string temporary = path + ".part";
  const Remnant remnant{temporary};
  for (const char* tail : {"", "-wal", "-shm", "-journal"}) std::remove((temporary + tail).c_str());
  copy_pages(state, temporary);
  check_copy(state, temporary);
  push_to_disk(temporary);
  if (std::rename(temporary.c_str(), path.c_str()) != 0)
    throw FileError("store.cannot_open", path + " cannot be replaced: " + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  const std::string folder = fs::path(path).parent_path().string();
  push_to_disk(folder.empty() ? "." : folder);
}

}  // namespace guanxi::store::detail
