#pragma once
/// @file
/// How easily a choice would turn out otherwise: by other weights, or by other alternatives beside it.

#include <guanxi/core/value.hpp>

#include <cstdint>
#include <vector>

namespace guanxi::score {

/// Whether some change of a single weight swaps the first two.
enum class SwapState {
  found,      ///< a change is known
  none,       ///< no change of a single weight does
  tied,       ///< there is no single first alternative
  not_asked,  ///< not computed
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::SwapState> {
  static constexpr EnumWord table[] = {
      word(score::SwapState::found, "found", {"已找到", "Found"}),
      word(score::SwapState::none, "none", {"改变单个权重不会换位", "No single weight swaps them"}),
      word(score::SwapState::tied, "tied", {"首位并列", "The first place is shared"}),
      word(score::SwapState::not_asked, "not_asked", {"未计算", "Not computed"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// The smallest change of one weight after which the first two alternatives are level; any further they swap.
struct WeightSwap {
  SwapState state = SwapState::not_asked;  ///< the rest is 0 unless found
  std::int64_t first{};                    ///< row of the first alternative
  std::int64_t second{};                   ///< row of the one that overtakes it
  std::int64_t criterion{};                ///< column of the weight
  double used{};                           ///< weight as used
  double to{};  ///< weight at which both are level; with weights scaled to 1 the others keep their proportions
  bool operator==(const WeightSwap&) const = default;
};

/// What becomes of the ranking without one alternative.
struct Dropped {
  std::int64_t alternative{};         ///< row that is left out
  std::vector<std::int64_t> first{};  ///< rows that are first without it, ascending
  bool same_first{};  ///< whether those are who should be: the first before, or the second where the first is left out
  bool order_kept{};  ///< whether no two of the others change places
  bool operator==(const Dropped&) const = default;
};

}  // namespace guanxi::score
