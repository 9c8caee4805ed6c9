#include "columns.hpp"

#include <guanxi/core/column_view.hpp>

#include <cmath>
#include <unordered_map>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "errors.hpp"
#include "tables.hpp"

namespace guanxi::python {

namespace {

constexpr double unknown_number = std::numeric_limits<double>::quiet_NaN();

// -- memory --

/// How one number lies in memory.
enum class NumberLayout { real, whole, natural, truth };

struct NumberFormat {
  NumberLayout layout = NumberLayout::real;
  std::size_t size = 0;  ///< bytes; 0: not a number that is read here
};

/// The format of a buffer, with sizes as the machine has them.
NumberFormat buffer_format(std::string_view format, std::size_t size) {
  if (!format.empty() && (format[0] == '@' || format[0] == '=' || format[0] == '<')) format.remove_prefix(1);  // little-endian machines
  if (format.size() != 1) return {};
  if (format == "d" || format == "f") return {NumberLayout::real, size};
  if (format == "?") return {NumberLayout::truth, size};
  if (std::string_view("bhilqn").find(format) != std::string_view::npos) return {NumberLayout::whole, size};
  if (std::string_view("BHILQN").find(format) != std::string_view::npos) return {NumberLayout::natural, size};
  return {};
}

/// The format of an Arrow column of numbers.
NumberFormat arrow_number_format(std::string_view format) {
  static constexpr std::pair<std::string_view, NumberFormat> known[] = {
      {"g", {NumberLayout::real, 8}},    {"f", {NumberLayout::real, 4}},    {"c", {NumberLayout::whole, 1}},   {"s", {NumberLayout::whole, 2}},   {"i", {NumberLayout::whole, 4}},
      {"l", {NumberLayout::whole, 8}},   {"C", {NumberLayout::natural, 1}}, {"S", {NumberLayout::natural, 2}}, {"I", {NumberLayout::natural, 4}}, {"L", {NumberLayout::natural, 8}}};
  for (const auto& [sign, layout] : known)
    if (sign == format) return layout;
  return {};
}

template <class T>
double number_as(const char* at) noexcept {
  T number;
  std::memcpy(&number, at, sizeof number);
  return static_cast<double>(number);
}

using ReadNumber = double (*)(const char*) noexcept;

/// What reads a number of a format; nullptr if nothing does.
ReadNumber reader_of(NumberFormat format) {
  switch (format.layout) {
    case NumberLayout::real: return format.size == 8 ? &number_as<double> : format.size == 4 ? &number_as<float> : nullptr;
    case NumberLayout::truth: return format.size == 1 ? &number_as<std::uint8_t> : nullptr;
    case NumberLayout::whole: return format.size == 8 ? &number_as<std::int64_t> : format.size == 4 ? &number_as<std::int32_t> : format.size == 2 ? &number_as<std::int16_t> : format.size == 1 ? &number_as<std::int8_t> : nullptr;
    case NumberLayout::natural: return format.size == 8 ? &number_as<std::uint64_t> : format.size == 4 ? &number_as<std::uint32_t> : format.size == 2 ? &number_as<std::uint16_t> : format.size == 1 ? &number_as<std::uint8_t> : nullptr;
  }
  return nullptr;
}

bool is_plain_double(NumberFormat format) { return format.layout == NumberLayout::real && format.size == 8; }

// -- words --

/// Numbers the words of one column.
class WordCoder {
 public:
  explicit WordCoder(score::FeatureColumn& column) : column_(&column) {
    for (std::size_t i = 0; i < column.levels.size(); ++i) codes_.emplace(column.levels[i], static_cast<std::int32_t>(i));
  }

  std::int32_t code(std::string_view word) {
    const auto known = codes_.find(word);
    if (known != codes_.end()) return known->second;
    const auto next = static_cast<std::int32_t>(column_->levels.size());
    column_->levels.emplace_back(word);
    codes_.emplace(word, next);
    return next;
  }

