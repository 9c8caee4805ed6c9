#include "purchase_input.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "errors.hpp"
#include "tables.hpp"
#include "values.hpp"

namespace guanxi::python {

namespace {

// One Arrow column, batch by batch, or as a single array.
template <class Visit>
bool visit_arrow(py::handle values, ColumnOwners& owners, const std::string& what, const Visit& visit) {
  if (py::hasattr(values, "__arrow_c_stream__")) {
    std::optional<arrow::Stream> stream;
    try {
      stream = stream_from_python(values, what);
    } catch (py::error_already_set& error) {
      if (!error.matches(PyExc_ImportError)) throw;
      return false;  // pandas without pyarrow
    }
    const arrow::Schema schema = stream->schema();
    while (std::optional<arrow::Array> batch = stream->next()) visit(*schema, *owners.arrays.emplace_back(std::move(*batch)));
    return true;
  }
  if (!py::hasattr(values, "__arrow_c_array__")) return false;
  const auto pair = values.attr("__arrow_c_array__")().cast<py::tuple>();
  auto* schema = static_cast<ArrowSchema*>(PyCapsule_GetPointer(py::object(pair[0]).ptr(), "arrow_schema"));
  auto* array = static_cast<ArrowArray*>(PyCapsule_GetPointer(py::object(pair[1]).ptr(), "arrow_array"));
  if (schema == nullptr || array == nullptr) throw py::error_already_set();
  const arrow::Schema type(schema);
  visit(*type, *owners.arrays.emplace_back(array));
  return true;
}

// The letter and size of numbers next to each other; nothing for anything else.
struct PlainBuffer {
  char letter = 0;
  std::size_t size = 0, rows = 0;
  const void* data = nullptr;
};

std::optional<PlainBuffer> plain_buffer(py::handle values, ColumnOwners& owners) {
  if (PyObject_CheckBuffer(values.ptr()) == 0 || PyBytes_Check(values.ptr()) || PyByteArray_Check(values.ptr())) return std::nullopt;
  try {
    py::buffer_info& info = owners.buffers.emplace_back(py::reinterpret_borrow<py::buffer>(values).request());
    std::string_view format = info.format;
    if (format.size() == 2 && (format[0] == '<' || format[0] == '=' || format[0] == '@')) format.remove_prefix(1);
    const bool is_plain = info.ndim == 1 && format.size() == 1 && (info.shape[0] == 0 || info.strides[0] == info.itemsize);
    const auto size = static_cast<std::size_t>(info.itemsize);
    if (!is_plain || reinterpret_cast<std::uintptr_t>(info.ptr) % size != 0) {
      owners.buffers.pop_back();
      return std::nullopt;
    }
    return PlainBuffer{format[0], size, static_cast<std::size_t>(info.shape[0]), info.ptr};
  } catch (py::error_already_set&) {
    return std::nullopt;  // such as numpy's moments, which have no format
  }
}

bool is_signed_letter(char letter) { return letter == 'i' || letter == 'l' || letter == 'q' || letter == 'n' || letter == 'h' || letter == 'b'; }
bool is_unsigned_letter(char letter) { return letter == 'I' || letter == 'L' || letter == 'Q' || letter == 'N' || letter == 'H' || letter == 'B'; }

// Numbers of a buffer as an Arrow column that shares them.
struct AsArrow {
  ArrowSchema schema{};
  ArrowArray array{};
  const void* buffers[2] = {nullptr, nullptr};
  explicit AsArrow(const PlainBuffer& buffer) {
    const char* formats[] = {"c", "s", "i", "l"};
    const char* unsigned_formats[] = {"C", "S", "I", "L"};
    const std::size_t place = buffer.size == 1 ? 0 : buffer.size == 2 ? 1 : buffer.size == 4 ? 2 : 3;
    schema.format = buffer.letter == 'd' ? "g" : buffer.letter == 'f' ? "f" : is_signed_letter(buffer.letter) ? formats[place] : is_unsigned_letter(buffer.letter) ? unsigned_formats[place] : "";
    buffers[1] = buffer.data;
    array.length = static_cast<std::int64_t>(buffer.rows);
    array.n_buffers = 2;
    array.buffers = buffers;
  }
};

// Hands numbers of a buffer on as an Arrow column; false if the value is no such buffer.
template <class Take>
bool take_numbers(py::handle values, ColumnOwners& owners, const Take& take) {
  const std::optional<PlainBuffer> buffer = plain_buffer(values, owners);
  if (!buffer) return false;
  const AsArrow column(*buffer);
  take(column.schema, column.array);
  return true;
}

// What numpy makes of a value: arrays that are no plain buffer become one where that loses nothing.
py::object as_plain_array(py::handle values) {
  if (!py::hasattr(values, "dtype") && !py::hasattr(values, "__array__")) return py::reinterpret_borrow<py::object>(values);
  py::object array = py::hasattr(values, "__array__") ? values.attr("__array__")() : py::reinterpret_borrow<py::object>(values);
  if (!py::hasattr(array, "dtype") || array.attr("ndim").cast<int>() != 1) return array;
  const auto kind = array.attr("dtype").attr("kind").cast<std::string>();
  if (kind == "i" || kind == "u") return imported("numpy", "ascontiguousarray")(array);
  if (kind == "f") return imported("numpy", "ascontiguousarray")(array, array.attr("dtype").attr("itemsize").cast<int>() < 4 ? py::str("float32") : py::str(array.attr("dtype").attr("name")));
  return array;
}

bool is_absent(py::handle value) {
  if (value.is_none()) return true;
  if (PyFloat_Check(value.ptr())) return std::isnan(PyFloat_AS_DOUBLE(value.ptr()));
  const std::string_view type = Py_TYPE(value.ptr())->tp_name;
  return type.ends_with("NaTType") || type.ends_with("NAType");
}

py::iterable elements_of(py::handle values, const char* wanted, const std::string& what) {
  if (PyUnicode_Check(values.ptr()) || PyBytes_Check(values.ptr()) || PyDict_Check(values.ptr()) || !py::hasattr(values, "__iter__")) throw_wrong_type(what, wanted, values);
  return py::hasattr(values, "tolist") ? py::iterable(values.attr("tolist")()) : py::reinterpret_borrow<py::iterable>(values);
}

// Bits of rows that hold a value.
class KnownRows {
 public:
  void add(bool is_known) {
    if (rows_ % 8 == 0) bytes_.push_back(0);
    if (is_known) bytes_.back() = static_cast<unsigned char>(bytes_.back() | 1U << (rows_ % 8));
    else has_unknown_ = true;
    ++rows_;
  }
  Validity keep(arrow::Kept& kept) {
    if (!has_unknown_) return {};
    return {std::any_cast<const std::vector<unsigned char>&>(kept.emplace_back(std::move(bytes_))).data(), 0};
  }

