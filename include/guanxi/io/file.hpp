#pragma once
/// @file
/// Whole files in and out, with errors that say which file and why.

#include <cstddef>
#include <string>
#include <string_view>

namespace guanxi::io {

/// All bytes of a file.
/// @param path       UTF-8
/// @param max_bytes  larger files are refused. Default 1 GiB.
/// @throws  FileError  `io.open` if it is missing, a folder or unreadable; `io.too_big` above `max_bytes`
[[nodiscard]] std::string read_file(const std::string& path, std::size_t max_bytes = std::size_t{1} << 30);

/// Writes a whole file: first beside it under another name, then renamed, so that nobody sees half of it and a failure
/// leaves the old file as it was.
/// @param path  UTF-8; its folder must exist
/// @param bytes  the whole contents
/// @throws  FileError  `io.write` with the path and the system's reason
void write_file(const std::string& path, std::string_view bytes);

}  // namespace guanxi::io