 private:
  score::FeatureColumn* column_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const noexcept { return std::hash<std::string_view>()(word); }
  };

  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> codes_{};
};

// -- values of Python --

bool is_unknown(py::handle value) {
  if (value.is_none()) return true;
  if (PyUnicode_Check(value.ptr())) return false;
  if (PyFloat_Check(value.ptr())) return std::isnan(PyFloat_AS_DOUBLE(value.ptr()));
  const std::string_view type = Py_TYPE(value.ptr())->tp_name;
  return type == "NAType" || type == "NaTType" || type.ends_with(".NAType") || type.ends_with(".NaTType");
}

/// A number of Python or numpy; nothing for anything else.
std::optional<double> number_of(py::handle value) {
  if (PyFloat_Check(value.ptr())) return PyFloat_AS_DOUBLE(value.ptr());
  const PyNumberMethods* methods = Py_TYPE(value.ptr())->tp_as_number;
  const bool is_number = PyLong_Check(value.ptr()) || (methods != nullptr && (methods->nb_float != nullptr || methods->nb_index != nullptr));
  if (!is_number || PyUnicode_Check(value.ptr()) || PyBytes_Check(value.ptr())) return std::nullopt;
  const double number = PyFloat_AsDouble(value.ptr());
  if (number == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return number;
}

bool maps_names(py::handle value) { return PyDict_Check(value.ptr()) || py::isinstance(value, imported("collections.abc", "Mapping")); }

std::string column_name(py::handle key, const std::string& what) {
  if (!PyUnicode_Check(key.ptr())) throw_wrong_type(what + " names of columns", "str", key);
  return std::string(utf8_of(key));
}

// -- Arrow --

std::string_view format_of(const ArrowSchema& schema) { return schema.format != nullptr ? schema.format : ""; }

bool is_text_format(std::string_view format) { return format == "u" || format == "U" || format == "vu"; }

[[noreturn]] void throw_layout(const std::string& what, const std::string& name) { throw FileError("arrow.layout", what + ": the Arrow column " + name + " lacks buffers that its type needs"); }

/// One Arrow column, or the words of its dictionary.
struct ArrowView {
  const ArrowSchema& schema;
  const ArrowArray& array;

  [[nodiscard]] bool is_null(std::int64_t row) const {
    if (format_of(schema) == "n") return true;
    return array.null_count != 0 && array.n_buffers > 0 && array.buffers[0] != nullptr && !arrow::bit_at(array.buffers[0], array.offset + row);
  }
  template <class T>
  [[nodiscard]] T at(int buffer, std::int64_t place) const {
    T value;
    std::memcpy(&value, static_cast<const char*>(array.buffers[buffer]) + place * static_cast<std::int64_t>(sizeof value), sizeof value);
    return value;
  }
  [[nodiscard]] bool has_buffers() const {
    const std::string_view format = format_of(schema);
    const std::int64_t wanted = format == "n" ? 0 : is_text_format(format) ? 3 : 2;
    return array.n_buffers >= wanted && array.length >= 0 && array.offset >= 0 && (array.length == 0 || wanted < 2 || array.buffers[1] != nullptr);
  }
  [[nodiscard]] std::string_view text_at(std::int64_t row) const {
    const std::string_view format = format_of(schema);
    const std::int64_t place = array.offset + row;
    if (format == "vu") return view_at(place);
    const std::int64_t begin = format == "u" ? at<std::int32_t>(1, place) : at<std::int64_t>(1, place);
    const std::int64_t end = format == "u" ? at<std::int32_t>(1, place + 1) : at<std::int64_t>(1, place + 1);
    if (begin < 0 || end <= begin || array.buffers[2] == nullptr) return {};
    return {static_cast<const char*>(array.buffers[2]) + begin, static_cast<std::size_t>(end - begin)};
  }
  /// A text of which short ones lie in the view itself, others in one of several buffers.
  [[nodiscard]] std::string_view view_at(std::int64_t place) const {
    const char* view = static_cast<const char*>(array.buffers[1]) + place * 16;
    std::int32_t parts[4];
    std::memcpy(parts, view, sizeof parts);
    const auto size = static_cast<std::size_t>(parts[0] > 0 ? parts[0] : 0);
    if (size <= 12) return {view + 4, size};
    if (parts[2] < 0 || parts[2] + 3 >= array.n_buffers) return {};
    return {static_cast<const char*>(array.buffers[2 + parts[2]]) + parts[3], size};
  }
};

/// Appends the rows of an Arrow column.
class ArrowRows {
 public:
  ArrowRows(ArrowView view, std::int64_t first, std::int64_t rows, std::string what) : view_(view), first_(first), rows_(rows), what_(std::move(what)) {
    if (!view_.has_buffers() || view_.array.length < first + rows) throw_layout(what_, name());
  }

  void append_to(score::FeatureColumn& column) const {
    if (view_.schema.dictionary != nullptr) append_coded(column);
    else if (is_text_format(format_of(view_.schema))) append_texts(column);
    else append_numbers(column);
  }

  /// The numbers where they lie, if they are doubles without nulls.
  [[nodiscard]] std::optional<std::span<const double>> in_place() const {
    if (view_.schema.dictionary != nullptr || format_of(view_.schema) != "g" || rows_ == 0) return std::nullopt;
    if (view_.array.null_count != 0 && view_.array.buffers[0] != nullptr) return std::nullopt;
    return std::span(static_cast<const double*>(view_.array.buffers[1]) + view_.array.offset + first_, static_cast<std::size_t>(rows_));
  }

 private:
  [[nodiscard]] std::string name() const { return view_.schema.name != nullptr ? view_.schema.name : ""; }

  void append_numbers(score::FeatureColumn& column) const {
    const std::string_view format = format_of(view_.schema);
    const NumberFormat number = arrow_number_format(format);
    const ReadNumber read = number.size > 0 ? reader_of(number) : nullptr;
    if (read == nullptr && format != "b" && format != "n") throw WrongType("python.type", what_ + ": column " + name() + " must hold numbers, truth values or texts, found the Arrow type " + std::string(format));
    for (std::int64_t row = first_; row < first_ + rows_; ++row) {
      const std::int64_t place = view_.array.offset + row;
      if (view_.is_null(row)) column.numbers.push_back(unknown_number);
      else if (read == nullptr) column.numbers.push_back(arrow::bit_at(view_.array.buffers[1], place) ? 1 : 0);
      else column.numbers.push_back(read(static_cast<const char*>(view_.array.buffers[1]) + place * static_cast<std::int64_t>(number.size)));
    }
  }

  void append_texts(score::FeatureColumn& column) const {
    column.words = true;
    WordCoder coder(column);
    for (std::int64_t row = first_; row < first_ + rows_; ++row) column.codes.push_back(view_.is_null(row) ? -1 : coder.code(view_.text_at(row)));
  }

  void append_coded(score::FeatureColumn& column) const {
    const NumberFormat number = arrow_number_format(format_of(view_.schema));
    const ReadNumber read = number.size > 0 && number.layout != NumberLayout::real ? reader_of(number) : nullptr;
    if (read == nullptr || view_.array.dictionary == nullptr) throw_layout(what_, name());
    const ArrowView values{*view_.schema.dictionary, *view_.array.dictionary};
    if (!values.has_buffers()) throw_layout(what_, name());
    score::FeatureColumn decoded;
    ArrowRows(values, 0, values.array.length, what_).append_to(decoded);
    column.words = decoded.words;
    WordCoder coder(column);
    std::vector<std::int32_t> codes(decoded.levels.size(), -1);  // of words of the dictionary, given as they occur
    const auto code_of = [&](std::int32_t word) {
      std::int32_t& code = codes[static_cast<std::size_t>(word)];
      if (code < 0) code = coder.code(decoded.levels[static_cast<std::size_t>(word)]);
      return code;
    };
    for (std::int64_t row = first_; row < first_ + rows_; ++row) {
      const double place = view_.is_null(row) ? -1 : read(static_cast<const char*>(view_.array.buffers[1]) + (view_.array.offset + row) * static_cast<std::int64_t>(number.size));
      const bool is_known = place >= 0 && place < static_cast<double>(values.array.length);
      const auto at = static_cast<std::size_t>(is_known ? place : 0);
      if (!decoded.words) column.numbers.push_back(is_known ? decoded.numbers[at] : unknown_number);
      else column.codes.push_back(is_known && decoded.codes[at] >= 0 ? code_of(decoded.codes[at]) : -1);
    }
  }

  ArrowView view_;
  std::int64_t first_, rows_;
  std::string what_;
};

}  // namespace

TakenColumns::Held& TakenColumns::start(std::string name) {
  Held& held = columns_.emplace_back();
  held.own.name = std::move(name);
  return held;
}

void TakenColumns::add(std::string name, py::handle values, const std::string& what) {
  const std::string where = what + ": column " + name;
  if (py::hasattr(values, "__arrow_c_stream__")) {
    arrow::Stream stream = stream_from_python(values, where);
    const arrow::Schema schema = stream.schema();
    Held& held = start(std::move(name));
    while (std::optional<arrow::Array> batch = stream.next()) ArrowRows({*schema, **batch}, 0, (*batch)->length, where).append_to(held.own);
    return;
  }
  Held& held = start(std::move(name));
  if (PyObject_CheckBuffer(values.ptr()) != 0 && add_buffer(held, values)) return;
  if (py::hasattr(values, "__array__")) {
    const py::object array = values.attr("__array__")();
    if (PyObject_CheckBuffer(array.ptr()) != 0 && add_buffer(held, array)) return;
    return add_sequence(held, array, where);
  }
  add_sequence(held, values, where);
}

bool TakenColumns::add_buffer(Held& held, py::handle values) {
  if (PyBytes_Check(values.ptr()) || PyByteArray_Check(values.ptr())) return false;
  std::optional<py::buffer_info> asked;
  try {
    asked = py::reinterpret_borrow<py::buffer>(values).request();
  } catch (py::error_already_set&) {
    return false;  // such as dates of numpy, which have no format
  }
  py::buffer_info& info = buffers_.emplace_back(std::move(*asked));
  const NumberFormat format = buffer_format(info.format, static_cast<std::size_t>(info.itemsize));
  const ReadNumber read = info.ndim == 1 && format.size > 0 ? reader_of(format) : nullptr;
  if (read == nullptr) {
    buffers_.pop_back();
    return false;
  }
  const auto rows = static_cast<std::size_t>(info.shape[0]);
  const char* memory = static_cast<const char*>(info.ptr);
  if (is_plain_double(format) && info.strides[0] == 8 && reinterpret_cast<std::uintptr_t>(memory) % alignof(double) == 0) {
    held.borrowed = {static_cast<const double*>(info.ptr), rows};
    held.is_borrowed = true;
    return true;
  }
  held.own.numbers.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) held.own.numbers.push_back(read(memory + static_cast<py::ssize_t>(row) * info.strides[0]));
  buffers_.pop_back();
  return true;
}

