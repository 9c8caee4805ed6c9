#include <guanxi/lifetime.hpp>

#include "calls.hpp"
#include "column_table.hpp"
#include "modules.hpp"
#include "purchase_state.hpp"

namespace guanxi::python {

template <>
inline constexpr auto table_of<lifetime::PurchaseSummary> = &column_table<lifetime::PurchaseSummary>;
template <>
inline constexpr auto table_of<lifetime::CustomerValues> = &column_table<lifetime::CustomerValues>;
template <>
inline constexpr auto table_of<lifetime::ExpectedAmounts> = &column_table<lifetime::ExpectedAmounts>;
template <>
inline constexpr auto table_of<lifetime::Tracking> = &column_table<lifetime::Tracking>;
template <>
inline constexpr const char* plot_of<lifetime::SurvivalCurve> = "plot_survival";
template <>
inline constexpr const char* plot_of<lifetime::Tracking> = "plot_tracking";

namespace {

using lifetime::FitOptions;
using lifetime::FitReport;
using lifetime::Histories;

constexpr const char* history_parameters = "x: typing.Any, t_x: typing.Any = None, T: typing.Any = None";

/// The columns of a call: one by one, or those of a summary.
class TakenHistories {
 public:
  TakenHistories(const py::object& x, const py::object& t_x, const py::object& T, const py::dict& keywords, const std::string& whose) {
    if (const Owner summary = as_result(x, result_info<lifetime::PurchaseSummary>())) {
      owner_ = summary;
      held_ = static_cast<const lifetime::PurchaseSummary*>(summary.get())->histories();
    } else {
      held_.x = column(x, whose + "(x)");
      held_.t_x = column(t_x, whose + "(t_x)");
      held_.T = column(T, whose + "(T)");
    }
    if (keywords.contains("weights")) held_.weights = column(keywords["weights"], whose + "(weights=)");
    if (keywords.contains("log_gaps")) held_.log_gaps = column(keywords["log_gaps"], whose + "(log_gaps=)");
  }
  [[nodiscard]] const Histories& histories() const { return held_; }

 private:
  std::span<const double> column(const py::object& values, const std::string& what) {
    if (values.is_none()) return {};
    if (PyFloat_Check(values.ptr()) != 0 || PyLong_Check(values.ptr()) != 0) {
      singles_.push_back(values.cast<double>());
      return {&singles_.back(), 1};
    }
    return lists_.emplace_back(numbers_list(values, what)).values;
  }

  Histories held_{};
  Owner owner_{};
  std::deque<NumberList> lists_{};
  std::deque<double> singles_{};
};

void demand_known(const py::dict& keywords, const std::string& whose, const std::set<std::string_view>& known) {
  for (const auto& [key, value] : keywords)
    if (!known.contains(utf8_of(key))) throw_unknown_keyword(whose + "()", utf8_of(key), std::vector<std::string_view>(known.begin(), known.end()));
}

FitOptions fit_options(const py::dict& keywords, const std::string& whose, const std::set<std::string_view>& passed) {
  Storage storage;
  FitOptions options;
  std::set<std::string_view> all = passed;
  all.insert({"threads", "progress"});
  take_options(options, keywords, whose, storage, all);
  options.work = work_from_python(keywords, whose);
  return options;
}

/// Answers of a model as a Python list that shows them in place; a single one for single numbers.
py::object answers(std::vector<double> values, const py::object& x) {
  if (PyFloat_Check(x.ptr()) != 0 || PyLong_Check(x.ptr()) != 0) return py::float_(values.at(0));
  return numbers_to_python(std::move(values));
}

/// The parameters of a model: numbers among its members.
template <class Model, class Visit>
void for_parameters(Model& model, const Visit& visit) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      if constexpr (std::is_arithmetic_v<MemberType<std::remove_const_t<Model>, J>>) visit(member_name<std::remove_const_t<Model>, J>, *std::get<J>(addresses_of(model)));
    };
    (one(std::integral_constant<std::size_t, I>{}), ...);
  }(std::make_index_sequence<member_count<std::remove_const_t<Model>>>());
}

