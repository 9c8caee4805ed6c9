#pragma once
/// @file
/// Records as Python objects: one class for each dictionary, made from the dictionary.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/kind.hpp>

#include "python.hpp"

namespace guanxi::python {

/// A Python object that shows a record. The record is never changed once Python can see it.
struct RecordObject {
  PyObject_HEAD
  std::shared_ptr<const void> record;  ///< also keeps alive what the record lies in
  const RecordInfo* info;              ///< its dictionary
};

/// The kinds that have classes: the standard ones with roles, shares and absences. Lives as long as the program.
[[nodiscard]] const Catalogue& known_catalogue();

/// Makes the class Record, and one class for each known kind and each nested record in them.
void add_records(py::module_& module);

/// The class of a dictionary, made when it is first asked for.
[[nodiscard]] py::object record_class(const RecordInfo& info);

/// Tells that records with this dictionary are of this kind.
void add_kind(const KindInfo& kind);

/// A record as a Python object.
/// @param record  shared with whatever it lies in
[[nodiscard]] py::object record_to_python(const RecordInfo& info, std::shared_ptr<const void> record);

/// The record that a Python object shows, or nullptr if it shows none.
[[nodiscard]] const RecordObject* as_record(py::handle object);

/// The record of a kind that a Python object shows.
/// @throws WrongType  for anything else
[[nodiscard]] const void* record_of(py::handle object, const RecordInfo& info, const std::string& what);

/// The kind that a class of records stands for, by the class or the name of the kind.
/// @throws WrongType, NotFoundError  `catalogue.kind`
[[nodiscard]] const KindInfo& kind_of(py::handle class_or_name);

/// The kind of records with this dictionary, nullptr for nested ones.
[[nodiscard]] const KindInfo* kind_of(const RecordInfo& info);

/// The identifier of a record, nothing for any other object.
/// @throws ArgumentError  `argument.id` for a record without one
[[nodiscard]] std::optional<Uuid> id_of_record(py::handle object);

/// A member as a Python value: a leaf, a tuple, a record, or a mapping of run-time fields.
[[nodiscard]] py::object member_to_python(const Type& type, const void* member, const Owner& owner);

/// A record of kind T as a Python object of its own.
template <class T>
[[nodiscard]] py::object record_to_python(T record) {
  return record_to_python(record_info<T>(), std::make_shared<const T>(std::move(record)));
}

}  // namespace guanxi::python

namespace pybind11::detail {

/// Any type with a dictionary is a record object in Python.
template <class T>
  requires requires { guanxi::Schema<T>::fields; }
struct type_caster<T> {
  static constexpr auto name = const_name("Record");
  template <class U>
  using cast_op_type = const T&;
  bool load(handle source, bool) {
    const guanxi::python::RecordObject* found = guanxi::python::as_record(source);
    if (found == nullptr || found->info != &guanxi::record_info<T>()) return false;
    record_ = found->record;
    return true;
  }
  operator const T&() { return *static_cast<const T*>(record_.get()); }
  static handle cast(T record, return_value_policy, handle) { return guanxi::python::record_to_python(std::move(record)).release(); }

 private:
  std::shared_ptr<const void> record_;
};

}  // namespace pybind11::detail
