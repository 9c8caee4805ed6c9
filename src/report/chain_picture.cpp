#include <guanxi/report/chain_picture.hpp>

#include <guanxi/chain/network.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "chain_routes.hpp"
#include "metrics.hpp"
#include "person_marks.hpp"
#include "svg.hpp"
#include "words.hpp"

namespace guanxi::report {

namespace {

using namespace detail;

constexpr Face name_face{14, true}, title_face{12, false}, role_face{11.5, true};
constexpr double disc_column = 52;  // of a card, left of its texts

/// The texts of a card, broken into lines.
struct CardText {
  std::vector<std::string> name{}, title{}, roles{};
  [[nodiscard]] double height() const {
    const double text = 18.0 * static_cast<double>(name.size()) + 15.0 * static_cast<double>(title.size() + roles.size());
    return std::max(text + 22, 72.0);
  }
};

CardText card_text(const PersonCard& person, double card_width, Language language) {
  const double width = card_width - disc_column - 10;
  std::string roles;
  for (const BuyingRole role : person.roles) roles += (roles.empty() ? "" : " · ") + std::string(label_of(role).in(language));
  CardText text{wrap(person.name, width, name_face, 3), wrap(person.title, width, title_face, 3), wrap(roles, width, role_face, 4)};
  if (text.name.empty()) text.name.emplace_back(say(words::unnamed, language));
  return text;
}

/// Disc whose area grows with influence.
double disc_radius(std::optional<int> influence) { return influence ? 8 + 9 * std::sqrt(std::clamp(*influence, 0, 10) / 10.0) : 11; }

std::string in_words(const PersonCard& person, Language language) {
  std::string text = person.name;
  if (!person.title.empty()) text += ", " + person.title;
  const auto add = [&](Label label, const std::string& value) { text += "; " + say(label, language) + " " + value; };
  add(words::influence, person.influence ? std::to_string(*person.influence) : say(words::unknown, language));
  add(words::support, person.support ? signed_text(*person.support) : say(words::unknown, language));
  add(words::coverage, std::string(label_of(person.coverage).in(language)));
  return text;
}

void draw_card(Svg& svg, const PersonCard& person, const CardText& text, const Box& box, Language language) {
  svg.open("p " + support_style(person.support));
  svg.tooltip(in_words(person, language));
  svg.rect(box, 10, coverage_style(person.coverage));
  const double radius = disc_radius(person.influence);
  const Point disc{box.x + disc_column / 2, box.y + 29};
  svg.circle(disc, radius, "disc");
  svg.text({disc.x, disc.y + 4}, "inf", person.influence ? std::to_string(*person.influence) : "?");
  svg.text({disc.x, box.y + 62}, "sup", person.support ? signed_text(*person.support) : "?");
  const double left = box.x + disc_column;
  double y = box.y + 24;
  svg.lines({left, y}, 18, "name", text.name);
  y += 18 * static_cast<double>(text.name.size()) - 2;
  svg.lines({left, y}, 15, "job", text.title);
  y += 15 * static_cast<double>(text.title.size());
  svg.lines({left, y}, 15, "role", text.roles);
  svg.close();
}

/// The lines from superiors down to their subordinates.
void draw_trunk(Svg& svg, const Trunk& trunk, const Routes& routes) {
  const Box& above = routes.cards[trunk.superior];
  for (const Shelf& shelf : trunk.shelves) {
    const double bus = routes.buses[shelf.line];
    const double first_bus = routes.buses[trunk.shelves.front().line];
    for (const std::size_t person : shelf.people) {
      const Box& card = routes.cards[person];
      std::vector<Point> way{{above.center().x, above.bottom()}, {above.center().x, first_bus}};
      if (bus != first_bus) way.insert(way.end(), {{trunk.channel, first_bus}, {trunk.channel, bus}});
      way.insert(way.end(), {{card.center().x, bus}, {card.center().x, card.y}});
      svg.path(rounded_path(way, 6), "line");
    }
  }
}

/// A cross in the middle of the longest stretch.
std::string cross(const std::vector<Point>& way) {
  Point middle{};
  double longest = -1;
  for (std::size_t i = 1; i < way.size(); ++i) {
    const double length = std::hypot(way[i].x - way[i - 1].x, way[i].y - way[i - 1].y);
    if (length <= longest) continue;
    longest = length;
    middle = {(way[i].x + way[i - 1].x) / 2, (way[i].y + way[i - 1].y) / 2};
  }
  const double r = 4.5;
  return rounded_path({{middle.x - r, middle.y - r}, {middle.x + r, middle.y + r}}, 0) + rounded_path({{middle.x - r, middle.y + r}, {middle.x + r, middle.y - r}}, 0);
}

void draw_tie(Svg& svg, const TieLine& tie, const std::vector<Point>& way) {
  const std::string style = tie_style(tie.kind);
  svg.path(rounded_path(way, 6), style, 1.2 + 1.6 * std::clamp(tie.strength.value_or(.3), 0.0, 1.0));
  if (tie.kind == TieKind::conflicts_with) svg.path(cross(way), style + " mark", 2);
  else svg.path(arrow_head(way), style + " mark", 1.6);
}

/// One entry of the legend.
struct Key {
  std::string style{};  ///< of its sample
  enum { disc, card, tie } sample{};
  TieKind kind{};
  std::string text{};
};

std::vector<Key> keys(const ChainPicture& picture) {
  const Language language = picture.language;
  std::vector<Key> all;
  const auto shown = [&](auto member, auto value) { return std::ranges::any_of(picture.people, [&](const PersonCard& person) { return member(person) == value; }); };
  for (int support = 2; support >= -2; --support)
    if (shown([](const PersonCard& person) { return person.support; }, std::optional(support)))
      all.push_back({support_style(support), Key::disc, {}, signed_text(support) + " " + say(words::support_levels[support + 2], language)});
  if (shown([](const PersonCard& person) { return person.support; }, std::optional<int>()))
    all.push_back({"su", Key::disc, {}, "? " + say(words::support_unknown, language)});
  for (const EnumWord& coverage : Words<Coverage>::table)
    if (shown([](const PersonCard& person) { return static_cast<int>(person.coverage); }, coverage.value))
      all.push_back({coverage_style(static_cast<Coverage>(coverage.value)), Key::card, {}, std::string(coverage.label.in(language))});
  for (const EnumWord& kind : Words<TieKind>::table)
    if (std::ranges::any_of(picture.ties, [&](const TieLine& tie) { return static_cast<int>(tie.kind) == kind.value; }))
      all.push_back({tie_style(static_cast<TieKind>(kind.value)), Key::tie, static_cast<TieKind>(kind.value), std::string(kind.label.in(language))});
  all.push_back({"", Key::disc, {}, say(words::disc_is_influence, language)});
  return all;
}

void draw_sample(Svg& svg, const Key& key, Point at) {
  svg.open("p " + key.style);
  if (key.sample == Key::card) {
    svg.rect({at.x, at.y - 11, 24, 14}, 4, key.style);
  } else if (key.sample == Key::disc) {
    svg.circle({at.x + 12, at.y - 4}, key.style.empty() ? 4 : 7, "disc");
    if (key.style.empty()) svg.circle({at.x + 12, at.y - 4}, 8, "ring");
  } else if (key.kind == TieKind::reports_to) {
    svg.path(rounded_path({{at.x, at.y - 4}, {at.x + 24, at.y - 4}}, 0), "line");
  } else {
    draw_tie(svg, {0, 0, key.kind, .5}, {{at.x, at.y - 4}, {at.x + 24, at.y - 4}});
  }
  svg.close();
}

/// Places the entries of the legend in lines; without a picture only measures.
/// @return  baseline of the last one
double draw_legend(Svg* svg, const std::vector<Key>& keys, Point at, double width) {
  Flow flow{at.x, width, at.x, at.y, 21};
  for (const Key& key : keys) {
    const Point place = flow.next(31 + text_width(key.text, {12, false}) + 14);
    if (svg == nullptr) continue;
    draw_sample(*svg, key, place);
    svg->text({place.x + 31, place.y}, "key", key.text);
  }
  return flow.y;
}

/// The drawable ties: reporting lines that make the tree, and all others.
struct SortedTies {
  std::vector<std::optional<std::size_t>> superior{};
  std::vector<TieLine> drawn{};
};

SortedTies sort_ties(const ChainPicture& picture) {
  const std::size_t count = picture.people.size();
  const auto usable = [&](const TieLine& tie) { return tie.from < count && tie.to < count && tie.from != tie.to; };
  std::vector<std::pair<std::size_t, std::size_t>> reports;
  for (const TieLine& tie : picture.ties)
    if (usable(tie) && tie.kind == TieKind::reports_to) reports.emplace_back(tie.from, tie.to);
  SortedTies sorted{superiors(count, reports), {}};
  for (const TieLine& tie : picture.ties)
    if (usable(tie) && !(tie.kind == TieKind::reports_to && sorted.superior[tie.from] == tie.to)) sorted.drawn.push_back(tie);
  return sorted;
}

}  // namespace

std::string draw(const ChainPicture& picture, double max_width) {
  if (picture.people.empty()) return {};
  LayoutOptions options{.card_width = max_width < 700 ? 160.0 : 176.0, .max_width = max_width, .gap = max_width < 700 ? 20.0 : 30.0};
  const SortedTies ties = sort_ties(picture);
  const Layout layout = lay_out(ties.superior, options);
  std::vector<CardText> texts;
  std::vector<double> heights;
  for (const PersonCard& person : picture.people) heights.push_back(texts.emplace_back(card_text(person, options.card_width, picture.language)).height());
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const TieLine& tie : ties.drawn) pairs.emplace_back(tie.from, tie.to);
  const Routes routes = find_routes(layout, heights, pairs, options);

