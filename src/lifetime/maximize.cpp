#include "maximize.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace guanxi::lifetime {

namespace {

constexpr double farthest = 40;       // |ln parameter| beyond which nothing is told apart
constexpr double longest_step = 2;    // by ln parameter
constexpr double enough_gain = 1e-9;  // of log-likelihood: what a further step must promise

// A symmetric matrix on the scale of logarithms.
struct Symmetric {
  std::size_t size;
  std::vector<double> cells = std::vector<double>(size * size);
  double& operator()(std::size_t i, std::size_t j) { return cells[i * size + j]; }
  double operator()(std::size_t i, std::size_t j) const { return cells[i * size + j]; }
};

// A surface with its curvatures as a matrix.
struct LogSurface {
  double value;
  std::vector<double> gradient;
  Symmetric negative_hessian;
};

LogSurface with_matrix(Surface surface) {
  const std::size_t size = surface.gradient.size();
  LogSurface made{surface.value, std::move(surface.gradient), Symmetric{size}};
  for (std::size_t i = 0, place = 0; i < size; ++i)
    for (std::size_t j = 0; j <= i; ++j, ++place)
      made.negative_hessian(i, j) = made.negative_hessian(j, i) = -surface.hessian[place];
  return made;
}

// Eigenvalues ascending with their vectors in columns, by Jacobi's rotations (Golub, Van Loan 2013, 8.5).
struct Eigen {
  std::vector<double> values;
  Symmetric vectors;
};

void rotate(Symmetric& matrix, Symmetric& vectors, std::size_t p, std::size_t q) {
  const double tau = (matrix(q, q) - matrix(p, p)) / (2 * matrix(p, q));
  const double t = std::copysign(1 / (std::fabs(tau) + std::hypot(1, tau)), tau), c = 1 / std::hypot(1, t), s = t * c;
  for (std::size_t k = 0; k < matrix.size; ++k) {
    const double left = matrix(k, p), right = matrix(k, q);
    matrix(k, p) = c * left - s * right;
    matrix(k, q) = s * left + c * right;
  }
  for (std::size_t k = 0; k < matrix.size; ++k) {
    const double left = matrix(p, k), right = matrix(q, k);
    matrix(p, k) = c * left - s * right;
    matrix(q, k) = s * left + c * right;
    const double first = vectors(k, p), second = vectors(k, q);
    vectors(k, p) = c * first - s * second;
    vectors(k, q) = s * first + c * second;
  }
}

Eigen eigen_of(Symmetric matrix) {
  const std::size_t size = matrix.size;
  Symmetric vectors{size};
  for (std::size_t i = 0; i < size; ++i) vectors(i, i) = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    bool has_turned = false;
    for (std::size_t p = 0; p < size; ++p)
      for (std::size_t q = p + 1; q < size; ++q) {
        if (!(std::fabs(matrix(p, q)) > 1e-17 * std::sqrt(std::fabs(matrix(p, p) * matrix(q, q))))) continue;
        rotate(matrix, vectors, p, q);
        has_turned = true;
      }
    if (!has_turned) break;
  }
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return matrix(i, i) < matrix(j, j); });
  Eigen made{std::vector<double>(size), Symmetric{size}};
  for (std::size_t place = 0; place < size; ++place) {
    made.values[place] = matrix(order[place], order[place]);
    for (std::size_t k = 0; k < size; ++k) made.vectors(k, place) = vectors(k, order[place]);
  }
  return made;
}

// The step uphill: Newton's along directions that curve down, along others as far as their curvature has size.
std::vector<double> step_of(const LogSurface& here, const Eigen& eigen) {
  const std::size_t size = here.gradient.size();
  std::vector<double> step(size);
  const double floor = 1e-12 * std::fmax(std::fabs(eigen.values.back()), 1e-12);
  for (std::size_t place = 0; place < size; ++place) {
    double along = 0;
    for (std::size_t k = 0; k < size; ++k) along += eigen.vectors(k, place) * here.gradient[k];
    const double length = along / std::fmax(std::fabs(eigen.values[place]), floor);
    for (std::size_t k = 0; k < size; ++k) step[k] += length * eigen.vectors(k, place);
  }
  double longest = 0;
  for (const double part : step) longest = std::fmax(longest, std::fabs(part));
  if (longest > longest_step)
    for (double& part : step) part *= longest_step / longest;
  return step;
}

