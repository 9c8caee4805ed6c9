#include <guanxi/assess/need_sources.hpp>
#include <guanxi/assess/seven_p.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/promotion.hpp>
#include <guanxi/model/transaction.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "support/chain_example.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::assess::seven_p_test {
namespace {

using test::id_of;

constexpr Date end_of_2023 = *Date::from_ymd(2023, 12, 31);

Date day(int year, int month, int of_month) { return *Date::from_ymd(year, month, of_month); }
Money yuan(std::int64_t units) { return {units * 100, Currency()}; }
Money dollars(std::int64_t units) { return {units * 100, Currency("USD")}; }

Transaction sale(int id, std::optional<Date> on, std::string product, std::optional<Money> amount,
                 std::optional<Money> cost, std::string channel) {
  return {.id = id_of<Transaction>(id),
          .traded_on = on,
          .product = {.text = std::move(product)},
          .channel = std::move(channel),
          .amount = amount,
          .cost = cost};
}

Dossier buyer(int id, std::string name, std::optional<CustomerNature> nature, std::vector<Transaction> sales) {
  Dossier dossier(Customer{.id = id_of<Customer>(id), .legal_name = std::move(name), .nature = nature});
  dossier.of<Transaction>() = std::move(sales);
  return dossier;
}

void add_opportunities_of_eve(Dossier& eve) {
  Opportunity one{.id = id_of<Opportunity>(51), .amount = yuan(10'000), .opened_on = day(2023, 11, 1)};
  one.probability.set = Ratio::checked(.4);
  Opportunity other{.id = id_of<Opportunity>(52), .amount = yuan(5'000), .expected_close = day(2023, 12, 1)};
  eve.of<Opportunity>() = {one, other};
}

// docs/methods/seven_p.md, “Worked example”.
Book worked_book() {
  using enum CustomerNature;
  Book book;
  book.dossiers = {buyer(1, "Anhua", company,
                         {sale(11, day(2022, 3, 10), "Press", yuan(4000), yuan(3000), "direct"),
                          sale(12, day(2023, 3, 12), "Press", yuan(6000), yuan(4000), "direct"),
                          sale(13, day(2023, 5, 25), "Oil", yuan(100), yuan(60), "online"),
                          sale(14, day(2023, 6, 5), "Oil", yuan(500), yuan(300), "online"),
                          sale(15, day(2024, 2, 1), "Press", yuan(7000), yuan(1), "direct")}),
                   buyer(2, "Bolin", company,
                         {sale(21, day(2022, 5, 1), "Press", yuan(2000), yuan(1500), "dealer"),
                          sale(22, day(2022, 9, 1), "Oil", yuan(400), yuan(300), "dealer"),
                          sale(23, day(2023, 6, 8), "Oil", yuan(300), yuan(350), "dealer"),
                          sale(24, day(2023, 10, 1), "Filter", {}, {}, "dealer")}),
                   buyer(3, "Chen", individual,
                         {sale(31, day(2022, 11, 11), "Oil", yuan(200), yuan(100), "online"),
                          sale(32, {}, "Oil", yuan(50), {}, "online")}),
                   buyer(4, "Dade", company,
                         {sale(41, day(2023, 6, 3), "Press", yuan(1000), {}, "direct"),
                          sale(42, day(2023, 8, 1), "Press", yuan(-200), {}, "direct")}),
                   buyer(5, "Eve", {}, {}),
                   buyer(6, "Fuller", company,
                         {sale(61, day(2022, 7, 1), "Pump", dollars(900), dollars(700), "direct"),
                          sale(62, day(2023, 7, 1), "Pump", dollars(1000), {}, "direct")})};
  book.dossiers[0].customer().region_code = "320500";
  book.dossiers[0].customer().employees = NumberRange{500, 1000};
  book.dossiers[0].customer().loyalty.set = LoyaltyStep::client;
  book.dossiers[1].customer().region_code = "310000";
  book.dossiers[1].customer().loyalty.computed = LoyaltyStep::customer;
  add_opportunities_of_eve(book.dossiers[4]);
  Promotion june{.id = id_of<Promotion>(7), .name = "June", .starts_on = day(2023, 6, 1), .ends_on = day(2023, 6, 10)};
  book.shared.of<Promotion>() = {june};
  book.dossiers[0].of<Transaction>()[3].promotion_id.id = june.id;
  book.dossiers[1].of<Transaction>()[2].promotion_id.text = "june";
  book.dossiers[3].of<Transaction>()[0].promotion_id.id = june.id;
  return book;
}

SevenPOptions worked_options() {
  return {.min_count = 1,
          .min_rule_customers = 2,
          .addressed = {{id_of<Promotion>(7), {id_of<Customer>(3), id_of<Customer>(1), id_of<Customer>(3)}}}};
}

SevenP worked() { return seven_p(worked_book(), end_of_2023, worked_options()); }

const ProfileValue& profile_row(const SevenP& made, ProfileDimension dimension, std::string_view value) {
  for (const ProfileValue& row : made.profiling.values)
    if (row.dimension == dimension && row.value == value) return row;
  throw std::out_of_range("no such value");
}

TEST(SevenP, worked_example_frame) {
  const SevenP made = worked();
  EXPECT_EQ(made.first_day, day(2023, 1, 1));
  EXPECT_EQ(made.first_day_before, day(2022, 1, 1));
  EXPECT_EQ(made.customers, 6);
  EXPECT_EQ(made.sales, 13);
  EXPECT_EQ(made.undated, 1);
  EXPECT_EQ(made.unpriced, 1);
  ASSERT_EQ(made.findings.size(), 2U);
  EXPECT_EQ(made.findings[0].code, "assess.sale_no_amount");
  EXPECT_EQ(made.findings[0].record, id_of<Transaction>(24).uuid);
  EXPECT_EQ(made.findings[1].code, "assess.sale_no_date");
  EXPECT_EQ(made.findings[1].record, id_of<Transaction>(32).uuid);
}

TEST(SevenP, worked_example_profiling) {
  const SevenP made = worked();
  EXPECT_EQ(made.profiling.about.status, PageStatus::ok);
  EXPECT_EQ(made.profiling.revenue, (std::vector{yuan(7700), dollars(1000)}));
  const ProfileValue& company = profile_row(made, ProfileDimension::nature, "company");
  EXPECT_EQ(company.customers, 4);
  EXPECT_DOUBLE_EQ(company.share, 4.0 / 6);
  EXPECT_EQ(company.label.zh, "普通公司");
  EXPECT_EQ(company.revenue, (std::vector{RevenueShare{yuan(7700), 1.0}, RevenueShare{dollars(1000), 1.0}}));
  const ProfileValue& unknown = profile_row(made, ProfileDimension::nature, "");
  EXPECT_EQ(unknown.customers, 1);
  EXPECT_EQ(unknown.revenue, (std::vector{RevenueShare{yuan(0), 0.0}, RevenueShare{dollars(0), 0.0}}));
  EXPECT_EQ(profile_row(made, ProfileDimension::size, "300-999").customers, 1) << "500–1000 stands for 750";
  EXPECT_EQ(profile_row(made, ProfileDimension::region, "").customers, 4);
}

TEST(SevenP, worked_example_best_customers) {
  const SevenP made = worked();
  const BestCustomers& best = made.profiling.best.at(0);
  EXPECT_EQ(best.best, 1);
  EXPECT_EQ(best.rest, 2);
  const auto found =
      std::find_if(best.values.begin(), best.values.end(), [](const BestValue& one) { return one.value == "32"; });
  ASSERT_NE(found, best.values.end());
  EXPECT_EQ(found->best, 1);
  EXPECT_EQ(found->rest_known, 1);
  EXPECT_DOUBLE_EQ(found->lift.value(), 2);
  EXPECT_NEAR(found->p_value.value(), .5, 1e-12);
  EXPECT_FALSE(found->typical);
  for (const BestValue& one : best.values)
    if (one.dimension == ProfileDimension::nature) {
      EXPECT_EQ(one.lift, 1.0);
      EXPECT_EQ(one.p_value, 1.0);
    }
}

TEST(SevenP, worked_example_persistency) {
  const PersistencyPage page = worked().persistency;
  EXPECT_EQ(page.buyers, 5);
  EXPECT_EQ(page.active_before, 4);
  EXPECT_EQ(page.active_now, 4);
  EXPECT_EQ(page.retained, 3);
  EXPECT_EQ(page.lost, 1);
  EXPECT_EQ(page.fresh, 1);
  EXPECT_EQ(page.returned, 0);
  EXPECT_DOUBLE_EQ(page.retention.value(), .75);
  EXPECT_NEAR(page.retention_low.value(), .30064184, 1e-8);
  EXPECT_NEAR(page.retention_high.value(), .95441274, 1e-8);
  EXPECT_DOUBLE_EQ(page.repeat_rate.value(), .6);
  EXPECT_DOUBLE_EQ(page.tenure_mean.value(), 488.8);
  EXPECT_EQ(page.tenure_median, 548);
  EXPECT_EQ(page.ladder[static_cast<std::size_t>(LoyaltyStep::client)].customers, 1);
  EXPECT_EQ(page.ladder[static_cast<std::size_t>(LoyaltyStep::customer)].customers, 1);
  EXPECT_EQ(page.ladder_unknown, 4);
}

TEST(SevenP, worked_example_risk) {
  const PersistencyPage page = worked().persistency;
  EXPECT_EQ(page.basis, RiskBasis::own_rhythm);
  EXPECT_FALSE(page.fit);
  EXPECT_EQ(page.judged, 2);
  EXPECT_EQ(page.at_risk, 1);
  EXPECT_DOUBLE_EQ(page.at_risk_share.value(), .5);
  const CustomerAtRisk& anhua = page.customers_at_risk.at(0);
  EXPECT_EQ(anhua.name, "Anhua");
  EXPECT_EQ(anhua.last_on, day(2023, 6, 5));
  EXPECT_EQ(anhua.elapsed, 209);
  EXPECT_EQ(anhua.rhythm, 74);
  EXPECT_FALSE(anhua.alive);
}

TEST(SevenP, worked_example_profitability) {
  const ProfitabilityPage page = worked().profitability;
  ASSERT_EQ(page.parts.size(), 2U);
  EXPECT_EQ(page.about.status, PageStatus::partial) << "some costs are unknown";
  EXPECT_EQ(page.unpriced, 1);
  const ProfitPart& part = page.parts[0];
  EXPECT_EQ(part.total.revenue, yuan(7700));
  EXPECT_EQ(part.total.costed_revenue, yuan(6900));
  EXPECT_EQ(part.total.cost, yuan(4710));
  EXPECT_EQ(part.total.margin, yuan(2190));
  EXPECT_EQ(part.total.uncosted_revenue, yuan(800));
  EXPECT_EQ(part.total.orders, 5);
  EXPECT_EQ(part.total.returns, 1);
  EXPECT_EQ(part.total.uncosted, 2);
  EXPECT_EQ(part.loss_making, 1);
  EXPECT_EQ(part.losses, yuan(-50));
  EXPECT_EQ(part.concentration.top_items, 1);
  EXPECT_DOUBLE_EQ(part.concentration.top_share, 6600.0 / 7700);
  EXPECT_EQ(page.parts[1].total.revenue, dollars(1000));
  EXPECT_EQ(page.parts[1].total.uncosted_revenue, dollars(1000));
  EXPECT_FALSE(page.parts[1].rows[0].margin_class);
}

TEST(SevenP, worked_example_classes) {
  using enum portfolio::AbcClass;
  const SevenP made = worked();
  const std::vector<ProfitRow>& rows = made.profitability.parts[0].rows;
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].margin, yuan(2240));
  EXPECT_DOUBLE_EQ(rows[0].margin_rate.value(), 2240.0 / 6600);
  EXPECT_EQ(rows[0].revenue_class, a);
  EXPECT_EQ(rows[0].margin_class, a);
  EXPECT_EQ(rows[1].name, "Bolin");
  EXPECT_EQ(rows[1].margin, yuan(-50));
  EXPECT_TRUE(rows[1].loss);
  EXPECT_EQ(rows[1].revenue_class, c);
  EXPECT_EQ(rows[1].margin_class, c);
  EXPECT_EQ(rows[2].revenue, yuan(800));
  EXPECT_EQ(rows[2].revenue_class, b);
  EXPECT_FALSE(rows[2].margin_class);
  EXPECT_FALSE(rows[2].margin_rate);
  EXPECT_FALSE(rows[2].loss) << "an unknown cost is no loss";
}

std::map<std::string, Money> changes_of(const PerformancePart& part, PerformanceDimension dimension) {
  std::map<std::string, Money> changes;
  for (const PerformanceRow& row : part.rows)
    if (row.dimension == dimension) changes[row.value] = row.change;
  return changes;
}

TEST(SevenP, worked_example_performance) {
  const PerformancePage page = worked().performance;
  ASSERT_EQ(page.parts.size(), 2U);
  EXPECT_EQ(page.unpriced, 1);
  const PerformancePart& part = page.parts[0];
  EXPECT_EQ(part.now.revenue, yuan(7700));
  EXPECT_EQ(part.before.revenue, yuan(6600));
  EXPECT_EQ(part.change, yuan(1100));
  EXPECT_DOUBLE_EQ(part.change_rate.value(), 1.0 / 6);
  using Changes = std::map<std::string, Money>;
  EXPECT_EQ(changes_of(part, PerformanceDimension::product), (Changes{{"Press", yuan(800)}, {"Oil", yuan(300)}}));
  EXPECT_EQ(changes_of(part, PerformanceDimension::channel),
            (Changes{{"direct", yuan(2800)}, {"online", yuan(400)}, {"dealer", yuan(-2100)}}));
  EXPECT_EQ(changes_of(part, PerformanceDimension::nature),
            (Changes{{"company", yuan(1300)}, {"individual", yuan(-200)}}));
  const PerformanceDrivers& channel = part.drivers.at(1);
  ASSERT_EQ(channel.gains.size(), 2U);
  EXPECT_EQ(channel.gains[0].value, "direct");
  ASSERT_EQ(channel.losses.size(), 1U);
  EXPECT_EQ(channel.losses[0].change, yuan(-2100));
  EXPECT_EQ(channel.rest, yuan(0));
  EXPECT_EQ(part.rows[0].label.en, "Press");
  EXPECT_EQ(part.rows[0].now.orders, 2);
  EXPECT_EQ(part.rows[0].now.returns, 1);
  EXPECT_EQ(part.rows[0].now.customers, 2);
}

TEST(SevenP, worked_example_prospecting) {
  const ProspectingPage page = worked().prospecting;
  EXPECT_EQ(page.open_opportunities, 2);
  ASSERT_EQ(page.pipeline.size(), 1U);
  EXPECT_EQ(page.pipeline[0].amount, yuan(15'000));
  EXPECT_EQ(page.pipeline[0].weighted_amount, yuan(4000));
  EXPECT_EQ(page.pipeline[0].unweighted_amount, yuan(5000));
  EXPECT_EQ(page.pipeline[0].late_amount, yuan(5000));
  ASSERT_EQ(page.prospects.size(), 1U);
  EXPECT_EQ(page.prospects[0].name, "Eve");
  EXPECT_EQ(page.prospects_with_opportunity, 1);
  EXPECT_FALSE(page.expected_purchases);
  EXPECT_FALSE(page.predicted_needs);
  EXPECT_EQ(page.about.status, PageStatus::partial);
  EXPECT_EQ(page.about.notes.at(0).en, "the purchase model was not fitted: it takes 30 buyers, there are 5");
}

TEST(SevenP, worked_example_product) {
  const ProductPage page = worked().product;
  EXPECT_EQ(page.about.customers, 5);
  EXPECT_EQ(page.products, 4);
  EXPECT_EQ(page.rules_found, 2);
  ASSERT_EQ(page.rules.size(), 2U);
  for (const need::AssociationRule& rule : page.rules) {
    EXPECT_EQ(rule.count, 2);
    EXPECT_DOUBLE_EQ(rule.confidence, 2.0 / 3);
    EXPECT_NEAR(rule.lift, 10.0 / 9, 1e-12);
  }
  EXPECT_EQ(page.candidates, 2);
  EXPECT_EQ(page.candidate_customers, 2);
  ASSERT_EQ(page.cross_sell.size(), 2U);
  EXPECT_EQ(page.cross_sell[0].name + page.cross_sell[0].product, "DadeOil");
  EXPECT_EQ(page.cross_sell[1].name + page.cross_sell[1].product, "ChenPress");
  EXPECT_EQ(page.cross_sell[0].reason.en, "2 of 3 customers with Press also bought Oil");
  EXPECT_DOUBLE_EQ(page.mean_breadth.value(), 1.6);
  EXPECT_EQ(page.breadth, (std::vector<BreadthCount>{{1, 3}, {2, 1}, {3, 1}}));
}

TEST(SevenP, worked_example_promotion) {
  const PromotionPage page = worked().promotion;
  ASSERT_EQ(page.promotions.size(), 1U);
  const PromotionResponse& june = page.promotions[0];
  EXPECT_EQ(june.status, PromotionStatus::measured);
  EXPECT_EQ(june.days, 10);
  EXPECT_EQ(june.buyers, 3);
  EXPECT_EQ(june.buyers_before, 1);
  EXPECT_EQ(june.new_buyers, 1);
  EXPECT_DOUBLE_EQ(june.new_share.value(), 1.0 / 3);
  EXPECT_EQ(june.addressed, 2);
  EXPECT_EQ(june.addressed_buyers, 1);
  EXPECT_DOUBLE_EQ(june.response_rate.value(), .5);
  EXPECT_EQ(june.attributed_sales, 3);
  EXPECT_EQ(june.attributed_buyers, 3);
  EXPECT_EQ(june.attributed_outside, 0);
  EXPECT_FALSE(june.overlapped);
  ASSERT_EQ(june.revenue.size(), 1U);
  EXPECT_EQ(june.revenue[0].during, yuan(1800));
  EXPECT_EQ(june.revenue[0].before, yuan(100));
  EXPECT_EQ(june.revenue[0].change, yuan(1700));
  EXPECT_DOUBLE_EQ(june.revenue[0].change_rate.value(), 17);
  EXPECT_TRUE(june.reason.en.ends_with("there is no control group, so that this is no proof of an effect"));
  EXPECT_TRUE(june.reason.zh.ends_with("没有对照组，不能证明促销的效果"));
  EXPECT_NE(page.about.notes.at(0).en.find("no proof"), std::string::npos);
}

std::vector<std::string> highlights_in_english(const SevenP& made) {
  std::vector<std::string> texts;
  for (const SevenPHighlight& one : made.highlights) texts.push_back(one.message.en);
  return texts;
}

TEST(SevenP, worked_example_highlights) {
  const SevenP made = worked();
  EXPECT_EQ(highlights_in_english(made),
            (std::vector<std::string>{
                "3 of 4 customers active before bought again (75.0%)",
                "1 of 2 customers judged are at risk (by: The customer's own rhythm)",
                "CNY: class A (1 of 3) brings 85.7% of revenue", "customers who make a loss: 1, together -50.00 CNY",
                "USD: class A (1 of 1) brings 100.0% of revenue",
                "revenue changed by 1100.00 CNY (16.7%); largest gain: Press 800.00 CNY",
                "revenue changed by 100.00 USD (11.1%); largest gain: Pump 100.00 USD",
                "open opportunities: 2, 15000.00 CNY; with a probability: 1, weighted 4000.00 CNY",
                "66.7% of customers with Oil also buy Press; offers to make: 2",
                "promotion “June”: buyers in 10 days: 3, of them new: 1; revenue 1800.00 CNY against 100.00 CNY "
                "in as many days before; there is no control group, so that this is no proof of an effect"}));
  EXPECT_EQ(made.highlights[1].evidence, std::vector{id_of<Customer>(1).uuid});
  EXPECT_EQ(made.highlights.back().evidence, std::vector{id_of<Promotion>(7).uuid});
}

TEST(SevenP, records_are_those_that_were_used) {
  const SevenP made = worked();
  const std::vector<Uuid>& used = made.performance.about.records;
  EXPECT_EQ(used.size(), 12U) << "priced sales of both windows";
  EXPECT_TRUE(std::is_sorted(used.begin(), used.end()));
  for (const int left_out : {15, 24, 32})
    EXPECT_FALSE(std::binary_search(used.begin(), used.end(), id_of<Transaction>(left_out).uuid)) << left_out;
  EXPECT_EQ(made.performance.about.sales, 12);
  EXPECT_EQ(made.performance.about.customers, 5);
}

// Draws of small books, some of them after the day, with gaps everywhere.
class SmallBooks {
 public:
  explicit SmallBooks(std::uint64_t seed) : random_(seed) {}

  int below(int count) { return static_cast<int>(random_() % static_cast<std::uint64_t>(count)); }
  bool one_in(int count) { return below(count) == 0; }
  template <class T>
  T any_of(std::initializer_list<T> list) {
    return list.begin()[below(static_cast<int>(list.size()))];
  }

  Transaction record(int id) {
    Transaction drawn{.id = id_of<Transaction>(id)};
    if (!one_in(12)) drawn.traded_on = end_of_2023 + 40 - below(1000);
    drawn.product.text = any_of<const char*>({"Press", "press ", "Oil", "Filter", "Pump", ""});
    drawn.channel = any_of<const char*>({"direct", "online", "dealer", ""});
    drawn.place = any_of<const char*>({"苏州", "上海", ""});
    const Currency currency(one_in(4) ? "USD" : "CNY");
    if (!one_in(10)) drawn.amount = Money{(below(30) - 6) * 1000, currency};
    if (!one_in(4)) drawn.cost = Money{below(20) * 1000, one_in(10) ? Currency("USD") : currency};
    if (!one_in(3)) drawn.quantity = any_of({1.0, 2.5, .1, -3.0});
    drawn.quantity_unit = any_of<const char*>({"台", "kg", ""});
    if (one_in(4)) drawn.promotion_id.text = any_of<const char*>({"June", "other"});
    return drawn;
  }

  Dossier customer(int id, int& last) {
    Dossier dossier(Customer{.id = one_in(8) ? Id<Customer>() : id_of<Customer>(id),
                             .legal_name = std::string(1, static_cast<char>('A' + below(4)))});
    Customer& card = dossier.customer();
    if (!one_in(3)) card.nature = static_cast<CustomerNature>(below(3));
    if (!one_in(3)) card.region_code = any_of<const char*>({"320500", "321000", "110000"});
    card.industry_label = any_of<const char*>({"制造业", "製造業", "零售", ""});
    if (!one_in(3)) card.employees = NumberRange{10 * below(60), {}};
    if (!one_in(3)) card.account_class.set = static_cast<AccountClass>(below(3));
    for (int left = below(9); left > 0; --left) dossier.of<Transaction>().push_back(record(++last));
    for (int left = below(3); left > 0; --left) dossier.of<Opportunity>().push_back(opportunity(++last));
    return dossier;
  }

  Opportunity opportunity(int id) {
    Opportunity drawn{.id = id_of<Opportunity>(id)};
    if (!one_in(4)) drawn.amount = Money{below(100) * 1017, Currency(one_in(3) ? "USD" : "CNY")};
    if (!one_in(3)) drawn.probability.set = Ratio::checked(below(11) / 10.0);
    if (!one_in(4)) drawn.opened_on = end_of_2023 + 30 - below(100);
    if (one_in(3)) drawn.stage = Stage::lost, drawn.closed_on = end_of_2023 + 30 - below(60);
    return drawn;
  }

  Book book() {
    Book drawn;
    int last = 100;
    for (int customer_id = 1, all = below(9); customer_id <= all; ++customer_id)
      drawn.dossiers.push_back(customer(customer_id, last));
    drawn.shared.of<Promotion>() = {
        {.id = id_of<Promotion>(7), .name = "June", .starts_on = day(2023, 6, 1), .ends_on = day(2023, 8, 20)},
        {.id = id_of<Promotion>(8), .name = "Winter", .starts_on = day(2023, 12, 1)},
        {.id = id_of<Promotion>(9), .name = "Undated"}};
    return drawn;
  }

  Book shuffled(Book book) {
    std::shuffle(book.dossiers.begin(), book.dossiers.end(), random_);
    for (Dossier& dossier : book.dossiers) {
      std::shuffle(dossier.of<Transaction>().begin(), dossier.of<Transaction>().end(), random_);
      std::shuffle(dossier.of<Opportunity>().begin(), dossier.of<Opportunity>().end(), random_);
    }
    std::shuffle(book.shared.of<Promotion>().begin(), book.shared.of<Promotion>().end(), random_);
    return book;
  }

 private:
  std::mt19937_64 random_;
};

constexpr int books = 200;
const SevenPOptions small_options{.min_count = 2, .min_rule_customers = 2, .top = 2};

bool is_return(const Transaction& one) { return one.amount ? one.amount->minor < 0 : one.quantity.value_or(0) < 0; }
// Days ago 0–364 are now, 365–729 before.
bool is_now(const Transaction& one) {
  return one.traded_on && *one.traded_on <= end_of_2023 && end_of_2023 - *one.traded_on < 365;
}
bool was_before(const Transaction& one) {
  return one.traded_on && end_of_2023 - *one.traded_on >= 365 && end_of_2023 - *one.traded_on < 730;
}

template <class Wanted>
std::int64_t sum_of(const Book& book, Currency currency, const Wanted& wanted) {
  std::int64_t sum = 0;
  for (const Dossier& dossier : book.dossiers)
    for (const Transaction& one : dossier.of<Transaction>())
      if (one.amount && one.amount->currency == currency && wanted(dossier, one)) sum += one.amount->minor;
  return sum;
}

TEST(SevenP, totals_follow_from_plain_loops) {
  SmallBooks draws(41);
  int parts = 0, costs = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const SevenP made = seven_p(book, end_of_2023, small_options);
    for (const ProfitPart& part : made.profitability.parts) {
      const Currency currency = part.losses.currency;
      const auto costed = [](const Transaction& one) { return one.cost && one.cost->currency == one.amount->currency; };
      ASSERT_EQ(part.total.revenue.minor, sum_of(book, currency, [](auto&, auto& one) { return is_now(one); }));
      ASSERT_EQ(part.total.uncosted_revenue.minor,
                sum_of(book, currency, [&](auto&, auto& one) { return is_now(one) && !costed(one); }));
      std::int64_t cost = 0, rows = 0;
      for (const Dossier& dossier : book.dossiers)
        for (const Transaction& one : dossier.of<Transaction>())
          if (one.amount && one.amount->currency == currency && is_now(one) && costed(one))
            cost += one.cost->minor, ++costs;
      ASSERT_EQ(part.total.cost.minor, cost);
      ASSERT_EQ(part.total.margin.minor, part.total.revenue.minor - part.total.uncosted_revenue.minor - cost);
      for (const ProfitRow& row : part.rows) rows += row.revenue.minor;
      ASSERT_EQ(rows, part.total.revenue.minor);
      ++parts;
    }
  }
  EXPECT_GT(parts, books) << "both currencies occur";
  EXPECT_GT(costs, books);
}

TEST(SevenP, shares_of_a_dimension_add_up) {
  SmallBooks draws(42);
  int shares = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const ProfilingPage page = seven_p(book, end_of_2023, small_options).profiling;
    std::map<ProfileDimension, std::int64_t> customers;
    std::map<std::pair<ProfileDimension, Currency>, std::int64_t> revenue;
    std::map<std::pair<ProfileDimension, Currency>, double> share;
    for (const ProfileValue& row : page.values) {
      customers[row.dimension] += row.customers;
      ASSERT_DOUBLE_EQ(row.share * static_cast<double>(book.dossiers.size()), static_cast<double>(row.customers));
      for (const RevenueShare& one : row.revenue) {
        revenue[{row.dimension, one.revenue.currency}] += one.revenue.minor;
        if (one.share) share[{row.dimension, one.revenue.currency}] += *one.share, ++shares;
      }
    }
    for (const auto& [dimension, count] : customers) ASSERT_EQ(count, static_cast<std::int64_t>(book.dossiers.size()));
    for (const auto& [key, sum] : revenue)
      ASSERT_EQ(sum, sum_of(book, key.second, [](auto&, auto& one) { return is_now(one); }));
    for (const auto& [key, sum] : share) ASSERT_NEAR(sum, 1, 1e-9);
  }
  EXPECT_GT(shares, books);
}

TEST(SevenP, regions_hold_the_revenue_of_their_customers) {
  SmallBooks draws(43);
  int found = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    for (const ProfileValue& row : seven_p(book, end_of_2023, small_options).profiling.values) {
      if (row.dimension != ProfileDimension::region) continue;
      for (const RevenueShare& one : row.revenue) {
        const std::int64_t wanted = sum_of(book, one.revenue.currency, [&](const Dossier& dossier, auto& record) {
          return is_now(record) && dossier.customer().region_code.substr(0, 2) == row.value;
        });
        ASSERT_EQ(one.revenue.minor, wanted);
        found += wanted != 0 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(found, books);
}

std::set<int> order_days(const Dossier& dossier) {
  std::set<int> days;
  for (const Transaction& one : dossier.of<Transaction>())
    if (one.traded_on && *one.traded_on <= end_of_2023 && !is_return(one)) days.insert(one.traded_on->days());
  return days;
}

TEST(SevenP, retention_follows_from_sets_of_days) {
  SmallBooks draws(44);
  int kept = 0, lost = 0, came_back = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const PersistencyPage page = seven_p(book, end_of_2023, small_options).persistency;
    std::int64_t buyers = 0, before = 0, now = 0, both = 0, fresh = 0, returned = 0, repeat = 0;
    for (const Dossier& dossier : book.dossiers) {
      const std::set<int> days = order_days(dossier);
      if (days.empty()) continue;
      const auto within = [&](int from, int to) {
        return std::any_of(days.begin(), days.end(),
                           [&](int one) { return end_of_2023.days() - one >= from && end_of_2023.days() - one < to; });
      };
      const bool is_active = within(0, 365), was_active = within(365, 730);
      ++buyers;
      before += was_active, now += is_active, both += is_active && was_active, repeat += days.size() > 1;
      fresh += end_of_2023.days() - *days.begin() < 365;
      returned += is_active && !was_active && end_of_2023.days() - *days.begin() >= 365;
    }
    ASSERT_EQ(std::tie(page.buyers, page.active_before, page.active_now, page.retained, page.fresh, page.returned,
                       page.repeat_buyers),
              std::tie(buyers, before, now, both, fresh, returned, repeat));
    ASSERT_EQ(page.lost, before - both);
    ASSERT_EQ(page.retention.has_value(), before > 0);
    if (before > 0) {
      ASSERT_DOUBLE_EQ(*page.retention, static_cast<double>(both) / static_cast<double>(before));
    }
    kept += static_cast<int>(both), lost += static_cast<int>(before - both), came_back += static_cast<int>(returned);
  }
  EXPECT_GT(kept, 100);
  EXPECT_GT(lost, 50);
  EXPECT_GT(came_back, 5);
}

TEST(SevenP, contributions_add_up_to_the_change_exactly) {
  SmallBooks draws(45);
  int rests = 0, losses = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    for (const PerformancePart& part : seven_p(book, end_of_2023, small_options).performance.parts) {
      const std::int64_t wanted = sum_of(book, part.change.currency, [](auto&, auto& one) { return is_now(one); }) -
                                  sum_of(book, part.change.currency, [](auto&, auto& one) { return was_before(one); });
      ASSERT_EQ(part.change.minor, wanted);
      ASSERT_EQ(part.drivers.size(), 5U);
      for (const PerformanceDrivers& one : part.drivers) {
        std::int64_t sum = one.rest.minor;
        for (const PerformanceDriver& gain : one.gains) {
          sum += gain.change.minor;
          ASSERT_GT(gain.change.minor, 0);
        }
        for (const PerformanceDriver& loss : one.losses) {
          sum += loss.change.minor;
          ASSERT_LT(loss.change.minor, 0);
        }
        ASSERT_EQ(sum, wanted);
        ASSERT_LE(one.gains.size(), 2U);
        rests += one.rest.minor != 0 ? 1 : 0, losses += one.losses.empty() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(rests, 20) << "the rest is needed";
  EXPECT_GT(losses, 100);
}

TEST(SevenP, rows_of_channels_follow_from_plain_loops) {
  SmallBooks draws(46);
  int units = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    for (const PerformancePart& part : seven_p(book, end_of_2023, small_options).performance.parts)
      for (const PerformanceRow& row : part.rows) {
        if (row.dimension != PerformanceDimension::channel) continue;
        const auto here = [&](const Transaction& one) { return one.channel == row.value; };
        ASSERT_EQ(row.now.revenue.minor,
                  sum_of(book, part.change.currency, [&](auto&, auto& one) { return here(one) && is_now(one); }));
        std::map<std::string, double> quantities;
        std::int64_t orders = 0, unknown = 0;
        for (const Dossier& dossier : book.dossiers)
          for (const Transaction& one : dossier.of<Transaction>()) {
            if (!one.amount || one.amount->currency != part.change.currency || !here(one) ||
                !(is_now(one) || was_before(one)))
              continue;
            orders += is_now(one) && !is_return(one);
            unknown += !one.quantity;
            if (one.quantity && is_now(one))
              quantities[one.quantity_unit] += is_return(one) ? -std::abs(*one.quantity) : *one.quantity;
          }
        ASSERT_EQ(row.now.orders, orders);
        ASSERT_EQ(row.without_quantity, unknown);
        for (const QuantityChange& one : row.quantities) {
          ASSERT_NEAR(one.now, quantities[one.unit], 1e-9);
          ++units;
        }
      }
  }
  EXPECT_GT(units, books);
}

TEST(SevenP, promotions_follow_from_plain_loops) {
  SmallBooks draws(47);
  int changed = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const PromotionPage page = seven_p(book, end_of_2023, small_options).promotion;
    ASSERT_EQ(page.promotions.size(), 3U);
    const PromotionResponse &june = page.promotions[0], &winter = page.promotions[1], &undated = page.promotions[2];
    ASSERT_EQ(june.days, 81);
    ASSERT_EQ(winter.status, PromotionStatus::running);
    ASSERT_EQ(winter.days, 31);
    ASSERT_EQ(undated.status, PromotionStatus::no_start);
    ASSERT_TRUE(undated.revenue.empty());
    for (const PromotionRevenue& one : june.revenue) {
      const auto within = [&](Date first, Date last) {
        return sum_of(book, one.during.currency, [&](auto&, auto& record) {
          return record.traded_on && first <= *record.traded_on && *record.traded_on <= last;
        });
      };
      ASSERT_EQ(one.during.minor, within(day(2023, 6, 1), day(2023, 8, 20)));
      ASSERT_EQ(one.before.minor, within(day(2023, 6, 1) - 81, day(2023, 5, 31)));
      ASSERT_EQ(one.change.minor, one.during.minor - one.before.minor);
      changed += one.change.minor != 0 ? 1 : 0;
    }
    std::int64_t buyers = 0, buyers_before = 0, new_buyers = 0;
    for (const Dossier& dossier : book.dossiers) {
      const std::set<int> days = order_days(dossier);
      const int first = day(2023, 6, 1).days(), last = day(2023, 8, 20).days();
      buyers += std::any_of(days.begin(), days.end(), [&](int one) { return first <= one && one <= last; });
      buyers_before += std::any_of(days.begin(), days.end(), [&](int one) { return first - 81 <= one && one < first; });
      new_buyers += !days.empty() && first <= *days.begin() && *days.begin() <= last;
    }
    ASSERT_EQ(std::tie(june.buyers, june.buyers_before, june.new_buyers), std::tie(buyers, buyers_before, new_buyers));
    std::int64_t attributed = 0, unmatched = 0;
    for (const Dossier& dossier : book.dossiers)
      for (const Transaction& one : dossier.of<Transaction>())
        if (one.traded_on && *one.traded_on <= end_of_2023)
          attributed += one.promotion_id.text == "June", unmatched += one.promotion_id.text == "other";
    ASSERT_EQ(june.attributed_sales, attributed);
    ASSERT_EQ(page.unmatched_sales, unmatched);
  }
  EXPECT_GT(changed, 100);
}

TEST(SevenP, pipeline_follows_from_plain_loops) {
  SmallBooks draws(48);
  int weighted = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const ProspectingPage page = seven_p(book, end_of_2023, small_options).prospecting;
    std::int64_t open = 0, without = 0;
    std::map<Currency, std::array<std::int64_t, 3>> sums;
    for (const Dossier& dossier : book.dossiers)
      for (const Opportunity& one : dossier.of<Opportunity>()) {
        if (one.opened_on && *one.opened_on > end_of_2023) continue;
        if (one.closed_on && *one.closed_on <= end_of_2023) continue;
        ++open, without += !one.amount;
        if (!one.amount) continue;
        auto& [all, likely, other] = sums[one.amount->currency];
        all += one.amount->minor;
        if (one.probability.set)
          likely += std::llround(static_cast<double>(one.amount->minor) * one.probability.set->value()), ++weighted;
        else
          other += one.amount->minor;
      }
    ASSERT_EQ(page.open_opportunities, open);
    ASSERT_EQ(page.without_amount, without);
    ASSERT_EQ(page.pipeline.size(), sums.size());
    for (const PipelinePart& part : page.pipeline)
      ASSERT_EQ((std::array{part.amount.minor, part.weighted_amount.minor, part.unweighted_amount.minor}),
                sums[part.amount.currency]);
  }
  EXPECT_GT(weighted, 100);
}

// Ways to choose, by Pascal's triangle.
double choose(std::int64_t n, std::int64_t k) {
  std::vector<double> row{1};
  for (std::int64_t i = 1; i <= n; ++i) {
    row.push_back(1);
    for (std::size_t j = row.size() - 2; j > 0; --j) row[j] += row[j - 1];
  }
  return k < 0 || k > n ? 0 : row[static_cast<std::size_t>(k)];
}

double share_at_least(const BestValue& one) {
  const std::int64_t all = one.best_known + one.rest_known, with = one.best + one.rest;
  double sum = 0;
  for (std::int64_t x = one.best; x <= one.best_known; ++x)
    sum += choose(with, x) * choose(all - with, one.best_known - x) / choose(all, one.best_known);
  return sum;
}

// Holm: the most that any smaller p, or this one, comes to.
double holm_of(double p_value, const std::vector<double>& ascending) {
  double most = 0;
  for (std::size_t i = 0; i < ascending.size(); ++i)
    if (ascending[i] <= p_value)
      most = std::max(most, std::min(1.0, ascending[i] * static_cast<double>(ascending.size() - i)));
  return most;
}

// Forty customers of 1,000 or much less; each value goes with revenue more or less.
Book leaning_book(SmallBooks& draws) {
  Book book;
  for (int i = 0; i < 40; ++i) {
    const int worth = draws.one_in(2) ? 1000 : 1 + draws.below(20);
    book.dossiers.push_back(buyer(i + 1, "C", {}, {sale(i + 1, end_of_2023, "Press", yuan(worth), {}, "")}));
    Customer& card = book.dossiers.back().customer();
    const auto leans = [&](int noise) { return draws.one_in(noise) ? draws.one_in(2) : worth == 1000; };
    card.industry_label = leans(3) ? "制造业" : "零售业";
    card.region_code = leans(2) ? "32" : "31";
    card.nature = leans(4) ? CustomerNature::company : CustomerNature::individual;
    if (!draws.one_in(5)) card.loyalty.set = leans(3) ? LoyaltyStep::client : LoyaltyStep::customer;
  }
  return book;
}

TEST(SevenP, tests_follow_from_counted_tables) {
  SmallBooks draws(51);
  int tested = 0, stepped = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = round % 4 == 0 ? leaning_book(draws) : draws.book();
    for (const BestCustomers& best : seven_p(book, end_of_2023, {.min_count = 1}).profiling.best) {
      std::vector<double> all;
      for (const BestValue& one : best.values)
        if (one.p_value) all.push_back(*one.p_value);
      ASSERT_EQ(static_cast<std::int64_t>(all.size()), best.tested);
      std::sort(all.begin(), all.end());
      for (const BestValue& one : best.values) {
        ASSERT_EQ(one.p_value.has_value(), one.best_known > 0 && one.rest_known > 0);
        if (!one.p_value) continue;
        ASSERT_NEAR(*one.p_value, share_at_least(one), 1e-12);
        ASSERT_NEAR(*one.p_adjusted, holm_of(*one.p_value, all), 1e-12);
        ++tested, stepped += *one.p_adjusted < 1 && one.p_value != all[0] ? 1 : 0;
      }
    }
  }
  EXPECT_GT(tested, 400);
  EXPECT_GT(stepped, 50) << "where Holm differs from Bonferroni";
}

// Folded names of what each customer ever ordered.
std::vector<std::set<std::string>> baskets_of(const Book& book) {
  std::vector<std::set<std::string>> baskets;
  for (const Dossier& dossier : book.dossiers) {
    std::set<std::string> names;
    for (const Transaction& one : dossier.of<Transaction>())
      if (one.traded_on && *one.traded_on <= end_of_2023 && !is_return(one) && !one.product.text.empty())
        names.insert(one.product.text == "press " ? "Press" : one.product.text);
    if (!names.empty()) baskets.push_back(names);
  }
  return baskets;
}

bool holds(const std::set<std::string>& basket, const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return basket.contains(name == "press" ? "Press" : name); });
}

