#include "support/code_thrown.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/io/xlsx.hpp>

#include <random>

#include <zip.h>

namespace guanxi::io {
namespace {

using testing::HasSubstr;
using testing::Not;

/// One file of a workbook, unpacked; empty if it is not there.
std::string part_of(const std::string& bytes, const char* name) {
  zip_t* archive =
      zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr), ZIP_RDONLY, nullptr);
  if (archive == nullptr) return {};
  std::string part;
  if (zip_file_t* file = zip_fopen(archive, name, 0)) {
    char buffer[4096];
    for (zip_int64_t count = 0; (count = zip_fread(file, buffer, sizeof buffer)) > 0;)
      part.append(buffer, static_cast<std::size_t>(count));
    zip_fclose(file);
  }
  zip_discard(archive);
  return part;
}

Sheet sheet_of(std::string name, std::vector<std::vector<std::string>> texts) {
  Sheet sheet;
  sheet.name = std::move(name);
  for (auto& row : texts) sheet.rows.push_back(text_row(std::move(row)));
  return sheet;
}

/// The sheet as reading gives it back: numbered, without empty rows and trailing empty cells.
Sheet as_read(Sheet sheet) {
  Sheet read;
  read.name = sheet.name;
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    Row& row = sheet.rows[i];
    while (!row.empty() && row.back().text.empty()) row.pop_back();
    if (row.empty()) continue;
    read.row_numbers.push_back(sheet.row_number(i));
    read.rows.push_back(std::move(row));
  }
  return read;
}

const Sheet form = sheet_of(
    "客户", {{"信息类别", "采集字段", "填写内容"}, {"客户基础信息", "统一社会信用代码", "913205940000002048"}});

TEST(XlsxWrite, long_identifiers_survive_as_text) {
  const Tables read = read_xlsx(write_xlsx({form}));
  ASSERT_EQ(read.sheets.size(), 1u);
  EXPECT_EQ(read.sheets[0], as_read(form));
  EXPECT_EQ(read.sheets[0].rows[1][2], (Cell{"913205940000002048", CellHint::text}));
  EXPECT_TRUE(read.findings.empty());
}

TEST(XlsxWrite, columns_are_text_for_what_people_type_later) {
  const std::string bytes = write_xlsx({form});
  EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet1.xml"), HasSubstr("<col min=\"3\" max=\"3\""));
  EXPECT_THAT(part_of(bytes, "xl/styles.xml"), HasSubstr("numFmtId=\"49\""));  // the built-in text format
  EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet1.xml"), HasSubstr("numberStoredAsText"));
}

struct HintCase {
  const char* name;
  Cell cell;
  CellHint read;
};

const HintCase hint_cases[] = {
    {"number", {"12.5", CellHint::number}, CellHint::number},
    {"negative", {"-3", CellHint::number}, CellHint::number},
    {"unflagged", {"12.5", CellHint::text}, CellHint::text},
    {"fifteen_digits", {"999999999999999", CellHint::number}, CellHint::number},
    {"sixteen_digits_stay_text", {"1234567890123456", CellHint::number}, CellHint::text},
    {"sixteen_places_stay_text", {"0.1234567890123456", CellHint::number}, CellHint::text},
    {"leading_zero_stays_text", {"007", CellHint::number}, CellHint::text},
    {"trailing_zero_stays_text", {"1.50", CellHint::number}, CellHint::text},
    {"percent_stays_text", {"85%", CellHint::number}, CellHint::text},
    {"infinity_stays_text", {"inf", CellHint::number}, CellHint::text},
    {"words_stay_text", {"约300人", CellHint::number}, CellHint::text},
    {"date_stays_text", {"2023-10-15", CellHint::date}, CellHint::text},
    {"formula_stays_text", {"=1+1", CellHint::text}, CellHint::text},
    {"rich_text_markup_stays_text", {"<r><t>x</t></r>", CellHint::text}, CellHint::text},
};

