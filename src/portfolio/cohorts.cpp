#include <guanxi/core/error.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/portfolio/cohorts.hpp>

#include <algorithm>
#include <cmath>

namespace guanxi::portfolio {

namespace {

std::int32_t floor_of(std::int32_t number, std::int32_t by) { return number / by - (number % by < 0 ? 1 : 0); }

// Number of the period of a day, rising by one from period to period.
std::int32_t period_of(Date date, CohortPeriod period) {
  if (period == CohortPeriod::week) return floor_of(date.days() + 3, 7);  // 1970-01-01 was a Thursday
  if (period == CohortPeriod::year) return date.year();
  const std::int32_t month = date.year() * 12 + date.month() - 1;
  return period == CohortPeriod::month ? month : floor_of(month, 3);
}

Date first_day_of(std::int32_t number, CohortPeriod period) {
  if (period == CohortPeriod::week) return Date::from_days(number * 7 - 3);
  const std::int32_t month = period == CohortPeriod::year      ? number * 12
                             : period == CohortPeriod::quarter ? number * 3
                                                               : number;
  return Date::from_days(detail::days_from_civil(floor_of(month, 12), month - floor_of(month, 12) * 12 + 1, 1));
}

// Counts of one cohort in one period.
struct CohortSums {
  std::int64_t active = 0, orders = 0;
  Int128 amount = 0;
};

struct CohortTable {
  std::int32_t first = 0, periods = 0;
  std::vector<std::int64_t> customers{};
  std::vector<CohortSums> sums{};  // by cohort and offset

  CohortSums& at(std::int32_t cohort, std::int32_t offset) {
    return sums[static_cast<std::size_t>(cohort) * static_cast<std::size_t>(periods) +
                static_cast<std::size_t>(offset)];
  }
};

// First and last period with an order; nothing without one.
std::optional<std::pair<std::int32_t, std::int32_t>> periods_seen(const PurchaseDayColumns& days, CohortPeriod period) {
  std::optional<std::pair<Date, Date>> seen;
  for (std::size_t row = 0; row < days.day.size(); ++row) {
    if (days.orders[row] == 0) continue;
    if (!seen) seen = {days.day[row], days.day[row]};
    seen->first = (std::min)(seen->first, days.day[row]);
    seen->second = (std::max)(seen->second, days.day[row]);
  }
  if (!seen) return std::nullopt;
  return std::pair{period_of(seen->first, period), period_of(seen->second, period)};
}

void add_customer(CohortTable& table, const PurchaseDayColumns& days, std::size_t customer, CohortPeriod period) {
  std::optional<std::int32_t> cohort, last_active;
  for (auto row = static_cast<std::size_t>(days.begin[customer]);
       row < static_cast<std::size_t>(days.begin[customer + 1]); ++row) {
    const std::int32_t now = period_of(days.day[row], period) - table.first;
    if (!cohort && days.orders[row] == 0) continue;  // a return before the first order belongs to no cohort
    if (!cohort) {
      cohort = now;
      ++table.customers[static_cast<std::size_t>(now)];
    }
    if (now >= table.periods) continue;  // returns after the last order of all
    CohortSums& sums = table.at(*cohort, now - *cohort);
    sums.amount += days.amount[row];
    sums.orders += days.orders[row];
    if (days.orders[row] > 0 && last_active != now) {
      ++sums.active;
      last_active = now;
    }
  }
}

// Wilson's interval of 95 %.
std::pair<double, double> wilson(double active, double customers) {
  constexpr double z = 1.959963984540054;
  const double share = active / customers, square = z * z / customers;
  const double middle = (share + square / 2) / (1 + square),
               half = z / (1 + square) * std::sqrt(share * (1 - share) / customers + square / (4 * customers));
  return {(std::max)(0.0, middle - half), (std::min)(1.0, middle + half)};
}

RetentionPoint retention_at(CohortTable& table, std::int32_t offset) {
  RetentionPoint made{.offset = offset};
  for (std::int32_t cohort = 0; cohort + offset < table.periods; ++cohort) {
    made.customers += table.customers[static_cast<std::size_t>(cohort)];
    made.active += table.at(cohort, offset).active;
  }
  const auto customers = static_cast<double>(made.customers), active = static_cast<double>(made.active);
  made.rate = active / customers;
  std::tie(made.low, made.high) = wilson(active, customers);
  return made;
}

}  // namespace

Cohorts cohorts(const PurchaseDayColumns& days, const CohortOptions& options) {
  Cohorts made{.period = options.period, .findings = days.findings};
  const auto seen = periods_seen(days, options.period);
  if (!seen) return made;
  CohortTable table{.first = seen->first, .periods = seen->second - seen->first + 1};
  constexpr std::int32_t most = 5000;
  if (table.periods > most)
    throw ArgumentError("argument.range", "days must span at most " + std::to_string(most) + " periods, found " +
                                              std::to_string(table.periods) +
                                              "; look for wrong years or take longer periods");
  const auto periods = static_cast<std::size_t>(table.periods);
  table.customers.resize(periods);
  table.sums.resize(periods * periods);
  for (std::size_t customer = 0; customer < days.customer.size(); ++customer)
    add_customer(table, days, customer, options.period);
  made.customers = table.customers;
  for (std::int32_t cohort = 0; cohort < table.periods; ++cohort) {
    const Date begins = first_day_of(table.first + cohort, options.period);
    made.cohort.push_back(begins);
    const auto customers = static_cast<double>(table.customers[static_cast<std::size_t>(cohort)]);
    for (std::int32_t offset = 0; cohort + offset < table.periods; ++offset) {
      const CohortSums& sums = table.at(cohort, offset);
      const std::optional<std::int64_t> amount = narrowed(sums.amount);
      if (!amount) throw ArgumentError("amount.overflow", "the amount of a cohort is beyond 64 bits of minor units");
      made.cells.push_back({begins, offset, sums.active,
                            customers > 0 ? static_cast<double>(sums.active) / customers : 0, sums.orders, *amount});
    }
  }
  for (std::int32_t offset = 0; offset < table.periods; ++offset)
    if (const RetentionPoint point = retention_at(table, offset); point.customers > 0) made.retention.push_back(point);
  return made;
}

}  // namespace guanxi::portfolio
