#pragma once
/// @file
/// Queries as people type them: `客户类型 = 战略客户 且 count(需求 where 紧急性 = 高) >= 2 order by legal_name`.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/store/query.hpp>

#include <string>
#include <string_view>

namespace guanxi::store {

/// Reads a condition.
///
/// ```text
/// condition  = term { "or" term }                        term = factor { "and" factor }
/// factor     = "not" factor | "(" condition ")" | "true" | "false"
///            | path relation value | path "is" ["not"] ("set" | "unset")
///            | path ["not"] "in" "(" [ value { "," value } ] ")" | path ["not"] "has" value
///            | "any" "(" list ["where" condition] ")" | "count" "(" list ["where" condition] ")" relation number
///            | "of_customer" "(" condition ")" | "tag" "(" key ["," value] ")"
/// relation   = "=" | "!=" | "<" | "<=" | ">" | ">="
/// path       = name { "." name } | "custom" "[" name "]"
/// list       = name of a record kind | path of a list
/// value      = quoted | signs up to a blank, comma or bracket | "as_of" { ("+" | "-") number ("d" | "w" | "m" | "y") }
/// ```
/// Names are those of the dictionary or labels in either language; with blanks or signs in quotes. Values are read by the type of
/// the field: `200万`, `80%`, `2024-01-02`, `战略客户`. Brackets, commas, quotes and relations may be full width; 且, 或, 非, 属于,
/// 包含, 其中, 存在, 数量, 标签, 已填, 未填 and 今天 stand for and, or, not, in, has, where, any, count, tag, is set, is unset and
/// as_of. In quotes a backslash keeps the sign after it.
/// @param catalogue  kinds and run-time fields
/// @param kind       whose records are asked for
/// @param text       UTF-8; blank holds for everything
/// @param options    local time of times without an offset, currency of amounts that name none
/// @return  with the names of the dictionary; values of the types of their fields
/// @throws  ParseError  with the byte of the first sign that does not fit: `query.syntax`, `query.field` and `query.kind` for unknown
///          names with the nearest known one, `query.value` for a value that cannot be read as what the field holds, `query.relation`
///          for a comparison that the field does not know, `query.depth` and `query.size` beyond what a Condition holds, `query.utf8`
/// @cost    linear in the text, times the number of fields for each name
[[nodiscard]] Condition parse_condition(const Catalogue& catalogue, const KindInfo& kind, std::string_view text, const ReadOptions& options = {});

/// Reads a condition, then `order by path [desc] {, path [desc]}` or 排序 with 升序 and 降序, then `limit number`.
/// @throws  ParseError  as for `parse_condition`; `query.order` for a field that has no order
[[nodiscard]] Query parse_query(const Catalogue& catalogue, const KindInfo& kind, std::string_view text, const ReadOptions& options = {});

/// The condition as text; `parse_condition` gives it back if its names are those of the dictionary and its values are of the
/// types of their fields.
[[nodiscard]] std::string to_string(const Condition& condition);

/// The condition, order and limit of a query as text; `after` and `as_of` are left out.
[[nodiscard]] std::string to_string(const Query& query);

}  // namespace guanxi::store
