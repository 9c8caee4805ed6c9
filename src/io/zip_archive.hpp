#pragma once
/// @file
/// The files inside a zip archive, unpacked under a limit.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace guanxi::io::detail {

/// What may be unpacked.
struct ZipLimits {
  std::size_t bytes{};    ///< of all files together
  std::size_t entries{};  ///< files in the archive
};

/// An archive in memory; its bytes must outlive it.
class ZipArchive {
 public:
  /// @param name  of the archive, for errors
  /// @throws  FileError  `io.xlsx_damaged`, `io.too_big`
  ZipArchive(std::string_view bytes, std::string name, ZipLimits limits);

  /// One unpacked file.
  /// @param path  with slashes; case does not matter
  /// @return  nothing if there is no such file
  /// @throws  FileError  `io.xlsx_damaged`, `io.too_big`, `io.encrypted`
  [[nodiscard]] std::optional<std::string> read(std::string_view path);

 private:
  struct Close {
    void operator()(zip* archive) const noexcept;
  };

  void list_entries(std::size_t max_entries);

  std::unique_ptr<zip, Close> archive_;
  std::map<std::string, std::size_t> places_;
  std::string name_;
  std::size_t limit_;
  std::size_t left_;
};

}  // namespace guanxi::io::detail
