#include <guanxi/score/naive_bayes.hpp>

#include <guanxi/score/bins.hpp>
#include <guanxi/score/logistic.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "evidence.hpp"
#include "model_columns.hpp"

namespace guanxi::score {

namespace {

// What counting needs of the table.
struct Rows {
  Columns columns;
  std::span<const double> outcome;
  const NaiveBayesOptions& options;
  std::vector<std::size_t> teams{};

  [[nodiscard]] std::size_t size() const noexcept { return outcome.size(); }
  [[nodiscard]] double weight(std::size_t row) const noexcept {
    return options.weights.empty() ? 1 : options.weights[row];
  }
};

void demand_number(const char* name, double value, bool above_zero) {
  if (std::isfinite(value) && (above_zero ? value > 0 : value >= 0)) return;
  throw ArgumentError("argument.range", std::string(name) + " must be a finite number " +
                                            (above_zero ? "above 0" : "from 0") + ", found " + std::to_string(value));
}

void demand_words(Columns columns, const std::string& name, const char* role) {
  const Column* column = find_column(columns, name);
  if (column == nullptr || !has_words(*column))
    throw ArgumentError("argument.columns", std::string(role) + " must name a column of words, found " + name);
}

void demand_ladder(Columns columns, const StageLadder& ladder) {
  if (ladder.column.empty()) return;
  demand_words(columns, ladder.column, "ladder");
  const std::set<std::string> stages(ladder.stages.begin(), ladder.stages.end());
  if (stages.empty() || stages.size() != ladder.stages.size())
    throw ArgumentError("argument.ladder", "ladder must list at least one stage and none twice, found " +
                                               std::to_string(ladder.stages.size()) + " of which " +
                                               std::to_string(stages.size()) + " differ");
  const auto words = std::get<CodedWords>(find_column(columns, ladder.column)->values);
  for (const std::int32_t code : words.codes)
    if (code >= 0 && !stages.contains(words.levels[static_cast<std::size_t>(code)]))
      throw ArgumentError("argument.ladder", "ladder must list every stage of column " + ladder.column + ", found " +
                                                 words.levels[static_cast<std::size_t>(code)] + " that it does not");
}

void demand_counting(Columns columns, const NaiveBayesOptions& options) {
  demand_number("strength", options.strength, true);
  demand_number("class_strength", options.class_strength, false);
  demand_number("damping_c", options.damping_c, true);
  demand_number("minimum_seen", options.minimum_seen, false);
  demand_number("team_strength", options.team_strength, true);
  if (options.bins < 1)
    throw ArgumentError("argument.range", "bins must be at least 1, found " + std::to_string(options.bins));
  demand_ladder(columns, options.ladder);
  if (!options.team_column.empty()) demand_words(columns, options.team_column, "team_column");
  for (const std::string& name : options.unset_as_value)
    if (find_column(columns, name) == nullptr)
      throw ArgumentError("argument.columns", "unset_as_value must name columns of the table, found " + name);
}

// Words that occur in rows of some weight.
std::set<std::string> words_in(const Rows& rows, const CodedWords& words) {
  std::vector<bool> seen(words.levels.size(), false);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (words.codes[row] >= 0 && rows.weight(row) > 0) seen[static_cast<std::size_t>(words.codes[row])] = true;
  std::set<std::string> found;
  for (std::size_t level = 0; level < seen.size(); ++level)
    if (seen[level]) found.insert(words.levels[level]);
  return found;
}

FactorValue new_value(std::string value, std::size_t teams, bool unset = false) {
  return {.value = std::move(value),
          .unset = unset,
          .team_events = std::vector<double>(teams, 0),
          .team_others = std::vector<double>(teams, 0)};
}

// A factor with its values, not counted yet.
Factor describe_factor(const Rows& rows, const Column& column, std::size_t teams) {
  const NaiveBayesOptions& options = rows.options;
  Factor factor{
      .column = std::string(column.name), .words = has_words(column), .ladder = column.name == options.ladder.column};
  if (factor.ladder) {
    for (const std::string& stage : options.ladder.stages) factor.values.push_back(new_value(stage, teams));
    return factor;
  }
  if (factor.words) {
    for (const std::string& word : words_in(rows, std::get<CodedWords>(column.values)))
      factor.values.push_back(new_value(word, teams));
  } else {
    factor.cuts = quantile_cuts(std::get<std::span<const double>>(column.values), options.bins, options.weights);
    for (std::size_t bin = 0; bin <= factor.cuts.size(); ++bin)
      factor.values.push_back(new_value(bin_text(factor.cuts, bin), teams));
  }
  const auto& named = options.unset_as_value;
  if (options.unset == UnsetRule::value || std::find(named.begin(), named.end(), factor.column) != named.end())
    factor.values.push_back(new_value("", teams, true));
  return factor;
}

void count_value(FactorValue& value, bool event, double weight, std::size_t team) {
  (event ? value.events : value.others) += weight;
  if (team != evidence::none) (event ? value.team_events : value.team_others)[team] += weight;
}

void count_factor(const Rows& rows, const Column& column, Factor& factor) {
  const std::vector<std::size_t> places = evidence::places_of(factor, &column, rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const bool event = rows.outcome[row] == 1;
    if (!factor.ladder) {
      if (places[row] != evidence::none)
        count_value(factor.values[places[row]], event, rows.weight(row), rows.teams[row]);
      continue;
    }
    const std::size_t reached = event ? factor.values.size() - 1 : places[row] == evidence::none ? 0 : places[row];
    for (std::size_t stage = 0; stage <= reached; ++stage)
      count_value(factor.values[stage], event, rows.weight(row), rows.teams[row]);
  }
  if (factor.ladder) return;
  const double minimum = rows.options.minimum_seen;
  std::erase_if(factor.values, [minimum](const FactorValue& value) {
    const double seen = value.events + value.others;
    return seen < minimum || seen == 0;
  });
}

void count_teams(NaiveBayes& model, const Rows& rows) {
  if (rows.options.team_column.empty()) return;
  const CodedWords words = std::get<CodedWords>(find_column(rows.columns, rows.options.team_column)->values);
  for (const std::string& word : words_in(rows, words)) model.teams.push_back({.name = word});
}

// Spread of a factor's evidence over the rows that have it.
void describe_evidence(const NaiveBayes& model, Factor& factor) {
  double weight = 0, sum = 0, squares = 0;
  const std::vector<evidence::Evidence> found = evidence::of_values(model, factor, evidence::none);
  for (std::size_t i = 0; i < found.size(); ++i) {
    FactorValue& value = factor.values[i];
    value.evidence = found[i].log_ratio;
    const double seen = value.events + value.others;
    weight += seen;
    sum += seen * value.evidence;
    squares += seen * value.evidence * value.evidence;
  }
  if (weight > 0) factor.spread = (std::max)(squares / weight - sum / weight * (sum / weight), 0.0);
}

// The evidence of all rows, one column a factor, the team last.
std::vector<std::vector<double>> evidence_columns(const NaiveBayes& model, const Rows& rows) {
  std::vector<std::vector<double>> columns;
  for (const Factor& factor : model.factors) {
    std::vector<std::vector<double>> known;  // by team, none last
    for (std::size_t team = 0; team <= model.teams.size(); ++team) {
      known.emplace_back();
      for (const evidence::Evidence& found :
           evidence::of_values(model, factor, team < model.teams.size() ? team : evidence::none))
        known.back().push_back(found.log_ratio);
    }
    const auto places = evidence::places_of(factor, find_column(rows.columns, factor.column), rows.size());
    std::vector<double>& column = columns.emplace_back(rows.size(), 0);
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (places[row] != evidence::none)
        column[row] = known[(std::min)(rows.teams[row], model.teams.size())][places[row]];
  }
  if (model.teams.empty()) return columns;
  std::vector<double>& last = columns.emplace_back(rows.size(), 0);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows.teams[row] != evidence::none) last[row] = evidence::of_team(model, rows.teams[row]).log_ratio;
  return columns;
}

// One fit of exponents for the factors that are left.
Logistic fit_exponents(const std::vector<std::vector<double>>& columns, const std::vector<std::size_t>& left,
                       const Rows& rows) {
  std::vector<std::string> names;
  std::vector<PriorMean> ones;
  for (const std::size_t place : left) {
    names.push_back(std::to_string(place));
    ones.push_back({names.back(), 1});
  }
  std::vector<Column> table;
  for (std::size_t i = 0; i < left.size(); ++i) table.push_back({names[i], std::span<const double>(columns[left[i]])});
  return fit_logistic(
      table, rows.outcome,
      {.penalty = Penalty::ridge, .c = rows.options.damping_c, .prior_means = ones, .weights = rows.options.weights});
}

double& exponent_at(NaiveBayes& model, std::size_t place) {
  return place < model.factors.size() ? model.factors[place].exponent : model.team_exponent;
}

// Exponents, none below 0: those that would be are 0 and the others are fitted again.
void damp(NaiveBayes& model, const Rows& rows) {
  const std::vector<std::vector<double>> columns = evidence_columns(model, rows);
  std::vector<std::size_t> left;
  for (std::size_t place = 0; place < columns.size(); ++place) left.push_back(place);
  while (!left.empty()) {
    const Logistic fit = fit_exponents(columns, left, rows);
    if (fit.status != LogisticStatus::ok) return;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < left.size(); ++i)
      if (fit.coefficients[i].coefficient >= 0) kept.push_back(left[i]);
    if (kept.size() == left.size()) {
      for (std::size_t i = 0; i < left.size(); ++i) exponent_at(model, left[i]) = fit.coefficients[i].coefficient;
      model.baseline = fit.intercept;
      model.damping = Damping::fitted;
      return;
    }
    for (const std::size_t place : left) exponent_at(model, place) = 0;
    left = std::move(kept);
  }
}

