#pragma once
/// @file
/// Zip archives made by hand, so that tests can hand any parts, also broken ones, to the workbook reader.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::test {

/// Names and contents of the files in an archive.
using ZipParts = std::vector<std::pair<std::string, std::string>>;

/// CRC-32 of bytes, bit by bit.
inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

/// Appends a number, low byte first.
inline void append_little(std::string& out, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFu));
}

/// The fields that the local header and the directory share, up to the length of the name and of extra fields.
inline void append_header(std::string& out, const std::string& name, const std::string& content) {
  append_little(out, 20, 2);      // version needed
  append_little(out, 0x0800, 2);  // names are UTF-8
  append_little(out, 0, 2);       // stored, not compressed
  append_little(out, 0, 2);       // time
  append_little(out, 0x21, 2);    // 1980-01-01
  append_little(out, crc32(content), 4);
  append_little(out, content.size(), 4);
  append_little(out, content.size(), 4);
  append_little(out, name.size(), 2);
  append_little(out, 0, 2);
}

/// An archive of uncompressed files.
inline std::string stored_zip(const ZipParts& parts) {
  std::string out;
  std::string directory;
  for (const auto& [name, content] : parts) {
    directory += "PK\x01\x02";
    append_little(directory, 20, 2);
    append_header(directory, name, content);
    directory.append(10, '\0');  // comment, disk and attributes
    append_little(directory, out.size(), 4);
    directory += name;
    out += "PK\x03\x04";
    append_header(out, name, content);
    out += name + content;
  }
  const std::size_t start = out.size();
  out += directory;
  out += "PK\x05\x06";
  append_little(out, 0, 4);
  append_little(out, parts.size(), 2);
  append_little(out, parts.size(), 2);
  append_little(out, directory.size(), 4);
  append_little(out, start, 4);
  append_little(out, 0, 2);
  return out;
}

}  // namespace guanxi::test
