#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/next_purchase.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::need::purchase_tests {
namespace {

const Date start = *Date::from_ymd(2024, 1, 1);

// P(gap <= days) by adding up over rates: gamma(a, b) times the gamma distribution of gaps, both by plain sums.
double plain_gap_probability(const GapPrior& prior, const GapSums& own, double days) {
  const double k = prior.shape, a = 1 + prior.strength + static_cast<double>(own.gaps) * k;
  const double b = prior.strength * prior.mean / prior.shape + own.days;
  constexpr int steps = 6000;
  const double widest = (a + 12 * std::sqrt(a) + 12) / b;
  double sum = 0, weight = 0;
  // gap · rate is gamma(k, 1), rate gamma(a, b): integrate the gap's distribution function over the rate
  std::vector<double> cumulated(steps + 1);
  const double most = widest * days;
  for (int i = 1; i <= steps; ++i) {
    const double u = std::pow((i - .5) / steps, 3) * most;  // finer near 0
    const double du = most * (std::pow(static_cast<double>(i) / steps, 3) - std::pow((i - 1.0) / steps, 3));
    cumulated[static_cast<std::size_t>(i)] =
        cumulated[static_cast<std::size_t>(i - 1)] + std::exp((k - 1) * std::log(u) - u - std::lgamma(k)) * du;
  }
  for (int i = 1; i <= steps; ++i) {
    const double share = std::pow((i - .5) / steps, 3), rate = share * widest;
    const double dr = widest * (std::pow(static_cast<double>(i) / steps, 3) - std::pow((i - 1.0) / steps, 3));
    const double density = std::exp((a - 1) * std::log(rate) - b * rate + a * std::log(b) - std::lgamma(a)) * dr;
    sum += density * (cumulated[static_cast<std::size_t>(i)] + cumulated[static_cast<std::size_t>(i - 1)]) / 2;
    weight += density;
  }
  return sum / weight;
}

TEST(NextPurchase, worked_example) {
  const GapPrior prior{.shape = 4, .strength = 4, .mean = 30};
  const GapSums own{.gaps = 2, .days = 40, .logarithms = 2 * std::log(20.0)};
  // a = 5 + 2·4 = 13, b = 4·30/4 + 40 = 70: F(15) = I(15/85; 4, 13), F(25) = I(25/95; 4, 13)
  EXPECT_NEAR(gap_probability(prior, own, 15), .308542, 1e-6);
  EXPECT_NEAR(gap_probability(prior, own, 25), .641108, 1e-6);
  EXPECT_EQ(gap_probability(prior, own, 0), 0);
}

TEST(NextPurchase, probabilities_equal_numeric_integration) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 200; ++round) {
    const GapPrior prior{.shape = .8 + static_cast<double>(random() % 80) / 10,
                         .strength = .5 + static_cast<double>(random() % 60) / 10,
                         .mean = 5 + static_cast<double>(random() % 200)};
    GapSums own{.gaps = static_cast<std::int64_t>(random() % 5)};
    for (std::int64_t left = own.gaps; left > 0; --left) own.days += 1 + static_cast<double>(random() % 150);
    const double days = static_cast<double>(1 + random() % 300);
    ASSERT_NEAR(gap_probability(prior, own, days), plain_gap_probability(prior, own, days), 3e-4);
  }
}

std::vector<PurchaseDay> bought(const char* customer, const char* product, std::initializer_list<int> days) {
  std::vector<PurchaseDay> list;
  for (const int when : days) list.push_back({customer, product, start + when});
  return list;
}

