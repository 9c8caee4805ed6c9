#include "zip_archive.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <zip.h>

#include "naming.hpp"

namespace guanxi::io::detail {

namespace {

[[noreturn]] void fail(const std::string& name, const std::string& reason) {
  throw FileError("io.xlsx_damaged", called("workbook", name) + " cannot be read: " + reason);
}

std::string folded(std::string_view path) {
  std::string key(path);
  for (char& sign : key) {
    if (sign == '\\') sign = '/';
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  }
  return key;
}

/// An open file of an archive.
struct CloseEntry {
  void operator()(zip_file_t* entry) const noexcept { zip_fclose(entry); }
};

zip_t* open_archive(std::string_view bytes, const std::string& name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const std::string reason = zip_error_strerror(&error);
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    fail(name, reason);
  }
  zip_error_fini(&error);
  return archive;
}

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const noexcept { zip_discard(archive); }

ZipArchive::ZipArchive(std::string_view bytes, std::string name, ZipLimits limits)
    : archive_(open_archive(bytes, name)), name_(std::move(name)), limit_(limits.bytes), left_(limits.bytes) {
  list_entries(limits.entries);
}

void ZipArchive::list_entries(std::size_t max_entries) {
  const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(zip_get_num_entries(archive_.get(), 0), 0));
  if (count > max_entries)
    throw FileError("io.too_big", called("workbook", name_) + " holds " + std::to_string(count) +
                                      " files, more than the limit of " + std::to_string(max_entries));
  for (std::size_t i = 0; i < count; ++i) {
    const char* entry = zip_get_name(archive_.get(), i, ZIP_FL_ENC_GUESS);
    if (entry != nullptr) places_.emplace(folded(entry), i);
  }
}

std::optional<std::string> ZipArchive::read(std::string_view path) {
  const auto place = places_.find(folded(path));
  if (place == places_.end()) return std::nullopt;
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive_.get(), place->second, 0));
  if (entry == nullptr) {
    const zip_error_t* error = zip_get_error(archive_.get());
    if (zip_error_code_zip(error) == ZIP_ER_NOPASSWD)
      throw FileError("io.encrypted", called("workbook", name_) + " asks for a password; save it without one");
    fail(name_, place->first + ": " + zip_strerror(archive_.get()));
  }
  std::string bytes;
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const zip_int64_t count = zip_fread(entry.get(), buffer.data(), buffer.size());
    if (count < 0) fail(name_, place->first + ": " + zip_file_strerror(entry.get()));
    if (count == 0) return bytes;
    const auto size = static_cast<std::size_t>(count);
    if (size > left_)
      throw FileError("io.too_big", called("workbook", name_) + " unpacks to more than the limit of " +
                                        std::to_string(limit_) + " bytes");
    left_ -= size;
    bytes.append(buffer.data(), size);
  }
}

}  // namespace guanxi::io::detail
