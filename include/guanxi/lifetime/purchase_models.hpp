#pragma once
/// @file
/// Models of customers who buy when they like and leave without a word: fit, who is still there, how much to expect.

#include <guanxi/lifetime/fit.hpp>
#include <guanxi/lifetime/histories.hpp>

#include <concepts>
#include <vector>

namespace guanxi::lifetime {

/// Purchases at a constant rate, gamma (r, alpha) among customers; after each repeat purchase a customer leaves for
/// good with a probability that is beta (a, b) among them. Whoever has bought once only counts as alive.
/// @source  Fader, Hardie, Lee (2005), Marketing Science 24:275
struct BgNbd {
  double r{};       ///< shape of the rates, > 0
  double alpha{};   ///< inverse scale of the rates, > 0, in units of time
  double a{};       ///< counts for leaving, > 0
  double b{};       ///< counts for staying, > 0
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const BgNbd&) const = default;
};

/// As BgNbd, but customers may also leave after their first purchase.
/// @source  Batislam, Denizel, Filiztekin (2007), International Journal of Research in Marketing 24:201
struct MbgNbd {
  double r{};       ///< shape of the rates, > 0
  double alpha{};   ///< inverse scale of the rates, > 0, in units of time
  double a{};       ///< counts for leaving, > 0
  double b{};       ///< counts for staying, > 0
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const MbgNbd&) const = default;
};

/// As BgNbd, with gaps that are sums of k exponential ones: for customers who buy regularly. The rate is that of the
/// parts, so that a gap takes k / rate on average.
/// @source  Platzer, Reutterer (2016), Marketing Science 35:779
struct BgCnbdK {
  int k = 1;        ///< regularity, >= 1
  double r{};       ///< shape of the rates, > 0
  double alpha{};   ///< inverse scale of the rates, > 0, in units of time
  double a{};       ///< counts for leaving, > 0
  double b{};       ///< counts for staying, > 0
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const BgCnbdK&) const = default;
};

/// As BgCnbdK, but customers may also leave after their first purchase.
/// @source  Platzer, Reutterer (2016), Marketing Science 35:779
struct MbgCnbdK {
  int k = 1;        ///< regularity, >= 1
  double r{};       ///< shape of the rates, > 0
  double alpha{};   ///< inverse scale of the rates, > 0, in units of time
  double a{};       ///< counts for leaving, > 0
  double b{};       ///< counts for staying, > 0
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const MbgCnbdK&) const = default;
};

/// Purchases at a constant rate, gamma (r, alpha) among customers, who leave at a constant rate, gamma (s, beta).
/// @source  Schmittlein, Morrison, Colombo (1987), Management Science 33:1
struct ParetoNbd {
  double r{};       ///< shape of the rates of buying, > 0
  double alpha{};   ///< inverse scale of the rates of buying, > 0, in units of time
  double s{};       ///< shape of the rates of leaving, > 0
  double beta{};    ///< inverse scale of the rates of leaving, > 0, in units of time
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const ParetoNbd&) const = default;
};

/// Purchases at a constant rate, gamma (r, alpha) among customers, who never leave. What the others must beat.
/// @source  Ehrenberg (1959), Applied Statistics 8:26
struct Nbd {
  double r{};       ///< shape of the rates, > 0
  double alpha{};   ///< inverse scale of the rates, > 0, in units of time
  FitReport fit{};  ///< how the parameters came about
  bool operator==(const Nbd&) const = default;
};

/// A model of purchases in continuous time.
template <class Model>
concept PurchaseModel = std::same_as<Model, BgNbd> || std::same_as<Model, MbgNbd> || std::same_as<Model, BgCnbdK> ||
                        std::same_as<Model, MbgCnbdK> || std::same_as<Model, ParetoNbd> || std::same_as<Model, Nbd>;

/// A model with Erlang gaps.
template <class Model>
concept RegularModel = std::same_as<Model, BgCnbdK> || std::same_as<Model, MbgCnbdK>;

