#include <guanxi/core/write.hpp>

#include <cstdlib>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

using HighlightList = std::vector<SevenPHighlight>;

void add_highlight(HighlightList& list, const PageInfo& about, Message message, std::vector<Uuid> evidence) {
  list.push_back({about.page, std::move(message), as_records(std::move(evidence))});
}

// Those of the page if no record in particular stands behind it.
void add_highlight(HighlightList& list, const PageInfo& about, Message message) {
  list.push_back({about.page, std::move(message), about.records});
}

void highlight_profiling(HighlightList& list, const ProfilingPage& page) {
  for (const BestCustomers& best : page.best) {
    if (best.values.empty() || !best.values.front().typical) continue;
    const std::string code(best.revenue.currency.code());
    const Message& reason = best.values.front().reason;
    add_highlight(list, page.about, {code + "：" + reason.zh, code + ": " + reason.en});
  }
}

void highlight_persistency(HighlightList& list, const PersistencyPage& page, const SevenPOptions& options) {
  if (page.retention && page.active_before >= options.min_count) {
    const std::string kept = count_text(page.retained), all = count_text(page.active_before);
    add_highlight(list, page.about,
                  {"上期活跃的 " + all + " 家客户中留下 " + kept + " 家（" + percent(*page.retention) + "）",
                   kept + " of " + all + " customers active before bought again (" + percent(*page.retention) + ")"});
  }
  if (!page.at_risk_share || page.at_risk == 0 || page.judged < options.min_count) return;
  const std::string risk = count_text(page.at_risk), all = count_text(page.judged);
  std::vector<Uuid> evidence;
  for (const CustomerAtRisk& one : page.customers_at_risk) evidence.push_back(one.customer.uuid);
  const Label basis = label_of(page.basis);
  add_highlight(list, page.about,
                {"可判断的 " + all + " 家客户中 " + risk + " 家有流失风险（依据：" + std::string(basis.zh) + "）",
                 risk + " of " + all + " customers judged are at risk (by: " + std::string(basis.en) + ")"},
                std::move(evidence));
}

std::vector<Uuid> profit_customers(const ProfitPart& part, bool losses) {
  std::vector<Uuid> found;
  for (const ProfitRow& row : part.rows)
    if (losses ? row.loss : row.revenue_class == portfolio::AbcClass::a) found.push_back(row.customer.uuid);
  return found;
}

void highlight_profitability(HighlightList& list, const ProfitabilityPage& page, const SevenPOptions& options) {
  for (const ProfitPart& part : page.parts) {
    const std::string code(part.losses.currency.code()), all = count_text(part.customers);
    if (part.customers >= options.min_count && !part.revenue_table.empty()) {
      const portfolio::AbcLine& a = part.revenue_table.front();
      const std::string best = count_text(a.items), share = percent(a.value_share);
      add_highlight(list, page.about,
                    {code + "：" + all + " 家客户中 A 类 " + best + " 家，占销售额 " + share,
                     code + ": class A (" + best + " of " + all + ") brings " + share + " of revenue"},
                    profit_customers(part, false));
    }
    if (part.loss_making == 0) continue;
    const std::string count = count_text(part.loss_making), sum = to_string(part.losses);
    add_highlight(list, page.about,
                  {count + " 家客户毛利为负，合计 " + sum, "customers who make a loss: " + count + ", together " + sum},
                  profit_customers(part, true));
  }
}

void highlight_performance(HighlightList& list, const PerformancePage& page) {
  for (const PerformancePart& part : page.parts) {
    if (part.before.orders == 0) continue;
    const std::string rate = part.change_rate ? " (" + percent(*part.change_rate) + ")" : "";
    Message message{"销售额变化 " + to_string(part.change) + rate,
                    "revenue changed by " + to_string(part.change) + rate};
    const PerformanceDrivers& drivers = part.drivers.front();
    for (const bool is_gain : {true, false}) {
      const std::vector<PerformanceDriver>& of = is_gain ? drivers.gains : drivers.losses;
      if (of.empty()) continue;
      const std::string amount = to_string(of.front().change);
      message.zh += (is_gain ? "；增长最多：" : "；下降最多：") + of.front().label.zh + " " + amount;
      message.en += (is_gain ? "; largest gain: " : "; largest loss: ") + of.front().label.en + " " + amount;
    }
    add_highlight(list, page.about, std::move(message));
  }
}

void highlight_prospecting(HighlightList& list, const ProspectingPage& page) {
  for (const PipelinePart& part : page.pipeline) {
    const std::string count = count_text(part.opportunities), sum = to_string(part.amount);
    const std::string weighted = to_string(part.weighted_amount), known = count_text(part.weighted);
    add_highlight(
        list, page.about,
        {count + " 个商机共 " + sum + "；有概率的 " + known + " 个加权 " + weighted,
         "open opportunities: " + count + ", " + sum + "; with a probability: " + known + ", weighted " + weighted});
  }
}

void highlight_product(HighlightList& list, const ProductPage& page, const SevenPOptions& options) {
  if (page.rules.empty() || page.about.customers < options.min_count) return;
  const need::AssociationRule& rule = page.rules.front();
  std::string owned;
  for (const std::string& name : rule.antecedent) owned += (owned.empty() ? "" : " + ") + name;
  const std::string share = percent(rule.confidence), offers = count_text(page.candidates);
  add_highlight(
      list, page.about,
      {"买 " + owned + " 的客户 " + share + " 也买 " + rule.consequent.front() + "；可交叉销售 " + offers + " 次",
       share + " of customers with " + owned + " also buy " + rule.consequent.front() + "; offers to make: " + offers});
}

void highlight_promotion(HighlightList& list, const PromotionPage& page) {
  const PromotionResponse* largest = nullptr;
  std::int64_t most = 0;
  for (const PromotionResponse& row : page.promotions)
    for (const PromotionRevenue& one : row.revenue)
      if (one.change.minor > most) largest = &row, most = one.change.minor;
  if (largest == nullptr) return;
  add_highlight(list, page.about,
                {"促销“" + largest->name + "”：" + largest->reason.zh,
                 "promotion “" + largest->name + "”: " + largest->reason.en},
                {largest->promotion.uuid});
}

}  // namespace

std::vector<SevenPHighlight> highlights_of(const SevenP& made, const SevenPOptions& options) {
  HighlightList list;
  highlight_profiling(list, made.profiling);
  highlight_persistency(list, made.persistency, options);
  highlight_profitability(list, made.profitability, options);
  highlight_performance(list, made.performance);
  highlight_prospecting(list, made.prospecting);
  highlight_product(list, made.product, options);
  highlight_promotion(list, made.promotion);
  return list;
}

}  // namespace guanxi::assess::seven
