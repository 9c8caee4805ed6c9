#include <guanxi/core/text.hpp>
#include <guanxi/need/portfolio_view.hpp>
#include <guanxi/need/rank.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace guanxi::need {

namespace {

// How often each spelling of a name occurs; the most frequent is shown, of equal ones the first by its bytes.
class Spellings {
 public:
  void add(std::string_view name) { ++counts_[std::string(name)]; }
  [[nodiscard]] std::string most() const {
    const auto found = std::max_element(counts_.begin(), counts_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    return found == counts_.end() ? std::string() : found->first;
  }

 private:
  std::map<std::string, int> counts_{};
};

struct GroupDraft {
  NeedGroup group{};
  Spellings categories{}, statements{};
  std::set<std::size_t> customers{};
  std::map<Currency, BudgetSum> budgets{};
  std::int64_t thousandths = 0;
};

struct GroupName {
  std::string key{};
  std::string name{};
};

GroupName category_name(std::string_view category, std::size_t levels) {
  GroupName name;
  std::size_t parts = 0;
  for (const std::string_view part : text::split(category, {"/"})) {
    if (levels > 0 && parts++ == levels) break;
    name.key += (name.key.empty() ? "" : "/") + text::fold(part);
    name.name += (name.name.empty() ? "" : "/") + std::string(part);
  }
  return name;
}

std::int64_t added(std::int64_t sum, std::int64_t amount) noexcept {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max(),
                         least = std::numeric_limits<std::int64_t>::min();
  if (amount > 0) return sum > most - amount ? most : sum + amount;
  return sum < least - amount ? least : sum + amount;
}

void add_budget(GroupDraft& draft, const MoneyRange& budget) {
  if (!budget.low && !budget.high) return;
  const Currency currency = budget.low ? budget.low->currency : budget.high->currency;
  BudgetSum& sum = draft.budgets[currency];
  sum.low.currency = sum.high.currency = currency;
  const std::int64_t low = budget.low ? budget.low->minor : 0;
  sum.low.minor = added(sum.low.minor, low);
  sum.high.minor = added(sum.high.minor, budget.high ? budget.high->minor : low);
  ++sum.needs;
  sum.open_ended += budget.high ? 0 : 1;
}

void add_open(GroupDraft& draft, const Need& need, const RankOptions& options) {
  ++draft.group.open;
  draft.group.evidence.push_back(need.id.uuid);
  if (urgency_of(need, options.as_of, options.due_days).value == 1.0) ++draft.group.urgent;
  const Score score = rank({&need, 1}, options).front().score;
  if (score.state != ScoreState::prior_only) {
    ++draft.group.ranked;
    draft.thousandths += score.thousandths;
  }
  if (need.budget) add_budget(draft, *need.budget);
}

// What is common to all groups: the customers' industries and regions.
class Places {
 public:
  Places(const Book& book, std::size_t region_signs) {
    for (const Dossier& dossier : book.dossiers) {
      const Customer& customer = dossier.customer();
      industries_.push_back(text::fold(customer.industry_label));
      spellings_[industries_.back()].add(text::trim(customer.industry_label));
      regions_.push_back(customer.region_code.substr(0, region_signs));
    }
  }
  [[nodiscard]] std::vector<NeedShare> industries(const std::set<std::size_t>& customers) const {
    std::map<std::string, std::int64_t> counts;
    for (const std::size_t customer : customers) ++counts[spellings_.at(industries_[customer]).most()];
    return sorted(counts);
  }
  [[nodiscard]] std::vector<NeedShare> regions(const std::set<std::size_t>& customers) const {
    std::map<std::string, std::int64_t> counts;
    for (const std::size_t customer : customers) ++counts[regions_[customer]];
    return sorted(counts);
  }

 private:
  static std::vector<NeedShare> sorted(const std::map<std::string, std::int64_t>& counts) {
    std::vector<NeedShare> shares;
    for (const auto& [name, customers] : counts) shares.push_back({name, customers});
    std::stable_sort(shares.begin(), shares.end(),
                     [](const NeedShare& a, const NeedShare& b) { return a.customers > b.customers; });
    return shares;
  }

  std::vector<std::string> industries_{}, regions_{};
  std::map<std::string, Spellings> spellings_{};
};

using Drafts = std::map<std::string, GroupDraft>;

void add_need(Drafts& drafts, PortfolioView& view, const Need& need, std::size_t customer, const RankOptions& rank,
              std::size_t levels) {
  ++view.needs;
  GroupName name = category_name(need.category, levels);
  const bool has_category = !name.key.empty();
  if (!has_category) name = {text::fold(need.statement), std::string(text::trim(need.statement))};
  if (name.key.empty()) {
    ++view.unnamed;
    return;
  }
  GroupDraft& draft = drafts[name.key];
  (has_category ? draft.categories : draft.statements).add(name.name);
  draft.customers.insert(customer);
  ++draft.group.needs;
  if (need.state == NeedState::met) ++draft.group.met;
  if (need.state == NeedState::dropped) ++draft.group.dropped;
  if (is_open(need)) add_open(draft, need, rank);
}

NeedGroup finished(GroupDraft& draft, const Places& places) {
  NeedGroup& group = draft.group;
  const std::string category = draft.categories.most();
  group.basis = category.empty() ? GroupBasis::statement : GroupBasis::category;
  group.name = category.empty() ? draft.statements.most() : category;
  group.customers = static_cast<std::int64_t>(draft.customers.size());
  if (group.ranked > 0)
    group.mean_score = static_cast<double>(draft.thousandths) / (1000 * static_cast<double>(group.ranked));
  for (const auto& [currency, sum] : draft.budgets) group.budgets.push_back(sum);
  group.industries = places.industries(draft.customers);
  group.regions = places.regions(draft.customers);
  std::sort(group.evidence.begin(), group.evidence.end());
  return std::move(group);
}

}  // namespace

PortfolioView portfolio_view(const Book& book, const PortfolioViewOptions& options) {
  const RankOptions rank{.as_of = options.as_of,
                         .weights = options.weights,
                         .due_days = options.due_days,
                         .influences = options.influences};
  PortfolioView view{.as_of = options.as_of, .customers = static_cast<std::int64_t>(book.dossiers.size())};
  Drafts drafts;
  for (std::size_t customer = 0; customer < book.dossiers.size(); ++customer) {
    bool has_open = false;
    for (const Need& need : book.dossiers[customer].of<Need>()) {
      if (!known_on(need, options.as_of)) continue;
      has_open = has_open || is_open(need);
      add_need(drafts, view, need, customer, rank, options.levels);
    }
    view.customers_with_needs += has_open ? 1 : 0;
  }
  const Places places(book, options.region_signs);
  for (auto& [key, draft] : drafts) view.groups.push_back(finished(draft, places));
  std::stable_sort(view.groups.begin(), view.groups.end(), [](const NeedGroup& a, const NeedGroup& b) {
    return std::tie(b.customers, b.open, a.name) < std::tie(a.customers, a.open, b.name);
  });
  return view;
}

}  // namespace guanxi::need
