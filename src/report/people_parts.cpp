#include <guanxi/report/chain_picture.hpp>
#include <guanxi/report/influence_map.hpp>

#include <algorithm>
#include <cmath>

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

/// The map beside the chart; other formats have its words in the lists below.
Figure map_figure(const AccountView& view, const DecisionChain& chain, const chain::ChainAnalysis& analysis) {
  const Context& context = view.context;
  InfluenceMap map = influence_map(chain, analysis, {.contacts = view.dossier.of<Contact>()}, context.language());
  for (MapPerson& person : map.people) person.name = context.hide(person.name);
  return {.title = map.title, .wide = draw(map, wide_picture), .narrow = draw(map, narrow_picture), .in_words = {}};
}

std::string names(const Context& context, const std::vector<chain::Person>& people) {
  std::string text;
  for (const chain::Person& person : people) text += (text.empty() ? "" : context.zh() ? "、" : ", ") + context.hide(person.name);
  return text;
}

void add_names(List& list, const Context& context, Label label, const std::vector<chain::Person>& people, Tone tone) {
  if (!people.empty()) list.items.push_back({.line = {plain(context.say(label, names(context, people)))}, .tone = tone});
}

Item way_item(const Context& context, const chain::Introduction& way) {
  const std::string who = context.hide(way.person.name);
  if (way.path.empty()) return {.line = {plain(context.say(words::no_way_to, who))}, .tone = Tone::fair};
  std::string path;
  for (const chain::Person& person : way.path) path += (path.empty() ? "" : " → ") + context.hide(person.name);
  return {.line = {plain(context.say(words::way_to, who) + path), small(" " + context.say(words::way_strength, percent_text(way.strength)))}};
}

/// The meetings from which most is expected.
std::vector<Block> meetings(const Context& context, const chain::ChainAnalysis& chain) {
  constexpr std::size_t most = 3;
  List list{.numbered = true};
  for (std::size_t i = 0; i < std::min(most, chain.next_meetings.size()); ++i) {
    const chain::Meeting& meeting = chain.next_meetings[i];
    list.items.push_back({.line = {strong(context.hide(meeting.person.name)), small(" " + context.say(words::gain_is, points_text(std::llround(1000 * meeting.expected_gain), 1)) + " · " + context.say(meeting.reason))}});
  }
  if (list.items.empty()) return {};
  return {{Paragraph{{strong(context.say(words::meet_next))}, {}}}, {std::move(list)}};
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
  for (const chain::Conflict& conflict : chain.conflicts) {
    Item item{.line = {plain(context.say(words::conflict, context.hide(conflict.one.name) + " × " + context.hide(conflict.other.name)))}, .tone = conflict.blocks ? Tone::poor : Tone::fair};
    if (conflict.blocks) item.line.push_back(small(" " + context.say(conflict.reason)));
    list.items.push_back(std::move(item));
  }
  if (!chain.power.reading.en.empty()) list.items.push_back({.line = {plain(context.say(words::power, context.say(chain.power.reading)))}});
  for (const chain::Introduction& way : chain.introductions) list.items.push_back(way_item(context, way));
  for (const auto& cycle : chain.reporting_cycles) add_names(list, context, words::cycle, cycle, Tone::fair);
  add_names(list, context, words::support_missing, chain.support_unknown, Tone::plain);
  add_names(list, context, words::coverage_missing, chain.coverage_unknown, Tone::plain);
  add_names(list, context, words::influence_missing, chain.influence_unknown, Tone::plain);
  return list;
}

std::string signed_share(const std::optional<double>& share) {
  return share ? points_text(std::llround(*share * 1000), 2) : "–";
}

Facts figures(const Context& context, const chain::ChainAnalysis& chain) {
  Facts facts;
  facts.facts.push_back({context.say(words::account_level), {plain(context.say(label_of(chain.level)))}, {}});
  facts.facts.push_back({context.say(words::coverage_share), {plain(chain.coverage ? percent_text(chain.coverage->value()) : "–")}, {}});
  facts.facts.push_back({context.say(words::net_support), {plain(signed_share(chain.support.net))}, {}});
  facts.facts.push_back({context.say(words::expected_support), {plain(signed_share(chain.support.expected))}, {}});
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
      section.blocks.push_back({map_figure(view, chain, analysis)});
      break;
    }
  section.blocks.push_back({figures(context, analysis)});
  std::vector<Block> left{{Paragraph{{strong(context.say(words::what_matters))}, {}}}, {risks(context, analysis)}};
  std::vector<Block> right{{Paragraph{{strong(context.say(words::clarity))}, {}}}, {score_bars(context, analysis.clarity, {0, 100, {"0", "25", "50", "75", "100"}, 1})}};
  for (Block& block : meetings(context, analysis)) right.push_back(std::move(block));
  section.blocks.push_back({Columns{{std::move(left), std::move(right)}}});
  section.blocks.push_back({Paragraph{{strong(context.say(words::advice)), plain(context.say(word_of(analysis.status).advice))}, status_badge(context, analysis.status).tone}});
  return section;
}

}  // namespace guanxi::report::detail
