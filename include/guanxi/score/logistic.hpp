#pragma once
/// @file
/// Binary logistic regression by iteratively reweighted least squares: fit, predict, explain.

#include <guanxi/core/value.hpp>
#include <guanxi/score/columns.hpp>
#include <guanxi/score/prediction.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// What holds coefficients back.
enum class Penalty {
  none,  ///< maximum likelihood
  ridge  ///< ½ Σ (w − prior)² + C Σ loss on standardised columns, the intercept free
};

/// How a fit ended.
enum class LogisticStatus {
  ok,               ///< converged
  one_class,        ///< no rows, or all of one outcome
  constant_column,  ///< a column has the same value in every row
  duplicate,        ///< a column is a linear combination of those before it
  separated,        ///< a column tells the outcomes apart so well that no finite maximum exists
  not_converged     ///< the limit of iterations was reached, or no step helped
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::Penalty> {
  static constexpr EnumWord table[] = {
      word(score::Penalty::none, "none", {"无惩罚", "None"}),
      word(score::Penalty::ridge, "ridge", {"岭惩罚", "Ridge"}),
  };
};

template <>
struct Words<score::LogisticStatus> {
  static constexpr EnumWord table[] = {
      word(score::LogisticStatus::ok, "ok", {"已拟合", "Fitted"}),
      word(score::LogisticStatus::one_class, "one_class", {"结果只有一类", "One outcome only"}, "",
           {"需要两类结果的历史记录", "Give rows of both outcomes"}),
      word(score::LogisticStatus::constant_column, "constant_column", {"某列取值不变", "A constant column"}, "",
           {"去掉该列，或使用岭惩罚", "Leave the column out, or use the ridge penalty"}),
      word(score::LogisticStatus::duplicate, "duplicate", {"某列与其他列重复", "A duplicate column"}, "",
           {"去掉该列，或使用岭惩罚", "Leave the column out, or use the ridge penalty"}),
      word(score::LogisticStatus::separated, "separated", {"某列完全区分结果", "Separated outcomes"}, "",
           {"检查该列是否事后填写，或使用岭惩罚",
            "See whether the column was filled in afterwards, or use the ridge penalty"}),
      word(score::LogisticStatus::not_converged, "not_converged", {"未收敛", "Not converged"}, "",
           {"使用岭惩罚", "Use the ridge penalty"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// Where a ridge penalty pulls a coefficient, instead of to 0.
struct PriorMean {
  std::string column{};  ///< name of the column; of words `column=word`
  double coefficient{};  ///< log-odds for one unit of the column, finite
};

/// How a logistic regression is fitted.
struct LogisticOptions {
  Penalty penalty = Penalty::none;  ///< what holds coefficients back. Default none.
  double c = 1;                     ///< weight of the loss against the ridge penalty. Default 1. Requires finite, > 0.
  std::span<const PriorMean> prior_means{};  ///< where the ridge penalty pulls coefficients; those not named to 0
  std::span<const double> weights{};         ///< of rows; empty: each counts 1. A weight of 2 equals the row twice.
  int max_iterations = 100;                  ///< limit of Newton steps. Default 100. Requires > 0.
};

/// A column as the model knows it.
struct LogisticColumn {
  std::string name{};       ///< of the column
  bool words = false;       ///< holds words: each but the reference has a coefficient
  std::string reference{};  ///< of words: the most frequent one, of equally frequent ones the first by its bytes
  double unknown{};         ///< summed weight of rows in which it is unknown; they took the mean
  bool operator==(const LogisticColumn&) const = default;
};

/// One coefficient.
struct LogisticCoefficient {
  std::string column{};     ///< of the table
  std::string word{};       ///< of a column of words: the word that it stands for
  double coefficient{};     ///< log-odds for one unit, or for this word instead of the reference
  double standard_error{};  ///< from the inverse information, with the penalty if there is one
  double mean{};            ///< weighted mean over known rows; what unknown values take
  double deviation{};       ///< weighted population standard deviation, unknown values at the mean
  double standardized{};    ///< coefficient · deviation
  double low{};             ///< smallest known value
  double high{};            ///< greatest known value
  bool operator==(const LogisticCoefficient&) const = default;
};

/// A fitted logistic regression; all its state.
struct Logistic {
  std::string model = "score.logistic/1";             ///< name and version of the method
  LogisticStatus status = LogisticStatus::one_class;  ///< without ok there are no coefficients
  std::string column{};                               ///< the column that the status is about
  std::vector<LogisticColumn> columns{};              ///< in the order of the table
  std::vector<LogisticCoefficient> coefficients{};    ///< in the order of the columns; words by their bytes
  double intercept{};                                 ///< log-odds where every column is 0
  double intercept_error{};                           ///< its standard error
  double baseline{};                                  ///< log-odds where every column has its mean
  std::vector<double> covariance{};  ///< of (baseline, coefficients), row by row: (k + 1)² numbers for k coefficients
  double log_likelihood{};           ///< at the fit, weighted, without the penalty
  double null_log_likelihood{};      ///< of the share of events alone
  double rows{};                     ///< summed weight
  double events{};                   ///< summed weight of outcome 1
  int iterations{};                  ///< Newton steps taken
  bool operator==(const Logistic&) const = default;
};

/// Fits log-odds as a linear function of columns.
///
/// Numbers enter as they are, words as one indicator for each but the reference. Unknown values take the mean. Without
/// a penalty a column that is constant, duplicate or separating is a status that names it; with ridge there always is
/// an answer, a constant column having its prior mean. The result does not depend on the order of rows beyond 1e-9
/// relative.
/// @param columns  one or more
/// @param outcome  0 or 1 for each row
/// @param options  penalty, weights of rows
/// @return  the model; see its status
/// @throws  ArgumentError  `argument.columns`, `argument.outcome`, `argument.weights`, `argument.range` (C or
/// iterations), `argument.prior` (no such coefficient, not finite, or no ridge)
/// @cost    steps · rows · coefficients²; copies the table once; no shared state, any thread may call it
/// @source  Hastie, Tibshirani, Friedman (2009), The Elements of Statistical Learning, 4.4;
/// docs/methods/score_models.md
[[nodiscard]] Logistic fit_logistic(Columns columns, std::span<const double> outcome,
                                    const LogisticOptions& options = {});

/// Probabilities of all rows.
/// @param model    fitted
/// @param columns  those of the model by name, in any order, with any others; unknown values and words never seen take
/// the mean
/// @return  one for each row; empty if the model has no coefficients (see its status)
/// @throws  ArgumentError  `argument.columns` if one of the model's is absent or of the other sort
/// @cost    rows · columns; no shared state, any thread may call it
[[nodiscard]] std::vector<double> predict(const Logistic& model, Columns columns);

/// One row with its reasons: baseline + Σ β (x − mean), in thousandths of log-odds that add up exactly.
///
/// The interval is log-odds ± z √(v' Σ v + Σ β² s²), v being the distance from the means, the second sum running over
/// unknown values with their deviations s. Unknown are also columns that are absent and words never seen; each is named
/// in `missing` with its range from the smallest to the greatest value seen.
/// @param model    fitted
/// @param columns  table of the row
/// @param row      its place
/// @param options  level of the interval
/// @return  state enough, partial, prior_only (all unknown) or, for a model without coefficients, unavailable
/// @throws  ArgumentError  `argument.columns`, `argument.range` (level, row)
/// @cost    coefficients²; no shared state, any thread may call it
[[nodiscard]] Prediction explain(const Logistic& model, Columns columns, std::size_t row,
                                 const ExplainOptions& options = {});

}  // namespace guanxi::score
