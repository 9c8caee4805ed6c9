#include <guanxi/report/influence_map.hpp>

#include <guanxi/chain/network.hpp>
#include <guanxi/chain/propagation.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "map_layout.hpp"
#include "metrics.hpp"
#include "person_marks.hpp"
#include "renderers.hpp"
#include "words.hpp"

namespace guanxi::report {

namespace {

using namespace detail;

constexpr double outline = 4, second_ring = 7.5;
constexpr Face key_face{12, false};
constexpr std::size_t most_meetings = 3;

/// A curve of the second degree.
struct Curve {
  Point start{}, control{}, end{};

  [[nodiscard]] Point at(double t) const {
    const double u = 1 - t;
    return {u * u * start.x + 2 * u * t * control.x + t * t * end.x, u * u * start.y + 2 * u * t * control.y + t * t * end.y};
  }
};

/// The curve from one person to another, bent to its left, so that ties there and back lie apart.
/// @param most  how far it bends
Curve curve_of(const MapPlace& one, const MapPlace& other, std::size_t nth, double most) {
  const double dx = other.disc.x - one.disc.x, dy = other.disc.y - one.disc.y, length = std::hypot(dx, dy);
  if (length == 0) return {one.disc, one.disc, other.disc};
  const double bend = std::clamp(length * (std::abs(dx) < 30 || std::abs(dy) < 30 ? .24 : .14), 8.0, most) + 14 * static_cast<double>(nth);
  return {one.disc, {(one.disc.x + other.disc.x) / 2 + dy / length * bend, (one.disc.y + other.disc.y) / 2 - dx / length * bend}, other.disc};
}

/// The part of a curve outside the discs at its ends; nothing if they meet.
std::optional<Curve> between(const Curve& curve, double start_radius, double end_radius) {
  constexpr int steps = 64;
  const auto inside = [&](int step, const Point& center, double radius) {
    const Point point = curve.at(static_cast<double>(step) / steps);
    return std::hypot(point.x - center.x, point.y - center.y) < radius;
  };
  int first = 0, last = steps;
  while (first < steps && inside(first, curve.start, start_radius)) ++first;
  while (last > 0 && inside(last, curve.end, end_radius)) --last;
  if (first >= last) return std::nullopt;
  const double s = static_cast<double>(first) / steps, t = static_cast<double>(last) / steps, u = 1 - s;
  const auto blossom = [&](double start, double control, double end) { return u * (1 - t) * start + (u * t + s * (1 - t)) * control + s * t * end; };
  return Curve{curve.at(s), {blossom(curve.start.x, curve.control.x, curve.end.x), blossom(curve.start.y, curve.control.y, curve.end.y)}, curve.at(t)};
}

std::string path_data(const Curve& curve) {
  return "M" + number(curve.start.x) + " " + number(curve.start.y) + "Q" + number(curve.control.x) + " " + number(curve.control.y) + " " + number(curve.end.x) + " " + number(curve.end.y);
}

std::string lever_text(double leverage) { return std::to_string(std::lround(100 * leverage)) + "%"; }

std::string in_words(const MapPerson& person, Language language) {
  std::string text = person.name;
  const auto add = [&](Label label, const std::string& value) { text += "; " + say(label, language) + " " + value; };
  add(words::influence, person.influence ? std::to_string(*person.influence) : say(words::unknown, language));
  add(words::support, person.support ? signed_text(*person.support) : say(words::unknown, language));
  add(words::coverage, std::string(label_of(person.coverage).in(language)));
  add(words::map_leverage, lever_text(person.leverage));
  if (person.meeting) add(words::map_meeting, std::to_string(*person.meeting));
  return text;
}

/// One entry of the legend: a sample as wide as 26 and its text.
struct MapKey {
  std::function<void(Svg&, Point)> sample{};
  std::string text{};
};

class MapDrawing {
 public:
  MapDrawing(const InfluenceMap& map, double width) : map_(map), layout_(lay_out(map, width)) {
    for (const TieLine& tie : map.ties)
      if (tie.from < map.people.size() && tie.to < map.people.size() && tie.from != tie.to) ties_.push_back(tie);
  }

