#pragma once
/// @file
/// What every part of the bindings includes.

#include <pybind11/pybind11.h>

#include <guanxi/core/field.hpp>
#include <guanxi/core/label.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi::python {

namespace py = pybind11;

/// Something that a C++ value lies in; kept as long as Python looks at the value.
using Owner = std::shared_ptr<const void>;

/// A Python text.
[[nodiscard]] inline py::str text(std::string_view utf8) { return {utf8.data(), utf8.size()}; }

/// The UTF-8 of a Python text; valid as long as the object lives. Requires a `str`.
/// @throws py::error_already_set  for a text with lone surrogates
[[nodiscard]] std::string_view utf8_of(py::handle text);

/// An attribute of a Python module, looked up once.
/// @param module     name of the module
/// @param attribute  name of what it holds
[[nodiscard]] py::handle imported(const char* module, const char* attribute);

/// What a Python object is, for messages: `str 'many'`, `float 2.5`, shortened to one line.
[[nodiscard]] std::string described(py::handle object);

/// Makes a class with __len__ and __getitem__ a collections.abc.Sequence, with `in`, iteration, `index` and `count`.
void make_sequence(py::object type);

/// Throws the Python error for a value of the wrong type.
/// @param what      what takes the value: `Customer.employees`
/// @param wanted    what it takes: `int`
/// @param found     the value
[[noreturn]] void throw_wrong_type(const std::string& what, const std::string& wanted, py::handle found);

/// Throws the Python error for a keyword that nothing is called, and names the nearest one.
/// @param whose   what was called: `Customer()`
/// @param name    the keyword
/// @param known   all keywords
[[noreturn]] void throw_unknown_keyword(const std::string& whose, std::string_view name, std::span<const std::string_view> known);

}  // namespace guanxi::python
