#include <guanxi/score/lin_ucb.hpp>

#include <cmath>
#include <numeric>

#include "dense.hpp"
#include "ranked_actions.hpp"

namespace guanxi::score {

namespace {

std::span<const double> numbers_of(const Column& column) {
  const auto* numbers = std::get_if<std::span<const double>>(&column.values);
  if (numbers == nullptr)
    throw ArgumentError("argument.columns", "column " + std::string(column.name) + " must hold numbers, found words");
  return *numbers;
}

void check_feature(const std::string& name, double number) {
  if (!std::isfinite(number))
    throw ArgumentError("argument.columns",
                        "column " + name + " must hold known, finite numbers, found " + std::to_string(number));
}

LinUcbAction& action_of(LinUcb& learned, const std::string& name) {
  const auto place =
      std::lower_bound(learned.actions.begin(), learned.actions.end(), name,
                       [](const LinUcbAction& one, const std::string& other) { return one.action < other; });
  if (place != learned.actions.end() && place->action == name) return *place;
  const std::size_t size = learned.features.size();
  LinUcbAction fresh{.action = name, .gram = std::vector<double>(size * size), .response = std::vector<double>(size)};
  for (std::size_t i = 0; i < size; ++i) fresh.gram[i * size + i] = learned.ridge;
  return *learned.actions.insert(place, std::move(fresh));
}

std::vector<double> row_of(const LinUcb& learned, Columns features, std::size_t row) {
  std::vector<double> numbers;
  for (const std::string& name : learned.features) {
    const Column* column = find_column(features, name);
    if (column == nullptr) throw ArgumentError("argument.columns", "column " + name + " is needed, found none");
    numbers.push_back(numbers_of(*column)[row]);
    check_feature(name, numbers.back());
  }
  return numbers;
}

double product(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

RankedAction bound_of(const LinUcbAction& action, const std::vector<double>& x, double alpha) {
  const auto reject = [&] {
    throw ArgumentError("argument.ridge", "ridge is too small against the features and rewards of action " +
                                              action.action + "; bring the columns to like scales or make it greater");
  };
  dense::Square factored(x.size());
  factored.cells = action.gram;
  if (dense::factor(factored, 1e-14)) reject();
  std::vector<double> turned = x;  // A⁻¹x
  dense::solve(factored, turned);
  RankedAction ranked{.action = action.action, .tries = action.tries};
  ranked.mean = product(turned, action.response);
  ranked.bonus = alpha * std::sqrt(std::max(0.0, product(x, turned)));
  ranked.score = ranked.mean + ranked.bonus;
  if (!std::isfinite(*ranked.score)) reject();
  return ranked;
}

}  // namespace

void learn(LinUcb& learned, const std::string& action, std::span<const double> row, double reward) {
  actions::check_name(action);
  actions::check_reward(reward);
  const std::size_t size = learned.features.size();
  if (row.size() != size)
    throw ArgumentError("argument.columns", "row must have " + std::to_string(size) +
                                                " numbers, one for each feature, found " + std::to_string(row.size()));
  for (std::size_t i = 0; i < size; ++i) check_feature(learned.features[i], row[i]);
  LinUcbAction& known = action_of(learned, action);
  ++known.tries;
  for (std::size_t i = 0; i < size; ++i) {
    known.response[i] += row[i] * reward;
    for (std::size_t j = 0; j < size; ++j) known.gram[i * size + j] += row[i] * row[j];
  }
}

LinUcb fit_lin_ucb(std::span<const std::string> decisions, Columns features, std::span<const double> rewards,
                   const LinUcbOptions& options) {
  if (!(std::isfinite(options.ridge) && options.ridge > 0))
    throw ArgumentError("argument.range",
                        "ridge must be a finite number above 0, found " + std::to_string(options.ridge));
  const std::size_t rows = check_columns(features);
  if (decisions.size() != rows)
    throw ArgumentError("argument.decisions", "decisions must be " + std::to_string(rows) +
                                                  ", one for each row, found " + std::to_string(decisions.size()));
  actions::check_decisions(decisions, rewards, options.actions);
  LinUcb learned{.ridge = options.ridge};
  for (const Column& column : features) learned.features.emplace_back(column.name);
  for (const std::string& action : options.actions) (void)action_of(learned, action);
  for (std::size_t row = 0; row < rows; ++row)
    learn(learned, decisions[row], row_of(learned, features, row), rewards[row]);
  return learned;
}

std::vector<RankedAction> rank_actions(const LinUcb& learned, Columns features, std::size_t row,
                                       const LinUcbRankOptions& options) {
  actions::check_alpha(options.alpha);
  const std::size_t rows = check_columns(features);
  if (row >= rows)
    throw ArgumentError("argument.range", "row must be below " + std::to_string(rows) +
                                              ", the rows of the table, found " + std::to_string(row));
  const std::vector<double> x = row_of(learned, features, row);
  std::vector<RankedAction> ranked;
  for (const LinUcbAction& action : learned.actions) ranked.push_back(bound_of(action, x, options.alpha));
  actions::number_actions(ranked, options.untried == Untried::first);
  return ranked;
}

}  // namespace guanxi::score