TEST(SevenP, rules_and_candidates_follow_from_plain_loops) {
  SmallBooks draws(52);
  int rules = 0, candidates = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const auto baskets = baskets_of(book);
    const ProductPage page = seven_p(book, end_of_2023, {.min_rule_customers = 2, .top = 1000}).product;
    ASSERT_EQ(page.about.customers, static_cast<std::int64_t>(baskets.size()));
    ASSERT_EQ(page.rules_found, static_cast<std::int64_t>(page.rules.size()));
    std::int64_t pairs = 0;
    for (const std::set<std::string>& basket : baskets) {
      std::set<std::string> offers;
      for (const need::AssociationRule& rule : page.rules)
        if (holds(basket, rule.antecedent) && !holds(basket, rule.consequent)) offers.insert(rule.consequent[0]);
      pairs += static_cast<std::int64_t>(offers.size());
    }
    ASSERT_EQ(page.candidates, pairs);
    ASSERT_EQ(page.cross_sell.size(), static_cast<std::size_t>(pairs));
    for (const need::AssociationRule& rule : page.rules) {
      ASSERT_GT(rule.lift, 1);
      ASSERT_EQ(rule.count, std::count_if(baskets.begin(), baskets.end(), [&](const auto& one) {
                  return holds(one, rule.antecedent) && holds(one, rule.consequent);
                }));
      ASSERT_GE(rule.count, 2);
      ++rules;
    }
    candidates += static_cast<int>(pairs);
  }
  EXPECT_GT(rules, 200);
  EXPECT_GT(candidates, 50);
}

