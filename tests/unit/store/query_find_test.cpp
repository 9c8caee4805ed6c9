#include <guanxi/access/role.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/query_text.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/scratch.hpp"

namespace guanxi::store::querying {

/// A vendor's kind whose records belong to opportunities, and through them to customers.
struct Sample {
  Id<Sample> id{};
  Id<Opportunity> opportunity_id{};
  std::string name{};
  Meta meta{};
  bool operator==(const Sample&) const = default;
};

/// A kind that belongs to samples, through a list.
struct Trial {
  struct Use {
    Id<Sample> sample_id{};
    bool operator==(const Use&) const = default;
  };
  Id<Trial> id{};
  std::vector<Use> uses{};
  std::string result{};
  Meta meta{};
  bool operator==(const Trial&) const = default;
};

}  // namespace guanxi::store::querying

namespace guanxi {

template <>
struct Schema<store::querying::Sample> {
  using Sample = store::querying::Sample;
  static constexpr std::string_view name = "sample";
  static constexpr std::string_view plural = "samples";
  static constexpr Label label{"样品", "Sample"};
  static constexpr Scope scope = Scope::via;
  static constexpr const Category& category = category::customer_basics;
  static constexpr Field fields[] = {
      detail::id_field<&Sample::id>(),
      field<&Sample::opportunity_id>("opportunity_id", {"商机", "Opportunity"}, {.part = Part::parent | Part::upkeep}),
      field<&Sample::name>("name", {"样品名称", "Sample name"}, {.part = Part::title}),
      detail::meta_field<&Sample::meta>(),
  };
};

template <>
struct Schema<store::querying::Trial::Use> {
  using Use = store::querying::Trial::Use;
  static constexpr Field fields[] = {field<&Use::sample_id>("sample_id", {"样品", "Sample"}, {.part = Part::parent})};
};

template <>
struct Schema<store::querying::Trial> {
  using Trial = store::querying::Trial;
  static constexpr std::string_view name = "trial";
  static constexpr std::string_view plural = "trials";
  static constexpr Label label{"试用", "Trial"};
  static constexpr Scope scope = Scope::via;
  static constexpr const Category& category = category::customer_basics;
  static constexpr Field fields[] = {
      detail::id_field<&Trial::id>(),
      field<&Trial::uses>("uses", {"所用样品", "Samples used"}),
      field<&Trial::result>("result", {"试用结果", "Result"}, {.part = Part::title}),
      detail::meta_field<&Trial::meta>(),
  };
};

}  // namespace guanxi

namespace guanxi::store {
namespace {

using access::Principal;
using querying::Sample;
using querying::Trial;
using test::code_thrown;

const Catalogue& catalogue_with_samples() {
  static const Catalogue made = [] {
    Catalogue catalogue = standard_catalogue();
    catalogue.add(kind_info<Sample>());
    catalogue.add(kind_info<Trial>());
    return catalogue;
  }();
  return made;
}

constexpr Money yuan(std::int64_t units) { return {units * 100, {}}; }
constexpr Money dollars(std::int64_t units) { return {units * 100, Currency("USD")}; }
Date day(int year, int month, int of_month) { return *Date::from_ymd(year, month, of_month); }

/// Customers 甲, 乙, 丙 and 丁, of which a second user keeps 丙.
class QueryFind : public testing::Test {
 protected:
  QueryFind() {
    User wang;
    wang.name = "Wang Fang";
    wang.job = Job::marketing;
    wang_ = li_.put(wang).id;
    alpha_ = add("甲公司", [](Customer& card) {
      card.customer_type = {.set = CustomerType::strategic, .computed = CustomerType::potential};
      card.annual_revenue = MoneyRange{.low = yuan(1'000'000), .high = yuan(5'000'000)};
      card.employees = NumberRange{.low = 500, .high = 1000};
      card.registered_capital = yuan(2'000'000);
      card.founded_on = PartialDate{.year = 2015, .month = 3, .day = 1};
      card.tags = {"行业：制造业/专用设备", "规模:中型"};
      card.id_number = "11010519491231002X";
      card.credit_limit = yuan(30);
      card.custom.values["楼层"] = std::int64_t{12};
    });
    beta_ = add("乙公司", [](Customer& card) {
      card.customer_type.computed = CustomerType::potential;
      card.annual_revenue = MoneyRange{.low = yuan(6'000'000)};
      card.employees = NumberRange{.high = 50};
      card.registered_capital = dollars(2'000'000);
      card.founded_on = PartialDate{.year = 2015};
      card.credit_limit = yuan(10);
    });
    gamma_ = add("丙公司", [this](Customer& card) {
      card.owner_id = {wang_, {}};
      card.referrer_id = {{}, "张三"};
      card.registered_capital = yuan(-5);
      card.id_number = "110105194912310011";
      card.credit_limit = yuan(20);
    });
    delta_ = add("", [](Customer& card) { card.short_name = "丁"; });
  }

