#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/need/similar_customers.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

namespace guanxi::need {

namespace similar {

constexpr double unknown_word = -1;

// One feature of all customers. Numbers hold values, ranks or codes of words; where unknown, weight 0.
struct Column {
  Feature feature{};
  double range = 0;
  std::vector<double> distinct{};  // levels
  std::map<std::string, double, std::less<>> codes{};
  std::vector<double> numbers{};
  std::vector<double> weights{};
  std::vector<std::vector<std::uint32_t>> holders{};  // of each element of sets
  std::vector<double> sizes{};                        // of sets
};

// One customer as seen by one column.
struct Seen {
  bool known = false;
  double number = 0;
  std::vector<std::uint32_t> elements{};
  double size = 0;  // of the set, elements that nobody else has included
};

static std::string shown(std::size_t number) { return std::to_string(number); }

static double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - static_cast<double>(low));
}

static void check_value(const FeatureValue& value, const Feature& feature, const std::string& id) {
  if (std::holds_alternative<std::monostate>(value)) return;
  bool fits = false;
  switch (feature.kind) {
    case FeatureKind::number:
    case FeatureKind::level:
      fits = std::holds_alternative<double>(value) && !std::isinf(std::get<double>(value));
      break;
    case FeatureKind::word:
      fits = std::holds_alternative<std::string>(value);
      break;
    case FeatureKind::set:
      fits = std::holds_alternative<std::vector<std::string>>(value);
      break;
  }
  if (!fits)
    throw ArgumentError("argument.features", "the value of “" + feature.name + "” of the customer “" + id + "” is no " +
                                                 std::string(word_of(feature.kind).word) +
                                                 "; numbers must not be infinite");
}

static void check_row(const FeatureRow& row, std::span<const Feature> features) {
  if (row.values.size() != features.size())
    throw ArgumentError("argument.features", "the customer “" + row.id + "” has " + shown(row.values.size()) +
                                                 " values for " + shown(features.size()) + " features");
  for (std::size_t i = 0; i < features.size(); ++i) check_value(row.values[i], features[i], row.id);
}

static std::vector<std::string> elements_of(const FeatureValue& value) {
  std::vector<std::string> elements;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    for (const std::string& one : *list)
      if (const std::string_view trimmed = text::trim(one); !trimmed.empty()) elements.emplace_back(trimmed);
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  return elements;
}

static std::optional<double> number_in(const FeatureValue& value) {
  const auto* number = std::get_if<double>(&value);
  return number != nullptr && !std::isnan(*number) ? std::optional(*number) : std::nullopt;
}

// Rank of a level: its place among the distinct values; between two of them by proportion.
static double rank_of(const std::vector<double>& distinct, double level) {
  const auto above = std::lower_bound(distinct.begin(), distinct.end(), level);
  const auto place = static_cast<double>(above - distinct.begin());
  if (above == distinct.end()) return place - 1;
  if (*above == level || above == distinct.begin()) return place;
  return place - 1 + (level - *(above - 1)) / (*above - *(above - 1));
}

// How a column sees a value. Words and elements that no customer has are known, and like nobody's.
static Seen seen_by(const Column& column, const FeatureValue& value) {
  Seen seen;
  switch (column.feature.kind) {
    case FeatureKind::number:
      if (const auto number = number_in(value)) seen = {true, *number, {}, 0};
      break;
    case FeatureKind::level:
      if (const auto level = number_in(value))
        seen = {true, column.distinct.empty() ? 0 : rank_of(column.distinct, *level), {}, 0};
      break;
    case FeatureKind::word:
      if (const auto* word = std::get_if<std::string>(&value))
        if (const std::string_view trimmed = text::trim(*word); !trimmed.empty()) {
          const auto found = column.codes.find(trimmed);
          seen = {true, found == column.codes.end() ? unknown_word : found->second, {}, 0};
        }
      break;
    case FeatureKind::set:
      for (const std::string& element : elements_of(value)) {
        seen.known = true;
        ++seen.size;
        if (const auto found = column.codes.find(element); found != column.codes.end())
          seen.elements.push_back(static_cast<std::uint32_t>(found->second));
      }
      break;
  }
  return seen;
}

