#include <guanxi/io/arrow_tables.hpp>
#include <guanxi/model/kinds.hpp>

#include "support/arrow_sample.hpp"
#include "support/code_thrown.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace guanxi::io {
namespace {

using test::arrow_codes;
using test::fixed_column;
using test::read_samples;
using test::Sample;
using test::text_column;
using test::with_nulls;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// -- writing --

/// A column of the first batch by its name, and its type.
struct WrittenColumn {
  const arrow::ColumnType* type{};
  const arrow::ColumnData* data{};

  [[nodiscard]] bool valid(std::int64_t row) const {
    return data->buffers[0].data == nullptr || (static_cast<const unsigned char*>(data->buffers[0].data)[row / 8] >> (row % 8) & 1) == 1;
  }
  [[nodiscard]] std::string text(std::int64_t row) const {
    const auto* offsets = static_cast<const std::int32_t*>(data->buffers[1].data);
    return {static_cast<const char*>(data->buffers[2].data) + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row])};
  }
  template <class T>
  [[nodiscard]] T number(std::int64_t row) const {
    T value;
    std::memcpy(&value, static_cast<const char*>(data->buffers[1].data) + row * static_cast<std::int64_t>(sizeof(T)), sizeof(T));
    return value;
  }
};

WrittenColumn written(const arrow::Table& table, std::string_view name) {
  const auto& columns = table.type().children;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == name) return {&columns[i], table.batches().at(0)->children.at(i).get()};
  throw std::out_of_range("no column " + std::string(name));
}

arrow::Table samples_table(const std::vector<Sample>& samples, const ArrowOptions& options = {}) { return to_arrow(test::sample_catalogue(), samples, options); }

TEST(ToArrow, columns_follow_the_dictionary) {
  const arrow::Table table = samples_table({});
  std::string columns;
  for (const arrow::ColumnType& column : table.type().children) columns += column.name + ":" + column.format + " ";
  EXPECT_EQ(columns,
            "id:u title:u flag:b whole:l small:l real:g share:g day:tdD partial:u at:tsu:UTC total:d:22,3 total.currency:u span.low:l span.high:l span.approximate:b "
            "budget.low:d:22,3 budget.high:d:22,3 budget.currency:u budget.approximate:b grade:i other:u other.text:u number:u main.label:u main.count:l main.price:d:22,3 "
            "main.price.currency:u main.notes:+l names:+l grades:+l fees:+l others:+l pieces:+l custom:u ");
  const auto inside = [&](std::size_t at) {
    std::string names;
    for (const arrow::ColumnType& part : table.type().children[at].children[0].children) names += part.name + ":" + part.format + " ";
    return names;
  };
  EXPECT_EQ(inside(30), "amount:d:22,3 currency:u ");
  EXPECT_EQ(inside(31), "id:u text:u ");
  EXPECT_EQ(inside(32), "label:u count:l price:d:22,3 price.currency:u notes:+l ");
  EXPECT_EQ(table.type().children[28].children[0].format, "u");
  EXPECT_EQ(table.type().children[29].children[0].format, "u");
}

TEST(ToArrow, columns_carry_labels_units_and_hints) {
  const arrow::Table table = samples_table({});
  const auto& columns = table.type().children;
  EXPECT_EQ(table.type().metadata, (arrow::Metadata{{"guanxi.kind", "sample"}}));
  EXPECT_EQ(columns[1].metadata, (arrow::Metadata{{"guanxi.label_zh", "样本名称"}, {"guanxi.label_en", "Title"}, {"guanxi.hint_zh", "怎么称呼"}, {"guanxi.hint_en", "What it is called"}}));
  EXPECT_EQ(columns[3].metadata, (arrow::Metadata{{"guanxi.label_zh", "整数"}, {"guanxi.label_en", "Whole"}, {"guanxi.unit", "件"}}));
  EXPECT_EQ(columns[23].metadata, (arrow::Metadata{{"guanxi.label_zh", "主件 · 标签"}, {"guanxi.label_en", "Main piece · Label"}}));
}

