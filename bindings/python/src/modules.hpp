#pragma once
/// @file
/// The modules of the library, each as one of Python.

#include "python.hpp"

namespace guanxi::python {

void add_assess(py::module_& module);
void add_chain(py::module_& module);
void add_io(py::module_& module);
void add_need(py::module_& module);
void add_quality(py::module_& module);
void add_query(py::module_& module);
void add_report(py::module_& module);
void add_store(py::module_& module);
void add_tables(py::module_& module);

}  // namespace guanxi::python