double largest(std::span<const double> numbers) {
  double found = 0;
  for (const double number : numbers) found = std::fmax(found, std::fabs(number));
  return found;
}

// Where one climb stands.
struct Climb {
  std::vector<double> logs;
  LogSurface here;
  Eigen eigen;
  int steps = 0;
  bool has_ended = false;
  std::vector<double> last_step{};
};

std::vector<double> exponentials(std::span<const double> logs) {
  std::vector<double> made(logs.size());
  std::transform(logs.begin(), logs.end(), made.begin(), [](double log) { return std::exp(log); });
  return made;
}

LogSurface look(const Hill& hill, std::span<const double> logs) {
  return with_matrix(hill.surface(exponentials(logs)));
}

// Shortens the step until it climbs.
// @return  what was gained; 0 if nothing helped
double advance(const Hill& hill, Climb& climb, std::span<const double> step) {
  double length = 1;
  for (int halvings = 0; halvings < 30; ++halvings, length /= 2) {
    std::vector<double> next = climb.logs;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] = std::clamp(next[i] + length * step[i], -farthest, farthest);
    LogSurface there = look(hill, next);
    if (!(there.value > climb.here.value)) continue;
    const double gain = there.value - climb.here.value;
    climb.logs = std::move(next);
    climb.here = std::move(there);
    climb.eigen = eigen_of(climb.here.negative_hessian);
    return gain;
  }
  return 0;
}

double promised(const LogSurface& here, std::span<const double> step) {
  return std::fabs(std::inner_product(step.begin(), step.end(), here.gradient.begin(), 0.0));
}

Climb climb_from(const Hill& hill, std::span<const double> start, int max_iterations) {
  std::vector<double> logs(start.size());
  std::transform(start.begin(), start.end(), logs.begin(), [](double value) { return std::log(value); });
  LogSurface here = look(hill, logs);
  Eigen eigen = eigen_of(here.negative_hessian);
  Climb climb{.logs = std::move(logs), .here = std::move(here), .eigen = std::move(eigen)};
  while (climb.steps < max_iterations && !climb.has_ended) {
    climb.last_step = step_of(climb.here, climb.eigen);
    const bool is_last = promised(climb.here, climb.last_step) < enough_gain;
    ++climb.steps;
    const double gain = advance(hill, climb, climb.last_step);
    climb.has_ended = is_last || gain <= 0;
  }
  return climb;
}

// The best of the given starts, those that fail last.
std::vector<std::vector<double>> best_starts(const Hill& hill, int count) {
  std::vector<std::pair<double, std::size_t>> heights;
  for (std::size_t i = 0; i < hill.starts.size(); ++i) {
    const double height = hill.height(hill.starts[i]);
    heights.emplace_back(std::isfinite(height) ? -height : HUGE_VAL, i);
  }
  std::sort(heights.begin(), heights.end());
  heights.resize((std::min)(heights.size(), static_cast<std::size_t>(count)));
  std::vector<std::vector<double>> made;
  for (const auto& [height, place] : heights) made.push_back(hill.starts[place]);
  return made;
}

// Inverse of the negative Hessian, from its eigenvectors.
Symmetric inverse_of(const Eigen& eigen) {
  const std::size_t size = eigen.values.size();
  Symmetric made{size};
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j)
      for (std::size_t k = 0; k < size; ++k) made(i, j) += eigen.vectors(i, k) * eigen.vectors(j, k) / eigen.values[k];
  return made;
}

