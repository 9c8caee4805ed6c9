// Bytes that start like an archive are read as a workbook file. Other bytes, split at zero bytes, become the inside of
// the parts of a workbook, so that mutations get past the check sums of the archive: rows, shared strings, styles,
// workbook.
#include <guanxi/core/error.hpp>
#include <guanxi/io/xlsx.hpp>

#include "support/stored_zip.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace guanxi::io;

std::string next_part(std::string_view& bytes) {
  const std::size_t end = bytes.find('\0');
  std::string part(bytes.substr(0, end));
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  return part;
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"t/" + type + "\" Target=\"" + target + "\"/>";
}

std::string workbook_of(std::string_view bytes) {
  const std::string rows = next_part(bytes);
  const std::string strings = next_part(bytes);
  const std::string styles = next_part(bytes);
  const std::string sheets = next_part(bytes);
  return guanxi::test::stored_zip({
      {"xl/workbook.xml",
       "<workbook>" + sheets +
           "<sheets><sheet name=\"a\" r:id=\"r1\"/><sheet name=\"b\" r:id=\"r1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships>" + relation("r1", "worksheet", "sheet1.xml") +
                                         relation("r2", "sharedStrings", "sharedStrings.xml") +
                                         relation("r3", "styles", "../xl/styles.xml") + "</Relationships>"},
      {"xl/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
      {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
      {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
  });
}

void check(bool holds) {
  if (!holds) std::abort();
}

/// The texts that stand in cells, with their places.
std::string content_of(const Workbook& sheets) {
  std::string content;
  for (const Sheet& sheet : sheets)
    for (std::size_t i = 0; i < sheet.rows.size(); ++i)
      for (std::size_t k = 0; k < sheet.rows[i].size(); ++k)
        if (!sheet.rows[i][k].text.empty())
          content += std::to_string(sheet.row_number(i)) + ":" + std::to_string(k) + "=" + sheet.rows[i][k].text + "\n";
  return content;
}

bool rises(const Workbook& sheets) {
  for (const Sheet& sheet : sheets)
    for (std::size_t i = 1; i < sheet.row_numbers.size(); ++i)
      if (sheet.row_numbers[i] <= sheet.row_numbers[i - 1]) return false;
  return true;
}

void check_round_trip(const Workbook& sheets) {
  if (sheets.empty() || !rises(sheets)) return;
  const Tables again = read_xlsx(write_xlsx(sheets), {.hidden = HiddenSheets::keep});
  check(content_of(again.sheets) == content_of(sheets));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const bool archive = bytes.starts_with("PK");
  const XlsxOptions options{.file = "fuzz.xlsx",
                            .hidden = HiddenSheets::keep,
                            .max_unpacked = 1 << 20,
                            .max_entries = 100,
                            .max_cells = 20'000};
  try {
    const Tables tables = archive ? read_xlsx(bytes, options) : read_xlsx(workbook_of(bytes), options);
    if (content_of(tables.sheets).size() < 2000) check_round_trip(tables.sheets);
  } catch (const guanxi::Error&) {
    return 0;
  }
  return 0;
}
