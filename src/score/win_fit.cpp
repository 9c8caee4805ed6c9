#include <guanxi/score/win_model.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "ordered.hpp"
#include "statistics.hpp"
#include "win_check.hpp"
#include "win_shares.hpp"

namespace guanxi::score {

namespace {

using win::Belief;
using win::Layout;
using win::Order;
using win::Posterior;
using win::Sample;

void demand(bool holds, const char* name, double found, const char* allowed) {
  if (!holds)
    throw ArgumentError("argument.range",
                        std::string(name) + " must be " + allowed + ", found " + std::to_string(found));
}

bool is_from(double number, double least) { return std::isfinite(number) && number >= least; }

void demand_prior(const WinPrior& prior) {
  demand(prior.base_rate > 0 && prior.base_rate < 1, "prior.base_rate", prior.base_rate, "above 0 and below 1");
  demand(is_from(prior.weight, 0), "prior.weight", prior.weight, "a finite number from 0");
  std::set<std::string> seen;
  for (const WinEffect& effect : prior.coefficients)
    if (!std::isfinite(effect.coefficient) || !seen.insert(effect.column).second)
      throw ArgumentError("argument.prior", "prior.coefficients must be finite and name each column once, found " +
                                                effect.column + " with " + std::to_string(effect.coefficient));
}

void demand_win_options(const WinOptions& options) {
  demand_prior(options.prior);
  demand(is_from(options.spread, 0), "spread", options.spread, "a finite number from 0");
  demand(options.level > 0 && options.level < 1, "level", options.level, "above 0 and below 1");
  demand(is_from(options.minimum, 1), "minimum", options.minimum, "a finite number from 1");
  demand(std::isfinite(options.seldom) && options.seldom > 0, "seldom", options.seldom, "a finite number above 0");
  demand(options.folds == 0 || options.folds >= 2, "folds", options.folds, "0 or at least 2");
  demand(options.blocks >= 1, "blocks", options.blocks, "at least 1");
}

void demand_times(std::span<const double> time, std::size_t rows) {
  if (!time.empty() && time.size() != rows)
    throw ArgumentError("argument.time", "time must have one number for each of the " + std::to_string(rows) +
                                             " rows, found " + std::to_string(time.size()));
  ordered::check_finite(time, "time");
}

void demand_groups(Columns columns, const std::vector<std::string>& groups) {
  std::set<std::string> seen;
  for (const std::string& name : groups) {
    const Column* column = find_column(columns, name);
    if (column == nullptr || !has_words(*column) || !seen.insert(name).second)
      throw ArgumentError("argument.groups", "groups must name columns of words, each once, found " + name +
                                                 (column == nullptr     ? ", which the table does not have"
                                                  : !has_words(*column) ? ", which holds numbers"
                                                                        : " twice"));
  }
}

// -- what is believed --

double prior_centre(const WinPrior& prior, const WinCoefficient& about) {
  const std::string name = about.term == WinTerm::word ? about.column + "=" + about.word : about.column;
  if (about.term != WinTerm::word && about.term != WinTerm::number) return 0;
  for (const WinEffect& effect : prior.coefficients)
    if (effect.column == name) return effect.coefficient;
  return 0;
}

// Log-odds of a word are told against the reference, also those of experience.
double reference_centre(const WinPrior& prior, const WinColumn& column) {
  for (const WinEffect& effect : prior.coefficients)
    if (column.words && effect.column == column.name + "=" + column.reference) return effect.coefficient;
  return 0;
}

void demand_names(const WinPrior& prior, Columns columns) {
  for (const WinEffect& effect : prior.coefficients) {
    const bool found = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
      const std::string_view name = effect.column;
      if (!has_words(column)) return name == column.name;
      return name.starts_with(column.name) && name.substr(column.name.size()).starts_with("=");
    });
    if (!found)
      throw ArgumentError("argument.prior",
                          "prior.coefficients must name columns of numbers, or column=word, found " + effect.column);
  }
}

Belief belief_of(const WinPrior& prior, Layout& layout) {
  Belief belief;
  if (prior.weight > 0) {
    belief.base = win::log_odds_of(prior.base_rate);
    belief.base_precision = prior.weight * prior.base_rate * (1 - prior.base_rate);
  }
  for (WinCoefficient& about : layout.coefficients) {
    about.prior = prior_centre(prior, about);
    for (const WinColumn& column : layout.columns)
      if (column.name == about.column && about.term == WinTerm::word) about.prior -= reference_centre(prior, column);
    belief.centre.push_back(about.prior * about.deviation);
  }
  return belief;
}