class XlsxHint : public testing::TestWithParam<HintCase> {};
TEST_P(XlsxHint, text_never_changes) {
  Sheet sheet = sheet_of("a", {{"header"}});
  sheet.rows.push_back({GetParam().cell});
  const Cell read = read_xlsx(write_xlsx({sheet})).sheets.at(0).rows.at(1).at(0);
  EXPECT_EQ(read.text, GetParam().cell.text);
  EXPECT_EQ(read.hint, GetParam().read);
}
INSTANTIATE_TEST_SUITE_P(io, XlsxHint, testing::ValuesIn(hint_cases), [](const auto& test) { return test.param.name; });

TEST(XlsxWrite, a_text_and_the_escape_behind_it_make_no_new_escape) {
  for (const std::string text : {"a_x000D\x15_", "_x0041\r", "_x005F\uFFFE"}) {
    Sheet sheet;
    sheet.rows = {text_row({text})};
    EXPECT_EQ(read_xlsx(write_xlsx({sheet})).sheets.at(0).rows.at(0).at(0).text, text);
  }
}

/// A cell of signs that XML and workbooks trip over.
std::string random_cell(std::mt19937& random) {
  const std::string_view pieces[] = {
      "<",    ">",    "&",       "\"",      "'",     "\n",     "\r",     "\r\n",   "\t",
      " ",    "  ",   "_x000D_", "_x005F_", "_",     "x",      "_x",     "0041_",  "_x000D", std::string_view("\0", 1),
      "\x01", "\x1F", "\x7F",    "中文",    "𠮷",    "\uFFFE", "\uFFFF", "\uFFFD", "=",
      "</t>", "]]>",  "&amp;",   "\u0085",  "\u2028"};
  std::string cell;
  const int length = std::uniform_int_distribution(0, 6)(random);
  for (int i = 0; i < length; ++i)
    cell += pieces[std::uniform_int_distribution<std::size_t>(0, std::size(pieces) - 1)(random)];
  return cell;
}

TEST(XlsxWrite, write_then_read_is_the_identity) {
  std::mt19937 random(20231015);
  for (int i = 0; i < 60; ++i) {
    Workbook book{sheet_of("一", {}), sheet_of("二", {})};
    for (Sheet& sheet : book)
      for (int r = 0; r < 10; ++r)
        sheet.rows.push_back(text_row({random_cell(random), random_cell(random), random_cell(random)}));
    const Tables read = read_xlsx(write_xlsx(book));
    ASSERT_EQ(read.sheets, (Workbook{as_read(book[0]), as_read(book[1])})) << i;
  }
}