  template <class Fill>
  Id<Customer> add(const std::string& name, const Fill& fill) {
    Customer card;
    card.legal_name = name;
    fill(card);
    return li_.put(card).id;
  }

  /// The first signs of the names of the customers found; - for one without a legal name.
  static std::string names(const std::vector<Customer>& found) {
    std::string text;
    for (const Customer& card : found) text += card.legal_name.empty() ? "-" : card.legal_name.substr(0, std::string("甲").size());
    return text;
  }
  [[nodiscard]] std::string found(const Condition& where) const { return names(li_.find<Customer>({.where = where})); }
  [[nodiscard]] std::string found(std::string_view text) const { return names(li_.find<Customer>(li_.query<Customer>(text))); }

  test::ScratchFolder folder_;
  test::TestClock clock_;
  Store store_ = Store::open(folder_ / "book.gx", {.catalogue = &catalogue_with_samples(), .clock = clock_.reader(), .durability = Durability::none});
  Session li_ = store_.session("Li Wei");
  Id<User> wang_;
  Id<Customer> alpha_, beta_, gamma_, delta_;
};

template <class Term, class V>
concept Equates = requires(const Term& term, const V& value) { { term == value } -> std::same_as<Condition>; };
template <class Term, class V>
concept Orders = requires(const Term& term, const V& value) { { term < value } -> std::same_as<Condition>; };
template <class Term, class V>
concept Contains = requires(const Term& term, const V& value) { term.contains(value); };

/// A wrong type does not compile.
using UrgencyTerm = decltype(member<&Need::urgency>());
static_assert(Equates<UrgencyTerm, Grade> && Orders<UrgencyTerm, Grade> && !Equates<UrgencyTerm, NeedKind> && !Equates<UrgencyTerm, int> && !Equates<UrgencyTerm, const char*>);
using TypeTerm = decltype(member<&Customer::customer_type>());
static_assert(Equates<TypeTerm, CustomerType> && !Equates<TypeTerm, Grade> && !Equates<TypeTerm, bool>);
using OwnerTerm = decltype(member<&Customer::owner_id>());
static_assert(Equates<OwnerTerm, Id<User>> && Equates<OwnerTerm, const char*> && !Equates<OwnerTerm, Id<Customer>> && !Orders<OwnerTerm, Id<User>> && !Orders<OwnerTerm, const char*>);
using FlagTerm = decltype(member<&Customer::is_key_account>());
static_assert(Equates<FlagTerm, bool> && !Equates<FlagTerm, int> && !Orders<FlagTerm, bool>);
using RevenueTerm = decltype(member<&Customer::annual_revenue>());
static_assert(Orders<RevenueTerm, Money> && !Orders<RevenueTerm, int>);
using EmployeesTerm = decltype(member<&Customer::employees>());
static_assert(Orders<EmployeesTerm, int> && !Orders<EmployeesTerm, Money> && !Orders<EmployeesTerm, bool> && !Orders<EmployeesTerm, double>);
using OccurredTerm = decltype(member<&Interaction::occurred_at>());
static_assert(Orders<OccurredTerm, Timestamp> && Orders<OccurredTerm, Date> && Orders<OccurredTerm, RelativeDay> && !Orders<OccurredTerm, int>);
using DueTerm = decltype(member<&Need::due_on>());
static_assert(Orders<DueTerm, Date> && !Orders<DueTerm, Timestamp>);
using TagsTerm = decltype(member<&Customer::tags>());
static_assert(Contains<TagsTerm, const char*> && !Contains<TagsTerm, int> && Contains<decltype(member<&Customer::legal_name>()), std::string> && !Contains<EmployeesTerm, int>);

template <auto... Pointers>
concept IsPath = requires { member<Pointers...>(); };
static_assert(IsPath<&Need::customer_id, &Customer::legal_name> && IsPath<&DecisionChain::stakeholders, &Stakeholder::influence> && IsPath<&Customer::owner_id, &User::name> && !IsPath<&Customer::owner_id, &Customer::legal_name> && !IsPath<&Customer::customer_type, &Need::urgency>);

TEST_F(QueryFind, typed_and_named_terms_say_the_same) {
  EXPECT_EQ(member<&Customer::customer_type>() == CustomerType::strategic, field("customer_type") == "strategic");
  EXPECT_EQ((member<&Customer::customer_type, &Judged<CustomerType>::computed>() == CustomerType::strategic), field("customer_type.computed") == "strategic");
  EXPECT_EQ((member<&DecisionChain::stakeholders, &Stakeholder::influence>() >= 8), field("stakeholders.influence") >= 8);
  EXPECT_EQ(member<&Need::urgency>().one_of({Grade::high, Grade::low}), field("urgency").one_of({"high", "low"}));
  EXPECT_EQ(member<&Customer::owner_id>() == wang_, field("owner_id") == wang_.uuid);
  EXPECT_EQ(any<Need>() && count<Contact>() > 2, any("need") && count("contact") > 2);
  EXPECT_EQ(!!field("fax").is_set(), field("fax").is_set());
  EXPECT_TRUE((Condition() && Condition()).is_everything());
  EXPECT_EQ(nothing() || field("fax") == "a", any_of({nothing(), field("fax") == "a"}));
}

TEST_F(QueryFind, cpp_and_text_of_the_page_about_the_store_say_the_same) {
  const auto wanted = member<&Customer::customer_type>() == CustomerType::strategic && tag("行业", "制造业") && count<Need>(member<&Need::urgency>() == Grade::high) >= 2 &&
                      any<Interaction>(member<&Interaction::occurred_at>() > as_of() - days(90));
  const auto same = li_.query<Customer>(
      "客户类型 = 战略客户 且 标签(行业, 制造业) 且 数量(需求 其中 紧急性 = 高) >= 2 "
      "且 存在(互动记录 其中 接触时间 > 今天 - 90天)");
  EXPECT_EQ(same.where, wanted);
}

TEST_F(QueryFind, everything_is_found_in_the_order_of_identifiers) {
  EXPECT_EQ(names(li_.find<Customer>()), "甲乙丙-");
  EXPECT_EQ(li_.count<Customer>(), 4);
  EXPECT_EQ(li_.count<Customer>(nothing()), 0);
}

TEST_F(QueryFind, what_is_unset_equals_nothing_and_differs_from_nothing) {
  EXPECT_EQ(found(field("legal_name") == "甲公司"), "甲");
  EXPECT_EQ(found(field("legal_name") != "甲公司"), "乙丙");
  EXPECT_EQ(found(!(field("legal_name") == "甲公司")), "乙丙-");
  EXPECT_EQ(found(field("legal_name").is_unset()), "-");
  EXPECT_EQ(found(field("legal_name").one_of({"甲公司", "丙公司", "戊公司"})), "甲丙");
  EXPECT_EQ(found(field("legal_name").one_of({})), "");
}

TEST_F(QueryFind, a_classification_is_what_is_shown_of_it) {
  EXPECT_EQ(found("客户类型 = 战略客户"), "甲");
  EXPECT_EQ(found("客户类型 = 潜在客户"), "乙");
  EXPECT_EQ(found("customer_type.computed = potential"), "甲乙");
  EXPECT_EQ(found("customer_type < potential"), "甲") << "words follow each other as in their table";
}

TEST_F(QueryFind, of_a_range_only_what_is_certain_counts) {
  EXPECT_EQ(found("年营业额 >= 100万"), "甲乙");
  EXPECT_EQ(found("年营业额 > 100万"), "乙");
  EXPECT_EQ(found("年营业额 <= 500万"), "甲") << "an open end is unknown";
  EXPECT_EQ(found("年营业额.high > 400万"), "甲");
  EXPECT_EQ(found("年营业额 = 100万"), "");
  EXPECT_EQ(found("年营业额 != 550万"), "甲乙");
  EXPECT_EQ(found("年营业额 != \"300万美元\""), "甲乙") << "amounts in another currency are different";
  EXPECT_EQ(found("employees > 499 and employees < 1001"), "甲");
  EXPECT_EQ(found("employees <= 50"), "乙");
}

TEST_F(QueryFind, amounts_compare_within_their_currency) {
  EXPECT_EQ(found("registered_capital = 200万"), "甲");
  EXPECT_EQ(found("registered_capital != 200万"), "乙丙");
  EXPECT_EQ(found("registered_capital < 300万"), "甲丙");
  EXPECT_EQ(found(field("registered_capital") >= dollars(1)), "乙");
}

TEST_F(QueryFind, dates_with_unknown_parts_have_no_order) {
  EXPECT_EQ(found("founded_on < 2020-01-01"), "甲");
  EXPECT_EQ(found("founded_on = 2015"), "乙");
  EXPECT_EQ(found(member<&Customer::founded_on>() < PartialDate{.year = 2020}), "");
  EXPECT_EQ(found("founded_on != 2015"), "甲");
}

TEST_F(QueryFind, texts_are_looked_through_folded) {
  EXPECT_EQ(found("legal_name has 公司"), "甲乙丙");
  EXPECT_EQ(found("legal_name has “甲 公 ”"), "甲");
  EXPECT_EQ(found("id_number has 002x"), "甲");
  EXPECT_EQ(found("referrer_id has 张 and referrer_id = 张三"), "丙");
  EXPECT_EQ(found("tags has \"规模：中型\""), "甲");
  EXPECT_EQ(found("tags has 规模"), "") << "an element as a whole";
  EXPECT_EQ(code_thrown([&] { (void)found(field("legal_name").contains("，")); }), "query.value");
}

TEST_F(QueryFind, tags_are_found_by_key_value_and_what_lies_above_it) {
  EXPECT_EQ(found(tag("行业")), "甲");
  EXPECT_EQ(found(tag("行业", "制造业")), "甲");
  EXPECT_EQ(found(tag("行业", "制造业/专用设备")), "甲");
  EXPECT_EQ(found(tag("行业", "制造")), "");
  EXPECT_EQ(found(tag("规模", "大型")), "");
}

TEST_F(QueryFind, run_time_fields_that_nobody_declared_compare_by_the_value_given) {
  EXPECT_EQ(found("custom[楼层] > 11.5"), "甲");
  EXPECT_EQ(found("custom[楼层] = \"12\""), "") << "a text is no number";
  EXPECT_EQ(found("custom[楼层] is set"), "甲");
  EXPECT_EQ(code_thrown([&] { (void)found(field("custom[楼层]") == yuan(1)); }), "query.value");
}

TEST_F(QueryFind, a_day_is_all_its_moments_here) {
  const Calendar here;
  for (const Timestamp at : {here.start_of(day(2024, 1, 2)), Timestamp{here.start_of(day(2024, 1, 3)).microseconds - 1}, here.start_of(day(2024, 1, 3))}) {
    Interaction met;
    met.customer_id = alpha_;
    met.occurred_at = at;
    li_.put(met);
  }
  const auto count_of = [&](std::string_view text) { return li_.count<Interaction>(li_.query<Interaction>(text).where); };
  EXPECT_EQ(count_of("occurred_at = 2024-01-02"), 2);
  EXPECT_EQ(count_of("occurred_at != 2024-01-02"), 1);
  EXPECT_EQ(count_of("occurred_at < 2024-01-02"), 0);
  EXPECT_EQ(count_of("occurred_at <= 2024-01-02"), 2);
  EXPECT_EQ(count_of("occurred_at > 2024-01-02"), 1);
  EXPECT_EQ(count_of("occurred_at >= 2024-01-03"), 1);
  EXPECT_EQ(count_of("occurred_at = 2024-01-01T16:00:00Z"), 1);
  EXPECT_EQ(li_.count<Interaction>(field("occurred_at") == as_of() - days(1), day(2024, 1, 4)), 1);
  EXPECT_EQ(li_.count<Interaction>(field("occurred_at") < as_of() + months(-1) + days(1), day(2024, 2, 2)), 2) << "2024-01-03";
  EXPECT_EQ(code_thrown([&] { (void)li_.count<Interaction>(field("occurred_at") < as_of() - years(3000)); }), "query.value");
}

TEST_F(QueryFind, records_are_found_by_what_belongs_to_them) {
  Need need;
  need.customer_id = alpha_;
  need.urgency = Grade::high;
  li_.put(need);
  need.urgency = Grade::low;
  li_.put(need);
  need.customer_id = beta_;
  li_.put(need);
  EXPECT_EQ(found("any(need)"), "甲乙");
  EXPECT_EQ(found("count(need) >= 2"), "甲");
  EXPECT_EQ(found("count(需求 where 紧急性 = 高) = 0"), "乙丙-");
  EXPECT_EQ(li_.count<Need>(of_customer(field("customer_type") == "strategic")), 2);
  EXPECT_EQ(li_.count<Need>(field("customer_id.legal_name") == "乙公司"), 1);
  EXPECT_EQ(found("owner_id.name = \"Wang Fang\""), "丙");
  Contact contact;
  contact.customer_id = alpha_;
  contact.affiliations = {{.customer = {gamma_, {}}}};
  li_.put(contact);
  EXPECT_EQ(found("any(contact)"), "甲丙") << "a person may serve several firms";
  EXPECT_EQ(li_.count<Contact>(of_customer(field("legal_name") == "丙公司")), 1);
  EXPECT_EQ(li_.count<Contact>(of_customer(field("legal_name") == "乙公司")), 0);
}

TEST_F(QueryFind, records_belong_through_other_records) {
  Opportunity chance;
  chance.customer_id = alpha_;
  chance = li_.put(chance);
  const Sample sample = li_.put(Sample{.opportunity_id = chance.id, .name = "轴承"});
  li_.put(Trial{.uses = {{sample.id}}, .result = "合格"});
  EXPECT_EQ(found(any<Sample>(field("name") == "轴承")), "甲");
  EXPECT_EQ(found(any<Trial>()), "甲");
  EXPECT_EQ(li_.count<Opportunity>(any<Sample>() && any<Trial>(field("result") == "合格")), 1);
  EXPECT_EQ(li_.count<Sample>(of_customer(field("legal_name") == "甲公司") && any<Trial>()), 1);
  EXPECT_EQ(li_.count<Trial>(of_customer(field("legal_name") == "甲公司")), 1);
  EXPECT_EQ(li_.count<Trial>(of_customer(field("legal_name") == "乙公司")), 0);
  EXPECT_EQ(li_.count<Trial>(field("uses.sample_id.opportunity_id.customer_id.legal_name") == "甲公司"), 1);
  EXPECT_EQ(store_.session(Principal::of(wang_)).count<Trial>(), 1);
}

TEST_F(QueryFind, elements_of_lists_are_asked_one_by_one) {
  DecisionChain chain;
  chain.customer_id = alpha_;
  chain.stakeholders = {{.roles = {BuyingRole::decider}, .influence = 9, .support = -1}, {.roles = {BuyingRole::user}, .influence = 3, .support = 2}};
  li_.put(chain);
  const auto count_of = [&](std::string_view text) { return li_.count<DecisionChain>(li_.query<DecisionChain>(text).where); };
  EXPECT_EQ(count_of("stakeholders.influence >= 8 and stakeholders.support = 2"), 1) << "each condition for some element";
  EXPECT_EQ(count_of("any(stakeholders where influence >= 8 and support = 2)"), 0) << "both for one element";
  EXPECT_EQ(count_of("any(stakeholders where influence >= 8 and roles has decider)"), 1);
  EXPECT_EQ(count_of("count(stakeholders where support < 5) = 2 and stakeholders is set and ties is unset"), 1);
  EXPECT_EQ(count_of("stakeholders.roles has 使用者"), 1);
}

TEST_F(QueryFind, order_has_what_is_unset_last) {
  const auto ordered = [&](std::vector<Order> order) { return names(li_.find<Customer>({.order = std::move(order)})); };
  EXPECT_EQ(ordered({ascending("legal_name")}), "丙乙甲-") << "by bytes of UTF-8";
  EXPECT_EQ(ordered({descending("legal_name")}), "甲乙丙-");
  EXPECT_EQ(ordered({ascending("customer_type")}), "甲乙丙-");
  EXPECT_EQ(ordered({descending("customer_type")}), "乙甲丙-");
  EXPECT_EQ(ordered({descending("registered_capital")}), "甲丙乙-") << "amounts within their currency";
  EXPECT_EQ(ordered({descending("annual_revenue.low")}), "乙甲丙-");
  EXPECT_EQ(ordered({ascending("owner_id.name"), descending("credit_limit")}), "甲乙-丙");
  EXPECT_EQ(code_thrown([&] { (void)ordered({ascending("tags")}); }), "query.order");
  EXPECT_EQ(code_thrown([&] { (void)ordered({ascending("annual_revenue")}); }), "query.order");
}

TEST_F(QueryFind, a_page_tells_where_the_next_one_starts) {
  Query query{.order = {descending("legal_name")}, .limit = 3};
  const Page<Customer> first = li_.page<Customer>(query);
  EXPECT_EQ(names(first.records), "甲乙丙");
  query.after = first.next;
  const Page<Customer> second = li_.page<Customer>(query);
  EXPECT_EQ(names(second.records), "-");
  EXPECT_EQ(second.next, "");
  query.limit = 1;
  EXPECT_EQ(names(li_.page<Customer>(query).records), "-") << "the size of pages may change";
  query.after.clear();
  query.limit = 4;
  EXPECT_EQ(li_.page<Customer>(query).next, "") << "a page that is just full is the last one";
}

TEST_F(QueryFind, the_start_of_a_page_belongs_to_its_query) {
  const Query query{.where = field("legal_name").is_set(), .order = {descending("legal_name")}, .limit = 1};
  const std::string next = li_.page<Customer>(query).next;
  const auto code = [&](Query changed, const std::string& after) {
    changed.after = after;
    return code_thrown<ArgumentError>([&] { (void)li_.page<Customer>(changed); });
  };
  EXPECT_EQ(code(query, next), "nothing thrown");
  EXPECT_EQ(code({.where = query.where, .order = {ascending("legal_name")}}, next), "query.cursor");
  EXPECT_EQ(code({.order = query.order}, next), "query.cursor");
  EXPECT_EQ(code({.where = query.where, .order = query.order, .as_of = day(2020, 1, 1)}, next), "query.cursor");
  for (const std::string& broken : {std::string("x"), next + ";", next + ";n", next.substr(1), next.substr(0, next.size() - 1), std::string(";;;;"), std::string("1;2;3")}) EXPECT_NE(code(query, broken), "store.sqlite") << broken;
  EXPECT_EQ(code(query, next + ";n"), "query.cursor");
  EXPECT_EQ(code(query, "x"), "query.cursor");
  Query need = query;
  need.after = next;
  EXPECT_EQ(code_thrown([&] { (void)li_.page<Opportunity>({.order = {descending("name")}, .after = next}); }), "query.cursor");
}

TEST_F(QueryFind, all_pages_are_as_of_the_day_of_the_first) {
  Query query{.where = field("meta.created_at") == as_of(), .limit = 2};
  query.after = li_.page<Customer>(query).next;
  clock_.advance_days(1);
  EXPECT_EQ(names(li_.page<Customer>(query).records), "丙-");
  EXPECT_EQ(li_.count<Customer>(query.where), 0);
}

TEST_F(QueryFind, what_is_hidden_is_as_unset_in_every_answer) {
  Customer card = li_.get(alpha_);
  card.meta.field_facts = {{.path = "id_number", .source = "passport office"}, {.path = "legal_name", .source = "licence"}};
  li_.put(card);
  const Session wang = store_.session(Principal::of(wang_));  // marketing: reads all, sees identity numbers and terms of her own customer alone
  const auto seen = [&](const Condition& where) { return names(wang.find<Customer>({.where = where})); };
  EXPECT_EQ(seen({}), "甲乙丙-");
  EXPECT_EQ(seen(field("id_number").is_set()), "丙");
  EXPECT_EQ(seen(field("id_number") != "x"), "丙");
  EXPECT_EQ(seen(field("id_number").contains("1101")), "丙");
  EXPECT_EQ(seen(field("credit_limit") > yuan(0)), "丙");
  EXPECT_EQ(seen(!(field("credit_limit") > yuan(0))), "甲乙-");
  EXPECT_EQ(seen(field("meta.field_facts.source") == "passport office"), "");
  EXPECT_EQ(seen(field("meta.field_facts.source") == "licence"), "甲");
  EXPECT_EQ(seen(count("meta.field_facts") == 1), "甲");
  EXPECT_EQ(names(wang.find<Customer>({.order = {descending("credit_limit")}})), "丙甲乙-");
  Query query{.order = {ascending("id_number")}, .limit = 2};
  query.after = wang.page<Customer>(query).next;
  EXPECT_TRUE(query.after.ends_with(";n")) << "no value of a field that is hidden: " << query.after;
  EXPECT_EQ(names(wang.page<Customer>(query).records), "乙-");
  const Groups groups = wang.summarize<Customer>({.by = "id_number", .of = "credit_limit"});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].key, "110105194912310011");
  EXPECT_EQ(groups[0].figures.at(0).sum, Value(yuan(20)));
  EXPECT_EQ(groups[1].key, "");
  EXPECT_EQ(groups[1].count, 3);
  EXPECT_TRUE(groups[1].figures.empty());
}

