#pragma once
/// @file
/// What was known of deals on past days, as a table for models of winning, and what became of them.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/timestamp.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/score/feature_table.hpp>
#include <guanxi/score/win_options.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::assess {

/// A day on which a deal is looked at.
struct WinCut {
  Id<Opportunity> opportunity{};  ///< which
  Date on{};                      ///< what was known by the end of that day counts
  bool operator==(const WinCut&) const = default;
};

/// One feature: a column of the table.
struct WinFeature {
  std::string_view name{};   ///< of the column
  Label label{};             ///< for people
  bool words = false;        ///< holds words, else numbers
  double prior{};            ///< log-odds for one unit that experience suggests, before any data; 0 for words
  std::string_view field{};  ///< path of the field that it needs most
};

/// All features, in the order of their columns.
[[nodiscard]] std::span<const WinFeature> win_feature_list() noexcept;

/// What experience suggests before any data: the priors of the features that a table has, and a base rate.
/// @param features   a table from `win_features`
/// @param base_rate  share of deals won that is believed. Default .25. Requires > 0, < 1.
/// @param weight     so many closed deals that belief is worth. Default 8. Requires finite, >= 0.
[[nodiscard]] score::WinPrior standard_win_prior(const score::FeatureTable& features, double base_rate = .25,
                                                 double weight = 8);

/// How features are taken.
struct WinFeaturesOptions {
  Calendar calendar{};                   ///< tells on which day something happened
  double moving = .5;                    ///< as in KnownByOptions: values of fields that decline so much need a date
  Currency currency{"CNY"};              ///< of amounts; those in others are unknown
  std::optional<Date> as_of{};           ///< outcomes known by that day; unset: all that are recorded
  const Catalogue* catalogue = nullptr;  ///< kinds and fields; nullptr for the standard ones
};

/// A feature that a table does without.
struct MissingFeature {
  std::string name{};   ///< of the feature
  Message label{};      ///< for people
  std::string field{};  ///< path of the field that would tell
  Message reason{};     ///< why it is left out
  bool operator==(const MissingFeature&) const = default;
};

/// Deals on past days: one row a cut.
struct WinFeatures {
  score::FeatureTable features{};  ///< columns with at least one known value
  std::vector<double> outcome{};   ///< 1 won, 0 lost, NaN still open or not known
  std::vector<double> weights{};   ///< 1 / rows of the deal with that outcome: a deal counts once; 0 without
  std::vector<double> time{};      ///< day number on which the outcome was known; of open deals that of the cut
  std::vector<WinCut> cuts{};      ///< as given
  std::vector<std::optional<Date>> closed_on{};  ///< when it was won or lost
  std::vector<MissingFeature> left_out{};        ///< features of which no row knows a value
  Findings findings{};                           ///< cuts that tell nothing, amounts in other currencies
  bool operator==(const WinFeatures&) const = default;
};

/// What was known of deals on past days, and what became of them.
///
/// Each row is made from `known_by` at its cut and from deals that had been closed by then, so nothing later changes
/// any bit of it; only outcome, weights, time and closing day look ahead. A value that nothing proves to be that old is
/// unknown. A cut before the deal was opened, or after it was closed, is a finding, and its row knows nothing.
/// @param book     any number of customers
/// @param cuts     deals and days, in any order, also twice
/// @param options  calendar, currency, until when outcomes count
/// @return  one row for each cut; no columns without rows
/// @throws  ArgumentError  `argument.cuts` for a deal that is not in the book
/// @cost    for each cut a copy of the customer's dossier and its analyses; no shared state, any thread may call it
/// @source  docs/methods/win_features.md
[[nodiscard]] WinFeatures win_features(const Book& book, std::span<const WinCut> cuts,
                                       const WinFeaturesOptions& options = {});

/// When deals of the past are looked at for learning.
struct WinCutsOptions {
  std::vector<int> ages{0, 30, 90};  ///< days after a deal was opened; those before its closing count. Each >= 0.
  std::optional<Date> as_of{};       ///< deals closed by that day; unset: all
};

/// Cuts for learning: won and lost deals with the days of opening and closing, at given ages.
/// @param book     any number of customers
/// @param options  ages, until when
/// @return  by customer, deal and age, in the order of the book
/// @throws  ArgumentError  `argument.ages` for an age below 0
/// @cost    linear in the deals
[[nodiscard]] std::vector<WinCut> win_cuts(const Book& book, const WinCutsOptions& options = {});

/// Cuts for predicting: deals that are open on a day, on that day.
/// @param book   any number of customers
/// @param as_of  the day
/// @return  in the order of the book
/// @cost    linear in the deals
[[nodiscard]] std::vector<WinCut> open_deals(const Book& book, Date as_of);

}  // namespace guanxi::assess
