#include <guanxi/core/purchase_days.hpp>

#include <algorithm>

#include "purchase_blocks.hpp"
#include "state_bytes.hpp"

namespace guanxi {

namespace {

constexpr std::string_view days_name = "GXPD";
constexpr std::uint8_t days_version = 1;

}  // namespace

void PurchaseDays::take_scale(int scale) {
  if (scale < 0) return;
  if (scale_ < 0) scale_ = scale;
  if (scale_ != scale)
    throw ArgumentError("amount.scale", "amounts must keep " + std::to_string(scale_) + " decimals as before, found " +
                                            std::to_string(scale));
}

// One entry a customer and day, by customer and day: counted into place by customer, then sorted within each.
std::vector<PurchaseDays::Entry> PurchaseDays::joined(std::vector<Entry> entries, std::size_t customers) {
  std::vector<std::size_t> place(customers + 1);
  for (const Entry& entry : entries) ++place[entry.customer + 1];
  for (std::size_t i = 1; i <= customers; ++i) place[i] += place[i - 1];
  std::vector<Entry> sorted(entries.size());
  for (const Entry& entry : entries) sorted[place[entry.customer]++] = entry;
  entries = {};
  std::size_t kept = 0;
  for (std::size_t first = 0, end = 0; first < sorted.size(); first = end) {
    while (end < sorted.size() && sorted[end].customer == sorted[first].customer) ++end;
    std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(first), sorted.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Entry& a, const Entry& b) { return a.day < b.day; });
    for (std::size_t i = first; i < end; ++i) {
      if (i > first && sorted[kept - 1].day == sorted[i].day) {
        sorted[kept - 1].orders += sorted[i].orders;
        sorted[kept - 1].amount += sorted[i].amount;
      } else {
        sorted[kept++] = sorted[i];
      }
    }
  }
  sorted.resize(kept);
  return sorted;
}

void PurchaseDays::add(const Entry& entry) {
  constexpr std::size_t least = std::size_t{1} << 20;
  if (entries_.size() >= (std::max)(least, 2 * joined_)) {
    entries_ = joined(std::move(entries_), index_.size());
    joined_ = entries_.size();
  }
  entries_.push_back(entry);
}

void PurchaseDays::add_rows(const Purchases& purchases) {
  constexpr std::size_t stretch = std::size_t{1} << 18;
  const std::size_t rows = purchases.customer.size();
  std::vector<std::uint32_t> codes((std::min)(rows, stretch));
  if (rows > stretch && !purchases.customer.has_texts()) index_.expect(purchases.customer);
  for (std::size_t first = 0; first < rows; first += stretch) {
    const Purchases part = part_of(purchases, first, (std::min)(stretch, rows - first));
    const std::span<std::uint32_t> own(codes.data(), part.customer.size());
    index_.add(part.customer, 0, own);
    detail::RowReader(part).visit(own, faults_, [this](const detail::PurchaseRow& row) {
      add({row.customer, row.day, row.amount < 0 ? 0 : 1, row.amount});
    });
  }
}

void PurchaseDays::update(const Purchases& purchases, const Work& work) {
  const std::size_t rows = rows_of(purchases), parts = detail::parts_for(rows, work);
  take_scale(detail::scale_of(purchases.amount));
  if (parts == 1 || rows < 4 * entries_.size()) {
    if (rows > 0 && !purchases.customer.has_texts()) index_.expect(purchases.customer);
    return detail::for_stretches(purchases, rows, work, [this](const Purchases& part) { add_rows(part); });
  }
  std::vector<PurchaseDays> states(parts);
  run_tasks(parts, work, [&](std::size_t i) {
    const std::size_t first = rows * i / parts;
    states[i].add_rows(part_of(purchases, first, rows * (i + 1) / parts - first));
    states[i].entries_ = joined(std::move(states[i].entries_), states[i].index_.size());
  });
  for (PurchaseDays& state : states) {
    merge(state);
    state = {};
  }
}

