#pragma once
/// @file
/// Probabilities of winning that hold up: fitted, pooled by group, calibrated, checked, with honest intervals.

#include <guanxi/score/calibration.hpp>
#include <guanxi/score/prediction.hpp>
#include <guanxi/score/win_validation.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::score {

/// What stands behind a model of winning.
enum class WinState {
  enough,      ///< data, and more told than the base rate (or not checked)
  little,      ///< too few won or lost: the prior weighs, intervals are wide
  no_lift,     ///< data enough, but no lift over the base rate was found
  prior_only,  ///< no row won or none lost: the prior answers alone
  unavailable  ///< as prior_only, and there is no prior: no number is given
};

/// What a coefficient stands for.
enum class WinTerm {
  number,  ///< the number of a column
  word,    ///< a word instead of the reference
  others,  ///< a word that was too seldom to have its own
  missing  ///< the value is unknown
};

/// Why a column was left out.
enum class LeftOut {
  constant,     ///< the same value in all rows
  all_unknown,  ///< no value known
  duplicate     ///< tells the same as another column
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::WinState> {
  static constexpr EnumWord table[] = {
      word(score::WinState::enough, "enough", {"数据足够", "Enough data"}),
      word(score::WinState::little, "little", {"数据偏少", "Little data"}, "",
           {"积累更多已成交和已丢单的记录", "Wait for more closed deals of both outcomes"}),
      word(score::WinState::no_lift, "no_lift", {"未发现优于基准率", "No lift found"}, "",
           {"补充能区分成败的信息", "Add what tells deals apart"}),
      word(score::WinState::prior_only, "prior_only", {"只有先验", "Prior only"}, "",
           {"需要两种结果的记录", "Give rows of both outcomes"}),
      word(score::WinState::unavailable, "unavailable", {"无法给出", "Not available"}, "",
           {"需要两种结果的记录，或给出先验", "Give rows of both outcomes, or a prior"}),
  };
};

template <>
struct Words<score::WinTerm> {
  static constexpr EnumWord table[] = {
      word(score::WinTerm::number, "number", {"数值", "Number"}),
      word(score::WinTerm::word, "word", {"词", "Word"}),
      word(score::WinTerm::others, "others", {"其他词", "Other words"}),
      word(score::WinTerm::missing, "missing", {"未知", "Unknown"}),
  };
};

template <>
struct Words<score::LeftOut> {
  static constexpr EnumWord table[] = {
      word(score::LeftOut::constant, "constant", {"取值不变", "The same in all rows"}),
      word(score::LeftOut::all_unknown, "all_unknown", {"全部未知", "Nothing known"}),
      word(score::LeftOut::duplicate, "duplicate", {"与其他列重复", "The same as another column"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// Shares of a sample in bins of a column, kept to see later how far a table has moved.
struct WinShares {
  std::string column{};              ///< of the table; empty for the predictions
  std::vector<double> edges{};       ///< of numbers: upper ends of all bins but the last, each belonging below
  std::vector<std::string> words{};  ///< of words: the word of each bin; one more bin takes all others
  std::vector<double> shares{};      ///< of known values in each bin; sum 1, none if nothing is known
  double unknown{};                  ///< share of rows in which it is unknown
  bool operator==(const WinShares&) const = default;
};

/// A column as the model knows it.
struct WinColumn {
  std::string name{};                 ///< of the column
  bool words = false;                 ///< holds words
  std::string reference{};            ///< of words: the most frequent one, which has no coefficient
  std::vector<std::string> pooled{};  ///< words too seldom to have their own coefficient, by their bytes
  double unknown{};                   ///< share of weight in which it is unknown
  bool operator==(const WinColumn&) const = default;
};

/// A column that the model does without.
struct WinLeftOut {
  std::string column{};   ///< of the table
  LeftOut why{};          ///< the reason
  std::string same_as{};  ///< of a duplicate: the column that was kept
  bool operator==(const WinLeftOut&) const = default;
};

/// One coefficient.
struct WinCoefficient {
  std::string column{};            ///< of the table
  std::string word{};              ///< the word, if it stands for one
  WinTerm term = WinTerm::number;  ///< what it stands for
  double coefficient{};            ///< log-odds for one unit, or for the word instead of the reference
  double standard_error{};         ///< of the posterior
  double odds_ratio{};             ///< e^coefficient
  double odds_low{};               ///< lower end of its interval, at the level of the model
  double odds_high{};              ///< upper end
  double prior{};                  ///< coefficient that was believed before the data
  double mean{};                   ///< weighted mean over known rows
  double deviation{};              ///< weighted population standard deviation, unknown values at the mean; above 0
  double low{};                    ///< smallest known value
  double high{};                   ///< greatest known value
  double standardized{};           ///< coefficient · deviation: the strength of the column
  bool operator==(const WinCoefficient&) const = default;
};

/// What one team or salesperson adds.
struct WinOffset {
  std::string word{};  ///< the team
  double offset{};     ///< log-odds that it adds; shrunk towards 0
  double error{};      ///< standard error of the posterior
  double rows{};       ///< summed weight
  double won{};        ///< of them
  bool operator==(const WinOffset&) const = default;
};

/// A column of teams or salespeople whose words lean on all.
struct WinGroup {
  std::string column{};              ///< of the table
  double deviation{};                ///< τ: standard deviation of offsets, learnt; near 0 all are alike
  std::vector<WinOffset> offsets{};  ///< by their bytes
  bool operator==(const WinGroup&) const = default;
};

/// What becomes of log-odds, and why.
struct WinCalibration {
  CalibrationMethod method{};           ///< none changes nothing
  double slope = 1;                     ///< of platt: log-odds become slope · log-odds + shift; above 0
  double shift = 0;                     ///< of platt
  std::vector<double> log_odds{};       ///< of isotonic: the knots, ascending, none twice
  std::vector<double> probabilities{};  ///< of isotonic: that of each knot, never falling; straight lines between them
  Message reason{};                     ///< why this method
  bool operator==(const WinCalibration&) const = default;
};

/// A fitted model of winning; all its state.
struct WinModel {
  std::string model = "score.win/1";       ///< name and version of the method
  WinState state = WinState::unavailable;  ///< what stands behind it
  Message message{};                       ///< the state in a sentence
  std::vector<WinColumn> columns{};        ///< in the order of the table
  std::vector<WinLeftOut> left_out{};      ///< columns that it does without
  std::vector<WinCoefficient>
      coefficients{};                  ///< in the order of columns: number or words by their bytes, others, unknown
  std::vector<WinGroup> groups{};      ///< in the order of the option
  double baseline{};                   ///< log-odds where every column has its mean and every group is average
  double baseline_error{};             ///< its standard error
  double base_rate{};                  ///< share won, or that of the prior
  std::vector<double> covariance{};    ///< of (baseline, standardised coefficients, offsets), row by row
  double spread{};                     ///< deviation of standardised coefficients around the prior
  NoLiftRule when_no_lift{};           ///< what is answered if no lift was found
  WinCalibration calibration{};        ///< of log-odds, fitted out of sample
  double level = .9;                   ///< coverage of intervals
  double rows{};                       ///< summed weight
  double won{};                        ///< of them
  double lost{};                       ///< of them
  std::optional<double> first_time{};  ///< earliest time; unset without times
  std::optional<double> last_time{};   ///< latest time
  WinPrior prior{};                    ///< what was believed before the data
  WinValidation validation{};          ///< how good it is on rows that it has not seen
  std::vector<WinShares> shares{};     ///< of the columns at the fit
  WinShares predicted{};               ///< of its predictions at the fit
  bool operator==(const WinModel&) const = default;
};

/// Fits a model of winning.
///
/// Log-odds are a linear function of standardised columns with a Gaussian prior, whose deviation is learnt from the
/// data, plus an offset for each team, whose deviation is learnt too. Words are indicators, seldom ones pooled. An
/// unknown value takes the mean; where that is frequent enough it has a coefficient of its own. Rows of weight 0 are
/// left out. The same rows in another order give the same bits.
/// @param columns  one or more; those named in `groups` are teams
/// @param outcome  1 won, 0 lost, for each row; may be empty
/// @param options  prior, groups, weights, times, how it is checked
/// @return  the model; see its state
/// @throws  ArgumentError  `argument.columns`, `argument.outcome`, `argument.weights`, `argument.time` (another length,
/// not finite), `argument.groups` (absent, numbers, twice), `argument.prior`, `argument.range` (naming the option)
/// @cost    steps · rows · (coefficients + groups)², a few steps; the check adds some passes over the rows
/// @source  Gelman, Hill (2007), Data Analysis Using Regression and Multilevel/Hierarchical Models, 12, 14; MacKay
/// (1992), Neural Computation 4:720; docs/methods/win_model.md
[[nodiscard]] WinModel fit_win_model(Columns columns, std::span<const double> outcome, const WinOptions& options = {});

/// Probabilities with their intervals.
struct WinIntervals {
  std::vector<double> probability{};  ///< one a row, in [.0001, .9999]
  std::vector<double> low{};          ///< lower end of each interval
  std::vector<double> high{};         ///< upper end
  bool operator==(const WinIntervals&) const = default;
};

/// Probabilities of all rows, in [.0001, .9999]: certainty is reserved for closed deals.
/// @param model    fitted
/// @param columns  those of the model by name, in any order, with any others; teams never seen are average
/// @return  one for each row; empty if the model is unavailable
/// @throws  ArgumentError  `argument.columns` if one of the model's is absent or of the other sort
/// @cost    rows · coefficients; no shared state, any thread may call it
[[nodiscard]] std::vector<double> predict(const WinModel& model, Columns columns);

/// Probabilities of all rows with their intervals.
/// @param model    fitted
/// @param columns  as for `predict`
/// @param options  level of the intervals
/// @return  three lists of one a row; empty if the model is unavailable
/// @throws  ArgumentError  `argument.columns`, `argument.range` (level)
/// @cost    rows · (coefficients + groups)²; no shared state, any thread may call it
[[nodiscard]] WinIntervals predict_intervals(const WinModel& model, Columns columns,
                                             const WinAnswerOptions& options = {});

/// One row with its reasons: baseline, columns and teams in thousandths of log-odds that add up exactly; if the model
/// is calibrated, the reason `calibration` is what that adds, and `limit` what the bounds of probabilities take away.
/// @param model    fitted
/// @param columns  table of the row; columns that are absent are unknown
/// @param row      its place
/// @param options  level of the interval
/// @return  state enough, partial, prior_only (no reasons: nothing known, no lift, or a prior alone) or unavailable
/// @throws  ArgumentError  `argument.columns`, `argument.range` (level, row)
/// @cost    (coefficients + groups)²; no shared state, any thread may call it
[[nodiscard]] Prediction explain(const WinModel& model, Columns columns, std::size_t row,
                                 const WinAnswerOptions& options = {});

}  // namespace guanxi::score
