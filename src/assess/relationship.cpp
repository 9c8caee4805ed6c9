#include "relationship.hpp"

#include <guanxi/assess/options.hpp>
#include <guanxi/chain/network.hpp>
#include <guanxi/core/weighted_score.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace guanxi::assess {

namespace {

double value_of(const std::optional<Channel>& channel, const ContactValues& values) noexcept {
  switch (channel.value_or(Channel::other)) {
    case Channel::message:
      return values.message;
    case Channel::email:
      return values.email;
    case Channel::phone:
      return values.phone;
    case Channel::meeting:
      return values.meeting;
    case Channel::visit:
      return values.visit;
    case Channel::other:
      break;
  }
  return values.other;
}

double cadence_of(const Customer& customer, const CadenceDays& cadence) noexcept {
  const auto account_class = customer.account_class.shown();
  const auto type = customer.customer_type.shown();
  if (customer.is_key_account.shown().value_or(false) || account_class == AccountClass::key ||
      account_class == AccountClass::at_risk || type == CustomerType::strategic)
    return cadence.key;
  return type == CustomerType::existing || type == CustomerType::new_customer ? cadence.active : cadence.other;
}

// The median of the gaps between days with contact.
std::optional<double> rhythm_of(std::vector<Date> days, int least_gaps) {
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<int> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back(days[i] - days[i - 1]);
  if (gaps.empty() || gaps.size() < static_cast<std::size_t>(least_gaps)) return std::nullopt;
  std::sort(gaps.begin(), gaps.end());
  const std::size_t half = gaps.size() / 2;
  return gaps.size() % 2 == 1 ? gaps[half] : (gaps[half - 1] + gaps[half]) / 2.0;
}

struct Contacted {
  Date day;
  const Interaction* interaction;
};

std::vector<Contacted> contacts_until(const Context& context) {
  std::vector<Contacted> found;
  for (const Interaction& interaction : context.dossier.of<Interaction>()) {
    if (!interaction.occurred_at) continue;
    const Date day = context.options.calendar.date_of(*interaction.occurred_at);
    if (day <= context.as_of) found.push_back({day, &interaction});
  }
  std::sort(found.begin(), found.end(), [](const Contacted& a, const Contacted& b) {
    return std::tie(a.day, a.interaction->id) < std::tie(b.day, b.interaction->id);
  });
  return found;
}

std::string number(double value, int digits) { return thousandths_text(to_thousandths(value), digits); }

WeightedPart recency_part(const Contacts& contacts, Date as_of, double weight) {
  WeightedPart part{
      .part = "recency", .label = {"近期接触", "Recency"}, .weight = weight, .field = "interaction.occurred_at"};
  if (!contacts.last) return part;
  const int gap = as_of - *contacts.last;
  part.value = std::exp(-(std::max)(0.0, gap / contacts.expected_gap - 1));
  const std::string days = std::to_string(gap), expected = number(contacts.expected_gap, 0);
  part.reason = {
      "上次接触在 " + days + " 天前，应 " + expected + " 天一次" + (contacts.own_rhythm ? "（客户的节奏）" : ""),
      "last contact " + days + " days ago, expected every " + expected + " days" +
          (contacts.own_rhythm ? ", the customer's own rhythm" : "")};
  part.evidence = contacts.recent;
  return part;
}

WeightedPart frequency_part(const Contacts& contacts, double enough, double weight) {
  WeightedPart part{
      .part = "frequency", .label = {"接触频度", "Frequency"}, .weight = weight, .field = "interaction.occurred_at"};
  if (!contacts.last) return part;
  part.value = 1 - std::exp(-contacts.sum / enough);
  const std::string sum = number(contacts.sum, 1);
  part.reason = {"近期接触量 " + sum, "contacts lately count " + sum};
  part.evidence = contacts.recent;
  return part;
}

WeightedPart both_ways_part(const Contacts& contacts, double weight) {
  WeightedPart part{
      .part = "both_ways", .label = {"双向往来", "Both ways"}, .weight = weight, .field = "interaction.direction"};
  const double most = (std::max)(contacts.inbound, contacts.outbound);
  if (most == 0) return part;
  part.value = (std::min)(contacts.inbound, contacts.outbound) / most;
  const std::string in = number(contacts.inbound, 1), out = number(contacts.outbound, 1);
  part.reason = {"对方主动 " + in + "，我方主动 " + out, "they came to us with " + in + ", we to them with " + out};
  return part;
}

WeightedPart depth_part(const chain::ChainAnalysis* chain, double weight) {
  WeightedPart part{.part = "depth",
                    .label = {"决策链接触深度", "Depth"},
                    .weight = weight,
                    .field = "decision_chain.stakeholders[].coverage"};
  if (chain == nullptr || !chain->coverage) return part;
  part.value = chain->coverage->value();
  const std::string share = number(100 * *part.value, 0) + "%";
  part.reason = {"决策链覆盖度 " + share, "the decision chain is covered to " + share};
  part.evidence.push_back(chain->chain.uuid);
  return part;
}

bool has_met(const Stakeholder& person, const std::vector<Contacted>& contacts) {
  if (chain::thirds(person.coverage.value_or(Coverage::unknown)) > 0) return true;
  for (const Contacted& contact : contacts)
    for (const Ref<Contact>& met : contact.interaction->contacts)
      if (met.id == person.contact) return true;
  return false;
}

WeightedPart seniority_part(const Context& context, const std::vector<Contacted>& contacts, double weight) {
  WeightedPart part{.part = "seniority",
                    .label = {"接触层级", "Seniority"},
                    .weight = weight,
                    .field = "decision_chain.stakeholders[].influence"};
  std::optional<int> highest;
  for (const DecisionChain& chain : context.dossier.of<DecisionChain>())
    for (const Stakeholder& person : chain.stakeholders) {
      if (!person.influence || !person.contact ||
          !chain::holds_on(context.as_of, person.valid_from, person.valid_until))
        continue;
      highest = (std::max)(highest.value_or(0), has_met(person, contacts) ? std::clamp(*person.influence, 0, 10) : 0);
    }
  if (!highest) return part;
  part.value = *highest / 10.0;
  const std::string text = std::to_string(*highest);
  part.reason = {"接触过的人中影响力最高 " + text + "/10",
                 "the most influential person we have met has " + text + " of 10"};
  return part;
}

const chain::ChainAnalysis* widest_chain(const Context& context) noexcept {
  const chain::ChainAnalysis* widest = nullptr;
  for (const chain::ChainAnalysis& chain : context.chains)
    if (chain.coverage && (widest == nullptr || chain.people.size() > widest->people.size())) widest = &chain;
  return widest;
}

}  // namespace