void PurchaseDays::merge(const PurchaseDays& other) {
  take_scale(other.scale_);
  faults_.merge(other.faults_);
  std::vector<std::uint32_t> own(other.index_.size());
  for (std::uint32_t code = 0; code < own.size(); ++code)
    own[code] = other.index_.sort() == KeySort::texts ? index_.add(other.index_.text(code))
                                                      : index_.add(other.index_.number(code));
  for (Entry entry : other.entries_) {
    entry.customer = own[entry.customer];
    add(entry);
  }
}

// Entries by customer and day, where those of each begin, and customers with any by ascending key.
PurchaseDays::Ordered PurchaseDays::ordered() const {
  Ordered made{joined(entries_, index_.size()), std::vector<std::size_t>(index_.size() + 1), index_.ascending()};
  for (const Entry& entry : made.entries) ++made.begin[entry.customer + 1];
  for (std::size_t i = 1; i < made.begin.size(); ++i) made.begin[i] += made.begin[i - 1];
  std::erase_if(made.customers, [&made](std::uint32_t code) { return made.begin[code] == made.begin[code + 1]; });
  return made;
}

std::size_t PurchaseDays::size() const {
  std::vector<bool> seen(index_.size());
  for (const Entry& entry : entries_) seen[entry.customer] = true;
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

PurchaseDayColumns PurchaseDays::finalize() const {
  const auto& [entries, begin, order] = ordered();
  PurchaseDayColumns made{.customer = KeyList::of(index_, order), .begin = {0}, .findings = faults_.findings()};
  made.day.reserve(entries.size());
  made.orders.reserve(entries.size());
  made.amount.reserve(entries.size());
  for (std::size_t row = 0; row < order.size(); ++row) {
    for (std::size_t i = begin[order[row]]; i < begin[order[row] + 1]; ++i) {
      const std::optional<std::int64_t> amount = narrowed(entries[i].amount);
      if (!amount)
        throw ArgumentError("amount.overflow", "the total of a day of customer " + made.customer.shown(row) +
                                                   " is beyond 64 bits of minor units");
      made.day.push_back(Date::from_days(entries[i].day));
      made.orders.push_back(entries[i].orders);
      made.amount.push_back(*amount);
    }
    made.begin.push_back(static_cast<std::int64_t>(made.day.size()));
  }
  return made;
}

std::string PurchaseDays::serialize() const {
  const auto& [entries, begin, order] = ordered();
  detail::StateWriter out(days_name, days_version);
  out.write(static_cast<std::uint8_t>(scale_ + 1));  // 0: none yet
  out.write(faults_);
  out.write(KeyList::of(index_, order));
  for (const std::uint32_t code : order) {
    out.write(static_cast<std::uint64_t>(begin[code + 1] - begin[code]));
    for (std::size_t i = begin[code]; i < begin[code + 1]; ++i) {
      out.write(entries[i].day);
      out.write(entries[i].orders);
      out.write_wide(entries[i].amount);
    }
  }
  return out.take();
}

PurchaseDays PurchaseDays::parse(std::string_view bytes) {
  detail::StateReader in(bytes, days_name, days_version);
  PurchaseDays made;
  made.scale_ = in.read<std::uint8_t>() - 1;
  made.faults_ = in.read_faults();
  in.read_keys(made.index_);
  for (std::uint32_t code = 0; code < made.index_.size(); ++code) {
    const auto days = in.read<std::uint64_t>();
    for (std::uint64_t i = 0; i < days; ++i) {
      Entry entry{.customer = code, .day = in.read<std::int32_t>()};
      entry.orders = in.read<std::int64_t>();
      entry.amount = in.read_wide();
      made.entries_.push_back(entry);
    }
  }
  in.demand_end();
  made.joined_ = made.entries_.size();
  return made;
}

}  // namespace guanxi
