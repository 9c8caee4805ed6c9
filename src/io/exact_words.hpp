#pragma once
/// @file
/// The types of custom values by their words: `text`, `integer`, `money` …

#include <guanxi/core/custom.hpp>

#include <string_view>

namespace guanxi::io::detail {

/// Word of what a custom value holds; empty if it holds nothing.
[[nodiscard]] std::string_view word_of(const CustomValue& value) noexcept;

/// Type of the custom values that a word names, or nullptr.
[[nodiscard]] const Type* type_named(std::string_view word) noexcept;

/// Type as which the text of a run-time field is read when no word says otherwise: the declared one if a custom value can hold
/// it, else text.
/// @param declared  the run-time field; nullptr if there is none of this name
[[nodiscard]] const Type& spoken_type(const Field* declared) noexcept;

/// True if a value, written as text and read as this type, comes back as it is.
[[nodiscard]] bool is_plain(const Type& spoken, const CustomValue& value) noexcept;

/// The run-time field of this name, or nullptr.
[[nodiscard]] const Field* declared_field(std::span<const Field> fields, std::string_view name) noexcept;

}  // namespace guanxi::io::detail
