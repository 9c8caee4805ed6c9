#pragma once
/// @file
/// What to try next with this customer: upper confidence bounds that are linear in features (LinUCB).

#include <guanxi/score/columns.hpp>
#include <guanxi/score/next_best_action.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// Where an action comes that was never tried.
enum class Untried {
  first,    ///< before all others
  by_score  ///< where its score places it, as in the source
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::Untried> {
  static constexpr EnumWord table[] = {
      word(score::Untried::first, "first", {"未试者优先", "Untried first"}),
      word(score::Untried::by_score, "by_score", {"按得分", "By score"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// How LinUCB learns.
struct LinUcbOptions {
  double ridge = 1;                        ///< λ, what holds coefficients back. Default 1. Requires finite, > 0.
  std::span<const std::string> actions{};  ///< further actions that can be taken, tried or not; may be empty
};

/// What is known of one action.
struct LinUcbAction {
  std::string action{};            ///< its name
  std::int64_t tries{};            ///< how often it was done
  std::vector<double> gram{};      ///< A = λI + XᵀX, row by row
  std::vector<double> response{};  ///< Xᵀr
  bool operator==(const LinUcbAction&) const = default;
};

/// What LinUCB has learned; all its state.
struct LinUcb {
  std::string model = "score.lin_ucb/1";  ///< name and version of the method
  double ridge = 1;                       ///< λ
  std::vector<std::string> features{};    ///< names of the columns, in the order of A
  std::vector<LinUcbAction> actions{};    ///< by the bytes of their names
  bool operator==(const LinUcb&) const = default;
};

/// How LinUCB ranks.
struct LinUcbRankOptions {
  double alpha = 1;                  ///< weight of what is unsure. Default 1. Requires finite, >= 0.
  Untried untried = Untried::first;  ///< where actions come that were never tried. Default first.
};

/// Learns from decisions, the features at each and what it brought: A = λI + XᵀX and Xᵀr of every action.
/// @param decisions  name of the action taken, one for each row
/// @param features   columns of known, finite numbers; there is no intercept, a column of 1 serves as one. Bring
/// columns to like scales: λ is one for all.
/// @param rewards    what each brought, finite
/// @param options    λ, further actions
/// @return  the state; rows in another order change nothing beyond the last digits
/// @throws  ArgumentError  `argument.columns` (none, of words, an unknown number), `argument.decisions` (another
/// length), `argument.rewards`, `argument.action`, `argument.range` (λ)
/// @cost    rows · features²; no shared state, any thread may call it
/// @source  Li, Chu, Langford, Schapire (2010), WWW 2010:661, doi 10.1145/1772690.1772758; docs/methods/uplift.md
[[nodiscard]] LinUcb fit_lin_ucb(std::span<const std::string> decisions, Columns features,
                                 std::span<const double> rewards, const LinUcbOptions& options = {});

/// Learns from one more decision.
/// @param learned  changed: the action is added if it is new
/// @param action   name of the action taken, not empty
/// @param row      its features, in the order of `learned.features`, finite
/// @param reward   what it brought, finite
/// @throws  ArgumentError  `argument.action`, `argument.columns`, `argument.rewards`; nothing is changed then
/// @cost    features²
void learn(LinUcb& learned, const std::string& action, std::span<const double> row, double reward);

/// Ranks actions for one row x by xᵀθ + α √(xᵀA⁻¹x), θ = A⁻¹Xᵀr.
/// @param learned  by `fit_lin_ucb`
/// @param features table with the columns by name, in any order, with any others
/// @param row      place of the row
/// @param options  α, place of untried actions
/// @return  highest score first, ties by the bytes of the name; empty for no actions
/// @throws  ArgumentError  `argument.columns` (absent, of words, an unknown number), `argument.range` (row, α),
/// `argument.ridge` if λ is too small against the features for the precision of numbers
/// @cost    actions · features³; no shared state, any thread may call it
/// @source  Li, Chu, Langford, Schapire (2010), WWW 2010:661, doi 10.1145/1772690.1772758; docs/methods/uplift.md
[[nodiscard]] std::vector<RankedAction> rank_actions(const LinUcb& learned, Columns features, std::size_t row,
                                                     const LinUcbRankOptions& options = {});

}  // namespace guanxi::score
