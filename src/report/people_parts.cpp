#include <guanxi/report/chain_picture.hpp>

#include <algorithm>

#include "account_parts.hpp"
#include "score_view.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

constexpr double wide_picture = 1080, narrow_picture = 340;

std::string support_text(std::optional<int> support) { return support ? (*support > 0 ? "+" : "") + std::to_string(*support) : "?"; }

/// The same as the picture, for formats without pictures.
std::vector<Block> in_words(const Context& context, const ChainPicture& picture) {
  Table people{.columns = {{context.say(words::person), {}}, {context.say(words::roles), {}}, {context.say(words::influence_column), Align::right},
                           {context.say(words::support_column), Align::right}, {context.say(words::coverage_column), {}}}};
  for (const PersonCard& person : picture.people) {
    std::string roles;
    for (const BuyingRole role : person.roles) roles += (roles.empty() ? "" : ", ") + context.say(label_of(role));
    people.rows.push_back({{.line = {strong(person.name)}, .notes = person.title.empty() ? std::vector<Line>{} : std::vector<Line>{{plain(person.title)}}},
                           {.line = {plain(roles)}},
                           {.line = {plain(person.influence ? std::to_string(*person.influence) : "?")}},
                           {.line = {plain(support_text(person.support))}},
                           {.line = {plain(context.say(label_of(person.coverage)))}}});
  }
  std::vector<Block> blocks{{std::move(people)}};
  List ties;
  for (const TieLine& tie : picture.ties)
    ties.items.push_back({.line = {plain(picture.people[tie.from].name + " → " + picture.people[tie.to].name + ": " + context.say(label_of(tie.kind)))}});
  if (!ties.items.empty()) blocks.push_back({std::move(ties)});
  return blocks;
}

Figure chain_figure(const AccountView& view, const DecisionChain& chain) {
  const Context& context = view.context;
  ChainPicture picture = chain_picture(chain, view.dossier.of<Contact>(), view.assessment.as_of, context.language());
  for (PersonCard& person : picture.people) person.name = context.hide(person.name);
  Figure figure{.title = picture.title, .wide = draw(picture, wide_picture), .in_words = in_words(context, picture)};
  if (picture.people.size() > 1) figure.narrow = draw(picture, narrow_picture);
  return figure;
}

std::string names(const Context& context, const std::vector<chain::Person>& people) {
  std::string text;
  for (const chain::Person& person : people) text += (text.empty() ? "" : context.zh() ? "、" : ", ") + context.hide(person.name);
  return text;
}

void add_names(List& list, const Context& context, Label label, const std::vector<chain::Person>& people, Tone tone) {
  if (!people.empty()) list.items.push_back({.line = {plain(context.say(label, names(context, people)))}, .tone = tone});
}

/// What endangers the deal or is not known.
List risks(const Context& context, const chain::ChainAnalysis& chain) {
  List list;
  for (const Message& reason : chain.status_reasons)  // the first is the verdict, the others speak of one person each
    list.items.push_back({.line = {plain(context.say(reason))}, .tone = list.items.empty() ? status_badge(context, chain.status).tone : Tone::plain});
  for (const chain::CoverageGap& gap : chain.gaps)
    list.items.push_back({.line = {plain(context.say(words::gap, context.hide(gap.person.name))), small(" " + context.say(words::influence_is, std::to_string(gap.influence)) + " · " + context.say(label_of(gap.coverage)))},
                          .tone = gap.key_player ? Tone::poor : Tone::fair});
  if (chain.single_thread) list.items.push_back({.line = {plain(context.say(words::single_thread))}, .tone = Tone::fair});
  add_names(list, context, words::single_points, chain.single_points, Tone::fair);
  for (const chain::Conflict& conflict : chain.conflicts)
    list.items.push_back({.line = {plain(context.say(words::conflict, context.hide(conflict.one.name) + " × " + context.hide(conflict.other.name)))}, .tone = Tone::poor});
  for (const auto& cycle : chain.reporting_cycles) add_names(list, context, words::cycle, cycle, Tone::fair);
  add_names(list, context, words::support_missing, chain.support_unknown, Tone::plain);
  add_names(list, context, words::coverage_missing, chain.coverage_unknown, Tone::plain);
  add_names(list, context, words::influence_missing, chain.influence_unknown, Tone::plain);
  return list;
}

Facts figures(const Context& context, const chain::ChainAnalysis& chain) {
  Facts facts;
  facts.facts.push_back({context.say(words::account_level), {plain(context.say(label_of(chain.level)))}, {}});
  facts.facts.push_back({context.say(words::coverage_share), {plain(chain.coverage ? percent_text(chain.coverage->value()) : "–")}, {}});
  facts.facts.push_back({context.say(words::net_support), {plain(chain.net_support ? points_text(static_cast<std::int64_t>(*chain.net_support * 1000 + (*chain.net_support < 0 ? -.5 : .5)), 2) : "–")}, {}});
  facts.facts.push_back({context.say(words::people_known), {plain(std::to_string(chain.people.size()))}, {}});
  return facts;
}

}  // namespace

Section chain_part(const AccountView& view, const chain::ChainAnalysis& analysis) {
  const Context& context = view.context;
  Section section{.title = context.say(words::decision_chain), .frame = Frame::card};
  const std::string about = analysis.opportunity.id ? context.title(analysis.opportunity.id.uuid) : context.hide(analysis.opportunity.text);
  if (!about.empty()) section.title += (context.zh() ? "：" : ": ") + about;
  if (analysis.state == chain::ChainState::empty) {
    section.blocks.push_back({Paragraph{{plain(context.say(label_of(analysis.state)) + (context.zh() ? "。" : ". ") + context.say(word_of(analysis.state).advice))}, Tone::muted}});
    return section;
  }
  section.aside = {badge(context.say(label_of(analysis.status)), status_badge(context, analysis.status).tone)};
  for (const DecisionChain& chain : view.dossier.of<DecisionChain>())
    if (chain.id == analysis.chain) {
      section.blocks.push_back({chain_figure(view, chain)});
      break;
    }
  section.blocks.push_back({figures(context, analysis)});
  std::vector<Block> left{{Paragraph{{strong(context.say(words::what_matters))}, {}}}, {risks(context, analysis)}};
  std::vector<Block> right{{Paragraph{{strong(context.say(words::clarity))}, {}}}, {score_bars(context, analysis.clarity, {0, 100, {"0", "25", "50", "75", "100"}, 1})}};
  section.blocks.push_back({Columns{{std::move(left), std::move(right)}}});
  section.blocks.push_back({Paragraph{{strong(context.say(words::advice)), plain(context.say(word_of(analysis.status).advice))}, status_badge(context, analysis.status).tone}});
  return section;
}

}  // namespace guanxi::report::detail
