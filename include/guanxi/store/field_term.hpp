#pragma once
/// @file
/// Conditions on fields by name, as C++ writes them: `field("region_code") == "440300" && tag("行业", "制造业")`.

#include <guanxi/store/condition.hpp>

#include <string>
#include <utility>
#include <vector>

namespace guanxi::store {

/// A field to be compared; see `field`.
class FieldTerm {
 public:
  /// @param path  see `field`
  explicit FieldTerm(std::string path) : path_(std::move(path)) {}

  /// The path.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// The condition that a comparison makes.
  [[nodiscard]] Condition compared(Relation relation, Operand value) const;

  /// The field equals the value.
  friend Condition operator==(const FieldTerm& term, const Operand& value) { return term.compared(Relation::equal, value); }
  /// The field is set and differs from the value.
  friend Condition operator!=(const FieldTerm& term, const Operand& value) { return term.compared(Relation::different, value); }
  /// The field is less than the value.
  friend Condition operator<(const FieldTerm& term, const Operand& value) { return term.compared(Relation::less, value); }
  /// The field is at most the value.
  friend Condition operator<=(const FieldTerm& term, const Operand& value) { return term.compared(Relation::at_most, value); }
  /// The field is greater than the value.
  friend Condition operator>(const FieldTerm& term, const Operand& value) { return term.compared(Relation::greater, value); }
  /// The field is at least the value.
  friend Condition operator>=(const FieldTerm& term, const Operand& value) { return term.compared(Relation::at_least, value); }

  /// The field is set; a list has elements.
  [[nodiscard]] Condition is_set() const;
  /// The field is not set.
  [[nodiscard]] Condition is_unset() const { return !is_set(); }
  /// The field equals one of the values.
  [[nodiscard]] Condition one_of(std::vector<Operand> values) const;
  /// The text contains another one, or the list an element. Texts are compared by their keys, see text::fold.
  [[nodiscard]] Condition contains(Operand value) const;

 private:
  std::string path_;
};

/// A field by its path: `legal_name`; `customer_type.computed` inside a nested record; `custom[节能等级]` or the plain name of a
/// run-time field; `owner_id.name` of the record that a link leads to; `stakeholders.influence` of any element of a list;
/// `annual_revenue.low` for one bound of a range. Labels in either language may stand for names.
///
/// A nested record stands for what is shown of it: a classification for what was set, else computed. Of a range only what is
/// certain counts: `>=` asks its lower bound, `<=` its upper one, `==` both; an open bound is unknown. Amounts in different
/// currencies are different, neither less nor greater. A day compared with a time is that whole day here. Of dates with unknown
/// parts only whole ones, not lunar, are less or greater. Words of an enumeration follow each other as in their table.
/// @throws  nothing; whether there is such a field shows when the query runs
[[nodiscard]] inline FieldTerm field(std::string path) { return FieldTerm(std::move(path)); }

/// A record has a tag `key:value` with this key.
[[nodiscard]] Condition tag(std::string key);
/// A record has this tag, or one below it: `tag("行业", "制造业")` also holds for 行业:制造业/专用设备.
[[nodiscard]] Condition tag(std::string key, std::string value);

/// A condition holds for the customer to which the record belongs; of several for one.
[[nodiscard]] Condition of_customer(Condition where);

}  // namespace guanxi::store
