#pragma once
/// @file
/// Keywords of Python as options structs.

#include <guanxi/core/parallel.hpp>
#include <guanxi/core/path.hpp>

#include <any>
#include <deque>
#include <functional>
#include <set>

#include "aggregate.hpp"
#include "errors.hpp"
#include "numbers.hpp"
#include "record.hpp"
#include "values.hpp"
#include "words.hpp"

namespace guanxi::python {

/// What options borrow while a call lasts.
using Storage = std::deque<std::any>;

/// How an option of type T is taken from Python: `annotation` and `take`.
template <class T>
struct Take;

template <class T>
concept Takeable = requires { Take<T>::annotation(); };

/// An argument as a value of type T.
template <class T>
[[nodiscard]] T taken(py::handle value, const std::string& what, Storage& storage) {
  T held{};
  Take<T>::take(held, value, what, storage);
  return held;
}

/// A number, truth value or text as records take them.
template <class T>
struct TakeLeaf {
  static void take(T& held, py::handle value, const std::string& what, Storage&) {
    static constexpr Field any{};
    std::optional<T> read;
    leaf_from_python(any, type_of<std::optional<T>>(), &read, value, what);
    if (!read) throw_wrong_type(what, Take<T>::annotation(), value);
    held = *read;
  }
};
template <>
struct Take<bool> : TakeLeaf<bool> {
  static std::string annotation() { return "bool"; }
};
template <>
struct Take<int> : TakeLeaf<int> {
  static std::string annotation() { return "int"; }
};
template <>
struct Take<std::int64_t> : TakeLeaf<std::int64_t> {
  static std::string annotation() { return "int"; }
};
template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>)
struct Take<T> {
  static std::string annotation() { return "int"; }
  static void take(T& held, py::handle value, const std::string& what, Storage& storage) {
    const auto number = taken<std::int64_t>(value, what, storage);
    if (number < 0) throw ArgumentError("argument.range", what + " takes a number from 0 on, found " + described(value));
    held = static_cast<T>(number);
  }
};
template <>
struct Take<double> : TakeLeaf<double> {
  static std::string annotation() { return "float"; }
};
template <class E>
  requires std::is_enum_v<E>
