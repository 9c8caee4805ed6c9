#include "chain_layout.hpp"

#include <algorithm>
#include <limits>

namespace guanxi::report::detail {

namespace {

/// A person with everybody below, in coordinates of its own.
struct Branch {
  std::size_t person = 0;
  double width = 0;
  std::size_t lines = 1;
  double center = 0;  ///< middle of the person's card
  std::vector<std::pair<std::size_t, Seat>> seats{};
  std::vector<Trunk> trunks{};
};

void move(Branch& branch, double dx, std::size_t lines) {
  branch.center += dx;
  for (auto& [person, seat] : branch.seats) seat = {seat.x + dx, seat.line + lines};
  for (Trunk& trunk : branch.trunks) {
    trunk.channel += dx;
    for (Shelf& shelf : trunk.shelves) shelf.line += lines;
  }
}

/// Numbers of branches on each shelf when none is wider than a limit.
std::vector<std::size_t> fill(const std::vector<Branch>& branches, double limit, double gap) {
  std::vector<std::size_t> shelves;
  double used = 0;
  for (const Branch& branch : branches) {
    if (shelves.empty() || used + gap + branch.width > limit) {
      shelves.push_back(0);
      used = -gap;
    }
    ++shelves.back();
    used += gap + branch.width;
  }
  return shelves;
}

/// As few shelves as the limit allows, as equal in width as can be.
std::vector<std::size_t> balance(const std::vector<Branch>& branches, double limit, double gap) {
  const std::size_t least = fill(branches, limit, gap).size();
  double low = 0, high = limit;
  for (int step = 0; step < 24; ++step) {
    const double middle = (low + high) / 2;
    (fill(branches, middle, gap).size() <= least ? high : low) = middle;
  }
  return fill(branches, high, gap);
}

/// Branches put on shelves, moved to their places.
struct Stack {
  std::vector<Shelf> shelves{};
  double width = 0;
  std::size_t lines = 0;
};

Stack stack(std::vector<Branch>& branches, double left, std::size_t line, double limit, double gap) {
  Stack result;
  std::size_t next = 0;
  for (const std::size_t count : balance(branches, limit, gap)) {
    Shelf shelf{line + result.lines, {}};
    double x = left;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < count; ++i) {
      Branch& branch = branches[next++];
      move(branch, x, shelf.line);
      shelf.people.push_back(branch.person);
      x += branch.width + gap;
      lines = std::max(lines, branch.lines);
    }
    result.width = std::max(result.width, x - gap - left);
    result.lines += lines;
    result.shelves.push_back(std::move(shelf));
  }
  return result;
}

class Arranger {
 public:
  Arranger(const std::vector<std::optional<std::size_t>>& superior, const LayoutOptions& options) : below_(superior.size()), options_(options) {
    for (std::size_t i = 0; i < superior.size(); ++i)
      if (superior[i]) below_[*superior[i]].push_back(i);
  }

  [[nodiscard]] bool leads(std::size_t person) const { return !below_[person].empty(); }

  [[nodiscard]] Branch branch(std::size_t person, double limit) const {
    if (!leads(person)) return leaf(person);
    std::vector<Branch> under;
    const double inner = below_[person].size() > 1 ? limit - options_.indent : limit;
    for (const std::size_t one : below_[person]) under.push_back(branch(one, inner));
    if (fill(under, limit, options_.gap).size() == 1) return beside(person, std::move(under));
    return below(person, std::move(under), limit);
  }

 private:
  [[nodiscard]] Branch leaf(std::size_t person) const {
    return {person, options_.card_width, 1, options_.card_width / 2, {{person, {}}}, {}};
  }

  /// Everybody below on one line, the superior over their middle.
  [[nodiscard]] Branch beside(std::size_t person, std::vector<Branch> under) const {
    Stack placed = stack(under, 0, 1, std::numeric_limits<double>::max(), options_.gap);
    const double center = (under.front().center + under.back().center) / 2;
    const double shift = std::max(0.0, options_.card_width / 2 - center);
    return join(person, std::move(under), std::move(placed), center + shift, shift);
  }

  /// Those below on several lines, reached by a channel to their left.
  [[nodiscard]] Branch below(std::size_t person, std::vector<Branch> under, double limit) const {
    Stack placed = stack(under, options_.indent, 1, std::max(limit - options_.indent, options_.card_width), options_.gap);
    placed.width += options_.indent;
    const double center = std::max(placed.width, options_.card_width) / 2;
    return join(person, std::move(under), std::move(placed), center, 0);
  }

  [[nodiscard]] Branch join(std::size_t person, std::vector<Branch> under, Stack placed, double center, double shift) const {
    Branch whole = leaf(person);
    whole.center = center;
    whole.seats.front().second.x = center - options_.card_width / 2;
    whole.width = std::max(placed.width + shift, center + options_.card_width / 2);
    whole.lines = placed.lines + 1;
    for (Branch& part : under) {
      move(part, shift, 0);
      whole.seats.insert(whole.seats.end(), part.seats.begin(), part.seats.end());
      whole.trunks.insert(whole.trunks.end(), part.trunks.begin(), part.trunks.end());
    }
    whole.trunks.push_back({person, shift + options_.indent / 3, std::move(placed.shelves)});
    return whole;
  }

  std::vector<std::vector<std::size_t>> below_;
  LayoutOptions options_;
};

void take(Layout& layout, const std::vector<Branch>& branches) {
  for (const Branch& branch : branches) {
    for (const auto& [person, seat] : branch.seats) layout.seats[person] = seat;
    layout.trunks.insert(layout.trunks.end(), branch.trunks.begin(), branch.trunks.end());
  }
}

void add_row(Layout& layout, std::vector<Branch> branches, const LayoutOptions& options) {
  if (branches.empty()) return;
  const Stack placed = stack(branches, 0, layout.lines, options.max_width, options.gap);
  layout.width = std::max(layout.width, placed.width);
  layout.lines += placed.lines;
  take(layout, branches);
}

}  // namespace

std::vector<std::optional<std::size_t>> superiors(std::size_t count, std::span<const std::pair<std::size_t, std::size_t>> reports) {
  std::vector<std::optional<std::size_t>> superior(count);
  for (const auto& [person, above] : reports) {
    if (superior[person]) continue;
    std::optional<std::size_t> step = above;
    while (step && *step != person) step = superior[*step];
    if (!step) superior[person] = above;
  }
  return superior;
}

Layout lay_out(const std::vector<std::optional<std::size_t>>& superior, const LayoutOptions& options) {
  const Arranger arranger(superior, options);
  std::vector<Branch> trees, loose;
  for (std::size_t i = 0; i < superior.size(); ++i)
    if (!superior[i]) (arranger.leads(i) ? trees : loose).push_back(arranger.branch(i, options.max_width));
  std::ranges::stable_sort(trees, [](const Branch& a, const Branch& b) { return a.seats.size() > b.seats.size(); });
  Layout layout;
  layout.seats.resize(superior.size());
  add_row(layout, std::move(trees), options);
  if (layout.lines > 0 && !loose.empty()) layout.loose = layout.lines;
  add_row(layout, std::move(loose), options);
  return layout;
}

}  // namespace guanxi::report::detail
