#pragma once
/// @file
/// Where a page of a query ends, as text that the next page starts from.

#include <guanxi/core/date.hpp>
#include <guanxi/store/query.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sql_text.hpp"

namespace guanxi::store::detail {

/// The last record of a page: what it is ordered by, as far as the reader sees it, and its identifier.
struct PageEnd {
  Date as_of{};                     ///< the day as of which the first page was asked for
  std::vector<Parameter> values{};  ///< of the fields of the order
  Uuid last{};                      ///< of the record
  bool operator==(const PageEnd&) const = default;
};

/// The end of a page as text.
/// @param query  its condition and order, and the kind, are told by a checksum
[[nodiscard]] std::string encode_page_end(const Query& query, std::string_view kind, const PageEnd& end);

/// Reads the text.
/// @throws ArgumentError  `query.cursor` if the text is another one, or belongs to another query
[[nodiscard]] PageEnd decode_page_end(const Query& query, std::string_view kind);

}  // namespace guanxi::store::detail
