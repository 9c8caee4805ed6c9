#include "phrases.hpp"

#include <guanxi/core/text.hpp>

#include <algorithm>
#include <array>

namespace guanxi::need::detail {

namespace {

bool is_word_sign(char sign) noexcept {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
}

std::vector<std::string> ascii_words(std::string_view normalized) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char sign : normalized) {
    if (is_word_sign(sign)) {
      if (!inside) words.emplace_back();
      words.back() += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    }
    inside = is_word_sign(sign);
  }
  return words;
}

bool is_word_or_plural(std::string_view token, std::string_view word) noexcept {
  if (!token.starts_with(word)) return false;
  const std::string_view rest = token.substr(word.size());
  return rest.empty() || rest == "s" || rest == "es";
}

bool has_tokens(const Clause& clause, const std::vector<std::string>& sought) {
  constexpr std::array<std::string_view, 5> negations{"no", "not", "without", "never", "non"};
  for (std::size_t start = 0; start + sought.size() <= clause.tokens.size(); ++start) {
    bool fits = is_word_or_plural(clause.tokens[start + sought.size() - 1], sought.back());
    for (std::size_t i = 0; fits && i + 1 < sought.size(); ++i) fits = clause.tokens[start + i] == sought[i];
    const bool negated =
        start > 0 && std::find(negations.begin(), negations.end(), clause.tokens[start - 1]) != negations.end();
    if (fits && !negated) return true;
  }
  return false;
}

bool has_signs(std::string_view clause, std::string_view sought) {
  constexpr std::array<std::string_view, 5> negations{"无", "没有", "未", "不", "零"};
  for (std::size_t at = clause.find(sought); at != std::string_view::npos; at = clause.find(sought, at + 1)) {
    const std::string_view before = clause.substr(0, at);
    if (std::none_of(negations.begin(), negations.end(), [&](auto word) { return before.ends_with(word); }))
      return true;
  }
  return false;
}

}  // namespace

Phrase make_phrase(std::string_view text) {
  Phrase made{std::string(text), text::fold(text), {}};
  const bool ascii =
      std::all_of(made.folded.begin(), made.folded.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) made.tokens = ascii_words(text::normalize(text));
  return made;
}

std::vector<Clause> clauses_of(std::string_view text) {
  static const std::vector<std::string_view> separators{",",  ";",  "!",  "?",  ":",  "。", "、", "，",
                                                        "；", "！", "？", "：", "\n", "\r", ". "};
  std::vector<Clause> clauses;
  for (const std::string_view part : text::split(text, separators))
    clauses.push_back({text::fold(part), ascii_words(text::normalize(part))});
  return clauses;
}

bool contains(std::span<const Clause> clauses, const Phrase& phrase) {
  return std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
    if (!phrase.tokens.empty()) return has_tokens(clause, phrase.tokens);
    return !phrase.folded.empty() && has_signs(clause.folded, phrase.folded);
  });
}

}  // namespace guanxi::need::detail
