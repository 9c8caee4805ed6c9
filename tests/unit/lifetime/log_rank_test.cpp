#include <guanxi/lifetime/log_rank.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

#include "support/csv_columns.hpp"

namespace guanxi::lifetime {
namespace {

using Numbers = std::vector<double>;
using Codes = std::vector<std::int32_t>;

struct RankedTable {
  Numbers duration{}, event{};
  Codes group{};
  Numbers weights{};
};

LogRank compared(const RankedTable& table) {
  return log_rank(table.duration, table.event, table.group, {.weights = table.weights});
}

// Few different durations, so that there are ties; some weights of nought; groups that last differently.
RankedTable random_ranked(std::mt19937_64& random) {
  const std::size_t rows = 4 + random() % 40, times = 2 + random() % 10, groups = 2 + random() % 4;
  RankedTable table;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t group = random() % groups;
    table.duration.push_back(static_cast<double>(random() % times + group % 2) / 4);
    table.event.push_back(static_cast<double>(random() % 3 > 0));
    table.group.push_back(static_cast<std::int32_t>(group));
    table.weights.push_back(static_cast<double>(random() % 4));
  }
  return table;
}

RankedTable taken_rows(const RankedTable& table, const std::vector<std::size_t>& rows) {
  RankedTable result;
  for (const std::size_t row : rows) {
    result.duration.push_back(table.duration[row]);
    result.event.push_back(table.event[row]);
    result.group.push_back(table.group[row]);
    if (!table.weights.empty()) result.weights.push_back(table.weights[row]);
  }
  return result;
}

/// The definition with the whole covariance matrix, counting anew at each time.
struct SlowLogRank {
  std::vector<Numbers> variance{};
  Numbers observed{}, expected{};

  explicit SlowLogRank(const RankedTable& table) : table_(table) {
    std::set<std::int32_t> codes;
    for (std::size_t row = 0; row < table.group.size(); ++row)
      if (table.weights[row] > 0) codes.insert(table.group[row]);
    codes_.assign(codes.begin(), codes.end());
    variance.assign(codes_.size(), Numbers(codes_.size()));
    observed = expected = Numbers(codes_.size());
    for (const double time : std::set<double>(table.duration.begin(), table.duration.end())) add(time);
  }

  /// Rows of a group at risk at a time, or only those that end then; group −1 stands for all.
  [[nodiscard]] double count(double time, std::int32_t code, bool ending) const {
    double sum = 0;
    for (std::size_t row = 0; row < table_.group.size(); ++row) {
      const bool counted =
          ending ? table_.duration[row] == time && table_.event[row] == 1 : table_.duration[row] >= time;
      if (counted && (code < 0 || table_.group[row] == code)) sum += table_.weights[row];
    }
    return sum;
  }

  /// (O − E)' V⁻¹ (O − E) of all groups but the last, by Gaussian elimination; NaN if V is as good as singular.
  [[nodiscard]] double chi_squared() const {
    const std::size_t size = codes_.size() - 1;
    std::vector<Numbers> v = variance;
    Numbers right;
    for (std::size_t i = 0; i < size; ++i) right.push_back(observed[i] - expected[i]);
    double sum = 0;
    for (std::size_t k = 0; k < size; ++k) {
      if (v[k][k] < 1e-9) return std::nan("");
      sum += right[k] * right[k] / v[k][k];
      for (std::size_t i = k + 1; i < size; ++i) {
        const double factor = v[i][k] / v[k][k];
        for (std::size_t j = k; j < size; ++j) v[i][j] -= factor * v[k][j];
        right[i] -= factor * right[k];
      }
    }
    return sum;
  }

 private:
  void add(double time) {
    const double n = count(time, -1, false), d = count(time, -1, true);
    for (std::size_t i = 0; n > 0 && i < codes_.size(); ++i) {
      const double p = count(time, codes_[i], false) / n;
      observed[i] += count(time, codes_[i], true);
      expected[i] += d * p;
      for (std::size_t j = 0; n > 1 && j < codes_.size(); ++j)
        variance[i][j] += d * (n - d) / (n - 1) * p * ((i == j ? 1 : 0) - count(time, codes_[j], false) / n);
    }
  }

