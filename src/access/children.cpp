#include "children.hpp"

#include <algorithm>

namespace guanxi::access::detail {

Children::Children(std::size_t parents, std::span<const Index> parent_of) : starts_(parents + 1) {
  for (const Index parent : parent_of)
    if (parent != nobody) ++starts_[parent + 1];
  for (std::size_t i = 1; i <= parents; ++i) starts_[i] += starts_[i - 1];
  items_.resize(starts_[parents]);
  std::vector<Index> next(starts_.begin(), starts_.end() - 1);
  for (Index item = 0; item < parent_of.size(); ++item)
    if (parent_of[item] != nobody) items_[next[parent_of[item]]++] = item;
}

std::vector<bool> with_all_below(const Children& children, std::size_t size, std::span<const Index> roots) {
  std::vector<bool> marked(size);
  std::vector<Index> open(roots.begin(), roots.end());
  while (!open.empty()) {
    const Index node = open.back();
    open.pop_back();
    if (marked[node]) continue;
    marked[node] = true;
    const std::span<const Index> below = children.of(node);
    open.insert(open.end(), below.begin(), below.end());
  }
  return marked;
}

std::vector<Index> upwards(std::span<const Index> parent_of, Index node) {
  std::vector<Index> path;
  std::vector<bool> seen(parent_of.size());
  for (; node != nobody && !seen[node]; node = parent_of[node]) {
    seen[node] = true;
    path.push_back(node);
  }
  return path;
}

}  // namespace guanxi::access::detail
