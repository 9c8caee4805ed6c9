#pragma once
/// @file
/// What every check of an identifier answers.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>

#include <string>
#include <vector>

namespace guanxi::quality {

/// How far an identifier can be believed.
enum class Verdict {
  valid,    ///< passes every rule
  suspect,  ///< may be real, but somebody should look
  invalid   ///< breaks a rule that real ones keep
};

/// The part of the answer that all checks share.
struct IdentifierCheck {
  Verdict verdict = Verdict::invalid;      ///< how far it can be believed
  std::string original{};                  ///< the text as given
  std::string normalized{};                ///< folded: half width, without blanks, hyphens and dots, capital letters
  Message reason{};                        ///< what is wrong and what is expected; empty if valid
  std::vector<Message> notes{};            ///< remarks that leave the verdict alone, such as an unknown region
  std::vector<std::string> suggestions{};  ///< “did you mean”: what one slip away passes, likeliest first
  bool operator==(const IdentifierCheck&) const = default;
};

/// Settings of checks that need no others.
struct SuggestionOptions {
  std::size_t max_suggestions = 5;  ///< Most suggestions to make. Default 5; 0 skips the search, for speed.
};

}  // namespace guanxi::quality

namespace guanxi {

template <>
struct Words<quality::Verdict> {
  static constexpr EnumWord table[] = {
      word(quality::Verdict::valid, "valid", {"有效", "Valid"}),
      word(quality::Verdict::suspect, "suspect", {"存疑", "Suspect"}),
      word(quality::Verdict::invalid, "invalid", {"无效", "Invalid"}),
  };
};

}  // namespace guanxi
