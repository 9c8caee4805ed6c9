#pragma once
/// @file
/// Record kinds as data, and lists of records without their C++ type.

#include <guanxi/core/custom.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi {

/// Whose records they are.
enum class Scope {
  own,     ///< the customer itself
  via,     ///< belongs to a customer through its parent field
  shared   ///< belongs to no customer: users, offerings, trends
};

/// What it takes to write records of a kind.
enum class Guard {
  rights,      ///< the rights to create, edit and remove
  reassign,    ///< the right to hand the customer on: whoever decides who may see it
  administer   ///< the administrator: our people, teams and rights
};

/// How to keep a `std::vector` of records without knowing its type; making it needs no dictionary.
struct ListLifetime {
  const void* tag;                            ///< stands for the C++ type of the records
  void* (*create)();                          ///< a new empty list
  void* (*copy)(const void* list);            ///< a deep copy
  void (*destroy)(void* list);                ///< frees it
  std::size_t (*size)(const void* list);      ///< number of records
  bool (*equal)(const void* a, const void* b);  ///< compares element by element
  void* (*adopt)(void* list, void* record);     ///< moves a record to the end of the list, returns its new address
};

/// A record kind as data.
struct KindInfo {
  std::string_view name{};        ///< singular, such as `need`
  std::string_view plural{};      ///< plural, such as `needs`: the name of its list in JSON and paths
  Label label{};                  ///< name for people
  std::string_view aliases{};     ///< other names of its sheet, separated by `|`
  Scope scope{};                  ///< whose records they are
  Guard guard{};                  ///< what it takes to write them
  Purpose forms{};                ///< blank forms that ask for it
  const Category* category{};     ///< group of its fields that name no other
  const RecordInfo* record{};     ///< its dictionary
  const Type* list{};             ///< type of a list of its records
  const ListLifetime* lifetime{}; ///< how to keep such a list
  const void* tag{};              ///< stands for the C++ type
  void (*read_text)(void* record, std::string_view text){};  ///< fills a record from a text that stands for the whole; the title by default

  /// The field that does a part, or nullptr.
  [[nodiscard]] constexpr const Field* with(Part part) const noexcept { return record->with(part); }
};

namespace detail {

template <class T>
struct VectorLifetime {
  using List = std::vector<T>;
  static void* create() { return new List; }                                            // NOLINT(cppcoreguidelines-owning-memory): owned by Records
  static void* copy(const void* list) { return new List(*static_cast<const List*>(list)); }  // NOLINT(cppcoreguidelines-owning-memory)
  static void destroy(void* list) { delete static_cast<List*>(list); }                  // NOLINT(cppcoreguidelines-owning-memory)
  static bool equal(const void* a, const void* b) { return *static_cast<const List*>(a) == *static_cast<const List*>(b); }
  static void* adopt(void* list, void* record) {
    T& adopted = static_cast<List*>(list)->emplace_back();
    adopted = std::move(*static_cast<T*>(record));
    return &adopted;
  }
  static constexpr ListLifetime value{&kind_tag<T>, create, copy, destroy, VectorOps<T>::size, equal, adopt};
};

template <class T>
consteval KindInfo make_kind() {
  using S = Schema<T>;
  KindInfo kind;
  kind.name = S::name;
  kind.plural = S::plural;
  kind.label = S::label;
  if constexpr (requires { S::aliases; }) kind.aliases = S::aliases;
  kind.scope = S::scope;
  if constexpr (requires { S::guard; }) kind.guard = S::guard;
  if constexpr (requires { S::forms; }) kind.forms = S::forms;
  kind.category = &S::category;
  kind.record = &RecordInfoOf<T>::value;
  kind.list = &type_of<std::vector<T>>;
  kind.lifetime = &VectorLifetime<T>::value;
  kind.tag = &kind_tag<T>;
  if constexpr (requires { S::read_text; })
    kind.read_text = [](void* record, std::string_view text) { S::read_text(*static_cast<T*>(record), text); };
  return kind;
}

template <class T>
inline constexpr KindInfo kind_info_of = make_kind<T>();

}  // namespace detail

/// The record kind T as data; made from `Schema<T>` at compile time.
template <class T>
[[nodiscard]] constexpr const KindInfo& kind_info() noexcept {
  return detail::kind_info_of<T>;
}

}  // namespace guanxi
