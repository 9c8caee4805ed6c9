#include "support/code_thrown.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/io/tables.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace guanxi::io {
namespace {

using namespace std::string_literals;

std::string code_of(const std::string& bytes, const std::string& name = "a.csv") {
  return test::code_thrown<FileError>([&] { static_cast<void>(read_tables(bytes, name)); });
}

/// A folder of our own that is gone in the end.
class TablesFile : public testing::Test {
 protected:
  TablesFile() : folder_(std::filesystem::temp_directory_path() / ("guanxi-test-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~TablesFile() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

  std::filesystem::path folder_;
};

const Sheet table_of_all_signs = [] {
  Sheet sheet;
  sheet.rows = {text_row({"客户名称", "员工数"}), text_row({"江南专用设备制造有限公司", "500；年营收1,5亿"})};
  sheet.row_numbers = {1, 2};
  return sheet;
}();

TEST(Tables, one_content_in_every_format) {
  for (const Encoding encoding :
       {Encoding::utf8, Encoding::utf8_bom, Encoding::gb18030, Encoding::utf16le, Encoding::utf16be})
    for (const char delimiter : {',', ';', '\t', '|'}) {
      const Tables tables = read_tables(write_csv(table_of_all_signs, {.delimiter = delimiter, .encoding = encoding}), "form.txt");
      EXPECT_EQ(tables.sheets, Workbook{table_of_all_signs}) << encoding_name(encoding) << delimiter;
      EXPECT_TRUE(tables.findings.empty());
    }
  Sheet named = table_of_all_signs;
  named.name = "表";
  EXPECT_EQ(read_tables(write_xlsx({named}), "form.csv").sheets, Workbook{named});  // the bytes decide, not the name
}

TEST(Tables, tsv_is_split_at_tabs_alone) {
  EXPECT_EQ(read_tables("a,b\nc,d\n", "x.TSV").sheets.at(0).rows.at(0), text_row({"a,b"}));
  EXPECT_EQ(read_tables("a,b\nc,d\n", "x.csv").sheets.at(0).rows.at(0), text_row({"a", "b"}));
}

TEST(Tables, damaged_encoding_is_a_finding) {
  const Tables tables = read_tables("名称,行业\n江南\xFF\xFE设备,制造业制造业制造业制造业\n", "a.csv");
  ASSERT_EQ(tables.findings.size(), 1u);
  EXPECT_EQ(tables.findings[0].code, "io.encoding_damaged");
  EXPECT_EQ(tables.findings[0].value, "UTF-8");
  EXPECT_EQ(tables.findings[0].place.file, "a.csv");
  EXPECT_EQ(tables.findings[0].message.en, "2 places of the file cannot be read as UTF-8; U+FFFD stands in for them");
  EXPECT_EQ(tables.sheets.at(0).rows.at(1).at(0).text, "江南\uFFFD\uFFFD设备");
}

TEST(Tables, what_is_no_table) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  std::string password = ole;
  for (const char letter : "EncryptedPackage"s) password += {letter, '\0'};
  EXPECT_EQ(code_of(ole, "a.xls"), "io.xls_old");
  EXPECT_EQ(code_of(password, "a.xlsx"), "io.encrypted");
  EXPECT_EQ(code_of("PK\x03\x04 broken"), "io.xlsx_damaged");
  EXPECT_EQ(code_of("PK\x05\x06"s + std::string(18, '\0')), "io.xlsx_damaged");
  EXPECT_EQ(code_of("\xEF\xBB\xBF\r\n <html><head/><body><table><tr><td>1</td></tr></table>", "a.xls"),
            "io.unsupported");
  EXPECT_EQ(code_of("<?xml version=\"1.0\"?><Workbook/>", "a.xls"), "io.unsupported");
  EXPECT_EQ(code_of("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\xFF\xFF\x01\x02\xFE\xFE"s), "io.unsupported");
  EXPECT_EQ(code_of(""), "nothing thrown");
  EXPECT_EQ(code_of("<5万,<10万\n1,2\n"), "nothing thrown");
}

TEST_F(TablesFile, written_files_are_read_back) {
  write_file(path("表格.csv"), "a,b\n");
  write_file(path("表格.csv"), "c,d\n");
  EXPECT_EQ(read_file(path("表格.csv")), "c,d\n");
  EXPECT_EQ(read_tables_file(path("表格.csv")).sheets.at(0).rows.at(0), text_row({"c", "d"}));
  EXPECT_EQ(files(), 1u);  // nothing is left beside it
}

TEST_F(TablesFile, replacing_a_file_keeps_its_rights) {
  write_file(path("a"), "1");
  std::filesystem::permissions(path("a"), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  write_file(path("a"), "2");
  EXPECT_EQ(std::filesystem::status(path("a")).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(TablesFile, files_that_cannot_be_read_or_written) {
  write_file(path("a"), "12345");
  EXPECT_EQ(test::code_thrown<FileError>([&] { static_cast<void>(read_file(path("missing"))); }), "io.open");
  EXPECT_EQ(test::code_thrown<FileError>([&] { static_cast<void>(read_file(folder_.string())); }), "io.open");
  EXPECT_EQ(test::code_thrown<FileError>([&] { static_cast<void>(read_tables_file(path("missing.csv"))); }), "io.open");
  EXPECT_EQ(test::code_thrown<FileError>([&] { static_cast<void>(read_file(path("a"), 4)); }), "io.too_big");
  EXPECT_EQ(read_file(path("a"), 5), "12345");
  EXPECT_EQ(test::code_thrown<FileError>([&] { write_file(path("no/such/folder"), "1"); }), "io.write");
  std::filesystem::create_directory(path("folder"));
  EXPECT_EQ(test::code_thrown<FileError>([&] { write_file(path("folder"), "1"); }), "io.write");
  EXPECT_EQ(files(), 2u);  // failed writes leave nothing
}

TEST_F(TablesFile, errors_name_the_path_and_the_reason) {
  try {
    static_cast<void>(read_tables_file(path("missing.csv")));
    FAIL();
  } catch (const FileError& error) {
    EXPECT_EQ(std::string(error.what()),
              "the file " + path("missing.csv") + " cannot be read: No such file or directory");
  }
}

}  // namespace
}  // namespace guanxi::io
