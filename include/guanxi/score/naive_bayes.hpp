#pragma once
/// @file
/// Naive Bayes over named columns, with damped evidence, teams that lean on all, and intervals.

#include <guanxi/score/columns.hpp>
#include <guanxi/score/naive_bayes_options.hpp>
#include <guanxi/score/prediction.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// One value of a column, as often as it was seen.
struct FactorValue {
  std::string value{};                ///< the word, or the bin as people call it
  bool unset = false;                 ///< stands for unknown
  double events{};                    ///< summed weight with outcome 1, as counted
  double others{};                    ///< summed weight with outcome 0, as counted
  double evidence{};                  ///< ln of its share among events over that among others, smoothed, over all teams
  std::vector<double> team_events{};  ///< events of each team
  std::vector<double> team_others{};  ///< others of each team
  bool operator==(const FactorValue&) const = default;
};

/// A column and what its values say.
struct Factor {
  std::string column{};               ///< name of the column
  bool words = false;                 ///< holds words, else numbers in bins
  bool ladder = false;                ///< its values are stages
  std::vector<double> cuts{};         ///< of numbers: bin k holds cuts[k − 1] < number <= cuts[k]
  std::vector<FactorValue> values{};  ///< words by their bytes, stages and bins in their order, unknown last
  double exponent = 1;                ///< what its evidence is multiplied by
  double spread{};                    ///< variance of its evidence over rows where it is known, before the exponent
  bool operator==(const Factor&) const = default;
};

/// A team and its outcomes.
struct FactorTeam {
  std::string name{};  ///< word of the team column
  double events{};     ///< summed weight with outcome 1
  double others{};     ///< summed weight with outcome 0
  bool operator==(const FactorTeam&) const = default;
};

/// A fitted naive Bayes model; all its state.
struct NaiveBayes {
  std::string model = "score.naive_bayes/1";              ///< name and version of the method
  NaiveBayesStatus status = NaiveBayesStatus::one_class;  ///< without ok nothing can be predicted
  std::vector<Factor> factors{};                          ///< in the order of the table
  double events{};                                        ///< summed weight with outcome 1
  double others{};                                        ///< summed weight with outcome 0
  double baseline{};                                      ///< log-odds without any evidence
  Damping damping = Damping::none;                        ///< whether exponents were fitted
  Smoothing smoothing = Smoothing::scaled;                ///< as asked for
  double strength = 1;                                    ///< as asked for
  double class_strength{};                                ///< as asked for
  double minimum_seen{};                                  ///< as asked for
  std::string team_column{};                              ///< as asked for
  double team_strength = 20;                              ///< as asked for
  double team_exponent = 1;                               ///< what the evidence of the team itself is multiplied by
  std::vector<FactorTeam> teams{};                        ///< by their bytes
  bool operator==(const NaiveBayes&) const = default;
};

/// Counts values by outcome.
///
/// Share of a value v among events: (n(v) + a) / Σ (n + a) over the column's values, a being the smoothing; of a stage
/// (n(v) + a) / (N + a), N all events. A team's share is (t(v) + m share) / (T + m) with m `team_strength`. Evidence is
/// the ln of the share among events over that among others; log-odds are the baseline plus Σ exponent · evidence.
/// Exponents minimise loss + (1 / 2C) Σ s² (exponent − 1)², s being the deviation of the evidence; none is below 0.
/// @param columns  one or more; numbers are put into bins
/// @param outcome  0 or 1 for each row
/// @param options  smoothing, damping, unknown values, stages, teams, weights of rows
/// @return  the model; see its status. The order of rows changes nothing beyond 1e-9 relative
/// @throws  ArgumentError  `argument.columns` (also for a ladder or team column that is absent or holds numbers),
/// `argument.outcome`, `argument.weights`, `argument.range`, `argument.ladder` (no stages, one twice, or one not
/// listed)
/// @cost    cells · log values; with fitted exponents that of `fit_logistic` on top; any thread may call it
/// @source  Hand, Yu (2001), Idiot's Bayes; docs/methods/score_models.md
[[nodiscard]] NaiveBayes fit_naive_bayes(Columns columns, std::span<const double> outcome,
                                         const NaiveBayesOptions& options = {});

/// Probabilities of all rows.
/// @param model    fitted
/// @param columns  those of the model by name, in any order, with any others; values never seen are skipped
/// @return  one for each row; empty if the model has status one_class
/// @throws  ArgumentError  `argument.columns` if one of the model's is absent or of the other sort
/// @cost    rows · columns; no shared state, any thread may call it
[[nodiscard]] std::vector<double> predict(const NaiveBayes& model, Columns columns);

/// One row with its reasons: baseline and the evidence of each known value, in thousandths of log-odds that add up.
///
/// The interval has the variance Σ exponent² (ψ₁(a) − ψ₁(A)) of Dirichlet shares, that of the baseline, and the spread
/// of what is unknown. Unknown are also columns that are absent and values never seen; each is named in `missing` with
/// the distance from the least to the greatest evidence.
/// @param model    fitted
/// @param columns  table of the row
/// @param row      its place
/// @param options  level of the interval
/// @return  state enough, partial, prior_only (all unknown) or, with status one_class, unavailable
/// @throws  ArgumentError  `argument.columns`, `argument.range` (level, row)
/// @cost    linear in columns and values; no shared state, any thread may call it
[[nodiscard]] Prediction explain(const NaiveBayes& model, Columns columns, std::size_t row,
                                 const ExplainOptions& options = {});

}  // namespace guanxi::score
