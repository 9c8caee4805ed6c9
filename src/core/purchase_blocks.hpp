#pragma once
/// @file
/// Purchases block by block as small numbers: codes of customers, days, minor units.

#include <guanxi/core/key_index.hpp>
#include <guanxi/core/left_out.hpp>
#include <guanxi/core/parallel.hpp>
#include <guanxi/core/purchase_columns.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

namespace guanxi::detail {

/// Decimals of an amount column; -1 for none.
[[nodiscard]] inline int scale_of(const AmountColumn& amount) {
  if (amount.size() == 0) return -1;
  if (const auto* wide = std::get_if<RealAmounts<double>>(&amount.values)) return wide->scale;
  if (const auto* narrow = std::get_if<RealAmounts<float>>(&amount.values)) return narrow->scale;
  return 0;
}

/// One row as numbers.
struct PurchaseRow {
  std::uint32_t customer;
  std::int32_t day;
  std::int64_t amount;
};

/// Reads days and amounts of rows.
class RowReader {
 public:
  explicit RowReader(const Purchases& purchases) : purchases_(purchases) {
    const int scale = scale_of(purchases.amount);
    for (int i = 0; i < scale; ++i) factor_ *= 10;
  }

  /// Calls `visit(PurchaseRow)` for every row that can be used and counts the others.
  template <class Visit>
  void visit(std::span<const std::uint32_t> codes, PurchaseFaults& faults, const Visit& visit_row) const {
    visit(codes, faults, visit_row, [](std::uint32_t) {});
  }

  /// `fetch(code)` is called some rows ahead, to have memory brought near.
  template <class Visit, class Fetch>
  void visit(std::span<const std::uint32_t> codes, PurchaseFaults& faults, const Visit& visit_row,
             const Fetch& fetch) const {
    constexpr std::size_t ahead = 24;
    constexpr std::size_t block = 4096;
    std::vector<std::int32_t> days(block);
    std::vector<std::int64_t> amounts(block);
    std::vector<unsigned char> bad(block);  // 0: sound
    for (std::size_t first = 0; first < codes.size(); first += block) {
      const std::size_t count = (std::min)(block, codes.size() - first);
      std::fill(bad.begin(), bad.end(), 0);
      read_days(first, count, days, bad);
      read_amounts(first, count, amounts, bad);
      for (std::size_t i = 0; i < count; ++i) {
        if (first + i + ahead < codes.size() && codes[first + i + ahead] != KeyIndex::nobody)
          fetch(codes[first + i + ahead]);
        const std::uint32_t code = codes[first + i];
        if (code == KeyIndex::nobody || bad[i] != 0) {
          if (!count_fault(faults, code, bad[i], purchases_.first_row + static_cast<std::int64_t>(first + i))) continue;
        }
        visit_row(PurchaseRow{code, days[i], amounts[i]});
      }
    }
  }

 private:
  enum Fault : unsigned char { no_day = 1, no_amount = 2, rounded = 4, later = 8 };

  // True if the row can be used all the same.
  static bool count_fault(PurchaseFaults& faults, std::uint32_t code, unsigned char bad, std::int64_t row) {
    if (code == KeyIndex::nobody) faults.no_customer.add(row);
    if ((bad & no_day) != 0) faults.no_day.add(row);
    if ((bad & no_amount) != 0) faults.no_amount.add(row);
    if ((bad & later) != 0) faults.later.add(row);
    if (code == KeyIndex::nobody || (bad & (no_day | no_amount | later)) != 0) return false;
    faults.rounded.add(row);
    return true;
  }

  void read_days(std::size_t first, std::size_t count, std::span<std::int32_t> days,
                 std::span<unsigned char> bad) const {
    if (const auto* plain = std::get_if<std::span<const std::int32_t>>(&purchases_.day.values)) {
      std::copy_n(plain->begin() + static_cast<std::ptrdiff_t>(first), count, days.begin());
    } else {
      const auto& moments = std::get<Moments>(purchases_.day.values);
      with_ticks(moments.per_day, [&](auto per_day) { read_moments(moments, per_day, first, days.first(count), bad); });
    }
    if (purchases_.until)
      for (std::size_t i = 0; i < count; ++i)
        bad[i] = static_cast<unsigned char>(bad[i] | (days[i] > *purchases_.until ? later : 0));
    mark_nulls(purchases_.day.valid, first, count, bad, no_day);
  }

