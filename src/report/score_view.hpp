#pragma once
/// @file
/// A score as bars: where it starts, what each reason adds, where it ends and how sure that is.

#include <guanxi/core/score.hpp>
#include <guanxi/report/document.hpp>

#include <string>
#include <vector>

#include "context.hpp"

namespace guanxi::report::detail {

/// The scale of the bars, in points.
struct Scale {
  double low = 0;                    ///< left end
  double high = 100;                 ///< right end
  std::vector<std::string> ticks{};  ///< evenly spaced, may be empty
  int digits = 3;                    ///< decimals of the numbers; 3 lets the reader add them up
};

/// A bar for each reason, set off where the one before ended, then the total and its interval.
[[nodiscard]] Bars score_bars(const Context& context, const Score& score, const Scale& scale);

/// The parts without data, by effect, with the field that would tell.
[[nodiscard]] List missing_parts(const Context& context, const Score& score);

/// “3.66–4.46”; empty if the interval is a point.
[[nodiscard]] std::string interval_text(const Score& score, int digits);

}  // namespace guanxi::report::detail
