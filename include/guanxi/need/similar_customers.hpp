#pragma once
/// @file
/// Customers that are like another one, and what they have that it has not.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/need/baskets.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace guanxi::need {

/// How two values of a feature are compared.
enum class FeatureKind {
  number,  ///< 1 − distance / range
  level,   ///< 1 − distance of ranks / greatest distance of ranks; a rank is the place among the distinct values
  word,    ///< 1 if equal, else 0
  set      ///< Jaccard: common elements / all elements
};

/// What the range of numbers is.
enum class RangeRule {
  full,   ///< greatest less smallest known value
  robust  ///< 95th less 5th percentile of the known values; greater distances count as the range
};

/// What was found for a customer.
enum class SimilarState {
  found,           ///< there are neighbours
  alone,           ///< there is no other customer
  nothing_known,   ///< none of its features is known
  none_comparable  ///< no other customer shares enough known features with it
};

}  // namespace guanxi::need
namespace guanxi {

template <>
struct Words<need::FeatureKind> {
  static constexpr EnumWord table[] = {
      word(need::FeatureKind::number, "number", {"数值", "Number"}),
      word(need::FeatureKind::level, "level", {"等级", "Level"}),
      word(need::FeatureKind::word, "word", {"词", "Word"}),
      word(need::FeatureKind::set, "set", {"集合", "Set"}),
  };
};

template <>
struct Words<need::RangeRule> {
  using enum need::RangeRule;
  static constexpr EnumWord table[] = {
      word(full, "full", {"全距", "Full range"}),
      word(robust, "robust", {"稳健范围", "Robust range"}),
  };
};

template <>
struct Words<need::SimilarState> {
  using enum need::SimilarState;
  static constexpr EnumWord table[] = {
      word(found, "found", {"已找到", "Found"}),
      word(alone, "alone", {"没有其他客户", "No other customer"}),
      word(nothing_known, "nothing_known", {"特征全部未知", "Nothing known"}, "",
           {"先补充行业、地区、规模等信息", "Fill in industry, region, size and so on"}),
      word(none_comparable, "none_comparable", {"无可比客户", "None comparable"}, "",
           {"共同已知的特征太少，请补充信息", "Too few features are known of both: fill in more"}),
  };
};

}  // namespace guanxi
namespace guanxi::need {

/// A feature of customers.
struct Feature {
  std::string name{};  ///< stable word
  Message label{};     ///< for people; may be empty
  FeatureKind kind{};  ///< how values are compared
  double weight = 1;   ///< how much it counts, finite and >= 0
  bool operator==(const Feature&) const = default;
};

/// A value of a feature: unknown, a number or level, a word, a set. NaN, an empty word and an empty set are unknown.
using FeatureValue = std::variant<std::monostate, double, std::string, std::vector<std::string>>;

/// A customer as its features.
struct FeatureRow {
  std::string id{};                    ///< names the customer; ties are broken by it
  std::vector<FeatureValue> values{};  ///< in the order of the features
  bool operator==(const FeatureRow&) const = default;
};

/// Customers and their features.
struct FeatureRows {
  std::vector<Feature> features{};  ///< columns
  std::vector<FeatureRow> rows{};   ///< one for each customer
  bool operator==(const FeatureRows&) const = default;
};

/// How neighbours are found.
struct SimilarOptions {
  std::size_t nearest = 10;  ///< neighbours of each customer, at least 1
  double min_shared =
      .3;  ///< least share of the weight that both must know, 0–1; features that nobody knows do not count
  RangeRule range = RangeRule::full;  ///< of numbers
};

/// What one feature adds to a similarity.
struct SimilarReason {
  std::string feature{};  ///< name of the feature
  Message label{};        ///< for people
  double similarity{};    ///< of the two values, 0–1
  double weight{};        ///< share among the features that both know, 0–1
  double contribution{};  ///< similarity · weight
  bool operator==(const SimilarReason&) const = default;
};

/// A customer near another one.
struct SimilarCustomer {
  int rank{};           ///< from 1
  std::string id{};     ///< which
  double similarity{};  ///< the contributions, added in their order, 0–1
  double shared{};      ///< share of the weight that both know, 0–1; features that nobody knows do not count
  std::vector<SimilarReason> reasons{};  ///< features that both know and that have weight, in the order of the features
  bool operator==(const SimilarCustomer&) const = default;
};

/// The neighbours of one customer.
struct SimilarCustomers {
  std::string id{};                        ///< whose
  SimilarState state{};                    ///< why there are none, if so
  std::int64_t compared{};                 ///< others with enough in common
  std::int64_t not_comparable{};           ///< others with too little
  std::vector<SimilarCustomer> nearest{};  ///< most similar first, then by id
  bool operator==(const SimilarCustomers&) const = default;
};

/// Customers ready to be compared. Any number of threads may ask at once.
class CustomerSimilarity {
 public:
  /// Takes customers in. Ranges, ranks and words are those of these customers.
  /// @param customers  any number
  /// @param options    neighbours, least share, range
  /// @throws  ArgumentError  `argument.nearest` for 0, `argument.min_shared` outside 0–1 or NaN, `argument.weight` for
  /// a
  ///                         weight that is negative or not finite, `argument.features` for a row with another number
  ///                         of values or a value of another kind
  /// @cost    n log n for each feature
  /// @source  Gower (1971), Biometrics 27:857; docs/methods/similar_customers.md
  [[nodiscard]] static CustomerSimilarity fit(const FeatureRows& customers, const SimilarOptions& options = {});

