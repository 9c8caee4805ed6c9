#include "binning.hpp"

#include <guanxi/score/bins.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace guanxi::score::binning {

namespace {

constexpr int fine_bins = 20;  // quantiles from which monotone merging starts

struct Count {
  double events = 0, others = 0;

  [[nodiscard]] double rate() const noexcept { return events / (events + others); }
  Count& operator+=(const Count& other) noexcept {
    events += other.events;
    others += other.others;
    return *this;
  }
};

// Neighbouring ranges: count k ends at ends[k], the last one has no end.
struct Ranges {
  std::vector<Count> counts{};
  std::vector<double> ends{};

  void merge(std::size_t at) {  // with the next one
    counts[at] += counts[at + 1];
    counts.erase(counts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    ends.erase(ends.begin() + static_cast<std::ptrdiff_t>(at));
  }
};

double information(const Count& count, const Count& all) {
  const double events = (count.events + .5) / (all.events + 1), others = (count.others + .5) / (all.others + 1);
  return (events - others) * std::log(events / others);
}

double information(const Ranges& ranges, const Count& all) {
  double sum = 0;
  for (const Count& count : ranges.counts) sum += information(count, all);
  return sum;
}

// Pools neighbours until the share of events only rises (sign 1) or only falls (sign −1).
Ranges pooled(Ranges ranges, double sign) {
  for (std::size_t at = 0; at + 1 < ranges.counts.size();) {
    if (sign * (ranges.counts[at + 1].rate() - ranges.counts[at].rate()) > 0) {
      ++at;
      continue;
    }
    ranges.merge(at);
    if (at > 0) --at;
  }
  return ranges;
}

void merge_cheapest(Ranges& ranges, const Count& all) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t at = 0; at + 1 < ranges.counts.size(); ++at) {
    Count both = ranges.counts[at];
    both += ranges.counts[at + 1];
    const double lost =
        information(ranges.counts[at], all) + information(ranges.counts[at + 1], all) - information(both, all);
    if (lost < least) {
      least = lost;
      best = at;
    }
  }
  ranges.merge(best);
}

Ranges count_ranges(const Observed& observed, std::vector<double> cuts) {
  Ranges ranges{std::vector<Count>(cuts.size() + 1), std::move(cuts)};
  const auto numbers = std::get<std::span<const double>>(observed.column.values);
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (std::isnan(numbers[row])) continue;
    Count& count = ranges.counts[bin_of(ranges.ends, numbers[row])];
    (observed.outcome[row] == 1 ? count.events : count.others) += observed.weight(row);
  }
  return ranges;
}

std::vector<double> monotone_cuts(const Observed& observed, int bins) {
  const auto numbers = std::get<std::span<const double>>(observed.column.values);
  const Ranges fine = count_ranges(observed, quantile_cuts(numbers, (std::max)(bins, fine_bins), observed.weights));
  Count all;
  for (const Count& count : fine.counts) all += count;
  Ranges rising = pooled(fine, 1), falling = pooled(fine, -1);
  Ranges& best = information(rising, all) >= information(falling, all) ? rising : falling;
  while (best.counts.size() > static_cast<std::size_t>(bins)) merge_cheapest(best, all);
  return best.ends;
}

std::vector<double> cuts_of(const Observed& observed, const ScorecardOptions& options) {
  for (const GivenCuts& given : options.cuts)
    if (given.column == observed.column.name) return given.cuts;
  const auto numbers = std::get<std::span<const double>>(observed.column.values);
  switch (options.binning) {
    case ScoreBinning::equal_width:
      return width_cuts(numbers, options.bins, observed.weights);
    case ScoreBinning::monotone:
      return monotone_cuts(observed, options.bins);
    case ScoreBinning::quantile:
      break;
  }
  return quantile_cuts(numbers, options.bins, observed.weights);
}