TEST(SevenP, risk_by_rhythm_follows_from_gaps) {
  SmallBooks draws(53);
  std::int64_t judged_in_all = 0, risky_in_all = 0;
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    const PersistencyPage page = seven_p(book, end_of_2023, small_options).persistency;
    std::int64_t judged = 0, risky = 0;
    for (const Dossier& dossier : book.dossiers) {
      const std::set<int> found = order_days(dossier);
      const std::vector<int> days(found.begin(), found.end());
      if (days.size() < 3) continue;
      std::vector<int> gaps;
      for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back(days[i] - days[i - 1]);
      std::sort(gaps.begin(), gaps.end());
      const double median = (gaps[(gaps.size() - 1) / 2] + gaps[gaps.size() / 2]) / 2.0;
      ++judged, risky += end_of_2023.days() - days.back() > 2 * median;
    }
    ASSERT_EQ(page.judged, judged);
    ASSERT_EQ(page.at_risk, risky);
    ASSERT_EQ(page.basis, judged > 0 ? RiskBasis::own_rhythm : RiskBasis::none);
    judged_in_all += judged, risky_in_all += risky;
  }
  EXPECT_GT(judged_in_all, 200);
  EXPECT_GT(risky_in_all, 20);
}

TEST(SevenP, order_of_records_changes_no_bit) {
  SmallBooks draws(49);
  for (int round = 0; round < books; ++round) {
    const Book book = draws.book();
    ASSERT_EQ(seven_p(draws.shuffled(book), end_of_2023, small_options), seven_p(book, end_of_2023, small_options));
  }
}