TEST(XlsxWrite, ill_formed_bytes_become_replacement_signs) {
  const Tables read = read_xlsx(write_xlsx({sheet_of("a\xFF", {{"b\xFF\xED\xA0\x80"}})}));
  EXPECT_EQ(read.sheets[0].name, "a\uFFFD");
  EXPECT_EQ(read.sheets[0].rows[0][0].text, "b\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(XlsxWrite, rows_go_where_their_numbers_say) {
  Sheet sheet = sheet_of("a", {{"1"}, {"5"}});
  sheet.row_numbers = {2, 5};
  EXPECT_EQ(read_xlsx(write_xlsx({sheet})).sheets[0].row_numbers, (std::vector<int>{2, 5}));
}

TEST(XlsxWrite, equal_arguments_give_equal_bytes) {
  const XlsxWriteOptions options{.styles = {{.notes = {{1, 2, "18 位"}}, .choices = {{1, 9, 2, {"是", "否"}}}}},
                                 .title = "表"};
  EXPECT_EQ(write_xlsx({form}, options), write_xlsx({form}, options));
  EXPECT_THAT(part_of(write_xlsx({form}), "docProps/core.xml"), HasSubstr("2000-01-01T00:00:00Z"));
  EXPECT_THAT(part_of(write_xlsx({form}, {.created = 1'697'328'000}), "docProps/core.xml"),
              HasSubstr("2023-10-15T00:00:00Z"));
  EXPECT_THAT(part_of(write_xlsx({form}, options), "docProps/core.xml"), HasSubstr("<dc:title>表</dc:title>"));
}

TEST(XlsxWrite, header_widths_notes) {
  const SheetStyle style{
      .header_rows = 1, .frozen_columns = 2, .widths = {12, 0, 40}, .notes = {{1, 2, "18 位，<不含>空格"}}};
  const std::string bytes = write_xlsx({form}, {.styles = {style}});
  const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\""));
  EXPECT_THAT(sheet, HasSubstr("<col min=\"1\" max=\"1\" width=\"12.7109375\""));
  EXPECT_THAT(sheet, HasSubstr("<col min=\"2\" max=\"2\" width=\"18.7109375\""));  // eight wide signs and two blanks
  EXPECT_THAT(part_of(bytes, "xl/comments1.xml"), HasSubstr("18 位，&lt;不含&gt;空格"));
  EXPECT_THAT(part_of(bytes, "xl/comments1.xml"), HasSubstr("ref=\"C2\""));
  EXPECT_THAT(part_of(bytes, "xl/styles.xml"), HasSubstr("<b/>"));
}

std::vector<std::string> industries(int count) {
  std::vector<std::string> values;
  for (int i = 0; i < count; ++i) values.push_back("行业分类" + std::to_string(1000 + i));
  return values;
}

TEST(XlsxWrite, short_choices_stand_in_the_cell) {
  const std::string bytes =
      write_xlsx({form}, {.styles = {{.choices = {{1, 99, 2, {"潜在客户", "成交客户"}, ChoicePolicy::enforce}}}}});
  const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("sqref=\"C2:C100\""));
  EXPECT_THAT(sheet, HasSubstr("<formula1>\"潜在客户,成交客户\"</formula1>"));
  EXPECT_THAT(sheet, HasSubstr("showErrorMessage=\"1\""));
  EXPECT_THAT(part_of(bytes, "xl/workbook.xml"), Not(HasSubstr("guanxi_choices")));
}

TEST(XlsxWrite, suggested_choices_take_other_text) {
  const std::string bytes = write_xlsx({form}, {.styles = {{.choices = {{1, 1, 2, {"甲", "乙"}}}}}});
  EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet1.xml"), HasSubstr("type=\"list\""));
  EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet1.xml"), Not(HasSubstr("showErrorMessage")));
}

TEST(XlsxWrite, long_choices_stand_on_a_hidden_sheet_once) {
  const auto values = industries(40);  // 40 × 8 signs are more than the 255 that a cell takes
  const SheetStyle style{.choices = {{1, 9, 1, values}, {1, 9, 2, values}, {10, 10, 1, {"a,b", "c"}}, {11, 11, 1, {}}}};
  const std::string bytes = write_xlsx({form}, {.styles = {style}});
  const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("sqref=\"B2:B10\"><formula1>guanxi_choices!$A$1:$A$40</formula1>"));
  EXPECT_THAT(sheet, HasSubstr("sqref=\"C2:C10\"><formula1>guanxi_choices!$A$1:$A$40</formula1>"));
  EXPECT_THAT(sheet, HasSubstr("sqref=\"B11\"><formula1>guanxi_choices!$B$1:$B$2</formula1>"));
  EXPECT_THAT(sheet, HasSubstr("<dataValidations count=\"3\">"));
  const Tables plain = read_xlsx(bytes);
  EXPECT_EQ(plain.sheets, Workbook{as_read(form)});
  EXPECT_TRUE(plain.findings.empty());
  const Tables all = read_xlsx(bytes, {.hidden = HiddenSheets::keep});
  ASSERT_EQ(all.sheets.size(), 2u);
  EXPECT_TRUE(all.sheets[1].hidden);
  EXPECT_EQ(all.sheets[1].rows[39][0].text, values[39]);
  EXPECT_EQ(all.sheets[1].rows[0][1].text, "a,b");
}

TEST(XlsxWrite, hidden_sheets_stay_hidden_and_one_sheet_shows) {
  const auto hidden_after = [](std::vector<bool> hidden) {
    Workbook book;
    for (const bool hide : hidden) {
      book.push_back(form);
      book.back().hidden = hide;
    }
    const std::string bytes = write_xlsx(book);
    std::vector<bool> read;
    for (const Sheet& sheet : read_xlsx(bytes, {.hidden = HiddenSheets::keep}).sheets) read.push_back(sheet.hidden);
    return read;
  };
  EXPECT_EQ(hidden_after({true, false, true}), (std::vector<bool>{true, false, true}));
  EXPECT_EQ(hidden_after({true, true}), (std::vector<bool>{false, true}));
}

