#include <guanxi/lifetime/tracking.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace guanxi::lifetime {

namespace {

// Days of repeat purchases and counts of first days.
struct Followed {
  std::map<std::int32_t, double> first_days{};
  std::vector<std::int32_t> repeats{};
  std::int64_t customers = 0;
  std::int32_t last_order = 0;
};

Followed follow(const PurchaseDayColumns& days, const std::optional<Date>& last_first) {
  Followed made;
  for (std::size_t customer = 0; customer < days.customer.size(); ++customer) {
    std::optional<std::int32_t> first;
    for (auto row = static_cast<std::size_t>(days.begin[customer]);
         row < static_cast<std::size_t>(days.begin[customer + 1]); ++row) {
      if (days.orders[row] == 0) continue;
      const std::int32_t day = days.day[row].days();
      if (!first && last_first && day > last_first->days()) break;
      if (first)
        made.repeats.push_back(day);
      else
        ++made.first_days[*(first = day)];
      made.last_order =
          made.customers == 0 && made.repeats.empty() ? day : (std::max)(made.last_order, day);
    }
    made.customers += first.has_value();
  }
  std::sort(made.repeats.begin(), made.repeats.end());
  return made;
}

}  // namespace

template <PurchaseModel Model>
Tracking track(const Model& model, const PurchaseDayColumns& days, const TrackingOptions& options) {
  const Followed followed = follow(days, options.last_first);
  Tracking made{.customers = followed.customers};
  if (followed.customers == 0) return made;
  const double unit = days_of(options.unit), start = followed.first_days.begin()->first;
  const double end = options.until ? options.until->days() : followed.last_order;
  const auto steps = static_cast<std::int64_t>(std::ceil((end - start) / unit));
  for (std::int64_t step = 1; step <= steps; ++step) {
    const double now = start + static_cast<double>(step) * unit;
    double expected = 0;
    for (const auto& [first, customers] : followed.first_days)
      if (first < now) expected += customers * expected_purchases(model, (now - first) / unit);
    const auto passed = std::upper_bound(followed.repeats.begin(), followed.repeats.end(), now,
                                         [](double limit, std::int32_t day) { return limit < day; });
    made.time.push_back(static_cast<double>(step));
    made.actual.push_back(static_cast<double>(passed - followed.repeats.begin()));
    made.expected.push_back(expected);
  }
  return made;
}

template Tracking track(const BgNbd&, const PurchaseDayColumns&, const TrackingOptions&);
template Tracking track(const MbgNbd&, const PurchaseDayColumns&, const TrackingOptions&);
template Tracking track(const BgCnbdK&, const PurchaseDayColumns&, const TrackingOptions&);
template Tracking track(const MbgCnbdK&, const PurchaseDayColumns&, const TrackingOptions&);
template Tracking track(const ParetoNbd&, const PurchaseDayColumns&, const TrackingOptions&);
template Tracking track(const Nbd&, const PurchaseDayColumns&, const TrackingOptions&);

}  // namespace guanxi::lifetime
