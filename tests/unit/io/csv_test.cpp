#include <guanxi/core/error.hpp>
#include <guanxi/io/csv.hpp>

#include "support/shared_data.hpp"

#include <boost/json.hpp>

#include <random>

namespace guanxi::io {
namespace {

using Texts = std::vector<std::vector<std::string>>;

Texts texts_of(const Sheet& sheet) {
  Texts texts;
  for (const Row& row : sheet.rows) {
    texts.emplace_back();
    for (const Cell& cell : row) texts.back().push_back(cell.text);
  }
  return texts;
}

Sheet sheet_of(const Texts& texts) {
  Sheet sheet;
  for (const auto& row : texts) sheet.rows.push_back(text_row(row));
  return sheet;
}

std::vector<std::string> codes_of(const Findings& findings) {
  std::vector<std::string> codes;
  for (const Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

/// The rows below the header as the objects of csv-spectrum's answers.
boost::json::array objects_of(const Texts& rows) {
  boost::json::array objects;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    boost::json::object object;
    for (std::size_t k = 0; k < rows[i].size(); ++k) object[rows[0].at(k)] = rows[i][k];
    objects.push_back(std::move(object));
  }
  return objects;
}

class CsvSpectrum : public testing::TestWithParam<const char*> {};
TEST_P(CsvSpectrum, gives_the_answer) {
  GUANXI_NEED_SHARED("csv_spectrum/csvs");
  const auto folder = test::shared_data() / "csv_spectrum";
  const CsvTable table = read_csv(test::read_bytes(folder / "csvs" / (GetParam() + std::string(".csv"))));
  const std::string answer = test::read_bytes(folder / "json" / (GetParam() + std::string(".json")));
  EXPECT_EQ(boost::json::value(objects_of(texts_of(table.sheet))), boost::json::parse(answer));
  EXPECT_TRUE(table.findings.empty());
}
INSTANTIATE_TEST_SUITE_P(io, CsvSpectrum,
                         testing::Values("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
                                         "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"),
                         [](const auto& test) { return std::string(test.param); });

/// The twelfth file: its answer is one object, not a list, and gives another phone number than the CSV. The coordinates
/// hold quotes inside a cell without quotes.
TEST(Csv, csv_spectrum_location_coordinates) {
  GUANXI_NEED_SHARED("csv_spectrum/csvs");
  const auto folder = test::shared_data() / "csv_spectrum";
  const CsvTable table = read_csv(test::read_bytes(folder / "csvs/location_coordinates.csv"));
  boost::json::array read = objects_of(texts_of(table.sheet));
  boost::json::value answer = boost::json::parse(test::read_bytes(folder / "json/location_coordinates.json"));
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].as_object().at("Contact Phone Number"), "2095257564");
  read[0].as_object().erase("Contact Phone Number");
  answer.as_object().erase("Contact Phone Number");
  EXPECT_EQ(read[0], answer);
  EXPECT_EQ(codes_of(table.findings), std::vector<std::string>{"io.csv_stray_quote"});
}

struct ReadCase {
  const char* name;
  std::string text;
  Texts rows;
  std::vector<int> lines;
  std::vector<std::string> codes;
};

// Expected rows by hand from RFC 4180, repairs from the comment of read_csv.
const ReadCase read_cases[] = {
    {"nothing", "", {}, {}, {}},
    {"only_line_ends", "\r\n\n\r", {}, {}, {}},
    {"no_line_end_at_the_end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}, {1, 2}, {}},
    {"all_line_ends", "a,b\rc,d\r\ne,f\ng,h\n", {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}, {1, 2, 3, 4}, {}},
    {"ragged", "a,b,c\nd\ne,f,g,h\n", {{"a", "b", "c"}, {"d"}, {"e", "f", "g", "h"}}, {1, 2, 3}, {}},
    {"blank_lines_keep_numbers", "a,b\n\n\nc,d\n", {{"a", "b"}, {"c", "d"}}, {1, 4}, {}},
    {"empty_cells", ",\n,,\n", {{"", ""}, {"", "", ""}}, {1, 2}, {}},
    {"one_empty_quoted_cell", "a\n\"\"\nb\n", {{"a"}, {""}, {"b"}}, {1, 2, 3}, {}},
    {"delimiter_last", "a,b,", {{"a", "b", ""}}, {1}, {}},
    {"blanks_stay", " a , b \n", {{" a ", " b "}}, {1}, {}},
    {"newline_in_cell_moves_lines", "a,\"b\r\nc\nd\re\"\nf,g\n", {{"a", "b\r\nc\nd\re"}, {"f", "g"}}, {1, 5}, {}},
    {"doubled_quotes", "a,\"\"\"b\"\"\"\n", {{"a", "\"b\""}}, {1}, {}},
    {"blanks_behind_closing_quote", "\"a\"  ,\"b\" \n", {{"a", "b"}}, {1}, {}},
    {"full_width_comma_is_text", "500人，年营收1亿,b\n", {{"500人，年营收1亿", "b"}}, {1}, {}},
    {"inch_sign", "12\" pipe,b\n", {{"12\" pipe", "b"}}, {1}, {"io.csv_stray_quote"}},
    {"inner_quotes_not_doubled", "\"a \"b\" c\",d\n", {{"a \"b\" c", "d"}}, {1}, {"io.csv_stray_quote"}},
    {"open_quote", "a,b\nc,\"d\ne,f\n", {{"a", "b"}, {"c", "\"d"}, {"e", "f"}}, {1, 2, 3}, {"io.csv_open_quote"}},
    {"open_quote_at_the_end", "a,\"", {{"a", "\""}}, {1}, {"io.csv_open_quote"}},
    {"tabs", "a\tb\nc\td,e\n", {{"a", "b"}, {"c", "d,e"}}, {1, 2}, {}},
    {"semicolons_and_decimal_commas",
     "a;b;c\n1,5;2,5;x\n2,5;3,5;y\n",
     {{"a", "b", "c"}, {"1,5", "2,5", "x"}, {"2,5", "3,5", "y"}},
     {1, 2, 3},
     {}},
    {"bars", "a|b\nc|d\n", {{"a", "b"}, {"c", "d"}}, {1, 2}, {}},
    {"declared_delimiter", "sep=;\r\na;b,c,d\r\n", {{"a", "b,c,d"}}, {2}, {}},
    {"quoted_declaration_is_text", "\"sep=;\"\na\n", {{"sep=;"}, {"a"}}, {1, 2}, {}},
    {"delimiters_inside_quotes_do_not_count",
     "\"a;b;c\",d\n\"e;f;g\",h\n",
     {{"a;b;c", "d"}, {"e;f;g", "h"}},
     {1, 2},
     {}},
};

class CsvRead : public testing::TestWithParam<ReadCase> {};
TEST_P(CsvRead, rows_lines_and_findings) {
  const CsvTable table = read_csv(GetParam().text);
  EXPECT_EQ(texts_of(table.sheet), GetParam().rows);
  EXPECT_EQ(table.sheet.row_numbers, GetParam().lines);
  EXPECT_EQ(codes_of(table.findings), GetParam().codes);
}
INSTANTIATE_TEST_SUITE_P(io, CsvRead, testing::ValuesIn(read_cases), [](const auto& test) { return test.param.name; });

TEST(Csv, findings_name_the_place_and_the_text) {
  const CsvTable table = read_csv("a,b\n\nc,12\" pipe\n", {.delimiter = {}, .file = "pipes.csv"});
  ASSERT_EQ(table.findings.size(), 1u);
  EXPECT_EQ(table.findings[0].place, (Place{.file = "pipes.csv", .sheet = {}, .row = 3, .column = 2, .header = {}}));
  EXPECT_EQ(table.findings[0].value, "12\" pipe");
  EXPECT_EQ(table.findings[0].severity, Severity::warning);
  EXPECT_NE(table.findings[0].message.zh.find("12\" pipe"), std::string::npos);
}

TEST(Csv, guessed_delimiters_of_real_files) {
  GUANXI_NEED_SHARED("online_retail_sample/OnlineRetail_sample.csv");
  const Decoded retail = decode(test::read_bytes(test::shared_data() / "online_retail_sample/OnlineRetail_sample.csv"));
  const CsvTable table = read_csv(retail.text);
  EXPECT_EQ(retail.encoding, Encoding::utf8_bom);
  EXPECT_EQ(table.delimiter, ';');
  ASSERT_EQ(table.sheet.rows.size(), 10'001u);  // rows and columns as the data's README counts them
  for (const Row& row : table.sheet.rows) ASSERT_EQ(row.size(), 8u);
  EXPECT_TRUE(table.findings.empty());
}

TEST(Csv, one_column_needs_no_delimiter) {
  EXPECT_EQ(guess_delimiter(""), ',');
  EXPECT_EQ(guess_delimiter("客户名称\n江南专用设备制造有限公司\n"), ',');
}

TEST(Csv, digits_lost_to_a_spreadsheet_are_marked) {
  const CsvTable table = read_csv("9.13E+17,9.13e+17,1.5,2E5,3.2E+,E+17,1E+4\n");
  std::vector<bool> lost;
  for (const Cell& cell : table.sheet.rows.at(0)) lost.push_back(cell.hint == CellHint::digits_lost);
  EXPECT_EQ(lost, (std::vector<bool>{true, true, false, false, false, false, true}));
}

TEST(Csv, limits_and_arguments) {
  EXPECT_THROW(static_cast<void>(read_csv("a,b\nc,d\n", {.delimiter = {}, .file = {}, .max_cells = 3})), FileError);
  EXPECT_EQ(read_csv("a,b\nc,d\n", {.delimiter = {}, .file = {}, .max_cells = 4}).sheet.rows.size(), 2u);
  EXPECT_THROW(static_cast<void>(read_csv("a", {.delimiter = '"'})), ArgumentError);
  EXPECT_THROW(static_cast<void>(write_csv({}, {.delimiter = '\n'})), ArgumentError);
}

TEST(Csv, many_open_quotes_are_read_once) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "\"a,";
  const CsvTable table = read_csv(text, {.delimiter = ','});
  EXPECT_EQ(codes_of(table.findings), std::vector<std::string>{"io.csv_open_quote"});
  EXPECT_EQ(table.sheet.rows.at(0).size(), 200'001u);
}

struct WriteCase {
  const char* name;
  Texts rows;
  CsvWriteOptions options;
  std::string bytes;
};

// Expected bytes by hand from RFC 4180 and the comment of write_csv.
const WriteCase write_cases[] = {
    {"plain", {{"a", "b c"}, {"中文", ""}}, {}, "a,b c\r\n中文,\r\n"},
    {"quotes", {{"a\"b", "c,d", "e\nf", "\r"}}, {}, "\"a\"\"b\",\"c,d\",\"e\nf\",\"\r\"\r\n"},
    {"other_delimiters_are_quoted", {{"a;b", "c|d", "e\tf"}}, {}, "\"a;b\",\"c|d\",\"e\tf\"\r\n"},
    {"outer_blanks", {{" a", "b ", "c d"}}, {}, "\" a\",\"b \",c d\r\n"},
    {"one_empty_cell", {{""}}, {}, "\"\"\r\n"},
    {"no_cells", {{}}, {}, "\r\n"},
    {"declaration_as_text", {{"sep=x"}}, {}, "\"sep=x\"\r\n"},
    {"tabs_and_lf", {{"a", "b"}}, {.delimiter = '\t', .line_end = LineEnd::lf}, "a\tb\n"},
    {"odd_delimiter", {{"a#b", "c"}}, {.delimiter = '#', .line_end = LineEnd::lf}, "\"a#b\"#c\n"},
    {"mark", {{"中"}}, {.line_end = LineEnd::lf, .encoding = Encoding::utf8_bom}, "\xEF\xBB\xBF中\n"},
    {"gb18030", {{"中"}}, {.line_end = LineEnd::lf, .encoding = Encoding::gb18030}, "\xD6\xD0\n"},
    {"formulas_kept", {{"=1+1", "@x"}}, {.line_end = LineEnd::lf}, "=1+1,@x\n"},
    {"formulas_escaped",
     {{"=1+1", "+cmd|' /C calc'!A0", "-1+1", "@x", "\tx", "-12.5", "+8613800138000", "", "a=b"}},
     {.line_end = LineEnd::lf, .formulas = FormulaGuard::escape},
     "'=1+1,\"'+cmd|' /C calc'!A0\",'-1+1,'@x,\"'\tx\",-12.5,+8613800138000,,a=b\n"},
};

class CsvWrite : public testing::TestWithParam<WriteCase> {};
TEST_P(CsvWrite, bytes) { EXPECT_EQ(write_csv(sheet_of(GetParam().rows), GetParam().options), GetParam().bytes); }
INSTANTIATE_TEST_SUITE_P(io, CsvWrite, testing::ValuesIn(write_cases),
                         [](const auto& test) { return test.param.name; });

/// A cell of signs that CSV, spreadsheets and encodings trip over.
std::string random_cell(std::mt19937& random) {
  const std::string_view pieces[] = {"\"", "\"\"", ",", ";", "\t", "|",  "\n", "\r\n", "\r", " ",  "a", "中",
                                     "，", "“",    "=", "-", "0",  "𠮷", "'",  "sep=", "#",  "\\", "é", "人民币"};
  std::string cell;
  const int length = std::uniform_int_distribution(0, 6)(random);
  for (int i = 0; i < length; ++i)
    cell += pieces[std::uniform_int_distribution<std::size_t>(0, std::size(pieces) - 1)(random)];
  return cell;
}

Texts random_table(std::mt19937& random) {
  const auto width = std::uniform_int_distribution<std::size_t>(1, 4)(random);
  Texts rows(std::uniform_int_distribution<std::size_t>(1, 6)(random));
  for (auto& row : rows) {
    row.resize(width);
    for (std::string& cell : row) cell = random_cell(random);
  }
  return rows;
}

TEST(Csv, write_then_read_is_the_identity) {
  std::mt19937 random(20231015);
  for (int i = 0; i < 600; ++i) {
    const Texts rows = random_table(random);
    for (const char delimiter : {',', ';', '\t', '|', '#'})
      for (const LineEnd line_end : {LineEnd::crlf, LineEnd::lf}) {
        const std::string text = write_csv(sheet_of(rows), {.delimiter = delimiter, .line_end = line_end});
        const CsvTable table = read_csv(text, {.delimiter = delimiter});
        ASSERT_EQ(texts_of(table.sheet), rows) << text;
        ASSERT_TRUE(table.findings.empty()) << text;
      }
  }
}

TEST(Csv, written_delimiters_are_guessed) {
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    const Texts rows = random_table(random);
    for (const char delimiter : {',', ';', '\t', '|'}) {
      const CsvTable table = read_csv(write_csv(sheet_of(rows), {.delimiter = delimiter}));
      ASSERT_EQ(texts_of(table.sheet), rows) << delimiter;
    }
  }
}

TEST(Csv, any_text_is_read_without_loss_of_letters) {
  std::mt19937 random(5);
  const auto letters = [](std::string_view text) {
    std::string kept;
    for (const char sign : text)
      if (sign != '"' && sign != ',' && sign != '\n' && sign != '\r' && sign != ' ') kept.push_back(sign);
    return kept;
  };
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_cell(random) + random_cell(random) + random_cell(random) + random_cell(random);
    if (text.starts_with("sep=")) continue;
    std::string read;
    for (const auto& row : texts_of(read_csv(text, {.delimiter = ','}).sheet))
      for (const std::string& cell : row) read += cell;
    ASSERT_EQ(letters(read), letters(text)) << text;
  }
}

}  // namespace
}  // namespace guanxi::io
