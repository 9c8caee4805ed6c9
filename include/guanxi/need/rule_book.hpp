#pragma once
/// @file
/// Books of rules: read, written, learning.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/need/rule.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need {

/// Rules with the version of their book.
struct RuleBook {
  std::string version{};      ///< of the book, given by its author
  std::vector<Rule> rules{};  ///< their order changes no answer
  bool operator==(const RuleBook&) const = default;
};

/// What became of a prediction.
enum class Outcome {
  confirmed,  ///< the customer has the need
  rejected    ///< it has not
};

/// How sure a rule is of its conclusion.
struct Confidence {
  double mean{};  ///< (a + confirmed) / (a + b + confirmed + rejected)
  double low{};   ///< lower end of the interval
  double high{};  ///< upper end of the interval
  bool operator==(const Confidence&) const = default;
};

/// A rule in a table: what it concludes, when, and how sure it is.
struct RuleSummary {
  std::string id{};          ///< stable
  Message label{};           ///< short name
  Message statement{};       ///< the need
  Message category{};        ///< its category
  Message offering{};        ///< category of offering that serves it
  Message reason{};          ///< why, with its placeholders
  std::string when{};        ///< the condition as JSON in one line
  bool repeatable{};         ///< also needed by who owns what serves it
  std::int64_t confirmed{};  ///< predictions that proved right
  std::int64_t rejected{};   ///< predictions that proved wrong
  double confidence{};       ///< 0–1, see Confidence::mean
  double low{};              ///< lower end of its interval
  double high{};             ///< upper end of its interval
  bool operator==(const RuleSummary&) const = default;
};

/// The rules that come with the library: equipment, materials and services between businesses.
/// @return  the same book every time; read once; any thread may call it
[[nodiscard]] const RuleBook& standard_rule_book();

/// Reads a book of rules; docs/methods/latent_needs.md tells its grammar.
/// @param json       UTF-8, with or without a byte-order mark
/// @param catalogue  kinds and fields, also those added at run time, that rules may name
/// @return  the book, checked against the catalogue
/// @throws  ArgumentError  `need.rule_json` for text that is no JSON, with line and column; `need.rule_shape` for what
///                         is missing, unknown or of the wrong type; `need.rule_id`, `need.rule_kind`,
///                         `need.rule_field`, `need.rule_word`, `need.rule_code`, `need.rule_comparison`,
///                         `need.rule_placeholder` and `need.rule_counts` for what cannot stand there. The sentence
///                         names the rule, the place and the nearest known word.
/// @cost    linear
[[nodiscard]] RuleBook rule_book_from_json(std::string_view json, const Catalogue& catalogue);
/// Reads a book of rules over the standard catalogue.
[[nodiscard]] RuleBook rule_book_from_json(std::string_view json);

/// Checks a book that was made or changed in the program.
/// @throws  ArgumentError  as `rule_book_from_json`, but for `need.rule_json`
void check_rule_book(const RuleBook& book, const Catalogue& catalogue);

/// Writes a book; `rule_book_from_json` gives it back.
/// @param book    not checked
/// @param indent  blanks a level; 0 for one line
[[nodiscard]] std::string to_json(const RuleBook& book, int indent = 2);

/// Writes a condition alone.
/// @param condition  not checked
/// @param indent     blanks a level; 0 for one line
[[nodiscard]] std::string to_json(const Condition& condition, int indent = 0);

/// How sure a rule is, from its prior and observed counts.
/// @param rule   counts as Rule says
/// @param level  probability inside the interval, above 0 and below 1; equal shares are left out on both sides
/// @return  the mean of the beta distribution and two of its quantiles
/// @throws  ArgumentError  `need.rule_counts` for counts, `argument.level` for a level that is not allowed
/// @source  Beta counts: Laplace's rule of succession with a prior; docs/methods/latent_needs.md
[[nodiscard]] Confidence confidence_of(const Rule& rule, double level = .9);

/// The rules of a book as rows of a table.
/// @param book   its counts as Rule says
/// @param level  as for `confidence_of`
/// @return  in the order of the book
/// @throws  ArgumentError  as `confidence_of`
[[nodiscard]] std::vector<RuleSummary> summaries(const RuleBook& book, double level = .9);

/// The book after one more prediction of a rule was confirmed or rejected.
/// @param book     copied, or moved from
/// @param rule_id  which rule
/// @param outcome  what became of the prediction
/// @return  the book with one count more by one
/// @throws  ArgumentError  `need.rule_id` if there is no such rule; names the nearest one
[[nodiscard]] RuleBook learn(RuleBook book, std::string_view rule_id, Outcome outcome);

}  // namespace guanxi::need
namespace guanxi {

template <>
struct Words<need::Outcome> {
  static constexpr EnumWord table[] = {
      word(need::Outcome::confirmed, "confirmed", {"已证实", "Confirmed"}),
      word(need::Outcome::rejected, "rejected", {"已否定", "Rejected"}),
  };
};

}  // namespace guanxi