TEST(ToArrow, values_by_hand) {
  Sample set;
  set.title = "甲";
  set.flag = true;
  set.day = Date::from_days(-3);
  set.partial = PartialDate{.year = 2015, .month = 3};
  set.at = Timestamp{-1};
  set.total = Money{15, Currency("JPY")};
  set.budget = MoneyRange{.low = Money{1, Currency("USD")}, .high = Money{2, Currency("KWD")}, .approximate = true};
  set.grade = test::SampleGrade::high;
  set.other.text = "某人";
  set.names = {"x", ""};
  set.custom.values["色"] = std::string("红");
  set.custom.values["价"] = Money{100, Currency()};
  const arrow::Table table = samples_table({Sample{}, set});
  for (const arrow::ColumnType& column : table.type().children) EXPECT_FALSE(written(table, column.name).valid(0)) << column.name;
  EXPECT_EQ(written(table, "title").text(1), "甲");
  EXPECT_EQ(written(table, "day").number<std::int32_t>(1), -3);
  EXPECT_EQ(written(table, "partial").text(1), "2015-03");
  EXPECT_EQ(written(table, "at").number<std::int64_t>(1), -1);
  EXPECT_TRUE(written(table, "total").number<arrow::Wide>(1) == 15'000);
  EXPECT_EQ(written(table, "total.currency").text(1), "JPY");
  EXPECT_TRUE(written(table, "budget.low").number<arrow::Wide>(1) == 10);
  EXPECT_TRUE(written(table, "budget.high").number<arrow::Wide>(1) == 2);
  EXPECT_EQ(written(table, "budget.currency").text(1), "USD/KWD");
  EXPECT_EQ(written(table, "grade").number<std::int32_t>(1), 1);
  EXPECT_FALSE(written(table, "other").valid(1));
  EXPECT_EQ(written(table, "other.text").text(1), "某人");
  EXPECT_EQ(written(table, "names").number<std::int32_t>(2), 2);
  EXPECT_EQ(written(table, "names").data->children[0]->null_count, 1) << "an unset element keeps its place";
  EXPECT_EQ(written(table, "custom").text(1), R"({"价":{"money":"1.00 CNY"},"色":"红"})");
}

TEST(ToArrow, batches_have_the_rows_asked_for) {
  std::vector<Sample> samples(1'000);
  const arrow::Table table = samples_table(samples, {.batch_rows = 300});
  std::vector<std::int64_t> rows;
  for (const auto& batch : table.batches()) rows.push_back(batch->length);
  EXPECT_THAT(rows, ElementsAre(300, 300, 300, 100));
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)samples_table(samples, {.batch_rows = 0}); }), "io.arrow_rows");
}

TEST(ToArrow, bytes_that_are_no_text_are_refused_by_name) {
  Sample bad;
  bad.id.uuid.bytes[15] = 1;
  bad.main.label = "\xFF";
  const std::vector<Sample> samples{Sample{}, bad};
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)samples_table(samples); }), "io.arrow_text");
  try {
    (void)samples_table(samples);
  } catch (const ArgumentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("00000000-0000-0000-0000-000000000001"));
    EXPECT_THAT(error.what(), HasSubstr("main.label"));
  }
  Sample inside;
  inside.custom.values["k"] = std::string("\xC0");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)samples_table({inside}); }), "io.arrow_text");
  inside = {};
  inside.names = {"\xED\xA0\x80"};
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)samples_table({inside}); }), "io.arrow_text");
}

// -- reading what people call columns --