Contacts contacts_of(const Context& context) {
  const HealthOptions& options = context.options.health;
  const std::vector<Contacted> found = contacts_until(context);
  Contacts contacts{.expected_gap = cadence_of(context.dossier.customer(), options.cadence)};
  if (found.empty()) return contacts;
  contacts.last = found.back().day;
  std::vector<Date> days;
  for (const Contacted& contact : found) {
    days.push_back(contact.day);
    const double value = value_of(contact.interaction->channel, options.contacts) *
                         std::exp2(-(context.as_of - contact.day) / options.half_life);
    contacts.sum += value;
    if (contact.interaction->direction == Direction::inbound) contacts.inbound += value;
    if (contact.interaction->direction == Direction::outbound) contacts.outbound += value;
  }
  if (const std::optional<double> rhythm = rhythm_of(std::move(days), options.rhythm_gaps)) {
    contacts.expected_gap = *rhythm;
    contacts.own_rhythm = true;
  }
  for (auto at = found.rbegin(); at != found.rend() && contacts.recent.size() < 5; ++at)
    contacts.recent.push_back(at->interaction->id.uuid);
  return contacts;
}

Score relationship_of(const Context& context, const Contacts& contacts) {
  const HealthOptions& options = context.options.health;
  const HealthWeights& weights = options.weights;
  WeightedPart parts[] = {recency_part(contacts, context.as_of, weights.recency),
                          frequency_part(contacts, options.enough_contact, weights.frequency),
                          both_ways_part(contacts, weights.both_ways), depth_part(widest_chain(context), weights.depth),
                          seniority_part(context, contacts_until(context), weights.seniority)};
  if (!contacts.last)  // people whom we know are no relation yet
    for (WeightedPart& part : parts) part.value.reset();
  return weighted_score(parts, {.model = "assess.relationship/1", .as_of = context.as_of});
}

}  // namespace guanxi::assess