void TakenColumns::add_sequence(Held& held, py::handle values, const std::string& what) {
  if (PyUnicode_Check(values.ptr()) || PyBytes_Check(values.ptr()) || maps_names(values) || !py::hasattr(values, "__iter__")) throw_wrong_type(what, "an array or a list of numbers or texts", values);
  score::FeatureColumn& column = held.own;
  WordCoder coder(column);
  std::size_t row = 0, known = 0;
  for (const py::handle value : py::reinterpret_borrow<py::iterable>(values)) {
    ++row;
    if (is_unknown(value)) {
      column.codes.push_back(-1);
      column.numbers.push_back(unknown_number);
      continue;
    }
    const bool is_word = PyUnicode_Check(value.ptr()) != 0;
    if (known++ == 0) column.words = is_word;
    const std::optional<double> number = is_word ? std::nullopt : number_of(value);
    if (is_word != column.words || (!is_word && !number)) throw_wrong_type(what + ", row " + std::to_string(row - 1), column.words ? "a text or None, as the rows above" : "a number or None", value);
    if (is_word) column.codes.push_back(coder.code(utf8_of(value)));
    else column.numbers.push_back(*number);
  }
  column.words ? column.numbers.clear() : column.codes.clear();
}

void TakenColumns::add_value(std::string name, py::handle value, const std::string& what) {
  const py::list one(1);
  PyList_SetItem(one.ptr(), 0, value.inc_ref().ptr());
  add_sequence(start(std::move(name)), one, what);
}

