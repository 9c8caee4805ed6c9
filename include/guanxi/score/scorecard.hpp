#pragma once
/// @file
/// Scorecards: weight of evidence by bins, information values, points that add up.

#include <guanxi/score/columns.hpp>
#include <guanxi/score/prediction.hpp>
#include <guanxi/score/scorecard_options.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// One bin of a column.
struct ScorecardBin {
  std::string label{};    ///< the word, or the range as people call it; empty for unknown values
  bool missing = false;   ///< holds the unknown values
  double events{};        ///< summed weight with outcome 1
  double others{};        ///< summed weight with outcome 0
  bool empty = false;     ///< one of them is 0
  double woe{};           ///< weight of evidence: ln(share of all events / share of all others)
  double iv{};            ///< what the bin adds to the information value
  std::int64_t points{};  ///< thousandths of a point, rounded once to the decimals asked for
  bool operator==(const ScorecardBin&) const = default;
};

/// One column of a scorecard.
struct Characteristic {
  std::string column{};                    ///< name of the column
  bool words = false;                      ///< holds words, else numbers
  std::vector<double> cuts{};              ///< of numbers: bin k holds cuts[k − 1] < number <= cuts[k]
  std::vector<ScorecardBin> bins{};        ///< words by their bytes, ranges from low to high, unknown values last
  double iv{};                             ///< information value
  IvStrength strength = IvStrength::none;  ///< what it says of the column
  double coefficient{};                    ///< of the weight of evidence
  double standard_error{};                 ///< of the coefficient; 0 if it was not fitted
  std::int64_t neutral{};                  ///< thousandths of a point where nothing is known
  bool operator==(const Characteristic&) const = default;
};

/// A scorecard; all its state.
struct Scorecard {
  std::string model = "score.scorecard/1";            ///< name and version of the method
  LogisticStatus status = LogisticStatus::one_class;  ///< without ok there are no points
  std::string column{};                               ///< the column that the status is about
  std::vector<Characteristic> characteristics{};      ///< in the order of the table
  double events{};                                    ///< summed weight with outcome 1
  double others{};                                    ///< summed weight with outcome 0
  double intercept{};                                 ///< log-odds where every weight of evidence is 0
  double offset{};                                    ///< a of points = a − b ln odds
  double factor{};                                    ///< b of points = a − b ln odds
  int decimals{};                                     ///< of points
  std::int64_t base{};                                ///< thousandths of a point with which every row starts
  bool operator==(const Scorecard&) const = default;
};

/// Weight of evidence and information value of each column, and a card of points.
///
/// Points = a − b ln odds with b = pdo / ln 2 and a = points0 + b ln odds0, odds being events to others and ln odds =
/// intercept + Σ coefficient · woe. Each bin's −b · coefficient · woe is rounded once, so that its points are the same
/// in every row; a base that is spread is shared out by the largest remainder. Unknown values have a bin of their own
/// if there were any.
/// @param columns  one or more
/// @param outcome  0 or 1 for each row, 1 being the event (bad, churned, converted)
/// @param options  bins, empty cells, coefficients, scale, weights of rows
/// @return  the card; with a status other than ok without points, with one_class without weights of evidence too
/// @throws  ArgumentError  `argument.columns`, `argument.outcome`, `argument.weights`, `argument.range`,
/// `argument.cuts` (a column that is absent or holds words, cuts that do not rise)
/// @cost    n log n for each column, and that of `fit_logistic`; no shared state, any thread may call it
/// @source  Siddiqi (2006), Credit Risk Scorecards; docs/methods/score_models.md
[[nodiscard]] Scorecard fit_scorecard(Columns columns, std::span<const double> outcome,
                                      const ScorecardOptions& options = {});

/// Probabilities of the event in all rows, from weights of evidence that are not rounded.
/// @param card     fitted
/// @param columns  those of the card by name, in any order, with any others; words never seen count 0
/// @return  one for each row; empty if the card has no points (see its status)
/// @throws  ArgumentError  `argument.columns` if one of the card's is absent or of the other sort
/// @cost    rows · columns; no shared state, any thread may call it
[[nodiscard]] std::vector<double> predict(const Scorecard& card, Columns columns);

/// Points of all rows, as printed on the card.
/// @param card     fitted
/// @param columns  as for `predict`
/// @return  one for each row; empty if the card has no points
/// @throws  ArgumentError  as `predict`
/// @cost    rows · columns; no shared state, any thread may call it
[[nodiscard]] std::vector<double> points(const Scorecard& card, Columns columns);

/// One row in points with its reasons.
/// @param card     fitted
/// @param columns  table of the row; an absent column is unknown
/// @param row      its place
/// @param options  day; the level of the interval is not used
/// @return  baseline plus contributions in thousandths of a point. Unknown values without a bin of their own and words
/// never seen count neutral points and are named in `missing`; the interval runs from their worst to their best bin.
/// Unavailable without points
/// @throws  ArgumentError  `argument.columns`, `argument.range` (row)
/// @cost    linear in columns and bins; no shared state, any thread may call it
[[nodiscard]] Score explain(const Scorecard& card, Columns columns, std::size_t row,
                            const ExplainOptions& options = {});

}  // namespace guanxi::score
