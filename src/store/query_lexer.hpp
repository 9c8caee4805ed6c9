#pragma once
/// @file
/// The signs and words of a query, half and full width, English and Chinese.

#include <guanxi/core/error.hpp>
#include <guanxi/store/condition.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guanxi::store::detail {

/// A word of the language of queries in all its forms; those in letters end where letters and digits end.
struct Keyword {
  std::string_view name{};                     ///< what canonical text writes
  std::span<const std::string_view> others{};  ///< other forms
};

namespace keyword {
extern const Keyword both, either, negated, is, set, unset, is_set, is_unset, in, not_in, has, not_has, where, any, count, of_customer, tag, yes, no, as_of, order_by, ascending, descending, limit;
}

/// Goes through the text of a query.
class QueryLexer {
 public:
  /// @throws ParseError  `query.utf8`
  explicit QueryLexer(std::string_view text);

  /// Place of the next sign that is no blank.
  [[nodiscard]] std::size_t position();
  /// Goes to a place.
  void go_to(std::size_t position) noexcept { at_ = position; }
  /// True if only blanks are left.
  [[nodiscard]] bool done() { return position() == text_.size(); }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }

  /// Moves past a sign in either width.
  bool take(char sign);
  /// @throws ParseError  `query.syntax`
  void expect(char sign);
  /// Moves past a word.
  bool take(const Keyword& word);
  /// Moves past a word and the bracket after it.
  bool take_call(const Keyword& word);
  [[nodiscard]] std::optional<Relation> take_relation();
  /// A text in quotes, its escapes resolved.
  /// @throws ParseError  `query.syntax` if the quotes are not closed
  [[nodiscard]] std::optional<std::string> take_quoted();
  /// The signs that can make a name; does not move.
  [[nodiscard]] std::string_view name_ahead();
  /// The signs that can make a value; does not move.
  [[nodiscard]] std::string_view value_ahead();
  /// The text up to the closing bracket, which is written twice inside, and moves past it.
  [[nodiscard]] std::string take_key();
  /// A whole number.
  /// @throws ParseError  `query.syntax`
  [[nodiscard]] std::int64_t take_number();
  void skip(std::size_t bytes) noexcept { at_ += bytes; }

  /// @throws ParseError  `query.syntax` at the next sign
  [[noreturn]] void fail(const std::string& expected);

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::size_t taken(std::string_view form) const;

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Places inside a run of signs without blanks where one of the words starts, from the left.
[[nodiscard]] std::vector<std::size_t> cuts(std::string_view run, std::span<const Keyword* const> words);

/// True for a text that reads as a value without quotes and is none of the words of the language.
[[nodiscard]] bool is_bare(std::string_view text);

/// The form of a relation in canonical text.
[[nodiscard]] std::string_view sign_of(Relation relation);

}  // namespace guanxi::store::detail