/// Makes the class of a model with what does not depend on which it is.
template <class Model>
py::class_<Model> model_class(py::module_& module, const std::string& name) {
  const std::string doc(doc_of_member(guanxi::detail::type_name<Model>(), ""));
  py::class_<Model> cls(module, name.c_str(), doc.c_str());
  std::string signature = "(self";
  const Model none{};
  for_parameters(none, [&]<class T>(std::string_view parameter, const T&) { signature += ", " + std::string(parameter) + (std::is_integral_v<T> ? ": int" : ": float"); });
  add_function(cls, "__init__", [name](py::detail::value_and_holder& self, const py::args& given, const py::kwargs& keywords) {
    Storage storage;
    auto model = std::make_unique<Model>();
    std::size_t place = 0;
    for_parameters(*model, [&]<class T>(std::string_view parameter, T& held) {
      const py::str key(std::string{parameter});
      if (place < given.size()) held = taken<T>(given[place], name + "(" + std::string(parameter) + ")", storage);
      else if (keywords.contains(key)) held = taken<T>(keywords[key], name + "(" + std::string(parameter) + "=)", storage);
      else throw WrongType("python.keyword", name + "() needs " + std::string(parameter));
      ++place;
    });
    if (given.size() > place) throw WrongType("python.keyword", name + "() takes " + std::to_string(place) + " parameters, found " + std::to_string(given.size()));
    self.value_ptr() = model.release();
  }, signature + ") -> None", "A model with given parameters.", py::detail::is_new_style_constructor());
  py::dict annotations;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto add = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      using M = MemberType<Model, J>;
      if constexpr (std::same_as<M, FitReport>) return;
      else {
        const std::string member(member_name<Model, J>), about(doc_of_member(guanxi::detail::type_name<Model>(), member));
        annotations[member.c_str()] = shown_annotation<M>();
        cls.def_property_readonly(member.c_str(), [](const Model& self) {
          const auto copy = std::make_shared<const Model>(self);
          return show<M>(*std::get<J>(addresses_of(*copy)), copy);
        }, about.c_str());
      }
    };
    (add(std::integral_constant<std::size_t, I>{}), ...);
  }(std::make_index_sequence<member_count<Model>>());
  annotations["params"] = "dict[str, float]";
  annotations["log_likelihood"] = "float";
  annotations["diagnosis"] = shown_annotation<FitReport>();
  cls.attr("__annotations__") = annotations;
  cls.def_property_readonly("params", [](const Model& self) {
    py::dict made;
    for_parameters(self, [&made](std::string_view parameter, const auto& value) { made[text(parameter)] = value; });
    return made;
  }, "The parameters by name.");
  cls.def_property_readonly("log_likelihood", [](const Model& self) { return self.fit.log_likelihood; }, "At the fitted parameters; 0 if they were given.");
  cls.def_property_readonly("diagnosis", [](const Model& self) { return to_result(self.fit); }, "What stands behind the parameters: status, errors, curvature, causes, rows left out.");
  cls.def("__eq__", [](const Model& self, const py::object& other) -> py::object {
    if (!py::isinstance<Model>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(self == other.cast<const Model&>());
  }, py::arg("other"));
  cls.attr("__hash__") = py::none();
  cls.def("__repr__", [name](const Model& self) {
    std::string shown = name + "(";
    for_parameters(self, [&shown](std::string_view parameter, const auto& value) { shown += (shown.back() == '(' ? "" : ", ") + std::string(parameter) + "=" + std::string(py::repr(py::cast(value))); });
    return text(shown + ")");
  });
  return cls;
}

template <class Class, class Call>
void add_static(Class& cls, const char* name, Call&& call, const std::string& signature, const std::string& doc) {
  py::options options;
  options.disable_function_signatures();
  cls.def_static(name, std::forward<Call>(call), (name + signature + "\n\n" + doc).c_str());
}

// -- purchases --

