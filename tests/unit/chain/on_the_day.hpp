#pragma once
/// @file
/// The options of most tests of chains.

#include "support/chain_example.hpp"

#include <guanxi/chain/options.hpp>

namespace guanxi::chain {

inline constexpr AnalyzeOptions on_the_day{.as_of = test::example_day};

}  // namespace guanxi::chain
