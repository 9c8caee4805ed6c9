#pragma once
/// @file
/// Numbers from and to Python without a copy where that can be: buffers, sequences, lists of results.

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "python.hpp"

namespace guanxi::python {

/// What takes a list of numbers: numpy arrays, `array.array`, other buffers, columns of frames, sequences.
inline constexpr const char* number_list_annotation = "collections.abc.Iterable[float]";
/// What takes a table of numbers.
inline constexpr const char* number_table_annotation = "collections.abc.Iterable[collections.abc.Iterable[float]]";

/// What becomes of None among numbers.
enum class Absent { refused, nan };

/// Numbers row after row, and what they are borrowed from.
struct NumberTable {
  Owner owner;                       ///< a Python buffer or a copy
  std::span<const double> values{};  ///< row after row
  std::size_t columns{};             ///< numbers in a row
};

/// Numbers, and what they are borrowed from.
struct NumberList {
  Owner owner;
  std::span<const double> values{};
};

/// A table: any buffer of two dimensions (float64 in C order is not copied), what has `__array__`, or a sequence of rows.
/// @param value   taken while the GIL is held; a borrowed buffer must not be written to during the call
/// @param what    what takes it, for messages
/// @throws WrongType  for anything else; ArgumentError `score.matrix` for rows of different lengths
[[nodiscard]] NumberTable numbers_table(py::handle value, const std::string& what, Absent absent = Absent::refused);

/// A list of numbers: any buffer of one dimension, what has `__array__`, or a sequence.
[[nodiscard]] NumberList numbers_list(py::handle value, const std::string& what, Absent absent = Absent::refused);

/// A list of numbers that results have: a sequence with the buffer protocol, read only.
struct Numbers {
  Owner list;               ///< keeps them
  const void* first{};      ///< the first number
  std::size_t size{};       ///< how many
  std::size_t width{};      ///< bytes of one
  std::string_view format;  ///< as the module struct writes it
  bool is_real{};           ///< whether they are float in Python
};

/// The format of numbers that are shown as such a list.
template <class T>
inline constexpr const char* number_format = nullptr;
template <>
inline constexpr const char* number_format<double> = "d";
template <>
inline constexpr const char* number_format<std::int32_t> = "i";
template <>
inline constexpr const char* number_format<std::int64_t> = "q";

template <class T>
concept NumberElement = number_format<T> != nullptr;

/// The numbers of a vector where they lie.
template <NumberElement T>
[[nodiscard]] py::object numbers_to_python(const std::vector<T>& list, const Owner& owner) {
  return py::cast(Numbers{Owner(owner, &list), list.data(), list.size(), sizeof(T), number_format<T>, std::is_floating_point_v<T>});
}

/// A vector as such a list of its own.
template <NumberElement T>
[[nodiscard]] py::object numbers_to_python(std::vector<T>&& list) {
  const auto kept = std::make_shared<const std::vector<T>>(std::move(list));
  return numbers_to_python(*kept, kept);
}

/// Adds the class Numbers.
void add_numbers(py::module_& module);

}  // namespace guanxi::python
