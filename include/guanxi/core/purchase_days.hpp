#pragma once
/// @file
/// The days on which each customer bought, as a state that grows row by row and joins with states of other parts.

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

/// Days of purchase by ascending customer and day. Those of customer i are the rows from begin[i] to begin[i + 1].
struct PurchaseDayColumns {
  KeyList customer{};                  ///< whose row it is
  std::vector<std::int64_t> begin{};   ///< first row of each customer, and one more
  std::vector<Date> day{};             ///< of each row
  std::vector<std::int64_t> orders{};  ///< rows of that day with an amount >= 0; 0 on a day with returns alone
  std::vector<std::int64_t> amount{};  ///< sum of all rows of that day, in minor units
  Findings findings{};                 ///< rows left out
  bool operator==(const PurchaseDayColumns&) const = default;
};

/// Orders and amount of each customer on each day.
///
/// Rows may come in any order and in any parts: states of parts joined hold what one state of all rows holds, to the
/// byte. A row below 0 is a return: it lowers the day's amount and is no order.
class PurchaseDays {
 public:
  /// Adds rows.
  /// @param purchases  columns; rows without a customer, day or amount are left out and told
  /// @param work       threads and progress; results do not depend on it
  /// @throws  ArgumentError  as CustomerTotals::update
  /// @cost    linear in the rows; memory 32 bytes for each customer and day, twice that while rows come
  void update(const Purchases& purchases, const Work& work = {});
  /// Adds what another state holds.
  /// @throws  ArgumentError  `keys.sort`, `keys.many`, `amount.scale`
  void merge(const PurchaseDays& other);

  /// Number of customers with a row that could be used.
  /// @cost  linear in the days of purchase
  [[nodiscard]] std::size_t size() const;
  /// Decimals of amounts; -1 while no row with an amount came.
  [[nodiscard]] int scale() const noexcept { return scale_; }
  /// What was wrong with rows.
  [[nodiscard]] const PurchaseFaults& faults() const noexcept { return faults_; }

  /// The days as columns.
  /// @throws  ArgumentError  `amount.overflow` naming the customer for a day's total beyond 64 bits
  [[nodiscard]] PurchaseDayColumns finalize() const;

  /// The state as bytes, little-endian with a version: the same for the same rows, however they came.
  [[nodiscard]] std::string serialize() const;
  /// A state from its bytes.
  /// @throws  ParseError  `state.version` for another version, `state.bytes` for bytes that are no such state
  [[nodiscard]] static PurchaseDays parse(std::string_view bytes);

 private:
  struct Entry {
    std::uint32_t customer = 0;
    std::int32_t day = 0;
    std::int64_t orders = 0;
    Int128 amount = 0;
  };

  struct Ordered {
    std::vector<Entry> entries;
    std::vector<std::size_t> begin;
    std::vector<std::uint32_t> customers;
  };

  void add_rows(const Purchases& purchases);
  void add(const Entry& entry);
  [[nodiscard]] Ordered ordered() const;
  void take_scale(int scale);
  [[nodiscard]] static std::vector<Entry> joined(std::vector<Entry> entries, std::size_t customers);

  KeyIndex index_{};
  std::vector<Entry> entries_{};
  std::size_t joined_ = 0;  // entries in front, one a customer and day
  int scale_ = -1;
  PurchaseFaults faults_{};
};

}  // namespace guanxi
