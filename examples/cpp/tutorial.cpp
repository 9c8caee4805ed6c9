// tutorial STORE: goes on where docs/tutorial.md left the store: what a talk brought, what it changes, and the report.
#include <guanxi/assess.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/report.hpp>
#include <guanxi/store.hpp>

#include <cstdio>

using namespace guanxi;

namespace {

const Date today = *Date::from_ymd(2024, 6, 30);

void print_likelihood(const char* when, const assess::AccountAssessment& account) {
  const Score& score = account.best()->score;
  std::printf("%s: %.2f of 5, %s\n", when, score.value(), std::string(label_of(account.chains.front().status).en).c_str());
  for (const Contribution& part : score.contributions)
    std::printf("  %+.2f %s\n", static_cast<double>(part.thousandths) / 1000, part.reason.en.c_str());
}

}  // namespace

int main(int, char** arguments) {
  const store::Store desk = store::Store::open(arguments[1]);
  store::Session session = desk.session("Li Wei");
  Dossier dossier = session.dossier("Harbor Gear Works Ltd");
  print_likelihood("before", assess::account(dossier, {.as_of = today}));

  DecisionChain people = dossier.of<DecisionChain>().front();
  for (Stakeholder& person : people.stakeholders)
    if (person.roles == std::vector{BuyingRole::decider}) {
      person.influence = 9;
      person.support = 1;
      person.coverage = Coverage::multiple;
    }
  session.put(people, "talks on 12 and 20 June");

  dossier = session.dossier(dossier.customer().id);
  Records ours;  // names of our people
  ours.of<User>() = session.find<User>();
  const assess::AccountAssessment account = assess::account(dossier, {.as_of = today, .users = ours.of<User>()});
  print_likelihood("after", account);
  assess::write_back(dossier, account);
  for (Opportunity& opportunity : dossier.of<Opportunity>()) opportunity = session.put(opportunity, "assessed as of 2024-06-30");

  using store::member;
  const auto likely = member<&Opportunity::cooperation_score>() >= 4 && member<&Opportunity::expected_close>() <= today + 60;
  for (const Opportunity& opportunity : session.find<Opportunity>({.where = likely}))
    std::printf("closes soon: %s, %s\n", opportunity.name.c_str(), to_string(*opportunity.expected_close).c_str());

  for (const store::Change& change : session.history(people.id))
    for (const store::FieldChange& field : change.fields)
      if (change.action == store::ChangeAction::edit) std::printf("%s: %s, %s\n", change.reason.c_str(), field.path.c_str(), change.by_name.c_str());

  io::write_file("harbor.html", report::account(desk.catalogue(), dossier, account, {.language = Language::en}, &ours));
}
