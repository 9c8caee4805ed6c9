#pragma once
/// @file
/// How far one weight must change until the second of a ranking overtakes the first.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::need {

/// Whether a change of one weight can swap the first two.
enum class SwapState { found, tied, none };

/// The smallest change of one weight after which the second comes first, the other weights staying as they are.
struct WeightSwap {
  std::string part{};  ///< importance, urgency, relevance or power
  Message label{};     ///< the part for people
  double weight{};     ///< its weight today, the four together being 1
  double needed{};     ///< where both score the same; beyond it the second leads; on the same scale, may be above 1
  double change{};     ///< `needed` less `weight`: above 0 if it must rise
  bool operator==(const WeightSwap&) const = default;
};

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::SwapState> {
  using enum need::SwapState;
  static constexpr EnumWord table[] = {
      word(found, "found", {"可以换位", "Can be swapped"}),
      word(tied, "tied", {"两者同分", "Tied"}),
      word(none, "none", {"改变任何一个权重都不会换位", "No single weight swaps them"}),
  };
};

}  // namespace guanxi

namespace guanxi::need::detail {

/// Values of the four parts, unset where unknown.
using PartValues = std::array<std::optional<double>, 4>;

/// Second's score less first's, times both sums of weights, as a parabola in one weight.
struct Lead {
  double square = 0, linear = 0, constant = 0;

  [[nodiscard]] double at(double weight) const noexcept { return (square * weight + linear) * weight + constant; }
  // Noise of floating point is no lead.
  [[nodiscard]] bool is_second(double weight) const noexcept {
    return at(weight) > 1e-12 * (std::max)(1.0, weight * weight);
  }
};

struct PartSums {
  double weights = 0, values = 0;  // over the known parts but one
  double is_known = 0, value = 0;  // of that one
};

inline PartSums sums_without(const PartValues& values, const std::array<double, 4>& weights,
                             std::size_t part) noexcept {
  PartSums sums;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (!values[k] || k == part) continue;
    sums.weights += weights[k];
    sums.values += weights[k] * *values[k];
  }
  if (values[part]) sums.is_known = 1, sums.value = *values[part];
  return sums;
}

inline Lead lead_of(const PartSums& first, const PartSums& second) noexcept {
  return {second.value * first.is_known - first.value * second.is_known,
          second.values * first.is_known + second.value * first.weights - first.values * second.is_known -
              first.value * second.weights,
          second.values * first.weights - first.values * second.weights};
}

inline std::vector<double> roots_of(const Lead& lead) {
  if (std::abs(lead.square) < 1e-15) {
    if (std::abs(lead.linear) < 1e-15) return {};
    return {-lead.constant / lead.linear};
  }
  const double inner = lead.linear * lead.linear - 4 * lead.square * lead.constant;
  if (!(inner > 0)) return {};  // never nought, or touching it only
  const double sum = -(lead.linear + std::copysign(std::sqrt(inner), lead.linear)) / 2;
  std::vector<double> roots{sum / lead.square, lead.constant / sum};
  std::sort(roots.begin(), roots.end());
  return roots;
}

/// The nearest weight from which on the second leads: from the present one upwards, and downwards to above nought.
inline std::optional<double> nearest_lead(const Lead& lead, double weight) {
  const std::vector<double> roots = roots_of(lead);
  std::vector<double> up{weight}, down{weight};
  for (const double root : roots)
    if (root > weight) up.push_back(root);
  for (std::size_t i = roots.size(); i-- > 0;)
    if (roots[i] > 0 && roots[i] < weight) down.push_back(roots[i]);
  std::optional<double> best;
  for (std::size_t i = 0; i < up.size() && !best; ++i)
    if (lead.is_second(i + 1 < up.size() ? (up[i] + up[i + 1]) / 2 : 2 * up[i] + 1)) best = up[i];
  for (std::size_t i = 0; i < down.size(); ++i)
    if (down[i] > 0 && lead.is_second((down[i] + (i + 1 < down.size() ? down[i + 1] : 0)) / 2)) {
      if (!best || weight - down[i] < *best - weight) best = down[i];
      break;
    }
  return best;
}

/// The smallest change of one of four weights that lets the second lead; of equal ones the earlier part.
inline std::optional<WeightSwap> smallest_swap(const PartValues& first, const PartValues& second,
                                               const std::array<double, 4>& weights) {
  constexpr const char* parts[] = {"importance", "urgency", "relevance", "power"};
  std::optional<WeightSwap> smallest;
  for (std::size_t part = 0; part < weights.size(); ++part) {
    const PartSums one = sums_without(first, weights, part), other = sums_without(second, weights, part);
    // A need of which nothing is known scores nought whatever the weights.
    if (one.weights + one.is_known == 0 || other.weights + other.is_known == 0) continue;
    const std::optional<double> needed = nearest_lead(lead_of(one, other), weights[part]);
    if (!needed) continue;
    const double change = *needed - weights[part];
    if (!smallest || std::abs(change) < std::abs(smallest->change) - 1e-12)
      smallest = {parts[part], {}, weights[part], *needed, change};
  }
  return smallest;
}

}  // namespace guanxi::need::detail