template <lifetime::PurchaseModel Model>
void add_purchase_answers(py::class_<Model>& cls, const std::string& name) {
  const std::set<std::string_view> plain{"log_gaps", "threads", "progress"};
  add_function(cls, "log_likelihood_of", [name, plain](const Model& self, const py::object& x, const py::object& t_x, const py::object& T, const py::kwargs& keywords) {
    demand_known(keywords, name + ".log_likelihood_of", plain);
    const TakenHistories rows(x, t_x, T, keywords, name + ".log_likelihood_of");
    const Work work = work_from_python(keywords, name);
    return answers(without_gil([&] { return lifetime::log_likelihoods(self, rows.histories(), work); }), x);
  }, std::string("(self, ") + history_parameters + ", *, log_gaps: typing.Any = None" + work_parameters + ") -> typing.Any", "The log-likelihood of each customer.", py::arg("x"), py::arg("t_x") = py::none(), py::arg("T") = py::none());
  add_function(cls, "probability_alive", [name, plain](const Model& self, const py::object& x, const py::object& t_x, const py::object& T, const py::kwargs& keywords) {
    demand_known(keywords, name + ".probability_alive", plain);
    const TakenHistories rows(x, t_x, T, keywords, name + ".probability_alive");
    const Work work = work_from_python(keywords, name);
    return answers(without_gil([&] { return lifetime::probability_alive(self, rows.histories(), work); }), x);
  }, std::string("(self, ") + history_parameters + ", *, log_gaps: typing.Any = None" + work_parameters + ") -> typing.Any", "The probability that each customer has not left for good by the end of its T: of columns, a summary, or single numbers.", py::arg("x"), py::arg("t_x") = py::none(), py::arg("T") = py::none());
  add_function(cls, "expected_purchases", [name, plain](const Model& self, double t, const py::object& x, const py::object& t_x, const py::object& T, const py::kwargs& keywords) -> py::object {
    demand_known(keywords, name + ".expected_purchases", plain);
    if (x.is_none()) return py::float_(lifetime::expected_purchases(self, t));
    const TakenHistories rows(x, t_x, T, keywords, name + ".expected_purchases");
    const Work work = work_from_python(keywords, name);
    return answers(without_gil([&] { return lifetime::expected_purchases(self, rows.histories(), t, work); }), x);
  }, "(self, t: float, x: typing.Any = None, t_x: typing.Any = None, T: typing.Any = None, *, log_gaps: typing.Any = None" + std::string(work_parameters) + ") -> typing.Any", "The purchases to expect within t: of each customer after its T, or of a new customer if none is given.", py::arg("t"), py::arg("x") = py::none(), py::arg("t_x") = py::none(), py::arg("T") = py::none());
  add_function(cls, "purchase_probabilities", [name, plain](const Model& self, double t, int most, const py::object& x, const py::object& t_x, const py::object& T, const py::kwargs& keywords) -> py::object {
    demand_known(keywords, name + ".purchase_probabilities", plain);
    if (x.is_none()) return numbers_to_python(lifetime::purchase_probabilities(self, t, most));
    const TakenHistories rows(x, t_x, T, keywords, name + ".purchase_probabilities");
    return numbers_to_python(lifetime::purchase_probabilities(self, rows.histories(), t, most));
  }, "(self, t: float, most: int, x: typing.Any = None, t_x: typing.Any = None, T: typing.Any = None, *, log_gaps: typing.Any = None) -> Numbers[float]", "The probabilities of 0, 1 … most purchases within t: of one customer after its T, or of a new customer.", py::arg("t"), py::arg("most"), py::arg("x") = py::none(), py::arg("t_x") = py::none(), py::arg("T") = py::none());
  add_function(cls, "discounted_purchases", [name, plain](const Model& self, double rate, const py::object& x, const py::object& t_x, const py::object& T, const py::kwargs& keywords) {
    demand_known(keywords, name + ".discounted_purchases", plain);
    const TakenHistories rows(x, t_x, T, keywords, name + ".discounted_purchases");
    const Work work = work_from_python(keywords, name);
    return answers(without_gil([&] { return lifetime::discounted_purchases(self, rows.histories(), rate, work); }), x);
  }, std::string("(self, rate: float, ") + history_parameters + ", *, log_gaps: typing.Any = None" + work_parameters + ") -> typing.Any", "Discounted expected residual transactions (DERT); rate is continuous per unit of time, see continuous_rate.", py::arg("rate"), py::arg("x"), py::arg("t_x") = py::none(), py::arg("T") = py::none());
  add_function(cls, "explain_alive", [name](const Model& self, const py::object& x, const py::object& t_x, const py::object& T, const py::object& unit) {
    Storage storage;
    const TakenHistories rows(x, t_x, T, {}, name + ".explain_alive");
    return to_result(lifetime::explain_alive(self, rows.histories(), taken<lifetime::TimeUnit>(unit, name + ".explain_alive(unit=)", storage)));
  }, "(self, x: float, t_x: float, T: float, *, unit: " + Take<lifetime::TimeUnit>::annotation() + " = 'week') -> " + shown_annotation<lifetime::AliveDrivers>(), "Why a customer is thought to be there or gone, in words.", py::arg("x"), py::arg("t_x"), py::arg("T"), py::kw_only(), py::arg("unit") = "week");
  add_function(cls, "track", [name](const Model& self, const PurchaseDays& days, const py::kwargs& keywords) {
    Storage storage;
    lifetime::TrackingOptions options;
    take_options(options, keywords, name + ".track", storage);
    return to_result(without_gil([&] { return lifetime::track(self, days.finalize(), options); }));
  }, "(self, days: guanxi.portfolio.PurchaseDays, *" + parameters_of<lifetime::TrackingOptions>() + ") -> " + shown_annotation<lifetime::Tracking>(), "Repeat purchases of all customers over time, as they were and as the model expects them.", py::arg("days"));
}

