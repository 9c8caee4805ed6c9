#include <guanxi/model/known_by.hpp>
#include <guanxi/score/accuracy.hpp>

#include "need_state.hpp"
#include "need_weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <tuple>
#include <utility>

namespace guanxi::assess {

namespace {

// Candidates of past days and what became of them, source by source.
struct PastRows {
  std::array<std::vector<double>, need_source_count> values{};
  std::vector<double> outcome{};
  std::vector<NeedCandidate> candidates{};
  std::vector<std::size_t> customers{};

  [[nodiscard]] std::int64_t events() const {
    return static_cast<std::int64_t>(std::accumulate(outcome.begin(), outcome.end(), 0.0));
  }
  void append(const PastRows& more) {
    for (std::size_t i = 0; i < need_source_count; ++i)
      values[i].insert(values[i].end(), more.values[i].begin(), more.values[i].end());
    outcome.insert(outcome.end(), more.outcome.begin(), more.outcome.end());
  }
};

// Candidates of one day, and what was taken up until a later one; both books are as known on their days.
PastRows rows_on(const Book& past, const Book& later, NeedSourcesOptions options, const need::RuleBook& rules,
                 Date cut) {
  options.as_of = cut;
  options.rules = &rules;
  const NeedSources::State state = learn_state(past, options);
  const Date until = cut + options.horizon_days;
  PastRows rows;
  for (std::size_t at = 0; at < past.dossiers.size(); ++at) {
    const std::vector<bool> taken = items_in(state, begun_after(later.dossiers[at], cut), until);
    for (NeedCandidate& one : candidates_of(state, past.dossiers[at], {}).list) {
      if (!one.item) continue;  // nothing could tell what became of it
      for (std::size_t i = 0; i < need_source_count; ++i) rows.values[i].push_back(one.values[i]);
      rows.outcome.push_back(taken[*one.item] ? 1 : 0);
      rows.customers.push_back(at);
      one.evidence = {};  // texts for people, which nobody reads here
      rows.candidates.push_back(std::move(one));
    }
  }
  return rows;
}

// The share of customers with an event for whom one stands among the first n.
double hit_rate_of(const PastRows& rows, const std::vector<double>& odds, bool by_popularity, std::size_t n) {
  std::int64_t customers = 0, hits = 0;
  for (std::size_t start = 0, end = 0; start < rows.customers.size(); start = end) {
    for (end = start; end < rows.customers.size() && rows.customers[end] == rows.customers[start];) ++end;
    std::vector<std::size_t> order(end - start);
    std::iota(order.begin(), order.end(), start);
    if (std::none_of(order.begin(), order.end(), [&rows](std::size_t i) { return rows.outcome[i] == 1; })) continue;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const NeedCandidate &one = rows.candidates[a], &other = rows.candidates[b];
      if (!by_popularity) return stands_before(one, odds[a], other, odds[b]);
      return one.holders != other.holders ? one.holders > other.holders : one.name < other.name;
    });
    order.resize(std::min(order.size(), n));
    ++customers;
    hits += std::any_of(order.begin(), order.end(), [&rows](std::size_t i) { return rows.outcome[i] == 1; }) ? 1 : 0;
  }
  return static_cast<double>(hits) / static_cast<double>(customers);
}

struct Measured {
  NeedReplayScore score{};
  std::vector<double> predicted{};
};

Measured measured(const PastRows& rows, const NeedSourceWeights& weights, bool by_popularity, std::size_t n) {
  std::vector<double> odds, predicted;
  for (std::size_t row = 0; row < rows.outcome.size(); ++row) {
    SourceValues values{};
    for (std::size_t i = 0; i < need_source_count; ++i) values[i] = rows.values[i][row];
    odds.push_back(log_odds_of(weights, values));
    predicted.push_back(1 / (1 + std::exp(-odds.back())));
  }
  NeedReplayScore score{hit_rate_of(rows, odds, by_popularity, n), score::brier(predicted, rows.outcome).value,
                        score::log_loss(predicted, rows.outcome).value,
                        score::calibration_error(predicted, rows.outcome).value};
  return {score, std::move(predicted)};
}