TEST_F(QueryFind, nobody_counts_what_they_may_not_read) {
  User zhao;
  zhao.name = "Zhao";
  zhao.job = Job::sales;
  const Id<User> id = li_.put(zhao).id;
  Need need;
  need.customer_id = alpha_;
  li_.put(need);
  Customer own;
  own.legal_name = "己公司";
  own.owner_id = {id, {}};
  own.parent_id = {alpha_, {}};
  li_.put(own);
  const Session session = store_.session("Zhao");
  EXPECT_EQ(names(session.find<Customer>()), "己");
  EXPECT_EQ(session.count<Need>(), 0);
  EXPECT_EQ(session.count<Customer>(field("parent_id").is_set()), 1);
  EXPECT_EQ(session.count<Customer>(field("parent_id.legal_name").is_set()), 0) << "a link to what may not be read leads nowhere";
  Contact shared;
  shared.customer_id = alpha_;
  shared.affiliations = {{.customer = {session.find<Customer>().front().id, {}}}};
  li_.put(shared);
  EXPECT_EQ(session.count<Contact>(), 1);
  EXPECT_EQ(session.count<Contact>(of_customer(field("legal_name") == "甲公司")), 0);
  EXPECT_EQ(session.count<Contact>(of_customer(field("legal_name") == "己公司")), 1);
}

