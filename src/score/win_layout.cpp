#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "win_design.hpp"

namespace guanxi::score::win {

namespace {

struct Counts {
  double rows = 0;
  double won = 0;
};

// A table on its way to a layout.
struct Maker {
  std::span<const double> outcome;
  std::span<const std::size_t> rows;
  const WinOptions& options;
  double all = 0;  // summed weight

  [[nodiscard]] double weight(std::size_t row) const { return options.weights.empty() ? 1 : options.weights[row]; }
};

std::map<std::string, Counts> count_words(const Maker& maker, const CodedWords& words) {
  std::vector<Counts> sums(words.levels.size());
  for (const std::size_t row : maker.rows)
    if (const std::int32_t code = words.codes[row]; code >= 0) {
      Counts& sum = sums[static_cast<std::size_t>(code)];
      sum.rows += maker.weight(row);
      sum.won += maker.weight(row) * maker.outcome[row];
    }
  std::map<std::string, Counts> found;
  for (std::size_t level = 0; level < sums.size(); ++level)
    if (sums[level].rows > 0) {
      Counts& counts = found[words.levels[level]];
      counts.rows += sums[level].rows;
      counts.won += sums[level].won;
    }
  return found;
}

// An indicator that is 1 in rows of this weight, out of so much known.
WinCoefficient indicator(const Maker& maker, const std::string& column, WinTerm term, std::string word, double weight,
                         double known) {
  const double mean = weight / known;
  return {.column = column,
          .word = std::move(word),
          .term = term,
          .mean = mean,
          .deviation = std::sqrt(known * mean * (1 - mean) / maker.all),
          .low = 0,
          .high = 1};
}

bool is_learnable(const Maker& maker, double unknown) {
  return unknown >= maker.options.seldom && maker.all - unknown >= maker.options.seldom;
}

void add_unknown(const Maker& maker, const WinColumn& about, double unknown, std::vector<WinCoefficient>& terms) {
  if (is_learnable(maker, unknown))
    terms.push_back(indicator(maker, about.name, WinTerm::missing, "", unknown, maker.all));
}

// The number itself, unless it is the same in all rows.
void add_number(const Maker& maker, WinColumn& about, std::span<const double> numbers, double& unknown,
                std::vector<WinCoefficient>& terms) {
  WinCoefficient term{.column = about.name,
                      .low = std::numeric_limits<double>::infinity(),
                      .high = -std::numeric_limits<double>::infinity()};
  double known = 0, sum = 0, squares = 0;
  for (const std::size_t row : maker.rows) {
    const double weight = maker.weight(row), x = numbers[row];
    if (std::isnan(x)) {
      unknown += weight;
      continue;
    }
    known += weight;
    sum += weight * x;
    term.low = (std::min)(term.low, x);
    term.high = (std::max)(term.high, x);
  }
  if (!(term.low < term.high)) return;
  term.mean = sum / known;
  for (const std::size_t row : maker.rows)
    if (const double x = numbers[row]; !std::isnan(x)) squares += maker.weight(row) * (x - term.mean) * (x - term.mean);
  term.deviation = std::sqrt(squares / maker.all);
  if (std::isfinite(term.deviation) && term.deviation > 0) terms.push_back(std::move(term));
}

void add_words(const Maker& maker, WinColumn& about, const CodedWords& words, double& unknown,
               std::vector<WinCoefficient>& terms) {
  const auto counts = count_words(maker, words);
  double known = 0, pooled = 0, most = -1;
  for (const auto& [word, count] : counts) {
    known += count.rows;
    if (count.rows > most) {
      most = count.rows;
      about.reference = word;
    }
  }
  unknown = 0;
  for (const std::size_t row : maker.rows)
    if (words.codes[row] < 0) unknown += maker.weight(row);
  for (const auto& [word, count] : counts) {
    if (word == about.reference) continue;
    if (count.rows < maker.options.seldom) {
      about.pooled.push_back(word);
      pooled += count.rows;
    } else {
      terms.push_back(indicator(maker, about.name, WinTerm::word, word, count.rows, known));
    }
  }
  if (pooled >= maker.options.seldom) terms.push_back(indicator(maker, about.name, WinTerm::others, "", pooled, known));
}

bool has_known(const Maker& maker, const Column& column) {
  return std::any_of(maker.rows.begin(), maker.rows.end(), [&](std::size_t row) {
    if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) return !std::isnan((*numbers)[row]);
    return std::get<CodedWords>(column.values).codes[row] >= 0;
  });
}

void lay_column(const Maker& maker, const Column& column, Layout& layout) {
  WinColumn about{.name = std::string(column.name), .words = has_words(column)};
  std::vector<WinCoefficient> terms;
  double unknown = 0;
  if (!has_known(maker, column)) {
    layout.left_out.push_back({about.name, LeftOut::all_unknown, ""});
    return;
  }
  if (about.words) {
    add_words(maker, about, std::get<CodedWords>(column.values), unknown, terms);
  } else {
    add_number(maker, about, std::get<std::span<const double>>(column.values), unknown, terms);
  }
  about.unknown = unknown / maker.all;
  add_unknown(maker, about, unknown, terms);
  if (terms.empty()) {
    layout.left_out.push_back({about.name, LeftOut::constant, ""});
    return;
  }
  layout.columns.push_back(std::move(about));
  layout.coefficients.insert(layout.coefficients.end(), terms.begin(), terms.end());
}

bool is_group(const WinOptions& options, std::string_view name) {
  return std::find(options.groups.begin(), options.groups.end(), name) != options.groups.end();
}

void lay_group(const Maker& maker, const Column& column, Layout& layout) {
  WinGroup group{.column = std::string(column.name)};
  for (const auto& [word, count] : count_words(maker, std::get<CodedWords>(column.values)))
    group.offsets.push_back({.word = word, .rows = count.rows, .won = count.won});
  layout.groups.push_back(std::move(group));
}

}  // namespace