// Mean gain in log loss a row and its standard error: customers are independent, their rows are not.
std::pair<double, double> gain_of(const PastRows& rows, const std::vector<double>& better,
                                  const std::vector<double>& base) {
  const auto loss = [&rows](const std::vector<double>& predicted, std::size_t row) {
    return -std::log(std::max(1e-15, rows.outcome[row] == 1 ? predicted[row] : 1 - predicted[row]));
  };
  const auto n = static_cast<double>(rows.outcome.size());
  double sum = 0;
  for (std::size_t row = 0; row < rows.outcome.size(); ++row) sum += loss(base, row) - loss(better, row);
  const double mean = sum / n;
  double squares = 0;
  for (std::size_t start = 0, end = 0; start < rows.customers.size(); start = end) {
    double off = 0;
    for (end = start; end < rows.customers.size() && rows.customers[end] == rows.customers[start]; ++end)
      off += loss(base, end) - loss(better, end) - mean;
    squares += off * off;
  }
  return {mean, std::sqrt(squares) / n};
}

std::string four_places(double value) {
  char text[32];
  (void)std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

Message verdict_of(const NeedReplay& replay, std::size_t n) {
  if (replay.state == NeedReplayState::too_thin)
    return {"历史太少，无法检验：概率未经校准", "too little history to measure: probabilities are not calibrated"};
  const std::string first = std::to_string(n);
  const std::string hits = four_places(*replay.combined.hit_rate), base = four_places(*replay.popularity.hit_rate);
  const std::string loss = four_places(*replay.combined.log_loss), base_loss = four_places(*replay.popularity.log_loss);
  return {std::string(replay.better ? "优于" : "不优于") + "只按受欢迎程度排列：前 " + first + " 项命中率 " + hits +
              " 对 " + base + "，对数损失 " + loss + " 对 " + base_loss,
          std::string(replay.better ? "better" : "no better") + " than popularity alone: hits among the first " +
              first + " " + hits + " against " + base + ", log loss " + loss + " against " + base_loss};
}

std::int64_t customers_with_events(const PastRows& rows) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < rows.outcome.size(); ++i)
    if (rows.outcome[i] == 1 && (found.empty() || found.back() != rows.customers[i]))
      found.push_back(rows.customers[i]);
  return static_cast<std::int64_t>(found.size());
}

// Learns weights on the earlier days and measures them on the last; then learns them on all. Where nothing can be
// learnt the replay stays too thin.
void measure(NeedSources::State& state, PastRows& earlier, const PastRows& last) {
  const NeedSourcesOptions& options = state.options;
  const auto learnt = fit_weights(earlier.values, earlier.outcome, options.weights, need_source_count),
             baseline = fit_weights(earlier.values, earlier.outcome, options.weights, 1);
  earlier.append(last);
  const auto all = fit_weights(earlier.values, earlier.outcome, options.weights, need_source_count);
  if (!learnt || !baseline || !all) return;
  const Measured combined = measured(last, *learnt, false, options.at_n),
                 popularity = measured(last, *baseline, true, options.at_n);
  NeedReplay& replay = state.replay;
  replay.state = NeedReplayState::measured;
  replay.combined = combined.score;
  replay.popularity = popularity.score;
  std::tie(replay.gain, replay.gain_error) = gain_of(last, combined.predicted, popularity.predicted);
  replay.better = replay.gain > 1.645 * replay.gain_error && *replay.combined.hit_rate >= *replay.popularity.hit_rate;
  state.weights = *all;
}

}  // namespace

void replay_needs(NeedSources::State& state, const Book& book) {
  const NeedSourcesOptions& options = state.options;
  NeedReplay& replay = state.replay;
  PastRows earlier, last;
  const auto day_before = [&options](int horizons) { return options.as_of - horizons * options.horizon_days; };
  Book past;
  if (options.cuts > 0) past = known_by(book, day_before(options.cuts), {.calendar = options.calendar});
  for (int left = options.cuts; left > 0; --left) {
    const Date cut = day_before(left);
    replay.cuts.push_back(cut);
    Book later = known_by(book, day_before(left - 1), {.calendar = options.calendar});
    PastRows rows = rows_on(past, later, options, state.rules, cut);
    past = std::move(later);
    if (left > 1)
      earlier.append(rows);
    else
      last = std::move(rows);
  }
  replay.rows = static_cast<std::int64_t>(earlier.outcome.size());
  replay.events = earlier.events();
  replay.test_rows = static_cast<std::int64_t>(last.outcome.size());
  replay.test_events = last.events();
  replay.customers = customers_with_events(last);
  if (replay.events >= options.min_events && replay.test_events > 0) measure(state, earlier, last);
  replay.verdict = verdict_of(replay, options.at_n);
}

}  // namespace guanxi::assess
