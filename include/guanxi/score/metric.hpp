#pragma once
/// @file
/// What measures of predictions have in common: whether they could be taken.

#include <guanxi/core/error.hpp>
#include <guanxi/core/value.hpp>

namespace guanxi::score {

/// Whether a measure could be taken.
enum class MetricStatus {
  ok,        ///< it could
  empty,     ///< there are no rows
  one_class  ///< all rows have the same outcome
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::MetricStatus> {
  static constexpr EnumWord table[] = {
      word(score::MetricStatus::ok, "ok", {"正常", "Taken"}),
      word(score::MetricStatus::empty, "empty", {"没有数据", "No rows"}),
      word(score::MetricStatus::one_class, "one_class", {"结果只有一类", "One outcome only"}),
  };
};

}  // namespace guanxi
