#pragma once
/// @file
/// How far a table has moved from the one that a model of winning was fitted on.

#include <guanxi/core/finding.hpp>
#include <guanxi/score/win_model.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// How far a table has moved.
enum class DriftBand {
  stable,  ///< stability index below .1
  moved,   ///< below .25
  shifted  ///< from .25 on
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::DriftBand> {
  static constexpr EnumWord table[] = {
      word(score::DriftBand::stable, "stable", {"稳定", "Stable"}),
      word(score::DriftBand::moved, "moved", {"有变化", "Moved"}),
      word(score::DriftBand::shifted, "shifted", {"明显偏移", "Shifted"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// One column of a table beside that of the fit.
struct ColumnDrift {
  std::string column{};               ///< of the table; empty for the predictions
  std::optional<double> value{};      ///< stability index Σ (a − e) ln(a / e); unset if either has no known value
  DriftBand band{};                   ///< by the greater of the index and that of the share of unknown values
  std::vector<double> expected{};     ///< share of each bin at the fit
  std::vector<double> actual{};       ///< share of each bin in the table
  double unknown_then{};              ///< share of unknown values at the fit
  double unknown_now{};               ///< and in the table
  std::vector<std::string> unseen{};  ///< words that the fit did not have, by their bytes
  double unseen_share{};              ///< share of rows that hold one
  bool operator==(const ColumnDrift&) const = default;
};

/// Outcomes beside what was predicted.
struct OutcomeDrift {
  double rows{};                       ///< with an outcome
  double observed{};                   ///< won
  double expected{};                   ///< Σ of the probabilities
  std::optional<double> ratio{};       ///< observed / expected
  std::optional<double> low{};         ///< lower end of its 95 % interval: expected ± 1.96 √Σ p (1 − p)
  std::optional<double> high{};        ///< upper end
  std::optional<double> brier{};       ///< now
  std::optional<double> brier_then{};  ///< out of sample at the fit
  bool operator==(const OutcomeDrift&) const = default;
};

/// How far a table has moved, and what to do.
struct Drift {
  double rows{};                       ///< of the table
  DriftBand band{};                    ///< the worst of all
  std::vector<ColumnDrift> columns{};  ///< those of the model
  ColumnDrift predicted{};             ///< of the probabilities
  OutcomeDrift outcome{};              ///< no rows without outcomes
  Findings findings{};                 ///< what moved, with what to do
  bool operator==(const Drift&) const = default;
};

/// Compares a table with the one that a model was fitted on.
/// @param model    fitted on at least one row
/// @param columns  as for `predict`
/// @param outcome  empty, or 1 won, 0 lost, NaN still open, for each row
/// @return  the band of a bin without rows counts ½ row; a model without shares or a table without rows is stable, with
/// a finding that nothing could be compared
/// @throws  ArgumentError  `argument.columns`, `argument.outcome` (another length, any other number)
/// @cost    rows · columns
/// @source  Siddiqi (2006), Credit Risk Scorecards; docs/methods/win_model.md
[[nodiscard]] Drift check_drift(const WinModel& model, Columns columns, std::span<const double> outcome = {});

}  // namespace guanxi::score
