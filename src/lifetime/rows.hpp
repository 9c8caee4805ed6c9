#pragma once
/// @file
/// Rows of histories as the fits use them, and sums over them that any number of threads give bit by bit.

#include <guanxi/core/parallel.hpp>
#include <guanxi/lifetime/fit.hpp>
#include <guanxi/lifetime/histories.hpp>

#include <algorithm>
#include <vector>

#include "jet.hpp"

namespace guanxi::lifetime {

/// One history.
struct Row {
  double x{}, t_x{}, T{}, log_gaps{}, weight = 1;
};

/// A row where it lies; columns not given count as 0, and weights as 1.
[[nodiscard]] inline Row row_at(const Histories& histories, std::size_t place) {
  const auto cell = [place](std::span<const double> column, double absent) {
    return column.empty() ? absent : column[place];
  };
  return {histories.x[place], cell(histories.t_x, 0), histories.T[place], cell(histories.log_gaps, 0),
          cell(histories.weights, 1)};
}

/// What a fit takes from histories.
struct FitRows {
  std::vector<Row> rows{};  ///< without fault, sorted, equal ones joined; time in units of `unit`
  double unit = 1;          ///< mean T
  double customers{}, repeaters{}, purchases{}, time{};  ///< weighted sums: of rows, with x > 0, of x, of T
  Findings findings{};                                   ///< rows left out
};

/// Which columns matter to a model.
enum class Wants { counts, recency, gaps };

/// Checks, leaves out, scales, sorts and joins.
[[nodiscard]] FitRows fit_rows(const Histories& histories, Wants wants);

/// Sorts rows and joins those that differ in their weight alone.
void join_equal_rows(std::vector<Row>& rows);

/// Throws for a parameter that is not above 0 and finite.
void demand_positive(const char* name, double value);

/// Throws for a rate that is not above 0 and finite.
void demand_positive_rate(double rate);

/// Throws for columns that do not fit each other, or that a model lacks.
void demand_columns(const Histories& histories, Wants wants);
/// Throws for the first row with a fault.
void demand_histories(const Histories& histories, Wants wants);

/// Calls a function for blocks of rows on several threads: `body(first, past_the_last)`.
template <class Body>
void for_blocks(std::size_t rows, const Work& work, const Body& body) {
  constexpr std::size_t block = 4096;
  run_tasks((rows + block - 1) / block, work,
            [&](std::size_t task) { body(task * block, (std::min)(rows, (task + 1) * block)); });
}

/// Σ weight · term(row), in blocks that are added in their order.
/// @tparam Sum   double or a jet
/// @tparam Term  made once for each block by `make_term`, so that it may remember what the last row needed
template <class Sum, class MakeTerm>
[[nodiscard]] Sum sum_rows(std::span<const Row> rows, const Work& work, const MakeTerm& make_term) {
  constexpr std::size_t block = 4096;
  std::vector<Sum> parts((rows.size() + block - 1) / block);
  run_tasks(parts.size(), {.threads = work.threads}, [&](std::size_t task) {
    auto term = make_term();
    Sum sum{};
    for (std::size_t i = task * block; i < (std::min)(rows.size(), (task + 1) * block); ++i)
      sum += rows[i].weight * term(rows[i]);
    parts[task] = sum;
  });
  Sum total{};
  for (const Sum& part : parts) total += part;
  return total;
}

}  // namespace guanxi::lifetime
