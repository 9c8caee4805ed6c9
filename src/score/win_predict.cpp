#include <guanxi/core/apportion.hpp>
#include <guanxi/score/win_model.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "model_columns.hpp"
#include "reasons.hpp"
#include "statistics.hpp"
#include "win_check.hpp"

namespace guanxi::score {

namespace {

// True if the model answers by one rate for all rows.
bool tells_rate_only(const WinModel& model) {
  return model.state == WinState::prior_only ||
         (model.state == WinState::no_lift && model.when_no_lift == NoLiftRule::base_rate);
}

// Log-odds on the way to a probability, with their variance.
struct Line {
  double log_odds = 0;
  double variance = 0;
};

Line rate_line(const WinModel& model) {
  if (model.state == WinState::prior_only) return {model.baseline, model.baseline_error * model.baseline_error};
  return {win::log_odds_of(model.base_rate), 1 / model.won + 1 / model.lost};
}

double level_of(const WinModel& model, const WinAnswerOptions& options) {
  if (options.level != 0 && !(options.level > 0 && options.level < 1))
    throw ArgumentError("argument.range", "level must be 0 (that of the model), or above 0 and below 1, found " +
                                              std::to_string(options.level));
  return options.level == 0 ? model.level : options.level;
}

std::vector<const Column*> demand_columns(const WinModel& model, Columns columns) {
  std::vector<const Column*> found;
  for (const WinColumn& column : model.columns)
    found.push_back(model_columns::demanded(columns, column.name, column.words));
  for (const WinGroup& group : model.groups) found.push_back(model_columns::demanded(columns, group.column, true));
  return found;
}

win::Table encode_all(const WinModel& model, Columns columns, std::size_t rows) {
  const std::vector<const Column*> found = demand_columns(model, columns);
  std::vector<std::size_t> places(rows);
  std::iota(places.begin(), places.end(), std::size_t{0});
  return win::encode({model.columns, model.coefficients, model.groups}, found, places);
}

// Baseline, standardised coefficients, offsets.
std::vector<double> weights_of(const WinModel& model) {
  std::vector<double> weights{model.baseline};
  for (const WinCoefficient& about : model.coefficients) weights.push_back(about.standardized);
  for (const WinGroup& group : model.groups)
    for (const WinOffset& offset : group.offsets) weights.push_back(offset.offset);
  return weights;
}

double log_odds_at(const win::Table& table, std::size_t i, std::span<const double> weights) {
  double sum = 0;
  for (std::size_t j = 0; j < table.width; ++j) sum += weights[j] * table.row(i)[j];
  for (std::size_t g = 0; g < table.groups; ++g)
    if (const std::int32_t place = table.team(i)[g]; place >= 0) sum += weights[static_cast<std::size_t>(place)];
  return sum;
}

// x' Σ x of one row of cells and teams; Σ is symmetric.
double win_variance(const WinModel& model, std::size_t size, std::span<const double> cells,
                    std::span<const std::int32_t> teams) {
  const auto line_sum = [&](std::size_t at) {
    const double* line = model.covariance.data() + at * size;
    double sum = 0;
    for (std::size_t k = 0; k < cells.size(); ++k) sum += line[k] * cells[k];
    for (const std::int32_t team : teams)
      if (team >= 0) sum += line[team];
    return sum;
  };
  double sum = 0;
  for (std::size_t j = 0; j < cells.size(); ++j) sum += cells[j] * line_sum(j);
  for (const std::int32_t team : teams)
    if (team >= 0) sum += line_sum(static_cast<std::size_t>(team));
  return (std::max)(sum, 0.0);
}

double team_variance(const WinModel& model, std::span<const std::int32_t> teams) {
  double sum = 0;
  for (std::size_t g = 0; g < teams.size(); ++g)
    if (teams[g] < 0) sum += model.groups[g].deviation * model.groups[g].deviation;
  return sum;
}

std::span<const WinCoefficient> terms_of(const WinModel& model, const WinColumn& column) {
  const win::Places places = win::places_of(model.coefficients, column.name);
  return std::span(model.coefficients).subspan(places.first, places.end - places.first);
}

// What is unknown in each row and was not learnt, as variance of its log-odds.
std::vector<double> open_variances(const WinModel& model, Columns columns, std::size_t rows) {
  std::vector<double> sums(rows, 0);
  for (const WinColumn& about : model.columns) {
    const auto terms = terms_of(model, about);
    const double open = win::open_variance(about, terms);
    const Column* column = model_columns::demanded(columns, about.name, about.words);
    std::vector<double> cells(terms.size());
    const bool blank = about.words ? win::word_cells(about, terms, nullptr, cells.data()) == win::Sight::missing
                                   : win::number_cells(terms, std::numeric_limits<double>::quiet_NaN(), cells.data()) ==
                                         win::Sight::missing;
    if (column == nullptr) {
      for (double& sum : sums) sum += blank ? open : 0;
    } else if (const auto* numbers = std::get_if<std::span<const double>>(&column->values)) {
      for (std::size_t row = 0; row < rows; ++row) sums[row] += blank && std::isnan((*numbers)[row]) ? open : 0;
    } else {
      const auto& [codes, levels] = std::get<CodedWords>(column->values);
      std::vector<double> of_word;
      for (const std::string& level : levels) {
        const std::string_view word = level;
        of_word.push_back(win::word_cells(about, terms, &word, cells.data()) == win::Sight::unseen ? open : 0);
      }
      for (std::size_t row = 0; row < rows; ++row)
        sums[row] += codes[row] < 0 ? (blank ? open : 0) : of_word[static_cast<std::size_t>(codes[row])];
    }
  }
  return sums;
}

// Both ends and the middle, calibrated and bounded.
struct Answer {
  double middle;
  double low;
  double high;
};

Answer answer_of(const WinModel& model, const Line& line, double z) {
  const double half = z * std::sqrt(line.variance);
  const auto end = [&](double log_odds) {
    return win::bounded(tells_rate_only(model) ? log_odds : win::calibrated(model.calibration, log_odds));
  };
  return {end(line.log_odds), end(line.log_odds - half), end(line.log_odds + half)};
}

}  // namespace

std::vector<double> predict(const WinModel& model, Columns columns) {
  const std::size_t rows = check_columns(columns);
  (void)demand_columns(model, columns);
  if (model.state == WinState::unavailable) return {};
  if (tells_rate_only(model))
    return std::vector<double>(rows, statistics::sigmoid(answer_of(model, rate_line(model), 0).middle));
  const win::Table table = encode_all(model, columns, rows);
  const std::vector<double> weights = weights_of(model);
  std::vector<double> result(rows);
  for (std::size_t row = 0; row < rows; ++row)
    result[row] =
        statistics::sigmoid(win::bounded(win::calibrated(model.calibration, log_odds_at(table, row, weights))));
  return result;
}

WinIntervals predict_intervals(const WinModel& model, Columns columns, const WinAnswerOptions& options) {
  const std::size_t rows = check_columns(columns);
  const double z = statistics::two_sided_z(level_of(model, options));
  (void)demand_columns(model, columns);
  WinIntervals result;
  if (model.state == WinState::unavailable) return result;
  const bool rate_only = tells_rate_only(model);
  const win::Table table = rate_only ? win::Table() : encode_all(model, columns, rows);
  const std::vector<double> weights = weights_of(model),
                            open = rate_only ? std::vector<double>() : open_variances(model, columns, rows);
  for (std::size_t row = 0; row < rows; ++row) {
    Line line;
    if (rate_only) {
      line = rate_line(model);
    } else {
      const std::span teams(table.team(row), table.groups);
      line = {log_odds_at(table, row, weights),
              win_variance(model, weights.size(), {table.row(row), table.width}, teams) + team_variance(model, teams) +
                  open[row]};
    }
    const Answer answer = answer_of(model, line, z);
    result.probability.push_back(statistics::sigmoid(answer.middle));
    result.low.push_back(statistics::sigmoid(answer.low));
    result.high.push_back(statistics::sigmoid(answer.high));
  }
  return result;
}

namespace {

// A greater effect of one column is as certain, and could not be taken back by the reason `limit`.
constexpr double most_effect = reasons::most_points / 100;

// One row on its way to an answer.
struct Told {
  std::vector<double> cells{};
  std::vector<std::int32_t> teams{};
  std::vector<reasons::Part> parts{};
  std::vector<MissingPart> missing{};
  double open = 0;
};

double effect_width(const WinColumn& column, std::span<const WinCoefficient> terms) {
  double least = 0, most = 0;
  for (const WinCoefficient& about : terms) {
    if (about.term == WinTerm::missing) continue;
    const double at = about.coefficient * (column.words ? 1 : about.high - about.low);
    least = (std::min)(least, at);
    most = (std::max)(most, at);
  }
  return most - least;
}

void tell_sight(Told& told, const WinColumn& column, std::span<const WinCoefficient> terms, win::Sight sight,
                std::span<const double> cells, Message reason) {
  double points = 0;
  for (std::size_t k = 0; k < terms.size(); ++k) points += terms[k].standardized * cells[k];
  points = std::clamp(points, -most_effect, most_effect);
  told.cells.insert(told.cells.end(), cells.begin(), cells.end());
  if (sight == win::Sight::known || sight == win::Sight::unknown)
    return told.parts.push_back({column.name, std::move(reason), points});
  told.open += win::open_variance(column, terms);
  if (points != 0) told.parts.push_back({column.name, std::move(reason), points});
}

void tell_number(Told& told, const WinModel& model, const WinColumn& column, std::optional<double> number) {
  const auto terms = terms_of(model, column);
  std::vector<double> cells(terms.size());
  const win::Sight sight =
      win::number_cells(terms, number.value_or(std::numeric_limits<double>::quiet_NaN()), cells.data());
  Message reason{"未知", "unknown"};
  if (number) {
    const WinCoefficient& about = terms.front();
    const std::string text = reasons::number_text(*number), mean = reasons::number_text(about.mean);
    const double counted = win::held(*number, about.low, about.high);
    if (about.term != WinTerm::number) {
      reason = {text, text};
    } else if (counted != *number) {
      const std::string end = reasons::number_text(counted);
      reason = {text + "（远超见过的范围，按 " + end + " 计；平均 " + mean + "）",
                text + " (far beyond what was seen, counted as " + end + "; mean " + mean + ")"};
    } else {
      reason = {text + "（平均 " + mean + "）", text + " (mean " + mean + ")"};
    }
  }
  if (sight == win::Sight::missing)
    told.missing.push_back(reasons::missing_part(column.name, effect_width(column, terms)));
  tell_sight(told, column, terms, sight, cells, std::move(reason));
}

void tell_word(Told& told, const WinModel& model, const WinColumn& column, std::optional<std::string_view> word) {
  const auto terms = terms_of(model, column);
  std::vector<double> cells(terms.size());
  const win::Sight sight = win::word_cells(column, terms, word ? &*word : nullptr, cells.data());
  const double width = effect_width(column, terms);
  if (sight == win::Sight::missing) told.missing.push_back(reasons::missing_part(column.name, width));
  if (sight == win::Sight::unseen) {
    const bool seldom = std::binary_search(column.pooled.begin(), column.pooled.end(), *word, std::less<>());
    told.missing.push_back(reasons::never_seen(column.name, *word, width, seldom));
  }
  tell_sight(told, column, terms, sight, cells, word ? reasons::word_reason(*word) : Message{"未知", "unknown"});
}

void tell_team(Told& told, const WinGroup& group, std::size_t first, std::optional<std::string_view> word) {
  const std::int32_t place = word ? win::team_place(group, *word) : -1;
  told.teams.push_back(place < 0 ? -1 : place + static_cast<std::int32_t>(first));
  if (place >= 0) {
    const WinOffset& offset = group.offsets[static_cast<std::size_t>(place)];
    return told.parts.push_back({group.column, reasons::word_reason(*word), offset.offset});
  }
  told.open += group.deviation * group.deviation;
  const double width = 4 * group.deviation;  // two deviations to either side
  told.missing.push_back(word ? reasons::never_seen(group.column, *word, width)
                              : reasons::missing_part(group.column, width));
}

Told tell_row(const WinModel& model, Columns columns, std::size_t row) {
  Told told{.cells = {1}};
  for (const WinColumn& column : model.columns) {
    const Column* found = find_column(columns, column.name);
    if (column.words) {
      tell_word(told, model, column, model_columns::word_at(found, row));
    } else {
      tell_number(told, model, column, model_columns::number_at(found, row));
    }
  }
  std::size_t first = told.cells.size();
  for (const WinGroup& group : model.groups) {
    tell_team(told, group, first, model_columns::word_at(find_column(columns, group.column), row));
    first += group.offsets.size();
  }
  return told;
}

// What calibration and bounds make of the log-odds, as reasons of their own.
void add_calibration(Told& told, const WinModel& model, double log_odds) {
  const double after = win::calibrated(model.calibration, log_odds), within = win::bounded(after);
  if (model.calibration.method != CalibrationMethod::none)
    told.parts.push_back(
        {"calibration", {"按样本外结果校准", "calibrated by outcomes out of sample"}, after - log_odds});
  if (within != after)
    told.parts.push_back(
        {"limit", {"未结束的商机不会是 0 或 100%", "an open deal is never at 0 or 100 %"}, within - after});
}

Prediction to_answer(Score score, const Answer& answer, const WinAnswerOptions& options) {
  Prediction prediction{.probability = statistics::sigmoid(answer.middle),
                        .low = statistics::sigmoid(answer.low),
                        .high = statistics::sigmoid(answer.high)};
  score.low = (std::min)(score.thousandths, to_thousandths(answer.low));
  score.high = (std::max)(score.thousandths, to_thousandths(answer.high));
  score.as_of = options.as_of.value_or(Date());
  reasons::close(score);
  prediction.score = std::move(score);
  return prediction;
}

}  // namespace

Prediction explain(const WinModel& model, Columns columns, std::size_t row, const WinAnswerOptions& options) {
  model_columns::check_row(columns, row);
  const double z = statistics::two_sided_z(level_of(model, options));
  if (model.state == WinState::unavailable) return reasons::unavailable(model.model, {.as_of = options.as_of});
  if (tells_rate_only(model)) {
    const Answer answer = answer_of(model, rate_line(model), z);
    return to_answer(reasons::to_score(model.model, answer.middle, {}), answer, options);
  }
  Told told = tell_row(model, columns, row);
  double log_odds = model.baseline;
  for (const reasons::Part& part : told.parts) log_odds += part.points;
  const double variance = win_variance(model, weights_of(model).size(), told.cells, told.teams) + told.open;
  const bool nothing_known = told.parts.empty();
  add_calibration(told, model, log_odds);
  Score score = reasons::to_score(model.model, model.baseline, told.parts);
  score.missing = std::move(told.missing);
  Prediction prediction = to_answer(std::move(score), answer_of(model, {log_odds, variance}, z), options);
  if (nothing_known && !prediction.score.missing.empty()) prediction.score.state = ScoreState::prior_only;
  return prediction;
}

}  // namespace guanxi::score
