#pragma once
/// @file
/// Where the paths of a query lead, and what the values in it mean there.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/store/condition.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace guanxi::store::detail {

/// Finds lines of dictionaries by what people call them; folds each label once.
class LabelIndex {
 public:
  /// The first line with this label, else alias, or nullptr.
  [[nodiscard]] const Field* find(std::span<const Field> fields, std::string_view name);

 private:
  using Lines = std::unordered_map<std::string, const Field*>;
  std::unordered_map<const Field*, Lines> known_;
};

/// Where a path starts: at records of a kind, or at elements of a list.
struct Place {
  const Catalogue* catalogue{};
  const KindInfo* kind{};      ///< nullptr in elements
  const RecordInfo* record{};  ///< dictionary of the elements, nullptr in records of a kind
  LabelIndex* labels{};        ///< outlives the routes; nullptr makes one for each path
};

/// One end of a range.
enum class Bound { none, low, high };

/// The way from a place to a value.
struct Route {
  std::vector<const Field*> line{};   ///< lines of the dictionary; after a link those of the kind that it leads to
  std::string custom{};               ///< name of the run-time field, where the last line holds those
  const Field* declared{};            ///< its declaration, nullptr for other values and for one that nobody declared
  Bound bound = Bound::none;          ///< one end of the range to which the line leads
  const Type* type{};                 ///< of the value; nullptr for a run-time field that nobody declared, and a list of records
  std::optional<Currency> currency{}; ///< of amounts that name none, if the field says so
  bool lists = false;                 ///< there is a list on the way, or at its end
  std::string path{};                 ///< the same in names of the dictionary

  /// True if the line ends in a list.
  [[nodiscard]] bool ends_in_list() const { return line.back()->type->kind == TypeKind::list; }
  /// True if it ends in the member that holds run-time fields.
  [[nodiscard]] bool ends_in_custom() const { return line.back()->type->kind == TypeKind::custom; }
};

/// Follows a path step by step.
class RouteFinder {
 public:
  explicit RouteFinder(const Place& place) : place_(place), labels_(place.labels != nullptr ? place.labels : &own_labels_) {}
  RouteFinder(const RouteFinder&) = delete;
  RouteFinder& operator=(const RouteFinder&) = delete;
  ~RouteFinder() = default;

  /// True if a step with this name or label is possible now.
  [[nodiscard]] bool knows(std::string_view name) const;
  /// @throws ArgumentError  `query.field`, naming the nearest word; `query.depth` after too many links
  void step(std::string_view name);
  /// The run-time field in brackets.
  /// @throws ArgumentError  `query.field` where there are none
  void key(std::string_view name);
  /// The route so far.
  /// @throws ArgumentError  `query.field` if it ends in a record that no value stands for
  [[nodiscard]] Route finish() &&;

 private:
  struct Found {
    const Field* field{};
    const Field* inside{};  ///< the nested record that holds it, for upkeep
  };

  [[nodiscard]] const Type* here() const;
  [[nodiscard]] const KindInfo* kind_here() const;
  [[nodiscard]] std::span<const Field> fields_here() const;
  [[nodiscard]] const Field* line_named(std::span<const Field> fields, std::string_view name) const;
  [[nodiscard]] Found find(std::string_view name) const;
  [[nodiscard]] Bound bound_named(std::string_view name) const;
  void take(const Field& field);
  [[noreturn]] void refuse(std::string_view name) const;

  Place place_;
  LabelIndex own_labels_;
  LabelIndex* labels_;
  Route route_;
  int links_ = 0;
};

/// Follows a whole path.
/// @throws ArgumentError  `query.field`
[[nodiscard]] Route find_route(const Place& place, std::string_view path);

/// What `count` and `any` go through.
struct Members {
  const KindInfo* kind{};  ///< records that belong to the record,
  Route list{};            ///< or else elements of this list
  /// Where conditions on them start.
  [[nodiscard]] Place place(const Place& outer) const;
  /// Its name in queries.
  [[nodiscard]] std::string name() const { return kind != nullptr ? std::string(kind->name) : list.path; }
};

/// Finds a kind by name or label, else a list of records by path.
/// @throws ArgumentError  `query.kind` if neither is there, or the kind does not belong to that of the place
[[nodiscard]] Members find_members(const Place& place, std::string_view name);

/// The kind of customers to which the records of a place belong.
/// @throws ArgumentError  `query.kind` if they belong to none
[[nodiscard]] const KindInfo& customer_kind(const Place& place);

/// True if records of a kind belong to records of another one, directly or through others.
[[nodiscard]] bool belongs(const Catalogue& catalogue, const KindInfo& child, const KindInfo& parent);

/// The list of tags of a place.
/// @throws ArgumentError  `query.field` if there is none
[[nodiscard]] Route tags_route(const Place& place);

/// Type of the value that a comparison sees: for a run-time field that nobody declared it follows from the operand.
/// @throws ArgumentError  `query.value` for an operand that such a field cannot hold, `query.relation` for a list of records
[[nodiscard]] const Type& type_for(const Route& route, const Operand& operand);

/// The operand as a value of the type: texts are read, words become those of the table.
/// @throws ArgumentError  `query.value`
[[nodiscard]] Operand conform(const Route& route, const Operand& operand, const ReadOptions& options = {});

/// @throws ArgumentError  `query.relation` if values of the type are not less or greater than each other
void demand_relation(const Route& route, const Type& type, Relation relation);
/// @throws ArgumentError  `query.relation` if the route leads neither to text nor to a list
void demand_container(const Route& route, const Type& type);
/// The key of a text to look for in texts or names; nothing for other operands, which are compared as they are.
/// @throws ArgumentError  `query.value` for a text of which nothing is left
[[nodiscard]] std::optional<std::string> sought_key(const Type& type, const Operand& operand);
/// @throws ArgumentError  `query.order` if records cannot be put in order by what the route leads to
void demand_order(const Route& route);
/// @throws ArgumentError  `query.group` if records cannot be grouped by what the route leads to
void demand_group(const Route& route);
/// @throws ArgumentError  `query.measure` if the route leads to neither a number nor an amount
void demand_measure(const Route& route);

}  // namespace guanxi::store::detail
