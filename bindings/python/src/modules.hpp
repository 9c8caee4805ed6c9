#pragma once
/// @file
/// The modules of the library, each as one of Python.

#include "python.hpp"

namespace guanxi::python {

void add_assess(py::module_& module);
void add_chain(py::module_& module);
void add_io(py::module_& module);
void add_lifetime(py::module_& module);
void add_need(py::module_& module);
void add_patterns(py::module_& module);  // of need: baskets, rules of association, neighbours
/// Customers as known on a past day.
void add_known_by(py::module_& module);
/// Features of deals on past days.
void add_win_features(py::module_& module);
void add_predicted_needs(py::module_& module);       // of assess
void add_similar_and_purchases(py::module_& module);  // of need
void add_portfolio(py::module_& module);
void add_quality(py::module_& module);
void add_query(py::module_& module);
void add_report(py::module_& module);
void add_rule_book(py::module_& module);     // of need
void add_score_choices(py::module_& module); // of score: alternatives by criteria
void add_score_metrics(py::module_& module); // of score: calibration, metrics, uplift
void add_score_uplift(py::module_& module);  // of score: what a promotion adds, next best action
void add_score_models(py::module_& module);  // of score: fitted models
void add_score_win(py::module_& module);     // of score: probabilities of winning
void add_store(py::module_& module);
void add_tables(py::module_& module);

}  // namespace guanxi::python
