#include <guanxi/access/kinds.hpp>
#include <guanxi/model/field_set.hpp>

#include "calls.hpp"

namespace guanxi {

/// One line of a dictionary, as a result.
struct FieldInfo {
  std::string_view name{};      ///< in C++, Python, SQL, JSON and tables
  Label label{};                ///< for people
  Label hint{};                 ///< how to fill it in
  std::string_view unit{};      ///< of a number; currency of money that names none
  Level level{};                ///< how much a card needs it
  Privacy privacy{};            ///< who may read it
  double weight{};              ///< share in completeness
  bool run_time{};              ///< added by a FieldSet
  Label category{};             ///< group on forms and cards
};

}  // namespace guanxi

namespace guanxi::python {

namespace {

std::vector<FieldInfo> fields_of(const py::object& kind, const py::kwargs& keywords) {
  const KindInfo& known = kind_of(kind);
  std::vector<FieldInfo> fields;
  for (const Field& field : catalogue_from(keywords)->fields(known)) {
    const Category* category = field.notes.category != nullptr ? field.notes.category : known.category;
    fields.push_back({field.name, field.label, field.notes.hint, field.notes.unit, field.notes.level, field.notes.privacy, static_cast<double>(field.notes.weight), field.run_time, category->label});
  }
  return fields;
}

CataloguePointer make_catalogue(const py::object& field_sets) {
  const auto catalogue = std::make_shared<Catalogue>(known_catalogue());
  for (const py::handle set : field_sets) static_cast<const FieldSet*>(record_of(set, record_info<FieldSet>(), "Catalogue(field_sets)"))->add_to(*catalogue);
  return catalogue;
}

}  // namespace

const Catalogue& known_catalogue() {
  static const auto& catalogue = *new Catalogue(access::catalogue_with_access(standard_catalogue()));
  return catalogue;
}

CataloguePointer catalogue_from(const py::dict& keywords) {
  if (!keywords.contains("catalogue") || keywords["catalogue"].is_none()) return {CataloguePointer(), &known_catalogue()};
  const py::object given = keywords["catalogue"];
  if (!py::isinstance<Catalogue>(given)) throw_wrong_type("catalogue=", "Catalogue", given);
  return given.cast<std::shared_ptr<Catalogue>>();
}

void add_catalogue(py::module_& module) {
  (void)record_class(record_info<FieldSet>());
  py::class_<Catalogue, std::shared_ptr<Catalogue>> cls(module, "Catalogue", "The record kinds that a program knows, with run-time fields.");
  cls.def(py::init([](const py::object& field_sets) { return std::const_pointer_cast<Catalogue>(make_catalogue(field_sets)); }), py::arg("field_sets") = py::tuple(), "field_sets: FieldSet records, whose fields are added to the standard kinds.");
  cls.def_property_readonly("kinds", [](const Catalogue& catalogue) {
    py::list kinds;
    for (const KindInfo* kind : catalogue.kinds()) kinds.append(record_class(*kind->record));
    return py::tuple(kinds);
  }, "The classes of records, in the order of forms and reports.");
  cls.attr("__annotations__") = py::dict();
  cls.attr("__annotations__")["kinds"] = "tuple[type[Record], ...]";
  add_function(module, "fields", [](const py::object& kind, const py::kwargs& keywords) { return to_result(fields_of(kind, keywords)); },
               std::string("(kind: type[Record] | str, *") + catalogue_parameter + ") -> " + shown_annotation<std::vector<FieldInfo>>(), "The dictionary of a record kind: one row for each field."
               R"doc(

>>> [field.label.en for field in gx.fields(gx.Customer) if field.level == "required"][:2]
['Legal name', 'Industry'])doc");
}

}  // namespace guanxi::python
