#pragma once
/// @file
/// JSON that people's tools write: an array of objects is a table, an object of objects a form.

#include <guanxi/io/tables.hpp>

#include <string>
#include <string_view>

namespace guanxi::io::detail {

/// True if the first sign of a text in any encoding is a brace or a square bracket.
bool is_json(std::string_view bytes);

/// True if JSON is an export of ours rather than a table: it states its format.
bool is_exact_document(std::string_view utf8);

/// The table or long form that JSON stands for.
/// @throws ParseError  `io.json_syntax` if it is malformed, `io.json_format` if it is neither
Tables tables_from_json(std::string_view utf8, const std::string& name);

}  // namespace guanxi::io::detail