TEST_F(QueryFind, groups_come_in_the_order_of_their_values) {
  const Groups groups = li_.summarize<Customer>({.by = "customer_type", .of = "registered_capital"});
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0], (Group{.key = "strategic", .label = {"战略客户", "Strategic customer"}, .count = 1, .figures = {{.count = 1, .sum = yuan(2'000'000), .least = yuan(2'000'000), .greatest = yuan(2'000'000), .mean = 2e8}}}));
  EXPECT_EQ(groups[1].key, "potential");
  EXPECT_EQ(groups[1].figures.at(0).sum, Value(dollars(2'000'000)));
  EXPECT_EQ(groups[2].key, "");
  EXPECT_EQ(groups[2].count, 2);
  const Groups whole = li_.summarize<Customer>({.of = "registered_capital"});
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_EQ(whole[0].count, 4);
  ASSERT_EQ(whole[0].figures.size(), 2U) << "one for each currency";
  EXPECT_EQ(whole[0].figures[0].sum, Value(Money{yuan(2'000'000).minor - 500, {}}));
  EXPECT_EQ(whole[0].figures[0].mean, (2e8 - 500) / 2);
  EXPECT_TRUE(li_.summarize<Need>({}).empty());
  const Groups owners = li_.summarize<Customer>({.by = "owner_id.name"});
  ASSERT_EQ(owners.size(), 2U);
  EXPECT_EQ(owners[0].key, "Li Wei");
  EXPECT_EQ(owners[0].count, 3);
  EXPECT_EQ(li_.summarize<Customer>({.by = "owner_id"}).size(), 2U);
  EXPECT_EQ(li_.summarize<Customer>({.by = "referrer_id"}).front().key, "张三");
}

