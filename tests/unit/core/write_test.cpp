#include <guanxi/core/write.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace guanxi {
namespace {

constexpr std::int64_t least = (std::numeric_limits<std::int64_t>::min)();
constexpr EnumWord high{1, "high", {"高", "High"}};

struct ExactCase {
  Value value;
  const char* text;
};

// By hand from the description of each type.
const ExactCase exact_cases[] = {
    {{}, ""},
    {true, "true"},
    {false, "false"},
    {std::int64_t{0}, "0"},
    {least, "-9223372036854775808"},
    {0.1, "0.1"},
    {-3.0, "-3"},
    {1e300, "1e+300"},
    {std::string_view("甲"), "甲"},
    {*Date::from_ymd(33, 1, 5), "0033-01-05"},
    {Date::from_days(detail::days_from_civil(-5, 1, 1)), "-005-01-01"},
    {Date::from_days(detail::days_from_civil(12345, 12, 31)), "12345-12-31"},
    {PartialDate{.year = 2015}, "2015"},
    {PartialDate{.month = 3, .day = 5}, "--03-05"},
    {PartialDate{.year = 800, .month = 12, .day = 30, .lunar = true}, "lunar 0800-12-30"},
    {PartialDate{.year = -32768, .month = -128, .day = -128, .lunar = true}, "lunar -32768--128--128"},
    {Timestamp{0}, "1970-01-01T00:00:00Z"},
    {Timestamp{-1}, "1969-12-31T23:59:59.999999Z"},
    {Timestamp{1'700'000'000'000'050}, "2023-11-14T22:13:20.000050Z"},
    {Money{}, "0.00 CNY"},
    {Money{-5, {}}, "-0.05 CNY"},
    {Money{-100, {}}, "-1.00 CNY"},
    {Money{-101, Currency("KWD")}, "-0.101 KWD"},
    {Money{-7, Currency("JPY")}, "-7 JPY"},
    {Money{least, {}}, "-92233720368547758.08 CNY"},
    {NumberRange{500, 1000}, "500..1000"},
    {NumberRange{3, 3, true}, "~3"},
    {NumberRange{{}, 50}, "..50"},
    {NumberRange{}, ".."},
    {MoneyRange{Money{100, {}}, Money{250, {}}}, "CNY 1.00..2.50"},
    {MoneyRange{{}, Money{5, Currency("JPY")}, true}, "~JPY ..5"},
    {MoneyRange{Money{100, {}}, Money{100, Currency("USD")}}, "CNY 1.00..USD 1.00"},
    {MoneyRange{Money{least, {}}, Money{least, Currency("KWD")}, true}, "~CNY -92233720368547758.08..KWD -9223372036854775.808"},
    {MoneyRange{}, "CNY .."},
    {&high, "high"},
    {Uuid{{0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0, 0, 0, 0, 0, 0, 0, 0xFF}}, "01234567-89ab-cdef-0000-0000000000ff"},
    {RefValue{{}, "总部"}, "总部"},
    {RefValue{Uuid{{1}}, "总部"}, "01000000-0000-0000-0000-000000000000"}};

TEST(WriteExact, as_described) {
  for (const ExactCase& c : exact_cases) EXPECT_EQ(write_exact(c.value), c.text);
}

TEST(WriteText, local_times_without_what_is_zero) {
  const Date day = *Date::from_ymd(2023, 10, 15);
  const auto at = [&](std::int64_t microseconds) { return write_text(Timestamp{Calendar().start_of(day).microseconds + microseconds}); };
  EXPECT_EQ(at(0), "2023-10-15");
  EXPECT_EQ(at(34'200'000'000), "2023-10-15 09:30");
  EXPECT_EQ(at(34'205'000'000), "2023-10-15 09:30:05");
  EXPECT_EQ(at(34'200'000'001), "2023-10-15 09:30:00.000001");
}

TEST(WriteText, amounts_with_a_fraction_are_exact) {
  EXPECT_EQ(write_text(Money{-5, {}}), "-0.05元");
  EXPECT_EQ(write_text(Money{123'456, Currency("USD")}, {.language = Language::en}), "USD 1234.56");
}

}  // namespace
}  // namespace guanxi
