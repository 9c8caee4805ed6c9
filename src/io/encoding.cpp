#include <guanxi/io/encoding.hpp>

#include <guanxi/core/error.hpp>

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>

#include <iconv.h>

#include "unicode.hpp"

namespace guanxi::io {

namespace {

using detail::append_utf8;
using detail::replacement;
using detail::sign_at;

constexpr std::string_view bom_utf8 = "\xEF\xBB\xBF";
constexpr std::string_view bom_utf16le = "\xFF\xFE";
constexpr std::string_view bom_utf16be = "\xFE\xFF";

/// Text read under an assumption, and what it cost.
struct Reading {
  std::string text{};
  std::size_t bad{};         ///< bytes or units that became U+FFFD
  std::size_t multi_byte{};  ///< well-formed signs of several bytes
};

Reading read_utf8(std::string_view bytes) {
  Reading reading;
  reading.text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const detail::Sign sign = sign_at(bytes, at);
    if (sign.valid) {
      reading.text.append(bytes, at, sign.size);
      reading.multi_byte += sign.size > 1 ? 1 : 0;
    } else {
      append_utf8(reading.text, replacement);
      ++reading.bad;
    }
    at += sign.size;
  }
  return reading;
}

/// UTF-16 unit by unit.
class Units {
 public:
  Units(std::string_view bytes, bool little) : bytes_(bytes), little_(little) {}

  [[nodiscard]] std::size_t size() const { return bytes_.size() / 2; }
  [[nodiscard]] char32_t operator[](std::size_t i) const {
    const auto low = static_cast<unsigned char>(bytes_[2 * i + (little_ ? 0 : 1)]);
    const auto high = static_cast<unsigned char>(bytes_[2 * i + (little_ ? 1 : 0)]);
    return static_cast<char32_t>(high << 8 | low);
  }

 private:
  std::string_view bytes_;
  bool little_;
};

constexpr bool is_high(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

Reading read_utf16(std::string_view bytes, bool little) {
  const Units units(bytes, little);
  Reading reading;
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t code = units[i];
    if (is_high(code) && i + 1 < units.size() && is_low(units[i + 1])) {
      code = 0x10000 + ((code - 0xD800) << 10) + (units[++i] - 0xDC00);
    } else if (is_high(code) || is_low(code)) {
      code = replacement;
      ++reading.bad;
    }
    append_utf8(reading.text, code);
  }
  if (bytes.size() % 2 != 0) {
    append_utf8(reading.text, replacement);
    ++reading.bad;
  }
  return reading;
}

/// What speaks for one order of bytes.
struct Utf16Signs {
  std::size_t ascii{};       ///< units that are ASCII text
  std::size_t separators{};  ///< line ends, tabs and commas among them
  bool impossible{};         ///< a zero unit or half a surrogate pair
};

Utf16Signs look_for_utf16(std::string_view bytes, bool little) {
  const Units units(bytes, little);
  Utf16Signs signs;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    const bool separator = unit == '\t' || unit == '\n' || unit == '\r' || unit == ',';
    if (separator) ++signs.separators;
    if (separator || (unit >= 0x20 && unit < 0x7F)) ++signs.ascii;
    const bool pair = is_high(unit) && i + 1 < units.size() && is_low(units[i + 1]);
    if (unit == 0 || is_low(unit) || (is_high(unit) && !pair)) signs.impossible = true;
    if (pair) ++i;
  }
  return signs;
}

/// Separators decide, because 一 (4E00) in the wrong order is the letter N, but nothing common turns into a line end.
bool speaks_for(const Utf16Signs& one, const Utf16Signs& other) {
  if (one.impossible) return false;
  return one.separators + other.separators > 0 ? one.separators > 4 * other.separators : one.ascii > 4 * other.ascii;
}

/// The order of bytes of UTF-16 without a mark; nothing if it does not look like UTF-16.
std::optional<Encoding> guess_utf16(std::string_view bytes, bool fits_utf8) {
  if (bytes.size() % 2 != 0 || bytes.find('\0') == std::string_view::npos) return std::nullopt;
  const Utf16Signs little = look_for_utf16(bytes, true);
  const Utf16Signs big = look_for_utf16(bytes, false);
  // Tables hold many separators and digits. What could also be UTF-8 with stray zero bytes must be mostly ASCII.
  const std::size_t rarest = fits_utf8 ? 4 : 16;
  const auto enough = [&](const Utf16Signs& signs) { return signs.ascii * rarest * 2 >= bytes.size(); };
  if (enough(little) && speaks_for(little, big)) return Encoding::utf16le;
  if (enough(big) && speaks_for(big, little)) return Encoding::utf16be;
  return std::nullopt;
}

