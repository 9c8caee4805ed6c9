#include <guanxi/core/int128.hpp>
#include <guanxi/core/purchase_arrow.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::arrow {

namespace {

std::string_view format_in(const ArrowSchema& schema) { return schema.format != nullptr ? schema.format : ""; }

[[noreturn]] void throw_column(const std::string& what, const std::string& wanted, std::string_view found) {
  throw ArgumentError("arrow.type", what + " takes " + wanted + ", found the Arrow format " + std::string(found));
}

// Throws unless a column has its buffers.
void demand_buffers(const ArrowSchema& schema, const ArrowArray& array, std::int64_t buffers, const std::string& what) {
  const bool has_all = array.length >= 0 && array.offset >= 0 && array.n_buffers >= buffers && array.buffers != nullptr;
  bool has_values = has_all;
  if (has_all && array.length > 0)
    for (std::int64_t i = 1; i < buffers && i < 2; ++i) has_values = has_values && array.buffers[i] != nullptr;
  if (!has_values)
    throw ArgumentError("arrow.type",
                        what + ": the Arrow column of format " + std::string(format_in(schema)) + " lacks its buffers");
}

Validity validity_of(const ArrowArray& array) {
  if (array.null_count == 0 || array.n_buffers < 1) return {};
  return {array.buffers[0], array.offset};
}

template <class T>
std::span<const T> values_in(const ArrowArray& array) {
  if (array.length == 0) return {};
  return {static_cast<const T*>(array.buffers[1]) + array.offset, static_cast<std::size_t>(array.length)};
}

template <class T>
struct Kind {
  using Type = T;
};

// Calls with the type of whole numbers that a letter stands for; false for any other letter.
template <class Call>
bool with_whole(std::string_view format, const Call& call) {
  if (format.size() != 1) return false;
  switch (format[0]) {
    case 'c':
      call(Kind<std::int8_t>{});
      return true;
    case 'C':
      call(Kind<std::uint8_t>{});
      return true;
    case 's':
      call(Kind<std::int16_t>{});
      return true;
    case 'S':
      call(Kind<std::uint16_t>{});
      return true;
    case 'i':
      call(Kind<std::int32_t>{});
      return true;
    case 'I':
      call(Kind<std::uint32_t>{});
      return true;
    case 'l':
      call(Kind<std::int64_t>{});
      return true;
    case 'L':
      call(Kind<std::uint64_t>{});
      return true;
    default:
      return false;
  }
}

// Validity bits that grow, for columns whose values say themselves that they are none.
class OwnBits {
 public:
  explicit OwnBits(std::size_t rows) : bytes_((rows + 7) / 8) {}
  void set(std::size_t row) { bytes_[row / 8] = static_cast<unsigned char>(bytes_[row / 8] | 1U << (row % 8)); }
  Validity keep(Kept& kept) && {
    return {std::any_cast<const std::vector<unsigned char>&>(kept.emplace_back(std::move(bytes_))).data(), 0};
  }

 private:
  std::vector<unsigned char> bytes_;
};

template <class T>
std::span<const T> keep(std::vector<T> values, Kept& kept) {
  return std::any_cast<const std::vector<T>&>(kept.emplace_back(std::move(values)));
}

KeyColumn whole_keys(const ArrowArray& array, std::string_view format, Kept& kept) {
  const Validity valid = validity_of(array);
  KeyColumn made;
  with_whole(format, [&]<class T>(Kind<T>) {
    const std::span<const T> values = values_in<T>(array);
    if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::int32_t>) {
      made = KeyColumn(values, valid);
    } else {
      std::vector<std::int64_t> copied;
      for (std::size_t row = 0; row < values.size(); ++row) {
        const bool fits = std::in_range<std::int64_t>(values[row]);
        if (!fits && valid(row))
          throw ArgumentError("keys.whole", "keys must fit into 64 bits with a sign, found " +
                                                std::to_string(values[row]) + " in row " + std::to_string(row + 1));
        copied.push_back(fits ? static_cast<std::int64_t>(values[row]) : 0);
      }
      made = KeyColumn(keep(std::move(copied), kept), valid);
    }
  });
  return made;
}

