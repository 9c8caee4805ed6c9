#pragma once
/// @file
/// How much depends on few customers.

#include <guanxi/core/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::portfolio {

/// Whether concentration could be told.
enum class ConcentrationStatus {
  ok,       ///< it could
  empty,    ///< there are no values
  no_total  ///< the total is not above 0, or a value is below 0
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::ConcentrationStatus> {
  static constexpr EnumWord table[] = {
      word(portfolio::ConcentrationStatus::ok, "ok", {"正常", "Told"}),
      word(portfolio::ConcentrationStatus::empty, "empty", {"没有数据", "No values"}),
      word(portfolio::ConcentrationStatus::no_total, "no_total",
           {"有负值或总额不大于 0", "Negative values or no total"}, "",
           {"先抵减退货，去掉负值", "Net returns first and leave negative values out"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// What is asked about concentration.
struct ConcentrationOptions {
  double top = .2;  ///< share of items whose part of the total is told. Default .2. Requires 0 < top <= 1.
};

/// Part of the total that some items have.
struct Concentration {
  ConcentrationStatus status = ConcentrationStatus::empty;  ///< whether it could be told
  std::int64_t items{};                                     ///< how many, zeros among them
  std::int64_t total{};                                     ///< sum
  std::int64_t top_items{};                                 ///< ceil(top · items)
  double top_share{};                                       ///< their part of the total, 0–1
  double gini{};                                            ///< 0 if all are equal, towards 1 if one has all
  double hhi{};                                             ///< Σ share², 1 / items – 1
  double effective_items{};                                 ///< 1 / hhi: that many equal ones would be as concentrated
  std::optional<double> items_for_80{};  ///< share of the items, greatest first, that have 80 % of the total
  bool operator==(const Concentration&) const = default;
};

/// How concentrated values are.
/// @param values   whole numbers >= 0 such as minor units; zeros count
/// @param options  share asked for
/// @return  see its status
/// @throws  ArgumentError  `argument.range` for top, `amount.overflow` for a total beyond 64 bits
/// @cost    items · log items; the result does not depend on their order
/// @source  Gini (1912); Herfindahl (1950), Hirschman (1945); docs/methods/portfolio.md
[[nodiscard]] Concentration concentration(std::span<const std::int64_t> values,
                                          const ConcentrationOptions& options = {});

}  // namespace guanxi::portfolio
