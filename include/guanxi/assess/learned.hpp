#pragma once
/// @file
/// What the history of a book teaches: how likely deals are won, and which needs come next.

#include <guanxi/assess/need_sources.hpp>
#include <guanxi/assess/win_features.hpp>
#include <guanxi/score/model_card.hpp>
#include <guanxi/score/win_model.hpp>

#include <memory>

namespace guanxi::assess {

/// How a book is learnt from.
struct LearnOptions {
  Date as_of{};                   ///< nothing later is seen
  WinCutsOptions cuts{};          ///< when deals of the past are looked at; `as_of` is filled in
  WinFeaturesOptions features{};  ///< how their features are taken; `as_of` is filled in
  score::WinOptions
      win{};  ///< how winning is modelled; weights and times are filled in, and the prior if none is given
  NeedSourcesOptions needs{};  ///< how sources of needs are learnt; `as_of` is filled in
};

/// What a book has taught. A value that copies cheaply; any number of threads may ask at once.
class Learned {
 public:
  struct State;
  /// What was learnt, for this library only.
  explicit Learned(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  /// The day up to which everything was learnt.
  [[nodiscard]] Date as_of() const noexcept;
  /// How likely deals are won; see its state and validation.
  [[nodiscard]] const score::WinModel& win() const noexcept;
  /// Where predicted needs come from; see their replay.
  [[nodiscard]] const NeedSources& needs() const noexcept;
  /// What was learnt, for this library only.
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::shared_ptr<const State> state_;
};

/// Learns from a book as known on a day.
/// @param book     any number of customers; without deals that were won or lost the experience of `standard_win_prior`
/// answers
/// @param options  day, cuts, models
/// @return  no fact later than the day changes any bit of it
/// @throws  ArgumentError  as `win_cuts`, `win_features`, `fit_win_model`, `learn_need_sources`
/// @cost    that of these four; no shared state, any thread may call it
[[nodiscard]] Learned learn_from(const Book& book, const LearnOptions& options);

/// The card of the model of winning, its columns named in the words of people.
/// @cost  linear in the model
[[nodiscard]] score::ModelCard win_card(const Learned& learned);

/// How likely a deal is won on a day, with reasons, by what was learnt.
/// @param dossier      the customer as it is; what nothing proves to be known by the day does not count
/// @param opportunity  one of its deals, open on the day
/// @param learned      from a book
/// @param as_of        the day
/// @return  log-odds that add up, the probability in [.0001, .9999] and its interval; state prior_only without lift
/// @throws  ArgumentError  `argument.cuts` for a deal that the dossier does not hold
/// @cost    a copy of the dossier and its analyses
[[nodiscard]] score::Prediction win_prediction(const Dossier& dossier, Id<Opportunity> opportunity,
                                               const Learned& learned, Date as_of);

}  // namespace guanxi::assess