 private:
  std::vector<unsigned char> bytes_{};
  std::size_t rows_ = 0;
  bool has_unknown_ = false;
};

template <class T>
std::span<const T> keep_list(std::vector<T> values, arrow::Kept& kept) {
  return std::any_cast<const std::vector<T>&>(kept.emplace_back(std::move(values)));
}

std::string at_row(const std::string& what, std::size_t row) { return what + ", row " + std::to_string(row + 1); }

KeyColumn keys_of_list(py::handle values, ColumnOwners& owners, const std::string& what) {
  const py::iterable elements = elements_of(values, "whole numbers or texts", what);
  owners.objects.push_back(elements);
  std::vector<std::int64_t> numbers;
  std::vector<std::string_view> texts;
  KnownRows known;
  std::size_t row = 0;
  bool has_texts = false, has_numbers = false;
  for (const py::handle value : elements) {
    const bool is_text = PyUnicode_Check(value.ptr()) != 0, is_known = is_text || !is_absent(value);
    if (is_text) {
      owners.objects.push_back(py::reinterpret_borrow<py::object>(value));  // keeps the bytes
      texts.resize(row);
      texts.push_back(utf8_of(value));
      has_texts = true;
    } else if (is_known) {
      const py::object whole = PyFloat_Check(value.ptr()) && PyFloat_AS_DOUBLE(value.ptr()) == std::floor(PyFloat_AS_DOUBLE(value.ptr())) ? py::reinterpret_steal<py::object>(PyNumber_Long(value.ptr())) : py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
      int overflow = 0;
      const long long number = whole ? PyLong_AsLongLongAndOverflow(whole.ptr(), &overflow) : 0;
      PyErr_Clear();
      if (!whole || overflow != 0) throw_wrong_type(at_row(what, row), "a whole number of 64 bits or a text", value);
      numbers.resize(row);
      numbers.push_back(number);
      has_numbers = true;
    }
    if (has_texts && has_numbers) throw_wrong_type(at_row(what, row), "the sort of key of the rows above", value);
    known.add(is_known);
    ++row;
  }
  if (has_texts) {
    texts.resize(row);
    return {TextValues{.views = keep_list(std::move(texts), owners.copies)}, known.keep(owners.copies)};
  }
  numbers.resize(row);
  return {keep_list(std::move(numbers), owners.copies), known.keep(owners.copies)};
}

AmountColumn amounts_of_list(py::handle values, int scale, ColumnOwners& owners, const std::string& what) {
  const py::iterable elements = elements_of(values, "numbers", what);
  std::vector<double> numbers;
  std::size_t row = 0;
  for (const py::handle value : elements) {
    double number = std::numeric_limits<double>::quiet_NaN();
    if (!is_absent(value)) {
      number = PyFloat_AsDouble(value.ptr());
      if (PyErr_Occurred() != nullptr) {
        PyErr_Clear();
        throw_wrong_type(at_row(what, row), "a number", value);
      }
    }
    numbers.push_back(number);
    ++row;
  }
  return RealAmounts<double>{keep_list(std::move(numbers), owners.copies), scale};
}

// numpy's moments without a copy: ticks of their unit, NaT being null.
DayColumn days_of_moments(const py::object& array, ColumnOwners& owners, const std::string& what) {
  const auto unit = imported("numpy", "datetime_data")(array.attr("dtype")).cast<py::tuple>()[0].cast<std::string>();
  const std::pair<const char*, std::int64_t> units[] = {{"D", 1}, {"s", 86400}, {"ms", 86400000}, {"us", 86400000000}, {"ns", 86400000000000}};
  for (const auto& [name, per_day] : units) {
    if (unit != name) continue;
    const py::object plain = imported("numpy", "ascontiguousarray")(array).attr("view")("int64");
    const std::optional<PlainBuffer> buffer = plain_buffer(plain, owners);
    if (!buffer) break;
    const std::span<const std::int64_t> ticks(static_cast<const std::int64_t*>(buffer->data), buffer->rows);
    Validity valid;
    if (std::find(ticks.begin(), ticks.end(), (std::numeric_limits<std::int64_t>::min)()) != ticks.end()) {
      KnownRows known;
      for (const std::int64_t tick : ticks) known.add(tick != (std::numeric_limits<std::int64_t>::min)());
      valid = known.keep(owners.copies);
    }
    return {Moments{.ticks = ticks, .per_day = per_day}, valid};
  }
  if (unit == "generic") throw_wrong_type(what, "dates", array);
  return days_of_moments(array.attr("astype")("datetime64[s]"), owners, what);
}

DayColumn days_of_list(py::handle values, ColumnOwners& owners, const std::string& what) {
  const py::iterable elements = elements_of(values, "dates", what);
  std::vector<std::int32_t> days;
  KnownRows known;
  for (const py::handle value : elements) {
    const bool is_known = !is_absent(value);
    std::int32_t day = 0;
    if (is_known) {
      const py::object date = py::hasattr(value, "date") ? value.attr("date")() : py::reinterpret_borrow<py::object>(value);
      day = date_from_python(date, at_row(what, days.size())).days();
    }
    known.add(is_known);
    days.push_back(day);
  }
  return {keep_list(std::move(days), owners.copies), known.keep(owners.copies)};
}

Chunks<DayColumn> days_from_python(py::handle values, std::optional<int> calendar, ColumnOwners& owners, const std::string& what) {
  Chunks<DayColumn> made;
  if (visit_arrow(values, owners, what, [&](const ArrowSchema& schema, const ArrowArray& array) { made.pieces.push_back(arrow::days_of(schema, array, calendar, what)); })) return made;
  const py::object array = as_plain_array(values);
  if (py::hasattr(array, "dtype") && array.attr("dtype").attr("kind").cast<std::string>() == "M") made.pieces.push_back(days_of_moments(array, owners, what));
  else made.pieces.push_back(days_of_list(array, owners, what));
  return made;
}

}  // namespace

Chunks<KeyColumn> keys_from_python(py::handle values, ColumnOwners& owners, const std::string& what) {
  Chunks<KeyColumn> made;
  const auto take = [&](const ArrowSchema& schema, const ArrowArray& column) { made.pieces.push_back(arrow::keys_of(schema, column, owners.copies, what)); };
  if (take_numbers(values, owners, take) || visit_arrow(values, owners, what, take)) return made;
  const py::object array = as_plain_array(values);
  if (!take_numbers(array, owners, take)) made.pieces.push_back(keys_of_list(array, owners, what));
  return made;
}

Chunks<AmountColumn> amounts_from_python(py::handle values, int scale, ColumnOwners& owners, const std::string& what) {
  Chunks<AmountColumn> made;
  const auto take = [&](const ArrowSchema& schema, const ArrowArray& column) { made.pieces.push_back(arrow::amounts_of(schema, column, scale, owners.copies, what)); };
  if (take_numbers(values, owners, take) || visit_arrow(values, owners, what, take)) return made;
  const py::object array = as_plain_array(values);
  if (!take_numbers(array, owners, take)) made.pieces.push_back(amounts_of_list(array, scale, owners, what));
  return made;
}

TakenPurchases::TakenPurchases(py::handle customer, py::handle date, py::handle amount, int scale, std::optional<int> calendar, const std::string& whose) {
  if (scale < 0 || scale > 9) throw ArgumentError("argument.range", whose + "(scale=) must be 0 to 9, found " + std::to_string(scale));
  keys_ = keys_from_python(customer, owners_, whose + "(customer)");
  days_ = days_from_python(date, calendar, owners_, whose + "(date)");
  if (!amount.is_none()) amounts_ = amounts_from_python(amount, scale, owners_, whose + "(amount)");
  rows_ = keys_.size();
  if (days_.size() != rows_ || (!amount.is_none() && amounts_.size() != rows_))
    throw ArgumentError("argument.length", whose + "() takes columns of one length, found " + std::to_string(rows_) + " customers, " + std::to_string(days_.size()) + " dates and " + std::to_string(amounts_.size()) + " amounts");
}

}  // namespace guanxi::python
