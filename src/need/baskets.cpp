#include <guanxi/core/text.hpp>
#include <guanxi/need/baskets.hpp>

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace guanxi::need {

struct BasketBuilder::Interned {
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const noexcept { return std::hash<std::string_view>()(name); }
  };
  std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>> numbers{};
};

std::optional<std::uint32_t> Baskets::number_of(std::string_view name) const noexcept {
  const auto found = std::lower_bound(items.begin(), items.end(), name);
  if (found == items.end() || *found != name) return std::nullopt;
  return static_cast<std::uint32_t>(found - items.begin());
}

BasketBuilder::BasketBuilder() : interned_(std::make_unique<Interned>()) {}
BasketBuilder::BasketBuilder(BasketBuilder&&) noexcept = default;
BasketBuilder& BasketBuilder::operator=(BasketBuilder&&) noexcept = default;
BasketBuilder::~BasketBuilder() = default;

void BasketBuilder::add(std::string_view name) {
  name = text::trim(name);
  if (name.empty()) return;
  auto found = interned_->numbers.find(name);
  if (found == interned_->numbers.end()) {
    const auto next = static_cast<std::uint32_t>(interned_->numbers.size());
    found = interned_->numbers.emplace(std::string(name), next).first;
  }
  baskets_.entries.push_back(found->second);
}

void BasketBuilder::close() {
  std::vector<std::uint32_t>& entries = baskets_.entries;
  const auto start = static_cast<std::ptrdiff_t>(baskets_.ends.empty() ? 0 : baskets_.ends.back());
  std::sort(entries.begin() + start, entries.end());
  entries.erase(std::unique(entries.begin() + start, entries.end()), entries.end());
  baskets_.ends.push_back(entries.size());
}

Baskets BasketBuilder::finish() {
  baskets_.entries.resize(baskets_.ends.empty() ? 0 : baskets_.ends.back());  // a basket left open is dropped
  std::vector<const std::string*> names(interned_->numbers.size());
  for (const auto& [name, number] : interned_->numbers) names[number] = &name;
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&names](std::uint32_t a, std::uint32_t b) { return *names[a] < *names[b]; });
  std::vector<bool> held(names.size());
  for (const std::uint32_t entry : baskets_.entries) held[entry] = true;
  std::vector<std::uint32_t> place(names.size());
  for (const std::uint32_t number : order) {
    if (!held[number]) continue;
    place[number] = static_cast<std::uint32_t>(baskets_.items.size());
    baskets_.items.push_back(*names[number]);
  }
  for (std::uint32_t& entry : baskets_.entries) entry = place[entry];
  std::size_t start = 0;
  for (const std::size_t end : baskets_.ends) {
    std::sort(baskets_.entries.begin() + static_cast<std::ptrdiff_t>(start),
              baskets_.entries.begin() + static_cast<std::ptrdiff_t>(end));
    start = end;
  }
  interned_->numbers.clear();
  return std::exchange(baskets_, {});
}

Baskets make_baskets(std::span<const std::vector<std::string>> lists) {
  BasketBuilder builder;
  for (const std::vector<std::string>& list : lists) {
    for (const std::string& name : list) builder.add(name);
    builder.close();
  }
  return builder.finish();
}

}  // namespace guanxi::need