  const std::vector<Key> legend = keys(picture);
  const Point legend_at{routes.left, routes.bottom + 30};
  const double width = std::max(routes.right - routes.left, std::min(max_width, 340.0));
  const double end = draw_legend(nullptr, legend, legend_at, width) + 10;
  Svg svg("chain", {routes.left - 4, -4, width + 8, end + 8}, picture.title, say(words::chain_description, picture.language));
  for (const Trunk& trunk : layout.trunks) draw_trunk(svg, trunk, routes);
  for (std::size_t t = 0; t < ties.drawn.size(); ++t) draw_tie(svg, ties.drawn[t], routes.ways[t]);
  if (layout.loose) svg.text({0, routes.loose_label}, "key", say(words::no_reporting_line, picture.language));
  for (std::size_t i = 0; i < picture.people.size(); ++i) draw_card(svg, picture.people[i], texts[i], routes.cards[i], picture.language);
  draw_legend(&svg, legend, legend_at, width);
  return std::move(svg).finish();
}

ChainPicture chain_picture(const DecisionChain& chain, std::span<const Contact> contacts, Date as_of, Language language) {
  const chain::Network network = chain::network_of(chain, {.as_of = as_of, .contacts = contacts});
  std::vector<std::size_t> order(network.members.size()), place(network.members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return network.members[i].weight(); });
  ChainPicture picture{.language = language, .title = say(words::decision_chain, language)};
  for (const std::size_t i : order) {
    const chain::Member& member = network.members[i];
    const auto contact = std::ranges::find(contacts, member.person.contact, &Contact::id);
    place[i] = picture.people.size();
    picture.people.push_back({member.person.name, contact != contacts.end() ? contact->title : "", member.roles, member.influence, member.support, member.coverage});
  }
  for (const chain::Link& link : network.links)
    if (link.kind) picture.ties.push_back({place[link.edge.from], place[link.edge.to], *link.kind, link.strength ? std::optional(link.strength->value()) : std::nullopt});
  return picture;
}

}  // namespace guanxi::report
