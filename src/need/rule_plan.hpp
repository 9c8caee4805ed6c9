#pragma once
/// @file
/// Rules with their names looked up in a catalogue.

#include <guanxi/need/rule_book.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "phrases.hpp"

namespace guanxi::need::detail {

/// A field that a rule names.
struct PlannedField {
  std::string name{};                 ///< `kind.field` as the answer shows it
  const KindInfo* kind{};             ///< of which kind
  const Field* meta{};                ///< where the kind keeps the facts about its fields, nullptr if nowhere
  std::vector<const Field*> steps{};  ///< from the record inwards
  const Type* leaf{};                 ///< type at the end, of a list its elements
};

/// One condition, ready to be tried.
struct PlannedTest {
  const Condition* written{};              ///< as the rule states it
  std::vector<PlannedTest> parts{};        ///< of a group or of records
  std::vector<PlannedField> fields{};      ///< of a field test, of one kind each
  const KindInfo* kind{};                  ///< of records
  std::vector<Phrase> words{};             ///< words sought, or compared
  std::vector<Phrase> keys{};              ///< of tags
  std::vector<const EnumWord*> choices{};  ///< words of an enumeration, for the first field
  std::size_t order{};                     ///< place among the tests of its rule
};

/// A rule, ready to be fired.
struct PlannedRule {
  const Rule* rule{};               ///< as written
  PlannedTest when{};               ///< its condition
  std::vector<Phrase> served_by{};  ///< words of what serves the need
};

/// Looks everything up.
/// @param book       outlives the plan
/// @param catalogue  outlives the plan
/// @throws  ArgumentError  as `check_rule_book`
[[nodiscard]] std::vector<PlannedRule> plan_rules(const RuleBook& book, const Catalogue& catalogue);

/// True if a code begins with another one; GB/T 4754 with or without the letter of the section.
[[nodiscard]] bool code_fits(std::string_view code, std::string_view beginning, bool gbt4754);

/// “; the nearest one is x”, or nothing.
[[nodiscard]] std::string nearest_hint(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace guanxi::need::detail