std::vector<PurchaseDay> joined(std::initializer_list<std::vector<PurchaseDay>> parts) {
  std::vector<PurchaseDay> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

const NextPurchase& of(const std::vector<NextPurchase>& list, std::string_view customer, std::string_view product) {
  return *std::find_if(list.begin(), list.end(),
                       [&](const NextPurchase& one) { return one.customer == customer && one.product == product; });
}

TEST(NextPurchase, bases_and_times) {
  const auto days = joined({bought("a", "oil", {0, 30, 60, 90, 90, 400}), bought("b", "oil", {0, 28, 60, 88}),
                            bought("c", "oil", {80}), bought("c", "lathe", {-100}), bought("d", "press", {0})});
  const ProductLife life{"press", 3650};
  const auto found = next_purchases(days, {.as_of = start + 95, .lives = {&life, 1}});
  ASSERT_EQ(found.size(), 5U);
  const NextPurchase& a = of(found, "a", "oil");
  EXPECT_EQ(a.basis, PurchaseBasis::own_gaps);
  EXPECT_EQ(a.purchases, 4) << "one day counts once, a later day is not seen";
  EXPECT_EQ(a.elapsed, 5);
  EXPECT_EQ(a.last_on, start + 90);
  EXPECT_EQ(*a.own_mean, 30);
  EXPECT_EQ(a.time, PurchaseTime::not_due);
  EXPECT_NEAR(*a.expected_gap, a.weight * 30 + (1 - a.weight) * a.prior.mean, 1e-12);
  EXPECT_GT(*a.probability, .9) << "90 days ahead of a gap of 30";
  EXPECT_NEAR(a.weight, 3 * a.prior.shape / (3 * a.prior.shape + a.prior.strength), 1e-12);
  EXPECT_LE(*a.low_on, *a.expected_on);
  EXPECT_LE(*a.expected_on, *a.high_on);
  EXPECT_NEAR(*a.expected_on - start, 120, 6);
  EXPECT_EQ(of(found, "c", "oil").basis, PurchaseBasis::product_gaps);
  EXPECT_EQ(of(found, "c", "oil").weight, 0);
  EXPECT_EQ(of(found, "c", "oil").prior, a.prior);
  EXPECT_EQ(of(found, "c", "lathe").basis, PurchaseBasis::all_gaps);
  EXPECT_EQ(of(found, "c", "lathe").time, PurchaseTime::overdue);
  EXPECT_EQ(of(found, "d", "press").basis, PurchaseBasis::life);
  EXPECT_EQ(*of(found, "d", "press").expected_gap, 3650);
  EXPECT_LT(*of(found, "d", "press").probability, .02);
  EXPECT_EQ(of(next_purchases(days, {.as_of = start + 120}), "a", "oil").time, PurchaseTime::due);
  EXPECT_EQ(of(next_purchases(days, {.as_of = start + 180}), "a", "oil").time, PurchaseTime::overdue);
}

TEST(NextPurchase, nothing_to_go_by) {
  const auto found = next_purchases(bought("a", "oil", {0}), {.as_of = start + 10});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].basis, PurchaseBasis::no_gaps);
  EXPECT_EQ(found[0].time, PurchaseTime::unknown);
  EXPECT_FALSE(found[0].probability || found[0].expected_on || found[0].expected_gap);
  EXPECT_TRUE(next_purchases(std::span<const PurchaseDay>(), {.as_of = start}).empty());
  EXPECT_EQ(learn_gaps({}), GapPrior{});
}

TEST(NextPurchase, errors_name_the_argument) {
  const auto code = [](const NextPurchaseOptions& options) {
    return test::code_thrown<ArgumentError>([&] { (void)next_purchases(bought("a", "oil", {0, 3}), options); });
  };
  EXPECT_EQ(code({.as_of = start, .horizon_days = 0}), "argument.horizon_days");
  EXPECT_EQ(code({.as_of = start, .level = 1}), "argument.level");
  EXPECT_EQ(code({.as_of = start, .level = std::nan("")}), "argument.level");
  const ProductLife life{"oil", 0};
  EXPECT_EQ(code({.as_of = start, .lives = {&life, 1}}), "argument.lives");
  const GapSums wrong{.gaps = 1, .days = std::nan("")};
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)learn_gaps({&wrong, 1}); }), "argument.gaps");
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)gap_probability({}, {}, 1); }), "argument.prior");
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)gap_probability({1, 1, 1}, {}, -1); }), "argument.days");
}

