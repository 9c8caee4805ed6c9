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
  for (const BestCustomers& best : page.best)
    if (!best.values.empty() && best.values.front().typical)
      add_highlight(list, page.about,
                    say({"{0}：{1}", "{0}: {1}"}, {best.revenue.currency, best.values.front().reason}));
}

void highlight_persistency(HighlightList& list, const PersistencyPage& page, const SevenPOptions& options) {
  if (page.retention && page.active_before >= options.min_count)
    add_highlight(
        list, page.about,
        say({"上期活跃的 {0} 家客户中留下 {1} 家（{2}）", "{1} of {0} customers active before bought again ({2})"},
            {page.active_before, page.retained, percent(*page.retention)}));
  if (page.at_risk == 0 || page.judged < options.min_count) return;
  std::vector<Uuid> evidence;
  for (const CustomerAtRisk& one : page.customers_at_risk) evidence.push_back(one.customer.uuid);
  add_highlight(
      list, page.about,
      say({"可判断的 {0} 家客户中 {1} 家有流失风险（依据：{2}）", "{1} of {0} customers judged are at risk (by: {2})"},
          {page.judged, page.at_risk, label_of(page.basis)}),
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
    if (part.customers >= options.min_count && !part.revenue_table.empty()) {
      const portfolio::AbcLine& a = part.revenue_table.front();
      add_highlight(
          list, page.about,
          say({"{0}：{1} 家客户中 A 类 {2} 家，占销售额 {3}", "{0}: class A ({2} of {1}) brings {3} of revenue"},
              {part.losses.currency, part.customers, a.items, percent(a.value_share)}),
          profit_customers(part, false));
    }
    if (part.loss_making > 0)
      add_highlight(list, page.about,
                    say({"{0} 家客户毛利为负，合计 {1}", "customers who make a loss: {0}, together {1}"},
                        {part.loss_making, part.losses}),
                    profit_customers(part, true));
  }
}

Message change_text(const PerformancePart& part) {
  const std::string rate = part.change_rate ? " (" + percent(*part.change_rate) + ")" : "";
  Message text = say({"销售额变化 {0}{1}", "revenue changed by {0}{1}"}, {part.change, rate});
  const auto name = [&text](const std::vector<PerformanceDriver>& drivers, Label sentence) {
    if (drivers.empty()) return;
    const Message more = say(sentence, {drivers.front().label, drivers.front().change});
    text.zh += more.zh, text.en += more.en;
  };
  name(part.drivers.front().gains, {"；增长最多：{0} {1}", "; largest gain: {0} {1}"});
  name(part.drivers.front().losses, {"；下降最多：{0} {1}", "; largest loss: {0} {1}"});
  return text;
}

void highlight_performance(HighlightList& list, const PerformancePage& page) {
  for (const PerformancePart& part : page.parts)
    if (part.before.orders > 0) add_highlight(list, page.about, change_text(part));
}

void highlight_prospecting(HighlightList& list, const ProspectingPage& page) {
  for (const PipelinePart& part : page.pipeline)
    add_highlight(list, page.about,
                  say({"{0} 个商机共 {1}；有概率的 {2} 个加权 {3}",
                       "open opportunities: {0}, {1}; with a probability: {2}, weighted {3}"},
                      {part.opportunities, part.amount, part.weighted, part.weighted_amount}));
}

void highlight_product(HighlightList& list, const ProductPage& page, const SevenPOptions& options) {
  if (page.rules.empty() || page.about.customers < options.min_count) return;
  const need::AssociationRule& rule = page.rules.front();
  add_highlight(
      list, page.about,
      say({"买 {0} 的客户 {1} 也买 {2}；可交叉销售 {3} 次",
           "{1} of customers with {0} also buy {2}; offers to make: {3}"},
          {joined_names(rule.antecedent), percent(rule.confidence), rule.consequent.front(), page.candidates}));
}

// In each currency the promotion with the largest rise.
void highlight_promotion(HighlightList& list, const PromotionPage& page) {
  std::map<Currency, std::pair<std::int64_t, const PromotionResponse*>> largest;
  for (const PromotionResponse& row : page.promotions)
    for (const PromotionRevenue& one : row.revenue)
      if (auto& [most, best] = largest[one.change.currency]; one.change.minor > most)
        most = one.change.minor, best = &row;
  std::set<const PromotionResponse*> told;
  for (const auto& [currency, found] : largest)
    if (const PromotionResponse* row = found.second; row != nullptr && told.insert(row).second)
      add_highlight(list, page.about, say({"促销“{0}”：{1}", "promotion “{0}”: {1}"}, {row->name, row->reason}),
                    {row->promotion.uuid});
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