void add_later_events(Book& book, SmallBooks& draws) {
  for (Dossier& dossier : book.dossiers) {
    Transaction later = draws.record(5000 + draws.below(100));
    later.traded_on = end_of_2023 + 1 + draws.below(50);
    dossier.of<Transaction>().push_back(later);
    Opportunity deal = draws.opportunity(6000);
    deal.opened_on = end_of_2023 + 1;
    dossier.of<Opportunity>().push_back(deal);
    dossier.of<Need>().push_back({.id = id_of<Need>(1), .predicted_by = "rule", .raised_on = end_of_2023 + 1});
    Customer& card = dossier.customer();
    if (!card.loyalty.set) card.loyalty.set = LoyaltyStep::partner, card.loyalty.set_on = end_of_2023 + 1;
  }
  book.shared.of<Promotion>().push_back({.id = id_of<Promotion>(70), .name = "other", .starts_on = end_of_2023 + 1});
}

TEST(SevenP, later_events_change_no_bit) {
  SmallBooks draws(50);
  for (int round = 0; round < books; ++round) {
    Book book = draws.book();
    const SevenP before = seven_p(book, end_of_2023, small_options);
    add_later_events(book, draws);
    ASSERT_EQ(seven_p(book, end_of_2023, small_options), before);
    if (book.dossiers.empty()) continue;
    ASSERT_NE(seven_p(book, end_of_2023 + 60, small_options), before);
  }
}

