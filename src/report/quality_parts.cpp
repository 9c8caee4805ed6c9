#include <algorithm>
#include <array>
#include <cmath>

#include "account_parts.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

constexpr std::size_t most_missing = 8;

Tone share_tone(double share) { return share >= .75 ? Tone::good : share >= .4 ? Tone::fair : Tone::poor; }

/// The record of a missing field: its title, or that there is none yet.
std::string record_name(const AccountView& view, const quality::MissingField& missing) {
  const Context& context = view.context;
  if (missing.kind->scope == Scope::own) return {};
  if (!missing.position || *missing.position >= view.dossier.records().size(*missing.kind)) return context.say(words::no_record_yet, context.say(missing.kind->label));
  return context.title({missing.kind, view.dossier.records().at(*missing.kind, *missing.position), *missing.position});
}

Item missing_item(const AccountView& view, const quality::MissingField& missing) {
  const Context& context = view.context;
  Item item{.line = {plain(context.say(missing.label))}, .tone = missing.level == Level::required ? Tone::poor : Tone::fair};
  if (const std::string name = record_name(view, missing); !name.empty()) item.line.push_back(small(" " + name));
  item.line.push_back(plain(" "));
  item.line.push_back(badge("+" + points_text(std::llround(missing.gain * 100000), 1) + "%"));
  if (const std::string hint = context.say(missing.hint); !hint.empty()) item.notes.push_back({plain(hint)});
  return item;
}

/// Where a finding points to: record and field in the words of forms.
std::string place_of(const AccountView& view, const Finding& finding) {
  const Context& context = view.context;
  std::string text;
  if (const RecordIndex::Entry* entry = context.find(finding.record); entry != nullptr && entry->kind->scope != Scope::own) text = context.title(*entry);
  else if (const KindInfo* kind = context.catalogue().kind(finding.kind); kind != nullptr && kind->scope != Scope::own) text = context.say(kind->label);
  if (!finding.field.empty()) text += (text.empty() ? "" : " · ") + field_name(context, finding.kind, finding.field);
  return text;
}

Item finding_item(const AccountView& view, const Finding& finding, Tone tone) {
  const Context& context = view.context;
  Item item{.line = {plain(context.say(finding.message))}, .tone = tone};
  if (const std::string place = place_of(view, finding); !place.empty()) item.line.push_back(small(" " + place));
  if (const std::string remedy = context.say(finding.remedy); !remedy.empty()) item.notes.push_back({plain("→ " + remedy)});
  return item;
}

}  // namespace

Section completeness_part(const AccountView& view) {
  const Context& context = view.context;
  const quality::DossierCompleteness& completeness = view.assessment.completeness;
  Section section{.title = context.say(words::completeness), .frame = Frame::card};
  if (const auto share = completeness.share.value()) section.aside = {badge(percent_text(*share), share_tone(*share))};
  Bars bars;
  for (const quality::CategoryShare& category : completeness.categories)
    if (const auto share = category.share.value())
      bars.bars.push_back({.label = {plain(context.say(category.category->label))}, .value = percent_text(*share), .to = *share, .tone = share_tone(*share)});
  List list;
  for (const quality::MissingField& missing : completeness.missing)
    if (missing.gain > 0 && list.items.size() < most_missing) list.items.push_back(missing_item(view, missing));
  if (list.items.empty()) {
    section.blocks.push_back({std::move(bars)});
    return section;
  }
  std::vector<Block> first{{Paragraph{{strong(context.say(words::fill_first))}, {}}}, {std::move(list)}};
  if (completeness.missing.size() > most_missing)
    first.push_back({Paragraph{{small(context.say(words::more_fields, std::to_string(completeness.missing.size() - most_missing)))}, {}}});
  section.blocks.push_back({Columns{{{{std::move(bars)}}, std::move(first)}}});
  return section;
}

Section findings_part(const AccountView& view) {
  const Context& context = view.context;
  Section section{.title = context.say(words::findings), .frame = Frame::card};
  constexpr std::array<std::pair<Severity, Tone>, 3> order{{{Severity::error, Tone::poor}, {Severity::warning, Tone::fair}, {Severity::info, Tone::accent}}};
  for (const auto& [severity, tone] : order) {
    List list;
    for (const Finding& finding : view.assessment.findings)
      if (finding.severity == severity) list.items.push_back(finding_item(view, finding, tone));
    if (list.items.empty()) continue;
    section.aside.push_back(badge(context.say(words::severity[static_cast<int>(severity)]) + " " + std::to_string(list.items.size()), tone));
    Section part{.title = context.say(words::severity[static_cast<int>(severity)])};
    part.blocks.push_back({std::move(list)});
    section.sections.push_back(std::move(part));
  }
  if (section.sections.empty()) section.blocks.push_back({Paragraph{{plain(context.say(words::no_findings))}, Tone::good}});
  return section;
}

}  // namespace guanxi::report::detail
