#pragma once
/// @file
/// What an answer about the effect of a treatment rests on.

#include <guanxi/core/value.hpp>

namespace guanxi::score {

/// How a question about the effect of a treatment was answered. The first that applies is told.
enum class UpliftStatus {
  ok,                  ///< answered
  empty,               ///< there are no rows
  one_arm,             ///< all rows are treated, or none is
  no_outcome,          ///< no outcome is known in one of the arms
  one_row,             ///< one outcome is known in an arm: there is an effect, but no standard error
  perfect_is_random,   ///< no order of the rows is better than chance: there are areas, but no normalized one
  treated_not_fitted,  ///< no model of the treated rows; see its fit
  control_not_fitted   ///< no model of the other rows; see its fit
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::UpliftStatus> {
  static constexpr EnumWord table[] = {
      word(score::UpliftStatus::ok, "ok", {"已得出", "Answered"}),
      word(score::UpliftStatus::empty, "empty", {"没有数据", "No rows"}, "", {"提供数据行", "Give rows"}),
      word(score::UpliftStatus::one_arm, "one_arm", {"只有一组", "One arm only"}, "",
           {"需要同时有处理组和对照组", "Give rows that were treated and rows that were not"}),
      word(score::UpliftStatus::no_outcome, "no_outcome", {"某组没有已知结果", "An arm without outcomes"}, "",
           {"等待该组的结果", "Wait for outcomes of that arm"}),
      word(score::UpliftStatus::one_row, "one_row", {"某组只有一个结果", "One outcome in an arm"}, "",
           {"至少需要两个结果才有标准误", "Give two or more outcomes for a standard error"}),
      word(score::UpliftStatus::perfect_is_random, "perfect_is_random", {"最优等于随机", "Perfect equals random"}, "",
           {"查看原始面积和前段效果", "See the raw area and the effect in the top share"}),
      word(score::UpliftStatus::treated_not_fitted, "treated_not_fitted",
           {"处理组模型未拟合", "Treated rows not fitted"}, "",
           {"查看该组拟合状态，或使用岭惩罚", "See the status of that fit, or use the ridge penalty"}),
      word(score::UpliftStatus::control_not_fitted, "control_not_fitted",
           {"对照组模型未拟合", "Control rows not fitted"}, "",
           {"查看该组拟合状态，或使用岭惩罚", "See the status of that fit, or use the ridge penalty"}),
  };
};

}  // namespace guanxi
