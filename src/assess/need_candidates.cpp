#include <guanxi/core/text.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/level.hpp>
#include <guanxi/need/whitespace.hpp>

#include "need_state.hpp"

#include <algorithm>
#include <cmath>

namespace guanxi::assess {

namespace {

double logit(double share) noexcept {
  const double kept = std::clamp(share, .005, .995);
  return std::log(kept / (1 - kept));
}

std::string joined_names(const std::vector<std::string>& names, const char* between) {
  std::string all;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i) all += (i > 0 ? between : "") + names[i];
  return all;
}

// The candidates of one customer while the sources fill them.
class Gatherer {
 public:
  Gatherer(const NeedSources::State& state, const Dossier& known, const PredictNeedsOptions& options)
      : state_(state), day_(state.options.as_of), dossier_(known), options_(options) {}

  NeedCandidates gather() {
    owned_ = places_of(dossier_, {need::WhitespaceState::owned});
    for (const std::size_t place : owned_) owned_names_.push_back(state_.names[place]);
    start();
    add_rules();
    add_associations();
    add_neighbours();
    add_similar();
    add_timing();
    return finish();
  }

 private:
  using Places = std::vector<std::size_t>;

  Places places_of(const Dossier& dossier, const std::vector<need::WhitespaceState>& states) const {
    const Book one{.dossiers = {dossier}, .shared = state_.shared};
    Places places;
    for (const need::WhitespaceCell& cell :
         need::whitespace(one, {.as_of = day_, .cells = need::CellList::filled}).cells) {
      if (std::find(states.begin(), states.end(), cell.state) == states.end()) continue;
      const auto place = state_.places.find(text::fold(cell.offering_name));
      if (place != state_.places.end()) places.push_back(place->second);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
  }

  // What is had, considered or wanted; met needs count, purchases of long ago do not.
  Places known_places() const {
    Dossier looked_at = dossier_;
    for (Need& one : looked_at.of<Need>())
      if (one.state == NeedState::met) one.state = NeedState::explicit_need;
    if (options_.bought_within_days > 0)
      std::erase_if(looked_at.of<Transaction>(), [this](const Transaction& one) {
        return one.traded_on && day_ - *one.traded_on > options_.bought_within_days;
      });
    using enum need::WhitespaceState;
    return places_of(looked_at, {owned, open, wanted});
  }

  void start() {
    known_.assign(state_.items.size(), false);
    if (options_.known == KnownNeeds::leave_out)
      for (const std::size_t place : known_places()) known_[place] = true;
    for (std::size_t i = 0; i < state_.items.size(); ++i) {
      const SoldItem& item = state_.items[i];
      candidates_.push_back({item.name, item.category, item.id, i, item.holders});
      add(candidates_.back(), {.source = NeedSource::popularity, .share = popularity(item.holders)},
          {std::to_string(item.holders) + " 家客户已有", std::to_string(item.holders) + " customers have it"});
    }
  }

  [[nodiscard]] double popularity(std::int64_t holders) const {
    return (static_cast<double>(holders) + .5) / (static_cast<double>(state_.ids.size()) + 1);
  }

  void add(NeedCandidate& candidate, NeedEvidence evidence, Message reason) const {
    const auto at = static_cast<std::size_t>(evidence.source);
    candidate.values[at] = logit(evidence.share);
    if (evidence.source != NeedSource::popularity) {
      candidate.values[at] -= logit(popularity(candidate.holders));
      if (candidate.values[at] > 0) candidate.has_source = true;
    }
    evidence.reason = std::move(reason);
    candidate.evidence.push_back(std::move(evidence));
  }

  // The surest rule of each offering; a rule that no offering serves makes a candidate of its own.
  void add_rules() {
    std::vector<bool> done(state_.items.size());
    for (const need::LatentNeed& one : state_.prepared->fire(dossier_)) {
      const Message reason = one.reasons.empty() ? one.label : one.reasons.front();
      const NeedEvidence evidence{
          .source = NeedSource::rule, .share = one.confidence, .rule = one.rule, .records = one.evidence};
      if (one.offerings.empty()) {
        candidates_.push_back({one.statement.zh, one.category.zh, {}, std::nullopt, 0});
        add(candidates_.back(), {.source = NeedSource::popularity, .share = popularity(0)},
            {"不在产品目录中", "not among our offerings"});
        add(candidates_.back(), evidence, reason);
        continue;
      }
      for (std::size_t i = 0; i < state_.items.size(); ++i) {
        const Id<Offering> id = state_.items[i].id;
        const bool serves = std::find(one.offerings.begin(), one.offerings.end(), id) != one.offerings.end();
        if (!serves || !id || done[i] || one.confidence <= popularity(state_.items[i].holders)) continue;
        done[i] = true;
        add(candidates_[i], evidence, reason);
      }
    }
  }

  // The best rule of each item; few baskets are drawn to the item's own share as if two more had been seen.
  void add_associations() {
    std::map<std::size_t, std::pair<double, const need::AssociationRule*>> best;
    for (const need::AssociationRule& rule : state_.associations.rules) {
      const bool holds = std::all_of(rule.antecedent.begin(), rule.antecedent.end(), [this](const std::string& name) {
        return std::find(owned_names_.begin(), owned_names_.end(), name) != owned_names_.end();
      });
      const std::size_t place = state_.places.at(text::fold(rule.consequent.front()));
      const double share = (static_cast<double>(rule.count) + 2 * popularity(state_.items[place].holders)) /
                           (static_cast<double>(rule.antecedent_count) + 2);
      if (!holds || share <= popularity(state_.items[place].holders)) continue;
      auto& entry = best[place];
      if (entry.second == nullptr || share > entry.first) entry = {share, &rule};
    }
    for (const auto& [place, found] : best) {
      const need::AssociationRule& rule = *found.second;
      const std::string counts = std::to_string(rule.count) + "/" + std::to_string(rule.antecedent_count);
      add(candidates_[place], {.source = NeedSource::association, .share = found.first, .items = rule.antecedent},
          {"已有 " + joined_names(rule.antecedent, "、") + " 的客户中 " + counts + " 也有",
           "of customers with " + joined_names(rule.antecedent, ", ") + ", " + counts + " have it too"});
    }
  }

  void add_neighbours() {
    if (owned_names_.empty()) return;
    for (const need::Recommendation& one : state_.neighbours.recommend(owned_names_, state_.items.size())) {
      if (one.basis != need::RecommendedBy::neighbours) continue;
      NeedEvidence evidence{.source = NeedSource::neighbours, .share = std::min(1.0, one.score)};
      for (const need::NeighbourEvidence& owned : one.evidence) evidence.items.push_back(owned.item);
      Message reason{"常与 " + joined_names(evidence.items, "、") + " 一起",
                     "goes with " + joined_names(evidence.items, ", ")};
      add(candidates_[state_.places.at(text::fold(one.item))], std::move(evidence), std::move(reason));
    }
  }

  void add_similar() {
    const need::SimilarCustomers similar = state_.similarity->of(need::feature_row(dossier_, {.as_of = day_}));
    const auto shares =
        need::shares_of_similar(similar, state_.ids, state_.baskets, owned_names_, state_.options.strength);
    for (const need::SimilarShare& one : shares) {
      const std::string count = std::to_string(one.holders.size()), all = std::to_string(similar.nearest.size());
      Message reason{all, count};
      reason.zh.append(" 家相似客户中 ").append(count).append(" 家已有");
      reason.en.append(" of ").append(all).append(" similar customers have it");
      add(candidates_[state_.places.at(text::fold(one.item))],
          {.source = NeedSource::similar, .share = one.score, .customers = one.holders}, std::move(reason));
    }
  }

  // What was bought twice or more may be bought again.
  void add_timing() {
    repeated_.assign(state_.items.size(), false);
    const Book one{.dossiers = {dossier_}, .shared = state_.shared};
    for (const need::NextPurchase& next : need::next_purchases(
             one, {.as_of = day_, .horizon_days = state_.options.horizon_days, .priors = &state_.purchases})) {
      const auto place = state_.places.find(next.product);
      if (place == state_.places.end() || next.purchases < 2 || !next.probability) continue;
      repeated_[place->second] = true;
      add(candidates_[place->second], {.source = NeedSource::timing, .share = *next.probability}, next.reason);
    }
  }

  NeedCandidates finish() {
    NeedCandidates found;
    for (NeedCandidate& one : candidates_) {
      if (one.item && known_[*one.item] && !repeated_[*one.item]) {
        ++found.left_out;
        continue;
      }
      found.list.push_back(std::move(one));
    }
    return found;
  }

  const NeedSources::State& state_;
  Date day_;
  const Dossier& dossier_;
  const PredictNeedsOptions& options_;
  Places owned_{};
  std::vector<std::string> owned_names_{};
  std::vector<bool> known_{}, repeated_{};
  std::vector<NeedCandidate> candidates_{};
};

}  // namespace

NeedCandidates candidates_of(const NeedSources::State& state, const Dossier& known,
                             const PredictNeedsOptions& options) {
  return Gatherer(state, known, options).gather();
}

}  // namespace guanxi::assess
