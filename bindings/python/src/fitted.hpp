#pragma once
/// @file
/// Fitted models as Python objects: members as attributes, equality, JSON, files and pickle.

#include <guanxi/score/model_json.hpp>

#include <memory>

#include "calls.hpp"
#include "files.hpp"

namespace guanxi::python {

/// A fitted model as Python holds it.
template <score::KeptModel Model>
struct Fitted {
  std::shared_ptr<const Model> model;
};

template <class Model>
using FittedClass = py::class_<Fitted<Model>>;

template <score::KeptModel Model>
inline constexpr bool is_value<Model> = true;

/// A model inside a result or model.
template <score::KeptModel Model>
struct Show<Model> {
  static std::string annotation() { return class_name(guanxi::detail::type_name<Model>()); }
  static py::object get(const Model& value, const Owner& owner) { return py::cast(Fitted<Model>{std::shared_ptr<const Model>(owner, &value)}); }
};

namespace part {

template <class Model, std::size_t I>
void add_fitted_member(FittedClass<Model>& cls, py::dict& annotations) {
  using M = MemberType<Model, I>;
  const std::string name(member_name<Model, I>), doc(doc_of_member(guanxi::detail::type_name<Model>(), name));
  annotations[name.c_str()] = shown_annotation<M>();
  cls.def_property_readonly(name.c_str(), [](const Fitted<Model>& fitted) { return show<M>(*std::get<I>(addresses_of(*fitted.model)), fitted.model); }, doc.c_str());
}

/// What stands behind a model, in one word.
template <class Model>
std::string_view standing_of(const Model& model) {
  if constexpr (requires { model.state; }) return word_of(model.state).word;
  else if constexpr (requires { model.status; }) return word_of(model.status).word;
  else return word_of(model.method).word;
}

template <class Model>
Fitted<Model> fitted_from_json(const std::string& json) {
  return {without_gil([&] { return std::make_shared<const Model>(score::model_from_json<Model>(json)); })};
}

template <class Model>
void add_keeping(FittedClass<Model>& cls, const std::string& name) {
  add_function(cls, "to_json", [](const Fitted<Model>& self, int indent) { return text(score::to_json(*self.model, indent)); }, "(self, indent: int = 0) -> str", "The model as JSON with the version of its method; from_json gives it back bit by bit.", py::arg("indent") = 0);
  const std::string save_place = name + ".save(path)", load_place = name + ".load(path)";
  add_function(cls, "save", [save_place](const Fitted<Model>& self, const py::object& path) { write_file(path_from_python(path, save_place), score::to_json(*self.model)); }, "(self, path: str | os.PathLike[str]) -> None", "Writes the model to a file as JSON; load reads it.", py::arg("path"));
  py::options options;
  options.disable_function_signatures();
  cls.def_static("from_json", &fitted_from_json<Model>, py::arg("json"), ("from_json(json: str) -> " + name + "\n\nReads a model that to_json wrote. Another version of the method is refused.").c_str());
  cls.def_static("load", [load_place](const py::object& path) { return fitted_from_json<Model>(read_file(path_from_python(path, load_place))); }, py::arg("path"), ("load(path: str | os.PathLike[str]) -> " + name + "\n\nReads a model from a file that save wrote.").c_str());
  cls.def(py::pickle([](const Fitted<Model>& self) { return py::make_tuple(text(score::to_json(*self.model))); }, [](const py::tuple& state) { return fitted_from_json<Model>(state[0].cast<std::string>()); }));
}

}  // namespace part

/// Makes the class of a model with all that does not depend on which it is.
template <class Model>
FittedClass<Model> add_fitted(py::module_& module, const char* doc) {
  const std::string name = class_name(guanxi::detail::type_name<Model>());
  FittedClass<Model> cls(module, name.c_str(), doc);
  py::dict annotations;
  [&]<std::size_t... I>(std::index_sequence<I...>) { (part::add_fitted_member<Model, I>(cls, annotations), ...); }(std::make_index_sequence<member_count<Model>>());
  cls.attr("__annotations__") = annotations;
  cls.def("__eq__", [](const Fitted<Model>& self, const py::object& other) -> py::object {
    if (!py::isinstance<Fitted<Model>>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(*self.model == *other.cast<const Fitted<Model>&>().model);
  }, py::arg("other"));
  cls.attr("__hash__") = py::none();
  cls.def("__repr__", [name](const Fitted<Model>& self) { return text("<" + name + ": " + std::string(part::standing_of(*self.model)) + ">"); });
  part::add_keeping<Model>(cls, name);
  return cls;
}

}  // namespace guanxi::python
