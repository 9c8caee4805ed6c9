#pragma once
/// @file
/// Enumerations as classes of Python, made from their tables of words.

#include <guanxi/core/value.hpp>

#include "python.hpp"

namespace guanxi::python {

/// The Python class of an enumeration, made when it is first asked for.
/// @param words  its table; its address stands for the enumeration
/// @param name   its name in C++; empty for the choices of a run-time field, which have no class
/// @return  null for an enumeration without a name
[[nodiscard]] py::object enumeration(std::span<const EnumWord> words, std::string_view name);

/// The class of an enumeration that is known at compile time.
template <class E>
[[nodiscard]] py::object enumeration() {
  return enumeration(Words<E>::table, guanxi::detail::type_name<E>());
}

/// A word as a member of its class; a text if it has no class.
[[nodiscard]] py::object word_to_python(const EnumWord& word, std::span<const EnumWord> words, std::string_view name);

/// The word that a member of the class, or a text, stands for: a word, a label or an alias.
/// @param what  what takes the value, for messages
/// @throws ArgumentError  `argument.word` for any other text; names the nearest word; WrongType for anything else
[[nodiscard]] const EnumWord& word_from_python(std::span<const EnumWord> words, std::string_view name, py::handle value, const std::string& what);

/// Name of a C++ type without namespaces, in one word: `Judged<guanxi::Grade>` is `JudgedGrade`.
[[nodiscard]] std::string class_name(std::string_view cpp_name);

/// The module in which a C++ type is shown: `guanxi` or `guanxi.need`.
[[nodiscard]] std::string module_name(std::string_view cpp_name);

/// Adds what reads words by their labels and aliases.
void add_words(py::module_& module);

/// The class stands as attribute of its module.
void publish(const py::object& made, std::string_view cpp_name);

}  // namespace guanxi::python
