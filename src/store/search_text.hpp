#pragma once
/// @file
/// From texts to the tokens of the search index, and from what people type to a query of it.

#include <string>
#include <string_view>

namespace guanxi::store::detail {

/// The tokens of a text, separated by blanks. Of Chinese, Japanese and Korean every pair of neighbouring signs is a token and the
/// last sign of a run one more, so that a word of any length is found as a phrase; of other scripts every word is one. Full width,
/// Traditional signs and capitals make no difference.
[[nodiscard]] std::string tokens_of(std::string_view text);

/// A query of the index (FTS5) that finds every text in which all parts of the input stand; parts are separated by blanks. A part
/// matches inside runs of Chinese signs and at the start of words.
/// @return  nothing if the input has neither signs nor words
[[nodiscard]] std::string match_of(std::string_view input);

}  // namespace guanxi::store::detail
