#include <guanxi/score/ahp.hpp>
#include <guanxi/score/criteria_weights.hpp>
#include <guanxi/score/promethee.hpp>
#include <guanxi/score/spotis.hpp>
#include <guanxi/score/topsis.hpp>
#include <guanxi/score/vikor.hpp>
#include <guanxi/score/weighted_sums.hpp>

#include "calls.hpp"
#include "modules.hpp"
#include "numbers.hpp"

namespace guanxi::python {

namespace {

using namespace score;

/// Options of a choice: keywords, and what they borrow.
template <class O>
struct ChoiceCall {
  Storage storage{};
  O options{};
  ChoiceCall(const py::dict& keywords, const std::string& whose) { take_options(options, keywords, whose, storage); }
};

MatrixView view_of(const NumberTable& table) { return {table.values, table.columns}; }

template <class O>
std::string choice_signature(const std::string& more = "") {
  return "(matrix: " + std::string(number_table_annotation) + more + ", *" + parameters_of<O>() + ") -> ";
}

/// A choice from a table of alternatives by criteria.
template <class O, class R>
void add_choice(py::module_& module, const char* name, R (*choose)(MatrixView, const O&), const std::string& doc) {
  add_function(module, name, [name = std::string(name), choose](const py::object& matrix, const py::kwargs& keywords) {
    const ChoiceCall<O> call(keywords, name);
    const NumberTable table = numbers_table(matrix, name + "(matrix)");
    return to_result(without_gil([&] { return choose(view_of(table), call.options); }));
  }, choice_signature<O>() + shown_annotation<R>(), doc, py::arg("matrix"));
}

void add_weights(py::module_& module, const char* name, std::vector<double> (*weigh)(MatrixView), const std::string& doc) {
  add_function(module, name, [name = std::string(name), weigh](const py::object& matrix) {
    const NumberTable table = numbers_table(matrix, name + "(matrix)");
    return numbers_to_python(without_gil([&] { return weigh(view_of(table)); }));
  }, "(matrix: " + std::string(number_table_annotation) + ") -> Numbers[float]", doc, py::arg("matrix"));
}

Judgement judgement_from_python(py::handle value, const std::string& what) {
  if (PyUnicode_Check(value.ptr()) || PySequence_Check(value.ptr()) == 0 || py::len(value) != 3) throw_wrong_type(what, "first, second and value", value);
  const auto parts = py::reinterpret_borrow<py::sequence>(value);
  Storage none;
  return {taken<std::int64_t>(py::object(parts[0]), what + "[0]", none), taken<std::int64_t>(py::object(parts[1]), what + "[1]", none), taken<double>(py::object(parts[2]), what + "[2]", none)};
}

std::vector<Judgement> judgements_from_python(const py::object& list) {
  if (!py::hasattr(list, "__iter__")) throw_wrong_type("ahp_judgements(judgements)", "a list", list);
  std::vector<Judgement> judgements;
  for (const py::handle one : py::reinterpret_borrow<py::iterable>(list)) judgements.push_back(judgement_from_python(one, "ahp_judgements(judgements)[" + std::to_string(judgements.size()) + "]"));
  return judgements;
}

/// As many things as the judgements speak of.
std::size_t things_in(std::span<const Judgement> judgements) {
  std::int64_t most = -1;
  for (const Judgement& one : judgements) most = (std::max)({most, one.first, one.second});
  return static_cast<std::size_t>(most + 1);
}

py::list group_from_python(const py::object& matrices) {
  if (!py::hasattr(matrices, "__iter__")) throw_wrong_type("group_judgements(matrices)", "a list of matrices", matrices);
  std::vector<NumberTable> tables;
  std::vector<MatrixView> views;
  for (const py::handle one : py::reinterpret_borrow<py::iterable>(matrices)) {
    tables.push_back(numbers_table(one, "group_judgements(matrices)[" + std::to_string(tables.size()) + "]", Absent::nan));
    views.push_back(view_of(tables.back()));
  }
  const std::vector<double> mean = group_judgements(views);
  const std::size_t n = views.front().columns;
  py::list rows;
  for (std::size_t i = 0; i < n; ++i) {
    py::list row;
    for (std::size_t j = 0; j < n; ++j) row.append(mean[i * n + j]);
    rows.append(row);
  }
  return rows;
}

void add_ahp(py::module_& module) {
  add_function(module, "ahp", [](const py::object& matrix, const py::kwargs& keywords) {
    const ChoiceCall<AhpOptions> call(keywords, "ahp");
    const NumberTable table = numbers_table(matrix, "ahp(matrix)", Absent::nan);
    return to_result(without_gil([&] { return ahp(view_of(table), call.options); }));
  }, "(matrix: collections.abc.Iterable[collections.abc.Iterable[float | None]], *" + parameters_of<AhpOptions>() + ") -> " + shown_annotation<AhpResult>(),
  "Weights from comparisons of two at a time: cell (i, j) is how many times as important i is as j; None or NaN where nobody has compared (Saaty 1980)."
               R"doc(

>>> result = gx.score.ahp([[1, 2, 4], [1/2, 1, 2], [1/4, 1/2, 1]])
>>> [round(weight, 3) for weight in result.weights], result.consistent
([0.571, 0.286, 0.143], True))doc", py::arg("matrix"));
  add_function(module, "ahp_judgements", [](const py::object& judgements, const py::object& things, const py::kwargs& keywords) {
    const ChoiceCall<AhpOptions> call(keywords, "ahp_judgements");
    const std::vector<Judgement> list = judgements_from_python(judgements);
    Storage none;
    const auto count = taken<std::optional<std::size_t>>(things, "ahp_judgements(things)", none).value_or(things_in(list));
    return to_result(without_gil([&] { return ahp_judgements(count, list, call.options); }));
  }, "(judgements: collections.abc.Iterable[tuple[int, int, float]], things: int | None = None, *" + parameters_of<AhpOptions>() + ") -> " + shown_annotation<AhpResult>(),
  "Weights from a list of comparisons (first, second, value); pairs that are missing take the values that fit best.", py::arg("judgements"), py::arg("things") = py::none());
  add_function(module, "group_judgements", &group_from_python, "(matrices: collections.abc.Iterable[collections.abc.Iterable[collections.abc.Iterable[float | None]]]) -> list[list[float]]",
               "The comparisons of a group, for ahp(): the geometric mean of those who made each; NaN where nobody has.", py::arg("matrices"));
}

}  // namespace

void add_score_choices(py::module_& module) {
  add_ahp(module);
  add_choice(module, "topsis", &topsis, "Ranks alternatives (rows) by criteria (columns): near the best of everything and far from the worst (Hwang, Yoon 1981)."
             R"doc(

>>> result = gx.score.topsis([[1, 3000], [2, 3750], [5, 4500]], weights=[1, 1], directions=["min", "max"], normalization="minmax")
>>> [round(score, 3) for score in result.scores], result.ranks
([0.5, 0.617, 0.5], [2, 1, 2]))doc");
  add_function(module, "distance_shares", [](const py::object& matrix, std::size_t alternative, const py::kwargs& keywords) {
    const ChoiceCall<TopsisOptions> call(keywords, "distance_shares");
    return to_result(distance_shares(view_of(numbers_table(matrix, "distance_shares(matrix)")), alternative, call.options));
  }, choice_signature<TopsisOptions>(", alternative: int") + shown_annotation<std::vector<DistanceShare>>(), "How much each criterion matters for the distances of one alternative in topsis().", py::arg("matrix"), py::arg("alternative"));
  add_choice(module, "wsm", &wsm, "Weighted sum of ratings.");
  add_choice(module, "wpm", &wpm, "Weighted product of ratings.");
  add_choice(module, "waspas", &waspas, "Mean of the weighted sum and the weighted product (Zavadskas 2012).");
  add_choice(module, "vikor", &vikor, "Compromise between summed and greatest regret; smaller is better (Opricovic, Tzeng 2004).");
  add_choice(module, "promethee_ii", &promethee_ii, "Net flow of preference; larger is better (Brans, Vincke 1985).");
  add_function(module, "spotis", [](const py::object& matrix, const py::object& bounds, const py::kwargs& keywords) {
    const ChoiceCall<SpotisOptions> call(keywords, "spotis");
    const NumberTable table = numbers_table(matrix, "spotis(matrix)"), reach = numbers_table(bounds, "spotis(bounds)");
    return to_result(without_gil([&] { return spotis(view_of(table), view_of(reach), call.options); }));
  }, choice_signature<SpotisOptions>(", bounds: " + std::string(number_table_annotation)) + shown_annotation<SpotisResult>(),
  "Distance from the ideal within bounds given in advance, one (low, high) a criterion; smaller is better (Dezert 2020).", py::arg("matrix"), py::arg("bounds"));
  add_weights(module, "entropy_weights", &entropy_weights, "Weights by entropy: the more a criterion tells the alternatives apart, the more it weighs.");
  add_function(module, "critic_weights", [](const py::object& matrix, const py::kwargs& keywords) {
    const ChoiceCall<CriticOptions> call(keywords, "critic_weights");
    const NumberTable table = numbers_table(matrix, "critic_weights(matrix)");
    return numbers_to_python(without_gil([&] { return critic_weights(view_of(table), call.options); }));
  }, choice_signature<CriticOptions>() + "Numbers[float]", "Weights by spread and conflict with the other criteria (Diakoulaki 1995).", py::arg("matrix"));
  add_weights(module, "std_weights", &std_weights, "Weights by standard deviation of the numbers as they stand.");
}

}  // namespace guanxi::python