TEST(SevenP, a_deal_won_later_is_open) {
  Book book = worked_book();
  const auto open = [&](auto change) {
    Book changed = book;
    change(changed.dossiers[4].of<Opportunity>()[0]);
    return seven_p(changed, end_of_2023).prospecting.open_opportunities;
  };
  EXPECT_EQ(open([](Opportunity& one) { one.stage = Stage::won; }), 1);
  EXPECT_EQ(open([](Opportunity& one) { one.closed_on = end_of_2023; }), 1);
  EXPECT_EQ(open([](Opportunity& one) { one.stage = Stage::won, one.closed_on = end_of_2023 + 1; }), 2);
  const auto won_on = [](Date on) {
    return [on](Opportunity& one) {
      one.stage = Stage::won;
      one.stage_history = {{.to_stage = Stage::won, .at = Calendar{}.start_of(on)}};
    };
  };
  EXPECT_EQ(open(won_on(end_of_2023 + 1)), 2);
  EXPECT_EQ(open(won_on(end_of_2023)), 1);
}

TEST(SevenP, who_bought_on_a_day_unknown_is_no_prospect) {
  Book book;
  book.dossiers = {buyer(1, "A", {}, {sale(1, {}, "Press", yuan(1), {}, "")}), buyer(2, "B", {}, {})};
  const SevenP made = seven_p(book, end_of_2023);
  ASSERT_EQ(made.prospecting.prospects.size(), 1U);
  EXPECT_EQ(made.prospecting.prospects[0].name, "B");
  EXPECT_EQ(made.persistency.buyers, 0);
  EXPECT_EQ(made.undated, 1);
}

