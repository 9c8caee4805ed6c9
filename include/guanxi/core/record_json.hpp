#pragma once
/// @file
/// Records and single members of them as JSON.

#include <guanxi/core/field.hpp>
#include <guanxi/core/json_writer.hpp>

#include <span>

namespace guanxi {

/// True if a member, or anything inside it, is set, or it is a list with elements.
/// @param type    type of the member
/// @param member  its address
/// @cost  one look at each leaf up to the first that is set
[[nodiscard]] bool is_present(const Type& type, const void* member);

/// Writes a member as a JSON value.
///
/// Numbers and truth values are native; lists are arrays; nested records are objects without what is unset in them; a reference
/// is `{"id": …}` or the name as text; everything else is the text of `write_exact`. Run-time fields, inside Custom, stand
/// plainly if they are of the declared type, or without one text, numbers and truth values; all others as
/// `{"money": "1.00 CNY"}`.
/// @param json    takes the value; an unset leaf is null, a list or record in which nothing is set `[]` or `{}`
/// @param type    type of the member
/// @param member  its address
/// @param fields  all fields of the record kind, for the declared types of run-time fields; empty if none is declared
/// @cost    linear; allocates nothing beyond what `json` needs to grow
/// @limits  a range without bounds, a day outside the years 1–9999 and NaN have no exact text and cannot be read back
void write_json(JsonWriter& json, const Type& type, const void* member, std::span<const Field> fields);

/// Writes a record as a JSON object: its fields by name, in the order of the dictionary, each as `write_json` writes it; what is
/// not present is left out. Run-time fields stand in the member that holds them.
/// @param json    takes the object; `{}` if nothing is set
/// @param fields  all fields of the record kind, see Catalogue::fields
/// @param record  a record of that kind
/// @cost  as `write_json`
void write_record_json(JsonWriter& json, std::span<const Field> fields, const void* record);

}  // namespace guanxi
