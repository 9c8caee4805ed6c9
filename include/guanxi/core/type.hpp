#pragma once
/// @file
/// The type of a member of a record, as data: one `Type` per C++ type, made at compile time.

#include <guanxi/core/id.hpp>
#include <guanxi/core/ratio.hpp>
#include <guanxi/core/type_name.hpp>
#include <guanxi/core/value.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace guanxi {

/// What a member is.
enum class TypeKind {
  text, boolean, integer, real, date, partial_date, timestamp, money, number_range, money_range,
  enumeration, id, ref, list, record, custom
};

/// Access to a list without its element type.
struct ListOps {
  std::size_t (*size)(const void* list);                ///< number of elements
  void* (*at)(void* list, std::size_t index);           ///< address of an element
  void* (*append)(void* list);                          ///< adds an unset element, returns its address
  void (*resize)(void* list, std::size_t count);        ///< cuts or fills with unset elements
};

struct RecordInfo;

/// A type as data. Leaves have `get` and `set`; lists have `list` and `element`; nested records have `record`.
struct Type {
  TypeKind kind{};                                                           ///< what it is
  Value (*get)(const Type& type, const void* member){};                      ///< leaf: its value, monostate if unset
  void (*set)(const Type& type, void* member, const Value& value){};         ///< leaf: takes a value of its own kind; monostate unsets
  const ListOps* list{};                                                     ///< list: its operations
  const Type* element{};                                                     ///< list: type of its elements
  std::span<const EnumWord> words{};                                         ///< enumeration: its words
  const RecordInfo* record{};                                                ///< nested record: its dictionary
  const void* target{};                                                      ///< id and ref: tag of the kind referred to
  double low = 0;                                                            ///< least value, where `bounded`
  double high = 0;                                                           ///< greatest value, where `bounded`
  bool bounded = false;                                                      ///< the type itself has limits
  std::string_view name{};                                                   ///< enumeration: its name in C++
};

/// Its address stands for the record kind T, also while T is incomplete.
template <class T>
inline constexpr char kind_tag{};

/// The dictionary of a record; specialised beside each record.
template <class T>
struct Schema;

/// Run-time fields of a record, see custom.hpp.
struct Custom;

/// The dictionary of T as data, see field.hpp.
template <class T>
struct RecordInfoOf;

