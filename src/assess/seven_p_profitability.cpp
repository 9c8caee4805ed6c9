#include <algorithm>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

ProfitRow empty_profit(Currency currency) {
  const Money none{0, currency};
  return {.revenue = none, .costed_revenue = none, .cost = none, .margin = none, .uncosted_revenue = none};
}

void add_profit(ProfitRow& row, const Sale& sale) {
  add_minor(row.revenue.minor, *sale.amount);
  ++(sale.is_return ? row.returns : row.orders);
  if (!sale.cost) {
    ++row.uncosted;
    return add_minor(row.uncosted_revenue.minor, *sale.amount);
  }
  add_minor(row.costed_revenue.minor, *sale.amount);
  add_minor(row.cost.minor, *sale.cost);
}

bool has_cost(const ProfitRow& row) { return row.orders + row.returns > row.uncosted; }

void close_profit(ProfitRow& row) {
  row.margin.minor = minor_difference(row.costed_revenue.minor, row.cost.minor);
  row.margin_rate = share_of(row.margin.minor, row.costed_revenue.minor);
  row.loss = row.margin.minor < 0;
}

// Classes of some rows by one of their amounts.
portfolio::AbcResult class_rows(const std::vector<ProfitRow*>& rows, Money ProfitRow::*amount,
                                std::optional<portfolio::AbcClass> ProfitRow::*grade,
                                const portfolio::AbcOptions& options) {
  std::vector<std::int64_t> values;
  for (const ProfitRow* row : rows) values.push_back((row->*amount).minor);
  portfolio::AbcResult classes = portfolio::abc(values, {}, options);
  for (std::size_t i = 0; i < classes.grade.size(); ++i) rows[i]->*grade = classes.grade[i];
  return classes;
}

void class_part(ProfitPart& part, const portfolio::AbcOptions& options) {
  std::vector<ProfitRow*> all, costed;
  for (ProfitRow& row : part.rows) {
    all.push_back(&row);
    if (has_cost(row)) costed.push_back(&row);
  }
  portfolio::AbcResult revenue = class_rows(all, &ProfitRow::revenue, &ProfitRow::revenue_class, options);
  portfolio::AbcResult margin = class_rows(costed, &ProfitRow::margin, &ProfitRow::margin_class, options);
  part.revenue_status = revenue.status, part.revenue_table = std::move(revenue.table);
  part.margin_status = margin.status, part.margin_table = std::move(margin.table);
}

void add_profit_rows(ProfitPart& part, const View& view, Currency currency, PageInfo& about) {
  for (const Account& account : view.accounts) {
    ProfitRow row = empty_profit(currency);
    row.customer = account.id, row.name = account.name;
    for (const Sale& sale : account.sales) {
      if (!view.now.has(sale.day) || !sale.is_in(currency)) continue;
      add_profit(row, sale);
      add_profit(part.total, sale);
      about.records.push_back(sale.id);
      ++about.sales;
    }
    if (row.orders + row.returns == 0) continue;
    close_profit(row);
    part.rows.push_back(std::move(row));
  }
}

ProfitPart profit_part(const View& view, Currency currency, PageInfo& about) {
  ProfitPart part{.total = empty_profit(currency), .losses = {0, currency}};
  add_profit_rows(part, view, currency, about);
  close_profit(part.total);
  part.customers = static_cast<std::int64_t>(part.rows.size());
  class_part(part, view.options->abc);
  std::vector<std::int64_t> revenues;
  for (const ProfitRow& row : part.rows) {
    if (row.revenue.minor >= 0) revenues.push_back(row.revenue.minor);
    if (!row.loss) continue;
    ++part.loss_making;
    add_minor(part.losses.minor, row.margin.minor);
  }
  part.below_zero = part.customers - static_cast<std::int64_t>(revenues.size());
  part.concentration = portfolio::concentration(revenues);
  return part;
}

void tell_profit_part(PageInfo& about, const ProfitPart& part) {
  const Currency currency = part.losses.currency;
  if (part.revenue_status != portfolio::AbcStatus::ok) {
    about.status = PageStatus::partial;
    about.notes.push_back(
        say({"{0}：总额不大于 0，没有 ABC 分类", "{0}: the total is not above 0, so that there are no classes"},
            {currency}));
  }
  if (part.total.uncosted > 0) {
    about.status = PageStatus::partial;
    about.notes.push_back(say({"{0}：{1} 笔交易没有成本，不计入毛利", "{0}: sales without a cost, in no margin: {1}"},
                              {currency, part.total.uncosted}));
  }
  if (part.below_zero > 0)
    about.notes.push_back(say({"{0}：{1} 家客户退货多于购买，不计入集中度",
                               "{0}: customers who returned more than they bought, in no concentration: {1}"},
                              {currency, part.below_zero}));
}

// Customers and sales without amount of the window.
void count_window(ProfitabilityPage& page, const View& view) {
  for (const Account& account : view.accounts) {
    bool is_counted = false;
    for (const Sale& sale : account.sales) {
      if (!view.now.has(sale.day)) continue;
      page.unpriced += sale.amount ? 0 : 1;
      is_counted = is_counted || (sale.amount && view.is_asked(sale.currency));
    }
    if (!is_counted) continue;
    ++page.about.customers;
    page.about.records.push_back(account.id.uuid);
  }
}

}  // namespace

ProfitabilityPage profitability_page(const View& view) {
  ProfitabilityPage page{.about = {.page = SevenPage::profitability}};
  PageInfo& about = page.about;
  count_window(page, view);
  for (const Currency currency : view.currencies(view.now)) page.parts.push_back(profit_part(view, currency, about));
  about.records = as_records(std::move(about.records));
  about.status = page.parts.empty() ? PageStatus::no_data : PageStatus::ok;
  if (page.parts.empty()) about.notes.push_back({"本期没有带金额的交易", "no sale of the window has an amount"});
  for (const ProfitPart& part : page.parts) tell_profit_part(about, part);
  if (page.unpriced > 0)
    about.notes.push_back(
        say({"{0} 笔交易没有金额，未计入", "sales without an amount, in no figure: {0}"}, {page.unpriced}));
  return page;
}

}  // namespace guanxi::assess::seven
