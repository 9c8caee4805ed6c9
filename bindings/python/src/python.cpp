#include "python.hpp"

#include <guanxi/core/path.hpp>

#include <map>
#include <utility>

#include "errors.hpp"

namespace guanxi::python {

std::string_view utf8_of(py::handle text) {
  Py_ssize_t size = 0;
  const char* bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (bytes == nullptr) throw py::error_already_set();
  return {bytes, static_cast<std::size_t>(size)};
}

py::handle imported(const char* module, const char* attribute) {
  static auto& known = *new std::map<std::pair<std::string, std::string>, py::object>;  // lives as long as the interpreter
  py::object& found = known[{module, attribute}];
  if (!found) found = py::module_::import(module).attr(attribute);
  return found;
}

std::string described(py::handle object) {
  constexpr std::size_t most = 60;
  std::string shown = py::repr(object);
  if (const auto line_end = shown.find('\n'); line_end != std::string::npos) shown.resize(line_end);
  if (shown.size() > most) {
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80) --end;
    shown = shown.substr(0, end) + "…";
  }
  return std::string(Py_TYPE(object.ptr())->tp_name) + " " + shown;
}

void make_sequence(py::object type) {
  const py::handle sequence = imported("collections.abc", "Sequence");
  for (const char* name : {"__contains__", "__iter__", "__reversed__", "index", "count"}) type.attr(name) = sequence.attr(name);
  sequence.attr("register")(type);
}

void throw_wrong_type(const std::string& what, const std::string& wanted, py::handle found) {
  throw WrongType("python.type", what + " takes " + wanted + ", found " + described(found));
}

void throw_unknown_keyword(const std::string& whose, std::string_view name, std::span<const std::string_view> known) {
  const std::string_view nearest = nearest_word(name, known);
  std::string message = whose + " takes no keyword '" + std::string(name) + "'";
  if (!nearest.empty()) message += "; did you mean '" + std::string(nearest) + "'?";
  else if (!known.empty() && known.size() <= 12) {
    message += "; it takes ";
    for (std::size_t i = 0; i < known.size(); ++i) message += (i == 0 ? "" : ", ") + std::string(known[i]);
  }
  throw WrongType("python.keyword", message);
}

}  // namespace guanxi::python