  // Ticks a day as constants where they are usual, for dividing by a constant is multiplying.
  template <class Read>
  static void with_ticks(std::int64_t per_day, const Read& read) {
    constexpr std::int64_t day = 86400;
    if (per_day == 1) return read(std::integral_constant<std::int64_t, 1>{});
    if (per_day == day * 1000000) return read(std::integral_constant<std::int64_t, day * 1000000>{});
    if (per_day == day * 1000000000) return read(std::integral_constant<std::int64_t, day * 1000000000>{});
    read(per_day);
  }

  template <class Ticks>
  static void read_moments(const Moments& moments, Ticks per_day, std::size_t first, std::span<std::int32_t> days,
                           std::span<unsigned char> bad) {
    const std::int64_t ticks = per_day;
    for (std::size_t i = 0; i < days.size(); ++i) {
      std::int64_t moved = 0;
      if (__builtin_add_overflow(moments.ticks[first + i], moments.shift, &moved)) moved = moments.ticks[first + i];
      const std::int64_t day = moved / ticks - (moved % ticks < 0 ? 1 : 0);
      bad[i] = static_cast<unsigned char>(bad[i] | (day < -2000000000 || day > 2000000000 ? no_day : 0));
      days[i] = static_cast<std::int32_t>(day);
    }
  }

  void read_amounts(std::size_t first, std::size_t count, std::span<std::int64_t> amounts,
                    std::span<unsigned char> bad) const {
    if (purchases_.amount.size() == 0) {
      std::fill_n(amounts.begin(), count, 0);
      return;
    }
    if (const auto* minor = std::get_if<std::span<const std::int64_t>>(&purchases_.amount.values))
      std::copy_n(minor->begin() + static_cast<std::ptrdiff_t>(first), count, amounts.begin());
    else if (const auto* wide = std::get_if<RealAmounts<double>>(&purchases_.amount.values))
      read_real(wide->values.subspan(first, count), 4e-16, amounts, bad);
    else
      read_real(std::get<RealAmounts<float>>(purchases_.amount.values).values.subspan(first, count), 2.4e-7, amounts,
                bad);
    mark_nulls(purchases_.amount.valid, first, count, bad, no_amount);
  }

  // @param digits  how far a number written with few decimals may be from them, as a share of itself
  template <class Real>
  void read_real(std::span<const Real> values, double digits, std::span<std::int64_t> amounts,
                 std::span<unsigned char> bad) const {
    constexpr double shifter = 6755399441055744.0;  // 1.5 · 2^52: adding it leaves no digits after the point
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double exact = static_cast<double>(values[i]) * factor_, size = std::fabs(exact);
      if (!(size < 2251799813685248.0)) {  // 2^51; NaN too
        amounts[i] = far_amount(exact, bad[i]);
        continue;
      }
      double whole = (exact + shifter) - shifter;
      const double apart = exact - whole;
      whole += apart == .5 && exact > 0 ? 1 : apart == -.5 && exact < 0 ? -1 : 0;  // ties go away from zero
      amounts[i] = static_cast<std::int64_t>(whole);
      bad[i] = static_cast<unsigned char>(bad[i] | (std::fabs(apart) > digits * size ? rounded : 0));
    }
  }

  // An amount whose digits after the point are few or none.
  static std::int64_t far_amount(double exact, unsigned char& bad) {
    if (!(std::fabs(exact) < 9.2e18)) {
      bad |= no_amount;
      return 0;
    }
    return static_cast<std::int64_t>(std::round(exact));
  }

  static void mark_nulls(const Validity& valid, std::size_t first, std::size_t count, std::span<unsigned char> bad,
                         unsigned char fault) {
    if (valid.bits == nullptr) return;
    for (std::size_t i = 0; i < count; ++i)
      if (!valid(first + i)) bad[i] = static_cast<unsigned char>((bad[i] & ~rounded) | fault);
  }

  const Purchases& purchases_;
  double factor_ = 1;
};

/// Calls a function with some rows after another, and reports progress in between.
template <class Add>
void for_stretches(const Purchases& purchases, std::size_t rows, const Work& work, const Add& add) {
  constexpr std::size_t stretch = std::size_t{1} << 18;
  for (std::size_t first = 0; first < rows; first += stretch) {
    const std::size_t count = (std::min)(stretch, rows - first);
    add(part_of(purchases, first, count));
    if (work.progress) work.progress(static_cast<double>(first + count) / static_cast<double>(rows));
  }
}

/// How many parts to cut rows into for threads, each large enough to be worth it.
[[nodiscard]] std::size_t parts_for(std::size_t rows, const Work& work);

}  // namespace guanxi::detail