namespace detail {

template <class T, class V>
struct ScalarOps {  // std::optional<T> held as Value alternative V
  static Value get(const Type&, const void* member) {
    const auto& held = *static_cast<const std::optional<T>*>(member);
    return held ? Value(static_cast<V>(*held)) : Value();
  }
  static void set(const Type&, void* member, const Value& value) {
    auto& held = *static_cast<std::optional<T>*>(member);
    if (const V* given = std::get_if<V>(&value)) held = static_cast<T>(*given);
    else held.reset();
  }
};

struct RatioOps {
  static Value get(const Type&, const void* member) {
    const auto& held = *static_cast<const std::optional<Ratio>*>(member);
    return held ? Value(held->value()) : Value();
  }
  static void set(const Type&, void* member, const Value& value) {
    auto& held = *static_cast<std::optional<Ratio>*>(member);
    if (const double* given = std::get_if<double>(&value)) held = Ratio::checked(*given);
    else held.reset();
  }
};

struct TextOps {
  static Value get(const Type&, const void* member) {
    const auto& held = *static_cast<const std::string*>(member);
    return held.empty() ? Value() : Value(std::string_view(held));
  }
  static void set(const Type&, void* member, const Value& value) {
    const std::string_view* given = std::get_if<std::string_view>(&value);
    static_cast<std::string*>(member)->assign(given ? *given : std::string_view());
  }
};

/// The word of an enumerator, monostate if it has none.
inline Value word_value(const Type& type, int enumerator) {
  for (const EnumWord& entry : type.words)
    if (entry.value == enumerator) return &entry;
  return {};
}

/// The enumerator of a word, unset for any other value.
inline std::optional<int> enumerator_of(const Value& value) {
  const auto* given = std::get_if<const EnumWord*>(&value);
  return given ? std::optional((*given)->value) : std::nullopt;
}

template <class E>
struct EnumOps {
  static Value get(const Type& type, const void* member) {
    const auto& held = *static_cast<const std::optional<E>*>(member);
    return held ? word_value(type, static_cast<int>(*held)) : Value();
  }
  static void set(const Type&, void* member, const Value& value) {
    auto& held = *static_cast<std::optional<E>*>(member);
    if (const auto given = enumerator_of(value)) held = static_cast<E>(*given);
    else held.reset();
  }
};

/// An enumerator that is always set: an element of a list.
template <class E>
struct PlainEnumOps {
  static Value get(const Type& type, const void* member) { return word_value(type, static_cast<int>(*static_cast<const E*>(member))); }
  static void set(const Type&, void* member, const Value& value) { *static_cast<E*>(member) = static_cast<E>(enumerator_of(value).value_or(0)); }
};

/// An identifier is its UUID and nothing else, so one pair of functions serves all kinds.
struct IdOps {
  static Value get(const Type&, const void* member) {
    const Uuid& held = *static_cast<const Uuid*>(member);
    return held ? Value(held) : Value();
  }
  static void set(const Type&, void* member, const Value& value) {
    const Uuid* given = std::get_if<Uuid>(&value);
    *static_cast<Uuid*>(member) = given ? *given : Uuid{};
  }
};

template <class T>
struct RefOps {
  static Value get(const Type&, const void* member) {
    const auto& held = *static_cast<const Ref<T>*>(member);
    return held.id || !held.text.empty() ? Value(RefValue{held.id.uuid, held.text}) : Value();
  }
  static void set(const Type&, void* member, const Value& value) {
    auto& held = *static_cast<Ref<T>*>(member);
    held = {};
    if (const RefValue* given = std::get_if<RefValue>(&value)) held = {Id<T>{given->id}, std::string(given->text)};
  }
};

template <class T>
struct VectorOps {
  using List = std::vector<T>;
  static std::size_t size(const void* list) { return static_cast<const List*>(list)->size(); }
  static void* at(void* list, std::size_t index) { return static_cast<List*>(list)->data() + index; }
  static void* append(void* list) { return &static_cast<List*>(list)->emplace_back(); }
  static void resize(void* list, std::size_t count) {  // with what append needs anyway: compiles faster than List::resize
    List& elements = *static_cast<List*>(list);
    while (elements.size() > count) elements.pop_back();
    while (elements.size() < count) elements.emplace_back();
  }
  static constexpr ListOps ops{size, at, append, resize};
};

template <class Ops>
consteval Type leaf(TypeKind kind) {
  Type type;
  type.kind = kind;
  type.get = &Ops::get;
  type.set = &Ops::set;
  return type;
}

template <class T>
struct TypeOf;

template <class T>
inline constexpr Type type_of = TypeOf<T>::make();

template <class T>
struct TypeOf {  // a nested record, or an enumerator in a list
  static consteval Type make() {
    Type type;
    if constexpr (std::is_enum_v<T>) {
      type = leaf<PlainEnumOps<T>>(TypeKind::enumeration);
      type.words = Words<T>::table;
      type.name = type_name<T>();
    } else {
      type.kind = TypeKind::record;
      type.record = &RecordInfoOf<T>::value;
    }
    return type;
  }
};

template <>
struct TypeOf<Custom> {
  static consteval Type make() {
    Type type;
    type.kind = TypeKind::custom;
    return type;
  }
};

template <>
struct TypeOf<std::string> {
  static consteval Type make() { return leaf<TextOps>(TypeKind::text); }
};

template <class T>
consteval Type optional_type() {
  if constexpr (std::is_same_v<T, bool>) return leaf<ScalarOps<T, bool>>(TypeKind::boolean);
  else if constexpr (std::is_integral_v<T>) {
    Type type = leaf<ScalarOps<T, std::int64_t>>(TypeKind::integer);
    type.bounded = sizeof(T) < sizeof(std::int64_t);
    type.low = type.bounded ? static_cast<double>((std::numeric_limits<T>::min)()) : 0;
    type.high = type.bounded ? static_cast<double>((std::numeric_limits<T>::max)()) : 0;
    return type;
  }
  else if constexpr (std::is_floating_point_v<T>) return leaf<ScalarOps<T, double>>(TypeKind::real);
  else if constexpr (std::is_same_v<T, Date>) return leaf<ScalarOps<T, T>>(TypeKind::date);
  else if constexpr (std::is_same_v<T, PartialDate>) return leaf<ScalarOps<T, T>>(TypeKind::partial_date);
  else if constexpr (std::is_same_v<T, Timestamp>) return leaf<ScalarOps<T, T>>(TypeKind::timestamp);
  else if constexpr (std::is_same_v<T, Money>) return leaf<ScalarOps<T, T>>(TypeKind::money);
  else if constexpr (std::is_same_v<T, NumberRange>) return leaf<ScalarOps<T, T>>(TypeKind::number_range);
  else if constexpr (std::is_same_v<T, MoneyRange>) return leaf<ScalarOps<T, T>>(TypeKind::money_range);
  else if constexpr (std::is_same_v<T, Ratio>) {
    Type type = leaf<RatioOps>(TypeKind::real);
    type.high = 1;
    type.bounded = true;
    return type;
  } else {
    static_assert(std::is_enum_v<T>, "a record member may hold text, an optional scalar, an enumeration, Id, Ref, a list or a nested record");
    Type type = leaf<EnumOps<T>>(TypeKind::enumeration);
    type.words = Words<T>::table;
    type.name = type_name<T>();
    return type;
  }
}

template <class T>
struct TypeOf<std::optional<T>> {
  static consteval Type make() { return optional_type<T>(); }
};

template <class T>
struct TypeOf<Id<T>> {
  static_assert(std::is_standard_layout_v<Id<T>> && sizeof(Id<T>) == sizeof(Uuid));
  static consteval Type make() {
    Type type = leaf<IdOps>(TypeKind::id);
    type.target = &kind_tag<T>;
    return type;
  }
};

template <class T>
struct TypeOf<Ref<T>> {
  static consteval Type make() {
    Type type = leaf<RefOps<T>>(TypeKind::ref);
    type.target = &kind_tag<T>;
    return type;
  }
};

template <class T>
struct TypeOf<std::vector<T>> {
  static consteval Type make() {
    Type type;
    type.kind = TypeKind::list;
    type.list = &VectorOps<T>::ops;
    type.element = &type_of<T>;
    return type;
  }
};

}  // namespace detail

/// The type of a member of C++ type T.
template <class T>
[[nodiscard]] constexpr const Type& type_of() noexcept {
  return detail::type_of<T>;
}

}  // namespace guanxi
