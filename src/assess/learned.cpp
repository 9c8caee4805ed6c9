#include <guanxi/assess/learned.hpp>

#include <guanxi/model/known_by.hpp>

#include <utility>

#include "win_row.hpp"

namespace guanxi::assess {

struct Learned::State {
  Date as_of{};
  WinFeaturesOptions features{};
  score::WinModel win{};
  std::vector<ClosedDeal> closed{};
  NeedSources needs;
};

namespace {

score::WinModel learn_winning(const Book& book, const LearnOptions& options) {
  WinCutsOptions cuts = options.cuts;
  cuts.as_of = options.as_of;
  WinFeaturesOptions how = options.features;
  how.as_of = options.as_of;
  const WinFeatures taken = win_features(book, win_cuts(book, cuts), how);
  score::WinOptions win = options.win;
  win.weights = taken.weights;
  win.time = taken.time;
  if (win.prior == score::WinPrior{}) win.prior = standard_win_prior(taken.features);
  if (taken.features.columns.empty()) {  // nothing was ever closed: experience answers
    const std::vector<double> none;
    win.weights = win.time = none;
    const score::Column age{"age_days", std::span<const double>()};
    return score::fit_win_model(std::span(&age, 1), none, win);
  }
  return score::fit_win_model(taken.features.view(), taken.outcome, win);
}

// Columns in the words of people: `stage=negotiation` becomes “Stage: negotiation”.
void name_column(Message& label, const std::string& part) {
  const std::size_t sign = part.find('=');
  for (const WinFeature& feature : win_feature_list()) {
    if (feature.name != std::string_view(part).substr(0, sign)) continue;
    const std::string word = sign == std::string::npos ? "" : part.substr(sign + 1);
    label = {std::string(feature.label.zh) + (word.empty() ? "" : "：" + word),
             std::string(feature.label.en) + (word.empty() ? "" : ": " + word)};
  }
}

// A column's name at the start of a text gives way to its label.
void name_start(std::string& text, Language language) {
  for (const WinFeature& feature : win_feature_list()) {
    if (!text.starts_with(feature.name)) continue;
    const char next = text.size() > feature.name.size() ? text[feature.name.size()] : ' ';
    if (next == '_' || (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9')) continue;
    text.replace(0, feature.name.size(), feature.label.in(language));
    return;
  }
}

}  // namespace

score::ModelCard win_card(const Learned& learned) {
  score::ModelCard card = score::model_card(learned.win(), {.as_of = learned.as_of(), .origin = Date{}});
  for (score::CardSection* section : {&card.columns, &card.effects, &card.groups})
    for (score::CardFigure& figure : section->figures) {
      name_start(figure.label.zh, Language::zh);
      name_start(figure.label.en, Language::en);
    }
  return card;
}

Date Learned::as_of() const noexcept { return state_->as_of; }
const score::WinModel& Learned::win() const noexcept { return state_->win; }
const NeedSources& Learned::needs() const noexcept { return state_->needs; }

Learned learn_from(const Book& book, const LearnOptions& options) {
  NeedSourcesOptions needs = options.needs;
  needs.as_of = options.as_of;
  std::vector<ClosedDeal> closed = closed_deals(book, options.features.calendar);
  std::erase_if(closed, [&options](const ClosedDeal& deal) { return deal.on > options.as_of; });
  WinFeaturesOptions features = options.features;
  features.catalogue = nullptr;  // it need not outlive the call
  return Learned(std::make_shared<const Learned::State>(Learned::State{
      options.as_of, features, learn_winning(book, options), std::move(closed), learn_need_sources(book, needs)}));
}

score::Prediction win_prediction(const Dossier& dossier, Id<Opportunity> opportunity, const Learned& learned,
                                 Date as_of) {
  const Learned::State& state = learned.state();
  const WinCut cut{opportunity, as_of};
  const WinFeatures taken = win_features_of(dossier, state.closed, std::span(&cut, 1), state.features);
  score::Prediction prediction = score::explain(state.win, taken.features.view(), 0, {.as_of = as_of});
  for (Contribution& reason : prediction.score.contributions) name_column(reason.label, reason.part);
  for (MissingPart& missing : prediction.score.missing) name_column(missing.label, missing.part);
  return prediction;
}

}  // namespace guanxi::assess
