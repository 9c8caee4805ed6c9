#include <guanxi/core/text.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <utf8proc.h>

#include "simplify.hpp"

namespace guanxi::text {

namespace {

constexpr char32_t middle_dot = 0xB7;
constexpr std::u32string_view other_middle_dots = U"\u2022\u2027\u2219\u22C5\u30FB";

bool is_ascii(std::string_view utf8) noexcept {
  return std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Signs that NFKC leaves alone and that no neighbour can change: ASCII and unified ideographs.
constexpr bool is_plain(char32_t c) noexcept {
  return c < 0x80 || (c >= 0x3400 && c < 0x4DC0) || (c >= 0x4E00 && c < 0xA000) || (c >= 0x20000 && c < 0x2F800);
}

constexpr bool is_full_width_ascii(char32_t c) noexcept { return c >= 0xFF01 && c < 0xFF5F; }

/// Signs that NFKC leaves alone among their like, or only makes half as wide: those above, Chinese punctuation and quotes.
constexpr bool is_quick(char32_t c) noexcept {
  return is_plain(c) || is_full_width_ascii(c) || (c >= 0x3001 && c < 0x3004) || (c >= 0x3008 && c < 0x3012) || c == middle_dot || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

bool all_plain(std::u32string_view signs) noexcept { return std::ranges::all_of(signs, is_plain); }

utf8proc_category_t category(char32_t c) noexcept { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

constexpr bool is_ascii_blank(char32_t c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// White space of any kind becomes a blank, middle dots become one.
char32_t unify(char32_t c) noexcept {
  if (c < 0x80) return is_ascii_blank(c) ? U' ' : c;
  if (c == 0x85) return U' ';
  if (is_plain(c)) return c;
  if (other_middle_dots.find(c) != std::u32string_view::npos) return middle_dot;
  const utf8proc_category_t kind = category(c);
  const bool blank = kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL || kind == UTF8PROC_CATEGORY_ZP;
  return blank ? U' ' : c;
}

/// NFKC without default ignorable signs (zero-width signs, byte-order marks, variation selectors).
std::u32string compose(std::u32string_view signs) {
  constexpr auto how =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE);
  const std::string utf8 = to_utf8(signs);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  const auto size = static_cast<utf8proc_ssize_t>(utf8.size());
  // One sign becomes at most 18 (U+FDFA); mostly the first guess is enough.
  std::vector<utf8proc_int32_t> buffer(signs.size() * 2 + 18);
  const auto decompose = [&] {
    return utf8proc_decompose(bytes, size, buffer.data(), static_cast<utf8proc_ssize_t>(buffer.size()), how);
  };
  utf8proc_ssize_t count = decompose();
  if (count > static_cast<utf8proc_ssize_t>(buffer.size())) {
    buffer.resize(static_cast<std::size_t>(count));
    count = decompose();
  }
  if (count < 0) return std::u32string(signs);
  count = utf8proc_normalize_utf32(buffer.data(), count, how);
  return {buffer.begin(), buffer.begin() + count};
}

/// NFKC, one kind of blank and of middle dot.
std::u32string normalize_signs(std::u32string signs) {
  constexpr char32_t full_width = 0xFEE0;
  if (!std::ranges::all_of(signs, is_quick)) signs = compose(signs);
  for (char32_t& c : signs) c = unify(is_full_width_ascii(c) ? c - full_width : c);
  return signs;
}

std::u32string_view trim_signs(std::u32string_view signs) noexcept {
  const std::size_t first = std::min(signs.find_first_not_of(U' '), signs.size());
  return signs.substr(first, signs.find_last_not_of(U' ') + 1 - first);
}

/// Punctuation that tells names apart: AT&T, C#, 50%.
constexpr bool is_kept(char32_t c) noexcept { return c == '%' || c == '&' || c == '#' || c == '@' || c == 0x2030; }

/// Signs that a key leaves out: punctuation, blanks, controls, and the ASCII symbols that separate words.
bool is_separator(char32_t c) noexcept {
  if (c >= 0x80 && is_plain(c)) return false;
  if (c == '|' || c == '~' || c == '^' || c == '`') return true;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
      return !is_kept(c);
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      return true;
    default:
      return false;
  }
}

char32_t to_lower(char32_t c) noexcept {
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

/// What each ASCII sign becomes in a key; 0 drops it.
std::array<char, 128> make_ascii_keys() {
  std::array<char, 128> keys{};
  for (std::size_t c = 0; c < keys.size(); ++c)
    if (!is_separator(static_cast<char32_t>(c))) keys[c] = static_cast<char>(to_lower(static_cast<char32_t>(c)));
  return keys;
}

std::string fold_ascii(std::string_view ascii) {
  static const std::array<char, 128> keys = make_ascii_keys();
  std::string key;
  key.reserve(ascii.size());
  for (const char c : ascii)
    if (const char k = keys[static_cast<unsigned char>(c)]) key.push_back(k);
  return key;
}

/// Lower case without separators.
std::u32string strip(std::u32string signs) {
  std::erase_if(signs, is_separator);
  for (char32_t& c : signs)
    if (c < 0x3400 || !is_plain(c)) c = to_lower(c);
  return signs;
}

/// Repeats a pass until it changes nothing; the bound is never met, it only keeps a bad table from looping.
template <class Pass>
std::u32string settle(std::u32string signs, Pass pass) {
  constexpr int most_passes = 8;
  for (int i = 0; i < most_passes; ++i) {
    std::u32string next = pass(signs);
    if (next == signs) break;
    signs = std::move(next);
  }
  return signs;
}

/// Separators go before phrases are sought, so that blanks between signs do not matter. A second pass serves names
/// that a phrase protects in one script only.
std::u32string fold_plain(std::u32string signs) { return settle(strip(std::move(signs)), detail::simplify); }

/// Lower case and dropped signs can leave marks that compose anew, hence several passes.
std::u32string fold_any(const std::u32string& signs) {
  return settle(signs, [](const std::u32string& text) { return detail::simplify(strip(normalize_signs(text))); });
}

}  // namespace

std::string normalize(std::string_view utf8) { return to_utf8(trim_signs(normalize_signs(to_code_points(utf8)))); }

std::u32string plain_signs(std::string_view utf8) {
  const std::u32string signs = normalize_signs(to_code_points(utf8));
  return detail::simplify(trim_signs(signs));
}

std::string fold(std::string_view utf8) {
  if (is_ascii(utf8)) return fold_ascii(utf8);
  std::u32string signs = to_code_points(utf8);
  if (!all_plain(signs)) signs = normalize_signs(std::move(signs));
  return to_utf8(all_plain(signs) ? fold_plain(std::move(signs)) : fold_any(signs));
}

}  // namespace guanxi::text
