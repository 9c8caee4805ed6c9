#include <guanxi/io.hpp>

#include "calls.hpp"
#include "files.hpp"
#include "fresh.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

/// Identifiers of one millisecond sort as they were made.
py::object new_id() {
  static Timestamp last;
  static IdGenerator generator;
  const Timestamp at = now();
  if (at.microseconds / 1000 != last.microseconds / 1000) generator = IdGenerator(at, fresh_seed());
  last = at;
  return to_python(generator.next());
}

void write_form_to(const py::object& path, const py::kwargs& keywords) {
  Call<io::FormOptions> call(keywords, "form", {}, {"lang"});
  if (keywords.contains("lang")) call.options.language = taken<Language>(keywords["lang"], "form(lang=)", call.storage);
  io::write_form(*call.catalogue, path_from_python(path, "form(path)"), call.options);
}

/// New identifiers each time, unless somebody asks for the same again.
Call<io::ImportOptions> import_call(const py::kwargs& keywords, const char* whose) { return {keywords, whose, io::ImportOptions{.now = now(), .seed = fresh_seed()}}; }

py::tuple parse_form_at(const py::object& path, const py::kwargs& keywords) {
  const auto call = import_call(keywords, "parse_form");
  const std::string name = path_from_python(path, "parse_form(path)");
  io::FormImport read = without_gil([&] { return io::parse_form(*call.catalogue, name, call.options); });
  return py::make_tuple(std::make_shared<Dossier>(std::move(read.dossier)), to_result(std::move(read.findings)));
}

py::tuple load_book_at(const py::object& folder, const py::kwargs& keywords) {
  const auto call = import_call(keywords, "load_book");
  const std::string name = path_from_python(folder, "load_book(folder)");
  io::BookImport read = without_gil([&] { return io::load_book(*call.catalogue, name, call.options); });
  return py::make_tuple(std::make_shared<Book>(std::move(read.book)), to_result(std::move(read.findings)));
}

void export_to(const py::object& value, const py::object& path, const py::kwargs& keywords) {
  Storage storage;
  io::ExportOptions options;
  for (const auto& [key, given] : keywords)
    if (utf8_of(key) != "lang" && utf8_of(key) != "catalogue") throw_unknown_keyword("export()", utf8_of(key), std::array<std::string_view, 2>{"lang", "catalogue"});
  if (keywords.contains("lang")) options.language = taken<Language>(keywords["lang"], "export(lang=)", storage);
  const std::string name = path_from_python(path, "export(path)");
  if (py::isinstance<Dossier>(value)) return io::export_dossier(name, *catalogue_from(keywords), value.cast<const Dossier&>(), options);
  io::export_book(name, *catalogue_from(keywords), book_of(value, "export(book)"), options);
}

}  // namespace

void add_io(py::module_& module) {
  const std::string catalogue = catalogue_parameter;
  add_function(module, "new_id", &new_id, "() -> uuid.UUID", "A new identifier (UUID version 7), to link records before they are stored.");
  add_function(module, "form", &write_form_to, "(path: str | os.PathLike[str], *, lang: str = 'zh'" + parameters_of<io::FormOptions>() + catalogue + ") -> None", "Writes a blank form; the end of the path decides between .xlsx and .csv.");
  add_function(module, "parse_form", &parse_form_at, "(path: str | os.PathLike[str], *" + parameters_of<io::ImportOptions>() + catalogue + ") -> tuple[Dossier, " + shown_annotation<Findings>() + "]",
               "Reads one filled form: CSV, TSV, XLSX or JSON in any encoding. What could not be read is among the findings and nothing else is lost."
               R"doc(

>>> dossier, findings = gx.parse_form("examples/data/forms/01_collection_form.csv")
>>> dossier.customer.legal_name
'江南专用设备制造有限公司'
>>> [need.urgency for need in dossier.needs]
[Grade.HIGH, None, None])doc");
  add_function(module, "load_book", &load_book_at, "(folder: str | os.PathLike[str], *" + parameters_of<io::ImportOptions>() + catalogue + ") -> tuple[Book, " + shown_annotation<Findings>() + "]",
               "Reads all forms and tables of a folder into one book. A file that cannot be read is a finding, and the others are read."
               R"doc(

>>> book, findings = gx.load_book("examples/data/book")
>>> len(book), len(findings)
(60, 0))doc");
  add_function(module, "export", &export_to, "(value: Book | Dossier, path: str | os.PathLike[str], *, lang: str = 'zh'" + catalogue + ") -> None", "Writes a dossier or book as JSON, CSV or workbook, without loss; the end of the path decides.");
}

}  // namespace guanxi::python
