#include "model_checks.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace guanxi::score::checks {

namespace {

bool rises(std::span<const double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); }) &&
         std::adjacent_find(numbers.begin(), numbers.end(), std::greater_equal<>()) == numbers.end();
}

template <class List, class Text>
bool is_sorted_by(const List& list, const Text& text) {
  return std::adjacent_find(list.begin(), list.end(), [&](const auto& a, const auto& b) {
           return std::string_view(text(a)) >= std::string_view(text(b));
         }) == list.end();
}

bool is_count(double number) { return std::isfinite(number) && number >= 0; }

Misfit at(std::string member, std::string sentence) { return {std::move(member), std::move(sentence)}; }

std::string nth(std::string_view list, std::size_t i) { return std::string(list) + "[" + std::to_string(i) + "]"; }

// Columns and their coefficients, which stand together, in the same order.
template <class Column, class Coefficient>
Misfit match_coefficients(const std::vector<Column>& columns, const std::vector<Coefficient>& coefficients) {
  std::set<std::string_view> seen;
  std::size_t next = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!seen.insert(columns[i].name).second)
      return at(nth("columns", i), "the column " + columns[i].name + " is given twice");
    const std::size_t first = next;
    while (next < coefficients.size() && coefficients[next].column == columns[i].name) ++next;
    if (next == first && !columns[i].words)
      return at(nth("columns", i), "the column " + columns[i].name + " must have a coefficient");
  }
  if (next < coefficients.size())
    return at(nth("coefficients", next), "coefficients must follow the order of columns; “" +
                                             coefficients[next].column + "” stands elsewhere or is no column");
  return {};
}

Misfit match_square(const std::vector<double>& covariance, std::size_t size) {
  if (covariance.size() == size * size) return {};
  return at("covariance",
            "there must be " + std::to_string(size * size) + " numbers, found " + std::to_string(covariance.size()));
}

Misfit match_knots(const std::string& list, std::span<const double> knots, std::span<const double> probabilities) {
  if (!rises(knots)) return at(list, "the numbers must rise");
  if (probabilities.size() != knots.size())
    return at("probabilities", "there must be " + std::to_string(knots.size()) + " of them, found " +
                                   std::to_string(probabilities.size()));
  for (const double p : probabilities)
    if (!(p >= 0 && p <= 1)) return at("probabilities", "they must lie from 0 to 1, found " + std::to_string(p));
  if (!std::is_sorted(probabilities.begin(), probabilities.end())) return at("probabilities", "they must not fall");
  return {};
}

}  // namespace

Misfit misfit_of(const Logistic& model) {
  if (model.coefficients.empty()) return {};
  if (Misfit misfit = match_coefficients(model.columns, model.coefficients); !misfit.sentence.empty()) return misfit;
  std::size_t next = 0;
  for (std::size_t i = 0; i < model.columns.size(); ++i) {
    const std::size_t first = next;
    while (next < model.coefficients.size() && model.coefficients[next].column == model.columns[i].name) ++next;
    if (!model.columns[i].words && next != first + 1)
      return at(nth("columns", i), "a column of numbers must have one coefficient");
  }
  return match_square(model.covariance, model.coefficients.size() + 1);
}

namespace {

Misfit misfit_of_factor(const NaiveBayes& model, const Factor& factor, const std::string& where) {
  if (!rises(factor.cuts)) return at(where + ".cuts", "the numbers must rise");
  for (std::size_t i = 0; i < factor.values.size(); ++i) {
    const FactorValue& value = factor.values[i];
    const std::string here = where + "." + nth("values", i);
    if (value.team_events.size() != model.teams.size() || value.team_others.size() != model.teams.size())
      return at(here, "team_events and team_others must have one number for each of the " +
                          std::to_string(model.teams.size()) + " teams");
    if (!is_count(value.events) || !is_count(value.others) ||
        !std::all_of(value.team_events.begin(), value.team_events.end(), is_count) ||
        !std::all_of(value.team_others.begin(), value.team_others.end(), is_count))
      return at(here, "counts must be finite and 0 or more");
    if (value.unset && i + 1 < factor.values.size()) return at(here, "unknown must be the last value");
  }
  return {};
}

}  // namespace

Misfit misfit_of(const NaiveBayes& model) {
  if (model.status != NaiveBayesStatus::ok) return {};
  if (!(is_count(model.events) && model.events > 0 && is_count(model.others) && model.others > 0))
    return at("events", "events and others must be finite and above 0");
  if (!(std::isfinite(model.strength) && model.strength > 0)) return at("strength", "it must be finite and above 0");
  if (!(std::isfinite(model.team_strength) && model.team_strength > 0))
    return at("team_strength", "it must be finite and above 0");
  if (!is_count(model.class_strength)) return at("class_strength", "it must be finite and 0 or more");
  if (!is_sorted_by(model.teams, [](const FactorTeam& team) { return std::string_view(team.name); }))
    return at("teams", "they must rise by their bytes");
  for (const FactorTeam& team : model.teams)
    if (!is_count(team.events) || !is_count(team.others)) return at("teams", "counts must be finite and 0 or more");
  for (std::size_t i = 0; i < model.factors.size(); ++i)
    if (Misfit misfit = misfit_of_factor(model, model.factors[i], nth("factors", i)); !misfit.sentence.empty())
      return misfit;
  return {};
}