std::size_t Layout::size() const noexcept {
  std::size_t sum = 1 + coefficients.size();
  for (const WinGroup& group : groups) sum += group.offsets.size();
  return sum;
}

Layout make_layout(Columns columns, std::span<const double> outcome, std::span<const std::size_t> rows,
                   const WinOptions& options) {
  Maker maker{outcome, rows, options};
  for (const std::size_t row : rows) maker.all += maker.weight(row);
  Layout layout;
  for (const Column& column : columns)
    if (!is_group(options, column.name)) lay_column(maker, column, layout);
  for (const std::string& name : options.groups) lay_group(maker, *find_column(columns, name), layout);
  return layout;
}

Places places_of(std::span<const WinCoefficient> coefficients, std::string_view column) {
  Places places{0, 0};
  while (places.first < coefficients.size() && coefficients[places.first].column != column) ++places.first;
  places.end = places.first;
  while (places.end < coefficients.size() && coefficients[places.end].column == column) ++places.end;
  return places;
}

Sight number_cells(std::span<const WinCoefficient> coefficients, double number, double* cells) {
  const bool unknown = std::isnan(number);
  Sight sight = unknown ? Sight::missing : Sight::known;
  for (const WinCoefficient& about : coefficients) {
    if (about.term == WinTerm::missing) {
      *cells++ = ((unknown ? 1 : 0) - about.mean) / about.deviation;
      if (unknown) sight = Sight::unknown;
    } else {
      *cells++ = unknown ? 0 : (held(number, about.low, about.high) - about.mean) / about.deviation;
    }
  }
  return sight;
}

Sight word_cells(const WinColumn& column, std::span<const WinCoefficient> coefficients, const std::string_view* word,
                 double* cells) {
  Sight sight = word == nullptr ? Sight::missing : *word == column.reference ? Sight::known : Sight::unseen;
  const bool pooled =
      word != nullptr && std::binary_search(column.pooled.begin(), column.pooled.end(), *word, std::less<>());
  for (const WinCoefficient& about : coefficients) {
    if (about.term == WinTerm::word && word != nullptr && about.word == *word) sight = Sight::known;
    if (about.term == WinTerm::others && pooled) sight = Sight::known;
    if (about.term == WinTerm::missing && word == nullptr) sight = Sight::unknown;
  }
  for (const WinCoefficient& about : coefficients) {
    const bool hit = about.term == WinTerm::missing  ? word == nullptr
                     : about.term == WinTerm::others ? pooled
                                                     : word != nullptr && about.word == *word;
    const bool tells = about.term == WinTerm::missing || sight == Sight::known;
    *cells++ = tells ? ((hit ? 1 : 0) - about.mean) / about.deviation : 0;
  }
  return sight;
}

