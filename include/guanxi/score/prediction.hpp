#pragma once
/// @file
/// What a fitted model says of one row: a score in log-odds with its reasons, the probability, an interval.

#include <guanxi/core/score.hpp>

#include <optional>

namespace guanxi::score {

/// How one row is explained.
struct ExplainOptions {
  double level = .95;           ///< coverage of the interval. Default .95. Requires > 0, < 1.
  std::optional<Date> as_of{};  ///< event time of the answer, written into the score; unset leaves its default
};

/// One row as a model sees it.
struct Prediction {
  Score score{};         ///< log-odds in thousandths: baseline plus contributions, and its interval
  double probability{};  ///< in [0, 1]; 0 if the score is unavailable
  double low{};          ///< lower end of the interval of the probability; 0 if the score is unavailable
  double high{};         ///< upper end; 1 if the score is unavailable
  bool operator==(const Prediction&) const = default;
};

}  // namespace guanxi::score