struct Take<E> {
  static std::string annotation() {
    (void)enumeration<E>();
    return class_name(guanxi::detail::type_name<E>()) + " | str";
  }
  static void take(E& held, py::handle value, const std::string& what, Storage&) {
    held = static_cast<E>(word_from_python(Words<E>::table, guanxi::detail::type_name<E>(), value, what).value);
  }
};
template <>
struct Take<std::string> {
  static std::string annotation() { return "str"; }
  static void take(std::string& held, py::handle value, const std::string& what, Storage&) {
    if (!PyUnicode_Check(value.ptr())) throw_wrong_type(what, "str", value);
    held = utf8_of(value);
  }
};
template <>
struct Take<Date> {
  static std::string annotation() { return "datetime.date | str"; }
  static void take(Date& held, py::handle value, const std::string& what, Storage&) { held = date_from_python(value, what); }
};
template <>
struct Take<Timestamp> {
  static std::string annotation() { return "datetime.datetime | str"; }
  static void take(Timestamp& held, py::handle value, const std::string& what, Storage&) { held = timestamp_from_python(value, what); }
};
template <>
struct Take<Uuid> {
  static std::string annotation() { return "uuid.UUID | Record | str"; }
  static void take(Uuid& held, py::handle value, const std::string& what, Storage&) { held = uuid_from_python(value, what); }
};
template <class T>
struct Take<Id<T>> : Take<Uuid> {
  static void take(Id<T>& held, py::handle value, const std::string& what, Storage&) { held.uuid = uuid_from_python(value, what); }
};
template <>
struct Take<Language> {  // no enumeration of its own in Python
  static std::string annotation() { return "str"; }
  static void take(Language& held, py::handle value, const std::string& what, Storage& storage) {
    const auto lang = taken<std::string>(value, what, storage);
    if (lang != "zh" && lang != "en") throw ArgumentError("argument.language", what + " takes 'zh' or 'en', found '" + lang + "'");
    held = lang == "en" ? Language::en : Language::zh;
  }
};
template <>
struct Take<Currency> {
  static std::string annotation() { return "str"; }
  static void take(Currency& held, py::handle value, const std::string& what, Storage& storage) {
    const auto code = taken<std::string>(value, what, storage);
    if (!Currency::is_code(code)) throw ArgumentError("argument.currency", what + " takes three capital letters such as 'CNY', found '" + code + "'");
    held = Currency(code);
  }
};
template <>
struct Take<Calendar> {  // the distance from UTC as timedelta, or minutes east of it
  static std::string annotation() { return "datetime.timedelta | int"; }
  static void take(Calendar& held, py::handle value, const std::string& what, Storage& storage) {
    if (py::hasattr(value, "total_seconds")) held.offset_minutes = static_cast<std::int32_t>(value.attr("total_seconds")().cast<double>() / 60);
    else held.offset_minutes = taken<int>(value, what, storage);
  }
};
template <Takeable T>
struct Take<std::optional<T>> {
  static std::string annotation() { return Take<T>::annotation() + " | None"; }
  static void take(std::optional<T>& held, py::handle value, const std::string& what, Storage& storage) {
    if (value.is_none()) held.reset();
    else held = taken<T>(value, what, storage);
  }
};
template <Takeable T>
struct Take<std::vector<T>> {
  static std::string annotation() { return "collections.abc.Iterable[" + Take<T>::annotation() + "]"; }
  static void take(std::vector<T>& held, py::handle value, const std::string& what, Storage& storage) {
    if (PyUnicode_Check(value.ptr()) || !py::hasattr(value, "__iter__")) throw_wrong_type(what, "a list", value);
    held.clear();
    for (const py::handle element : py::reinterpret_borrow<py::iterable>(value)) held.push_back(taken<T>(element, what + "[" + std::to_string(held.size()) + "]", storage));
  }
};
template <Takeable T, std::size_t N>
struct Take<std::array<T, N>> {
  static std::string annotation() { return Take<std::vector<T>>::annotation(); }
  static void take(std::array<T, N>& held, py::handle value, const std::string& what, Storage& storage) {
    const auto list = taken<std::vector<T>>(value, what, storage);
    if (list.size() != N) throw ArgumentError("argument.length", what + " takes " + std::to_string(N) + " values, found " + std::to_string(list.size()));
    std::copy(list.begin(), list.end(), held.begin());
  }
};
template <Takeable T>
struct Take<std::span<const T>> {
  static std::string annotation() { return Take<std::vector<T>>::annotation(); }
  static void take(std::span<const T>& held, py::handle value, const std::string& what, Storage& storage) {
    held = std::any_cast<const std::vector<T>&>(storage.emplace_back(taken<std::vector<T>>(value, what, storage)));
  }
};
template <>
struct Take<std::span<const double>> {  // buffers are not copied; None is none
  static std::string annotation() { return std::string(number_list_annotation) + " | None"; }
  static void take(std::span<const double>& held, py::handle value, const std::string& what, Storage& storage) {
    held = {};
    if (!value.is_none()) held = std::any_cast<const NumberList&>(storage.emplace_back(numbers_list(value, what))).values;
  }
};
template <class T>
  requires requires { Schema<T>::fields; }
struct Take<T> {
  static std::string annotation() { return class_name(record_info<T>().name); }
  static void take(T& held, py::handle value, const std::string& what, Storage&) { held = *static_cast<const T*>(record_of(value, record_info<T>(), what)); }
};
template <>
struct Take<std::function<void(std::size_t, std::size_t)>> {  // called with the GIL; an exception or Ctrl-C ends the work
  static std::string annotation() { return "collections.abc.Callable[[int, int], object] | None"; }
  static void take(std::function<void(std::size_t, std::size_t)>& held, py::handle value, const std::string& what, Storage&) {
    if (!value.is_none() && !PyCallable_Check(value.ptr())) throw_wrong_type(what, "a function of two numbers, done and all", value);
    held = [call = std::make_shared<py::object>(py::reinterpret_borrow<py::object>(value))](std::size_t done, std::size_t all) {
      const py::gil_scoped_acquire gil;
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      if (!call->is_none()) (*call)(done, all);
    };
  }
};

namespace part {

template <class O, std::size_t I>
bool take_member(O& options, std::string_view name, py::handle value, const std::string& whose, Storage& storage) {
  using M = MemberType<O, I>;
  if constexpr (Takeable<M>) {
    if (member_name<O, I> != name) return false;
    Take<M>::take(*std::get<I>(addresses_of(options)), value, whose + "(" + std::string(name) + "=)", storage);
    return true;
  } else {
    return false;
  }
}

template <class O, std::size_t I>
void add_keyword(std::vector<std::string_view>& known) {
  if constexpr (Takeable<MemberType<O, I>>) known.push_back(member_name<O, I>);
}

}  // namespace part

