#include "chain_routes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace guanxi::report::detail {

namespace {

constexpr double lane_pitch = 9;    // between parallel lines in a gap
constexpr double clearance = 6;     // between a line and a card
constexpr double bus_room = 20;     // of the gap above people who have superiors
constexpr double caption_room = 26; // above those without reporting line

/// Which side of a card a way leaves from.
enum class Side { top, bottom };

/// A way before its heights are known: x positions, and the gaps (above line g) between them.
struct Plan {
  bool direct = false;              ///< neighbours on one line, joined side to side
  double shift = 0;                 ///< direct: distance from the middle
  std::vector<double> xs{};         ///< of the vertical parts
  std::vector<std::size_t> gaps{};  ///< one less than xs
  std::vector<std::size_t> lanes{};  ///< by gap
};

/// Stretches of one line of people that no vertical line may cross.
using Walls = std::vector<std::pair<double, double>>;

class Planner {
 public:
  Planner(const Layout& layout, std::span<const std::pair<std::size_t, std::size_t>> ties, const LayoutOptions& options)
      : layout_(layout), ties_(ties), options_(options), walls_(layout.lines), rows_(layout.lines), plans_(ties.size()), lanes_(layout.lines + 1) {
    for (std::size_t i = 0; i < layout.seats.size(); ++i) {
      const Seat& seat = layout.seats[i];
      walls_[seat.line].emplace_back(seat.x - clearance, seat.x + options.card_width + clearance);
      rows_[seat.line].push_back(i);
    }
    for (auto& row : rows_) std::ranges::sort(row, {}, [&](std::size_t i) { return layout.seats[i].x; });
    for (const Trunk& trunk : layout.trunks)
      for (std::size_t line = trunk.shelves.front().line; line < trunk.shelves.back().line; ++line)
        walls_[line].emplace_back(trunk.channel - 4, trunk.channel + 4);
  }

  void plan() {
    for (std::size_t t = 0; t < ties_.size(); ++t) plans_[t].direct = neighbours(t);
    place_ports();
    for (std::size_t t = 0; t < ties_.size(); ++t) plans_[t].direct ? shift_direct(t) : cross_lines(t);
    assign_lanes();
  }

  [[nodiscard]] const std::vector<Plan>& plans() const { return plans_; }
  [[nodiscard]] std::size_t lanes(std::size_t gap) const { return lanes_[gap].size(); }
  [[nodiscard]] Side side(std::size_t tie, bool first) const {
    const std::size_t from = line(ties_[tie].first), to = line(ties_[tie].second);
    if (from == to) return Side::top;
    return (from > to) == first ? Side::top : Side::bottom;
  }

 private:
  [[nodiscard]] std::size_t line(std::size_t person) const { return layout_.seats[person].line; }
  [[nodiscard]] double middle(std::size_t person) const { return layout_.seats[person].x + options_.card_width / 2; }
  [[nodiscard]] std::size_t end(std::size_t tie, bool first) const { return first ? ties_[tie].first : ties_[tie].second; }

  [[nodiscard]] bool neighbours(std::size_t tie) const {
    const auto& row = rows_[line(ties_[tie].first)];
    const auto at = std::ranges::find(row, ties_[tie].first);
    return (at != row.begin() && *std::prev(at) == ties_[tie].second) || (std::next(at) != row.end() && *std::next(at) == ties_[tie].second);
  }

  /// Spreads the ends of ways over each card's side, away from its middle where superiors and subordinates join.
  void place_ports() {
    std::map<std::pair<std::size_t, Side>, std::vector<std::pair<std::size_t, bool>>> ends;
    for (std::size_t t = 0; t < ties_.size(); ++t) {
      if (plans_[t].direct) continue;
      plans_[t].xs.assign(2, 0);
      for (const bool first : {true, false}) ends[{end(t, first), side(t, first)}].emplace_back(t, first);
    }
    for (auto& [card, ports] : ends) spread(card.first, ports);
  }

