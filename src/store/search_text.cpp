#include "search_text.hpp"

#include <guanxi/core/text.hpp>

#include <vector>

namespace guanxi::store::detail {

namespace {

/// Signs that are written without blanks between words.
bool is_ideograph(char32_t point) {
  struct Block {
    char32_t first, last;
  };
  constexpr Block blocks[] = {{0x3040, 0x30FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7AF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};
  for (const Block& block : blocks)
    if (point >= block.first && point <= block.last) return true;
  return false;
}

bool is_plain(char32_t point) { return (point >= U'a' && point <= U'z') || (point >= U'0' && point <= U'9'); }

/// A run of ideographs or one word, as a part of the signs of a text.
struct Run {
  std::size_t first = 0;
  std::size_t size = 0;
  bool ideographs = false;
};

/// The letters and digits of a text and where its runs lie among them.
struct Runs {
  std::u32string signs{};
  std::vector<Run> list{};

  [[nodiscard]] std::u32string_view of(const Run& run) const { return std::u32string_view(signs).substr(run.first, run.size); }
};

/// The letters and digits that a sign stands for when texts are compared; nothing for a separator.
std::u32string folded(char32_t point) {
  if (point >= U'A' && point <= U'Z') return {point - U'A' + U'a'};
  if (is_plain(point) || is_ideograph(point)) return {point};
  constexpr char32_t end_of_ascii = 0x80;
  if (point < end_of_ascii) return {};
  return text::to_code_points(text::fold(text::to_utf8({&point, 1})));
}

Runs runs_of(std::string_view utf8) {
  Runs runs;
  runs.signs.reserve(utf8.size());
  bool open = false;
  for (const char32_t sign : text::plain_signs(utf8)) {
    const std::u32string letters = folded(sign);
    if (letters.empty()) open = false;
    for (const char32_t letter : letters) {
      const bool ideograph = is_ideograph(letter);
      if (!open || runs.list.back().ideographs != ideograph) runs.list.push_back({.first = runs.signs.size(), .size = 0, .ideographs = ideograph});
      runs.signs += letter;
      ++runs.list.back().size;
      open = true;
    }
  }
  return runs;
}

void add(std::string& tokens, std::u32string_view token) {
  if (!tokens.empty()) tokens += ' ';
  tokens += text::to_utf8(token);
}

/// @param whole  whether the run ends here: its last sign is then a token too
void add_run(std::string& text, std::u32string_view signs, bool ideographs, bool whole) {
  if (!ideographs) return add(text, signs);
  for (std::size_t i = 0; i + 1 < signs.size(); ++i) add(text, signs.substr(i, 2));
  if (whole || signs.size() == 1) add(text, signs.substr(signs.size() - 1));
}

/// The last token may go on: a word is found by its start, a single sign by all pairs that begin with it.
SearchPart part_of(const Runs& runs) {
  const Run& last = runs.list.back();
  SearchPart part;
  for (const Run& run : runs.list) add_run(part.tokens, runs.of(run), run.ideographs, &run != &last);
  part.goes_on = !last.ideographs || last.size == 1;
  return part;
}

}  // namespace

std::string tokens_of(std::string_view text) {
  std::string tokens;
  const Runs runs = runs_of(text);
  for (const Run& run : runs.list) add_run(tokens, runs.of(run), run.ideographs, true);
  return tokens;
}

std::vector<SearchPart> parts_of(std::string_view input) {
  std::vector<SearchPart> parts;
  for (const std::string_view part : text::split(text::trim(input), {" ", "\t", "\n", "\u3000"}))
    if (const Runs runs = runs_of(part); !runs.list.empty()) parts.push_back(part_of(runs));
  return parts;
}

}  // namespace guanxi::store::detail
