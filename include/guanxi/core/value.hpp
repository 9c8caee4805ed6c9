#pragma once
/// @file
/// What one leaf of a record can hold, without its C++ type.

#include <guanxi/core/date.hpp>
#include <guanxi/core/label.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/core/partial_date.hpp>
#include <guanxi/core/range.hpp>
#include <guanxi/core/timestamp.hpp>
#include <guanxi/core/uuid.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

namespace guanxi {

/// One word of an enumeration: what machines write, what people read, what forms may say instead.
struct EnumWord {
  int value{};                 ///< number of the enumerator
  std::string_view word{};     ///< lower-case word of JSON, CSV, SQL and Python
  Label label{};               ///< what people read
  std::string_view aliases{};  ///< other spellings, separated by `|`
  Label advice{};              ///< what to do about it, where the word is the outcome of an analysis
};

/// The words of an enumeration, in the order of its enumerators. Specialised beside each enumeration.
template <class E>
struct Words;

/// One line of a table of words.
template <class E>
[[nodiscard]] consteval EnumWord word(E value, std::string_view name, Label label, std::string_view aliases = {}, Label advice = {}) {
  return {static_cast<int>(value), name, label, aliases, advice};
}

/// The line of an enumerator.
template <class E>
[[nodiscard]] constexpr const EnumWord& word_of(E value) noexcept {
  for (const EnumWord& entry : Words<E>::table)
    if (entry.value == static_cast<int>(value)) return entry;
  return Words<E>::table[0];
}

/// The label of an enumerator.
template <class E>
[[nodiscard]] constexpr Label label_of(E value) noexcept {
  return word_of(value).label;
}

/// A reference to a record: by identifier, or by the name that was written.
struct RefValue {
  Uuid id{};                ///< null if only named
  std::string_view text{};  ///< empty if known
  bool operator==(const RefValue&) const = default;
};

/// The value of a leaf; `std::monostate` means unset. Text is borrowed from the record or from the text that was read.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, Date, PartialDate, Timestamp, Money,
                           NumberRange, MoneyRange, const EnumWord*, Uuid, RefValue>;

/// True if the value holds something.
[[nodiscard]] inline bool is_set(const Value& value) noexcept { return value.index() != 0; }

}  // namespace guanxi
