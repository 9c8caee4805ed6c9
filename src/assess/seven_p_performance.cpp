#include <algorithm>
#include <cmath>
#include <tuple>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

struct FiguresDraft {
  PeriodFigures figures{};
  const Account* last{};  // sales come customer by customer

  void add(const Account& account, const Sale& sale) {
    add_minor(figures.revenue.minor, *sale.amount);
    ++(sale.is_return ? figures.returns : figures.orders);
    figures.customers += last == &account ? 0 : 1;
    last = &account;
  }
};

struct RowDraft {
  FiguresDraft now{}, before{};
  std::map<std::string, QuantityChange> quantities{};
  std::int64_t without_quantity{};

  void add(const Account& account, const Sale& sale, bool is_now) {
    (is_now ? now : before).add(account, sale);
    if (!sale.quantity) {
      ++without_quantity;
      return;
    }
    QuantityChange& change = quantities[sale.unit];
    (is_now ? change.now : change.before) += sale.is_return ? -std::abs(*sale.quantity) : *sale.quantity;
  }
};

std::string performance_key(PerformanceDimension dimension, const Account& account, const Sale& sale) {
  switch (dimension) {
    case PerformanceDimension::product:
      return sale.product;
    case PerformanceDimension::channel:
      return sale.channel;
    case PerformanceDimension::place:
      return sale.place;
    case PerformanceDimension::nature:
      return account.profile[static_cast<std::size_t>(ProfileDimension::nature)];
    case PerformanceDimension::account_class:
      return account.profile[static_cast<std::size_t>(ProfileDimension::account_class)];
  }
  return {};
}

void name_row(PerformanceRow& row, const View& view, const std::string& key) {
  using enum PerformanceDimension;
  row.value = key, row.label = unknown_label();
  if (key.empty()) return;
  if (row.dimension == nature || row.dimension == account_class) {
    const bool is_nature = row.dimension == nature;
    row.label = view.profile_label(is_nature ? ProfileDimension::nature : ProfileDimension::account_class, key);
    return;
  }
  row.value = (row.dimension == product   ? view.products
               : row.dimension == channel ? view.channels
                                          : view.places)
                  .shown(key);
  row.label = both(row.value);
}

PerformanceRow performance_row(const View& view, const PerformancePart& part, PerformanceDimension dimension,
                               const std::string& key, const RowDraft& draft) {
  PerformanceRow row{.dimension = dimension,
                     .now = draft.now.figures,
                     .before = draft.before.figures,
                     .without_quantity = draft.without_quantity,
                     .change = {0, part.change.currency}};
  name_row(row, view, key);
  row.now.revenue.currency = row.before.revenue.currency = part.change.currency;
  for (const auto& [unit, change] : draft.quantities) row.quantities.push_back({unit, change.now, change.before});
  row.change.minor = minor_difference(row.now.revenue.minor, row.before.revenue.minor);
  row.change_rate = share_of(row.change.minor, row.before.revenue.minor);
  row.share = share_of(row.now.revenue.minor, part.now.revenue.minor);
  row.share_before = share_of(row.before.revenue.minor, part.before.revenue.minor);
  return row;
}

bool sells_more(const PerformanceRow& a, const PerformanceRow& b) {
  return std::tie(b.now.revenue.minor, b.before.revenue.minor, a.value) <
         std::tie(a.now.revenue.minor, a.before.revenue.minor, b.value);
}

// Gains and losses by size, and what the others add up to.
PerformanceDrivers drivers_of(std::vector<PerformanceRow> rows, PerformanceDimension dimension, std::size_t top) {
  std::stable_sort(rows.begin(), rows.end(), [](const PerformanceRow& a, const PerformanceRow& b) {
    const std::int64_t one = a.change.minor, other = b.change.minor;
    if ((one < 0) != (other < 0)) return other < 0;
    return one < 0 ? std::tie(one, a.value) < std::tie(other, b.value)
                   : std::tie(other, a.value) < std::tie(one, b.value);
  });
  PerformanceDrivers drivers{.dimension = dimension};
  for (const PerformanceRow& row : rows) {
    drivers.rest.currency = row.change.currency;
    std::vector<PerformanceDriver>& list = row.change.minor > 0 ? drivers.gains : drivers.losses;
    if (row.change.minor != 0 && list.size() < top)
      list.push_back({row.value, row.label, row.change});
    else
      add_minor(drivers.rest.minor, row.change.minor);
  }
  return drivers;
}