TEST(SevenP, a_deal_due_today_is_not_late) {
  Book book;
  book.dossiers = {buyer(1, "A", {}, {})};
  Opportunity deal{.id = id_of<Opportunity>(1), .amount = yuan(1), .expected_close = end_of_2023};
  book.dossiers[0].of<Opportunity>() = {deal};
  EXPECT_EQ(seven_p(book, end_of_2023).prospecting.pipeline.at(0).late, 0);
  EXPECT_EQ(seven_p(book, end_of_2023 + 1).prospecting.pipeline.at(0).late, 1);
}

TEST(SevenP, classes_of_size) {
  const auto size = [](std::optional<std::int64_t> low, std::optional<std::int64_t> high) {
    Book book;
    book.dossiers = {buyer(1, "A", {}, {})};
    book.dossiers[0].customer().employees = NumberRange{low, high};
    for (const ProfileValue& row : seven_p(book, end_of_2023).profiling.values)
      if (row.dimension == ProfileDimension::size) return row.value + "|" + row.label.en;
    return std::string();
  };
  EXPECT_EQ(size(19, 19), "<20|fewer than 20 people");
  EXPECT_EQ(size(20, {}), "20-299|20–299 people");
  EXPECT_EQ(size(299, 299), "20-299|20–299 people");
  EXPECT_EQ(size({}, 300), "300-999|300–999 people");
  EXPECT_EQ(size(500, 1499), "300-999|300–999 people");
  EXPECT_EQ(size(500, 1500), "1000+|1000 people or more");
  EXPECT_EQ(size({}, {}), "|not stated");
  EXPECT_EQ(size(-5, {}), "|not stated");
}

