#include <algorithm>
#include <cmath>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

using Revenues = std::map<Currency, std::int64_t>;

// A customer with the revenue of the window, in the currencies in which it bought.
struct ProfiledAccount {
  const Account* account{};
  Revenues revenue{};
};

std::vector<ProfiledAccount> profiled_accounts(const View& view, PageInfo& about) {
  std::vector<ProfiledAccount> found;
  for (const Account& account : view.accounts) {
    ProfiledAccount one{.account = &account};
    about.records.push_back(account.id.uuid);
    for (const Sale& sale : account.sales) {
      if (!view.now.has(sale.day) || !sale.amount || !view.is_asked(sale.currency)) continue;
      add_minor(one.revenue[sale.currency], *sale.amount);
      about.records.push_back(sale.id);
      ++about.sales;
    }
    found.push_back(std::move(one));
  }
  about.customers = static_cast<std::int64_t>(found.size());
  return found;
}

Revenues revenue_totals(const std::vector<ProfiledAccount>& accounts) {
  Revenues totals;
  for (const ProfiledAccount& one : accounts)
    for (const auto& [currency, amount] : one.revenue) add_minor(totals[currency], amount);
  return totals;
}

struct ValueDraft {
  std::int64_t customers{};
  Revenues revenue{};
};

ProfileValue profile_row(const View& view, ProfileDimension dimension, const std::string& key, const ValueDraft& draft,
                         const Revenues& totals) {
  ProfileValue row{.dimension = dimension,
                   .value = view.profile_value(dimension, key),
                   .label = view.profile_label(dimension, key),
                   .customers = draft.customers};
  row.share = static_cast<double>(draft.customers) / static_cast<double>(view.accounts.size());
  for (const auto& [currency, total] : totals) {
    const auto found = draft.revenue.find(currency);
    const std::int64_t amount = found == draft.revenue.end() ? 0 : found->second;
    row.revenue.push_back({{amount, currency}, share_of(amount, total)});
  }
  return row;
}

void add_dimension(ProfilingPage& page, const View& view, const std::vector<ProfiledAccount>& accounts,
                   const Revenues& totals, ProfileDimension dimension) {
  std::map<std::string, ValueDraft> drafts;
  for (const ProfiledAccount& one : accounts) {
    ValueDraft& draft = drafts[one.account->profile[static_cast<std::size_t>(dimension)]];
    ++draft.customers;
    for (const auto& [currency, amount] : one.revenue) add_minor(draft.revenue[currency], amount);
  }
  std::vector<std::pair<std::string, ValueDraft>> order(drafts.begin(), drafts.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    return a.second.customers > b.second.customers;
  });
  for (const auto& [key, draft] : order) page.values.push_back(profile_row(view, dimension, key, draft, totals));
}