template <lifetime::PurchaseModel Model>
void add_purchase_model(py::module_& module, const std::string& example) {
  const std::string name = class_name(guanxi::detail::type_name<Model>());
  py::class_<Model> cls = model_class<Model>(module, name);
  add_static(cls, "fit", [name](const py::object& x, const py::args& more, const py::kwargs& keywords) {
    const auto at = [&](std::size_t place, const char* key) { return place < more.size() ? py::object(more[place]) : keywords.contains(key) ? py::object(keywords[key]) : py::object(py::none()); };
    const FitOptions options = fit_options(keywords, name + ".fit", {"t_x", "T", "weights", "log_gaps"});
    const TakenHistories rows(x, at(0, "t_x"), at(1, "T"), keywords, name + ".fit");
    return without_gil([&] { return lifetime::fit<Model>(rows.histories(), options); });
  }, "(x: typing.Any, t_x: typing.Any = None, T: typing.Any = None, *, weights: typing.Any = None, log_gaps: typing.Any = None" + parameters_of<FitOptions>() + work_parameters + ") -> " + name,
  "Fits the model by maximum likelihood to columns or a summary; see its diagnosis." + example);
  add_purchase_answers(cls, name);
}

// -- amounts --

struct TakenSpending {
  std::deque<NumberList> lists{};
  lifetime::Spending spending{};
  Owner owner{};

  TakenSpending(const py::object& x, const py::object& mean_amount, const py::dict& keywords, const std::string& whose) {
    if ((owner = as_result(x, result_info<lifetime::PurchaseSummary>()))) spending = static_cast<const lifetime::PurchaseSummary*>(owner.get())->spending();
    else spending = {.x = lists.emplace_back(numbers_list(x, whose + "(x)")).values, .mean_amount = lists.emplace_back(numbers_list(mean_amount, whose + "(mean_amount)", Absent::nan)).values};
    if (keywords.contains("weights") && !keywords["weights"].is_none()) spending.weights = lists.emplace_back(numbers_list(keywords["weights"], whose + "(weights=)")).values;
  }
};

void add_gamma_gamma(py::module_& module) {
  using lifetime::GammaGamma;
  py::class_<GammaGamma> cls = model_class<GammaGamma>(module, "GammaGamma");
  add_static(cls, "fit", [](const py::object& x, const py::args& more, const py::kwargs& keywords) {
    const FitOptions options = fit_options(keywords, "GammaGamma.fit", {"weights", "mean_amount"});
    const py::object amounts = more.size() > 0 ? py::object(more[0]) : keywords.contains("mean_amount") ? py::object(keywords["mean_amount"]) : py::object(py::none());
    const TakenSpending rows(x, amounts, keywords, "GammaGamma.fit");
    return without_gil([&] { return lifetime::fit_gamma_gamma(rows.spending, options); });
  }, "(x: typing.Any, mean_amount: typing.Any = None, *, weights: typing.Any = None" + parameters_of<FitOptions>() + work_parameters + ") -> GammaGamma", "Fits the model to customers with x above 0: columns or a summary.");
  add_function(cls, "expected_amounts", [](const GammaGamma& self, const py::object& x, const py::object& mean_amount) {
    const TakenSpending rows(x, mean_amount, {}, "GammaGamma.expected_amounts");
    return to_result(without_gil([&] { return lifetime::expected_amounts(self, rows.spending); }));
  }, "(self, x: typing.Any, mean_amount: typing.Any = None) -> " + shown_annotation<lifetime::ExpectedAmounts>(), "The mean amount to expect of each customer's future purchases, and where it comes from.", py::arg("x"), py::arg("mean_amount") = py::none());
  add_function(cls, "log_likelihood_of", [](const GammaGamma& self, const py::object& x, const py::object& mean_amount) {
    const TakenSpending rows(x, mean_amount, {}, "GammaGamma.log_likelihood_of");
    return numbers_to_python(without_gil([&] { return lifetime::log_likelihoods(self, rows.spending); }));
  }, "(self, x: typing.Any, mean_amount: typing.Any = None) -> Numbers[float]", "The log-likelihood of each customer; 0 where x is 0.", py::arg("x"), py::arg("mean_amount") = py::none());
}

