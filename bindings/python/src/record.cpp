#include "record.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/kinds.hpp>

#include <deque>
#include <map>
#include <new>
#include <unordered_map>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "values.hpp"
#include "words.hpp"

namespace guanxi::python {

namespace {

struct RecordClass {
  py::object type;
  const RecordInfo* info;
  const KindInfo* kind = nullptr;
};

std::unordered_map<const RecordInfo*, RecordClass>& record_classes() {
  static auto& known = *new std::unordered_map<const RecordInfo*, RecordClass>;  // lives as long as the interpreter
  return known;
}

PyTypeObject* record_base = nullptr;

RecordObject* shown(PyObject* self) { return reinterpret_cast<RecordObject*>(self); }

/// Runs a function of the bindings for C; what it throws becomes a Python error.
template <class Result, class Call>
Result for_c(Result failure, const Call& call) noexcept {
  try {
    return call();
  } catch (py::error_already_set& error) {
    error.restore();
  } catch (...) {
    py::detail::try_translate_exceptions();
  }
  return failure;
}

const RecordInfo& info_of_type(PyTypeObject* type) {
  for (const auto& [info, known] : record_classes())
    if (known.type.ptr() == reinterpret_cast<PyObject*>(type)) return *info;
  throw WrongType("python.type", std::string(type->tp_name) + " is no class of records that can be made");
}

// -- members --

void member_from_python(const Field& field, const Type& type, void* member, py::handle value, const std::string& what);

void list_from_python(const Field& field, const Type& type, void* member, py::handle value, const std::string& what) {
  if (PyUnicode_Check(value.ptr()) || PyDict_Check(value.ptr())) throw_wrong_type(what, "a list", value);
  const auto elements = py::reinterpret_steal<py::object>(PyObject_GetIter(value.ptr()));
  if (!elements) {
    PyErr_Clear();
    throw_wrong_type(what, "a list", value);
  }
  std::size_t count = 0;
  while (const auto element = py::reinterpret_steal<py::object>(PyIter_Next(elements.ptr())))
    member_from_python(field, *type.element, type.list->append(member), element, what + "[" + std::to_string(count++) + "]");
  if (PyErr_Occurred() != nullptr) throw py::error_already_set();
}

void fields_from_python(const RecordInfo& info, void* record, const py::dict& values, const std::string& whose) {
  for (const auto& [key, value] : values) {
    const std::string_view name = utf8_of(key);
    const Field* field = find_field(info.fields, name);
    if (field == nullptr) {
      std::vector<std::string_view> known;
      for (const Field& line : info.fields) known.push_back(line.name);
      throw_unknown_keyword(whose + "()", name, known);
    }
    member_from_python(*field, *field->type, field->in(record), value, whose + "." + std::string(name));
  }
}

void nested_from_python(const RecordInfo& info, void* record, py::handle value, const std::string& what) {
  if (const RecordObject* given = as_record(value); given != nullptr && given->info == &info) return info.lifetime->assign(record, given->record.get());
  if (PyDict_Check(value.ptr())) return fields_from_python(info, record, py::reinterpret_borrow<py::dict>(value), what);
  const Field* title = info.with(Part::title);
  if (title == nullptr) throw_wrong_type(what, class_name(info.name) + " or dict", value);
  member_from_python(*title, *title->type, title->in(record), value, what);
}

CustomValue custom_value(py::handle value, const std::string& what) {
  CustomValue held;
  const auto take = [&](TypeKind kind) {
    Type type = detail::custom_type(TypeKind::text);
    type.kind = kind;
    static constexpr Field any{};
    leaf_from_python(any, type, &held, value, what);
  };
  const auto is = [&](const char* module, const char* name) { return py::isinstance(value, imported(module, name)); };
  if (PyUnicode_Check(value.ptr())) take(TypeKind::text);
  else if (PyBool_Check(value.ptr())) take(TypeKind::boolean);
  else if (PyLong_Check(value.ptr())) take(TypeKind::integer);
  else if (PyFloat_Check(value.ptr())) take(TypeKind::real);
  else if (is("datetime", "datetime")) take(TypeKind::timestamp);
  else if (is("datetime", "date")) take(TypeKind::date);
  else if (py::isinstance<PartialDate>(value)) take(TypeKind::partial_date);
  else if (py::isinstance<Money>(value) || is("decimal", "Decimal")) take(TypeKind::money);
  else if (py::isinstance<NumberRange>(value)) take(TypeKind::number_range);
  else if (py::isinstance<MoneyRange>(value)) take(TypeKind::money_range);
  else if (!value.is_none()) throw_wrong_type(what, "str, bool, int, float, date, datetime, Money, PartialDate or a range", value);
  return held;
}

void custom_from_python(Custom& custom, py::handle value, const std::string& what) {
  if (!PyMapping_Check(value.ptr()) || PyUnicode_Check(value.ptr())) throw_wrong_type(what, "a dict of names and values", value);
  const py::dict values(py::reinterpret_borrow<py::object>(value));
  for (const auto& [key, held] : values) {
    if (!PyUnicode_Check(key.ptr())) throw_wrong_type(what, "names as str", key);
    custom.values.insert_or_assign(std::string(utf8_of(key)), custom_value(held, what + "[" + std::string(py::repr(key)) + "]"));
  }
}

void member_from_python(const Field& field, const Type& type, void* member, py::handle value, const std::string& what) {
  switch (type.kind) {
    case TypeKind::list: {
      type.list->resize(member, 0);
      if (!value.is_none()) list_from_python(field, type, member, value, what);
      return;
    }
    case TypeKind::record: {
      const std::unique_ptr<void, void (*)(void*)> unset(type.record->lifetime->create(), type.record->lifetime->destroy);
      type.record->lifetime->assign(member, unset.get());
      if (!value.is_none()) nested_from_python(*type.record, member, value, what);
      return;
    }
    case TypeKind::custom: {
      auto& custom = *static_cast<Custom*>(member);
      custom.values.clear();
      if (!value.is_none()) custom_from_python(custom, value, what);
      return;
    }
    default: leaf_from_python(field, type, member, value, what);
  }
}

py::object custom_to_python(const Custom& custom) {
  static constexpr Type text_type = detail::custom_type(TypeKind::text);
  py::dict values;
  for (const auto& [name, held] : custom.values)
    if (held.index() != 0) values[text(name)] = to_python(text_type.get(text_type, &held), {}, {});
  return imported("types", "MappingProxyType")(values);
}

bool is_unset(const Type& type, const void* member) {
  switch (type.kind) {
    case TypeKind::list: return type.list->size(member) == 0;
    case TypeKind::record: {
      const std::unique_ptr<void, void (*)(void*)> unset(type.record->lifetime->create(), type.record->lifetime->destroy);
      return type.record->lifetime->equal(member, unset.get());
    }
    case TypeKind::custom: return *static_cast<const Custom*>(member) == Custom{};
    default: return !is_set(type.get(type, member));
  }
}

py::dict set_members(const RecordObject& object) {
  py::dict values;
  for (const Field& field : object.info->fields)
    if (const void* member = field.in(object.record.get()); !is_unset(*field.type, member)) values[text(field.name)] = member_to_python(*field.type, member, object.record);
  return values;
}

std::shared_ptr<void> owned(const RecordInfo& info, void* record) { return {record, info.lifetime->destroy}; }

// -- slots --

PyObject* make_object(PyTypeObject* type, const RecordInfo& info, std::shared_ptr<const void> record) {
  PyObject* made = type->tp_alloc(type, 0);
  if (made == nullptr) throw py::error_already_set();
  new (&shown(made)->record) std::shared_ptr<const void>(std::move(record));
  shown(made)->info = &info;
  return made;
}

PyObject* new_record(PyTypeObject* type, PyObject* positional, PyObject* keywords) {
  return for_c<PyObject*>(nullptr, [&] {
    const RecordInfo& info = info_of_type(type);
    if (PyTuple_GET_SIZE(positional) != 0) throw WrongType("python.keyword", class_name(info.name) + "() takes its fields as keywords: " + class_name(info.name) + "(" + std::string(info.fields[info.fields.size() > 1 ? 1 : 0].name) + "=…)");
    const std::shared_ptr<void> record = owned(info, info.lifetime->create());
    if (keywords != nullptr) fields_from_python(info, record.get(), py::reinterpret_borrow<py::dict>(keywords), class_name(info.name));
    return make_object(type, info, record);
  });
}

void free_record(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  shown(self)->record.~shared_ptr();
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject* get_field(PyObject* self, void* closure) {
  return for_c<PyObject*>(nullptr, [&] {
    const Field& field = *static_cast<const Field*>(closure);
    const RecordObject& object = *shown(self);
    return member_to_python(*field.type, field.in(object.record.get()), object.record).release().ptr();
  });
}

PyObject* compare_records(PyObject* self, PyObject* other, int operation) {
  const RecordObject* theirs = as_record(other);
  if (theirs == nullptr || (operation != Py_EQ && operation != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
  const RecordObject* ours = shown(self);
  const bool equal = ours->info == theirs->info && ours->info->lifetime->equal(ours->record.get(), theirs->record.get());
  return PyBool_FromLong(equal == (operation == Py_EQ) ? 1 : 0);
}

/// Equal records have equal leaves; an element in which nothing is set counts by its place.
Py_hash_t hash_record(PyObject* self) {
  return for_c<Py_hash_t>(-1, [&] {
    const RecordObject& object = *shown(self);
    std::size_t sum = std::hash<std::string_view>()(object.info->name);
    for_each_leaf(object.info->fields, object.record.get(), [&](const Leaf& leaf) {
      const std::string value = leaf.type->get != nullptr ? write_exact(leaf.type->get(*leaf.type, leaf.member)) : std::string();
      sum = sum * 1'000'003 + std::hash<std::string>()(leaf.path + "=" + value);
    });
    const auto result = static_cast<Py_hash_t>(sum);
    return result == -1 ? -2 : result;
  });
}

PyObject* repr_record(PyObject* self) {
  return for_c<PyObject*>(nullptr, [&] {
    std::string shown_text = class_name(shown(self)->info->name) + "(";
    for (const auto& [name, value] : set_members(*shown(self))) {
      const bool is_mapping = py::isinstance(value, imported("types", "MappingProxyType"));
      shown_text += (shown_text.back() == '(' ? "" : ", ") + std::string(utf8_of(name)) + "=" + std::string(py::repr(is_mapping ? py::object(py::dict(py::reinterpret_borrow<py::object>(value))) : py::reinterpret_borrow<py::object>(value)));
    }
    return text(shown_text + ")").release().ptr();
  });
}

PyObject* replace_fields(PyObject* self, PyObject*, PyObject* keywords) {
  return for_c<PyObject*>(nullptr, [&] {
    const RecordObject& object = *shown(self);
    const std::shared_ptr<void> record = owned(*object.info, object.info->lifetime->copy(object.record.get()));
    if (keywords != nullptr) fields_from_python(*object.info, record.get(), py::reinterpret_borrow<py::dict>(keywords), class_name(object.info->name));
    return make_object(Py_TYPE(self), *object.info, record);
  });
}

PyObject* record_html(PyObject* self, PyObject*) {
  return for_c<PyObject*>(nullptr, [&] { return imported("guanxi._html", "record")(py::handle(self)).release().ptr(); });
}

PyObject* to_dict(PyObject* self, PyObject*) {
  return for_c<PyObject*>(nullptr, [&] { return set_members(*shown(self)).release().ptr(); });
}

/// Mapping proxies do not pickle, so run-time fields travel as a dict.
PyObject* reduce_record(PyObject* self, PyObject*) {
  return for_c<PyObject*>(nullptr, [&] {
    py::dict values = set_members(*shown(self));
    for (const Field& field : shown(self)->info->fields)
      if (field.type->kind == TypeKind::custom && values.contains(text(field.name))) values[text(field.name)] = py::dict(py::object(values[text(field.name)]));
    const py::handle type(reinterpret_cast<PyObject*>(Py_TYPE(self)));
    return py::make_tuple(imported("guanxi._guanxi", "_make_record"), py::make_tuple(type, values)).release().ptr();
  });
}

// -- classes --

std::string sentence(std::string_view start) {
  std::string made(start);
  if (!made.empty() && made.back() != '.' && made.back() != '?') made += '.';
  return made;
}

/// What the dictionary says of a field.
std::string doc_of(const Field& field) {
  std::string doc = sentence(std::string(field.label.en) + " (" + std::string(field.label.zh) + ")");
  if (!field.notes.hint.en.empty()) doc += " " + sentence(field.notes.hint.en);
  if (!field.notes.unit.empty()) doc += " Unit: " + sentence(field.notes.unit);
  if (field.notes.level != Level::optional) doc += field.notes.level == Level::required ? " Required." : " Recommended.";
  if (field.notes.privacy != Privacy::open) doc += field.notes.privacy == Privacy::personal ? " Personal." : " Commercially sensitive.";
  return doc;
}

std::string doc_of(const RecordInfo& info, const KindInfo* kind) {
  if (kind != nullptr) return std::string(kind->label.en) + " (" + std::string(kind->label.zh) + "): a record, read-only; `replace` makes a changed one.";
  return sentence(class_name(info.name) + ": a part of records, read-only");
}

std::string without_none(std::string annotation) {
  constexpr std::string_view none = " | None";
  if (annotation.ends_with(none)) annotation.resize(annotation.size() - none.size());
  return annotation;
}

std::string given_annotation(const Type& type) {
  switch (type.kind) {
    case TypeKind::list: return "tuple[" + without_none(given_annotation(*type.element)) + ", ...]";
    case TypeKind::record: return class_name(type.record->name);
    case TypeKind::custom: return "collections.abc.Mapping[str, typing.Any]";
    default: return leaf_annotation(type);
  }
}

std::string taken_annotation(const Type& type) {
  switch (type.kind) {
    case TypeKind::list: return "collections.abc.Iterable[" + taken_annotation(*type.element) + "]";
    case TypeKind::record: {
      const Field* title = type.record->with(Part::title);
      return class_name(type.record->name) + " | dict[str, typing.Any]" + (title != nullptr && title->type->kind != TypeKind::record ? " | " + taken_annotation(*title->type) : "");
    }
    case TypeKind::custom: return "collections.abc.Mapping[str, typing.Any]";
    default: return leaf_argument_annotation(type);
  }
}

PyObject* make_class(const RecordInfo& info, const KindInfo* kind) {
  static auto& texts = *new std::deque<std::string>;                 // types live as long as the interpreter, and so does
  static auto& members = *new std::deque<std::vector<PyGetSetDef>>;  // what they point to
  auto& getters = members.emplace_back();
  for (const Field& field : info.fields)
    getters.push_back({texts.emplace_back(field.name).c_str(), &get_field, nullptr, texts.emplace_back(doc_of(field)).c_str(), const_cast<Field*>(&field)});  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  getters.push_back({});
  PyType_Slot slots[] = {{Py_tp_getset, getters.data()}, {Py_tp_doc, const_cast<char*>(texts.emplace_back(doc_of(info, kind)).c_str())}, {Py_tp_new, reinterpret_cast<void*>(&new_record)}, {0, nullptr}};
  PyType_Spec spec{texts.emplace_back(module_name(info.name) + "." + class_name(info.name)).c_str(), sizeof(RecordObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
  PyObject* made = PyType_FromSpecWithBases(&spec, py::make_tuple(py::handle(reinterpret_cast<PyObject*>(record_base))).ptr());
  if (made == nullptr) throw py::error_already_set();
  return made;
}

/// What stubs and editors ask for; classes themselves are immutable.
void annotate(const RecordInfo& info, const py::object& type) {
  py::dict given, taken;
  for (const Field& field : info.fields) {
    given[text(field.name)] = text(given_annotation(*field.type));
    taken[text(field.name)] = text(taken_annotation(*field.type) + " | None");
  }
  py::dict annotations = py::module_::import("guanxi._guanxi").attr("_annotations");
  annotations[type] = py::make_tuple(given, taken);
}

void add_nested(const Type& type) {
  if (type.kind == TypeKind::list) return add_nested(*type.element);
  if (type.kind == TypeKind::record) (void)record_class(*type.record);
  if (type.kind == TypeKind::enumeration) (void)enumeration(type.words, type.name);
}

py::object make_record(const py::object& type, const py::typing::Dict<py::str, py::object>& values) { return type(**values); }

PyMethodDef record_methods[] = {
    {"replace", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&replace_fields)), METH_VARARGS | METH_KEYWORDS, "A copy in which these fields hold other values; None unsets."},
    {"to_dict", &to_dict, METH_NOARGS, "The fields that are set, by name."},
    {"_repr_html_", &record_html, METH_NOARGS, "For notebooks."},
    {"__reduce__", &reduce_record, METH_NOARGS, "For pickle and copy."},
    {nullptr, nullptr, 0, nullptr},
};

PyObject* refuse_new(PyTypeObject*, PyObject*, PyObject*) {
  PyErr_SetString(PyExc_TypeError, "Record is the base of all records; make a Customer, Contact, Need …");
  return nullptr;
}

void make_base(py::module_& module) {
  PyType_Slot slots[] = {
      {Py_tp_doc, const_cast<char*>("Base of all records: values that can be compared and hashed.")},
      {Py_tp_new, reinterpret_cast<void*>(&refuse_new)},
      {Py_tp_dealloc, reinterpret_cast<void*>(&free_record)},
      {Py_tp_richcompare, reinterpret_cast<void*>(&compare_records)},
      {Py_tp_hash, reinterpret_cast<void*>(&hash_record)},
      {Py_tp_repr, reinterpret_cast<void*>(&repr_record)},
      {Py_tp_methods, record_methods},
      {0, nullptr},
  };
  PyType_Spec spec{"guanxi.Record", sizeof(RecordObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, slots};
  PyObject* made = PyType_FromSpec(&spec);
  if (made == nullptr) throw py::error_already_set();
  record_base = reinterpret_cast<PyTypeObject*>(made);
  module.attr("Record") = py::reinterpret_steal<py::object>(made);
}

/// The class of a dictionary.
/// @param kind  the kind with this dictionary; nullptr for a part of records
py::object class_of(const RecordInfo& info, const KindInfo* kind) {
  auto [place, is_new] = record_classes().try_emplace(&info);
  if (!is_new) return place->second.type;
  const auto type = py::reinterpret_steal<py::object>(make_class(info, kind));
  record_classes()[&info] = {type, &info, kind};
  publish(type, info.name);
  annotate(info, type);
  for (const Field& field : info.fields) add_nested(*field.type);
  return type;
}

}  // namespace

py::object record_class(const RecordInfo& info) { return class_of(info, nullptr); }

void add_kind(const KindInfo& kind) {
  (void)class_of(*kind.record, &kind);
  record_classes()[kind.record].kind = &kind;
}

py::object record_to_python(const RecordInfo& info, std::shared_ptr<const void> record) {
  const py::object type = record_class(info);
  return py::reinterpret_steal<py::object>(make_object(reinterpret_cast<PyTypeObject*>(type.ptr()), info, std::move(record)));
}

const RecordObject* as_record(py::handle object) {
  return record_base != nullptr && PyObject_TypeCheck(object.ptr(), record_base) ? shown(object.ptr()) : nullptr;
}

const void* record_of(py::handle object, const RecordInfo& info, const std::string& what) {
  const RecordObject* found = as_record(object);
  if (found == nullptr || found->info != &info) throw_wrong_type(what, class_name(info.name), object);
  return found->record.get();
}

const KindInfo& kind_of(py::handle class_or_name) {
  if (PyUnicode_Check(class_or_name.ptr())) {
    std::vector<std::string_view> names;
    for (const auto& [info, known] : record_classes()) {
      if (known.kind == nullptr) continue;
      if (known.kind->name == utf8_of(class_or_name) || known.kind->plural == utf8_of(class_or_name)) return *known.kind;
      names.insert(names.end(), {known.kind->name, known.kind->plural});
    }
    const std::string_view nearest = nearest_word(utf8_of(class_or_name), names);
    throw NotFoundError("catalogue.kind", "there is no record kind '" + std::string(utf8_of(class_or_name)) + "'" + (nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?"));
  }
  for (const auto& [info, known] : record_classes())
    if (known.type.is(class_or_name) && known.kind != nullptr) return *known.kind;
  throw_wrong_type("the kind", "a class of records such as guanxi.Customer, or its name", class_or_name);
}

const KindInfo* kind_of(const RecordInfo& info) {
  const auto known = record_classes().find(&info);
  return known == record_classes().end() ? nullptr : known->second.kind;
}

std::optional<Uuid> id_of_record(py::handle object) {
  const RecordObject* found = as_record(object);
  const Field* key = found == nullptr ? nullptr : found->info->with(Part::key);
  if (key == nullptr) return std::nullopt;
  const Value id = key->type->get(*key->type, key->in(found->record.get()));
  if (!is_set(id)) throw ArgumentError("argument.id", "this " + class_name(found->info->name) + " has no identifier yet; the store gives it one, or new_id() does");
  return std::get<Uuid>(id);
}

py::object member_to_python(const Type& type, const void* member, const Owner& owner) {
  switch (type.kind) {
    case TypeKind::list: {
      const std::size_t count = type.list->size(member);
      py::tuple elements(count);
      for (std::size_t i = 0; i < count; ++i) elements[i] = member_to_python(*type.element, type.list->at(const_cast<void*>(member), i), owner);  // NOLINT(cppcoreguidelines-pro-type-const-cast): only the address is taken
      return elements;
    }
    case TypeKind::record: return record_to_python(*type.record, Owner(owner, member));
    case TypeKind::custom: return custom_to_python(*static_cast<const Custom*>(member));
    default: return leaf_to_python(type, member);
  }
}

void add_records(py::module_& module) {
  make_base(module);
  module.attr("_annotations") = py::dict();
  module.def("_make_record", &make_record);
  for (const KindInfo* kind : known_catalogue().kinds()) add_kind(*kind);
}

}  // namespace guanxi::python
