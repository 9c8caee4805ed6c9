#pragma once
/// @file
/// Customers that buy and leave as the models say, drawn event by event.

#include <guanxi/lifetime/histories.hpp>

#include <cmath>
#include <random>
#include <vector>

namespace guanxi::test {

/// Drawn histories with what happened afterwards.
struct SimulatedCustomers {
  std::vector<double> x{}, t_x{}, T{}, log_gaps{};
  std::vector<double> later{};  ///< purchases within `ahead` after T
  double alive{};               ///< share that has not left by T

  [[nodiscard]] lifetime::Histories view() const { return {.x = x, .t_x = t_x, .T = T, .log_gaps = log_gaps}; }
};

/// What is drawn: gaps of k exponential parts with a gamma (r, alpha) rate.
struct BuyingAndLeaving {
  int k = 1;
  double r = 1, alpha = 1;
  bool leaves_by_time =
      false;  ///< at a gamma (leave_1, leave_2) rate, else after purchases with a beta (leave_1, leave_2) probability
  bool leaves_at_once = false;  ///< also after the first purchase
  double leave_1 = 1, leave_2 = 1;
};

inline SimulatedCustomers simulate(const BuyingAndLeaving& model, std::size_t customers, double least_age,
                                   double most_age, double ahead, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto gamma = [&](double shape, double inverse_scale) {
    return std::gamma_distribution<double>(shape, 1 / inverse_scale)(random);
  };
  const auto wait = [&](double rate) {
    return rate > 0 ? std::exponential_distribution<double>(rate)(random) : HUGE_VAL;
  };
  const auto uniform = [&] { return std::generate_canonical<double, 53>(random); };
  SimulatedCustomers made;
  for (std::size_t i = 0; i < customers; ++i) {
    const double T = least_age + (most_age - least_age) * uniform(), rate = gamma(model.r, model.alpha);
    double leaves_at = HUGE_VAL, leaves = 0;
    if (model.leaves_by_time) {
      leaves_at = wait(gamma(model.leave_1, model.leave_2));
    } else {
      const double one = gamma(model.leave_1, 1), other = gamma(model.leave_2, 1);
      leaves = one / (one + other);
    }
    if (model.leaves_at_once && uniform() < leaves) leaves_at = 0;
    double now = 0, x = 0, t_x = 0, log_gaps = 0, later = 0;
    while (true) {
      double gap = 0;
      for (int part = 0; part < model.k; ++part) gap += wait(rate);
      now += gap;
      if (now > leaves_at || now > T + ahead) break;
      if (now <= T) {
        x += 1;
        t_x = now;
        log_gaps += std::log(gap);
      } else {
        later += 1;
      }
      if (!model.leaves_by_time && uniform() < leaves) leaves_at = now;
    }
    made.x.push_back(x);
    made.t_x.push_back(t_x);
    made.T.push_back(T);
    made.log_gaps.push_back(log_gaps);
    made.later.push_back(later);
    made.alive += (leaves_at > T) / static_cast<double>(customers);
  }
  return made;
}

}  // namespace guanxi::test
