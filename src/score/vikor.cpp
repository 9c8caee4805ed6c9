#include <guanxi/score/vikor.hpp>

#include <algorithm>

#include "choice.hpp"

namespace guanxi::score {

namespace {

void fill_regrets(VikorResult& result, const Choice& choice) {
  const std::size_t rows = choice.matrix.rows();
  result.s.resize(rows);
  result.r.resize(rows);
  for (std::size_t i = 0; i < rows; ++i)
    for (const Criterion& criterion : choice.criteria) {
      const double best = criterion.best();
      const double regret =
          criterion.weight * ((best - choice.matrix(i, criterion.column)) / (best - criterion.worst()));
      result.s[i] += regret;
      result.r[i] = (std::max)(result.r[i], regret);
    }
}

// Numbers as shares of their range; all 0 where they are equal.
void add_part(std::vector<double>& q, const std::vector<double>& of, double share) {
  if (of.empty()) return;
  const auto [low, high] = std::minmax_element(of.begin(), of.end());
  if (*low == *high) return;
  for (std::size_t i = 0; i < of.size(); ++i) q[i] += share * ((of[i] - *low) / (*high - *low));
}

bool is_least(const std::vector<double>& of, std::size_t row) {
  return of[row] == *std::min_element(of.begin(), of.end());
}

void choose(VikorResult& result) {
  const std::size_t rows = result.q.size();
  if (rows == 0) return;
  const double least = *std::min_element(result.q.begin(), result.q.end());
  const std::vector<std::int64_t> first = of_rank(result.ranks, 1);
  const double gap = rows > 1 ? 1 / static_cast<double>(rows - 1) : 0;
  double next = first.size() > 1 ? least : 2;  // beyond any q
  for (std::size_t i = 0; i < rows; ++i)
    if (result.ranks[i] > 1) next = (std::min)(next, result.q[i]);
  result.advantage = next - least >= gap;
  result.stable = std::any_of(first.begin(), first.end(), [&](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    return is_least(result.s, at) || is_least(result.r, at);
  });
  for (std::size_t i = 0; i < rows; ++i)
    if (result.advantage ? result.ranks[i] <= (result.stable ? 1 : 2) : result.q[i] - least < gap)
      result.compromise.push_back(static_cast<std::int64_t>(i));
}

}  // namespace

VikorResult vikor(MatrixView matrix, const VikorOptions& options) {
  demand_share(options.v, "v");
  Choice choice = prepare({matrix, options.weights, options.directions, options.weight_scale});
  VikorResult result{.state = choice.state};
  fill_regrets(result, choice);
  result.q.resize(matrix.rows());
  add_part(result.q, result.s, options.v);
  add_part(result.q, result.r, 1 - options.v);
  result.ranks = ranks_of(result.q, Better::smaller);
  choose(result);
  result.weights = std::move(choice.weights);
  result.findings = std::move(choice.findings);
  return result;
}

}  // namespace guanxi::score
