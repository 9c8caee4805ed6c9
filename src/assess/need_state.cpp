#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/whitespace.hpp>

#include "need_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace guanxi::assess {

namespace {

std::optional<Date> day_of(const Transaction& one) { return one.traded_on; }
std::optional<Date> day_of(const Need& one) { return one.raised_on; }
std::optional<Date> day_of(const Opportunity& one) { return one.opened_on; }
// Of a year or month the last day, as `known_by` has it.
std::optional<Date> day_of(const InstalledProduct& one) {
  if (!one.in_use_since) return std::nullopt;
  PartialDate since = *one.in_use_since;
  if (since.month == 0) since.month = 12;
  if (since.day == 0) since.day = static_cast<std::int8_t>(guanxi::detail::days_in_month(since.year, since.month));
  return since.first_day();
}

template <class T>
void add_begun_after(Dossier& found, const Dossier& dossier, Date day) {
  for (const T& one : dossier.of<T>())
    if (const std::optional<Date> begun = day_of(one); begun && *begun > day) found.of<T>().push_back(one);
}

// Products that records name, as offerings, where there is no catalogue of them.
std::vector<Offering> named_products(const Book& book) {
  std::map<std::string, std::string> names;
  const auto add = [&names](const std::string& name) {
    const std::string key = text::fold(name);
    if (key.empty()) return;
    const auto [entry, is_new] = names.try_emplace(key, name);
    if (!is_new && name < entry->second) entry->second = name;
  };
  for (const Dossier& dossier : book.dossiers) {
    for (const Transaction& one : dossier.of<Transaction>()) add(one.product.text);
    for (const InstalledProduct& one : dossier.of<InstalledProduct>()) add(one.product);
  }
  std::vector<Offering> offerings;
  for (const auto& [key, name] : names) offerings.push_back({.name = name});
  return offerings;
}

need::Whitespace row_of(const NeedSources::State& state, const Dossier& dossier, Date day) {
  Book one{.dossiers = {dossier}, .shared = state.shared};
  return need::whitespace(one, {.as_of = day, .cells = need::CellList::filled});
}

void learn_items(NeedSources::State& state, const Book& book) {
  const need::Whitespace grid =
      need::whitespace({.dossiers = {}, .shared = state.shared}, {.as_of = state.options.as_of});
  std::map<Id<Offering>, const Offering*> by_id;
  std::map<std::string, const Offering*> by_name;
  for (const Offering& one : state.offerings) by_id.emplace(one.id, &one), by_name.emplace(one.name, &one);
  std::map<std::string, std::string> categories;
  for (const need::WhitespaceOffering& one : grid.offerings) {
    const Offering* offering = one.offering ? by_id.at(one.offering) : by_name.at(one.name);
    const std::string name(text::trim(one.name));
    if (name.empty() || !state.places.try_emplace(text::fold(name), state.items.size()).second) continue;
    state.items.push_back({one.offering, name, offering->category});
    state.names.push_back(name);
  }
  need::BasketBuilder baskets;
  for (const Dossier& dossier : book.dossiers) {
    for (const need::WhitespaceCell& cell : row_of(state, dossier, state.options.as_of).cells)
      if (cell.state == need::WhitespaceState::owned)
        if (const auto place = state.places.find(text::fold(cell.offering_name)); place != state.places.end())
          baskets.add(state.names[place->second]);
    baskets.close();
  }
  state.baskets = baskets.finish();
  for (const std::uint32_t entry : state.baskets.entries)
    ++state.items[state.places.at(text::fold(state.baskets.items[entry]))].holders;
}

}  // namespace

Dossier begun_after(const Dossier& dossier, Date day) {
  Dossier found;
  found.customer().id = dossier.customer().id;
  add_begun_after<Transaction>(found, dossier, day);
  add_begun_after<Need>(found, dossier, day);
  add_begun_after<Opportunity>(found, dossier, day);
  add_begun_after<InstalledProduct>(found, dossier, day);
  for (Need& one : found.of<Need>())
    if (one.state == NeedState::met) one.state = NeedState::explicit_need;  // it was a need
  return found;
}

