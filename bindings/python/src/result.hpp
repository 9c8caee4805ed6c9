#pragma once
/// @file
/// Results of analyses as Python objects: one class for each plain struct, made from its members.

#include <guanxi/core/ratio.hpp>
#include <guanxi/core/timestamp.hpp>

#include <array>
#include <map>
#include <span>
#include <vector>

#include "aggregate.hpp"
#include "cells.hpp"
#include "numbers.hpp"
#include "record.hpp"
#include "values.hpp"
#include "words.hpp"

namespace guanxi::python {

/// One attribute of a class of results.
struct Attribute {
  std::string_view name;                                       ///< of the member
  std::string (*annotation)();                                 ///< what it gives
  py::object (*get)(const void* value, const Owner& owner);    ///< the member as Python value
  Append (*cell)(arrow::StructColumn& columns, const std::string& name){};  ///< its columns in a table, filled from the struct; nullptr if it has none
};

/// A struct as data.
struct ResultInfo {
  std::string_view name;                             ///< in C++
  std::span<const Attribute> attributes;             ///< in their order
  bool (*equal)(const void* a, const void* b){};     ///< nullptr if it has no `==`
  const char* plot{};                                ///< function of guanxi._plots that draws it; nullptr if none does
  arrow::Table (*table)(const void* value, const Owner& owner){};  ///< its columns as a table; nullptr if it is none
};

/// Makes the base class Result and the classes Rows and Numbers.
void add_results(py::module_& module);

/// What the headers say of a member of a type, or of the type itself for an empty member; empty if nothing.
[[nodiscard]] std::string_view doc_of_member(std::string_view type, std::string_view member);

/// The class of a struct, made when it is first asked for.
[[nodiscard]] py::object result_class(const ResultInfo& info);

/// A struct as a Python object.
/// @param value  shared with whatever it lies in
[[nodiscard]] py::object result_to_python(const ResultInfo& info, Owner value);

/// The struct that a Python object shows, nullptr if it shows another one or none.
[[nodiscard]] Owner as_result(py::handle object, const ResultInfo& info);

/// The columns of a struct: those of its members, each behind a prefix.
[[nodiscard]] Append add_cells(const ResultInfo& info, arrow::StructColumn& columns, const std::string& prefix);

/// A list of structs: a sequence that can become a table.
struct Rows {
  const ResultInfo* info{};                            ///< of each element
  Owner list;                                          ///< the `std::vector`
  std::size_t size{};                                  ///< number of elements
  const void* (*at)(const void* list, std::size_t i){};  ///< address of an element
};

/// What is known of a member function that a class shows as an attribute.
template <class Function>
struct Method {
  std::string_view name;
  Function function;
};
template <class Function>
Method(std::string_view, Function) -> Method<Function>;

/// Member functions that a class shows as attributes; specialised where there are some.
template <class T>
inline constexpr std::tuple<> methods_of{};

/// The function of guanxi._plots that draws a struct; specialised where there is one.
template <class T>
inline constexpr const char* plot_of = nullptr;

/// What makes a table of a struct of columns; specialised where that is meant.
template <class T>
inline constexpr arrow::Table (*table_of)(const void*, const Owner&) = nullptr;

/// Base class and own members of a struct that has a base, as a tuple of Member; specialised for each.
template <class T>
struct Derived;

template <class T>
concept HasBase = requires { typename Derived<T>::Base; };

/// Structs that are values of their own in Python, alone and in lists.
template <class T>
inline constexpr bool is_value = std::is_same_v<T, Uuid> || std::is_same_v<T, Message> || std::is_same_v<T, Label> || std::is_same_v<T, Money> || std::is_same_v<T, Timestamp>;
template <class T>
inline constexpr bool is_value<Id<T>> = true;
template <class T>
inline constexpr bool is_value<Ref<T>> = true;

/// A struct that becomes a class of results.
template <class T>
concept ResultLike = HasBase<T> || (Aggregate<T> && !requires { Schema<T>::fields; } && !is_value<T>);

template <class T>
[[nodiscard]] const ResultInfo& result_info();

/// A struct in a struct lends its columns.
template <ResultLike T>
struct Cell<T> {
  static Append add(arrow::StructColumn& columns, const std::string& name) { return add_cells(result_info<T>(), columns, name + "."); }
};

// -- values of members --

template <class T>
struct Show;  // how a member of type T is shown: `annotation` and `get`

template <class T>
[[nodiscard]] py::object show(const T& value, const Owner& owner) {
  return Show<T>::get(value, owner);
}
template <class T>
[[nodiscard]] std::string shown_annotation() {
  return Show<T>::annotation();
}

/// A type that Python knows as it is.
template <class T>
struct ShowNumber {
  static py::object get(const T& value, const Owner&) { return py::cast(value); }
};
template <>
struct Show<bool> : ShowNumber<bool> {
  static std::string annotation() { return "bool"; }
};
template <std::integral T>
struct Show<T> : ShowNumber<T> {
  static std::string annotation() { return "int"; }
};
template <std::floating_point T>
struct Show<T> : ShowNumber<T> {
  static std::string annotation() { return "float"; }
};
template <>
struct Show<char> {  // one sign; none is the empty text
  static std::string annotation() { return "str"; }
  static py::object get(char value, const Owner&) { return value == '\0' ? text("") : text({&value, 1}); }
};
template <class T>
struct ShowText {
  static std::string annotation() { return "str"; }
  static py::object get(const T& value, const Owner&) { return text(value); }
};
template <>
struct Show<std::string> : ShowText<std::string> {};
template <>
struct Show<std::string_view> : ShowText<std::string_view> {};
template <>
struct Show<Label> {
  static std::string annotation() { return "Text"; }
  static py::object get(const Label& value, const Owner&) { return py::cast(to_message(value)); }
};
template <>
struct Show<Message> {
  static std::string annotation() { return "Text"; }
  static py::object get(const Message& value, const Owner&) { return py::cast(value); }
};
template <>
struct Show<Date> {
  static std::string annotation() { return "datetime.date"; }
  static py::object get(Date value, const Owner&) { return to_python(value); }
};
template <>
struct Show<Timestamp> {
  static std::string annotation() { return "datetime.datetime"; }
  static py::object get(Timestamp value, const Owner&) { return to_python(value); }
};
template <>
struct Show<Ratio> {
  static std::string annotation() { return "float"; }
  static py::object get(Ratio value, const Owner&) { return py::float_(value.value()); }
};
template <>
struct Show<Money> {
  static std::string annotation() { return "Money"; }
  static py::object get(const Money& value, const Owner&) { return py::cast(value); }
};
template <>
struct Show<Value> {
  static std::string annotation() { return "object"; }
  static py::object get(const Value& value, const Owner&) { return to_python(value, {}, {}); }
};
template <>
struct Show<Uuid> {
  static std::string annotation() { return "uuid.UUID | None"; }
  static py::object get(const Uuid& value, const Owner&) { return to_python(value); }
};
template <class T>
struct Show<Id<T>> {
  static std::string annotation() { return "uuid.UUID | None"; }
  static py::object get(const Id<T>& value, const Owner&) { return to_python(value.uuid); }
};
template <class T>
struct Show<Ref<T>> {
  static std::string annotation() { return "Ref"; }
  static py::object get(const Ref<T>& value, const Owner&) { return py::cast(Reference{value.id.uuid, value.text}); }
};
template <class E>
  requires std::is_enum_v<E>
struct Show<E> {
  static std::string annotation() {
    (void)enumeration<E>();
    return class_name(guanxi::detail::type_name<E>());
  }
  static py::object get(E value, const Owner&) { return word_to_python(word_of(value), Words<E>::table, guanxi::detail::type_name<E>()); }
};
template <class T>
struct Show<std::optional<T>> {
  static std::string annotation() {
    const std::string inner = shown_annotation<T>();
    return inner.ends_with(" | None") ? inner : inner + " | None";
  }
  static py::object get(const std::optional<T>& value, const Owner& owner) { return value ? show(*value, owner) : py::none(); }
};
template <class List>
struct ShowTuple {
  using T = std::remove_cvref_t<decltype(*std::begin(std::declval<const List&>()))>;
  static std::string annotation() { return "tuple[" + shown_annotation<T>() + ", ...]"; }
  static py::object get(const List& list, const Owner& owner) {
    py::tuple elements(std::size(list));
    std::size_t i = 0;
    for (const auto& element : list) elements[i++] = show<T>(element, owner);
    return elements;
  }
};
template <class T, std::size_t N>
struct Show<std::array<T, N>> : ShowTuple<std::array<T, N>> {};
template <class T>
struct Show<std::span<const T>> : ShowTuple<std::span<const T>> {};
template <class T>
  requires(!ResultLike<T> && !NumberElement<T>)
struct Show<std::vector<T>> : ShowTuple<std::vector<T>> {};
template <NumberElement T>
struct Show<std::vector<T>> {
  static std::string annotation() { return "Numbers[" + shown_annotation<T>() + "]"; }
  static py::object get(const std::vector<T>& list, const Owner& owner) { return numbers_to_python(list, owner); }
};
template <ResultLike T>
struct Show<std::vector<T>> {
  static std::string annotation() { return "Rows[" + shown_annotation<T>() + "]"; }
  static py::object get(const std::vector<T>& list, const Owner& owner) {
    return py::cast(Rows{&result_info<T>(), Owner(owner, &list), list.size(), [](const void* from, std::size_t i) -> const void* { return static_cast<const std::vector<T>*>(from)->data() + i; }});
  }
};
template <ResultLike T>
struct Show<T> {
  static std::string annotation() {
    (void)result_class(result_info<T>());
    return class_name(guanxi::detail::type_name<T>());
  }
  static py::object get(const T& value, const Owner& owner) { return result_to_python(result_info<T>(), Owner(owner, &value)); }
};
template <class T>
  requires requires { Schema<T>::fields; }
struct Show<T> {
  static std::string annotation() {
    (void)record_class(record_info<T>());
    return class_name(record_info<T>().name);
  }
  static py::object get(const T& value, const Owner& owner) { return record_to_python(record_info<T>(), Owner(owner, &value)); }
};
template <class T>
struct Show<const T*> {
  static std::string annotation() { return shown_annotation<std::optional<T>>(); }
  static py::object get(const T* value, const Owner& owner) { return value == nullptr ? py::none() : show(*value, owner); }
};
template <>
struct Show<const KindInfo*> {
  static std::string annotation() { return "type[Record]"; }
  static py::object get(const KindInfo* value, const Owner&) { return value == nullptr ? py::none() : record_class(*value->record); }
};

// -- classes --

namespace part {


/// What fills the columns of a part of a struct; `part` gives the part.
template <class T, class M, auto Part>
Append cell_of(arrow::StructColumn& columns, const std::string& name) {
  return [append = Cell<M>::add(columns, name)](const void* whole) {
    if (whole == nullptr) return append(nullptr);
    decltype(auto) held = Part(*static_cast<const T*>(whole));
    append(&held);
  };
}

template <class T, class M, auto Part>
constexpr auto cell_if_any() {
  using Cells = Append (*)(arrow::StructColumn&, const std::string&);
  if constexpr (HasCell<M>) return static_cast<Cells>(&cell_of<T, M, Part>);
  else return static_cast<Cells>(nullptr);
}

template <class T, std::size_t I>
Attribute member_attribute() {
  using M = MemberType<T, I>;
  constexpr auto part = [](const T& value) -> const M& { return *std::get<I>(addresses_of(value)); };
  return {member_name<T, I>, &shown_annotation<M>, [](const void* value, const Owner& owner) { return show<M>(*std::get<I>(addresses_of(*static_cast<const T*>(value))), owner); }, cell_if_any<T, M, part>()};
}

/// What a member function returns; numbers that nothing else keeps are kept by what shows them.
template <class M>
py::object show_returned(const M& value, const Owner& owner) {
  if constexpr (requires { numbers_to_python(M(value)); }) return numbers_to_python(M(value));
  else return show<M>(value, owner);
}

template <class T, std::size_t I>
Attribute method_attribute() {
  constexpr auto method = std::get<I>(methods_of<T>);
  using M = std::remove_cvref_t<std::invoke_result_t<decltype(method.function), const T&>>;
  constexpr auto part = [](const T& value) -> M { return (value.*std::get<I>(methods_of<T>).function)(); };
  return {method.name, &shown_annotation<M>, [](const void* value, const Owner& owner) { return show_returned<M>((static_cast<const T*>(value)->*std::get<I>(methods_of<T>).function)(), owner); }, cell_if_any<T, M, part>()};
}

template <class T>
std::vector<Attribute> attributes_of();

template <class T, std::size_t I>
Attribute own_attribute() {
  constexpr auto own = std::get<I>(Derived<T>::own);
  using M = std::remove_cvref_t<decltype(std::declval<const T&>().*own.function)>;
  constexpr auto part = [](const T& value) -> const M& { return value.*std::get<I>(Derived<T>::own).function; };
  return {own.name, &shown_annotation<M>, [](const void* value, const Owner& owner) { return show<M>(static_cast<const T*>(value)->*std::get<I>(Derived<T>::own).function, owner); }, cell_if_any<T, M, part>()};
}

template <class T>
std::vector<Attribute> attributes_of() {
  std::vector<Attribute> attributes;
  if constexpr (HasBase<T>) {  // the base lies at the start, as its addresses show
    attributes = attributes_of<typename Derived<T>::Base>();
    [&]<std::size_t... I>(std::index_sequence<I...>) { (attributes.push_back(own_attribute<T, I>()), ...); }(std::make_index_sequence<std::tuple_size_v<decltype(Derived<T>::own)>>());
  } else {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (attributes.push_back(member_attribute<T, I>()), ...); }(std::make_index_sequence<member_count<T>>());
  }
  [&]<std::size_t... I>(std::index_sequence<I...>) { (attributes.push_back(method_attribute<T, I>()), ...); }(std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(methods_of<T>)>>>());
  return attributes;
}

}  // namespace part

template <class T>
const ResultInfo& result_info() {
  static const auto& attributes = *new std::vector<Attribute>(part::attributes_of<T>());  // lives as long as the interpreter
  static const ResultInfo info{guanxi::detail::type_name<T>(), attributes, [] {
                                 if constexpr (std::equality_comparable<T>) return +[](const void* a, const void* b) { return *static_cast<const T*>(a) == *static_cast<const T*>(b); };
                                 else return static_cast<bool (*)(const void*, const void*)>(nullptr);
                               }(), plot_of<T>, table_of<T>};
  return info;
}

/// A result, or a list of results, as a Python object of its own.
template <class T>
[[nodiscard]] py::object to_result(T value) {
  const auto kept = std::make_shared<const T>(std::move(value));
  return show<T>(*kept, kept);
}

}  // namespace guanxi::python
