#pragma once
/// @file
/// Columns of purchases from Python: arrays, Arrow columns, series of frames, lists.

#include <guanxi/core/arrow.hpp>
#include <guanxi/core/purchase_arrow.hpp>
#include <guanxi/core/purchase_columns.hpp>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "python.hpp"

namespace guanxi::python {

/// What keeps the memory of taken columns.
struct ColumnOwners {
  std::deque<arrow::Array> arrays{};
  std::deque<py::object> objects{};
  std::deque<py::buffer_info> buffers{};
  arrow::Kept copies{};
};

/// A column in the pieces in which its producer keeps it.
template <class Column>
struct Chunks {
  std::vector<Column> pieces{};
  [[nodiscard]] std::size_t size() const {
    std::size_t rows = 0;
    for (const Column& piece : pieces) rows += piece.size();
    return rows;
  }
};

/// Purchases taken from Python. Numbers, dates and texts that lie in memory as needed are shared with their producer.
class TakenPurchases {
 public:
  /// @param customer  keys: whole numbers or texts
  /// @param date      dates or moments; None for none
  /// @param amount    money, or None: each row counts and is worth nothing
  /// @param scale     decimals of money that are kept
  /// @param calendar  minutes by which the calendar is ahead of UTC, for moments with a time zone
  /// @param whose     function, for messages
  TakenPurchases(py::handle customer, py::handle date, py::handle amount, int scale, std::optional<int> calendar, const std::string& whose);

  /// Calls a function with purchases whose columns lie in one piece each, one stretch of rows after another.
  template <class Visit>
  void visit(std::optional<std::int32_t> until, const Visit& see) const {
    std::size_t row = 0;
    Place key, day, amount;
    while (row < rows_) {
      std::size_t length = (std::min)(rest(keys_, key), rest(days_, day));
      if (!amounts_.pieces.empty()) length = (std::min)(length, rest(amounts_, amount));
      Purchases part{.customer = keys_.pieces[key.piece].part(key.row, length), .day = days_.pieces[day.piece].part(day.row, length), .until = until, .first_row = static_cast<std::int64_t>(row)};
      if (!amounts_.pieces.empty()) part.amount = amounts_.pieces[amount.piece].part(amount.row, length);
      see(part);
      advance(key, length);
      advance(day, length);
      advance(amount, length);
      row += length;
    }
  }

  /// Number of rows.
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }

 private:
  struct Place {
    std::size_t piece = 0, row = 0;
  };
  template <class Column>
  static std::size_t rest(const Chunks<Column>& chunks, Place& place) {
    while (place.row == chunks.pieces[place.piece].size()) place = {place.piece + 1, 0};
    return chunks.pieces[place.piece].size() - place.row;
  }
  static void advance(Place& place, std::size_t length) { place.row += length; }

  ColumnOwners owners_{};
  Chunks<KeyColumn> keys_{};
  Chunks<DayColumn> days_{};
  Chunks<AmountColumn> amounts_{};
  std::size_t rows_ = 0;
};

/// Keys alone.
/// @param owners  gets what keeps them
[[nodiscard]] Chunks<KeyColumn> keys_from_python(py::handle values, ColumnOwners& owners, const std::string& what);

/// Amounts alone.
[[nodiscard]] Chunks<AmountColumn> amounts_from_python(py::handle values, int scale, ColumnOwners& owners, const std::string& what);

}  // namespace guanxi::python
