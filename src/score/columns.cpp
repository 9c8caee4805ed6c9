#include <guanxi/score/columns.hpp>

#include <cmath>
#include <set>

namespace guanxi::score {

namespace {

[[noreturn]] void reject_column(const Column& column, const std::string& what) {
  throw ArgumentError("argument.columns", "column " + std::string(column.name) + " " + what);
}

void check_cells(const Column& column) {
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) {
    for (std::size_t row = 0; row < numbers->size(); ++row)
      if (std::isinf((*numbers)[row]))
        reject_column(
            column, "must hold finite numbers or NaN for unknown, found an infinite one in row " + std::to_string(row));
    return;
  }
  const auto& [codes, levels] = std::get<CodedWords>(column.values);
  for (const std::int32_t code : codes)
    if (code >= 0 && static_cast<std::size_t>(code) >= levels.size())
      reject_column(column,
                    "has the code " + std::to_string(code) + " but only " + std::to_string(levels.size()) + " words");
}

}  // namespace

std::size_t check_columns(Columns columns) {
  if (columns.empty())
    throw ArgumentError("argument.columns", "a feature table must have at least one column, found none");
  std::set<std::string_view> names;
  const std::size_t rows = size_of(columns.front());
  for (const Column& column : columns) {
    if (column.name.empty())
      throw ArgumentError("argument.columns", "every column must have a name, found one without");
    if (!names.insert(column.name).second) reject_column(column, "must be there once, found it twice");
    if (size_of(column) != rows)
      reject_column(column, "must have " + std::to_string(rows) + " rows as the first column has, found " +
                                std::to_string(size_of(column)));
    check_cells(column);
  }
  return rows;
}

void check_outcome(std::span<const double> outcome, std::size_t rows) {
  if (outcome.size() != rows)
    throw ArgumentError("argument.outcome", "outcome must have " + std::to_string(rows) +
                                                " rows as the columns have, found " + std::to_string(outcome.size()));
  for (std::size_t row = 0; row < rows; ++row)
    if (outcome[row] != 0 && outcome[row] != 1)
      throw ArgumentError("argument.outcome", "outcome must be 0 or 1, found " + std::to_string(outcome[row]) +
                                                  " in row " + std::to_string(row));
}

void check_weights(std::span<const double> weights, std::size_t rows) {
  if (weights.empty()) return;
  if (weights.size() != rows)
    throw ArgumentError("argument.weights", "weights must be none or one for each of " + std::to_string(rows) +
                                                " rows, found " + std::to_string(weights.size()));
  for (std::size_t row = 0; row < rows; ++row)
    if (!(weights[row] >= 0 && std::isfinite(weights[row])))
      throw ArgumentError("argument.weights", "weights must be finite numbers from 0, found " +
                                                  std::to_string(weights[row]) + " in row " + std::to_string(row));
}

}  // namespace guanxi::score
