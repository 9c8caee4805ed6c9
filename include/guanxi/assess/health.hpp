#pragma once
/// @file
/// How healthy the relation with a customer is, and the account with what burdens it.

#include <guanxi/core/score.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/model/dossier.hpp>

#include <optional>

namespace guanxi::assess {

struct AssessOptions;

/// How much each part counts in the relationship; each finite and >= 0, one of them above 0, scaled to sum 1.
struct HealthWeights {
  double recency = .30;    ///< how long ago the last contact was, against the rhythm of contacts
  double frequency = .25;  ///< how much contact there was lately
  double both_ways = .15;  ///< whether they come to us as we go to them
  double depth = .15;      ///< how well we know the decision chain
  double seniority = .15;  ///< how high up we have met people
};

/// How much one contact counts, each finite and >= 0.
struct ContactValues {
  double message = 1;  ///< a message
  double email = 1;    ///< a mail
  double phone = 2;    ///< a call
  double meeting = 4;  ///< a meeting
  double visit = 5;    ///< a visit
  double other = 1;    ///< anything else, also of unstated channel
};

/// After how many days a customer should have heard from us, by class, if its own rhythm is not known; each above 0.
struct CadenceDays {
  double key = 14;     ///< key, strategic and at-risk customers
  double active = 30;  ///< existing and new ones
  double other = 60;   ///< all others
};

/// What open complaints and late payments take off, in points; each finite and >= 0.
struct BurdenPoints {
  double high = 10;        ///< an open complaint of high severity
  double medium = 6;       ///< of medium or unstated severity
  double low = 3;          ///< of low severity
  double worse = 1.5;      ///< factor for one past due, and for a repeated one
  double complaints = 20;  ///< most that complaints take off
  double payments = 20;    ///< taken off if everything outstanding is late by `late_days` or more
  double late_days = 90;   ///< days late from which a payment counts in full; above 0
};

/// How health is computed.
struct HealthOptions {
  HealthWeights weights{};    ///< of the parts of the relationship
  ContactValues contacts{};   ///< what a contact counts
  double half_life = 30;      ///< days after which a contact counts half; above 0
  double enough_contact = 4;  ///< sum of contacts at which frequency is 1 − 1/e; above 0
  CadenceDays cadence{};      ///< where the customer's own rhythm is not known
  int rhythm_gaps = 3;        ///< gaps between contacts from which their median is the customer's rhythm; at least 1
  BurdenPoints burden{};      ///< what burdens the account
  int trend_days = 90;        ///< the trend is against the health that many days earlier; at least 1
  double steady = 5;          ///< a change of no more points is none
};

/// A grade of health.
enum class HealthBand { unknown, poor, fair, good };

/// Where health is going.
enum class HealthTrend { unknown, falling, steady, rising };

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::HealthBand> {
  static constexpr EnumWord table[] = {
      word(assess::HealthBand::unknown, "unknown", {"不详", "Unknown"}, {},
           {"记录与客户的每次接触", "Record every contact with the customer"}),
      word(assess::HealthBand::poor, "poor", {"差（0-39）", "Poor (0–39)"}, {},
           {"尽快安排高层拜访，先解决投诉与欠款",
            "Arrange an executive visit soon; settle complaints and arrears first"}),
      word(assess::HealthBand::fair, "fair", {"一般（40-59）", "Fair (40–59)"}, {},
           {"恢复接触节奏，补上缺失的关键人", "Return to a rhythm of contact and reach the key people still missing"}),
      word(assess::HealthBand::good, "good", {"良好（60-100）", "Good (60–100)"}, {},
           {"保持节奏，寻找新的合作机会", "Keep the rhythm and look for new opportunities"}),
  };
};

template <>
struct Words<assess::HealthTrend> {
  static constexpr EnumWord table[] = {
      word(assess::HealthTrend::unknown, "unknown", {"不详", "Unknown"}),
      word(assess::HealthTrend::falling, "falling", {"下降", "Falling"}),
      word(assess::HealthTrend::steady, "steady", {"平稳", "Steady"}),
      word(assess::HealthTrend::rising, "rising", {"上升", "Rising"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// How healthy a relation and an account are.
struct Health {
  Score relationship{};                ///< 0–100: contacts and people
  Score account{};                     ///< the same less complaints and late payments, 0–100
  HealthBand band{};                   ///< of the account
  HealthTrend trend{};                 ///< of the account
  std::optional<double> change{};      ///< points since `trend_days` earlier; unset if either is unknown
  std::optional<Date> last_contact{};  ///< day of the last contact
  double expected_gap{};               ///< days between contacts: the customer's rhythm, else the cadence of its class
  bool own_rhythm{};                   ///< the former
  bool operator==(const Health&) const = default;
};

/// How healthy the relation and the account are.
///
/// Relationship = 100 Σ w p / Σ w over the known parts: recency exp(−max(0, gap / expected − 1)); frequency
/// 1 − exp(−Σ k 2^(−age / half-life) / E); both ways min(in, out) / max(in, out) of the same sums by direction; depth,
/// the coverage of the decision chain; seniority, the highest influence met / 10. Without any recorded contact nothing
/// is known. The account's health takes off for open complaints and late payments, and never falls below 0.
/// @param dossier  the customer
/// @param options  day, calendar, and `health`
/// @return  state prior_only and band unknown if no part is known; contributions add up exactly, burdens below 0
/// @throws  ArgumentError  `argument.weight` for weights that are negative or no number, or all 0; `argument.health`
/// for any other option out of range
/// @cost    linear in interactions, complaints and receivables, and two chain analyses
/// @source  docs/methods/assess.md
[[nodiscard]] Health health(const Dossier& dossier, const AssessOptions& options);

}  // namespace guanxi::assess
