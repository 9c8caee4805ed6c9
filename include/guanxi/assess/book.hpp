#pragma once
/// @file
/// All customers of a book, the most promising first.

#include <guanxi/assess/account.hpp>
#include <guanxi/score/model_card.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace guanxi::assess {

/// What the accounts of a book add up to.
struct BookCounts {
  std::size_t accounts{};                 ///< customers
  std::size_t open_opportunities{};       ///< neither won nor lost
  std::size_t high_value{};               ///< open opportunities shown as of high value
  std::array<std::size_t, 3> chains{};    ///< decision chains by status: red, amber, green
  std::size_t open_needs{};               ///< neither met nor dropped
  std::size_t urgent_important{};         ///< needs in the quadrant urgent and important
  std::size_t overdue_steps{};            ///< next steps that are overdue
  std::array<std::size_t, 3> findings{};  ///< by severity: info, warning, error
  bool operator==(const BookCounts&) const = default;
};

/// All customers of a book.
struct BookAssessment {
  Date as_of{};                               ///< event time of the answer
  std::vector<AccountAssessment> accounts{};  ///< ranked
  BookCounts counts{};                        ///< sums over them
  std::optional<score::ModelCard> win_card{};  ///< what stands behind the odds of winning, if something was learnt
  std::optional<NeedReplay> need_replay{};     ///< what stands behind the predicted needs, if something was learnt
  bool operator==(const BookAssessment&) const = default;
};

/// Assesses every customer of a book and ranks them.
///
/// The order: higher likelihood of the best open opportunity as shown (set wins over computed; accounts without one
/// come last); then its high-value flag as shown: yes, unknown, no; then more complete cards; then customer id.
/// @param book     the customers; users among the shared records name our people unless the options do
/// @param options  day, weights, limits
/// @return  one assessment for each customer; none for an empty book
/// @throws  ArgumentError  `argument.weight` for weights that are negative or no number, or all 0
/// @cost    that of the accounts and n log n; no shared state, any thread may call it
[[nodiscard]] BookAssessment book(const Book& book, const AssessOptions& options);

}  // namespace guanxi::assess