std::int32_t team_place(const WinGroup& group, std::string_view word) {
  const auto found = std::lower_bound(group.offsets.begin(), group.offsets.end(), word,
                                      [](const WinOffset& offset, std::string_view by) { return offset.word < by; });
  return found != group.offsets.end() && found->word == word ? static_cast<std::int32_t>(found - group.offsets.begin())
                                                             : -1;
}

namespace {

void encode_words(Table& table, const WinColumn& about, std::span<const WinCoefficient> terms, const CodedWords& words,
                  std::span<const std::size_t> rows, std::size_t place) {
  const std::size_t count = terms.size();
  std::vector<double> cells((words.levels.size() + 1) * count);  // the last line is that of unknown
  for (std::size_t level = 0; level < words.levels.size(); ++level) {
    const std::string_view word = words.levels[level];
    (void)word_cells(about, terms, &word, cells.data() + level * count);
  }
  (void)word_cells(about, terms, nullptr, cells.data() + words.levels.size() * count);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int32_t code = words.codes[rows[i]];
    const double* line = cells.data() + (code < 0 ? words.levels.size() : static_cast<std::size_t>(code)) * count;
    std::copy(line, line + count, table.cells.data() + i * table.width + place);
  }
}

void encode_unknown(Table& table, const WinColumn& about, std::span<const WinCoefficient> terms, std::size_t place) {
  std::vector<double> cells(terms.size());
  if (about.words) {
    (void)word_cells(about, terms, nullptr, cells.data());
  } else {
    (void)number_cells(terms, std::numeric_limits<double>::quiet_NaN(), cells.data());
  }
  for (std::size_t at = place; at < table.cells.size(); at += table.width)
    std::copy(cells.begin(), cells.end(), table.cells.begin() + static_cast<std::ptrdiff_t>(at));
}

void encode_column(Table& table, const WinColumn& about, std::span<const WinCoefficient> terms, const Column* column,
                   std::span<const std::size_t> rows, std::size_t place) {
  if (column == nullptr) return encode_unknown(table, about, terms, place);
  if (const auto* numbers = std::get_if<std::span<const double>>(&column->values)) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      (void)number_cells(terms, (*numbers)[rows[i]], table.cells.data() + i * table.width + place);
  } else {
    encode_words(table, about, terms, std::get<CodedWords>(column->values), rows, place);
  }
}

void encode_teams(Table& table, const WinGroup& group, std::size_t g, std::size_t first, const Column* column,
                  std::span<const std::size_t> rows) {
  if (column == nullptr) return;
  const auto& [codes, levels] = std::get<CodedWords>(column->values);
  std::vector<std::int32_t> places;
  for (const std::string& level : levels) {
    const std::int32_t at = team_place(group, level);
    places.push_back(at < 0 ? -1 : at + static_cast<std::int32_t>(first));
  }
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (const std::int32_t code = codes[rows[i]]; code >= 0)
      table.teams[i * table.groups + g] = places[static_cast<std::size_t>(code)];
}

}  // namespace

Table encode(const Known& known, std::span<const Column* const> found, std::span<const std::size_t> rows) {
  Table table{.width = known.coefficients.size() + 1, .groups = known.groups.size()};
  table.cells.assign(rows.size() * table.width, 1);
  table.teams.assign(rows.size() * table.groups, -1);
  for (std::size_t j = 0; j < known.coefficients.size(); ++j)
    if (known.coefficients[j].term == WinTerm::number) table.numbers.push_back(j + 1);
  for (std::size_t c = 0; c < known.columns.size(); ++c) {
    const Places places = places_of(known.coefficients, known.columns[c].name);
    encode_column(table, known.columns[c], known.coefficients.subspan(places.first, places.end - places.first),
                  found[c], rows, places.first + 1);
  }
  std::size_t first = table.width;
  for (std::size_t g = 0; g < known.groups.size(); ++g) {
    encode_teams(table, known.groups[g], g, first, found[known.columns.size() + g], rows);
    first += known.groups[g].offsets.size();
  }
  return table;
}

double open_variance(const WinColumn& column, std::span<const WinCoefficient> coefficients) {
  double squares = 0, mean = 0;
  for (const WinCoefficient& about : coefficients) {
    if (about.term == WinTerm::missing) continue;
    if (!column.words) return about.standardized * about.standardized;
    squares += about.coefficient * about.coefficient * about.mean;
    mean += about.coefficient * about.mean;
  }
  return (std::max)(squares - mean * mean, 0.0);
}

}  // namespace guanxi::score::win
