#include <guanxi/portfolio/collection_order.hpp>

#include <guanxi/core/apportion.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/weighted_score.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "ledger.hpp"

namespace guanxi::portfolio {

namespace {

using detail::add_exact;
using detail::LedgerAccount;
using detail::LedgerInvoice;

void check_order(const CollectionOrderOptions& options) {
  constexpr double largest = 1e9;
  detail::check_range(options.weights.amount, 0, largest, "weights.amount");
  detail::check_range(options.weights.days, 0, largest, "weights.days");
  detail::check_range(options.weights.over_limit, 0, largest, "weights.over_limit");
  if (options.weights.amount + options.weights.days + options.weights.over_limit == 0)
    throw ArgumentError("argument.range", "one of the weights must be above 0");
  detail::check_range(options.full_days, 1, 36500, "full_days");
  detail::check_range(options.dispute, 0, 1, "dispute");
}

// An item before it is compared with others.
struct ItemDraft {
  CollectionItem item{};
  std::optional<Money> limit{};
  std::int64_t open{};
  std::vector<Uuid> overdue{}, disputed{};
};

ItemDraft draft_of(const LedgerAccount& account, Currency currency, const std::vector<const LedgerInvoice*>& invoices,
                   Date as_of) {
  const Money none{0, currency};
  ItemDraft draft{.item = {.customer = account.customer->id,
                           .name = account.name,
                           .overdue = none,
                           .disputed = none,
                           .credit = none},
                  .limit = detail::usable_limit(*account.customer),
                  .open = detail::open_amount(invoices)};
  CollectionItem& item = draft.item;
  detail::WideSum weighted = 0;
  for (const LedgerInvoice* invoice : invoices) {
    if (invoice->open() < 0) add_exact(item.credit.minor, -invoice->open());
    if (!invoice->is_overdue(as_of)) continue;
    const std::int64_t days = *invoice->days_overdue(as_of);
    ++item.invoices;
    item.longest_days = (std::max)(item.longest_days, days);
    add_exact(item.overdue.minor, invoice->open());
    weighted += detail::WideSum{invoice->open()} * days;
    draft.overdue.push_back(invoice->id.uuid);
    if (!invoice->disputed) continue;
    add_exact(item.disputed.minor, invoice->open());
    draft.disputed.push_back(invoice->id.uuid);
  }
  if (item.overdue.minor > 0) item.mean_days = static_cast<double>(weighted) / static_cast<double>(item.overdue.minor);
  return draft;
}

double debt_share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string debt_percent(double part) { return thousandths_text(to_thousandths(100 * part), 0) + "%"; }

WeightedPart amount_part(const ItemDraft& draft, std::int64_t largest, double weight) {
  const CollectionItem& item = draft.item;
  const std::string amount = to_string(item.overdue), count = std::to_string(item.invoices);
  Message reason{"逾期 " + amount + "，" + count + " 张发票",
                 amount + " overdue on " + count + (item.invoices == 1 ? " invoice" : " invoices")};
  if (item.credit.minor != 0) {
    reason.zh += "；可抵扣 " + to_string(item.credit);
    reason.en += "; " + to_string(item.credit) + " of credit to set off";
  }
  return {.part = "amount",
          .label = {"逾期金额", "Amount overdue"},
          .reason = std::move(reason),
          .weight = weight,
          .value = debt_share(item.overdue.minor, largest),
          .evidence = draft.overdue};
}

WeightedPart days_part(const ItemDraft& draft, int full_days, double weight) {
  const std::string mean = thousandths_text(to_thousandths(draft.item.mean_days), 1);
  const std::string longest = std::to_string(draft.item.longest_days);
  return {.part = "days",
          .label = {"逾期天数", "Days overdue"},
          .reason = {"按金额平均逾期 " + mean + " 天，最长 " + longest + " 天",
                     mean + " days overdue on average by amount, the oldest " + longest},
          .weight = weight,
          .value = (std::min)(1.0, draft.item.mean_days / full_days),
          .evidence = draft.overdue};
}

// How far over the limit; a limit in another currency says nothing.
std::optional<double> over_limit(const ItemDraft& draft) {
  if (!draft.limit || draft.limit->currency != draft.item.overdue.currency) return std::nullopt;
  if (draft.open <= draft.limit->minor) return 0;
  if (draft.limit->minor == 0) return 1;
  return (std::min)(1.0, debt_share(draft.open - draft.limit->minor, draft.limit->minor));
}

WeightedPart limit_part(const ItemDraft& draft, double weight) {
  WeightedPart part{.part = "over_limit",
                    .label = {"超出信用额度", "Over the credit limit"},
                    .weight = weight,
                    .value = over_limit(draft),
                    .field = "credit_limit",
                    .evidence = {draft.item.customer.uuid}};
  if (!part.value) return part;
  const std::string open = to_string(Money{draft.open, draft.limit->currency}), limit = to_string(*draft.limit);
  part.reason = {"应收 " + open + "，信用额度 " + limit, open + " open against a limit of " + limit};
  return part;
}

// A dispute lowers the score and both ends of its interval by the same share.
void take_off_dispute(Score& score, const ItemDraft& draft, double dispute) {
  const double lost = debt_share(draft.item.disputed.minor, draft.item.overdue.minor) * dispute;
  const auto off = [lost](std::int64_t thousandths) {
    return to_thousandths(static_cast<double>(thousandths) / 1000 * lost);
  };
  const std::int64_t points = off(score.thousandths);
  score.low -= off(score.low);
  score.high -= off(score.high);
  score.thousandths -= points;
  if (points == 0) return;
  const std::string amount = to_string(draft.item.disputed);
  const std::string percent = debt_percent(debt_share(draft.item.disputed.minor, draft.item.overdue.minor));
  score.contributions.push_back(
      {"dispute",
       {"有争议", "Dispute"},
       {"其中有争议 " + amount + "（" + percent + "）", amount + " of it is disputed (" + percent + ")"},
       -points,
       draft.disputed});
}

CollectionItem scored(const ItemDraft& draft, std::int64_t largest, Date as_of, const CollectionOrderOptions& options) {
  const CollectionWeights& weights = options.weights;
  const std::array parts{amount_part(draft, largest, weights.amount), days_part(draft, options.full_days, weights.days),
                         limit_part(draft, weights.over_limit)};
  CollectionItem item = draft.item;
  item.score = weighted_score(parts, {.model = "portfolio.collection_order/1", .as_of = as_of});
  take_off_dispute(item.score, draft, options.dispute);
  return item;
}

bool collect_before(const CollectionItem& a, const CollectionItem& b) {
  if (a.score.thousandths != b.score.thousandths) return a.score.thousandths > b.score.thousandths;
  return std::tie(a.customer, a.overdue.currency) < std::tie(b.customer, b.overdue.currency);
}

}  // namespace

CollectionOrder collection_order(const Book& book, Date as_of, const CollectionOrderOptions& options) {
  check_order(options);
  std::vector<LedgerAccount> accounts = detail::read_ledger(book, as_of, options.default_terms);
  std::vector<ItemDraft> drafts;
  std::map<Currency, std::int64_t> largest;
  for (const LedgerAccount& account : accounts)
    for (const auto& [currency, invoices] : detail::by_currency(account)) {
      ItemDraft draft = draft_of(account, currency, invoices, as_of);
      if (draft.item.invoices == 0) continue;
      largest[currency] = (std::max)(largest[currency], draft.item.overdue.minor);
      drafts.push_back(std::move(draft));
    }
  CollectionOrder order{.as_of = as_of};
  for (const ItemDraft& draft : drafts)
    order.items.push_back(scored(draft, largest[draft.item.overdue.currency], as_of, options));
  std::stable_sort(order.items.begin(), order.items.end(), collect_before);
  order.findings = detail::findings_of(accounts);
  return order;
}

}  // namespace guanxi::portfolio
