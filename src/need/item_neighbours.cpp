#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/need/item_neighbours.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "mining.hpp"

namespace guanxi::need {

struct ItemNeighbours::Link {
  std::uint32_t owned, other;
  double value;
  std::uint32_t together;
};

namespace {

// The baskets that hold each item, item after item.
struct Holders {
  std::vector<std::size_t> starts{};
  std::vector<std::size_t> baskets{};
};

Holders holders_of(const Baskets& baskets, std::span<const std::size_t> used) {
  Holders holders;
  holders.starts.assign(baskets.items.size() + 1, 0);
  for (const std::size_t basket : used)
    for (const std::uint32_t item : baskets[basket]) ++holders.starts[item + 1];
  std::partial_sum(holders.starts.begin(), holders.starts.end(), holders.starts.begin());
  holders.baskets.resize(holders.starts.back());
  std::vector<std::size_t> next = holders.starts;
  for (const std::size_t basket : used)
    for (const std::uint32_t item : baskets[basket]) holders.baskets[next[item]++] = basket;
  return holders;
}

}  // namespace

void ItemNeighbours::count_pairs(const Baskets& baskets, std::span<const std::size_t> used) {
  const Holders holders = holders_of(baskets, used);
  std::vector<std::uint32_t> together(items_.size()), touched;
  starts_.push_back(0);
  for (std::uint32_t item = 0; item < items_.size(); ++item) {
    counts_.push_back(static_cast<std::uint32_t>(holders.starts[item + 1] - holders.starts[item]));
    touched.clear();
    for (std::size_t at = holders.starts[item]; at < holders.starts[item + 1]; ++at)
      for (const std::uint32_t other : baskets[holders.baskets[at]])
        if (other != item && together[other]++ == 0) touched.push_back(other);
    std::sort(touched.begin(), touched.end());
    for (const std::uint32_t other : touched) {
      others_.push_back(other);
      together_.push_back(std::exchange(together[other], 0));
    }
    starts_.push_back(others_.size());
  }
}

ItemNeighbours ItemNeighbours::fit(const Baskets& baskets, const NeighbourOptions& options) {
  UsedBaskets used = used_baskets(baskets, {.max_basket = options.max_basket});
  ItemNeighbours model;
  model.options_ = options;
  model.items_ = baskets.items;
  model.baskets_ = static_cast<std::int64_t>(used.baskets.size());
  model.findings_ = std::move(used.findings);
  model.count_pairs(baskets, used.baskets);
  return model;
}

std::uint32_t ItemNeighbours::demand(std::string_view name) const {
  const std::string_view item = text::trim(name);
  const auto found = std::lower_bound(items_.begin(), items_.end(), item);
  const auto number = static_cast<std::size_t>(found - items_.begin());
  if (found == items_.end() || *found != item || counts_[number] == 0)
    throw NotFoundError("need.item", "no basket holds the item “" + std::string(item) + "”");
  return static_cast<std::uint32_t>(number);
}

double ItemNeighbours::similarity_of(std::uint32_t a, std::uint32_t b, std::uint32_t together) const noexcept {
  const double both = together, one = counts_[a], other = counts_[b];
  switch (options_.similarity) {
    case Similarity::jaccard:
      return both / (one + other - both);
    case Similarity::confidence:
      return both / one;
    case Similarity::cosine:
      break;
  }
  return both / std::sqrt(one * other);
}

double ItemNeighbours::similarity(std::string_view a, std::string_view b) const {
  const std::uint32_t first = demand(a), second = demand(b);
  if (first == second) return 1;
  const auto start = others_.begin() + static_cast<std::ptrdiff_t>(starts_[first]);
  const auto end = others_.begin() + static_cast<std::ptrdiff_t>(starts_[first + 1]);
  const auto found = std::lower_bound(start, end, second);
  if (found == end || *found != second) return 0;
  return similarity_of(first, second, together_[static_cast<std::size_t>(found - others_.begin())]);
}

// The neighbours of an item that count, owned ones left out, nearest first if they were cut.
std::vector<ItemNeighbours::Link> ItemNeighbours::links_of(std::uint32_t item, const std::vector<bool>& owned) const {
  std::vector<Link> links;
  const bool is_cut = options_.nearest > 0;
  for (std::size_t at = starts_[item]; at < starts_[item + 1]; ++at)
    if ((is_cut && options_.cut == NearestCut::before) || !owned[others_[at]])
      links.push_back({item, others_[at], similarity_of(item, others_[at], together_[at]), together_[at]});
  if (!is_cut) return links;
  std::sort(links.begin(), links.end(),
            [](const Link& a, const Link& b) { return a.value != b.value ? a.value > b.value : a.other < b.other; });
  if (links.size() > options_.nearest)
    links.erase(links.begin() + static_cast<std::ptrdiff_t>(options_.nearest), links.end());
  std::erase_if(links, [&owned](const Link& link) { return owned[link.other]; });
  return links;
}

std::vector<Neighbour> ItemNeighbours::neighbours(std::string_view item, std::size_t n) const {
  const std::uint32_t number = demand(item);
  std::vector<Neighbour> near;
  for (std::size_t at = starts_[number]; at < starts_[number + 1]; ++at)
    near.push_back({items_[others_[at]], similarity_of(number, others_[at], together_[at]), together_[at]});
  std::stable_sort(near.begin(), near.end(),
                   [](const Neighbour& a, const Neighbour& b) { return a.similarity > b.similarity; });
  if (near.size() > n) near.resize(n);
  return near;
}

std::vector<Recommendation> ItemNeighbours::scored(std::span<const std::uint32_t> known,
                                                   const std::vector<bool>& owned) const {
  std::vector<Link> links;
  const double divisor = options_.score == NeighbourScore::mean ? static_cast<double>(known.size()) : 1;
  for (const std::uint32_t item : known)
    for (Link& link : links_of(item, owned)) {
      link.value /= divisor;
      links.push_back(link);
    }
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    if (a.other != b.other) return a.other < b.other;
    return a.value != b.value ? a.value > b.value : a.owned < b.owned;
  });
  std::vector<Recommendation> list;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    if (i == 0 || link.other != links[i - 1].other)
      list.push_back({0, items_[link.other], 0, RecommendedBy::neighbours, counts_[link.other], {}});
    list.back().score += link.value;
    list.back().evidence.push_back({items_[link.owned], link.value, link.together});
  }
  return list;
}