template <class Answer>
void add_lifetime_value(py::module_& module, const Answer& answer) {
  add_function(module, "lifetime_value", answer, "(model: BgNbd | MbgNbd | BgCnbdK | MbgCnbdK | ParetoNbd | Nbd, amounts: GammaGamma, summary: " + shown_annotation<lifetime::PurchaseSummary>() + ", *" + parameters_of<lifetime::ValueOptions>() + work_parameters + ") -> " + shown_annotation<lifetime::CustomerValues>(),
               "What each customer of a summary is worth within some periods: purchases to expect times the amount to expect, discounted. By default the unit is that of the summary.", py::arg("model"), py::arg("amounts"), py::arg("summary"));
}

template <lifetime::PurchaseModel... Models>
void add_value(py::module_& module) {
  add_lifetime_value(module, [](const py::object& model, const lifetime::GammaGamma& amounts, const py::object& given, const py::kwargs& keywords) {
    Storage storage;
    const Owner held = as_result(given, result_info<lifetime::PurchaseSummary>());
    if (held == nullptr) throw_wrong_type("lifetime_value(summary)", "a summary as summarize makes it", given);
    const auto& summary = *static_cast<const lifetime::PurchaseSummary*>(held.get());
    lifetime::ValueOptions options{.unit = summary.unit};
    take_options(options, keywords, "lifetime_value", storage, {"threads", "progress"});
    const Work work = work_from_python(keywords, "lifetime_value");
    py::object made;
    const auto try_model = [&]<class Model>(std::type_identity<Model>) {
      if (made || !py::isinstance<Model>(model)) return;
      const auto& own = model.cast<const Model&>();
      made = to_result(without_gil([&] { return lifetime::lifetime_value(own, amounts, summary.histories(), summary.spending(), options, work); }));
    };
    (try_model(std::type_identity<Models>{}), ...);
    if (!made) throw_wrong_type("lifetime_value(model)", "a model of purchases", model);
    return made;
  });
}

// -- chances and contracts --

struct TakenChances {
  std::deque<NumberList> lists{};
  lifetime::ChanceHistories histories{};
  TakenChances(const py::object& x, const py::object& t_x, const py::object& n, const py::dict& keywords, const std::string& whose) {
    histories = {.x = lists.emplace_back(numbers_list(x, whose + "(x)")).values, .t_x = lists.emplace_back(numbers_list(t_x, whose + "(t_x)")).values, .n = lists.emplace_back(numbers_list(n, whose + "(n)")).values};
    if (keywords.contains("weights") && !keywords["weights"].is_none()) histories.weights = lists.emplace_back(numbers_list(keywords["weights"], whose + "(weights=)")).values;
  }
};

void add_bg_bb(py::module_& module) {
  using lifetime::BgBb;
  py::class_<BgBb> cls = model_class<BgBb>(module, "BgBb");
  constexpr const char* columns = "x: typing.Any, t_x: typing.Any, n: typing.Any";
  add_static(cls, "fit", [](const py::object& x, const py::object& t_x, const py::object& n, const py::kwargs& keywords) {
    const FitOptions options = fit_options(keywords, "BgBb.fit", {"weights"});
    const TakenChances rows(x, t_x, n, keywords, "BgBb.fit");
    return without_gil([&] { return lifetime::fit_bg_bb(rows.histories, options); });
  }, std::string("(") + columns + ", *, weights: typing.Any = None" + parameters_of<FitOptions>() + work_parameters + ") -> BgBb", "Fits the model by maximum likelihood: chances taken, number of the last one taken, chances there were.");
  add_function(cls, "probability_alive", [](const BgBb& self, const py::object& x, const py::object& t_x, const py::object& n) {
    return numbers_to_python(lifetime::probability_alive(self, TakenChances(x, t_x, n, {}, "BgBb.probability_alive").histories));
  }, std::string("(self, ") + columns + ") -> Numbers[float]", "The probability that each customer is still there when the next chance comes.", py::arg("x"), py::arg("t_x"), py::arg("n"));
  add_function(cls, "expected_purchases", [](const BgBb& self, int periods, const py::object& x, const py::object& t_x, const py::object& n) -> py::object {
    if (x.is_none()) return py::float_(lifetime::expected_purchases(self, periods));
    return numbers_to_python(lifetime::expected_purchases(self, TakenChances(x, t_x, n, {}, "BgBb.expected_purchases").histories, periods));
  }, "(self, periods: int, x: typing.Any = None, t_x: typing.Any = None, n: typing.Any = None) -> typing.Any", "The chances to expect to be taken of the next ones, or by a new customer of its first ones.", py::arg("periods"), py::arg("x") = py::none(), py::arg("t_x") = py::none(), py::arg("n") = py::none());
  add_function(cls, "purchase_probabilities", [](const BgBb& self, int periods) { return numbers_to_python(lifetime::purchase_probabilities(self, periods)); }, "(self, periods: int) -> Numbers[float]", "The distribution of the chances that a new customer takes.", py::arg("periods"));
  add_function(cls, "discounted_purchases", [](const BgBb& self, double rate, const py::object& x, const py::object& t_x, const py::object& n, const py::object& first) {
    Storage storage;
    return numbers_to_python(lifetime::discounted_purchases(self, TakenChances(x, t_x, n, {}, "BgBb.discounted_purchases").histories, rate, taken<lifetime::FirstPeriod>(first, "BgBb.discounted_purchases(first=)", storage)));
  }, std::string("(self, rate: float, ") + columns + ", *, first: " + Take<lifetime::FirstPeriod>::annotation() + " = 'discounted') -> Numbers[float]", "All chances to come that will be taken, discounted per period.", py::arg("rate"), py::arg("x"), py::arg("t_x"), py::arg("n"), py::kw_only(), py::arg("first") = "discounted");
  add_function(cls, "log_likelihood_of", [](const BgBb& self, const py::object& x, const py::object& t_x, const py::object& n) {
    return numbers_to_python(lifetime::log_likelihoods(self, TakenChances(x, t_x, n, {}, "BgBb.log_likelihood_of").histories));
  }, std::string("(self, ") + columns + ") -> Numbers[float]", "The log-likelihood of each customer.", py::arg("x"), py::arg("t_x"), py::arg("n"));
}