void TakenColumns::add_stream(arrow::Stream stream, const std::string& what) {
  const arrow::Schema schema = stream.schema();
  if (format_of(*schema) != "+s") throw WrongType("python.type", what + " takes a table, found a single column of the Arrow type " + std::string(format_of(*schema)));
  std::vector<Held*> held(static_cast<std::size_t>(schema->n_children), nullptr);
  for (std::size_t c = 0; c < held.size(); ++c) {
    const ArrowSchema& child = *schema->children[c];
    const std::string name = child.name != nullptr ? child.name : "";
    if (name.starts_with("__index_level_")) continue;
    held[c] = &start(name);
    const ArrowSchema& values = child.dictionary != nullptr ? *child.dictionary : child;
    held[c]->own.words = is_text_format(format_of(values));
  }
  const auto copy_back = [](Held& column) {  // a second batch has come: what lay elsewhere joins the others
    if (column.is_borrowed) column.own.numbers.assign(column.borrowed.begin(), column.borrowed.end());
    column.is_borrowed = false;
  };
  bool is_first = true;
  while (std::optional<arrow::Array> batch = stream.next()) {
    const ArrowArray& rows = *arrays_.emplace_back(std::move(*batch));
    for (std::size_t c = 0; c < held.size(); ++c) {
      if (held[c] == nullptr) continue;
      if (rows.n_children <= static_cast<std::int64_t>(c)) throw_layout(what, held[c]->own.name);
      const ArrowRows column({*schema->children[c], *rows.children[c]}, rows.offset, rows.length, what);
      if (const auto numbers = column.in_place(); numbers && is_first) {
        held[c]->borrowed = *numbers;
        held[c]->is_borrowed = true;
        continue;
      }
      copy_back(*held[c]);
      column.append_to(held[c]->own);
    }
    is_first = is_first && rows.length == 0;
  }
}