  void spread(std::size_t person, std::vector<std::pair<std::size_t, bool>>& ports) {
    const auto other = [&](const std::pair<std::size_t, bool>& port) { return middle(end(port.first, !port.second)); };
    std::ranges::stable_sort(ports, {}, other);
    const auto right = std::ranges::find_if(ports, [&](const auto& port) { return other(port) >= middle(person); });
    const double half = options_.card_width / 2 - 8;
    spread_half(ports.begin(), right, layout_.seats[person].x + 8, half);
    spread_half(right, ports.end(), middle(person), half);
  }

  template <class It>
  void spread_half(It first, It last, double left, double width) {
    const auto count = static_cast<double>(last - first);
    for (double slot = .5; first != last; ++first, ++slot) {
      auto& xs = plans_[first->first].xs;
      (first->second ? xs.front() : xs.back()) = left + width * slot / count;
    }
  }

  /// Direct ways between the same two neighbours stand one above the other.
  void shift_direct(std::size_t tie) {
    const auto pair = std::minmax(ties_[tie].first, ties_[tie].second);
    const int count = direct_[{pair.first, pair.second}]++;
    const int steps = (count + 1) / 2;
    plans_[tie].shift = (count % 2 == 0 ? 14.0 : -14.0) * steps;
  }

  void cross_lines(std::size_t tie) {
    Plan& plan = plans_[tie];
    const std::size_t from = line(ties_[tie].first), to = line(ties_[tie].second);
    const double goal = plan.xs.back();
    if (from == to) {
      plan.gaps = {from};
    } else if (from < to) {
      for (std::size_t gap = from + 1; gap <= to; ++gap) step(plan, gap, gap < to ? std::optional(gap) : std::nullopt, goal);
    } else {
      for (std::size_t gap = from; gap > to; --gap) step(plan, gap, gap - 1 > to ? std::optional(gap - 1) : std::nullopt, goal);
    }
  }

  /// Goes along a gap to where the next line of people can be passed.
  void step(Plan& plan, std::size_t gap, std::optional<std::size_t> next_line, double goal) {
    plan.gaps.push_back(gap);
    if (!next_line) return;
    const double x = opening(*next_line, goal);
    walls_[*next_line].emplace_back(x - 5, x + 5);
    plan.xs.insert(plan.xs.end() - 1, x);
  }

  /// The nearest x to a goal that is inside no wall.
  [[nodiscard]] double opening(std::size_t line, double goal) const {
    const auto blocked = [&](double x) { return std::ranges::any_of(walls_[line], [x](const auto& wall) { return x > wall.first && x < wall.second; }); };
    if (!blocked(goal)) return goal;
    double best = std::numeric_limits<double>::infinity();
    for (const auto& [left, right] : walls_[line])
      for (const double x : {left, right})
        if (!blocked(x) && std::abs(x - goal) < std::abs(best - goal)) best = x;
    return best;
  }

  /// Parallel stretches in one gap get lanes of their own.
  void assign_lanes() {
    struct Stretch {
      double low, high;
      std::size_t tie, at;
    };
    std::vector<std::vector<Stretch>> stretches(lanes_.size());
    for (std::size_t t = 0; t < plans_.size(); ++t) {
      Plan& plan = plans_[t];
      plan.lanes.assign(plan.gaps.size(), 0);
      for (std::size_t i = 0; i < plan.gaps.size(); ++i)
        stretches[plan.gaps[i]].push_back({std::min(plan.xs[i], plan.xs[i + 1]), std::max(plan.xs[i], plan.xs[i + 1]), t, i});
    }
    for (std::size_t gap = 0; gap < stretches.size(); ++gap) {
      std::ranges::stable_sort(stretches[gap], {}, &Stretch::low);
      for (const Stretch& one : stretches[gap]) plans_[one.tie].lanes[one.at] = lane(gap, one.low, one.high);
    }
  }

  std::size_t lane(std::size_t gap, double low, double high) {
    auto& ends = lanes_[gap];
    const auto free = std::ranges::find_if(ends, [low](double end) { return end + 8 < low; });
    if (free == ends.end()) return ends.push_back(high), ends.size() - 1;
    *free = high;
    return static_cast<std::size_t>(free - ends.begin());
  }

