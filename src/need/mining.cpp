#include "mining.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <utility>

namespace guanxi::need {

namespace {

// A basket, or what follows an item in it, with the number of equal ones.
struct Projected {
  const std::uint32_t* first;
  const std::uint32_t* last;
  std::uint32_t weight;
};

struct FrequentItem {
  std::uint32_t rank;
  std::uint32_t count;
};

// What one depth of the search works on; used again for every branch at that depth.
struct Depth {
  std::vector<FrequentItem> frequent{};
  std::vector<std::uint32_t> pool{};
  std::vector<Projected> merged{};
  std::vector<std::uint32_t> slots{};
  std::vector<std::size_t> starts{};
  std::vector<Projected> suffixes{};
};

std::uint64_t hash_of(const std::uint32_t* first, const std::uint32_t* last) noexcept {
  std::uint64_t hash = 0x9e3779b97f4a7c15U;
  for (; first != last; ++first) hash = (hash ^ *first) * 0xff51afd7ed558ccdU, hash ^= hash >> 32U;
  return hash;
}

// Keeps what is found within the limit: if there is too much, the largest size goes.
class Found {
 public:
  Found(std::size_t limit, std::size_t most) : limit_(limit), most_(most) {}

  [[nodiscard]] std::size_t limit() const noexcept { return limit_; }
  [[nodiscard]] bool is_cut() const noexcept { return is_cut_; }
  [[nodiscard]] std::vector<MinedLevel> take() { return std::exchange(levels_, {}); }

  void add(const std::vector<std::uint32_t>& prefix, FrequentItem last) {
    const std::size_t size = prefix.size() + 1;
    if (size > limit_) return;
    if (levels_.size() < size) levels_.resize(size);
    MinedLevel& level = levels_[size - 1];
    level.items.insert(level.items.end(), prefix.begin(), prefix.end());
    level.items.push_back(last.rank);
    level.counts.push_back(last.count);
    if (++total_ > most_) drop_largest();
  }

 private:
  void drop_largest() {
    is_cut_ = true;
    total_ -= levels_.back().counts.size();
    levels_.pop_back();
    limit_ = levels_.size();
  }

  std::vector<MinedLevel> levels_{};
  std::size_t limit_;
  std::size_t most_;
  std::size_t total_ = 0;
  bool is_cut_ = false;
};

// Items are ranks: 0 the rarest. A set is extended by items of higher rank only, so that it is met once.
class Search {
 public:
  Search(std::size_t items, std::size_t min_count, Found& found)
      : min_count_(min_count), counts_(items), local_(items), found_(found) {}

  void run(std::span<const Projected> baskets, std::size_t depth = 0) {
    if (depths_.size() <= depth) depths_.emplace_back();
    Depth& here = depths_[depth];
    count(here, baskets);
    for (const FrequentItem& item : here.frequent) found_.add(prefix_, item);
    if (here.frequent.size() < 2 || prefix_.size() + 2 > found_.limit()) return;
    project(here, baskets);
    gather(here);
    for (std::size_t i = 0; i + 1 < here.frequent.size() && prefix_.size() + 2 <= found_.limit(); ++i) {
      if (here.starts[i] == here.starts[i + 1]) continue;
      prefix_.push_back(here.frequent[i].rank);
      run(std::span(here.suffixes).subspan(here.starts[i], here.starts[i + 1] - here.starts[i]), depth + 1);
      prefix_.pop_back();
    }
  }

 private:
  void count(Depth& here, std::span<const Projected> baskets) {
    here.frequent.clear();
    touched_.clear();
    for (const Projected& basket : baskets)
      for (const std::uint32_t* item = basket.first; item != basket.last; ++item) {
        if (counts_[*item] == 0) touched_.push_back(*item);
        counts_[*item] += basket.weight;
      }
    for (const std::uint32_t item : touched_) {
      if (counts_[item] >= min_count_) here.frequent.push_back({item, counts_[item]});
      counts_[item] = 0;
    }
    std::sort(here.frequent.begin(), here.frequent.end(),
              [](const FrequentItem& a, const FrequentItem& b) { return a.rank < b.rank; });
  }