static void measure_numbers(Column& column, const FeatureRows& customers, std::size_t at, RangeRule rule) {
  std::vector<double> known;
  for (const FeatureRow& row : customers.rows)
    if (const auto number = number_in(row.values[at])) known.push_back(*number);
  if (known.empty()) return;
  std::sort(known.begin(), known.end());
  if (column.feature.kind == FeatureKind::level) {
    known.erase(std::unique(known.begin(), known.end()), known.end());
    column.range = static_cast<double>(known.size() - 1);
    column.distinct = std::move(known);
  } else {
    column.range = rule == RangeRule::full ? known.back() - known.front() : quantile(known, .95) - quantile(known, .05);
  }
}

static void number_words(Column& column, const FeatureRows& customers, std::size_t at) {
  const auto add = [&column](std::string_view word) {
    if (!word.empty()) column.codes.try_emplace(std::string(word), static_cast<double>(column.codes.size()));
  };
  for (const FeatureRow& row : customers.rows) {
    if (const auto* word = std::get_if<std::string>(&row.values[at])) add(text::trim(*word));
    for (const std::string& element : elements_of(row.values[at])) add(element);
  }
}

static Column column_of(const FeatureRows& customers, std::size_t at, RangeRule rule) {
  Column column{.feature = customers.features[at]};
  if (column.feature.kind == FeatureKind::number || column.feature.kind == FeatureKind::level)
    measure_numbers(column, customers, at, rule);
  else
    number_words(column, customers, at);
  if (column.feature.kind == FeatureKind::set) column.holders.resize(column.codes.size());
  for (std::size_t i = 0; i < customers.rows.size(); ++i) {
    const Seen seen = seen_by(column, customers.rows[i].values[at]);
    column.numbers.push_back(seen.number);
    column.weights.push_back(seen.known ? column.feature.weight : 0);
    column.sizes.push_back(seen.size);
    for (const std::uint32_t element : seen.elements) column.holders[element].push_back(static_cast<std::uint32_t>(i));
  }
  return column;
}

// Room for one question, used again for the next.
struct Scratch {
  std::vector<double> sums{}, known{}, common{};
};

static double number_similarity(double a, double b, double range) noexcept {
  if (range <= 0) return a == b ? 1 : 0;
  return 1 - std::min(1.0, std::abs(a - b) / range);
}

// Adds weight and weight · similarity of a column to the sums of all customers.
static void add_column(const Column& column, const Seen& seen, Scratch& scratch) {
  if (!seen.known || column.feature.weight == 0) return;
  const std::size_t n = column.numbers.size();
  const double *weights = column.weights.data(), *numbers = column.numbers.data();
  double *sums = scratch.sums.data(), *known = scratch.known.data();
  switch (column.feature.kind) {
    case FeatureKind::number:
    case FeatureKind::level:
      if (column.range <= 0) {
        for (std::size_t i = 0; i < n; ++i) {
          known[i] += weights[i];
          sums[i] += numbers[i] == seen.number ? weights[i] : 0;
        }
      } else {
        const double scale = 1 / column.range;
        for (std::size_t i = 0; i < n; ++i) {
          const double distance = std::abs(seen.number - numbers[i]) * scale;
          known[i] += weights[i];
          sums[i] += weights[i] * (distance < 1 ? 1 - distance : 0);
        }
      }
      break;
    case FeatureKind::word:
      for (std::size_t i = 0; i < n; ++i) {
        known[i] += weights[i];
        sums[i] += numbers[i] == seen.number ? weights[i] : 0;
      }
      break;
    case FeatureKind::set:
      std::fill(scratch.common.begin(), scratch.common.end(), 0);
      for (const std::uint32_t element : seen.elements)
        for (const std::uint32_t holder : column.holders[element]) ++scratch.common[holder];
      for (std::size_t i = 0; i < n; ++i) {
        known[i] += weights[i];
        sums[i] += weights[i] * (scratch.common[i] / (seen.size + column.sizes[i] - scratch.common[i]));
      }
      break;
  }
}

