#include <guanxi/core/finding_codes.hpp>
#include <guanxi/lifetime/shifted_beta_geometric.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include "causes.hpp"
#include "maximize.hpp"
#include "rows.hpp"
#include "special.hpp"

namespace guanxi::lifetime {

namespace {

using ContractJet = Jet<2>;

// One sort of contracts: what happened, with which covariates, how often.
struct Contract {
  double renewals{}, lost{};
  std::vector<double> covariates{};
  double weight = 1;
};

template <class Number>
Number log_contract(const Number& alpha, const Number& beta, const Contract& contract) {
  const Number both = alpha + beta;
  if (contract.lost == 0) return log_rising(beta, contract.renewals) - log_rising(both, contract.renewals);
  return log_of(alpha) + log_rising(beta, contract.renewals - 1) - log_rising(both, contract.renewals);
}

void demand_contract_columns(const Contracts& contracts) {
  const std::size_t rows = contracts.renewals.size();
  const auto demand = [rows](std::string_view name, std::span<const double> column) {
    if (column.size() != rows)
      throw ArgumentError("argument.length", std::string(name) + " must have one value for each of the " +
                                                 std::to_string(rows) + " contracts, found " +
                                                 std::to_string(column.size()));
  };
  demand("lost", contracts.lost);
  if (!contracts.weights.empty()) demand("weights", contracts.weights);
  for (const Covariate& covariate : contracts.covariates) demand("covariate " + covariate.name, covariate.values);
}

Contract contract_at(const Contracts& contracts, std::size_t row) {
  Contract made{.renewals = contracts.renewals[row],
                .lost = contracts.lost[row],
                .weight = contracts.weights.empty() ? 1 : contracts.weights[row]};
  for (const Covariate& covariate : contracts.covariates) made.covariates.push_back(covariate.values[row]);
  return made;
}

bool is_possible(const Contract& contract) {
  const bool known = std::all_of(contract.covariates.begin(), contract.covariates.end(),
                                 [](double value) { return std::isfinite(value); });
  const bool whole =
      std::isfinite(contract.renewals) && contract.renewals >= 0 && contract.renewals == std::floor(contract.renewals);
  return known && whole && (contract.lost == 0 || (contract.lost == 1 && contract.renewals >= 1)) &&
         contract.weight >= 0 && std::isfinite(contract.weight);
}

Finding contracts_left_out(std::size_t count, const std::string& places) {
  FindingDetail detail;
  detail.field = "renewals";
  detail.value = places;
  detail.detail = {
      std::to_string(count) + " 行（第 " + places + " 行）：续约次数不是非负整数、流失不是 0 或 1，或协变量缺失",
      std::to_string(count) + " rows (row " + places +
          "): renewals no whole number >= 0, lost neither 0 nor 1, or a covariate missing"};
  detail.fix = {"改正后重新拟合", "correct them and fit again"};
  return make_finding(finding_code("lifetime.history_left_out"), detail);
}

struct ContractTable {
  std::vector<Contract> rows{};
  Findings findings{};
  double contracts{}, lost{};
};

void join_equal_contracts(std::vector<Contract>& rows) {
  const auto before = [](const Contract& a, const Contract& b) {
    return std::tie(a.renewals, a.lost, a.covariates, a.weight) < std::tie(b.renewals, b.lost, b.covariates, b.weight);
  };
  std::sort(rows.begin(), rows.end(), before);
  std::vector<Contract> joined;
  for (Contract& row : rows) {
    const bool same =
        !joined.empty() && std::tie(joined.back().renewals, joined.back().lost, joined.back().covariates) ==
                               std::tie(row.renewals, row.lost, row.covariates);
    if (same)
      joined.back().weight += row.weight;
    else
      joined.push_back(std::move(row));
  }
  rows = std::move(joined);
}

ContractTable contract_table(const Contracts& contracts) {
  demand_contract_columns(contracts);
  ContractTable made;
  std::size_t left_out = 0;
  std::string places;
  for (std::size_t i = 0; i < contracts.renewals.size(); ++i) {
    Contract row = contract_at(contracts, i);
    if (is_possible(row)) {
      if (row.weight > 0) made.rows.push_back(std::move(row));
      continue;
    }
    if (left_out < 10) places += (left_out > 0 ? ", " : "") + std::to_string(i + 1);
    ++left_out;
  }
  if (left_out > 0) made.findings.push_back(contracts_left_out(left_out, places));
  join_equal_contracts(made.rows);
  for (const Contract& row : made.rows) {
    made.contracts += row.weight;
    made.lost += row.weight * row.lost;
  }
  return made;
}

// Exponents of alpha and beta: parameters are alpha, beta, then a factor of each for every covariate.
double scaled(std::span<const double> at, const Contract& row, std::size_t of) {
  double logarithm = std::log(at[of]);
  for (std::size_t c = 0; c < row.covariates.size(); ++c) logarithm += row.covariates[c] * std::log(at[2 + 2 * c + of]);
  return std::exp(logarithm);
}

double contract_height(const ContractTable& table, std::span<const double> at) {
  double sum = 0;
  for (const Contract& row : table.rows) sum += row.weight * log_contract(scaled(at, row, 0), scaled(at, row, 1), row);
  return sum;
}

// Derivatives by all logarithms: those by ln alpha and ln beta of a row, times what the covariates make of them.
Surface contract_surface(const ContractTable& table, std::span<const double> at) {
  const std::size_t size = at.size();
  Surface made{0, std::vector<double>(size), std::vector<double>(size * (size + 1) / 2)};
  for (const Contract& row : table.rows) {
    const double own[] = {scaled(at, row, 0), scaled(at, row, 1)};
    const auto [alpha, beta] = variables<2>(own);
    const Surface two = surface_of(log_contract(alpha, beta, row), own);
    const auto reach = [&row](std::size_t i) { return i < 2 ? 1 : row.covariates[(i - 2) / 2]; };
    made.value += row.weight * two.value;
    for (std::size_t i = 0, place = 0; i < size; ++i) {
      made.gradient[i] += row.weight * reach(i) * two.gradient[i % 2];
      for (std::size_t j = 0; j <= i; ++j, ++place) {
        const double curvature = i % 2 == j % 2 ? (i % 2 == 0 ? two.hessian[0] : two.hessian[2]) : two.hessian[1];
        made.hessian[place] += row.weight * reach(i) * reach(j) * curvature;
      }
    }
  }
  return made;
}

std::vector<std::vector<double>> contract_starts(std::size_t covariates) {
  std::vector<std::vector<double>> starts;
  for (const auto& [alpha, beta] : {std::pair{1., 1.}, {.5, 2.}, {1., 8.}, {10., 50.}}) {
    std::vector<double> start{alpha, beta};
    start.resize(2 + 2 * covariates, 1);
    starts.push_back(std::move(start));
  }
  return starts;
}

ShiftedBetaGeometric fit_table(const ContractTable& table, std::span<const Covariate> covariates,
                               const FitOptions& options) {
  demand_options(options);
  ShiftedBetaGeometric model;
  if (table.lost > 0) {
    Hill hill{[&](std::span<const double> at) { return contract_height(table, at); },
              [&](std::span<const double> at) { return contract_surface(table, at); },
              contract_starts(covariates.size()),
              {"alpha", "beta"},
              {}};
    for (const Covariate& covariate : covariates) {
      hill.names.push_back("alpha:" + covariate.name);
      hill.names.push_back("beta:" + covariate.name);
    }
    hill.units.resize(hill.names.size(), 1);
    model.fit = maximize(hill, options);
    explain_open(model.fit, {{"alpha", "beta", causes::equal_ending}});
    model.alpha = model.fit.parameters[0].value;
    model.beta = model.fit.parameters[1].value;
    for (std::size_t c = 0; c < covariates.size(); ++c)
      model.effects.push_back(
          {covariates[c].name, model.fit.parameters[2 + 2 * c].value, model.fit.parameters[3 + 2 * c].value});
  } else {
    model.fit.status = FitStatus::too_little_data;
    model.fit.causes.push_back({"没有合同终止", "no contract ended"});
  }
  model.fit.customers = table.contracts;
  model.fit.repeaters = table.contracts - table.lost;
  model.fit.findings = table.findings;
  return model;
}

void demand_contract_model(const ShiftedBetaGeometric& model) {
  demand_positive("alpha", model.alpha);
  demand_positive("beta", model.beta);
}

void demand_renewal(const char* name, int found, int least) {
  if (found < least)
    throw ArgumentError("argument.range", std::string(name) + " must be at least " + std::to_string(least) +
                                              ", found " + std::to_string(found));
}

void demand_contract_rate(const ShiftedBetaGeometric& model, double rate) {
  if (!(rate >= 0 && std::isfinite(rate)))
    throw ArgumentError("argument.range", "rate must be a finite number >= 0, found " + std::to_string(rate));
  if (rate == 0 && model.alpha <= 1)
    throw ArgumentError("argument.range",
                        "without discounting the sum has no bound where alpha is at most 1, found alpha " +
                            std::to_string(model.alpha));
}

// ₂F₁(1, b; a + b; 1 / (1 + rate)); at 1 by Gauss's theorem.
double discounted_sum(double a, double b, double rate) {
  return rate == 0 ? (a + b - 1) / (a - 1) : std::exp(log_hypergeometric(1, b, a + b, 1 / (1 + rate)));
}

}  // namespace

ShiftedBetaGeometric fit_contracts(const Contracts& contracts, const FitOptions& options) {
  return fit_table(contract_table(contracts), contracts.covariates, options);
}

ShiftedBetaGeometric fit_survivors(std::span<const std::vector<double>> cohorts, const FitOptions& options) {
  ContractTable table;
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    const std::vector<double>& survivors = cohorts[c];
    for (std::size_t t = 0; t < survivors.size(); ++t) {
      const bool is_sound =
          std::isfinite(survivors[t]) && survivors[t] >= 0 && (t == 0 || survivors[t] <= survivors[t - 1]);
      if (!is_sound)
        throw ArgumentError("argument.survivors",
                            "cohort " + std::to_string(c + 1) + " must hold falling numbers >= 0, found " +
                                std::to_string(survivors[t]) + " at renewal " + std::to_string(t));
      if (t > 0)
        table.rows.push_back(
            {.renewals = static_cast<double>(t), .lost = 1, .weight = survivors[t - 1] - survivors[t]});
    }
    if (!survivors.empty())
      table.rows.push_back(
          {.renewals = static_cast<double>(survivors.size() - 1), .lost = 0, .weight = survivors.back()});
  }
  std::erase_if(table.rows, [](const Contract& row) { return row.weight == 0; });
  join_equal_contracts(table.rows);
  for (const Contract& row : table.rows) {
    table.contracts += row.weight;
    table.lost += row.weight * row.lost;
  }
  return fit_table(table, {}, options);
}