NaiveBayes describe_options(const NaiveBayesOptions& options) {
  return {.smoothing = options.smoothing,
          .strength = options.strength,
          .class_strength = options.class_strength,
          .minimum_seen = options.minimum_seen,
          .team_column = options.team_column,
          .team_strength = options.team_strength};
}

void count_outcomes(NaiveBayes& model, const Rows& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const bool event = rows.outcome[row] == 1;
    (event ? model.events : model.others) += rows.weight(row);
    if (rows.teams[row] == evidence::none) continue;
    FactorTeam& team = model.teams[rows.teams[row]];
    (event ? team.events : team.others) += rows.weight(row);
  }
}

}  // namespace

NaiveBayes fit_naive_bayes(Columns columns, std::span<const double> outcome, const NaiveBayesOptions& options) {
  const std::size_t count = check_columns(columns);
  check_outcome(outcome, count);
  check_weights(options.weights, count);
  demand_counting(columns, options);
  Rows rows{columns, outcome, options};
  NaiveBayes model = describe_options(options);
  count_teams(model, rows);
  rows.teams = evidence::teams_of(
      model, options.team_column.empty() ? nullptr : find_column(columns, options.team_column), count);
  count_outcomes(model, rows);
  for (const Column& column : columns) {
    if (column.name == options.team_column) continue;
    model.factors.push_back(describe_factor(rows, column, model.teams.size()));
    count_factor(rows, column, model.factors.back());
  }
  if (!(model.events > 0 && model.others > 0)) return model;
  model.status = NaiveBayesStatus::ok;
  for (Factor& factor : model.factors) describe_evidence(model, factor);
  model.baseline = evidence::of_outcomes(model).log_ratio;
  if (options.damping == Damping::fitted) damp(model, rows);
  return model;
}

}  // namespace guanxi::score