  std::string draw() {
    double axis = layout_.bottom;
    for (const MapColumn& column : layout_.columns) axis = std::max(axis, layout_.bottom + 6 + 14 * static_cast<double>(column_label(column).size()));
    const Point legend_at{0, axis + 46};
    const std::vector<MapKey> keys = legend();
    const double end = flow(nullptr, keys, legend_at) + 10;
    Svg svg("chain map", {-16, -26, layout_.right + 20, end + 26}, map_.title, say(words::map_description, map_.language));
    draw_ground(svg, axis);
    draw_way(svg);
    for (std::size_t t = 0; t < ties_.size(); ++t) draw_tie(svg, t);
    for (std::size_t i = 0; i < map_.people.size(); ++i) draw_person(svg, map_.people[i], layout_.places[i]);
    flow(&svg, keys, legend_at);
    return std::move(svg).finish();
  }

 private:
  [[nodiscard]] std::vector<std::string> column_label(const MapColumn& column) const {
    const std::string text = column.support ? signed_text(*column.support) + " " + say(words::support_levels[*column.support + 2], map_.language) : "? " + say(words::support_unknown, map_.language);
    return wrap(text, column.width - 4, {layout_.name_size, false}, 4);
  }

  void draw_ground(Svg& svg, double axis) const {
    constexpr const char* grounds[] = {"g0", "g1", "g2", "g3", "g4"};
    for (const MapColumn& column : layout_.columns) {
      svg.rect({column.left, 0, column.width, layout_.bottom}, 0, column.support ? grounds[*column.support + 2] : "gu");
      svg.lines({column.left + column.width / 2, layout_.bottom + 16}, 14, layout_.name_size < 12 ? "grade small" : "grade", column_label(column));
    }
    for (const MapBand& band : layout_.bands) {
      svg.path(rounded_path({{layout_.left, band.top + band.height}, {layout_.right, band.top + band.height}}, 0), "rule");
      svg.text({layout_.left - 6, band.top + band.height / 2 + 4}, "level", band.label);
    }
    svg.text({(layout_.left + layout_.right) / 2, axis + 18}, "axis", say(words::map_support_axis, map_.language));
    svg.text({-12, -8}, "axis first", say(words::map_influence_axis, map_.language));
  }

  /// Narrow maps have no room for wide bends.
  [[nodiscard]] double most_bend() const { return std::min(70.0, .75 * layout_.columns.front().width); }

  /// How many ties before this one lead from and to the same people.
  [[nodiscard]] std::size_t nth(std::size_t tie) const {
    std::size_t before = 0;
    for (std::size_t i = 0; i < tie; ++i) before += ties_[i].from == ties_[tie].from && ties_[i].to == ties_[tie].to ? 1U : 0U;
    return before;
  }

  [[nodiscard]] std::optional<Curve> path_of(std::size_t tie, double gap) const {
    const MapPlace &one = layout_.places[ties_[tie].from], &other = layout_.places[ties_[tie].to];
    return between(curve_of(one, other, nth(tie), most_bend()), one.radius + outline + gap, other.radius + outline + gap);
  }

  /// The broad band under the ties by which we are introduced.
  void draw_way(Svg& svg) const {
    for (std::size_t step = 1; step < map_.way.size(); ++step)
      if (const std::optional<Curve> part = step_of_way(map_.way[step - 1], map_.way[step])) svg.path(path_data(*part), "way");
  }

  /// Along the tie between two people, of whatever direction; a tie of no stated kind is not drawn, the way is.
  [[nodiscard]] std::optional<Curve> step_of_way(std::size_t one, std::size_t other) const {
    for (std::size_t t = 0; t < ties_.size(); ++t) {
      const bool along = ties_[t].from == one && ties_[t].to == other, back = ties_[t].from == other && ties_[t].to == one;
      if (ties_[t].kind != TieKind::conflicts_with && (along || back)) return path_of(t, 0);
    }
    const MapPlace &start = layout_.places[one], &end = layout_.places[other];
    return between(curve_of(start, end, 0, most_bend()), start.radius + outline, end.radius + outline);
  }

