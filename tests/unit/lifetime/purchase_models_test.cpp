#include <guanxi/lifetime/purchase_models.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "support/cdnow.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::lifetime {
namespace {

using List = std::vector<double>;

const BgNbd bg{.r = .243, .alpha = 4.414, .a = .793, .b = 2.426};
const ParetoNbd pareto{.r = .5533971434, .alpha = 10.5801985435, .s = .6060624971, .beta = 11.6562236707};

// One customer and the answers about it.
struct One {
  List x, t_x, T, log_gaps{0};
  One(double purchases, double last, double age, double gaps = 0) : x{purchases}, t_x{last}, T{age}, log_gaps{gaps} {}
  [[nodiscard]] Histories view() const { return {.x = x, .t_x = t_x, .T = T, .log_gaps = log_gaps}; }
};

double sum_of(const List& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }
double alive(const auto& model, double x, double t_x, double T) {
  return probability_alive(model, One(x, t_x, T).view()).at(0);
}
double expected(const auto& model, double t, double x, double t_x, double T) {
  return expected_purchases(model, One(x, t_x, T).view(), t).at(0);
}
double likelihood(const auto& model, const Histories& histories) { return sum_of(log_likelihoods(model, histories)); }

void expect_fit(const FitReport& fit, const List& parameters, double log_likelihood) {
  EXPECT_EQ(fit.status, FitStatus::ok);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    EXPECT_NEAR(fit.parameters[i].value, parameters[i], .002 * parameters[i]) << fit.parameters[i].name;
  EXPECT_NEAR(fit.log_likelihood, log_likelihood, 1e-3);
}

// the optimum itself: seven digits are printed
void expect_close_fit(const FitReport& fit, const List& parameters, double log_likelihood) {
  expect_fit(fit, parameters, log_likelihood);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    EXPECT_NEAR(fit.parameters[i].value, parameters[i], 2e-6 * parameters[i]) << fit.parameters[i].name;
  EXPECT_NEAR(fit.log_likelihood, log_likelihood, 1e-8);
  EXPECT_LT(fit.gradient_norm, 1e-4);
  EXPECT_EQ(fit.agreeing, fit.starts);
  EXPECT_EQ(fit.rank, static_cast<int>(parameters.size()));
}

// METHODS 7: parameters, likelihoods, standard errors
TEST(CdnowFits, two_decimals) {
  GUANXI_NEED_SHARED("cdnow");
  const test::HistoryColumns data = test::cdnow_two_decimals();
  expect_close_fit(fit<BgNbd>(data.view()).fit, {.2425929, 4.4135315, .7928862, 2.4257538}, -9582.42556057);
  expect_close_fit(fit<ParetoNbd>(data.view()).fit, {.5532755, 10.5776124, .6062137, 11.6679142}, -9594.97392983);
  expect_close_fit(fit<Nbd>(data.view()).fit, {.3847677, 12.0720852}, -3193.05683142);
}

TEST(CdnowFits, exact) {
  GUANXI_NEED_SHARED("cdnow");
  const test::HistoryColumns data = test::cdnow_exact();
  ASSERT_EQ(data.x.size(), 2357U);
  EXPECT_EQ(sum_of(data.x), 2457);
  const BgNbd one = fit<BgNbd>(data.view());
  const ParetoNbd two = fit<ParetoNbd>(data.view());
  expect_close_fit(one.fit, {.2425945, 4.4136022, .7929220, 2.4259066}, -9582.42920667);
  expect_close_fit(two.fit, {.5532770, 10.5776833, .6062402, 11.6687410}, -9594.97617894);
  expect_close_fit(fit<Nbd>(data.view()).fit, {.3847661, 12.0720226}, -3193.05867516);
  EXPECT_EQ(one.r, one.fit.parameters[0].value);
  EXPECT_EQ(two.beta, two.fit.parameters[3].value);
  const List bg_errors{.0125573, .3782223, .1857295, .7053963}, pareto_errors{.0476267, .8427114, .1872688, 6.2106700};
  for (std::size_t i = 0; i < 4; ++i) {  // theirs come from differences
    EXPECT_NEAR(*one.fit.parameters[i].standard_error, bg_errors[i], 1e-4 * bg_errors[i]);
    EXPECT_NEAR(*two.fit.parameters[i].standard_error, pareto_errors[i], 1e-4 * pareto_errors[i]);
    EXPECT_NEAR(std::sqrt(two.fit.covariance[5 * i]), pareto_errors[i], 1e-4 * pareto_errors[i]);
  }
}

TEST(CdnowFits, likelihoods_at_fixed_points) {
  GUANXI_NEED_SHARED("cdnow");
  const test::HistoryColumns data = test::cdnow_exact();
  EXPECT_NEAR(likelihood(BgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, data.view()), -9783.444285620, 5e-9);
  EXPECT_NEAR(likelihood(MbgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, data.view()), -9594.524721858, 5e-9);
  EXPECT_NEAR(likelihood(ParetoNbd{.r = .5, .alpha = 8, .s = .7, .beta = 10}, data.view()), -9611.362081642, 5e-9);
  EXPECT_NEAR(likelihood(Nbd{.r = .4, .alpha = 12}, data.view()), -3193.989668329, 5e-9);
}

TEST(PurchaseLikelihoods, one_customer) {
  const One some(3, 4, 6), none(0, 0, 6);
  EXPECT_NEAR(likelihood(BgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, some.view()), -7.576381876697, 5e-13);
  EXPECT_NEAR(likelihood(MbgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, some.view()), -7.799526759611, 5e-13);
  EXPECT_NEAR(likelihood(ParetoNbd{.r = .5, .alpha = 8, .s = .7, .beta = 10}, some.view()), -7.774886115949, 5e-13);
  EXPECT_NEAR(likelihood(BgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, none.view()), -.346573590280, 5e-13);
  EXPECT_NEAR(likelihood(MbgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, none.view()), -.241801993031, 5e-13);
  // METHODS prints −.236035854772; Simpson's rule with 200,000 panels gives these digits
  EXPECT_NEAR(likelihood(ParetoNbd{.r = .5, .alpha = 8, .s = .7, .beta = 10}, none.view()), -.235836054772, 5e-13);
}

TEST(PurchaseLikelihoods, regular_gaps) {
  const One customer(2, 4, 6, 2 * std::log(2));
  EXPECT_NEAR(likelihood(MbgCnbdK{.k = 2, .r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, customer.view()), -6.96164956196,
              5e-12);
  EXPECT_NEAR(likelihood(BgCnbdK{.k = 2, .r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, customer.view()), -6.70607971477,
              5e-12);
  EXPECT_NEAR(likelihood(BgCnbdK{.k = 1, .r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, customer.view()),
              likelihood(BgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, customer.view()), 1e-14);
  EXPECT_NEAR(likelihood(MbgCnbdK{.k = 1, .r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, customer.view()),
              likelihood(MbgNbd{.r = .5, .alpha = 6, .a = 1.2, .b = 3.3}, customer.view()), 1e-14);
}

TEST(BgNbdValues, published) {
  EXPECT_NEAR(expected(bg, 39, 2, 30.43, 38.86), 1.226028174767, 5e-13);
  EXPECT_NEAR(expected(bg, 52, 26, 30.86, 31), 25.758195936484, 5e-12);
  EXPECT_NEAR(expected(bg, 52, 0, 0, 39), .251358034894, 5e-13);
  EXPECT_NEAR(alive(bg, 23, 39, 39), .968555454221, 5e-13);
  const double alive_by_x[] = {.705626847158, .687091132532, .663866180954, .636545641921};
  for (int x = 5; x <= 8; ++x) EXPECT_NEAR(alive(bg, x, 30, 39), alive_by_x[x - 5], 5e-13);
  const std::pair<double, double> by_time[] = {{.1429, .0078283475},    {1, .0532678912},   {3, .1508652309},
                                               {31.8571, 1.0419960609}, {32, 1.0452433284}, {78, 1.8605190579}};
  for (const auto& [t, value] : by_time) EXPECT_NEAR(expected_purchases(bg, t), value, 5e-11) << t;
  const List some = purchase_probabilities(bg, 39, 5), later = purchase_probabilities(bg, 30, 13);
  const double first[] = {.573786352096, .199395280836, .085429759539, .045860353848, .027671449336, .017965493867};
  for (std::size_t k = 0; k < 6; ++k) EXPECT_NEAR(some[k], first[k], 5e-13) << k;
  EXPECT_NEAR(purchase_probabilities(bg, 2, 10)[10], 1.07868964e-7, 5e-16);
  EXPECT_NEAR(later[11], .001999521447, 5e-13);
  EXPECT_NEAR(later[12], .001517023630, 5e-13);
  EXPECT_NEAR(later[13], .001163315007, 5e-13);
}

TEST(ParetoNbdValues, published) {
  EXPECT_NEAR(alive(pareto, 26, 30.86, 31), .9979178964164, 5e-14);
  EXPECT_NEAR(alive(pareto, 0, 0, 39), .2941633357501, 5e-14);
  const double alive_by_x[] = {.810764674467, .791388751838, .770054484120};
  for (int x = 5; x <= 7; ++x) EXPECT_NEAR(alive(pareto, x, 30, 39), alive_by_x[x - 5], 5e-13);
  EXPECT_NEAR(expected(pareto, 52, 26, 30.86, 31), 25.455318098129, 5e-12);
  EXPECT_NEAR(expected(pareto, 52, 0, 0, 39), .135448595295, 5e-13);
  const List some = purchase_probabilities(pareto, 39, 3);
  const double first[] = {.59356921812, .16558528946, .08249924131, .04904724445};
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(some[k], first[k], 5e-12) << k;
  const ParetoNbd rounded{.r = .55, .alpha = 10.56, .s = .61, .beta = 11.64};
  EXPECT_NEAR(expected_purchases(rounded, 2), .0991608842301, 5e-14);
  EXPECT_NEAR(expected(rounded, 2, 10, 35, 39), .3884117232, 5e-11);
}

TEST(CdnowSums, expected_purchases_of_all) {
  GUANXI_NEED_SHARED("cdnow");
  const test::HistoryColumns data = test::cdnow_exact();
  EXPECT_NEAR(sum_of(expected_purchases(bg, data.view(), 39)), 1653.941259313, 5e-9);
  EXPECT_NEAR(sum_of(expected_purchases(pareto, data.view(), 39)), 1665.428187954, 5e-9);
  double cumulative = 0;
  for (const double T : data.T) cumulative += expected_purchases(pareto, 78 - (272 / 7.0 - T));
  EXPECT_NEAR(cumulative, 4274.436956322, 5e-9);
}

TEST(DiscountedPurchases, increasing_frequency_paradox) {
  const ParetoNbd model{.r = .5629966, .alpha = 12.5590370, .s = .4081095, .beta = 10.5148048};
  const auto discounted = [&](double x, double t_x) {
    return discounted_purchases(model, One(x, t_x, 77.86).view(), .0027).at(0);
  };
  EXPECT_NEAR(discounted(7, 35), 1.86418332807, 5e-11);
  const double by_x[] = {2.19915544970, 2.84353440607, 2.86712839121, 2.44541007861};
  for (int x = 1; x <= 4; ++x) EXPECT_NEAR(discounted(x, 30), by_x[x - 1], 5e-11) << x;
}

TEST(PurchaseStress, finite_and_right) {
  const ParetoNbd steep{.r = 10.465, .alpha = 7.98565181e-3, .s = 3.0516, .beta = 2.820};
  EXPECT_NEAR(likelihood(steep, One(400, 5, 6).view()), 1323.188930967818, 5e-11);
  EXPECT_NEAR(alive(steep, 400, 5, 6) / 5.137458113319e-31, 1, 1e-12);
  EXPECT_NEAR(likelihood(steep, One(40, 5, 6).view()), -5.719021585223, 5e-13);
  EXPECT_NEAR(alive(steep, 40, 5, 6), .001885128187361, 5e-16);
  EXPECT_NEAR(likelihood(BgNbd{.r = .25, .alpha = 4, .a = .8, .b = 2.5}, One(200, 38, 40).view()), 100.795693092707,
              5e-12);
  EXPECT_NEAR(expected(bg, 5200, 300, 38, 39), 638.131809318222, 5e-11);
}

}  // namespace
}  // namespace guanxi::lifetime
