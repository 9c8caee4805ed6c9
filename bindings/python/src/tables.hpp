#pragma once
/// @file
/// What every list that can become a table offers, and tables of others.

#include <guanxi/core/arrow.hpp>
#include <guanxi/core/arrow_table.hpp>

#include "options.hpp"

namespace guanxi::python {

/// A stream as the capsule of the Arrow PyCapsule interface; released with it unless a consumer took it.
[[nodiscard]] py::capsule to_capsule(arrow::Stream stream);

/// The stream of anything that offers `__arrow_c_stream__`, such as a pandas, polars, pyarrow or DuckDB table.
/// @param what  what takes the table, for messages
/// @throws WrongType  for anything else
[[nodiscard]] arrow::Stream stream_from_python(py::handle table, const std::string& what);

/// Makes a class a sequence with the methods of a table.
/// @param html   function of guanxi._html that shows it
/// @param table  from an object of the class to an arrow::Table
template <class Class, class Table>
void add_table_methods(Class& cls, const char* html, const Table& table) {
  using T = typename Class::type;
  add_function(cls, "__arrow_c_stream__", [table](const T& list, const py::object&) { return to_capsule(table(list).stream()); }, "(self, requested_schema: object = None) -> typing.Any", "The table for anything that speaks the Arrow PyCapsule interface.",
               py::arg("requested_schema") = py::none());
  add_function(cls, "to_pandas", [](const py::object& self) { return imported("guanxi._frames", "to_pandas")(self); }, "(self) -> pandas.DataFrame", "A pandas DataFrame; needs pandas and pyarrow.");
  add_function(cls, "to_polars", [](const py::object& self) { return imported("guanxi._frames", "to_polars")(self); }, "(self) -> polars.DataFrame", "A polars DataFrame.");
  add_function(cls, "_repr_html_", [html](const py::object& self) { return imported("guanxi._html", html)(self); }, "(self) -> str", "For notebooks.");
  cls.attr("__class_getitem__") = py::reinterpret_steal<py::object>(PyClassMethod_New(imported("types", "GenericAlias").ptr()));
  imported("collections.abc", "Sequence").attr("register")(cls);
}

}  // namespace guanxi::python