double log_choose(std::int64_t n, std::int64_t k) {
  const auto log_factorial = [](std::int64_t number) { return std::lgamma(static_cast<double>(number) + 1); };
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

// P(X >= a) of the hypergeometric distribution: Fisher's exact test, one-sided.
double fisher_greater(const BestValue& counts) {
  const std::int64_t all = counts.best_known + counts.rest_known, with = counts.best + counts.rest;
  const std::int64_t drawn = counts.best_known, least = std::max<std::int64_t>(0, drawn + with - all);
  if (counts.best <= least) return 1;
  double sum = 0;
  for (std::int64_t x = std::min(with, drawn); x >= counts.best; --x)
    sum += std::exp(log_choose(with, x) + log_choose(all - with, drawn - x) - log_choose(all, drawn));
  return std::min(1.0, sum);
}

bool restates_revenue(ProfileDimension dimension) {
  using enum ProfileDimension;
  return dimension == volume_class || dimension == abc_class || dimension == key_account;
}

// A customer who bought in the currency, and whether it is one of the best.
struct GradedAccount {
  const Account* account{};
  bool is_best = false;
};

void add_best_values(BestCustomers& made, const View& view, const std::vector<GradedAccount>& graded,
                     ProfileDimension dimension) {
  std::map<std::string, BestValue> counts;
  std::int64_t best_known = 0, rest_known = 0;
  for (const GradedAccount& one : graded) {
    const std::string& key = one.account->profile[static_cast<std::size_t>(dimension)];
    if (key.empty()) continue;
    ++(one.is_best ? best_known : rest_known);
    BestValue& value = counts[key];
    ++(one.is_best ? value.best : value.rest);
  }
  for (auto& [key, value] : counts) {
    value.dimension = dimension;
    value.value = view.profile_value(dimension, key), value.label = view.profile_label(dimension, key);
    value.best_known = best_known, value.rest_known = rest_known;
    if (best_known > 0)
      value.lift = static_cast<double>(value.best) * static_cast<double>(best_known + rest_known) /
                   (static_cast<double>(value.best + value.rest) * static_cast<double>(best_known));
    if (best_known > 0 && rest_known > 0 && value.best + value.rest >= view.options->min_count)
      value.p_value = fisher_greater(value);
    made.values.push_back(value);
  }
}

// Holm (1979): the smallest p times the number of tests, the next times one less …, never falling.
void adjust_p_values(BestCustomers& made) {
  std::vector<BestValue*> tested;
  for (BestValue& value : made.values)
    if (value.p_value) tested.push_back(&value);
  std::stable_sort(tested.begin(), tested.end(),
                   [](const BestValue* a, const BestValue* b) { return *a->p_value < *b->p_value; });
  made.tested = static_cast<std::int64_t>(tested.size());
  double most = 0;
  for (std::size_t i = 0; i < tested.size(); ++i) {
    most = std::max(most, std::min(1.0, *tested[i]->p_value * static_cast<double>(tested.size() - i)));
    tested[i]->p_adjusted = most;
  }
}

Message best_reason(const BestValue& value) {
  Message reason =
      say({"A 类客户 {0} 家中 {1} 家的{2}为“{3}”，其余 {4} 家中 {5} 家",
           "{1} of {0} in class A have {2} “{3}”, {5} of {4} others"},
          {value.best_known, value.best, label_of(value.dimension), value.label, value.rest_known, value.rest});
  const Message rest = !value.p_value
                           ? Message{"；客户太少，未检验", "; too few to be tested"}
                           : say({"；提升度 {0}，Fisher 精确检验（单侧，Holm 校正）p={1}",
                                  "; lift {0}, Fisher's exact test, one-sided, p {1} after Holm's correction"},
                                 {decimals(*value.lift, 2), decimals(*value.p_adjusted, 3)});
  reason.zh += rest.zh, reason.en += rest.en;
  return reason;
}

void judge_best_values(BestCustomers& made, const SevenPOptions& options) {
  for (BestValue& value : made.values) {
    value.typical =
        value.p_adjusted && *value.p_adjusted<options.alpha&& * value.lift> 1 && value.best >= options.min_count;
    value.reason = best_reason(value);
  }
  std::stable_sort(made.values.begin(), made.values.end(), [](const BestValue& a, const BestValue& b) {
    if (a.typical != b.typical) return a.typical;
    return a.p_value.value_or(2) < b.p_value.value_or(2);
  });
}

BestCustomers best_customers(const View& view, const std::vector<ProfiledAccount>& accounts, Currency currency,
                             std::int64_t total) {
  std::vector<GradedAccount> graded;
  std::vector<std::int64_t> values;
  for (const ProfiledAccount& one : accounts) {
    const auto found = one.revenue.find(currency);
    if (found == one.revenue.end()) continue;
    graded.push_back({one.account});
    values.push_back(found->second);
  }
  const portfolio::AbcResult classes = portfolio::abc(values, {}, view.options->abc);
  BestCustomers made{.revenue = {total, currency}, .status = classes.status};
  if (classes.status != portfolio::AbcStatus::ok) return made;
  for (std::size_t i = 0; i < graded.size(); ++i) {
    graded[i].is_best = classes.grade[i] == portfolio::AbcClass::a;
    ++(graded[i].is_best ? made.best : made.rest);
  }
  for (std::size_t i = 0; i < profile_dimensions; ++i)
    if (const auto dimension = static_cast<ProfileDimension>(i); !restates_revenue(dimension))
      add_best_values(made, view, graded, dimension);
  adjust_p_values(made);
  judge_best_values(made, *view.options);
  return made;
}

void tell_profiling(ProfilingPage& page, const SevenPOptions& options) {
  PageInfo& about = page.about;
  about.status = about.customers == 0 ? PageStatus::no_data : PageStatus::ok;
  if (about.customers == 0) return about.notes.push_back({"客户簿中没有客户", "the book has no customers"});
  if (page.revenue.empty()) {
    about.status = PageStatus::partial;
    about.notes.push_back(
        {"本期没有带金额的交易：没有销售额占比，也无法比较最好的客户",
         "no sale of the window has an amount: there are no shares of revenue and no best customers"});
  }
  for (const BestCustomers& best : page.best) {
    const Currency currency = best.revenue.currency;
    if (best.status != portfolio::AbcStatus::ok) {
      about.status = PageStatus::partial;
      about.notes.push_back(
          say({"{0}：总额不大于 0，无法区分 A 类客户", "{0}: the total is not above 0, so that there is no class A"},
              {currency}));
    } else if (best.tested == 0) {
      about.notes.push_back(say({"{0}：没有一个值有 {1} 家客户可比，未做检验",
                                 "{0}: no value has {1} customers to compare; nothing was tested"},
                                {currency, options.min_count}));
    }
  }
}

}  // namespace

ProfilingPage profiling_page(const View& view) {
  ProfilingPage page{.about = {.page = SevenPage::profiling}};
  const std::vector<ProfiledAccount> accounts = profiled_accounts(view, page.about);
  const Revenues totals = revenue_totals(accounts);
  for (std::size_t i = 0; i < profile_dimensions; ++i)
    add_dimension(page, view, accounts, totals, static_cast<ProfileDimension>(i));
  for (const auto& [currency, total] : totals) {
    page.revenue.push_back({total, currency});
    page.best.push_back(best_customers(view, accounts, currency, total));
  }
  page.about.records = as_records(std::move(page.about.records));
  tell_profiling(page, *view.options);
  return page;
}

}  // namespace guanxi::assess::seven
