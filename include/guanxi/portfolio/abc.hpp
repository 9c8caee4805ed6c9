#pragma once
/// @file
/// ABC analysis: the few customers that bring most, in four steps (collect, rank, tabulate, class).

#include <guanxi/core/finding.hpp>
#include <guanxi/core/key_list.hpp>
#include <guanxi/core/value.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::portfolio {

/// The class of an item.
enum class AbcClass {
  a,  ///< the first: up to the first cut of the total
  b,  ///< up to the second cut
  c   ///< the rest
};

/// What happens where equal values lie on both sides of a cut.
enum class AbcTies {
  apart,    ///< the cut goes between them, by id
  together  ///< they all get the class of the first
};

/// Which share decides about an item.
enum class AbcShare {
  before,    ///< that of the items before it: the item that crosses a cut still belongs to the better class
  including  ///< with its own value
};

/// Whether classes could be told.
enum class AbcStatus {
  ok,       ///< they could
  empty,    ///< there are no items
  no_total  ///< the total is not above 0: there are no shares
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::AbcClass> {
  static constexpr EnumWord table[] = {
      word(portfolio::AbcClass::a, "a", {"A 类", "A"}),
      word(portfolio::AbcClass::b, "b", {"B 类", "B"}),
      word(portfolio::AbcClass::c, "c", {"C 类", "C"}),
  };
};

template <>
struct Words<portfolio::AbcTies> {
  static constexpr EnumWord table[] = {
      word(portfolio::AbcTies::apart, "apart", {"可分开", "Apart"}),
      word(portfolio::AbcTies::together, "together", {"同类", "Together"}),
  };
};

template <>
struct Words<portfolio::AbcShare> {
  static constexpr EnumWord table[] = {
      word(portfolio::AbcShare::before, "before", {"之前累计", "Before the item"}),
      word(portfolio::AbcShare::including, "including", {"含本项累计", "Including the item"}),
  };
};

template <>
struct Words<portfolio::AbcStatus> {
  static constexpr EnumWord table[] = {
      word(portfolio::AbcStatus::ok, "ok", {"正常", "Done"}),
      word(portfolio::AbcStatus::empty, "empty", {"没有数据", "Nothing to class"}),
      word(portfolio::AbcStatus::no_total, "no_total", {"总额不大于 0", "Total not above 0"}, "",
           {"核对退货和冲销", "Look at returns and reversals"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// How items are classed.
struct AbcOptions {
  std::array<double, 2> cuts{.8, .95};  ///< ends of A and B as shares of the total. Default .8 and .95. Requires 0 <
                                        ///< first <= second < 1, kept to nine decimals.
  AbcTies ties = AbcTies::apart;      ///< equal values on both sides of a cut. Default apart.
  AbcShare share = AbcShare::before;  ///< which share decides. Default before.
  double margin = 0;  ///< hysteresis: an item keeps its former class while its share is within this of the cut between
                      ///< both. Default 0: none. Requires 0–.5, below the distance of the cuts.
};

/// One line of the analysis table: a class with its part of items and value.
struct AbcLine {
  AbcClass grade{};      ///< the class
  std::int64_t items{};  ///< how many
  double items_share{};  ///< of all items, 0–1
  std::int64_t value{};  ///< their sum
  double value_share{};  ///< of the total
  bool operator==(const AbcLine&) const = default;
};

/// An item whose class is another than before.
struct AbcChange {
  std::int64_t row{};                ///< its place among the values, from 0
  std::optional<AbcClass> former{};  ///< nothing for a new item
  AbcClass grade{};                  ///< its class now
  double share{};                    ///< cumulated share that decided, 0–1
  bool operator==(const AbcChange&) const = default;
};

/// Classes of items.
struct AbcResult {
  AbcStatus status = AbcStatus::empty;  ///< whether it could be told
  std::int64_t total{};                 ///< sum of all values
  std::vector<AbcClass> grade{};        ///< of each item, in the order given
  std::vector<std::int64_t> rank{};     ///< of each item, 1 for the greatest value
  std::vector<double> share{};          ///< of each item: cumulated share of all before it and itself
  std::vector<AbcLine> table{};         ///< A, B, C
  std::vector<AbcChange> changes{};     ///< items in another class than before, by rank; only with former classes
  std::int64_t kept{};                  ///< items that the margin kept in their class
  Findings findings{};                  ///< values below 0
  bool operator==(const AbcResult&) const = default;
};

/// Classes items by value.
///
/// Items stand by value descending, then by id; an item is A while the share before it is below the first cut, B while
/// it is below the second, else C. Shares are compared as whole numbers, so that no rounding decides.
/// @param values   whole numbers such as minor units; those below 0 stand last, with a finding
/// @param ids      one a value, by which ties go; empty: ties go by place
/// @param options  cuts, ties, hysteresis
/// @param former   the class that each item had; empty: none is known
/// @return  classes, table, changes; see its status
/// @throws  ArgumentError  `argument.length` for ids or former classes of another length, `argument.range` for cuts or
/// margin
/// @cost    items · log items; 30 bytes an item
/// @source  Dickie (1951), ABC inventory analysis shoots for dollars; docs/methods/portfolio.md
[[nodiscard]] AbcResult abc(std::span<const std::int64_t> values, const KeyList& ids = {},
                            const AbcOptions& options = {}, std::span<const std::optional<AbcClass>> former = {});

/// Customers by several criteria at once, such as revenue and margin.
struct AbcMatrix {
  std::vector<AbcResult> by_criterion{};       ///< one for each criterion
  std::vector<std::vector<AbcClass>> cells{};  ///< different combinations of classes, best first
  std::vector<std::int64_t> items{};           ///< items of each combination
  std::vector<std::int32_t> cell{};            ///< of each item: its place among the combinations
  bool operator==(const AbcMatrix&) const = default;
};

/// Classes items by each of several criteria and counts the combinations.
/// @param criteria  values of each criterion, all of one length
/// @param ids  one an item, by which ties go; empty: ties go by place
/// @param options  as its members say
/// @throws  ArgumentError  `argument.length` for no criterion or different lengths; as `abc`
[[nodiscard]] AbcMatrix abc_matrix(std::span<const std::vector<std::int64_t>> criteria, const KeyList& ids = {},
                                   const AbcOptions& options = {});

}  // namespace guanxi::portfolio
