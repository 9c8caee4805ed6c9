#pragma once
/// @file
/// Lists of records, dossiers and books as Python objects.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/dossier.hpp>

#include <vector>

#include "record.hpp"

namespace guanxi::python {

/// Records of one kind: a read-only sequence that can become a table.
struct RecordList {
  const KindInfo* kind{};              ///< of each of them
  std::vector<const void*> records{};  ///< where they lie
  Owner owner{};                       ///< what they lie in
  std::shared_ptr<const Catalogue> catalogue{};  ///< run-time fields of tables; the standard ones if null
  std::string next{};                  ///< where the next page of a query starts
};

using DossierPointer = std::shared_ptr<const Dossier>;
using BookPointer = std::shared_ptr<const Book>;

/// Adds Records, Dossier and Book.
void add_record_lists(py::module_& module);

/// All records of a kind in a list of lists.
[[nodiscard]] RecordList list_of(const KindInfo& kind, const Records& records, Owner owner);

/// Copies of the records of a kind from a Python sequence, or from a list of records.
/// @throws WrongType  for elements of another kind
template <class T>
[[nodiscard]] std::vector<T> records_from_python(py::handle value, const std::string& what) {
  std::vector<T> records;
  if (py::isinstance<RecordList>(value)) {
    const auto& list = value.cast<const RecordList&>();
    if (list.kind->record != &record_info<T>()) throw_wrong_type(what, "records of the kind " + std::string(kind_info<T>().name), value);
    for (const void* record : list.records) records.push_back(*static_cast<const T*>(record));
    return records;
  }
  if (PyUnicode_Check(value.ptr()) || !py::hasattr(value, "__iter__")) throw_wrong_type(what, "a list of records of the kind " + std::string(kind_info<T>().name), value);
  for (const py::handle element : py::reinterpret_borrow<py::iterable>(value)) records.push_back(*static_cast<const T*>(record_of(element, record_info<T>(), what)));
  return records;
}

/// The dossier that a Python object shows.
[[nodiscard]] const Dossier& dossier_of(py::handle value, const std::string& what);
/// The book that a Python object shows.
[[nodiscard]] const Book& book_of(py::handle value, const std::string& what);

}  // namespace guanxi::python