  // Copies the frequent items of each basket; equal baskets become one.
  void project(Depth& here, std::span<const Projected> baskets) {
    constexpr std::uint32_t rare = 0xffffffffU;
    std::fill(local_.begin(), local_.end(), rare);
    for (std::size_t i = 0; i < here.frequent.size(); ++i)
      local_[here.frequent[i].rank] = static_cast<std::uint32_t>(i);
    std::size_t most = 0;
    for (const Projected& basket : baskets) most += static_cast<std::size_t>(basket.last - basket.first);
    here.pool.resize(most);
    here.merged.clear();
    std::size_t slots = 16;
    while (slots < 2 * baskets.size()) slots *= 2;
    here.slots.assign(slots, 0);
    std::uint32_t* next = here.pool.data();
    for (const Projected& basket : baskets) {
      std::uint32_t* const start = next;
      for (const std::uint32_t* item = basket.first; item != basket.last; ++item)
        if (local_[*item] != rare) *next++ = *item;
      if (next - start < 2 || is_merged(here, start, next, basket.weight)) next = start;
    }
  }

  static bool is_merged(Depth& here, const std::uint32_t* first, const std::uint32_t* last, std::uint32_t weight) {
    const std::size_t mask = here.slots.size() - 1;
    for (std::size_t at = hash_of(first, last) & mask;; at = (at + 1) & mask) {
      if (here.slots[at] == 0) {
        here.merged.push_back({first, last, weight});
        here.slots[at] = static_cast<std::uint32_t>(here.merged.size());
        return false;
      }
      Projected& known = here.merged[here.slots[at] - 1];
      if (std::equal(first, last, known.first, known.last)) {
        known.weight += weight;
        return true;
      }
    }
  }

  // For each frequent item what follows it in the baskets that hold it.
  void gather(Depth& here) {
    here.starts.assign(here.frequent.size() + 1, 0);
    for (const Projected& basket : here.merged)
      for (const std::uint32_t* item = basket.first; item + 1 != basket.last; ++item) ++here.starts[local_[*item] + 1];
    std::partial_sum(here.starts.begin(), here.starts.end(), here.starts.begin());
    here.suffixes.resize(here.starts.back());
    next_.assign(here.starts.begin(), here.starts.end());
    for (const Projected& basket : here.merged)
      for (const std::uint32_t* item = basket.first; item + 1 != basket.last; ++item)
        here.suffixes[next_[local_[*item]]++] = {item + 1, basket.last, basket.weight};
  }

  std::size_t min_count_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> local_;
  Found& found_;
  std::vector<std::uint32_t> prefix_{};
  std::vector<std::uint32_t> touched_{};
  std::vector<std::size_t> next_{};
  std::deque<Depth> depths_{};
};

// Items by rising count; equal ones by number.
std::vector<std::uint32_t> items_by_rank(const Baskets& baskets, const UsedBaskets& used) {
  std::vector<std::uint32_t> counts(baskets.items.size());
  for (const std::size_t basket : used.baskets)
    for (const std::uint32_t item : baskets[basket]) ++counts[item];
  std::vector<std::uint32_t> order(counts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&counts](std::uint32_t a, std::uint32_t b) { return counts[a] < counts[b]; });
  return order;
}

// Ranks become numbers of items again; sets are sorted by count, then items.
void sort_level(MinedLevel& level, std::size_t size, const std::vector<std::uint32_t>& item_of) {
  for (std::uint32_t& item : level.items) item = item_of[item];
  for (std::size_t i = 0; i < level.items.size(); i += size)
    std::sort(level.items.begin() + static_cast<std::ptrdiff_t>(i),
              level.items.begin() + static_cast<std::ptrdiff_t>(i + size));
  std::vector<std::uint32_t> order(level.counts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&level, size](std::uint32_t a, std::uint32_t b) {
    if (level.counts[a] != level.counts[b]) return level.counts[a] > level.counts[b];
    const std::uint32_t *first = level.items.data() + a * size, *second = level.items.data() + b * size;
    return std::lexicographical_compare(first, first + size, second, second + size);
  });
  MinedLevel sorted;
  sorted.items.reserve(level.items.size());
  sorted.counts.reserve(level.counts.size());
  for (const std::uint32_t one : order) {
    const auto first = level.items.begin() + static_cast<std::ptrdiff_t>(one * size);
    sorted.items.insert(sorted.items.end(), first, first + static_cast<std::ptrdiff_t>(size));
    sorted.counts.push_back(level.counts[one]);
  }
  level = std::move(sorted);
}

