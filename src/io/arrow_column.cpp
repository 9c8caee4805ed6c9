#include "arrow_column.hpp"

#include <guanxi/core/column_view.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

namespace guanxi::io::detail {

namespace {

using ArrowLayout = ArrowFormat::Layout;

constexpr std::int64_t day_micros = 86'400'000'000;

ArrowLayout layout_of_sign(char sign) {
  constexpr std::pair<char, ArrowLayout> signs[] = {{'n', ArrowLayout::null}, {'b', ArrowLayout::boolean}, {'c', ArrowLayout::int8}, {'C', ArrowLayout::uint8}, {'s', ArrowLayout::int16}, {'S', ArrowLayout::uint16},
                                               {'i', ArrowLayout::int32}, {'I', ArrowLayout::uint32}, {'l', ArrowLayout::int64}, {'L', ArrowLayout::uint64}, {'e', ArrowLayout::float16}, {'f', ArrowLayout::float32},
                                               {'g', ArrowLayout::float64}, {'u', ArrowLayout::text}, {'U', ArrowLayout::large_text}, {'z', ArrowLayout::binary}, {'Z', ArrowLayout::large_binary}};
  for (const auto& [known, layout] : signs)
    if (known == sign) return layout;
  return ArrowLayout::unreadable;
}

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// “d:precision,scale” or “d:precision,scale,bits”.
ArrowFormat decimal_format(std::string_view text) {
  const std::size_t first = text.find(',');
  if (first == std::string_view::npos) return {};
  const std::size_t second = text.find(',', first + 1);
  const std::int64_t bits = second == std::string_view::npos ? 128 : number_in(text.substr(second + 1));
  const ArrowLayout layout = bits == 128 ? ArrowLayout::decimal128 : bits == 64 ? ArrowLayout::decimal64 : bits == 32 ? ArrowLayout::decimal32 : ArrowLayout::unreadable;
  return {.layout = layout, .scale = static_cast<int>(number_in(text.substr(first + 1)))};
}

ArrowFormat timestamp_format(std::string_view text) {
  const std::int64_t per_second = text[2] == 's' ? 1 : text[2] == 'm' ? 1'000 : text[2] == 'u' ? 1'000'000 : text[2] == 'n' ? 1'000'000'000 : 0;
  if (per_second == 0 || text.size() < 4 || text[3] != ':') return {};
  return {.layout = ArrowLayout::timestamp, .per_second = per_second, .zoned = text.size() > 4};
}

ArrowFormat format_of(std::string_view text) {
  if (text.size() == 1) return {.layout = layout_of_sign(text[0])};
  if (text == "vu") return {.layout = ArrowLayout::text_view};
  if (text == "vz") return {.layout = ArrowLayout::binary_view};
  if (text.starts_with("w:")) return {.layout = ArrowLayout::fixed_binary, .width = number_in(text.substr(2))};
  if (text.starts_with("d:")) return decimal_format(text.substr(2));
  if (text == "tdD") return {.layout = ArrowLayout::date32};
  if (text == "tdm") return {.layout = ArrowLayout::date64};
  if (text.starts_with("ts") && text.size() > 2) return timestamp_format(text);
  if (text == "+l" || text == "+m") return {.layout = ArrowLayout::list};
  if (text == "+L") return {.layout = ArrowLayout::large_list};
  if (text.starts_with("+w:")) return {.layout = ArrowLayout::fixed_list, .width = number_in(text.substr(3))};
  if (text == "+s") return {.layout = ArrowLayout::record};
  return {};
}

std::string_view text_of(const char* text) { return text != nullptr ? text : ""; }

/// Buffers that a layout has at least.
std::int64_t buffers_of(ArrowLayout layout) {
  switch (layout) {
    case ArrowLayout::null:
    case ArrowLayout::unreadable: return 0;
    case ArrowLayout::record:
    case ArrowLayout::fixed_list: return 1;
    case ArrowLayout::text:
    case ArrowLayout::large_text:
    case ArrowLayout::binary:
    case ArrowLayout::large_binary:
    case ArrowLayout::text_view:
    case ArrowLayout::binary_view: return 3;
    default: return 2;
  }
}

/// IEEE 754 half precision.
double half_precision(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const double fraction = bits & 1023;
  const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : exponent < 31 ? std::ldexp(fraction + 1024, exponent - 25) : fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

ArrowCell whole_cell(std::int64_t number) { return {.kind = ArrowCell::Kind::integer, .number = number}; }
ArrowCell real_cell(double number) { return {.kind = ArrowCell::Kind::real, .real = number}; }
ArrowCell decimal_cell(arrow::Wide digits, int scale) { return {.kind = ArrowCell::Kind::decimal, .digits = digits, .scale = scale}; }

}  // namespace

ArrowFormat arrow_format(const ArrowSchema& schema) { return format_of(text_of((schema.dictionary != nullptr ? *schema.dictionary : schema).format)); }

bool is_arrow_readable(const ArrowSchema& schema) {
  if (arrow_format(schema).layout == ArrowLayout::unreadable || format_of(text_of(schema.format)).layout == ArrowLayout::unreadable) return false;
  const std::span<ArrowSchema* const> children(schema.children, static_cast<std::size_t>(schema.n_children));
  return std::ranges::all_of(children, [](const ArrowSchema* child) { return is_arrow_readable(*child); });
}

ArrowColumn::ArrowColumn(const ArrowSchema& schema, const ArrowArray& array) : schema_(&schema), array_(&array), format_(format_of(text_of(schema.format))) {
  require(array.length >= 0 && array.offset >= 0, "has a negative length or offset");
  check_buffers();
  if (schema.dictionary != nullptr) {
    require(array.dictionary != nullptr, "lacks the words of its dictionary");
    dictionary_.emplace_back(*schema.dictionary, *array.dictionary);
  }
  const bool nested = format_.is_list() || format_.layout == ArrowLayout::record;
  if (!nested) return;
  require(schema.n_children == array.n_children && (format_.layout == ArrowLayout::record || schema.n_children == 1), "has other children than its type");
  children_.reserve(static_cast<std::size_t>(schema.n_children));
  for (std::int64_t i = 0; i < schema.n_children; ++i) children_.emplace_back(*schema.children[i], *array.children[i]);
  if (format_.layout != ArrowLayout::record) return;
  for (const ArrowColumn& column : children_) require(column.size() >= array.length + array.offset, "has more rows than one of its columns");
}

void ArrowColumn::require(bool holds, const char* what) const {
  if (!holds) throw FileError("arrow.layout", "the Arrow column " + std::string(name()) + " (" + arrow_type_name(*schema_) + ") " + what);
}

void ArrowColumn::check_buffers() const {
  const std::int64_t wanted = buffers_of(format_.layout);
  require(array_->n_buffers >= wanted, "lacks buffers");
  const bool views = format_.layout == ArrowLayout::text_view || format_.layout == ArrowLayout::binary_view;
  const std::int64_t needed = (std::min)(wanted, std::int64_t{2});  // the bytes of texts may be missing where all are empty
  for (std::int64_t i = 1; i < needed; ++i) require(array_->length == 0 || array_->buffers[i] != nullptr, "lacks buffers");
  require(!views || array_->length == 0 || array_->n_buffers == 3 || array_->buffers[array_->n_buffers - 1] != nullptr, "lacks the sizes of its buffers");
  require(format_.width >= 0, "has a negative width");
}

bool ArrowColumn::is_null(std::int64_t row) const noexcept {
  if (format_.layout == ArrowLayout::null) return true;
  const std::string_view format = format_.layout == ArrowLayout::unreadable ? text_of(schema_->format) : "";
  if (format.starts_with("+u") || format.starts_with("+r")) return false;  // unions and runs have no validity of their own
  if (array_->null_count == 0 || array_->n_buffers == 0 || array_->buffers[0] == nullptr) return false;
  return !arrow::bit_at(array_->buffers[0], row + array_->offset);
}

template <class T>
T ArrowColumn::raw(std::int64_t row, int buffer) const {
  T value;
  std::memcpy(&value, static_cast<const char*>(array_->buffers[buffer]) + (row + array_->offset) * static_cast<std::int64_t>(sizeof(T)), sizeof(T));
  return value;
}

template <class Offset>
std::string_view ArrowColumn::bytes(std::int64_t row) const {
  const auto begin = raw<Offset>(row), end = raw<Offset>(row + 1);
  require(begin >= 0 && begin <= end, "has offsets that go back");
  if (begin == end) return {};
  require(array_->buffers[2] != nullptr, "lacks its bytes");
  return {static_cast<const char*>(array_->buffers[2]) + begin, static_cast<std::size_t>(end - begin)};
}

/// Up to 12 bytes stand in the view itself, others in one of the buffers.
std::string_view ArrowColumn::viewed(std::int64_t row) const {
  const char* view = static_cast<const char*>(array_->buffers[1]) + (row + array_->offset) * 16;
  std::int32_t parts[4];
  std::memcpy(parts, view, sizeof(parts));
  require(parts[0] >= 0, "has a text of negative length");
  if (parts[0] <= 12) return {view + 4, static_cast<std::size_t>(parts[0])};
  require(parts[2] >= 0 && parts[2] < array_->n_buffers - 3 && parts[3] >= 0, "points outside its buffers");
  std::int64_t size = 0;
  std::memcpy(&size, static_cast<const char*>(array_->buffers[array_->n_buffers - 1]) + parts[2] * std::int64_t{8}, sizeof(size));
  require(std::int64_t{parts[3]} + parts[0] <= size, "points outside its buffers");
  return {static_cast<const char*>(array_->buffers[2 + parts[2]]) + parts[3], static_cast<std::size_t>(parts[0])};
}

ArrowCell ArrowColumn::items(std::int64_t begin, std::int64_t end) const {
  require(begin >= 0 && begin <= end && end <= children_.front().size(), "has lists beyond its items");
  return {.kind = ArrowCell::Kind::list, .column = children_.data(), .begin = begin, .end = end};
}

template <class Offset>
ArrowCell ArrowColumn::list(std::int64_t row) const {
  return items(raw<Offset>(row), raw<Offset>(row + 1));
}

ArrowCell ArrowColumn::moment(std::int64_t units) const {
  ArrowCell cell{.kind = ArrowCell::Kind::moment, .zoned = format_.zoned};
  if (format_.per_second > 1'000'000) {
    const std::int64_t parts = format_.per_second / 1'000'000;
    cell.number = floor_div(units, parts);
    cell.finer = units % parts != 0;
    return cell;
  }
  if (!__builtin_mul_overflow(units, 1'000'000 / format_.per_second, &cell.number)) return cell;
  return whole_cell(units);
}

ArrowCell ArrowColumn::word(std::int64_t row) const {
  ArrowFormat index = format_;
  std::int64_t position = -1;
  switch (index.layout) {
    case ArrowLayout::int8: position = raw<std::int8_t>(row); break;  // NOLINT(bugprone-signed-char-misuse): an index, not a sign
    case ArrowLayout::uint8: position = raw<std::uint8_t>(row); break;
    case ArrowLayout::int16: position = raw<std::int16_t>(row); break;
    case ArrowLayout::uint16: position = raw<std::uint16_t>(row); break;
    case ArrowLayout::int32: position = raw<std::int32_t>(row); break;
    case ArrowLayout::uint32: position = raw<std::uint32_t>(row); break;
    case ArrowLayout::int64: position = raw<std::int64_t>(row); break;
    case ArrowLayout::uint64: position = static_cast<std::int64_t>((std::min)(raw<std::uint64_t>(row), std::uint64_t{1} << 62)); break;
    default: break;
  }
  require(position >= 0 && position < dictionary_.front().size(), "numbers words outside its dictionary");
  return dictionary_.front().at(position);
}

ArrowCell ArrowColumn::at(std::int64_t row) const {
  using Kind = ArrowCell::Kind;
  if (is_null(row)) return {};
  if (!dictionary_.empty()) return word(row);
  switch (format_.layout) {
    case ArrowLayout::boolean: return {.kind = Kind::boolean, .number = arrow::bit_at(array_->buffers[1], row + array_->offset) ? 1 : 0};
    case ArrowLayout::int8: return whole_cell(raw<std::int8_t>(row));
    case ArrowLayout::uint8: return whole_cell(raw<std::uint8_t>(row));
    case ArrowLayout::int16: return whole_cell(raw<std::int16_t>(row));
    case ArrowLayout::uint16: return whole_cell(raw<std::uint16_t>(row));
    case ArrowLayout::int32: return whole_cell(raw<std::int32_t>(row));
    case ArrowLayout::uint32: return whole_cell(raw<std::uint32_t>(row));
    case ArrowLayout::int64: return whole_cell(raw<std::int64_t>(row));
    case ArrowLayout::uint64: {
      const auto number = raw<std::uint64_t>(row);
      if (number <= static_cast<std::uint64_t>((std::numeric_limits<std::int64_t>::max)())) return whole_cell(static_cast<std::int64_t>(number));
      return {.kind = Kind::natural, .natural = number};
    }
    case ArrowLayout::float16: return real_cell(half_precision(raw<std::uint16_t>(row)));
    case ArrowLayout::float32: return real_cell(static_cast<double>(raw<float>(row)));
    case ArrowLayout::float64: return real_cell(raw<double>(row));
    case ArrowLayout::text: return {.kind = Kind::text, .text = bytes<std::int32_t>(row)};
    case ArrowLayout::large_text: return {.kind = Kind::text, .text = bytes<std::int64_t>(row)};
    case ArrowLayout::text_view: return {.kind = Kind::text, .text = viewed(row)};
    case ArrowLayout::binary: return {.kind = Kind::bytes, .text = bytes<std::int32_t>(row)};
    case ArrowLayout::large_binary: return {.kind = Kind::bytes, .text = bytes<std::int64_t>(row)};
    case ArrowLayout::binary_view: return {.kind = Kind::bytes, .text = viewed(row)};
    case ArrowLayout::fixed_binary:
      return {.kind = Kind::bytes, .text = {static_cast<const char*>(array_->buffers[1]) + (row + array_->offset) * format_.width, static_cast<std::size_t>(format_.width)}};
    case ArrowLayout::decimal32: return decimal_cell(raw<std::int32_t>(row), format_.scale);
    case ArrowLayout::decimal64: return decimal_cell(raw<std::int64_t>(row), format_.scale);
    case ArrowLayout::decimal128: return decimal_cell(raw<arrow::Wide>(row), format_.scale);
    case ArrowLayout::date32: return {.kind = Kind::day, .number = raw<std::int32_t>(row)};
    case ArrowLayout::date64: {
      const auto milliseconds = raw<std::int64_t>(row);
      constexpr std::int64_t day = 86'400'000;
      return {.kind = Kind::day, .number = floor_div(milliseconds, day)};
    }
    case ArrowLayout::timestamp: return moment(raw<std::int64_t>(row));
    case ArrowLayout::list: return list<std::int32_t>(row);
    case ArrowLayout::large_list: return list<std::int64_t>(row);
    case ArrowLayout::fixed_list: return items((row + array_->offset) * format_.width, (row + array_->offset + 1) * format_.width);
    case ArrowLayout::record: return {.kind = Kind::record, .column = this, .begin = row, .end = row + 1};
    case ArrowLayout::null:
    case ArrowLayout::unreadable: break;
  }
  return {};
}

namespace {

/// Digits with a point, without zeros at the end.
std::string decimal_text(arrow::Wide digits, int scale) {
  const bool negative = digits < 0;
  std::string text;
  for (; digits != 0; digits /= 10) text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(negative ? -(digits % 10) : digits % 10)));
  for (; scale < 0 && !text.empty(); ++scale) text += '0';
  if (scale > 0) {
    const auto behind = static_cast<std::size_t>(scale);
    if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
    text.insert(text.size() - behind, ".");
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  if (text.empty()) text = "0";
  return negative ? "-" + text : text;
}

std::string real_text(double number) {
  constexpr double exact = 9'007'199'254'740'992.0;
  if (number == std::floor(number) && std::abs(number) <= exact) return std::to_string(static_cast<std::int64_t>(number));
  return write_exact(number);
}

/// A local clock without its zone, a day alone at midnight.
std::string moment_text(const ArrowCell& cell) {
  if (!cell.zoned && cell.number % day_micros == 0) return to_string(Date::from_days(static_cast<std::int32_t>(cell.number / day_micros)));
  std::string text = to_string(Timestamp{cell.number});
  if (!cell.zoned) text.pop_back();
  return text;
}

std::string hex_text(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

void write_cell_json(JsonWriter& json, const ArrowCell& cell) {
  using Kind = ArrowCell::Kind;
  switch (cell.kind) {
    case Kind::null: return json.raw("null");
    case Kind::boolean: return json.raw(cell.number != 0 ? "true" : "false");
    case Kind::integer:
    case Kind::natural:
    case Kind::decimal: return json.raw(arrow_cell_text(cell));
    case Kind::real: return std::isfinite(cell.real) ? json.raw(real_text(cell.real)) : json.raw("null");
    case Kind::list:
      json.open('[');
      for (std::int64_t i = cell.begin; i < cell.end; ++i) write_cell_json(json, cell.column->at(i));
      return json.close(']');
    case Kind::record:
      json.open('{');
      for (std::size_t i = 0; i < cell.column->children(); ++i) {
        json.name(cell.column->child(i).name());
        write_cell_json(json, cell.column->child(i).at(cell.column->child_row(cell.begin)));
      }
      return json.close('}');
    default: return json.text(arrow_cell_text(cell));
  }
}

}  // namespace

std::string arrow_cell_text(const ArrowCell& cell) {
  using Kind = ArrowCell::Kind;
  switch (cell.kind) {
    case Kind::null: return {};
    case Kind::boolean: return cell.number != 0 ? "true" : "false";
    case Kind::integer: return std::to_string(cell.number);
    case Kind::natural: return std::to_string(cell.natural);
    case Kind::real: return real_text(cell.real);
    case Kind::decimal: return decimal_text(cell.digits, cell.scale);
    case Kind::text: return std::string(cell.text);
    case Kind::bytes: return hex_text(cell.text);
    case Kind::day: return to_string(Date::from_days(static_cast<std::int32_t>(cell.number)));
    case Kind::moment: return moment_text(cell);
    case Kind::list:
    case Kind::record: break;
  }
  JsonWriter json;
  write_cell_json(json, cell);
  return json.take();
}

std::string arrow_type_name(const ArrowSchema& schema) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {{"tt", "time of day"}, {"tD", "duration"}, {"ti", "interval"}, {"+u", "union"}, {"+r", "run-end encoded"}, {"+v", "list view"}, {"+m", "map"}, {"n", "null"}};
  const std::string_view format = text_of(schema.format);
  const auto* const known = std::ranges::find_if(words, [&](const auto& word) { return format.starts_with(word.first); });
  std::string name = known == std::end(words) ? std::string(format) : std::string(known->second) + " (" + std::string(format) + ")";
  if (schema.dictionary != nullptr) name += " -> " + arrow_type_name(*schema.dictionary);
  return name;
}

}  // namespace guanxi::io::detail