TEST_F(QueryFind, sums_are_exact_or_refused) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto set = [&](std::int64_t a, std::int64_t b, std::int64_t c) {
    for (const auto& [id, value] : {std::pair(alpha_, a), std::pair(beta_, b), std::pair(gamma_, c)}) {
      Customer card = li_.get(id);
      card.registered_capital = Money{value, {}};
      li_.put(card);
    }
  };
  const auto sum = [&] { return li_.summarize<Customer>({.of = "registered_capital"}).front().figures.at(0).sum; };
  set(most, -most, 7);
  EXPECT_EQ(sum(), Value(Money{7, {}}));
  set(most, -1, 1);
  EXPECT_EQ(sum(), Value(Money{most, {}}));
  set(most, 1, 0);
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)sum(); }), "query.overflow");
  set(-most - 1, 0, 0);
  EXPECT_EQ(sum(), Value(Money{-most - 1, {}}));
  set(-most - 1, -1, 0);
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)sum(); }), "query.overflow");
  EXPECT_EQ(code_thrown([&] { (void)li_.summarize<Customer>({.by = "registered_capital"}); }), "query.group");
  EXPECT_EQ(code_thrown([&] { (void)li_.summarize<Customer>({.by = "tags"}); }), "query.group");
  EXPECT_EQ(code_thrown([&] { (void)li_.summarize<Customer>({.of = "legal_name"}); }), "query.measure");
}