TEST(XlsxWrite, lists_of_more_bytes_than_signs) {
  const std::string bytes = write_xlsx({form}, {.styles = {{.choices = {{1, 1, 1, industries(20)}}}}});  // 179 signs
  EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet1.xml"), HasSubstr("<formula1>guanxi_choices!$A$1:$A$20</formula1>"));
  const std::vector<std::string> latin(51, "abcd");  // 254 bytes
  const std::string short_list = write_xlsx({form}, {.styles = {{.choices = {{1, 1, 1, latin}}}}});
  EXPECT_THAT(part_of(short_list, "xl/worksheets/sheet1.xml"), HasSubstr("<formula1>\"abcd,abcd"));
  EXPECT_THAT(part_of(short_list, "xl/worksheets/sheet1.xml"), HasSubstr("abcd\"</formula1>"));
}

struct NameCase {
  const char* name;
  std::vector<std::string> wanted, written;
};

const NameCase name_cases[] = {
    {"plain", {"客户", "联系人"}, {"客户", "联系人"}},
    {"refused_signs", {"a[b]:c*d?e/f\\g", "'quoted'"}, {"a-b--c-d-e-f-g", "quoted"}},
    {"equal_but_for_case", {"Need", "need", "NEED"}, {"Need", "need (2)", "NEED (3)"}},
    {"empty", {"", "", "'"}, {"Sheet", "Sheet (2)", "Sheet (3)"}},
    {"long_and_equal",
     {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"},
     {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)"}},
    {"name_of_the_choices", {"guanxi_choices"}, {"guanxi_choices (2)"}},
};

class XlsxSheetName : public testing::TestWithParam<NameCase> {};
TEST_P(XlsxSheetName, fits_excel) {
  Workbook book;
  for (const std::string& name : GetParam().wanted) book.push_back(sheet_of(name, {{"a"}}));
  std::vector<std::string> written;
  for (const Sheet& sheet : read_xlsx(write_xlsx(book)).sheets) written.push_back(sheet.name);
  EXPECT_EQ(written, GetParam().written);
}
INSTANTIATE_TEST_SUITE_P(io, XlsxSheetName, testing::ValuesIn(name_cases),
                         [](const auto& test) { return test.param.name; });

std::string code_of_style(const SheetStyle& style) {
  return test::code_thrown<ArgumentError>([&] { static_cast<void>(write_xlsx({form}, {.styles = {style}})); });
}

TEST(XlsxWrite, what_excel_cannot_hold) {
  const auto code_of = [](const Sheet& sheet) { return test::code_thrown<ArgumentError>([&] { static_cast<void>(write_xlsx({sheet})); }); };
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { static_cast<void>(write_xlsx({})); }), "io.no_sheets");
  EXPECT_EQ(code_of(sheet_of("a", {{std::string(32'767, 'x')}})), "nothing thrown");
  EXPECT_EQ(code_of(sheet_of("a", {{std::string(32'768, 'x')}})), "io.xlsx_limit");
  EXPECT_EQ(code_of(sheet_of("a", {std::vector<std::string>(16'385)})), "io.xlsx_limit");
  Sheet falling = sheet_of("a", {{"1"}, {"2"}});
  falling.row_numbers = {2, 2};
  EXPECT_EQ(code_of(falling), "io.xlsx_limit");
  falling.row_numbers = {1, 1'048'577};
  EXPECT_EQ(code_of(falling), "io.xlsx_limit");
  EXPECT_EQ(code_of_style({.notes = {{-1, 0, "x"}}}), "io.xlsx_limit");
  EXPECT_EQ(code_of_style({.choices = {{2, 1, 0, {"x"}}}}), "io.xlsx_limit");
}

}  // namespace
}  // namespace guanxi::io
