#pragma once
/// @file
/// How attitudes spread along ties: what each person is likely to think once those around have spoken.

#include <guanxi/chain/coverage.hpp>
#include <guanxi/chain/outlook.hpp>
#include <guanxi/core/error.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace guanxi::chain {

/// Who acts on whom, how strongly, scaled so that what acts on one person sums to 1.
class InfluenceMatrix {
 public:
  /// How strongly one person acts on another.
  struct Entry {
    std::size_t on{};  ///< who is acted on
    std::size_t by{};  ///< who acts
    double weight{};   ///< share of all that acts on the person; below 0 for a conflict
  };

  /// Influences and gatekeeping act from → to, a superior acts on the subordinate; several ties between two add up.
  /// A tie of unstated kind does not act, one to oneself neither; unstated strength counts as the option says.
  InfluenceMatrix(const Network& network, const AnalyzeOptions& options) : starts_(network.members.size() + 1) {
    std::vector<Entry> found;
    for (const Link& link : network.links) add(found, link, options);
    std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.on, a.by, a.weight) < std::tie(b.on, b.by, b.weight);
    });
    std::vector<double> sums(network.members.size());
    for (const Entry& entry : found) sums[entry.on] += std::abs(entry.weight);
    for (Entry& entry : found) {
      entry.weight /= sums[entry.on];
      if (!entries_.empty() && entries_.back().on == entry.on && entries_.back().by == entry.by) {
        entries_.back().weight += entry.weight;
      } else {
        entries_.push_back(entry);
        ++starts_[entry.on + 1];
      }
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }

  /// Number of people.
  [[nodiscard]] std::size_t size() const noexcept { return starts_.size() - 1; }
  /// What acts on one person, by who acts.
  [[nodiscard]] std::span<const Entry> on(std::size_t person) const noexcept {
    return std::span(entries_).subspan(starts_[person], starts_[person + 1] - starts_[person]);
  }
  /// All entries, by who is acted on, then by who acts.
  [[nodiscard]] std::span<const Entry> entries() const noexcept { return entries_; }

 private:
  static void add(std::vector<Entry>& found, const Link& link, const AnalyzeOptions& options) {
    const double strength = link.strength ? link.strength->value() : options.unknown_strength;
    if (!link.kind || link.edge.from == link.edge.to || strength == 0) return;
    const auto [from, to] = link.edge;
    if (*link.kind == TieKind::reports_to) {
      found.push_back({from, to, strength});
    } else if (*link.kind != TieKind::conflicts_with) {
      found.push_back({to, from, strength});
    } else if (options.conflicts_repel) {
      found.push_back({from, to, -strength});
      found.push_back({to, from, -strength});
    }
  }

  std::vector<std::size_t> starts_;
  std::vector<Entry> entries_;
};

namespace detail {

inline void check_propagation(const AnalyzeOptions& options) {
  if (!(options.susceptibility >= 0 && options.susceptibility < 1))
    throw ArgumentError("argument.susceptibility",
                        "susceptibility must lie in [0, 1), found " + std::to_string(options.susceptibility));
  if (!(options.unknown_strength >= 0 && options.unknown_strength <= 1))
    throw ArgumentError("argument.unknown_strength",
                        "unknown_strength must lie in [0, 1], found " + std::to_string(options.unknown_strength));
}

inline double susceptibility_of(const InfluenceMatrix& matrix, std::size_t person, double susceptibility) noexcept {
  return matrix.on(person).empty() ? 0 : susceptibility;
}

// Repeats a step that brings every solution closer by the factor of susceptibility, until nothing moves any more.
template <class Step>
void settle(std::vector<double>& values, Step step) {
  for (int round = 0; round < 100'000; ++round) {
    double change = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double next = step(i);
      change = (std::max)(change, std::abs(next - values[i]));
      values[i] = next;
    }
    if (change < 1e-15) return;
  }
}

}  // namespace detail

/// Expected support y = (I − A W)⁻¹ (I − A) y0 of everybody: own attitude, and that of those around, in equilibrium.
/// @param own      attitudes y0, one a person
/// @param matrix   who acts on whom
/// @param susceptibility  A of people on whom somebody acts, in [0, 1); 0 for all others
/// @return  one value a person, each between the smallest and the largest attitude unless conflicts repel
/// @cost    entries times the rounds until nothing moves: about 50 at susceptibility .5
/// @source  Friedkin and Johnsen (1990), J. Math. Sociol. 15:193
[[nodiscard]] inline std::vector<double> propagate(std::span<const double> own, const InfluenceMatrix& matrix,
                                                   double susceptibility) {
  std::vector<double> expected(own.begin(), own.end());
  detail::settle(expected, [&](std::size_t i) {
    const double open = detail::susceptibility_of(matrix, i, susceptibility);
    double around = 0;
    for (const InfluenceMatrix::Entry& entry : matrix.on(i)) around += entry.weight * expected[entry.by];
    return (1 - open) * own[i] + open * around;
  });
  return expected;
}

/// How much the weighted sum of expected support moves if one person's own attitude moves by 1.
/// @param weights  of the people in the sum
/// @param matrix   who acts on whom
/// @param susceptibility  as for `propagate`
/// @return  one value a person: the transposed system, solved once for everybody
/// @cost    as `propagate`
[[nodiscard]] inline std::vector<double> leverage(std::span<const double> weights, const InfluenceMatrix& matrix,
                                                  double susceptibility) {
  std::vector<std::vector<std::pair<std::size_t, double>>> acts(matrix.size());
  for (const InfluenceMatrix::Entry& entry : matrix.entries())
    acts[entry.by].emplace_back(entry.on, susceptibility * entry.weight);
  std::vector<double> moved(weights.begin(), weights.end());
  detail::settle(moved, [&](std::size_t i) {
    double sum = weights[i];
    for (const auto& [on, weight] : acts[i]) sum += weight * moved[on];
    return sum;
  });
  for (std::size_t i = 0; i < moved.size(); ++i) moved[i] *= 1 - detail::susceptibility_of(matrix, i, susceptibility);
  return moved;
}

/// What everybody is likely to think once those around have spoken; who has not said counts as neutral.
/// @return  by contact id; the pulls on a person sum to what is expected
/// @throws  ArgumentError  `argument.susceptibility` outside [0, 1), `argument.unknown_strength` outside [0, 1]
[[nodiscard]] inline std::vector<Outlook> outlooks(const Network& network, const AnalyzeOptions& options) {
  detail::check_propagation(options);
  const InfluenceMatrix matrix(network, options);
  std::vector<double> own;
  for (const Member& member : network.members) own.push_back(member.support.value_or(0));
  const std::vector<double> expected = propagate(own, matrix, options.susceptibility);
  std::vector<Outlook> found;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const double open = detail::susceptibility_of(matrix, i, options.susceptibility);
    Outlook outlook{network.members[i].person, network.members[i].support, expected[i]};
    const auto add = [&outlook, &network](std::size_t from, double amount) {
      if (amount != 0) outlook.pulls.push_back({network.members[from].person, amount});
    };
    add(i, (1 - open) * own[i]);
    for (const InfluenceMatrix::Entry& entry : matrix.on(i)) add(entry.by, open * entry.weight * expected[entry.by]);
    std::stable_sort(outlook.pulls.begin(), outlook.pulls.end(),
                     [](const Pull& a, const Pull& b) { return std::abs(a.amount) > std::abs(b.amount); });
    found.push_back(std::move(outlook));
  }
  return found;
}

}  // namespace guanxi::chain