// Numbers that a frame turned into real ones because some are missing.
template <class Real>
KeyColumn real_keys(const ArrowArray& array, Kept& kept, const std::string& what) {
  const std::span<const Real> values = values_in<Real>(array);
  const Validity valid = validity_of(array);
  std::vector<std::int64_t> copied(values.size());
  OwnBits known(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto value = static_cast<double>(values[row]);
    if (!valid(row) || std::isnan(value)) continue;
    if (value != std::floor(value) || std::fabs(value) > 9007199254740992.0)
      throw ArgumentError("keys.whole", what + " takes whole numbers up to 2^53 as real ones, found " +
                                            std::to_string(value) + " in row " + std::to_string(row + 1));
    copied[row] = static_cast<std::int64_t>(value);
    known.set(row);
  }
  return {keep(std::move(copied), kept), std::move(known).keep(kept)};
}

std::string_view view_at(const ArrowArray& array, std::int64_t place) {
  const char* view = static_cast<const char*>(array.buffers[1]) + place * 16;
  std::int32_t parts[4];
  std::memcpy(parts, view, sizeof parts);
  const auto size = static_cast<std::size_t>(parts[0] > 0 ? parts[0] : 0);
  if (size <= 12) return {view + 4, size};
  if (parts[2] < 0 || parts[2] + 3 >= array.n_buffers) return {};
  return {static_cast<const char*>(array.buffers[2 + parts[2]]) + parts[3], size};
}

TextValues text_values(const ArrowArray& array, std::string_view format, Kept& kept) {
  TextValues made;
  if (array.length == 0) return made;
  const auto rows = static_cast<std::size_t>(array.length);
  if (format == "u") {
    made.bytes = static_cast<const char*>(array.buffers[2]);
    made.offsets = {static_cast<const std::int32_t*>(array.buffers[1]) + array.offset, rows + 1};
  } else if (format == "U") {
    made.bytes = static_cast<const char*>(array.buffers[2]);
    made.long_offsets = {static_cast<const std::int64_t*>(array.buffers[1]) + array.offset, rows + 1};
  } else {
    std::vector<std::string_view> views;
    const Validity valid = validity_of(array);
    for (std::size_t row = 0; row < rows; ++row)
      views.push_back(valid(row) ? view_at(array, array.offset + static_cast<std::int64_t>(row)) : std::string_view());
    made.views = keep(std::move(views), kept);
  }
  return made;
}

bool is_text(std::string_view format) { return format == "u" || format == "U" || format == "vu"; }

KeyColumn coded_keys(const ArrowSchema& schema, const ArrowArray& array, Kept& kept, const std::string& what) {
  const std::string_view words = format_in(*schema.dictionary);
  if (!is_text(words) || array.dictionary == nullptr) throw_column(what, "a dictionary of texts", words);
  demand_buffers(*schema.dictionary, *array.dictionary, words == "vu" ? 2 : 3, what);
  CodedTextValues made{.words = text_values(*array.dictionary, words, kept),
                       .valid_words = validity_of(*array.dictionary)};
  const bool is_whole = with_whole(format_in(schema), [&]<class T>(Kind<T>) {
    const std::span<const T> codes = values_in<T>(array);
    if constexpr (std::is_same_v<T, std::int32_t>) {
      made.codes = codes;
    } else {
      std::vector<std::int32_t> copied;
      for (const T code : codes)
        copied.push_back(std::in_range<std::int32_t>(code) ? static_cast<std::int32_t>(code) : -1);
      made.codes = keep(std::move(copied), kept);
    }
  });
  if (!is_whole) throw_column(what, "a dictionary with whole indices", format_in(schema));
  return {made, validity_of(array)};
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t made = 1;
  for (int i = 0; i < exponent; ++i) made *= 10;
  return made;
}

// Whole money in minor units; what does not fit is null.
template <class T>
AmountColumn whole_amounts(const ArrowArray& array, int scale, Kept& kept) {
  const std::span<const T> values = values_in<T>(array);
  const Validity valid = validity_of(array);
  if constexpr (std::is_same_v<T, std::int64_t>)
    if (scale == 0) return {values, valid};
  const Int128 factor = power_of_ten(scale);
  std::vector<std::int64_t> copied(values.size());
  OwnBits known(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const std::optional<std::int64_t> minor =
        valid(row) ? narrowed(static_cast<Int128>(values[row]) * factor) : std::nullopt;
    if (!minor) continue;
    copied[row] = *minor;
    known.set(row);
  }
  return {keep(std::move(copied), kept), std::move(known).keep(kept)};
}

