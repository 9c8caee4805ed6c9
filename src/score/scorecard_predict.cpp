#include <guanxi/score/scorecard.hpp>

#include <guanxi/score/bins.hpp>

#include <algorithm>
#include <cmath>

#include "binning.hpp"
#include "model_columns.hpp"
#include "reasons.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace {

// A sum over the bins of each row; `of_bin` gives what a bin adds, of nullptr what nothing known adds.
template <class OfBin>
std::vector<double> sum_bins(const Scorecard& card, Columns columns, double start, const OfBin& of_bin) {
  const std::size_t rows = check_columns(columns);
  std::vector<const Column*> found;
  for (const Characteristic& one : card.characteristics)
    found.push_back(model_columns::demanded(columns, one.column, one.words));
  if (card.status != LogisticStatus::ok) return {};
  std::vector<double> sums(rows, start);
  for (std::size_t c = 0; c < found.size(); ++c) {
    const Characteristic& one = card.characteristics[c];
    const double neutral = of_bin(one, nullptr);
    std::vector<double> known;
    for (const ScorecardBin& bin : one.bins) known.push_back(of_bin(one, &bin));
    const std::vector<std::size_t> places = binning::bins_of(one, found[c], rows);
    for (std::size_t row = 0; row < rows; ++row)
      sums[row] += places[row] == binning::none ? neutral : known[places[row]];
  }
  return sums;
}

// What a row's value is called, and its bin.
struct CardValue {
  std::size_t bin = binning::none;
  Message reason{};
  std::optional<std::string_view> unseen{};
};

CardValue value_at(const Characteristic& one, const Column* column, std::size_t row) {
  CardValue open{binning::bin_of_unknown(one), {"未知", "unknown"}, std::nullopt};
  if (one.words) {
    const std::optional<std::string_view> word = model_columns::word_at(column, row);
    if (!word) return open;
    const std::size_t bin = binning::bin_of_word(one, *word);
    return {bin, reasons::word_reason(*word), bin == binning::none ? word : std::nullopt};
  }
  const std::optional<double> number = model_columns::number_at(column, row);
  if (!number) return open;
  const std::size_t bin = bin_of(one.cuts, *number);
  const std::string text = reasons::number_text(*number), &label = one.bins[bin].label;
  return {bin, {text + "：" + label, text + ": " + label}, std::nullopt};
}

struct Range {
  std::int64_t low = 0, high = 0;  // of a characteristic's points, less its neutral ones
};

Range range_of(const Characteristic& one) {
  Range range;
  for (const ScorecardBin& bin : one.bins) {
    range.low = (std::min)(range.low, bin.points - one.neutral);
    range.high = (std::max)(range.high, bin.points - one.neutral);
  }
  return range;
}

void add_open(Score& score, const Characteristic& one, const CardValue& value) {
  const Range range = range_of(one);
  const double width = static_cast<double>(range.high - range.low) / 1000;
  score.low += range.low;
  score.high += range.high;
  score.missing.push_back(value.unseen ? reasons::never_seen(one.column, *value.unseen, width)
                                       : reasons::missing_part(one.column, width));
}

void add_bin(Score& score, const Characteristic& one, const Message& reason, std::int64_t thousandths) {
  score.contributions.push_back({one.column, {one.column, one.column}, reason, thousandths, {}});
  score.thousandths += thousandths;
}

}  // namespace

std::vector<double> predict(const Scorecard& card, Columns columns) {
  std::vector<double> log_odds =
      sum_bins(card, columns, card.intercept, [](const Characteristic& one, const ScorecardBin* bin) {
        return bin == nullptr ? 0 : one.coefficient * bin->woe;
      });
  for (double& value : log_odds) value = statistics::sigmoid(value);
  return log_odds;
}

std::vector<double> points(const Scorecard& card, Columns columns) {
  std::vector<double> sums =
      sum_bins(card, columns, static_cast<double>(card.base), [](const Characteristic& one, const ScorecardBin* bin) {
        return static_cast<double>(bin == nullptr ? one.neutral : bin->points);
      });
  for (double& sum : sums) sum /= 1000;  // whole thousandths add up exactly before
  return sums;
}

Score explain(const Scorecard& card, Columns columns, std::size_t row, const ExplainOptions& options) {
  model_columns::check_row(columns, row);
  if (card.status != LogisticStatus::ok) return reasons::unavailable(card.model, options).score;
  Score score;
  score.model = card.model;
  score.as_of = options.as_of.value_or(Date());
  score.thousandths = score.baseline = card.base;
  bool any = false;
  for (const Characteristic& one : card.characteristics) {
    const CardValue value = value_at(one, find_column(columns, one.column), row);
    any = any || value.bin != binning::none;
    if (value.bin != binning::none) {
      add_bin(score, one, value.reason, one.bins[value.bin].points);
    } else {
      if (one.neutral != 0) add_bin(score, one, {"未知，按中性计", "unknown, counted as neutral"}, one.neutral);
      add_open(score, one, value);
    }
  }
  score.low += score.thousandths;
  score.high += score.thousandths;
  std::stable_sort(
      score.contributions.begin(), score.contributions.end(),
      [](const Contribution& a, const Contribution& b) { return std::abs(a.thousandths) > std::abs(b.thousandths); });
  reasons::close(score);
  if (!any) score.state = ScoreState::prior_only;
  return score;
}

}  // namespace guanxi::score