TEST_F(QueryFind, numbers_with_decimals_add_up_alike_in_any_order) {
  for (const double quantity : {1e16, 1.0, -1e16, 0.1, 0.2, 1.0}) {
    Transaction sale;
    sale.customer_id = alpha_;
    sale.quantity = quantity;
    li_.put(sale);
  }
  const Figures figures = li_.summarize<Transaction>({.of = "quantity"}).front().figures.at(0);
  EXPECT_EQ(figures.count, 6);
  EXPECT_DOUBLE_EQ(std::get<double>(figures.sum), 2.3);
  EXPECT_EQ(figures.least, Value(-1e16));
  EXPECT_EQ(figures.greatest, Value(1e16));
}

TEST_F(QueryFind, conditions_that_do_not_fit_are_refused) {
  const auto code = [&](const Condition& where) { return code_thrown<ArgumentError>([&] { (void)li_.count<Customer>(where); }); };
  EXPECT_EQ(code(field("legal_nam") == "a"), "query.field");
  EXPECT_EQ(code(field("legal_name[") == "a"), "query.field");
  EXPECT_EQ(code(field("") == "a"), "query.field");
  EXPECT_EQ(code(field("meta.hidden") == "a"), "query.field");
  EXPECT_EQ(code(field("customer_type") == "no such word"), "query.value");
  EXPECT_EQ(code(field("employees") == yuan(1)), "query.value");
  EXPECT_EQ(code(field("employees") < std::numeric_limits<double>::infinity()), "query.value");
  EXPECT_EQ(code(field("employees.low") == std::numeric_limits<double>::quiet_NaN()), "query.value");
  EXPECT_EQ(code(field("registered_capital") > 200), "query.value") << "an amount needs its currency";
  EXPECT_EQ(code(field("owner_id") < "a"), "query.relation");
  EXPECT_EQ(code(field("employees").contains(3)), "query.relation");
  EXPECT_EQ(code(any("customer")), "query.kind");
  EXPECT_EQ(code(any("no such kind")), "query.kind");
  EXPECT_EQ(code(of_customer({})), "query.kind");
  Condition deep = field("parent_id.parent_id.parent_id.parent_id.fax") == "a";
  for (int i = 0; i < 9; ++i) deep = (deep && field("fax") == "a") || field("fax") == "b";
  EXPECT_EQ(code(deep), "query.depth") << "links on the path count too";
  EXPECT_EQ(code_thrown([&] { (void)any("contact", any("contact", any("contact", any("contact", any("contact"))))); }), "nothing thrown");
  EXPECT_EQ(code_thrown([&] { (void)any("contact", any("contact", any("contact", any("contact", any("contact", field("fax") == "a"))))); }), "query.depth");
  const Store other = Store::open(":memory:");
  EXPECT_EQ(code_thrown<NotFoundError>([&] { (void)other.session("Li").find<Sample>(); }), "store.kind");
}

