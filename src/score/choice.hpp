#pragma once
/// @file
/// What all choices by several criteria start from: a checked table, weights as used, criteria that count.

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>
#include <guanxi/score/robustness.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// A criterion that counts.
struct Criterion {
  std::size_t column{};
  double weight{};  ///< as used, above 0
  Direction direction{};
  double low{}, high{};  ///< smallest and largest number

  [[nodiscard]] double best() const noexcept { return direction == Direction::max ? high : low; }
  [[nodiscard]] double worst() const noexcept { return direction == Direction::max ? low : high; }
  [[nodiscard]] double range() const noexcept { return high - low; }
};

/// What is asked of every choice.
struct Question {
  MatrixView matrix;
  std::span<const double> weights;
  std::span<const Direction> directions;
  WeightScale scale = WeightScale::to_one;
};

/// A question that has been checked.
struct Choice {
  MatrixView matrix;
  ChoiceState state{};
  std::vector<Criterion> criteria{};  ///< those that count
  std::vector<double> weights{};      ///< of all columns, 0 for those that do not count
  Findings findings{};
};

enum class Constant { drop, keep };  ///< what becomes of a criterion that is the same for all

/// Differences below this size are none.
inline constexpr double smallest_range = 1e-290;

/// Checks and prepares.
[[nodiscard]] Choice prepare(const Question& question, Constant constant = Constant::drop);

/// Smallest and largest number of each column; empty for no rows.
/// @throws ArgumentError  as check_matrix
struct Extent {
  double low{}, high{};
};
[[nodiscard]] std::vector<Extent> extents(MatrixView matrix);

/// Directions of all columns; checks their number.
[[nodiscard]] std::vector<Direction> all_directions(std::span<const Direction> directions, std::size_t columns);

/// The size of numbers by a power of two: each over it is below 1.
[[nodiscard]] double power_above(const Extent& extent) noexcept;

/// Σ x and √Σx² of a column, in any order the same.
[[nodiscard]] double column_sum(MatrixView matrix, std::size_t column, const Extent& extent);
[[nodiscard]] double column_norm(MatrixView matrix, std::size_t column, const Extent& extent);

/// Demands numbers from 0 on, or above 0.
void demand_sign(MatrixView matrix, std::size_t column, bool zero_allowed, const std::string& why);

/// Demands a share of 0 to 1.
void demand_share(double value, const std::string& name);

/// Ranks from 1 for scores, the best first; equal ones share the best rank.
enum class Better { larger, smaller };
[[nodiscard]] std::vector<std::int32_t> ranks_of(std::span<const double> scores, Better better);

/// Positions of a rank, ascending.
[[nodiscard]] std::vector<std::int64_t> of_rank(std::span<const std::int32_t> ranks, std::int32_t rank);

/// The tables without each alternative, ranked again.
/// @param rank  gives the ranks of a table
using RankTable = std::function<std::vector<std::int32_t>(MatrixView)>;
[[nodiscard]] std::vector<Dropped> drop_each(MatrixView matrix, std::span<const std::int32_t> ranks,
                                             const RankTable& rank);

/// The weight at which two alternatives are level, nearest to the one used; unset if there is none.
/// @param first,second  rows
/// @param criterion     position among those that count
using LevelWeight = std::function<std::optional<double>(std::size_t first, std::size_t second, std::size_t criterion)>;
[[nodiscard]] WeightSwap smallest_swap(const Choice& choice, std::span<const std::int32_t> ranks,
                                       const LevelWeight& level);

}  // namespace guanxi::score
