#pragma once
/// @file
/// 7P, performance: what sells where and to whom, against the window before.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/core/money.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// By what sales are divided.
enum class PerformanceDimension {
  product,
  channel,
  place,
  nature,        ///< of the customer
  account_class  ///< of the customer
};

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::PerformanceDimension> {
  using enum assess::PerformanceDimension;
  static constexpr EnumWord table[] = {
      word(product, "product", {"产品", "Product"}),
      word(channel, "channel", {"渠道", "Channel"}),
      word(place, "place", {"地点", "Place"}),
      word(nature, "nature", {"客户性质", "Nature of the customer"}),
      word(account_class, "account_class", {"客户类别", "Account class"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// Sales of one window.
struct PeriodFigures {
  Money revenue{};           ///< returns taken off
  std::int64_t orders{};     ///< sales that are no returns
  std::int64_t returns{};    ///< returns
  std::int64_t customers{};  ///< with one or the other
  bool operator==(const PeriodFigures&) const = default;
};

/// Quantities of one unit, which are never added to those of another.
struct QuantityChange {
  std::string unit{};  ///< as written; empty if not stated
  double now{};        ///< in the window
  double before{};     ///< in the window before
  bool operator==(const QuantityChange&) const = default;
};

/// Sales with one value of a dimension in both windows.
struct PerformanceRow {
  PerformanceDimension dimension{};          ///< of which dimension
  std::string value{};                       ///< name as most often written, or word; empty: unknown
  Message label{};                           ///< the same for people
  PeriodFigures now{};                       ///< the window
  PeriodFigures before{};                    ///< the window before
  std::vector<QuantityChange> quantities{};  ///< by unit
  std::int64_t without_quantity{};           ///< sales of both windows that state none
  Money change{};                            ///< revenue now less before
  std::optional<double> change_rate{};       ///< of the revenue before, where that is above 0
  std::optional<double> share{};             ///< of the total now, where that is above 0
  std::optional<double> share_before{};      ///< of the total before, where that is above 0
  bool operator==(const PerformanceRow&) const = default;
};

/// What a value adds to the total change.
struct PerformanceDriver {
  std::string value{};  ///< as in its row
  Message label{};      ///< the same for people
  Money change{};       ///< its contribution
  bool operator==(const PerformanceDriver&) const = default;
};

/// The total change explained by one dimension: gains, losses and rest add up to it exactly.
struct PerformanceDrivers {
  PerformanceDimension dimension{};         ///< which
  std::vector<PerformanceDriver> gains{};   ///< changes above 0, largest first
  std::vector<PerformanceDriver> losses{};  ///< changes below 0, largest first
  Money rest{};                             ///< of all values that are not listed
  bool operator==(const PerformanceDrivers&) const = default;
};

/// Performance in one currency.
struct PerformancePart {
  PeriodFigures now{};                        ///< all sales of the window
  PeriodFigures before{};                     ///< of the window before
  Money change{};                             ///< revenue now less before
  std::optional<double> change_rate{};        ///< of the revenue before, where that is above 0
  std::vector<PerformanceRow> rows{};         ///< by dimension, highest revenue now first, then before, then value
  std::vector<PerformanceDrivers> drivers{};  ///< one for each dimension
  bool operator==(const PerformancePart&) const = default;
};

/// What sells where.
struct PerformancePage {
  PageInfo about{};                      ///< status, samples, notes and records
  std::int64_t unpriced{};               ///< sales of both windows without an amount: in no part
  std::vector<PerformancePart> parts{};  ///< by currency code
  bool operator==(const PerformancePage&) const = default;
};

}  // namespace guanxi::assess
