#include "numbers.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <guanxi/core/error.hpp>

#include "errors.hpp"
#include "tables.hpp"

namespace guanxi::python {

namespace {

/// A Python buffer, given back when nobody borrows from it.
class HeldBuffer {
 public:
  explicit HeldBuffer(py::handle value) {
    if (PyObject_GetBuffer(value.ptr(), &view_, PyBUF_FORMAT | PyBUF_STRIDES) != 0) PyErr_Clear();
    else held_ = true;
  }
  ~HeldBuffer() {
    if (!held_) return;
    const py::gil_scoped_acquire gil;
    PyBuffer_Release(&view_);
  }
  HeldBuffer(const HeldBuffer&) = delete;
  HeldBuffer& operator=(const HeldBuffer&) = delete;

  [[nodiscard]] bool held() const noexcept { return held_; }
  [[nodiscard]] const Py_buffer& view() const noexcept { return view_; }

  /// The letter of native numbers; 0 for anything else.
  [[nodiscard]] char letter() const noexcept {
    std::string_view format = view_.format != nullptr ? view_.format : "B";
    constexpr char native = std::endian::native == std::endian::little ? '<' : '>';
    if (!format.empty() && (format[0] == '@' || format[0] == '=' || format[0] == native)) format.remove_prefix(1);
    return format.size() == 1 ? format[0] : '\0';
  }

