#include <guanxi/assess/account.hpp>
#include <guanxi/chain/difference.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/need/latent_need.hpp>
#include <guanxi/need/rule_book.hpp>

#include "commands.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>

namespace guanxi::cli {

namespace {

/// Points with the decimals that people read.
std::string points(std::int64_t thousandths, int decimals) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, static_cast<double>(thousandths) / 1000.0);
  return buffer;
}

template <class T>
const T* find(const std::vector<T>& records, Id<T> id) {
  const auto found = std::ranges::find(records, id, &T::id);
  return found == records.end() ? nullptr : &*found;
}

template <class E>
std::string label(E value, Language language) {
  return std::string(label_of(value).in(language));
}

template <class T>
std::string text_of(const std::optional<T>& value) {
  return value ? std::to_string(*value) : "";
}

struct Assessed {
  const Dossier* dossier;
  assess::AccountAssessment account;
};

/// Assesses the chosen dossiers and prints the table that a function fills.
template <class Fill>
int print_assessed(const Options& options, Table table, Fill fill) {
  const io::BookImport import = load(options);
  for (const Dossier* dossier : choose(import.book, options.customer)) fill(table, Assessed{dossier, assess::account(*dossier, {.as_of = options.as_of, .users = import.book.shared.of<User>()})});
  std::cout << print(table, options.output, options.language);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

std::string decimal(double value, int digits) { return points(static_cast<std::int64_t>(std::llround(value * 1000)), digits); }

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

/// What changed in a customer's chains between two days, a change a line.
void add_changes(Table& table, const Assessed& assessed, Date earlier, Date later, Language language) {
  for (const DecisionChain& chain : assessed.dossier->of<DecisionChain>()) {
    const chain::ChainDifference found = chain::compare(chain, earlier, {.as_of = later, .contacts = assessed.dossier->of<Contact>()});
    for (const chain::ChainChange& change : found.changes)
      table.rows.push_back({assessed.account.name, label(change.kind, language), change.person.name, change.other ? change.other->name : "", change.before.in(language), change.after.in(language)});
    const auto shift = [&](const char* zh, const char* en, const chain::Shift& moved, int digits) {
      const std::string before = moved.before ? decimal(*moved.before, digits) : "", after = moved.after ? decimal(*moved.after, digits) : "";
      if (before != after) table.rows.push_back({assessed.account.name, language == Language::zh ? zh : en, "", "", before, after});
    };
    if (found.status_before != found.status_after) table.rows.push_back({assessed.account.name, language == Language::zh ? "状态" : "Status", "", "", label(found.status_before, language), label(found.status_after, language)});
    shift("清晰度", "Clarity", found.clarity, 1);
    shift("净支持度", "Net support", found.net_support, 2);
    shift("预期支持度", "Expected support", found.expected_support, 2);
  }
}

int print_changes(const Options& options) {
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"change", {"变化", "Change"}}, {"name", {"姓名", "Name"}}, {"other", {"对方", "Other"}}, {"before", {"原值", "Before"}}, {"after", {"现值", "After"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) { add_changes(table, assessed, *options.earlier, options.as_of, options.language); });
}

/// What the standard rules conclude of each customer.
int print_latent(const Options& options) {
  Table table{.columns = {{"customer", {"客户", "Customer"}}, {"confidence", {"可信度", "Confidence"}}, {"low", {"最低", "Low"}}, {"high", {"最高", "High"}}, {"need", {"潜在需求", "Latent need"}}, {"category", {"类别", "Category"}},
                          {"rule", {"规则", "Rule"}}, {"reasons", {"理由", "Reasons"}}}, .rows = {}};
  const io::BookImport import = load(options);
  for (const Dossier* dossier : choose(import.book, options.customer)) {
    const Customer& customer = dossier->customer();
    for (const need::LatentNeed& latent : need::fire(need::standard_rule_book(), *dossier, {.as_of = options.as_of, .trends = import.book.shared.of<IndustryTrend>(), .offerings = import.book.shared.of<Offering>()})) {
      std::string why;
      for (const Message& reason : latent.reasons) why += (why.empty() ? "" : "; ") + reason.in(options.language);
      table.rows.push_back({customer.short_name.empty() ? customer.legal_name : customer.short_name, decimal(latent.confidence, 2), decimal(latent.low, 2), decimal(latent.high, 2), latent.statement.in(options.language), latent.category.in(options.language), latent.rule, why});
    }
  }
  std::cout << print(table, options.output, options.language);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

std::string reasons(const Score& score, Language language) {
  std::string text;
  for (const Contribution& part : score.contributions)
    text += (text.empty() ? "" : "; ") + part.label.in(language) + " " + (part.thousandths < 0 ? "" : "+") + points(part.thousandths, 3);
  return text;
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
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"status", {"状态", "Status"}}, {"clarity", {"清晰度", "Clarity"}}, {"name", {"姓名", "Name"}}, {"title", {"职位", "Title"}},
                               {"roles", {"角色", "Roles"}}, {"influence", {"影响力", "Influence"}}, {"support", {"支持", "Support"}}, {"coverage", {"接触", "Coverage"}}, {"expected_support", {"预期支持", "Expected"}}, {"meeting_gain", {"见面收益", "Meeting gain"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    const auto& chains = assessed.dossier->of<DecisionChain>();
    for (std::size_t i = 0; i < assessed.account.chains.size() && i < chains.size(); ++i) add_chain(table, assessed, assessed.account.chains[i], chains[i], options.language);
  });
}

int needs_command(const Options& options) {
  if (options.latent) return print_latent(options);
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