// Customers drawn from the model itself: the interval must hold the next purchase as often as it says.
TEST(NextPurchase, intervals_and_probabilities_hold_in_simulation) {
  std::mt19937_64 random(17);
  int inside = 0, all = 0, within = 0;
  double promised = 0;
  for (int round = 0; round < 12; ++round) {
    std::vector<PurchaseDay> days;
    std::vector<Date> next;
    const double k = 3;
    std::gamma_distribution<double> rate(5, 1 / 40.0 / (k / 3));  // mean gap k · b / (a − 1), b = 40: 30 days
    for (int customer = 0; customer < 60; ++customer) {
      std::gamma_distribution<double> gap(k, 1 / rate(random));
      const std::string name = "c" + std::to_string(customer);
      double at = static_cast<double>(random() % 30);
      // history stops at day 200; the first purchase after it is what is foretold
      while (at < 200) {
        days.push_back({name, "oil", start + static_cast<std::int32_t>(at)});
        at += std::max(1.0, gap(random));
      }
      next.push_back(start + static_cast<std::int32_t>(at));
    }
    const auto found = next_purchases(days, {.as_of = start + 199, .horizon_days = 20, .level = .8});
    for (const NextPurchase& one : found) {
      const Date real = next[static_cast<std::size_t>(std::stoi(one.customer.substr(1)))];
      ++all;
      inside += *one.low_on <= real && real <= *one.high_on ? 1 : 0;
      within += real <= start + 219 ? 1 : 0;
      promised += *one.probability;
    }
  }
  const double coverage = static_cast<double>(inside) / all;
  EXPECT_GT(coverage, .76);
  EXPECT_LT(coverage, .86);
  EXPECT_NEAR(promised / all, static_cast<double>(within) / all, .04);
}

TEST(NextPurchase, gaps_are_learnt_and_few_of_them_shrink) {
  std::mt19937_64 random(23);
  std::vector<GapSums> customers;
  std::gamma_distribution<double> rate(6, 1 / 50.0);  // strength 5, mean k · 50 / 5 = 40
  for (int i = 0; i < 400; ++i) {
    std::gamma_distribution<double> gap(4, 1 / rate(random));
    GapSums own{.gaps = 5};
    for (int j = 0; j < 5; ++j) {
      const double days = gap(random);
      own.days += days, own.logarithms += std::log(days);
    }
    customers.push_back(own);
  }
  const GapPrior prior = learn_gaps(customers);
  EXPECT_NEAR(prior.shape, 4, .5);
  EXPECT_NEAR(prior.strength, 5, 1.2);
  EXPECT_NEAR(prior.mean, 40, 3);
  EXPECT_EQ(prior.gaps, 2000);
  EXPECT_EQ(prior.customers, 400);
  std::reverse(customers.begin(), customers.end());
  EXPECT_NEAR(learn_gaps(customers).shape, prior.shape, 1e-3);
}

TEST(NextPurchase, purchases_of_a_book) {
  Book book;
  Offering offering{.name = "Oil 46", .category = "Lubricants"};
  offering.id.uuid.bytes[0] = 1;
  book.shared.of<Offering>().push_back(offering);
  book.dossiers.emplace_back();
  const auto sell = [&book, &offering](int when, std::int64_t minor, bool by_id) {
    Transaction sale;
    sale.traded_on = start + when;
    sale.amount = Money{minor, Currency("CNY")};
    if (by_id)
      sale.product.id = offering.id;
    else
      sale.product.text = "oil 46";
    book.dossiers[0].of<Transaction>().push_back(sale);
  };
  sell(0, 100, true), sell(30, 0, false), sell(31, -100, true);  // given away for nothing is a purchase
  InstalledProduct press{.product = "Press"};
  press.in_use_since = PartialDate{2020, 5, 0};
  book.dossiers[0].of<InstalledProduct>().push_back(press);
  const auto days = purchase_days(book);
  ASSERT_EQ(days.size(), 3U) << "a return is no purchase";
  EXPECT_EQ(days[0].product, days[1].product);
  EXPECT_EQ(days[2].day, *Date::from_ymd(2020, 5, 1));
  EXPECT_EQ(purchase_days(book, PurchaseItem::category)[0].product, "lubricants");
  const auto found = next_purchases(book, {.as_of = start + 40});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].purchases, 2);
}