// `d:precision,scale` of 128 bits.
AmountColumn decimal_amounts(const ArrowArray& array, std::string_view format, int scale, Kept& kept,
                             const std::string& what) {
  const std::size_t comma = format.find(',');
  if (comma == std::string_view::npos || format.find(',', comma + 1) != std::string_view::npos)
    throw_column(what, "decimals of 128 bits", format);
  const int theirs = std::stoi(std::string(format.substr(comma + 1)));
  if (theirs < 0 || theirs > 18) throw_column(what, "decimals with 0 to 18 places", format);
  const Validity valid = validity_of(array);
  const auto rows = static_cast<std::size_t>(array.length);
  std::vector<std::int64_t> copied(rows);
  OwnBits known(rows);
  const Int128 up = power_of_ten(scale > theirs ? scale - theirs : 0),
               down = power_of_ten(theirs > scale ? theirs - scale : 0);
  for (std::size_t row = 0; row < rows; ++row) {
    Int128 value = 0;
    std::memcpy(&value,
                static_cast<const char*>(array.buffers[1]) + (static_cast<std::size_t>(array.offset) + row) * 16, 16);
    const Int128 half = value < 0 ? -(down / 2) : down / 2;
    const std::optional<std::int64_t> minor = valid(row) ? narrowed((value * up + half) / down) : std::nullopt;
    if (!minor) continue;
    copied[row] = *minor;
    known.set(row);
  }
  return {keep(std::move(copied), kept), std::move(known).keep(kept)};
}

}  // namespace

KeyColumn keys_of(const ArrowSchema& schema, const ArrowArray& array, Kept& kept, const std::string& what) {
  const std::string_view format = format_in(schema);
  if (format == "n")
    return {keep(std::vector<std::int64_t>(static_cast<std::size_t>(array.length)), kept),
            OwnBits(static_cast<std::size_t>(array.length)).keep(kept)};
  demand_buffers(schema, array, format == "u" || format == "U" ? 3 : 2, what);
  if (schema.dictionary != nullptr) return coded_keys(schema, array, kept, what);
  if (is_text(format)) return {text_values(array, format, kept), validity_of(array)};
  if (with_whole(format, [](auto) {})) return whole_keys(array, format, kept);
  if (format == "g") return real_keys<double>(array, kept, what);
  if (format == "f") return real_keys<float>(array, kept, what);
  throw_column(what, "whole numbers or texts", format);
}

DayColumn days_of(const ArrowSchema& schema, const ArrowArray& array, std::optional<int> utc_offset_minutes,
                  const std::string& what) {
  const std::string_view format = format_in(schema);
  demand_buffers(schema, array, 2, what);
  if (format == "tdD") return {values_in<std::int32_t>(array), validity_of(array)};
  constexpr std::int64_t day = 86400;
  if (format == "tdm")
    return {Moments{.ticks = values_in<std::int64_t>(array), .per_day = day * 1000}, validity_of(array)};
  if (!format.starts_with("ts") || format.size() < 4) throw_column(what, "dates or timestamps", format);
  const std::int64_t second = format[2] == 's' ? 1 : format[2] == 'm' ? 1000 : format[2] == 'u' ? 1000000 : 1000000000;
  const bool has_zone = format.size() > 4;
  if (has_zone && !utc_offset_minutes)
    throw ArgumentError("calendar.unknown", what + " holds moments in the time zone " + std::string(format.substr(4)) +
                                                ": say by calendar= to which day they belong");
  const std::int64_t shift = utc_offset_minutes && has_zone ? std::int64_t{*utc_offset_minutes} * 60 * second : 0;
  return {Moments{.ticks = values_in<std::int64_t>(array), .per_day = day * second, .shift = shift},
          validity_of(array)};
}

AmountColumn amounts_of(const ArrowSchema& schema, const ArrowArray& array, int scale, Kept& kept,
                        const std::string& what) {
  const std::string_view format = format_in(schema);
  demand_buffers(schema, array, 2, what);
  if (format == "g") return {RealAmounts<double>{values_in<double>(array), scale}, validity_of(array)};
  if (format == "f") return {RealAmounts<float>{values_in<float>(array), scale}, validity_of(array)};
  if (format.starts_with("d:")) return decimal_amounts(array, format, scale, kept, what);
  AmountColumn made;
  if (with_whole(format, [&]<class T>(Kind<T>) { made = whole_amounts<T>(array, scale, kept); })) return made;
  throw_column(what, "numbers", format);
}

}  // namespace guanxi::arrow