Misfit misfit_of(const Scorecard& card) {
  if (card.status != LogisticStatus::ok) return {};
  for (std::size_t i = 0; i < card.characteristics.size(); ++i) {
    const Characteristic& one = card.characteristics[i];
    const std::string where = nth("characteristics", i);
    if (!rises(one.cuts)) return at(where + ".cuts", "the numbers must rise");
    const std::size_t known =
        one.bins.size() - static_cast<std::size_t>(!one.bins.empty() && one.bins.back().missing ? 1 : 0);
    if (!one.words && known != one.cuts.size() + 1)
      return at(where + ".bins", "there must be one for each of " + std::to_string(one.cuts.size() + 1) +
                                     " ranges, found " + std::to_string(known));
    if (one.words && !is_sorted_by(std::span(one.bins.data(), known),
                                   [](const ScorecardBin& bin) { return std::string_view(bin.label); }))
      return at(where + ".bins", "words must rise by their bytes");
  }
  return {};
}

namespace {

Misfit misfit_of_shares(const WinShares& shares, const std::string& where) {
  const std::size_t bins = (std::max)(shares.edges.size(), shares.words.size()) + 1;
  if (!rises(shares.edges)) return at(where + ".edges", "the numbers must rise");
  if (!shares.edges.empty() && !shares.words.empty()) return at(where, "there must be edges or words, not both");
  if (!is_sorted_by(shares.words, [](const std::string& word) { return std::string_view(word); }))
    return at(where + ".words", "they must rise by their bytes");
  if (!shares.shares.empty() && shares.shares.size() != bins)
    return at(where + ".shares",
              "there must be " + std::to_string(bins) + " of them, found " + std::to_string(shares.shares.size()));
  return {};
}

Misfit misfit_of_columns(const WinModel& model) {
  if (Misfit misfit = match_coefficients(model.columns, model.coefficients); !misfit.sentence.empty()) return misfit;
  for (std::size_t i = 0; i < model.columns.size(); ++i)
    if (!is_sorted_by(model.columns[i].pooled, [](const std::string& word) { return std::string_view(word); }))
      return at(nth("columns", i) + ".pooled", "they must rise by their bytes");
  for (std::size_t i = 0; i < model.coefficients.size(); ++i)
    if (!(std::isfinite(model.coefficients[i].deviation) && model.coefficients[i].deviation > 0))
      return at(nth("coefficients", i) + ".deviation", "it must be finite and above 0");
  for (std::size_t i = 0; i < model.coefficients.size(); ++i)
    if (!(model.coefficients[i].low <= model.coefficients[i].high))
      return at(nth("coefficients", i) + ".low", "it must be at most high");
  for (std::size_t i = 0; i < model.groups.size(); ++i)
    if (!is_sorted_by(model.groups[i].offsets, [](const WinOffset& offset) { return std::string_view(offset.word); }))
      return at(nth("groups", i) + ".offsets", "words must rise by their bytes");
  return {};
}

Misfit misfit_of_calibration(const WinCalibration& calibration) {
  if (calibration.method == CalibrationMethod::platt && !(std::isfinite(calibration.slope) && calibration.slope > 0))
    return at("calibration.slope", "it must be finite and above 0");
  if (calibration.method != CalibrationMethod::isotonic) return {};
  if (calibration.log_odds.empty()) return at("calibration.log_odds", "there must be one knot or more");
  Misfit misfit = match_knots("log_odds", calibration.log_odds, calibration.probabilities);
  if (!misfit.sentence.empty()) misfit.member = "calibration." + misfit.member;
  return misfit;
}

}  // namespace

Misfit misfit_of(const WinModel& model) {
  if (!(model.level > 0 && model.level < 1)) return at("level", "it must lie above 0 and below 1");
  if (Misfit misfit = misfit_of_columns(model); !misfit.sentence.empty()) return misfit;
  if (Misfit misfit = misfit_of_calibration(model.calibration); !misfit.sentence.empty()) return misfit;
  for (std::size_t i = 0; i < model.shares.size(); ++i)
    if (Misfit misfit = misfit_of_shares(model.shares[i], nth("shares", i)); !misfit.sentence.empty()) return misfit;
  if (Misfit misfit = misfit_of_shares(model.predicted, "predicted"); !misfit.sentence.empty()) return misfit;
  if (model.state == WinState::unavailable || model.state == WinState::prior_only) return {};
  if (!(model.base_rate > 0 && model.base_rate < 1)) return at("base_rate", "it must lie above 0 and below 1");
  if (!(is_count(model.won) && model.won > 0 && is_count(model.lost) && model.lost > 0))
    return at("won", "won and lost must be finite and above 0");
  std::size_t size = 1 + model.coefficients.size();
  for (const WinGroup& group : model.groups) size += group.offsets.size();
  return match_square(model.covariance, size);
}

Misfit misfit_of(const Platt&) { return {}; }

Misfit misfit_of(const Isotonic& steps) { return match_knots("scores", steps.scores, steps.probabilities); }

Misfit misfit_of(const Calibration& calibration) {
  Misfit misfit = misfit_of(calibration.isotonic);
  if (!misfit.sentence.empty()) misfit.member = "isotonic." + misfit.member;
  return misfit;
}

}  // namespace guanxi::score::checks