  /// Moves.
  CustomerSimilarity(CustomerSimilarity&& other) noexcept;
  /// Moves.
  CustomerSimilarity& operator=(CustomerSimilarity&& other) noexcept;
  ~CustomerSimilarity();

  /// The customers most like one of them.
  /// @param row  its place, below `size()`
  /// @return  the nearest with reasons, or a state that says why there are none
  /// @throws  ArgumentError  `argument.row` for a place that there is not
  /// @cost    customers · features
  [[nodiscard]] SimilarCustomers of(std::size_t row) const;

  /// The customers most like a new one. Numbers outside the range are as far as the range at most.
  /// @param row  values of the features; one of the same id, if it has one, is left out
  /// @throws  ArgumentError  `argument.features` as `fit`
  /// @cost    as for one of them
  [[nodiscard]] SimilarCustomers of(const FeatureRow& row) const;

  /// The neighbours of all, in the order of the rows.
  /// @return  n times `nearest` neighbours; no table of all pairs is made
  /// @cost    customers² · features
  [[nodiscard]] std::vector<SimilarCustomers> all() const;

  /// Number of customers.
  [[nodiscard]] std::size_t size() const noexcept;

 private:
  struct State;
  explicit CustomerSimilarity(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The neighbours of all customers.
/// @param customers  as `CustomerSimilarity::fit`
/// @param options    as `CustomerSimilarity::fit`
/// @return  in the order of the rows; empty for no customers
/// @throws  ArgumentError  as `CustomerSimilarity::fit`
/// @cost    as `CustomerSimilarity::all`
[[nodiscard]] inline std::vector<SimilarCustomers> similar_customers(const FeatureRows& customers,
                                                                     const SimilarOptions& options = {}) {
  return CustomerSimilarity::fit(customers, options).all();
}

/// What similar customers have.
struct SimilarShare {
  std::string item{};  ///< what
  double score{};      ///< (Σ similarity of holders + strength · overall) / (Σ similarity + strength), 0–1
  double overall{};    ///< share of all customers that have it, 0–1
  std::vector<std::string> holders{};  ///< neighbours that have it, nearest first
  bool operator==(const SimilarShare&) const = default;
};

/// What a customer's neighbours have and it has not.
/// @param similar   its neighbours
/// @param ids       of the customers, one for each basket
/// @param baskets   what each has
/// @param owned     what it has: left out
/// @param strength  how many neighbours the overall share counts for, finite and >= 0
/// @return  items that a neighbour has, highest score first, then names; empty without neighbours
/// @throws  ArgumentError  `argument.ids` if there are not as many as baskets, `argument.strength`
/// @cost    linear in the baskets
/// @source  docs/methods/similar_customers.md
[[nodiscard]] std::vector<SimilarShare> shares_of_similar(const SimilarCustomers& similar,
                                                          std::span<const std::string> ids, const Baskets& baskets,
                                                          std::span<const std::string> owned, double strength = 5);

}  // namespace guanxi::need
