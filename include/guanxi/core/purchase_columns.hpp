#pragma once
/// @file
/// Purchases as columns that lie in somebody else's memory: who, when, how much.

#include <guanxi/core/column_view.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace guanxi {

namespace detail {

/// A list of values next to each other that a column of such values can view.
template <class List, class Value>
concept Lists = std::convertible_to<const List&, std::span<const Value>>;

}  // namespace detail

/// Which rows of a column hold a value; all, unless bits say otherwise.
struct Validity {
  const void* bits = nullptr;  ///< one a row, the lowest of a byte first; null: every row is valid
  std::int64_t offset = 0;     ///< place of the first row's bit

  /// True if a row holds a value.
  [[nodiscard]] bool operator()(std::size_t row) const noexcept {
    return bits == nullptr || arrow::bit_at(bits, offset + static_cast<std::int64_t>(row));
  }
};

/// Texts one after another: those of Arrow's `u` and `U`, or any list of views.
struct TextValues {
  const char* bytes = nullptr;                   ///< of all texts
  std::span<const std::int32_t> offsets{};       ///< where each begins, and one more; empty if `long_offsets` are given
  std::span<const std::int64_t> long_offsets{};  ///< the same in 64 bits
  std::span<const std::string_view> views{};     ///< instead of bytes and offsets

  /// Number of texts.
  [[nodiscard]] std::size_t size() const noexcept {
    if (!views.empty()) return views.size();
    const std::size_t ends = offsets.empty() ? long_offsets.size() : offsets.size();
    return ends == 0 ? 0 : ends - 1;
  }
  /// A text.
  [[nodiscard]] std::string_view operator[](std::size_t row) const noexcept {
    if (!views.empty()) return views[row];
    if (!offsets.empty()) return {bytes + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row])};
    return {bytes + long_offsets[row], static_cast<std::size_t>(long_offsets[row + 1] - long_offsets[row])};
  }
};

/// Texts of a dictionary and, for each row, the place of its own; a place outside counts as null.
struct CodedTextValues {
  std::span<const std::int32_t> codes{};  ///< place of each row's word
  TextValues words{};                     ///< the dictionary
  Validity valid_words{};                 ///< which words of the dictionary hold a text
};

/// Keys of rows, such as customers: whole numbers or texts. Null keys belong to nobody.
struct KeyColumn {
  std::variant<std::span<const std::int64_t>, std::span<const std::int32_t>, TextValues, CodedTextValues>
      values{};      ///< as they lie in memory
  Validity valid{};  ///< which rows hold a value

  KeyColumn() = default;
  /// Views a column.
  template <detail::Lists<std::int64_t> List>
  KeyColumn(const List& numbers, Validity validity = {})
      : values(std::span<const std::int64_t>(numbers)), valid(validity) {}
  /// Views a column.
  template <detail::Lists<std::int32_t> List>
  KeyColumn(const List& numbers, Validity validity = {})
      : values(std::span<const std::int32_t>(numbers)), valid(validity) {}
  /// Views a column.
  KeyColumn(TextValues texts, Validity validity = {}) : values(texts), valid(validity) {}
  /// Views a column.
  KeyColumn(CodedTextValues texts, Validity validity = {}) : values(texts), valid(validity) {}
  /// Views a column.
  template <detail::Lists<std::string_view> List>
  KeyColumn(const List& texts) : values(TextValues{.views = texts}) {}

  /// True if keys are texts.
  [[nodiscard]] bool has_texts() const noexcept { return values.index() >= 2; }
  /// Number of rows.
  [[nodiscard]] std::size_t size() const noexcept;
  /// Rows that stand next to each other.
  [[nodiscard]] KeyColumn part(std::size_t first, std::size_t count) const;
};

/// Moments counted in parts of a day since 1970.
struct Moments {
  std::span<const std::int64_t> ticks{};  ///< one a row
  std::int64_t per_day =
      86400;               ///< ticks of one day: 1 for days, 86,400 for seconds … 86,400,000,000,000 for nanoseconds
  std::int64_t shift = 0;  ///< added to each: where the calendar is ahead of UTC, in ticks
};

/// Days of rows, counted from 1970. A moment belongs to the day in which it lies, also before 1970.
struct DayColumn {
  std::variant<std::span<const std::int32_t>, Moments> values{};  ///< as they lie in memory
  Validity valid{};                                               ///< which rows hold a value

  DayColumn() = default;
  /// Views a column.
  template <detail::Lists<std::int32_t> List>
  DayColumn(const List& days, Validity validity = {}) : values(std::span<const std::int32_t>(days)), valid(validity) {}
  /// Views a column.
  DayColumn(Moments moments, Validity validity = {}) : values(moments), valid(validity) {}

  /// Number of rows.
  [[nodiscard]] std::size_t size() const noexcept;
  /// Rows that stand next to each other.
  [[nodiscard]] DayColumn part(std::size_t first, std::size_t count) const;
};

/// Amounts as real numbers of money, of which a fixed number of decimals is kept.
template <class Real>
struct RealAmounts {
  std::span<const Real> values{};  ///< as they lie in memory
  int scale = 2;                   ///< decimals kept, 0–9
};

/// Amounts of rows; returns are below 0.
struct AmountColumn {
  std::variant<std::span<const std::int64_t>, RealAmounts<double>, RealAmounts<float>> values{};  ///< numbers as they
                                                                                                  ///< are: minor units
  Validity valid{};  ///< which rows hold a value

  AmountColumn() = default;
  /// Views a column.
  template <detail::Lists<std::int64_t> List>
  AmountColumn(const List& minor, Validity validity = {})
      : values(std::span<const std::int64_t>(minor)), valid(validity) {}
  /// Views a column.
  AmountColumn(RealAmounts<double> amounts, Validity validity = {}) : values(amounts), valid(validity) {}
  /// Views a column.
  AmountColumn(RealAmounts<float> amounts, Validity validity = {}) : values(amounts), valid(validity) {}

  /// Number of rows.
  [[nodiscard]] std::size_t size() const noexcept;
  /// Rows that stand next to each other.
  [[nodiscard]] AmountColumn part(std::size_t first, std::size_t count) const;
};

/// Purchases, one a row: columns of one length.
struct Purchases {
  KeyColumn customer{};                 ///< whose row it is
  DayColumn day{};                      ///< when
  AmountColumn amount{};                ///< none: each row counts, and is worth nothing
  std::optional<std::int32_t> until{};  ///< last day that counts, from 1970; later rows are left out and told
  std::int64_t first_row = 0;           ///< number of the first row in the whole table, for findings; counted from 0
};

/// Number of rows.
/// @throws  ArgumentError  `argument.length` for columns of different lengths, `argument.range` for a scale outside 0–9
/// or ticks a day below 1
[[nodiscard]] std::size_t rows_of(const Purchases& purchases);

/// Rows of a table that stand next to each other.
/// @param first,count  inside the table
/// @param purchases  rows
[[nodiscard]] Purchases part_of(const Purchases& purchases, std::size_t first, std::size_t count);

}  // namespace guanxi