ShiftedBetaGeometric with_covariates(const ShiftedBetaGeometric& model, std::span<const double> values) {
  if (values.size() != model.effects.size())
    throw ArgumentError("argument.length", "values must hold one number for each of the " +
                                               std::to_string(model.effects.size()) + " effects, found " +
                                               std::to_string(values.size()));
  ShiftedBetaGeometric made{.alpha = model.alpha, .beta = model.beta};
  for (std::size_t i = 0; i < values.size(); ++i) {
    made.alpha *= std::pow(model.effects[i].alpha_factor, values[i]);
    made.beta *= std::pow(model.effects[i].beta_factor, values[i]);
  }
  return made;
}

std::vector<double> log_likelihoods(const ShiftedBetaGeometric& model, const Contracts& contracts) {
  demand_contract_model(model);
  demand_contract_columns(contracts);
  std::vector<double> made;
  for (std::size_t i = 0; i < contracts.renewals.size(); ++i) {
    const Contract row = contract_at(contracts, i);
    if (!is_possible(row))
      throw ArgumentError("argument.history", contracts_left_out(1, std::to_string(i + 1)).message.en);
    const ShiftedBetaGeometric own = with_covariates(model, row.covariates);
    made.push_back(log_contract(own.alpha, own.beta, row));
  }
  return made;
}

double survival(const ShiftedBetaGeometric& model, int t) {
  demand_contract_model(model);
  demand_renewal("t", t, 0);
  return std::exp(log_contract(model.alpha, model.beta, {.renewals = static_cast<double>(t)}));
}

double retention(const ShiftedBetaGeometric& model, int t) {
  demand_contract_model(model);
  demand_renewal("t", t, 1);
  return (model.beta + t - 1) / (model.alpha + model.beta + t - 1);
}

double discounted_lifetime(const ShiftedBetaGeometric& model, double rate) {
  demand_contract_model(model);
  demand_contract_rate(model, rate);
  return discounted_sum(model.alpha, model.beta, rate);
}

double discounted_residual_lifetime(const ShiftedBetaGeometric& model, int n, double rate) {
  demand_renewal("n", n, 1);
  demand_contract_model(model);
  demand_contract_rate(model, rate);
  return retention(model, n) * discounted_sum(model.alpha, model.beta + n, rate);
}

}  // namespace guanxi::lifetime
