#pragma once
/// @file
/// Words sought in what people wrote.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need::detail {

/// A word of a rule, ready to be sought.
struct Phrase {
  std::string text{};                 ///< as written
  std::string folded{};               ///< its key
  std::vector<std::string> tokens{};  ///< its ASCII words in lower case, if it has no other signs
};

/// One clause of a text.
struct Clause {
  std::string folded{};               ///< its key
  std::vector<std::string> tokens{};  ///< runs of ASCII letters and digits in it, in lower case
};

/// A word of a rule.
[[nodiscard]] Phrase make_phrase(std::string_view text);

/// The clauses of a text: what lies between commas, stops and line ends, of either script.
[[nodiscard]] std::vector<Clause> clauses_of(std::string_view text);

/// True if a clause contains the word and it is not negated right before: 无故障, no failures. A word in ASCII counts
/// as a whole word or its plural.
[[nodiscard]] bool contains(std::span<const Clause> clauses, const Phrase& phrase);

}  // namespace guanxi::need::detail
