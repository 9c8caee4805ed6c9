#pragma once
/// @file
/// Sentences of the identifier checks, in both languages.

#include <guanxi/core/label.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace guanxi::quality::detail {

/// What fills a place of a sentence: the same in both languages, or a label.
struct Part {
  std::string_view zh{}, en{};
  Part(std::string_view both) : zh(both), en(both) {}
  Part(const std::string& both) : zh(both), en(both) {}
  Part(const char* both) : zh(both), en(both) {}
  Part(const Label& label) : zh(label.zh), en(label.en) {}
  Part(const Message& message) : zh(message.zh), en(message.en) {}
};

/// The sentence with {0}, {1} … replaced by the parts.
[[nodiscard]] Message say(const Label& sentence, std::initializer_list<Part> parts);

/// What an identifier is made of.
struct Form {
  Label name;                 ///< what it is called
  std::size_t size;           ///< signs it has
  std::string_view alphabet;  ///< signs that may occur
  Label signs;                ///< the alphabet in words
};

/// What is wrong with length or signs of a folded text.
/// @return  an empty message if nothing is
[[nodiscard]] Message form_error(const Form& form, std::string_view folded);

/// `name`'s check sign should be another one.
[[nodiscard]] Message check_error(const Label& name, std::string_view expected, std::string_view found);

}  // namespace guanxi::quality::detail
