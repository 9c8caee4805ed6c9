#include "desk.hpp"

#include "trial_cut.hpp"

#include <guanxi/assess/account.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/io/form.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/quality/check.hpp>
#include <guanxi/report/account.hpp>
#include <guanxi/store/store.hpp>

namespace edge {

namespace {

using namespace guanxi;

/// The standard kinds, our own, and the fields that our customers asked for.
Catalogue catalogue_with(const std::string& fields_file) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add(kind_info<TrialCut>());
  FieldSet fields;
  const Findings findings = io::record_from_json(catalogue, fields, io::read_file(fields_file), {.file = fields_file});
  if (!findings.empty()) throw ArgumentError("edge.fields", findings.front().message.en);
  fields.add_to(catalogue);
  return catalogue;
}

// -- our own rules, beside the standard ones --

constexpr bool has_failed(const TrialCut& cut) { return cut.verdict == Verdict::failed; }

template <class T>
std::vector<T> joined(std::span<const T> standard, const T& own) {
  std::vector<T> all(standard.begin(), standard.end());
  all.push_back(own);
  return all;
}

quality::Rules rules() {
  quality::Rules all = quality::standard_rules();
  static const auto orders = joined(all.date_orders, quality::in_order<&TrialCut::cut_on, &TrialCut::approved_on>());
  static const auto exclusions = joined(all.exclusions, quality::excluded_when<&TrialCut::approved_on, has_failed>({"试切不合格", "the trial cut failed"}));
  all.date_orders = orders;
  all.exclusions = exclusions;
  return all;
}

/// Some text inside an attribute.
std::string attribute(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&') safe += "&amp;";
    else if (c == '"') safe += "&quot;";
    else safe += c;
  }
  return safe;
}

/// The trial cuts as a section for the report, in front of all others.
report::Section trial_section(const Dossier& dossier) {
  report::Table table{.columns = {{"试切零件"}, {"机型"}, {"偏差 / 公差（µm）", report::Align::right}, {"结论"}}};
  for (const TrialCut& cut : dossier.of<TrialCut>())
    table.rows.push_back({{.line = {report::plain(cut.part)}},
                          {.line = {report::plain(cut.machine)}},
                          {.line = {report::plain(std::to_string(cut.deviation.value_or(0)) + " / " + std::to_string(cut.tolerance.value_or(0)))}},
                          {.line = {report::badge(cut.verdict ? std::string(label_of(*cut.verdict).zh) : "—", report::Tone::accent)}}});
  return {.anchor = "trials", .title = "试切", .frame = report::Frame::card, .blocks = {{table}}};
}

}  // namespace

std::string blank_form(const std::string& fields_file) { return io::blank_form_csv(catalogue_with(fields_file)); }

std::vector<std::string> take_form(const std::string& store, const std::string& user, const std::string& fields_file, const std::string& form) {
  const Catalogue catalogue = catalogue_with(fields_file);
  store::Session session = store::Store::open(store, {.catalogue = &catalogue}).session(user);
  std::vector<std::string> said;
  for (const Finding& finding : desk::import_file(session, catalogue, form).findings) said.push_back(finding.message.zh);
  for (const Dossier& dossier : session.book().dossiers)
    for (const Finding& finding : quality::check(catalogue, dossier, {.rules = rules()}))
      if (finding.severity != Severity::info) said.push_back(finding.message.zh);
  return said;
}

std::vector<std::string> correct_approval(const std::string& store, const std::string& user, const std::string& fields_file, const std::string& words, const std::string& day, const std::string& reason) {
  const Catalogue catalogue = catalogue_with(fields_file);
  store::Session session = store::Store::open(store, {.catalogue = &catalogue}).session(user);
  const std::vector<store::Hit> hits = session.search(words, {.kinds = {std::string(kind_info<TrialCut>().name)}}).hits;
  if (hits.size() != 1) throw NotFoundError("edge.trial_cut", "no single trial cut is found by " + words);
  TrialCut cut = session.get(Id<TrialCut>{hits.front().record});
  cut.approved_on = read_date(day);
  session.put(cut, reason);
  std::vector<std::string> lines;
  for (const store::Change& change : session.history(cut.id))
    for (const store::FieldChange& field : change.fields)
      if (!field.before.empty()) lines.push_back(field.path + ": " + field.before + " > " + field.after + ", " + change.by_name + ", " + change.reason);
  return lines;
}

std::vector<std::string> proven_parts(const std::string& store, const std::string& user, const std::string& fields_file) {
  using namespace guanxi::store;
  const Catalogue catalogue = catalogue_with(fields_file);
  const Session session = Store::open(store, {.catalogue = &catalogue}).session(user);
  const Condition wanted = member<&TrialCut::verdict>() == Verdict::passed && member<&TrialCut::approved_on>().is_set() && session.query<TrialCut>("customer_id.custom[power_supply] = v380").where;
  std::vector<std::string> parts;
  for (const TrialCut& cut : session.find<TrialCut>({.where = wanted})) parts.push_back(cut.part + " · " + cut.machine);
  return parts;
}

std::string customer_page(const std::string& store, const std::string& user, const std::string& fields_file, const std::string& customer) {
  const Catalogue catalogue = catalogue_with(fields_file);
  const store::Session session = store::Store::open(store, {.catalogue = &catalogue}).session(user);
  const Dossier dossier = session.dossier(customer);
  Records ours;  // names of our people
  ours.of<User>() = session.find<User>({.limit = 0});
  const assess::AccountAssessment assessment = assess::account(dossier, {.as_of = *Date::from_ymd(2024, 6, 30), .users = ours.of<User>(), .catalogue = &catalogue, .rules = rules()});
  report::Document document = report::account_document(catalogue, dossier, assessment, {}, &ours);
  document.sections.insert(document.sections.begin(), trial_section(dossier));
  const std::string page = report::render(document);
  return "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>EDGE</title></head>\n<body style=\"margin:0\">\n<h1 style=\"margin:12px 32px\">EDGE 机床 · 客户台</h1>\n<iframe title=\"report\" style=\"width:100%;height:90vh;border:0\" srcdoc=\"" +
         attribute(page) + "\"></iframe>\n</body></html>\n";
}

}  // namespace edge
