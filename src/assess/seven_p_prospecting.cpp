#include <guanxi/need/level.hpp>

#include <algorithm>
#include <cmath>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

bool has_usable_amount(const Opportunity& one) {
  return one.amount && one.amount->minor <= largest_minor && one.amount->minor >= -largest_minor;
}

void add_to_pipeline(PipelinePart& part, const Opportunity& one, const View& view) {
  const std::int64_t amount = one.amount->minor;
  ++part.opportunities;
  add_minor(part.amount.minor, amount);
  if (const std::optional<Ratio> probability = shown_on(one.probability, view.as_of)) {
    ++part.weighted;
    add_minor(part.weighted_amount.minor, std::llround(static_cast<double>(amount) * probability->value()));
  } else {
    ++part.unweighted;
    add_minor(part.unweighted_amount.minor, amount);
  }
  if (!one.expected_close || *one.expected_close >= view.as_of) return;
  ++part.late;
  add_minor(part.late_amount.minor, amount);
}

// Counts the open opportunities of a customer.
std::int64_t add_opportunities(ProspectingPage& page, std::map<Currency, PipelinePart>& parts, const View& view,
                               const Account& account) {
  std::int64_t open = 0;
  for (const Opportunity& one : account.dossier->of<Opportunity>()) {
    if (!is_open_on(one, view.as_of, view.options->calendar)) continue;
    ++open;
    page.about.records.push_back(one.id.uuid);
    if (!has_usable_amount(one))
      ++page.without_amount;
    else if (view.is_asked(one.amount->currency))
      add_to_pipeline(parts[one.amount->currency], one, view);
  }
  page.open_opportunities += open;
  return open;
}

void add_needs(ProspectingPage& page, const View& view, const Account& account) {
  for (const Need& one : account.dossier->of<Need>()) {
    if (!need::is_open(one) || !need::known_on(one, view.as_of)) continue;
    ++page.open_needs;
    page.recorded_predictions += one.predicted_by.empty() ? 0 : 1;
    page.about.records.push_back(one.id.uuid);
  }
}

void add_prospects(ProspectingPage& page, const View& view) {
  std::map<Currency, PipelinePart> parts;
  for (const Account& account : view.accounts) {
    const std::int64_t open = add_opportunities(page, parts, view, account);
    add_needs(page, view, account);
    if (!account.sales.empty() || account.undated > 0) continue;
    page.prospects.push_back({account.id, account.name});
    page.about.records.push_back(account.id.uuid);
    page.prospects_with_opportunity += open > 0 ? 1 : 0;
  }
  for (auto& [currency, part] : parts) {
    for (Money* money : {&part.amount, &part.weighted_amount, &part.unweighted_amount, &part.late_amount})
      money->currency = currency;
    page.pipeline.push_back(part);
  }
}

void expect_purchases(ProspectingPage& page, const View& view, const PurchaseFit& fit) {
  page.fit = fit.status;
  if (!fit.is_ok()) return;
  const std::vector<double> expected =
      lifetime::expected_purchases(fit.model, fit.histories(), static_cast<double>(view.options->horizon_days));
  const std::vector<double> alive = lifetime::probability_alive(fit.model, fit.histories());
  page.model_customers = static_cast<std::int64_t>(expected.size());
  double sum = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    sum += expected[i];
    page.buyers.push_back({fit.buyers[i]->id, fit.buyers[i]->name, expected[i], alive[i]});
    page.about.records.push_back(fit.buyers[i]->id.uuid);
  }
  page.expected_purchases = sum;
  std::stable_sort(page.buyers.begin(), page.buyers.end(),
                   [](const ExpectedBuyer& a, const ExpectedBuyer& b) { return a.purchases > b.purchases; });
  if (page.buyers.size() > view.options->top) page.buyers.resize(view.options->top);
}

void foretell_needs(ProspectingPage& page, const View& view) {
  if (view.options->needs == nullptr) return;
  std::int64_t needs = 0, customers = 0;
  for (const Account& account : view.accounts) {
    const PredictedNeeds found = predict_needs(*account.dossier, *view.options->needs, view.options->predict);
    needs += static_cast<std::int64_t>(found.needs.size());
    customers += found.needs.empty() ? 0 : 1;
  }
  page.predicted_needs = needs, page.predicted_customers = customers;
}

void tell_prospecting(ProspectingPage& page, const View& view, const PurchaseFit& fit) {
  PageInfo& about = page.about;
  about.customers = static_cast<std::int64_t>(view.accounts.size());
  if (about.customers == 0) {
    about.status = PageStatus::no_data;
    return about.notes.push_back({"客户簿中没有客户", "the book has no customers"});
  }
  about.status = fit.is_ok() && page.predicted_needs ? PageStatus::ok : PageStatus::partial;
  if (!fit.is_ok()) about.notes.push_back(fit.note);
  if (!page.predicted_needs)
    about.notes.push_back(
        {"没有学习过需求来源，未预测需求", "no sources of needs were learnt: no needs were foretold"});
  if (page.without_amount > 0)
    about.notes.push_back(
        say({"{0} 个商机没有可用的金额", "open opportunities without an amount that can be used: {0}"},
            {page.without_amount}));
  for (const PipelinePart& part : page.pipeline)
    if (part.unweighted > 0)
      about.notes.push_back(say({"{0}：{1} 个商机没有概率，不计入加权金额",
                                 "{0}: opportunities without a probability, in no weighted amount: {1}"},
                                {part.amount.currency, part.unweighted}));
}

}  // namespace

ProspectingPage prospecting_page(const View& view, const PurchaseFit& fit) {
  ProspectingPage page{.about = {.page = SevenPage::prospecting}};
  add_prospects(page, view);
  expect_purchases(page, view, fit);
  foretell_needs(page, view);
  page.about.records = as_records(std::move(page.about.records));
  tell_prospecting(page, view, fit);
  return page;
}

}  // namespace guanxi::assess::seven
