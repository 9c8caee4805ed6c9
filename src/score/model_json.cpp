#include <guanxi/score/model_json.hpp>

#include "model_checks.hpp"
#include "plain_json.hpp"

namespace guanxi::score {

namespace {

constexpr std::string_view version_name = "model";

// Name and version of models that do not carry it themselves.
template <class Model>
constexpr std::string_view outer_version{};
template <>
constexpr std::string_view outer_version<Platt> = "score.platt/1";
template <>
constexpr std::string_view outer_version<Isotonic> = "score.isotonic/1";
template <>
constexpr std::string_view outer_version<Calibration> = "score.calibration/1";

template <class Model>
std::string version_of() {
  if constexpr (outer_version<Model>.empty()) {
    return Model{}.model;
  } else {
    return std::string(outer_version<Model>);
  }
}

void check_version(std::string_view utf8, const JsonValue& json, const std::string& expected) {
  const JsonValue* found = json.find(version_name);
  if (found != nullptr && found->kind == JsonValue::Kind::text && found->text == expected) return;
  const JsonValue& at = found == nullptr ? json : *found;
  throw ParseError(
      "score.model_version",
      place_in(utf8, at.position) + ": expected “" + std::string(version_name) + "”: “" + expected + "”, found " +
          (found == nullptr                       ? "none"
           : found->kind == JsonValue::Kind::text ? "“" + found->text + "”"
                                                  : std::string(to_text(found->kind))) +
          "; another version cannot be read: fit the model again, or read it with the version that wrote it",
      at.position);
}

}  // namespace

template <KeptModel Model>
std::string to_json(const Model& model, int indent) {
  plain::Writer writer(indent);
  if constexpr (outer_version<Model>.empty()) {
    return writer.object(model);
  } else {
    return writer.object_with(version_name, outer_version<Model>, model);
  }
}

template <KeptModel Model>
Model model_from_json(std::string_view utf8) {
  const JsonValue json = parse_json(utf8);
  const plain::Reader reader(utf8, outer_version<Model>.empty() ? std::string_view() : version_name);
  reader.demand(json, JsonValue::Kind::object, "");
  check_version(utf8, json, version_of<Model>());
  Model model;
  reader.read(json, model, "");
  if (const checks::Misfit misfit = checks::misfit_of(model); !misfit.sentence.empty())
    reader.fail(json, misfit.member, misfit.sentence);
  return model;
}

template std::string to_json(const WinModel&, int);
template std::string to_json(const Logistic&, int);
template std::string to_json(const NaiveBayes&, int);
template std::string to_json(const Scorecard&, int);
template std::string to_json(const Platt&, int);
template std::string to_json(const Isotonic&, int);
template std::string to_json(const Calibration&, int);
template WinModel model_from_json(std::string_view);
template Logistic model_from_json(std::string_view);
template NaiveBayes model_from_json(std::string_view);
template Scorecard model_from_json(std::string_view);
template Platt model_from_json(std::string_view);
template Isotonic model_from_json(std::string_view);
template Calibration model_from_json(std::string_view);

}  // namespace guanxi::score