// ln of the likelihood with the weak priors, as docs/methods/next_purchase.md writes it down.
double plain_evidence(std::span<const GapSums> customers, double k, double strength, double mean) {
  double gaps = 0, days = 0, sum = 0;
  for (const GapSums& own : customers) {
    gaps += static_cast<double>(own.gaps);
    days += own.days;
  }
  const double a = 1 + strength, b = strength * mean / k;
  for (const GapSums& own : customers) {
    const auto n = static_cast<double>(own.gaps);
    sum += (k - 1) * own.logarithms - n * std::lgamma(k) + std::lgamma(a + n * k) - std::lgamma(a) + a * std::log(b) -
           (a + n * k) * std::log(b + own.days);
  }
  const double off[] = {std::log(k / 2), std::log(strength / 3), std::log(mean * gaps / days) / 3};
  return sum - (off[0] * off[0] + off[1] * off[1] + off[2] * off[2]) / 2;
}

// The best of a grid of logarithms, ever finer around it.
double highest_evidence(std::span<const GapSums> customers, double mean) {
  double at[] = {std::log(2.0), std::log(3.0), std::log(mean)}, best = -1e300;
  for (double step = .5; step > .005; step /= 2) {
    const double middle[] = {at[0], at[1], at[2]};
    for (int i = -6; i <= 6; ++i)
      for (int j = -6; j <= 6; ++j)
        for (int l = -6; l <= 6; ++l) {
          const double x[] = {middle[0] + i * step, middle[1] + j * step, middle[2] + l * step};
          const double value = plain_evidence(customers, std::exp(x[0]), std::exp(x[1]), std::exp(x[2]));
          if (value > best) best = value, at[0] = x[0], at[1] = x[1], at[2] = x[2];
        }
  }
  return best;
}

TEST(NextPurchase, learnt_gaps_are_where_the_written_likelihood_is_highest) {
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> uniform;
  for (int round = 0; round < 40; ++round) {
    std::vector<GapSums> customers;
    double days = 0, gaps = 0;
    for (int who = 0; who <= round % 7; ++who) {
      GapSums own{.gaps = 1 + static_cast<std::int64_t>(random() % 4)};
      for (std::int64_t gap = 0; gap < own.gaps; ++gap) {
        const double length = 1 + std::floor(200 * uniform(random) * uniform(random));
        own.days += length;
        own.logarithms += std::log(length);
      }
      days += own.days;
      gaps += static_cast<double>(own.gaps);
      customers.push_back(own);
    }
    const GapPrior prior = learn_gaps(customers);
    const double found = plain_evidence(customers, prior.shape, prior.strength, prior.mean);
    EXPECT_NEAR(found, highest_evidence(customers, days / gaps), 1e-3) << round;
  }
}

TEST(NextPurchase, a_horizon_of_one_day_is_one) {
  const std::vector<PurchaseDay> days = {{"a", "oil", start}, {"a", "oil", start + 10}, {"a", "oil", start + 20}};
  const auto found = next_purchases(days, {.as_of = start + 25, .horizon_days = 1});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_GT(*found[0].probability, 0);
}

}  // namespace
}  // namespace guanxi::need::purchase_tests
