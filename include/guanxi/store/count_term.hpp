#pragma once
/// @file
/// Conditions on what belongs to a record: `count<Need>(member<&Need::urgency>() == Grade::high) >= 2`.

#include <guanxi/core/kind.hpp>
#include <guanxi/store/condition.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace guanxi::store {

/// A number of records to be compared; see `count`.
class CountTerm {
 public:
  /// @param of     see `count`
  /// @param where  which are counted
  CountTerm(std::string of, Condition where) : of_(std::move(of)), where_(std::move(where)) {}

  /// The condition that a comparison makes.
  [[nodiscard]] Condition compared(Relation relation, std::int64_t number) const;

  /// The number equals the other one.
  friend Condition operator==(const CountTerm& term, std::int64_t number) { return term.compared(Relation::equal, number); }
  /// The number differs from the other one.
  friend Condition operator!=(const CountTerm& term, std::int64_t number) { return term.compared(Relation::different, number); }
  /// The number is less than the other one.
  friend Condition operator<(const CountTerm& term, std::int64_t number) { return term.compared(Relation::less, number); }
  /// The number is at most the other one.
  friend Condition operator<=(const CountTerm& term, std::int64_t number) { return term.compared(Relation::at_most, number); }
  /// The number is greater than the other one.
  friend Condition operator>(const CountTerm& term, std::int64_t number) { return term.compared(Relation::greater, number); }
  /// The number is at least the other one.
  friend Condition operator>=(const CountTerm& term, std::int64_t number) { return term.compared(Relation::at_least, number); }

 private:
  std::string of_;
  Condition where_;
};

/// How many records of a kind belong to the record and can be read, or how many elements a list of records has.
/// @param of     name of a kind, or path of a list such as `stakeholders`
/// @param where  which are counted
[[nodiscard]] inline CountTerm count(std::string of, Condition where = {}) { return {std::move(of), std::move(where)}; }
/// How many records of kind T belong to the record.
template <class T>
[[nodiscard]] CountTerm count(Condition where = {}) {
  return count(std::string(kind_info<T>().name), std::move(where));
}

/// At least one record of a kind belongs to the record, or one element of a list is there, for which a condition holds.
[[nodiscard]] inline Condition any(std::string of, Condition where = {}) { return count(std::move(of), std::move(where)) >= 1; }
/// At least one record of kind T belongs to the record.
template <class T>
[[nodiscard]] Condition any(Condition where = {}) {
  return count<T>(std::move(where)) >= 1;
}

}  // namespace guanxi::store