  const RankedTable& table_;
  Codes codes_{};
};

/// P(chi-squared with so many degrees of freedom > x), from erfc or e^−x/2 upwards two degrees at a time.
double slow_p_value(int degrees, double x) {
  double tail = degrees % 2 == 1 ? std::erfc(std::sqrt(x / 2)) : std::exp(-x / 2);
  for (int lower = degrees % 2 == 1 ? 1 : 2; lower < degrees; lower += 2)
    tail += std::pow(x / 2, lower / 2.0) * std::exp(-x / 2) / std::tgamma(lower / 2.0 + 1);
  return tail;
}

// The example of docs/methods/survival.md. By hand: after 2 months 4 of 8 at risk are of group 0, after 4 months 3 of 6
// when two end, after 6 months 1 of 3, after 9 none. Expected ½ + 1 + ⅓ = 11/6; variance ¼ + 2 · ¼ · 4/5 + 2/9 =
// 157/180; (3 − 11/6)² / (157/180) = 245/157.
TEST(LogRank, worked_example) {
  const LogRank found = compared({{2, 3, 4, 4, 4, 6, 7, 9}, {1, 0, 1, 1, 0, 1, 0, 1}, {0, 1, 0, 0, 1, 1, 0, 1}, {}});
  EXPECT_EQ(found.status, LogRankStatus::ok);
  ASSERT_EQ(found.groups.size(), 2U);
  EXPECT_EQ(found.groups[0].rows, 4);
  EXPECT_EQ(found.groups[0].observed, 3);
  EXPECT_DOUBLE_EQ(found.groups[0].expected, 11.0 / 6);
  EXPECT_EQ(found.groups[1].group, 1);
  EXPECT_EQ(found.groups[1].observed, 2);
  EXPECT_DOUBLE_EQ(found.groups[1].expected, 19.0 / 6);
  EXPECT_DOUBLE_EQ(*found.chi_squared, 245.0 / 157);
  EXPECT_EQ(found.degrees_of_freedom, 1);
  EXPECT_NEAR(*found.p_value, std::erfc(std::sqrt(245.0 / 314)), 1e-14);
  EXPECT_NEAR(*found.p_value, .2116, 5e-5);
}

RankedTable telco_ranked(const std::vector<std::string>& contracts) {
  static const test::CsvColumns csv(test::shared_data() / "telco_churn/telco_customer_churn.csv");
  const Numbers tenure = csv.numbers("tenure"), churn = csv.flags("Churn", "Yes");
  RankedTable table;
  for (std::size_t row = 0; row < tenure.size(); ++row) {
    const auto found = std::find(contracts.begin(), contracts.end(), csv.text("Contract")[row]);
    if (found == contracts.end()) continue;
    table.duration.push_back(tenure[row]);
    table.event.push_back(churn[row]);
    table.group.push_back(static_cast<std::int32_t>(found - contracts.begin()));
  }
  return table;
}

// METHODS 7, log-rank.
TEST(LogRank, telco_contracts) {
  GUANXI_NEED_SHARED("telco_churn/telco_customer_churn.csv");
  const LogRank found = compared(telco_ranked({"Month-to-month", "One year"}));
  ASSERT_EQ(found.status, LogRankStatus::ok);
  EXPECT_NEAR(*found.chi_squared, 926.0645586, 5.1e-8);
  EXPECT_EQ(found.degrees_of_freedom, 1);
  EXPECT_EQ(found.groups[1].observed, 166);
  EXPECT_NEAR(found.groups[1].expected, 773.9366, 5.1e-5);
  EXPECT_EQ(found.groups[0].rows + found.groups[1].rows, 3875 + 1473);
  EXPECT_NEAR(*found.p_value / std::erfc(std::sqrt(*found.chi_squared / 2)), 1, 1e-9);
}

TEST(LogRank, three_telco_contracts_in_any_order) {
  GUANXI_NEED_SHARED("telco_churn/telco_customer_churn.csv");
  RankedTable table = telco_ranked({"Month-to-month", "One year", "Two year"});
  const LogRank found = compared(table), turned = compared(telco_ranked({"Two year", "Month-to-month", "One year"}));
  table.weights.assign(table.duration.size(), 1);
  EXPECT_EQ(found.degrees_of_freedom, 2);
  EXPECT_NEAR(*found.chi_squared / SlowLogRank(table).chi_squared(), 1, 1e-11);
  EXPECT_NEAR(*found.chi_squared / *turned.chi_squared, 1, 1e-12);
}

void expect_slow(const LogRank& found, const SlowLogRank& slow) {
  ASSERT_EQ(found.groups.size(), slow.observed.size());
  for (std::size_t i = 0; i < found.groups.size(); ++i) {
    EXPECT_EQ(found.groups[i].observed, slow.observed[i]);
    EXPECT_NEAR(found.groups[i].expected, slow.expected[i], 1e-12);
  }
  const double wanted = slow.chi_squared();
  ASSERT_EQ(found.status, std::isnan(wanted) ? LogRankStatus::singular : LogRankStatus::ok);
  if (found.status != LogRankStatus::ok) return;
  EXPECT_NEAR(*found.chi_squared, wanted, 1e-9 * (1 + wanted));
  EXPECT_EQ(found.degrees_of_freedom, static_cast<int>(found.groups.size()) - 1);
  EXPECT_NEAR(*found.p_value, slow_p_value(found.degrees_of_freedom, *found.chi_squared), 1e-12);
}

TEST(LogRank, agrees_with_the_definition) {
  std::mt19937_64 random(11);
  std::vector<int> groups(6);
  int singular = 0;
  for (int round = 0; round < 400; ++round) {
    const RankedTable table = random_ranked(random);
    const LogRank found = compared(table);
    if (found.status != LogRankStatus::ok && found.status != LogRankStatus::singular) continue;
    expect_slow(found, SlowLogRank(table));
    ++groups[found.groups.size()];
    singular += found.status == LogRankStatus::singular ? 1 : 0;
  }
  for (std::size_t size = 2; size <= 5; ++size) EXPECT_GT(groups[size], 50) << size;
  EXPECT_GT(singular, 0);
}

TEST(LogRank, order_of_rows_changes_no_bit) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 200; ++round) {
    const RankedTable table = random_ranked(random);
    std::vector<std::size_t> order(table.duration.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    EXPECT_EQ(compared(taken_rows(table, order)), compared(table));
  }
}

