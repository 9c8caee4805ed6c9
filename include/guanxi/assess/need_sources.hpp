#pragma once
/// @file
/// What a book teaches about the needs of its customers, and how well that would have foretold its past.

#include <guanxi/core/timestamp.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/need/rule_book.hpp>
#include <guanxi/need/similar_customers.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// What speaks for a need.
enum class NeedSource {
  popularity,   ///< how many customers have it
  rule,         ///< a rule of the rule book
  association,  ///< who has these often has that
  neighbours,   ///< goes with what is owned
  similar,      ///< similar customers have it
  timing        ///< a purchase is due
};

/// What a replay could tell.
enum class NeedReplayState {
  measured,  ///< learnt on the earlier days, measured on the last one
  too_thin   ///< too little happened: weights are those given beforehand, probabilities are not calibrated
};

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::NeedSource> {
  using enum assess::NeedSource;
  static constexpr EnumWord table[] = {
      word(popularity, "popularity", {"受欢迎程度", "Popularity"}),
      word(rule, "rule", {"规则", "Rule"}),
      word(association, "association", {"关联规则", "Rule of association"}),
      word(neighbours, "neighbours", {"与已有的常在一起", "Goes with what is owned"}),
      word(similar, "similar", {"相似客户", "Similar customers"}),
      word(timing, "timing", {"购买周期", "Time of the next purchase"}),
  };
};

template <>
struct Words<assess::NeedReplayState> {
  using enum assess::NeedReplayState;
  static constexpr EnumWord table[] = {
      word(measured, "measured", {"已检验", "Measured"}),
      word(too_thin, "too_thin", {"历史太少", "Too little history"}, "",
           {"积累更多有日期的交易与需求", "Gather more purchases and needs with their days"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// Weights of the sources in log-odds. Each source adds weight · (its log-odds less those of popularity).
struct NeedSourceWeights {
  double intercept = -1;    ///< log-odds where everything else is 0
  double popularity = 1;    ///< of the log-odds of the share of customers that have it
  double rule = .4;         ///< of the confidence of the surest rule, if above popularity
  double association = .4;  ///< of the confidence of the best rule of association, if above popularity
  double neighbours = .3;   ///< of the mean confidence of what is owned
  double similar = .4;      ///< of the share among similar customers
  double timing = .8;       ///< of the probability that a purchase falls into the horizon
  bool operator==(const NeedSourceWeights&) const = default;
};

/// How sources are learnt.
struct NeedSourcesOptions {
  Date as_of{};                ///< nothing later is seen
  int horizon_days = 180;      ///< what is foretold: bought, raised or put in use within so many days; above 0
  int cuts = 4;                ///< past days for the replay, one horizon apart, the last a horizon ago; 0: no replay
  std::size_t at_n = 5;        ///< first so many of a list in which the replay looks for hits; at least 1
  int min_events = 20;         ///< events that learning weights takes; above 0
  double min_support = .01;    ///< of rules of association, in (0, 1]
  double min_confidence = .1;  ///< of rules of association, in [0, 1]
  need::SimilarOptions similar{};  ///< how similar customers are found
  double strength = 5;             ///< neighbours that the overall share counts for among similar customers, >= 0
  NeedSourceWeights weights{};     ///< beforehand: where learnt weights are drawn to, and used if history is thin
  Calendar calendar{};             ///< local time of points in time. Default +08:00.
  const need::RuleBook* rules = nullptr;  ///< rules for latent needs; the standard ones if null
};

/// How good one way to rank was.
struct NeedReplayScore {
  std::optional<double>
      hit_rate{};  ///< of the customers who took up something new, the share for whom it stood among the first
  std::optional<double> brier{};              ///< mean squared error of the probabilities
  std::optional<double> log_loss{};           ///< mean −ln of the probability of what happened
  std::optional<double> calibration_error{};  ///< mean distance of probabilities from shares, in ten bins
  bool operator==(const NeedReplayScore&) const = default;
};

/// How well the past would have been foretold: learnt on the earlier days, measured on the last one.
struct NeedReplay {
  NeedReplayState state = NeedReplayState::too_thin;  ///< whether it could be measured
  std::vector<Date> cuts{};                           ///< days on which predictions were made, earliest first
  std::int64_t rows{};                                ///< customers · candidates on the earlier days
  std::int64_t events{};                              ///< of them taken up within the horizon
  std::int64_t test_rows{};                           ///< on the last day
  std::int64_t test_events{};                         ///< of them taken up within the horizon
  std::int64_t customers{};                           ///< who took up something on the last day
  NeedReplayScore combined{};                         ///< all sources
  NeedReplayScore popularity{};                       ///< popularity alone, calibrated on the same days
  double gain{};                                      ///< mean log loss of popularity less that of all sources, a row
  double gain_error{};                                ///< its standard error, customers being independent
  bool better = false;                                ///< gain above 1.645 standard errors, and no fewer hits
  Message verdict{};                                  ///< the same for people
  bool operator==(const NeedReplay&) const = default;
};

/// What a book has taught. A value that copies cheaply; any number of threads may ask at once.
class NeedSources {
 public:
  struct State;
  /// What was learnt, for this library only.
  explicit NeedSources(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  /// The day up to which everything was learnt.
  [[nodiscard]] Date as_of() const noexcept;
  /// Days ahead that probabilities are about.
  [[nodiscard]] int horizon_days() const noexcept;
  /// The weights in use: learnt on all past days, none below 0; or those given.
  [[nodiscard]] const NeedSourceWeights& weights() const noexcept;
  /// How well the past would have been foretold.
  [[nodiscard]] const NeedReplay& replay() const noexcept;
  /// Offerings that are foretold: those on sale; without any, the products that the records name.
  [[nodiscard]] const std::vector<std::string>& offerings() const noexcept;
  /// What was learnt, for this library only.
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::shared_ptr<const State> state_;
};

/// Learns from a book as known on a day: who has what, rules of association, neighbours of items and customers, gaps
/// between purchases; then, from predictions for past days and what came after them, the weights of the sources. The
/// book is seen as `known_by` has it: on past days values that move need a proof of their age; on the day itself values
/// without any day stand as they are.
/// @param book     any number of customers; offerings among the shared records
/// @param options  day, horizon, replay, limits
/// @return  no fact later than the day changes any bit of it
/// @throws  ArgumentError  `argument.horizon_days`, `argument.cuts`, `argument.at_n`, `argument.min_events`,
///                         `argument.weight` for one that is not finite; as `association_rules`, `similar_customers`
/// @cost    (cuts + 1) · (customers² · features + customers · (offerings + rules)); no shared state
/// @source  docs/methods/predicted_needs.md
[[nodiscard]] NeedSources learn_need_sources(const Book& book, const NeedSourcesOptions& options);

}  // namespace guanxi::assess
