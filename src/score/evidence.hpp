#pragma once
/// @file
/// What the counts of a naive Bayes model say of a value, a team, a row.

#include <guanxi/score/naive_bayes.hpp>

#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

namespace guanxi::score::evidence {

/// Stands for no team, and for a value that is not in the model.
inline constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// A value in a row, as a model sees it.
struct Place {
  std::size_t value = none;   ///< its place among the factor's values
  std::string_view unseen{};  ///< the word that the model does not have
  bool is_unseen = false;     ///< there is such a word, which may be empty
};

/// Shares of a value and what they say.
struct Evidence {
  double events{};     ///< share among events
  double others{};     ///< share among others
  double log_ratio{};  ///< ln(events / others)
  double variance{};   ///< of the log-ratio
};

/// What a value says.
/// @param team  place of the team, or none
[[nodiscard]] Evidence of_value(const NaiveBayes& model, const Factor& factor, std::size_t value, std::size_t team);

/// What each value says, in their order.
[[nodiscard]] std::vector<Evidence> of_values(const NaiveBayes& model, const Factor& factor, std::size_t team);

/// Log-odds of outcomes alone, and their variance.
[[nodiscard]] Evidence of_outcomes(const NaiveBayes& model);

/// What belonging to a team says: its log-odds, mixed with those of all, less those of all.
[[nodiscard]] Evidence of_team(const NaiveBayes& model, std::size_t team);

/// The value of a factor in one row.
/// @param column  nullptr: unknown
[[nodiscard]] Place place_of(const Factor& factor, const Column* column, std::size_t row);

/// The values of a factor in all rows, `none` where there is none.
[[nodiscard]] std::vector<std::size_t> places_of(const Factor& factor, const Column* column, std::size_t rows);

/// The team in one row.
[[nodiscard]] Place team_of(const NaiveBayes& model, const Column* column, std::size_t row);

/// The teams in all rows.
[[nodiscard]] std::vector<std::size_t> teams_of(const NaiveBayes& model, const Column* column, std::size_t rows);

}  // namespace guanxi::score::evidence