// Whether a direction's curvature is told from 0 by the digits that the sum has.
int rank_of(const Eigen& eigen, double height) {
  const double least = 1e-7 * std::fmax(1, std::fabs(height) * 1e-4);
  return static_cast<int>(
      std::count_if(eigen.values.begin(), eigen.values.end(), [&](double value) { return value > least; }));
}

// Parameters that take part in a direction that the likelihood leaves open.
std::vector<bool> open_parameters(const Eigen& eigen, int rank) {
  const std::size_t size = eigen.values.size();
  std::vector<bool> open(size, false);
  for (std::size_t place = 0; place + static_cast<std::size_t>(rank) < size; ++place)
    for (std::size_t k = 0; k < size; ++k)
      if (std::fabs(eigen.vectors(k, place)) > .1) open[k] = true;
  return open;
}

void write_errors(FitReport& report, const Climb& climb) {
  const Symmetric variances = inverse_of(climb.eigen);
  const std::vector<double> at = exponentials(climb.logs);
  for (std::size_t i = 0; i < at.size(); ++i) {
    report.parameters[i].standard_error = at[i] * std::sqrt(variances(i, i));
    for (std::size_t j = 0; j < at.size(); ++j) report.covariance.push_back(at[i] * at[j] * variances(i, j));
  }
}

// How many powers of e a parameter is away from its usual size: so far that it stands for 0 or infinity?
bool is_far(const Hill& hill, const Climb& climb, std::size_t place) {
  return std::fabs(climb.logs[place] - std::log(hill.units[place])) > 9;
}

FitStatus status_of(const Hill& hill, const Climb& climb, int rank) {
  if (!climb.has_ended) return FitStatus::not_converged;
  if (rank == static_cast<int>(climb.logs.size())) return FitStatus::ok;
  for (std::size_t i = 0; i < climb.logs.size(); ++i)
    if (is_far(hill, climb, i)) return FitStatus::boundary;
  return FitStatus::flat;
}

}  // namespace

void demand_options(const FitOptions& options) {
  if (options.starts < 1 || options.starts > 16)
    throw ArgumentError("argument.range", "starts must be 1 to 16, found " + std::to_string(options.starts));
  if (options.max_iterations < 1)
    throw ArgumentError("argument.range",
                        "max_iterations must be at least 1, found " + std::to_string(options.max_iterations));
}

void scale_parameter(FitReport& report, std::size_t place, double factor) {
  const std::size_t size = report.parameters.size();
  FittedParameter& parameter = report.parameters[place];
  parameter.value *= factor;
  if (parameter.standard_error) *parameter.standard_error *= factor;
  if (report.covariance.empty()) return;
  for (std::size_t i = 0; i < size; ++i) {
    report.covariance[place * size + i] *= factor;
    report.covariance[i * size + place] *= factor;
  }
}

FitReport maximize(const Hill& hill, const FitOptions& options) {
  std::vector<Climb> climbs;
  for (const std::vector<double>& start : best_starts(hill, options.starts))
    climbs.push_back(climb_from(hill, start, options.max_iterations));
  const auto best = std::max_element(climbs.begin(), climbs.end(),
                                     [](const Climb& a, const Climb& b) { return a.here.value < b.here.value; });
  FitReport report{.log_likelihood = best->here.value,
                   .gradient_norm = largest(best->here.gradient),
                   .curvatures = best->eigen.values,
                   .iterations = best->steps,
                   .starts = static_cast<int>(climbs.size())};
  report.rank = rank_of(best->eigen, best->here.value);
  report.status = status_of(hill, *best, report.rank);
  for (const Climb& climb : climbs) report.agreeing += climb.here.value > best->here.value - 1e-6;
  const std::vector<bool> open = open_parameters(best->eigen, report.rank);
  for (std::size_t i = 0; i < best->logs.size(); ++i)
    report.parameters.push_back({.name = hill.names[i], .value = std::exp(best->logs[i]), .runs_away = open[i]});
  if (report.rank == static_cast<int>(best->logs.size())) write_errors(report, *best);
  return report;
}

}  // namespace guanxi::lifetime
