#pragma once
/// @file
/// The bytes of a store's files, and what can be read in them.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace guanxi::test {

/// All bytes of a file; empty if there is none.
inline std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// All bytes of all files in a folder.
inline std::string folder_bytes(const std::string& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) bytes += file_bytes(entry.path().string());
  return bytes;
}

/// Those of some texts that stand in bytes.
inline std::vector<std::string> texts_in(const std::string& bytes, const std::vector<std::string>& texts) {
  std::vector<std::string> found;
  for (const std::string& text : texts)
    if (bytes.find(text) != std::string::npos) found.push_back(text);
  return found;
}

}  // namespace guanxi::test
