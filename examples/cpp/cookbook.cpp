// cookbook N: does recipe N of docs/cookbook.md, from the folder that holds `examples`. Recipes 11-15 go on with the
// store of 10.
#include <guanxi/desk.hpp>
#include <guanxi/guanxi.hpp>
#include <guanxi/io.hpp>
#include <guanxi/report.hpp>
#include <guanxi/store.hpp>

#include <cmath>
#include <cstdlib>
#include <iostream>

using namespace guanxi;

namespace {

const Date today = *Date::from_ymd(2024, 6, 30);

void blank_form() {
  io::write_form(standard_catalogue(), "new.xlsx", {.language = Language::en});
  for (const Field& field : standard_catalogue().fields(kind_info<Customer>()))
    if (field.notes.level == Level::required) std::cout << field.label.en << ": " << field.notes.hint.en << '\n';
}

void filled_form() {
  const auto [dossier, read] = io::parse_form(standard_catalogue(), "examples/data/forms/13_numbered_needs.csv");
  for (const Finding& finding : read) std::cout << "row " << finding.place.row << ": " << finding.message.en << '\n';
  for (const Finding& finding : quality::check(standard_catalogue(), dossier, {.as_of = today}))
    std::cout << finding.kind << ": " << finding.message.en << '\n';
}

void completeness() {
  const Dossier dossier = io::parse_form(standard_catalogue(), "examples/data/forms/01_collection_form.csv").dossier;
  const quality::DossierCompleteness filled = quality::completeness(standard_catalogue(), dossier);
  std::cout << std::round(100 * filled.share.value().value_or(0)) << "% filled, " << filled.missing.size()
            << " fields are empty\n";
  for (std::size_t place = 0; place < 3; ++place) {
    const quality::MissingField& field = filled.missing[place];
    std::cout << field.label.en << ": " << field.hint.en << '\n';
  }
}

void identifier() {
  const quality::UsccCheck code = quality::check_uscc("91110000802100433A");
  std::cout << label_of(code.verdict).en << ": " << code.reason.en << '\n';
  std::cout << "registered in " << code.province.en << "; perhaps " << code.suggestions.front() << '\n';
}

void decision_chain() {
  const Dossier dossier = io::parse_form(standard_catalogue(), "examples/data/forms/12_decision_chain.csv").dossier;
  const chain::ChainAnalysis people = assess::account(dossier, {.as_of = today}).chains.front();
  std::cout << "clarity " << people.clarity.value() << " of 100\n";
  for (const Message& reason : people.status_reasons) std::cout << reason.en << '\n';
  for (const chain::CoverageGap& gap : people.gaps)
    std::cout << "get to know " << gap.person.name << ", influence " << gap.influence << '\n';
}

void needs() {
  const Dossier dossier = io::parse_form(standard_catalogue(), "examples/data/forms/13_numbered_needs.csv").dossier;
  for (const need::RankedNeed& ranked : need::rank(dossier.of<Need>(), {.as_of = today})) {
    std::cout << ranked.rank << ". " << ranked.statement << ": " << ranked.score.value();
    for (const Contribution& part : ranked.score.contributions) std::cout << ", " << part.reason.en;
    std::cout << '\n';
  }
}

void likelihood() {
  const Book book = io::load_book(standard_catalogue(), "examples/data/book").book;
  const Score score = assess::cooperation(*find_dossier(book, "天津恒锐"), {.as_of = today});
  std::cout << score.value() << " of 5\n";
  for (const Contribution& part : score.contributions)
    std::cout << static_cast<double>(part.thousandths) / 1000 << ": " << part.reason.en << '\n';
}

void next_steps() {
  const Book book = io::load_book(standard_catalogue(), "examples/data/book").book;
  const assess::AccountAssessment account = assess::account(*find_dossier(book, "天津恒锐"), {.as_of = today});
  if (const assess::OpportunityAssessment* best = account.best()) {
    std::cout << best->name << ", high value: " << label_of(best->high_value.answer).en << '\n';
    for (const assess::Condition& condition : best->high_value.conditions)
      std::cout << condition.label.en << ": " << condition.reason.en << '\n';
  }
  for (const assess::NextStep& step : account.next_steps)
    if (step.due) std::cout << to_string(*step.due) << (step.overdue ? " overdue: " : ": ") << step.label.en << '\n';
}

void report_in_both_languages() {
  const Dossier dossier = io::parse_form(standard_catalogue(), "examples/data/forms/01_collection_form.csv").dossier;
  const assess::AccountAssessment account = assess::account(dossier, {.as_of = today});
  io::write_file("report.zh.html", report::account(standard_catalogue(), dossier, account));
  const report::ReportOptions masking = {
      .format = report::Format::text, .language = Language::en, .personal = report::Personal::masked};
  const std::string masked = report::account(standard_catalogue(), dossier, account, masking);
  io::write_file("report.en.txt", masked);
  std::cout << masked.substr(masked.find("138"), 11) << '\n';
}

void import_folder() {
  store::Session session = store::Store::open("desk.gx").session("Li Wei");
  const desk::ImportReport report = desk::import_file(session, standard_catalogue(), "examples/data/book");
  std::cout << report.files.size() << " files, " << report.findings.size() << " findings\n";
  for (const desk::KindCount& kind : report.kinds)
    if (kind.created >= 100) std::cout << kind.kind << ": " << kind.created << " created\n";
  std::cout << session.count<Customer>() << " customers\n";
}

void find() {
  using namespace store;
  const Session session = Store::open("desk.gx").session("Li Wei");
  const Condition wanted = member<&Customer::customer_type>() == CustomerType::strategic &&
                           count<Need>(member<&Need::urgency>() == Grade::high) >= 1;
  for (const Customer& customer :
       session.find<Customer>({.where = wanted, .order = {ascending("legal_name")}, .limit = 3}))
    std::cout << customer.legal_name << '\n';
  const Query typed = session.query<Customer>("客户类型 = 战略客户 且 数量(需求 其中 紧急性 = 高) >= 1");
  std::cout << session.count<Customer>(typed.where) << " in all\n";
}

void groups() {
  const store::Session session = store::Store::open("desk.gx").session("Li Wei");
  const store::Condition open = store::member<&Opportunity::closed_on>().is_unset();
  for (const store::Group& group : session.summarize<Opportunity>({.where = open, .by = "stage", .of = "amount"}))
    std::cout << group.label.en << ": " << group.count << ", " << write_exact(group.figures.front().sum) << '\n';
}

void change() {
  store::Session session = store::Store::open("desk.gx").session("Li Wei");
  Customer customer = session.dossier("天津恒锐").customer();
  customer.customer_type.set = CustomerType::strategic;
  customer.payment_terms = "月结60天";
  session.put(customer, "contract of 2 July");
  const store::Change last = session.history(customer.id).back();
  std::cout << last.by_name << ", " << last.reason << '\n';
  for (const store::FieldChange& field : last.fields)
    std::cout << field.path << ": " << field.before << " -> " << field.after << '\n';
}

void hand_over() {
  store::Session session = store::Store::open("desk.gx").session("Li Wei");
  const Id<User> giver = desk::user_called(session, "周岚").id, taker = desk::user_called(session, "沈志远").id;
  for (const desk::KindCount& kind :
       desk::handover(session, standard_catalogue(), giver, taker, "leaves us in July").kinds)
    std::cout << kind.kind << ": " << kind.updated << '\n';
}

void export_and_backup() {
  const store::Store store = store::Store::open("desk.gx");
  const store::Session session = store.session("Li Wei");
  io::export_book("desk.xlsx", store.catalogue(), session.book(access::Action::export_data));
  io::export_dossier("hengrui.json", store.catalogue(), session.dossier("天津恒锐"));
  std::cout << io::load_book(store.catalogue(), "desk.xlsx").book.dossiers.size() << " customers in the workbook\n";
  store.backup("copy.gx");
  const store::Verification checked = store::Store::open("copy.gx").verify();
  std::cout << checked.changes << " changes, " << checked.findings.size() << " findings\n";
}

void what_if() {
  const Dossier dossier = io::parse_form(standard_catalogue(), "examples/data/forms/12_decision_chain.csv").dossier;
  const DecisionChain& chain = dossier.of<DecisionChain>().front();
  const chain::AnalyzeOptions options{.as_of = today, .contacts = dossier.of<Contact>()};
  chain::Move move{.kind = chain::MoveKind::win_over, .support = 2};
  for (const Contact& one : dossier.of<Contact>())
    if (one.display_name.starts_with("方")) move.contact = one.id;
  const chain::WhatIf answer = chain::what_if(chain, {&move, 1}, options);
  std::cout << label_of(answer.difference.status_before).en << '\n';
  std::cout << label_of(answer.difference.status_after).en << '\n';
  std::cout << "net support " << *answer.analysis.support.net << '\n';
  const report::InfluenceMap map = report::influence_map(chain, chain::analyze(chain, options), options, Language::en);
  io::write_file("map.svg", report::with_style(report::draw(map, 1080)));
}

void latent_needs() {
  const Book book = io::load_book(standard_catalogue(), "examples/data/book").book;
  const auto latent = need::fire(need::standard_rule_book(), *find_dossier(book, "天津恒锐"), {.as_of = today});
  for (const need::LatentNeed& one : latent) {
    std::printf("%.2f: %s\n", one.confidence, one.statement.en.c_str());
    std::printf("%s\n", one.reasons.front().en.c_str());
  }
}

void predicted_needs() {
  const Book book = io::load_book(standard_catalogue(), "examples/data/book").book;
  const assess::NeedSources sources = assess::learn_need_sources(book, {.as_of = today});
  std::printf("%s\n", sources.replay().verdict.en.c_str());
  for (const assess::PredictedNeed& need :
       assess::predict_needs(*find_dossier(book, "天津恒锐"), sources, {.n = 3}).needs)
    std::printf("%d. %s: %.3f\n", need.rank, need.name.c_str(), need.probability);
}

void account_health() {
  const Book book = io::load_book(standard_catalogue(), "examples/data/book").book;
  const assess::Health health = assess::health(*find_dossier(book, "天津恒锐"), {.as_of = today});
  std::cout << health.account.value() << ", " << label_of(health.band).en << ", " << label_of(health.trend).en << '\n';
  for (std::size_t i = 0; i < 3; ++i) {
    const Contribution& part = health.account.contributions[i];
    std::cout << static_cast<double>(part.thousandths) / 1000 << ": " << part.label.en << '\n';
  }
}

void win_model() {
  score::FeatureTable deals;
  deals.add_numbers("visits", {0, 1, 2, 3, 4, 5, 6, 7});
  deals.add_words("source", {"web", "web", "fair", "web", "fair", "web", "fair", "fair"});
  const score::WinModel model = score::fit_win_model(deals.view(), std::vector<double>{0, 0, 1, 0, 1, 0, 1, 1});
  std::cout << model.message.en << '\n';
  score::FeatureTable deal;
  deal.add_numbers("visits", {5}).add_words("source", {"fair"});
  const score::Prediction answer = score::explain(model, deal.view(), 0);
  std::printf("%.2f, from %.2f to %.2f\n", answer.probability, answer.low, answer.high);
  const std::string kept = score::to_json(model);
  std::printf("%s\n", score::model_from_json<score::WinModel>(kept) == model ? "True" : "False");
}

void choose() {
  const std::vector<double> compared = {1, 3, 5, 1 / 3.0, 1, 2, 1 / 5.0, 1 / 2.0, 1};
  const score::AhpResult weights = score::ahp({compared, 3});
  std::printf("consistency ratio %.3f\n", *weights.consistency_ratio);
  const std::vector<double> suppliers = {95, 12, 4.8, 80, 9, 4.2, 110, 15, 3.9};  // price, weeks, service
  using enum score::Direction;
  const score::Direction directions[] = {min, min, max};
  const score::TopsisResult choice =
      score::topsis({suppliers, 3}, {.weights = weights.weights, .directions = directions});
  for (std::size_t i = 0; i < 3; ++i) std::printf("%d: %.3f\n", choice.ranks[i], choice.scores[i]);
}

void together() {
  const std::vector<std::vector<std::string>> lists = {
      {"press", "oil"}, {"press", "oil", "filter"}, {"press", "oil"}, {"lathe"}, {"lathe", "oil"}};
  for (const need::AssociationRule& rule :
       need::association_rules(need::make_baskets(lists), {.min_support = .4, .min_confidence = .6}).rules)
    std::printf("%s -> %s: %.2f, lift %.2f\n", rule.antecedent.front().c_str(), rule.consequent.front().c_str(),
                rule.confidence, rule.lift);
}

void promotion() {
  score::FeatureTable features;
  features.add_numbers("visits", {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7});
  const std::vector<double> treated = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
  const std::vector<double> bought = {0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0};
  const score::TwoModelUplift answer =
      score::uplift_two_models(features.view(), bought, treated, {.penalty = score::Penalty::ridge});
  std::printf("%.2f for no visit, %.2f for seven\n", answer.uplift[0], answer.uplift[7]);
  const score::UpliftCurve curve = score::qini(answer.uplift, bought, treated);
  std::printf("area %.1f, by chance %.1f\n", curve.area, curve.random_area);
}

}  // namespace

int main(int, char** arguments) {
  void (*const recipes[])() = {blank_form,     filled_form,    completeness,
                               identifier,     decision_chain, needs,
                               likelihood,     next_steps,     report_in_both_languages,
                               import_folder,  find,           groups,
                               change,         hand_over,      export_and_backup,
                               what_if,        latent_needs,   predicted_needs,
                               account_health, win_model,      choose,
                               together,       promotion};
  recipes[std::atoi(arguments[1]) - 1]();
}
