#pragma once
/// @file
/// Conditions on records, as a tree that can be kept, compared and printed. `field`, `member`, `count`, `any` and `tag` make them,
/// see field_term.hpp, member_term.hpp and count_term.hpp.

#include <guanxi/store/operand.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace guanxi::store {

/// How two values are compared.
enum class Relation { equal, different, less, at_most, greater, at_least };

struct Node;

/// A condition on a record; made by default it holds for every record. An immutable value: copies share the tree.
///
/// It knows only two answers. Whatever is compared with something unset does not hold, and what does not hold is held by its
/// negation: `!(a == 1)` includes records where `a` is unset, `a != 1` does not. What a reader may not see counts as unset.
class Condition {
 public:
  /// Levels of conditions inside conditions, at most. Lists and links on the path of a field take three more each when it runs.
  static constexpr int deepest = 20;
  /// Levels that each `count`, `any` and `of_customer` takes.
  static constexpr int levels_of_rows = 4;
  /// Comparisons in a condition, and values of one `one_of`, at most.
  static constexpr std::size_t largest = 10'000;

  /// Holds for every record.
  Condition() = default;
  /// @throws ArgumentError  `query.depth` beyond `deepest`, `query.size` beyond `largest`
  explicit Condition(Node node);

  /// True if it holds for every record because it asks nothing.
  [[nodiscard]] bool is_everything() const noexcept { return node_ == nullptr; }
  /// The top of the tree; nullptr if it asks nothing.
  [[nodiscard]] const Node* node() const noexcept { return node_.get(); }
  /// True if both trees are the same.
  bool operator==(const Condition& other) const;

 private:
  std::shared_ptr<const Node> node_;
};

/// A field against a value.
struct Comparison {
  std::string path{};   ///< path of the field, see `field`
  Relation relation{};  ///< how
  Operand value;        ///< with what
  bool operator==(const Comparison&) const = default;
};

/// A field is set.
struct Presence {
  std::string path{};  ///< path of the field
  bool operator==(const Presence&) const = default;
};

/// A field equals one of several values.
struct Membership {
  std::string path{};             ///< path of the field
  std::vector<Operand> values{};  ///< none: the condition never holds
  bool operator==(const Membership&) const = default;
};

/// A text contains another one, or a list an element.
struct Containment {
  std::string path{};  ///< path of the field
  Operand value;       ///< what is contained
  bool operator==(const Containment&) const = default;
};

/// A record has a tag.
struct Tagging {
  std::string key{};                   ///< what the tag tells
  std::optional<std::string> value{};  ///< what it must be, itself or a part of the way to it; any without
  bool operator==(const Tagging&) const = default;
};

/// A number of records that belong to the record, or of elements of a list of it.
struct Tally {
  std::string of{};       ///< name of a record kind, or path of a list
  Condition where{};      ///< which are counted
  Relation relation{};    ///< how the number is compared
  std::int64_t number{};  ///< with what
  bool operator==(const Tally&) const = default;
};

/// The customer to which a record belongs.
struct Belonging {
  Condition where{};  ///< what holds for it
  bool operator==(const Belonging&) const = default;
};

/// What does not hold.
struct Negation {
  Condition inner{};  ///< the condition
  bool operator==(const Negation&) const = default;
};

/// What holds together.
struct Conjunction {
  std::vector<Condition> parts{};  ///< two or more, none of them a Conjunction
  bool operator==(const Conjunction&) const = default;
};

/// Of what at least one holds.
struct Disjunction {
  std::vector<Condition> parts{};  ///< two or more, none of them a Disjunction
  bool operator==(const Disjunction&) const = default;
};

/// One place of the tree.
struct Node {
  /// What may stand there.
  using Held = std::variant<Comparison, Presence, Membership, Containment, Tagging, Tally, Belonging, Negation, Conjunction, Disjunction>;
  Held held;                ///< what stands there
  int depth = 0;            ///< levels from here on; set by Condition
  std::size_t size = 1;     ///< comparisons from here on; set by Condition
  bool operator==(const Node&) const = default;
};

/// Both hold.
[[nodiscard]] Condition operator&&(const Condition& a, const Condition& b);
/// At least one holds.
[[nodiscard]] Condition operator||(const Condition& a, const Condition& b);
/// The condition does not hold.
[[nodiscard]] Condition operator!(const Condition& condition);

/// All of them hold; none given holds for every record.
[[nodiscard]] Condition all_of(const std::vector<Condition>& parts);
/// At least one of them holds; none given holds for no record.
[[nodiscard]] Condition any_of(const std::vector<Condition>& parts);
/// Holds for no record.
[[nodiscard]] Condition nothing();

}  // namespace guanxi::store
