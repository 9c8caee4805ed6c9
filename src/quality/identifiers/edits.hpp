#pragma once
/// @file
/// “Did you mean”: texts one slip of the hand away that pass a check.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::quality::detail {

/// Where to look.
struct EditSpace {
  std::string_view alphabet;  ///< signs that may occur
  std::size_t size;           ///< length of a right text; 0 for any: then nothing is inserted or removed
  std::size_t limit;          ///< most texts to find
};

/// Texts that a check accepts, likeliest first: signs outside the alphabet read as those they look like, one
/// look-alike, two neighbors swapped, one sign replaced (from the end), one missing, one too many.
[[nodiscard]] std::vector<std::string> single_edits(std::string_view text, const EditSpace& space,
                                                    const std::function<bool(std::string_view)>& accepts);

}  // namespace guanxi::quality::detail