KnownByOptions seen_from(const NeedSourcesOptions& options) {
  return {.calendar = options.calendar, .moving = std::numeric_limits<double>::infinity()};
}

NeedSources::State learn_state(const Book& known, const NeedSourcesOptions& options) {
  NeedSources::State state{.options = options,
                           .rules = options.rules != nullptr ? *options.rules : need::standard_rule_book()};
  state.options.rules = nullptr;  // the caller's; a copy is kept
  state.offerings = known.shared.of<Offering>();
  if (state.offerings.empty()) state.offerings = named_products(known);
  state.shared.of<Offering>() = state.offerings;
  state.prepared.emplace(
      state.rules,
      need::FireOptions{.as_of = options.as_of, .offerings = state.offerings, .calendar = options.calendar});
  learn_items(state, known);
  state.associations = need::association_rules(
      state.baskets, {.min_support = options.min_support, .min_confidence = options.min_confidence, .max_size = 3});
  state.neighbours = need::ItemNeighbours::fit(
      state.baskets, {.similarity = need::Similarity::confidence, .score = need::NeighbourScore::mean});
  const need::FeatureRows rows = need::feature_rows(known, {.as_of = options.as_of});
  for (const need::FeatureRow& row : rows.rows) state.ids.push_back(row.id);
  state.similarity = need::CustomerSimilarity::fit(rows, options.similar);
  state.purchases = need::learn_purchases(need::purchase_days(known), options.as_of);
  state.weights = options.weights;
  return state;
}

std::vector<bool> items_in(const NeedSources::State& state, const Dossier& dossier, Date day) {
  std::vector<bool> found(state.items.size());
  for (const need::WhitespaceCell& cell : row_of(state, dossier, day).cells)
    if (const auto place = state.places.find(text::fold(cell.offering_name)); place != state.places.end())
      found[place->second] = true;
  return found;
}

SourceValues weights_of(const NeedSourceWeights& weights) noexcept {
  return {weights.popularity, weights.rule, weights.association, weights.neighbours, weights.similar, weights.timing};
}

double log_odds_of(const NeedSourceWeights& weights, const SourceValues& values) noexcept {
  const SourceValues each = weights_of(weights);
  double sum = weights.intercept;
  for (std::size_t i = 0; i < need_source_count; ++i) sum += each[i] * values[i];
  return sum;
}

bool stands_before(const NeedCandidate& a, double a_odds, const NeedCandidate& b, double b_odds) {
  if (a.has_source != b.has_source) return a.has_source;
  if (a.has_source && a_odds != b_odds) return a_odds > b_odds;
  if (!a.has_source && a.holders != b.holders) return a.holders > b.holders;
  return a.name < b.name;
}

Date NeedSources::as_of() const noexcept { return state_->options.as_of; }
int NeedSources::horizon_days() const noexcept { return state_->options.horizon_days; }
const NeedSourceWeights& NeedSources::weights() const noexcept { return state_->weights; }
const NeedReplay& NeedSources::replay() const noexcept { return state_->replay; }
const std::vector<std::string>& NeedSources::offerings() const noexcept { return state_->names; }

NeedSources learn_need_sources(const Book& book, const NeedSourcesOptions& options) {
  const auto demand = [](bool holds, const char* name, long long found, const char* least) {
    if (!holds)
      throw ArgumentError(std::string("argument.") + name,
                          std::string(name) + " must be at least " + least + ", found " + std::to_string(found));
  };
  demand(options.horizon_days > 0, "horizon_days", options.horizon_days, "1");
  demand(options.cuts >= 0, "cuts", options.cuts, "0");
  demand(options.at_n > 0, "at_n", 0, "1");
  demand(options.min_events > 0, "min_events", options.min_events, "1");
  for (const double weight : weights_of(options.weights))
    if (!std::isfinite(weight)) throw ArgumentError("argument.weight", "weights must be finite");
  if (!std::isfinite(options.weights.intercept)) throw ArgumentError("argument.weight", "weights must be finite");
  auto state =
      std::make_shared<NeedSources::State>(learn_state(known_by(book, options.as_of, seen_from(options)), options));
  replay_needs(*state, book);
  return NeedSources(std::move(state));
}

}  // namespace guanxi::assess
