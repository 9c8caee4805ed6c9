#include "need_fit.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace guanxi::assess {

namespace {

// The first need wins ties, whatever the order of the list.
bool better(double value, const std::optional<double>& best, const Need& need, const Need* best_need) {
  return !best || value > *best || (value == *best && need.id < best_need->id);
}

}  // namespace

NeedFit need_fit(const Dossier& dossier, const AssessOptions& options) {
  constexpr std::string_view fields[] = {"need", "need.urgency", "need.importance", "need.relevance"};
  std::size_t field = 0;
  NeedFit fit;
  for (const Need& need : dossier.of<Need>()) {
    const auto matrix =
        need::priority_matrix({&need, 1}, {.as_of = options.as_of, .cut = options.cut, .due_days = options.due_days});
    if (matrix.placed.empty() && matrix.unplaced.empty()) continue;
    field = std::max<std::size_t>(field, !need.relevance ? 3 : !need.importance ? 2 : 1);
    fit.relevance_open = fit.relevance_open || !need.relevance;
    if (!need.relevance) continue;
    const double relevance = need.relevance->value();
    fit.relevance = std::max(relevance, fit.relevance.value_or(0));
    if (matrix.placed.empty()) continue;
    const double value = matrix.placed.front().value() * relevance;
    if (better(value, fit.strongest, need, fit.strongest_need)) {
      fit.strongest = value;
      fit.strongest_need = &need;
    }
  }
  fit.field = fields[field];
  return fit;
}

}  // namespace guanxi::assess
