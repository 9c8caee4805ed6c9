#pragma once
/// @file
/// The exceptions of C++ as exceptions of Python.

#include <guanxi/core/error.hpp>

#include "python.hpp"

namespace guanxi::python {

/// A Python value of a type that does not fit.
class WrongType : public Error {
 public:
  using Error::Error;
};

/// Makes the exception classes, each with `code`, and translates what C++ throws.
///
/// `Error` is the root. ArgumentError and ParseError are also ValueError, NotFoundError KeyError, AccessError PermissionError,
/// FileError OSError, WrongTypeError TypeError.
void add_errors(py::module_& module);

}  // namespace guanxi::python
