#pragma once
/// @file
/// What a field is compared with in a query.

#include <guanxi/core/date.hpp>
#include <guanxi/core/id.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/core/partial_date.hpp>
#include <guanxi/core/timestamp.hpp>
#include <guanxi/core/value.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace guanxi::store {

/// A number of months and days, counted in the calendar.
struct Period {
  std::int64_t months{};  ///< counted first; the last day of a month where the day does not exist
  std::int64_t days{};    ///< counted then
  bool operator==(const Period&) const = default;
};

/// So many days.
[[nodiscard]] constexpr Period days(std::int32_t count) noexcept { return {.months = 0, .days = count}; }
/// So many weeks.
[[nodiscard]] constexpr Period weeks(std::int32_t count) noexcept { return {.months = 0, .days = std::int64_t{7} * count}; }
/// So many months.
[[nodiscard]] constexpr Period months(std::int32_t count) noexcept { return {.months = count, .days = 0}; }
/// So many years.
[[nodiscard]] constexpr Period years(std::int32_t count) noexcept { return {.months = std::int64_t{12} * count, .days = 0}; }

/// A day told by its distance from the day as of which a query is asked.
struct RelativeDay {
  Period after{};  ///< distance; negative parts lie before
  bool operator==(const RelativeDay&) const = default;
};

/// The day as of which a query is asked, see Query::as_of.
[[nodiscard]] constexpr RelativeDay as_of() noexcept { return {}; }
/// A day so much later.
[[nodiscard]] constexpr RelativeDay operator+(RelativeDay day, Period period) noexcept {
  return {{.months = day.after.months + period.months, .days = day.after.days + period.days}};
}
/// A day so much earlier.
[[nodiscard]] constexpr RelativeDay operator-(RelativeDay day, Period period) noexcept {
  return {{.months = day.after.months - period.months, .days = day.after.days - period.days}};
}

/// The day itself: months first, then days.
/// @return  nothing outside the years 1–9999
[[nodiscard]] std::optional<Date> day_of(RelativeDay day, Date as_of) noexcept;

namespace detail {

template <class E>
concept Worded = std::is_enum_v<E> && requires { Words<E>::table; };

/// Numbers that a 64-bit integer holds.
template <class T>
concept Whole = std::integral<T> && !std::same_as<T, bool> && (std::signed_integral<T> || sizeof(T) < sizeof(std::int64_t));

}  // namespace detail

/// One value that a field is compared with. A word of an enumeration is kept as text. Text may stand for a value of any type, as
/// people write it: “200万”, “2024年3月”, “战略客户”; it is read by the type of the field when the query runs.
class Operand {
 public:
  /// The values that it can hold.
  using Held = std::variant<std::string, bool, std::int64_t, double, Date, PartialDate, Timestamp, Money, Uuid, RelativeDay>;

  /// One of the values.
  template <class T>
    requires std::same_as<T, bool> || std::same_as<T, Date> || std::same_as<T, PartialDate> || std::same_as<T, Timestamp> || std::same_as<T, Money> || std::same_as<T, Uuid> || std::same_as<T, RelativeDay>
  Operand(const T& value) : held_(value) {}  // NOLINT(google-explicit-constructor): stands for the value in a comparison
  /// A whole number.
  template <detail::Whole T>
  Operand(T value) : held_(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)
  /// A number.
  template <std::floating_point T>
  Operand(T value) : held_(static_cast<double>(value)) {}  // NOLINT(google-explicit-constructor)
  /// A text, or a value as people write it.
  template <class T>
    requires std::convertible_to<const T&, std::string_view>
  Operand(const T& text) : held_(std::string(std::string_view(text))) {}  // NOLINT(google-explicit-constructor)
  /// A word of an enumeration.
  template <detail::Worded E>
  Operand(E word) : held_(std::string(word_of(word).word)) {}  // NOLINT(google-explicit-constructor)
  /// A record.
  template <class T>
  Operand(Id<T> id) : held_(id.uuid) {}  // NOLINT(google-explicit-constructor)

  /// The value.
  [[nodiscard]] const Held& held() const noexcept { return held_; }
  bool operator==(const Operand&) const = default;

 private:
  Held held_;
};

}  // namespace guanxi::store
