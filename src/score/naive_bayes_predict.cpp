#include <guanxi/score/naive_bayes.hpp>

#include <guanxi/core/apportion.hpp>

#include <algorithm>
#include <cmath>

#include "evidence.hpp"
#include "model_columns.hpp"
#include "reasons.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace {

// One row of a naive Bayes model on its way to an answer.
struct Weighed {
  const NaiveBayes& model;
  std::size_t team = evidence::none;
  double variance = 0;
  std::vector<reasons::Part> parts{};
  std::vector<MissingPart> missing{};
};

std::string percent_text(double share) { return thousandths_text(to_thousandths(share * 100), 0) + "%"; }

Message share_reason(const FactorValue& value, const evidence::Evidence& found) {
  const std::string events = percent_text(found.events), others = percent_text(found.others);
  const Message what = value.unset ? Message{"未填写", "unknown"} : reasons::word_reason(value.value);
  return {what.zh + "：占发生的 " + events + "，未发生的 " + others,
          what.en + ": " + events + " of events, " + others + " of others"};
}

// Distance from the least to the greatest evidence of a factor.
double width_of_factor(const Factor& factor) {
  double least = 0, most = 0;
  for (const FactorValue& value : factor.values) {
    least = (std::min)(least, value.evidence);
    most = (std::max)(most, value.evidence);
  }
  return factor.exponent * (most - least);
}

void weigh_factor(Weighed& row, const Factor& factor, const evidence::Place& place) {
  if (place.value == evidence::none) {
    row.variance += factor.exponent * factor.exponent * factor.spread;
    const double width = width_of_factor(factor);
    MissingPart part = reasons::missing_part(factor.column, width);
    if (place.is_unseen && factor.words)
      part = reasons::never_seen(factor.column, place.unseen, width, row.model.minimum_seen > 0);
    row.missing.push_back(std::move(part));
    return;
  }
  const evidence::Evidence found = evidence::of_value(row.model, factor, place.value, row.team);
  row.variance += factor.exponent * factor.exponent * found.variance;
  row.parts.push_back(
      {factor.column, share_reason(factor.values[place.value], found), factor.exponent * found.log_ratio});
}

double width_of_teams(const NaiveBayes& model) {
  double least = 0, most = 0;
  for (std::size_t team = 0; team < model.teams.size(); ++team) {
    const double found = evidence::of_team(model, team).log_ratio;
    least = (std::min)(least, found);
    most = (std::max)(most, found);
  }
  return model.team_exponent * (most - least);
}

void weigh_team(Weighed& row, const evidence::Place& place) {
  const NaiveBayes& model = row.model;
  row.variance += evidence::of_outcomes(model).variance;
  if (model.team_column.empty()) return;
  if (place.value == evidence::none) {
    const double width = width_of_teams(model);
    row.missing.push_back(place.is_unseen ? reasons::never_seen(model.team_column, place.unseen, width)
                                          : reasons::missing_part(model.team_column, width));
    return;
  }
  const evidence::Evidence found = evidence::of_team(model, place.value);
  const std::string share = percent_text(found.events);
  const Message what = reasons::word_reason(model.teams[place.value].name);
  row.team = place.value;
  row.parts.push_back({model.team_column,
                       {what.zh + "：发生率 " + share, what.en + ": " + share + " are events"},
                       model.team_exponent * found.log_ratio});
}

// Adds the evidence of one factor to all rows.
void add_factor(std::vector<double>& log_odds, const NaiveBayes& model, const Factor& factor,
                const std::vector<std::size_t>& places, const std::vector<std::size_t>& teams) {
  const std::size_t size = factor.values.size();
  std::vector<double> known;  // by team, none last
  for (std::size_t team = 0; team <= model.teams.size(); ++team)
    for (const evidence::Evidence& found :
         evidence::of_values(model, factor, team < model.teams.size() ? team : evidence::none))
      known.push_back(factor.exponent * found.log_ratio);
  for (std::size_t row = 0; row < log_odds.size(); ++row)
    if (places[row] != evidence::none)
      log_odds[row] += known[(std::min)(teams[row], model.teams.size()) * size + places[row]];
}

}  // namespace

std::vector<double> predict(const NaiveBayes& model, Columns columns) {
  const std::size_t rows = check_columns(columns);
  std::vector<const Column*> found;
  for (const Factor& factor : model.factors)
    found.push_back(model_columns::demanded(columns, factor.column, factor.words));
  const Column* team_column =
      model.team_column.empty() ? nullptr : model_columns::demanded(columns, model.team_column, true);
  if (model.status != NaiveBayesStatus::ok) return {};
  const std::vector<std::size_t> teams = evidence::teams_of(model, team_column, rows);
  std::vector<double> log_odds(rows, model.baseline);
  for (std::size_t row = 0; row < rows; ++row)
    if (teams[row] != evidence::none)
      log_odds[row] += model.team_exponent * evidence::of_team(model, teams[row]).log_ratio;
  for (std::size_t f = 0; f < model.factors.size(); ++f)
    add_factor(log_odds, model, model.factors[f], evidence::places_of(model.factors[f], found[f], rows), teams);
  for (double& value : log_odds) value = statistics::sigmoid(value);
  return log_odds;
}

Prediction explain(const NaiveBayes& model, Columns columns, std::size_t row, const ExplainOptions& options) {
  model_columns::check_row(columns, row);
  if (model.status != NaiveBayesStatus::ok) return reasons::unavailable(model.model, options);
  Weighed weighed{model};
  weigh_team(weighed, model.team_column.empty()
                          ? evidence::Place{}
                          : evidence::team_of(model, find_column(columns, model.team_column), row));
  for (const Factor& factor : model.factors)
    weigh_factor(weighed, factor, evidence::place_of(factor, find_column(columns, factor.column), row));
  double log_odds = model.baseline;
  for (const reasons::Part& part : weighed.parts) log_odds += part.points;
  Score score = reasons::to_score(model.model, model.baseline, weighed.parts);
  score.missing = std::move(weighed.missing);
  return reasons::to_prediction(std::move(score), log_odds, weighed.variance, options);
}

}  // namespace guanxi::score
