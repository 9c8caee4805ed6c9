#pragma once
/// @file
/// What all fits of this module have in common: options, and the report that stands beside the parameters.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/label.hpp>
#include <guanxi/core/parallel.hpp>
#include <guanxi/core/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::lifetime {

/// How the parameters of a model came about.
enum class FitStatus {
  given,            ///< stated by the caller
  ok,               ///< the maximum of the likelihood, alone and inside
  boundary,         ///< the likelihood keeps rising while a parameter goes to 0 or infinity; predictions hold
  flat,             ///< other parameters explain the data as well; some predictions may differ between them
  too_little_data,  ///< nothing to learn from; there are no parameters
  not_converged     ///< the limit of iterations was reached
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::FitStatus> {
  static constexpr EnumWord table[] = {
      word(lifetime::FitStatus::given, "given", {"直接给定", "Given"}),
      word(lifetime::FitStatus::ok, "ok", {"已拟合", "Fitted"}),
      word(lifetime::FitStatus::boundary, "boundary", {"参数在边界", "At a boundary"}, "",
           {"预测可用，单个参数没有意义；见原因", "Predictions hold, single parameters mean little; see the causes"}),
      word(lifetime::FitStatus::flat, "flat", {"参数无法确定", "Not identified"}, "",
           {"需要更长的观察期或更多复购客户；见原因",
            "Observe for longer, or more customers who came back; see the causes"}),
      word(lifetime::FitStatus::too_little_data, "too_little_data", {"数据太少", "Too little data"}, "",
           {"需要有复购的客户", "Give customers who came back"}),
      word(lifetime::FitStatus::not_converged, "not_converged", {"未收敛", "Not converged"}, "",
           {"增加 max_iterations", "Raise max_iterations"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// How a model is fitted.
struct FitOptions {
  int starts = 3;            ///< climbs from the best of a fixed grid of parameters. Default 3. Requires 1–16.
  int max_iterations = 200;  ///< limit of Newton steps a climb. Default 200. Requires > 0.
  Work work{};               ///< threads and progress
};

/// One parameter as the fit left it.
struct FittedParameter {
  std::string name{};                      ///< what it is called
  double value{};                          ///< as fitted
  std::optional<double> standard_error{};  ///< from the inverse Hessian; none where the parameter is not identified
  bool runs_away{};                        ///< the likelihood still rose very slowly when it went to 0 or infinity
  bool operator==(const FittedParameter&) const = default;
};

/// What stands behind fitted parameters.
struct FitReport {
  FitStatus status = FitStatus::given;        ///< how they came about
  double log_likelihood{};                    ///< at the parameters; 0 if they were given
  std::vector<FittedParameter> parameters{};  ///< in the model's order
  std::vector<double> covariance{};           ///< of the parameters, row by row; empty if they are not identified
  double gradient_norm{};                     ///< greatest slope of the log-likelihood by the logarithm of a parameter
  std::vector<double> curvatures{};           ///< eigenvalues of the negative Hessian by these logarithms, ascending
  int rank{};                                 ///< how many of them are clearly above 0
  int iterations{};                           ///< Newton steps of the climb that won
  int starts{};                               ///< climbs
  int agreeing{};                             ///< climbs that ended at the same likelihood, to 1e-6
  double customers{};                         ///< summed weight of the rows used
  double repeaters{};                         ///< of these with a repeat purchase
  std::vector<Message> causes{};              ///< what in the data leaves parameters open
  std::vector<Message> actions{};             ///< what was done about it
  Findings findings{};                        ///< rows left out
  bool operator==(const FitReport&) const = default;
};

}  // namespace guanxi::lifetime
