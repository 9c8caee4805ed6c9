#include <algorithm>
#include <cmath>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

double median_of(std::vector<std::int64_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t half = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return static_cast<double>(numbers[half]);
  return static_cast<double>(numbers[half - 1] + numbers[half]) / 2;
}

std::int64_t elapsed_days(const Account& account, const View& view) { return view.as_of - account.order_days.back(); }

void count_activity(PersistencyPage& page, const View& view, const Account& account) {
  const bool is_now = account.ordered_in(view.now), was_before = account.ordered_in(view.before);
  page.active_now += is_now ? 1 : 0;
  page.active_before += was_before ? 1 : 0;
  page.retained += is_now && was_before ? 1 : 0;
  page.lost += was_before && !is_now ? 1 : 0;
  const bool is_fresh = view.now.has(account.order_days.front());
  page.fresh += is_fresh ? 1 : 0;
  page.returned += is_now && !was_before && !is_fresh ? 1 : 0;
  page.repeat_buyers += account.order_days.size() > 1 ? 1 : 0;
}

void count_buyers(PersistencyPage& page, const View& view) {
  std::vector<std::int64_t> tenures;
  std::int64_t days = 0;
  for (const Account& account : view.accounts) {
    if (account.order_days.empty()) continue;
    ++page.buyers;
    count_activity(page, view, account);
    tenures.push_back(view.as_of - account.order_days.front());
    days += tenures.back();
    page.about.sales +=
        std::count_if(account.sales.begin(), account.sales.end(), [](const Sale& sale) { return !sale.is_return; });
    page.about.records.push_back(account.id.uuid);
    for (const Sale& sale : account.sales)
      if (!sale.is_return) page.about.records.push_back(sale.id);
  }
  page.about.customers = page.buyers;
  if (page.buyers == 0) return;
  page.repeat_rate = static_cast<double>(page.repeat_buyers) / static_cast<double>(page.buyers);
  page.tenure_mean = static_cast<double>(days) / static_cast<double>(page.buyers);
  page.tenure_median = median_of(std::move(tenures));
}

// Wilson (1927), 95 %.
void measure_retention(PersistencyPage& page) {
  if (page.active_before == 0) return;
  constexpr double z = 1.959963984540054;
  const auto n = static_cast<double>(page.active_before);
  const double share = static_cast<double>(page.retained) / n, scale = 1 + z * z / n;
  const double centre = (share + z * z / (2 * n)) / scale;
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale;
  page.retention = share;
  page.retention_low = page.retained == 0 ? 0 : centre - half;
  page.retention_high = page.retained == page.active_before ? 1 : centre + half;
}

void count_ladder(PersistencyPage& page, const View& view) {
  for (const EnumWord& entry : Words<LoyaltyStep>::table)
    page.ladder.push_back({static_cast<LoyaltyStep>(entry.value), 0});
  for (const Account& account : view.accounts) {
    const std::optional<LoyaltyStep> step = shown_on(account.dossier->customer().loyalty, view.as_of);
    if (step)
      ++page.ladder[static_cast<std::size_t>(*step)].customers;
    else
      ++page.ladder_unknown;
  }
}

// The median gap between days of order, if there are enough.
std::optional<double> rhythm_of(const Account& account, int least) {
  std::vector<std::int64_t> gaps;
  for (std::size_t i = 1; i < account.order_days.size(); ++i)
    gaps.push_back(account.order_days[i] - account.order_days[i - 1]);
  if (gaps.size() < static_cast<std::size_t>(least)) return std::nullopt;
  return median_of(std::move(gaps));
}

CustomerAtRisk risk_row(const Account& account, const View& view) {
  return {.customer = account.id,
          .name = account.name,
          .last_on = account.order_days.back(),
          .elapsed = elapsed_days(account, view),
          .rhythm = rhythm_of(account, view.options->rhythm_gaps)};
}

