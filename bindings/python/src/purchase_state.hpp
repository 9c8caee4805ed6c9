#pragma once
/// @file
/// States of purchases as Python objects, and the keywords that fill them.

#include <guanxi/core/customer_totals.hpp>
#include <guanxi/core/purchase_days.hpp>

#include <array>

#include "purchase_input.hpp"
#include "work.hpp"

namespace guanxi::python {

/// Keywords of everything that takes purchases.
inline constexpr std::array<std::string_view, 4> state_keywords{"scale", "calendar", "threads", "progress"};

/// The same in a signature.
inline constexpr const char* state_parameters = ", scale: int = 2, calendar: datetime.timedelta | int | None = None, threads: int = 0, progress: collections.abc.Callable[[float], object] | None = None";

/// Adds purchases to a state, without the lock of the interpreter.
/// @param until  last day that counts
/// @param whose  function, for messages
template <class State>
void update_state(State& state, const py::object& customer, const py::object& date, const py::object& amount, const py::dict& keywords, std::optional<Date> until, const std::string& whose) {
  Storage storage;
  int scale = 2;
  std::optional<int> calendar;
  if (keywords.contains("scale")) scale = taken<int>(keywords["scale"], whose + "(scale=)", storage);
  if (keywords.contains("calendar") && !keywords["calendar"].is_none()) calendar = taken<Calendar>(keywords["calendar"], whose + "(calendar=)", storage).offset_minutes;
  const TakenPurchases taken_rows(customer, date, amount, scale, calendar, whose);
  const Work work = work_from_python(keywords, whose);
  const std::optional<std::int32_t> last = until ? std::optional(until->days()) : std::nullopt;
  const py::gil_scoped_release release;
  taken_rows.visit(last, [&](const Purchases& part) { state.update(part, work); });
}

/// Adds the keys of a column.
/// @throws  ArgumentError  `keys.null` for a key that is null
void add_keys(KeyList& list, const KeyColumn& keys, const std::string& what);

/// Adds the classes CustomerTotals and PurchaseDays.
void add_states(py::module_& module);

}  // namespace guanxi::python
