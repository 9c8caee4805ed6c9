#include <guanxi/core/customer_totals.hpp>

#include <algorithm>
#include <thread>

#include "purchase_blocks.hpp"
#include "state_bytes.hpp"

namespace guanxi {

namespace {

constexpr std::string_view totals_name = "GXCT";
constexpr std::uint8_t totals_version = 1;

}  // namespace

namespace detail {

std::size_t parts_for(std::size_t rows, const Work& work) {
  constexpr std::size_t worth = 200000;
  const std::size_t threads = work.threads > 0 ? work.threads : (std::max)(1U, std::thread::hardware_concurrency());
  return (std::max<std::size_t>)(1, (std::min)(threads, rows / worth));
}

}  // namespace detail

void CustomerTotals::take_scale(int scale) {
  if (scale < 0) return;
  if (scale_ < 0) scale_ = scale;
  if (scale_ != scale)
    throw ArgumentError("amount.scale", "amounts must keep " + std::to_string(scale_) + " decimals as before, found " +
                                            std::to_string(scale));
}

void CustomerTotals::add(Total& total, const Total& other) {
  if (other.orders > 0) {
    total.first_day = total.orders > 0 ? (std::min)(total.first_day, other.first_day) : other.first_day;
    total.last_day = total.orders > 0 ? (std::max)(total.last_day, other.last_day) : other.last_day;
  }
  total.orders += other.orders;
  total.returns += other.returns;
  total.amount += other.amount;
}

inline void CustomerTotals::add(Total& total, const detail::PurchaseRow& row) {
  total.amount += row.amount;
  if (row.amount < 0) {
    ++total.returns;
    return;
  }
  const bool is_first = total.orders++ == 0;
  total.first_day = is_first ? row.day : (std::min)(total.first_day, row.day);
  total.last_day = is_first ? row.day : (std::max)(total.last_day, row.day);
}

void CustomerTotals::add_rows(const Purchases& purchases) {
  constexpr std::size_t stretch = std::size_t{1} << 18;  // rows whose codes are kept at a time
  const std::size_t rows = purchases.customer.size();
  std::vector<std::uint32_t> codes((std::min)(rows, stretch));
  if (rows > stretch && !purchases.customer.has_texts()) index_.expect(purchases.customer);
  totals_.reserve(index_.room());
  for (std::size_t first = 0; first < rows; first += stretch) {
    const Purchases part = part_of(purchases, first, (std::min)(stretch, rows - first));
    const std::span<std::uint32_t> own(codes.data(), part.customer.size());
    index_.add(part.customer, 0, own);
    totals_.resize(index_.size());
    detail::RowReader(part).visit(
        own, faults_, [this](const detail::PurchaseRow& row) { add(totals_[row.customer], row); },
        [this](std::uint32_t code) { __builtin_prefetch(&totals_[code], 1); });
  }
}

void CustomerTotals::update(const Purchases& purchases, const Work& work) {
  const std::size_t rows = rows_of(purchases), parts = detail::parts_for(rows, work);
  take_scale(detail::scale_of(purchases.amount));
  // whole numbers are found so fast that joining states costs more than threads save; so do small parts of many
  // customers
  const bool is_worth = purchases.customer.has_texts() && rows > 4 * index_.size();
  if (parts == 1 || !is_worth) {
    if (rows > 0 && !purchases.customer.has_texts()) index_.expect(purchases.customer);
    return detail::for_stretches(purchases, rows, work, [this](const Purchases& part) { add_rows(part); });
  }
  std::vector<CustomerTotals> states(parts);
  run_tasks(parts, work, [&](std::size_t i) {
    const std::size_t first = rows * i / parts;
    states[i].add_rows(part_of(purchases, first, rows * (i + 1) / parts - first));
  });
  for (const CustomerTotals& state : states) merge(state);
}

void CustomerTotals::merge(const CustomerTotals& other) {
  take_scale(other.scale_);
  faults_.merge(other.faults_);
  if (index_.size() == 0) {
    index_ = other.index_;
    totals_ = other.totals_;
    return;
  }
  for (std::uint32_t code = 0; code < other.totals_.size(); ++code) {
    const std::uint32_t own = other.index_.sort() == KeySort::texts ? index_.add(other.index_.text(code))
                                                                    : index_.add(other.index_.number(code));
    if (own >= totals_.size()) totals_.resize(own + 1);
    add(totals_[own], other.totals_[code]);
  }
}

// Customers with a usable row, by ascending key.
std::vector<std::uint32_t> CustomerTotals::known() const {
  std::vector<std::uint32_t> order = index_.ascending();
  std::erase_if(order, [this](std::uint32_t code) { return totals_[code].orders == 0 && totals_[code].returns == 0; });
  return order;
}

std::size_t CustomerTotals::size() const noexcept {
  return static_cast<std::size_t>(std::count_if(
      totals_.begin(), totals_.end(), [](const Total& total) { return total.orders > 0 || total.returns > 0; }));
}

CustomerColumns CustomerTotals::finalize() const {
  const std::vector<std::uint32_t> order = known();
  CustomerColumns made{.customer = KeyList::of(index_, order), .findings = faults_.findings()};
  const std::size_t rows = order.size();
  made.orders.resize(rows);
  made.returns.resize(rows);
  made.amount.resize(rows);
  made.first_day.resize(rows);
  made.last_day.resize(rows);
  std::int64_t only_returns = 0;
  std::string examples;
  for (std::size_t row = 0; row < rows; ++row) {
    if (row + 16 < rows) __builtin_prefetch(&totals_[order[row + 16]]);
    const Total& total = totals_[order[row]];
    made.amount[row] = static_cast<std::int64_t>(total.amount);
    if (made.amount[row] != total.amount)
      throw ArgumentError("amount.overflow",
                          "the total of customer " + made.customer.shown(row) + " is beyond 64 bits of minor units");
    if (total.orders == 0 && total.returns > 0 && ++only_returns <= 10)
      examples += (examples.empty() ? "" : ", ") + made.customer.shown(row);
    made.orders[row] = total.orders;
    made.returns[row] = total.returns;
    made.first_day[row] = Date::from_days(total.first_day);
    made.last_day[row] = Date::from_days(total.last_day);
  }
  if (only_returns > 0) made.findings.push_back(only_returns_finding(only_returns, examples));
  return made;
}

std::string CustomerTotals::serialize() const {
  const std::vector<std::uint32_t> order = known();
  detail::StateWriter out(totals_name, totals_version);
  out.write(static_cast<std::uint8_t>(scale_ + 1));  // 0: none yet
  out.write(faults_);
  out.write(KeyList::of(index_, order));
  for (const std::uint32_t code : order) {
    const Total& total = totals_[code];
    out.write_wide(total.amount);
    out.write(total.orders);
    out.write(total.returns);
    out.write(total.first_day);
    out.write(total.last_day);
  }
  return out.take();
}

CustomerTotals CustomerTotals::parse(std::string_view bytes) {
  detail::StateReader in(bytes, totals_name, totals_version);
  CustomerTotals made;
  made.scale_ = in.read<std::uint8_t>() - 1;
  made.faults_ = in.read_faults();
  in.read_keys(made.index_);
  for (std::size_t i = 0; i < made.index_.size(); ++i) {
    Total total{.amount = in.read_wide()};
    total.orders = in.read<std::int64_t>();
    total.returns = in.read<std::int64_t>();
    total.first_day = in.read<std::int32_t>();
    total.last_day = in.read<std::int32_t>();
    made.totals_.push_back(total);
  }
  in.demand_end();
  return made;
}

}  // namespace guanxi