// -- columns that tell the same --

// The column of earlier coefficients that a column repeats, by correlations of standardised cells.
const std::string* repeated(const Layout& layout, const dense::Square& gram, std::size_t column) {
  constexpr double same = 1 - 1e-9;
  const win::Places own = win::places_of(layout.coefficients, layout.columns[column].name);
  for (std::size_t other = 0; other < column; ++other) {
    const win::Places places = win::places_of(layout.coefficients, layout.columns[other].name);
    std::size_t twins = 0;
    for (std::size_t j = own.first; j < own.end; ++j)
      for (std::size_t k = places.first; k < places.end; ++k)
        if (std::fabs(gram(j + 1, k + 1)) >= same * std::sqrt(gram(j + 1, j + 1) * gram(k + 1, k + 1))) {
          ++twins;
          break;
        }
    if (twins == own.end - own.first) return &layout.columns[other].name;
  }
  return nullptr;
}

// Takes repeated columns out of a layout.
// @return  false if there are none
bool drop_repeated(Layout& layout, const Sample& sample) {
  const std::vector<double> origin(sample.size, 0);
  const dense::Square gram = win::information_at(sample, origin, {{0, sample.outcome.size()}});
  std::vector<WinLeftOut> repeats;
  for (std::size_t column = 1; column < layout.columns.size(); ++column)
    if (const std::string* kept = repeated(layout, gram, column))
      repeats.push_back({layout.columns[column].name, LeftOut::duplicate, *kept});
  for (const WinLeftOut& repeat : repeats) {
    std::erase_if(layout.columns, [&](const WinColumn& about) { return about.name == repeat.column; });
    std::erase_if(layout.coefficients, [&](const WinCoefficient& about) { return about.column == repeat.column; });
    layout.left_out.push_back(repeat);
  }
  return !repeats.empty();
}

// -- from a table to a posterior --

Sample make_sample(const Layout& layout, Columns columns, std::span<const double> outcome, const Order& order,
                   const WinOptions& options) {
  std::vector<const Column*> found;
  for (const WinColumn& column : layout.columns) found.push_back(find_column(columns, column.name));
  for (const WinGroup& group : layout.groups) found.push_back(find_column(columns, group.column));
  Sample sample{.table = win::encode({layout.columns, layout.coefficients, layout.groups}, found, order.rows),
                .size = layout.size()};
  std::size_t end = sample.table.width;
  for (const WinGroup& group : layout.groups) sample.group_ends.push_back(end += group.offsets.size());
  for (const std::size_t row : order.rows) {
    sample.outcome.push_back(outcome[row]);
    sample.weights.push_back(options.weights.empty() ? 1 : options.weights[row]);
  }
  return sample;
}

void write_posterior(WinModel& model, const Posterior& posterior) {
  const double z = statistics::two_sided_z(model.level);
  const std::size_t size = posterior.at.size();
  model.baseline = posterior.at[0];
  model.baseline_error = std::sqrt(posterior.covariance(0, 0));
  std::size_t j = 1;
  for (WinCoefficient& about : model.coefficients) {
    about.standardized = posterior.at[j];
    about.coefficient = posterior.at[j] / about.deviation;
    about.standard_error = std::sqrt(posterior.covariance(j, j)) / about.deviation;
    about.odds_ratio = std::exp(about.coefficient);
    about.odds_low = std::exp(about.coefficient - z * about.standard_error);
    about.odds_high = std::exp(about.coefficient + z * about.standard_error);
    ++j;
  }
  for (std::size_t g = 0; g < model.groups.size(); ++g) {
    model.groups[g].deviation = posterior.scales.groups[g];
    for (WinOffset& offset : model.groups[g].offsets) {
      offset.offset = posterior.at[j];
      offset.error = std::sqrt(posterior.covariance(j, j));
      ++j;
    }
  }
  model.spread = posterior.scales.spread;
  model.covariance = posterior.covariance.cells;
  model.covariance.resize(size * size);
}

void set_state(WinModel& model, const WinOptions& options) {
  if (model.won < options.minimum || model.lost < options.minimum) {
    model.state = WinState::little;
    model.message = {
        "数据偏少：先验的影响较大，区间较宽，尚不能判断模型是否优于基准率。",
        "Little data: the prior weighs, intervals are wide, and whether the model is better than the base rate "
        "cannot be said yet."};
  } else if (model.validation.verdict == LiftVerdict::no_lift) {
    model.state = WinState::no_lift;
    model.message = model.validation.message;
  } else {
    model.state = WinState::enough;
    model.message = model.validation.message;
  }
}

