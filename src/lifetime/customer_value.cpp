#include <guanxi/lifetime/customer_value.hpp>

#include <cmath>
#include <string>

namespace guanxi::lifetime {

namespace {

void demand_value_options(const ValueOptions& options) {
  if (options.periods < 1)
    throw ArgumentError("argument.range", "periods must be at least 1, found " + std::to_string(options.periods));
  if (!(options.rate >= 0 && std::isfinite(options.rate)))
    throw ArgumentError("argument.range", "rate must be a finite number >= 0, found " + std::to_string(options.rate));
  if (!(options.margin >= 0 && options.margin <= 1))
    throw ArgumentError("argument.range", "margin must be 0 to 1, found " + std::to_string(options.margin));
}

}  // namespace

double continuous_rate(double rate, TimeUnit rate_per, TimeUnit unit) {
  if (!(rate > -1 && std::isfinite(rate)))
    throw ArgumentError("argument.range", "rate must be a finite number above -1, found " + std::to_string(rate));
  return std::log1p(rate) / units_in(rate_per, unit);
}

template <PurchaseModel Model>
CustomerValues lifetime_value(const Model& model, const GammaGamma& amounts, const Histories& histories,
                              const Spending& spending, const ValueOptions& options, const Work& work) {
  demand_value_options(options);
  if (spending.x.size() != histories.x.size())
    throw ArgumentError("argument.length", "spending and histories must be of one length, found " +
                                               std::to_string(spending.x.size()) + " and " +
                                               std::to_string(histories.x.size()));
  ExpectedAmounts expected = expected_amounts(amounts, spending);
  CustomerValues made{.value = std::vector<double>(histories.x.size()),
                      .amount = std::move(expected.amount),
                      .basis = std::move(expected.basis),
                      .probability_alive = probability_alive(model, histories, work)};
  const double length = units_in(options.period, options.unit),
               each = continuous_rate(options.rate, options.rate_per, options.period);
  std::vector<double> before(histories.x.size());
  for (int k = 1; k <= options.periods; ++k) {
    const std::vector<double> now = expected_purchases(model, histories, k * length, work);
    const double worth = options.margin * std::exp(-each * (options.paid_at == PaidAt::end ? k : k - .5));
    for (std::size_t i = 0; i < now.size(); ++i) made.value[i] += made.amount[i] * worth * (now[i] - before[i]);
    before = now;
  }
  made.purchases = std::move(before);
  return made;
}

template CustomerValues lifetime_value(const BgNbd&, const GammaGamma&, const Histories&, const Spending&,
                                       const ValueOptions&, const Work&);
template CustomerValues lifetime_value(const MbgNbd&, const GammaGamma&, const Histories&, const Spending&,
                                       const ValueOptions&, const Work&);
template CustomerValues lifetime_value(const BgCnbdK&, const GammaGamma&, const Histories&, const Spending&,
                                       const ValueOptions&, const Work&);
template CustomerValues lifetime_value(const MbgCnbdK&, const GammaGamma&, const Histories&, const Spending&,
                                       const ValueOptions&, const Work&);
template CustomerValues lifetime_value(const ParetoNbd&, const GammaGamma&, const Histories&, const Spending&,
                                       const ValueOptions&, const Work&);
template CustomerValues lifetime_value(const Nbd&, const GammaGamma&, const Histories&, const Spending&,
                                       const ValueOptions&, const Work&);

}  // namespace guanxi::lifetime