void add_word_bins(Characteristic& characteristic, const Observed& observed) {
  const auto& [codes, levels] = std::get<CodedWords>(observed.column.values);
  std::map<std::string, bool> seen;
  for (std::size_t row = 0; row < codes.size(); ++row)
    if (codes[row] >= 0 && observed.weight(row) > 0) seen[levels[static_cast<std::size_t>(codes[row])]] = true;
  for (const auto& entry : seen) characteristic.bins.push_back({.label = entry.first});
}

}  // namespace

Characteristic make_bins(const Observed& observed, const ScorecardOptions& options) {
  Characteristic characteristic{.column = std::string(observed.column.name), .words = has_words(observed.column)};
  if (characteristic.words) {
    add_word_bins(characteristic, observed);
  } else {
    characteristic.cuts = cuts_of(observed, options);
    for (std::size_t bin = 0; bin <= characteristic.cuts.size(); ++bin)
      characteristic.bins.push_back({.label = bin_text(characteristic.cuts, bin)});
  }
  const std::size_t known = characteristic.bins.size();
  characteristic.bins.push_back({.missing = true});
  const std::vector<std::size_t> places = bins_of(characteristic, &observed.column, observed.outcome.size());
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (places[row] == none) continue;
    ScorecardBin& bin = characteristic.bins[places[row]];
    (observed.outcome[row] == 1 ? bin.events : bin.others) += observed.weight(row);
  }
  if (characteristic.bins[known].events + characteristic.bins[known].others == 0) characteristic.bins.pop_back();
  return characteristic;
}

std::vector<std::size_t> bins_of(const Characteristic& characteristic, const Column* column, std::size_t rows) {
  std::vector<std::size_t> places(rows, bin_of_unknown(characteristic));
  if (column == nullptr) return places;
  if (const auto* numbers = std::get_if<std::span<const double>>(&column->values)) {
    for (std::size_t row = 0; row < rows; ++row)
      if (!std::isnan((*numbers)[row])) places[row] = bin_of(characteristic.cuts, (*numbers)[row]);
    return places;
  }
  const auto& [codes, levels] = std::get<CodedWords>(column->values);
  std::vector<std::size_t> known;
  for (const std::string& level : levels) known.push_back(bin_of_word(characteristic, level));
  for (std::size_t row = 0; row < rows; ++row)
    if (codes[row] >= 0) places[row] = known[static_cast<std::size_t>(codes[row])];
  return places;
}

std::size_t bin_of_word(const Characteristic& characteristic, std::string_view word) {
  const auto last = bin_of_unknown(characteristic) == none ? characteristic.bins.end() : characteristic.bins.end() - 1;
  const auto found = std::lower_bound(characteristic.bins.begin(), last, word,
                                      [](const ScorecardBin& bin, std::string_view name) { return bin.label < name; });
  return found != last && found->label == word ? static_cast<std::size_t>(found - characteristic.bins.begin()) : none;
}

std::size_t bin_of_unknown(const Characteristic& characteristic) {
  return !characteristic.bins.empty() && characteristic.bins.back().missing ? characteristic.bins.size() - 1 : none;
}

void weigh(Characteristic& characteristic, double events, double others, EmptyCell rule) {
  const double added = rule == EmptyCell::add_half ? .5 : 0;
  const auto count = static_cast<double>(characteristic.bins.size());
  characteristic.iv = 0;
  for (ScorecardBin& bin : characteristic.bins) {
    bin.empty = bin.events == 0 || bin.others == 0;
    if (bin.empty && rule == EmptyCell::drop) continue;
    const double of_events = (bin.events + added) / (events + added * count);
    const double of_others = (bin.others + added) / (others + added * count);
    bin.woe = std::log(of_events / of_others);
    bin.iv = (of_events - of_others) * bin.woe;
    characteristic.iv += bin.iv;
  }
  const double limits[] = {.02, .1, .3, .5};
  characteristic.strength = static_cast<IvStrength>(
      std::upper_bound(std::begin(limits), std::end(limits), characteristic.iv) - std::begin(limits));
}

}  // namespace guanxi::score::binning