// The most popular of the rest.
void ItemNeighbours::fill(std::vector<Recommendation>& list, const std::vector<bool>& owned, std::size_t n) const {
  std::vector<bool> taken = owned;
  for (const Recommendation& one : list)
    taken[static_cast<std::size_t>(std::lower_bound(items_.begin(), items_.end(), one.item) - items_.begin())] = true;
  std::vector<std::uint32_t> rest;
  for (std::uint32_t item = 0; item < items_.size(); ++item)
    if (!taken[item] && counts_[item] > 0) rest.push_back(item);
  std::stable_sort(rest.begin(), rest.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return counts_[a] > counts_[b]; });
  for (std::size_t i = 0; i < rest.size() && list.size() < n; ++i)
    list.push_back({0, items_[rest[i]], 0, RecommendedBy::popularity, counts_[rest[i]], {}});
}

std::vector<Recommendation> ItemNeighbours::recommend(std::span<const std::string> owned, std::size_t n) const {
  std::vector<bool> is_owned(items_.size());
  std::vector<std::uint32_t> known;
  for (const std::string& name : owned) {
    const std::string_view item = text::trim(name);
    const auto found = std::lower_bound(items_.begin(), items_.end(), item);
    if (found == items_.end() || *found != item) continue;
    const auto number = static_cast<std::uint32_t>(found - items_.begin());
    if (!is_owned[number] && counts_[number] > 0) known.push_back(number);
    is_owned[number] = true;
  }
  std::vector<Recommendation> list = scored(known, is_owned);
  std::stable_sort(list.begin(), list.end(),
                   [](const Recommendation& a, const Recommendation& b) { return a.score > b.score; });
  if (list.size() > n) list.resize(n);
  if (list.size() < n) fill(list, is_owned, n);
  for (std::size_t i = 0; i < list.size(); ++i) list[i].rank = static_cast<int>(i + 1);
  return list;
}

}  // namespace guanxi::need
