#include <guanxi/report/book.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "account_sections.hpp"
#include "words.hpp"

namespace guanxi::report {

namespace {

using namespace detail;

/// An account of the book that has a dossier.
struct Entry {
  std::size_t rank = 0;
  const Dossier* dossier = nullptr;
  const assess::AccountAssessment* assessment = nullptr;
  std::string anchor{};
};

const std::string& name_of(const Dossier& dossier) {
  const Customer& customer = dossier.customer();
  return customer.short_name.empty() ? customer.legal_name : customer.short_name;
}

/// Pairs assessments with dossiers by the customer's id and name, each dossier once.
std::vector<Entry> entries_of(const Book& book, const assess::BookAssessment& assessment) {
  using Key = std::pair<Id<Customer>, std::string_view>;
  std::multimap<Key, const Dossier*> waiting;
  for (const Dossier& dossier : book.dossiers) waiting.emplace(Key(dossier.customer().id, name_of(dossier)), &dossier);
  std::vector<Entry> entries;
  for (const assess::AccountAssessment& account : assessment.accounts) {
    const auto found = waiting.lower_bound(Key(account.customer, account.name));
    if (found == waiting.end() || found->first != Key(account.customer, account.name)) continue;
    const std::size_t rank = entries.size() + 1;
    entries.push_back({rank, found->second, &account, "a" + std::to_string(rank)});
    waiting.erase(found);
  }
  return entries;
}

/// What open opportunities add up to in each currency.
std::map<std::string, Money> open_amounts(const std::vector<Entry>& entries) {
  std::map<std::string, Money> sums;
  for (const Entry& entry : entries) {
    for (const assess::OpportunityAssessment& judged : entry.assessment->opportunities) {
      if (!judged.open) continue;
      const auto& records = entry.dossier->of<Opportunity>();
      const auto record = std::ranges::find_if(records, [&](const Opportunity& one) { return one.id == judged.opportunity && one.name == judged.name; });
      if (record == records.end() || !record->amount) continue;
      Money& sum = sums.try_emplace(std::string(record->amount->currency.code()), Money{0, record->amount->currency}).first->second;
      sum.minor += record->amount->minor;
    }
  }
  return sums;
}

Tiles book_tiles(const Context& context, const std::vector<Entry>& entries, const assess::BookAssessment& assessment) {
  const assess::BookCounts& counts = assessment.counts;
  const auto tile = [&](Label label, std::size_t number, Label note, std::size_t of, Tone tone) {
    return Tile{context.say(label), {plain(std::to_string(number))}, {{plain(context.say(note, std::to_string(of)))}}, tone};
  };
  Tiles tiles;
  tiles.tiles.push_back({context.say(words::accounts), {plain(std::to_string(counts.accounts))}, {{plain(context.say(words::open_opportunities, std::to_string(counts.open_opportunities)))}}, Tone::accent});
  for (const auto& [code, sum] : open_amounts(entries))
    tiles.tiles.push_back({context.say(words::open_amount, code), {plain(context.value(Value(sum)))}, {{plain(context.say(words::of_open_opportunities))}}, Tone::accent});
  tiles.tiles.push_back(tile(words::high_value, counts.high_value, words::of_opportunities, counts.open_opportunities, counts.high_value > 0 ? Tone::good : Tone::plain));
  std::string chains;
  for (std::size_t i = 0; i < 3; ++i) chains += (i > 0 ? " · " : "") + context.say(words::status[i]) + " " + std::to_string(counts.chains[i]);
  tiles.tiles.push_back({context.say(words::chains_supported), {plain(std::to_string(counts.chains[1] + counts.chains[2]))}, {{plain(chains)}}, {}});
  tiles.tiles.push_back(tile(words::urgent_important, counts.urgent_important, words::of_open_needs, counts.open_needs, counts.urgent_important > 0 ? Tone::poor : Tone::plain));
  std::size_t steps = 0;
  for (const Entry& entry : entries) steps += entry.assessment->next_steps.size();
  tiles.tiles.push_back(tile(words::overdue_steps, counts.overdue_steps, words::of_steps, steps, counts.overdue_steps > 0 ? Tone::poor : Tone::plain));
  std::string findings;
  for (const std::size_t i : {2U, 1U, 0U}) findings += (i < 2 ? " · " : "") + context.say(words::severity[i]) + " " + std::to_string(counts.findings[i]);
  tiles.tiles.push_back({context.say(words::findings), {plain(std::to_string(counts.findings[0] + counts.findings[1] + counts.findings[2]))}, {{plain(findings)}}, {}});
  return tiles;
}

Cell likelihood_cell(const assess::OpportunityAssessment* best) {
  const std::optional<double> shown = best != nullptr ? best->cooperation.shown() : std::nullopt;
  if (!shown) return {.line = {plain("–", Tone::muted)}, .order = 0};
  return {.line = {strong(points_text(std::llround(*shown * 1000), 1), likelihood_tone(*shown))}, .share = (*shown - 1) / 4, .order = *shown};
}

Cell step_cell(const Context& context, const assess::AccountAssessment& account) {
  if (account.next_steps.empty()) return {.line = {plain("–", Tone::muted)}, .order = 1e9};
  const assess::NextStep& step = account.next_steps.front();
  Cell cell{.line = {plain(context.say(step.label))}, .order = step.due ? static_cast<double>(step.due->days()) : 1e8};
  if (step.due) cell.notes.push_back({plain(to_string(*step.due) + " "), small(due_text(context, *step.due - account.as_of), step.overdue ? Tone::poor : Tone::muted)});
  return cell;
}

Cell findings_cell(const Context& context, const assess::AccountAssessment& account) {
  const auto count = [&](Severity severity) { return std::ranges::count(account.findings, severity, &Finding::severity); };
  const auto errors = count(Severity::error);
  Cell cell{.line = {plain(std::to_string(account.findings.size()))}, .order = static_cast<double>(account.findings.size())};
  if (errors > 0) cell.notes.push_back({small(context.say(words::errors_count, std::to_string(errors)), Tone::poor)});
  return cell;
}

std::vector<Cell> account_row(const Context& context, const Entry& entry) {
  const assess::AccountAssessment& account = *entry.assessment;
  const auto* best = account.best();
  const auto* chain = main_chain(account);
  const bool known = chain != nullptr && chain->state != chain::ChainState::empty;
  const std::optional<double> complete = account.completeness.share.value();
  std::string name = context.hide(account.name);
  if (name.empty()) name = context.title({&kind_info<Customer>(), &entry.dossier->customer(), entry.rank - 1});
  const std::string& industry = entry.dossier->customer().industry_label;
  return {{.line = {plain(std::to_string(entry.rank), Tone::muted)}, .order = static_cast<double>(entry.rank)},
          {.line = {link(name, "#" + entry.anchor)}, .notes = industry.empty() ? std::vector<Line>{} : std::vector<Line>{{plain(context.hide(industry))}}},
          {.line = {known ? status_badge(context, chain->status) : plain("–", Tone::muted)}, .order = known ? static_cast<double>(chain->status) : -1.0},
          likelihood_cell(best),
          {.line = {best != nullptr ? answer_badge(context, best->high_value_flag.shown()) : plain("–", Tone::muted)}},
          {.line = {plain(complete ? percent_text(*complete) : "–")}, .share = complete, .order = complete.value_or(-1)},
          step_cell(context, account),
          findings_cell(context, account)};
}

Table account_table(Context& context, const std::vector<Entry>& entries) {
  Table table{.columns = {{context.say(words::rank), Align::right}, {context.say(words::customer), {}}, {context.say(words::decision_chain), {}}, {context.say(words::cooperation), {}}, {context.say(words::high_value_short), {}},
                          {context.say(words::completeness), {}}, {context.say(words::next_step), {}}, {context.say(words::findings), Align::right}},
              .use = TableUse::ranked};
  for (const Entry& entry : entries) {
    context.enter(*entry.dossier);
    table.rows.push_back(account_row(context, entry));
  }
  return table;
}

Section account_section(Context& context, const Entry& entry) {
  context.enter(*entry.dossier);
  AccountReport report = account_report({context, *entry.dossier, *entry.assessment});
  Section section{.anchor = entry.anchor, .title = std::to_string(entry.rank) + ". " + report.title, .frame = Frame::page};
  section.aside = std::move(report.subtitle);
  section.aside.push_back(link(context.say(words::back_to_list), "#list"));
  if (!report.badges.empty()) section.blocks.push_back({Paragraph{std::move(report.badges), {}}});
  for (Block& block : report.blocks) section.blocks.push_back(std::move(block));
  section.sections = std::move(report.sections);
  return section;
}

}  // namespace

Document book_document(const Catalogue& catalogue, const Book& book, const assess::BookAssessment& assessment, const ReportOptions& options) {
  RecordIndex index;
  index.add(catalogue, book.shared);
  for (const Dossier& dossier : book.dossiers) index.add(catalogue, dossier.records(), kind_info<Customer>());
  index.finish();
  Context context(catalogue, options, &book.shared, index);
  const std::vector<Entry> entries = entries_of(book, assessment);

  Document document{.language = options.language, .title = context.say(words::book_title)};
  document.subtitle = {plain(context.say(words::as_of, to_string(assessment.as_of)))};
  document.alternates = options.alternates;
  document.blocks.push_back({book_tiles(context, entries, assessment)});
  Section list{.anchor = "list", .title = context.say(words::ranked_accounts), .frame = Frame::card};
  if (entries.empty()) list.blocks.push_back({Paragraph{{plain(context.say(words::no_accounts))}, Tone::muted}});
  else list.blocks.push_back({account_table(context, entries)});
  document.sections.push_back(std::move(list));
  for (Section& part : learned_parts(context, assessment)) document.sections.push_back(std::move(part));
  for (const Entry& entry : entries) document.sections.push_back(account_section(context, entry));
  document.footer = footer(context, assessment.as_of);
  return document;
}

std::string book(const Catalogue& catalogue, const Book& book, const assess::BookAssessment& assessment, const ReportOptions& options) {
  return render(book_document(catalogue, book, assessment, options), {.format = options.format, .columns = options.columns});
}

}  // namespace guanxi::report
