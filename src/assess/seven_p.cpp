#include "seven_p.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <iterator>

namespace guanxi::assess {

namespace {

void check_number(double value, double low, double high, const char* name) {
  if (!(value >= low && value <= high))
    throw ArgumentError("argument.range", std::string(name) + " must lie between " + std::to_string(low) + " and " +
                                              std::to_string(high) + ", found " + std::to_string(value));
}

void check_open_share(double value, const char* name) {
  if (!(value > 0 && value < 1))
    throw ArgumentError("argument.range",
                        std::string(name) + " must lie between 0 and 1, both excluded, found " + std::to_string(value));
}

void check_shares(const SevenPOptions& options) {
  check_open_share(options.alpha, "alpha");
  for (const auto& [share, name] :
       {std::pair(options.at_risk_below, "at_risk_below"), {options.min_support, "min_support"}})
    if (share != 1) check_open_share(share, name);
  check_number(options.min_confidence, 0, 1, "min_confidence");
}

void check_counts(const SevenPOptions& options) {
  constexpr double most = 1e15;
  check_number(options.window_days, 1, 3660, "window_days");
  check_number(options.horizon_days, 1, 3660, "horizon_days");
  check_number(static_cast<double>(options.min_count), 1, most, "min_count");
  check_number(static_cast<double>(options.min_model_customers), 2, most, "min_model_customers");
  check_number(options.rhythm_gaps, 1, 1000, "rhythm_gaps");
  check_number(options.overdue_factor, 1, 100, "overdue_factor");
  check_number(static_cast<double>(options.min_rule_customers), 1, most, "min_rule_customers");
  check_number(static_cast<double>(options.max_rule_items), 2, most, "max_rule_items");
  check_number(static_cast<double>(options.top), 1, most, "top");
  check_number(static_cast<double>(options.region_signs), 1, 12, "region_signs");
}

void check_lists(const SevenPOptions& options) {
  for (const std::string& code : options.currencies)
    if (!Currency::is_code(code))
      throw ArgumentError("argument.range", "currencies must be codes of three capital letters, found '" + code + "'");
  const std::vector<std::int64_t>& edges = options.size_edges;
  if (edges.empty() || edges.front() < 1 ||
      std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) != edges.end())
    throw ArgumentError("argument.range", "size_edges must be rising numbers above 0, at least one");
}

void check_seven_p(Date as_of, const SevenPOptions& options) {
  check_counts(options);
  check_shares(options);
  check_lists(options);
  (void)portfolio::abc({}, {}, options.abc);
  if (options.needs != nullptr && options.needs->as_of() > as_of)
    throw ArgumentError("argument.range", "needs must be learnt as of a day that is not later than as_of");
}

class AskedPages {
 public:
  explicit AskedPages(const std::vector<SevenPage>& pages) : pages_(pages) {}
  [[nodiscard]] bool operator()(SevenPage page) const {
    return pages_.empty() || std::find(pages_.begin(), pages_.end(), page) != pages_.end();
  }

 private:
  const std::vector<SevenPage>& pages_;
};

void name_pages(SevenP& made) {
  made.profiling.about.page = SevenPage::profiling;
  made.persistency.about.page = SevenPage::persistency;
  made.profitability.about.page = SevenPage::profitability;
  made.performance.about.page = SevenPage::performance;
  made.prospecting.about.page = SevenPage::prospecting;
  made.product.about.page = SevenPage::product;
  made.promotion.about.page = SevenPage::promotion;
}

void make_pages(SevenP& made, const seven::View& view, const Book& book) {
  using enum SevenPage;
  const AskedPages asks(view.options->pages);
  seven::PurchaseFit fit;
  if (asks(persistency) || asks(prospecting)) fit = seven::fit_purchases(view);
  if (asks(profiling)) made.profiling = seven::profiling_page(view);
  if (asks(persistency)) made.persistency = seven::persistency_page(view, fit);
  if (asks(profitability)) made.profitability = seven::profitability_page(view);
  if (asks(performance)) made.performance = seven::performance_page(view);
  if (asks(prospecting)) made.prospecting = seven::prospecting_page(view, fit);
  if (asks(promotion)) made.promotion = seven::promotion_page(view, book);
  if (!asks(product)) return;
  auto [page, findings] = seven::product_page(view);
  made.product = std::move(page);
  made.findings.insert(made.findings.end(), std::make_move_iterator(findings.begin()),
                       std::make_move_iterator(findings.end()));
}

}  // namespace

SevenP seven_p(const Book& book, Date as_of, const SevenPOptions& options) {
  check_seven_p(as_of, options);
  seven::View view = seven::read_view(book, as_of, options);
  SevenP made{.as_of = as_of,
              .window_days = options.window_days,
              .first_day = view.now.first,
              .first_day_before = view.before.first,
              .customers = static_cast<std::int64_t>(view.accounts.size()),
              .sales = view.sales,
              .undated = view.undated,
              .unpriced = view.unpriced,
              .findings = std::move(view.findings)};
  name_pages(made);
  make_pages(made, view, book);
  made.highlights = seven::highlights_of(made, options);
  return made;
}

}  // namespace guanxi::assess
