#pragma once
/// @file
/// What people need to know of a model of winning before they lean on it.

#include <guanxi/core/date.hpp>
#include <guanxi/score/win_model.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::score {

/// What the writer of a model card adds to what the model knows.
struct ModelCardOptions {
  Message purpose{};             ///< what the model is for; empty: the probability that an open deal is won
  std::optional<Date> as_of{};   ///< day of the card
  std::optional<Date> origin{};  ///< day 0 of the model's times, so that they are shown as days
};

/// One line of figures.
struct CardFigure {
  Message label{};  ///< what is told
  Message value{};  ///< the figure as text
  bool operator==(const CardFigure&) const = default;
};

/// A heading with its lines.
struct CardSection {
  Message title{};                    ///< heading
  std::vector<CardFigure> figures{};  ///< label and value
  std::vector<Message> notes{};       ///< sentences
  bool operator==(const CardSection&) const = default;
};

/// A model of winning for people: purpose, data, columns, groups, calibration, check, limits.
struct ModelCard {
  Message title{};              ///< name of the card
  std::string version{};        ///< name and version of the method
  std::optional<Date> as_of{};  ///< day of the card
  WinState state{};             ///< of the model
  CardSection purpose{};        ///< what it is for
  CardSection data{};           ///< rows, outcomes, days
  CardSection columns{};        ///< columns in use and left out, with shares of unknown values
  CardSection effects{};        ///< odds ratios with intervals, strongest first
  CardSection groups{};         ///< how much teams differ
  CardSection validation{};     ///< out of sample, and the calibration
  CardSection limits{};         ///< what it must not be used for
  bool operator==(const ModelCard&) const = default;
};

/// The card of a model.
/// @param model    any
/// @param options  purpose and day
/// @return  all sections, in both languages; a section without content says so
/// @cost    linear in the model
[[nodiscard]] ModelCard model_card(const WinModel& model, const ModelCardOptions& options = {});

/// A card as Markdown.
/// @param card      made by `model_card`
/// @param language  of the text
/// @cost    linear
[[nodiscard]] std::string to_text(const ModelCard& card, Language language);

}  // namespace guanxi::score