/// Names of the options that can be keywords.
template <class O>
[[nodiscard]] std::vector<std::string_view> keywords_of() {
  std::vector<std::string_view> known;
  [&]<std::size_t... I>(std::index_sequence<I...>) { (part::add_keyword<O, I>(known), ...); }(std::make_index_sequence<member_count<O>>());
  return known;
}

/// Sets options from keywords.
/// @param options  changed where a keyword names a member
/// @param keywords names and values
/// @param whose    the function, for messages
/// @param storage  keeps what the options borrow
/// @param passed   keywords of the function itself, left alone
template <class O>
void take_options(O& options, const py::dict& keywords, const std::string& whose, Storage& storage, const std::set<std::string_view>& passed = {}) {
  for (const auto& [key, value] : keywords) {
    const std::string_view name = utf8_of(key);
    if (passed.contains(name)) continue;
    const bool known = [&]<std::size_t... I>(std::index_sequence<I...>) { return (part::take_member<O, I>(options, name, value, whose, storage) || ...); }(std::make_index_sequence<member_count<O>>());
    if (known) continue;
    auto names = keywords_of<O>();
    names.insert(names.end(), passed.begin(), passed.end());
    throw_unknown_keyword(whose + "()", name, names);
  }
}

/// Plain structs of options are dicts in Python: `weights={"intent": .3}`.
template <Aggregate T>
  requires(!requires { Schema<T>::fields; }) && (!std::same_as<T, Work>) && (member_count<T> > 0)
struct Take<T> {
  static std::string annotation() { return "dict[str, typing.Any]"; }
  static void take(T& held, py::handle value, const std::string& what, Storage& storage) {
    if (!PyDict_Check(value.ptr())) throw_wrong_type(what, "a dict", value);
    take_options(held, py::reinterpret_borrow<py::dict>(value), what, storage);
  }
};

namespace part {

template <class M>
std::string default_text(const M& member) {
  if constexpr (std::is_same_v<M, bool>) return member ? "True" : "False";
  else if constexpr (std::is_enum_v<M> && !std::is_same_v<M, Language>) return "'" + std::string(word_of(member).word) + "'";
  else if constexpr (std::is_arithmetic_v<M>) return py::repr(py::cast(member));
  else if constexpr (std::is_same_v<M, std::string>) return py::repr(text(member));
  else return "...";
}

template <class O, std::size_t I>
void add_parameter(std::string& signature, const O& defaults) {
  using M = MemberType<O, I>;
  if constexpr (Takeable<M>) {
    constexpr bool is_needed = std::is_same_v<M, Date>;
    signature += ", " + std::string(member_name<O, I>) + ": " + Take<M>::annotation();
    if (!is_needed) signature += " = " + default_text(*std::get<I>(addresses_of(defaults)));
  }
}

}  // namespace part

/// The parameters that options stand for, as Python writes them: `, as_of: datetime.date, method: RankMethod | str = 'weighted'`.
template <class O>
[[nodiscard]] std::string parameters_of(const O& defaults = {}) {
  std::string signature;
  [&]<std::size_t... I>(std::index_sequence<I...>) { (part::add_parameter<O, I>(signature, defaults), ...); }(std::make_index_sequence<member_count<O>>());
  return signature;
}

/// Throws unless a keyword is there that has no default.
inline void demand_keyword(const py::dict& keywords, const char* name, const std::string& whose) {
  if (!keywords.contains(name)) throw WrongType("python.keyword", whose + "() needs the keyword " + name + "=");
}

/// Adds a function whose signature stands in its doc, for editors and stubs.
/// @param module     where
/// @param name       name
/// @param call       takes (py::args…, py::kwargs)
/// @param signature  `(needs: …, *, as_of: …) -> Rows[RankedNeed]`
/// @param doc        a sentence or more
/// @param extra      names and defaults of arguments, as pybind11 takes them
template <class Where, class Call, class... Extra>
void add_function(Where& where, const char* name, Call&& call, const std::string& signature, const std::string& doc, const Extra&... extra) {
  py::options options;
  options.disable_function_signatures();
  const std::string whole = name + signature + "\n\n" + doc;
  where.def(name, std::forward<Call>(call), extra..., whole.c_str());
}

}  // namespace guanxi::python
