#pragma once
/// @file
/// What each customer bought altogether, as a state that grows row by row and joins with states of other parts.

#include <guanxi/core/date.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/core/key_list.hpp>
#include <guanxi/core/left_out.hpp>
#include <guanxi/core/parallel.hpp>
#include <guanxi/core/purchase_columns.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

namespace detail {
struct PurchaseRow;
}  // namespace detail

/// Totals as columns, by ascending key.
struct CustomerColumns {
  KeyList customer{};                   ///< whose row it is
  std::vector<std::int64_t> orders{};   ///< rows with an amount >= 0
  std::vector<std::int64_t> returns{};  ///< rows with an amount below 0
  std::vector<std::int64_t> amount{};   ///< sum of all rows, in minor units
  std::vector<Date> first_day{};        ///< of orders; 1970-01-01 without one
  std::vector<Date> last_day{};         ///< of orders; 1970-01-01 without one
  Findings findings{};                  ///< rows left out, customers with returns only
  bool operator==(const CustomerColumns&) const = default;
};

/// Totals of each customer: orders, returns, amount, first and last day of an order.
///
/// Rows may come in any order and in any parts: states of parts joined hold what one state of all rows holds, to the
/// byte. A row below 0 is a return: it lowers the amount and is no order.
class CustomerTotals {
 public:
  /// Adds rows.
  /// @param purchases  columns; rows without a customer, day or amount are left out and told
  /// @param work       threads and progress; results do not depend on it
  /// @throws  ArgumentError  `argument.length`, `argument.range`; `keys.sort`, `keys.many`; `amount.scale` for another
  /// number of decimals than before
  /// @cost    linear in the rows; memory 48 bytes a customer and thread, and its key
  void update(const Purchases& purchases, const Work& work = {});
  /// Adds what another state holds.
  /// @throws  ArgumentError  `keys.sort`, `keys.many`, `amount.scale`
  /// @cost    linear in the other's customers
  void merge(const CustomerTotals& other);

  /// Number of customers with a row that could be used.
  /// @cost  linear in the customers
  [[nodiscard]] std::size_t size() const noexcept;
  /// Decimals of amounts; -1 while no row with an amount came.
  [[nodiscard]] int scale() const noexcept { return scale_; }
  /// What was wrong with rows.
  [[nodiscard]] const PurchaseFaults& faults() const noexcept { return faults_; }

  /// The totals as columns.
  /// @throws  ArgumentError  `amount.overflow` naming the customer for a total beyond 64 bits
  /// @cost    customers · log
  [[nodiscard]] CustomerColumns finalize() const;

  /// The state as bytes, little-endian with a version: the same for the same rows, however they came.
  [[nodiscard]] std::string serialize() const;
  /// A state from its bytes.
  /// @throws  ParseError  `state.version` for another version, `state.bytes` for bytes that are no such state
  [[nodiscard]] static CustomerTotals parse(std::string_view bytes);

 private:
  struct Total {
    Int128 amount = 0;
    std::int64_t orders = 0, returns = 0;
    std::int32_t first_day = 0, last_day = 0;
  };

  void add_rows(const Purchases& purchases);
  static void add(Total& total, const detail::PurchaseRow& row);
  static void add(Total& total, const Total& other);
  void take_scale(int scale);
  [[nodiscard]] std::vector<std::uint32_t> known() const;

  KeyIndex index_{};
  std::vector<Total> totals_{};
  int scale_ = -1;
  PurchaseFaults faults_{};
};

}  // namespace guanxi
