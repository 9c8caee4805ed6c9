#pragma once
/// @file
/// A dossier on which the cooperation example of METHODS 5 comes out: intent strong, budget fits, clarity 78.788, need
/// 1 × .8, relation and competition unknown.

#include "support/chain_example.hpp"

#include <guanxi/model/dossier.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/opportunity.hpp>

namespace guanxi::test {

/// Yuan as money.
inline Money yuan(std::int64_t amount) { return {amount * 100, Currency("CNY")}; }

/// The dossier of the cooperation example; its one opportunity has the number 1.
inline Dossier dossier_example() {
  Dossier dossier;
  dossier.customer().id = id_of<Customer>(500);
  dossier.customer().legal_name = "苏州精工机械有限公司";
  dossier.customer().short_name = "苏州精工";
  dossier.customer().owner_id.text = "刘洋";
  for (Contact& contact : contacts_example()) dossier.of<Contact>().push_back(std::move(contact));
  dossier.of<DecisionChain>().push_back(chain_example());

  Need need{.id = id_of<Need>(1), .statement = "设备升级", .urgency = Grade::high, .importance = Grade::high};
  need.relevance = Ratio::checked(.8);
  dossier.of<Need>().push_back(std::move(need));

  Opportunity opportunity;
  opportunity.id = id_of<Opportunity>(1);
  opportunity.name = "生产线升级";
  opportunity.stage = Stage::needs_explored;
  opportunity.amount = yuan(2'500'000);
  opportunity.budget = MoneyRange{yuan(2'000'000), yuan(3'000'000)};
  opportunity.intent = Intent::strong;
  dossier.of<Opportunity>().push_back(std::move(opportunity));
  return dossier;
}

/// A contact some days before the day of the examples, at noon.
inline Interaction contact_before(int number, int days, Channel channel, std::optional<Direction> direction = {}) {
  Interaction interaction;
  interaction.id = id_of<Interaction>(number);
  interaction.occurred_at = Calendar{}.start_of(example_day - days);
  interaction.channel = channel;
  interaction.direction = direction;
  return interaction;
}

/// Adds a meeting on the day of the examples.
inline void meet_today(Dossier& dossier) {
  dossier.of<Interaction>().push_back(contact_before(77, 0, Channel::meeting));
}

/// The one opportunity of the example.
inline Opportunity& opportunity_of(Dossier& dossier) { return dossier.of<Opportunity>().front(); }

}  // namespace guanxi::test