void TakenColumns::add_matrix(py::handle matrix, const std::string& what) {
  py::buffer_info info = py::reinterpret_borrow<py::buffer>(matrix).request();
  const NumberFormat format = buffer_format(info.format, static_cast<std::size_t>(info.itemsize));
  const ReadNumber read = info.ndim == 2 && format.size > 0 ? reader_of(format) : nullptr;
  if (read == nullptr) throw_wrong_type(what, "a two-dimensional array of numbers", matrix);
  const auto rows = static_cast<std::size_t>(info.shape[0]), width = static_cast<std::size_t>(info.shape[1]);
  const char* const first = static_cast<const char*>(info.ptr);
  const bool is_borrowed = is_plain_double(format) && info.strides[0] == static_cast<py::ssize_t>(sizeof(double)) && reinterpret_cast<std::uintptr_t>(first) % alignof(double) == 0;
  std::vector<double*> columns;
  for (std::size_t c = 0; c < width; ++c) {
    Held& held = start("x" + std::to_string(c + 1));
    held.is_borrowed = is_borrowed;
    if (is_borrowed) {
      held.borrowed = {reinterpret_cast<const double*>(first + static_cast<py::ssize_t>(c) * info.strides[1]), rows};
    } else {
      held.own.numbers.resize(rows);
      columns.push_back(held.own.numbers.data());
    }
  }
  if (is_borrowed) {
    buffers_.push_back(std::move(info));
    return;
  }
  constexpr std::size_t block = 64;  // rows that stay in the cache while each column takes its part
  for (std::size_t start = 0; start < rows; start += block)
    for (std::size_t c = 0; c < width; ++c) {
      const char* at = first + static_cast<py::ssize_t>(start) * info.strides[0] + static_cast<py::ssize_t>(c) * info.strides[1];
      for (std::size_t row = start; row < (std::min)(start + block, rows); ++row, at += info.strides[0]) columns[c][row] = read == &number_as<double> ? number_as<double>(at) : read(at);
    }
}

