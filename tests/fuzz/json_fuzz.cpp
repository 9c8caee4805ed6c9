// Any bytes as an export in JSON or as an exact table: reading throws only errors of ours, and what was read survives
// being written and read again, in JSON and in CSV, without any further finding.
#include <guanxi/core/error.hpp>
#include <guanxi/io/exact.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/model/kinds.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace guanxi;

void check(bool holds) {
  if (!holds) std::abort();
}

/// A text such as “9.13E+17” is told each time that it is read from a table.
bool is_quiet(const Findings& findings) {
  for (const Finding& finding : findings)
    if (finding.code != "io.digits_lost") return false;
  return true;
}

void check_round_trip(const Book& book) {
  const Catalogue& catalogue = standard_catalogue();
  const io::ExactBook from_json = io::read_exact_bytes(catalogue, io::to_json(catalogue, book, {.indent = 0}), "fuzz.json");
  check(from_json.book == book && from_json.findings.empty());
  const io::ExactBook from_csv = io::read_exact_bytes(catalogue, io::to_csv(catalogue, book), "fuzz.csv");
  check(from_csv.book == book && is_quiet(from_csv.findings));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    check_round_trip(io::read_exact_bytes(standard_catalogue(), bytes, "fuzz").book);
  } catch (const ParseError&) {
    return 0;
  } catch (const FileError&) {
    return 0;
  }
  return 0;
}
