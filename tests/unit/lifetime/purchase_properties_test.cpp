#include <guanxi/lifetime/purchase_models.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "support/cdnow.hpp"
#include "support/code_thrown.hpp"
#include "support/simulated_customers.hpp"

namespace guanxi::lifetime {
namespace {

using List = std::vector<double>;
using Long = long double;

struct Lone {
  List x, t_x, T, log_gaps{0};
  [[nodiscard]] Histories view() const { return {.x = x, .t_x = t_x, .T = T, .log_gaps = log_gaps}; }
};

double mean_of(const List& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

double deviation_of(const List& numbers) {
  const double mean = mean_of(numbers);
  double squares = 0;
  for (const double number : numbers) squares += (number - mean) * (number - mean);
  return std::sqrt(squares / static_cast<double>(numbers.size()));
}

// Simulated customers of a model: what it says of each is true on average.
void expect_true_on_average(const auto& model, const test::BuyingAndLeaving& truth) {
  const double ahead = 8;
  const test::SimulatedCustomers customers = test::simulate(truth, 20000, 4, 16, ahead, 7);
  const double customer_count = static_cast<double>(customers.x.size());
  const List alive = probability_alive(model, customers.view()),
             next = expected_purchases(model, customers.view(), ahead);
  EXPECT_NEAR(mean_of(alive), customers.alive, 5 * std::sqrt(.25 / customer_count));
  List errors;
  for (std::size_t i = 0; i < next.size(); ++i) errors.push_back(next[i] - customers.later[i]);
  EXPECT_NEAR(mean_of(errors), 0, 5 * deviation_of(errors) / std::sqrt(customer_count));
  const test::SimulatedCustomers same_age = test::simulate(truth, 20000, 10, 10, 0, 8);
  EXPECT_NEAR(expected_purchases(model, 10), mean_of(same_age.x),
              5 * deviation_of(same_age.x) / std::sqrt(customer_count));
  const List shares = purchase_probabilities(model, 10, 5);
  for (std::size_t n = 0; n < shares.size(); ++n) {
    const double seen =
        static_cast<double>(std::count(same_age.x.begin(), same_age.x.end(), static_cast<double>(n))) / customer_count;
    EXPECT_NEAR(shares[n], seen, 5 * std::sqrt(shares[n] * (1 - shares[n]) / customer_count)) << n;
  }
  const Lone one{{2}, {3}, {6}, {std::log(1.5) * 2}};
  const List ahead_shares = purchase_probabilities(model, one.view(), 5, 200);
  double total = 0, mean = 0;
  for (std::size_t n = 0; n < ahead_shares.size(); ++n) {
    total += ahead_shares[n];
    mean += static_cast<double>(n) * ahead_shares[n];
  }
  EXPECT_NEAR(total, 1, 1e-9);
  EXPECT_NEAR(mean, expected_purchases(model, one.view(), 5)[0], 1e-7);
}

TEST(SimulatedPurchases, every_model_is_true_on_average) {
  expect_true_on_average(BgNbd{.r = .8, .alpha = 2, .a = .9, .b = 3},
                         {.r = .8, .alpha = 2, .leave_1 = .9, .leave_2 = 3});
  expect_true_on_average(MbgNbd{.r = .8, .alpha = 2, .a = .9, .b = 3},
                         {.r = .8, .alpha = 2, .leaves_at_once = true, .leave_1 = .9, .leave_2 = 3});
  expect_true_on_average(BgCnbdK{.k = 3, .r = 1.5, .alpha = .8, .a = .9, .b = 3},
                         {.k = 3, .r = 1.5, .alpha = .8, .leave_1 = .9, .leave_2 = 3});
  expect_true_on_average(MbgCnbdK{.k = 2, .r = 1.5, .alpha = 1, .a = .9, .b = 3},
                         {.k = 2, .r = 1.5, .alpha = 1, .leaves_at_once = true, .leave_1 = .9, .leave_2 = 3});
  expect_true_on_average(ParetoNbd{.r = .8, .alpha = 2, .s = .7, .beta = 9},
                         {.r = .8, .alpha = 2, .leaves_by_time = true, .leave_1 = .7, .leave_2 = 9});
  expect_true_on_average(Nbd{.r = .8, .alpha = 2},
                         {.r = .8, .alpha = 2, .leaves_by_time = true, .leave_1 = 1e-4, .leave_2 = 1e6});
}

TEST(SimulatedPurchases, regularity_is_found) {
  for (const int k : {1, 3}) {
    const test::SimulatedCustomers customers = test::simulate(
        {.k = k, .r = 2, .alpha = 1, .leaves_at_once = true, .leave_1 = .6, .leave_2 = 3}, 700, 10, 20, 0, 3);
    const MbgCnbdK model = fit<MbgCnbdK>(customers.view());
    EXPECT_EQ(model.k, k);
    EXPECT_EQ(model.fit.status, FitStatus::ok);
    EXPECT_NEAR(model.r, 2, 4 * *model.fit.parameters[0].standard_error);
    EXPECT_NEAR(model.alpha, 1, 4 * *model.fit.parameters[1].standard_error);
    EXPECT_NEAR(model.a, .6, 4 * *model.fit.parameters[2].standard_error);
    EXPECT_NEAR(model.b, 3, 4 * *model.fit.parameters[3].standard_error);
  }
}

// A fit is a maximum: no parameter moved a little explains the data better, and its curvature gives the errors.
template <class Model, class Nudge>
void expect_maximum(const Histories& data, const Nudge& nudge, std::size_t parameters) {
  const Model model = fit<Model>(data);
  const auto height = [&](const Model& at) {
    const List each = log_likelihoods(at, data);
    return std::accumulate(each.begin(), each.end(), 0.0);
  };
  const double best = height(model);
  EXPECT_NEAR(best, model.fit.log_likelihood, 1e-7);
  for (std::size_t i = 0; i < parameters; ++i)
    for (const double factor : {.999, 1.001}) {
      Model moved = model;
      nudge(moved, i) *= factor;
      EXPECT_LT(height(moved), best) << i << ' ' << factor;
    }
}

TEST(Fits, are_maxima) {
  const test::SimulatedCustomers customers =
      test::simulate({.k = 1, .r = .8, .alpha = 2, .leave_1 = .9, .leave_2 = 3}, 400, 5, 20, 0, 11);
  const auto four = [](auto& model, std::size_t i) -> double& {
    return i == 0 ? model.r : i == 1 ? model.alpha : i == 2 ? model.a : model.b;
  };
  expect_maximum<BgNbd>(customers.view(), four, 4);
  expect_maximum<MbgNbd>(customers.view(), four, 4);
  expect_maximum<BgCnbdK>(customers.view(), four, 4);
  expect_maximum<MbgCnbdK>(customers.view(), four, 4);
  expect_maximum<ParetoNbd>(
      customers.view(),
      [](ParetoNbd& model, std::size_t i) -> double& {
        return i == 0 ? model.r : i == 1 ? model.alpha : i == 2 ? model.s : model.beta;
      },
      4);
}

TEST(Fits, neither_order_nor_threads_nor_weights_change_a_bit) {
  const test::SimulatedCustomers customers =
      test::simulate({.r = .8, .alpha = 2, .leave_1 = .9, .leave_2 = 3}, 4500, 5, 20, 0, 12);
  test::HistoryColumns data{customers.x, customers.t_x, customers.T};
  const BgNbd first = fit<BgNbd>(data.view(), {.work = {.threads = 1}});
  std::vector<std::size_t> order(data.x.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937(5));
  test::HistoryColumns shuffled = data;
  for (std::size_t i = 0; i < order.size(); ++i) {
    shuffled.x[i] = data.x[order[i]];
    shuffled.t_x[i] = data.t_x[order[i]];
    shuffled.T[i] = data.T[order[i]];
  }
  EXPECT_EQ(fit<BgNbd>(shuffled.view(), {.work = {.threads = 3}}), first);
  test::HistoryColumns twice = data;
  for (List test::HistoryColumns::*column :
       {&test::HistoryColumns::x, &test::HistoryColumns::t_x, &test::HistoryColumns::T})
    (twice.*column).insert((twice.*column).end(), (data.*column).begin(), (data.*column).end());
  const List weights(data.x.size(), 2);
  Histories weighted = data.view();
  weighted.weights = weights;
  const BgNbd by_weight = fit<BgNbd>(weighted);
  EXPECT_EQ(fit<BgNbd>(twice.view()), by_weight);
  EXPECT_NEAR(by_weight.r, first.r, 1e-9 * first.r);
  EXPECT_NEAR(by_weight.fit.log_likelihood, 2 * first.fit.log_likelihood, 1e-8 * -first.fit.log_likelihood);
}

// The unit of time does not matter: days instead of weeks.
TEST(Fits, unit_of_time_scales_alone) {
  const test::SimulatedCustomers customers =
      test::simulate({.k = 2, .r = 2, .alpha = 1, .leave_1 = .9, .leave_2 = 3}, 500, 5, 20, 0, 13);
  test::SimulatedCustomers days = customers;
  double purchases = 0;
  for (std::size_t i = 0; i < days.x.size(); ++i) {
    days.t_x[i] *= 7;
    days.T[i] *= 7;
    days.log_gaps[i] += days.x[i] * std::log(7.0);
    purchases += days.x[i];
  }
  const BgCnbdK weekly = fit<BgCnbdK>(customers.view()), daily = fit<BgCnbdK>(days.view());
  EXPECT_EQ(weekly.k, daily.k);
  EXPECT_NEAR(daily.alpha, 7 * weekly.alpha, 1e-6 * daily.alpha);
  EXPECT_NEAR(daily.a, weekly.a, 1e-6 * daily.a);
  EXPECT_NEAR(daily.fit.log_likelihood, weekly.fit.log_likelihood - purchases * std::log(7.0), 1e-6);
}

Long slow_soft(Long u) { return u > 0 ? u + std::log1p(std::exp(-u)) : std::log1p(std::exp(u)); }

// Simpson's rule where the integrand is not negligible, on the log scale.
template <class LogF>
Long slow_log_integral(Long low, Long high, const LogF& log_f) {
  int panels = 1000;
  const Long whole_low = low, whole_high = high;
  for (int zoom = 0; zoom < 6; ++zoom) {
    std::vector<Long> heights;
    for (int i = 0; i <= panels; ++i) heights.push_back(log_f(low + (high - low) * i / panels));
    const Long top = *std::max_element(heights.begin(), heights.end());
    int first = 0, last = panels;
    while (heights[static_cast<std::size_t>(first)] < top - 60) ++first;
    while (heights[static_cast<std::size_t>(last)] < top - 60) --last;
    const Long step = (high - low) / panels, start = low;
    if (last - first > panels / 2) break;
    low = std::fmax(whole_low, start + step * (first - 1));
    high = std::fmin(whole_high, start + step * (last + 1));
  }
  panels = 20000;
  std::vector<Long> heights;
  for (int i = 0; i <= panels; ++i) heights.push_back(log_f(low + (high - low) * i / panels));
  const Long top = *std::max_element(heights.begin(), heights.end());
  Long sum = 0;
  for (int i = 0; i <= panels; ++i)
    sum += (i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2) * std::exp(heights[static_cast<std::size_t>(i)] - top);
  return top + std::log(sum * (high - low) / panels / 3);
}

// ln of the integral over the time of leaving, over the logarithm of least + y.
Long slow_pareto_likelihood(const ParetoNbd& p, double x, double t_x, double T) {
  const Long least = std::fmin(p.alpha, p.beta);
  const Long low = std::log(least + t_x), high = std::log(least + T), shapes = Long(p.r) + x;
  const Long left = slow_log_integral(low, high, [&](Long u) {
    return u - shapes * std::log(std::exp(u) + (p.alpha - least)) -
           (Long(p.s) + 1) * std::log(std::exp(u) + (p.beta - least));
  });
  const Long stayed = -shapes * std::log(Long(p.alpha) + T) - Long(p.s) * std::log(Long(p.beta) + T),
             leaves = std::log(Long(p.s)) + left;
  const Long top = std::fmax(stayed, leaves);
  return std::lgamma(shapes) - std::lgamma(Long(p.r)) + p.r * std::log(Long(p.alpha)) + p.s * std::log(Long(p.beta)) +
         top + std::log(std::exp(stayed - top) + std::exp(leaves - top));
}

Long slow_bg_likelihood(const BgNbd& p, double x, double t_x, double T) {
  const auto beta = [](Long a, Long b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); };
  const Long base =
      std::lgamma(Long(p.r) + x) - std::lgamma(Long(p.r)) + p.r * std::log(Long(p.alpha)) - beta(p.a, p.b);
  const Long stayed = beta(p.a, p.b + x) - (p.r + x) * std::log(Long(p.alpha) + T);
  if (x == 0) return base + stayed;
  const Long left = beta(p.a + 1, p.b + x - 1) - (p.r + x) * std::log(Long(p.alpha) + t_x),
             top = std::fmax(stayed, left);
  return base + top + std::log(std::exp(stayed - top) + std::exp(left - top));
}

// E[(1 − (1 + p w)^−shape) / p] over beta-distributed p.
Long slow_bg_expected(const BgNbd& p, double x, double T, double t) {
  const Long shape = Long(p.r) + x, odds = t / (Long(p.alpha) + T), b = Long(p.b) + x, a = p.a;
  const Long reach = 60 / std::fmin(a, b) + 60;
  const Long part = slow_log_integral(-reach, reach, [&](Long u) {
    const Long leaves = std::exp(-slow_soft(-u));
    return a * u - (a + b) * slow_soft(u) + std::log(-std::expm1(-shape * std::log1p(leaves * odds))) + slow_soft(-u);
  });
  return std::exp(part - (std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b)));
}

// Parameters and data over twelve decades.
TEST(TwelveDecades, finite_and_as_the_slow_integrals_say) {
  std::mt19937_64 random(17);
  const auto power = [&](double low, double high) {
    return std::pow(10, low + (high - low) * std::generate_canonical<double, 53>(random));
  };
  for (int round = 0; round < 60; ++round) {
    const double T = power(-6, 6), x = round % 4 == 0 ? 0 : std::floor(power(0, 2.6)),
                 t_x = x == 0 ? 0 : T * std::generate_canonical<double, 53>(random);
    const ParetoNbd two{.r = power(-3, 3), .alpha = power(-6, 6), .s = power(-3, 3), .beta = power(-6, 6)};
    const BgNbd one{.r = power(-3, 3), .alpha = power(-6, 6), .a = power(-1.5, 3), .b = power(-1.5, 3)};
    const Lone customer{{x}, {t_x}, {T}};
    const double likelihood_two = log_likelihoods(two, customer.view())[0],
                 likelihood_one = log_likelihoods(one, customer.view())[0];
    const auto told = [&] {
      return testing::Message() << x << ' ' << t_x << ' ' << T << " | " << two.r << ' ' << two.alpha << ' ' << two.s
                                << ' ' << two.beta << " | " << one.r << ' ' << one.alpha << ' ' << one.a << ' '
                                << one.b;
    };
    const Long slow_two = slow_pareto_likelihood(two, x, t_x, T), slow_one = slow_bg_likelihood(one, x, t_x, T);
    EXPECT_NEAR(likelihood_two, static_cast<double>(slow_two), 1e-9 * (1 + std::fabs(static_cast<double>(slow_two))))
        << told();
    EXPECT_NEAR(likelihood_one, static_cast<double>(slow_one), 1e-10 * (1 + std::fabs(static_cast<double>(slow_one))))
        << told();
    for (const double chance :
         {probability_alive(two, customer.view())[0], probability_alive(one, customer.view())[0]}) {
      EXPECT_GE(chance, 0) << told();
      EXPECT_LE(chance, 1) << told();
    }
    const double t = power(-6, 6), ahead_two = expected_purchases(two, customer.view(), t)[0],
                 ahead_one = expected_purchases(one, customer.view(), t)[0];
    EXPECT_TRUE(std::isfinite(ahead_two) && ahead_two >= 0) << told();
    const double slow_ahead =
        probability_alive(one, customer.view())[0] * static_cast<double>(slow_bg_expected(one, x, T, t));
    EXPECT_NEAR(ahead_one, slow_ahead, 1e-8 * slow_ahead + 1e-300) << told() << ' ' << t;
    const double worth = discounted_purchases(two, customer.view(), power(-4, 1))[0];
    EXPECT_TRUE(std::isfinite(worth) && worth >= 0) << told();
  }
}

// By parts for the models without a formula of their own; the Pareto/NBD has one.
TEST(DiscountedPurchases, are_the_sum_of_small_steps) {
  const BgNbd one{.r = .8, .alpha = 2, .a = .9, .b = 3};
  const ParetoNbd two{.r = .8, .alpha = 2, .s = .7, .beta = 9};
  const Lone customer{{3}, {5}, {7}};
  const double rate = .05, step = .1;
  const auto slow = [&](const auto& model) {
    double sum = 0, before = 0;
    for (double t = step; t < 300; t += step) {
      const double now = expected_purchases(model, customer.view(), t)[0];
      sum += (now - before) * std::exp(-rate * (t - step / 2));
      before = now;
    }
    return sum;
  };
  EXPECT_NEAR(discounted_purchases(one, customer.view(), rate)[0], slow(one), 2e-5);
  EXPECT_NEAR(discounted_purchases(two, customer.view(), rate)[0], slow(two), 2e-5);
  EXPECT_NEAR(discounted_purchases(Nbd{.r = .8, .alpha = 2}, customer.view(), rate)[0], slow(Nbd{.r = .8, .alpha = 2}),
              2e-5);
}

}  // namespace
}  // namespace guanxi::lifetime
