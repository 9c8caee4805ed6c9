#include <guanxi/core/finding_codes.hpp>
#include <guanxi/lifetime/gamma_gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "causes.hpp"
#include "maximize.hpp"
#include "rows.hpp"
#include "special.hpp"

namespace guanxi::lifetime {

namespace {

using ThreeJet = Jet<3>;

// Parameters: numbers, or jets of three variables.
template <class Number>
struct AmountParameters {
  Number p, q, v;
};

// Log-likelihoods of rows whose t_x holds the mean amount; what depends on x alone is kept from row to row.
template <class Number>
class AmountTerm {
 public:
  explicit AmountTerm(const AmountParameters<Number>& p) : p_(p), constant_(p.q * log_of(p.v) - log_gamma(p.q)) {}

  Number operator()(const Row& row) {
    if (row.x != x_) {
      x_ = row.x;
      shapes_ = p_.p * Number(x_);
      both_ = shapes_ + p_.q;
      base_ = log_gamma(both_) - log_gamma(shapes_) + shapes_ * Number(std::log(x_)) + constant_;
    }
    const double log_amount = std::log(row.t_x);
    return base_ + (shapes_ - Number(1)) * Number(log_amount) - both_ * log_of(p_.v + Number(row.x * row.t_x));
  }

 private:
  AmountParameters<Number> p_;
  Number constant_, shapes_{}, both_{}, base_{};
  double x_ = -1;
};

void demand_spending_columns(const Spending& spending) {
  const std::size_t rows = spending.x.size();
  if (spending.mean_amount.size() != rows || (!spending.weights.empty() && spending.weights.size() != rows))
    throw ArgumentError("argument.length", "x, mean_amount and weights must be of one length, found " +
                                               std::to_string(rows) + ", " +
                                               std::to_string(spending.mean_amount.size()) + " and " +
                                               std::to_string(spending.weights.size()));
}

enum class SpendingFault { none, not_finite, not_whole, not_positive };

SpendingFault spending_fault(const Spending& spending, std::size_t row) {
  const double x = spending.x[row], weight = spending.weights.empty() ? 1 : spending.weights[row];
  if (!std::isfinite(x) || !std::isfinite(weight) || weight < 0) return SpendingFault::not_finite;
  if (x < 0 || x != std::floor(x)) return SpendingFault::not_whole;
  if (x > 0 && !std::isfinite(spending.mean_amount[row])) return SpendingFault::not_finite;
  return x > 0 && spending.mean_amount[row] <= 0 ? SpendingFault::not_positive : SpendingFault::none;
}

Finding spending_finding(SpendingFault fault, std::size_t count, const std::string& places) {
  static constexpr Label texts[] = {{"有缺失或无穷的数字", "a number is missing, infinite or a weight below 0"},
                                    {"购买次数不是非负整数", "x is no whole number >= 0"},
                                    {"平均金额不大于 0", "the mean amount is not above 0"}};
  const Label& text = texts[static_cast<std::size_t>(fault) - 1];
  FindingDetail detail;
  detail.field = fault == SpendingFault::not_whole ? "x" : "mean_amount";
  detail.detail = {std::to_string(count) + " 行（第 " + places + " 行）：" + std::string(text.zh),
                   std::to_string(count) + " rows (row " + places + "): " + std::string(text.en)};
  detail.fix = {"检查退货与赠品；没有金额的购买不计入 x",
                "look at returns and gifts; do not count purchases without an amount in x"};
  return make_finding(finding_code("lifetime.spending_left_out"), detail);
}

double correlation_of(std::span<const Row> rows) {
  double weight = 0, mean_x = 0, mean_z = 0;
  for (const Row& row : rows) {
    weight += row.weight;
    mean_x += row.weight * row.x;
    mean_z += row.weight * row.t_x;
  }
  mean_x /= weight;
  mean_z /= weight;
  double xx = 0, zz = 0, xz = 0;
  for (const Row& row : rows) {
    xx += row.weight * (row.x - mean_x) * (row.x - mean_x);
    zz += row.weight * (row.t_x - mean_z) * (row.t_x - mean_z);
    xz += row.weight * (row.x - mean_x) * (row.t_x - mean_z);
  }
  return xz / std::sqrt(xx * zz);
}

// Rows with x above 0 and without fault, sorted, equal ones joined; amounts in `t_x`.
FitRows amount_rows(const Spending& spending) {
  FitRows made{.findings = check_spending(spending)};
  for (std::size_t i = 0; i < spending.x.size(); ++i) {
    const double weight = spending.weights.empty() ? 1 : spending.weights[i];
    if (spending.x[i] > 0 && weight > 0 && spending_fault(spending, i) == SpendingFault::none)
      made.rows.push_back({.x = spending.x[i], .t_x = spending.mean_amount[i], .weight = weight});
  }
  join_equal_rows(made.rows);
  double total = 0;
  for (const Row& row : made.rows) {
    made.customers += row.weight;
    total += row.weight * row.t_x;
  }
  made.repeaters = made.customers;
  if (total > 0) made.unit = total / made.customers;
  return made;
}

FitReport fit_amounts(const FitRows& rows, const FitOptions& options) {
  std::vector<std::vector<double>> starts;
  for (const double p : {.5, 2., 8.})
    for (const double q : {1.5, 4., 20.}) starts.push_back({p, q, (q - 1) / p});
  const auto height = [&](std::span<const double> at) {
    return sum_rows<double>(rows.rows, options.work, [&] { return AmountTerm<double>({at[0], at[1], at[2]}); });
  };
  const auto surface = [&](std::span<const double> at) {
    const auto [p, q, v] = variables<3>(at);
    return surface_of(sum_rows<ThreeJet>(rows.rows, options.work, [&] { return AmountTerm<ThreeJet>({p, q, v}); }), at);
  };
  FitReport report = maximize({height, surface, starts, {"p", "q", "v"}, {1, 1, 1}}, options);
  explain_open(report, {{"q", "v", causes::equal_spending}, {"p", "", causes::equal_amounts}});
  return report;
}

void write_amount_parameters(GammaGamma& model, FitReport report, const FitRows& rows) {
  scale_parameter(report, 2, rows.unit);
  report.log_likelihood -= rows.customers * std::log(rows.unit);
  model.p = report.parameters[0].value;
  model.q = report.parameters[1].value;
  model.v = report.parameters[2].value;
  model.fit = std::move(report);
}

void demand_amount_parameters(const GammaGamma& model) {
  demand_positive("p", model.p);
  demand_positive("q", model.q);
  demand_positive("v", model.v);
}

}  // namespace

Findings check_spending(const Spending& spending) {
  demand_spending_columns(spending);
  std::array<std::size_t, 3> counts{};
  std::array<std::string, 3> places{};
  for (std::size_t row = 0; row < spending.x.size(); ++row) {
    const SpendingFault fault = spending_fault(spending, row);
    if (fault == SpendingFault::none) continue;
    const auto place = static_cast<std::size_t>(fault) - 1;
    if (counts[place] < 10) places[place] += (counts[place] > 0 ? ", " : "") + std::to_string(row + 1);
    if (counts[place] == 10) places[place] += ", …";
    ++counts[place];
  }
  Findings findings;
  for (std::size_t place = 0; place < 3; ++place)
    if (counts[place] > 0)
      findings.push_back(spending_finding(static_cast<SpendingFault>(place + 1), counts[place], places[place]));
  return findings;
}

GammaGamma fit_gamma_gamma(const Spending& spending, const FitOptions& options) {
  demand_options(options);
  FitRows rows = amount_rows(spending);
  GammaGamma model;
  const bool differ = !rows.rows.empty() && std::any_of(rows.rows.begin(), rows.rows.end(), [&](const Row& row) {
    return row.t_x != rows.rows.front().t_x;
  });
  if (!differ) {
    model.fit.status = FitStatus::too_little_data;
    model.fit.customers = model.fit.repeaters = rows.customers;
    model.fit.findings = std::move(rows.findings);
    return model;
  }
  const double correlation = correlation_of(rows.rows);
  if (std::isfinite(correlation)) model.correlation = correlation;
  for (Row& row : rows.rows) row.t_x /= rows.unit;
  FitReport report = fit_amounts(rows, options);
  report.customers = report.repeaters = rows.customers;
  report.findings = rows.findings;
  write_amount_parameters(model, std::move(report), rows);
  return model;
}

std::vector<double> log_likelihoods(const GammaGamma& model, const Spending& spending) {
  demand_amount_parameters(model);
  if (const Findings findings = check_spending(spending); !findings.empty())
    throw ArgumentError("argument.history", findings.front().message.en);
  std::vector<double> made(spending.x.size());
  for (std::size_t i = 0; i < made.size(); ++i)
    if (spending.x[i] > 0)
      made[i] = AmountTerm<double>({model.p, model.q, model.v})({.x = spending.x[i], .t_x = spending.mean_amount[i]});
  return made;
}

ExpectedAmounts expected_amounts(const GammaGamma& model, const Spending& spending) {
  demand_amount_parameters(model);
  demand_spending_columns(spending);
  ExpectedAmounts made{std::vector<double>(spending.x.size()), std::vector<AmountBasis>(spending.x.size())};
  for (std::size_t i = 0; i < made.amount.size(); ++i) {
    const bool has_own = spending.x[i] > 0 && spending_fault(spending, i) == SpendingFault::none;
    const double x = has_own ? spending.x[i] : 0, spent = has_own ? x * spending.mean_amount[i] : 0;
    const double below = model.p * x + model.q - 1;
    made.basis[i] = below > 0 ? (has_own ? AmountBasis::own : AmountBasis::population) : AmountBasis::none;
    made.amount[i] = below > 0 ? model.p * (model.v + spent) / below : 0;
  }
  return made;
}

}  // namespace guanxi::lifetime