// All of n customers stay, or none.
TEST(SevenP, retention_of_all_and_of_none) {
  for (int n = 1; n <= 40; ++n) {
    Book book;
    for (int i = 1; i <= n; ++i)
      book.dossiers.push_back(buyer(i, "A", {}, {sale(i, end_of_2023 - 400, "", yuan(1), {}, "")}));
    EXPECT_EQ(seven_p(book, end_of_2023).persistency.retention_low, 0.0);
    for (Dossier& dossier : book.dossiers)
      dossier.of<Transaction>().push_back(sale(99, end_of_2023, "", yuan(1), {}, ""));
    const PersistencyPage page = seven_p(book, end_of_2023).persistency;
    EXPECT_EQ(page.retention, 1.0);
    EXPECT_EQ(page.retention_high, 1.0);
    EXPECT_NEAR(page.retention_low.value(), n / (n + 3.841458820694124), 1e-12) << "Wilson at share 1: n / (n + z²)";
  }
}

TEST(SevenP, empty_book) {
  const SevenP made = seven_p({}, end_of_2023);
  for (const PageInfo* about :
       {&made.profiling.about, &made.persistency.about, &made.profitability.about, &made.performance.about,
        &made.prospecting.about, &made.product.about, &made.promotion.about}) {
    EXPECT_EQ(about->status, PageStatus::no_data) << label_of(about->page).en;
    ASSERT_EQ(about->notes.size(), 1U);
    EXPECT_FALSE(about->notes[0].zh.empty());
    EXPECT_TRUE(about->records.empty());
  }
  EXPECT_FALSE(made.persistency.retention);
  EXPECT_FALSE(made.product.mean_breadth);
  EXPECT_TRUE(made.highlights.empty());
  EXPECT_TRUE(made.findings.empty());
}

TEST(SevenP, one_customer) {
  Book book;
  book.dossiers = {buyer(1, "Anhua", {}, {sale(1, end_of_2023, "Press", yuan(10), yuan(12), "")})};
  const SevenP made = seven_p(book, end_of_2023);
  EXPECT_EQ(made.persistency.buyers, 1);
  EXPECT_EQ(made.persistency.fresh, 1);
  EXPECT_EQ(made.persistency.tenure_mean, 0);
  EXPECT_FALSE(made.persistency.retention);
  EXPECT_EQ(made.persistency.basis, RiskBasis::none);
  EXPECT_EQ(made.profitability.parts.at(0).losses, yuan(-2));
  EXPECT_EQ(made.performance.parts.at(0).change, yuan(10));
  EXPECT_FALSE(made.performance.parts[0].change_rate);
  EXPECT_EQ(made.performance.about.status, PageStatus::partial);
  EXPECT_EQ(made.profiling.best.at(0).best, 1);
  EXPECT_EQ(made.profiling.best[0].tested, 0);
  EXPECT_EQ(made.product.about.status, PageStatus::partial);
}

TEST(SevenP, pages_and_currencies_can_be_chosen) {
  const SevenP made = seven_p(worked_book(), end_of_2023, {.pages = {SevenPage::performance}, .currencies = {"USD"}});
  EXPECT_EQ(made.profiling.about.status, PageStatus::not_asked);
  EXPECT_EQ(made.product, (ProductPage{.about = {.page = SevenPage::product}}));
  ASSERT_EQ(made.performance.parts.size(), 1U);
  EXPECT_EQ(made.performance.parts[0].change, dollars(100));
  EXPECT_EQ(made.performance.about.customers, 1);
  const SevenP everything = seven_p(worked_book(), end_of_2023);
  EXPECT_EQ(everything.performance.parts.at(1), made.performance.parts[0]);
}

TEST(SevenP, offerings_give_products_their_names) {
  Book book;
  book.shared.of<Offering>() = {{.id = id_of<Offering>(3), .name = "Press"}};
  book.dossiers = {
      buyer(1, "A", {}, {sale(1, end_of_2023, "", yuan(1), {}, ""), sale(2, end_of_2023, "PRESS", yuan(2), {}, "")})};
  book.dossiers[0].of<Transaction>()[0].product = {.id = id_of<Offering>(3)};
  const SevenP made = seven_p(book, end_of_2023);
  EXPECT_EQ(made.product.products, 1);
  EXPECT_EQ(changes_of(made.performance.parts.at(0), PerformanceDimension::product),
            (std::map<std::string, Money>{{"PRESS", yuan(3)}}))
      << "written both ways once: the first by its bytes";
}

// Codes of what is wrong with one sale.
std::multiset<std::string> codes_of(const Transaction& record) {
  Book book;
  book.dossiers = {buyer(1, "A", {}, {record})};
  std::multiset<std::string> codes;
  for (const Finding& one : seven_p(book, end_of_2023).findings) codes.insert(one.code);
  return codes;
}