Finding too_big(std::size_t basket, std::size_t items, std::size_t most) {
  const std::string number = std::to_string(basket + 1), value = std::to_string(items), limit = std::to_string(most);
  FindingDetail detail;
  detail.kind = "basket";
  detail.value = value;
  detail.detail = {number, number};
  detail.fix = {limit, limit};
  detail.place.row = static_cast<int>((std::min)(basket + 1, std::size_t{0x7fffffff}));
  return make_finding(finding_code("need.basket_too_big"), detail);
}

}  // namespace

void demand_share(double share, std::string_view code, const std::string& name, bool is_open) {
  if (share <= 1 && (is_open ? share > 0 : share >= 0)) return;
  throw ArgumentError(code,
                      name + " must lie in " + (is_open ? "(0, 1]" : "[0, 1]") + ", found " + std::to_string(share));
}

UsedBaskets used_baskets(const Baskets& baskets, const ItemsetOptions& options) {
  demand_share(options.min_support, "argument.support", "min_support", true);
  if (options.max_itemsets == 0) throw ArgumentError("argument.limit", "max_itemsets must be at least 1, found 0");
  UsedBaskets used;
  for (std::size_t basket = 0; basket < baskets.size(); ++basket) {
    const std::size_t items = baskets[basket].size();
    if (options.max_basket == 0 || items <= options.max_basket)
      used.baskets.push_back(basket);
    else
      used.findings.push_back(too_big(basket, items, options.max_basket));
  }
  const double needed = std::ceil(options.min_support * static_cast<double>(used.baskets.size()) - 1e-9);
  used.min_count = needed < 1 ? 1 : static_cast<std::size_t>(needed);
  return used;
}

Mined mine(const Baskets& baskets, const UsedBaskets& used, const ItemsetOptions& options) {
  const std::vector<std::uint32_t> item_of = items_by_rank(baskets, used);
  std::vector<std::uint32_t> rank_of(item_of.size());
  for (std::size_t rank = 0; rank < item_of.size(); ++rank) rank_of[item_of[rank]] = static_cast<std::uint32_t>(rank);
  std::vector<std::uint32_t> pool;
  pool.reserve(baskets.entries.size());
  std::vector<Projected> all;
  all.reserve(used.baskets.size());
  for (const std::size_t basket : used.baskets) {
    const auto start = static_cast<std::ptrdiff_t>(pool.size());
    for (const std::uint32_t item : baskets[basket]) pool.push_back(rank_of[item]);
    std::sort(pool.begin() + start, pool.end());
    all.push_back({pool.data() + start, pool.data() + pool.size(), 1});
  }
  Found found(options.max_size == 0 ? static_cast<std::size_t>(-1) : options.max_size, options.max_itemsets);
  Search(item_of.size(), used.min_count, found).run(all);
  Mined mined{.levels = found.take()};
  for (std::size_t size = 1; size <= mined.levels.size(); ++size) sort_level(mined.levels[size - 1], size, item_of);
  mined.is_cut = found.is_cut();
  mined.complete_up_to = mined.is_cut ? found.limit() : mined.levels.size();
  return mined;
}

}  // namespace guanxi::need