  void draw_tie(Svg& svg, std::size_t tie) const {
    const std::optional<Curve> way = path_of(tie, second_ring - outline + 2);
    if (!way) return;
    const std::string style = tie_style(ties_[tie].kind);
    const bool thin = ties_[tie].kind == TieKind::reports_to;
    svg.path(path_data(*way), style, thin ? 1 : 1.2 + 1.6 * std::clamp(ties_[tie].strength.value_or(.3), 0.0, 1.0));
    if (ties_[tie].kind != TieKind::conflicts_with) svg.path(arrow_head({way->control, way->end}), style + " mark", thin ? 1 : 1.6);
  }

  void draw_person(Svg& svg, const MapPerson& person, const MapPlace& place) const {
    svg.open("p " + support_style(person.support));
    svg.tooltip(in_words(person, map_.language));
    if (person.decides) svg.circle(place.disc, place.radius + second_ring, "ring2");
    svg.circle(place.disc, place.radius + outline, coverage_style(person.coverage));
    svg.circle(place.disc, place.radius, "disc");
    svg.text({place.disc.x, place.disc.y + 4}, "inf", person.influence ? std::to_string(*person.influence) : "?");
    if (person.coverage == Coverage::multiple || person.coverage == Coverage::in_depth) svg.circle({place.disc.x + 17, place.disc.y - 15}, 4, "known");
    if (person.meeting) draw_meeting(svg, {place.disc.x - 17, place.disc.y - 15}, *person.meeting);
    svg.lines({place.disc.x, place.disc.y + 26 + layout_.name_size * .9}, layout_.leading, layout_.name_size < 12 ? "name small" : "name", place.name);
    svg.close();
  }

  static void draw_meeting(Svg& svg, Point at, int number) {
    svg.open("chip");
    svg.circle(at, 7.5, "");
    svg.text({at.x, at.y + 3.5}, "", std::to_string(number));
    svg.close();
  }

  /// A disc of some style in the legend.
  [[nodiscard]] static MapKey disc_key(std::string style, std::string text) {
    return {[style = std::move(style)](Svg& svg, Point at) {
              svg.open("p " + style);
              svg.circle({at.x + 12, at.y - 4}, 7, "disc");
              svg.close();
            },
            std::move(text)};
  }

  void add_people_keys(std::vector<MapKey>& keys) const {
    const auto any = [this](auto holds) { return std::ranges::any_of(map_.people, holds); };
    for (const EnumWord& word : Words<Coverage>::table)
      if (any([&](const MapPerson& person) { return static_cast<int>(person.coverage) == word.value; }))
        keys.push_back({[style = coverage_style(static_cast<Coverage>(word.value))](Svg& svg, Point at) { svg.circle({at.x + 12, at.y - 4}, 8, style); }, std::string(word.label.in(map_.language))});
    if (any([](const MapPerson& person) { return person.coverage == Coverage::multiple || person.coverage == Coverage::in_depth; }))
      keys.push_back({[](Svg& svg, Point at) { svg.circle({at.x + 12, at.y - 4}, 4, "known"); }, say(words::map_known, map_.language)});
    if (any([](const MapPerson& person) { return person.decides; }))
      keys.push_back({[](Svg& svg, Point at) {
                        svg.circle({at.x + 12, at.y - 4}, 8, "ring2");
                        svg.circle({at.x + 12, at.y - 4}, 4.5, "ring2");
                      },
                      say(words::map_decides, map_.language)});
    if (any([](const MapPerson& person) { return person.meeting.has_value(); }))
      keys.push_back({[](Svg& svg, Point at) { draw_meeting(svg, {at.x + 12, at.y - 4}, 1); }, say(words::map_meeting, map_.language)});
  }

  [[nodiscard]] std::vector<MapKey> legend() const {
    std::vector<MapKey> keys{disc_key("s2", say(words::map_size, map_.language))};
    add_people_keys(keys);
    for (const EnumWord& word : Words<TieKind>::table) {
      const auto kind = static_cast<TieKind>(word.value);
      if (std::ranges::none_of(ties_, [&](const TieLine& tie) { return tie.kind == kind; })) continue;
      keys.push_back({[kind](Svg& svg, Point at) {
                        const std::vector<Point> way{{at.x, at.y - 4}, {at.x + 24, at.y - 4}};
                        svg.path(rounded_path(way, 0), tie_style(kind), kind == TieKind::reports_to ? 1 : 1.8);
                        if (kind != TieKind::conflicts_with) svg.path(arrow_head(way), tie_style(kind) + " mark", 1.6);
                      },
                      std::string(word.label.in(map_.language))});
    }
    if (map_.way.size() > 1)
      keys.push_back({[](Svg& svg, Point at) { svg.path(rounded_path({{at.x + 2, at.y - 4}, {at.x + 22, at.y - 4}}, 0), "way"); }, say(words::map_way, map_.language)});
    return keys;
  }