std::vector<score::Column> TakenColumns::view() const {
  std::vector<score::Column> views;
  for (const Held& held : columns_) {
    if (held.own.words) views.push_back({held.own.name, score::CodedWords{held.own.codes, held.own.levels}});
    else views.push_back({held.own.name, held.is_borrowed ? held.borrowed : std::span<const double>(held.own.numbers)});
  }
  return views;
}

std::span<const double> TakenColumns::numbers(const std::string& what) const {
  if (columns_.empty()) return {};
  const Held& held = columns_.back();
  if (held.own.words) throw WrongType("python.type", what + " takes numbers, found texts");
  return held.is_borrowed ? held.borrowed : std::span<const double>(held.own.numbers);
}

TakenColumns columns_from_python(py::handle features, const std::string& what) {
  TakenColumns taken;
  if (maps_names(features)) {
    const py::object items = features.attr("items")();
    for (const py::handle item : py::reinterpret_borrow<py::iterable>(items)) {
      const auto pair = py::reinterpret_borrow<py::sequence>(item);
      const py::object key = pair[0], values = pair[1];
      taken.add(column_name(key, what), values, what);
    }
  } else if (py::hasattr(features, "__arrow_c_stream__")) {
    taken.add_stream(stream_from_python(features, what), what);
  } else if (PyObject_CheckBuffer(features.ptr()) != 0) {
    taken.add_matrix(features, what);
  } else {
    throw_wrong_type(what, "a dict of columns, a two-dimensional array, or a table that offers __arrow_c_stream__, such as a pandas (2.2 or later), polars or pyarrow one", features);
  }
  return taken;
}

TakenColumns row_from_python(py::handle row, const std::string& what) {
  if (!maps_names(row)) {
    TakenColumns taken = columns_from_python(row, what);
    for (const score::Column& column : taken.view())
      if (score::size_of(column) != 1) throw ArgumentError("argument.columns", what + " takes one row, found " + std::to_string(score::size_of(column)) + " in column " + std::string(column.name));
    return taken;
  }
  TakenColumns taken;
  const py::object items = row.attr("items")();
  for (const py::handle item : py::reinterpret_borrow<py::iterable>(items)) {
    const auto pair = py::reinterpret_borrow<py::sequence>(item);
    const py::object key = pair[0], value = pair[1];
    taken.add_value(column_name(key, what), value, what + ": " + column_name(key, what));
  }
  return taken;
}

TakenColumns numbers_from_python(py::handle values, const std::string& what) {
  TakenColumns taken;
  if (!values.is_none()) taken.add("values", values, what);
  return taken;
}

py::object array_to_python(std::span<const double> numbers) {
  const auto bytes = py::reinterpret_steal<py::object>(PyByteArray_FromStringAndSize(reinterpret_cast<const char*>(numbers.data()), static_cast<Py_ssize_t>(numbers.size_bytes())));
  if (!bytes) throw py::error_already_set();
  try {
    return py::module_::import("numpy").attr("frombuffer")(bytes, "float64");
  } catch (py::error_already_set& error) {
    if (!error.matches(PyExc_ImportError)) throw;
  }
  return py::memoryview(bytes).attr("cast")("d");
}

}  // namespace guanxi::python
