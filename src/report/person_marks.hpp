#pragma once
/// @file
/// How people and ties look in every picture of a decision chain.

#include <guanxi/model/decision_chain.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "svg.hpp"

namespace guanxi::report::detail {

/// Style class of a support, which colours the disc.
[[nodiscard]] inline std::string support_style(std::optional<int> support) {
  if (!support) return "su";
  constexpr const char* styles[] = {"s0", "s1", "s2", "s3", "s4"};
  return styles[std::clamp(*support, -2, 2) + 2];
}

/// Style class of a coverage, which draws the border.
[[nodiscard]] inline std::string coverage_style(Coverage coverage) { return "who c-" + std::string(word_of(coverage).word); }

/// Style class of a tie.
[[nodiscard]] inline std::string tie_style(TieKind kind) { return "tie t-" + std::string(word_of(kind).word); }

/// A number with its sign.
[[nodiscard]] inline std::string signed_text(int value) { return value > 0 ? "+" + std::to_string(value) : value < 0 ? "−" + std::to_string(-value) : "0"; }

/// An open arrow head at the end of a way.
[[nodiscard]] inline std::string arrow_head(const std::vector<Point>& way) {
  const Point tip = way.back(), before = way[way.size() - 2];
  const double length = std::hypot(tip.x - before.x, tip.y - before.y);
  if (length == 0) return {};
  const double dx = (tip.x - before.x) / length * 7, dy = (tip.y - before.y) / length * 7;
  const Point base{tip.x - dx, tip.y - dy};
  return rounded_path({{base.x - dy * .6, base.y + dx * .6}, tip, {base.x + dy * .6, base.y - dx * .6}}, 0);
}

}  // namespace guanxi::report::detail
