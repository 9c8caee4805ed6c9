#pragma once
/// @file
/// Words for people, in the two languages of the users.

#include <string>
#include <string_view>

namespace guanxi {

/// The two languages in which everything is labelled.
enum class Language { zh, en };

/// A fixed text in both languages; a literal, so that tables of labels cost nothing at start-up.
struct Label {
  std::string_view zh{};  ///< Chinese, simplified
  std::string_view en{};  ///< English

  /// The text in one language.
  [[nodiscard]] constexpr std::string_view in(Language language) const noexcept {
    return language == Language::zh ? zh : en;
  }
  bool operator==(const Label&) const = default;
};

/// A composed text in both languages.
struct Message {
  std::string zh{};  ///< Chinese, simplified
  std::string en{};  ///< English

  /// The text in one language.
  [[nodiscard]] const std::string& in(Language language) const noexcept { return language == Language::zh ? zh : en; }
  bool operator==(const Message&) const = default;
};

/// A fixed text as a composed one.
[[nodiscard]] inline Message to_message(Label label) { return {std::string(label.zh), std::string(label.en)}; }

}  // namespace guanxi
