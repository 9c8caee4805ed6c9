#include <guanxi/lifetime/purchase_models.hpp>

#include <array>
#include <cmath>
#include <string>

#include "causes.hpp"
#include "dropout.hpp"
#include "maximize.hpp"
#include "panels.hpp"
#include "pareto.hpp"

namespace guanxi::lifetime {

namespace {

using dropout::First;

template <class Model>
inline constexpr bool is_dropout = !std::same_as<Model, ParetoNbd> && !std::same_as<Model, Nbd>;

template <class Model>
inline constexpr Wants wanted_by = std::same_as<Model, Nbd> ? Wants::counts
                                   : RegularModel<Model>    ? Wants::gaps
                                                            : Wants::recency;

template <class Model>
dropout::Shape shape_of(const Model& model) {
  constexpr bool leaves_at_once = std::same_as<Model, MbgNbd> || std::same_as<Model, MbgCnbdK>;
  dropout::Shape shape{.first = leaves_at_once ? First::after_first_purchase : First::after_first_repeat};
  if constexpr (RegularModel<Model>) shape.k = model.k;
  return shape;
}

dropout::Parameters<double> parameters_of(const auto& model) { return {model.r, model.alpha, model.a, model.b}; }
pareto::Parameters<double> parameters_of(const ParetoNbd& model) { return {model.r, model.alpha, model.s, model.beta}; }
nbd::Parameters<double> parameters_of(const Nbd& model) { return {model.r, model.alpha}; }

// The parameters with their names, in the model's order.
template <class Model>
auto named_parameters(Model& model) {
  using Named = std::pair<const char*, decltype(&model.r)>;
  if constexpr (std::same_as<std::remove_const_t<Model>, ParetoNbd>)
    return std::array<Named, 4>{{{"r", &model.r}, {"alpha", &model.alpha}, {"s", &model.s}, {"beta", &model.beta}}};
  else if constexpr (std::same_as<std::remove_const_t<Model>, Nbd>)
    return std::array<Named, 2>{{{"r", &model.r}, {"alpha", &model.alpha}}};
  else
    return std::array<Named, 4>{{{"r", &model.r}, {"alpha", &model.alpha}, {"a", &model.a}, {"b", &model.b}}};
}

template <class Model>
void demand_parameters(const Model& model) {
  for (const auto& [name, value] : named_parameters(model)) demand_positive(name, *value);
  if constexpr (RegularModel<Model>)
    if (model.k < 1)
      throw ArgumentError("argument.parameter", "k must be at least 1, found " + std::to_string(model.k));
}

void demand_time(double t) {
  if (!(t >= 0 && std::isfinite(t)))
    throw ArgumentError("argument.range", "t must be a finite number >= 0, found " + std::to_string(t));
}

void demand_most(int most) {
  if (most < 0) throw ArgumentError("argument.range", "most must be >= 0, found " + std::to_string(most));
}

template <class Model>
auto outlook_of(const Model& model) {
  if constexpr (is_dropout<Model>)
    return dropout::Outlook(parameters_of(model), shape_of(model));
  else if constexpr (std::same_as<Model, ParetoNbd>)
    return pareto::Outlook(parameters_of(model));
  else
    return nbd::Outlook(parameters_of(model));
}

template <class Model>
FitReport fit_rows_to(Model& model, const FitRows& rows, const FitOptions& options) {
  if constexpr (is_dropout<Model>)
    return dropout::fit_shape(rows, shape_of(model), options);
  else if constexpr (std::same_as<Model, ParetoNbd>)
    return pareto::fit(rows, options);
  else
    return nbd::fit(rows, options);
}

// One answer a row.
template <class Model, class Answer>
std::vector<double> for_each_row(const Model& model, const Histories& histories, const Work& work,
                                 const Answer& answer) {
  demand_parameters(model);
  demand_histories(histories, wanted_by<Model>);
  std::vector<double> made(histories.x.size());
  for_blocks(made.size(), work, [&](std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) made[i] = answer(row_at(histories, i));
  });
  return made;
}

// From the unit of the fit to that of the histories.
template <class Model>
void write_parameters(Model& model, FitReport report, const FitRows& rows) {
  const auto is_time = [](const std::string& name) { return name == "alpha" || name == "beta"; };
  const auto named = named_parameters(model);
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (is_time(report.parameters[i].name)) scale_parameter(report, i, rows.unit);
    *named[i].second = report.parameters[i].value;
  }
  if constexpr (!std::same_as<Model, Nbd>) report.log_likelihood -= rows.purchases * std::log(rows.unit);
  model.fit = std::move(report);
}