TEST(FromArrow, headers_of_people) {
  const test::SamplesRead read = read_samples({text_column("名称", {" 甲 ", "乙"}), text_column("Flag", {"是", "否"}), text_column("整数（万）", {"3", "１２"}), text_column("日子", {"2024年1月2日", "N/A"}),
                                               fixed_column<double>("合计", "g", {1.5, 2}), text_column("等级", {"优", "Low"})});
  ASSERT_EQ(read.samples.size(), 2U);
  EXPECT_EQ(read.samples[0].title, "甲");
  EXPECT_EQ(read.samples[0].flag, true);
  EXPECT_EQ(read.samples[0].whole, 30'000);
  EXPECT_EQ(read.samples[1].whole, 120'000);
  EXPECT_EQ(read.samples[0].day, Date::from_ymd(2024, 1, 2));
  EXPECT_EQ(read.samples[0].total, (Money{150, Currency()}));
  EXPECT_EQ(read.samples[0].grade, test::SampleGrade::high);
  EXPECT_EQ(read.samples[1].grade, test::SampleGrade::low);
  EXPECT_TRUE(read.samples[0].id) << "made where no column holds one";
  ASSERT_THAT(arrow_codes(read.findings), ElementsAre("io.placeholder"));
  EXPECT_EQ(read.findings[0].place.row, 2);
  EXPECT_EQ(read.findings[0].place.header, "日子");
}

TEST(FromArrow, what_no_field_takes_is_kept_by_type) {
  const std::string file = "frame.parquet";
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), fixed_column<std::int64_t>("score", "l", {5, 6}), with_nulls(fixed_column<double>("weight", "g", {.5, 1}), {true, false}),
                                               text_column("titles", {"x", "y"}), text_column("custom[a]]b]", {"in", "out"}), fixed_column<arrow::Wide>("price", "d:10,2", {125, 300})},
                                              {.file = file});
  const auto& values = read.samples[0].custom.values;
  EXPECT_EQ(values.at("score"), CustomValue(std::int64_t{5}));
  EXPECT_EQ(values.at("weight"), CustomValue(.5));
  EXPECT_EQ(values.at("titles"), CustomValue(std::string("x")));
  EXPECT_EQ(values.at("a]b"), CustomValue(std::string("in"))) << "a path of ours";
  EXPECT_EQ(values.at("price"), CustomValue(1.25));
  EXPECT_EQ(read.samples[1].custom.values.at("price"), CustomValue(std::int64_t{3}));
  EXPECT_FALSE(read.samples[1].custom.values.contains("weight"));
  ASSERT_THAT(arrow_codes(read.findings), ElementsAre("io.unknown_column", "io.unknown_column", "io.unknown_column", "io.unknown_column"));
  EXPECT_EQ(read.findings[0].place, (Place{.file = file, .sheet = "", .row = 0, .column = 2, .header = "score"}));
  EXPECT_THAT(read.findings[2].remedy.en, HasSubstr("did you mean"));
}

TEST(FromArrow, digits_that_a_float_has_lost_are_told) {
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b"}), fixed_column<double>("number", "g", {13800138000.0, 91310000123456789012.0})});
  EXPECT_EQ(read.samples[0].number, "13800138000");
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.kept_as_text", "io.digits_lost"));
}

TEST(FromArrow, a_table_about_nothing_known_is_refused) {
  for (const std::vector<test::HandColumn>& columns : {std::vector<test::HandColumn>{text_column("titles", {"a"}), text_column("zzz", {"b"})}, {fixed_column<std::int64_t>("whole", "l", {1})}, {}}) {
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)read_samples(columns); }), "io.arrow_columns");
  }
  try {
    (void)read_samples({text_column("titles", {"a"})});
  } catch (const ArgumentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("titles (did you mean title?)"));
    EXPECT_THAT(error.what(), HasSubstr("title (样本名称)"));
  }
  test::ReleaseCount count;
  ArrowArrayStream raw = test::hand_stream({.batches = {fixed_column<std::int64_t>("title", "l", {1})}}, count);
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)from_arrow(test::sample_catalogue(), test::sample_kind(), arrow::Stream(&raw)); }), "io.arrow_columns") << "no struct";
  EXPECT_TRUE(count.balanced());
}

TEST(FromArrow, a_stream_that_breaks_off_releases_everything) {
  test::ReleaseCount count;
  ArrowArrayStream raw = test::hand_stream({.batches = {test::table_of({text_column("title", {"a"})})}, .fails = true}, count);
  EXPECT_EQ(test::code_thrown<FileError>([&] { (void)from_arrow(test::sample_catalogue(), test::sample_kind(), arrow::Stream(&raw)); }), "arrow.stream");
  EXPECT_TRUE(count.balanced());
  EXPECT_GT(count.made, 4);
}

