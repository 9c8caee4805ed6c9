#include "exact_text.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <type_traits>

namespace guanxi::detail {

namespace {

std::uint64_t magnitude_of(std::int64_t number) noexcept { return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number); }

template <class T, class Add>
void add_range(LeafText& room, const Range<T>& range, Add add) {
  if (range.low) add(*range.low);
  if (range.low && range.high && *range.low == *range.high) return;
  room.add("..");
  if (range.high) add(*range.high);
}

/// Adds the text of a value.
struct AddExact {
  LeafText& room;

  void operator()(std::monostate) const {}
  void operator()(bool value) const { room.add(value ? "true" : "false"); }
  void operator()(std::int64_t value) const { room.add_number(value); }
  void operator()(double value) const { room.add_real(value); }
  void operator()(Date value) const { room.add_date(value); }
  void operator()(const PartialDate& date) const {
    if (date.lunar) room.add("lunar ");
    if (date.year == 0) room.add("-");
    else room.add_number(date.year, 4);
    if (date.month != 0) room.add("-").add_number(date.month, 2);
    if (date.day != 0) room.add("-").add_number(date.day, 2);
  }
  void operator()(Timestamp at) const {
    constexpr Calendar utc{0};
    const Date day = utc.date_of(at);
    room.add_date(day).add("T").add_time(at.microseconds - utc.start_of(day).microseconds).add("Z");
  }
  void operator()(const Money& money) const { room.add_amount(money).add(" ").add(money.currency.code()); }
  void operator()(const NumberRange& range) const {
    if (range.approximate) room.add("~");
    add_range(room, range, [this](std::int64_t bound) { room.add_number(bound); });
  }
  /// “CNY 1.00..2.00”; “CNY 1.00..USD 2.00” where the bounds do not agree.
  void operator()(const MoneyRange& range) const {
    const Currency currency = range.low ? range.low->currency : range.high ? range.high->currency : Currency();
    if (range.approximate) room.add("~");
    room.add(currency.code()).add(" ");
    add_range(room, range, [&](const Money& bound) {
      if (bound.currency != currency) room.add(bound.currency.code()).add(" ");
      room.add_amount(bound);
    });
  }
  void operator()(const Uuid& value) const {
    const std::array<char, 36> signs = uuid_signs(value);
    room.add({signs.data(), signs.size()});
  }
};

/// The text of a value, borrowed where there is one to borrow.
struct ExactText {
  LeafText& room;

  std::string_view operator()(std::string_view value) const { return value; }
  std::string_view operator()(const EnumWord* value) const { return value->word; }
  std::string_view operator()(const RefValue& value) const { return value.id ? (*this)(value.id) : value.text; }
  template <class T>
  std::string_view operator()(const T& value) const {
    AddExact{room}(value);
    return room.view();
  }
};

}  // namespace

LeafText& LeafText::add(std::string_view text) noexcept {
  assert(text.size() <= signs_.size() - size_ && "no value has so long a text");
  std::ranges::copy(text, signs_.data() + size_);
  size_ += text.size();
  return *this;
}

LeafText& LeafText::add_number(std::int64_t number, int width) noexcept {
  std::array<char, 20> digits;  // of the largest std::uint64_t
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude_of(number)).ptr;
  const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  if (number < 0) add("-");
  for (auto zeros = width - static_cast<int>(text.size()) - (number < 0 ? 1 : 0); zeros > 0; --zeros) add("0");
  return add(text);
}

LeafText& LeafText::add_real(double number) noexcept {
  std::array<char, 32> digits;
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return add({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

LeafText& LeafText::add_amount(const Money& money) noexcept {
  const int digits = money.currency.minor_digits();
  const std::int64_t units = money.currency.minor_units();
  if (money.minor < 0 && money.minor > -units) add("-");  // −0.50 has whole units without a sign
  add_number(money.minor / units);
  return digits == 0 ? *this : add(".").add_number(static_cast<std::int64_t>(magnitude_of(money.minor % units)), digits);
}

LeafText& LeafText::add_time(std::int64_t microseconds) noexcept {
  constexpr std::int64_t second = 1'000'000;
  const std::int64_t seconds = microseconds / second, fraction = microseconds % second;
  add_number(seconds / 3600, 2).add(":").add_number(seconds / 60 % 60, 2).add(":").add_number(seconds % 60, 2);
  return fraction == 0 ? *this : add(".").add_number(fraction, 6);
}

LeafText& LeafText::add_date(Date date) noexcept {
  return add_number(date.year(), 4).add("-").add_number(date.month(), 2).add("-").add_number(date.day(), 2);
}

std::string_view exact_text(const Value& value, LeafText& room) { return std::visit(ExactText{room}, value); }

}  // namespace guanxi::detail
