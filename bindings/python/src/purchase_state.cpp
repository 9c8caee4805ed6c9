#include "purchase_state.hpp"

#include "calls.hpp"
#include "column_table.hpp"

namespace guanxi::python {

namespace {

// A row for each customer and day.
arrow::Table days_table(const void* held, const Owner& owner) {
  const auto& days = *static_cast<const PurchaseDayColumns*>(held);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t customer = 0; customer < days.customer.size(); ++customer) rows.insert(rows.end(), static_cast<std::size_t>(days.begin[customer + 1] - days.begin[customer]), customer);
  struct Table {
    KeyList customer{};
    std::vector<Date> day{};
    std::vector<std::int64_t> orders{};
    std::vector<std::int64_t> amount{};
  };
  (void)owner;
  const auto table = std::make_shared<const Table>(Table{days.customer.pick(rows), days.day, days.orders, days.amount});
  return column_table<Table>(table.get(), table);
}

}  // namespace

template <>
inline constexpr auto table_of<CustomerColumns> = &column_table<CustomerColumns>;
template <>
inline constexpr auto table_of<PurchaseDayColumns> = &days_table;

namespace {

template <class State>
void add_state(py::module_& module, const char* name, const char* doc) {
  py::class_<State> cls(module, name, doc);
  const std::string own = name;
  cls.def(py::init<>());
  add_function(cls, "update", [own](State& self, const py::object& customer, const py::object& date, const py::object& amount, const py::kwargs& keywords) {
    std::optional<Date> until;
    for (const auto& [key, value] : keywords) {
      const std::string_view keyword = utf8_of(key);
      if (keyword == "until") {
        if (!value.is_none()) until = date_from_python(value, own + ".update(until=)");
      } else if (std::find(state_keywords.begin(), state_keywords.end(), keyword) == state_keywords.end()) {
        std::vector<std::string_view> known(state_keywords.begin(), state_keywords.end());
        known.emplace_back("until");
        throw_unknown_keyword(own + ".update()", keyword, known);
      }
    }
    update_state(self, customer, date, amount, keywords, until, own + ".update");
  }, "(self, customer: typing.Any, date: typing.Any, amount: typing.Any = None, *, until: datetime.date | str | None = None" + std::string(state_parameters) + ") -> None",
  "Adds rows: columns are arrays, Arrow columns or lists. Rows that cannot be used are counted and told.", py::arg("customer"), py::arg("date"), py::arg("amount") = py::none());
  add_function(cls, "merge", [](State& self, const State& other) { without_gil([&] { self.merge(other); }); }, "(self, other: " + own + ") -> None", "Adds what another state holds; the order does not matter.", py::arg("other"));
  add_function(cls, "finalize", [](const State& self) { return to_result(without_gil([&] { return self.finalize(); })); }, "(self) -> " + shown_annotation<decltype(std::declval<const State&>().finalize())>(), "The state as columns, by ascending customer.");
  add_function(cls, "serialize", [](const State& self) { return py::bytes(without_gil([&] { return self.serialize(); })); }, "(self) -> bytes", "The state as bytes: the same for the same rows, in whatever parts and order they came.");
  {
    py::options options;
    options.disable_function_signatures();
    cls.def_static("parse", [](const py::bytes& data) {
      const std::string_view view = data;
      return State::parse(view);
    }, py::arg("data"), ("parse(data: bytes) -> " + own + "\n\nA state from its bytes.").c_str());
  }
  cls.def("__len__", &State::size);
  cls.def_property_readonly("scale", &State::scale, "Decimals of amounts; -1 while no row with an amount came.");
  cls.def("__eq__", [](const State& self, const py::object& other) -> py::object {
    if (!py::isinstance<State>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(self.serialize() == other.cast<const State&>().serialize());
  }, py::arg("other"));
  cls.attr("__hash__") = py::none();
  cls.def("__repr__", [own](const State& self) { return text("<" + own + ": " + std::to_string(self.size()) + " customers>"); });
  cls.def(py::pickle([](const State& self) { return py::make_tuple(py::bytes(self.serialize())); }, [](const py::tuple& state) { return State::parse(std::string_view(state[0].cast<py::bytes>())); }));
}

}  // namespace

void add_keys(KeyList& list, const KeyColumn& keys, const std::string& what) {
  KeyIndex index;
  std::vector<std::uint32_t> codes(keys.size());
  index.add(keys, 0, codes);
  if (list.size() > 0 && list.sort != index.sort()) throw ArgumentError("keys.sort", what + " must be all whole numbers or all texts, found both");
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (codes[row] == KeyIndex::nobody) throw ArgumentError("keys.null", what + " must not be None, found that in row " + std::to_string(row + 1));
    list.add(index, codes[row]);
  }
}

void add_states(py::module_& module) {
  add_state<CustomerTotals>(module, "CustomerTotals", R"doc(What each customer bought altogether, as a state that grows row by row and joins with states of other parts.

>>> first, second = gx.portfolio.CustomerTotals(), gx.portfolio.CustomerTotals()
>>> first.update(["a", "b"], ["2024-01-05", "2024-02-01"], [120.5, 300])
>>> second.update(["a"], ["2024-03-01"], [80])
>>> first.merge(gx.portfolio.CustomerTotals.parse(second.serialize()))
>>> totals = first.finalize()
>>> totals.customer, list(totals.orders), list(totals.amount)
(('a', 'b'), [2, 1], [20050, 30000]))doc");
  add_state<PurchaseDays>(module, "PurchaseDays", "The days on which each customer bought, as a state that grows row by row and joins with states of other parts.");
}

}  // namespace guanxi::python
