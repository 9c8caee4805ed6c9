#pragma once
/// @file
/// Reasons in log-odds or points that add up to a score.

#include <guanxi/core/score.hpp>
#include <guanxi/score/prediction.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::score::reasons {

/// What one column adds to a row.
struct Part {
  std::string column{};  ///< its name
  Message reason{};      ///< what was found
  double points{};       ///< what it adds
};

/// Largest number of points that is told; anything greater is as certain.
inline constexpr double most_points = 1e6;

/// A score of which baseline and contributions are whole thousandths that add up.
/// @param model     name and version
/// @param baseline  where every row starts; rounded by itself, so that it is the same for all rows
/// @param parts     in the order in which equal effects are listed
[[nodiscard]] Score to_score(std::string_view model, double baseline, const std::vector<Part>& parts);

/// Sets the state by what is known and missing, and orders what is missing, widest first.
void close(Score& score);

/// Sets probability and interval of log-odds.
/// @param log_odds  exact
/// @param variance  of the log-odds
[[nodiscard]] Prediction to_prediction(Score score, double log_odds, double variance, const ExplainOptions& options);

/// The answer of a model that could not be fitted.
[[nodiscard]] Prediction unavailable(std::string_view model, const ExplainOptions& options);

/// A missing part named after its column.
[[nodiscard]] MissingPart missing_part(const std::string& column, double width);

/// A missing part whose word the model does not have.
/// @param seldom  words seen too seldom were left out of the model
[[nodiscard]] MissingPart never_seen(const std::string& column, std::string_view word, double width,
                                     bool seldom = false);

/// A number for people: six significant digits.
[[nodiscard]] std::string number_text(double number);

/// “‹word›” as a reason.
[[nodiscard]] Message word_reason(std::string_view word);

}  // namespace guanxi::score::reasons
