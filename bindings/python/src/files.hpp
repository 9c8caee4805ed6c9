#pragma once
/// @file
/// Paths and small files.

#include <string>
#include <string_view>

#include "python.hpp"

namespace guanxi::python {

/// The text of a path.
/// @throws  WrongType  for anything but a str or what has `__fspath__`
[[nodiscard]] std::string path_from_python(py::handle path, const std::string& what);

/// A whole file.
/// @throws  FileError  `io.read` if it cannot be read
[[nodiscard]] std::string read_file(const std::string& path);

/// Writes a whole file beside the old one, then puts it in its place.
/// @throws  FileError  `io.write` if it cannot be written; the old one is as it was
void write_file(const std::string& path, std::string_view bytes);

}  // namespace guanxi::python
