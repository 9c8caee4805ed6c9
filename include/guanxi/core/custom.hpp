#pragma once
/// @file
/// Fields that a record gets at run time.

#include <guanxi/core/field.hpp>

#include <map>
#include <string>
#include <variant>

namespace guanxi {

/// What a run-time field holds; a word of an enumeration is kept as its text.
using CustomValue = std::variant<std::monostate, std::string, bool, std::int64_t, double, Date, PartialDate, Timestamp, Money,
                                 NumberRange, MoneyRange>;

/// The run-time fields of one record, by name. An entry that holds nothing equals no entry.
struct Custom {
  std::map<std::string, CustomValue, std::less<>> values{};  ///< by name

  bool operator==(const Custom& other) const { return set_values() == other.set_values(); }

 private:
  [[nodiscard]] std::map<std::string, CustomValue, std::less<>> set_values() const {
    auto set = values;
    std::erase_if(set, [](const auto& entry) { return entry.second.index() == 0; });
    return set;
  }
};

namespace detail {

struct CustomOps {
  static Value get(const Type& type, const void* member) {
    const auto& held = *static_cast<const CustomValue*>(member);
    const auto* text = std::get_if<std::string>(&held);
    if (text == nullptr) return std::visit([](const auto& value) { return shown(value); }, held);
    for (const EnumWord& entry : type.words)
      if (entry.word == *text) return &entry;
    return std::string_view(*text);
  }
  static void set(const Type&, void* member, const Value& value) {
    auto& held = *static_cast<CustomValue*>(member);
    std::visit([&held](const auto& given) { keep(held, given); }, value);
  }

 private:
  template <class T>
  static Value shown(const T& value) { return value; }
  static Value shown(const std::string& value) { return std::string_view(value); }
  template <class T>
  static void keep(CustomValue& held, const T& given) { held = given; }
  static void keep(CustomValue& held, std::string_view given) { held = std::string(given); }
  static void keep(CustomValue& held, const EnumWord* given) { held = std::string(given->word); }
  static void keep(CustomValue& held, const Uuid& given) { held = to_string(given); }
  static void keep(CustomValue& held, const RefValue& given) { held = given.id ? to_string(given.id) : std::string(given.text); }
};

/// The type of a run-time field.
consteval Type custom_type(TypeKind kind) { return leaf<CustomOps>(kind); }

}  // namespace detail

inline void* Field::in(void* record) const {
  void* member = at(record);
  if (!run_time) return member;
  auto& values = static_cast<Custom*>(member)->values;
  const auto found = values.find(name);
  return found != values.end() ? &found->second : &values.emplace(std::string(name), CustomValue{}).first->second;
}

inline const void* Field::in(const void* record) const {
  static constexpr CustomValue unset{};
  const void* member = at(const_cast<void*>(record));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only the address is taken
  if (!run_time) return member;
  const auto& values = static_cast<const Custom*>(member)->values;
  const auto found = values.find(name);
  return found != values.end() ? &found->second : &unset;
}

}  // namespace guanxi
