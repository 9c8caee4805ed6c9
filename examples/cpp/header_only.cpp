// Needs no library, only headers:   g++ -std=c++20 -Iinclude examples/cpp/header_only.cpp && ./a.out
// Two needs and a decision chain of two people; prints what comes first and why, and how the deal stands.
#include <guanxi/chain.hpp>
#include <guanxi/need.hpp>

#include <cstdio>
#include <vector>

int main() {
  using namespace guanxi;
  IdGenerator ids;
  const Date today = *Date::from_ymd(2023, 11, 1);

  // Two needs: one stated as urgent, one urgent in the middle because it is due in 60 days.
  const std::vector<Need> needs{
      {.id = ids.make<Need>(), .statement = "spare parts within 48 hours", .importance = Grade::medium, .due_on = today + 60},
      {.id = ids.make<Need>(), .statement = "replace the old press", .urgency = Grade::high, .importance = Grade::high}};
  const auto ranking = need::rank(needs, {.as_of = today});
  for (const need::RankedNeed& ranked : ranking) {
    std::printf("%d. %s: %.1f points\n", ranked.rank, ranked.statement.c_str(), ranked.score.value());
    for (const Contribution& reason : ranked.score.contributions)
      std::printf("   %+5.1f %s: %s\n", static_cast<double>(reason.thousandths) / 1000.0, reason.label.en.c_str(), reason.reason.en.c_str());
  }

  // A decider whom nobody has met, and a user who is all for us.
  const Id<Contact> li = ids.make<Contact>();
  const Id<Contact> zhang = ids.make<Contact>();
  DecisionChain people;
  people.stakeholders = {
      {.contact = li, .roles = {BuyingRole::decider}, .influence = 9, .support = 0, .coverage = Coverage::none},
      {.contact = zhang, .roles = {BuyingRole::user}, .influence = 6, .support = 2, .coverage = Coverage::in_depth}};
  const chain::ChainAnalysis analysis = chain::analyze(people, {.as_of = today});
  std::printf("%s; coverage %.1f, net support %.1f\n", std::string(label_of(analysis.status).en).c_str(),
              analysis.coverage->value(), *analysis.support.net);

  // By hand: both parts known of the first need are 1, of the second ½; coverage 6 / 15; support (6 · 2) / (2 · 15).
  const bool right = ranking[0].score.value() == 100 && ranking[1].score.value() == 50 &&
                     analysis.coverage->value() == 0.4 && *analysis.support.net == 0.4 &&
                     analysis.status == chain::DealStatus::red;
  return right ? 0 : 1;
}
