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
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double* row = table.row(i);
    double sum = 0;
    for (std::size_t j = 0; j < table.width; ++j) sum += at[j] * row[j];
    sums[i] = sum;
  }
  return sums;
}

// Blocks are summed on their own: over millions of rows one running sum would lose what the last steps gain.
double loss_of(const Design& table, std::span<const double> log_odds) {
  constexpr std::size_t block = 256;
  double loss = 0;
  for (std::size_t start = 0; start < log_odds.size(); start += block) {
    const std::size_t end = (std::min)(start + block, log_odds.size());
    double sum = 0;
    for (std::size_t i = start; i < end; ++i)
      sum += table.weights[i] * (statistics::softplus(log_odds[i]) - table.outcome[i] * log_odds[i]);
    loss += sum;
  }
  return loss;
}

// Information at a point, with the penalty; `gradient` becomes the descent direction's right side.
dense::Square information(const Objective& objective, std::span<const double> at, std::span<const double> log_odds,
                          std::span<double> gradient) {
  const Design& table = objective.table;
  std::vector<double> factors(table.rows());
  std::fill(gradient.begin(), gradient.end(), 0);
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double p = statistics::sigmoid(log_odds[i]), q = statistics::sigmoid(-log_odds[i]);
    factors[i] = table.weights[i] * p * q;
    const double residual = table.weights[i] * (table.outcome[i] == 1 ? q : -p);
    const double* row = table.row(i);
    for (std::size_t j = 0; j < table.width; ++j) gradient[j] += residual * row[j];
  }
  dense::Square matrix(table.width);
  design::add_products(table, factors, matrix.cells);
  for (std::size_t j = 1; j < table.width; ++j) {
    matrix(j, j) += objective.pull;
    gradient[j] -= objective.pull * (at[j] - objective.centre[j]);
  }
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
  double loss = 0;  // without the penalty
};

// Half steps until the objective does not rise.
// @param slack  how much it may rise, as a share of itself
// @return  false if no step is short enough to help
bool advance(const Objective& objective, Newton& newton, std::vector<double>& log_odds, std::span<const double> step,
             double slack) {
  const double before = newton.loss + objective.penalty(newton.at);
  double length = 1;
  for (int halvings = 0; halvings < 20; ++halvings, length /= 2) {
    std::vector<double> next = newton.at;
    for (std::size_t j = 0; j < next.size(); ++j) next[j] += length * step[j];
    std::vector<double> moved = linear_part(objective.table, next);
    const double loss = loss_of(objective.table, moved);
    if (!(loss + objective.penalty(next) <= before + slack * std::fabs(before))) continue;
    newton.at = std::move(next);
    newton.loss = loss;
    log_odds = std::move(moved);
    return true;
  }
  return false;
}

Newton minimize(const Objective& objective, std::vector<double> start, int max_iterations) {
  constexpr double close_enough = 1e-9;  // Newton's last step squares this
  constexpr double close = 1e-6;         // steps so short change the loss by less than its sum is exact to
  Newton newton{.at = std::move(start)};
  std::vector<double> log_odds = linear_part(objective.table, newton.at), step(newton.at.size());
  newton.loss = loss_of(objective.table, log_odds);
  while (newton.steps < max_iterations) {
    dense::Square matrix = information(objective, newton.at, log_odds, step);
    if (dense::factor(matrix, 1e-15)) return newton;
    dense::solve(matrix, step);
    const double scale = (std::max)(1.0, largest_of(newton.at));
    if (objective.pull == 0 && recedes(objective.table, step)) {
      newton.status = LogisticStatus::separated;
      for (std::size_t j = 1; j < step.size(); ++j)
        if (newton.column == 0 || std::fabs(step[j]) > std::fabs(step[newton.column])) newton.column = j;
      return newton;
    }
    ++newton.steps;
    const double size = largest_of(step);
    const bool is_last = size <= close_enough * scale;
    if (!advance(objective, newton, log_odds, step, size <= close * scale ? 1e-6 : 1e-13) && !is_last) return newton;
    if (is_last) {
      newton.status = LogisticStatus::ok;
      return newton;
    }
  }
  return newton;
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
  model.log_likelihood = -newton.loss;
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
  std::vector<double> start(table.width, 0);
  start[0] = std::log(model.events / (model.rows - model.events));
  const Newton newton = minimize(objective, std::move(start), options.max_iterations);
  model.status = newton.status;
  model.iterations = newton.steps;
  if (newton.status == LogisticStatus::separated) model.column = table.coefficients[newton.column - 1].column;
  if (newton.status != LogisticStatus::ok) return model;

  write_coefficients(model, table, newton, raw_centre);
  std::vector<double> unused(table.width);
  dense::Square matrix = information(objective, newton.at, linear_part(table, newton.at), unused);
  (void)dense::factor(matrix, 0);
  write_covariance(model, table, dense::inverse(matrix));
  return model;
}

}  // namespace guanxi::score