 private:
  Py_buffer view_{};
  bool held_ = false;
};

template <class T>
double read_as(const char* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof(T));
  return static_cast<double>(value);
}

template <class T>
double read_sized(const char* at, Py_ssize_t width) noexcept {
  using Signed = std::is_signed<T>;
  if (width == 4) return read_as<std::conditional_t<Signed::value, std::int32_t, std::uint32_t>>(at);
  return read_as<std::conditional_t<Signed::value, std::int64_t, std::uint64_t>>(at);
}

/// Reads one number of a buffer; false for a letter that is none.
bool read_number(char letter, Py_ssize_t width, const char* at, double& number) noexcept {
  switch (letter) {
    case 'd': number = read_as<double>(at); return true;
    case 'f': number = read_as<float>(at); return true;
    case 'b': number = read_as<std::int8_t>(at); return true;
    case 'B': case '?': number = read_as<std::uint8_t>(at); return true;
    case 'h': number = read_as<std::int16_t>(at); return true;
    case 'H': number = read_as<std::uint16_t>(at); return true;
    case 'i': case 'l': case 'q': case 'n': number = read_sized<std::int64_t>(at, width); return true;
    case 'I': case 'L': case 'Q': case 'N': number = read_sized<std::uint64_t>(at, width); return true;
    default: return false;
  }
}

bool in_c_order(const Py_buffer& view) { return PyBuffer_IsContiguous(&view, 'C') != 0; }

/// The numbers of a buffer of one or two dimensions; false if it holds anything but numbers.
bool from_buffer(const std::shared_ptr<HeldBuffer>& buffer, NumberTable& table) {
  const Py_buffer& view = buffer->view();
  const auto rows = static_cast<std::size_t>(view.shape[0]);
  table.columns = view.ndim == 2 ? static_cast<std::size_t>(view.shape[1]) : 1;
  const std::size_t size = rows * table.columns;
  const char letter = buffer->letter();
  const auto* first = static_cast<const char*>(view.buf);
  if (letter == 'd' && in_c_order(view) && reinterpret_cast<std::uintptr_t>(first) % alignof(double) == 0) {
    table.owner = buffer;
    table.values = {static_cast<const double*>(view.buf), size};
    return true;
  }
  const auto copy = std::make_shared<std::vector<double>>(size);
  const Py_ssize_t down = view.strides[0], across = view.ndim == 2 ? view.strides[1] : 0;
  for (std::size_t i = 0, k = 0; i < rows; ++i)
    for (std::size_t j = 0; j < table.columns; ++j, ++k)
      if (!read_number(letter, view.itemsize, first + static_cast<Py_ssize_t>(i) * down + static_cast<Py_ssize_t>(j) * across, (*copy)[k])) return false;
  table.owner = copy;
  table.values = *copy;
  double none = 0;
  return size > 0 || read_number(letter, 8, reinterpret_cast<const char*>(&none), none);
}

/// Tries buffers and arrays; false if the value is to be read element by element.
bool from_array(py::handle value, int dimensions, const std::string& what, NumberTable& table) {
  if (PyUnicode_Check(value.ptr()) || PyBytes_Check(value.ptr()) || PyByteArray_Check(value.ptr())) throw_wrong_type(what, dimensions == 2 ? "rows of numbers" : "numbers", value);
  py::object array = py::reinterpret_borrow<py::object>(value);
  if (PyObject_CheckBuffer(array.ptr()) == 0) {
    if (!py::hasattr(array, "__array__")) return false;
    array = array.attr("__array__")();
    if (PyObject_CheckBuffer(array.ptr()) == 0) return false;
  }
  const auto buffer = std::make_shared<HeldBuffer>(array);
  if (!buffer->held()) return false;
  if (buffer->view().ndim != dimensions)
    throw WrongType("python.type", what + " takes " + std::to_string(dimensions) + (dimensions == 1 ? " dimension" : " dimensions") + ", found " + std::to_string(buffer->view().ndim));
  return from_buffer(buffer, table);
}

double number_of(py::handle value, const std::string& what, Absent absent) {
  if (absent == Absent::nan && value.is_none()) return std::numeric_limits<double>::quiet_NaN();
  if (PyFloat_Check(value.ptr())) return PyFloat_AS_DOUBLE(value.ptr());
  if (PyUnicode_Check(value.ptr()) || value.is_none() || (!py::hasattr(value, "__float__") && !py::hasattr(value, "__index__"))) throw_wrong_type(what, "float", value);
  const double number = PyFloat_AsDouble(value.ptr());
  if (number == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return number;
}

std::string place(const std::string& what, std::size_t index) { return what + "[" + std::to_string(index) + "]"; }

void demand_iterable(py::handle value, const std::string& what, const char* wanted) {
  if (PyDict_Check(value.ptr()) || !py::hasattr(value, "__iter__")) throw_wrong_type(what, wanted, value);
}

}  // namespace

NumberList numbers_list(py::handle value, const std::string& what, Absent absent) {
  NumberTable table;
  if (from_array(value, 1, what, table)) return {std::move(table.owner), table.values};
  demand_iterable(value, what, "numbers");
  const auto copy = std::make_shared<std::vector<double>>();
  for (const py::handle element : py::reinterpret_borrow<py::iterable>(value)) copy->push_back(number_of(element, place(what, copy->size()), absent));
  return {copy, *copy};
}

NumberTable numbers_table(py::handle value, const std::string& what, Absent absent) {
  NumberTable table;
  if (from_array(value, 2, what, table)) return table;
  demand_iterable(value, what, "rows of numbers");
  const auto copy = std::make_shared<std::vector<double>>();
  table = {};
  std::size_t rows = 0;
  for (const py::handle row : py::reinterpret_borrow<py::iterable>(value)) {
    const NumberList numbers = numbers_list(row, place(what, rows), absent);
    if (rows > 0 && numbers.values.size() != table.columns)
      throw ArgumentError("score.matrix", place(what, rows) + " needs " + std::to_string(table.columns) + " numbers like the first row, found " + std::to_string(numbers.values.size()));
    table.columns = numbers.values.size();
    copy->insert(copy->end(), numbers.values.begin(), numbers.values.end());
    ++rows;
  }
  table.owner = copy;
  table.values = *copy;
  return table;
}

namespace {

py::object number_at(const Numbers& numbers, std::size_t index) {
  const char* at = static_cast<const char*>(numbers.first) + index * numbers.width;
  if (numbers.is_real) return py::float_(read_as<double>(at));
  return py::int_(numbers.width == 4 ? static_cast<std::int64_t>(read_as<std::int32_t>(at)) : static_cast<std::int64_t>(*reinterpret_cast<const std::int64_t*>(at)));
}

py::list numbers_between(const Numbers& numbers, std::size_t start, std::size_t count, std::size_t step) {
  py::list some(count);
  for (std::size_t i = 0; i < count; ++i, start += step) some[i] = number_at(numbers, start);
  return some;
}

bool equal_memory(const Numbers& a, const Numbers& b) {
  if (!a.is_real) return a.size == 0 || std::memcmp(a.first, b.first, a.size * a.width) == 0;
  const auto* left = static_cast<const double*>(a.first);
  return std::equal(left, left + a.size, static_cast<const double*>(b.first));
}

/// Equal to another such list, a tuple or a list with equal numbers; arrays compare themselves.
py::object equal_numbers(const Numbers& numbers, const py::object& other) {
  const bool is_numbers = py::isinstance<Numbers>(other);
  if (!is_numbers && PyTuple_Check(other.ptr()) == 0 && PyList_Check(other.ptr()) == 0) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
  const py::sequence elements = py::reinterpret_borrow<py::sequence>(other);
  if (py::len(other) != numbers.size) return py::bool_(false);
  if (is_numbers) {
    const auto& same = other.cast<const Numbers&>();
    if (same.format == numbers.format) return py::bool_(equal_memory(same, numbers));
  }
  for (std::size_t i = 0; i < numbers.size; ++i)
    if (!number_at(numbers, i).equal(py::object(other[py::int_(i)]))) return py::bool_(false);
  return py::bool_(true);
}

std::string shown_numbers(const Numbers& numbers) {
  constexpr std::size_t most = 12, shown = 3;
  const auto listed = [&](std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) text += (i == from ? "" : ", ") + std::string(py::repr(number_at(numbers, i)));
    return text;
  };
  if (numbers.size <= most) return "[" + listed(0, numbers.size) + "]";
  return "[" + listed(0, shown) + ", …, " + listed(numbers.size - shown, numbers.size) + "] (" + std::to_string(numbers.size) + " numbers)";
}

}  // namespace

