#include <guanxi/report/document.hpp>

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "account_parts.hpp"
#include "score_view.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

std::string chance(double probability) { return points_text(std::llround(probability * 100'000), 0) + "%"; }

Bars chance_bars(const Context& context, const score::Prediction& win) {
  Bars bars{.ticks = {"0", "25%", "50%", "75%", "100%"}};
  bars.bars.push_back({.label = {strong(context.say(words::win_chance))}, .value = chance(win.probability), .to = win.probability, .tone = Tone::accent});
  bars.bars.push_back({.label = {plain(context.say(words::interval))}, .value = chance(win.low) + "–" + chance(win.high), .from = win.low, .to = win.high, .open = true});
  return bars;
}

/// The strongest reasons; one of less than .02 says nothing to anybody.
List reasons(const Context& context, const Score& score) {
  constexpr std::size_t most = 5;
  List list;
  for (const Contribution& reason : score.contributions) {
    if (list.items.size() == most) break;
    if (std::abs(reason.thousandths) < 20) continue;
    list.items.push_back({.line = {plain(context.hide(context.say(reason.label)) + " "), badge((reason.thousandths < 0 ? "" : "+") + points_text(reason.thousandths, 2), reason.thousandths < 0 ? Tone::poor : Tone::good)},
                          .tone = reason.thousandths < 0 ? Tone::poor : Tone::good});
  }
  return list;
}

Item predicted_item(const Context& context, const assess::PredictedNeed& need) {
  Item item{.line = {strong(context.hide(need.name)), plain(" "), badge(chance(need.probability), need.by_popularity ? Tone::muted : Tone::accent)}};
  for (const assess::NeedEvidence& evidence : need.evidence) {
    if (evidence.value <= 0 || need.by_popularity) continue;
    const std::string why = context.hide(context.say(evidence.reason));
    item.notes.push_back({plain(context.say(label_of(evidence.source)) + (why.empty() ? "" : (context.zh() ? "：" : ": ") + why))});
  }
  return item;
}

// Effects of single people and products are told by identifiers, which say nothing to a reader: they stay in the model.
bool names_an_id(std::string_view text) {
  constexpr std::string_view shape = "xxxxxxxx-xxxx-";
  for (std::size_t at = 0; at + shape.size() <= text.size(); ++at) {
    std::size_t fits = 0;
    while (fits < shape.size() && (shape[fits] == '-') == (text[at + fits] == '-') && (shape[fits] == '-' || std::isxdigit(static_cast<unsigned char>(text[at + fits])) != 0)) ++fits;
    if (fits == shape.size()) return true;
  }
  return false;
}

Facts card_facts(const Context& context, const score::CardSection& section) {
  constexpr std::size_t most = 12;
  Facts facts;
  for (const score::CardFigure& figure : section.figures)
    if (facts.facts.size() < most && !names_an_id(figure.label.en)) facts.facts.push_back({context.hide(context.say(figure.label)), {plain(context.hide(context.say(figure.value)))}, {}});
  return facts;
}

}  // namespace

Section win_part(const AccountView& view) {
  const Context& context = view.context;
  Section section{.title = context.say(words::win_chance), .frame = Frame::half};
  const auto* best = view.assessment.best();
  section.aside = {plain(context.hide(best->name))};
  section.blocks.push_back({chance_bars(context, *best->win)});
  if (best->win->score.contributions.empty()) {
    section.blocks.push_back({Paragraph{{plain(context.say(words::no_reasons))}, Tone::muted}});
    return section;
  }
  List list = reasons(context, best->win->score);
  if (list.items.empty()) return section;
  section.blocks.push_back({Paragraph{{small(context.say(words::log_odds))}, {}}});
  section.blocks.push_back({std::move(list)});
  return section;
}

Section predicted_part(const AccountView& view) {
  const Context& context = view.context;
  const assess::PredictedNeeds& predicted = *view.assessment.predicted;
  Section section{.title = context.say(words::predicted_needs), .frame = Frame::half};
  section.aside = {small(context.say(words::within_days, std::to_string(predicted.horizon_days)))};
  List list{.numbered = true};
  for (const assess::PredictedNeed& need : predicted.needs) list.items.push_back(predicted_item(context, need));
  if (list.items.empty()) section.blocks.push_back({Paragraph{{plain(context.say(words::nothing_predicted))}, Tone::muted}});
  else section.blocks.push_back({std::move(list)});
  if (const std::string note = context.say(predicted.note); !note.empty()) section.blocks.push_back({Paragraph{{small(note)}, {}}});
  return section;
}

std::vector<Section> learned_parts(const Context& context, const assess::BookAssessment& assessment) {
  std::vector<Section> parts;
  if (assessment.win_card) {
    Section section{.title = context.say(assessment.win_card->title), .frame = Frame::card};
    const score::ModelCard& card = *assessment.win_card;
    section.aside = {badge(context.say(label_of(card.state)))};
    for (const score::CardSection* one : {&card.data, &card.validation, &card.effects, &card.limits}) {
      section.blocks.push_back({Paragraph{{strong(context.say(one->title))}, {}}});
      Facts facts = card_facts(context, *one);
      if (!facts.facts.empty()) section.blocks.push_back({std::move(facts)});
      for (const Message& note : one->notes) section.blocks.push_back({Paragraph{{plain(context.say(note))}, Tone::muted}});
    }
    parts.push_back(std::move(section));
  }
  if (assessment.need_replay) {
    Section section{.title = context.say(words::needs_foretold), .frame = Frame::card};
    section.blocks.push_back({Paragraph{{plain(context.say(assessment.need_replay->verdict))}, assessment.need_replay->better ? Tone::good : Tone::muted}});
    parts.push_back(std::move(section));
  }
  return parts;
}

}  // namespace guanxi::report::detail
