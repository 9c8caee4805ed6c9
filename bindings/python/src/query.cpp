#include <guanxi/store/count_term.hpp>
#include <guanxi/store/field_term.hpp>

#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include "modules.hpp"
#include "query_values.hpp"
#include "values.hpp"

namespace guanxi::python {

namespace {

using store::Condition;
using store::CountTerm;
using store::FieldTerm;
using store::Relation;

struct Comparator {
  const char* name;
  Relation relation;
};

constexpr Comparator comparators[] = {
    {"__eq__", Relation::equal}, {"__ne__", Relation::different}, {"__lt__", Relation::less}, {"__le__", Relation::at_most}, {"__gt__", Relation::greater}, {"__ge__", Relation::at_least},
};

std::vector<store::Operand> operands_from(const py::iterable& values, const std::string& what) {
  std::vector<store::Operand> operands;
  for (const py::handle value : values) operands.push_back(operand_from_python(value, what));
  return operands;
}

void add_conditions(py::module_& module) {
  py::class_<Condition> cls(module, "Condition", "What a query asks; `&`, `|` and `~` join conditions.");
  cls.def("__and__", [](const Condition& a, const Condition& b) { return a && b; }, py::arg("other"), py::is_operator());
  cls.def("__or__", [](const Condition& a, const Condition& b) { return a || b; }, py::arg("other"), py::is_operator());
  cls.def("__invert__", [](const Condition& condition) { return !condition; });
  cls.def("__bool__", [](const Condition&) -> bool { throw WrongType("python.condition", "a condition is neither true nor false; join conditions by & and |, not by and, or"); });
  cls.def("of_customer", [](const Condition& condition) { return store::of_customer(condition); }, "The condition holds for the customer to which the record belongs.");
}

void add_fields(py::module_& module) {
  py::class_<FieldTerm> cls(module, "Field", "A field to be compared: field('annual_revenue') >= '200万'.");
  for (const Comparator& comparator : comparators) {
    const Relation relation = comparator.relation;
    cls.def(comparator.name, [relation](const FieldTerm& term, const py::object& value) { return term.compared(relation, operand_from_python(value, "field('" + term.path() + "')")); }, py::arg("value"));
  }
  cls.def("is_set", &FieldTerm::is_set, "The field is set; a list has elements.");
  cls.def("is_unset", &FieldTerm::is_unset, "The field is not set.");
  cls.def("one_of", [](const FieldTerm& term, const py::typing::Iterable<py::object>& values) { return term.one_of(operands_from(values, "one_of()")); }, py::arg("values"), "The field equals one of the values.");
  cls.def("contains", [](const FieldTerm& term, const py::object& value) { return term.contains(operand_from_python(value, "contains()")); }, py::arg("value"), "The text contains another one, or the list an element.");
  cls.attr("__hash__") = py::none();
}

std::string counted_name(const py::object& of) { return PyUnicode_Check(of.ptr()) ? std::string(utf8_of(of)) : std::string(kind_of(of).name); }

void add_counts(py::module_& module) {
  py::class_<CountTerm> cls(module, "Count", "A number of records to be compared: count(Need, where) >= 2.");
  for (const Comparator& comparator : comparators) {
    const Relation relation = comparator.relation;
    cls.def(comparator.name, [relation](const CountTerm& term, std::int64_t number) { return term.compared(relation, number); }, py::arg("number"));
  }
  cls.attr("__hash__") = py::none();
}

}  // namespace

store::Operand operand_from_python(py::handle value, const std::string& what) {
  if (PyUnicode_Check(value.ptr())) return std::string(utf8_of(value));
  if (PyBool_Check(value.ptr())) return value.cast<bool>();
  if (PyFloat_Check(value.ptr())) return value.cast<double>();
  if (py::isinstance<PartialDate>(value)) return value.cast<PartialDate>();
  if (py::isinstance<Money>(value) || py::isinstance(value, imported("decimal", "Decimal"))) return money_from_python(value, {}, what);
  if (py::isinstance(value, imported("datetime", "datetime"))) return timestamp_from_python(value, what);
  if (py::isinstance(value, imported("datetime", "date"))) return date_from_python(value, what);
  if (py::isinstance(value, imported("uuid", "UUID")) || as_record(value) != nullptr) return uuid_from_python(value, what);
  if (PyIndex_Check(value.ptr())) return value.cast<std::int64_t>();
  throw_wrong_type(what, "str, int, float, bool, date, datetime, Money, UUID or a record", value);
}

void add_query(py::module_& module) {
  add_conditions(module);
  add_fields(module);
  add_counts(module);
  module.def("field", [](std::string path) { return FieldTerm(std::move(path)); }, py::arg("path"), "A field by its path, to be compared: `legal_name`, `customer_type.computed`, `owner_id.name`, `custom[预算]`; labels in either language may stand for names.");
  module.def("tag", [](std::string key, std::optional<std::string> value) { return value ? store::tag(std::move(key), std::move(*value)) : store::tag(std::move(key)); }, py::arg("key"), py::arg("value") = py::none(),
             "A record has this tag, or one below it.");
  module.def("count", [](const py::object& of, const std::optional<Condition>& where) { return store::count(counted_name(of), where.value_or(Condition())); }, py::arg("of"), py::arg("where") = py::none(),
             "How many records of a kind belong to the record, or how many elements a list has.");
}

}  // namespace guanxi::python