void add_numbers(py::module_& module) {
  py::class_<Numbers> cls(module, "Numbers", py::buffer_protocol(), "Numbers of a result: a sequence, and a read-only buffer for numpy.asarray() and memoryview() without a copy.");
  cls.def_buffer([](Numbers& numbers) {
    const auto width = static_cast<py::ssize_t>(numbers.width);
    static double none = 0;  // somewhere to point to where there are no numbers
    void* first = numbers.size > 0 ? const_cast<void*>(numbers.first) : &none;  // NOLINT(cppcoreguidelines-pro-type-const-cast): read only
    return py::buffer_info(first, width, std::string(numbers.format), 1, {static_cast<py::ssize_t>(numbers.size)}, {width}, true);
  });
  cls.def("__len__", [](const Numbers& numbers) { return numbers.size; });
  cls.def("__getitem__", [](const Numbers& numbers, py::ssize_t index) {
    const auto size = static_cast<py::ssize_t>(numbers.size);
    if (index < 0) index += size;
    if (index < 0 || index >= size) throw py::index_error("there are " + std::to_string(size) + " numbers");
    return number_at(numbers, static_cast<std::size_t>(index));
  }, py::arg("index"));
  cls.def("__getitem__", [](const Numbers& numbers, const py::slice& slice) {
    std::size_t start = 0, stop = 0, step = 0, count = 0;
    if (!slice.compute(numbers.size, &start, &stop, &step, &count)) throw py::error_already_set();
    return numbers_between(numbers, start, count, step);
  }, py::arg("index"));
  make_sequence(cls);
  cls.attr("__class_getitem__") = py::reinterpret_steal<py::object>(PyClassMethod_New(imported("types", "GenericAlias").ptr()));
  cls.def("__eq__", &equal_numbers, py::arg("other"));
  cls.def("__repr__", &shown_numbers);
  add_function(cls, "tolist", [](const Numbers& numbers) { return numbers_between(numbers, 0, numbers.size, 1); }, "(self) -> list[T_co]", "The numbers as a list.");
}

}  // namespace guanxi::python
