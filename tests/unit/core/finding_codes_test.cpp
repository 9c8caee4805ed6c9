#include <guanxi/core/finding_codes.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace guanxi {
namespace {

TEST(FindingCodes, are_unique_and_well_formed) {
  std::set<std::string_view> seen;
  for (const FindingCode& entry : finding_codes) {
    EXPECT_TRUE(seen.insert(entry.code).second) << entry.code << " is on the list twice";
    const std::size_t dot = entry.code.find('.');
    ASSERT_NE(dot, std::string_view::npos) << entry.code;
    EXPECT_EQ(entry.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", dot + 1), std::string_view::npos) << entry.code;
    EXPECT_EQ(entry.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), dot) << entry.code;
  }
}

/// The words in braces of a sentence.
std::set<std::string> places(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t at = 0; (at = text.find('{', at)) != std::string_view::npos;) {
    const std::size_t end = text.find('}', at);
    found.emplace(text.substr(at, end == std::string_view::npos ? end : end - at + 1));
    at = end == std::string_view::npos ? text.size() : end;
  }
  return found;
}

TEST(FindingCodes, sentences_are_there_and_name_known_particulars) {
  const std::set<std::string> known{"{value}", "{field}", "{detail}", "{fix}"};
  for (const FindingCode& entry : finding_codes) {
    for (const std::string_view text : {entry.message.zh, entry.message.en, entry.remedy.zh, entry.remedy.en}) {
      EXPECT_FALSE(text.empty()) << entry.code;
      for (const std::string& place : places(text)) EXPECT_TRUE(known.contains(place)) << entry.code << " " << place;
    }
    EXPECT_EQ(places(entry.message.zh), places(entry.message.en)) << entry.code;
    EXPECT_EQ(places(entry.remedy.zh), places(entry.remedy.en)) << entry.code;
  }
}

TEST(FindingCodes, look_up_by_code) {
  constexpr const FindingCode& entry = finding_code("quality.format_invalid");
  EXPECT_EQ(entry.code, "quality.format_invalid");
  EXPECT_EQ(entry.severity, Severity::error);
}

std::string severity_word(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "info";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

/// The line of a code on the documentation page.
std::string row(const FindingCode& entry) {
  std::string text = "| `" + std::string(entry.code) + "` | " + severity_word(entry.severity);
  for (const std::string_view cell : {entry.message.zh, entry.message.en, entry.remedy.zh, entry.remedy.en}) text += " | " + escaped(cell);
  return text + " |";
}

TEST(FindingCodes, documentation_page_has_the_same_list) {
  std::ifstream page(GUANXI_SOURCE_DIR "/docs/findings.md");
  ASSERT_TRUE(page) << "docs/findings.md is missing";
  std::set<std::string> rows;
  for (std::string line; std::getline(page, line);)
    if (line.starts_with("| `")) rows.insert(line);
  std::ostringstream absent;
  for (const FindingCode& entry : finding_codes)
    if (rows.erase(row(entry)) == 0) absent << row(entry) << "\n";
  EXPECT_TRUE(absent.str().empty()) << "these lines belong into the tables of docs/findings.md:\n" << absent.str();
  for (const std::string& line : rows) ADD_FAILURE() << "docs/findings.md has a line that is not on the list:\n" << line;
}

}  // namespace
}  // namespace guanxi
