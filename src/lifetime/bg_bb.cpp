#include <guanxi/core/finding_codes.hpp>
#include <guanxi/lifetime/bg_bb.hpp>

#include <cmath>
#include <cstdint>
#include <string>

#include "causes.hpp"
#include "maximize.hpp"
#include "rows.hpp"
#include "special.hpp"

namespace guanxi::lifetime {

namespace {

using ChanceJet = Jet<4>;

// Parameters: numbers, or jets of four variables.
template <class Number>
struct ChanceParameters {
  Number alpha, beta, gamma, delta;
};

// ln B(α + x, β + n − x) / B(α, β) · B(γ, δ + n) / B(γ, δ): n chances seen, x of them taken.
template <class Number>
Number log_stayed(const ChanceParameters<Number>& p, double x, double n) {
  return log_rising(p.alpha, x) + log_rising(p.beta, n - x) - log_rising(p.alpha + p.beta, n) + log_rising(p.delta, n) -
         log_rising(p.gamma + p.delta, n);
}

// The log-likelihood; row.T holds the number of chances.
template <class Number>
Number log_chances(const ChanceParameters<Number>& p, const Row& row) {
  const Number both = p.alpha + p.beta, ends = p.gamma + p.delta;
  Number sum = log_stayed(p, row.x, row.T);
  // left before chance t_x + i + 1: the terms follow each other by their ratios
  Number term = log_stayed(p, row.x, row.t_x) + log_of(p.gamma) - log_of(ends + Number(row.t_x));
  for (auto chance = static_cast<std::int64_t>(row.t_x); chance < static_cast<std::int64_t>(row.T); ++chance) {
    const auto t = static_cast<double>(chance);
    sum = log_add(sum, term);
    term += log_of(p.beta + Number(t - row.x)) - log_of(both + Number(t)) + log_of(p.delta + Number(t)) -
            log_of(ends + Number(t + 1));
  }
  return sum;
}

ChanceParameters<double> chance_parameters(const BgBb& model) {
  demand_positive("alpha", model.alpha);
  demand_positive("beta", model.beta);
  demand_positive("gamma", model.gamma);
  demand_positive("delta", model.delta);
  return {model.alpha, model.beta, model.gamma, model.delta};
}

Row chance_row(const ChanceHistories& histories, std::size_t place) {
  return {.x = histories.x[place],
          .t_x = histories.t_x[place],
          .T = histories.n[place],
          .weight = histories.weights.empty() ? 1 : histories.weights[place]};
}

bool is_whole(double number) { return number >= 0 && number == std::floor(number) && std::isfinite(number); }

bool is_possible(const Row& row) {
  return is_whole(row.x) && is_whole(row.t_x) && is_whole(row.T) && row.x <= row.t_x && row.t_x <= row.T &&
         (row.x > 0 || row.t_x == 0) && row.weight >= 0 && std::isfinite(row.weight);
}

void demand_chance_columns(const ChanceHistories& histories) {
  const std::size_t rows = histories.x.size();
  if (histories.t_x.size() != rows || histories.n.size() != rows ||
      (!histories.weights.empty() && histories.weights.size() != rows))
    throw ArgumentError("argument.length", "x, t_x, n and weights must be of one length, found " +
                                               std::to_string(rows) + ", " + std::to_string(histories.t_x.size()) +
                                               ", " + std::to_string(histories.n.size()) + " and " +
                                               std::to_string(histories.weights.size()));
}

// One answer a row.
template <class Answer>
std::vector<double> for_each_chance_row(const ChanceHistories& histories, const Answer& answer) {
  if (const Findings findings = check_chances(histories); !findings.empty())
    throw ArgumentError("argument.history", findings.front().message.en);
  std::vector<double> made;
  for (std::size_t i = 0; i < histories.x.size(); ++i) made.push_back(answer(chance_row(histories, i)));
  return made;
}

void demand_periods(int periods) {
  if (periods < 0) throw ArgumentError("argument.range", "periods must be >= 0, found " + std::to_string(periods));
}

// ln of the probability of taking chance n + k: k >= 1.
double log_rate(const ChanceParameters<double>& p, const Row& row, double k) {
  return log_rising(p.alpha, row.x + 1) + log_rising(p.beta, row.T - row.x) - log_rising(p.alpha + p.beta, row.T + 1) +
         log_rising(p.delta, row.T + k) - log_rising(p.gamma + p.delta, row.T + k) - log_chances(p, row);
}

}  // namespace

Findings check_chances(const ChanceHistories& histories) {
  demand_chance_columns(histories);
  std::size_t count = 0;
  std::string places;
  for (std::size_t i = 0; i < histories.x.size(); ++i) {
    if (is_possible(chance_row(histories, i))) continue;
    if (count < 10) places += (count > 0 ? ", " : "") + std::to_string(i + 1);
    if (count == 10) places += ", …";
    ++count;
  }
  if (count == 0) return {};
  FindingDetail detail;
  detail.field = "x";
  detail.value = places;
  detail.detail = {std::to_string(count) + " 行（第 " + places + " 行）不是 0 ≤ x ≤ t_x ≤ n 的整数",
                   std::to_string(count) + " rows (row " + places + ") are no whole numbers with 0 <= x <= t_x <= n"};
  detail.fix = {"按原始记录重新汇总", "count the chances again"};
  return {make_finding(finding_code("lifetime.history_left_out"), detail)};
}

BgBb fit_bg_bb(const ChanceHistories& histories, const FitOptions& options) {
  demand_options(options);
  BgBb model;
  FitRows rows{.findings = check_chances(histories)};
  for (std::size_t i = 0; i < histories.x.size(); ++i)
    if (const Row row = chance_row(histories, i); is_possible(row) && row.weight > 0) rows.rows.push_back(row);
  join_equal_rows(rows.rows);
  for (const Row& row : rows.rows) {
    rows.customers += row.weight;
    rows.repeaters += row.x > 0 ? row.weight : 0;
  }
  if (rows.repeaters == 0) {
    model.fit.status = FitStatus::too_little_data;
    explain_rows(model.fit, rows);
    return model;
  }
  std::vector<std::vector<double>> starts;
  for (const auto& [alpha, beta] : {std::pair{.5, .5}, {1., 3.}, {5., 5.}})
    for (const auto& [gamma, delta] : {std::pair{.5, 2.}, {.1, 1.}, {5., 50.}})
      starts.push_back({alpha, beta, gamma, delta});
  const auto height = [&](std::span<const double> at) {
    const ChanceParameters<double> p{at[0], at[1], at[2], at[3]};
    return sum_rows<double>(rows.rows, options.work,
                            [&] { return [&](const Row& row) { return log_chances(p, row); }; });
  };
  const auto surface = [&](std::span<const double> at) {
    const auto [alpha, beta, gamma, delta] = variables<4>(at);
    const ChanceParameters<ChanceJet> p{alpha, beta, gamma, delta};
    return surface_of(sum_rows<ChanceJet>(rows.rows, options.work,
                                          [&] { return [&](const Row& row) { return log_chances(p, row); }; }),
                      at);
  };
  model.fit = maximize({height, surface, starts, {"alpha", "beta", "gamma", "delta"}, {1, 1, 1, 1}}, options);
  explain_open(model.fit, {{"alpha", "beta", causes::equal_rates},
                           {"gamma", "delta", causes::equal_leaving},
                           {"gamma", "", causes::nobody_leaves}});
  explain_rows(model.fit, rows);
  double* const members[] = {&model.alpha, &model.beta, &model.gamma, &model.delta};
  for (std::size_t i = 0; i < 4; ++i) *members[i] = model.fit.parameters[i].value;
  return model;
}

std::vector<double> log_likelihoods(const BgBb& model, const ChanceHistories& histories) {
  return for_each_chance_row(histories, [p = chance_parameters(model)](const Row& row) { return log_chances(p, row); });
}

std::vector<double> probability_alive(const BgBb& model, const ChanceHistories& histories) {
  return for_each_chance_row(histories, [p = chance_parameters(model)](const Row& row) {
    const double stays = std::log(p.delta + row.T) - std::log(p.gamma + p.delta + row.T);
    return std::exp(log_stayed(p, row.x, row.T) + stays - log_chances(p, row));
  });
}

std::vector<double> expected_purchases(const BgBb& model, const ChanceHistories& histories, int periods) {
  demand_periods(periods);
  return for_each_chance_row(histories, [p = chance_parameters(model), periods](const Row& row) {
    double rate = std::exp(log_rate(p, row, 1)), sum = 0;
    for (int k = 1; k <= periods; ++k) {
      sum += rate;
      rate *= (p.delta + row.T + k) / (p.gamma + p.delta + row.T + k);
    }
    return sum;
  });
}

double expected_purchases(const BgBb& model, int periods) {
  demand_periods(periods);
  const ChanceParameters<double> p = chance_parameters(model);
  double sum = 0, stays = 1;
  for (int t = 0; t < periods; ++t) sum += stays *= (p.delta + t) / (p.gamma + p.delta + t);
  return p.alpha / (p.alpha + p.beta) * sum;
}

std::vector<double> purchase_probabilities(const BgBb& model, int periods) {
  demand_periods(periods);
  const ChanceParameters<double> p = chance_parameters(model);
  std::vector<double> made(static_cast<std::size_t>(periods) + 1);
  for (std::size_t place = 0; place < made.size(); ++place) {
    const auto x = static_cast<double>(place);
    const auto ways = [x](double n) { return log_rising(n - x + 1, x) - log_rising(1, x); };
    made[place] = std::exp(ways(periods) + log_stayed(p, x, periods));
    for (int seen = static_cast<int>(place); seen < periods; ++seen)
      made[place] +=
          std::exp(ways(seen) + log_stayed(p, x, seen) + std::log(p.gamma) - std::log(p.gamma + p.delta + seen));
  }
  return made;
}

std::vector<double> discounted_purchases(const BgBb& model, const ChanceHistories& histories, double rate,
                                         FirstPeriod first) {
  demand_positive_rate(rate);
  return for_each_chance_row(histories, [p = chance_parameters(model), rate, first](const Row& row) {
    const double worth = 1 / (1 + rate), begin = p.delta + row.T + 1;
    const double sum = std::exp(log_rate(p, row, 1) + log_hypergeometric(1, begin, p.gamma + begin, worth));
    return first == FirstPeriod::discounted ? worth * sum : sum;
  });
}

}  // namespace guanxi::lifetime
