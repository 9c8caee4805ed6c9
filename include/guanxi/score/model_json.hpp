#pragma once
/// @file
/// Fitted models as text, to be kept and read again.

#include <guanxi/score/calibration.hpp>
#include <guanxi/score/logistic.hpp>
#include <guanxi/score/naive_bayes.hpp>
#include <guanxi/score/scorecard.hpp>
#include <guanxi/score/win_model.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace guanxi::score {

/// A fitted model that can be kept.
template <class Model>
concept KeptModel = std::same_as<Model, WinModel> || std::same_as<Model, Logistic> || std::same_as<Model, NaiveBayes> ||
                    std::same_as<Model, Scorecard> || std::same_as<Model, Platt> || std::same_as<Model, Isotonic> ||
                    std::same_as<Model, Calibration>;

/// Writes a model as a JSON object: `model` with name and version of the method, then each member by its name.
/// @param model   fitted
/// @param indent  blanks a level; 0 for one line
/// @return  text that `model_from_json` reads back bit by bit, the same on every machine; infinite numbers are the
/// texts
///          `inf` and `-inf`
/// @throws  ArgumentError  `score.model_value` for a member that is NaN or no UTF-8, naming it
/// @cost    linear in the size of the model; no shared state
template <KeptModel Model>
[[nodiscard]] std::string to_json(const Model& model, int indent = 0);

/// Reads a model that `to_json` wrote.
/// @param utf8  the whole text
/// @return  a model equal to the one written, that gives the same answers bit by bit
/// @throws  ParseError  `json.syntax` for text that is no JSON; `score.model_version` for another model or version,
/// saying
///          which was expected and which found; `score.model_json` with line, column and member for what is missing,
///          unknown or of the wrong type, and for parts that do not fit each other, such as a covariance of another
///          size
/// @cost    linear in the text; no shared state
template <KeptModel Model>
[[nodiscard]] Model model_from_json(std::string_view utf8);

}  // namespace guanxi::score