TEST_F(QueryFind, long_lists_of_values_are_looked_up_at_once) {
  std::vector<Operand> ids;
  for (std::uint32_t i = 0; i < 5000; ++i) ids.emplace_back(Uuid{{1, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i)}});
  ids.emplace_back(alpha_);
  EXPECT_EQ(found(field("id").one_of(ids)), "甲");
  std::vector<Condition> each;
  for (int i = 0; i < 300; ++i) each.push_back(field("fax") == std::to_string(i) && field("id_number").is_set());
  each.push_back(field("legal_name") == "乙公司");
  EXPECT_EQ(found(any_of(each)), "乙");
}

TEST_F(QueryFind, a_transaction_finds_what_it_wrote) {
  li_.transaction([&](Session& inside) {
    Customer card;
    card.legal_name = "庚公司";
    inside.put(card);
    EXPECT_EQ(inside.count<Customer>(field("legal_name") == "庚公司"), 1);
    EXPECT_EQ(inside.find<Customer>({.order = {ascending("legal_name")}, .limit = 2}).size(), 2U);
  });
}

TEST_F(QueryFind, days_far_away_are_no_days) {
  const Date today = day(2024, 6, 30);
  EXPECT_EQ(day_of(as_of() - days(30), today), day(2024, 5, 31));
  EXPECT_EQ(day_of(as_of() - months(4), today), day(2024, 2, 29)) << "the last day where the day does not exist";
  EXPECT_EQ(day_of(as_of() + years(1) - weeks(1), today), day(2025, 6, 23));
  EXPECT_EQ(day_of(as_of() - years(2024), today), std::nullopt);
  EXPECT_EQ(day_of(as_of() - years(2023) - months(5) - days(29), today), day(1, 1, 1));
  EXPECT_EQ(day_of(as_of() - years(2023) - months(5) - days(30), today), std::nullopt);
  EXPECT_EQ(day_of(as_of() + days(std::numeric_limits<std::int32_t>::max()), today), std::nullopt);
  EXPECT_EQ(day_of(as_of() + months(std::numeric_limits<std::int32_t>::max()), today), std::nullopt);
}

}  // namespace
}  // namespace guanxi::store
