#include <guanxi/score/bins.hpp>

#include <guanxi/score/columns.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace guanxi::score {

namespace {

void demand_bins(int bins) {
  if (bins < 1) throw ArgumentError("argument.range", "bins must be at least 1, found " + std::to_string(bins));
}

// Known values with their weights, rising, equal ones united.
std::vector<std::pair<double, double>> weighted_values(std::span<const double> values,
                                                       std::span<const double> weights) {
  check_weights(weights, values.size());
  std::vector<std::pair<double, double>> sorted;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i]) && (weights.empty() || weights[i] > 0))
      sorted.emplace_back(values[i], weights.empty() ? 1 : weights[i]);
  std::sort(sorted.begin(), sorted.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].first == sorted[kept].first) {
      sorted[kept].second += sorted[i].second;
    } else {
      sorted[++kept] = sorted[i];
    }
  }
  if (!sorted.empty()) sorted.resize(kept + 1);
  return sorted;
}

// The fewest digits that name this number and no other.
std::string cut_text(double cut) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), cut == 0 ? 0 : cut).ptr};
}

}  // namespace

std::vector<double> quantile_cuts(std::span<const double> values, int bins, std::span<const double> weights) {
  demand_bins(bins);
  const auto sorted = weighted_values(values, weights);
  const bool each = sorted.size() <= static_cast<std::size_t>(bins);
  double all = 0, below = 0;
  for (const auto& entry : sorted) all += entry.second;
  std::vector<double> cuts;
  int next = 1;
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
    below += sorted[i].second;
    // a hair of slack, so that sums of weights do not tip what is equal
    const auto reached = static_cast<int>(std::floor(below / all * bins * (1 + 1e-12)));
    if (each || reached >= next) cuts.push_back(sorted[i].first);
    next = (std::max)(next, reached + 1);
  }
  return cuts;
}

std::vector<double> width_cuts(std::span<const double> values, int bins, std::span<const double> weights) {
  demand_bins(bins);
  const auto sorted = weighted_values(values, weights);
  std::vector<double> cuts;
  if (sorted.size() < 2) return cuts;
  const double low = sorted.front().first, high = sorted.back().first;
  for (int k = 1; k < bins; ++k) {
    const double share = static_cast<double>(k) / bins;
    const double cut = low * (1 - share) + high * share;
    if (cut < high && (cuts.empty() || cut > cuts.back())) cuts.push_back(cut);
  }
  return cuts;
}

std::size_t bin_of(std::span<const double> cuts, double number) noexcept {
  return static_cast<std::size_t>(std::lower_bound(cuts.begin(), cuts.end(), number) - cuts.begin());
}

std::string bin_text(std::span<const double> cuts, std::size_t bin) {
  if (cuts.empty()) return "*";
  std::string text = bin == 0 ? "≤ " : bin >= cuts.size() ? "> " : "(";
  text += cut_text(cuts[bin == 0 ? 0 : bin - 1]);
  if (bin > 0 && bin < cuts.size()) text.append(", ").append(cut_text(cuts[bin])).append("]");
  return text;
}

}  // namespace guanxi::score