/// A converter of the C library.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {
    if (handle_ == reinterpret_cast<iconv_t>(-1))
      throw FileError("io.encoding",
                      "this system has no converter for GB18030; install its character set modules (gconv)");
  }
  ~Converter() { iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// Converts until the end or the first byte that does not fit.
  /// @return  bytes taken
  std::size_t run(std::string_view bytes, std::string& out) {
    std::array<char, 4096> buffer;
    char* in = const_cast<char*>(bytes.data());  // iconv's interface is not const-correct; it does not write here
    std::size_t left = bytes.size();
    bool more = true;
    while (more && left > 0) {
      char* to = buffer.data();
      std::size_t room = buffer.size();
      const std::size_t result = iconv(handle_, &in, &left, &to, &room);
      more = result != static_cast<std::size_t>(-1) || errno == E2BIG;
      out.append(buffer.data(), buffer.size() - room);
    }
    return bytes.size() - left;
  }

 private:
  iconv_t handle_;
};

Reading read_gb18030(std::string_view bytes) {
  constexpr char windows_euro = '\x80';
  Converter converter("UTF-8", "GB18030");
  Reading reading;
  while (!bytes.empty()) {
    bytes.remove_prefix(converter.run(bytes, reading.text));
    if (bytes.empty()) break;
    const bool euro = bytes.front() == windows_euro;
    append_utf8(reading.text, euro ? U'€' : replacement);
    reading.bad += euro ? 0 : 1;
    bytes.remove_prefix(1);
  }
  if (reading.text.starts_with(bom_utf8)) reading.text.erase(0, bom_utf8.size());
  return reading;
}

Decoded made_of(Reading reading, Encoding encoding) { return {std::move(reading.text), encoding, reading.bad > 0}; }

/// Text that is UTF-8 nearly everywhere: GB18030 text has few well-formed signs and many misfits.
bool is_damaged_utf8(const Reading& utf8) { return utf8.multi_byte >= 8 * utf8.bad; }

Decoded decode_without_mark(std::string_view bytes) {
  Reading utf8 = read_utf8(bytes);
  if (const auto utf16 = guess_utf16(bytes, utf8.bad == 0))
    return made_of(read_utf16(bytes, utf16 == Encoding::utf16le), *utf16);
  if (utf8.bad == 0 || is_damaged_utf8(utf8)) return made_of(std::move(utf8), Encoding::utf8);
  Reading gb18030 = read_gb18030(bytes);
  const bool better = gb18030.bad < utf8.bad;
  return better ? made_of(std::move(gb18030), Encoding::gb18030) : made_of(std::move(utf8), Encoding::utf8);
}

void append_unit(std::string& out, char32_t unit, bool little) {
  const char low = static_cast<char>(unit & 0xFFu);
  const char high = static_cast<char>(unit >> 8);
  out.push_back(little ? low : high);
  out.push_back(little ? high : low);
}

std::string write_utf16(std::string_view utf8, bool little) {
  std::string out(little ? bom_utf16le : bom_utf16be);
  for (std::size_t at = 0; at < utf8.size();) {
    const detail::Sign sign = sign_at(utf8, at);
    at += sign.size;
    if (sign.code > 0xFFFF) {
      append_unit(out, 0xD800 + ((sign.code - 0x10000) >> 10), little);
      append_unit(out, 0xDC00 + ((sign.code - 0x10000) & 0x3FF), little);
    } else {
      append_unit(out, sign.code, little);
    }
  }
  return out;
}

std::string write_gb18030(std::string_view utf8) {
  constexpr std::string_view replacement_bytes = "\x84\x31\xA4\x37";
  Converter converter("GB18030", "UTF-8");
  std::string out;
  while (!utf8.empty()) {
    utf8.remove_prefix(converter.run(utf8, out));
    if (utf8.empty()) break;
    out += replacement_bytes;
    utf8.remove_prefix(sign_at(utf8, 0).size);
  }
  return out;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  if (bytes.starts_with(bom_utf8)) return made_of(read_utf8(bytes.substr(bom_utf8.size())), Encoding::utf8_bom);
  if (bytes.starts_with(bom_utf16le)) return made_of(read_utf16(bytes.substr(2), true), Encoding::utf16le);
  if (bytes.starts_with(bom_utf16be)) return made_of(read_utf16(bytes.substr(2), false), Encoding::utf16be);
  return decode_without_mark(bytes);
}

std::string encode(std::string_view utf8, Encoding encoding) {
  std::string text = detail::well_formed(utf8);
  switch (encoding) {
    case Encoding::utf8_bom:
      return std::string(bom_utf8) + text;
    case Encoding::gb18030:
      return write_gb18030(text);
    case Encoding::utf16le:
      return write_utf16(text, true);
    case Encoding::utf16be:
      return write_utf16(text, false);
    case Encoding::utf8:
      break;
  }
  return text;
}

std::string_view encoding_name(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf8_bom:
      return "UTF-8 BOM";
    case Encoding::gb18030:
      return "GB18030";
    case Encoding::utf16le:
      return "UTF-16LE";
    case Encoding::utf16be:
      return "UTF-16BE";
  }
  return "";
}

}  // namespace guanxi::io
