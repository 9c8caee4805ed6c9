#include <guanxi/core/finding_codes.hpp>
#include <guanxi/lifetime/summary.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace guanxi::lifetime {

namespace {

// Customers that one finding tells of.
struct ToldCustomers {
  std::int64_t count = 0;
  std::string examples{};

  void add(const KeyList& keys, std::size_t row) {
    if (++count <= 10) examples += (examples.empty() ? "" : ", ") + keys.shown(row);
  }
  [[nodiscard]] Finding say(const FindingCode& code) const {
    const std::string number = std::to_string(count);
    FindingDetail detail;
    detail.field = "customer";
    detail.value = number;
    detail.detail = {examples, examples};
    return make_finding(code, detail);
  }
};

// One customer's purchases until the end.
struct OneHistory {
  std::int32_t first = 0, last = 0;
  double repeats = 0, log_gaps = 0, later = 0, amount = 0;
  bool has_bought = false, has_lone_returns = false;
};

struct Ends {
  std::int32_t observation, holdout;
  double unit, money;
};

OneHistory history_of(const PurchaseDayColumns& days, std::size_t customer, const Ends& ends) {
  OneHistory made;
  for (auto row = static_cast<std::size_t>(days.begin[customer]);
       row < static_cast<std::size_t>(days.begin[customer + 1]); ++row) {
    const std::int32_t day = days.day[row].days();
    if (day > ends.holdout) break;
    if (days.orders[row] == 0) {
      made.has_lone_returns = made.has_lone_returns || day <= ends.observation;
      continue;
    }
    if (day > ends.observation) {
      made.later += made.has_bought ? 1 : 0;
      continue;
    }
    if (made.has_bought) {
      made.repeats += 1;
      made.log_gaps += std::log((day - made.last) / ends.unit);
      made.amount += static_cast<double>(days.amount[row]);
    } else {
      made.first = day;
    }
    made.has_bought = true;
    made.last = day;
  }
  return made;
}

std::int32_t last_order_day(const PurchaseDayColumns& days) {
  std::int32_t last = 0;
  bool is_first = true;
  for (std::size_t row = 0; row < days.day.size(); ++row) {
    if (days.orders[row] == 0) continue;
    last = is_first ? days.day[row].days() : (std::max)(last, days.day[row].days());
    is_first = false;
  }
  return last;
}

}  // namespace

PurchaseSummary summarize(const PurchaseDayColumns& days, int scale, const SummaryOptions& options) {
  if (scale < 0 || scale > 9)
    throw ArgumentError("argument.range", "scale must be 0 to 9, found " + std::to_string(scale));
  PurchaseSummary made{.unit = options.unit,
                       .observation_end = options.observation_end.value_or(Date::from_days(last_order_day(days))),
                       .holdout_end = options.holdout_end,
                       .findings = days.findings};
  if (made.holdout_end && *made.holdout_end <= made.observation_end)
    throw ArgumentError("argument.range", "holdout_end must be later than observation_end");
  const std::int32_t end = made.observation_end.days();
  const Ends ends{end, made.holdout_end ? made.holdout_end->days() : end, days_of(options.unit), std::pow(10.0, scale)};
  std::vector<std::uint32_t> rows;
  ToldCustomers after_end, lone_returns;
  for (std::size_t customer = 0; customer < days.customer.size(); ++customer) {
    const OneHistory one = history_of(days, customer, ends);
    if (!one.has_bought) {
      const auto begin = static_cast<std::size_t>(days.begin[customer]),
                 past = static_cast<std::size_t>(days.begin[customer + 1]);
      const bool buys_later = std::any_of(days.orders.begin() + static_cast<std::ptrdiff_t>(begin),
                                          days.orders.begin() + static_cast<std::ptrdiff_t>(past),
                                          [](std::int64_t orders) { return orders > 0; });
      if (buys_later) after_end.add(days.customer, customer);
    }
    if (one.has_lone_returns) lone_returns.add(days.customer, customer);
    if (!one.has_bought) continue;
    rows.push_back(static_cast<std::uint32_t>(customer));
    made.x.push_back(one.repeats);
    made.t_x.push_back((one.last - one.first) / ends.unit);
    made.T.push_back((end - one.first) / ends.unit);
    made.mean_amount.push_back(one.repeats > 0 ? one.amount / one.repeats / ends.money : 0);
    made.log_gaps.push_back(one.log_gaps);
    if (made.holdout_end) made.later.push_back(one.later);
  }
  made.customer = days.customer.pick(rows);
  if (after_end.count > 0) made.findings.push_back(after_end.say(finding_code("lifetime.first_after_end")));
  if (lone_returns.count > 0) made.findings.push_back(lone_returns.say(finding_code("lifetime.lone_returns")));
  return made;
}

}  // namespace guanxi::lifetime
