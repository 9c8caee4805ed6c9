#pragma once
/// @file
/// What a purchase is worth: the gamma-gamma model of a customer's mean amount.

#include <guanxi/lifetime/fit.hpp>

#include <optional>
#include <span>
#include <vector>

namespace guanxi::lifetime {

/// What customers spent, one a row, in columns that lie in somebody else's memory.
struct Spending {
  std::span<const double> x{};            ///< purchases that the mean is of: whole, >= 0
  std::span<const double> mean_amount{};  ///< mean amount of these purchases; anything where x is 0
  std::span<const double> weights{};      ///< how many customers a row stands for, >= 0; empty: one each
};

/// Amounts of a customer vary about its own mean as gamma (p, rate), the rates among customers as gamma (q, v);
/// independent of how often they buy.
/// @source  Fader, Hardie (2013), The gamma-gamma model of monetary value, brucehardie.com/notes/025
struct GammaGamma {
  double p{};  ///< shape of the amounts of one customer, > 0
  double q{};  ///< shape of the rates among customers, > 0; at most 1: amounts have no mean
  double v{};  ///< inverse scale of the rates, > 0, in units of money
  std::optional<double>
      correlation{};  ///< of x and the mean amount among repeat customers; near 0 is what the model needs
  FitReport fit{};    ///< how the parameters came about
  bool operator==(const GammaGamma&) const = default;
};

/// Where an expected amount comes from.
enum class AmountBasis {
  own,         ///< own purchases, pulled towards the others
  population,  ///< no purchase of its own: the mean of all
  none         ///< no mean exists (q at most 1); the amount is 0
};

/// Expected amounts, one a row.
struct ExpectedAmounts {
  std::vector<double> amount{};      ///< mean amount of a future purchase
  std::vector<AmountBasis> basis{};  ///< where it comes from
  bool operator==(const ExpectedAmounts&) const = default;
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::AmountBasis> {
  static constexpr EnumWord table[] = {
      word(lifetime::AmountBasis::own, "own", {"自身购买", "Own purchases"}),
      word(lifetime::AmountBasis::population, "population", {"全体均值", "Mean of all"}),
      word(lifetime::AmountBasis::none, "none", {"均值不存在", "No mean exists"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// Finds rows that the model cannot use: x above 0 with a mean amount that is not above 0, numbers that are not finite.
/// @return  one finding for each fault, naming rows from 1, and the remedy
/// @throws  ArgumentError  `argument.length`
[[nodiscard]] Findings check_spending(const Spending& spending);

/// Fits the model by maximum likelihood to customers with x above 0.
/// @param spending  x and mean amounts; rows that `check_spending` names are left out and told
/// @param options   starts, limit of steps, threads
/// @return  the model with its report; `too_little_data` without two different mean amounts
/// @throws  ArgumentError  `argument.length`, `argument.range`
/// @cost    starts · steps · different rows
[[nodiscard]] GammaGamma fit_gamma_gamma(const Spending& spending, const FitOptions& options = {});

/// The log-likelihood of each row, without its weight; 0 where x is 0.
/// @throws  ArgumentError  `argument.parameter`, `argument.length`, `argument.history` naming the first row with a
/// fault
[[nodiscard]] std::vector<double> log_likelihoods(const GammaGamma& model, const Spending& spending);

/// The mean amount to expect of each customer's future purchases: p (v + x z) / (p x + q − 1).
/// @param model     with parameters
/// @param spending  rows with x = 0, or with a mean amount that is not above 0, take the mean of all, and say so
/// @throws  ArgumentError  `argument.parameter`, `argument.length`
/// @cost    linear in the rows
[[nodiscard]] ExpectedAmounts expected_amounts(const GammaGamma& model, const Spending& spending);

}  // namespace guanxi::lifetime
