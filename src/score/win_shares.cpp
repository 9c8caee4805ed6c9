#include "win_shares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace guanxi::score::win {

namespace {

constexpr std::size_t bins = 10;
constexpr std::size_t sample_rows = 20000;  // of which edges are taken; rows are in an order that looks random

// Quantiles of known numbers as edges; equal ones fall together.
std::vector<double> edges_of(std::span<const double> numbers, std::span<const std::size_t> rows) {
  std::vector<double> known;
  const std::size_t stride = (std::max)(rows.size() / sample_rows, std::size_t{1});
  for (std::size_t i = 0; i < rows.size(); i += stride)
    if (!std::isnan(numbers[rows[i]])) known.push_back(numbers[rows[i]]);
  std::sort(known.begin(), known.end());
  std::vector<double> edges;
  for (std::size_t bin = 1; bin < bins && !known.empty(); ++bin) {
    const double edge = known[bin * (known.size() - 1) / bins];
    if (edge < known.back() && (edges.empty() || edge > edges.back())) edges.push_back(edge);
  }
  return edges;
}

std::vector<std::string> words_of(const CodedWords& words, std::span<const std::size_t> rows) {
  std::vector<bool> seen(words.levels.size(), false);
  for (const std::size_t row : rows)
    if (words.codes[row] >= 0) seen[static_cast<std::size_t>(words.codes[row])] = true;
  std::set<std::string> found;
  for (std::size_t level = 0; level < seen.size(); ++level)
    if (seen[level]) found.insert(words.levels[level]);
  return {found.begin(), found.end()};
}

void write_shares(WinShares& shares, const Column* column, std::span<const std::size_t> rows) {
  const BinCounts counted = count_bins(shares, column, rows);
  const double known = std::accumulate(counted.counts.begin(), counted.counts.end(), 0.0);
  shares.unknown = rows.empty() ? 0 : counted.unknown / static_cast<double>(rows.size());
  if (known == 0) return;
  for (const double count : counted.counts) shares.shares.push_back(count / known);
}

WinShares shares_of(const std::string& name, const Column& column, std::span<const std::size_t> rows) {
  WinShares shares{.column = name};
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) {
    shares.edges = edges_of(*numbers, rows);
  } else {
    shares.words = words_of(std::get<CodedWords>(column.values), rows);
  }
  write_shares(shares, &column, rows);
  return shares;
}

BinCounts bin_words(const WinShares& shares, const CodedWords& words, std::span<const std::size_t> rows) {
  BinCounts counted{.counts = std::vector<double>(shares.words.size() + 1)};
  std::vector<std::size_t> place_of;
  for (const std::string& level : words.levels) {
    const auto found = std::lower_bound(shares.words.begin(), shares.words.end(), level);
    const bool known = found != shares.words.end() && *found == level;
    place_of.push_back(known ? static_cast<std::size_t>(found - shares.words.begin()) : shares.words.size());
  }
  std::set<std::string> unseen;
  for (const std::size_t row : rows) {
    const std::int32_t code = words.codes[row];
    if (code < 0) {
      counted.unknown += 1;
      continue;
    }
    const std::size_t place = place_of[static_cast<std::size_t>(code)];
    counted.counts[place] += 1;
    if (place < shares.words.size()) continue;
    counted.unseen_rows += 1;
    unseen.insert(words.levels[static_cast<std::size_t>(code)]);
  }
  counted.unseen.assign(unseen.begin(), unseen.end());
  return counted;
}

}  // namespace

BinCounts count_bins(const WinShares& shares, const Column* column, std::span<const std::size_t> rows) {
  if (column == nullptr)
    return {.counts = std::vector<double>((std::max)(shares.edges.size(), shares.words.size()) + 1),
            .unknown = static_cast<double>(rows.size())};
  if (has_words(*column)) return bin_words(shares, std::get<CodedWords>(column->values), rows);
  const auto numbers = std::get<std::span<const double>>(column->values);
  BinCounts counted{.counts = std::vector<double>(shares.edges.size() + 1)};
  for (const std::size_t row : rows) {
    const double x = numbers[row];
    if (std::isnan(x)) {
      counted.unknown += 1;
    } else {
      std::size_t bin = 0;  // without branches: nothing can be foretold of x
      for (const double edge : shares.edges) bin += x > edge ? 1 : 0;
      counted.counts[bin] += 1;
    }
  }
  return counted;
}

void keep_shares(WinModel& model, Columns columns, std::span<const std::size_t> rows) {
  for (const WinColumn& column : model.columns)
    model.shares.push_back(shares_of(column.name, *find_column(columns, column.name), rows));
  for (const WinGroup& group : model.groups)
    model.shares.push_back(shares_of(group.column, *find_column(columns, group.column), rows));
  const std::vector<double> all = predict(model, columns);
  model.predicted = shares_of("", {"predicted", std::span<const double>(all)}, rows);
}

}  // namespace guanxi::score::win
