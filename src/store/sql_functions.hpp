#pragma once
/// @file
/// Functions of ours that statements may call.

#include <cstdint>

struct sqlite3;

namespace guanxi::store::detail {

class Vault;

/// One part of a value that takes several columns.
enum class ValuePart : std::uint8_t { value, currency, name, low, low_currency, high, high_currency };

/// Makes the functions known to a connection; `kind` is a TypeKind and `part` a ValuePart as numbers:
/// - `guanxi_fold(text)`: the key under which texts are compared
/// - `guanxi_exact(text, kind, part)`: a part of a value from its exact text
/// - `guanxi_json(json, kind, part)`: a part of a value from its JSON
/// - `guanxi_custom(json, name, kind, part)`: a part of a run-time field from the JSON of all, null if it is of another type;
///   with kind −1 whether it is there
/// - `guanxi_tag(text, key, value)`: whether a text holds this tag, or one below it; value may be null for any
/// - `guanxi_hides(names, path)`: whether a path lies in one of the names, which are separated by U+001F
void add_functions(sqlite3* connection);

/// Makes one more function known: `guanxi_unseal(text, table, record, column)`, the plain text of a sealed column.
/// @param vault  outlives the connection
void add_unsealing(sqlite3* connection, const Vault& vault);

}  // namespace guanxi::store::detail
