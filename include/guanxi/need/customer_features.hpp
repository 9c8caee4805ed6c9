#pragma once
/// @file
/// What makes customers of a book comparable: their cards as features.

#include <guanxi/model/dossier.hpp>
#include <guanxi/need/similar_customers.hpp>

#include <map>
#include <string>
#include <vector>

namespace guanxi::need {

/// How a card becomes features.
struct CustomerFeatureOptions {
  Date as_of{};                             ///< purchases, products and needs of later days are left out
  std::map<std::string, double> weights{};  ///< by name of the feature; those not named count 1
};

/// The features of customers: industry (label, section or division of its code), region (province, city), nature, the
/// classes, source, employees, revenue and assets (logarithm of the middle of the range), tags, products in use,
/// products bought, categories of needs. Names and labels are those of the dictionary.
/// @param options  weights
/// @return  always the same in the same order
/// @throws  ArgumentError  `argument.weight` for a weight of a feature that there is not; names the features
[[nodiscard]] std::vector<Feature> customer_features(const CustomerFeatureOptions& options);

/// One customer as its features.
/// @param dossier  the customer; the order of its records changes nothing
/// @param options  day
/// @return  values in the order of `customer_features`; its id as text, empty if it has none
[[nodiscard]] FeatureRow feature_row(const Dossier& dossier, const CustomerFeatureOptions& options);

/// All customers of a book as their features.
/// @param book     any number
/// @param options  day, weights
/// @return  in the order of the book; a customer without id is called # and its place, from 1
/// @throws  ArgumentError  as `customer_features`
/// @cost    linear in the records; no shared state, any thread may call it
[[nodiscard]] FeatureRows feature_rows(const Book& book, const CustomerFeatureOptions& options);

}  // namespace guanxi::need
