#pragma once
/// @file
/// A folder for the files of one test, and a clock that goes when it is told to.

#include <guanxi/core/timestamp.hpp>

#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace guanxi::test {

/// Made empty, removed at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "guanxi-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  /// Path of a file in the folder.
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// Starts on 2024-06-30 at noon in China; each reading is a second later than the last one.
class TestClock {
 public:
  /// What a store is given.
  [[nodiscard]] std::function<Timestamp()> reader() const {
    return [now = now_] { return Timestamp{*now += second}; };
  }
  /// The time of the last reading.
  [[nodiscard]] Timestamp now() const { return {*now_}; }
  void advance_days(std::int64_t days) { *now_ += days * 86'400 * second; }
  void set(Timestamp at) { *now_ = at.microseconds; }

 private:
  static constexpr std::int64_t second = 1'000'000;
  std::shared_ptr<std::int64_t> now_ = std::make_shared<std::int64_t>(1'719'720'000 * second);
};

}  // namespace guanxi::test
