#pragma once
/// @file
/// Pieces of SQL with the values of their parameters.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "connection.hpp"

namespace guanxi::store::detail {

/// The value of a parameter; monostate is null.
using Parameter = std::variant<std::monostate, std::int64_t, double, std::string, Uuid>;

/// A piece of a statement with the values of its parameters, in the order in which they stand.
struct Sql {
  std::string text{};
  std::vector<Parameter> parameters{};

  Sql() = default;
  Sql(std::string written) : text(std::move(written)) {}  // NOLINT(google-explicit-constructor): plain text is a piece without parameters
  Sql(const char* written) : text(written) {}             // NOLINT(google-explicit-constructor)
  Sql& operator+=(const Sql& more);
  friend Sql operator+(Sql left, const Sql& right) { return std::move(left += right); }
};

/// A parameter with its value.
[[nodiscard]] Sql parameter(Parameter value);

/// `(inner)`.
[[nodiscard]] Sql in_brackets(const Sql& inner);

/// The pieces with a word between them; many are bracketed in groups, so that SQLite's limits on nesting hold. Requires at least one.
[[nodiscard]] Sql joined_sql(std::span<const Sql> pieces, const std::string& word);

/// Binds the parameters of a piece.
void bind(Cursor& cursor, const Sql& sql);

}  // namespace guanxi::store::detail
