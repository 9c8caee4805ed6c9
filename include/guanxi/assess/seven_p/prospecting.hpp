#pragma once
/// @file
/// 7P, prospecting: open deals, purchases to expect, needs foretold, customers yet to win.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/lifetime/fit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// Open opportunities in one currency.
struct PipelinePart {
  std::int64_t opportunities{};  ///< with an amount
  Money amount{};                ///< their sum
  std::int64_t weighted{};       ///< those with a probability
  Money weighted_amount{};       ///< sum of amount · probability, each rounded to the minor unit
  std::int64_t unweighted{};     ///< those without
  Money unweighted_amount{};     ///< their sum: in no weighted amount
  std::int64_t late{};           ///< whose expected close has passed
  Money late_amount{};           ///< their sum
  bool operator==(const PipelinePart&) const = default;
};

/// A customer with the purchases to expect.
struct ExpectedBuyer {
  Id<Customer> customer{};  ///< who
  std::string name{};       ///< short name, else legal name
  double purchases{};       ///< days of order to expect within the horizon
  double alive{};           ///< probability of being a customer still
  bool operator==(const ExpectedBuyer&) const = default;
};

/// What is to come.
struct ProspectingPage {
  PageInfo about{};                            ///< status, samples, notes and records
  std::int64_t open_opportunities{};           ///< neither won nor lost on the day
  std::int64_t without_amount{};               ///< of them in no part
  std::vector<PipelinePart> pipeline{};        ///< by currency code
  std::optional<lifetime::FitStatus> fit{};    ///< of the purchase model; unset if it was not tried
  std::int64_t model_customers{};              ///< buyers whom it speaks of
  std::optional<double> expected_purchases{};  ///< days of order to expect from them within the horizon; only if fitted
  std::vector<ExpectedBuyer> buyers{};         ///< the first of them, most purchases first, then customer
  std::int64_t open_needs{};                   ///< neither met nor dropped
  std::int64_t recorded_predictions{};         ///< of them put down by a rule or model
  std::optional<std::int64_t> predicted_needs{};      ///< foretold for all customers; unset if nothing was learnt
  std::optional<std::int64_t> predicted_customers{};  ///< customers with one
  std::vector<NamedCustomer> prospects{};             ///< customers without any sale, by customer
  std::int64_t prospects_with_opportunity{};          ///< of them with an open opportunity
  bool operator==(const ProspectingPage&) const = default;
};

}  // namespace guanxi::assess
