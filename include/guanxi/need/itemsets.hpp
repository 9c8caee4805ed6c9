#pragma once
/// @file
/// Which items are often found together.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/need/baskets.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::need {

/// How far the search in baskets went.
enum class MiningState { complete, no_baskets, too_many_itemsets, too_many_rules };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::MiningState> {
  using enum need::MiningState;
  static constexpr EnumWord table[] = {
      word(complete, "complete", {"完整", "Complete"}),
      word(no_baskets, "no_baskets", {"没有可用的记录", "No baskets"}, {},
           {"提供至少一条购买或使用记录", "Give at least one basket"}),
      word(too_many_itemsets, "too_many_itemsets",
           {"组合过多，只列出较小的组合", "Too many itemsets: smaller ones only"}, {},
           {"提高最小支持度，或放宽组合数上限", "Raise min_support, or allow more itemsets"}),
      word(
          too_many_rules, "too_many_rules", {"规则过多，只列出最靠前的", "Too many rules: the first ones only"}, {},
          {"提高最小支持度或最小置信度，或放宽规则数上限", "Raise min_support or min_confidence, or allow more rules"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// Which itemsets are looked for.
struct ItemsetOptions {
  double min_support = .01;              ///< share of the baskets that hold an itemset, in (0, 1]
  std::size_t max_size = 0;              ///< most items in an itemset; 0: any number
  std::size_t max_basket = 100;          ///< baskets with more items are left out, with a finding; 0: none is
  std::size_t max_itemsets = 1'000'000;  ///< above so many only the smaller sizes are kept, at least 1
};

/// Items that are found together.
struct Itemset {
  std::vector<std::string> items{};  ///< in the order of their bytes
  std::int64_t count{};              ///< baskets that hold all of them
  double support{};                  ///< the same as a share of all baskets used, 0–1
  bool operator==(const Itemset&) const = default;
};

/// All items and sets of items that are frequent.
struct FrequentItemsets {
  MiningState state{};                  ///< complete, no baskets, or too many itemsets
  std::int64_t baskets{};               ///< baskets used, empty ones included
  std::int64_t left_out{};              ///< baskets with more than `max_basket` items
  std::int64_t min_count{};             ///< baskets that an itemset needs
  std::int64_t complete_up_to{};        ///< all frequent itemsets of so many items or fewer are listed
  std::vector<std::int64_t> by_size{};  ///< number of itemsets of one item, two items …
  std::vector<Itemset> itemsets{};      ///< by size, then largest count, then names
  Findings findings{};                  ///< `need.basket_too_big` for each basket left out
  bool operator==(const FrequentItemsets&) const = default;
};

/// Finds all sets of items that at least min_support of the baskets hold. Frequent: count >= min_support · n − 1e-9.
/// @param baskets  any number; their order changes nothing but the order of findings
/// @param options  support and limits
/// @return  exact counts; state no_baskets for none; with more than `max_itemsets` those of the largest size for which
///          all smaller ones fit in, and the state too_many_itemsets
/// @throws  ArgumentError  `argument.support` outside (0, 1] or NaN, `argument.limit` for max_itemsets 0
/// @cost    grows with the number of frequent itemsets times the baskets that hold each; memory is bounded by
///          max_itemsets · size and the entries · depth; no shared state, any thread may call it
/// @source  Agrawal and Srikant (1994); counted depth first over projected baskets as in Uno, Kiyomi and Arimura (2004)
[[nodiscard]] FrequentItemsets frequent_itemsets(const Baskets& baskets, const ItemsetOptions& options = {});

}  // namespace guanxi::need
