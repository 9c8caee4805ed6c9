#pragma once
/// @file
/// A deal on one day as the features of winning look at it.

#include <guanxi/assess/win_features.hpp>
#include <guanxi/chain/analysis.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "context.hpp"
#include "relationship.hpp"

namespace guanxi::assess {

/// A deal that has been closed.
struct ClosedDeal {
  Date on{};                                            ///< when
  bool won{};                                           ///< else lost
  Id<Customer> customer{};                              ///< whose
  std::string owner{};                                  ///< who of us ran it; empty if not known
  std::vector<std::pair<Stage, int>> days_in_stages{};  ///< how long it stood in each stage that it left
};

/// Deals closed by a day.
struct PastDeals {
  std::span<const ClosedDeal> deals{};  ///< by day
};

/// A deal on one day.
struct WinRow {
  const Context& context;             ///< the customer as known by then
  const Opportunity& deal;            ///< the deal as known by then
  const chain::ChainAnalysis* chain;  ///< who decides on it; nullptr if nobody is known
  const Contacts& contacts;           ///< what the contacts tell
  PastDeals past{};                   ///< deals of all customers that had been closed by then
  std::string owner{};                ///< who of us runs it; empty if not known
};

/// A number, a word, or nothing.
using WinValue = std::variant<std::monostate, double, std::string>;

/// A feature and how it is taken.
struct WinLine {
  WinFeature feature;
  WinValue (*value)(const WinRow& row);
};

/// All features: each stands on one line of this list and nowhere else.
[[nodiscard]] std::span<const WinLine> win_lines() noexcept;

/// Deals of a book that have been closed, by day.
[[nodiscard]] std::vector<ClosedDeal> closed_deals(const Book& book, const Calendar& calendar);

/// As `win_features`, of one customer, with deals of others that were closed before.
[[nodiscard]] WinFeatures win_features_of(const Dossier& dossier, std::span<const ClosedDeal> closed,
                                          std::span<const WinCut> cuts, const WinFeaturesOptions& options);

/// Who of us runs a deal, as text that tells people apart.
[[nodiscard]] std::string owner_key(const Ref<User>& owner);

}  // namespace guanxi::assess
