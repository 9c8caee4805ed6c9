#pragma once
/// @file
/// A feature table that owns its columns.

#include <guanxi/score/columns.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::score {

/// A column with its own memory.
struct FeatureColumn {
  std::string name{};                 ///< name of the column
  bool words = false;                 ///< holds words, else numbers
  std::vector<double> numbers{};      ///< one a row, if it holds numbers; NaN means unknown
  std::vector<std::int32_t> codes{};  ///< one a row, if it holds words: place in `levels`, below 0 means unknown
  std::vector<std::string> levels{};  ///< the words, in the order in which they first came
  bool operator==(const FeatureColumn&) const = default;
};

/// A feature table with its own memory; made column by column.
struct FeatureTable {
  std::vector<FeatureColumn> columns{};  ///< in the order in which they were added

  /// Adds a column of numbers.
  /// @param name     name of the column
  /// @param numbers  one a row, NaN where unknown
  /// @return  the table
  FeatureTable& add_numbers(std::string name, std::vector<double> numbers) {
    columns.push_back({.name = std::move(name), .numbers = std::move(numbers)});
    return *this;
  }

  /// Adds a column of words.
  /// @param name   name of the column
  /// @param words  one a row, unset where unknown; the empty word is a word
  /// @return  the table
  FeatureTable& add_words(std::string name, const std::vector<std::optional<std::string>>& words) {
    FeatureColumn column{.name = std::move(name), .words = true};
    std::map<std::string, std::int32_t> known;
    for (const std::optional<std::string>& word : words) {
      if (!word) {
        column.codes.push_back(-1);
        continue;
      }
      const auto [entry, is_new] = known.try_emplace(*word, static_cast<std::int32_t>(column.levels.size()));
      if (is_new) column.levels.push_back(*word);
      column.codes.push_back(entry->second);
    }
    columns.push_back(std::move(column));
    return *this;
  }

  /// The columns as models take them; valid while the table is neither changed nor destroyed.
  [[nodiscard]] std::vector<Column> view() const {
    std::vector<Column> views;
    for (const FeatureColumn& column : columns) {
      if (column.words) {
        views.push_back({column.name, CodedWords{column.codes, column.levels}});
      } else {
        views.push_back({column.name, std::span<const double>(column.numbers)});
      }
    }
    return views;
  }

  bool operator==(const FeatureTable&) const = default;
};

}  // namespace guanxi::score
