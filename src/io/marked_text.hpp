#pragma once
/// @file
/// Values inside longer text, told by the words around them: “年营收1-5亿元”, “11月5日前”.

#include <guanxi/core/field.hpp>
#include <guanxi/core/read.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace guanxi::io::detail {

/// A value found in a text.
struct Marked {
  Reading reading{};   ///< what was read
  std::string text{};  ///< the words it was read from
};

/// Looks for the value of a field in a text by the field's markers, in their order.
/// @return  the first marked words that can be read as the field's type; nothing if there are none
std::optional<Marked> find_marked(const Field& field, std::string_view text, const ReadOptions& options);

}  // namespace guanxi::io::detail
