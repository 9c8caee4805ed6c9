#include "model_columns.hpp"

#include <algorithm>

namespace guanxi::score::model_columns {

namespace {

[[noreturn]] void reject_sort(std::string_view name, bool words) {
  throw ArgumentError("argument.columns", "column " + std::string(name) + " must hold " +
                                              (words ? "words" : "numbers") + " as when the model was fitted, found " +
                                              (words ? "numbers" : "words"));
}

bool none_known(const Column& column) {
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values))
    return std::all_of(numbers->begin(), numbers->end(), [](double number) { return std::isnan(number); });
  const auto codes = std::get<CodedWords>(column.values).codes;
  return std::all_of(codes.begin(), codes.end(), [](std::int32_t code) { return code < 0; });
}

bool known_at(const Column& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) return !std::isnan((*numbers)[row]);
  return std::get<CodedWords>(column.values).codes[row] >= 0;
}

}  // namespace

const Column* demanded(Columns columns, std::string_view name, bool words) {
  const Column* column = find_column(columns, name);
  if (column == nullptr)
    throw ArgumentError("argument.columns", "the table must have the column " + std::string(name) +
                                                " that the model was fitted on, found none of this name");
  if (has_words(*column) == words) return column;
  if (!none_known(*column)) reject_sort(name, words);
  return nullptr;
}

std::optional<double> number_at(const Column* column, std::size_t row) {
  if (column == nullptr || !known_at(*column, row)) return std::nullopt;
  if (has_words(*column)) reject_sort(column->name, false);
  const double number = std::get<std::span<const double>>(column->values)[row];
  if (std::isinf(number))
    throw ArgumentError("argument.columns", "column " + std::string(column->name) +
                                                " must hold finite numbers or NaN for unknown, found an infinite one");
  return number;
}

std::optional<std::string_view> word_at(const Column* column, std::size_t row) {
  if (column == nullptr || !known_at(*column, row)) return std::nullopt;
  if (!has_words(*column)) reject_sort(column->name, true);
  const auto& [codes, levels] = std::get<CodedWords>(column->values);
  const auto code = static_cast<std::size_t>(codes[row]);
  if (code >= levels.size())
    throw ArgumentError("argument.columns", "column " + std::string(column->name) + " has the code " +
                                                std::to_string(code) + " but only " + std::to_string(levels.size()) +
                                                " words");
  return levels[code];
}

void check_row(Columns columns, std::size_t row) {
  for (const Column& column : columns)
    if (row >= size_of(column))
      throw ArgumentError("argument.range", "row must lie below the " + std::to_string(size_of(column)) +
                                                " rows of column " + std::string(column.name) + ", found " +
                                                std::to_string(row));
}

}  // namespace guanxi::score::model_columns