/// Fits a model by maximum likelihood; one with Erlang gaps for each k from 1 to 12, of which the likeliest stays.
///
/// Rows that `check_histories` finds fault with are left out and told. Equal rows are fitted once with their weight.
/// Time is measured in the mean T while fitting. The result does not depend on the order of rows, nor on threads, bit
/// by bit.
/// @param histories  T and x of each customer, t_x for all models but Nbd, log_gaps for those with Erlang gaps
/// @param options    starts, limit of steps, threads
/// @return  the model with its report; see its status. Parameters are 0 with `too_little_data`: no rows, or nobody with
/// a repeat purchase.
/// @throws  ArgumentError  `argument.length`, `argument.log_gaps` (needed, not given), `argument.range`
/// @cost    starts · steps · different rows; one copy of the rows
/// @source  the model's; docs/methods/lifetime.md
template <PurchaseModel Model>
[[nodiscard]] Model fit(const Histories& histories, const FitOptions& options = {});

/// The log-likelihood of each row, without its weight.
/// @throws  ArgumentError  `argument.parameter` for a parameter that is not > 0 and finite, `argument.history` naming
/// the first row with a fault, `argument.length`, `argument.log_gaps`
/// @cost    linear in the rows
template <PurchaseModel Model>
[[nodiscard]] std::vector<double> log_likelihoods(const Model& model, const Histories& histories,
                                                  const Work& work = {});

/// The probability that each customer has not left for good by the end of its T.
/// @return  0–1; always 1 for Nbd, and for BgNbd and BgCnbdK where x is 0
/// @throws  ArgumentError  as `log_likelihoods`
/// @cost    linear in the rows
template <PurchaseModel Model>
[[nodiscard]] std::vector<double> probability_alive(const Model& model, const Histories& histories,
                                                    const Work& work = {});

/// The purchases to expect from each customer within t after its T.
/// @param t  >= 0, in the unit of the histories
/// @param model  with parameters
/// @param histories  one customer a row
/// @param work  threads and progress
/// @throws  ArgumentError  as `log_likelihoods`; `argument.range` for t
/// @cost    linear in the rows; sums over possible numbers of purchases
template <PurchaseModel Model>
[[nodiscard]] std::vector<double> expected_purchases(const Model& model, const Histories& histories, double t,
                                                     const Work& work = {});

/// The repeat purchases to expect from a new customer within t after its first one.
/// @param t  >= 0
/// @param model  with parameters
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
template <PurchaseModel Model>
[[nodiscard]] double expected_purchases(const Model& model, double t);

/// The distribution of a new customer's repeat purchases within t.
/// @param t     >= 0
/// @param most  the greatest number asked for
/// @param model  with parameters
/// @return  the probabilities of 0, 1, … most purchases
/// @throws  ArgumentError  `argument.parameter`, `argument.range`
template <PurchaseModel Model>
[[nodiscard]] std::vector<double> purchase_probabilities(const Model& model, double t, int most);

/// The distribution of one customer's purchases within t after its T.
/// @param histories  of the customer, one row
/// @param t          >= 0
/// @param most       the greatest number asked for
/// @param model  with parameters
/// @return  the probabilities of 0, 1, … most purchases
/// @throws  ArgumentError  as `log_likelihoods`; `argument.range`; `argument.length` for more than one row
template <PurchaseModel Model>
[[nodiscard]] std::vector<double> purchase_probabilities(const Model& model, const Histories& histories, double t,
                                                         int most);

/// Discounted expected residual transactions: all purchases to come, each worth e^(−rate · time).
/// @param rate  continuous, per unit of the histories, > 0
/// @param model  with parameters
/// @param histories  one customer a row
/// @param work  threads and progress
/// @throws  ArgumentError  as `log_likelihoods`; `argument.range` for the rate
/// @source  Fader, Hardie, Lee (2005), Journal of Marketing Research 42:415
template <PurchaseModel Model>
[[nodiscard]] std::vector<double> discounted_purchases(const Model& model, const Histories& histories, double rate,
                                                       const Work& work = {});

}  // namespace guanxi::lifetime