template <class Add>
void for_each_sale(const View& view, Currency currency, const Add& add) {
  for (const Account& account : view.accounts)
    for (const Sale& sale : account.sales)
      if (sale.is_in(currency) && (view.now.has(sale.day) || view.before.has(sale.day)))
        add(account, sale, view.now.has(sale.day));
}

void add_performance(PerformancePart& part, const View& view, PerformanceDimension dimension) {
  std::map<std::string, RowDraft> drafts;
  for_each_sale(view, part.change.currency, [&](const Account& account, const Sale& sale, bool is_now) {
    drafts[performance_key(dimension, account, sale)].add(account, sale, is_now);
  });
  std::vector<PerformanceRow> rows;
  for (const auto& [key, draft] : drafts) rows.push_back(performance_row(view, part, dimension, key, draft));
  std::stable_sort(rows.begin(), rows.end(), sells_more);
  part.rows.insert(part.rows.end(), rows.begin(), rows.end());
  part.drivers.push_back(drivers_of(std::move(rows), dimension, view.options->top));
}

PerformancePart performance_part(const View& view, Currency currency, PageInfo& about) {
  RowDraft total;
  for_each_sale(view, currency, [&](const Account& account, const Sale& sale, bool is_now) {
    total.add(account, sale, is_now);
    about.records.push_back(sale.id);
    ++about.sales;
  });
  PerformancePart part{.now = total.now.figures, .before = total.before.figures, .change = {0, currency}};
  part.now.revenue.currency = part.before.revenue.currency = currency;
  part.change.minor = minor_difference(part.now.revenue.minor, part.before.revenue.minor);
  part.change_rate = share_of(part.change.minor, part.before.revenue.minor);
  for (const EnumWord& entry : Words<PerformanceDimension>::table)
    add_performance(part, view, static_cast<PerformanceDimension>(entry.value));
  return part;
}

void count_windows(PerformancePage& page, const View& view) {
  for (const Account& account : view.accounts) {
    bool is_counted = false;
    for (const Sale& sale : account.sales) {
      if (!view.now.has(sale.day) && !view.before.has(sale.day)) continue;
      page.unpriced += sale.amount ? 0 : 1;
      is_counted = is_counted || (sale.amount && view.is_asked(sale.currency));
    }
    page.about.customers += is_counted ? 1 : 0;
  }
}

}  // namespace

PerformancePage performance_page(const View& view) {
  PerformancePage page{.about = {.page = SevenPage::performance}};
  PageInfo& about = page.about;
  count_windows(page, view);
  for (const Currency currency : view.currencies({view.before.first, view.now.last}))
    page.parts.push_back(performance_part(view, currency, about));
  about.records = as_records(std::move(about.records));
  about.status = page.parts.empty() ? PageStatus::no_data : PageStatus::ok;
  if (page.parts.empty()) about.notes.push_back({"两期都没有带金额的交易", "no sale of either window has an amount"});
  for (const PerformancePart& part : page.parts) {
    if (part.before.orders + part.before.returns > 0) continue;
    about.status = PageStatus::partial;
    about.notes.push_back(
        say({"{0}：上期没有交易可比", "{0}: there are no sales before to compare with"}, {part.change.currency}));
  }
  if (page.unpriced > 0)
    about.notes.push_back(
        say({"{0} 笔交易没有金额，未计入", "sales without an amount, in no figure: {0}"}, {page.unpriced}));
  return page;
}

}  // namespace guanxi::assess::seven
