#pragma once
/// @file
/// The types of custom values by their words: `text`, `integer`, `money` …; where a format leaves the word out.

#include <guanxi/core/custom.hpp>

#include <span>
#include <string_view>

namespace guanxi {

/// The word of what a custom value holds: `text`, `boolean`, `integer`, `real`, `date`, `partial_date`, `timestamp`, `money`,
/// `number_range` or `money_range`.
/// @return  nothing if it holds nothing
[[nodiscard]] std::string_view custom_word(const CustomValue& value) noexcept;

/// The type of the custom values that a word names; its members are of type CustomValue.
/// @return  nullptr for any other word
[[nodiscard]] const Type* custom_type_named(std::string_view word) noexcept;

/// The type as which a custom value is read where no word stands beside it: the declared one if a custom value can hold it,
/// else text.
/// @param declared  the run-time field of its name, see `run_time_field`; nullptr if there is none
[[nodiscard]] const Type& plain_custom_type(const Field* declared) noexcept;

/// True if a custom value, written as text and read as this type, comes back as it is, so that it needs no word.
/// @param plain  from `plain_custom_type`
/// @param value  the value; one that holds nothing is not plain
[[nodiscard]] bool is_plain_custom(const Type& plain, const CustomValue& value) noexcept;

/// The run-time field of this name.
/// @param fields  all fields of a record kind
/// @param name    exact name
/// @return  nullptr if no run-time field has this name
/// @cost  linear in the number of fields
[[nodiscard]] const Field* run_time_field(std::span<const Field> fields, std::string_view name) noexcept;

}  // namespace guanxi
