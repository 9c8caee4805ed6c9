#include "errors.hpp"

#include <exception>

namespace guanxi::python {

namespace {

/// Classes of Python exceptions, made once.
struct ErrorClasses {
  py::object error, argument, parse, file, not_found, access, conflict, wrong_type;
};

ErrorClasses& error_classes() {
  static auto& classes = *new ErrorClasses;  // lives as long as the interpreter
  return classes;
}

/// A class of exceptions under Error and one of Python's own; its text is the message, also under KeyError.
py::object make_error(py::module_& module, const char* name, const char* doc, py::handle base, PyObject* builtin = nullptr) {
  py::dict space;
  space["__doc__"] = doc;
  space["__module__"] = "guanxi";
  space["__str__"] = py::handle(PyExc_Exception).attr("__str__");
  const py::tuple bases = builtin != nullptr ? py::tuple(py::make_tuple(base, py::handle(builtin))) : py::tuple(py::make_tuple(base));
  py::object made = py::handle(reinterpret_cast<PyObject*>(&PyType_Type))(name, bases, space);
  module.attr(name) = made;
  return made;
}

py::object made_error(const py::object& kind, const Error& error) {
  py::object made = kind(text(error.what()));
  made.attr("code") = text(error.code());
  return made;
}

void raise(const py::object& made) { PyErr_SetObject(py::type::handle_of(made).ptr(), made.ptr()); }

void raise_as(const py::object& kind, const Error& error) { raise(made_error(kind, error)); }

void raise_conflict(const ConflictError& error) {
  const py::object made = made_error(error_classes().conflict, error);
  made.attr("stored") = error.stored();
  made.attr("given") = error.given();
  raise(made);
}

void raise_parse(const ParseError& error) {
  const py::object made = made_error(error_classes().parse, error);
  made.attr("position") = error.position();
  raise(made);
}

void translate(std::exception_ptr pointer) {
  const ErrorClasses& classes = error_classes();
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const WrongType& error) {
    raise_as(classes.wrong_type, error);
  } catch (const ArgumentError& error) {
    raise_as(classes.argument, error);
  } catch (const ParseError& error) {
    raise_parse(error);
  } catch (const FileError& error) {
    raise_as(classes.file, error);
  } catch (const NotFoundError& error) {
    raise_as(classes.not_found, error);
  } catch (const AccessError& error) {
    raise_as(classes.access, error);
  } catch (const ConflictError& error) {
    raise_conflict(error);
  } catch (const Error& error) {
    raise_as(classes.error, error);
  }
}

}  // namespace

void add_errors(py::module_& module) {
  ErrorClasses& classes = error_classes();
  classes.error = make_error(module, "Error", "Root of everything that guanxi raises; `code` is stable, such as `argument.range`.", py::handle(PyExc_Exception));
  classes.error.attr("code") = "";
  classes.error.attr("__annotations__") = py::dict();
  classes.error.attr("__annotations__")["code"] = "str";
  classes.argument = make_error(module, "ArgumentError", "An argument outside what the function allows.", classes.error, PyExc_ValueError);
  classes.parse = make_error(module, "ParseError", "Text that cannot be read as what it should be; `position` is the byte of the first sign that does not fit.", classes.error, PyExc_ValueError);
  classes.parse.attr("__annotations__") = py::dict();
  classes.parse.attr("__annotations__")["position"] = "int";
  classes.file = make_error(module, "FileError", "A file that cannot be opened, read or written, or is not what its name says.", classes.error, PyExc_OSError);
  classes.not_found = make_error(module, "NotFoundError", "A record, kind, field or file that does not exist.", classes.error, PyExc_KeyError);
  classes.access = make_error(module, "AccessError", "Something that the reader has no right to.", classes.error, PyExc_PermissionError);
  classes.conflict = make_error(module, "ConflictError", "A record that somebody else has written meanwhile; `stored` and `given` are both versions, 0 if there is none.", classes.error);
  classes.conflict.attr("__annotations__") = py::dict();
  classes.conflict.attr("__annotations__")["stored"] = "int";
  classes.conflict.attr("__annotations__")["given"] = "int";
  classes.wrong_type = make_error(module, "WrongTypeError", "A value of a type that does not fit.", classes.error, PyExc_TypeError);
  py::register_exception_translator(translate);
}

}  // namespace guanxi::python
