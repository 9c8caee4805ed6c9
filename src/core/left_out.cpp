#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/left_out.hpp>

#include <algorithm>
#include <string>

namespace guanxi {

namespace {

constexpr std::size_t told = 10;

Finding faulty_rows_finding(const FindingCode& code, std::string_view field, const FaultyRows& rows) {
  std::string places;
  for (const std::int64_t row : rows.rows) places += (places.empty() ? "" : ", ") + std::to_string(row + 1);
  if (rows.count > static_cast<std::int64_t>(rows.rows.size())) places += ", …";
  const std::string count = std::to_string(rows.count);
  FindingDetail detail;
  detail.field = field;
  detail.value = count;
  detail.detail = {places, places};
  Finding made = make_finding(code, detail);
  if (!rows.rows.empty() && rows.rows.front() < 2147483647) made.place.row = static_cast<int>(rows.rows.front() + 1);
  return made;
}

}  // namespace

void FaultyRows::add(std::int64_t row) {
  ++count;
  const auto place = std::lower_bound(rows.begin(), rows.end(), row);
  if (rows.size() == told && place == rows.end()) return;
  rows.insert(place, row);
  if (rows.size() > told) rows.pop_back();
}

void FaultyRows::merge(const FaultyRows& other) {
  std::vector<std::int64_t> both;
  std::merge(rows.begin(), rows.end(), other.rows.begin(), other.rows.end(), std::back_inserter(both));
  if (both.size() > told) both.resize(told);
  rows = std::move(both);
  count += other.count;
}

void PurchaseFaults::merge(const PurchaseFaults& other) {
  no_customer.merge(other.no_customer);
  no_day.merge(other.no_day);
  no_amount.merge(other.no_amount);
  later.merge(other.later);
  rounded.merge(other.rounded);
}

Findings PurchaseFaults::findings() const {
  Findings made;
  const auto say = [&made](const FindingCode& code, std::string_view field, const FaultyRows& rows) {
    if (rows.count > 0) made.push_back(faulty_rows_finding(code, field, rows));
  };
  say(finding_code("columns.no_customer"), "customer", no_customer);
  say(finding_code("columns.no_day"), "date", no_day);
  say(finding_code("columns.no_amount"), "amount", no_amount);
  say(finding_code("columns.later"), "date", later);
  say(finding_code("columns.rounded"), "amount", rounded);
  return made;
}

Finding only_returns_finding(std::int64_t customers, const std::string& examples) {
  const std::string count = std::to_string(customers);
  FindingDetail detail;
  detail.field = "amount";
  detail.value = count;
  detail.detail = {examples, examples};
  return make_finding(finding_code("columns.only_returns"), detail);
}

}  // namespace guanxi