void judge_by_model(PersistencyPage& page, const View& view, const PurchaseFit& fit) {
  const std::vector<double> alive = lifetime::probability_alive(fit.model, fit.histories());
  page.basis = RiskBasis::purchase_model;
  for (std::size_t i = 0; i < fit.buyers.size(); ++i) {
    if (fit.repeats[i] == 0) continue;
    ++page.judged;
    if (alive[i] >= view.options->at_risk_below) continue;
    CustomerAtRisk row = risk_row(*fit.buyers[i], view);
    row.alive = alive[i];
    row.reason =
        say({"{0} 天没有购买；仍是客户的可能性 {1}", "no order for {0} days; a customer still with probability {1}"},
            {row.elapsed, percent(alive[i])});
    page.customers_at_risk.push_back(std::move(row));
  }
}

void judge_by_rhythm(PersistencyPage& page, const View& view) {
  for (const Account& account : view.accounts) {
    if (account.order_days.empty()) continue;
    CustomerAtRisk row = risk_row(account, view);
    if (!row.rhythm) continue;
    page.basis = RiskBasis::own_rhythm;
    ++page.judged;
    if (!(static_cast<double>(row.elapsed) > view.options->overdue_factor * *row.rhythm)) continue;
    row.reason = say({"{0} 天没有购买；平时间隔 {1} 天", "no order for {0} days; its rhythm is {1} days"},
                     {row.elapsed, decimals(*row.rhythm, 1)});
    page.customers_at_risk.push_back(std::move(row));
  }
}

void judge_risk(PersistencyPage& page, const View& view, const PurchaseFit& fit) {
  page.fit = fit.status;
  if (fit.is_ok())
    judge_by_model(page, view, fit);
  else
    judge_by_rhythm(page, view);
  std::stable_sort(page.customers_at_risk.begin(), page.customers_at_risk.end(),
                   [](const CustomerAtRisk& a, const CustomerAtRisk& b) { return a.elapsed > b.elapsed; });
  page.at_risk = static_cast<std::int64_t>(page.customers_at_risk.size());
  page.at_risk_share = share_of(page.at_risk, page.judged);
}

void tell_persistency(PersistencyPage& page, const PurchaseFit& fit) {
  PageInfo& about = page.about;
  if (page.buyers == 0) {
    about.status = PageStatus::no_data;
    return about.notes.push_back({"没有有日期的购买", "there is no order with a day"});
  }
  about.status = page.retention && page.at_risk_share ? PageStatus::ok : PageStatus::partial;
  if (!page.retention)
    about.notes.push_back(
        {"上期没有活跃客户，没有留存率", "nobody was active in the window before: there is no retention"});
  if (!fit.is_ok()) about.notes.push_back(fit.note);
  about.notes.push_back(say({"流失风险的依据：{0}；可判断 {1} 家，{2} 家购买次数太少，不计入",
                             "risk is judged by: {0}; can be judged: {1}, bought too rarely: {2}"},
                            {label_of(page.basis), page.judged, page.buyers - page.judged}));
}

}  // namespace

PurchaseFit fit_purchases(const View& view) {
  PurchaseFit fit;
  for (const Account& account : view.accounts) {
    if (account.order_days.empty() || account.order_days.front() == view.as_of) continue;
    fit.buyers.push_back(&account);
    fit.repeats.push_back(static_cast<double>(account.order_days.size() - 1));
    fit.last.push_back(account.order_days.back() - account.order_days.front());
    fit.age.push_back(view.as_of - account.order_days.front());
  }
  const auto found = static_cast<std::int64_t>(fit.buyers.size());
  if (found < view.options->min_model_customers) {
    fit.note = say({"购买模型没有拟合：需要 {0} 家客户，只有 {1} 家",
                    "the purchase model was not fitted: it takes {0} buyers, there are {1}"},
                   {view.options->min_model_customers, found});
    return fit;
  }
  fit.model = lifetime::fit<lifetime::BgNbd>(fit.histories());
  fit.status = fit.model.fit.status;
  if (!fit.is_ok())
    fit.note = say({"购买模型未采用：{0}", "the purchase model is not used: {0}"}, {label_of(*fit.status)});
  return fit;
}

PersistencyPage persistency_page(const View& view, const PurchaseFit& fit) {
  PersistencyPage page{.about = {.page = SevenPage::persistency}};
  count_buyers(page, view);
  measure_retention(page);
  count_ladder(page, view);
  judge_risk(page, view, fit);
  page.about.records = as_records(std::move(page.about.records));
  tell_persistency(page, fit);
  return page;
}

}  // namespace guanxi::assess::seven
