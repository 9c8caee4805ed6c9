#include <guanxi/assess/account.hpp>
#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/chain/difference.hpp>
#include <guanxi/chain/what_if.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/need/latent_need.hpp>
#include <guanxi/need/rule_book.hpp>

#include "assessed.hpp"

#include <algorithm>
#include <iostream>
#include <set>

namespace guanxi::cli {

namespace {

template <class T>
const T* find(const std::vector<T>& records, Id<T> id) {
  const auto found = std::ranges::find(records, id, &T::id);
  return found == records.end() ? nullptr : &*found;
}

template <class T>
std::string text_of(const std::optional<T>& value) {
  return value ? std::to_string(*value) : "";
}

std::string expected_support(const chain::ChainAnalysis& analysis, Id<Contact> person) {
  for (const chain::Outlook& outlook : analysis.support.outlooks)
    if (outlook.person.contact == person) return decimal(outlook.expected, 2);
  return "";
}

std::string meeting_gain(const chain::ChainAnalysis& analysis, Id<Contact> person) {
  for (const chain::Meeting& meeting : analysis.next_meetings)
    if (meeting.person.contact == person) return decimal(meeting.expected_gain, 1);
  return "";
}

void add_chain(Table& table, const Assessed& assessed, const chain::ChainAnalysis& analysis, const DecisionChain& chain, Language language) {
  for (const Stakeholder& person : chain.stakeholders) {
    const Contact* contact = find(assessed.dossier->of<Contact>(), person.contact);
    std::string roles;
    for (const BuyingRole role : person.roles) roles += (roles.empty() ? "" : "、") + label(role, language);
    table.rows.push_back({assessed.account.name, label(analysis.status, language), points(analysis.clarity.thousandths, 1), contact ? contact->display_name : "", contact ? contact->title : "", roles,
                          text_of(person.influence), text_of(person.support), person.coverage ? label(*person.coverage, language) : "", expected_support(analysis, person.contact), meeting_gain(analysis, person.contact)});
  }
}

/// What is different between two states of a chain, a change a line.
void add_difference(Table& table, const std::string& customer, const chain::ChainDifference& found, Language language) {
  for (const chain::ChainChange& change : found.changes)
    table.rows.push_back({customer, label(change.kind, language), change.person.name, change.other ? change.other->name : "", change.before.in(language), change.after.in(language)});
  const auto shift = [&](Label what, const chain::Shift& moved, int digits) {
    const std::string before = moved.before ? decimal(*moved.before, digits) : "", after = moved.after ? decimal(*moved.after, digits) : "";
    if (before != after) table.rows.push_back({customer, std::string(what.in(language)), "", "", before, after});
  };
  if (found.status_before != found.status_after) table.rows.push_back({customer, language == Language::zh ? "状态" : "Status", "", "", label(found.status_before, language), label(found.status_after, language)});
  shift({"清晰度", "Clarity"}, found.clarity, 1);
  shift({"净支持度", "Net support"}, found.net_support, 2);
  shift({"预期支持度", "Expected support"}, found.expected_support, 2);
}

Table difference_table() { return {.columns = {{"customer", {"客户", "Customer"}}, {"change", {"变化", "Change"}}, {"name", {"姓名", "Name"}}, {"other", {"对方", "Other"}}, {"before", {"原值", "Before"}}, {"after", {"现值", "After"}}}, .rows = {}}; }

/// Changes of the chains since an earlier day; for people a customer in whose chains nothing changed has a line that says so.
int print_changes(const Options& options) {
  return print_assessed(options, difference_table(), [&](Table& table, const Assessed& assessed) {
    const std::size_t before = table.rows.size();
    for (const DecisionChain& chain : assessed.dossier->of<DecisionChain>())
      add_difference(table, assessed.account.name, chain::compare(chain, *options.earlier, {.as_of = options.as_of, .contacts = assessed.dossier->of<Contact>()}), options.language);
    const bool has_chain = !assessed.dossier->of<DecisionChain>().empty();
    if (options.output == Output::text && table.rows.size() == before && has_chain) table.rows.push_back({assessed.account.name, options.language == Language::zh ? "无变化" : "Nothing changed", "", "", "", ""});
  });
}

/// Those on a chain whose name has a part, most of them one.
std::vector<const Contact*> people_called(const Dossier& dossier, const DecisionChain& chain, const std::string& name) {
  std::vector<const Contact*> people;
  for (const Stakeholder& person : chain.stakeholders) {
    const Contact* contact = find(dossier.of<Contact>(), person.contact);
    if (contact == nullptr || contact->display_name.find(name) == std::string::npos) continue;
    if (std::ranges::find(people, contact) == people.end()) people.push_back(contact);
  }
  return people;
}

/// What would follow if somebody were won over, or left.
int print_what_if(const Options& options) {
  const bool wins = !options.won_over.empty();
  const std::string& name = wins ? options.won_over : options.without;
  const io::BookImport import = load(options);
  Table table = difference_table();
  std::set<std::string> names;
  for (const Dossier* dossier : choose(import.book, options.customer))
    for (const DecisionChain& chain : dossier->of<DecisionChain>())
      for (const Contact* person : people_called(*dossier, chain, name)) {
        names.insert(person->display_name);
        const chain::Move move{.kind = wins ? chain::MoveKind::win_over : chain::MoveKind::remove, .contact = person->id, .support = 2};
        add_difference(table, name_of(*dossier), chain::what_if(chain, {&move, 1}, {.as_of = options.as_of, .contacts = dossier->of<Contact>()}).difference, options.language);
      }
  if (names.empty()) throw NotFoundError("cli.person", "nobody on a decision chain is called “" + name + "”; `guanxi chain` lists those who are");
  if (names.size() > 1) throw ArgumentError("cli.person", "“" + name + "” fits " + *names.begin() + ", " + *names.rbegin() + (names.size() > 2 ? " and others" : "") + "; write more of the name");
  std::cout << print(table, options.output, options.language);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

/// What the standard rules conclude of each customer.
int print_latent(const Options& options) {
  Table table{.columns = {{"customer", {"客户", "Customer"}}, {"confidence", {"可信度", "Confidence"}}, {"low", {"最低", "Low"}}, {"high", {"最高", "High"}}, {"need", {"潜在需求", "Latent need"}}, {"category", {"类别", "Category"}},
                          {"rule", {"规则", "Rule"}}, {"reasons", {"理由", "Reasons"}}}, .rows = {}};
  const io::BookImport import = load(options);
  for (const Dossier* dossier : choose(import.book, options.customer)) {
    for (const need::LatentNeed& latent : need::fire(need::standard_rule_book(), *dossier, {.as_of = options.as_of, .trends = import.book.shared.of<IndustryTrend>(), .offerings = import.book.shared.of<Offering>()})) {
      std::string why;
      for (const Message& reason : latent.reasons) why += (why.empty() ? "" : "; ") + reason.in(options.language);
      table.rows.push_back({name_of(*dossier), decimal(latent.confidence, 2), decimal(latent.low, 2), decimal(latent.high, 2), latent.statement.in(options.language), latent.category.in(options.language), latent.rule, why});
    }
  }
  std::cout << print(table, options.output, options.language);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

/// What each customer will need, by all sources that the whole book teaches.
int print_predicted(const Options& options) {
  Table table{.columns = {{"customer", {"客户", "Customer"}}, {"rank", {"序", "Rank"}}, {"probability", {"概率", "Probability"}}, {"need", {"需求", "Need"}}, {"category", {"类别", "Category"}}, {"calibrated", {"已校准", "Calibrated"}}, {"reasons", {"理由", "Reasons"}}}, .rows = {}};
  const io::BookImport import = load(options);
  const assess::NeedSources sources = assess::learn_need_sources(import.book, {.as_of = options.as_of});
  for (const Dossier* dossier : choose(import.book, options.customer))
    for (const assess::PredictedNeed& need : assess::predict_needs(*dossier, sources).needs) {
      std::string why;
      for (const assess::NeedEvidence& evidence : need.evidence)
        if (evidence.source != assess::NeedSource::popularity && evidence.value > 0) why += (why.empty() ? "" : "; ") + evidence.reason.in(options.language);
      if (why.empty()) why = need.evidence.front().reason.in(options.language);
      table.rows.push_back({name_of(*dossier), std::to_string(need.rank), decimal(need.probability, 3), need.name, need.category, std::string((need.calibrated ? Label{"是", "Yes"} : Label{"否", "No"}).in(options.language)), why});
    }
  std::cout << print(table, options.output, options.language);
  std::cerr << sources.replay().verdict.in(options.language) << '\n';
  return has_error(import.findings) ? exit_findings : exit_ok;
}

}  // namespace

int check_command(const Options& options) {
  const io::BookImport import = load(options);
  Findings findings = import.findings;
  for (const Dossier* dossier : choose(import.book, options.customer)) {
    const assess::AccountAssessment account = assess::account(*dossier, {.as_of = options.as_of, .users = import.book.shared.of<User>()});
    for (Finding finding : account.findings) {
      if (finding.place.file.empty()) finding.place.file = account.name;
      findings.push_back(std::move(finding));
    }
  }
  std::cout << print(findings_table(findings, options.language), options.output, options.language);
  std::cerr << count_line(findings, options.language) << '\n';
  return has_error(findings) ? exit_findings : exit_ok;
}

int chain_command(const Options& options) {
  if (options.earlier) return print_changes(options);
  if (!options.won_over.empty() || !options.without.empty()) return print_what_if(options);
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"status", {"状态", "Status"}}, {"clarity", {"清晰度", "Clarity"}}, {"name", {"姓名", "Name"}}, {"title", {"职位", "Title"}},
                               {"roles", {"角色", "Roles"}}, {"influence", {"影响力", "Influence"}}, {"support", {"支持", "Support"}}, {"coverage", {"接触", "Coverage"}}, {"expected_support", {"预期支持", "Expected"}}, {"meeting_gain", {"见面收益", "Meeting gain"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    const auto& chains = assessed.dossier->of<DecisionChain>();
    for (std::size_t i = 0; i < assessed.account.chains.size() && i < chains.size(); ++i) add_chain(table, assessed, assessed.account.chains[i], chains[i], options.language);
  });
}

int needs_command(const Options& options) {
  if (options.latent) return print_latent(options);
  if (options.predicted) return print_predicted(options);
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"rank", {"序", "Rank"}}, {"score", {"得分", "Score"}}, {"low", {"最低", "Low"}}, {"high", {"最高", "High"}}, {"due", {"期望日", "Due"}},
                               {"need", {"需求", "Need"}}, {"reasons", {"理由", "Reasons"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    for (const need::RankedNeed& need : assessed.account.ranking)
      table.rows.push_back({assessed.account.name, std::to_string(need.rank), points(need.score.thousandths, 1), points(need.score.low, 1), points(need.score.high, 1), need.due_on ? to_string(*need.due_on) : "",
                            need.statement, reasons(need.score, options.language)});
  });
}

int score_command(const Options& options) {
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"opportunity", {"商机", "Opportunity"}}, {"set", {"人工", "Set"}}, {"computed", {"计算", "Computed"}}, {"low", {"最低", "Low"}}, {"high", {"最高", "High"}},
                               {"high_value", {"高价值", "High value"}}, {"reasons", {"理由", "Reasons"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    for (const assess::OpportunityAssessment& deal : assessed.account.opportunities)
      table.rows.push_back({assessed.account.name, deal.name, deal.cooperation.set ? points(static_cast<std::int64_t>(*deal.cooperation.set * 1000), 1) : "",
                            deal.cooperation.computed ? points(deal.score.thousandths, 3) : "", points(deal.score.low, 3), points(deal.score.high, 3), label(deal.high_value.answer, options.language), reasons(deal.score, options.language)});
  });
}

int health_command(const Options& options) {
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"health", {"健康度", "Health"}}, {"low", {"最低", "Low"}}, {"high", {"最高", "High"}}, {"band", {"等级", "Band"}}, {"trend", {"趋势", "Trend"}}, {"change", {"较 90 天前", "Change in 90 days"}},
                               {"last_contact", {"上次接触", "Last contact"}}, {"reasons", {"理由", "Reasons"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    const assess::Health& health = assessed.account.health;
    const bool known = health.band != assess::HealthBand::unknown;
    table.rows.push_back({assessed.account.name, known ? points(health.account.thousandths, 1) : "", points(health.account.low, 1), points(health.account.high, 1), label(health.band, options.language), label(health.trend, options.language),
                          health.change ? decimal(*health.change, 1) : "", health.last_contact ? to_string(*health.last_contact) : "", reasons(health.account, options.language)});
  });
}

}  // namespace guanxi::cli