TEST(SevenP, imperfect_sales_are_told) {
  using Codes = std::multiset<std::string>;
  const Transaction good = sale(1, end_of_2023, "Press", yuan(1), yuan(1), "");
  EXPECT_EQ(codes_of(good), Codes{});
  const auto with = [&](auto change) {
    Transaction changed = good;
    change(changed);
    return codes_of(changed);
  };
  EXPECT_EQ(with([](Transaction& one) { one.traded_on.reset(); }), Codes{"assess.sale_no_date"});
  EXPECT_EQ(with([](Transaction& one) { one.amount.reset(); }),
            (Codes{"assess.sale_cost_currency", "assess.sale_no_amount"}));
  EXPECT_EQ(with([](Transaction& one) { one.amount->minor = 1'000'000'000'000'001, one.cost.reset(); }),
            Codes{"assess.sale_too_big"});
  EXPECT_EQ(with([](Transaction& one) { one.cost->minor = std::numeric_limits<std::int64_t>::min(); }),
            Codes{"assess.sale_too_big"});
  EXPECT_EQ(with([](Transaction& one) { one.cost = dollars(1); }), Codes{"assess.sale_cost_currency"});
  EXPECT_EQ(with([](Transaction& one) { one.quantity = std::nan(""); }), Codes{"assess.sale_quantity"});
}

// Twenty customers; the industry of the first ten goes with high revenue as far as `agreeing` says.
Book graded_book(int agreeing) {
  Book book;
  for (int i = 0; i < 20; ++i) {
    book.dossiers.push_back(
        buyer(i + 1, "C", {}, {sale(i + 1, end_of_2023, "Press", yuan(i < 10 ? 1000 : 1), {}, "")}));
    book.dossiers.back().customer().industry_label = (i < 10) == (i % 10 < agreeing) ? "制造业" : "零售业";
    book.dossiers.back().customer().abc_class.set = i < 10 ? AbcClass::a : AbcClass::c;
  }
  return book;
}

TEST(SevenP, typical_values_are_tested) {
  // Ten customers of 1,000 and ten of 1: the total is 10,010, the first cut 8,008.
  const BestCustomers sure = seven_p(graded_book(10), end_of_2023).profiling.best.at(0);
  EXPECT_EQ(sure.best, 9) << "the ninth still has 8,000 before it";
  EXPECT_EQ(sure.tested, 2);
  const BestValue& first = sure.values.at(0);
  EXPECT_EQ(first.value, "制造业");
  EXPECT_TRUE(first.typical);
  EXPECT_EQ(first.best, 9);
  EXPECT_EQ(first.rest, 1);
  EXPECT_DOUBLE_EQ(first.lift.value(), 2);
  EXPECT_NEAR(first.p_value.value(), 10.0 / 167960, 1e-12) << "C(10, 9) / C(20, 9)";
  EXPECT_NEAR(first.p_adjusted.value(), 20.0 / 167960, 1e-12);
  EXPECT_EQ(sure.values.at(1).p_adjusted, 1);
  EXPECT_FALSE(sure.values[1].typical);
  for (const BestValue& one : sure.values) EXPECT_NE(one.dimension, ProfileDimension::abc_class);
  const BestCustomers unsure = seven_p(graded_book(5), end_of_2023).profiling.best.at(0);
  for (const BestValue& one : unsure.values) EXPECT_FALSE(one.typical) << one.value;
  const BestCustomers few = seven_p(graded_book(10), end_of_2023, {.min_count = 11}).profiling.best.at(0);
  EXPECT_EQ(few.tested, 0);
  EXPECT_FALSE(few.values.at(0).p_value);
  EXPECT_FALSE(seven_p(graded_book(10), end_of_2023, {.min_count = 10}).profiling.best.at(0).values.at(0).typical)
      << "9 of the best are fewer than 10";
}

// Customers who buy at gamma rates and leave after some purchase, day by day.
Book lively_book() {
  std::mt19937_64 random(7);
  const auto uniform = [&] { return std::generate_canonical<double, 53>(random); };
  Book book;
  for (int i = 0; i < 400; ++i) {
    std::vector<Transaction> sales;
    const double rate = std::gamma_distribution<double>(1.5, 1 / 60.0)(random), leaves = .05 + .3 * uniform();
    for (double now = 200 * uniform(); now < 900;) {
      sales.push_back(sale(1, end_of_2023 - 900 + static_cast<int>(now), "Press", yuan(1), {}, ""));
      if (sales.size() > 1 && uniform() < leaves) break;
      now += std::exponential_distribution<double>(rate)(random) + 1;
    }
    book.dossiers.push_back(buyer(i + 1, "C", {}, std::move(sales)));
  }
  return book;
}

TEST(SevenP, risk_and_purchases_by_the_model) {
  const SevenP made = seven_p(lively_book(), end_of_2023);
  ASSERT_EQ(made.persistency.fit, lifetime::FitStatus::ok);
  EXPECT_EQ(made.persistency.basis, RiskBasis::purchase_model);
  EXPECT_EQ(made.persistency.judged, made.persistency.repeat_buyers);
  ASSERT_GT(made.persistency.at_risk, 50);
  EXPECT_LT(made.persistency.at_risk, made.persistency.judged);
  for (const CustomerAtRisk& one : made.persistency.customers_at_risk) EXPECT_LT(one.alive.value(), .5);
  ASSERT_TRUE(made.prospecting.expected_purchases);
  EXPECT_EQ(made.prospecting.model_customers, 400);
  EXPECT_EQ(made.prospecting.buyers.size(), 5U);
  EXPECT_GE(made.prospecting.buyers[0].purchases, made.prospecting.buyers[4].purchases);
  const SevenP shorter = seven_p(lively_book(), end_of_2023, {.horizon_days = 30});
  EXPECT_LT(*shorter.prospecting.expected_purchases, *made.prospecting.expected_purchases);
  EXPECT_EQ(seven_p(lively_book(), end_of_2023, {.min_model_customers = 401}).persistency.basis, RiskBasis::own_rhythm);
}

TEST(SevenP, the_model_does_not_depend_on_the_order) {
  const Book book = lively_book();
  EXPECT_EQ(seven_p(SmallBooks(3).shuffled(book), end_of_2023), seven_p(book, end_of_2023));
}

TEST(SevenP, needs_are_foretold_if_they_were_learnt) {
  const Book book = worked_book();
  const NeedSources sources = learn_need_sources(book, {.as_of = end_of_2023});
  const ProspectingPage page = seven_p(book, end_of_2023, {.needs = &sources}).prospecting;
  std::int64_t needs = 0, customers = 0;
  for (const Dossier& dossier : book.dossiers) {
    const auto found = predict_needs(dossier, sources).needs.size();
    needs += static_cast<std::int64_t>(found), customers += found > 0;
  }
  EXPECT_GT(needs, 0);
  EXPECT_EQ(page.predicted_needs, needs);
  EXPECT_EQ(page.predicted_customers, customers);
  EXPECT_EQ(test::code_thrown([&] { (void)seven_p(book, end_of_2023 - 1, {.needs = &sources}); }), "argument.range");
}

TEST(SevenP, promotions_that_touch_are_told) {
  Book book = worked_book();
  const auto overlapped = [&](Date first, Date last) {
    Book changed = book;
    changed.shared.of<Promotion>().push_back(
        {.id = id_of<Promotion>(8), .name = "Other", .starts_on = first, .ends_on = last});
    for (const PromotionResponse& one : seven_p(changed, end_of_2023).promotion.promotions)
      if (one.name == "June") return one.overlapped;
    return false;
  };
  EXPECT_FALSE(overlapped(day(2023, 5, 1), day(2023, 5, 21)));
  EXPECT_TRUE(overlapped(day(2023, 5, 1), day(2023, 5, 22))) << "the first day of the ten before";
  EXPECT_TRUE(overlapped(day(2023, 6, 10), day(2023, 6, 30)));
  EXPECT_FALSE(overlapped(day(2023, 6, 11), day(2023, 6, 30)));
  EXPECT_FALSE(overlapped(day(2023, 6, 30), day(2023, 6, 5))) << "its days are no days";
}

TEST(SevenP, options_out_of_range) {
  const auto code = [](auto change) {
    SevenPOptions options;
    change(options);
    return test::code_thrown<ArgumentError>([&] { (void)seven_p({}, end_of_2023, options); });
  };
  using O = SevenPOptions;
  EXPECT_EQ(code([](O&) {}), "nothing thrown");
  EXPECT_EQ(code([](O& o) { o.window_days = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.window_days = 3661; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.horizon_days = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.min_count = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.alpha = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.alpha = std::nan(""); }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.min_model_customers = 1; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.at_risk_below = 1; }), "nothing thrown");
  EXPECT_EQ(code([](O& o) { o.at_risk_below = 1.1; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.rhythm_gaps = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.overdue_factor = .9; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.min_rule_customers = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.min_support = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.min_confidence = 1.01; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.max_rule_items = 1; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.top = 0; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.region_signs = 13; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.size_edges = {}; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.size_edges = {5, 5}; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.currencies = {"yuan"}; }), "argument.range");
  EXPECT_EQ(code([](O& o) { o.abc.cuts = {.9, .8}; }), "argument.range");
}

TEST(SevenP, sums_beyond_64_bits_are_an_error) {
  Book book;
  std::vector<Transaction> sales;
  for (int i = 0; i < 9300; ++i)
    sales.push_back(sale(1, end_of_2023, "", Money{1'000'000'000'000'000, Currency()}, {}, ""));
  book.dossiers = {buyer(1, "A", {}, sales)};
  EXPECT_EQ(test::code_thrown([&] { (void)seven_p(book, end_of_2023); }), "argument.range");
}

}  // namespace
}  // namespace guanxi::assess::seven_p_test
