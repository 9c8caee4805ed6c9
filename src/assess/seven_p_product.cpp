#include <algorithm>
#include <tuple>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

// A customer with the names of what it ordered, in the order of their bytes.
struct ProductBasket {
  const Account* account{};
  std::vector<std::string> products{};

  [[nodiscard]] bool has_all(const std::vector<std::string>& names) const {
    return std::includes(products.begin(), products.end(), names.begin(), names.end());
  }
};

std::vector<ProductBasket> product_baskets(ProductPage& page, const View& view) {
  std::vector<ProductBasket> baskets;
  for (const Account& account : view.accounts) {
    std::set<std::string> names;
    for (const Sale& sale : account.sales) {
      if (sale.is_return) continue;
      ++page.about.sales;
      page.about.records.push_back(sale.id);
      if (sale.product.empty())
        ++page.unnamed_sales;
      else
        names.insert(view.products.shown(sale.product));
    }
    if (names.empty()) continue;
    page.about.records.push_back(account.id.uuid);
    baskets.push_back({&account, {names.begin(), names.end()}});
  }
  page.about.customers = static_cast<std::int64_t>(baskets.size());
  return baskets;
}

void count_breadth(ProductPage& page, const std::vector<ProductBasket>& baskets) {
  std::map<std::int64_t, std::int64_t> counts;
  std::set<std::string> names;
  std::int64_t sum = 0;
  for (const ProductBasket& basket : baskets) {
    const auto products = static_cast<std::int64_t>(basket.products.size());
    ++counts[products];
    sum += products;
    names.insert(basket.products.begin(), basket.products.end());
  }
  for (const auto& [products, customers] : counts) page.breadth.push_back({products, customers});
  page.products = static_cast<std::int64_t>(names.size());
  page.mean_breadth = share_of(sum, static_cast<std::int64_t>(baskets.size()));
}

// Rules with a lift above 1, of enough customers.
std::vector<need::AssociationRule> mine_rules(ProductPage& page, const View& view,
                                              const std::vector<ProductBasket>& baskets, Findings& findings) {
  const SevenPOptions& options = *view.options;
  const auto customers = static_cast<std::int64_t>(baskets.size());
  page.state = customers == 0 ? need::MiningState::no_baskets : need::MiningState::complete;
  page.min_count = options.min_rule_customers;
  if (customers < options.min_rule_customers) return {};
  std::vector<std::vector<std::string>> lists;
  for (const ProductBasket& basket : baskets) lists.push_back(basket.products);
  const double least = static_cast<double>(options.min_rule_customers) / static_cast<double>(customers);
  need::AssociationRules mined =
      need::association_rules(need::make_baskets(lists), {.min_support = std::max(options.min_support, least),
                                                          .min_confidence = options.min_confidence,
                                                          .max_size = options.max_rule_items});
  page.state = mined.state, page.min_count = mined.min_count;
  findings = std::move(mined.findings);
  std::erase_if(mined.rules, [&](const need::AssociationRule& rule) {
    return rule.lift <= 1 + 1e-12 || rule.count < options.min_rule_customers;
  });
  page.rules_found = static_cast<std::int64_t>(mined.rules.size());
  return std::move(mined.rules);
}

bool is_surer(const need::AssociationRule& a, const need::AssociationRule& b) {
  return std::tie(b.confidence, b.lift, a.antecedent) < std::tie(a.confidence, a.lift, b.antecedent);
}

CrossSell cross_sell_row(const Account& account, const std::string& product, const need::AssociationRule& rule) {
  CrossSell row{.customer = account.id,
                .name = account.name,
                .product = product,
                .owned = rule.antecedent,
                .confidence = rule.confidence,
                .lift = rule.lift};
  row.reason = say({"买过 {0} 的 {1} 家客户中 {2} 家也买了 {3}", "{2} of {1} customers with {0} also bought {3}"},
                   {joined_names(rule.antecedent), rule.antecedent_count, rule.count, product});
  return row;
}

void find_candidates(ProductPage& page, const std::vector<ProductBasket>& baskets,
                     std::vector<need::AssociationRule> rules, std::size_t top) {
  std::stable_sort(rules.begin(), rules.end(), is_surer);
  for (const ProductBasket& basket : baskets) {
    std::set<std::string> offered;
    for (const need::AssociationRule& rule : rules) {
      const std::string& product = rule.consequent.front();
      if (!basket.has_all(rule.antecedent) || basket.has_all(rule.consequent)) continue;
      if (!offered.insert(product).second) continue;
      page.cross_sell.push_back(cross_sell_row(*basket.account, product, rule));
    }
    page.candidates += static_cast<std::int64_t>(offered.size());
    page.candidate_customers += offered.empty() ? 0 : 1;
  }
  std::stable_sort(page.cross_sell.begin(), page.cross_sell.end(), [](const CrossSell& a, const CrossSell& b) {
    return std::tie(b.confidence, b.lift, a.product) < std::tie(a.confidence, a.lift, b.product);
  });
  if (page.cross_sell.size() > top) page.cross_sell.resize(top);
}

void tell_products(ProductPage& page, const SevenPOptions& options) {
  PageInfo& about = page.about;
  about.status = PageStatus::ok;
  if (about.customers == 0) {
    about.status = PageStatus::no_data;
    about.notes.push_back({"没有写明产品的购买", "no order names a product"});
  } else if (about.customers < options.min_rule_customers) {
    about.status = PageStatus::partial;
    about.notes.push_back(say({"不足 {0} 家客户，没有关联规则", "fewer than {0} customers: there are no rules"},
                              {options.min_rule_customers}));
  } else if (page.state != need::MiningState::complete) {
    about.status = PageStatus::partial;
    about.notes.push_back(to_message(label_of(page.state)));
  }
  if (page.unnamed_sales > 0)
    about.notes.push_back(say({"{0} 笔购买没有写明产品", "orders that name no product: {0}"}, {page.unnamed_sales}));
}

}  // namespace

std::pair<ProductPage, Findings> product_page(const View& view) {
  ProductPage page{.about = {.page = SevenPage::product}};
  Findings findings;
  const std::vector<ProductBasket> baskets = product_baskets(page, view);
  count_breadth(page, baskets);
  std::vector<need::AssociationRule> rules = mine_rules(page, view, baskets, findings);
  page.rules.assign(rules.begin(),
                    rules.begin() + static_cast<std::ptrdiff_t>(std::min(rules.size(), view.options->top)));
  find_candidates(page, baskets, std::move(rules), view.options->top);
  page.about.records = as_records(std::move(page.about.records));
  tell_products(page, *view.options);
  return {std::move(page), std::move(findings)};
}

}  // namespace guanxi::assess::seven
