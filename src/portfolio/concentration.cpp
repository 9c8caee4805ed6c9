#include <guanxi/core/error.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/portfolio/concentration.hpp>

#include <cmath>
#include <string>

#include "descending.hpp"

namespace guanxi::portfolio {

Concentration concentration(std::span<const std::int64_t> values, const ConcentrationOptions& options) {
  if (!(options.top > 0 && options.top <= 1))
    throw ArgumentError("argument.range", "top must be above 0 and at most 1, found " + std::to_string(options.top));
  Concentration made{.items = static_cast<std::int64_t>(values.size())};
  if (values.empty()) return made;
  const std::vector<std::uint32_t> order = descending_places(values);
  const auto items = static_cast<double>(values.size());
  made.top_items = static_cast<std::int64_t>(std::ceil(options.top * items - 1e-9));
  Int128 total = 0, weighted = 0, top = 0;  // weighted: Σ i x_(i) ascending, i from 1
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::int64_t value = values[order[i]];
    total += value;
    weighted += static_cast<Int128>(order.size() - i) * value;
    if (static_cast<std::int64_t>(i) < made.top_items) top += value;
  }
  const std::optional<std::int64_t> narrow = narrowed(total);
  if (!narrow) throw ArgumentError("amount.overflow", "the total of all values is beyond 64 bits");
  made.total = *narrow;
  made.status = total > 0 && values[order.back()] >= 0 ? ConcentrationStatus::ok : ConcentrationStatus::no_total;
  if (made.status != ConcentrationStatus::ok) return made;
  const auto sum = static_cast<double>(total);
  double squares = 0;
  Int128 running = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double share = static_cast<double>(values[order[i]]) / sum;
    squares += share * share;
    running += values[order[i]];
    if (!made.items_for_80 && running * 5 >= total * 4) made.items_for_80 = static_cast<double>(i + 1) / items;
  }
  made.top_share = static_cast<double>(top) / sum;
  made.gini = 2 * static_cast<double>(weighted) / (items * sum) - (items + 1) / items;
  made.hhi = squares;
  made.effective_items = 1 / squares;
  return made;
}

}  // namespace guanxi::portfolio
