#include <guanxi/io/arrow_tables.hpp>

#include "support/arrow_sample.hpp"
#include "support/code_thrown.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace guanxi::io {
namespace {

using test::bits_of;
using test::bytes_of;
using test::arrow_codes;
using test::fixed_column;
using test::SampleGrade;
using test::HandColumn;
using test::offsets_of;
using test::read_samples;
using test::Sample;
using test::text_column;
using test::with_nulls;
using testing::ElementsAre;
using testing::IsEmpty;

/// Three samples of which one column is given by hand; the middle one is null.
std::vector<Sample> three(HandColumn column, const ArrowReadOptions& options = {}) {
  test::SamplesRead read = read_samples({text_column("title", {"a", "b", "c"}), with_nulls(std::move(column), {true, false, true})}, options);
  EXPECT_THAT(read.findings, IsEmpty()) << read.findings.front().message.en;
  return read.samples;
}

template <class T>
std::vector<std::optional<std::int64_t>> wholes(const char* format, std::vector<T> values) {
  std::vector<std::optional<std::int64_t>> found;
  for (const Sample& sample : three(fixed_column("whole", format, values))) found.push_back(sample.whole);
  return found;
}

TEST(ArrowTypes, whole_numbers_of_any_width) {
  const auto expected = ElementsAre(std::optional<std::int64_t>(7), std::nullopt, std::optional<std::int64_t>(100));
  EXPECT_THAT(wholes<std::int8_t>("c", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::uint8_t>("C", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::int16_t>("s", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::uint16_t>("S", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::int32_t>("i", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::uint32_t>("I", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::int64_t>("l", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::uint64_t>("L", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<float>("f", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<double>("g", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::uint16_t>("e", {0x4700, 0x3C00, 0x5640}), expected) << "half precision";
  EXPECT_THAT(wholes<arrow::Wide>("d:10,2", {700, 1, 10000}), expected);
  EXPECT_THAT(wholes<std::int64_t>("d:10,0,64", {7, 1, 100}), expected);
  EXPECT_THAT(wholes<std::int32_t>("d:5,-1,32", {0, 1, 10}), ElementsAre(std::optional<std::int64_t>(0), std::nullopt, std::optional<std::int64_t>(100)));
  EXPECT_THAT(wholes<std::int8_t>("c", {-128, 1, 127}), ElementsAre(std::optional<std::int64_t>(-128), std::nullopt, std::optional<std::int64_t>(127)));
  EXPECT_THAT(wholes<std::int64_t>("l", {std::numeric_limits<std::int64_t>::min(), 1, std::numeric_limits<std::int64_t>::max()}),
              ElementsAre(std::numeric_limits<std::int64_t>::min(), std::nullopt, std::numeric_limits<std::int64_t>::max()));
}

TEST(ArrowTypes, numbers_that_do_not_fit_are_findings) {
  const auto title = text_column("title", {"a", "b"});
  for (const HandColumn& column : {fixed_column<double>("whole", "g", {1.5, 1e30}), fixed_column<std::uint64_t>("whole", "L", {std::uint64_t{1} << 63, ~std::uint64_t{0}}),
                                   fixed_column<double>("share", "g", {1.25, -0.1}), fixed_column<std::int64_t>("small", "l", {std::int64_t{1} << 31, -(std::int64_t{1} << 40)}),
                                   fixed_column<arrow::Wide>("whole", "d:10,2", {150, arrow::Wide{1} << 100})}) {
    const test::SamplesRead read = read_samples({title, column});
    EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.rejected", "io.rejected")) << column.format;
    ASSERT_EQ(read.samples.size(), 2U);
    EXPECT_FALSE(read.samples[0].whole || read.samples[0].small || read.samples[0].share);
    for (std::size_t i = 0; i < read.findings.size(); ++i) {
      const Finding& finding = read.findings[i];
      EXPECT_EQ(finding.field, column.name);
      EXPECT_EQ(finding.kind, "sample");
      EXPECT_EQ(finding.record, read.samples[i].id.uuid);
      EXPECT_FALSE(finding.value.empty());
      EXPECT_EQ(finding.place, (Place{.file = "", .sheet = "", .row = static_cast<int>(i) + 1, .column = 2, .header = column.name}));
    }
  }
}

TEST(ArrowTypes, numbers) {
  const auto reals = [](HandColumn column) {
    std::vector<std::optional<double>> found;
    for (const Sample& sample : three(std::move(column))) found.push_back(sample.real);
    return found;
  };
  EXPECT_THAT(reals(fixed_column<double>("real", "g", {0.1, 1, -1e300})), ElementsAre(0.1, std::nullopt, -1e300));
  EXPECT_THAT(reals(fixed_column<float>("real", "f", {.5F, 1, 2.25F})), ElementsAre(.5, std::nullopt, 2.25));
  EXPECT_THAT(reals(fixed_column<std::uint16_t>("real", "e", {0x3800, 1, 0xC100})), ElementsAre(.5, std::nullopt, -2.5));
  EXPECT_THAT(reals(fixed_column<std::uint16_t>("real", "e", {0x0001, 1, 0x7C00})), ElementsAre(std::ldexp(1.0, -24), std::nullopt, std::numeric_limits<double>::infinity()));
  EXPECT_THAT(reals(fixed_column<std::int8_t>("real", "c", {3, 1, -3})), ElementsAre(3.0, std::nullopt, -3.0));
  EXPECT_THAT(reals(fixed_column<arrow::Wide>("real", "d:10,3", {1250, 1, -1})), ElementsAre(1.25, std::nullopt, -.001));
  EXPECT_THAT(reals(fixed_column<double>("real", "g", {std::nan(""), 1, 2})), ElementsAre(std::nullopt, std::nullopt, 2.0)) << "NaN is unset";
}

TEST(ArrowTypes, truth_values) {
  const auto flags = [](HandColumn column) {
    std::vector<std::optional<bool>> found;
    for (const Sample& sample : three(std::move(column))) found.push_back(sample.flag);
    return found;
  };
  const auto expected = ElementsAre(true, std::nullopt, false);
  EXPECT_THAT(flags({.name = "flag", .format = "b", .length = 3, .buffers = {"", bits_of({true, true, false})}, .absent = {true, false}}), expected);
  EXPECT_THAT(flags(fixed_column<std::int8_t>("flag", "c", {1, 1, 0})), expected);
  EXPECT_THAT(flags(fixed_column<double>("flag", "g", {1, 1, 0})), expected);
  HandColumn words = text_column("flag", {"是", "", "no"});
  EXPECT_THAT(flags(words), expected);
}

TEST(ArrowTypes, texts_of_every_layout) {
  const std::vector<std::string> texts{"短", "x", "十二个字节以上的文字才离开视图"};
  const auto titles = [](HandColumn column) {
    column.name = "title";
    std::vector<std::string> found;
    const test::SamplesRead read = read_samples({with_nulls(std::move(column), {true, false, true})});
    EXPECT_THAT(read.findings, IsEmpty());
    for (const Sample& sample : read.samples) found.push_back(sample.title);
    return found;
  };
  const auto expected = ElementsAre(texts[0], "", texts[2]);
  EXPECT_THAT(titles(text_column("", texts)), expected);
  HandColumn large = text_column("", texts);
  large.format = "U";
  large.buffers[1] = offsets_of<std::int64_t>(texts);
  EXPECT_THAT(titles(large), expected);

  std::string views(48, '\0');
  const auto put = [&views](std::size_t at, std::int32_t value) { std::memcpy(views.data() + at, &value, sizeof(value)); };
  put(0, static_cast<std::int32_t>(texts[0].size()));
  views.replace(4, texts[0].size(), texts[0]);
  put(32, static_cast<std::int32_t>(texts[2].size()));
  views.replace(36, 4, texts[2].substr(0, 4));
  put(40, 1);  // buffer
  put(44, 2);  // offset
  const std::string data = "zz" + texts[2];
  const HandColumn view{.format = "vu", .length = 3, .buffers = {"", views, "unused", data, bytes_of<std::int64_t>({6, static_cast<std::int64_t>(data.size())})}, .absent = {true, false, false, false, false}};
  EXPECT_THAT(titles(view), expected);
}

TEST(ArrowTypes, dictionaries_under_every_index) {
  HandColumn column = fixed_column<std::int8_t>("grade", "c", {1, 0, 0});
  column.dictionary = {text_column("", {"low", "high"})};
  const auto grades = [](const HandColumn& from) {
    std::vector<std::optional<SampleGrade>> found;
    for (const Sample& sample : three(from)) found.push_back(sample.grade);
    return found;
  };
  const auto expected = ElementsAre(SampleGrade::high, std::nullopt, SampleGrade::low);
  EXPECT_THAT(grades(column), expected);
  const auto indexed = [&column](const char* format, std::string bytes) {
    HandColumn other = column;
    other.format = format;
    other.buffers[1] = std::move(bytes);
    return other;
  };
  EXPECT_THAT(grades(indexed("C", bytes_of<std::uint8_t>({1, 0, 0}))), expected);
  EXPECT_THAT(grades(indexed("s", bytes_of<std::int16_t>({1, 0, 0}))), expected);
  EXPECT_THAT(grades(indexed("S", bytes_of<std::uint16_t>({1, 0, 0}))), expected);
  EXPECT_THAT(grades(indexed("i", bytes_of<std::int32_t>({1, 0, 0}))), expected);
  EXPECT_THAT(grades(indexed("I", bytes_of<std::uint32_t>({1, 0, 0}))), expected);
  EXPECT_THAT(grades(indexed("l", bytes_of<std::int64_t>({1, 0, 0}))), expected);
  EXPECT_THAT(grades(indexed("L", bytes_of<std::uint64_t>({1, 0, 0}))), expected);
  HandColumn labels = column;
  labels.dictionary = {text_column("", {"低", "优"})};
  EXPECT_THAT(grades(labels), expected) << "labels and aliases";
  HandColumn numbers = fixed_column<std::int32_t>("whole", "i", {1, 0, 0});
  numbers.dictionary = {fixed_column<std::int64_t>("", "l", {40, 41})};
  EXPECT_EQ(three(numbers)[0].whole, 41);
  HandColumn wild = column;
  wild.buffers[1] = bytes_of<std::int8_t>({2, 0, -1});
  EXPECT_EQ(test::code_thrown<FileError>([&] { (void)read_samples({text_column("title", {"a", "b", "c"}), wild}); }), "arrow.layout");
}

TEST(ArrowTypes, days) {
  const auto days = [](HandColumn column, const ArrowReadOptions& options = {}) {
    std::vector<std::optional<Date>> found;
    for (const Sample& sample : three(std::move(column), options)) found.push_back(sample.day);
    return found;
  };
  const Date first = *Date::from_ymd(2024, 2, 29), last = *Date::from_ymd(1969, 12, 31);
  const auto expected = ElementsAre(first, std::nullopt, last);
  constexpr std::int64_t day = 86'400;
  EXPECT_THAT(days(fixed_column<std::int32_t>("day", "tdD", {first.days(), 0, -1})), expected);
  EXPECT_THAT(days(fixed_column<std::int64_t>("day", "tdm", {first.days() * day * 1000, 0, -day * 1000})), expected);
  EXPECT_THAT(days(fixed_column<std::int64_t>("day", "tss:", {first.days() * day, 0, -day})), expected) << "midnights without zone";
  EXPECT_THAT(days(fixed_column<std::int64_t>("day", "tsn:", {first.days() * day * 1'000'000'000, 0, -day * 1'000'000'000})), expected);
  EXPECT_THAT(days(fixed_column<std::int64_t>("day", "tss:UTC", {first.days() * day - 8 * 3600, 0, -day - 8 * 3600})), expected) << "midnights here";
  EXPECT_THAT(days(fixed_column<std::int64_t>("day", "tss:UTC", {first.days() * day, 0, -day}), {.calendar = {0}}), expected);
  EXPECT_THAT(days(text_column("day", {"2024-02-29", "", "1969年12月31日"})), expected);
}

TEST(ArrowTypes, a_time_of_day_has_no_place_in_a_day) {
  const test::SamplesRead read = read_samples({text_column("title", {"a"}), fixed_column<std::int64_t>("day", "tss:", {3601})});
  EXPECT_EQ(read.samples[0].day, Date::from_days(0));
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.time_dropped"));
  EXPECT_EQ(read.findings[0].value, "1970-01-01T01:00:01");
}

TEST(ArrowTypes, points_in_time) {
  const auto times = [](HandColumn column, const ArrowReadOptions& options = {}) {
    std::vector<std::optional<std::int64_t>> found;
    for (const Sample& sample : three(std::move(column), options)) found.push_back(sample.at ? std::optional(sample.at->microseconds) : std::nullopt);
    return found;
  };
  constexpr std::int64_t here = 8 * 3'600'000'000;
  const auto expected = ElementsAre(5'000'000, std::nullopt, -1'000'000);
  EXPECT_THAT(times(fixed_column<std::int64_t>("at", "tss:UTC", {5, 0, -1})), expected);
  EXPECT_THAT(times(fixed_column<std::int64_t>("at", "tsm:Asia/Shanghai", {5'000, 0, -1'000})), expected) << "the zone changes nothing about the point in time";
  EXPECT_THAT(times(fixed_column<std::int64_t>("at", "tsu:+02:00", {5'000'000, 0, -1'000'000})), expected);
  EXPECT_THAT(times(fixed_column<std::int64_t>("at", "tsn:UTC", {5'000'000'000, 0, -1'000'000'000})), expected);
  EXPECT_THAT(times(fixed_column<std::int64_t>("at", "tss:", {5, 0, -1})), ElementsAre(5'000'000 - here, std::nullopt, -1'000'000 - here)) << "a clock without zone is local";
  EXPECT_THAT(times(fixed_column<std::int64_t>("at", "tss:", {5, 0, -1}), {.calendar = {0}}), expected);
  EXPECT_THAT(times(fixed_column<std::int32_t>("at", "tdD", {1, 0, 0})), ElementsAre(86'400'000'000 - here, std::nullopt, -here));
  EXPECT_THAT(times(text_column("at", {"1970-01-01T00:00:05Z", "", "1969-12-31T23:59:59Z"})), expected);
  const test::SamplesRead fine = read_samples({text_column("title", {"a"}), fixed_column<std::int64_t>("at", "tsn:UTC", {1'999})});
  EXPECT_EQ(fine.samples[0].at, Timestamp{1});
  EXPECT_THAT(arrow_codes(fine.findings), ElementsAre("io.time_dropped"));
  const test::SamplesRead late = read_samples({text_column("title", {"a"}), fixed_column<std::int64_t>("at", "tss:UTC", {std::numeric_limits<std::int64_t>::max()})});
  EXPECT_THAT(arrow_codes(late.findings), ElementsAre("io.rejected"));
}

TEST(ArrowTypes, amounts_beside_their_currency) {
  const auto totals = [](std::vector<HandColumn> columns) {
    columns.insert(columns.begin(), text_column("title", {"a", "b"}));
    std::vector<std::optional<Money>> found;
    const test::SamplesRead read = read_samples(std::move(columns));
    EXPECT_THAT(read.findings, IsEmpty()) << read.findings.front().message.en;
    for (const Sample& sample : read.samples) found.push_back(sample.total);
    return found;
  };
  const HandColumn currency = text_column("total.currency", {"JPY", "kwd"});
  const auto expected = ElementsAre(Money{15, Currency("JPY")}, Money{2'500, Currency("KWD")});
  EXPECT_THAT(totals({fixed_column<arrow::Wide>("total", "d:22,3", {15'000, 2'500}), currency}), expected);
  EXPECT_THAT(totals({fixed_column<double>("total", "g", {15, 2.5}), currency}), expected);
  EXPECT_THAT(totals({fixed_column<std::int64_t>("total", "l", {15, 2}), currency}), ElementsAre(Money{15, Currency("JPY")}, Money{2'000, Currency("KWD")}));
  EXPECT_THAT(totals({fixed_column<double>("total", "g", {.1 + .2, 1e6})}), ElementsAre(Money{30, Currency()}, Money{100'000'000, Currency()})) << "yuan where nothing is said";
  EXPECT_THAT(totals({text_column("total", {"200万元", "1.50 USD"})}), ElementsAre(Money{200'000'000, Currency()}, Money{150, Currency("USD")}));
  HandColumn record{.name = "total", .format = "+s", .length = 2, .null_count = 0, .buffers = {""}, .absent = {true}};
  record.children = {fixed_column<double>("amount", "g", {15, 2.5}), text_column("currency", {"JPY", "KWD"})};
  EXPECT_THAT(totals({record}), expected) << "a struct of both";
}

TEST(ArrowTypes, amounts_that_do_not_fit_are_findings) {
  const auto codes = [](std::vector<HandColumn> columns) {
    columns.insert(columns.begin(), text_column("title", {"a"}));
    const test::SamplesRead read = read_samples(std::move(columns));
    EXPECT_FALSE(read.samples[0].total);
    return arrow_codes(read.findings);
  };
  const auto rejected = ElementsAre("io.rejected");
  EXPECT_THAT(codes({fixed_column<arrow::Wide>("total", "d:22,3", {1'005})}), rejected) << "a tenth of a fen";
  EXPECT_THAT(codes({fixed_column<double>("total", "g", {1.005})}), rejected);
  EXPECT_THAT(codes({fixed_column<std::int64_t>("total", "l", {std::int64_t{1} << 62})}), rejected);
  EXPECT_THAT(codes({fixed_column<std::int64_t>("total", "l", {5}), text_column("total.currency", {"shells"})}), rejected);
  EXPECT_THAT(codes({text_column("total.currency", {"USD"})}), rejected) << "a currency of nothing";
}

TEST(ArrowTypes, ranges) {
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b", "c"}), with_nulls(fixed_column<std::int64_t>("span.low", "l", {1, 2, 3}), {true, false, false}),
                                               with_nulls(fixed_column<double>("span.high", "g", {9, 2, std::nan("")}), {true, true, true}),
                                               fixed_column<arrow::Wide>("budget.low", "d:22,3", {1'000, 2'000, 3'000}), fixed_column<arrow::Wide>("budget.high", "d:22,3", {1'000, 2'000, 3'000}),
                                               text_column("budget.currency", {"USD", "USD/CNY", "CNY/JPY"}),
                                               HandColumn{.name = "budget.approximate", .format = "b", .length = 3, .buffers = {"", bits_of({true, false, true})}, .absent = {true, false}}});
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_EQ(read.samples[0].span, (NumberRange{.low = 1, .high = 9}));
  EXPECT_EQ(read.samples[1].span, (NumberRange{.low = {}, .high = 2}));
  EXPECT_EQ(read.samples[2].span, std::nullopt);
  EXPECT_EQ(read.samples[0].budget, (MoneyRange{.low = Money{100, Currency("USD")}, .high = Money{100, Currency("USD")}, .approximate = true}));
  EXPECT_EQ(read.samples[1].budget, (MoneyRange{.low = Money{200, Currency("USD")}, .high = Money{200, Currency()}}));
  EXPECT_EQ(read.samples[2].budget, (MoneyRange{.low = Money{300, Currency()}, .high = Money{3, Currency("JPY")}, .approximate = true}));
  const test::SamplesRead whole = read_samples({text_column("title", {"a", "b"}), text_column("span", {"约300人", "5-8"}), fixed_column<std::int64_t>("budget", "l", {7, 8})});
  EXPECT_THAT(whole.findings, IsEmpty()) << whole.findings.front().message.en;
  EXPECT_EQ(whole.samples[0].span, (NumberRange{.low = 300, .high = 300, .approximate = true}));
  EXPECT_EQ(whole.samples[1].span, (NumberRange{.low = 5, .high = 8}));
  EXPECT_EQ(whole.samples[0].budget, (MoneyRange{.low = Money{700, Currency()}, .high = Money{700, Currency()}}));
}

TEST(ArrowTypes, identifiers_and_references) {
  const std::string id = "0190b8a4-7c3e-7000-8000-0000000000aa";
  std::string raw(16, '\0');
  raw[15] = '\x2A';
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), text_column("id", {id, "0190b8a4-7c3e-7000-8000-0000000000ab"}),
                                               HandColumn{.name = "other", .format = "w:16", .length = 2, .null_count = 0, .buffers = {"", raw + raw}, .absent = {true, false}},
                                               with_nulls(text_column("other.text", {"x", "somebody"}), {false, true})});
  EXPECT_THAT(read.findings, IsEmpty()) << read.findings.front().message.en;
  EXPECT_EQ(to_string(read.samples[0].id), id);
  EXPECT_EQ(read.samples[0].other.id.uuid.bytes[15], 0x2A);
  EXPECT_EQ(read.samples[0].other.text, "");
  EXPECT_EQ(read.samples[1].other.text, "somebody");
  const test::SamplesRead named = read_samples({text_column("title", {"a"}), text_column("other", {"甲公司"})});
  EXPECT_EQ(named.samples[0].other.text, "甲公司");
  EXPECT_FALSE(named.samples[0].other.id);
}

TEST(ArrowTypes, a_foreign_identifier_is_kept_and_one_of_ours_is_made) {
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), fixed_column<std::int64_t>("id", "l", {17, 18})}, {.now = {1'000'000}, .seed = 5});
  EXPECT_TRUE(read.samples[0].id);
  EXPECT_NE(read.samples[0].id, read.samples[1].id);
  EXPECT_EQ(read.samples[1].custom.values.at("id"), CustomValue(std::string("18")));
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.kept_as_text")) << "once a column";
}

HandColumn list_column(std::string name, HandColumn items, std::vector<std::int32_t> offsets) {
  HandColumn column{.name = std::move(name), .format = "+l", .length = static_cast<std::int64_t>(offsets.size()) - 1, .null_count = 0, .buffers = {"", bytes_of(offsets)}, .absent = {true, false}};
  items.name = "item";
  column.children = {std::move(items)};
  return column;
}

TEST(ArrowTypes, lists_of_every_layout) {
  const HandColumn items = text_column("item", {"a", "b", "c", "d"});
  const auto names = [](HandColumn column) {
    std::vector<std::vector<std::string>> found;
    for (const Sample& sample : three(std::move(column))) found.push_back(sample.names);
    return found;
  };
  const HandColumn narrow = list_column("names", items, {0, 1, 2, 4});
  const auto expected = ElementsAre(ElementsAre("a"), IsEmpty(), ElementsAre("c", "d"));
  EXPECT_THAT(names(narrow), expected);
  HandColumn large = narrow;
  large.format = "+L";
  large.buffers[1] = bytes_of<std::int64_t>({0, 1, 2, 4});
  EXPECT_THAT(names(large), expected);
  HandColumn fixed = narrow;
  fixed.format = "+w:1";
  fixed.buffers = {""};
  fixed.absent = {true};
  EXPECT_THAT(names(fixed), ElementsAre(ElementsAre("a"), IsEmpty(), ElementsAre("c")));
  EXPECT_THAT(names(text_column("names", {"a；b", "", "c"})), ElementsAre(ElementsAre("a", "b"), IsEmpty(), ElementsAre("c"))) << "as people write them";
  HandColumn beyond = list_column("names", items, {0, 1, 2, 5});
  EXPECT_EQ(test::code_thrown<FileError>([&] { (void)names(beyond); }), "arrow.layout");
}

TEST(ArrowTypes, lists_of_structs) {
  HandColumn pieces{.name = "item", .format = "+s", .length = 3, .null_count = -1, .buffers = {bits_of({true, false, true})}, .absent = {false}};
  pieces.children = {text_column("label", {"x", "y", "z"}), fixed_column<double>("count", "g", {1, 2, std::nan("")}), fixed_column<double>("price", "g", {2.5, 2, 3}),
                     list_column("notes", text_column("item", {"n1", "n2", "n3"}), {0, 2, 2, 3})};
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), list_column("pieces", pieces, {0, 2, 3})});
  EXPECT_THAT(read.findings, IsEmpty()) << read.findings.front().message.en;
  ASSERT_EQ(read.samples[0].pieces.size(), 2U);
  EXPECT_EQ(read.samples[0].pieces[0], (test::Piece{.label = "x", .count = 1, .price = Money{250, Currency("USD")}, .notes = {"n1", "n2"}}));
  EXPECT_EQ(read.samples[0].pieces[1], test::Piece{});
  EXPECT_EQ(read.samples[1].pieces[0], (test::Piece{.label = "z", .count = {}, .price = Money{300, Currency("USD")}, .notes = {"n3"}}));
  const test::SamplesRead titles = read_samples({text_column("title", {"a"}), list_column("pieces", text_column("item", {"x", "y"}), {0, 2})});
  ASSERT_EQ(titles.samples[0].pieces.size(), 2U);
  EXPECT_EQ(titles.samples[0].pieces[1].label, "y");
}

TEST(ArrowTypes, a_struct_is_a_nested_record) {
  HandColumn main{.name = "main", .format = "+s", .length = 2, .null_count = -1, .buffers = {bits_of({true, false})}, .absent = {false}};
  main.children = {text_column("label", {"x", "garbage"}), fixed_column<std::int64_t>("count", "l", {3, 4})};
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), main});
  EXPECT_EQ(read.samples[0].main, (test::Piece{.label = "x", .count = 3}));
  EXPECT_EQ(read.samples[1].main, test::Piece{}) << "null, whatever its columns say";
  EXPECT_THAT(read.findings, IsEmpty());
}

TEST(ArrowTypes, items_that_are_refused_leave_no_place) {
  const test::SamplesRead read = read_samples({text_column("title", {"a"}), list_column("grades", text_column("item", {"high", "purple", "低"}), {0, 3})});
  EXPECT_THAT(read.samples[0].grades, ElementsAre(SampleGrade::high, SampleGrade::low));
  ASSERT_THAT(arrow_codes(read.findings), ElementsAre("io.rejected"));
  EXPECT_EQ(read.findings[0].field, "grades[1]");
  EXPECT_EQ(read.findings[0].value, "purple");
}

TEST(ArrowTypes, offsets_count_at_every_level) {
  // The table starts at row 1, its columns at their own offsets, lists at item 1 of items that start at 2.
  HandColumn title = text_column("title", {"-", "-", "-", "one", "two"});
  title.offset = 2;
  title.length = 3;
  HandColumn whole = with_nulls(fixed_column<std::int64_t>("whole", "l", {-1, -2, 10, 11}), {false, false, true, true});
  whole.offset = 1;
  whole.length = 3;
  HandColumn items = text_column("item", {"-", "-", "skipped", "a", "b", "c"});
  items.offset = 2;
  items.length = 4;
  HandColumn names = list_column("names", items, {0, 0, 0, 1, 2, 4});
  names.offset = 2;
  names.length = 3;
  HandColumn main{.name = "main", .format = "+s", .length = 3, .null_count = -1, .offset = 1, .buffers = {bits_of({false, false, true, true})}, .absent = {false}};
  HandColumn label = text_column("label", {"-", "-", "-", "m1", "m2"});
  label.offset = 1;
  label.length = 4;
  main.children = {label};
  HandColumn flag{.name = "flag", .format = "b", .length = 3, .null_count = 0, .offset = 9, .buffers = {"", bits_of({false, false, false, false, false, false, false, false, false, false, true, false})}, .absent = {true, false}};
  HandColumn grade = fixed_column<std::int16_t>("grade", "s", {7, 7, 1, 0});
  grade.offset = 1;
  grade.length = 3;
  HandColumn words = text_column("", {"-", "low", "high"});
  words.offset = 1;
  words.length = 2;
  grade.dictionary = {words};
  HandColumn batch = test::table_of({title, whole, names, main, flag, grade});
  batch.offset = 1;
  batch.length = 2;
  test::ReleaseCount count;
  ArrowArrayStream raw = test::hand_stream({.batches = {batch, batch}}, count);
  const ArrowRecords read = from_arrow(test::sample_catalogue(), test::sample_kind(), arrow::Stream(&raw));
  EXPECT_TRUE(count.balanced());
  EXPECT_THAT(read.findings, IsEmpty()) << read.findings.front().message.en;
  const std::vector<Sample>& samples = read.records.of<Sample>();
  ASSERT_EQ(samples.size(), 4U) << "two chunks";
  for (const std::size_t chunk : {std::size_t{0}, std::size_t{2}}) {
    const Sample &one = samples[chunk], &two = samples[chunk + 1];
    EXPECT_EQ(one.title, "one");
    EXPECT_EQ(two.title, "two");
    EXPECT_EQ(one.whole, 10);
    EXPECT_EQ(two.whole, 11);
    EXPECT_THAT(one.names, ElementsAre("a"));
    EXPECT_THAT(two.names, ElementsAre("b", "c"));
    EXPECT_EQ(one.main.label, "m1");
    EXPECT_EQ(two.main.label, "m2");
    EXPECT_EQ(one.flag, true);
    EXPECT_EQ(two.flag, false);
    EXPECT_EQ(one.grade, SampleGrade::high);
    EXPECT_EQ(two.grade, SampleGrade::low);
  }
}

TEST(ArrowTypes, nulls_of_every_sort) {
  const HandColumn null{.name = "whole", .format = "n", .length = 2, .null_count = 2};
  const HandColumn lists{.name = "names", .format = "n", .length = 2, .null_count = 2};
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), null, lists});
  EXPECT_THAT(read.findings, IsEmpty());
  EXPECT_EQ(read.samples[1].whole, std::nullopt);
  HandColumn all = fixed_column<std::int64_t>("whole", "l", {1, 2});
  all.null_count = 0;
  all.absent[0] = false;
  all.buffers[0] = std::string(1, '\0');
  EXPECT_EQ(read_samples({text_column("title", {"a", "b"}), all}).samples[0].whole, 1) << "a count of none settles it";
}

TEST(ArrowTypes, what_cannot_be_read_is_counted_once_a_column) {
  HandColumn runs{.name = "runs", .format = "+r", .length = 2, .null_count = 0};
  runs.children = {fixed_column<std::int32_t>("run_ends", "i", {2}), text_column("values", {"x"})};
  HandColumn views{.name = "names", .format = "+vl", .length = 2, .null_count = -1, .buffers = {bits_of({true, false}), bytes_of<std::int32_t>({0, 0}), bytes_of<std::int32_t>({1, 0})}, .absent = {false, false, false}};
  views.children = {text_column("item", {"x"})};
  const HandColumn wait = with_nulls(fixed_column<std::int64_t>("wait", "tDs", {1, 2}), {true, true});
  HandColumn waits = list_column("waits", fixed_column<std::int64_t>("item", "tDs", {1, 2}), {0, 1, 2});
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), runs, views, wait, waits});
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.arrow_type", "io.arrow_type", "io.arrow_type", "io.arrow_type"));
  for (const Finding& finding : read.findings) EXPECT_EQ(finding.value, finding.place.header == "names" ? "1" : "2") << finding.place.header;
  EXPECT_THAT(read.samples[0].names, IsEmpty());
}

TEST(ArrowTypes, torn_arrays_are_refused) {
  const auto thrown = [](HandColumn column) { return test::code_thrown<FileError>([&] { (void)read_samples({text_column("title", {"a", "b"}), column}); }); };
  HandColumn none = fixed_column<std::int64_t>("whole", "l", {1, 2});
  none.absent = {true, true};
  EXPECT_EQ(thrown(none), "arrow.layout");
  HandColumn few = fixed_column<std::int64_t>("whole", "l", {1, 2});
  few.buffers.pop_back();
  EXPECT_EQ(thrown(few), "arrow.layout");
  HandColumn back = text_column("number", {"a", "b"});
  back.buffers[1] = bytes_of<std::int32_t>({1, 0, 2});
  EXPECT_EQ(thrown(back), "arrow.layout");
  HandColumn small = fixed_column<std::int64_t>("whole", "l", {1});
  EXPECT_EQ(thrown(small), "arrow.layout") << "fewer rows than the table";
}

}  // namespace
}  // namespace guanxi::io