void add_contracts(py::module_& module) {
  using Model = lifetime::ShiftedBetaGeometric;
  py::class_<Model> cls = model_class<Model>(module, "ShiftedBetaGeometric");
  add_static(cls, "fit", [](const py::object& renewals, const py::object& lost, const py::kwargs& keywords) {
    const FitOptions options = fit_options(keywords, "ShiftedBetaGeometric.fit", {"weights", "covariates"});
    std::deque<NumberList> lists;
    lifetime::Contracts contracts{.renewals = lists.emplace_back(numbers_list(renewals, "ShiftedBetaGeometric.fit(renewals)")).values, .lost = lists.emplace_back(numbers_list(lost, "ShiftedBetaGeometric.fit(lost)")).values};
    if (keywords.contains("weights") && !keywords["weights"].is_none()) contracts.weights = lists.emplace_back(numbers_list(keywords["weights"], "ShiftedBetaGeometric.fit(weights=)")).values;
    std::vector<lifetime::Covariate> covariates;
    if (keywords.contains("covariates") && !keywords["covariates"].is_none()) {
      if (PyDict_Check(py::object(keywords["covariates"]).ptr()) == 0) throw_wrong_type("ShiftedBetaGeometric.fit(covariates=)", "a dict of columns", keywords["covariates"]);
      for (const auto& [key, values] : keywords["covariates"].cast<py::dict>()) covariates.push_back({std::string(utf8_of(key)), lists.emplace_back(numbers_list(values, "ShiftedBetaGeometric.fit(covariates=)")).values});
    }
    contracts.covariates = covariates;
    return without_gil([&] { return lifetime::fit_contracts(contracts, options); });
  }, "(renewals: typing.Any, lost: typing.Any, *, weights: typing.Any = None, covariates: dict[str, typing.Any] | None = None" + parameters_of<FitOptions>() + work_parameters + ") -> ShiftedBetaGeometric", "Fits the model to contracts: times that each came up for renewal, and whether it was not renewed the last time.");
  add_static(cls, "fit_survivors", [](const py::object& cohorts, const py::kwargs& keywords) {
    Storage storage;
    const FitOptions options = fit_options(keywords, "ShiftedBetaGeometric.fit_survivors", {});
    const auto lists = taken<std::vector<std::vector<double>>>(cohorts, "ShiftedBetaGeometric.fit_survivors(cohorts)", storage);
    return without_gil([&] { return lifetime::fit_survivors(lists, options); });
  }, "(cohorts: collections.abc.Iterable[collections.abc.Iterable[float]], *" + parameters_of<FitOptions>() + work_parameters + ") -> ShiftedBetaGeometric",
  "Fits the model to cohorts told as survivors: contracts at the beginning, after the first renewal, after the second."
  R"doc(

>>> model = gx.lifetime.ShiftedBetaGeometric.fit_survivors([[1000, 631, 468, 382, 326]])
>>> round(model.survival(10), 3), model.retention(5) > model.retention(1)
(0.178, True))doc");
  add_function(cls, "survival", [](const Model& self, int t) { return lifetime::survival(self, t); }, "(self, t: int) -> float", "The share of contracts still running after renewal t.", py::arg("t"));
  add_function(cls, "retention", [](const Model& self, int t) { return lifetime::retention(self, t); }, "(self, t: int) -> float", "The share of running contracts renewed at renewal t.", py::arg("t"));
  add_function(cls, "discounted_lifetime", [](const Model& self, double rate) { return lifetime::discounted_lifetime(self, rate); }, "(self, rate: float) -> float", "Periods that a new contract is expected to run, discounted (DEL).", py::arg("rate"));
  add_function(cls, "discounted_residual_lifetime", [](const Model& self, int n, double rate) { return lifetime::discounted_residual_lifetime(self, n, rate); }, "(self, n: int, rate: float) -> float", "The same for a contract just before its n-th renewal (DERL).", py::arg("n"), py::arg("rate"));
  add_function(cls, "with_covariates", [](const Model& self, const py::object& values) { return lifetime::with_covariates(self, numbers_list(values, "ShiftedBetaGeometric.with_covariates(values)").values); }, "(self, values: collections.abc.Iterable[float]) -> ShiftedBetaGeometric", "The model of contracts with given covariates.", py::arg("values"));
}

