#pragma once
/// @file
/// Which needs recur at which customers.

#include <guanxi/core/money.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/need/ranking.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::need {

/// By what needs of several customers are held to be the same.
enum class GroupBasis { category, statement };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::GroupBasis> {
  using enum need::GroupBasis;
  static constexpr EnumWord table[] = {
      word(category, "category", {"需求类别", "Category"}),
      word(statement, "statement", {"需求描述", "Statement"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// How needs are gathered.
struct PortfolioViewOptions {
  Date as_of{};           ///< the day from which due dates are counted; needs raised later are left out
  RankWeights weights{};  ///< of the mean score
  DueDays due_days{};     ///< days that separate the levels of urgency
  std::span<const OwnerInfluence> influences{};  ///< of the needs' owners; may be empty
  std::size_t levels = 0;                        ///< parts of a category such as 设备/升级 that count; 0: all
  std::size_t region_signs = 2;  ///< leading signs of the region code that make a region: 2 provinces, 4 cities
};

/// How many customers of an industry or region have a need.
struct NeedShare {
  std::string name{};        ///< industry as most write it, or region code; empty if not known
  std::int64_t customers{};  ///< with a need of the group
  bool operator==(const NeedShare&) const = default;
};

/// Budgets of one currency added up.
struct BudgetSum {
  Money low{};                ///< sum of the lower bounds; one that is missing counts 0
  Money high{};               ///< sum of the upper bounds; one that is missing counts as its lower bound
  std::int64_t needs{};       ///< needs that state a budget in this currency
  std::int64_t open_ended{};  ///< those without an upper bound
  bool operator==(const BudgetSum&) const = default;
};

/// The same need at all customers who have it.
struct NeedGroup {
  std::string name{};                   ///< as it is mostly written
  GroupBasis basis{};                   ///< category if any of the needs states one
  std::int64_t customers{};             ///< who have or had it
  std::int64_t needs{};                 ///< all of them known on the day
  std::int64_t open{};                  ///< neither met nor dropped
  std::int64_t met{};                   ///< met
  std::int64_t dropped{};               ///< dropped
  std::int64_t urgent{};                ///< open, and urgency high on the day
  std::int64_t ranked{};                ///< open, and with a score
  std::optional<double> mean_score{};   ///< mean of these scores, 0–100; unset if there is none
  std::vector<BudgetSum> budgets{};     ///< of the open needs, by currency code
  std::vector<NeedShare> industries{};  ///< most customers first, then names
  std::vector<NeedShare> regions{};     ///< most customers first, then codes
  std::vector<Uuid> evidence{};         ///< the open needs, by identifier
  bool operator==(const NeedGroup&) const = default;
};

/// The needs of a book.
struct PortfolioView {
  Date as_of{};                         ///< event time of the answer
  std::int64_t customers{};             ///< in the book
  std::int64_t customers_with_needs{};  ///< with an open need
  std::int64_t needs{};                 ///< known on the day
  std::int64_t unnamed{};               ///< with neither category nor statement: in no group
  std::vector<NeedGroup> groups{};      ///< most customers first, then most open needs, then names
  bool operator==(const PortfolioView&) const = default;
};

/// Gathers the needs of many customers.
///
/// Two needs are the same if their categories fold to the same key (see text::fold; part by part where a category is a
/// path), a need without category being named by its statement. Sums of money stop at the greatest number.
/// @param book     any number of customers; their order changes nothing
/// @param options  day, weights, parts of categories
/// @return  no groups for no needs
/// @throws  ArgumentError  `argument.weight` as `rank`
/// @cost    n log n in the needs; no shared state, any thread may call it
/// @source  docs/methods/need.md
[[nodiscard]] PortfolioView portfolio_view(const Book& book, const PortfolioViewOptions& options);

}  // namespace guanxi::need
