#include <guanxi/core/error.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/io/tables.hpp>
#include <guanxi/io/xlsx.hpp>

#include "support/code_thrown.hpp"
#include "support/stored_zip.hpp"

namespace guanxi::io {
namespace {

using enum CellHint;

Cell text_cell(std::string value) { return {std::move(value), text}; }

std::vector<std::string> codes_of(const Findings& findings) {
  std::vector<std::string> codes;
  for (const Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

// ---- a workbook that openpyxl wrote (tests/data/make_openpyxl_sample.py) ----

struct SampleCase {
  const char* name;
  int row;
  Cell cell;
};

const SampleCase sample_cases[] = {
    {"outer_blanks", 2, text_cell("  两端空格  ")},
    {"rich_text", 3, text_cell("潜在客户(重点)")},
    {"date", 4, {"2023-10-15", date}},
    {"date_and_time", 5, {"2023-10-15T09:30:00", date}},
    {"time", 6, {"09:30:00", date}},
    {"elapsed_time", 7, {"25:30:00", date}},
    {"year_and_month", 8, {"2015-03", date}},
    {"percent", 9, {"85%", number}},
    {"whole_number", 10, {"1", number}},
    {"fraction", 11, {"2.5", number}},
    {"two_to_the_53rd", 12, {"9007199254740992", digits_lost}},
    {"phone", 13, {"13800138000", number}},
    {"code_kept_as_text", 14, text_cell("91320594MA1X000000")},
    {"yes", 15, {"TRUE", boolean}},
    {"no", 16, {"FALSE", boolean}},
    {"error", 17, {"", formula_error}},
    {"formula_with_number", 18, {"3.5", number}},
    {"formula_with_text", 19, text_cell("江南专用设备制造有限公司!")},
    {"formula_without_result", 20, {"", formula_unsaved}},
    {"line_break", 21, text_cell("第一行\n第二行")},
    {"escapes", 22, text_cell("a\rb & <c> \"d\"")},
};

class OpenpyxlSample : public testing::TestWithParam<SampleCase> {
 protected:
  static const Tables& tables() {
    static const Tables read = read_tables_file(GUANXI_SOURCE_DIR "/tests/data/openpyxl_sample.xlsx");
    return read;
  }
};

TEST_P(OpenpyxlSample, cell) {
  const Sheet& sheet = tables().sheets.at(0);
  const auto index = static_cast<std::size_t>(GetParam().row) - 1;
  ASSERT_EQ(sheet.row_number(index), GetParam().row);
  EXPECT_EQ(sheet.rows.at(index).at(1), GetParam().cell) << sheet.rows[index][1].text;
}
INSTANTIATE_TEST_SUITE_P(io, OpenpyxlSample, testing::ValuesIn(sample_cases),
                         [](const auto& test) { return test.param.name; });

TEST_F(OpenpyxlSample, sheets_and_findings) {
  ASSERT_EQ(tables().sheets.size(), 2u);
  EXPECT_EQ(tables().sheets[0].name, "类型");
  EXPECT_EQ(tables().sheets[1].name, "稀疏");
  EXPECT_EQ(codes_of(tables().findings),
            (std::vector<std::string>{"io.formula_error", "io.formula_unsaved", "io.hidden_sheet"}));
  EXPECT_EQ(tables().findings[0].value, "#N/A");
  EXPECT_EQ(tables().findings[0].place.sheet, "类型");
  EXPECT_EQ(tables().findings[0].place.row, 17);
  EXPECT_EQ(tables().findings[0].place.column, 2);
  EXPECT_EQ(tables().findings[1].value, "NOW()");
  EXPECT_EQ(tables().findings[2].value, "内部");
}

TEST_F(OpenpyxlSample, sparse_rows_and_merged_cells) {
  const Sheet& sheet = tables().sheets.at(1);
  EXPECT_EQ(sheet.row_numbers, (std::vector<int>{2, 5, 9}));
  EXPECT_EQ(sheet.rows.at(0), (Row{text_cell(""), text_cell("合并")}));
  EXPECT_EQ(sheet.rows.at(1),
            (Row{text_cell(""), text_cell(""), text_cell(""), text_cell(""), text_cell(""), text_cell("远")}));
  EXPECT_EQ(sheet.rows.at(2), (Row{{"42", number}}));
}

// ---- workbooks made by hand ----

constexpr std::string_view spreadsheet_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relationship_namespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What differs from a plain workbook of one sheet.
struct Parts {
  std::string rows{};            ///< inside sheetData
  std::string shared{};          ///< inside sst
  std::string styles{};          ///< inside styleSheet
  std::string properties{};      ///< attributes of workbookPr
  std::string state{"visible"};  ///< of the sheet
};

std::string element(const std::string& name, const std::string& inside) {
  return "<" + name + " xmlns=\"" + std::string(spreadsheet_namespace) + "\" xmlns:r=\"" +
         std::string(relationship_namespace) + "\">" + inside + "</" + name + ">";
}

std::string relationship(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(relationship_namespace) + "/" + type + "\" Target=\"" +
         target + "\"/>";
}

test::ZipParts parts_of(const Parts& parts) {
  return {
      {"_rels/.rels",
       "<Relationships>" + relationship("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
      {"xl/workbook.xml",
       element("workbook", "<workbookPr " + parts.properties + "/><sheets><sheet name=\"表\" sheetId=\"1\" state=\"" +
                               parts.state + "\" r:id=\"rId1\"/></sheets>")},
      {"xl/_rels/workbook.xml.rels", "<Relationships>" + relationship("rId1", "worksheet", "worksheets/sheet1.xml") +
                                         relationship("rId2", "sharedStrings", "/xl/sharedStrings.xml") +
                                         relationship("rId3", "styles", "../xl/styles.xml") + "</Relationships>"},
      {"xl/worksheets/sheet1.xml", element("worksheet", "<sheetData>" + parts.rows + "</sheetData>")},
      {"xl/sharedStrings.xml", element("sst", parts.shared)},
      {"xl/styles.xml", element("styleSheet", parts.styles)},
  };
}

std::string workbook(const Parts& parts) { return test::stored_zip(parts_of(parts)); }

/// The first row of the only sheet.
Row first_row(const Parts& parts) { return read_xlsx(workbook(parts)).sheets.at(0).rows.at(0); }

TEST(XlsxRead, shared_strings_leave_readings_out) {
  const std::string shared =
      "<si><t>东京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>"
      "<si><r><t>李</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 总</t></r><rPh sb=\"0\" "
      "eb=\"1\"><t>x</t></rPh></si>"
      "<si><t xml:space=\"preserve\"> </t></si><si><t><![CDATA[<a>]]>&amp;&#x4E2D;</t></si><si/>";
  const std::string rows =
      "<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c "
      "t=\"s\"><v>4</v></c></row>";
  EXPECT_EQ(first_row({.rows = rows, .shared = shared}),
            (Row{text_cell("李 总"), text_cell("东京"), text_cell(" "), text_cell("<a>&中")}));
}

TEST(XlsxRead, cells_without_references_follow_each_other) {
  const Sheet sheet =
      read_xlsx(workbook({.rows = "<row><c><v>1</v></c><c><v>2</v></c><c r=\"e1\"><v>5</v></c><c><v>6</v></c></row>"
                                  "<row/><row><c><v>3</v></c></row>"}))
          .sheets.at(0);
  EXPECT_EQ(sheet.row_numbers, (std::vector<int>{1, 3}));
  EXPECT_EQ(sheet.rows[0].size(), 6u);
  EXPECT_EQ(sheet.rows[0][4].text, "5");
  EXPECT_EQ(sheet.rows[0][5].text, "6");
}

TEST(XlsxRead, rows_out_of_order_are_sorted) {
  const Sheet sheet =
      read_xlsx(workbook({.rows = "<row r=\"7\"><c><v>7</v></c></row><row r=\"2\"><c><v>2</v></c></row>"}))
          .sheets.at(0);
  EXPECT_EQ(sheet.row_numbers, (std::vector<int>{2, 7}));
  EXPECT_EQ(sheet.rows[0][0].text, "2");
}

TEST(XlsxRead, name_prefixes_and_odd_paths) {
  test::ZipParts parts = parts_of({});
  parts[1].second =
      "<x:workbook xmlns:x=\"s\" xmlns:q=\"r\"><x:sheets><x:sheet name=\"表\" sheetId=\"1\" "
      "q:id=\"rId1\"/></x:sheets></x:workbook>";
  parts[3] = {"XL\\Worksheets\\Sheet1.xml",
              "<x:worksheet xmlns:x=\"s\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" "
              "t=\"inlineStr\"><x:is><x:t>甲</x:t></x:is></x:c>"
              "</x:row></x:sheetData></x:worksheet>"};
  EXPECT_EQ(read_xlsx(test::stored_zip(parts)).sheets.at(0).rows.at(0), Row{text_cell("甲")});
}

struct NumberCase {
  const char* name;
  std::string value;   ///< as stored
  std::string format;  ///< format code, or the number of a built-in one behind #
  Cell cell;
};

// Expected texts: what Excel shows for the serial number; 45214 = 2023-10-15, 42064 = 2015-03-01 (ECMA-376 part
// 1, 18.17.4).
const NumberCase number_cases[] = {
    {"whole_with_point", "500.0", "#0", {"500", number}},
    {"exponent", "1.38E10", "#0", {"13800000000", number}},
    {"negative_zero", "-0", "#0", {"0", number}},
    {"noise_in_the_16th_digit", "0.30000000000000004", "#0", {"0.3", number}},
    {"seventeen_digits", "1234.5600000000001", "#4", {"1234.56", number}},
    {"small", "1.5E-7", "#0", {"0.00000015", number}},
    {"very_small", "1E-30", "#0", {"1e-30", number}},
    {"very_large", "1E+30", "#0", {"1e+30", digits_lost}},
    {"fifteen_digits", "999999999999999", "#0", {"999999999999999", number}},
    {"sixteen_digits", "1000000000000000", "#0", {"1000000000000000", digits_lost}},
    {"eighteen_digits", "9.1320594000000205E+17", "#0", {"913205940000002048", digits_lost}},
    {"percent", "0.07", "#9", {"7%", number}},
    {"percent_with_places", "0.285", "0.0%", {"28.5%", number}},
    {"leading_zeros", "10000", "000000", {"010000", number}},
    {"leading_zeros_already_long", "1234567", "000000", {"1234567", number}},
    {"currency", "1234.5", "[$¥-804]#,##0.00;[Red]-#,##0.00", {"¥1234.5", number}},
    {"negative_currency", "-5", "\"$\"#,##0_);(\"$\"#,##0)", {"-$5", number}},
    {"currency_code", "5", "[$USD] #,##0", {"USD5", number}},
    {"accounting", "5", "_ \"¥\"* #,##0.00_ ;_ @_ ", {"¥5", number}},
    {"ten_thousands", "300", "0.00\"万元\"", {"300万元", number}},
    {"ten_thousands_without_quotes", "300", "General万", {"300万", number}},
    {"scaled_by_the_format_stays_whole", "3000000", "0!.0,\"万\"", {"3000000", number}},
    {"scaled_by_a_comma_stays_whole", "3000000", "0.0,\"万\"", {"3000000", number}},
    {"condition_stays_plain", "5", "[>9999]0\"万\";0", {"5", number}},
    {"units_are_left_out", "500", "0\"人\"", {"500", number}},
    {"rates_are_left_out", "5", "0\"元/台\"", {"5", number}},
    {"scientific_is_no_date", "12345", "0.00E+00", {"12345", number}},
    {"colour_is_no_date", "12345", "[Red]0.00", {"12345", number}},
    {"quoted_letters_are_no_date", "12345", "0\"day hmsy\"", {"12345", number}},
    {"escaped_letters_are_no_date", "12345", "0\\d_y*m", {"12345", number}},
    {"general_is_no_date", "12345", "General", {"12345", number}},
    {"text_format", "12345", "@", {"12345", number}},
    {"short_date", "45214", "#14", {"2023-10-15", date}},
    {"chinese_date_built_in", "45214", "#31", {"2023-10-15", date}},
    {"chinese_month_built_in", "42064", "#57", {"2015-03", date}},
    {"chinese_date", "45214", "yyyy\"年\"m\"月\"d\"日\";@", {"2023-10-15", date}},
    {"chinese_date_with_numerals", "45214", "[DBNum1][$-804]yyyy年m月d日", {"2023-10-15", date}},
    {"month_keeps_a_day_that_is_not_the_first", "42080", "yyyy-mm", {"2015-03-17", date}},
    {"year_only", "42005", "yyyy", {"2015", date}},
    {"year_of_another_day", "42064", "yyyy", {"2015-03-01", date}},
    {"day_and_month_keep_the_year", "45235", "m\"月\"d\"日\"", {"2023-11-05", date}},
    {"weekday", "45214", "aaaa", {"2023-10-15", date}},
    {"date_format_with_time", "45214.5", "#14", {"2023-10-15T12:00:00", date}},
    {"midnight_is_left_out", "45214", "#22", {"2023-10-15", date}},
    {"rounded_to_seconds", "45214.39583333334", "yyyy-mm-dd hh:mm:ss", {"2023-10-15T09:30:00", date}},
    {"afternoon", "0.75", "h:mm AM/PM", {"18:00:00", date}},
    {"minutes_and_seconds", "0.5", "mm:ss", {"12:00:00", date}},
    {"duration", "1.0625", "[h]:mm:ss", {"25:30:00", date}},
    {"first_day", "1", "#14", {"1900-01-01", date}},
    {"before_the_false_leap_day", "59", "#14", {"1900-02-28", date}},
    {"the_false_leap_day", "60", "#14", {"1900-02-29", date}},
    {"after_the_false_leap_day", "61", "#14", {"1900-03-01", date}},
    {"last_day", "2958465", "#14", {"9999-12-31", date}},
    {"beyond_the_last_day", "2958466", "#14", {"2958466", number}},
    {"negative_date", "-1", "#14", {"-1", number}},
    {"zero_date", "0", "#14", {"0", number}},
    {"not_a_number", "abc", "#0", {"abc", text}},
    {"infinite", "1E999", "#0", {"1E999", text}},
};

Row row_of(const NumberCase& number, const std::string& properties) {
  const bool built_in = number.format.size() > 1 && number.format[0] == '#';
  std::string code;
  for (const char sign : number.format) code += sign == '"' ? std::string("&quot;") : std::string(1, sign);
  const std::string custom =
      built_in ? "" : "<numFmts><numFmt numFmtId=\"164\" formatCode=\"" + code + "\"/></numFmts>";
  const std::string id = built_in ? number.format.substr(1) : "164";
  return first_row({.rows = "<row><c s=\"1\"><v>" + number.value + "</v></c></row>",
                    .styles = custom + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"" + id + "\"/></cellXfs>",
                    .properties = properties});
}

class XlsxNumber : public testing::TestWithParam<NumberCase> {};
TEST_P(XlsxNumber, text) {
  const Row row = row_of(GetParam(), "");
  EXPECT_EQ(row, Row{GetParam().cell}) << row.at(0).text;
}
INSTANTIATE_TEST_SUITE_P(io, XlsxNumber, testing::ValuesIn(number_cases),
                         [](const auto& test) { return test.param.name; });

TEST(XlsxRead, dates_counted_from_1904) {
  // 43752 days after 1904-01-01 is 2023-10-15: 1,462 less than in the 1900 system.
  EXPECT_EQ(row_of({"", "43752", "#14", {}}, "date1904=\"1\""), (Row{{"2023-10-15", date}}));
  EXPECT_EQ(row_of({"", "0", "#14", {}}, "date1904=\"true\""), (Row{{"1904-01-01", date}}));
}

TEST(XlsxRead, iso_dates_and_other_types) {
  EXPECT_EQ(
      first_row({.rows = "<row><c t=\"d\"><v>2023-10-15T00:00:00.000Z</v></c><c t=\"d\"><v>2023-10-15T09:30:00</v></c>"
                         "<c t=\"b\"><v>0</v></c><c t=\"str\"><f>A1</f><v>a_x000A_b_x00zz_</v></c></row>"}),
      (Row{{"2023-10-15", date}, {"2023-10-15T09:30:00", date}, {"FALSE", boolean}, text_cell("a\nb_x00zz_")}));
}

TEST(XlsxRead, hidden_sheets) {
  for (const char* state : {"hidden", "veryHidden"}) {
    const std::string bytes = workbook({.rows = "<row><c><v>1</v></c></row>", .state = state});
    EXPECT_TRUE(read_xlsx(bytes).sheets.empty());
    EXPECT_EQ(codes_of(read_xlsx(bytes).findings), std::vector<std::string>{"io.hidden_sheet"});
    const Tables kept = read_xlsx(bytes, {.hidden = HiddenSheets::keep});
    EXPECT_TRUE(kept.sheets.at(0).hidden);
    EXPECT_TRUE(kept.findings.empty());
  }
}

TEST(XlsxRead, ill_formed_text_becomes_well_formed) {
  EXPECT_EQ(first_row({.rows = "<row><c t=\"inlineStr\"><is><t>a\xFF&#xD800;_xD800_</t></is></c></row>"}),
            Row{text_cell("a\uFFFD\uFFFD\uFFFD\uFFFD_xD800_")});
}

// ---- what is refused ----

std::string without_part(const std::string& name) {
  test::ZipParts parts = parts_of({});
  std::erase_if(parts, [&](const auto& part) { return part.first == name; });
  return test::stored_zip(parts);
}

TEST(XlsxRead, damaged_workbooks) {
  const std::string sound = workbook({.rows = "<row><c><v>1</v></c></row>"});
  std::string wrong_sum = sound;
  wrong_sum[wrong_sum.find("sheetData") + 1] = 'X';
  const std::string damaged[] = {
      "",
      "PK",
      "PK\x03\x04 nothing more",
      sound.substr(0, sound.size() / 2),
      wrong_sum,
      without_part("xl/workbook.xml"),
      without_part("xl/worksheets/sheet1.xml"),
      without_part("xl/_rels/workbook.xml.rels"),
      workbook({.rows = "<row><c></row>"}),
      workbook({.rows = "<row><c t=\"s\"><v>0</v></c></row>"}),
      workbook({.rows = "<row r=\"0\"><c><v>0</v></c></row>"}),
      workbook({.rows = "<row r=\"1048577\"/>"}),
      workbook({.rows = "<row><c r=\"XFE1\"><v>0</v></c></row>"}),
      workbook({.rows = "<row><c r=\"ZZZZZZZZZZZZZZ1\"><v>0</v></c></row>"}),
      test::stored_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}),
  };
  for (const std::string& bytes : damaged)
    EXPECT_EQ(test::code_thrown([&] { static_cast<void>(read_xlsx(bytes)); }), "io.xlsx_damaged") << bytes.size();
}

TEST(XlsxRead, errors_name_the_file_and_the_part) {
  try {
    static_cast<void>(read_xlsx(workbook({.rows = "<row>"}), {.file = "客户.xlsx"}));
    FAIL();
  } catch (const FileError& error) {
    EXPECT_NE(std::string(error.what()).find("客户.xlsx"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("xl/worksheets/sheet1.xml"), std::string::npos);
  }
}

TEST(XlsxRead, entities_are_never_expanded) {
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
  test::ZipParts parts = parts_of({});
  parts[3].second =
      bomb + element("worksheet", "<sheetData><row><c t=\"inlineStr\"><is><t>&a;&f;</t></is></c></row></sheetData>");
  EXPECT_EQ(read_xlsx(test::stored_zip(parts)).sheets.at(0).rows.at(0), Row{text_cell("&a;&f;")});
}

TEST(XlsxRead, limits) {
  Sheet sheet;
  sheet.rows.assign(2000, text_row({std::string(500, 'a')}));
  const std::string packed = write_xlsx({sheet});
  ASSERT_LT(packed.size(), 20'000u);
  const auto code = [&](const XlsxOptions& options) {
    return test::code_thrown([&] { static_cast<void>(read_xlsx(packed, options)); });
  };
  EXPECT_EQ(code({}), "nothing thrown");
  EXPECT_EQ(code({.max_unpacked = 100'000}), "io.too_big");
  EXPECT_EQ(code({.max_unpacked = 900'000}), "io.too_big");  // one shared text in 2,000 cells
  EXPECT_EQ(code({.max_entries = 3}), "io.too_big");
  EXPECT_EQ(code({.max_cells = 1999}), "io.too_big");
  EXPECT_EQ(code({.max_cells = 2000}), "nothing thrown");
  const std::string wide =
      workbook({.rows = "<row><c r=\"XFD1\"><v>1</v></c></row><row><c r=\"XFD2\"><v>1</v></c></row>"});
  EXPECT_EQ(test::code_thrown([&] { static_cast<void>(read_xlsx(wide, {.max_cells = 20'000})); }), "io.too_big");
}

}  // namespace
}  // namespace guanxi::io