  /// Places the entries of the legend in lines; without a picture only measures.
  /// @return  baseline of the last one
  double flow(Svg* svg, const std::vector<MapKey>& keys, Point at) const {
    const double width = layout_.right - at.x;
    Flow flow{at.x, width, at.x, at.y, 21};
    for (const MapKey& key : keys) {
      const Point place = flow.next(std::min(width, 31 + text_width(key.text, key_face) + 14));
      if (svg == nullptr) continue;
      key.sample(*svg, place);
      svg->text({place.x + 31, place.y}, "key", key.text);
    }
    return flow.y;
  }

  const InfluenceMap& map_;
  MapLayout layout_;
  std::vector<TieLine> ties_{};
};

/// What each person's attitude moves, against whoever moves most.
std::vector<double> relative_leverage(const chain::Network& network, const chain::AnalyzeOptions& options) {
  std::vector<double> weights;
  for (const chain::Member& member : network.members) weights.push_back(member.weight());
  std::vector<double> levers = chain::leverage(weights, chain::InfluenceMatrix(network, options), options.susceptibility);
  double most = 0;
  for (double& lever : levers) most = std::max(most, lever = std::abs(lever));
  for (double& lever : levers) lever = most > 0 ? lever / most : 0;
  return levers;
}

/// The way to the first deciding person to whom there is one.
const chain::Introduction* way_to_decider(const chain::ChainAnalysis& analysis) {
  for (const chain::Introduction& way : analysis.introductions)
    for (const chain::KeyPlayer& player : analysis.key_players)
      if (player.person == way.person && player.decides && !way.path.empty()) return &way;
  return nullptr;
}

}  // namespace

std::string draw(const InfluenceMap& map, double max_width) { return map.people.empty() ? std::string() : MapDrawing(map, max_width).draw(); }

std::string with_style(const std::string& svg) {
  const std::size_t end = svg.find('>');
  return end == std::string::npos ? svg : svg.substr(0, end + 1) + "<style>" + picture_style() + "</style>" + svg.substr(end + 1);
}

InfluenceMap influence_map(const DecisionChain& chain, const chain::ChainAnalysis& analysis, chain::AnalyzeOptions options, Language language) {
  options.as_of = analysis.as_of;
  const chain::Network network = chain::network_of(chain, options);
  const std::vector<double> levers = relative_leverage(network, options);
  std::vector<std::size_t> order(network.members.size()), place(network.members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return network.members[i].weight(); });
  InfluenceMap map{.language = language, .title = say(words::influence_map, language)};
  for (const std::size_t i : order) {
    const chain::Member& member = network.members[i];
    place[i] = map.people.size();
    MapPerson& person = map.people.emplace_back(MapPerson{member.person.name, member.influence, member.support, member.coverage, levers[i]});
    for (const chain::KeyPlayer& player : analysis.key_players) person.decides = person.decides || (player.decides && player.person.contact == member.person.contact);
    for (std::size_t m = 0; m < std::min(most_meetings, analysis.next_meetings.size()); ++m)
      if (analysis.next_meetings[m].person.contact == member.person.contact) person.meeting = static_cast<int>(m) + 1;
  }
  for (const chain::Link& link : network.links)
    if (link.kind) map.ties.push_back({place[link.edge.from], place[link.edge.to], *link.kind, link.strength ? std::optional(link.strength->value()) : std::nullopt});
  if (const chain::Introduction* way = way_to_decider(analysis))
    for (const chain::Person& person : way->path)
      if (const std::size_t at = chain::detail::position_of(network.members, person.contact); at != chain::detail::nowhere) map.way.push_back(place[at]);
  return map;
}

}  // namespace guanxi::report
