#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/portfolio/period_series.hpp>

#include <algorithm>
#include <limits>
#include <string>

namespace guanxi::portfolio {

namespace {

constexpr int months_in(Period period) noexcept { return period == Period::month ? 1 : 3; }

constexpr std::int32_t floor_divided(std::int32_t number, std::int32_t by) noexcept {
  return number >= 0 ? number / by : -((-number + by - 1) / by);
}

// Adds up the days of customers, one after another.
class SeriesMaker {
 public:
  SeriesMaker(const PurchaseDayColumns& days, const PeriodSeriesOptions& options, PeriodSeries& made)
      : days_(days), options_(options), made_(made) {}

  void make() {
    const std::int32_t common = options_.begins == SeriesBegin::common ? earliest() : 0;
    made_.begin.push_back(0);
    for (std::size_t customer = 0; customer + 1 < days_.begin.size(); ++customer) {
      add_customer(begin_of(customer), begin_of(customer + 1), common);
      made_.begin.push_back(static_cast<std::int64_t>(made_.amount.size()));
    }
  }

 private:
  [[nodiscard]] std::size_t begin_of(std::size_t customer) const {
    return static_cast<std::size_t>(days_.begin[customer]);
  }
  [[nodiscard]] std::int32_t number_of(std::size_t row) const {
    return period_number(days_.day[row], options_.period);
  }
  [[nodiscard]] std::int32_t earliest() const {
    const auto first = std::min_element(days_.day.begin(), days_.day.end());
    return first == days_.day.end() ? 0 : period_number(*first, options_.period);
  }

  void add_customer(std::size_t row, std::size_t end, std::int32_t common) {
    std::size_t known = row;
    while (known < end && days_.day[known] <= made_.last_day) ++known;
    count_left_out(known, end);
    if (known == row) return;
    const std::int32_t begins = options_.begins == SeriesBegin::common ? common : number_of(row);
    const std::int32_t first = std::max(begins, made_.last - options_.longest + 1);
    while (row < known && number_of(row) < first) ++row;
    for (std::int32_t number = first; number <= made_.last; ++number) made_.amount.push_back(total(row, known, number));
  }

  void count_left_out(std::size_t row, std::size_t end) {
    for (; row < end; ++row) ++(days_.day[row] <= made_.as_of ? made_.running_days : made_.later_days);
  }

  // The total of a period, whose rows begin at `row`; moves on to the next.
  [[nodiscard]] std::int64_t total(std::size_t& row, std::size_t known, std::int32_t number) const {
    Int128 sum = 0;
    for (; row < known && number_of(row) == number; ++row) sum += days_.amount[row];
    const std::optional<std::int64_t> fits = narrowed(sum);
    if (!fits) throw ArgumentError("amount.overflow", "the total of a period is beyond 64 bits");
    return *fits;
  }

  const PurchaseDayColumns& days_;
  const PeriodSeriesOptions& options_;
  PeriodSeries& made_;
};

Finding running_finding(const PeriodSeries& made) {
  const std::string begin = to_string(made.last_day + 1), count = std::to_string(made.running_days);
  return make_finding(finding_code("portfolio.running_period"),
                      {.field = "day", .value = begin, .detail = {count, count}});
}

}  // namespace

std::int32_t period_number(Date day, Period period) noexcept {
  return floor_divided((day.year() - 1970) * 12 + day.month() - 1, months_in(period));
}

Date period_begin(std::int32_t number, Period period) noexcept {
  return add_months(Date{}, number * months_in(period));
}

std::int32_t last_period(Date as_of, Period period, RunningPeriod running) noexcept {
  return period_number(running == RunningPeriod::included ? as_of : as_of + 1, period) -
         (running == RunningPeriod::included ? 0 : 1);
}

PeriodSeries period_series(const PurchaseDayColumns& days, Date as_of, const PeriodSeriesOptions& options) {
  if (options.longest < 1 || options.longest > 2000)
    throw ArgumentError("argument.range", "longest must be 1 to 2000, found " + std::to_string(options.longest));
  PeriodSeries made{.period = options.period, .running = options.running, .as_of = as_of, .customer = days.customer};
  made.last = last_period(as_of, options.period, options.running);
  made.last_day = std::min(as_of, period_begin(made.last + 1, options.period) - 1);
  SeriesMaker(days, options, made).make();
  if (made.running_days > 0) made.findings.push_back(running_finding(made));
  return made;
}

}  // namespace guanxi::portfolio