// -- survival --

void add_survival(py::module_& module) {
  add_function(module, "kaplan_meier", [](const py::object& duration, const py::object& event, const py::kwargs& keywords) {
    Storage storage;
    lifetime::SurvivalOptions options;
    take_options(options, keywords, "kaplan_meier", storage);
    const NumberList durations = numbers_list(duration, "kaplan_meier(duration)"), events = numbers_list(event, "kaplan_meier(event)");
    return to_result(without_gil([&] { return lifetime::kaplan_meier(durations.values, events.values, options); }));
  }, "(duration: typing.Any, event: typing.Any, *" + parameters_of<lifetime::SurvivalOptions>() + ") -> " + shown_annotation<lifetime::SurvivalCurve>(),
  "How long customers stay, seen of those who left (event 1) and of those who have not yet (event 0)."
  R"doc(

>>> curve = gx.lifetime.kaplan_meier([2, 3, 3, 5, 8], [1, 1, 0, 0, 1])
>>> [(step.time, round(step.survival, 3)) for step in curve.steps], curve.median
([(2.0, 0.8), (3.0, 0.6), (5.0, 0.6), (8.0, 0.0)], 8.0))doc", py::arg("duration"), py::arg("event"));
  add_function(module, "survival_at", [](const py::object& curve, double time) -> py::object {
    const Owner held = as_result(curve, result_info<lifetime::SurvivalCurve>());
    if (held == nullptr) throw_wrong_type("survival_at(curve)", "a curve as kaplan_meier draws it", curve);
    const std::optional<double> share = lifetime::survival_at(*static_cast<const lifetime::SurvivalCurve*>(held.get()), time);
    return share ? py::object(py::float_(*share)) : py::object(py::none());
  }, "(curve: " + shown_annotation<lifetime::SurvivalCurve>() + ", time: float) -> float | None", "The estimated share that stays beyond a time.", py::arg("curve"), py::arg("time"));
  add_function(module, "log_rank", [](const py::object& duration, const py::object& event, const py::object& group, const py::kwargs& keywords) {
    Storage storage;
    lifetime::LogRankOptions options;
    take_options(options, keywords, "log_rank", storage);
    const NumberList durations = numbers_list(duration, "log_rank(duration)"), events = numbers_list(event, "log_rank(event)");
    ColumnOwners owners;
    KeyIndex index;
    std::vector<std::int32_t> codes;
    for (const KeyColumn& piece : keys_from_python(group, owners, "log_rank(group)").pieces) {
      std::vector<std::uint32_t> part(piece.size());
      index.add(piece, 0, part);
      for (const std::uint32_t code : part) codes.push_back(code == KeyIndex::nobody ? -1 : static_cast<std::int32_t>(code));
    }
    const std::vector<std::uint32_t> order = index.ascending();
    std::vector<std::int32_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::int32_t>(i);
    for (std::int32_t& code : codes) code = code < 0 ? code : place[static_cast<std::size_t>(code)];
    return to_result(without_gil([&] { return lifetime::log_rank(durations.values, events.values, codes, options); }));
  }, "(duration: typing.Any, event: typing.Any, group: typing.Any, *" + parameters_of<lifetime::LogRankOptions>() + ") -> " + shown_annotation<lifetime::LogRank>(),
  "Whether groups of customers stay equally long. Groups are whole numbers or texts; the answer numbers them in ascending order.", py::arg("duration"), py::arg("event"), py::arg("group"));
}

