#pragma once
/// @file
/// 7P, product: what the same customers buy, and whom to offer what.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/need/association_rules.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// Customers with so many different products.
struct BreadthCount {
  std::int64_t products{};   ///< different ones ever ordered, at least 1
  std::int64_t customers{};  ///< how many
  bool operator==(const BreadthCount&) const = default;
};

/// A product that a customer lacks though others with the same products have it.
struct CrossSell {
  Id<Customer> customer{};           ///< whom to offer it
  std::string name{};                ///< short name, else legal name
  std::string product{};             ///< what
  std::vector<std::string> owned{};  ///< antecedent of the rule
  double confidence{};               ///< of the rule, 0–1
  double lift{};                     ///< of the rule, above 1
  Message reason{};                  ///< for people
  bool operator==(const CrossSell&) const = default;
};

/// What goes together.
struct ProductPage {
  PageInfo about{};                            ///< status, samples, notes and records
  std::int64_t products{};                     ///< different ones ever ordered
  std::int64_t unnamed_sales{};                ///< orders that name no product: in no basket
  need::MiningState state{};                   ///< how far rules were looked for
  std::int64_t min_count{};                    ///< customers that a rule needs
  std::int64_t rules_found{};                  ///< rules with a lift above 1
  std::vector<need::AssociationRule> rules{};  ///< the first of them: by lift, confidence, support, then names
  std::int64_t candidates{};                   ///< pairs of customer and product to offer
  std::int64_t candidate_customers{};          ///< customers among them
  std::vector<CrossSell> cross_sell{};         ///< the first pairs: by confidence, lift, product, then customer
  std::optional<double> mean_breadth{};        ///< products a buyer; unset without one
  std::vector<BreadthCount> breadth{};         ///< by products
  bool operator==(const ProductPage&) const = default;
};

}  // namespace guanxi::assess
