#pragma once
/// @file
/// From texts to the tokens of the search index, and from what people type to a query of it.

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::store::detail {

/// The tokens of a text, separated by blanks. Of Chinese, Japanese and Korean every pair of neighbouring signs is a token and the
/// last sign of a run one more, so that a word of any length is found as a phrase; of other scripts every word is one. Full width,
/// Traditional signs and capitals make no difference.
[[nodiscard]] std::string tokens_of(std::string_view text);

/// A part of what people type: tokens that follow each other.
struct SearchPart {
  std::string tokens{};  ///< separated by blanks
  bool goes_on = false;  ///< the last token may be the start of a longer one
  /// The part as a query of the index (FTS5).
  [[nodiscard]] std::string match() const { return "\"" + tokens + "\"" + (goes_on ? " *" : ""); }
};

/// The parts of an input, which are separated by blanks; those without signs and words are left out. A part is found inside runs of
/// Chinese signs and at the start of words.
[[nodiscard]] std::vector<SearchPart> parts_of(std::string_view input);

}  // namespace guanxi::store::detail
