#pragma once
/// @file
/// From conditions and paths to SQL, for the eyes of a principal.

#include <guanxi/store/condition.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "query_leaf.hpp"
#include "visibility.hpp"

namespace guanxi::store::detail {

/// Writes conditions on rows of a table that the statement calls `r`.
///
/// What the principal may not see of a row, and rows that they may not read, are as if unset and absent in every expression.
class QuerySql {
 public:
  /// @param as_of  the day that relative days count from
  QuerySql(const View& view, const Table& table, Date as_of) : view_(&view), table_(&table), as_of_(as_of) {}

  /// True, false or null for a row.
  /// @throws ArgumentError  with the codes of parse_condition
  [[nodiscard]] Sql condition(const Condition& condition) { return this->condition(root(), condition); }
  /// One part of the value at a route without lists, as it is ordered and grouped.
  [[nodiscard]] Sql value(const Route& route, ValuePart part = ValuePart::value);
  /// The route that a path leads to.
  /// @throws ArgumentError  `query.field`
  [[nodiscard]] Route route(std::string_view path) { return find_route(place_of(root()), path); }

 private:
  /// A row of a table, or an element of a list inside one.
  struct Spot {
    const Table* table{};
    std::string alias{};
    const RecordInfo* record{};  ///< dictionary of the elements, nullptr for a row
    std::string json{};          ///< the element
  };
  using Lines = std::span<const Field* const>;
  /// What becomes of the records that links lead to.
  enum class Gather { some, only };
  /// A way to go along a route.
  struct Way {
    const Route* route{};
    const Type* type{};         ///< of the value at its end
    Gather gather{};            ///< only: without lists, for the value itself
    bool whole_list = false;    ///< ask about the list at its end, not about its elements
    std::function<Sql(const Leaf&)> use{};
  };

  [[nodiscard]] Spot root() const { return {.table = table_, .alias = "r", .record = nullptr, .json = {}}; }
  [[nodiscard]] Place place_of(const Spot& spot);
  [[nodiscard]] std::string next_alias() { return "q" + std::to_string(++aliases_); }

  [[nodiscard]] Sql condition(const Spot& spot, const Condition& condition);
  [[nodiscard]] Sql part(const Spot& spot, const Comparison& comparison);
  [[nodiscard]] Sql part(const Spot& spot, const Presence& presence);
  [[nodiscard]] Sql part(const Spot& spot, const Membership& membership);
  [[nodiscard]] Sql part(const Spot& spot, const Containment& containment);
  [[nodiscard]] Sql part(const Spot& spot, const Tagging& tagging);
  [[nodiscard]] Sql part(const Spot& spot, const Tally& tally);
  [[nodiscard]] Sql part(const Spot& spot, const Belonging& belonging);
  [[nodiscard]] Sql part(const Spot& spot, const Negation& negation);
  [[nodiscard]] Sql part(const Spot& spot, const Conjunction& conjunction);
  [[nodiscard]] Sql part(const Spot& spot, const Disjunction& disjunction);
  [[nodiscard]] std::vector<Sql> parts(const Spot& spot, const std::vector<Condition>& conditions);

  [[nodiscard]] Sql follow(const Spot& spot, const Way& way, std::size_t at = 0);
  [[nodiscard]] Sql follow_list(const Spot& spot, const Way& way, Lines lines, std::size_t next);
  [[nodiscard]] Sql follow_link(const Leaf& link, const Way& way, std::size_t next);

  [[nodiscard]] const Slot& slot_at(const Spot& spot, Lines lines) const;
  [[nodiscard]] std::string sight(const Spot& spot, Privacy privacy) const;
  [[nodiscard]] Leaf leaf_at(const Spot& spot, const Way& way, Lines lines) const;
  [[nodiscard]] Leaf member_at(const Spot& spot, Lines lines) const;
  [[nodiscard]] Leaf shown_at(const Spot& spot, Lines lines) const;
  [[nodiscard]] Sql json_at(const Spot& spot, Lines lines) const;
  /// `FROM` and `WHERE` of the elements of a list that the principal may see; conditions can follow with AND.
  [[nodiscard]] Sql elements(const Spot& spot, Lines lines, const std::string& alias) const;
  [[nodiscard]] Sql visible_facts(const Spot& spot, const std::string& alias, Privacy privacy) const;
  /// `FROM` and `WHERE` of the rows that the principal may read; conditions can follow with AND.
  [[nodiscard]] Sql rows(const Table& table, const std::string& alias) const;
  [[nodiscard]] Operand conformed(const Route& route, const Operand& operand) const;

  const View* view_;
  const Table* table_;
  Date as_of_;
  LabelIndex labels_;
  int aliases_ = 0;
  int level_ = 0;
};

}  // namespace guanxi::store::detail
