#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <tuple>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

// A promotion that had begun, with its days and those before.
struct Campaign {
  const Promotion* record{};
  PromotionStatus status{};
  Span during{}, before{};

  [[nodiscard]] bool has_days() const noexcept {
    return status == PromotionStatus::measured || status == PromotionStatus::running;
  }
};

Campaign campaign_of(const Promotion& record, Date as_of) {
  Campaign made{.record = &record, .status = PromotionStatus::no_start};
  if (!record.starts_on) return made;
  made.status = PromotionStatus::bad_days;
  if (record.ends_on && *record.ends_on < *record.starts_on) return made;
  const bool is_over = record.ends_on && *record.ends_on <= as_of;
  made.status = is_over ? PromotionStatus::measured : PromotionStatus::running;
  made.during = {*record.starts_on, is_over ? *record.ends_on : as_of};
  made.before = {made.during.first - (made.during.last - made.during.first + 1), made.during.first - 1};
  return made;
}

auto campaign_order(const Campaign& one) {
  const Promotion& record = *one.record;
  return std::make_tuple(!record.starts_on, record.starts_on, record.ends_on, record.name, record.id, record.audience);
}

std::vector<Campaign> campaigns_of(const Book& book, Date as_of) {
  std::vector<Campaign> found;
  for (const Promotion& record : book.shared.of<Promotion>())
    if (!record.starts_on || *record.starts_on <= as_of) found.push_back(campaign_of(record, as_of));
  std::stable_sort(found.begin(), found.end(),
                   [](const Campaign& a, const Campaign& b) { return campaign_order(a) < campaign_order(b); });
  return found;
}

// Which campaign a sale names.
class CampaignIndex {
 public:
  explicit CampaignIndex(const std::vector<Campaign>& campaigns) {
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
      if (campaigns[i].record->id) ids_.emplace(campaigns[i].record->id.uuid, i);
      if (std::string key = text::fold(campaigns[i].record->name); !key.empty()) names_.emplace(std::move(key), i);
    }
  }
  [[nodiscard]] static bool is_named(const Sale& sale) noexcept {
    return static_cast<bool>(sale.promotion_id) || !sale.promotion_name.empty();
  }
  [[nodiscard]] std::optional<std::size_t> find(const Sale& sale) const {
    if (const auto by_id = ids_.find(sale.promotion_id); by_id != ids_.end()) return by_id->second;
    if (const auto by_name = names_.find(sale.promotion_name); by_name != names_.end()) return by_name->second;
    return std::nullopt;
  }

 private:
  std::map<Uuid, std::size_t> ids_{};
  std::map<std::string, std::size_t> names_{};
};

PromotionResponse response_start(const Campaign& campaign) {
  PromotionResponse row{.promotion = campaign.record->id,
                        .name = campaign.record->name,
                        .status = campaign.status,
                        .first = campaign.record->starts_on,
                        .last = campaign.record->ends_on,
                        .audience = campaign.record->audience};
  if (!campaign.has_days()) return row;
  row.last = campaign.during.last;
  row.days = campaign.during.last - campaign.during.first + 1;
  return row;
}

void count_buyers_of(PromotionResponse& row, const Campaign& campaign, const View& view) {
  for (const Account& account : view.accounts) {
    if (account.order_days.empty()) continue;
    row.buyers += account.ordered_in(campaign.during) ? 1 : 0;
    row.buyers_before += account.ordered_in(campaign.before) ? 1 : 0;
    row.new_buyers += campaign.during.has(account.order_days.front()) ? 1 : 0;
  }
  row.new_share = share_of(row.new_buyers, row.buyers);
}

void count_addressed(PromotionResponse& row, const Campaign& campaign, const View& view) {
  std::set<Id<Customer>> customers;
  bool is_told = false;
  for (const Addressed& one : view.options->addressed) {
    if (!one.promotion || one.promotion != row.promotion) continue;
    is_told = true;
    customers.insert(one.customers.begin(), one.customers.end());
  }
  if (!is_told) return;
  row.addressed = 0;
  for (const Account& account : view.accounts) {
    if (!account.id || !customers.contains(account.id)) continue;
    ++*row.addressed;
    row.addressed_buyers += campaign.has_days() && account.ordered_in(campaign.during) ? 1 : 0;
  }
  if (campaign.has_days()) row.response_rate = share_of(row.addressed_buyers, *row.addressed);
}

