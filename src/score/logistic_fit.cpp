#include <guanxi/score/logistic.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include "dense.hpp"
#include "design.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace {

using design::Design;

// The loss Σ weight · ln(1 + e^−margin) plus the penalty, all divided by C.
struct Objective {
  const Design& table;
  double pull = 0;               // 1 / C with ridge, else 0
  std::vector<double> centre{};  // where the penalty pulls, on the standardised scale; the intercept's is not used

  [[nodiscard]] double penalty(std::span<const double> at) const {
    double sum = 0;
    for (std::size_t j = 1; j < at.size(); ++j) sum += (at[j] - centre[j]) * (at[j] - centre[j]);
    return pull * sum / 2;
  }
};

std::vector<double> linear_part(const Design& table, std::span<const double> at) {
  std::vector<double> sums(table.rows());
  for (std::size_t i = 0; i < table.rows(); ++i) sums[i] = dense::dot(at.data(), table.row(i), table.width);
  return sums;
}

// The loss at a point, how it falls there, and what each row adds to the information; without the penalty.
struct Slope {
  double loss = 0;
  std::vector<double> gradient{};
  std::vector<double> factors{};
};

// Blocks are summed on their own: over millions of rows one running sum would lose what the last steps gain. In a block
// of weights 1 one logarithm is enough.
Slope slope_at(const Design& table, std::span<const double> at) {
  constexpr std::size_t block = 256;  // each factor is at most 2, so that their product stays finite
  Slope slope{.gradient = std::vector<double>(at.size()), .factors = std::vector<double>(table.rows())};
  for (std::size_t first = 0; first < table.rows(); first += block) {
    double sum = 0, product = 1;
    for (std::size_t i = first; i < (std::min)(first + block, table.rows()); ++i) {
      const double* row = table.row(i);
      const double log_odds = dense::dot(at.data(), row, table.width);
      const double weight = table.weights[i], margin = table.outcome[i] == 1 ? log_odds : -log_odds;
      const double power = std::exp(-std::fabs(margin)), small = power / (1 + power);
      const double wrong = margin > 0 ? small : 1 - small;  // probability of what did not happen
      sum += weight * (margin < 0 ? -margin : 0);
      if (weight == 1) {
        product *= 1 + power;
      } else {
        sum += weight * std::log1p(power);
      }
      slope.factors[i] = weight * small * (1 - small);
      const double residual = table.outcome[i] == 1 ? weight * wrong : -weight * wrong;
      double* __restrict gradient = slope.gradient.data();
      for (std::size_t j = 0; j < table.width; ++j) gradient[j] += residual * row[j];
    }
    slope.loss += sum + std::log(product);
  }
  return slope;
}

// Information, with the penalty.
dense::Square information(const Objective& objective, std::span<const double> factors) {
  dense::Square matrix(objective.table.width);
  design::add_products(objective.table, factors, matrix);
  for (std::size_t j = 1; j < matrix.size; ++j) matrix(j, j) += objective.pull;
  return matrix;
}

// True if moving along the step raises no row's loss and lowers some: then no finite maximum exists.
bool recedes(const Design& table, std::span<const double> step) {
  const std::vector<double> moves = linear_part(table, step);
  double worst = 0, best = 0;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const double gain = table.outcome[i] == 1 ? moves[i] : -moves[i];
    worst = (std::min)(worst, gain);
    best = (std::max)(best, gain);
  }
  return best > 1e-3 && worst >= -1e-8 * best;
}

double largest_of(std::span<const double> numbers) {
  double largest = 0;
  for (const double number : numbers) largest = (std::max)(largest, std::fabs(number));
  return largest;
}

struct Newton {
  LogisticStatus status = LogisticStatus::not_converged;
  std::vector<double> at{};  // intercept first, standardised
  std::size_t column = 0;    // place of the column that separates most
  int steps = 0;
  Slope slope{};
};

// Half steps until the objective does not rise.
// @param slack  how much it may rise, as a share of itself
// @return  false if no step is short enough to help
bool advance(const Objective& objective, Newton& newton, std::span<const double> step, double slack) {
  const double before = newton.slope.loss + objective.penalty(newton.at);
  double length = 1;
  for (int halvings = 0; halvings < 20; ++halvings, length /= 2) {
    std::vector<double> next = newton.at;
    for (std::size_t j = 0; j < next.size(); ++j) next[j] += length * step[j];
    Slope slope = slope_at(objective.table, next);
    if (!(slope.loss + objective.penalty(next) <= before + slack * std::fabs(before))) continue;
    newton.at = std::move(next);
    newton.slope = std::move(slope);
    return true;
  }
  return false;
}

