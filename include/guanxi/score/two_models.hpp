#pragma once
/// @file
/// Predicted uplift from two logistic regressions, one for each arm of an experiment.

#include <guanxi/score/logistic.hpp>
#include <guanxi/score/uplift_status.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// How the two regressions are fitted; as LogisticOptions.
struct TwoModelOptions {
  Penalty penalty = Penalty::none;  ///< what holds coefficients back. Default none.
  double c = 1;                     ///< weight of the loss against the ridge penalty. Default 1. Requires finite, > 0.
  std::span<const PriorMean> prior_means{};  ///< where the ridge penalty pulls coefficients of both
  std::span<const double> weights{};         ///< of rows; empty: each counts 1
  int max_iterations = 100;                  ///< limit of Newton steps. Default 100. Requires > 0.
};

/// The two regressions.
struct TwoModels {
  std::string model = "score.two_models/1";  ///< name and version of the method
  UpliftStatus status =
      UpliftStatus::empty;  ///< ok, empty, one_arm, no_outcome, treated_not_fitted, control_not_fitted
  Logistic treated{};       ///< of the treated rows
  Logistic control{};       ///< of the others
  std::int64_t unknown{};   ///< rows left out because their outcome is unknown
  bool operator==(const TwoModels&) const = default;
};

/// How one of the two fits ended.
struct ArmFit {
  LogisticStatus status = LogisticStatus::one_class;  ///< of the fit
  std::string column{};                               ///< the column that the status is about
  double rows{};                                      ///< summed weight
  double events{};                                    ///< summed weight of outcome 1
  bool operator==(const ArmFit&) const = default;
};

/// Predicted uplift of rows.
struct TwoModelUplift {
  UpliftStatus status = UpliftStatus::empty;  ///< as of TwoModels; without ok there are no predictions
  ArmFit treated{};                           ///< fit of the treated rows
  ArmFit control{};                           ///< fit of the others
  std::int64_t unknown{};                     ///< rows left out of both fits because their outcome is unknown
  std::vector<double> uplift{};               ///< probability if treated − probability if not, of each row
  std::vector<double> if_treated{};           ///< probability of outcome 1 if treated, of each row
  std::vector<double> if_not{};               ///< probability of outcome 1 if not treated, of each row
  bool operator==(const TwoModelUplift&) const = default;
};

/// Predicted uplift: p_t − p_c.
/// @param p_treated  probability if treated, in [0, 1]
/// @param p_control  probability if not, in [0, 1]
/// @return  in [−1, 1]
/// @throws  ArgumentError  `argument.probability` outside [0, 1], NaN among them
/// @cost    constant
[[nodiscard]] double uplift_of(double p_treated, double p_control);

/// Predicted uplift of many rows.
/// @param p_treated  probability if treated, in [0, 1], of each row
/// @param p_control  probability if not, in [0, 1], of each row
/// @return  one for each row
/// @throws  ArgumentError  `argument.probability` outside [0, 1], NaN among them, or different lengths
/// @cost    linear
[[nodiscard]] std::vector<double> uplift_of(std::span<const double> p_treated, std::span<const double> p_control);

/// Fits the outcome of the treated rows and that of the others, each by its own logistic regression.
/// @param columns  one or more; unknown values take the mean of their arm
/// @param outcome  0 or 1 for each row, NaN where it is not known yet: such rows are left out of the fits
/// @param treated  1 or 0 for each row
/// @param options  penalty, weights of rows
/// @return  the models; see the status. Without both arms nothing is fitted.
/// @throws  ArgumentError  `argument.columns`, `argument.outcome`, `argument.treated`, and what `fit_logistic` throws
/// @cost    that of `fit_logistic`; copies the table once
/// @source  Hansotia, Rukstales (2002), J. Interactive Marketing 16(3):35, doi 10.1002/dir.10035;
/// docs/methods/uplift.md
[[nodiscard]] TwoModels fit_two_models(Columns columns, std::span<const double> outcome,
                                       std::span<const double> treated, const TwoModelOptions& options = {});

/// Predicted uplift of all rows of a table.
/// @param models   fitted
/// @param columns  those of the models by name, as for `predict` of a logistic regression
/// @return  one for each row; empty unless the status of the models is ok
/// @throws  ArgumentError  `argument.columns` if one of the models' is absent or of the other sort
/// @cost    rows · columns; no shared state, any thread may call it
[[nodiscard]] std::vector<double> predict(const TwoModels& models, Columns columns);

/// Fits two models and predicts the uplift of the same rows.
///
/// Customers outside the experiment get a prediction if their rows are appended with an unknown outcome; what `treated`
/// says of them is then not used. Curves of rows that the models have seen flatter them: judge by rows whose outcome
/// was withheld.
/// @param features  table of features
/// @param outcome   as for `fit_two_models`
/// @param treated   as for `fit_two_models`
/// @param options   as for `fit_two_models`
/// @return  predictions and how both fits ended
/// @throws  ArgumentError  as `fit_two_models`
/// @cost    that of `fit_two_models`
/// @source  Hansotia, Rukstales (2002), J. Interactive Marketing 16(3):35, doi 10.1002/dir.10035;
/// docs/methods/uplift.md
[[nodiscard]] TwoModelUplift uplift_two_models(Columns features, std::span<const double> outcome,
                                               std::span<const double> treated, const TwoModelOptions& options = {});

}  // namespace guanxi::score
