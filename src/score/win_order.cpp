#include <guanxi/core/split_mix.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>

#include "win_design.hpp"

namespace guanxi::score::win {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t more) noexcept { return SplitMix(hash ^ more).next(); }

std::uint64_t hash_of(double number) noexcept {
  return std::isnan(number) ? 0x7ff8U : std::bit_cast<std::uint64_t>(number + 0.0);
}

std::uint64_t hash_of(std::string_view word) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char sign : word) hash = (hash ^ static_cast<unsigned char>(sign)) * 0x100000001b3U;
  return hash;
}

// One number for what each row holds, its outcome and weight among it.
std::vector<std::uint64_t> hash_rows(Columns columns, std::span<const double> outcome, const WinOptions& options) {
  std::vector<std::uint64_t> hashes(outcome.size(), mixed(static_cast<std::uint64_t>(options.seed), 0));
  for (const Column& column : columns) {
    if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) {
      for (std::size_t i = 0; i < hashes.size(); ++i) hashes[i] = mixed(hashes[i], hash_of((*numbers)[i]));
      continue;
    }
    const auto& [codes, levels] = std::get<CodedWords>(column.values);
    std::vector<std::uint64_t> words;
    for (const std::string& level : levels) words.push_back(hash_of(std::string_view(level)));
    for (std::size_t i = 0; i < hashes.size(); ++i)
      hashes[i] = mixed(hashes[i], codes[i] < 0 ? 1 : words[static_cast<std::size_t>(codes[i])]);
  }
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    hashes[i] = mixed(hashes[i], hash_of(outcome[i]));
    if (!options.weights.empty()) hashes[i] = mixed(hashes[i], hash_of(options.weights[i]));
  }
  return hashes;
}

using Keyed = std::tuple<double, std::uint64_t, std::size_t>;  // block or time, content, row

// Folds in which both outcomes are spread alike.
void order_folds(Order& order, std::span<const double> outcome, std::vector<Keyed>& keys, int folds) {
  std::sort(keys.begin(), keys.end());  // by outcome, then content
  const auto won = static_cast<std::size_t>(
      std::count_if(keys.begin(), keys.end(), [&](const Keyed& key) { return outcome[std::get<2>(key)] == 1; }));
  const std::size_t most = (std::min)({static_cast<std::size_t>(folds), won, keys.size() - won});
  order.blocks = {0};
  if (most >= 2) {
    order.scheme = WinScheme::k_fold;
    for (std::size_t i = 0; i < keys.size(); ++i) std::get<0>(keys[i]) = static_cast<double>(i % most);
    std::sort(keys.begin(), keys.end());
    for (std::size_t i = 1; i < keys.size(); ++i)
      if (std::get<0>(keys[i]) != std::get<0>(keys[i - 1])) order.blocks.push_back(i);
  }
  order.blocks.push_back(keys.size());
}

// The first half, then so many blocks, each of which starts where the time changes.
void order_times(Order& order, std::vector<Keyed>& keys, std::size_t blocks) {
  std::sort(keys.begin(), keys.end());
  order.blocks = {0};
  const std::size_t half = keys.size() / 2;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::size_t at = half + block * (keys.size() - half) / blocks;
    while (at > 0 && at < keys.size() && std::get<0>(keys[at]) == std::get<0>(keys[at - 1])) ++at;
    if (at > order.blocks.back() && at < keys.size()) order.blocks.push_back(at);
  }
  if (order.blocks.size() > 1) order.scheme = WinScheme::rolling;
  order.blocks.push_back(keys.size());
}

}  // namespace

Order make_order(Columns columns, std::span<const double> outcome, const WinOptions& options) {
  const std::vector<std::uint64_t> hashes = hash_rows(columns, outcome, options);
  std::vector<Keyed> keys;
  for (std::size_t i = 0; i < outcome.size(); ++i)
    if (options.weights.empty() || options.weights[i] > 0)
      keys.emplace_back(options.time.empty() ? outcome[i] : options.time[i], hashes[i], i);
  Order order;
  if (options.folds == 0) {
    std::sort(keys.begin(), keys.end());
    order.blocks = {0, keys.size()};
  } else if (options.time.empty()) {
    order_folds(order, outcome, keys, options.folds);
  } else {
    order_times(order, keys, static_cast<std::size_t>(options.blocks));
  }
  for (const Keyed& key : keys) order.rows.push_back(std::get<2>(key));
  return order;
}

}  // namespace guanxi::score::win
