// deal: who has to be met before this deal can be won.
#include <guanxi/chain.hpp>

#include <cstdio>
#include <string>
#include <vector>

int main() {
  using namespace guanxi;
  IdGenerator ids;
  const std::vector<Contact> contacts{{.id = ids.make<Contact>(), .full_name = "Li"}, {.id = ids.make<Contact>(), .full_name = "Wang"}};
  DecisionChain people;
  people.stakeholders = {{.contact = contacts[0].id, .roles = {BuyingRole::decider}, .influence = 9, .support = 0, .coverage = Coverage::none},
                         {.contact = contacts[1].id, .roles = {BuyingRole::user}, .influence = 6, .support = 2, .coverage = Coverage::in_depth}};
  const chain::ChainAnalysis analysis = chain::analyze(people, {.as_of = *Date::from_ymd(2024, 6, 30), .contacts = contacts});
  std::printf("status: %s\n", std::string(label_of(analysis.status).en).c_str());
  for (std::size_t i = 0; i < people.stakeholders.size(); ++i)
    if (people.stakeholders[i].coverage == Coverage::none) std::printf("to meet: %s\n", contacts[i].full_name.c_str());
  return 0;
}
