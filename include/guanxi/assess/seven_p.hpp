#pragma once
/// @file
/// The 7P analysis: profiling, persistency, profitability, performance, prospecting, product, promotion.

#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/assess/seven_p/performance.hpp>
#include <guanxi/assess/seven_p/persistency.hpp>
#include <guanxi/assess/seven_p/product.hpp>
#include <guanxi/assess/seven_p/profiling.hpp>
#include <guanxi/assess/seven_p/profitability.hpp>
#include <guanxi/assess/seven_p/promotion.hpp>
#include <guanxi/assess/seven_p/prospecting.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::assess {

/// How a book is analysed.
struct SevenPOptions {
  std::vector<SevenPage> pages{};  ///< which are made; none: all
  std::vector<std::string>
      currencies{};            ///< codes of the currencies that get a part; none: all. Requires ISO 4217 codes.
  int window_days = 365;       ///< days of the window, and of the one before. Requires 1–3660.
  int horizon_days = 365;      ///< days ahead for purchases to expect. Requires 1–3660.
  std::int64_t min_count = 5;  ///< fewest customers behind typical values and highlights. At least 1.
  double alpha = .05;          ///< level of significance of typical values. Requires above 0, below 1.
  std::int64_t min_model_customers = 30;  ///< fewest buyers for the purchase model. Requires at least 2.
  double at_risk_below = .5;              ///< P(alive) below which a customer is at risk. Above 0, at most 1.
  int rhythm_gaps = 2;                    ///< fewest gaps that make a rhythm. Requires 1–1000.
  double overdue_factor = 2;              ///< times the rhythm after which a customer is at risk. Requires 1–100.
  std::int64_t min_rule_customers = 3;    ///< fewest customers for a rule of association. Requires at least 1.
  double min_support = .01;  ///< share of buyers that a rule of association needs besides. Requires above 0, at most 1.
  double min_confidence = .5;      ///< of rules of association. Requires 0–1.
  std::size_t max_rule_items = 3;  ///< most products in a rule. Requires at least 2.
  std::size_t top = 5;             ///< length of lists of gains, losses, rules and candidates. Requires at least 1.
  std::vector<std::int64_t> size_edges{
      20, 300,
      1000};  ///< employees from which the next class of size begins. Requires rising numbers above 0, at least one.
  std::size_t region_signs = 2;        ///< leading signs of the region code: 2 provinces, 4 cities. Requires 1–12.
  portfolio::AbcOptions abc{};         ///< cuts and ties of the classes
  Calendar calendar{};                 ///< tells on which day a stage changed
  std::vector<Addressed> addressed{};  ///< whom promotions addressed
  const NeedSources* needs = nullptr;  ///< from `learn_need_sources`, for predicted needs; or nullptr
  PredictNeedsOptions predict{};       ///< how many needs are predicted for a customer
};

/// One of the things that matter most.
struct SevenPHighlight {
  SevenPage page{};              ///< where it comes from
  Message message{};             ///< one sentence
  std::vector<Uuid> evidence{};  ///< records behind it, by identifier
  bool operator==(const SevenPHighlight&) const = default;
};

/// The 7P analysis of a book.
struct SevenP {
  Date as_of{};                               ///< event time of the answer
  int window_days{};                          ///< length of both windows
  Date first_day{};                           ///< of the window, which ends with `as_of`
  Date first_day_before{};                    ///< of the window before
  std::int64_t customers{};                   ///< in the book
  std::int64_t sales{};                       ///< dated ones up to the day, returns among them
  std::int64_t undated{};                     ///< sales without a day: in no figure
  std::int64_t unpriced{};                    ///< dated sales without an amount that can be used
  ProfilingPage profiling{};                  ///< who the customers are
  PersistencyPage persistency{};              ///< whether they stay
  ProfitabilityPage profitability{};          ///< what they bring
  PerformancePage performance{};              ///< what sells where
  ProspectingPage prospecting{};              ///< what is to come
  ProductPage product{};                      ///< what goes together
  PromotionPage promotion{};                  ///< what campaigns were followed by
  std::vector<SevenPHighlight> highlights{};  ///< by page
  Findings findings{};                        ///< of imperfect sales, by record and code; then of baskets left out
  bool operator==(const SevenP&) const = default;
};

/// Analyses a customer base by the seven P, as known on a day.
///
/// Money of different currencies is never added. What is missing is counted as unknown or is a finding; nothing is
/// guessed. Nothing dated after the day changes any bit, nor does the order of customers or records.
/// @param book     any number of customers; offerings and promotions among the shared records
/// @param as_of    the day
/// @param options  pages, windows, least counts
/// @return  the pages asked for, each with its status; no_data where there is nothing to compute from
/// @throws  ArgumentError  `argument.range` for an option outside its range or a sum that 64 bits do not hold; as
/// `predict_needs` if needs were learnt
/// @cost    n log n in the sales, promotions · sales, the rules of association and customers · rules, one fit of the
/// purchase model, `predict_needs` for each customer if needs were learnt; no shared state, any thread may call it
/// @source  docs/methods/seven_p.md
[[nodiscard]] SevenP seven_p(const Book& book, Date as_of, const SevenPOptions& options = {});

}  // namespace guanxi::assess
