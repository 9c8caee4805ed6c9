#include "files.hpp"

#include <guanxi/core/error.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "values.hpp"

namespace guanxi::python {

std::string path_from_python(py::handle path, const std::string& what) {
  if (!PyUnicode_Check(path.ptr()) && !py::hasattr(path, "__fspath__")) throw_wrong_type(what, "str or a path", path);
  const py::object plain = imported("os", "fspath")(path);
  if (!PyUnicode_Check(plain.ptr())) throw_wrong_type(what, "str or a path", path);
  return std::string(utf8_of(plain));
}

std::string read_file(const std::string& path) {
  std::ifstream file;
  std::error_code problem;  // a folder can be opened, and then not be read
  if (!std::filesystem::is_directory(path, problem)) file.open(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad() || !file.is_open()) throw FileError("io.read", path + " cannot be read; check the path and its permissions");
  return bytes;
}

void write_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << bytes;
  file.close();
  std::error_code problem;
  if (file) std::filesystem::rename(beside, path, problem);
  if (!file || problem) {
    std::filesystem::remove(beside, problem);
    throw FileError("io.write", path + " cannot be written; check the path, its permissions and the space that is left");
  }
}

}  // namespace guanxi::python
