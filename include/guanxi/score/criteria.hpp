#pragma once
/// @file
/// What all choices by several criteria share: directions, normalizations, weights, and how much an answer says.

#include <guanxi/core/value.hpp>

#include <cstddef>
#include <cstdint>

namespace guanxi::score {

/// Which end of a criterion is good.
enum class Direction {
  max,  ///< the more the better
  min   ///< the less the better
};

/// How the criteria are brought to one scale.
enum class Normalization {
  vector,  ///< x / √Σx²
  minmax,  ///< (x − min) / (max − min); a criterion of direction min is flipped
  max,     ///< x / max
  sum,     ///< x / Σx
  none     ///< as it stands
};

/// What becomes of the weights before they are used.
enum class WeightScale {
  to_one,   ///< divided by their sum
  as_given  ///< used as they are
};

/// How much the answer of a choice says.
enum class ChoiceState {
  enough,           ///< at least two alternatives that differ
  one_alternative,  ///< nothing to compare it with
  no_difference,    ///< no criterion that counts tells the alternatives apart; all scores are 0, all ranks 1
  no_alternatives   ///< nothing to choose from
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::Direction> {
  static constexpr EnumWord table[] = {
      word(score::Direction::max, "max", {"越大越好", "The more the better"}, "benefit|profit"),
      word(score::Direction::min, "min", {"越小越好", "The less the better"}, "cost"),
  };
};

template <>
struct Words<score::Normalization> {
  static constexpr EnumWord table[] = {
      word(score::Normalization::vector, "vector", {"向量归一化", "Vector norm"}),
      word(score::Normalization::minmax, "minmax", {"极差归一化", "Smallest to largest"}),
      word(score::Normalization::max, "max", {"最大值归一化", "Share of the largest"}),
      word(score::Normalization::sum, "sum", {"总和归一化", "Share of the sum"}),
      word(score::Normalization::none, "none", {"不归一化", "None"}),
  };
};

template <>
struct Words<score::WeightScale> {
  static constexpr EnumWord table[] = {
      word(score::WeightScale::to_one, "to_one", {"权重和为 1", "Scaled to sum 1"}),
      word(score::WeightScale::as_given, "as_given", {"按给定权重", "As given"}),
  };
};

template <>
struct Words<score::ChoiceState> {
  static constexpr EnumWord table[] = {
      word(score::ChoiceState::enough, "enough", {"可以比较", "Enough to compare"}),
      word(score::ChoiceState::one_alternative, "one_alternative", {"只有一个方案", "One alternative only"}),
      word(score::ChoiceState::no_difference, "no_difference", {"各方案没有差别", "No difference"}),
      word(score::ChoiceState::no_alternatives, "no_alternatives", {"没有方案", "No alternatives"}),
  };
};

}  // namespace guanxi
