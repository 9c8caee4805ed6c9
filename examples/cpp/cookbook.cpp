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

}  // namespace

int main(int, char** arguments) {
  void (*const recipes[])() = {blank_form,    filled_form,    completeness,
                               identifier,    decision_chain, needs,
                               likelihood,    next_steps,     report_in_both_languages,
                               import_folder, find,           groups,
                               change,        hand_over,      export_and_backup};
  recipes[std::atoi(arguments[1]) - 1]();
}
