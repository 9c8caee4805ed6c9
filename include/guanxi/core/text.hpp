#pragma once
/// @file
/// Text as the rest of guanxi compares it: UTF-8 in, folded keys out. The original text is always kept elsewhere.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::text {

/// True if the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

/// Code points of well-formed UTF-8; a byte that does not fit becomes U+FFFD.
[[nodiscard]] std::u32string to_code_points(std::string_view utf8);

/// UTF-8 of code points.
[[nodiscard]] std::string to_utf8(std::u32string_view code_points);

/// NFKC (full width becomes half width), zero-width signs and byte-order marks dropped, middle dots unified,
/// every kind of white space a blank, outer white space trimmed; letters keep their case and script.
[[nodiscard]] std::string normalize(std::string_view utf8);

/// Traditional to Simplified Chinese by phrase (longest first) and character, in the manner of OpenCC t2s; nothing else changes.
/// @source OpenCC TSCharacters and TSPhrases (Apache-2.0)
[[nodiscard]] std::string to_simplified(std::string_view utf8);

/// The code points of `to_simplified(normalize(utf8))`.
[[nodiscard]] std::u32string plain_signs(std::string_view utf8);

/// The key under which headers, words and names are compared: `normalize`, `to_simplified`, lower case, blanks and
/// separators (punctuation, brackets, dashes, slashes) dropped; the signs & # % @ ‰ and + < = > $ stay. Folding a key
/// changes nothing, and a text gets the key of its Simplified form. Display the original, compare the key.
[[nodiscard]] std::string fold(std::string_view utf8);

/// The text without outer white space (ASCII and U+3000).
[[nodiscard]] std::string_view trim(std::string_view utf8) noexcept;

/// Parts of a text between any of the given separators (each a UTF-8 string), trimmed, empty parts left out.
/// The parts are views into the text.
[[nodiscard]] std::vector<std::string_view> split(std::string_view utf8, const std::vector<std::string_view>& separators);

/// Columns that a text takes on a terminal: East Asian wide signs count two.
[[nodiscard]] std::size_t display_width(std::string_view utf8);

}  // namespace guanxi::text
