#include <guanxi/core/read.hpp>
#include <guanxi/core/write.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi {
namespace {

struct TextCase {
  const char* text;
  const char* exact;  // nullptr: must be refused
};

std::string show(const std::optional<NumberRange>& range) { return range ? write_exact(*range) : "refused"; }
std::string show(const std::optional<MoneyRange>& range) { return range ? write_exact(*range) : "refused"; }

TEST(ReadNumberRange, forms_as_people_fill_them) {
  constexpr TextCase cases[] = {
      {"500-1000人", "500..1000"}, {"500－1000人", "500..1000"}, {"５００～１０００人", "500..1000"}, {"500 至 1000 人", "500..1000"},
      {"约300人", "~300"}, {"大约 300", "~300"}, {"300人左右", "~300"}, {"50人以下", "..50"}, {"1000人以上", "1000.."}, {"≥1,200", "1200.."},
      {"1,200-3,400", "1200..3400"}, {"1-2千人", "1000..2000"}, {"3万", "30000"}, {"0.5-1.5万", "5000..15000"}, {"超过200名员工", "200.."},
      {"500 to 1000 employees", "500..1000"}, {"over 200", "200.."}, {"up to 50 people", "..50"}, {"800+", "800.."}, {"2k-3k", "2000..3000"},
      {"500..1000", "500..1000"}, {"~500..", "~500.."}, {"-5..-3", "-5..-3"}, {"500万-1亿", "5000000..100000000"}, {"500-1万人", "500..10000"}, {"3-2万", nullptr}, {"约300人", "~300"}, {"約３００人", "~300"},
      {"1000-500", nullptr}, {"五百", nullptr}, {"500-", "500.."}, {"人", nullptr}, {"500-abc", nullptr}, {"1.5人", nullptr},
      {"99999999999999999999", nullptr}, {"200万元", nullptr}};
  for (const auto& [text, exact] : cases) EXPECT_EQ(show(read_number_range(text)), exact ? exact : "refused") << text;
}

TEST(ReadMoneyRange, forms_as_people_fill_them) {
  constexpr TextCase cases[] = {
      {"1-5亿元", "CNY 100000000.00..500000000.00"}, {"200-300万元", "CNY 2000000.00..3000000.00"}, {"2000万以上", "CNY 20000000.00.."},
      {"约1.5亿元", "~CNY 150000000.00"}, {"200万-1亿元", "CNY 2000000.00..100000000.00"}, {"￥500", "CNY 500.00"}, {"US$ 1.2-1.5 million", "USD 1200000.00..1500000.00"},
      {"CNY 2-3 million", "CNY 2000000.00..3000000.00"}, {"50万美元以内", "USD ..500000.00"}, {"EUR 10k", "EUR 10000.00"}, {"100万日元", "JPY 1000000"},
      {"1,234.56元", "CNY 1234.56"}, {"500-1000万", "CNY 5000000.00..10000000.00"}, {"不超过80万", "CNY ..800000.00"}, {"100万人民币", "CNY 1000000.00"},
      {"1.234元", nullptr}, {"面议", nullptr}, {"3-2万元", nullptr}, {"300-200万元", nullptr}};
  for (const auto& [text, exact] : cases) EXPECT_EQ(show(read_money_range(text)), exact ? exact : "refused") << text;
}

TEST(ReadDate, forms_as_people_fill_them) {
  constexpr TextCase cases[] = {
      {"2023-10-15", "2023-10-15"}, {"2023/10/5", "2023-10-05"}, {"2023.10.15", "2023-10-15"}, {"20231015", "2023-10-15"}, {"2023年10月15日", "2023-10-15"},
      {"２０２３年１０月１５号", "2023-10-15"}, {"15 Oct 2023", "2023-10-15"}, {"October 15, 2023", "2023-10-15"}, {"25/12/2023", "2023-12-25"},
      {"05/05/2023", "2023-05-05"}, {"11月5日", "2023-11-05"}, {"10月1日", "2024-10-01"}, {"十一月五日", "2023-11-05"}, {"2月29日", "2024-02-29"},
      {"05/06/2023", nullptr}, {"2023-02-30", nullptr}, {"2023年10月", nullptr}, {"45214", nullptr}, {"下周", nullptr}, {"2023-13-01", nullptr}};
  for (const auto& [text, exact] : cases) {
    const auto date = read_date(text, Date::from_ymd(2023, 10, 15));
    EXPECT_EQ(date ? to_string(*date) : "refused", exact ? exact : "refused") << text;
  }
  EXPECT_FALSE(read_date("11月5日")) << "no reference, no year";
}

TEST(ReadPartialDate, forms_as_people_fill_them) {
  constexpr TextCase cases[] = {{"2015年3月", "2015-03"}, {"2015", "2015"}, {"2015年", "2015"}, {"2015-03", "2015-03"}, {"3月5日", "--03-05"}, {"--03-05", "--03-05"},
                                {"1975年8月15日", "1975-08-15"}, {"农历八月十五", "lunar --08-15"}, {"农历1975年腊月廿三", "lunar 1975-12-23"}, {"lunar --08-15", "lunar --08-15"},
                                {"正月初一", "--01-01"}, {"March 2015", "2015-03"}, {"2015-13", nullptr}, {"三月三十二日", nullptr}};
  for (const auto& [text, exact] : cases) {
    const auto date = read_partial_date(text);
    EXPECT_EQ(date ? to_string(*date) : "refused", exact ? exact : "refused") << text;
  }
}

TEST(ReadTimestamp, local_times_and_offsets) {
  constexpr TextCase cases[] = {{"2023年10月15日", "2023-10-14T16:00:00Z"}, {"2023-10-15 09:30", "2023-10-15T01:30:00Z"}, {"2023-10-15T09:30:15.25Z", "2023-10-15T09:30:15.250000Z"},
                                {"2023-10-15T09:30:00+02:00", "2023-10-15T07:30:00Z"}, {"2023年10月15日 下午3点30分", "2023-10-15T07:30:00Z"},
                                {"2023-10-15 25:00", nullptr}, {"2023-10-15 09:30:61", nullptr}};
  for (const auto& [text, exact] : cases) {
    const auto at = read_timestamp(text);
    EXPECT_EQ(at ? to_string(*at) : "refused", exact ? exact : "refused") << text;
  }
}

TEST(ReadReal, percent_and_tenths) {
  EXPECT_EQ(read_real("80%"), 0.8);
  EXPECT_EQ(read_real("８成"), 0.8);
  EXPECT_EQ(read_real("0.30"), 0.3);
  EXPECT_EQ(read_real("-1.5"), -1.5);
  EXPECT_FALSE(read_real("高"));
}

TEST(Placeholder, stands_for_nothing) {
  for (const char* text : {"", "无", "未知", "N/A", "-", "——", "测试", "123456", "Select", "暂无", "none", "?", "無"}) EXPECT_TRUE(is_placeholder(text)) << text;
  for (const char* text : {"无锡", "0", "无锡设备厂", "A", "1234567", "测试仪器"}) EXPECT_FALSE(is_placeholder(text)) << text;
}

TEST(WriteText, amounts_in_the_units_of_the_language) {
  const auto range = *read_money_range("200-300万元");
  EXPECT_EQ(write_text(range), "200–300万元");
  EXPECT_EQ(write_text(range, {.language = Language::en}), "CNY 2–3 million");
  EXPECT_EQ(write_text(*read_money("1234.56元")), "1234.56元");
  EXPECT_EQ(write_text(*read_money_range("2000万以上")), "≥ 2000万元");
  EXPECT_EQ(write_text(*read_money_range("1-5亿")), "1–5亿元");
  EXPECT_EQ(write_text(*read_number_range("约12000人")), "约 12,000");
}

/// What is written exactly is read back as the same value.
TEST(ReadExact, inverts_write_exact_on_random_values) {
  std::mt19937_64 random(20231015);
  const auto number = [&] { return static_cast<std::int64_t>(random() % 2'000'000'000) - 1'000'000'000; };
  const auto check = [](TypeKind kind, const Value& value) {
    Type type;
    type.kind = kind;
    const std::string text = write_exact(value);
    const Reading reading = read_exact(type, text);
    ASSERT_TRUE(reading.ok()) << text << reading.problem.en;
    EXPECT_EQ(reading.value, value) << text;
  };
  for (int i = 0; i < 2000; ++i) {
    check(TypeKind::integer, number());
    check(TypeKind::real, static_cast<double>(number()) / 997.0);
    check(TypeKind::boolean, (random() & 1) != 0);
    check(TypeKind::date, Date::from_days(static_cast<std::int32_t>(random() % 100000)));
    check(TypeKind::timestamp, Timestamp{number() * 1'000'003});
    const Currency currency(std::array{"CNY", "JPY", "KWD"}[random() % 3]);
    check(TypeKind::money, Money{number(), currency});
    const std::int64_t low = number();
    const auto span = static_cast<std::int64_t>(random() % 5000);
    const bool about = (random() & 1) != 0;
    check(TypeKind::number_range, NumberRange{low, low + span, about});
    check(TypeKind::number_range, NumberRange{low, {}, about});
    check(TypeKind::money_range, MoneyRange{Money{low, currency}, Money{low + span, currency}, about});
    check(TypeKind::money_range, MoneyRange{{}, Money{low, currency}, about});
  }
}

}  // namespace
}  // namespace guanxi
