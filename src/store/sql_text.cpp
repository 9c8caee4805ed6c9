#include "sql_text.hpp"

#include <algorithm>
#include <type_traits>

namespace guanxi::store::detail {

Sql& Sql::operator+=(const Sql& more) {
  text += more.text;
  parameters.insert(parameters.end(), more.parameters.begin(), more.parameters.end());
  return *this;
}

Sql parameter(Parameter value) {
  Sql sql("?");
  sql.parameters.push_back(std::move(value));
  return sql;
}

Sql in_brackets(const Sql& inner) { return Sql("(") + inner + ")"; }

Sql joined_sql(std::span<const Sql> pieces, const std::string& word) {
  constexpr std::size_t most = 32;
  std::vector<Sql> groups;
  const std::size_t each = std::max<std::size_t>(1, (pieces.size() + most - 1) / most);
  if (each > 1) {
    for (std::size_t at = 0; at < pieces.size(); at += each) groups.push_back(in_brackets(joined_sql(pieces.subspan(at, std::min(each, pieces.size() - at)), word)));
    pieces = groups;
  }
  Sql all = pieces.front();
  for (const Sql& piece : pieces.subspan(1)) (all += word) += piece;
  return all;
}

void bind(Cursor& cursor, const Sql& sql) {
  const auto add = [&](const auto& held) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(held)>, std::monostate>) cursor.null();
    else cursor.add(held);
  };
  for (const Parameter& value : sql.parameters) std::visit(add, value);
}

}  // namespace guanxi::store::detail
