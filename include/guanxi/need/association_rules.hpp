#pragma once
/// @file
/// Rules of association: who has these, often has that too.

#include <guanxi/need/itemsets.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::need {

/// How many items may stand on the right-hand side of a rule.
enum class Consequents { one, all };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::Consequents> {
  using enum need::Consequents;
  static constexpr EnumWord table[] = {
      word(one, "one", {"结论只含一项", "One item"}),
      word(all, "all", {"结论可含多项", "Any number of items"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// Which rules are looked for.
struct RuleOptions {
  double min_support = .01;    ///< share of the baskets that hold all items of a rule, in (0, 1]
  double min_confidence = .5;  ///< share of the baskets with the antecedent that hold the rest, in [0, 1]
  Consequents consequents = Consequents::one;  ///< items on the right-hand side
  std::size_t max_size = 0;                    ///< most items in a rule; 0: any number
  std::size_t max_basket = 100;                ///< baskets with more items are left out, with a finding; 0: none is
  std::size_t max_itemsets = 1'000'000;        ///< above so many only rules of the smaller sizes are made, at least 1
  std::size_t max_rules = 1'000'000;           ///< above so many only the first are listed, at least 1
};

/// A rule with its measures, all from three counts and the number of baskets.
struct AssociationRule {
  std::vector<std::string> antecedent{};  ///< who has these
  std::vector<std::string> consequent{};  ///< often has these
  std::int64_t count{};                   ///< baskets with both sides
  std::int64_t antecedent_count{};        ///< baskets with the antecedent
  std::int64_t consequent_count{};        ///< baskets with the consequent
  double support{};                       ///< share of the baskets with both sides, 0–1
  double confidence{};                    ///< share of the baskets with the antecedent that hold the consequent, 0–1
  double lift{};                          ///< confidence over the consequent's own share; 1: independent
  double leverage{};                      ///< support less what independence would give, −.25 to .25
  std::optional<double> conviction{};  ///< (1 − consequent's share) / (1 − confidence); unset at confidence 1: infinite
  double llr{};                        ///< log-likelihood ratio of the two-by-two table, >= 0 (Dunning)
  bool operator==(const AssociationRule&) const = default;
};

/// Rules found in baskets.
struct AssociationRules {
  MiningState state{};                   ///< complete, no baskets, too many itemsets or too many rules
  std::int64_t baskets{};                ///< baskets used, empty ones included
  std::int64_t left_out{};               ///< baskets with more than `max_basket` items
  std::int64_t min_count{};              ///< baskets that a rule needs
  std::int64_t complete_up_to{};         ///< all rules of so many items or fewer are made
  std::int64_t found{};                  ///< rules made; more than are listed if there are too many
  std::vector<AssociationRule> rules{};  ///< by lift, confidence, support (highest first), then names
  Findings findings{};                   ///< `need.basket_too_big` for each basket left out
  bool operator==(const AssociationRules&) const = default;
};

/// Finds the rules A → B with support and confidence enough. A rule needs confidence >= min_confidence − 1e-12; its
/// antecedent is not empty.
///
/// support = n_AB/n, confidence = n_AB/n_A, lift = confidence/(n_B/n), leverage = support − n_A n_B/n²,
/// conviction = (1 − n_B/n)/(1 − confidence), llr = 2 Σ k ln(k n/(row · column)) over the table of A and B.
/// @param baskets  any number; their order changes nothing but the order of findings
/// @param options  support, confidence and limits
/// @return  exact counts; state no_baskets for none; too_many_itemsets if rules of larger sizes are missing, else
///          too_many_rules if only the first `max_rules` in their order are listed
/// @throws  ArgumentError  `argument.support` outside (0, 1] or NaN, `argument.confidence` outside [0, 1] or NaN,
///                         `argument.limit` for a limit of 0 that needs 1
/// @cost    that of `frequent_itemsets` and one look-up for each rule tried; no shared state, any thread may call it
/// @source  Agrawal and Srikant (1994); Dunning (1993), Computational Linguistics 19:61
[[nodiscard]] AssociationRules association_rules(const Baskets& baskets, const RuleOptions& options = {});

}  // namespace guanxi::need
