#include <guanxi/core/error.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/io/exact.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace guanxi::io {
namespace {

Uuid uuid(int number) {
  Uuid made;
  made.bytes[15] = static_cast<std::uint8_t>(number);
  return made;
}

std::string id(int number) { return to_string(uuid(number)); }

/// Two customers with linked records, one of our people.
Book small_book() {
  Book book;
  for (int i = 1; i <= 2; ++i) {
    Dossier& dossier = book.dossiers.emplace_back();
    dossier.customer().id = {uuid(i)};
    dossier.customer().legal_name = i == 1 ? "甲公司" : " =乙公司\n二行 ";
  }
  book.dossiers[0].customer().customer_type.set = CustomerType::strategic;
  book.dossiers[1].customer().registration_id = "913100001332012345";
  Contact& first = book.dossiers[0].of<Contact>().emplace_back();
  first.customer_id = {uuid(1)};
  first.full_name = "张三";
  first.phones = {"13800138000", "021-5555"};
  Contact& second = book.dossiers[1].of<Contact>().emplace_back();
  second.customer_id = {uuid(2)};
  second.phones = {"+8613900139000"};
  second.custom.values["年]龄"] = std::int64_t{52};
  book.dossiers[0].of<Interaction>().push_back({.customer_id = {uuid(1)}, .duration = 90});
  book.shared.of<User>().push_back({.name = "小赵"});
  return book;
}

std::string lines(const ExactBook& read) {
  std::string text;
  for (const Finding& finding : read.findings)
    text += finding.code + " " + std::to_string(finding.place.row) + " " + finding.field + " " + finding.value + "\n";
  return text;
}

TEST(ToCsv, layout_is_as_described) {
  EXPECT_EQ(to_csv(standard_catalogue(), small_book(), {.csv = {.line_end = LineEnd::lf}}),
            "path,value\n"
            "dossiers[0].customer.id," + id(1) + "\n"
            "dossiers[0].customer.legal_name,甲公司\n"
            "dossiers[0].customer.customer_type.set,strategic\n"
            "dossiers[0].contacts[0].customer_id," + id(1) + "\n"
            "dossiers[0].contacts[0].full_name,张三\n"
            "dossiers[0].contacts[0].phones[0],13800138000\n"
            "dossiers[0].contacts[0].phones[1],021-5555\n"
            "dossiers[0].interactions[0].customer_id," + id(1) + "\n"
            "dossiers[0].interactions[0].duration,90\n"
            "dossiers[1].customer.id," + id(2) + "\n"
            "dossiers[1].customer.legal_name,\" =乙公司\n二行 \"\n"
            "dossiers[1].customer.registration_id,913100001332012345\n"
            "dossiers[1].contacts[0].customer_id," + id(2) + "\n"
            "dossiers[1].contacts[0].phones[0],+8613900139000\n"
            "dossiers[1].contacts[0].custom[年]]龄]#integer,52\n"
            "shared.users[0].name,小赵\n");
}

TEST(ToCsv, marks_stand_where_a_text_alone_would_not_do) {
  Dossier dossier;
  Customer& customer = dossier.customer();
  customer.parent_id = {{uuid(1)}, "集团"};
  customer.owner_id.text = id(7);
  customer.tags = {"", "a", ""};
  customer.custom.values = {{"a", std::string()}, {"b", Money{100, {}}}, {"c", std::string("3")}, {"d", CustomValue()}};
  dossier.of<Need>().resize(2);
  EXPECT_EQ(to_csv(standard_catalogue(), dossier, {.csv = {.line_end = LineEnd::lf}}),
            "path,value\n"
            "customer.parent_id," + id(1) + "\n"
            "customer.parent_id#text,集团\n"
            "customer.owner_id#text," + id(7) + "\n"
            "customer.tags#size,3\n"
            "customer.tags[1],a\n"
            "customer.custom[a]#size,0\n"
            "customer.custom[b]#money,1.00 CNY\n"
            "customer.custom[c],3\n"
            "needs[0],\n"
            "needs[1],\n");
}

TEST(ToCsv, begins_with_a_byte_order_mark_unless_told_otherwise) {
  EXPECT_TRUE(to_csv(standard_catalogue(), Dossier()).starts_with("\xEF\xBB\xBFpath,value\r\n"));
}

/// Texts of the cells.
std::vector<std::vector<std::string>> texts(const Sheet& sheet) {
  std::vector<std::vector<std::string>> rows;
  for (const Row& row : sheet.rows) {
    rows.emplace_back();
    for (const Cell& cell : row) rows.back().push_back(cell.text);
  }
  return rows;
}

/// Chinese label of a field of the customer.
std::string label(std::string_view field) { return std::string(find_field(kind_info<Customer>().record->fields, field)->label.zh); }

using Rows = std::vector<std::vector<std::string>>;

TEST(ToXlsx, a_sheet_a_kind_with_labels_and_paths) {
  const Tables tables = read_tables(to_xlsx(standard_catalogue(), small_book()), "x.xlsx");
  ASSERT_EQ(tables.sheets.size(), 4U);
  EXPECT_EQ(tables.sheets[0].name, "客户");
  EXPECT_EQ(texts(tables.sheets[0]), (Rows{{label("id"), label("legal_name"), label("registration_id"), label("customer_type") + " · 人工判定"},
                                           {"customers.id", "customers.legal_name", "customers.registration_id", "customers.customer_type.set"},
                                           {id(1), "甲公司", "", "strategic"},
                                           {id(2), " =乙公司\n二行 ", "913100001332012345"}}));
  EXPECT_EQ(tables.sheets[1].name, "联系人");
  EXPECT_EQ(texts(tables.sheets[1]).at(1),
            (std::vector<std::string>{"contacts.customer_id", "contacts.full_name", "contacts.phones[0]", "contacts.phones[1]", "contacts.custom[年]]龄]#integer"}));
  EXPECT_EQ(texts(tables.sheets[2]).at(2), (std::vector<std::string>{id(1), "90"}));
  EXPECT_EQ(tables.sheets[2].rows.at(2).at(1).hint, CellHint::number);
  EXPECT_EQ(texts(tables.sheets[3]).at(1), std::vector<std::string>{"users.name"});
  EXPECT_EQ(texts(tables.sheets[3]).at(2), std::vector<std::string>{"小赵"});
}

TEST(ToXlsx, speaks_the_language_asked_for) {
  const Tables tables = read_tables(to_xlsx(standard_catalogue(), small_book(), {.language = Language::en}), "x.xlsx");
  EXPECT_EQ(tables.sheets.at(1).name, "Contact");
  EXPECT_EQ(tables.sheets.at(0).rows.at(0).at(3).text, "Customer type · Set");
}

TEST(ToXlsx, numbers_dossiers_where_links_do_not_tell) {
  Book book = small_book();
  book.dossiers[1].of<Contact>()[0].customer_id = {uuid(1)};
  const std::string bytes = to_xlsx(standard_catalogue(), book);
  const Tables tables = read_tables(bytes, "x.xlsx");
  EXPECT_EQ(texts(tables.sheets.at(1)).at(1).at(0), "contacts#dossier");
  EXPECT_EQ(texts(tables.sheets.at(1)).at(3).at(0), "2");
  EXPECT_EQ(texts(tables.sheets.at(3)).at(2).at(0), "shared");
  EXPECT_EQ(read_exact_tables(standard_catalogue(), tables).book, book);
}

struct LongCase {
  const char* name;
  std::string text;
  std::size_t columns;  // by UTF-16 units, 32,767 a cell
};

std::string repeated(const std::string& sign, std::size_t times) {
  std::string text;
  while (times-- > 0) text += sign;
  return text;
}

TEST(ToXlsx, long_texts_go_on_in_further_columns) {
  const LongCase cases[] = {{"fits", repeated("字", 32'767), 1}, {"one_more", repeated("字", 32'768), 2}, {"three", repeated("ab", 40'000), 3},
                            {"pairs_are_not_split", repeated("😀", 16'384), 2}, {"newlines", repeated("\n", 70'000), 3}};
  for (const LongCase& tested : cases) {
    Book book;
    book.dossiers.emplace_back().customer().notes = tested.text;
    book.dossiers[0].customer().legal_name = "甲";
    const std::string bytes = to_xlsx(standard_catalogue(), book);
    const Tables tables = read_tables(bytes, "x.xlsx");
    EXPECT_EQ(tables.sheets.at(0).rows.at(1).size(), tested.columns + 1) << tested.name;
    const ExactBook read = read_exact_tables(standard_catalogue(), tables);
    EXPECT_TRUE(read.book == book) << tested.name;
    EXPECT_EQ(lines(read), "") << tested.name;
  }
}

TEST(IsExact, tells_exports_from_other_tables) {
  const auto csv = [](std::string_view text) { return read_tables(text, "x.csv"); };
  EXPECT_TRUE(is_exact_tables(standard_catalogue(), csv("path,value\n")));
  EXPECT_TRUE(is_exact_tables(standard_catalogue(), csv("Path;Value\ncustomer.notes;x\n")));
  EXPECT_TRUE(is_exact_tables(standard_catalogue(), csv("姓名,x\ncontacts.full_name,contacts.title\n")));
  EXPECT_TRUE(is_exact_tables(standard_catalogue(), read_tables(to_xlsx(standard_catalogue(), small_book()), "x.xlsx")));
  EXPECT_TRUE(is_exact_tables(standard_catalogue(), read_tables(to_xlsx(standard_catalogue(), Book{}), "x.xlsx")));
  EXPECT_FALSE(is_exact_tables(standard_catalogue(), csv("")));
  EXPECT_FALSE(is_exact_tables(standard_catalogue(), csv("客户名称,电话\n甲,1\n")));
  EXPECT_FALSE(is_exact_tables(standard_catalogue(), csv("name,mail\ncontacts.com,x@y.z\n")));
  EXPECT_FALSE(is_exact_tables(standard_catalogue(), csv("name,mail\ncontacts,x@y.z\n")));
  EXPECT_FALSE(is_exact_tables(standard_catalogue(), csv("field,value\ncontact.full_name,x\n")));
  EXPECT_TRUE(is_exact_json(" \n{}"));
  EXPECT_TRUE(is_exact_json(std::string_view("\xFF\xFE{\0}\0", 6)));
  EXPECT_FALSE(is_exact_json("path,value"));
  EXPECT_FALSE(is_exact_json("PK\x03\x04{"));
}

TEST(ReadExact, another_table_is_refused_with_advice) {
  try {
    static_cast<void>(read_exact_bytes(standard_catalogue(), "客户名称,电话\n甲,1\n", "form.csv"));
    FAIL() << "accepted";
  } catch (const FileError& error) {
    EXPECT_EQ(error.code(), "io.not_exact");
    EXPECT_NE(std::string(error.what()).find("form.csv"), std::string::npos);
  }
}

TEST(ReadExact, rows_may_stand_in_any_order) {
  const Sheet written = read_tables(to_csv(standard_catalogue(), small_book()), "x.csv").sheets.at(0);
  Sheet reversed = written;
  std::reverse(reversed.rows.begin() + 1, reversed.rows.end());
  const ExactBook read = read_exact_bytes(standard_catalogue(), write_csv(reversed), "x.csv");
  EXPECT_EQ(lines(read), "");
  EXPECT_EQ(read.book, small_book());
}

TEST(ReadExact, spreadsheets_may_change_delimiter_and_encoding) {
  const Sheet written = read_tables(to_csv(standard_catalogue(), small_book()), "x.csv").sheets.at(0);
  for (const Encoding encoding : {Encoding::gb18030, Encoding::utf16le, Encoding::utf8})
    for (const char delimiter : {';', '\t'})
      EXPECT_EQ(read_exact_bytes(standard_catalogue(), write_csv(written, {.delimiter = delimiter, .encoding = encoding}), "x.csv").book, small_book());
}

TEST(ReadExact, deleted_rows_close_the_gap) {
  const ExactBook read = read_exact_bytes(standard_catalogue(),
                                          "path,value\ncontacts[5].phones[3],3\ncontacts[5].phones[7],7\ncontacts[1].title,x\n"
                                          "contacts[1].custom[9],9\ncontacts[5].affiliations[4].customer,甲\ncontacts[5].phones[5],\n",
                                          "x.csv");
  ASSERT_EQ(read.book.dossiers.size(), 1U);
  const auto& contacts = read.book.dossiers[0].of<Contact>();
  ASSERT_EQ(contacts.size(), 2U);
  EXPECT_EQ(contacts[0].title, "x");
  EXPECT_EQ(contacts[0].custom.values.at("9"), CustomValue(std::string("9")));
  EXPECT_EQ(contacts[1].phones, (std::vector<std::string>{"3", "7"}));
  ASSERT_EQ(contacts[1].affiliations.size(), 1U);
  for (const Finding& finding : read.findings) EXPECT_EQ(finding.code, "io.index_gap");
  EXPECT_EQ(read.findings.size(), 3U);  // contacts; phones; affiliations
}

TEST(ReadExact, a_position_out_of_reach_costs_nothing) {
  const ExactBook read = read_exact_bytes(standard_catalogue(), "path,value\ndossiers[99999999999].contacts[888888888888].phones[777777777777],1\n", "x.csv");
  ASSERT_EQ(read.book.dossiers.size(), 1U);
  EXPECT_EQ(read.book.dossiers[0].of<Contact>().at(0).phones, std::vector<std::string>{"1"});
}

struct RowCase {
  const char* name;
  const char* row;
  const char* finding;  // code, row, field, value
  const char* kept;     // name of a custom text that keeps it
};

constexpr RowCase row_cases[] = {
    {"unknown_field", "contacts[0].fullname,张", "io.unknown_field 3 fullname 张\n", "fullname"},
    {"unknown_nested_field", "contacts[0].meta.verison,1", "io.unknown_field 3 meta.verison 1\n", "meta.verison"},
    {"unknown_kind", "contakts[0].title,x", "io.bad_path 3 contakts[0].title x\n", nullptr},
    {"no_path", ",x", "io.bad_path 3  x\n", nullptr},
    {"bad_syntax", "contacts[0].phones[a],x", "io.bad_path 3 phones[a] x\n", nullptr},
    {"open_bracket", "contacts[0.title,x", "io.bad_path 3 contacts[0.title x\n", nullptr},
    {"negative", "contacts[-1].title,x", "io.bad_path 3 contacts[-1].title x\n", nullptr},
    {"ends_in_dot", "contacts[0].,x", "io.bad_path 3 contacts[0]. x\n", nullptr},
    {"stops_at_record", "contacts[0],x", "io.bad_path 3 contacts[0] x\n", nullptr},
    {"stops_at_list", "contacts[0].phones,x", "io.bad_path 3 phones x\n", nullptr},
    {"stops_at_nested_record", "contacts[0].meta,x", "io.bad_path 3 meta x\n", nullptr},
    {"stops_at_custom", "contacts[0].custom,x", "io.bad_path 3 custom x\n", nullptr},
    {"unknown_mark", "contacts[0].phones[0]#foo,x", "io.bad_path 3 phones[0] x\n", nullptr},
    {"bad_size", "contacts[0].phones#size,x", "io.bad_path 3 phones x\n", nullptr},
    {"size_out_of_reach", "contacts[0].phones#size,999999999", "io.bad_path 3 phones 999999999\n", nullptr},
    {"bad_word", "contacts[0].gender,femal", "io.rejected 3 gender femal\n", nullptr},
    {"bad_day", "contacts[0].birthday,2015-13", "io.rejected 3 birthday 2015-13\n", nullptr},
    {"too_large_for_an_int", "interactions[0].duration,3000000000", "io.rejected 3 duration 3000000000\n", nullptr},
    {"not_a_share", "opportunities[0].probability.set,1.5", "io.rejected 3 probability.set 1.5\n", nullptr},
    {"bad_custom_money", "contacts[0].custom[x]#money,much", "io.rejected 3 custom[x] much\n", nullptr},
    {"given_twice", "contacts[0].title,y", "io.duplicate_key 3 title y\n", nullptr},
    {"stray_cell", "contacts[0].hobbies,z,w", "io.stray_cell 3  w\n", nullptr},
    {"damaged_number", "contacts[0].hobbies,9.13E+17", "io.digits_lost 3 hobbies 9.13E+17\n", nullptr},
    {"blank_value", "contacts[0].hobbies,", "", nullptr}};

class BadRow : public testing::TestWithParam<RowCase> {};

TEST_P(BadRow, is_a_finding_and_the_rest_is_kept) {
  const ExactBook read = read_exact_bytes(standard_catalogue(), "path,value\ncontacts[0].title,x\n" + std::string(GetParam().row) + "\ncontacts[0].address,z\n", "x.csv");
  EXPECT_EQ(lines(read), GetParam().finding);
  ASSERT_EQ(read.book.dossiers.size(), 1U);
  ASSERT_EQ(read.book.dossiers[0].of<Contact>().size(), 1U);
  Contact contact = read.book.dossiers[0].of<Contact>()[0];
  EXPECT_EQ(contact.title, "x");
  EXPECT_EQ(contact.address, "z");
  EXPECT_EQ(contact.custom.values.size(), GetParam().kept != nullptr ? 1U : contact.custom == Custom{} ? contact.custom.values.size() : 0U);
  if (GetParam().kept != nullptr) {
    EXPECT_TRUE(contact.custom.values.contains(GetParam().kept));
  }
}

INSTANTIATE_TEST_SUITE_P(io, BadRow, testing::ValuesIn(row_cases), [](const auto& tested) { return tested.param.name; });

/// The sheets of the sample, changed as people change them.
Workbook workbook() { return read_tables(to_xlsx(standard_catalogue(), small_book()), "x.xlsx").sheets; }

ExactBook read_back(const Workbook& sheets) { return read_exact_tables(standard_catalogue(), {.sheets = sheets}, "x.xlsx"); }

TEST(ReadSheets, in_any_order_of_sheets_and_columns) {
  Workbook sheets = workbook();
  std::reverse(sheets.begin(), sheets.end());
  for (Sheet& sheet : sheets)
    for (Row& row : sheet.rows) {
      row.resize(sheet.rows[1].size());
      std::reverse(row.begin(), row.end());
    }
  const ExactBook read = read_back(sheets);
  EXPECT_EQ(lines(read), "");
  EXPECT_EQ(read.book, small_book());
}

TEST(ReadSheets, a_kind_may_take_several_sheets) {
  Workbook sheets = workbook();
  Sheet second = sheets[1];
  second.rows.erase(second.rows.begin() + 2);
  sheets[1].rows.pop_back();
  sheets.push_back(second);
  EXPECT_EQ(read_back(sheets).book, small_book());
}

TEST(ReadSheets, a_record_of_an_unknown_customer_gets_a_dossier) {
  Workbook sheets = workbook();
  sheets[1].rows[2][0].text = id(9);
  sheets[1].rows.push_back(text_row({id(9), "李四"}));
  sheets[1].rows.push_back(text_row({"", "王五"}));
  const ExactBook read = read_back(sheets);
  EXPECT_EQ(lines(read), "io.parent_unknown 3  " + id(9) + "\nio.parent_unknown 5  " + id(9) + "\nio.parent_unknown 6  \n");
  ASSERT_EQ(read.book.dossiers.size(), 4U);
  EXPECT_EQ(read.book.dossiers[2].customer().id.uuid, uuid(9));
  EXPECT_EQ(read.book.dossiers[2].of<Contact>().size(), 2U);
  EXPECT_EQ(read.book.dossiers[3].of<Contact>().at(0).full_name, "王五");
}

TEST(ReadSheets, what_names_no_customer_belongs_to_the_only_one) {
  const ExactBook read = read_exact_bytes(standard_catalogue(), "姓名\ncontacts.full_name\n张三\n", "x.csv");
  EXPECT_EQ(lines(read), "io.parent_unknown 3  \n");
  Workbook sheets{workbook()[0], {.name = "x", .rows = {text_row({"姓名"}), text_row({"contacts.full_name"}), text_row({"张三"})}}};
  sheets[0].rows.pop_back();
  const ExactBook one = read_back(sheets);
  EXPECT_EQ(lines(one), "");
  ASSERT_EQ(one.book.dossiers.size(), 1U);
  EXPECT_EQ(one.book.dossiers[0].of<Contact>().at(0).full_name, "张三");
}

TEST(ReadSheets, columns_and_sheets_that_people_add_are_told) {
  Workbook sheets = workbook();
  sheets[0].rows[0].push_back({"电话", {}});
  sheets[0].rows[2].resize(5);
  sheets[0].rows[2][4] = {"8888", {}};
  sheets[0].rows[3].resize(7);
  sheets[0].rows[3][6] = {"旁注", {}};
  sheets.push_back({.name = "备忘", .rows = {text_row({"随便写写"})}});
  const ExactBook read = read_back(sheets);
  EXPECT_EQ(lines(read), "io.stray_cell 4  旁注\nio.unknown_sheet 0  备忘\nio.unknown_field 3 电话 8888\n");
  EXPECT_EQ(read.book.dossiers[0].customer().custom.values.at("电话"), CustomValue(std::string("8888")));
  EXPECT_EQ(read.book.dossiers[0].customer().phone, "");
}

class ExportFile : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path(const char* name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "guanxi_export_test";
};

TEST_F(ExportFile, the_suffix_chooses_the_format) {
  for (const char* name : {"客户.json", "book.csv", "BOOK.XLSX"}) {
    export_book(path(name), standard_catalogue(), small_book());
    EXPECT_EQ(read_exact_file(standard_catalogue(), path(name)).book, small_book()) << name;
    export_dossier(path(name), standard_catalogue(), small_book().dossiers[0]);
    EXPECT_EQ(read_exact_file(standard_catalogue(), path(name)).book.dossiers.at(0), small_book().dossiers[0]) << name;
  }
  EXPECT_TRUE(read_file(path("客户.json")).starts_with("{"));
  EXPECT_TRUE(read_file(path("BOOK.XLSX")).starts_with("PK"));
}

TEST_F(ExportFile, another_suffix_is_refused) {
  for (const char* name : {"book.xls", "book", "json", ""}) {
    try {
      export_book(path(name), standard_catalogue(), small_book());
      FAIL() << "accepted " << name;
    } catch (const ArgumentError& error) {
      EXPECT_EQ(error.code(), "io.suffix");
    }
    EXPECT_FALSE(std::filesystem::is_regular_file(path(name)));
  }
}

TEST_F(ExportFile, a_missing_file_is_told) { EXPECT_THROW(static_cast<void>(read_exact_file(standard_catalogue(), path("none.json"))), FileError); }

}  // namespace
}  // namespace guanxi::io