// Places the column of the greatest step in `newton`.
void name_separation(Newton& newton, std::span<const double> step) {
  newton.status = LogisticStatus::separated;
  for (std::size_t j = 1; j < step.size(); ++j)
    if (newton.column == 0 || std::fabs(step[j]) > std::fabs(step[newton.column])) newton.column = j;
}

// Newton's steps. Near the minimum the information hardly changes: it stays while steps shrink fast.
Newton minimize(const Objective& objective, std::vector<double> start, int max_iterations) {
  constexpr double close_enough = 1e-9;  // what is left then is a small part of it
  constexpr double close = 1e-6;         // steps so short change the loss by less than its sum is exact to
  constexpr double far = .1, fast = .1;
  Newton newton{.at = std::move(start)};
  newton.slope = slope_at(objective.table, newton.at);
  dense::Square matrix(0);
  bool is_fresh = false, is_usable = false;
  double last_size = 0;
  while (newton.steps < max_iterations) {
    if (!is_usable) {
      matrix = information(objective, newton.slope.factors);
      if (dense::factor(matrix, 1e-15)) return newton;
      is_fresh = true;
    }
    std::vector<double> step = newton.slope.gradient;
    for (std::size_t j = 1; j < step.size(); ++j) step[j] -= objective.pull * (newton.at[j] - objective.centre[j]);
    dense::solve(matrix, step);
    const double scale = (std::max)(1.0, largest_of(newton.at)), size = largest_of(step);
    if (objective.pull == 0 && size > far * scale / 10 && recedes(objective.table, step)) {
      name_separation(newton, step);
      return newton;
    }
    ++newton.steps;
    const bool is_last = size <= close_enough * scale;
    const bool has_moved = advance(objective, newton, step, size <= close * scale ? 1e-6 : 1e-13);
    if (is_last) {
      newton.status = LogisticStatus::ok;
      return newton;
    }
    if (!has_moved && is_fresh) return newton;
    is_usable = has_moved && size <= far * scale && (is_fresh || size <= fast * last_size);
    is_fresh = false;
    last_size = size;
  }
  return newton;
}

// Every so many rows, as a table of its own.
Design every_nth(const Design& table, std::size_t nth) {
  Design few{.width = table.width};
  for (std::size_t i = 0; i < table.rows(); i += nth) {
    few.cells.insert(few.cells.end(), table.row(i), table.row(i) + table.width);
    few.outcome.push_back(table.outcome[i]);
    few.weights.push_back(table.weights[i] * static_cast<double>(nth));
  }
  return few;
}

// Where to start: the base rate, whose loss is known, or the minimum for some of many rows if that lies lower.
std::vector<double> start_of(const Objective& objective, double base_log_odds, double base_loss) {
  constexpr std::size_t many = 20000, some = 4000;
  const Design& table = objective.table;
  std::vector<double> start(table.width, 0);
  start[0] = base_log_odds;
  if (table.rows() < many || table.width * 20 > some) return start;
  const Design few = every_nth(table, table.rows() / some);
  const Newton near = minimize({few, objective.pull, objective.centre}, start, 20);
  const double loss = slope_at(table, near.at).loss + objective.penalty(near.at);
  return loss < base_loss + objective.penalty(start) ? near.at : start;
}

void demand_options(const LogisticOptions& options) {
  if (!(options.c > 0 && std::isfinite(options.c)))
    throw ArgumentError("argument.range", "c must be a finite number above 0, found " + std::to_string(options.c));
  if (options.max_iterations < 1)
    throw ArgumentError("argument.range",
                        "max_iterations must be at least 1, found " + std::to_string(options.max_iterations));
  if (!options.prior_means.empty() && options.penalty == Penalty::none)
    throw ArgumentError("argument.prior", "prior_means need the ridge penalty, found the penalty none");
}

std::string coefficient_name(const LogisticCoefficient& about) {
  return about.word.empty() ? about.column : about.column + "=" + about.word;
}

std::vector<double> centre_of(const Design& table, std::span<const PriorMean> prior_means) {
  std::vector<double> raw(table.width, 0);
  for (const PriorMean& prior : prior_means) {
    const auto same = [&prior](const LogisticCoefficient& about) { return coefficient_name(about) == prior.column; };
    const auto found = std::find_if(table.coefficients.begin(), table.coefficients.end(), same);
    if (found == table.coefficients.end() || !std::isfinite(prior.coefficient))
      throw ArgumentError("argument.prior", "prior_means must name coefficients of the model and be finite, found " +
                                                prior.column + " with " + std::to_string(prior.coefficient));
    raw[static_cast<std::size_t>(found - table.coefficients.begin()) + 1] = prior.coefficient;
  }
  return raw;
}

