#pragma once
/// @file
/// The CDNOW sample as purchase histories: by a slow count of days, and as published with two decimals.

#include <guanxi/core/date.hpp>
#include <guanxi/lifetime/histories.hpp>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "csv_columns.hpp"
#include "shared_data.hpp"

namespace guanxi::test {

/// Columns of histories with their memory.
struct HistoryColumns {
  std::vector<double> x{}, t_x{}, T{};
  [[nodiscard]] lifetime::Histories view() const { return {.x = x, .t_x = t_x, .T = T}; }
};

/// Day of a text such as 19970131, counted from 1970.
inline int day_of(const std::string& yyyymmdd) {
  return Date::from_ymd(std::stoi(yyyymmdd.substr(0, 4)), std::stoi(yyyymmdd.substr(4, 2)),
                        std::stoi(yyyymmdd.substr(6, 2)))
      ->days();
}

/// Days of purchase of each customer of the sample until the end of September 1997.
inline std::map<std::string, std::set<int>> cdnow_days() {
  std::map<std::string, std::set<int>> days;
  const int end = day_of("19970930");
  for (const std::string& line : read_lines(shared_data() / "cdnow/CDNOW_sample.txt")) {
    std::istringstream cells(line);
    std::string master, sample, date;
    if (!(cells >> master >> sample >> date)) continue;
    if (day_of(date) <= end) days[sample].insert(day_of(date));
  }
  return days;
}

/// Weeks, exact.
inline HistoryColumns cdnow_exact() {
  HistoryColumns made;
  for (const auto& [customer, days] : cdnow_days()) {
    made.x.push_back(static_cast<double>(days.size() - 1));
    made.t_x.push_back((*days.rbegin() - *days.begin()) / 7.0);
    made.T.push_back((day_of("19970930") - *days.begin()) / 7.0);
  }
  return made;
}

/// Weeks, as published.
inline HistoryColumns cdnow_two_decimals() {
  const CsvColumns csv(shared_data() / "cdnow/cdnow_customers_summary.csv");
  return {csv.numbers("frequency"), csv.numbers("recency"), csv.numbers("T")};
}

}  // namespace guanxi::test
