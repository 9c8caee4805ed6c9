#include "tables.hpp"

#include <guanxi/io/arrow_tables.hpp>

#include <utility>

#include "calls.hpp"
#include "fresh.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

constexpr const char* stream_capsule_name = "arrow_array_stream";

void release_stream(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, stream_capsule_name));
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

/// Options of a table: new identifiers unless somebody asks for the same again.
Call<io::ArrowReadOptions> read_call(const py::kwargs& keywords, const char* whose) { return {keywords, whose, io::ArrowReadOptions{.now = now(), .seed = fresh_seed()}}; }

py::tuple read_table(const py::object& kind_given, const py::object& table, const py::kwargs& keywords) {
  const auto call = read_call(keywords, "read_table");
  const KindInfo& kind = kind_of(kind_given);
  io::ArrowRecords read = io::from_arrow(*call.catalogue, kind, stream_from_python(table, "read_table(table)"), call.options);
  const auto records = std::make_shared<const Records>(std::move(read.records));
  RecordList list = list_of(kind, *records, records);
  list.catalogue = call.catalogue;
  return py::make_tuple(std::move(list), to_result(std::move(read.findings)));
}

py::tuple book_of_tables(const py::dict& tables, const py::kwargs& keywords) {
  const auto call = read_call(keywords, "book_from_tables");
  std::vector<io::ArrowSource> sources;
  for (const auto& [kind, table] : tables) {
    const KindInfo& known = kind_of(kind);
    sources.push_back({&known, stream_from_python(table, "book_from_tables(" + std::string(known.plural) + ")"), std::string(known.plural)});
  }
  io::ExactBook read = io::book_from_arrow(*call.catalogue, sources, call.options);
  return py::make_tuple(std::make_shared<Book>(std::move(read.book)), to_result(std::move(read.findings)));
}

}  // namespace

py::capsule to_capsule(arrow::Stream stream) {
  auto raw = std::make_unique<ArrowArrayStream>();
  stream.move_to(raw.get());
  PyObject* capsule = PyCapsule_New(raw.get(), stream_capsule_name, &release_stream);
  if (capsule == nullptr) throw py::error_already_set();
  (void)raw.release();
  return py::reinterpret_steal<py::capsule>(capsule);
}

arrow::Stream stream_from_python(py::handle table, const std::string& what) {
  if (!py::hasattr(table, "__arrow_c_stream__")) throw_wrong_type(what, "a table that offers __arrow_c_stream__, such as a pandas (2.2 or later), polars, pyarrow or DuckDB one", table);
  const py::object capsule = table.attr("__arrow_c_stream__")();
  auto* raw = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), stream_capsule_name));
  if (raw == nullptr) throw py::error_already_set();
  return arrow::Stream(raw);
}

void add_tables(py::module_& module) {
  const std::string parameters = parameters_of<io::ArrowReadOptions>() + catalogue_parameter;
  add_function(module, "read_table", &read_table, "(kind: type[R], table: typing.Any, *" + parameters + ") -> tuple[Records[R], " + shown_annotation<Findings>() + "]",
               "Reads a table of records of one kind, from pandas, polars, pyarrow, DuckDB or anything else that offers __arrow_c_stream__. Columns go by machine names or by the headers that people use."
               R"doc(

>>> import pandas
>>> needs, findings = gx.read_table(gx.Need, pandas.DataFrame({"需求描述": ["省电"], "紧急性": ["高"]}))
>>> needs[0].statement, needs[0].urgency
('省电', Grade.HIGH))doc");
  add_function(module, "book_from_tables", &book_of_tables, "(tables: dict[type[Record] | str, typing.Any], *" + parameters + ") -> tuple[Book, " + shown_annotation<Findings>() + "]",
               "Reads tables of several kinds into one book; records go to their customer by identifier or name."
               R"doc(

>>> import pandas
>>> tables = {"customers": pandas.DataFrame({"客户名称": ["甲公司"]}), "needs": pandas.DataFrame({"客户名称": ["甲公司"], "需求描述": ["省电"]})}
>>> book, findings = gx.book_from_tables(tables)
>>> [need.statement for need in book.dossier("甲公司").needs]
['省电'])doc");
}

}  // namespace guanxi::python
