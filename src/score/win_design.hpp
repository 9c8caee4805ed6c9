#pragma once
/// @file
/// The rows of a model of winning as numbers: standardised columns and places of teams.

#include <guanxi/score/win_model.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace guanxi::score::win {

/// Rows that a fit looks at, in an order that depends on what they hold and not on where they stand.
struct Order {
  WinScheme scheme = WinScheme::none;
  std::vector<std::size_t> rows{};  ///< places in the table
  std::vector<std::size_t>
      blocks{};  ///< where each block starts in `rows`, and the end; block 0 of rolling is not told
};

/// Orders rows by block and content.
[[nodiscard]] Order make_order(Columns columns, std::span<const double> outcome, const WinOptions& options);

/// What columns and teams become, before anything is fitted: names, means, deviations, offsets with their counts.
struct Layout {
  std::vector<WinColumn> columns{};
  std::vector<WinLeftOut> left_out{};
  std::vector<WinCoefficient> coefficients{};
  std::vector<WinGroup> groups{};

  /// One, coefficients, offsets.
  [[nodiscard]] std::size_t size() const noexcept;
};

/// Lays out a table.
[[nodiscard]] Layout make_layout(Columns columns, std::span<const double> outcome, std::span<const std::size_t> rows,
                                 const WinOptions& options);

/// Rows as numbers.
struct Table {
  std::size_t width{};                 ///< one and the coefficients
  std::size_t groups{};                ///< columns of teams
  std::vector<double> cells{};         ///< 1, then standardised numbers; 0 where unknown
  std::vector<std::int32_t> teams{};   ///< for each row and group the place of its offset, −1 where there is none
  std::vector<std::size_t> numbers{};  ///< places of cells that hold numbers of a column

  [[nodiscard]] std::size_t rows() const noexcept { return width == 0 ? 0 : cells.size() / width; }
  [[nodiscard]] const double* row(std::size_t i) const noexcept { return cells.data() + i * width; }
  [[nodiscard]] const std::int32_t* team(std::size_t i) const noexcept { return teams.data() + i * groups; }
};

/// What a fitted model or a layout knows, side by side.
struct Known {
  std::span<const WinColumn> columns;
  std::span<const WinCoefficient> coefficients;
  std::span<const WinGroup> groups;
};

/// The coefficients of a column, which stand together, as first place and end.
struct Places {
  std::size_t first;
  std::size_t end;
};
[[nodiscard]] Places places_of(std::span<const WinCoefficient> coefficients, std::string_view column);

/// What of a column a row shows.
enum class Sight {
  known,    ///< a number or word that the model has
  unknown,  ///< unknown, and that has a coefficient
  missing,  ///< unknown, and nothing was learnt of that
  unseen    ///< a word that the model does not have
};

/// The standardised cells of a word, or of unknown, behind `cells`, one for each coefficient of the column.
Sight word_cells(const WinColumn& column, std::span<const WinCoefficient> coefficients, const std::string_view* word,
                 double* cells);

/// The standardised cells of a number; NaN is unknown.
Sight number_cells(std::span<const WinCoefficient> coefficients, double number, double* cells);

/// A number held within the range that was seen and half its width more on either side: a straight line says nothing of
/// what lies further out.
[[nodiscard]] inline double held(double number, double low, double high) noexcept {
  const double more = (high - low) / 2;
  return (std::clamp)(number, low - more, high + more);
}

/// The place of a team's offset among those of its group.
/// @return  −1 if there is none
[[nodiscard]] std::int32_t team_place(const WinGroup& group, std::string_view word);

/// Rows of a table as numbers.
/// @param found  for each column, then each group, its column in the table; nullptr: all unknown
/// @param rows   places in the table
[[nodiscard]] Table encode(const Known& known, std::span<const Column* const> found, std::span<const std::size_t> rows);

/// Variance of a column's effect over the rows of the fit, where its value is not known.
[[nodiscard]] double open_variance(const WinColumn& column, std::span<const WinCoefficient> coefficients);

}  // namespace guanxi::score::win
