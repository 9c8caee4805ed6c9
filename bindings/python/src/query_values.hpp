#pragma once
/// @file
/// What a query compares with, from Python.

#include <guanxi/store/operand.hpp>

#include "errors.hpp"
#include "record.hpp"

namespace guanxi::python {

/// A value that a field is compared with.
/// @throws WrongType  for a type that no field holds
[[nodiscard]] store::Operand operand_from_python(py::handle value, const std::string& what);

}  // namespace guanxi::python