// Fits for every k and keeps the likeliest.
template <class Model>
void fit_best(Model& model, const FitRows& rows, const FitOptions& options) {
  constexpr int greatest_k = RegularModel<Model> ? 12 : 1;
  std::optional<FitReport> best;
  for (int k = 1; k <= greatest_k; ++k) {
    Model tried;
    if constexpr (RegularModel<Model>) tried.k = k;
    FitReport report = fit_rows_to(tried, rows, options);
    if (best && report.log_likelihood <= best->log_likelihood) {
      if (k > 2) break;
      continue;
    }
    best = std::move(report);
    if constexpr (RegularModel<Model>) model.k = k;
  }
  explain_rows(*best, rows);
  write_parameters(model, std::move(*best), rows);
}

// ∫_0^∞ rate e^(−rate t) CET(t) dt over v = ln(rate t): by parts, all purchases to come, discounted.
template <class Expected>
double discounted_by_parts(double rate, const Expected& expected) {
  const auto log_weight = [](double v) { return v - std::exp(v); };
  double sum = 0;
  visit_panels(
      -40, std::log(50), log_weight, [](double v) { return 1 - std::exp(v); },
      [&](double v, double weight) { sum += weight * std::exp(log_weight(v)) * expected(std::exp(v) / rate); });
  return sum;
}

}  // namespace

template <PurchaseModel Model>
Model fit(const Histories& histories, const FitOptions& options) {
  demand_options(options);
  const FitRows rows = fit_rows(histories, wanted_by<Model>);
  Model model{};
  if (rows.repeaters > 0) {
    fit_best(model, rows, options);
    return model;
  }
  model.fit.status = FitStatus::too_little_data;
  explain_rows(model.fit, rows);
  return model;
}

template <PurchaseModel Model>
std::vector<double> log_likelihoods(const Model& model, const Histories& histories, const Work& work) {
  const auto parameters = parameters_of(model);
  return for_each_row(model, histories, work, [&](const Row& row) {
    if constexpr (is_dropout<Model>)
      return dropout::Likelihood<double>(parameters, shape_of(model))(row);
    else
      return log_likelihood(parameters, row);
  });
}

template <PurchaseModel Model>
std::vector<double> probability_alive(const Model& model, const Histories& histories, const Work& work) {
  return for_each_row(model, histories, work,
                      [outlook = outlook_of(model)](const Row& row) { return outlook.probability_alive(row); });
}

template <PurchaseModel Model>
std::vector<double> expected_purchases(const Model& model, const Histories& histories, double t, const Work& work) {
  demand_time(t);
  return for_each_row(model, histories, work,
                      [outlook = outlook_of(model), t](const Row& row) { return outlook.expected(row, t); });
}

template <PurchaseModel Model>
double expected_purchases(const Model& model, double t) {
  demand_parameters(model);
  demand_time(t);
  return outlook_of(model).expected(t);
}

template <PurchaseModel Model>
std::vector<double> purchase_probabilities(const Model& model, double t, int most) {
  demand_parameters(model);
  demand_time(t);
  demand_most(most);
  return outlook_of(model).probabilities(t, most);
}

template <PurchaseModel Model>
std::vector<double> purchase_probabilities(const Model& model, const Histories& histories, double t, int most) {
  demand_parameters(model);
  demand_time(t);
  demand_most(most);
  demand_histories(histories, wanted_by<Model>);
  if (histories.x.size() != 1)
    throw ArgumentError("argument.length",
                        "purchase_probabilities takes one customer, found " + std::to_string(histories.x.size()));
  return outlook_of(model).probabilities(row_at(histories, 0), t, most);
}

template <PurchaseModel Model>
std::vector<double> discounted_purchases(const Model& model, const Histories& histories, double rate,
                                         const Work& work) {
  demand_positive_rate(rate);
  return for_each_row(model, histories, work, [outlook = outlook_of(model), rate](const Row& row) {
    if constexpr (is_dropout<Model>)
      return discounted_by_parts(rate, [&](double t) { return outlook.expected(row, t); });
    else
      return outlook.discounted(row, rate);
  });
}

#define GUANXI_INSTANTIATE(Model)                                                                              \
  template Model fit<Model>(const Histories&, const FitOptions&);                                              \
  template std::vector<double> log_likelihoods<Model>(const Model&, const Histories&, const Work&);            \
  template std::vector<double> probability_alive<Model>(const Model&, const Histories&, const Work&);          \
  template std::vector<double> expected_purchases<Model>(const Model&, const Histories&, double, const Work&); \
  template double expected_purchases<Model>(const Model&, double);                                             \
  template std::vector<double> purchase_probabilities<Model>(const Model&, double, int);                       \
  template std::vector<double> purchase_probabilities<Model>(const Model&, const Histories&, double, int);     \
  template std::vector<double> discounted_purchases<Model>(const Model&, const Histories&, double, const Work&)
GUANXI_INSTANTIATE(BgNbd);
GUANXI_INSTANTIATE(MbgNbd);
GUANXI_INSTANTIATE(BgCnbdK);
GUANXI_INSTANTIATE(MbgCnbdK);
GUANXI_INSTANTIATE(ParetoNbd);
GUANXI_INSTANTIATE(Nbd);
#undef GUANXI_INSTANTIATE

}  // namespace guanxi::lifetime
