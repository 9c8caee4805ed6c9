#pragma once
/// @file
/// Contracts that are renewed or not: the shifted beta-geometric model of retention.

#include <guanxi/lifetime/fit.hpp>

#include <span>
#include <string>
#include <vector>

namespace guanxi::lifetime {

/// A column of numbers by which contracts differ.
struct Covariate {
  std::string name{};                ///< what it is called
  std::span<const double> values{};  ///< one a row, finite
};

/// Contracts, one a row, in columns that lie in somebody else's memory. Cohorts of any age stand in one table.
struct Contracts {
  std::span<const double> renewals{};       ///< times that a contract came up for renewal: whole, >= 0
  std::span<const double> lost{};           ///< 1 if it was not renewed the last time, 0 if it still runs
  std::span<const double> weights{};        ///< how many contracts a row stands for, >= 0; empty: one each
  std::span<const Covariate> covariates{};  ///< what else is known of each
};

/// How a covariate moves the parameters: by a factor for each unit.
struct ContractEffect {
  std::string name{};       ///< what it is called
  double alpha_factor = 1;  ///< of alpha, > 0
  double beta_factor = 1;   ///< of beta, > 0
  bool operator==(const ContractEffect&) const = default;
};

/// At each renewal a contract ends with a probability that stays its own and is beta (alpha, beta) among contracts:
/// those prone to leave go first, so retention rises with age.
/// @source  Fader, Hardie (2007), Journal of Interactive Marketing 21:76
struct ShiftedBetaGeometric {
  double alpha{};                         ///< counts for ending, > 0
  double beta{};                          ///< counts for renewing, > 0
  std::vector<ContractEffect> effects{};  ///< of covariates, in their order
  FitReport fit{};                        ///< how the parameters came about
  bool operator==(const ShiftedBetaGeometric&) const = default;
};

/// Fits the model by maximum likelihood: Σ lost ln P(T = t) + running ln S(t).
/// @param contracts  rows that cannot be are left out and told
/// @param options    starts, limit of steps, threads
/// @return  the model with its report; `too_little_data` if no contract ended
/// @throws  ArgumentError  `argument.length`, `argument.range`
/// @cost    starts · steps · different rows · covariates²
[[nodiscard]] ShiftedBetaGeometric fit_contracts(const Contracts& contracts, const FitOptions& options = {});

/// Fits the model to cohorts told as survivors.
/// @param cohorts  for each: contracts at the beginning, after the first renewal, after the second …; never rising
/// @param options  as its members say
/// @return  the model without effects
/// @throws  ArgumentError  `argument.survivors` naming the cohort for numbers that rise, are below 0 or not finite;
/// `argument.range`
[[nodiscard]] ShiftedBetaGeometric fit_survivors(std::span<const std::vector<double>> cohorts,
                                                 const FitOptions& options = {});

/// The model of contracts with given covariates: alpha and beta with their effects taken in, no effects left.
/// @param values  one for each effect
/// @param model  with parameters
/// @throws  ArgumentError  `argument.length`
[[nodiscard]] ShiftedBetaGeometric with_covariates(const ShiftedBetaGeometric& model, std::span<const double> values);

/// The log-likelihood of each row, without its weight.
/// @throws  ArgumentError  `argument.parameter`, `argument.length` (also for covariates other than the effects),
/// `argument.history` for a row with a fault
[[nodiscard]] std::vector<double> log_likelihoods(const ShiftedBetaGeometric& model, const Contracts& contracts);

/// The share of contracts still running after renewal t.
/// @param t  whole, >= 0
/// @param model  with parameters
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
[[nodiscard]] double survival(const ShiftedBetaGeometric& model, int t);

/// The share of running contracts renewed at renewal t; rises with t.
/// @param t  whole, >= 1
/// @param model  with parameters
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
[[nodiscard]] double retention(const ShiftedBetaGeometric& model, int t);

/// Periods that a new contract is expected to run, each worth 1 / (1 + rate)^period, the first one in full.
/// @param rate  per period, >= 0; at 0 alpha must be above 1, else the sum has no bound
/// @param model  with parameters
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
[[nodiscard]] double discounted_lifetime(const ShiftedBetaGeometric& model, double rate);

/// The same for a contract that comes up for its n-th renewal, seen just before.
/// @param n     whole, >= 1
/// @param rate  per period, >= 0; at 0 alpha must be above 1
/// @param model  with parameters
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
[[nodiscard]] double discounted_residual_lifetime(const ShiftedBetaGeometric& model, int n, double rate);

}  // namespace guanxi::lifetime
