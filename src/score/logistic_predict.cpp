#include <guanxi/score/logistic.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "model_columns.hpp"
#include "reasons.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace {

using Coefficients = std::span<const LogisticCoefficient>;

// The coefficients of a column, which stand together.
Coefficients coefficients_of(const Logistic& model, std::string_view column) {
  const auto same = [column](const LogisticCoefficient& about) { return about.column == column; };
  const auto first = std::find_if(model.coefficients.begin(), model.coefficients.end(), same);
  const auto last = std::find_if_not(first, model.coefficients.end(), same);
  return {model.coefficients.data() + (first - model.coefficients.begin()), static_cast<std::size_t>(last - first)};
}

bool knows_word(const LogisticColumn& column, Coefficients coefficients, std::string_view word) {
  return word == column.reference ||
         std::any_of(coefficients.begin(), coefficients.end(),
                     [word](const LogisticCoefficient& about) { return about.word == word; });
}

// What a known word adds to the baseline.
double effect_of_word(Coefficients coefficients, std::string_view word) {
  double sum = 0;
  for (const LogisticCoefficient& about : coefficients)
    sum += about.coefficient * ((about.word == word ? 1.0 : 0.0) - about.mean);
  return sum;
}

void add_numbers(std::vector<double>& log_odds, std::span<const double> numbers, const LogisticCoefficient& about) {
  for (std::size_t row = 0; row < log_odds.size(); ++row)
    if (!std::isnan(numbers[row])) log_odds[row] += about.coefficient * (numbers[row] - about.mean);
}

void add_words(std::vector<double>& log_odds, const CodedWords& words, const LogisticColumn& column,
               Coefficients coefficients) {
  std::vector<double> effects;
  for (const std::string& word : words.levels)
    effects.push_back(knows_word(column, coefficients, word) ? effect_of_word(coefficients, word) : 0);
  for (std::size_t row = 0; row < log_odds.size(); ++row)
    if (words.codes[row] >= 0) log_odds[row] += effects[static_cast<std::size_t>(words.codes[row])];
}

// One row on its way to an answer.
struct Explained {
  const Logistic& model;
  std::vector<double> distance;  // from the means; 0 where unknown
  std::vector<reasons::Part> parts{};
  std::vector<MissingPart> missing{};
  double log_odds = 0;
  double open = 0;  // variance of what is unknown

  std::size_t place_of(const LogisticCoefficient& about) const {
    return static_cast<std::size_t>(&about - model.coefficients.data());
  }
};

double width_of(const LogisticColumn& column, Coefficients coefficients) {
  double least = 0, most = 0;
  for (const LogisticCoefficient& about : coefficients) {
    const double at = about.coefficient * (column.words ? 1 : about.high - about.low);
    least = (std::min)(least, at);
    most = (std::max)(most, at);
  }
  return most - least;
}

// Variance of a column's effect over the rows of the fit: of indicators with their covariances −m m'.
double variance_of(const LogisticColumn& column, Coefficients coefficients) {
  double squares = 0, mean = 0;
  for (const LogisticCoefficient& about : coefficients) {
    if (!column.words) return about.coefficient * about.coefficient * about.deviation * about.deviation;
    squares += about.coefficient * about.coefficient * about.mean;
    mean += about.coefficient * about.mean;
  }
  return (std::max)(squares - mean * mean, 0.0);
}

void leave_open(Explained& row, const LogisticColumn& column, Coefficients coefficients, MissingPart missing) {
  row.open += variance_of(column, coefficients);
  row.missing.push_back(std::move(missing));
}

void explain_number(Explained& row, const LogisticColumn& column, const LogisticCoefficient& about,
                    std::optional<double> number) {
  if (!number)
    return leave_open(row, column, {&about, 1}, reasons::missing_part(column.name, width_of(column, {&about, 1})));
  const std::string text = reasons::number_text(*number), mean = reasons::number_text(about.mean);
  row.distance[row.place_of(about)] = *number - about.mean;
  row.parts.push_back({column.name,
                       {text + "（平均 " + mean + "）", text + " (mean " + mean + ")"},
                       about.coefficient * (*number - about.mean)});
}

void explain_word(Explained& row, const LogisticColumn& column, Coefficients coefficients,
                  std::optional<std::string_view> word) {
  const double width = width_of(column, coefficients);
  if (!word) return leave_open(row, column, coefficients, reasons::missing_part(column.name, width));
  if (!knows_word(column, coefficients, *word))
    return leave_open(row, column, coefficients, reasons::never_seen(column.name, *word, width));
  for (const LogisticCoefficient& about : coefficients)
    row.distance[row.place_of(about)] = (about.word == *word ? 1.0 : 0.0) - about.mean;
  row.parts.push_back({column.name, reasons::word_reason(*word), effect_of_word(coefficients, *word)});
}

double variance_at(const Logistic& model, const std::vector<double>& distance) {
  const std::size_t width = distance.size() + 1;
  const auto v = [&distance](std::size_t j) { return j == 0 ? 1 : distance[j - 1]; };
  double sum = 0;
  for (std::size_t j = 0; j < width; ++j) {
    double line = 0;
    for (std::size_t k = 0; k < width; ++k) line += model.covariance[j * width + k] * v(k);
    sum += v(j) * line;
  }
  return (std::max)(sum, 0.0);
}

}  // namespace

std::vector<double> predict(const Logistic& model, Columns columns) {
  const std::size_t rows = check_columns(columns);
  std::vector<const Column*> found;
  for (const LogisticColumn& column : model.columns)
    found.push_back(model_columns::demanded(columns, column.name, column.words));
  if (model.coefficients.empty()) return {};
  std::vector<double> log_odds(rows, model.baseline);
  for (std::size_t c = 0; c < found.size(); ++c) {
    if (found[c] == nullptr) continue;
    const Coefficients coefficients = coefficients_of(model, model.columns[c].name);
    if (const auto* numbers = std::get_if<std::span<const double>>(&found[c]->values)) {
      add_numbers(log_odds, *numbers, coefficients.front());
    } else {
      add_words(log_odds, std::get<CodedWords>(found[c]->values), model.columns[c], coefficients);
    }
  }
  for (double& value : log_odds) value = statistics::sigmoid(value);
  return log_odds;
}

Prediction explain(const Logistic& model, Columns columns, std::size_t row, const ExplainOptions& options) {
  model_columns::check_row(columns, row);
  if (model.coefficients.empty()) return reasons::unavailable(model.model, options);
  Explained explained{model, std::vector<double>(model.coefficients.size(), 0)};
  for (const LogisticColumn& column : model.columns) {
    const Coefficients coefficients = coefficients_of(model, column.name);
    const Column* found = find_column(columns, column.name);
    if (column.words) {
      explain_word(explained, column, coefficients, model_columns::word_at(found, row));
    } else {
      explain_number(explained, column, coefficients.front(), model_columns::number_at(found, row));
    }
  }
  explained.log_odds = model.baseline;
  for (const reasons::Part& part : explained.parts) explained.log_odds += part.points;
  Score score = reasons::to_score(model.model, model.baseline, explained.parts);
  score.missing = std::move(explained.missing);
  return reasons::to_prediction(std::move(score), explained.log_odds,
                                variance_at(model, explained.distance) + explained.open, options);
}

}  // namespace guanxi::score