TEST(FromArrow, damaged_json_stays_text) {
  const test::SamplesRead read = read_samples({text_column("title", {"a", "b", "c"}), text_column("custom", {R"({"色":"红","价":{"money":"1.00 CNY"}})", "{oops", "[1]"})});
  EXPECT_EQ(read.samples[0].custom.values.at("价"), CustomValue(Money{100, Currency()}));
  EXPECT_EQ(read.samples[1].custom.values.at("custom"), CustomValue(std::string("{oops")));
  ASSERT_THAT(arrow_codes(read.findings), ElementsAre("io.rejected", "io.rejected"));
  EXPECT_EQ(read.findings[0].place.row, 2);
  EXPECT_EQ(read.findings[1].place.row, 3);
}

TEST(FromArrow, the_first_of_two_columns_counts_and_the_other_is_not_lost) {
  const test::SamplesRead read = read_samples({text_column("title", {"a"}), text_column("title", {"b"})});
  EXPECT_EQ(read.samples[0].title, "a");
  ASSERT_THAT(arrow_codes(read.findings), ElementsAre("io.repeated"));
  EXPECT_EQ(read.findings[0].value, "b");
}

// -- books --

arrow::Stream hand_table(std::vector<test::HandColumn> columns, test::ReleaseCount& count) {
  ArrowArrayStream raw = test::hand_stream({.batches = {test::table_of(std::move(columns))}}, count);
  return arrow::Stream(&raw);
}

/// Customers by hand and contacts by hand.
ExactBook hand_book(std::vector<test::HandColumn> customers, std::vector<test::HandColumn> contacts) {
  test::ReleaseCount count;
  ExactBook read;
  {
    std::vector<ArrowSource> tables;
    tables.push_back({.kind = &kind_info<Contact>(), .stream = hand_table(std::move(contacts), count), .name = {}});
    tables.push_back({.kind = &kind_info<Customer>(), .stream = hand_table(std::move(customers), count), .name = {}});
    read = book_from_arrow(standard_catalogue(), tables);
  }
  EXPECT_TRUE(count.balanced());
  return read;
}

TEST(BookFromArrow, names_join) {
  const ExactBook read = hand_book({text_column("客户名称", {"甲公司", "乙公司"}), text_column("简称", {"甲", "乙"})},
                                   {text_column("客户名称", {"乙公司", "甲", "乙"}), text_column("联系人", {"张三", "李四", "王五"})});
  EXPECT_THAT(read.findings, IsEmpty()) << read.findings.front().message.en;
  ASSERT_EQ(read.book.dossiers.size(), 2U);
  ASSERT_EQ(read.book.dossiers[0].of<Contact>().size(), 1U);
  ASSERT_EQ(read.book.dossiers[1].of<Contact>().size(), 2U);
  EXPECT_EQ(read.book.dossiers[0].of<Contact>()[0].display_name, "李四");
  for (const Dossier& dossier : read.book.dossiers)
    for (const Contact& contact : dossier.of<Contact>()) EXPECT_EQ(contact.customer_id, dossier.customer().id);
}

TEST(BookFromArrow, foreign_identifiers_join) {
  const ExactBook read = hand_book({fixed_column<std::int64_t>("id", "l", {7, 8}), text_column("legal_name", {"甲公司", "乙公司"})},
                                   {fixed_column<std::int64_t>("customer_id", "l", {8, 7}), text_column("display_name", {"张三", "李四"})});
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.kept_as_text")) << "the identifiers of the customers";
  ASSERT_EQ(read.book.dossiers.size(), 2U);
  EXPECT_EQ(read.book.dossiers[1].of<Contact>().at(0).display_name, "张三");
  EXPECT_EQ(read.book.dossiers[0].of<Contact>().at(0).customer_id, read.book.dossiers[0].customer().id);
}

TEST(BookFromArrow, an_unknown_customer_gets_a_card) {
  const ExactBook read = hand_book({text_column("客户名称", {"甲公司"})}, {text_column("客户名称", {"丙公司", "丙公司"}), text_column("联系人", {"张三", "李四"})});
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.customer_unknown"));
  EXPECT_EQ(read.findings.at(0).value, "丙公司");
  EXPECT_EQ(read.findings.at(0).place.row, 1);
  EXPECT_EQ(read.findings.at(0).place.file, "contacts");
  ASSERT_EQ(read.book.dossiers.size(), 2U);
  EXPECT_EQ(read.book.dossiers[1].customer().legal_name, "丙公司");
  EXPECT_EQ(read.book.dossiers[1].of<Contact>().size(), 2U);
}

