#include "records.hpp"

#include <guanxi/io/arrow_tables.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/model/kinds.hpp>

#include "errors.hpp"
#include "options.hpp"
#include "tables.hpp"
#include "words.hpp"

namespace guanxi::python {

namespace {

py::object record_at(const RecordList& list, std::size_t index) { return record_to_python(*list.kind->record, Owner(list.owner, list.records[index])); }

py::object checked_record_at(const RecordList& list, Py_ssize_t index) {
  const auto size = static_cast<Py_ssize_t>(list.records.size());
  const Py_ssize_t at = index < 0 ? index + size : index;
  if (at < 0 || at >= size) throw py::index_error("there are " + std::to_string(size) + " records");
  return record_at(list, static_cast<std::size_t>(at));
}

RecordList some_records(const RecordList& list, const py::slice& slice) {
  std::size_t start = 0, stop = 0, step = 0, count = 0;
  if (!slice.compute(list.records.size(), &start, &stop, &step, &count)) throw py::error_already_set();
  RecordList some{list.kind, {}, list.owner, list.catalogue, {}};
  for (std::size_t i = 0; i < count; ++i, start += step) some.records.push_back(list.records[start]);
  return some;
}

bool equal_lists(const RecordList& a, const RecordList& b) {
  if (a.kind != b.kind || a.records.size() != b.records.size()) return false;
  for (std::size_t i = 0; i < a.records.size(); ++i)
    if (!a.kind->record->lifetime->equal(a.records[i], b.records[i])) return false;
  return true;
}

/// Adds records to lists: those of a keyword such as `needs=[…]`.
void add_list(Records& records, const KindInfo& kind, py::handle value, const std::string& what) {
  if (PyUnicode_Check(value.ptr()) || !py::hasattr(value, "__iter__")) throw_wrong_type(what, "a list of " + class_name(kind.record->name), value);
  for (const py::handle element : py::reinterpret_borrow<py::iterable>(value)) kind.record->lifetime->assign(records.append(kind), record_of(element, *kind.record, what));
}

RecordList make_list(const py::object& kind_given, const py::object& some) {
  const KindInfo& kind = kind_of(kind_given);
  const auto records = std::make_shared<Records>();
  add_list(*records, kind, some, "Records(records)");
  return list_of(kind, *records, records);
}

void add_lists(py::module_& module) {
  py::class_<RecordList> cls(module, "Records", "Records of one kind: a read-only sequence that can become a table.");
  cls.def(py::init(&make_list), py::arg("kind"), py::arg("records") = py::tuple(), "__init__(self, kind: type[T_co], records: collections.abc.Iterable[T_co] = ()) -> None\n\nRecords of one kind, to make a table of them.");
  cls.def("__len__", [](const RecordList& list) { return list.records.size(); });
  cls.def("__getitem__", &checked_record_at, py::arg("index"));
  cls.def("__getitem__", &some_records, py::arg("index"));
  make_sequence(cls);
  cls.def("__eq__", [](const RecordList& list, const py::object& other) -> py::object {
    if (!py::isinstance<RecordList>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(equal_lists(list, other.cast<const RecordList&>()));
  }, py::arg("other"));
  cls.def("__repr__", [](const RecordList& list) { return "<" + std::to_string(list.records.size()) + " × " + class_name(list.kind->record->name) + ">"; });
  cls.def_property_readonly("kind", [](const RecordList& list) { return record_class(*list.kind->record); }, "The class of the records.");
  cls.def_property_readonly("next", [](const RecordList& list) { return list.next.empty() ? py::object(py::none()) : text(list.next); }, "Where the next page of the query starts, None if there is none.");
  cls.attr("__annotations__") = py::dict();
  cls.attr("__annotations__")["kind"] = "type[Record]";
  cls.attr("__annotations__")["next"] = "str | None";
  add_table_methods(cls, "rows", [](const RecordList& list) { return io::to_arrow(list.catalogue != nullptr ? *list.catalogue : known_catalogue(), *list.kind, list.records); });
}

// -- dossiers --

const KindInfo& kind_called(std::string_view plural, bool is_shared, const std::string& whose) {
  std::vector<std::string_view> known;
  for (const KindInfo* kind : known_catalogue().kinds()) {
    if ((kind->scope == Scope::shared) != is_shared || kind == &kind_info<Customer>()) continue;
    if (kind->plural == plural) return *kind;
    known.push_back(kind->plural);
  }
  throw_unknown_keyword(whose, plural, known);
}

DossierPointer make_dossier(const py::object& customer, const py::kwargs& lists) {
  const auto dossier = std::make_shared<Dossier>();
  if (!customer.is_none()) dossier->customer() = *static_cast<const Customer*>(record_of(customer, record_info<Customer>(), "Dossier(customer)"));
  for (const auto& [name, list] : lists) add_list(dossier->records(), kind_called(utf8_of(name), false, "Dossier()"), list, "Dossier(" + std::string(utf8_of(name)) + "=)");
  return dossier;
}

DossierPointer replace_lists(const Dossier& old, const py::kwargs& changes) {
  const auto dossier = std::make_shared<Dossier>(old);
  for (const auto& [key, value] : changes) {
    const std::string name(utf8_of(key));
    if (name == "customer") {
      dossier->customer() = *static_cast<const Customer*>(record_of(value, record_info<Customer>(), "Dossier.customer"));
      continue;
    }
    const KindInfo& kind = kind_called(name, false, "replace()");
    kind.list->list->resize(dossier->records().list(kind), 0);
    add_list(dossier->records(), kind, value, "Dossier." + name);
  }
  return dossier;
}

std::string summary_of(const Dossier& dossier) {
  std::string shown = "<Dossier ";
  const Customer& customer = dossier.customer();
  shown += customer.legal_name.empty() ? customer.short_name.empty() ? "?" : customer.short_name : customer.legal_name;
  for (const KindInfo* kind : known_catalogue().kinds())
    if (const std::size_t count = kind == &kind_info<Customer>() ? 0 : dossier.records().size(*kind); count != 0) shown += ", " + std::to_string(count) + " " + std::string(count == 1 ? kind->name : kind->plural);
  return shown + ">";
}

py::tuple reduce_json(const char* name, const std::string& json) { return py::make_tuple(imported("guanxi._pickling", name), py::make_tuple(text(json))); }

template <class Exact, class Value>
std::shared_ptr<const Value> without_findings(Exact read, Value Exact::*member) {
  for (const Finding& finding : read.findings)
    if (finding.severity == Severity::error) throw ParseError("io.json_format", finding.message.en);
  return std::make_shared<const Value>(std::move(read.*member));
}

void add_dossier(py::module_& module) {
  py::class_<Dossier, std::shared_ptr<Dossier>> cls(module, "Dossier", "One customer with everything we know of it: a value, read-only; `replace` makes a changed one.");
  cls.def(py::init([](const py::object& customer, const py::kwargs& lists) { return std::const_pointer_cast<Dossier>(make_dossier(customer, lists)); }), py::arg("customer") = py::none(),
          "__init__(self, customer: Customer | None = None, **records: collections.abc.Iterable[Record]) -> None\n\ncustomer: a Customer; other keywords are lists of records by the plural of their kind, such as needs=[…].");
  cls.def_property_readonly("customer", [](const DossierPointer& dossier) { return record_to_python(record_info<Customer>(), Owner(dossier, &dossier->customer())); }, "The customer.");
  cls.attr("__annotations__") = py::dict();
  cls.attr("__annotations__")["customer"] = "Customer";
  for (const KindInfo* kind : known_catalogue().kinds()) {
    if (kind->scope == Scope::shared || kind == &kind_info<Customer>()) continue;
    const std::string plural(kind->plural);
    cls.def_property_readonly(plural.c_str(), [kind](const DossierPointer& dossier) { return list_of(*kind, dossier->records(), dossier); }, (std::string(kind->label.en) + " (" + std::string(kind->label.zh) + ").").c_str());
    cls.attr("__annotations__")[plural.c_str()] = "Records[" + class_name(kind->record->name) + "]";
  }
  add_function(cls, "replace", [](const Dossier& dossier, const py::kwargs& changes) { return std::const_pointer_cast<Dossier>(replace_lists(dossier, changes)); }, "(self, *, customer: Customer = ..., **records: collections.abc.Iterable[Record]) -> Dossier", "A copy with another customer, or other lists of records.");
  add_function(cls, "of", [](const DossierPointer& dossier, const py::object& kind) { return list_of(kind_of(kind), dossier->records(), dossier); }, "(self, kind: type[R]) -> Records[R]", "The records of a kind, by its class or name.", py::arg("kind"));
  add_function(cls, "to_json", [](const Dossier& dossier, int indent) { return io::to_json(known_catalogue(), dossier, {.indent = indent}); }, "(self, indent: int = 2) -> str", "The dossier as JSON, without loss.", py::arg("indent") = 2);
  cls.def_static("from_json", [](const std::string& json) { return std::const_pointer_cast<Dossier>(without_findings(io::dossier_from_json(known_catalogue(), json), &io::ExactDossier::dossier)); }, py::arg("json"), "Reads what to_json wrote.");
  cls.def("__eq__", [](const Dossier& dossier, const py::object& other) -> py::object {
    if (!py::isinstance<Dossier>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(dossier == other.cast<const Dossier&>());
  }, py::arg("other"));
  cls.def("__repr__", &summary_of);
  add_function(cls, "_repr_html_", [](const py::object& self) { return imported("guanxi._html", "dossier")(self); }, "(self) -> str", "For notebooks.");
  cls.def("__reduce__", [](const Dossier& dossier) { return reduce_json("dossier", io::to_json(known_catalogue(), dossier, {.indent = 0})); });
}

// -- books --

BookPointer make_book(const py::object& dossiers, const py::kwargs& shared) {
  const auto book = std::make_shared<Book>();
  for (const py::handle dossier : dossiers) book->dossiers.push_back(dossier_of(dossier, "Book(dossiers)"));
  for (const auto& [name, list] : shared) add_list(book->shared, kind_called(utf8_of(name), true, "Book()"), list, "Book(" + std::string(utf8_of(name)) + "=)");
  return book;
}

DossierPointer dossier_in(const BookPointer& book, std::size_t index) { return {book, &book->dossiers[index]}; }

DossierPointer dossier_called(const BookPointer& book, const py::object& wanted) {
  const Dossier* found = nullptr;
  if (PyUnicode_Check(wanted.ptr())) found = find_dossier(*book, utf8_of(wanted));
  else found = find_dossier(*book, Id<Customer>{uuid_from_python(wanted, "Book.dossier")});
  if (found == nullptr) throw NotFoundError("book.customer", "the book has no customer " + std::string(py::str(wanted)));
  return {book, found};
}

RecordList records_of_book(const BookPointer& book, const KindInfo& kind) {
  if (kind.scope == Scope::shared) return list_of(kind, book->shared, book);
  RecordList all{&kind, {}, book, {}, {}};
  for (const Dossier& dossier : book->dossiers)
    for (std::size_t i = 0; i < dossier.records().size(kind); ++i) all.records.push_back(dossier.records().at(kind, i));
  return all;
}

void add_book(py::module_& module) {
  py::class_<Book, std::shared_ptr<Book>> cls(module, "Book", "Many customers, and the records that belong to no single one: a value, read-only.");
  cls.def(py::init([](const py::object& dossiers, const py::kwargs& shared) { return std::const_pointer_cast<Book>(make_book(dossiers, shared)); }), py::arg("dossiers") = py::tuple(),
          "__init__(self, dossiers: collections.abc.Iterable[Dossier] = (), **shared: collections.abc.Iterable[Record]) -> None\n\ndossiers: a list; other keywords are lists of shared records by the plural of their kind, such as users=[…].");
  cls.def_property_readonly("dossiers", [](const BookPointer& book) {
    py::tuple all(book->dossiers.size());
    for (std::size_t i = 0; i < book->dossiers.size(); ++i) all[i] = py::cast(std::const_pointer_cast<Dossier>(dossier_in(book, i)));
    return all;
  }, "One for each customer.");
  cls.attr("__annotations__") = py::dict();
  cls.attr("__annotations__")["dossiers"] = "tuple[Dossier, ...]";
  cls.def("__len__", [](const Book& book) { return book.dossiers.size(); });
  add_function(cls, "__iter__", [](const py::object& self) { return py::iter(self.attr("dossiers")); }, "(self) -> collections.abc.Iterator[Dossier]", "The dossiers one by one.");
  add_function(cls, "dossier", [](const BookPointer& book, const py::object& customer) { return std::const_pointer_cast<Dossier>(dossier_called(book, customer)); }, "(self, customer: Record | uuid.UUID | str) -> Dossier", "The dossier of a customer, by identifier or by what is written on its card: registration id, legal name, short name.", py::arg("customer"));
  add_function(cls, "of", [](const BookPointer& book, const py::object& kind) { return records_of_book(book, kind_of(kind)); }, "(self, kind: type[R]) -> Records[R]", "All records of a kind, by its class or name.", py::arg("kind"));
  add_function(cls, "to_json", [](const Book& book, int indent) { return io::to_json(known_catalogue(), book, {.indent = indent}); }, "(self, indent: int = 2) -> str", "The book as JSON, without loss.", py::arg("indent") = 2);
  cls.def_static("from_json", [](const std::string& json) { return std::const_pointer_cast<Book>(without_findings(io::book_from_json(known_catalogue(), json), &io::ExactBook::book)); }, py::arg("json"), "Reads what to_json wrote.");
  cls.def("__eq__", [](const Book& book, const py::object& other) -> py::object {
    if (!py::isinstance<Book>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(book == other.cast<const Book&>());
  }, py::arg("other"));
  cls.def("__repr__", [](const Book& book) { return "<Book, " + std::to_string(book.dossiers.size()) + (book.dossiers.size() == 1 ? " customer>" : " customers>"); });
  cls.def("__reduce__", [](const Book& book) { return reduce_json("book", io::to_json(known_catalogue(), book, {.indent = 0})); });
}

}  // namespace

RecordList list_of(const KindInfo& kind, const Records& records, Owner owner) {
  RecordList list{&kind, {}, std::move(owner), {}, {}};
  for (std::size_t i = 0; i < records.size(kind); ++i) list.records.push_back(records.at(kind, i));
  return list;
}

const Dossier& dossier_of(py::handle value, const std::string& what) {
  if (!py::isinstance<Dossier>(value)) throw_wrong_type(what, "Dossier", value);
  return value.cast<const Dossier&>();
}

const Book& book_of(py::handle value, const std::string& what) {
  if (!py::isinstance<Book>(value)) throw_wrong_type(what, "Book", value);
  return value.cast<const Book&>();
}

void add_record_lists(py::module_& module) {
  add_lists(module);
  add_dossier(module);
  add_book(module);
}

}  // namespace guanxi::python