// Without both outcomes only what was believed before can answer.
void answer_by_prior(WinModel& model) {
  model.state = model.prior.weight > 0 ? WinState::prior_only : WinState::unavailable;
  model.base_rate = model.prior.weight > 0 ? model.prior.base_rate : 0;
  model.message =
      model.prior.weight > 0
          ? Message{"没有同时包含赢单和丢单的记录，只按先验给出基准率。",
                    "There are not both won and lost rows; the base rate of the prior is all that can be said."}
          : Message{"没有同时包含赢单和丢单的记录，也没有先验，无法给出概率。",
                    "There are not both won and lost rows, and no prior: no probability can be given."};
  model.validation.message = model.message;
  if (model.prior.weight == 0) return;
  model.baseline = win::log_odds_of(model.base_rate);
  model.baseline_error = 1 / std::sqrt(model.prior.weight * model.base_rate * (1 - model.base_rate));
}

void describe_rows(WinModel& model, const Order& order, std::span<const double> outcome, const WinOptions& options) {
  for (const std::size_t row : order.rows) {
    const double weight = options.weights.empty() ? 1 : options.weights[row];
    model.rows += weight;
    (outcome[row] == 1 ? model.won : model.lost) += weight;
    if (options.time.empty()) continue;
    model.first_time = (std::min)(model.first_time.value_or(options.time[row]), options.time[row]);
    model.last_time = (std::max)(model.last_time.value_or(options.time[row]), options.time[row]);
  }
}

void describe_block_times(WinValidation& validation, const win::Told& told, const Order& order,
                          std::span<const double> time) {
  for (std::size_t block = 0; block < validation.blocks.size() && !time.empty(); ++block)
    for (std::size_t i = told.starts[block]; i < told.starts[block + 1]; ++i) {
      const double at = time[order.rows[told.rows[i]]];
      WinBlock& about = validation.blocks[block];
      about.first_time = (std::min)(about.first_time.value_or(at), at);
      about.last_time = (std::max)(about.last_time.value_or(at), at);
    }
}

void check_out_of_sample(WinModel& model, const Sample& sample, const Order& order, const Belief& belief,
                         const Posterior& posterior, const WinOptions& options) {
  win::Told told;
  if (order.scheme != WinScheme::none) told = win::tell_blocks(sample, order, belief, posterior);
  win::Calibrated chosen = win::choose_calibration(told, order, options.calibration);
  model.calibration = std::move(chosen.calibration);
  model.validation = win::validate(told, order, chosen.log_odds, options.minimum);
  describe_block_times(model.validation, told, order, options.time);
}

}  // namespace

WinModel fit_win_model(Columns columns, std::span<const double> outcome, const WinOptions& options) {
  constexpr std::size_t few_rows = 5000;  // so many are fitted again and again without a wait
  const std::size_t rows = check_columns(columns);
  check_outcome(outcome, rows);
  check_weights(options.weights, rows);
  demand_win_options(options);
  demand_times(options.time, rows);
  demand_groups(columns, options.groups);
  demand_names(options.prior, columns);

  const Order order = win::make_order(columns, outcome, options);
  WinModel model{.when_no_lift = options.when_no_lift, .level = options.level, .prior = options.prior};
  describe_rows(model, order, outcome, options);
  if (!(model.won > 0 && model.lost > 0)) {
    answer_by_prior(model);
    return model;
  }
  model.base_rate = model.won / model.rows;
  Layout layout = win::make_layout(columns, outcome, order.rows, options);
  Sample sample = make_sample(layout, columns, outcome, order, options);
  if (drop_repeated(layout, sample)) sample = make_sample(layout, columns, outcome, order, options);
  const Belief belief = belief_of(options.prior, layout);
  const bool little = model.won < options.minimum || model.lost < options.minimum;
  const win::Scales start{options.spread > 0 ? options.spread : .5, std::vector<double>(layout.groups.size(), .3)};
  const Posterior posterior = win::find_posterior(sample, {{0, sample.outcome.size()}}, belief, start,
                                                  {.spread = options.spread == 0 && !layout.coefficients.empty(),
                                                   .average = little && order.rows.size() <= few_rows});
  model.columns = std::move(layout.columns);
  model.left_out = std::move(layout.left_out);
  model.coefficients = std::move(layout.coefficients);
  model.groups = std::move(layout.groups);
  write_posterior(model, posterior);
  check_out_of_sample(model, sample, order, belief, posterior, options);
  set_state(model, options);
  win::keep_shares(model, columns, order.rows);
  return model;
}

}  // namespace guanxi::score