TEST(LogRank, weights_stand_for_repeated_rows) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 200; ++round) {
    const RankedTable table = random_ranked(random);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.weights.size(); ++row)
      rows.insert(rows.end(), static_cast<std::size_t>(table.weights[row]), row);
    RankedTable repeated = taken_rows(table, rows);
    repeated.weights.clear();
    EXPECT_EQ(compared(repeated), compared(table));
  }
}

struct LogRankCase {
  const char* name;
  RankedTable table;
  LogRankStatus status;
  std::size_t groups;
};

TEST(LogRank, says_why_there_is_no_comparison) {
  using enum LogRankStatus;
  const LogRankCase cases[] = {
      {"no rows", {{}, {}, {}, {}}, empty, 0},
      {"weights of nought", {{1, 2}, {1, 1}, {0, 1}, {0, 0}}, empty, 0},
      {"one group", {{1, 2}, {1, 0}, {3, 3}, {}}, one_group, 1},
      {"the other weighs nought", {{1, 2, 3}, {1, 0, 1}, {0, 0, 1}, {1, 1, 0}}, one_group, 1},
      {"no events", {{1, 2}, {0, 0}, {0, 1}, {}}, no_events, 2},
      {"never together at risk", {{1, 2, 3}, {0, 1, 1}, {0, 1, 1}, {}}, singular, 2},
      {"all end at once", {{2, 2, 2}, {1, 1, 1}, {0, 1, 1}, {}}, singular, 2},
      {"one of three is gone before", {{1, 2, 3}, {0, 1, 1}, {0, 1, 2}, {}}, singular, 3},
  };
  for (const LogRankCase& one : cases) {
    SCOPED_TRACE(one.name);
    const LogRank found = compared(one.table);
    EXPECT_EQ(found.status, one.status);
    EXPECT_EQ(found.groups.size(), one.groups);
    EXPECT_FALSE(found.chi_squared);
    EXPECT_FALSE(found.p_value);
    EXPECT_EQ(found.degrees_of_freedom, 0);
  }
}

TEST(LogRank, without_a_comparison_groups_are_still_counted) {
  const LogRank found = compared({{1, 2, 3}, {0, 1, 1}, {0, 1, 2}, {}});
  EXPECT_EQ(found.groups, (std::vector<LogRankGroup>{{0, 1, 0, 0}, {1, 1, 1, .5}, {2, 1, 1, 1.5}}));
}

TEST(LogRank, equal_groups_do_not_differ) {
  const LogRank found = compared({{1, 1, 2, 2, 3, 3}, {1, 1, 0, 0, 1, 1}, {0, 1, 0, 1, 0, 1}, {}});
  EXPECT_EQ(found.chi_squared, 0);
  EXPECT_EQ(found.p_value, 1);
}