void add_revenue(PromotionResponse& row, const Campaign& campaign, const View& view, PageInfo& about) {
  std::map<Currency, PromotionRevenue> found;
  for (const Account& account : view.accounts)
    for (const Sale& sale : account.sales) {
      const bool is_during = campaign.during.has(sale.day);
      if (!is_during && !campaign.before.has(sale.day)) continue;
      about.records.push_back(sale.id);
      if (!sale.amount || !view.is_asked(sale.currency)) continue;
      PromotionRevenue& revenue = found[sale.currency];
      add_minor(is_during ? revenue.during.minor : revenue.before.minor, *sale.amount);
      (is_during ? revenue.orders : revenue.orders_before) += sale.is_return ? 0 : 1;
    }
  for (auto& [currency, revenue] : found) {
    revenue.during.currency = revenue.before.currency = currency;
    revenue.change = {minor_difference(revenue.during.minor, revenue.before.minor), currency};
    revenue.change_rate = share_of(revenue.change.minor, revenue.before.minor);
    row.revenue.push_back(revenue);
  }
}

void add_attributed(std::vector<PromotionResponse>& rows, PromotionPage& page, const std::vector<Campaign>& campaigns,
                    const View& view) {
  const CampaignIndex index(campaigns);
  for (const Account& account : view.accounts) {
    std::set<std::size_t> bought;
    for (const Sale& sale : account.sales) {
      if (!CampaignIndex::is_named(sale)) continue;
      const std::optional<std::size_t> found = index.find(sale);
      if (!found) {
        ++page.unmatched_sales;
        continue;
      }
      ++rows[*found].attributed_sales;
      page.about.records.push_back(sale.id);
      const Campaign& campaign = campaigns[*found];
      rows[*found].attributed_outside += campaign.has_days() && !campaign.during.has(sale.day) ? 1 : 0;
      if (!sale.is_return) bought.insert(*found);
    }
    for (const std::size_t campaign : bought) ++rows[campaign].attributed_buyers;
  }
}

bool is_overlapped(const std::vector<Campaign>& campaigns, std::size_t place) {
  const Span looked_at{campaigns[place].before.first, campaigns[place].during.last};
  for (std::size_t i = 0; i < campaigns.size(); ++i)
    if (i != place && campaigns[i].has_days() && campaigns[i].during.first <= looked_at.last &&
        looked_at.first <= campaigns[i].during.last)
      return true;
  return false;
}

void extend(Message& text, const Message& more) { text.zh += more.zh, text.en += more.en; }

Message promotion_reason(const PromotionResponse& row) {
  if (row.days == 0) return to_message(label_of(row.status));
  Message reason = say({"{0} 天内 {1} 家客户购买，其中新客户 {2} 家", "buyers in {0} days: {1}, of them new: {2}"},
                       {row.days, row.buyers, row.new_buyers});
  for (const PromotionRevenue& one : row.revenue)
    extend(reason, say({"；销售额 {0}，之前同样天数 {1}", "; revenue {0} against {1} in as many days before"},
                       {one.during, one.before}));
  if (row.overlapped) extend(reason, {"；期间或之前有其他促销", "; another promotion touches these days"});
  extend(reason,
         {"；没有对照组，不能证明促销的效果", "; there is no control group, so that this is no proof of an effect"});
  return reason;
}

void tell_promotions(PromotionPage& page, const View& view) {
  PageInfo& about = page.about;
  about.customers = static_cast<std::int64_t>(view.accounts.size());
  about.sales = view.sales;
  about.status = page.promotions.empty() ? PageStatus::no_data : PageStatus::ok;
  if (page.promotions.empty())
    about.notes.push_back({"没有已开始的促销记录", "there is no record of a promotion that had begun"});
  else
    about.notes.push_back(
        {"没有对照组：促销期间的变化不能证明促销的效果；淡旺季、其他活动和提前购买也会如此",
         "there is no control group: a change during a promotion is no proof of its effect; season, other "
         "campaigns and purchases brought forward look the same"});
  for (const PromotionResponse& row : page.promotions)
    if (row.days == 0) about.status = PageStatus::partial;
  if (page.unmatched_sales > 0)
    about.notes.push_back(
        say({"{0} 笔交易所属的促销没有记录", "sales that name a promotion of which there is no record: {0}"},
            {page.unmatched_sales}));
}

}  // namespace

PromotionPage promotion_page(const View& view, const Book& book) {
  PromotionPage page{.about = {.page = SevenPage::promotion}};
  const std::vector<Campaign> campaigns = campaigns_of(book, view.as_of);
  for (std::size_t i = 0; i < campaigns.size(); ++i) {
    PromotionResponse row = response_start(campaigns[i]);
    page.about.records.push_back(row.promotion.uuid);
    if (campaigns[i].has_days()) {
      count_buyers_of(row, campaigns[i], view);
      add_revenue(row, campaigns[i], view, page.about);
      row.overlapped = is_overlapped(campaigns, i);
    }
    count_addressed(row, campaigns[i], view);
    page.promotions.push_back(std::move(row));
  }
  add_attributed(page.promotions, page, campaigns, view);
  for (PromotionResponse& row : page.promotions) row.reason = promotion_reason(row);
  page.about.records = as_records(std::move(page.about.records));
  tell_promotions(page, view);
  return page;
}

}  // namespace guanxi::assess::seven
