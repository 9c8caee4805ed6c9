#include "values.hpp"

#include <datetime.h>

#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/write.hpp>

#include <cmath>
#include <limits>

#include "errors.hpp"
#include "record.hpp"
#include "words.hpp"

namespace guanxi::python {

namespace {

// -- dates and times --

constexpr std::int64_t microseconds_of_day = 86'400'000'000;

std::optional<Date> date_of(py::handle value) {
  if (!PyDate_Check(value.ptr()) || PyDateTime_Check(value.ptr())) return std::nullopt;
  return Date::from_ymd(PyDateTime_GET_YEAR(value.ptr()), PyDateTime_GET_MONTH(value.ptr()), PyDateTime_GET_DAY(value.ptr()));
}

/// The local time of a datetime as if it were UTC.
std::int64_t wall_microseconds(py::handle value) {
  PyObject* at = value.ptr();
  const Date day = *Date::from_ymd(PyDateTime_GET_YEAR(at), PyDateTime_GET_MONTH(at), PyDateTime_GET_DAY(at));
  const std::int64_t seconds = (PyDateTime_DATE_GET_HOUR(at) * 60 + PyDateTime_DATE_GET_MINUTE(at)) * 60 + PyDateTime_DATE_GET_SECOND(at);
  return day.days() * microseconds_of_day + seconds * 1'000'000 + PyDateTime_DATE_GET_MICROSECOND(at);
}

std::int64_t microseconds_of(py::handle delta) {
  return (PyDateTime_DELTA_GET_DAYS(delta.ptr()) * std::int64_t{86'400} + PyDateTime_DELTA_GET_SECONDS(delta.ptr())) * 1'000'000 + PyDateTime_DELTA_GET_MICROSECONDS(delta.ptr());
}

// -- money --

py::object decimal_of(std::int64_t number, int digits) {
  const py::handle decimal = imported("decimal", "Decimal");
  return digits == 0 ? decimal(number) : decimal(number).attr("scaleb")(-digits);
}

py::object amount_of(const Money& money) { return decimal_of(money.minor, money.currency.minor_digits()); }

Currency currency_of(std::string_view code) {
  if (!Currency::is_code(code)) throw ArgumentError("argument.currency", "a currency is three capital letters such as 'CNY', found '" + std::string(code) + "'");
  return Currency(code);
}

/// An amount that the currency can hold exactly.
Money exact_money(py::handle decimal, Currency currency, const std::string& what) {
  const py::object scaled = decimal.attr("scaleb")(currency.minor_digits());
  if (!scaled.attr("is_finite")().cast<bool>() || !scaled.equal(scaled.attr("to_integral_value")()))
    throw ArgumentError("argument.money", what + " takes an amount with at most " + std::to_string(currency.minor_digits()) + " decimals in " + std::string(currency.code()) + ", found " + described(decimal));
  const py::int_ minor(scaled);
  int overflow = 0;
  const std::int64_t number = PyLong_AsLongLongAndOverflow(minor.ptr(), &overflow);
  if (overflow != 0) throw ArgumentError("argument.money", what + " takes an amount below 92 quadrillion, found " + described(decimal));
  return {number, currency};
}

// -- numbers --

std::optional<std::int64_t> whole_number(py::handle value) {
  if (PyBool_Check(value.ptr()) || !PyIndex_Check(value.ptr())) return std::nullopt;
  const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
  if (!number) throw py::error_already_set();
  int overflow = 0;
  const std::int64_t result = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
  if (overflow != 0) throw ArgumentError("argument.range", "a whole number takes at most 64 bits, found " + described(value));
  return result;
}

std::optional<double> real_number(py::handle value) {
  if (PyBool_Check(value.ptr()) || PyUnicode_Check(value.ptr())) return std::nullopt;
  if (!PyFloat_Check(value.ptr()) && !PyIndex_Check(value.ptr()) && !py::hasattr(value, "__float__")) return std::nullopt;
  const double number = PyFloat_AsDouble(value.ptr());
  if (number == -1.0 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return number;
}

std::optional<bool> truth(py::handle value) {
  if (PyBool_Check(value.ptr())) return value.is(py::handle(Py_True));
  if (std::string_view(Py_TYPE(value.ptr())->tp_name).starts_with("numpy.bool")) return PyObject_IsTrue(value.ptr()) == 1;
  return std::nullopt;
}

// -- from Python --

void check_bounds(const Type& type, double number, const std::string& what, py::handle value) {
  if (type.bounded && !(number >= type.low && number <= type.high))
    throw ArgumentError("argument.range", what + " takes a number from " + write_exact(type.low) + " to " + write_exact(type.high) + ", found " + described(value));
}

Value number_from_python(const Type& type, py::handle value, const std::string& what) {
  if (type.kind == TypeKind::integer) {
    const auto number = whole_number(value);
    if (!number) throw_wrong_type(what, "int or str", value);
    check_bounds(type, static_cast<double>(*number), what, value);
    return *number;
  }
  const auto number = real_number(value);
  if (!number) throw_wrong_type(what, "float or str", value);
  if (!std::isfinite(*number)) throw ArgumentError("argument.range", what + " takes a finite number, found " + described(value) + "; None means unknown");
  check_bounds(type, *number, what, value);
  return *number;
}

NumberRange number_range_from_python(py::handle value, const std::string& what) {
  if (py::isinstance<NumberRange>(value)) return value.cast<NumberRange>();
  if (const auto number = whole_number(value)) return {number, number};
  throw_wrong_type(what, "NumberRange, int or str", value);
}

MoneyRange money_range_from_python(py::handle value, Currency currency, const std::string& what) {
  if (py::isinstance<MoneyRange>(value)) return value.cast<MoneyRange>();
  const Money money = money_from_python(value, currency, what);
  return {money, money};
}

PartialDate partial_date_from_python(py::handle value, const std::string& what) {
  if (py::isinstance<PartialDate>(value)) return value.cast<PartialDate>();
  if (const auto date = date_of(value)) return {static_cast<std::int16_t>(date->year()), static_cast<std::int8_t>(date->month()), static_cast<std::int8_t>(date->day())};
  throw_wrong_type(what, "PartialDate, date or str", value);
}

/// A text as people write it, or as machines do.
void read_into(const Field& field, const Type& type, void* member, py::handle value, const std::string& what) {
  const std::string_view given = utf8_of(value);
  Reading reading = read_exact(type, given);
  if (!reading.ok()) reading = field.type != nullptr && type.kind == field.type->kind ? read_field(field, given) : read_text(type, given);
  if (!reading.ok())
    throw ArgumentError("argument.value", what + ": " + reading.problem.en + ", found '" + std::string(given) + "'" + (reading.suggestion.en.empty() ? "" : "; did you mean " + reading.suggestion.en + "?"));
  type.set(type, member, reading.value);
}

void set_reference(const Type& type, void* member, py::handle value, const std::string& what) {
  if (py::isinstance<Reference>(value)) {
    const auto& reference = value.cast<const Reference&>();
    return type.set(type, member, RefValue{reference.id, reference.text});
  }
  if (PyUnicode_Check(value.ptr())) {
    const std::string_view given = utf8_of(value);
    const auto id = parse_uuid(given);
    return type.set(type, member, id ? RefValue{*id, {}} : RefValue{{}, given});
  }
  type.set(type, member, RefValue{uuid_from_python(value, what), {}});
}

Currency currency_of(const Field& field) { return Currency(field.notes.unit); }

// -- classes --

py::object make_money(const py::object& amount, std::string_view code) {
  return py::cast(money_from_python(amount, currency_of(code), "Money"));
}

std::string repr_of(const Money& money) { return "Money('" + std::string(py::str(amount_of(money))) + "', '" + std::string(money.currency.code()) + "')"; }

void demand_one_currency(const Money& a, const Money& b) {
  if (a.currency != b.currency)
    throw ArgumentError("argument.currency", "amounts in " + std::string(a.currency.code()) + " and " + std::string(b.currency.code()) + " cannot be added or compared; convert one of them first");
}

template <class Class>
void add_equality(Class& cls) {
  using T = typename Class::type;
  cls.def("__eq__", [](const T& self, const py::object& other) -> py::object {
    if (!py::isinstance<T>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(self == other.cast<const T&>());
  }, py::arg("other"), "True for equal values of the same class.");
}

void add_money(py::module_& module) {
  py::class_<Money> cls(module, "Money", "An amount, exact to the minor unit of its currency (ISO 4217)."
               R"doc(

>>> gx.Money("2.5", "EUR") + gx.Money(1, "EUR")
Money('3.50', 'EUR'))doc");
  cls.def(py::init([](const py::object& amount, std::string_view currency) { return make_money(amount, currency).cast<Money>(); }), py::arg("amount"), py::arg("currency") = "CNY",
          "amount: Decimal, int, or text such as '12.50' or '200万元'; no float, which could not be exact.");
  cls.def_property_readonly("amount", &amount_of, "The amount as Decimal, with the decimals of the currency.");
  cls.def_property_readonly("currency", [](const Money& money) { return text(money.currency.code()); }, "Three capital letters.");
  cls.def_readonly("minor", &Money::minor, "The amount in minor units (fen, cents).");
  add_equality(cls);
  cls.def("__hash__", [](const Money& money) { return py::hash(py::make_tuple(money.minor, text(money.currency.code()))); });
  cls.def("__repr__", &repr_of);
  cls.def("__str__", [](const Money& money) { return to_string(money); });
  cls.def("__lt__", [](const Money& a, const Money& b) { demand_one_currency(a, b); return a.minor < b.minor; }, py::arg("other"));
  cls.def("__le__", [](const Money& a, const Money& b) { demand_one_currency(a, b); return a.minor <= b.minor; }, py::arg("other"));
  cls.def("__add__", [](const Money& a, const Money& b) {
    demand_one_currency(a, b);
    Money sum = a;
    if (__builtin_add_overflow(a.minor, b.minor, &sum.minor)) throw ArgumentError("argument.money", "the sum is too large");
    return sum;
  }, py::arg("other"));
  cls.def("__reduce__", [](const py::object& self) { return py::make_tuple(py::type::of(self), py::make_tuple(self.attr("amount"), self.attr("currency"))); });
}

std::string repr_of(const PartialDate& date) {
  std::string shown = "PartialDate(";
  const auto add = [&](const char* name, int number) {
    if (number != 0) shown += (shown.back() == '(' ? "" : ", ") + std::string(name) + "=" + std::to_string(number);
  };
  add("year", date.year);
  add("month", date.month);
  add("day", date.day);
  return shown + (date.lunar ? ", lunar=True)" : ")");
}

PartialDate make_partial_date(int year, int month, int day, bool lunar) {
  const bool fits = year >= 0 && year <= 9999 && month >= 0 && month <= 12 && day >= 0 && day <= 31;
  const PartialDate date = fits ? PartialDate{static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day), lunar} : PartialDate{};
  if (!date.valid()) throw ArgumentError("argument.date", "these parts make no date: year " + std::to_string(year) + ", month " + std::to_string(month) + ", day " + std::to_string(day));
  return date;
}

void add_partial_date(py::module_& module) {
  py::class_<PartialDate> cls(module, "PartialDate", "A date of which only some parts are known; 0 marks a part that is not.");
  cls.def(py::init(&make_partial_date), py::kw_only(), py::arg("year") = 0, py::arg("month") = 0, py::arg("day") = 0, py::arg("lunar") = false,
          "A year; year and month; month and day (a birthday); or all three.");
  cls.def_property_readonly("year", [](const PartialDate& date) { return int{date.year}; }, "1-9999, or 0.");
  cls.def_property_readonly("month", [](const PartialDate& date) { return int{date.month}; }, "1-12, or 0.");
  cls.def_property_readonly("day", [](const PartialDate& date) { return int{date.day}; }, "1-31, or 0.");
  cls.def_readonly("lunar", &PartialDate::lunar, "Counted in the Chinese lunar calendar.");
  add_equality(cls);
  cls.def("__hash__", [](const PartialDate& date) { return py::hash(py::make_tuple(date.year, date.month, date.day, date.lunar)); });
  cls.def("__repr__", [](const PartialDate& date) { return repr_of(date); });
  cls.def("__str__", [](const PartialDate& date) { return to_string(date); });
  cls.def("__getstate__", [](const PartialDate& date) { return py::make_tuple(date.year, date.month, date.day, date.lunar); });
  cls.def("__setstate__", [](PartialDate& date, const py::tuple& state) {
    new (&date) PartialDate(make_partial_date(state[0].cast<int>(), state[1].cast<int>(), state[2].cast<int>(), state[3].cast<bool>()));
  }, py::arg("state"));
}

py::object bound(const std::optional<std::int64_t>& number) { return number ? py::int_(*number) : py::object(py::none()); }
py::object bound(const std::optional<Money>& money) { return money ? py::cast(*money) : py::object(py::none()); }

template <class T>
std::string repr_of_range(const char* name, const Range<T>& range) {
  return std::string(name) + "(" + std::string(py::repr(bound(range.low))) + ", " + std::string(py::repr(bound(range.high))) + (range.approximate ? ", approximate=True)" : ")");
}

template <class T, class Init>
void add_range(py::module_& module, const char* name, const char* doc, const char* bound_annotation, Init init) {
  py::class_<Range<T>> cls(module, name, doc);
  cls.def(py::init(init), py::arg("low") = py::none(), py::arg("high") = py::none(), py::kw_only(), py::arg("approximate") = false, "Both bounds belong to the range; None leaves one open.");
  cls.def_property_readonly("low", [](const Range<T>& range) { return bound(range.low); }, "Lower bound, None if open.");
  cls.def_property_readonly("high", [](const Range<T>& range) { return bound(range.high); }, "Upper bound, None if open.");
  cls.def_readonly("approximate", &Range<T>::approximate, "Stated as \"about\".");
  cls.attr("__annotations__") = py::dict();
  for (const char* side : {"low", "high"}) cls.attr("__annotations__")[side] = bound_annotation;
  add_equality(cls);
  cls.def("__hash__", [](const Range<T>& range) { return py::hash(py::make_tuple(bound(range.low), bound(range.high), range.approximate)); });
  cls.def("__repr__", [name](const Range<T>& range) { return repr_of_range(name, range); });
  cls.def("__str__", [](const Range<T>& range) { return write_exact(range); });
  cls.def("__getstate__", [](const Range<T>& range) { return py::make_tuple(bound(range.low), bound(range.high), range.approximate); });
  cls.def("__setstate__", [init](Range<T>& range, const py::tuple& state) { new (&range) Range<T>(init(state[0], state[1], state[2].cast<bool>())); }, py::arg("state"));
}

template <class T>
Range<T> ordered(Range<T> range, bool is_ordered, py::handle low, py::handle high) {
  if (!is_ordered) throw ArgumentError("argument.range", "a range needs a lower bound that is not above the upper one, found " + described(low) + " and " + described(high));
  return range;
}

NumberRange make_number_range(const py::object& low, const py::object& high, bool approximate) {
  NumberRange range{.approximate = approximate};
  for (auto [side, given] : {std::pair(&range.low, &low), std::pair(&range.high, &high)}) {
    if (given->is_none()) continue;
    *side = whole_number(*given);
    if (!*side) throw_wrong_type("NumberRange", "int", *given);
  }
  return ordered(range, !range.low || !range.high || *range.low <= *range.high, low, high);
}

MoneyRange make_money_range(const py::object& low, const py::object& high, bool approximate) {
  MoneyRange range{.approximate = approximate};
  if (!low.is_none()) range.low = money_from_python(low, {}, "MoneyRange");
  if (!high.is_none()) range.high = money_from_python(high, range.low ? range.low->currency : Currency(), "MoneyRange");
  if (range.low && range.high) demand_one_currency(*range.low, *range.high);
  return ordered(range, !range.low || !range.high || range.low->minor <= range.high->minor, low, high);
}

std::string repr_of(const Reference& reference) {
  if (!reference.id) return "Ref(text=" + std::string(py::repr(text(reference.text))) + ")";
  return "Ref(UUID('" + to_string(reference.id) + "')" + (reference.text.empty() ? ")" : ", text=" + std::string(py::repr(text(reference.text))) + ")");
}

void add_reference(py::module_& module) {
  py::class_<Reference> cls(module, "Ref", "A record that is known by its identifier, or only named.");
  cls.def(py::init([](const py::object& id, std::string name) { return Reference{id.is_none() ? Uuid{} : uuid_from_python(id, "Ref"), std::move(name)}; }), py::arg("id") = py::none(), py::kw_only(), py::arg("text") = "",
          "id: UUID, its 36 signs, or a record; text: the name as written, if the record is not known.");
  cls.def_property_readonly("id", [](const Reference& reference) { return to_python(reference.id); }, "The identifier, None if only named.");
  cls.def_readonly("text", &Reference::text, "The name as written.");
  cls.attr("__annotations__") = py::dict();
  cls.attr("__annotations__")["id"] = "uuid.UUID | None";
  add_equality(cls);
  cls.def("__hash__", [](const Reference& reference) { return py::hash(py::make_tuple(text(to_string(reference.id)), text(reference.text))); });
  cls.def("__repr__", [](const Reference& reference) { return repr_of(reference); });
  cls.def("__str__", [](const Reference& reference) { return reference.text.empty() ? to_string(reference.id) : reference.text; });
  cls.def("__bool__", [](const Reference& reference) { return reference.id || !reference.text.empty(); });
  cls.def("__getstate__", [](const Reference& reference) { return py::make_tuple(to_python(reference.id), text(reference.text)); });
  cls.def("__setstate__", [](Reference& reference, const py::tuple& state) {
    new (&reference) Reference{state[0].is_none() ? Uuid{} : uuid_from_python(state[0], "Ref"), state[1].cast<std::string>()};
  }, py::arg("state"));
}

void add_text(py::module_& module) {
  py::class_<Message> cls(module, "Text", "A text in both languages; prints as Chinese.");
  cls.def(py::init([](std::string zh, std::string en) { return Message{std::move(zh), std::move(en)}; }), py::arg("zh") = "", py::arg("en") = "");
  cls.def_readonly("zh", &Message::zh, "Chinese, simplified.");
  cls.def_readonly("en", &Message::en, "English.");
  add_equality(cls);
  cls.def("__hash__", [](const Message& message) { return py::hash(py::make_tuple(message.zh, message.en)); });
  cls.def("__repr__", [](const Message& message) { return "Text(" + std::string(py::repr(text(message.zh))) + ", " + std::string(py::repr(text(message.en))) + ")"; });
  cls.def("__str__", [](const Message& message) { return message.zh; });
  cls.def("__bool__", [](const Message& message) { return !message.zh.empty() || !message.en.empty(); });
  cls.def("__getstate__", [](const Message& message) { return py::make_tuple(message.zh, message.en); });
  cls.def("__setstate__", [](Message& message, const py::tuple& state) { new (&message) Message{state[0].cast<std::string>(), state[1].cast<std::string>()}; }, py::arg("state"));
}

struct Annotations {
  TypeKind kind;
  const char* given;
  const char* taken;
};

constexpr Annotations annotations[] = {
    {TypeKind::text, "str", "str"},
    {TypeKind::boolean, "bool | None", "bool | str"},
    {TypeKind::integer, "int | None", "int | str"},
    {TypeKind::real, "float | None", "float | str"},
    {TypeKind::date, "datetime.date | None", "datetime.date | str"},
    {TypeKind::partial_date, "PartialDate | None", "PartialDate | datetime.date | str"},
    {TypeKind::timestamp, "datetime.datetime | None", "datetime.datetime | str"},
    {TypeKind::money, "Money | None", "Money | decimal.Decimal | int | str"},
    {TypeKind::number_range, "NumberRange | None", "NumberRange | int | str"},
    {TypeKind::money_range, "MoneyRange | None", "MoneyRange | Money | decimal.Decimal | int | str"},
    {TypeKind::id, "uuid.UUID | None", "uuid.UUID | Record | str"},
    {TypeKind::ref, "Ref | None", "Ref | uuid.UUID | Record | str"},
};

const Annotations* annotations_of(TypeKind kind) {
  for (const Annotations& known : annotations)
    if (known.kind == kind) return &known;
  return nullptr;
}

}  // namespace

py::object to_python(Date date) {
  auto made = py::reinterpret_steal<py::object>(PyDate_FromDate(date.year(), date.month(), date.day()));
  if (!made) throw py::error_already_set();
  return made;
}

py::object to_python(Timestamp at) {
  const std::int64_t days = at.microseconds / microseconds_of_day - (at.microseconds % microseconds_of_day < 0 ? 1 : 0);
  const std::int64_t rest = at.microseconds - days * microseconds_of_day;
  const Date day = Date::from_days(static_cast<std::int32_t>(days));
  const auto seconds = static_cast<int>(rest / 1'000'000);
  auto made = py::reinterpret_steal<py::object>(PyDateTimeAPI->DateTime_FromDateAndTime(day.year(), day.month(), day.day(), seconds / 3600, seconds / 60 % 60, seconds % 60, static_cast<int>(rest % 1'000'000),
                                                                                      PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType));
  if (!made) throw py::error_already_set();
  return made;
}

py::object to_python(const Uuid& id) {
  if (!id) return py::none();
  return imported("uuid", "UUID")(py::arg("bytes") = py::bytes(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()));
}

py::object to_python(const Value& value, std::span<const EnumWord> words, std::string_view words_name) {
  struct Visitor {
    std::span<const EnumWord> words;
    std::string_view words_name;
    py::object operator()(std::monostate) const { return py::none(); }
    py::object operator()(bool held) const { return py::bool_(held); }
    py::object operator()(std::int64_t held) const { return py::int_(held); }
    py::object operator()(double held) const { return py::float_(held); }
    py::object operator()(std::string_view held) const { return text(held); }
    py::object operator()(Date held) const { return to_python(held); }
    py::object operator()(Timestamp held) const { return to_python(held); }
    py::object operator()(const PartialDate& held) const { return py::cast(held); }
    py::object operator()(const Money& held) const { return py::cast(held); }
    py::object operator()(const NumberRange& held) const { return py::cast(held); }
    py::object operator()(const MoneyRange& held) const { return py::cast(held); }
    py::object operator()(const EnumWord* held) const { return word_to_python(*held, words, words_name); }
    py::object operator()(const Uuid& held) const { return to_python(held); }
    py::object operator()(const RefValue& held) const { return py::cast(Reference{held.id, std::string(held.text)}); }
  };
  return std::visit(Visitor{words, words_name}, value);
}

py::object leaf_to_python(const Type& type, const void* member) {
  const Value value = type.get(type, member);
  if (type.kind == TypeKind::text && !is_set(value)) return py::str();
  return to_python(value, type.words, type.name);
}

void leaf_from_python(const Field& field, const Type& type, void* member, py::handle value, const std::string& what) {
  if (value.is_none()) return type.set(type, member, {});
  const bool is_text = PyUnicode_Check(value.ptr());
  switch (type.kind) {
    case TypeKind::text:
      if (!is_text) throw_wrong_type(what, "str", value);
      return type.set(type, member, utf8_of(value));
    case TypeKind::enumeration: return type.set(type, member, &word_from_python(type.words, type.name, value, what));
    case TypeKind::id: return type.set(type, member, uuid_from_python(value, what));
    case TypeKind::ref: return set_reference(type, member, value, what);
    case TypeKind::list:
    case TypeKind::record:
    case TypeKind::custom: break;
    default:
      if (is_text) return read_into(field, type, member, value, what);
  }
  switch (type.kind) {
    case TypeKind::boolean: {
      const auto held = truth(value);
      if (!held) throw_wrong_type(what, "bool or str", value);
      return type.set(type, member, *held);
    }
    case TypeKind::integer:
    case TypeKind::real: return type.set(type, member, number_from_python(type, value, what));
    case TypeKind::date: return type.set(type, member, date_from_python(value, what));
    case TypeKind::partial_date: return type.set(type, member, partial_date_from_python(value, what));
    case TypeKind::timestamp: return type.set(type, member, timestamp_from_python(value, what));
    case TypeKind::money: return type.set(type, member, money_from_python(value, currency_of(field), what));
    case TypeKind::number_range: return type.set(type, member, number_range_from_python(value, what));
    case TypeKind::money_range: return type.set(type, member, money_range_from_python(value, currency_of(field), what));
    default: break;
  }
}

Date date_from_python(py::handle value, const std::string& what) {
  if (const auto date = date_of(value)) return *date;
  if (!PyUnicode_Check(value.ptr())) throw_wrong_type(what, "datetime.date (of a datetime take .date()) or str", value);
  const auto date = read_date(utf8_of(value));
  if (!date) throw ArgumentError("argument.value", what + " takes a date such as '2024-06-30', found " + described(value));
  return *date;
}

Timestamp timestamp_from_python(py::handle value, const std::string& what) {
  if (PyUnicode_Check(value.ptr())) {
    const auto at = read_timestamp(utf8_of(value));
    if (!at) throw ArgumentError("argument.value", what + " takes a time such as '2024-06-30T09:30+08:00', found " + described(value));
    return *at;
  }
  if (!PyDateTime_Check(value.ptr())) throw_wrong_type(what, "datetime.datetime with a time zone, or str", value);
  const py::object offset = value.attr("utcoffset")();
  if (offset.is_none()) throw ArgumentError("argument.zone", what + " takes a datetime with a time zone, such as datetime.now(timezone.utc), found " + described(value));
  return {wall_microseconds(value) - microseconds_of(offset)};
}

Uuid uuid_from_python(py::handle value, const std::string& what) {
  if (py::isinstance(value, imported("uuid", "UUID"))) {
    const py::bytes bytes = value.attr("bytes");
    const std::string_view held = bytes;
    Uuid id;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) id.bytes[i] = static_cast<std::uint8_t>(held[i]);
    return id;
  }
  if (PyUnicode_Check(value.ptr())) {
    const auto id = parse_uuid(utf8_of(value));
    if (!id) throw ArgumentError("argument.id", what + " takes an identifier of 36 signs, found " + described(value));
    return *id;
  }
  if (const auto id = id_of_record(value)) return *id;
  throw_wrong_type(what, "uuid.UUID, a record that has an identifier, or str", value);
}

Money money_from_python(py::handle value, Currency currency, const std::string& what) {
  if (py::isinstance<Money>(value)) return value.cast<Money>();
  if (PyUnicode_Check(value.ptr())) {
    const auto money = read_money(utf8_of(value), currency);
    if (!money) throw ArgumentError("argument.money", what + " takes an amount such as '200000.00' or '20万元', found " + described(value));
    return *money;
  }
  if (PyFloat_Check(value.ptr())) throw_wrong_type(what, "Money, Decimal, int or str, for a float is not exact", value);
  const py::handle decimal = imported("decimal", "Decimal");
  if (py::isinstance(value, decimal)) return exact_money(value, currency, what);
  if (PyIndex_Check(value.ptr()) && !PyBool_Check(value.ptr())) return exact_money(decimal(py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()))), currency, what);
  throw_wrong_type(what, "Money, Decimal, int or str", value);
}

std::string leaf_annotation(const Type& type) {
  if (type.kind == TypeKind::enumeration) return type.name.empty() ? "str | None" : class_name(type.name) + " | None";
  const Annotations* known = annotations_of(type.kind);
  return known != nullptr ? known->given : "object";
}

std::string leaf_argument_annotation(const Type& type) {
  if (type.kind == TypeKind::enumeration) return type.name.empty() ? "str" : class_name(type.name) + " | str";
  const Annotations* known = annotations_of(type.kind);
  return known != nullptr ? known->taken : "object";
}

void add_values(py::module_& module) {
  PyDateTime_IMPORT;
  add_money(module);
  add_partial_date(module);
  add_range<std::int64_t>(module, "NumberRange", "Whole numbers between two bounds, both included.", "int | None", &make_number_range);
  add_range<Money>(module, "MoneyRange", "Amounts between two bounds, both included, in one currency.", "Money | None", &make_money_range);
  add_reference(module);
  add_text(module);
}

}  // namespace guanxi::python
