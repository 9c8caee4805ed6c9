#pragma once
/// @file
/// Feature tables, arrays of numbers and single rows from Python, and numbers back.

#include <guanxi/core/arrow.hpp>
#include <guanxi/score/feature_table.hpp>

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "python.hpp"

namespace guanxi::python {

/// Columns taken from Python. Those that lie in memory as numbers need are shared with their producer, the others copied.
class TakenColumns {
 public:
  /// Adds a column: anything with the buffer protocol, `__arrow_c_stream__` or `__array__`, or a sequence of numbers or texts.
  /// None, NaN and what pandas writes for them are unknown.
  /// @param what  what takes the column, for messages
  /// @throws WrongType  for anything else, or numbers and texts mixed
  void add(std::string name, py::handle values, const std::string& what);

  /// Adds a column of one row.
  /// @param value  a number, a text, or None
  void add_value(std::string name, py::handle value, const std::string& what);

  /// Adds the columns of an Arrow stream of structs; the columns in which pandas keeps its index are left out.
  /// @throws WrongType  for a column of anything but numbers, truth values and texts
  void add_stream(arrow::Stream stream, const std::string& what);

  /// The columns; valid while this lives and stays as it is.
  [[nodiscard]] std::vector<score::Column> view() const;

  /// The last column as numbers.
  /// @throws WrongType  if it holds texts
  [[nodiscard]] std::span<const double> numbers(const std::string& what) const;

 private:
  struct Held {
    score::FeatureColumn own{};          // what was copied
    std::span<const double> borrowed{};  // numbers in the producer's memory
    bool is_borrowed = false;
  };

  Held& start(std::string name);
  void add_matrix(py::handle matrix, const std::string& what);
  bool add_buffer(Held& held, py::handle values);
  void add_sequence(Held& held, py::handle values, const std::string& what);

  std::deque<Held> columns_{};
  std::deque<py::buffer_info> buffers_{};
  std::deque<arrow::Array> arrays_{};

  friend TakenColumns columns_from_python(py::handle features, const std::string& what);
};

/// A feature table: a mapping of names to columns, a two-dimensional array of numbers (its columns are x1, x2 …), or a table with
/// `__arrow_c_stream__` such as a pandas (2.2 or later), polars, pyarrow or DuckDB one.
/// @param what  what takes the table, for messages
/// @throws WrongType  for anything else
[[nodiscard]] TakenColumns columns_from_python(py::handle features, const std::string& what);

/// One row: a mapping of names to values, or a table of one row.
/// @throws WrongType  for anything else, ArgumentError `argument.columns` for a table of another number of rows
[[nodiscard]] TakenColumns row_from_python(py::handle row, const std::string& what);

/// Numbers as a column of their own, NaN where unknown; None gives none.
[[nodiscard]] TakenColumns numbers_from_python(py::handle values, const std::string& what);

/// Numbers as a numpy array, or as a memoryview where numpy is not installed.
[[nodiscard]] py::object array_to_python(std::span<const double> numbers);

/// The annotation of feature tables.
inline constexpr const char* features_annotation = "collections.abc.Mapping[str, typing.Any] | typing.Any";

}  // namespace guanxi::python
