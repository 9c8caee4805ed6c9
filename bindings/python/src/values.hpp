#pragma once
/// @file
/// Leaves of records as Python values and back.

#include <guanxi/core/value.hpp>

#include "python.hpp"

namespace guanxi::python {

/// A reference to a record: what Python calls Ref.
struct Reference {
  Uuid id{};           ///< null if only named
  std::string text{};  ///< empty if known
  bool operator==(const Reference&) const = default;
};

[[nodiscard]] py::object to_python(Date date);             ///< datetime.date
[[nodiscard]] py::object to_python(Timestamp at);          ///< datetime.datetime in UTC
[[nodiscard]] py::object to_python(const Uuid& id);        ///< uuid.UUID, None for the null UUID
[[nodiscard]] py::object to_python(const Value& value, std::span<const EnumWord> words, std::string_view words_name);  ///< None if unset

/// A leaf as Python value; unset text is the empty text, anything else unset is None.
[[nodiscard]] py::object leaf_to_python(const Type& type, const void* member);

/// Sets a leaf from a Python value: of its own type, or a text as people write it. None unsets.
/// @param field  its line in the dictionary, for currency and messages
/// @param type   its type
/// @param member where it lies
/// @param value  the value
/// @param what   what takes the value, for messages
/// @throws WrongType      for a value of another type
/// @throws ArgumentError  `argument.word`, `argument.value` for a value that does not fit
void leaf_from_python(const Field& field, const Type& type, void* member, py::handle value, const std::string& what);

[[nodiscard]] Date date_from_python(py::handle value, const std::string& what);            ///< date, not datetime; or text
[[nodiscard]] Timestamp timestamp_from_python(py::handle value, const std::string& what);  ///< datetime with time zone; or text
[[nodiscard]] Uuid uuid_from_python(py::handle value, const std::string& what);            ///< UUID, 36 signs, or a record, whose identifier counts
[[nodiscard]] Money money_from_python(py::handle value, Currency currency, const std::string& what);  ///< Money, Decimal, int, or text

/// The annotation of what a leaf gives.
[[nodiscard]] std::string leaf_annotation(const Type& type);

/// The annotation of what a leaf takes.
[[nodiscard]] std::string leaf_argument_annotation(const Type& type);

/// Adds Money, PartialDate, NumberRange, MoneyRange, Ref and Text.
void add_values(py::module_& module);

}  // namespace guanxi::python
