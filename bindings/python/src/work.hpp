#pragma once
/// @file
/// Long work from Python: threads, progress, and an end by Ctrl-C.

#include <guanxi/core/parallel.hpp>

#include <memory>
#include <string>

#include "options.hpp"

namespace guanxi::python {

/// The parameters `threads=` and `progress=` of a signature.
inline constexpr const char* work_parameters = ", threads: int = 0, progress: collections.abc.Callable[[float], object] | None = None";

/// Threads and progress of a call. Signals are looked for with every report, so that Ctrl-C ends the work.
[[nodiscard]] inline Work work_from_python(const py::dict& keywords, const std::string& whose) {
  Storage storage;
  Work work;
  if (keywords.contains("threads")) work.threads = taken<unsigned>(keywords["threads"], whose + "(threads=)", storage);
  const py::object call = keywords.contains("progress") ? py::object(keywords["progress"]) : py::object(py::none());
  if (!call.is_none() && PyCallable_Check(call.ptr()) == 0) throw_wrong_type(whose + "(progress=)", "a function of a number from 0 to 1", call);
  // the object goes with the last copy of the function, wherever that is
  const std::shared_ptr<py::object> held(new py::object(call), [](py::object* object) {
    const py::gil_scoped_acquire gil;
    delete object;
  });
  work.progress = [held](double share) {
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!held->is_none()) (*held)(share);
  };
  return work;
}

}  // namespace guanxi::python
