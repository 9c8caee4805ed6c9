#pragma once
/// @file
/// Whether the parts of a model fit each other, before anything is computed from them.

#include <guanxi/score/model_json.hpp>

#include <string>

namespace guanxi::score::checks {

/// What does not fit, as the member and a sentence; empty if a model may be used.
struct Misfit {
  std::string member{};
  std::string sentence{};
};

[[nodiscard]] Misfit misfit_of(const Logistic& model);
[[nodiscard]] Misfit misfit_of(const NaiveBayes& model);
[[nodiscard]] Misfit misfit_of(const Scorecard& card);
[[nodiscard]] Misfit misfit_of(const WinModel& model);
[[nodiscard]] Misfit misfit_of(const Platt& curve);
[[nodiscard]] Misfit misfit_of(const Isotonic& steps);
[[nodiscard]] Misfit misfit_of(const Calibration& calibration);

}  // namespace guanxi::score::checks
