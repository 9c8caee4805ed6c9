#pragma once
/// @file
/// Needs that a customer has not named yet, by rules.

#include <guanxi/core/timestamp.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/industry_trend.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/need/rule_book.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace guanxi::need {

/// What rules are fired with.
struct FireOptions {
  Date as_of{};                             ///< the day; what happened later is not known
  std::span<const IndustryTrend> trends{};  ///< of any industries; may be empty
  std::span<const Offering> offerings{};    ///< what we supply; may be empty
  double level = .9;                        ///< probability inside the interval of the confidence; above 0 and below 1
  Calendar calendar{};                      ///< local time of points in time. Default +08:00.
  const Catalogue* catalogue = nullptr;     ///< kinds and fields; the standard catalogue if null
};

/// A need that a rule concludes.
struct LatentNeed {
  std::string rule{};                     ///< id of the rule
  Message label{};                        ///< name of the rule
  Message statement{};                    ///< the need
  Message category{};                     ///< its category
  Message offering{};                     ///< category of offering that serves it
  double confidence{};                    ///< 0–1: share of such predictions that prove right
  double low{};                           ///< lower end of its interval
  double high{};                          ///< upper end of its interval
  std::vector<Message> reasons{};         ///< why the rule fired; then what became of its predictions, if any
  std::vector<Uuid> evidence{};           ///< records that it rests on, by id
  std::vector<std::string> fields{};      ///< fields that were used, `kind.field`, sorted
  std::vector<Id<Offering>> offerings{};  ///< of the options: those supplied on the day that serve it, by id
  bool operator==(const LatentNeed&) const = default;
};

/// The needs that rules conclude of a customer.
///
/// A rule is silent where the customer has an open need of its category that is neither latent nor predicted, and,
/// unless the conclusion is repeatable, where the customer owns what serves it: an installed product or a purchase
/// whose name has one of its words, or that refers to an offering with one in name or category. Records whose event
/// lies after `as_of` are not seen; nor are fields observed later, and a closing date after it counts as unset. A
/// record without an event date is seen.
/// @param book     rules; checked as by `check_rule_book`
/// @param dossier  the customer; the order of its records changes nothing
/// @param options  day, trends, offerings
/// @return  highest confidence first, ties by rule id; empty if no rule fires
/// @throws  ArgumentError  as `check_rule_book`; `argument.level` for a level that is not allowed
/// @cost    rules · texts, and about a millisecond to prepare the standard rules: for many customers prepare them once
/// @source  docs/methods/latent_needs.md
[[nodiscard]] std::vector<LatentNeed> fire(const RuleBook& book, const Dossier& dossier, const FireOptions& options);

/// Rules ready to be fired at many customers: names looked up, confidences known. Copies share what was prepared.
class PreparedRules {
 public:
  /// Copies the rules, trends and offerings.
  /// @param book     rules
  /// @param options  as for `fire`; a catalogue must outlive the rules
  /// @throws  ArgumentError  as `check_rule_book`; `argument.level`
  PreparedRules(RuleBook book, const FireOptions& options);

  /// The needs that the rules conclude of a customer, as `fire`.
  /// @cost  rules · texts; any thread may call it
  [[nodiscard]] std::vector<LatentNeed> fire(const Dossier& dossier) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

/// The needs that rules conclude of each of many customers; the rules are prepared once.
/// @return  one list a dossier, in the order of the dossiers
/// @throws  ArgumentError  as for one
[[nodiscard]] std::vector<std::vector<LatentNeed>> fire(const RuleBook& book, std::span<const Dossier> dossiers,
                                                        const FireOptions& options);

/// A prediction as a record of the customer's card, without an id: kind predicted, state latent, `predicted_by` naming
/// the rule.
/// @param latent    from `fire`
/// @param as_of     becomes `raised_on`
/// @param language  of statement and category
/// @throws  ArgumentError  if the confidence lies outside 0–1
[[nodiscard]] Need to_need(const LatentNeed& latent, Date as_of, Language language = Language::zh);

}  // namespace guanxi::need