TEST(BookFromArrow, an_identifier_without_its_customer_opens_a_dossier) {
  const std::string id = "0190b8a4-7c3e-7000-8000-0000000000aa";
  const ExactBook read = hand_book({text_column("客户名称", {"甲公司"})}, {text_column("customer_id", {id}), text_column("联系人", {"张三"})});
  EXPECT_THAT(arrow_codes(read.findings), ElementsAre("io.parent_unknown"));
  ASSERT_EQ(read.book.dossiers.size(), 2U);
  EXPECT_EQ(to_string(read.book.dossiers[1].customer().id), id);
  EXPECT_EQ(read.book.dossiers[1].of<Contact>().size(), 1U);
}

TEST(BookFromArrow, rows_of_nobody) {
  const auto contacts = std::vector<test::HandColumn>{text_column("联系人", {"张三"})};
  const ExactBook only = hand_book({text_column("客户名称", {"甲公司"})}, contacts);
  EXPECT_THAT(only.findings, IsEmpty());
  EXPECT_EQ(only.book.dossiers.at(0).of<Contact>().at(0).customer_id, only.book.dossiers[0].customer().id) << "the only customer";
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)hand_book({text_column("客户名称", {"甲公司", "乙公司"})}, contacts); }), "io.arrow_columns");
  const ExactBook gap = hand_book({text_column("客户名称", {"甲公司", "乙公司"})}, {with_nulls(text_column("客户名称", {"甲公司", "-"}), {true, false}), text_column("联系人", {"张三", "李四"})});
  EXPECT_THAT(arrow_codes(gap.findings), ElementsAre("io.customer_missing"));
  ASSERT_EQ(gap.book.dossiers.size(), 3U);
  EXPECT_EQ(gap.book.dossiers[2].of<Contact>().at(0).display_name, "李四");
}

TEST(BookFromArrow, customers_of_one_name_are_one) {
  const ExactBook read = hand_book({text_column("客户名称", {"甲公司", "甲 公司"}), text_column("行业", {"机械", ""}), text_column("地址", {"", "上海"})}, {text_column("客户名称", {"甲公司"}), text_column("联系人", {"张三"})});
  EXPECT_EQ(read.book.dossiers.size(), 1U);
  EXPECT_EQ(read.book.dossiers[0].customer().address, "上海");
  EXPECT_THAT(arrow_codes(read.findings), testing::Contains("io.customer_merged"));
}

TEST(BookFromArrow, a_row_of_a_customer_may_describe_others) {
  const ExactBook read = hand_book({text_column("客户名称", {"甲公司"}), text_column("联系人", {"张三"})}, {text_column("客户名称", {"甲公司"}), text_column("联系人", {"李四"}), text_column("注册资本", {"200万元"})});
  ASSERT_EQ(read.book.dossiers.size(), 1U);
  EXPECT_EQ(read.book.dossiers[0].of<Contact>().size(), 2U);
  EXPECT_EQ(read.book.dossiers[0].customer().registered_capital, (Money{200'000'000, Currency()}));
  for (const Contact& contact : read.book.dossiers[0].of<Contact>()) EXPECT_EQ(contact.customer_id, read.book.dossiers[0].customer().id);
}

TEST(BookFromArrow, a_table_needs_a_kind) {
  test::ReleaseCount count;
  std::vector<ArrowSource> tables(1);
  tables[0].stream = hand_table({text_column("客户名称", {"甲公司"})}, count);
  EXPECT_EQ(test::code_thrown<NotFoundError>([&] { (void)book_from_arrow(standard_catalogue(), tables); }), "catalogue.kind");
  tables.clear();
  EXPECT_TRUE(count.balanced());
  EXPECT_TRUE(book_from_arrow(standard_catalogue(), {}).book.dossiers.empty());
}

}  // namespace
}  // namespace guanxi::io
