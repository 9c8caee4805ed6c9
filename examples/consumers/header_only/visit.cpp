// visit: whom to ask for and what to talk about, from headers in two sources.
#include "visit.hpp"

#include <guanxi/chain.hpp>

#include <cstdio>
#include <vector>

int main() {
  using namespace guanxi;
  IdGenerator ids;
  const std::vector<Contact> contacts{{.id = ids.make<Contact>(), .full_name = "Zhang"}, {.id = ids.make<Contact>(), .full_name = "Chen"}};
  DecisionChain people;
  people.stakeholders = {{.contact = contacts[0].id, .roles = {BuyingRole::user}, .influence = 4, .support = 1, .coverage = Coverage::in_depth},
                         {.contact = contacts[1].id, .roles = {BuyingRole::decider}, .influence = 9, .coverage = Coverage::none}};
  const chain::ChainAnalysis analysis = chain::analyze(people, {.as_of = *Date::from_ymd(2024, 6, 30), .contacts = contacts});
  std::printf("known: %.0f %% of the influence\ntopic: %s\n", 100 * analysis.coverage->value(), first_topic().c_str());
  return 0;
}
