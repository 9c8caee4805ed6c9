#pragma once
/// @file
/// Customer lifetime value in money.

#include <guanxi/lifetime/gamma_gamma.hpp>
#include <guanxi/lifetime/purchase_models.hpp>
#include <guanxi/lifetime/time_unit.hpp>

#include <vector>

namespace guanxi::lifetime {

/// When in a period its purchases are paid.
enum class PaidAt {
  end,    ///< at its end: discounted in full
  middle  ///< halfway
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::PaidAt> {
  static constexpr EnumWord table[] = {
      word(lifetime::PaidAt::end, "end", {"期末", "End of the period"}),
      word(lifetime::PaidAt::middle, "middle", {"期中", "Middle of the period"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// What a value is made of.
struct ValueOptions {
  TimeUnit unit = TimeUnit::week;      ///< of the model and its histories. Default week.
  int periods = 12;                    ///< how many periods ahead. Default 12. Requires > 0.
  TimeUnit period = TimeUnit::month;   ///< length of a period. Default month.
  double rate = .1;                    ///< discount rate, compounded. Default .1. Requires >= 0.
  TimeUnit rate_per = TimeUnit::year;  ///< time for which the rate is told. Default year.
  double margin = 1;                   ///< share of an amount that is earned. Default 1. Requires 0–1.
  PaidAt paid_at = PaidAt::end;        ///< Default end.
};

/// Values of customers as columns, one a row of the histories.
struct CustomerValues {
  std::vector<double> value{};       ///< Σ amount · margin · purchases of the period / (1 + rate)^periods, in money
  std::vector<double> purchases{};   ///< expected within all periods
  std::vector<double> amount{};      ///< expected mean amount of a purchase
  std::vector<AmountBasis> basis{};  ///< where the amount comes from; with `none` the value is 0
  std::vector<double> probability_alive{};  ///< at the end of T
  bool operator==(const CustomerValues&) const = default;
};

/// What each customer is worth within some periods: purchases to expect times the amount to expect, discounted.
/// @param model      of purchases
/// @param amounts    of amounts
/// @param histories  one customer a row
/// @param spending   of the same customers
/// @param options    horizon, rate, margin; rate and periods have their units, so that weeks and months do not mix
/// @param work  threads and progress
/// @throws  ArgumentError  as `expected_purchases` and `expected_amounts`; `argument.range`; `argument.length`
/// @cost    rows · periods
/// @source  Fader, Hardie, Lee (2005), Journal of Marketing Research 42:415; docs/methods/lifetime.md
template <PurchaseModel Model>
[[nodiscard]] CustomerValues lifetime_value(const Model& model, const GammaGamma& amounts, const Histories& histories,
                                            const Spending& spending, const ValueOptions& options = {},
                                            const Work& work = {});

/// The continuous rate per unit of time that equals a compounded one, for `discounted_purchases`.
/// @param rate      compounded, > −1
/// @param rate_per  time for which it is told
/// @param unit      unit of the answer
[[nodiscard]] double continuous_rate(double rate, TimeUnit rate_per, TimeUnit unit);

}  // namespace guanxi::lifetime
