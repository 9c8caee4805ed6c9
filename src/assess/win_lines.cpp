#include <guanxi/need/matrix.hpp>
#include <guanxi/need/rank.hpp>
#include <guanxi/quality/completeness.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "budget.hpp"
#include "need_fit.hpp"
#include "rivals.hpp"
#include "win_row.hpp"

namespace guanxi::assess {

namespace {

WinValue number(std::optional<double> value) { return value ? WinValue(*value) : WinValue(); }

WinValue word(std::string text) { return text.empty() ? WinValue() : WinValue(std::move(text)); }

template <class E>
  requires std::is_enum_v<E>
WinValue word(const std::optional<E>& value) {
  return value ? WinValue(std::string(word_of(*value).word)) : WinValue();
}

WinValue days_between(const std::optional<Date>& from, Date to) {
  return from ? WinValue(double(to - *from)) : WinValue();
}

// -- the deal --

std::optional<Date> in_stage_since(const WinRow& row) {
  const StageChange* last = nullptr;
  for (const StageChange& change : row.deal.stage_history)
    if (change.at && change.to_stage == row.deal.stage && (last == nullptr || *change.at >= *last->at)) last = &change;
  return last != nullptr ? std::optional(row.context.options.calendar.date_of(*last->at)) : std::nullopt;
}

// Days in the stage against the median of deals that were won; at least three of them.
WinValue stage_pace(const WinRow& row) {
  const std::optional<Date> since = in_stage_since(row);
  if (!since || !row.deal.stage) return {};
  std::vector<int> days;
  for (const ClosedDeal& deal : row.past.deals)
    if (deal.won)
      for (const auto& [stage, length] : deal.days_in_stages)
        if (stage == *row.deal.stage) days.push_back(length);
  if (days.size() < 3) return {};
  std::sort(days.begin(), days.end());
  const double median = (days[(days.size() - 1) / 2] + days[days.size() / 2]) / 2.0;
  return (row.context.as_of - *since + 1) / (median + 1);
}

WinValue amount_size(const WinRow& row) {
  if (!row.deal.amount || row.deal.amount->minor <= 0) return {};
  return std::log10(static_cast<double>(row.deal.amount->minor) /
                    static_cast<double>(row.deal.amount->currency.minor_units()));
}

// -- contacts --

double contacts_within(const WinRow& row, int days) {
  double count = 0;
  for (const Interaction& one : row.context.dossier.of<Interaction>())
    if (one.occurred_at && row.context.as_of - row.context.options.calendar.date_of(*one.occurred_at) < days) ++count;
  return count;
}

WinValue overdue_steps(const WinRow& row) {
  if (!row.contacts.last) return {};
  double count = 0;
  for (const Interaction& one : row.context.dossier.of<Interaction>()) {
    if (!one.next_due || *one.next_due >= row.context.as_of || !one.occurred_at) continue;
    const Date told = row.context.options.calendar.date_of(*one.occurred_at);
    bool done = false;
    for (const Interaction& other : row.context.dossier.of<Interaction>())
      done = done || (other.occurred_at && row.context.options.calendar.date_of(*other.occurred_at) > told &&
                      row.context.options.calendar.date_of(*other.occurred_at) >= *one.next_due);
    count += !done;
  }
  return count;
}

WinValue people_met(const WinRow& row) {
  if (!row.contacts.last) return {};
  std::vector<std::string> people;
  for (const Interaction& one : row.context.dossier.of<Interaction>())
    for (const Ref<Contact>& who : one.contacts) people.push_back(who.id ? to_string(who.id) : who.text);
  std::sort(people.begin(), people.end());
  return static_cast<double>(std::unique(people.begin(), people.end()) - people.begin());
}

// -- people, needs, rivals, burdens --

template <class Take>
WinValue of_chain(const WinRow& row, Take take) {
  if (row.chain == nullptr || row.chain->state == chain::ChainState::empty) return {};
  return take(*row.chain);
}

WinValue best_need(const WinRow& row) {
  const auto ranking = need::rank(row.context.dossier.of<Need>(), {.as_of = row.context.as_of});
  return ranking.empty() ? WinValue() : WinValue(ranking.front().score.value() / 100);
}

WinValue urgent_needs(const WinRow& row) {
  if (row.context.dossier.of<Need>().empty()) return {};
  const auto matrix = need::priority_matrix(row.context.dossier.of<Need>(), {.as_of = row.context.as_of});
  return static_cast<double>(
      std::ranges::count(matrix.placed, need::Quadrant::urgent_important, &need::PlacedNeed::quadrant));
}

WinValue open_complaints(const WinRow& row) {
  if (row.context.dossier.of<Complaint>().empty()) return {};
  return static_cast<double>(complaint_burden(row.context).evidence.size());
}

WinValue late_payments(const WinRow& row) {
  if (row.context.dossier.of<Receivable>().empty()) return {};
  return payment_burden(row.context).points / row.context.options.health.burden.payments;
}

WinValue filled(const WinRow& row) {
  const Catalogue* given = row.context.options.catalogue;
  return number(
      quality::completeness(given != nullptr ? *given : standard_catalogue(), row.context.dossier).share.value());
}

WinValue points(HealthBand band, const Score& score) {
  return band == HealthBand::unknown ? WinValue() : WinValue(score.value() / 100);
}

// -- the customer and what came before --

// Division of an industry, province of a region; whoever writes a name instead of a code is taken at their word.
WinValue head_of_code(const std::string& code) {
  const bool digits = code.size() >= 2 &&
                      std::all_of(code.begin(), code.begin() + 2, [](char sign) { return sign >= '0' && sign <= 'Z'; });
  return word(digits ? code.substr(0, 2) : code);
}

WinValue industry(const WinRow& row) {
  const Customer& customer = row.context.dossier.customer();
  if (!customer.industry_code.empty()) return head_of_code(customer.industry_code);
  return word(customer.industry_label.substr(0, customer.industry_label.find('-')));
}

template <class Same>
WinValue closed_before(const WinRow& row, bool won, Same same) {
  double count = 0;
  for (const ClosedDeal& deal : row.past.deals) count += deal.won == won && same(deal);
  return count;
}

WinValue of_customer(const WinRow& row, bool won) {
  return closed_before(row, won,
                       [&row](const ClosedDeal& deal) { return deal.customer == row.context.dossier.customer().id; });
}

WinValue of_owner(const WinRow& row, bool won) {
  if (row.owner.empty()) return {};
  return closed_before(row, won, [&row](const ClosedDeal& deal) { return deal.owner == row.owner; });
}

constexpr WinFeature as_number(std::string_view name, Label label, double prior, std::string_view field) {
  return {name, label, false, prior, field};
}
constexpr WinFeature as_word(std::string_view name, Label label, std::string_view field) {
  return {name, label, true, 0, field};
}

using Row = const WinRow&;

// Each feature: name, label, what one unit is worth by experience (log-odds), the field that it needs, how it is taken.
constexpr WinLine lines[] = {
    {as_word("stage", {"商机阶段", "Stage"}, "opportunity.stage"), [](Row row) { return word(row.deal.stage); }},
    {as_number("stage_step", {"阶段序号", "Steps up the ladder"}, .45, "opportunity.stage"),
     [](Row row) {
       return row.deal.stage && *row.deal.stage < Stage::won ? WinValue(double(int(*row.deal.stage))) : WinValue();
     }},
    {as_number("age_days", {"商机天数", "Days since it was opened"}, -.002, "opportunity.opened_on"),
     [](Row row) { return days_between(row.deal.opened_on, row.context.as_of); }},
    {as_number("days_in_stage", {"当前阶段停留天数", "Days in the stage"}, -.004, "opportunity.stage_history"),
     [](Row row) { return days_between(in_stage_since(row), row.context.as_of); }},
    {as_number("stage_pace", {"停留天数与赢单中位数之比", "Days in the stage against won deals"}, -.25,
               "opportunity.stage_history"),
     stage_pace},
    {as_number("amount_size", {"金额（以 10 为底的对数）", "Amount, log 10"}, -.15, "opportunity.amount"), amount_size},
    {as_word("budget_status", {"预算状态", "Budget status"}, "opportunity.budget_status"),
     [](Row row) { return word(row.deal.budget_status); }},
    {as_number("budget_fit", {"预算匹配", "Budget"}, .8, "opportunity.budget"),
     [](Row row) { return number(budget_fit(row.context.dossier, row.deal, row.context.as_of).value); }},
    {as_number("intent", {"客户意向（0-4）", "Intent, 0–4"}, .5, "opportunity.intent"),
     [](Row row) { return row.deal.intent ? WinValue(double(int(*row.deal.intent))) : WinValue(); }},
    {as_number("days_to_close", {"距预计成交天数", "Days to the expected close"}, 0, "opportunity.expected_close"),
     [](Row row) {
       return row.deal.expected_close ? WinValue(double(*row.deal.expected_close - row.context.as_of)) : WinValue();
     }},
    {as_word("product", {"意向产品", "Product"}, "opportunity.product"),
     [](Row row) { return word(row.deal.product.id ? to_string(row.deal.product.id) : row.deal.product.text); }},
    {as_number("contacts_30", {"近 30 天接触次数", "Contacts in 30 days"}, .1, "interaction.occurred_at"),
     [](Row row) { return row.contacts.last ? WinValue(contacts_within(row, 30)) : WinValue(); }},
    {as_number("contacts_90", {"近 90 天接触次数", "Contacts in 90 days"}, .04, "interaction.occurred_at"),
     [](Row row) { return row.contacts.last ? WinValue(contacts_within(row, 90)) : WinValue(); }},
    {as_number("days_since_contact", {"距上次接触天数", "Days since the last contact"}, -.008,
               "interaction.occurred_at"),
     [](Row row) { return days_between(row.contacts.last, row.context.as_of); }},
    {as_number("inbound_share", {"客户主动的比例", "Share of contacts that they sought"}, .6, "interaction.direction"),
     [](Row row) {
       const double all = row.contacts.inbound + row.contacts.outbound;
       return all > 0 ? WinValue(row.contacts.inbound / all) : WinValue();
     }},
    {as_number("people_met", {"接触人数", "People met"}, .1, "interaction.contacts"), people_met},
    {as_number("overdue_steps", {"逾期的约定", "Promised steps overdue"}, -.2, "interaction.next_due"), overdue_steps},
    {as_number("clarity", {"决策链清晰度", "Decision clarity"}, 1, "decision_chain.stakeholders"),
     [](Row row) {
       return of_chain(row, [](const auto& chain) {
         return chain.clarity.state == ScoreState::unavailable ? WinValue() : WinValue(chain.clarity.value() / 100);
       });
     }},
    {as_number("coverage", {"决策链覆盖度", "Coverage of the chain"}, .4, "decision_chain.stakeholders[].coverage"),
     [](Row row) {
       return of_chain(
           row, [](const auto& chain) { return chain.coverage ? WinValue(chain.coverage->value()) : WinValue(); });
     }},
    {as_number("net_support", {"净支持度", "Net support"}, .8, "decision_chain.stakeholders[].support"),
     [](Row row) { return of_chain(row, [](const auto& chain) { return number(chain.support.net); }); }},
    {as_number("expected_support", {"预期净支持度", "Expected net support"}, .4,
               "decision_chain.stakeholders[].support"),
     [](Row row) { return of_chain(row, [](const auto& chain) { return number(chain.support.expected); }); }},
    {as_number("deal_status", {"决策链状态（红 0、黄 1、绿 2）", "Status of the chain, red 0 to green 2"}, .5,
               "decision_chain.stakeholders"),
     [](Row row) { return of_chain(row, [](const auto& chain) { return WinValue(double(int(chain.status))); }); }},
    {as_number("blocking_conflicts", {"会阻碍决定的冲突", "Conflicts that block"}, -.4, "decision_chain.ties"),
     [](Row row) {
       return of_chain(row, [](const auto& chain) {
         return WinValue(double(std::ranges::count(chain.conflicts, true, &chain::Conflict::blocks)));
       });
     }},
    {as_number("need_fit", {"需求强度与契合", "Need that we serve"}, .8, "need.relevance"),
     [](Row row) { return number(need_fit(row.context.dossier, row.context.options).strongest); }},
    {as_number("need_priority", {"最高需求优先级", "Highest priority of a need"}, .5, "need.importance"), best_need},
    {as_number("urgent_needs", {"重要且紧急的需求", "Urgent, important needs"}, .15, "need.urgency"), urgent_needs},
    {as_number("competition", {"竞争形势（0 最差、1 最好）", "Competition, 0 worst to 1"}, .8,
               "competitor_position.satisfaction"),
     [](Row row) { return number(rivals_of(row.context.dossier, row.context.as_of).value); }},
    {as_number("open_complaints", {"未解决的投诉", "Open complaints"}, -.3, "complaint.received_at"), open_complaints},
    {as_number("late_payments", {"逾期应收（0-1）", "Late payments, 0–1"}, -.4, "receivable.due_on"), late_payments},
    {as_number("relationship", {"关系健康度", "Relationship"}, .6, "interaction"),
     [](Row row) { return points(row.context.health.band, row.context.health.relationship); }},
    {as_number("health", {"客户健康度", "Account health"}, .4, "interaction"),
     [](Row row) { return points(row.context.health.band, row.context.health.account); }},
    {as_number("completeness", {"资料完整度", "Completeness"}, .3, "customer"), filled},
    {as_number("won_before", {"该客户此前赢单数", "Deals won with the customer before"}, .2, "opportunity.closed_on"),
     [](Row row) { return of_customer(row, true); }},
    {as_number("lost_before", {"该客户此前输单数", "Deals lost with the customer before"}, -.15,
               "opportunity.closed_on"),
     [](Row row) { return of_customer(row, false); }},
    {as_number("owner_won", {"负责人此前赢单数", "Deals that its owner had won"}, 0, "opportunity.owner_id"),
     [](Row row) { return of_owner(row, true); }},
    {as_number("owner_lost", {"负责人此前输单数", "Deals that its owner had lost"}, 0, "opportunity.owner_id"),
     [](Row row) { return of_owner(row, false); }},
    {as_word("owner", {"商机负责人", "Owner"}, "opportunity.owner_id"), [](Row row) { return word(row.owner); }},
    {as_word("team", {"团队", "Team"}, "customer.team_id"),
     [](Row row) {
       const auto& team = row.context.dossier.customer().team_id;
       return word(team.id ? to_string(team.id) : team.text);
     }},
    {as_word("customer_type", {"客户类型", "Customer type"}, "customer.customer_type"),
     [](Row row) { return word(row.context.dossier.customer().customer_type.shown()); }},
    {as_word("account_class", {"客户级别", "Account class"}, "customer.account_class"),
     [](Row row) { return word(row.context.dossier.customer().account_class.shown()); }},
    {as_word("industry", {"行业", "Industry"}, "customer.industry_code"), industry},
    {as_word("region", {"地区", "Region"}, "customer.region_code"),
     [](Row row) { return head_of_code(row.context.dossier.customer().region_code); }},
    {as_word("source", {"信息来源", "Source"}, "customer.source"),
     [](Row row) { return word(row.context.dossier.customer().source); }},
};

constexpr auto listed = [] {
  std::array<WinFeature, std::size(lines)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = lines[i].feature;
  return all;
}();

}  // namespace

std::span<const WinLine> win_lines() noexcept { return lines; }

std::span<const WinFeature> win_feature_list() noexcept { return listed; }

score::WinPrior standard_win_prior(const score::FeatureTable& features, double base_rate, double weight) {
  score::WinPrior prior{.base_rate = base_rate, .weight = weight};
  for (const WinFeature& feature : listed)
    if (feature.prior != 0 &&
        std::ranges::find(features.columns, feature.name, &score::FeatureColumn::name) != features.columns.end())
      prior.coefficients.push_back({std::string(feature.name), feature.prior});
  return prior;
}

std::string owner_key(const Ref<User>& owner) { return owner.id ? to_string(owner.id) : owner.text; }

}  // namespace guanxi::assess
