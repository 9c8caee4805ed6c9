#pragma once
/// @file
/// Whether a ranking of needs would look the same with somewhat other weights.

#include <guanxi/need/rank.hpp>
#include <guanxi/need/swap.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::need {

/// Whether the weights of a ranking were tried.
enum class SensitivityState { measured, too_few, not_weighted };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::SensitivityState> {
  using enum need::SensitivityState;
  static constexpr EnumWord table[] = {
      word(measured, "measured", {"已测算", "Measured"}),
      word(too_few, "too_few", {"不足两项需求", "Fewer than two needs"}),
      word(not_weighted, "not_weighted", {"该排序方法不用权重", "The method has no weights"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// How the weights are tried.
struct SensitivityOptions {
  std::int64_t draws = 1000;  ///< number of draws, 1–10,000,000
  double spread = .2;         ///< each weight is drawn between (1 − spread) and (1 + spread) times itself, in [0, 1]
  std::uint64_t seed = 1;     ///< equal seeds draw equal weights, everywhere
};

/// How firm a ranking stands.
struct RankSensitivity {
  SensitivityState state{};          ///< measured; or why not, and nothing else is set
  std::int64_t needs{};              ///< number of needs ranked
  std::int64_t draws{};              ///< number of draws
  std::int64_t order_kept_draws{};   ///< draws with the same order throughout
  std::int64_t first_kept_draws{};   ///< draws with the same need first
  double order_kept{};               ///< the former as a share, 0–1
  double first_kept{};               ///< the latter as a share, 0–1
  Id<Need> first{};                  ///< the need that leads
  Id<Need> second{};                 ///< the one after it
  SwapState swap_state{};            ///< whether one weight can swap these two
  std::optional<WeightSwap> swap{};  ///< the smallest such change; unset if tied or if there is none
  Message reason{};                  ///< the same for people
  Date as_of{};                      ///< event time of the answer
  bool operator==(const RankSensitivity&) const = default;
};

namespace detail {

/// Weights drawn one after another (splitmix64), each set with the sum 1.
class WeightDraws {
 public:
  WeightDraws(const RankWeights& weights, const SensitivityOptions& options) noexcept
      : weights_{weights.importance, weights.urgency, weights.relevance, weights.power},
        spread_(options.spread),
        state_(options.seed) {}

  [[nodiscard]] std::array<double, 4> next() noexcept {
    std::array<double, 4> drawn = weights_;
    double sum = 0;
    for (double& weight : drawn) sum += weight *= 1 + spread_ * (2 * uniform() - 1);
    if (sum > 0)
      for (double& weight : drawn) weight /= sum;
    return drawn;
  }

 private:
  double uniform() noexcept {  // in [0, 1)
    std::uint64_t bits = state_ += 0x9e3779b97f4a7c15U;
    bits = (bits ^ bits >> 30U) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ bits >> 27U) * 0x94d049bb133111ebU;
    return static_cast<double>((bits ^ bits >> 31U) >> 11U) * 0x1p-53;
  }

  std::array<double, 4> weights_;
  double spread_;
  std::uint64_t state_;
};

struct RankedValues {
  RankedNeed ranked{};
  PartValues values{};
};

inline std::vector<RankedValues> ranked_values(std::span<const Need> needs, const RankOptions& options) {
  std::vector<RankedValues> all;
  for (const Need& need : needs) {
    if (!is_open(need) || !known_on(need, options.as_of)) continue;
    const std::array<WeightedPart, 4> parts = rank_parts(need, options);
    RankedValues& one = all.emplace_back();
    one.ranked = {0, need.id, need.statement, need.due_on, weighted_score(parts, {})};
    for (std::size_t k = 0; k < parts.size(); ++k) one.values[k] = parts[k].value;
  }
  std::sort(all.begin(), all.end(),
            [](const RankedValues& a, const RankedValues& b) { return ranks_before(a.ranked, b.ranked); });
  return all;
}

/// The score as `weighted_score` rounds it.
inline std::int64_t thousandths_under(const PartValues& values, const std::array<double, 4>& weights) noexcept {
  double known = 0;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (values[k]) known += weights[k];
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (values[k] && weights[k] > 0) sum += guanxi::detail::billionths(100 * weights[k] * *values[k] / known);
  return guanxi::detail::round_million(sum);
}

inline void try_draws(RankSensitivity& result, std::vector<RankedValues> needs, const RankWeights& weights,
                      const SensitivityOptions& options) {
  WeightDraws draws(weights, options);
  for (std::int64_t draw = 0; draw < options.draws; ++draw) {
    const std::array<double, 4> drawn = draws.next();
    bool is_order_kept = true, is_first_kept = true;
    for (std::size_t i = 0; i < needs.size(); ++i) {
      needs[i].ranked.score.thousandths = thousandths_under(needs[i].values, drawn);
      if (i > 0 && ranks_before(needs[i].ranked, needs[i - 1].ranked)) is_order_kept = false;
      if (i > 0 && ranks_before(needs[i].ranked, needs[0].ranked)) is_first_kept = false;
    }
    result.order_kept_draws += is_order_kept ? 1 : 0;
    result.first_kept_draws += is_first_kept ? 1 : 0;
  }
  result.order_kept = static_cast<double>(result.order_kept_draws) / static_cast<double>(options.draws);
  result.first_kept = static_cast<double>(result.first_kept_draws) / static_cast<double>(options.draws);
}

inline Message swap_reason(const RankSensitivity& result) {
  if (result.swap_state == SwapState::tied)
    return {"前两项同分，由期望完成日决定先后", "the first two score the same; the due date decides"};
  if (result.swap_state == SwapState::none)
    return {"只改变一个权重不会使前两项换位", "no change of a single weight swaps the first two"};
  const WeightSwap& swap = *result.swap;
  const std::string before = thousandths_text(to_thousandths(100 * swap.weight), 1) + "%";
  const std::string after = thousandths_text(to_thousandths(100 * swap.needed), 1) + "%";
  return {"其余权重不变，" + swap.label.zh + "的权重由 " + before + (swap.change < 0 ? " 降到 " : " 升到 ") + after +
              "，前两项即换位",
          "with the other weights as they are, " + swap.label.en + (swap.change < 0 ? " falling" : " rising") +
              " from " + before + " to " + after + " swaps the first two"};
}

inline void find_swap(RankSensitivity& result, const RankedValues& first, const RankedValues& second,
                      const RankWeights& weights) {
  std::array<double, 4> shares{weights.importance, weights.urgency, weights.relevance, weights.power};
  const double sum = shares[0] + shares[1] + shares[2] + shares[3];
  for (double& share : shares) share /= sum;
  constexpr Label labels[] = {
      {"重要性", "importance"}, {"紧急性", "urgency"}, {"契合度", "relevance"}, {"影响力", "power"}};
  result.swap_state = SwapState::tied;
  if (first.ranked.score.thousandths != second.ranked.score.thousandths) {
    result.swap = smallest_swap(first.values, second.values, shares);
    result.swap_state = result.swap ? SwapState::found : SwapState::none;
  }
  if (result.swap)
    for (const Label& label : labels)
      if (label.en == result.swap->part) result.swap->label = to_message(label);
  result.reason = swap_reason(result);
}

inline void check_sensitivity(const SensitivityOptions& options) {
  if (options.draws < 1 || options.draws > 10'000'000)
    throw ArgumentError("argument.draws", "draws must lie in [1, 10000000], found " + std::to_string(options.draws));
  if (!(options.spread >= 0 && options.spread <= 1))
    throw ArgumentError("argument.spread", "spread must lie in [0, 1], found " + std::to_string(options.spread));
}

}  // namespace detail

/// Tries a weighted ranking with other weights, and finds the weight on which its first place hangs.
///
/// Draws: each weight times (1 + spread · u), u uniform in [−1, 1), then divided by their sum; a draw keeps the order
/// if `rank` with these weights gives it. Swap: score(x) = (S + x p)/(W + x), S and W summed over the other known parts
/// of a need and a part that it lacks leaving both, is set equal for the first two and solved for each weight x > 0; of
/// the roots beyond which the second leads the nearest to today's weight counts.
/// @param needs        any number; their order changes nothing
/// @param rank         how the needs are ranked
/// @param sensitivity  number and width of the draws, seed
/// @return  shares and the smallest change; too_few for fewer than two open needs, not_weighted for the opportunity
/// method;
///          tied first two need no change of weights
/// @throws  ArgumentError  as `rank`; `argument.draws`, `argument.spread` outside their ranges
/// @cost    draws · needs; no shared state, any thread may call it
/// @source  docs/methods/need.md
[[nodiscard]] inline RankSensitivity rank_sensitivity(std::span<const Need> needs, const RankOptions& rank,
                                                      const SensitivityOptions& sensitivity = {}) {
  detail::check_sensitivity(sensitivity);
  RankSensitivity result{.as_of = rank.as_of};
  const std::vector<detail::RankedValues> ranked = detail::ranked_values(needs, rank);
  result.needs = static_cast<std::int64_t>(ranked.size());
  result.state = rank.method != RankMethod::weighted ? SensitivityState::not_weighted
                 : ranked.size() < 2                 ? SensitivityState::too_few
                                                     : SensitivityState::measured;
  if (result.state != SensitivityState::measured) {
    result.swap_state = SwapState::none;
    result.reason = to_message(word_of(result.state).label);
    return result;
  }
  result.draws = sensitivity.draws;
  result.first = ranked[0].ranked.need;
  result.second = ranked[1].ranked.need;
  detail::try_draws(result, ranked, rank.weights, sensitivity);
  detail::find_swap(result, ranked[0], ranked[1], rank.weights);
  return result;
}

}  // namespace guanxi::need
