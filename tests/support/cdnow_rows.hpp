#pragma once
/// @file
/// The CDNOW purchases as rows: key, day, cents.

#include <guanxi/core/date.hpp>
#include <guanxi/core/purchase_columns.hpp>

#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "shared_data.hpp"

namespace guanxi::test {

/// Purchases with their memory.
struct PurchaseRows {
  std::vector<std::string> text{};
  std::vector<std::string_view> customer{};
  std::vector<std::int32_t> day{};
  std::vector<double> amount{};

  [[nodiscard]] Purchases view(int scale = 2) const {
    return {.customer = customer, .day = day, .amount = RealAmounts<double>{amount, scale}};
  }
  void finish() { customer.assign(text.begin(), text.end()); }
};

/// Lines of blank-separated cells.
inline PurchaseRows cdnow_rows(const char* file, int key_cell, int date_cell, int amount_cell) {
  PurchaseRows made;
  for (const std::string& line : read_lines(shared_data() / "cdnow" / file)) {
    std::istringstream cells(line);
    std::vector<std::string> found;
    for (std::string cell; cells >> cell;) found.push_back(cell);
    if (found.size() < 4 || found[0] == "customer_id") continue;
    const std::string& date = found[static_cast<std::size_t>(date_cell)];
    made.text.push_back(found[static_cast<std::size_t>(key_cell)]);
    made.day.push_back(
        Date::from_ymd(std::stoi(date.substr(0, 4)), std::stoi(date.substr(4, 2)), std::stoi(date.substr(6, 2)))
            ->days());
    made.amount.push_back(std::stod(found[static_cast<std::size_t>(amount_cell)]));
  }
  made.finish();
  return made;
}

/// All 69,659 purchases.
inline PurchaseRows cdnow_master() { return cdnow_rows("CDNOW_master.txt", 0, 1, 3); }
/// The sample of 2,357 customers.
inline PurchaseRows cdnow_sample() { return cdnow_rows("CDNOW_sample.txt", 1, 2, 4); }

}  // namespace guanxi::test
