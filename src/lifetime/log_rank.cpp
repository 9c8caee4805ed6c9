#include <guanxi/lifetime/kaplan_meier.hpp>
#include <guanxi/lifetime/log_rank.hpp>

#include <algorithm>
#include <cstddef>

#include <boost/math/special_functions/gamma.hpp>

namespace guanxi::lifetime {

namespace {

constexpr std::size_t most_groups = 1000;

// A row that counts, with the place of its group among those with rows.
struct RankedRow {
  double time = 0;
  double weight = 0;
  bool ended = false;
  std::size_t place = 0;
};

// A square table of what pairs of groups share.
class PairTable {
 public:
  explicit PairTable(std::size_t groups) : groups_(groups), cells_(groups * groups) {}
  [[nodiscard]] std::size_t groups() const noexcept { return groups_; }
  double& operator()(std::size_t i, std::size_t j) { return cells_[i * groups_ + j]; }

 private:
  std::size_t groups_;
  std::vector<double> cells_;
};

void check_group_codes(std::span<const std::int32_t> group, std::size_t rows) {
  if (group.size() != rows)
    throw ArgumentError("argument.length", "group must have one code for each of " + std::to_string(rows) +
                                               " durations, found " + std::to_string(group.size()));
  for (std::size_t row = 0; row < rows; ++row)
    if (group[row] < 0)
      throw ArgumentError("argument.range", "group must be codes from 0, found " + std::to_string(group[row]) +
                                                " in row " + std::to_string(row));
}

// Codes that have rows, ascending.
std::vector<LogRankGroup> groups_with_rows(std::span<const std::int32_t> group, std::span<const double> weights) {
  std::vector<std::int32_t> codes;
  for (std::size_t row = 0; row < group.size(); ++row)
    if (weights.empty() || weights[row] > 0) codes.push_back(group[row]);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  if (codes.size() > most_groups)
    throw ArgumentError("argument.range", "group must hold at most " + std::to_string(most_groups) +
                                              " different codes with rows, found " + std::to_string(codes.size()));
  std::vector<LogRankGroup> groups;
  for (const std::int32_t code : codes) groups.push_back({.group = code});
  return groups;
}

std::size_t place_of(const std::vector<LogRankGroup>& groups, std::int32_t code) {
  const auto found = std::lower_bound(groups.begin(), groups.end(), code,
                                      [](const LogRankGroup& one, std::int32_t wanted) { return one.group < wanted; });
  return static_cast<std::size_t>(found - groups.begin());
}

std::vector<RankedRow> ranked_rows(std::span<const double> duration, std::span<const double> event,
                                   std::span<const std::int32_t> group, std::span<const double> weights,
                                   const std::vector<LogRankGroup>& groups) {
  std::vector<RankedRow> rows;
  rows.reserve(duration.size());
  for (std::size_t row = 0; row < duration.size(); ++row) {
    const double weight = weights.empty() ? 1 : weights[row];
    if (weight > 0) rows.push_back({duration[row], weight, event[row] == 1, place_of(groups, group[row])});
  }
  std::sort(rows.begin(), rows.end(), [](const RankedRow& a, const RankedRow& b) { return a.time < b.time; });
  return rows;
}

// Adds the covariances of one time, without their sign: d (n − d) / (n − 1) · n_i / n · n_j / n.
void add_covariances(PairTable& shared, const SurvivalStep& step, const std::vector<double>& at_risk) {
  if (step.events == step.at_risk) return;  // who ends is certain
  const double scale = step.events * ((step.at_risk - step.events) / (step.at_risk - 1));
  for (std::size_t i = 0; i < at_risk.size(); ++i)
    for (std::size_t j = i + 1; j < at_risk.size(); ++j)
      shared(i, j) += scale * (at_risk[i] / step.at_risk) * (at_risk[j] / step.at_risk);
}

// Walks through the steps of all rows together, and fills in what each group lost and was expected to lose.
PairTable walk_steps(const SurvivalCurve& together, const std::vector<RankedRow>& rows,
                     std::vector<LogRankGroup>& groups) {
  for (const RankedRow& row : rows) groups[row.place].rows += row.weight;
  std::vector<double> at_risk;
  for (const LogRankGroup& group : groups) at_risk.push_back(group.rows);
  PairTable shared(groups.size());
  auto row = rows.begin();
  for (const SurvivalStep& step : together.steps) {
    if (step.events > 0) {
      for (std::size_t i = 0; i < groups.size(); ++i) groups[i].expected += step.events * (at_risk[i] / step.at_risk);
      add_covariances(shared, step, at_risk);
    }
    for (; row != rows.end() && row->time == step.time; ++row) {
      at_risk[row->place] -= row->weight;
      if (row->ended) groups[row->place].observed += row->weight;
    }
  }
  return shared;
}

// (O − E)' V⁻ (O − E) where V has −shared(i, j) beside its diagonal and rows that sum to nought: the Laplacian of a
// graph. Groups are eliminated one after another; what one shares is handed on to pairs of the others, so nothing is
// ever subtracted, and V is singular exactly when a group shares nothing with those that remain.
std::optional<double> quadratic_form(PairTable shared, const std::vector<LogRankGroup>& groups) {
  std::vector<double> excess;
  for (const LogRankGroup& group : groups) excess.push_back(group.observed - group.expected);
  double sum = 0;
  for (std::size_t k = 0; k + 1 < shared.groups(); ++k) {
    double variance = 0;
    for (std::size_t j = k + 1; j < shared.groups(); ++j) variance += shared(k, j);
    if (variance == 0) return std::nullopt;
    sum += excess[k] * (excess[k] / variance);
    for (std::size_t i = k + 1; i < shared.groups(); ++i) {
      const double part = shared(k, i) / variance;
      excess[i] += part * excess[k];
      for (std::size_t j = i + 1; j < shared.groups(); ++j) shared(i, j) += part * shared(k, j);
    }
  }
  return sum;
}

LogRankStatus log_rank_status(const std::vector<LogRankGroup>& groups, const SurvivalCurve& together, bool regular) {
  if (groups.empty()) return LogRankStatus::empty;
  if (groups.size() < 2) return LogRankStatus::one_group;
  if (together.status == SurvivalStatus::no_events) return LogRankStatus::no_events;
  return regular ? LogRankStatus::ok : LogRankStatus::singular;
}

}  // namespace

LogRank log_rank(std::span<const double> duration, std::span<const double> event, std::span<const std::int32_t> group,
                 const LogRankOptions& options) {
  const SurvivalCurve together = kaplan_meier(duration, event, {.weights = options.weights});
  check_group_codes(group, duration.size());
  LogRank answer;
  answer.groups = groups_with_rows(group, options.weights);
  const PairTable shared =
      walk_steps(together, ranked_rows(duration, event, group, options.weights, answer.groups), answer.groups);
  const std::optional<double> distance = quadratic_form(shared, answer.groups);
  answer.status = log_rank_status(answer.groups, together, distance.has_value());
  if (answer.status != LogRankStatus::ok) return answer;
  answer.chi_squared = distance;
  answer.degrees_of_freedom = static_cast<int>(answer.groups.size()) - 1;
  answer.p_value = boost::math::gamma_q(answer.degrees_of_freedom / 2.0, *distance / 2);
  return answer;
}

}  // namespace guanxi::lifetime
