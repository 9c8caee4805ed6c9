#pragma once
/// @file
/// Whether the customer has a need that we serve.

#include <guanxi/assess/options.hpp>
#include <guanxi/model/dossier.hpp>

#include <optional>
#include <string>

namespace guanxi::assess {

/// The needs of a customer as far as our offering serves them.
struct NeedFit {
  std::optional<double> strongest{};  ///< highest matrix value times relevance; unset if none is known
  const Need* strongest_need{};       ///< the need it comes from
  std::optional<double> relevance{};  ///< highest relevance of an open need; unset if none is stated
  bool relevance_open{};              ///< some open need states none
  std::string field{};                ///< what would tell more: of a need if there is one, else the needs themselves
};

/// Looks through the open needs.
[[nodiscard]] NeedFit need_fit(const Dossier& dossier, const AssessOptions& options);

}  // namespace guanxi::assess
