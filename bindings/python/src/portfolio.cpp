#include <guanxi/core/customer_totals.hpp>
#include <guanxi/core/minor_amounts.hpp>
#include <guanxi/core/purchase_days.hpp>
#include <guanxi/portfolio.hpp>

#include "calls.hpp"
#include "column_table.hpp"
#include "modules.hpp"
#include "purchase_input.hpp"
#include "purchase_state.hpp"
#include "work.hpp"

namespace guanxi::python {

template <>
inline constexpr auto table_of<portfolio::AbcResult> = &column_table<portfolio::AbcResult>;
template <>
inline constexpr auto table_of<portfolio::Rfm> = &column_table<portfolio::Rfm>;
template <>
inline constexpr const char* plot_of<portfolio::AbcResult> = "plot_abc";
template <>
inline constexpr const char* plot_of<portfolio::Rfm> = "plot_rfm";
template <>
inline constexpr const char* plot_of<portfolio::Cohorts> = "plot_cohorts";
template <>
inline constexpr const char* plot_of<portfolio::Ageing> = "plot_ageing";

namespace {

// -- values --

/// Whole numbers taken from Python, with what was wrong.
struct TakenValues {
  std::vector<std::int64_t> values{};
  PurchaseFaults faults{};
};

TakenValues values_from_python(py::handle values, int scale, const std::string& what) {
  ColumnOwners owners;
  TakenValues made;
  if (scale < 0 || scale > 9) throw ArgumentError("argument.range", what + ": scale must be 0 to 9, found " + std::to_string(scale));
  for (const AmountColumn& piece : amounts_from_python(values, scale, owners, what).pieces) {
    const std::vector<std::int64_t> part = minor_amounts(piece, static_cast<std::int64_t>(made.values.size()), made.faults);
    made.values.insert(made.values.end(), part.begin(), part.end());
  }
  return made;
}

KeyList ids_from_python(py::handle ids, const std::string& what) {
  if (ids.is_none()) return {};
  ColumnOwners owners;
  KeyList made;
  for (const KeyColumn& piece : keys_from_python(ids, owners, what).pieces) add_keys(made, piece, what);
  return made;
}

std::vector<std::optional<portfolio::AbcClass>> classes_from_python(py::handle former, const std::string& what) {
  Storage storage;
  if (former.is_none()) return {};
  return taken<std::vector<std::optional<portfolio::AbcClass>>>(former, what, storage);
}

int scale_in(const py::dict& keywords, const std::string& whose) {
  Storage storage;
  return keywords.contains("scale") ? taken<int>(keywords["scale"], whose + "(scale=)", storage) : 2;
}

py::object keyword(const py::dict& keywords, const char* name) { return keywords.contains(name) ? py::object(keywords[name]) : py::object(py::none()); }

void add_abc(py::module_& module) {
  add_function(module, "abc", [](const py::object& values, const py::object& ids, const py::kwargs& keywords) {
    Storage storage;
    portfolio::AbcOptions options;
    take_options(options, keywords, "abc", storage, {"former", "scale"});
    const TakenValues taken_values = values_from_python(values, scale_in(keywords, "abc"), "abc(values)");
    const KeyList keys = ids_from_python(ids, "abc(ids)");
    const auto former = classes_from_python(keyword(keywords, "former"), "abc(former=)");
    portfolio::AbcResult result = without_gil([&] { return portfolio::abc(taken_values.values, keys, options, former); });
    const Findings faults = taken_values.faults.findings();
    result.findings.insert(result.findings.begin(), faults.begin(), faults.end());
    return to_result(std::move(result));
  }, "(values: typing.Any, ids: typing.Any = None, *, former: collections.abc.Iterable[AbcClass | str | None] | None = None, scale: int = 2" + parameters_of<portfolio::AbcOptions>() + ") -> " + shown_annotation<portfolio::AbcResult>(),
  "Classes items A, B or C by their cumulated share of the total; former classes and a margin keep items at the edge from flipping. Totals are in units of 10 to the power of -scale."
  R"doc(

>>> answer = gx.portfolio.abc([800, 150, 50], ["金龙", "Acme", "顺达"])
>>> [str(grade) for grade in answer.grade], answer.total
(['a', 'b', 'c'], 100000)
>>> [(str(line.grade), line.items, line.value_share) for line in answer.table]
[('a', 1, 0.8), ('b', 1, 0.15), ('c', 1, 0.05)])doc", py::arg("values"), py::arg("ids") = py::none());
  add_function(module, "abc_matrix", [](const py::object& criteria, const py::object& ids, const py::kwargs& keywords) {
    Storage storage;
    portfolio::AbcOptions options;
    take_options(options, keywords, "abc_matrix", storage, {"scale"});
    std::vector<std::vector<std::int64_t>> lists;
    for (const py::handle values : py::reinterpret_borrow<py::iterable>(criteria)) lists.push_back(values_from_python(values, scale_in(keywords, "abc_matrix"), "abc_matrix(criteria)").values);
    const KeyList keys = ids_from_python(ids, "abc_matrix(ids)");
    return to_result(without_gil([&] { return portfolio::abc_matrix(lists, keys, options); }));
  }, "(criteria: collections.abc.Iterable[typing.Any], ids: typing.Any = None, *, scale: int = 2" + parameters_of<portfolio::AbcOptions>() + ") -> " + shown_annotation<portfolio::AbcMatrix>(),
  "Classes items by each of several criteria, such as revenue and margin, and counts the combinations.", py::arg("criteria"), py::arg("ids") = py::none());
  add_function(module, "concentration", [](const py::object& values, const py::kwargs& keywords) {
    Storage storage;
    portfolio::ConcentrationOptions options;
    take_options(options, keywords, "concentration", storage, {"scale"});
    const TakenValues taken_values = values_from_python(values, scale_in(keywords, "concentration"), "concentration(values)");
    return to_result(without_gil([&] { return portfolio::concentration(taken_values.values, options); }));
  }, "(values: typing.Any, *, scale: int = 2" + parameters_of<portfolio::ConcentrationOptions>() + ") -> " + shown_annotation<portfolio::Concentration>(),
  "How much depends on few customers: share of the greatest, Gini, Herfindahl–Hirschman."
  R"doc(

>>> answer = gx.portfolio.concentration([50, 30, 10, 5, 5])
>>> answer.top_share, round(answer.gini, 3), round(answer.hhi, 3)
(0.5, 0.46, 0.355))doc", py::arg("values"));
}

// -- purchases --

/// Purchases of a call in a state.
template <class State>
State state_of(const py::object& customer, const py::object& date, const py::object& amount, const py::dict& keywords, std::optional<Date> until, const std::string& whose) {
  State state;
  update_state(state, customer, date, amount, keywords, until, whose);
  return state;
}

constexpr const char* purchase_parameters = "customer: typing.Any, date: typing.Any, amount: typing.Any";

void add_rfm(py::module_& module) {
  add_function(module, "rfm", [](const py::object& customer, const py::object& date, const py::object& amount, const py::object& as_of, const py::kwargs& keywords) {
    Storage storage;
    portfolio::RfmOptions options;
    std::set<std::string_view> passed(state_keywords.begin(), state_keywords.end());
    passed.erase("scale");
    passed.insert("frequency");
    take_options(options, keywords, "rfm", storage, passed);
    const Date day = date_from_python(as_of, "rfm(as_of)");
    const auto frequency = keywords.contains("frequency") ? taken<portfolio::RfmFrequency>(keywords["frequency"], "rfm(frequency=)", storage) : portfolio::RfmFrequency::orders;
    if (frequency == portfolio::RfmFrequency::days) {
      const auto state = state_of<PurchaseDays>(customer, date, amount, keywords, day, "rfm");
      return to_result(without_gil([&] { return portfolio::rfm(state.finalize(), day, options); }));
    }
    const auto state = state_of<CustomerTotals>(customer, date, amount, keywords, day, "rfm");
    return to_result(without_gil([&] { return portfolio::rfm(state.finalize(), day, options); }));
  }, std::string("(") + purchase_parameters + ", as_of: datetime.date | str, *, frequency: " + Take<portfolio::RfmFrequency>::annotation() + " = 'orders'" + parameters_of<portfolio::RfmOptions>() + ", calendar: datetime.timedelta | int | None = None" + work_parameters + ") -> " + shown_annotation<portfolio::Rfm>(),
  "Scores customers by how lately, how often and for how much they bought. Columns are arrays, Arrow columns or lists; amounts below 0 are returns; rows after as_of do not count."
  R"doc(

>>> answer = gx.portfolio.rfm(["a", "a", "b", "c"], ["2024-01-05", "2024-03-01", "2024-02-01", "2023-06-30"],
...                           [120.5, 80, 300, 15.25], "2024-03-31", bins=3)
>>> answer.customer, list(answer.recency), list(answer.amount)
(('a', 'b', 'c'), [30, 59, 275], [20050, 30000, 1525])
>>> list(answer.r), list(answer.f), list(answer.m)
([3, 2, 1], [3, 1, 1], [2, 3, 1]))doc", py::arg("customer"), py::arg("date"), py::arg("amount"), py::arg("as_of"));
  add_function(module, "rfm_of", [](const py::object& state, const py::object& as_of, const py::kwargs& keywords) {
    Storage storage;
    portfolio::RfmOptions options;
    take_options(options, keywords, "rfm_of", storage);
    const Date day = date_from_python(as_of, "rfm_of(as_of)");
    if (py::isinstance<PurchaseDays>(state)) return to_result(without_gil([&, &days = state.cast<const PurchaseDays&>()] { return portfolio::rfm(days.finalize(), day, options); }));
    if (!py::isinstance<CustomerTotals>(state)) throw_wrong_type("rfm_of(state)", "CustomerTotals or PurchaseDays", state);
    return to_result(without_gil([&, &totals = state.cast<const CustomerTotals&>()] { return portfolio::rfm(totals.finalize(), day, options); }));
  }, "(state: CustomerTotals | PurchaseDays, as_of: datetime.date | str, *" + parameters_of<portfolio::RfmOptions>() + ") -> " + shown_annotation<portfolio::Rfm>(),
  "Scores customers of a state: by orders of CustomerTotals, by days of PurchaseDays.", py::arg("state"), py::arg("as_of"));
  add_function(module, "check_segments", [](const py::object& table, int bins) {
    Storage storage;
    return to_result(portfolio::check_segments(taken<std::vector<portfolio::RfmSegment>>(table, "check_segments(table)", storage), bins));
  }, "(table: collections.abc.Iterable[dict[str, typing.Any]], bins: int = 5) -> " + shown_annotation<portfolio::RfmSegmentCheck>(),
  "Proves that every cell of an RFM analysis falls in a segment of a table, or names those that do not.", py::arg("table"), py::arg("bins") = 5);
  add_function(module, "standard_rfm_segments", [] { return to_result(portfolio::standard_rfm_segments()); }, "() -> " + shown_annotation<std::vector<portfolio::RfmSegment>>(), "The table of segments for five bins.");
}

void add_cohorts(py::module_& module) {
  add_function(module, "cohorts", [](const py::object& customer, const py::object& date, const py::object& amount, const py::kwargs& keywords) {
    Storage storage;
    portfolio::CohortOptions options;
    std::set<std::string_view> passed(state_keywords.begin(), state_keywords.end());
    passed.insert("as_of");
    take_options(options, keywords, "cohorts", storage, passed);
    std::optional<Date> until;
    if (keywords.contains("as_of") && !keywords["as_of"].is_none()) until = date_from_python(keywords["as_of"], "cohorts(as_of=)");
    const auto state = state_of<PurchaseDays>(customer, date, amount, keywords, until, "cohorts");
    return to_result(without_gil([&] { return portfolio::cohorts(state.finalize(), options); }));
  }, "(customer: typing.Any, date: typing.Any, amount: typing.Any = None, *, as_of: datetime.date | str | None = None" + parameters_of<portfolio::CohortOptions>() + state_parameters + ") -> " + shown_annotation<portfolio::Cohorts>(),
  "Customers by the period of their first purchase, and how many of them bought in each later period."
  R"doc(

>>> answer = gx.portfolio.cohorts([1, 1, 2], ["2024-01-05", "2024-02-07", "2024-01-20"])
>>> [(cell.offset, cell.active, cell.retention) for cell in answer.cells][:2]
[(0, 2, 1.0), (1, 1, 0.5)])doc", py::arg("customer"), py::arg("date"), py::arg("amount") = py::none());
  add_function(module, "cohorts_of", [](const PurchaseDays& days, const py::kwargs& keywords) {
    Storage storage;
    portfolio::CohortOptions options;
    take_options(options, keywords, "cohorts_of", storage);
    return to_result(without_gil([&] { return portfolio::cohorts(days.finalize(), options); }));
  }, "(days: PurchaseDays, *" + parameters_of<portfolio::CohortOptions>() + ") -> " + shown_annotation<portfolio::Cohorts>(), "The same of a state.", py::arg("days"));
}

// -- receivables --

/// Adds an analysis of a book as of a day.
template <class Options, class Answer>
void add_of_book(py::module_& module, const char* name, Answer (*answer)(const Book&, Date, const Options&), const std::string& doc) {
  add_function(module, name, [name = std::string(name), answer](const py::object& book, const py::kwargs& keywords) {
    demand_keyword(keywords, "as_of", name);
    const Date as_of = date_from_python(keywords["as_of"], name + "(as_of=)");
    Storage storage;
    Options options;
    take_options(options, keywords, name, storage, {"as_of"});
    const Book& held = book_of(book, name + "(book)");
    return to_result(without_gil([&] { return answer(held, as_of, options); }));
  }, "(book: Book, *, as_of: datetime.date | str" + parameters_of<Options>() + ") -> " + shown_annotation<Answer>(), doc, py::arg("book"));
}

void add_receivables(py::module_& module) {
  add_of_book<portfolio::AgeingOptions, portfolio::Ageing>(module, "receivables", &portfolio::ageing, "What customers owe on a day, by how long it is overdue: per customer, currency and invoice. Disputed, overpaid and undated amounts are told apart.");
  add_of_book<portfolio::CollectionOptions, portfolio::Collection>(module, "collection", &portfolio::collection, "Days sales outstanding, days late and the share collected, per currency.");
  add_of_book<portfolio::CollectionOrderOptions, portfolio::CollectionOrder>(module, "collection_order", &portfolio::collection_order, "Whom to ask for money first, with reasons.");
  add_of_book<portfolio::CreditOptions, portfolio::CreditReview>(module, "credit_review", &portfolio::credit_review, "Exposure against the limit, how a customer pays, and whether to raise, keep, lower or stop its credit, with reasons.");
}

}  // namespace

void add_portfolio(py::module_& module) {
  add_states(module);
  add_abc(module);
  add_rfm(module);
  add_cohorts(module);
  add_receivables(module);
}

}  // namespace guanxi::python