void add_summary(py::module_& module) {
  add_function(module, "summarize", [](const py::object& customer, const py::object& date, const py::object& amount, const py::kwargs& keywords) {
    Storage storage;
    lifetime::SummaryOptions options;
    take_options(options, keywords, "summarize", storage, {state_keywords.begin(), state_keywords.end()});
    PurchaseDays days;
    const std::optional<Date> last = options.holdout_end ? options.holdout_end : options.observation_end;
    update_state(days, customer, date, amount, keywords, last, "summarize");
    const int scale = keywords.contains("scale") ? taken<int>(keywords["scale"], "summarize(scale=)", storage) : 2;
    return to_result(without_gil([&] { return lifetime::summarize(days.finalize(), scale, options); }));
  }, "(customer: typing.Any, date: typing.Any, amount: typing.Any = None, *" + parameters_of<lifetime::SummaryOptions>() + state_parameters + ") -> " + shown_annotation<lifetime::PurchaseSummary>(),
  "Makes histories of purchases: repeat purchases x, time t_x of the last one, age T, mean amount. Purchases of one day are one."
  R"doc(

>>> summary = gx.lifetime.summarize(["a", "a", "a", "b"], ["2024-01-01", "2024-01-15", "2024-01-29", "2024-02-05"],
...                                 [10, 20, 40, 5], observation_end="2024-02-26")
>>> summary.customer, list(summary.x), list(summary.t_x), list(summary.T), list(summary.mean_amount)
(('a', 'b'), [2.0, 0.0], [4.0, 0.0], [8.0, 3.0], [30.0, 0.0]))doc", py::arg("customer"), py::arg("date"), py::arg("amount") = py::none());
  add_function(module, "summarize_days", [](const PurchaseDays& days, const py::kwargs& keywords) {
    Storage storage;
    lifetime::SummaryOptions options;
    take_options(options, keywords, "summarize_days", storage);
    return to_result(without_gil([&] { return lifetime::summarize(days.finalize(), (std::max)(days.scale(), 0), options); }));
  }, "(days: guanxi.portfolio.PurchaseDays, *" + parameters_of<lifetime::SummaryOptions>() + ") -> " + shown_annotation<lifetime::PurchaseSummary>(), "The same of a state.", py::arg("days"));
  add_function(module, "check_histories", [](const py::object& x, const py::object& t_x, const py::object& T) {
    const TakenHistories rows(x, t_x, T, {}, "check_histories");
    return to_result(lifetime::check_histories(rows.histories()));
  }, std::string("(") + history_parameters + ") -> " + shown_annotation<Findings>(), "Rows that no purchase model can use, and those observed for no time.", py::arg("x"), py::arg("t_x") = py::none(), py::arg("T") = py::none());
  add_function(module, "continuous_rate", [](double rate, const py::object& rate_per, const py::object& unit) {
    Storage storage;
    return lifetime::continuous_rate(rate, taken<lifetime::TimeUnit>(rate_per, "continuous_rate(rate_per)", storage), taken<lifetime::TimeUnit>(unit, "continuous_rate(unit)", storage));
  }, "(rate: float, rate_per: TimeUnit | str, unit: TimeUnit | str) -> float", "The continuous rate per unit of time that equals a compounded one.", py::arg("rate"), py::arg("rate_per"), py::arg("unit"));
}

}  // namespace

void add_lifetime(py::module_& module) {
  using namespace lifetime;
  add_summary(module);
  add_purchase_model<BgNbd>(module, R"doc(

>>> model = gx.lifetime.BgNbd(.243, 4.414, .793, 2.426)
>>> round(model.expected_purchases(39, 2, 30.43, 38.86), 6), round(model.probability_alive(8, 30, 39), 6)
(1.226028, 0.636546)
>>> print(model.explain_alive(8, 30, 39).reasons[0].en)
silent for 9.0 weeks, 2.4 times its usual gap of 3.8 weeks (8 repeat purchases))doc");
  add_purchase_model<MbgNbd>(module, "");
  add_purchase_model<BgCnbdK>(module, "");
  add_purchase_model<MbgCnbdK>(module, "");
  add_purchase_model<ParetoNbd>(module, "");
  add_purchase_model<Nbd>(module, "");
  add_gamma_gamma(module);
  add_bg_bb(module);
  add_contracts(module);
  add_survival(module);
  add_value<BgNbd, MbgNbd, BgCnbdK, MbgCnbdK, ParetoNbd, Nbd>(module);
}

}  // namespace guanxi::python
