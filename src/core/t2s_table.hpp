#pragma once
/// @file
/// The tables behind `text::to_simplified`.

#include <span>
#include <string_view>

namespace guanxi::text::detail {

/// A run of Traditional signs with readings of its own.
struct Phrase {
  std::u32string_view traditional;
  std::u32string_view simplified;
};

/// Signs that have a Simplified form, in code point order; nothing below U+3400.
extern const std::u32string_view traditional_signs;
/// The Simplified form of the sign at the same place of `traditional_signs`.
extern const std::u32string_view simplified_signs;
/// Phrases, in code point order of their Traditional form.
extern const std::span<const Phrase> phrases;

}  // namespace guanxi::text::detail
