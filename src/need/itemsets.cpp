#include <guanxi/need/itemsets.hpp>

#include <utility>

#include "mining.hpp"

namespace guanxi::need {

FrequentItemsets frequent_itemsets(const Baskets& baskets, const ItemsetOptions& options) {
  UsedBaskets used = used_baskets(baskets, options);
  const Mined mined = mine(baskets, used, options);
  FrequentItemsets result;
  result.state = used.baskets.empty() ? MiningState::no_baskets
                 : mined.is_cut       ? MiningState::too_many_itemsets
                                      : MiningState::complete;
  result.baskets = static_cast<std::int64_t>(used.baskets.size());
  result.left_out = static_cast<std::int64_t>(used.findings.size());
  result.min_count = static_cast<std::int64_t>(used.min_count);
  result.complete_up_to = static_cast<std::int64_t>(mined.complete_up_to);
  result.findings = std::move(used.findings);
  for (std::size_t size = 1; size <= mined.levels.size(); ++size) {
    const std::vector<std::uint32_t>& counts = mined.levels[size - 1].counts;
    result.by_size.push_back(static_cast<std::int64_t>(counts.size()));
    for (std::size_t i = 0; i < counts.size(); ++i) {
      Itemset& set = result.itemsets.emplace_back();
      for (const std::uint32_t item : mined.set_of(size, i)) set.items.push_back(baskets.items[item]);
      set.count = counts[i];
      set.support = static_cast<double>(counts[i]) / static_cast<double>(used.baskets.size());
    }
  }
  return result;
}

}  // namespace guanxi::need