TEST(LogRank, codes_may_have_gaps) {
  constexpr std::int32_t far = std::numeric_limits<std::int32_t>::max();
  const RankedTable near{{1, 2, 3, 4}, {1, 1, 0, 1}, {0, 1, 0, 1}, {}};
  RankedTable wide = near;
  wide.group = {7, far, 7, far};
  LogRank found = compared(wide);
  EXPECT_EQ(found.groups[0].group, 7);
  EXPECT_EQ(found.groups[1].group, far);
  found.groups[0].group = 0;
  found.groups[1].group = 1;
  EXPECT_EQ(found, compared(near));
}

// 2^53 rows, half of them of each group, and a quarter end at 1, all of group 0: ½ of them beyond what is expected,
// with variance 2^51 · ¾ · ¼, makes 2^51 · 4/3.
TEST(LogRank, extremes_stay_finite) {
  constexpr double many = 2251799813685248;
  const LogRank found = compared({{1, 1, 2, 2}, {1, 0, 0, 0}, {0, 1, 0, 1}, {many, many, many, many}});
  ASSERT_EQ(found.status, LogRankStatus::ok);
  EXPECT_NEAR(*found.chi_squared / (many * 4 / 3), 1, 1e-12);
  EXPECT_EQ(found.p_value, 0);
}

RankedTable many_groups(std::int32_t count, std::int32_t ending) {
  RankedTable table;
  for (std::int32_t code = 0; code < count; ++code)
    for (const double time : {1.0, 2.0}) {
      table.duration.push_back(time);
      table.event.push_back(time == 1 && code < ending ? 1 : 0);
      table.group.push_back(code);
    }
  return table;
}

// Two rows of each of g groups, and one of each of the first g/2 groups ends at 1: observed − expected is ½ or −½. The
// covariances are c/g on the diagonal less c/g² everywhere, c = d (n − d) / (n − 1), so chi² = g/c · Σ (O − E)².
TEST(LogRank, many_groups_by_symmetry) {
  const LogRank found = compared(many_groups(200, 100));
  ASSERT_EQ(found.status, LogRankStatus::ok);
  EXPECT_EQ(found.degrees_of_freedom, 199);
  EXPECT_EQ(found.groups[0].expected, .5);
  EXPECT_NEAR(*found.chi_squared, 200 * 399.0 / (100.0 * 300) * (200 * .25), 1e-9);
  EXPECT_NEAR(*found.p_value, slow_p_value(199, *found.chi_squared), 1e-10);
  EXPECT_EQ(compared(many_groups(1000, 0)).groups.size(), 1000U);
}

struct BadRanked {
  const char* name;
  RankedTable table;
  const char* code;
  const char* says;
};

TEST(LogRank, bad_input_is_named) {
  const BadRanked cases[] = {
      {"fewer groups", {{1, 2}, {1, 0}, {0}, {}}, "argument.length", "group must have one code for each of 2"},
      {"fewer events", {{1, 2}, {1}, {0, 1}, {}}, "argument.length", "event must have one entry for each of 2"},
      {"fewer weights", {{1, 2}, {1, 0}, {0, 1}, {1}}, "argument.length", "weights must be none or one for each of 2"},
      {"a code below 0", {{1, 2}, {1, 0}, {0, -3}, {}}, "argument.range", "codes from 0, found -3 in row 1"},
      {"too many groups", many_groups(1001, 0), "argument.range", "at most 1000 different codes with rows, found 1001"},
      {"a duration", {{1, -2}, {1, 0}, {0, 1}, {}}, "argument.duration", "found -2 in row 1"},
      {"an event", {{1, 2}, {2, 0}, {0, 1}, {}}, "argument.outcome", "found 2 in row 0"},
      {"a weight", {{1, 2}, {1, 0}, {0, 1}, {1, .5}}, "argument.weights", "found 0.5 in row 1"},
  };
  for (const BadRanked& bad : cases) {
    SCOPED_TRACE(bad.name);
    try {
      (void)compared(bad.table);
      ADD_FAILURE() << "nothing thrown";
    } catch (const ArgumentError& error) {
      EXPECT_EQ(error.code(), bad.code);
      EXPECT_THAT(error.what(), testing::HasSubstr(bad.says));
    }
  }
}

}  // namespace
}  // namespace guanxi::lifetime
