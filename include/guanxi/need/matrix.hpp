#pragma once
/// @file
/// The priority matrix: urgency against importance.

#include <guanxi/need/cell.hpp>
#include <guanxi/need/level.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::need {

/// How the matrix is drawn.
struct MatrixOptions {
  Date as_of{};        ///< the day from which due dates are counted
  double cut = .5;     ///< an axis of the quadrants is high above this level, in [0, 1]
  DueDays due_days{};  ///< days that separate the levels of urgency
};

/// A need with its place in the matrix.
struct PlacedNeed {
  Id<Need> need{};          ///< which
  std::string statement{};  ///< its words
  double urgency{};         ///< 1, .5 or 0
  double importance{};      ///< 1, .5 or 0
  Cell cell{};              ///< by level
  Quadrant quadrant{};      ///< by the cut
  Urgency urgency_why{};    ///< stated or due, and days left
  bool operator==(const PlacedNeed&) const = default;
  /// What the matrix says the need is worth: mean of both levels, 0–1.
  [[nodiscard]] double value() const noexcept { return (urgency + importance) / 2; }
};

/// A need that has no place yet.
struct UnplacedNeed {
  Id<Need> need{};                     ///< which
  std::string statement{};             ///< its words
  std::vector<std::string> missing{};  ///< fields that would tell: importance, urgency
  Message reason{};                    ///< the same for people
  bool operator==(const UnplacedNeed&) const = default;
};

/// All open needs on the grid of urgency and importance.
struct PriorityMatrix {
  Date as_of{};                          ///< event time of the answer
  double cut{};                          ///< as given
  std::vector<PlacedNeed> placed{};      ///< by cell, then earlier due date, then id
  std::vector<UnplacedNeed> unplaced{};  ///< by id
  std::size_t closed{};                  ///< needs met or dropped, which are left out

  /// The needs of one cell.
  [[nodiscard]] std::span<const PlacedNeed> in(Cell cell) const noexcept {
    const auto first =
        std::find_if(placed.begin(), placed.end(), [cell](const PlacedNeed& one) { return one.cell == cell; });
    const auto last = std::find_if(first, placed.end(), [cell](const PlacedNeed& one) { return one.cell != cell; });
    return {first, last};
  }
  bool operator==(const PriorityMatrix&) const = default;
};

namespace detail {

inline bool due_before(const std::optional<int>& a, const std::optional<int>& b) noexcept {
  return a && b ? *a < *b : a.has_value() && !b.has_value();
}

inline Cell cell_of(double urgency, double importance) noexcept {
  return static_cast<Cell>(3 * static_cast<int>(grade_of(urgency)) + static_cast<int>(grade_of(importance)));
}

inline Quadrant quadrant_of(double urgency, double importance, double cut) noexcept {
  if (importance > cut) return urgency > cut ? Quadrant::urgent_important : Quadrant::important;
  return urgency > cut ? Quadrant::urgent : Quadrant::neither;
}

inline UnplacedNeed unplaced(const Need& need, bool no_urgency) {
  UnplacedNeed result{.need = need.id, .statement = need.statement};
  if (!need.importance) result.missing.emplace_back("importance");
  if (no_urgency) result.missing.emplace_back("urgency");
  if (!need.importance && no_urgency) {
    result.reason = {"缺少重要性，也没有紧急性或期望完成日", "importance is missing, and so are urgency and due date"};
  } else if (no_urgency) {
    result.reason = {"缺少紧急性或期望完成日", "urgency or due date is missing"};
  } else {
    result.reason = {"缺少重要性", "importance is missing"};
  }
  return result;
}

}  // namespace detail

/// Places needs by urgency and importance.
/// @param needs    any number; their order changes nothing
/// @param options  day, cut and limits of urgency
/// @return  every open need known on the day once, placed or unplaced with what is missing; empty lists for no needs
/// @cost    n log n; no shared state, any thread may call it
/// @source  docs/methods/need.md, after the Eisenhower grid
[[nodiscard]] inline PriorityMatrix priority_matrix(std::span<const Need> needs, const MatrixOptions& options) {
  PriorityMatrix matrix{.as_of = options.as_of, .cut = options.cut};
  for (const Need& need : needs) {
    if (!known_on(need, options.as_of)) continue;
    if (!is_open(need)) {
      ++matrix.closed;
      continue;
    }
    const Urgency urgency = urgency_of(need, options.as_of, options.due_days);
    if (!need.importance || !urgency.value) {
      matrix.unplaced.push_back(detail::unplaced(need, !urgency.value));
      continue;
    }
    const double importance = level_of(*need.importance);
    matrix.placed.push_back({need.id, need.statement, *urgency.value, importance,
                             detail::cell_of(*urgency.value, importance),
                             detail::quadrant_of(*urgency.value, importance, options.cut), urgency});
  }
  std::sort(matrix.placed.begin(), matrix.placed.end(), [](const PlacedNeed& a, const PlacedNeed& b) {
    if (a.cell != b.cell) return a.cell < b.cell;
    if (a.urgency_why.days_left != b.urgency_why.days_left)
      return detail::due_before(a.urgency_why.days_left, b.urgency_why.days_left);
    return std::pair(a.need, std::string_view(a.statement)) < std::pair(b.need, std::string_view(b.statement));
  });
  std::sort(matrix.unplaced.begin(), matrix.unplaced.end(), [](const UnplacedNeed& a, const UnplacedNeed& b) {
    return std::pair(a.need, std::string_view(a.statement)) < std::pair(b.need, std::string_view(b.statement));
  });
  return matrix;
}

}  // namespace guanxi::need