static double similarity_in(const Column& column, const Seen& seen, std::size_t other) {
  if (column.feature.kind == FeatureKind::word) return column.numbers[other] == seen.number ? 1 : 0;
  if (column.feature.kind != FeatureKind::set)
    return number_similarity(seen.number, column.numbers[other], column.range);
  double common = 0;
  for (const std::uint32_t element : seen.elements)
    common += std::binary_search(column.holders[element].begin(), column.holders[element].end(), other) ? 1 : 0;
  return common / (seen.size + column.sizes[other] - common);
}

}  // namespace similar

using similar::Column;
using similar::Scratch;
using similar::Seen;

struct CustomerSimilarity::State {
  SimilarOptions options{};
  std::vector<Feature> features{};
  std::vector<std::string> ids{};
  std::vector<FeatureRow> rows{};
  std::vector<Column> columns{};
  double weight = 0;

  [[nodiscard]] std::vector<Seen> seen(const FeatureRow& row) const {
    std::vector<Seen> all;
    for (std::size_t at = 0; at < columns.size(); ++at) all.push_back(similar::seen_by(columns[at], row.values[at]));
    return all;
  }
  [[nodiscard]] SimilarCustomers nearest(const FeatureRow& row, std::optional<std::size_t> self,
                                         Scratch& scratch) const;
  [[nodiscard]] SimilarCustomer explained(const std::vector<Seen>& seen, std::size_t other, int rank) const;
};

// The parts of a similarity; they are added in their order to the similarity itself.
SimilarCustomer CustomerSimilarity::State::explained(const std::vector<Seen>& seen, std::size_t other, int rank) const {
  SimilarCustomer one{.rank = rank, .id = ids[other]};
  double known = 0;
  for (std::size_t at = 0; at < columns.size(); ++at)
    if (seen[at].known) known += columns[at].weights[other];
  one.shared = known / weight;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const Column& column = columns[at];
    if (!seen[at].known || column.weights[other] == 0) continue;
    const double similarity = similar::similarity_in(column, seen[at], other), share = column.weights[other] / known;
    one.reasons.push_back({column.feature.name, column.feature.label, similarity, share, similarity * share});
    one.similarity += similarity * share;
  }
  return one;
}

SimilarCustomers CustomerSimilarity::State::nearest(const FeatureRow& row, std::optional<std::size_t> self,
                                                    Scratch& scratch) const {
  SimilarCustomers found{.id = row.id};
  const std::vector<Seen> values = seen(row);
  for (std::vector<double>* room : {&scratch.sums, &scratch.known, &scratch.common}) room->assign(ids.size(), 0);
  for (std::size_t at = 0; at < columns.size(); ++at) similar::add_column(columns[at], values[at], scratch);
  std::vector<std::pair<double, std::size_t>> heap;  // the worst of those kept first
  const auto better = [this](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return ids[a.second] != ids[b.second] ? ids[a.second] < ids[b.second] : a.second < b.second;
  };
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (self ? i == *self : !row.id.empty() && ids[i] == row.id) continue;
    const double known = scratch.known[i];
    if (known <= 0 || known / weight < options.min_shared - 1e-12) {
      ++found.not_comparable;
      continue;
    }
    ++found.compared;
    // Rounded, so that the order in which parts were added does not part equals.
    const std::pair<double, std::size_t> one{std::round(scratch.sums[i] / known * 1e12) / 1e12, i};
    if (heap.size() == options.nearest && !better(one, heap.front())) continue;
    heap.push_back(one);
    std::push_heap(heap.begin(), heap.end(), better);
    if (heap.size() > options.nearest) {
      std::pop_heap(heap.begin(), heap.end(), better);
      heap.pop_back();
    }
  }
  std::sort_heap(heap.begin(), heap.end(), better);
  for (const auto& [similarity, other] : heap)
    found.nearest.push_back(explained(values, other, static_cast<int>(found.nearest.size() + 1)));
  const bool knows = std::any_of(values.begin(), values.end(), [](const Seen& value) { return value.known; });
  if (!found.nearest.empty())
    found.state = SimilarState::found;
  else if (found.not_comparable == 0)
    found.state = SimilarState::alone;
  else
    found.state = knows ? SimilarState::none_comparable : SimilarState::nothing_known;
  return found;
}

CustomerSimilarity::CustomerSimilarity(std::unique_ptr<State> state) : state_(std::move(state)) {}
CustomerSimilarity::CustomerSimilarity(CustomerSimilarity&&) noexcept = default;
CustomerSimilarity& CustomerSimilarity::operator=(CustomerSimilarity&&) noexcept = default;
CustomerSimilarity::~CustomerSimilarity() = default;

