#include <guanxi/lifetime/summary.hpp>

#include <gtest/gtest.h>

#include <numeric>

#include "support/cdnow.hpp"
#include "support/cdnow_rows.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::lifetime {
namespace {

PurchaseDayColumns days_of_sample() {
  PurchaseDays days;
  days.update(test::cdnow_sample().view());
  return days.finalize();
}

const Date calibration_end = *Date::from_ymd(1997, 9, 30);

// METHODS 7: counts of the calibration period, and the slow count of days
TEST(CdnowSummary, histories) {
  GUANXI_NEED_SHARED("cdnow");
  const PurchaseSummary summary =
      summarize(days_of_sample(), 2, {.observation_end = calibration_end, .holdout_end = *Date::from_ymd(1998, 6, 30)});
  const test::HistoryColumns slow = test::cdnow_exact();
  EXPECT_EQ(summary.x, slow.x);
  EXPECT_EQ(summary.t_x, slow.t_x);
  EXPECT_EQ(summary.T, slow.T);
  EXPECT_EQ(summary.customer.size(), 2357U);
  EXPECT_EQ(summary.customer.text(0), "0001");
  EXPECT_EQ(std::count(summary.x.begin(), summary.x.end(), 0.0), 1411);
  EXPECT_EQ(std::accumulate(summary.later.begin(), summary.later.end(), 0.0),
            1882);  // Fader, Hardie: 1,882 in the holdout
}

// the exact column of METHODS: Gamma-Gamma on these mean amounts
TEST(CdnowSummary, spending) {
  GUANXI_NEED_SHARED("cdnow");
  const PurchaseSummary summary = summarize(days_of_sample(), 2, {.observation_end = calibration_end});
  const GammaGamma model = fit_gamma_gamma(summary.spending());
  const double expected[] = {6.2495727, 3.7442244, 15.4435186};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(model.fit.parameters[i].value, expected[i], 2e-6 * expected[i]);
  EXPECT_NEAR(model.fit.log_likelihood, -4055.91769480, 1e-7);
  EXPECT_EQ(model.fit.customers, 946);
  EXPECT_NEAR(*model.correlation, .1138839, 1e-5);  // of the amounts with two decimals
}

struct Toy {
  std::vector<std::int64_t> customer{1, 1, 1, 1, 2, 2, 3, 4};
  std::vector<std::int32_t> day{10, 10, 17, 31, 20, 27, 40, 12};
  std::vector<std::int64_t> amount{500, 100, 300, 900, 400, -100, 700, -50};

  [[nodiscard]] PurchaseDayColumns days() const {
    PurchaseDays made;
    made.update({.customer = customer, .day = day, .amount = amount});
    return made.finalize();
  }
};

TEST(Summary, rules_by_hand) {
  const PurchaseSummary summary = summarize(Toy{}.days(), 2, {.observation_end = Date::from_days(38)});
  EXPECT_EQ(summary.customer.numbers, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(summary.x, (std::vector<double>{2, 0}));
  EXPECT_EQ(summary.t_x, (std::vector<double>{3, 0}));
  EXPECT_EQ(summary.T, (std::vector<double>{4, 18.0 / 7}));
  EXPECT_EQ(summary.mean_amount, (std::vector<double>{6, 0}));
  EXPECT_NEAR(summary.log_gaps[0], std::log(2.0), 1e-15);
  ASSERT_EQ(summary.findings.size(), 2U);
  EXPECT_EQ(summary.findings[0].message.en,
            "1 customers bought first after the end of observation and were left out: 3");
  EXPECT_EQ(summary.findings[1].message.en,
            "2 customers returned goods on days without a purchase, which lowers no mean amount: 2, 4");
}

TEST(Summary, ends_and_units) {
  const PurchaseSummary open = summarize(Toy{}.days(), 2);
  EXPECT_EQ(open.observation_end, Date::from_days(40));
  EXPECT_EQ(open.customer.size(), 3U);
  EXPECT_EQ(open.T[2], 0);
  const PurchaseSummary monthly =
      summarize(Toy{}.days(), 2,
                {.unit = TimeUnit::month, .observation_end = Date::from_days(30), .holdout_end = Date::from_days(35)});
  EXPECT_EQ(monthly.x[0], 1);
  EXPECT_EQ(monthly.later[0], 1);
  EXPECT_DOUBLE_EQ(monthly.T[0], 20 / 30.4375);
  EXPECT_EQ(test::code_thrown([] {
              (void)summarize(Toy{}.days(), 2,
                              {.observation_end = Date::from_days(30), .holdout_end = Date::from_days(30)});
            }),
            "argument.range");
  EXPECT_EQ(summarize({}, 2).customer.size(), 0U);
}

}  // namespace
}  // namespace guanxi::lifetime
