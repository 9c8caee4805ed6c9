#pragma once
/// @file
/// A rule from what is known of a customer to a need that nobody has named yet.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace guanxi::need {

/// How a value is compared.
enum class Comparison {
  is,           ///< equals a word
  is_one_of,    ///< equals one of several words
  contains,     ///< a clause of the text contains one of several words that is not negated
  at_least,     ///< number or amount, of a range the lower bound, is not below
  at_most,      ///< number or amount, of a range the upper bound, is not above
  within_days,  ///< the day lies so many days before `as_of`, or less
  ahead_days,   ///< the day lies so many days after `as_of`, or less
  passed,       ///< the day lies before `as_of`
  aged_years,   ///< so many years have passed since the day
  present,      ///< something is set
  missing       ///< nothing is set
};

/// How conditions are joined.
enum class Combinator {
  all,  ///< every one holds
  any,  ///< one or more hold
  none  ///< not one holds
};

}  // namespace guanxi::need
namespace guanxi {

template <>
struct Words<need::Comparison> {
  static constexpr EnumWord table[] = {
      word(need::Comparison::is, "is", {"是", "Is"}),
      word(need::Comparison::is_one_of, "is_one_of", {"是其中之一", "Is one of"}),
      word(need::Comparison::contains, "contains", {"含有任一词", "Contains any of"}),
      word(need::Comparison::at_least, "at_least", {"不低于", "At least"}),
      word(need::Comparison::at_most, "at_most", {"不高于", "At most"}),
      word(need::Comparison::within_days, "within_days", {"最近若干天内", "Within the last days"}),
      word(need::Comparison::ahead_days, "ahead_days", {"今后若干天内", "Within the coming days"}),
      word(need::Comparison::passed, "passed", {"已过", "Passed"}),
      word(need::Comparison::aged_years, "aged_years", {"已满若干年", "Aged in years"}),
      word(need::Comparison::present, "present", {"已填写", "Present"}),
      word(need::Comparison::missing, "missing", {"未填写", "Missing"}),
  };
};

template <>
struct Words<need::Combinator> {
  static constexpr EnumWord table[] = {
      word(need::Combinator::all, "all", {"全部成立", "All"}),
      word(need::Combinator::any, "any", {"任一成立", "Any"}),
      word(need::Combinator::none, "none", {"均不成立", "None"}),
  };
};

}  // namespace guanxi
namespace guanxi::need {

struct Condition;

/// Conditions joined.
struct Group {
  Combinator joined = Combinator::all;  ///< how
  std::vector<Condition> parts;         ///< of none, all and none hold, any does not
  bool operator==(const Group&) const;
};

/// A comparison of fields; of several it holds if it holds for one of them.
struct FieldTest {
  std::vector<std::string> fields{};  ///< `kind.field`, inside a RecordTest `field`; dots go into nested records
  Comparison comparison = Comparison::present;  ///< how
  std::vector<std::string> words{};             ///< for is (one), is_one_of and contains
  double number{};                              ///< for at_least, at_most (amounts in whole units), days and years
  std::string currency = "CNY";                 ///< of amounts; an amount in another one never holds
  std::string capture{};                        ///< placeholder of the reason that shows what matched; may be empty
  bool operator==(const FieldTest&) const = default;
};

/// A look at the customer's tags (`key:value`).
struct TagTest {
  std::vector<std::string> keys{};              ///< any of them
  Comparison comparison = Comparison::present;  ///< is_one_of (also a value below it), contains, present or missing
  std::vector<std::string> words{};             ///< for is_one_of and contains
  std::string capture{};                        ///< placeholder of the reason; may be empty
  bool operator==(const TagTest&) const = default;
};

/// The industry of the customer: one of the codes, or one of the words in its label or industry tag.
struct IndustryTest {
  std::vector<std::string> codes{};  ///< beginnings of codes; of GB/T 4754 with or without the letter of the section
  std::string scheme = "gbt4754";    ///< scheme of the codes; a customer that names none is taken to use GB/T 4754
  std::vector<std::string> words{};  ///< as for contains
  bool operator==(const IndustryTest&) const = default;
};

/// Records of one kind for each of which all conditions hold.
///
/// Needs are the open ones; `industry_trend` are those of the options that hold on the day and concern the customer's
/// industry; `offering` those of the options that are supplied on the day.
struct RecordTest {
  std::string kind{};            ///< name of the kind
  std::vector<Condition> where;  ///< groups and field tests of the record
  int count = 1;                 ///< so many records at least, >= 1
  std::string capture{};         ///< placeholder of the reason that shows the records' titles; may be empty
  bool operator==(const RecordTest&) const;
};

/// What must hold.
struct Condition {
  std::variant<Group, FieldTest, TagTest, IndustryTest, RecordTest> test{};  ///< one of the kinds of condition
  bool operator==(const Condition&) const = default;
};

inline bool Group::operator==(const Group& other) const { return joined == other.joined && parts == other.parts; }

inline bool RecordTest::operator==(const RecordTest& other) const {
  return kind == other.kind && where == other.where && count == other.count && capture == other.capture;
}

/// What a rule concludes.
struct Conclusion {
  Message statement{};                   ///< the need
  Message category{};                    ///< category of the need, see Need::category
  Message offering{};                    ///< category of offering that serves it
  std::vector<std::string> served_by{};  ///< words in the name or category of whatever serves it
  bool repeatable{};                     ///< also needed by who owns such a thing: replacement, service, consumables
  bool operator==(const Conclusion&) const = default;
};

/// A rule with what experience says of it.
struct Rule {
  std::string id{};          ///< stable, unique in its book: small letters, digits and `_`
  Message label{};           ///< short name for people
  Condition when{};          ///< what must hold
  Conclusion then{};         ///< what follows
  Message reason{};          ///< why; `{customer}`, `{industry}` and captures of `when` are filled in
  double a = 1;              ///< prior count for, finite and > 0
  double b = 1;              ///< prior count against, finite and > 0
  std::int64_t confirmed{};  ///< predictions that proved right, >= 0
  std::int64_t rejected{};   ///< predictions that proved wrong, >= 0
  bool operator==(const Rule&) const = default;
};

}  // namespace guanxi::need
