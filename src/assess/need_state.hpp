#pragma once
/// @file
/// What was learnt about needs, and the candidates of one customer.

#include <guanxi/assess/need_sources.hpp>
#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/model/known_by.hpp>
#include <guanxi/need/association_rules.hpp>
#include <guanxi/need/customer_features.hpp>
#include <guanxi/need/item_neighbours.hpp>
#include <guanxi/need/latent_need.hpp>
#include <guanxi/need/next_purchase.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

inline constexpr std::size_t need_source_count = 6;
/// Evidence of each source, before its weight.
using SourceValues = std::array<double, need_source_count>;

/// An offering that is foretold.
struct SoldItem {
  Id<Offering> id{};
  std::string name{}, category{};
  std::int64_t holders = 0;
};

/// What was learnt.
struct NeedSources::State {
  NeedSourcesOptions options{};
  need::RuleBook rules{};
  std::optional<need::PreparedRules> prepared{};
  Records shared{};  ///< offerings
  std::vector<Offering> offerings{};
  std::vector<SoldItem> items{};  ///< in the order of the columns of a whitespace
  std::vector<std::string> names{};
  std::map<std::string, std::size_t> places{};  ///< of folded names
  std::vector<std::string> ids{};               ///< of customers
  need::Baskets baskets{};
  need::AssociationRules associations{};
  need::ItemNeighbours neighbours{};
  std::optional<need::CustomerSimilarity> similarity{};
  need::PurchasePriors purchases{};
  NeedSourceWeights weights{};
  NeedReplay replay{};
};

/// Something that the customer may need.
struct NeedCandidate {
  std::string name{}, category{};
  Id<Offering> offering{};
  std::optional<std::size_t> item{};  ///< place among the items
  std::int64_t holders = 0;
  bool has_source = false;  ///< another source than popularity speaks for it
  SourceValues values{};
  std::vector<NeedEvidence> evidence{};
};

/// Candidates, and how many offerings were left out.
struct NeedCandidates {
  std::vector<NeedCandidate> list{};
  std::int64_t left_out = 0;
};

/// Purchases, needs, opportunities and products in use of a dossier that begin after a day; the customer by its id.
[[nodiscard]] Dossier begun_after(const Dossier& dossier, Date day);
/// How the day itself is looked at: values without any day stand, as on the card.
[[nodiscard]] KnownByOptions seen_from(const NeedSourcesOptions& options);
/// Learns everything but weights.
/// @param known    the book as known on the day
/// @param options  with that day
[[nodiscard]] NeedSources::State learn_state(const Book& known, const NeedSourcesOptions& options);
/// What a customer may need.
/// @param state    what was learnt
/// @param known    the customer as known on the day of the state
/// @param options  what is left out; must outlive the call only
[[nodiscard]] NeedCandidates candidates_of(const NeedSources::State& state, const Dossier& known,
                                           const PredictNeedsOptions& options);
/// For each item whether anything in the dossier speaks of it.
[[nodiscard]] std::vector<bool> items_in(const NeedSources::State& state, const Dossier& dossier, Date day);
/// Predictions for past days and what came after them; sets weights and replay.
void replay_needs(NeedSources::State& state, const Book& book);

/// The weights in the order of the sources.
[[nodiscard]] SourceValues weights_of(const NeedSourceWeights& weights) noexcept;
/// Intercept and weighted evidence, added in this order.
[[nodiscard]] double log_odds_of(const NeedSourceWeights& weights, const SourceValues& values) noexcept;
/// Which of two candidates stands first: with a source, by log-odds; without, by holders; then by name.
[[nodiscard]] bool stands_before(const NeedCandidate& a, double a_odds, const NeedCandidate& b, double b_odds);

}  // namespace guanxi::assess
