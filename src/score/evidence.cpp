#include "evidence.hpp"

#include <guanxi/score/bins.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "model_columns.hpp"
#include "statistics.hpp"

namespace guanxi::score::evidence {

namespace {

// A share as the mean of a Beta distribution, and the variance of its logarithm.
struct LogShare {
  double share = 0, variance = 0;
};

LogShare to_share(double count, double all) {
  if (all <= 0) return {};
  return {count / all, count > 0 ? statistics::trigamma(count) - statistics::trigamma(all) : 0};
}

double counted(const FactorValue& value, bool event) { return event ? value.events : value.others; }

double counted_in(const FactorValue& value, bool event, std::size_t team) {
  return event ? value.team_events[team] : value.team_others[team];
}

// Sums of a factor's counts in one outcome, over all teams and in one.
struct Sums {
  double added = 0, all = 0, in_team = 0;
};

Sums sums_of(const NaiveBayes& model, const Factor& factor, std::size_t team, bool event) {
  Sums sums;
  const auto size = static_cast<double>(factor.values.size());
  sums.added = model.smoothing == Smoothing::scaled ? model.strength / size : model.strength;
  if (factor.ladder) {
    sums.all = (event ? model.events : model.others) + sums.added;
    if (team != none) sums.in_team = event ? model.teams[team].events : model.teams[team].others;
    return sums;
  }
  for (const FactorValue& value : factor.values) {
    sums.all += counted(value, event) + sums.added;
    if (team != none) sums.in_team += counted_in(value, event, team);
  }
  return sums;
}

LogShare share_of(const FactorValue& value, const Sums& sums, double team_strength, std::size_t team, bool event) {
  const LogShare pooled = to_share(counted(value, event) + sums.added, sums.all);
  if (team == none) return pooled;
  return to_share(counted_in(value, event, team) + team_strength * pooled.share, sums.in_team + team_strength);
}

// Weighs the values of a factor in one team, or over all.
class Scale {
 public:
  Scale(const NaiveBayes& model, const Factor& factor, std::size_t team)
      : team_strength_(model.team_strength),
        team_(team),
        events_(sums_of(model, factor, team, true)),
        others_(sums_of(model, factor, team, false)) {}

  [[nodiscard]] Evidence weigh(const FactorValue& value) const {
    const LogShare events = share_of(value, events_, team_strength_, team_, true);
    const LogShare others = share_of(value, others_, team_strength_, team_, false);
    return {events.share, others.share, std::log(events.share / others.share), events.variance + others.variance};
  }

 private:
  double team_strength_;
  std::size_t team_;
  Sums events_, others_;
};

std::size_t index_of(const Factor& factor, std::string_view word) {
  for (std::size_t i = 0; i < factor.values.size(); ++i)
    if (!factor.values[i].unset && factor.values[i].value == word) return i;
  return none;
}

std::map<std::string_view, std::size_t> index_of_all(const Factor& factor) {
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < factor.values.size(); ++i)
    if (!factor.values[i].unset) index.emplace(factor.values[i].value, i);
  return index;
}

std::size_t found_in(const std::map<std::string_view, std::size_t>& index, std::string_view word) {
  const auto found = index.find(word);
  return found == index.end() ? none : found->second;
}

std::size_t index_of_unset(const Factor& factor) {
  return !factor.values.empty() && factor.values.back().unset ? factor.values.size() - 1 : none;
}

// A bin; an unknown value may stand behind the bins, and bins seen too seldom are not there.
std::size_t index_of_number(const Factor& factor, double number) {
  return index_of(factor, bin_text(factor.cuts, bin_of(factor.cuts, number)));
}

std::size_t index_of_team(const NaiveBayes& model, std::string_view word) {
  const auto found = std::lower_bound(model.teams.begin(), model.teams.end(), word,
                                      [](const FactorTeam& team, std::string_view name) { return team.name < name; });
  return found != model.teams.end() && found->name == word ? static_cast<std::size_t>(found - model.teams.begin())
                                                           : none;
}

}  // namespace

Evidence of_value(const NaiveBayes& model, const Factor& factor, std::size_t value, std::size_t team) {
  return Scale(model, factor, team).weigh(factor.values[value]);
}

std::vector<Evidence> of_values(const NaiveBayes& model, const Factor& factor, std::size_t team) {
  const Scale scale(model, factor, team);
  std::vector<Evidence> found;
  for (const FactorValue& value : factor.values) found.push_back(scale.weigh(value));
  return found;
}

Evidence of_outcomes(const NaiveBayes& model) {
  const double events = model.events + model.class_strength, others = model.others + model.class_strength;
  return {events / (events + others), others / (events + others), std::log(events / others),
          statistics::trigamma(events) + statistics::trigamma(others)};
}

Evidence of_team(const NaiveBayes& model, std::size_t team) {
  const Evidence all = of_outcomes(model);
  const double events = model.teams[team].events + model.team_strength * all.events;
  const double others = model.teams[team].others + model.team_strength * all.others;
  return {events / (events + others), others / (events + others), std::log(events / others) - all.log_ratio,
          statistics::trigamma(events) + statistics::trigamma(others)};
}

Place place_of(const Factor& factor, const Column* column, std::size_t row) {
  if (factor.words) {
    const std::optional<std::string_view> word = model_columns::word_at(column, row);
    if (!word) return {index_of_unset(factor)};
    const std::size_t at = index_of(factor, *word);
    return {at, at == none ? *word : std::string_view(), at == none};
  }
  const std::optional<double> number = model_columns::number_at(column, row);
  if (!number) return {index_of_unset(factor)};
  const std::size_t at = index_of_number(factor, *number);
  return {at, {}, at == none};
}

std::vector<std::size_t> places_of(const Factor& factor, const Column* column, std::size_t rows) {
  const std::size_t unset = index_of_unset(factor);
  std::vector<std::size_t> places(rows, unset);
  if (column == nullptr) return places;
  const std::map<std::string_view, std::size_t> index = index_of_all(factor);
  std::vector<std::size_t> known;
  if (!factor.words) {
    for (std::size_t bin = 0; bin <= factor.cuts.size(); ++bin)
      known.push_back(found_in(index, bin_text(factor.cuts, bin)));
    const auto numbers = std::get<std::span<const double>>(column->values);
    for (std::size_t row = 0; row < rows; ++row)
      if (!std::isnan(numbers[row])) places[row] = known[bin_of(factor.cuts, numbers[row])];
    return places;
  }
  const auto& [codes, levels] = std::get<CodedWords>(column->values);
  for (const std::string& level : levels) known.push_back(found_in(index, level));
  for (std::size_t row = 0; row < rows; ++row)
    if (codes[row] >= 0) places[row] = known[static_cast<std::size_t>(codes[row])];
  return places;
}

Place team_of(const NaiveBayes& model, const Column* column, std::size_t row) {
  const std::optional<std::string_view> word = model_columns::word_at(column, row);
  if (!word) return {};
  const std::size_t at = index_of_team(model, *word);
  return {at, at == none ? *word : std::string_view(), at == none};
}

std::vector<std::size_t> teams_of(const NaiveBayes& model, const Column* column, std::size_t rows) {
  std::vector<std::size_t> places(rows, none);
  if (column == nullptr) return places;
  const auto& [codes, levels] = std::get<CodedWords>(column->values);
  std::vector<std::size_t> known;
  for (const std::string& level : levels) known.push_back(index_of_team(model, level));
  for (std::size_t row = 0; row < rows; ++row)
    if (codes[row] >= 0) places[row] = known[static_cast<std::size_t>(codes[row])];
  return places;
}

}  // namespace guanxi::score::evidence
