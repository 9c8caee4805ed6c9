#include "result.hpp"

#include <algorithm>
#include <deque>
#include <new>
#include <unordered_map>
#include <utility>

#include "member_docs.hpp"
#include "options.hpp"
#include "tables.hpp"

namespace guanxi::python {

namespace {

struct ResultObject {
  PyObject_HEAD
  Owner value;
  const ResultInfo* info;
};

PyTypeObject* result_base = nullptr;

ResultObject* result_of(PyObject* self) { return reinterpret_cast<ResultObject*>(self); }

template <class Call>
PyObject* guarded(const Call& call) noexcept {
  try {
    return call();
  } catch (py::error_already_set& error) {
    error.restore();
  } catch (...) {
    py::detail::try_translate_exceptions();
  }
  return nullptr;
}

PyObject* get_attribute(PyObject* self, void* closure) {
  return guarded([&] { return static_cast<const Attribute*>(closure)->get(result_of(self)->value.get(), result_of(self)->value).release().ptr(); });
}

void free_result(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  result_of(self)->value.~shared_ptr();
  type->tp_free(self);
  Py_DECREF(type);
}

/// Entries of fixed tables have no `==`: each is equal to itself.
bool equal_values(const ResultInfo& info, const void* a, const void* b) { return a == b || (info.equal != nullptr && info.equal(a, b)); }

PyObject* compare_results(PyObject* self, PyObject* other, int operation) {
  const bool comparable = PyObject_TypeCheck(other, result_base) != 0 && result_of(self)->info == result_of(other)->info;
  if (!comparable || (operation != Py_EQ && operation != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
  const bool equal = equal_values(*result_of(self)->info, result_of(self)->value.get(), result_of(other)->value.get());
  return PyBool_FromLong(equal == (operation == Py_EQ) ? 1 : 0);
}

PyObject* repr_result(PyObject* self) {
  return guarded([&] {
    const ResultObject& object = *result_of(self);
    std::string shown = class_name(object.info->name) + "(";
    for (const Attribute& attribute : object.info->attributes)
      shown += (shown.back() == '(' ? "" : ", ") + std::string(attribute.name) + "=" + std::string(py::repr(attribute.get(object.value.get(), object.value)));
    return text(shown + ")").release().ptr();
  });
}

PyObject* result_dict(PyObject* self, PyObject*) {
  return guarded([&] {
    py::dict values;
    for (const Attribute& attribute : result_of(self)->info->attributes) values[text(attribute.name)] = attribute.get(result_of(self)->value.get(), result_of(self)->value);
    return values.release().ptr();
  });
}

PyObject* result_html(PyObject* self, PyObject*) {
  return guarded([&] { return imported("guanxi._html", "result")(py::handle(self)).release().ptr(); });
}

PyObject* plot_result(PyObject* self, PyObject* positional, PyObject* keywords) {
  return guarded([&] {
    const py::dict given = keywords != nullptr ? py::reinterpret_borrow<py::dict>(keywords) : py::dict();
    return imported("guanxi._plots", result_of(self)->info->plot)(py::handle(self), *py::reinterpret_borrow<py::tuple>(positional), **given).release().ptr();
  });
}

PyObject* stream_of_result(PyObject* self, PyObject*, PyObject*) {
  return guarded([&] {
    const ResultObject& object = *result_of(self);
    return to_capsule(object.info->table(object.value.get(), object.value).stream()).release().ptr();
  });
}

PyObject* result_to_pandas(PyObject* self, PyObject*) {
  return guarded([&] { return imported("guanxi._frames", "to_pandas")(py::handle(self)).release().ptr(); });
}

PyObject* result_to_polars(PyObject* self, PyObject*) {
  return guarded([&] { return imported("guanxi._frames", "to_polars")(py::handle(self)).release().ptr(); });
}

const PyMethodDef table_methods[] = {
    {"__arrow_c_stream__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&stream_of_result)), METH_VARARGS | METH_KEYWORDS, "__arrow_c_stream__(self, requested_schema: object = None) -> typing.Any\n\nThe columns for anything that speaks the Arrow PyCapsule interface, without a copy."},
    {"to_pandas", &result_to_pandas, METH_NOARGS, "to_pandas(self) -> pandas.DataFrame\n\nA pandas DataFrame of the columns; needs pandas and pyarrow."},
    {"to_polars", &result_to_polars, METH_NOARGS, "to_polars(self) -> polars.DataFrame\n\nA polars DataFrame of the columns."},
};

const PyMethodDef plot_methods[] = {
    {"plot", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&plot_result)), METH_VARARGS | METH_KEYWORDS, "plot(self, ax: matplotlib.axes.Axes | None = None, *, lang: str = 'zh') -> matplotlib.axes.Axes\n\nDraws it with matplotlib."},
};

PyMethodDef result_methods[] = {
    {"_repr_html_", &result_html, METH_NOARGS, "For notebooks."},
    {"to_dict", &result_dict, METH_NOARGS, "The attributes by name."},
    {nullptr, nullptr, 0, nullptr},
};

void make_result_base(py::module_& module) {
  PyType_Slot slots[] = {
      {Py_tp_doc, const_cast<char*>("Base of all results of analyses: values that can be compared.")},
      {Py_tp_dealloc, reinterpret_cast<void*>(&free_result)},
      {Py_tp_richcompare, reinterpret_cast<void*>(&compare_results)},
      {Py_tp_hash, reinterpret_cast<void*>(&PyObject_HashNotImplemented)},
      {Py_tp_repr, reinterpret_cast<void*>(&repr_result)},
      {Py_tp_methods, result_methods},
      {0, nullptr},
  };
  PyType_Spec spec{"guanxi.Result", sizeof(ResultObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  PyObject* made = PyType_FromSpec(&spec);
  if (made == nullptr) throw py::error_already_set();
  result_base = reinterpret_cast<PyTypeObject*>(made);
  module.attr("Result") = py::reinterpret_steal<py::object>(made);
}

py::object row_at(const Rows& rows, Py_ssize_t index) {
  const auto size = static_cast<Py_ssize_t>(rows.size);
  if (index < 0) index += size;
  if (index < 0 || index >= size) throw py::index_error("there are " + std::to_string(size) + " rows");
  return result_to_python(*rows.info, Owner(rows.list, rows.at(rows.list.get(), static_cast<std::size_t>(index))));
}

py::list rows_of(const Rows& rows, const py::slice& slice) {
  std::size_t start = 0, stop = 0, step = 0, count = 0;
  if (!slice.compute(rows.size, &start, &stop, &step, &count)) throw py::error_already_set();
  py::list some;
  for (std::size_t i = 0; i < count; ++i, start += step) some.append(row_at(rows, static_cast<Py_ssize_t>(start)));
  return some;
}

bool equal_rows(const Rows& a, const Rows& b) {
  if (a.info != b.info || a.size != b.size) return false;
  for (std::size_t i = 0; i < a.size; ++i)
    if (!equal_values(*a.info, a.at(a.list.get(), i), b.at(b.list.get(), i))) return false;
  return true;
}

void add_rows(py::module_& module) {
  py::class_<Rows> cls(module, "Rows", "A list of results: a sequence that can become a table.");
  cls.def("__len__", [](const Rows& rows) { return rows.size; });
  cls.def("__getitem__", &row_at, py::arg("index"));
  cls.def("__getitem__", &rows_of, py::arg("index"));
  make_sequence(cls);
  cls.def("__eq__", [](const Rows& rows, const py::object& other) -> py::object {
    if (!py::isinstance<Rows>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(equal_rows(rows, other.cast<const Rows&>()));
  }, py::arg("other"));
  cls.def("__repr__", [](const Rows& rows) { return "<" + std::to_string(rows.size) + " × " + class_name(rows.info->name) + ">"; });
  cls.def_property_readonly("row_type", [](const Rows& rows) { return result_class(*rows.info); }, "The class of the rows.");
  add_table_methods(cls, "rows", [](const Rows& rows) {
    arrow::TableBuilder table;
    const Append append = add_cells(*rows.info, table.columns(), "");
    for (std::size_t i = 0; i < rows.size; ++i) append(rows.at(rows.list.get(), i));
    return table.take();
  });
}

PyObject* make_result_class(const ResultInfo& info) {
  static auto& texts = *new std::deque<std::string>;                 // types live as long as the interpreter, and so does
  static auto& members = *new std::deque<std::vector<PyGetSetDef>>;  // what they point to
  auto& getters = members.emplace_back();
  for (const Attribute& attribute : info.attributes)
    getters.push_back({texts.emplace_back(attribute.name).c_str(), &get_attribute, nullptr, texts.emplace_back(doc_of_member(info.name, attribute.name)).c_str(), const_cast<Attribute*>(&attribute)});  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  getters.push_back({});
  const std::string_view doc = doc_of_member(info.name, "");
  static auto& methods = *new std::deque<std::vector<PyMethodDef>>;
  auto& own = methods.emplace_back();
  if (info.plot != nullptr) own.insert(own.end(), std::begin(plot_methods), std::end(plot_methods));
  if (info.table != nullptr) own.insert(own.end(), std::begin(table_methods), std::end(table_methods));
  own.push_back({nullptr, nullptr, 0, nullptr});
  PyType_Slot slots[] = {{Py_tp_getset, getters.data()}, {Py_tp_doc, const_cast<char*>(texts.emplace_back(doc.empty() ? class_name(info.name) : doc).c_str())}, {Py_tp_methods, own.data()}, {0, nullptr}};
  PyType_Spec spec{texts.emplace_back(module_name(info.name) + "." + class_name(info.name)).c_str(), sizeof(ResultObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  PyObject* made = PyType_FromSpecWithBases(&spec, py::make_tuple(py::handle(reinterpret_cast<PyObject*>(result_base))).ptr());
  if (made == nullptr) throw py::error_already_set();
  return made;
}

std::unordered_map<const ResultInfo*, py::object>& result_classes() {
  static auto& known = *new std::unordered_map<const ResultInfo*, py::object>;  // lives as long as the interpreter
  return known;
}

}  // namespace

std::string_view doc_of_member(std::string_view type, std::string_view member) {
  const std::string name = std::string(type) + "::" + std::string(member);
  const auto found = std::lower_bound(std::begin(member_docs), std::end(member_docs), name, [](const MemberDoc& doc, const std::string& wanted) { return doc.name < wanted; });
  return found != std::end(member_docs) && found->name == name ? found->doc : std::string_view();
}

void add_results(py::module_& module) {
  make_result_base(module);
  add_rows(module);
  add_numbers(module);
}

Append add_cells(const ResultInfo& info, arrow::StructColumn& columns, const std::string& prefix) {
  std::vector<Append> parts;
  for (const Attribute& attribute : info.attributes)
    if (attribute.cell != nullptr) parts.push_back(attribute.cell(columns, prefix + std::string(attribute.name)));
  return [parts = std::move(parts)](const void* whole) {
    for (const Append& append : parts) append(whole);
  };
}

py::object result_class(const ResultInfo& info) {
  auto [place, is_new] = result_classes().try_emplace(&info);
  if (!is_new) return place->second;
  const auto type = py::reinterpret_steal<py::object>(make_result_class(info));
  result_classes()[&info] = type;
  publish(type, info.name);
  py::dict given;
  for (const Attribute& attribute : info.attributes) given[text(attribute.name)] = attribute.annotation();
  py::module_::import("guanxi._guanxi").attr("_annotations")[type] = py::make_tuple(given, py::dict());
  return type;
}

py::object result_to_python(const ResultInfo& info, Owner value) {
  const py::object kind = result_class(info);
  auto* type = reinterpret_cast<PyTypeObject*>(kind.ptr());
  PyObject* made = type->tp_alloc(type, 0);
  if (made == nullptr) throw py::error_already_set();
  new (&result_of(made)->value) Owner(std::move(value));
  result_of(made)->info = &info;
  return py::reinterpret_steal<py::object>(made);
}

Owner as_result(py::handle object, const ResultInfo& info) {
  if (PyObject_TypeCheck(object.ptr(), result_base) == 0 || result_of(object.ptr())->info != &info) return nullptr;
  return result_of(object.ptr())->value;
}

}  // namespace guanxi::python
