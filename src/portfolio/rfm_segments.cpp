#include <guanxi/core/error.hpp>
#include <guanxi/portfolio/rfm_segments.hpp>

#include <algorithm>

namespace guanxi::portfolio {

namespace {

bool holds(const ScoreSpan& span, int score) { return span.lowest <= score && score <= span.highest; }

}  // namespace

std::vector<RfmSegment> standard_rfm_segments() {
  return {
      {"champions", {"重要价值客户", "Champions"}, {4, 5}, {4, 5}, {4, 5}},
      {"cannot_lose", {"不可流失客户", "Not to be lost"}, {1, 1}, {4, 5}, {4, 5}},
      {"at_risk", {"流失风险客户", "At risk"}, {1, 2}, {3, 5}, {3, 5}},
      {"loyal", {"忠诚客户", "Loyal"}, {3, 5}, {3, 5}, {3, 5}},
      {"recent", {"新近客户", "Recent"}, {5, 5}, {1, 1}, {1, 5}},
      {"potential", {"潜力客户", "Potential loyalists"}, {4, 5}, {2, 5}, {1, 5}},
      {"promising", {"有望客户", "Promising"}, {4, 4}, {1, 1}, {1, 5}},
      {"attention", {"需要关注", "Need attention"}, {3, 3}, {2, 5}, {1, 5}},
      {"slipping", {"渐行渐远", "Slipping away"}, {3, 3}, {1, 1}, {1, 5}},
      {"asleep", {"沉睡客户", "Asleep"}, {2, 2}, {1, 5}, {1, 5}},
      {"lost", {"已流失", "Lost"}, {1, 1}, {1, 5}, {1, 5}},
  };
}

std::vector<std::int32_t> segment_of_cells(std::span<const RfmSegment> table, int bins) {
  if (bins < 1 || bins > 20)
    throw ArgumentError("argument.range", "bins must be 1 to 20, found " + std::to_string(bins));
  std::vector<std::int32_t> made;
  for (int r = 1; r <= bins; ++r)
    for (int f = 1; f <= bins; ++f)
      for (int m = 1; m <= bins; ++m) {
        const auto fits = [&](const RfmSegment& row) {
          return holds(row.recency, r) && holds(row.frequency, f) && holds(row.amount, m);
        };
        const auto found = std::find_if(table.begin(), table.end(), fits);
        made.push_back(found == table.end() ? -1 : static_cast<std::int32_t>(found - table.begin()));
      }
  return made;
}

RfmSegmentCheck check_segments(std::span<const RfmSegment> table, int bins) {
  const std::vector<std::int32_t> cells = segment_of_cells(table, bins);
  RfmSegmentCheck made{.cells = std::vector<std::int32_t>(table.size())};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const int place = static_cast<int>(i);
    if (cells[i] >= 0)
      ++made.cells[static_cast<std::size_t>(cells[i])];
    else
      made.uncovered.push_back({place / (bins * bins) + 1, place / bins % bins + 1, place % bins + 1});
  }
  for (std::size_t row = 0; row < table.size(); ++row)
    if (made.cells[row] == 0) made.unreached.push_back(static_cast<std::int32_t>(row));
  made.complete = made.uncovered.empty();
  return made;
}

}  // namespace guanxi::portfolio