CustomerSimilarity CustomerSimilarity::fit(const FeatureRows& customers, const SimilarOptions& options) {
  if (options.nearest == 0) throw ArgumentError("argument.nearest", "nearest must be at least 1, found 0");
  if (!(options.min_shared >= 0 && options.min_shared <= 1))
    throw ArgumentError("argument.min_shared",
                        "min_shared must lie in 0-1, found " + std::to_string(options.min_shared));
  for (const Feature& feature : customers.features)
    if (!(feature.weight >= 0) || !std::isfinite(feature.weight))
      throw ArgumentError("argument.weight", "the weight of “" + feature.name +
                                                 "” must be finite and at least 0, found " +
                                                 std::to_string(feature.weight));
  for (const FeatureRow& row : customers.rows) similar::check_row(row, customers.features);
  auto state = std::make_unique<State>();
  state->options = options;
  state->features = customers.features;
  state->rows = customers.rows;
  for (const FeatureRow& row : customers.rows) state->ids.push_back(row.id);
  for (std::size_t at = 0; at < customers.features.size(); ++at) {
    state->columns.push_back(similar::column_of(customers, at, options.range));
    const std::vector<double>& weights = state->columns.back().weights;
    if (std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; }))
      state->weight += customers.features[at].weight;
  }
  return CustomerSimilarity(std::move(state));
}

SimilarCustomers CustomerSimilarity::of(std::size_t row) const {
  if (row >= size())
    throw ArgumentError("argument.row",
                        "row must be below " + similar::shown(size()) + ", found " + similar::shown(row));
  Scratch scratch;
  return state_->nearest(state_->rows[row], row, scratch);
}

SimilarCustomers CustomerSimilarity::of(const FeatureRow& row) const {
  similar::check_row(row, state_->features);
  Scratch scratch;
  return state_->nearest(row, std::nullopt, scratch);
}

std::vector<SimilarCustomers> CustomerSimilarity::all() const {
  std::vector<SimilarCustomers> found;
  found.reserve(size());
  Scratch scratch;
  for (std::size_t i = 0; i < size(); ++i) found.push_back(state_->nearest(state_->rows[i], i, scratch));
  return found;
}

std::size_t CustomerSimilarity::size() const noexcept { return state_->rows.size(); }

std::vector<SimilarShare> shares_of_similar(const SimilarCustomers& similar, std::span<const std::string> ids,
                                            const Baskets& baskets, std::span<const std::string> owned,
                                            double strength) {
  if (ids.size() != baskets.size())
    throw ArgumentError("argument.ids", "ids must be as many as baskets, found " + similar::shown(ids.size()) +
                                            " and " + similar::shown(baskets.size()));
  if (!(strength >= 0) || !std::isfinite(strength))
    throw ArgumentError("argument.strength",
                        "strength must be finite and at least 0, found " + std::to_string(strength));
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < ids.size(); ++i) places.emplace(ids[i], i);
  std::vector<double> holders(baskets.items.size());
  for (const std::uint32_t item : baskets.entries) ++holders[item];
  std::map<std::uint32_t, std::pair<double, std::vector<std::string>>> found;
  double sum = 0;
  for (const SimilarCustomer& one : similar.nearest) {
    sum += one.similarity;
    const auto place = places.find(one.id);
    if (place == places.end()) continue;
    for (const std::uint32_t item : baskets[place->second]) {
      found[item].first += one.similarity;
      found[item].second.push_back(one.id);
    }
  }
  std::vector<SimilarShare> shares;
  for (auto& [item, held] : found) {
    const std::string& name = baskets.items[item];
    if (std::any_of(owned.begin(), owned.end(), [&name](const std::string& one) { return text::trim(one) == name; }))
      continue;
    const double overall = holders[item] / static_cast<double>(baskets.size());
    const double weight = sum + strength;
    shares.push_back(
        {name, weight > 0 ? (held.first + strength * overall) / weight : overall, overall, std::move(held.second)});
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const SimilarShare& a, const SimilarShare& b) { return a.score > b.score; });
  return shares;
}

}  // namespace guanxi::need