  const Layout& layout_;
  std::span<const std::pair<std::size_t, std::size_t>> ties_;
  LayoutOptions options_;
  std::vector<Walls> walls_;
  std::vector<std::vector<std::size_t>> rows_;
  std::vector<Plan> plans_;
  std::vector<std::vector<double>> lanes_;
  std::map<std::pair<std::size_t, std::size_t>, int> direct_;
};

/// Tops of the lines of people and of the gaps above them.
struct Levels {
  std::vector<double> gap_tops{}, line_tops{}, line_heights{};
};

Levels levels(const Layout& layout, std::span<const double> heights, const Planner& planner, Routes& routes) {
  Levels result;
  result.line_heights.assign(layout.lines, 0);
  for (std::size_t i = 0; i < heights.size(); ++i) {
    double& height = result.line_heights[layout.seats[i].line];
    height = std::max(height, heights[i]);
  }
  std::vector<bool> reports(layout.lines, false);
  for (const Trunk& trunk : layout.trunks)
    for (const Shelf& shelf : trunk.shelves) reports[shelf.line] = true;
  double y = 0;
  for (std::size_t line = 0; line <= layout.lines; ++line) {
    const auto lanes = static_cast<double>(planner.lanes(line));
    const bool outer = line == 0 || line == layout.lines;
    if (lanes > 0 || !outer) y += 14;
    result.gap_tops.push_back(y);
    y += lanes * lane_pitch + (outer ? 0 : 8);
    if (line == layout.lines) break;
    if (reports[line]) y += bus_room;
    if (layout.loose == line) routes.loose_label = (y += caption_room) - 10;
    else if (lanes > 0 && !reports[line]) y += 8;
    routes.buses.push_back(y - bus_room / 2 - 2);
    result.line_tops.push_back(y);
    y += result.line_heights[line];
  }
  routes.bottom = y;
  return result;
}

std::vector<Point> direct_way(const Box& from, const Box& to, double shift) {
  const double y = from.center().y + shift;
  return from.x < to.x ? std::vector<Point>{{from.right(), y}, {to.x, y}} : std::vector<Point>{{from.x, y}, {to.right(), y}};
}

std::vector<Point> way(const Plan& plan, const Box& from, Side from_side, const Box& to, Side to_side, const Levels& levels) {
  std::vector<Point> points{{plan.xs.front(), from_side == Side::top ? from.y : from.bottom()}};
  for (std::size_t i = 0; i < plan.gaps.size(); ++i) {
    const double y = levels.gap_tops[plan.gaps[i]] + lane_pitch * static_cast<double>(plan.lanes[i]);
    if (plan.xs[i] == plan.xs[i + 1]) continue;
    points.push_back({plan.xs[i], y});
    points.push_back({plan.xs[i + 1], y});
  }
  points.push_back({plan.xs.back(), to_side == Side::top ? to.y : to.bottom()});
  return points;
}

}  // namespace

Routes find_routes(const Layout& layout, std::span<const double> heights, std::span<const std::pair<std::size_t, std::size_t>> ties,
                   const LayoutOptions& options) {
  Planner planner(layout, ties, options);
  planner.plan();
  Routes routes;
  const Levels level = levels(layout, heights, planner, routes);
  routes.right = layout.width;
  for (const Seat& seat : layout.seats) routes.cards.push_back({seat.x, level.line_tops[seat.line], options.card_width, level.line_heights[seat.line]});
  for (std::size_t t = 0; t < ties.size(); ++t) {
    const Box& from = routes.cards[ties[t].first];
    const Box& to = routes.cards[ties[t].second];
    const Plan& plan = planner.plans()[t];
    routes.ways.push_back(plan.direct ? direct_way(from, to, plan.shift) : way(plan, from, planner.side(t, true), to, planner.side(t, false), level));
    for (const Point& point : routes.ways.back()) {
      routes.left = std::min(routes.left, point.x);
      routes.right = std::max(routes.right, point.x);
    }
  }
  return routes;
}

}  // namespace guanxi::report::detail