// The unit of each coefficient on the standardised scale; 0 for a constant column.
double unit_of(const Design& table, std::size_t place) {
  if (place == 0) return 1;
  const double deviation = table.coefficients[place - 1].deviation;
  return deviation > 0 ? 1 / deviation : 0;
}

void write_covariance(Logistic& model, const Design& table, dense::Square covariance) {
  const std::size_t width = table.width;
  for (std::size_t j = 0; j < width; ++j)
    for (std::size_t k = 0; k < width; ++k) covariance(j, k) *= unit_of(table, j) * unit_of(table, k);
  double variance = covariance(0, 0);
  for (std::size_t j = 1; j < width; ++j) {
    model.coefficients[j - 1].standard_error = std::sqrt(covariance(j, j));
    variance -= 2 * covariance(0, j) * model.coefficients[j - 1].mean;
    for (std::size_t k = 1; k < width; ++k)
      variance += covariance(j, k) * model.coefficients[j - 1].mean * model.coefficients[k - 1].mean;
  }
  model.intercept_error = std::sqrt((std::max)(variance, 0.0));
  model.covariance = std::move(covariance.cells);
}

void write_coefficients(Logistic& model, const Design& table, const Newton& newton,
                        std::span<const double> raw_centre) {
  model.coefficients = table.coefficients;
  model.baseline = model.intercept = newton.at[0];
  for (std::size_t j = 1; j < table.width; ++j) {
    LogisticCoefficient& about = model.coefficients[j - 1];
    about.standardized = about.deviation > 0 ? newton.at[j] : 0;
    about.coefficient = about.deviation > 0 ? newton.at[j] / about.deviation : raw_centre[j];
    model.intercept -= about.coefficient * about.mean;
  }
  model.log_likelihood = -newton.slope.loss;
}

// The status that can be told before fitting; ok if none can.
LogisticStatus status_before(const Design& table, Logistic& model, Penalty penalty) {
  if (!(model.events > 0 && model.events < model.rows)) return LogisticStatus::one_class;
  if (penalty == Penalty::ridge) return LogisticStatus::ok;
  const std::pair<LogisticStatus, const LogisticCoefficient* (*)(const Design&)> checks[] = {
      {LogisticStatus::constant_column, &design::constant_column},
      {LogisticStatus::duplicate, &design::duplicate_column},
      {LogisticStatus::separated, &design::separating_column}};
  for (const auto& [status, check] : checks)
    if (const LogisticCoefficient* about = check(table)) {
      model.column = about->column;
      return status;
    }
  return LogisticStatus::ok;
}

double null_log_likelihood(double events, double rows) {
  return events * std::log(events / rows) + (rows - events) * std::log1p(-events / rows);
}

Logistic describe_table(const Design& table) {
  Logistic model{.columns = table.columns};
  for (std::size_t i = 0; i < table.rows(); ++i) {
    model.rows += table.weights[i];
    model.events += table.weights[i] * table.outcome[i];
  }
  return model;
}

}  // namespace

Logistic fit_logistic(Columns columns, std::span<const double> outcome, const LogisticOptions& options) {
  const std::size_t rows = check_columns(columns);
  check_outcome(outcome, rows);
  check_weights(options.weights, rows);
  demand_options(options);
  const Design table = design::make_design(columns, outcome, options.weights);
  Logistic model = describe_table(table);
  const std::vector<double> raw_centre = centre_of(table, options.prior_means);
  model.status = status_before(table, model, options.penalty);
  if (model.status != LogisticStatus::ok) return model;
  model.null_log_likelihood = null_log_likelihood(model.events, model.rows);

  Objective objective{table, options.penalty == Penalty::ridge ? 1 / options.c : 0, raw_centre};
  for (std::size_t j = 1; j < table.width; ++j) objective.centre[j] *= table.coefficients[j - 1].deviation;
  const double base_log_odds = std::log(model.events / (model.rows - model.events));
  const Newton newton =
      minimize(objective, start_of(objective, base_log_odds, -model.null_log_likelihood), options.max_iterations);
  model.status = newton.status;
  model.iterations = newton.steps;
  if (newton.status == LogisticStatus::separated) model.column = table.coefficients[newton.column - 1].column;
  if (newton.status != LogisticStatus::ok) return model;

  write_coefficients(model, table, newton, raw_centre);
  dense::Square matrix = information(objective, newton.slope.factors);
  (void)dense::factor(matrix, 0);
  write_covariance(model, table, dense::inverse(matrix));
  return model;
}

}  // namespace guanxi::score
