// Any bytes as a CSV file: reading never fails but for the limit on cells, and what was read survives writing.
#include <guanxi/core/error.hpp>
#include <guanxi/io/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace guanxi::io;

bool same_texts(const Sheet& a, const Sheet& b) {
  if (a.rows.size() != b.rows.size()) return false;
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    if (a.rows[i].size() != b.rows[i].size()) return false;
    for (std::size_t k = 0; k < a.rows[i].size(); ++k)
      if (a.rows[i][k].text != b.rows[i][k].text) return false;
  }
  return true;
}

void check(bool holds) {
  if (!holds) std::abort();
}

void check_round_trip(const CsvTable& table) {
  const CsvTable again =
      read_csv(write_csv(table.sheet, {.delimiter = table.delimiter}), {.delimiter = table.delimiter});
  check(same_texts(again.sheet, table.sheet));
  check(again.findings.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Decoded decoded = decode(bytes);
  check(decode(encode(decoded.text, Encoding::utf8_bom)).text == decoded.text);
  check(decode(encode(decoded.text, Encoding::utf16le)).text == decoded.text);
  try {
    const CsvTable table = read_csv(decoded.text, {.delimiter = {}, .file = "fuzz.csv", .max_cells = 10'000});
    check(table.sheet.rows.size() == table.sheet.row_numbers.size());
    if (table.delimiter != '\0') check_round_trip(table);
  } catch (const guanxi::FileError&) {
    return 0;
  }
  return 0;
}
