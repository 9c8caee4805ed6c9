#include <guanxi/lifetime/bg_bb.hpp>
#include <guanxi/lifetime/gamma_gamma.hpp>
#include <guanxi/lifetime/shifted_beta_geometric.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "support/code_thrown.hpp"
#include "support/csv_columns.hpp"

namespace guanxi::lifetime {
namespace {

using Numbers = std::vector<double>;

double total_of(const Numbers& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

void expect_parameters(const FitReport& fit, const Numbers& parameters, double log_likelihood) {
  EXPECT_EQ(fit.status, FitStatus::ok);
  EXPECT_EQ(fit.agreeing, fit.starts);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    EXPECT_NEAR(fit.parameters[i].value, parameters[i], 2e-6 * parameters[i]) << fit.parameters[i].name;
  EXPECT_NEAR(fit.log_likelihood, log_likelihood, 1e-7);
}

// METHODS 7
TEST(GammaGammaCdnow, two_decimals) {
  GUANXI_NEED_SHARED("cdnow");
  const test::CsvColumns csv(test::shared_data() / "cdnow/cdnow_customers_summary_with_transactions.csv");
  const Numbers x = csv.numbers("x"), z = csv.numbers("zbar");
  const GammaGamma model = fit_gamma_gamma({.x = x, .mean_amount = z});
  expect_parameters(model.fit, {6.2488045, 3.7445879, 15.4477404}, -4055.92324350);
  EXPECT_EQ(model.fit.customers, 946);
  EXPECT_NEAR(*model.correlation, .1138839, 5e-8);
}

TEST(GammaGammaValues, published) {
  const GammaGamma model{.p = 6.25, .q = 3.74, .v = 15.44};
  const Numbers x{2, 1, 0, 7}, z{22.35, 11.77, 0, 73.74},
      expected{24.6637139108, 18.9168520578, 35.2189781022, 71.4696708970};
  const ExpectedAmounts found = expected_amounts(model, {.x = x, .mean_amount = z});
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(found.amount[i], expected[i], 5e-11);
    EXPECT_EQ(found.basis[i], i == 2 ? AmountBasis::population : AmountBasis::own);
  }
  const Numbers three{3}, spent{35};
  EXPECT_NEAR(expected_amounts({.p = 6, .q = 4, .v = 16}, {.x = three, .mean_amount = spent}).amount[0], 34.5714285714,
              5e-11);
}

TEST(GammaGammaValues, no_mean_is_a_status) {
  const Numbers x{0, 3}, z{0, 20};
  const ExpectedAmounts found = expected_amounts({.p = 2, .q = .8, .v = 15}, {.x = x, .mean_amount = z});
  EXPECT_EQ(found.basis[0], AmountBasis::none);
  EXPECT_EQ(found.amount[0], 0);
  EXPECT_EQ(found.basis[1], AmountBasis::own);
  EXPECT_NEAR(found.amount[1], 2 * (15 + 60) / (6 + .8 - 1), 1e-12);
}

TEST(GammaGammaFits, tell_what_they_leave_out) {
  const Numbers x{1, 2, 3, 0, 2, 1.5, 4}, z{10, 12, -3, 0, std::nan(""), 10, 8};
  const GammaGamma model = fit_gamma_gamma({.x = x, .mean_amount = z});
  EXPECT_EQ(model.fit.customers, 3);
  ASSERT_EQ(model.fit.findings.size(), 3U);
  EXPECT_NE(model.fit.findings[0].message.en.find("row 5"), std::string::npos);
  EXPECT_NE(model.fit.findings[1].message.en.find("row 6"), std::string::npos);
  EXPECT_NE(model.fit.findings[2].message.en.find("row 3"), std::string::npos);
  const Numbers ones{1, 1}, same{10, 10};
  EXPECT_EQ(fit_gamma_gamma({.x = ones, .mean_amount = same}).fit.status, FitStatus::too_little_data);
  EXPECT_EQ(fit_gamma_gamma({}).fit.status, FitStatus::too_little_data);
  EXPECT_EQ(test::code_thrown([&] { (void)fit_gamma_gamma({.x = x, .mean_amount = ones}); }), "argument.length");
  EXPECT_EQ(test::code_thrown([&] { (void)expected_amounts({.p = -1, .q = 2, .v = 3}, {}); }), "argument.parameter");
}

// a gamma-gamma sample: the truth lies within the errors, and amounts come out on average
TEST(GammaGammaFits, find_the_truth) {
  std::mt19937_64 random(4);
  Numbers x, z;
  for (int i = 0; i < 4000; ++i) {
    const double rate = std::gamma_distribution<double>(4, 1 / 16.0)(random);
    const int purchases = 1 + i % 5;
    double sum = 0;
    for (int n = 0; n < purchases; ++n) sum += std::gamma_distribution<double>(6, 1 / rate)(random);
    x.push_back(purchases);
    z.push_back(sum / purchases);
  }
  const GammaGamma model = fit_gamma_gamma({.x = x, .mean_amount = z});
  const double truth[] = {6, 4, 16};
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(model.fit.parameters[i].value, truth[i], 4 * *model.fit.parameters[i].standard_error);
  EXPECT_NEAR(total_of(expected_amounts(model, {.x = x, .mean_amount = z}).amount) / 4000, 6 * 16 / 3.0, 2);
  EXPECT_NEAR(total_of(log_likelihoods(model, {.x = x, .mean_amount = z})), model.fit.log_likelihood, 1e-6);
}

TEST(BgBbDonations, published) {
  GUANXI_NEED_SHARED("cdnow");
  const test::CsvColumns csv(test::shared_data() / "cdnow/donations.csv");
  const Numbers x = csv.numbers("frequency"), t_x = csv.numbers("recency"), n = csv.numbers("periods"),
                weights = csv.numbers("weights");
  const ChanceHistories histories{.x = x, .t_x = t_x, .n = n, .weights = weights};
  const BgBb model = fit_bg_bb(histories);
  expect_parameters(model.fit, {1.2035223, .7497163, .6567182, 2.7834423}, -33225.58127435);
  EXPECT_EQ(model.fit.customers, 11104);
  const Numbers each = log_likelihoods(BgBb{.alpha = 1.204, .beta = .75, .gamma = .657, .delta = 2.783}, histories);
  EXPECT_NEAR(std::inner_product(each.begin(), each.end(), weights.begin(), 0.0), -33225.58175, 5e-6);
}

// Every path of taking, passing and leaving, one by one.
struct Paths {
  const BgBb& model;
  double beta_ratio(double a, double b, double more_a, double more_b) const {
    return std::exp(std::lgamma(a + more_a) + std::lgamma(b + more_b) - std::lgamma(a + b + more_a + more_b) -
                    std::lgamma(a) - std::lgamma(b) + std::lgamma(a + b));
  }
  // probability that the chances seen while there are exactly those of `taken`, and that `alive` chances came first
  double path(int taken, int alive, bool has_left) const {
    return beta_ratio(model.alpha, model.beta, taken, alive - taken) *
           beta_ratio(model.gamma, model.delta, has_left ? 1 : 0, alive);
  }
};

TEST(BgBbValues, all_paths_one_by_one) {
  const BgBb model{.alpha = 1.2, .beta = .75, .gamma = .66, .delta = 2.8};
  const Paths paths{model};
  constexpr int n = 5, ahead = 3;
  for (int x = 0; x <= n; ++x)
    for (int t_x = x; t_x <= n && (x > 0 || t_x == 0); ++t_x) {
      const Numbers column_x{double(x)}, column_t{double(t_x)}, column_n{double(n)};
      const ChanceHistories one{.x = column_x, .t_x = column_t, .n = column_n};
      double likelihood = paths.path(x, n, false), later = 0, there = 0;
      for (int alive = t_x; alive < n; ++alive) likelihood += paths.path(x, alive, true);
      EXPECT_NEAR(log_likelihoods(model, one)[0], std::log(likelihood), 1e-12) << x << ' ' << t_x;
      there = paths.path(x, n + 1, false) + paths.path(x + 1, n + 1, false);
      EXPECT_NEAR(probability_alive(model, one)[0], there / likelihood, 1e-12);
      double discounted = 0;
      for (int k = 1; k <= 4000; ++k) {
        const double taken = paths.beta_ratio(model.alpha, model.beta, x + 1, n - x) *
                             paths.beta_ratio(model.gamma, model.delta, 0, n + k) / likelihood;
        if (k <= ahead) later += taken;
        discounted += taken / std::pow(1.1, k);
      }
      EXPECT_NEAR(expected_purchases(model, one, ahead)[0], later, 1e-12);
      EXPECT_NEAR(discounted_purchases(model, one, .1)[0], discounted, 1e-11);
      EXPECT_NEAR(discounted_purchases(model, one, .1, FirstPeriod::undiscounted)[0], 1.1 * discounted, 1e-11);
    }
  const Numbers shares = purchase_probabilities(model, n);
  EXPECT_NEAR(total_of(shares), 1, 1e-12);
  double mean = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) mean += static_cast<double>(i) * shares[i];
  EXPECT_NEAR(expected_purchases(model, n), mean, 1e-12);
}

TEST(BgBbBadInput, is_told) {
  const Numbers x{0, 2, 1}, t_x{1, 1, 1}, n{6, 6, .5};
  EXPECT_NE(check_chances({.x = x, .t_x = t_x, .n = n}).at(0).message.en.find("3 rows (row 1, 2, 3)"),
            std::string::npos);
  const Numbers none{0}, six{6};
  EXPECT_EQ(fit_bg_bb({.x = none, .t_x = none, .n = six}).fit.status, FitStatus::too_little_data);
  EXPECT_EQ(test::code_thrown([&] {
              (void)log_likelihoods(BgBb{.alpha = 1, .beta = 1, .gamma = 1, .delta = 1}, {.x = x, .t_x = t_x, .n = n});
            }),
            "argument.history");
  EXPECT_EQ(test::code_thrown([&] { (void)probability_alive(BgBb{}, {.x = none, .t_x = none, .n = six}); }),
            "argument.parameter");
}

std::vector<Numbers> published_cohort(const std::string& name, std::size_t renewals) {
  const test::CsvColumns csv(test::shared_data() / "sbg_retention/sbg_years_0_7.csv");
  Numbers survivors = csv.numbers(name);
  for (double& percent : survivors) percent *= 10;
  survivors.resize(renewals + 1);
  return {survivors};
}

TEST(ShiftedBetaGeometricFits, published) {
  GUANXI_NEED_SHARED("sbg_retention");
  const test::CsvColumns csv(test::shared_data() / "sbg_retention/sbg_years_0_7.csv");
  expect_parameters(fit_survivors(published_cohort("regular_pct", 7)).fit, {.7040773, 1.1820431}, -1680.26518846);
  expect_parameters(fit_survivors(published_cohort("highend_pct", 7)).fit, {.6680884, 3.8060955}, -1611.15814739);
  expect_parameters(fit_survivors(published_cohort("regular_pct", 4)).fit, {.763665, 1.2958302}, -1401.55942358);
  expect_parameters(fit_survivors(published_cohort("highend_pct", 4)).fit, {1.2809762, 7.7903829}, -1225.13490704);
}

TEST(ShiftedBetaGeometricValues, published) {
  const ShiftedBetaGeometric regular{.alpha = .704, .beta = 1.182}, high_end{.alpha = .668, .beta = 3.806};
  const double of_regular[] = {.6267232, .4738427, .3879999, .3320949},
               of_high_end[] = {.8506929, .7468816, .6698169, .6099510};
  for (int t = 1; t <= 4; ++t) {
    EXPECT_NEAR(survival(regular, t), of_regular[t - 1], 5e-8);
    EXPECT_NEAR(survival(high_end, t), of_high_end[t - 1], 5e-8);
    EXPECT_NEAR(retention(regular, t), survival(regular, t) / survival(regular, t - 1), 1e-14);
    EXPECT_GT(retention(regular, t + 1), retention(regular, t));
  }
  EXPECT_NEAR(discounted_lifetime(regular, .1), 3.6951474056, 5e-11);
  EXPECT_NEAR(discounted_lifetime(high_end, .1), 5.9225964076, 5e-11);
  const std::tuple<int, double, double> residuals[] = {
      {1, 2.9646621461, 5.4148560484}, {2, 4.1034586196, 5.9017531678}, {4, 5.4423913221, 6.6202803232}};
  for (const auto& [n, one, two] : residuals) {
    EXPECT_NEAR(discounted_residual_lifetime(regular, n, .1), one, 5e-11);
    EXPECT_NEAR(discounted_residual_lifetime(high_end, n, .1), two, 5e-11);
  }
  // no discounting: Σ S(t) has a bound where alpha is above 1
  const ShiftedBetaGeometric steady{.alpha = 3, .beta = 2};
  double sum = 0;
  for (int t = 0; t < 20000; ++t) sum += survival(steady, t);
  EXPECT_NEAR(discounted_lifetime(steady, 0), sum, 1e-6);
  EXPECT_EQ(test::code_thrown([&] { (void)discounted_lifetime(regular, 0); }), "argument.range");
}

TEST(ShiftedBetaGeometricFits, likelihood_at_one) {
  GUANXI_NEED_SHARED("sbg_retention");
  const auto at_one = [](const Numbers& survivors) {
    Numbers renewals, lost, weights;
    for (std::size_t t = 1; t < survivors.size(); ++t) {
      renewals.push_back(static_cast<double>(t));
      lost.push_back(1);
      weights.push_back(survivors[t - 1] - survivors[t]);
    }
    renewals.push_back(static_cast<double>(survivors.size() - 1));
    lost.push_back(0);
    weights.push_back(survivors.back());
    const Numbers each = log_likelihoods({.alpha = 1, .beta = 1}, {.renewals = renewals, .lost = lost});
    return std::inner_product(each.begin(), each.end(), weights.begin(), 0.0);
  };
  EXPECT_NEAR(at_one(published_cohort("regular_pct", 7)[0]), -1741.730262177, 5e-9);
  EXPECT_NEAR(at_one(published_cohort("highend_pct", 7)[0]), -2115.545506646, 5e-9);
}

// Both groups in one table with a covariate are the two fits apart.
TEST(ShiftedBetaGeometricFits, covariates_tell_groups_apart) {
  GUANXI_NEED_SHARED("sbg_retention");
  Numbers renewals, lost, weights, group;
  for (const double high : {0., 1.}) {
    const Numbers survivors = published_cohort(high > 0 ? "highend_pct" : "regular_pct", 7)[0];
    for (std::size_t t = 1; t <= survivors.size(); ++t) {
      const bool has_ended = t < survivors.size();
      renewals.push_back(static_cast<double>((std::min)(t, survivors.size() - 1)));
      lost.push_back(has_ended);
      weights.push_back(has_ended ? survivors[t - 1] - survivors[t] : survivors.back());
      group.push_back(high);
    }
  }
  const std::vector<Covariate> covariates{{"high_end", group}};
  const Contracts contracts{.renewals = renewals, .lost = lost, .weights = weights, .covariates = covariates};
  const ShiftedBetaGeometric model = fit_contracts(contracts);
  EXPECT_EQ(model.fit.status, FitStatus::ok);
  EXPECT_NEAR(model.fit.log_likelihood, -1680.26518846 - 1611.15814739, 1e-6);
  const ShiftedBetaGeometric high = with_covariates(model, Numbers{1}), regular = with_covariates(model, Numbers{0});
  EXPECT_NEAR(regular.alpha, .7040773, 1e-6);
  EXPECT_NEAR(regular.beta, 1.1820431, 1e-6);
  EXPECT_NEAR(high.alpha, .6680884, 1e-6);
  EXPECT_NEAR(high.beta, 3.8060955, 1e-5);
  const Numbers each = log_likelihoods(model, contracts);
  EXPECT_NEAR(std::inner_product(each.begin(), each.end(), weights.begin(), 0.0), model.fit.log_likelihood, 1e-8);
  EXPECT_EQ(model.fit.parameters[2].name, "alpha:high_end");
}

TEST(ShiftedBetaGeometricFits, cohorts_of_any_age_and_bad_input) {
  const std::vector<Numbers> cohorts{{100, 70, 55, 48}, {120, 85, 66}, {90, 61}, {80}};
  const ShiftedBetaGeometric model = fit_survivors(cohorts);
  EXPECT_EQ(model.fit.status, FitStatus::ok);
  EXPECT_EQ(model.fit.customers, 390);
  EXPECT_NEAR(survival(model, 1), 216 / 310.0, .02);
  EXPECT_EQ(test::code_thrown([&] { (void)fit_survivors(std::vector<Numbers>{{100, 120}}); }), "argument.survivors");
  EXPECT_EQ(fit_survivors(std::vector<Numbers>{{100, 100, 100}}).fit.status, FitStatus::too_little_data);
  const Numbers renewals{1, 2, 0, 3}, lost{1, 0, 1, .5};
  const ShiftedBetaGeometric partial = fit_contracts({.renewals = renewals, .lost = lost});
  EXPECT_EQ(partial.fit.customers, 2);
  EXPECT_NE(partial.fit.findings.at(0).message.en.find("2 rows (row 3, 4)"), std::string::npos);
}

}  // namespace
}  // namespace guanxi::lifetime
