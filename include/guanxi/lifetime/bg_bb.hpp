#pragma once
/// @file
/// Customers who take or leave a chance each period, until they leave for good: the BG/BB model.

#include <guanxi/lifetime/fit.hpp>

#include <span>
#include <vector>

namespace guanxi::lifetime {

/// Histories over chances, one row for customers who are alike, in columns that lie in somebody else's memory.
struct ChanceHistories {
  std::span<const double> x{};        ///< chances taken, 0–t_x
  std::span<const double> t_x{};      ///< number of the last chance taken, 0–n; 0 where x is 0
  std::span<const double> n{};        ///< chances there were
  std::span<const double> weights{};  ///< how many customers a row stands for, >= 0; empty: one each
};

/// While a customer is there, it takes each chance with a probability that is beta (alpha, beta) among customers;
/// before each chance it leaves for good with one that is beta (gamma, delta).
/// @source  Fader, Hardie, Shang (2010), Marketing Science 29:1086
struct BgBb {
  double alpha{};   ///< counts for taking a chance, > 0
  double beta{};    ///< counts for passing, > 0
  double gamma{};   ///< counts for leaving, > 0
  double delta{};   ///< counts for staying, > 0
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const BgBb&) const = default;
};

/// Which period of those to come is worth its full amount.
enum class FirstPeriod {
  discounted,   ///< none: the first one is discounted once
  undiscounted  ///< the first one
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::FirstPeriod> {
  static constexpr EnumWord table[] = {
      word(lifetime::FirstPeriod::discounted, "discounted", {"第一期折现", "First period discounted"}),
      word(lifetime::FirstPeriod::undiscounted, "undiscounted", {"第一期不折现", "First period in full"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// Finds rows that no such model can use.
/// @throws  ArgumentError  `argument.length`
[[nodiscard]] Findings check_chances(const ChanceHistories& histories);

/// Fits the model by maximum likelihood.
/// @param histories  rows that `check_chances` names are left out and told
/// @param options    starts, limit of steps, threads
/// @return  the model with its report; `too_little_data` if nobody took a chance
/// @throws  ArgumentError  `argument.length`, `argument.range`
/// @cost    starts · steps · different rows · chances
[[nodiscard]] BgBb fit_bg_bb(const ChanceHistories& histories, const FitOptions& options = {});

/// The log-likelihood of each row, without its weight.
/// @throws  ArgumentError  `argument.parameter`, `argument.length`, `argument.history` for a row with a fault
[[nodiscard]] std::vector<double> log_likelihoods(const BgBb& model, const ChanceHistories& histories);

/// The probability that each customer is still there when chance n + 1 comes.
/// @throws  ArgumentError  as `log_likelihoods`
[[nodiscard]] std::vector<double> probability_alive(const BgBb& model, const ChanceHistories& histories);

/// The chances to expect to be taken of the next ones.
/// @param periods  how many of the next, >= 0
/// @param model  with parameters
/// @param histories  one customer a row
/// @throws  ArgumentError  as `log_likelihoods`; `argument.range`
/// @cost    rows · periods
[[nodiscard]] std::vector<double> expected_purchases(const BgBb& model, const ChanceHistories& histories, int periods);

/// The chances that a new customer takes of its first ones.
/// @param periods  >= 0
/// @param model  with parameters
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
[[nodiscard]] double expected_purchases(const BgBb& model, int periods);

/// The distribution of the chances that a new customer takes of its first ones.
/// @param periods  >= 0
/// @param model  with parameters
/// @return  the probabilities of 0 … periods
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
[[nodiscard]] std::vector<double> purchase_probabilities(const BgBb& model, int periods);

/// All chances to come that will be taken, each worth 1 / (1 + rate)^period.
/// @param rate   per period, > 0
/// @param first  whether the first period is discounted
/// @param model  with parameters
/// @param histories  one customer a row
/// @throws  ArgumentError  as `log_likelihoods`; `argument.range`
[[nodiscard]] std::vector<double> discounted_purchases(const BgBb& model, const ChanceHistories& histories, double rate,
                                                       FirstPeriod first = FirstPeriod::discounted);

}  // namespace guanxi::lifetime
