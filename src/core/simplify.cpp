#include "simplify.hpp"

#include <guanxi/core/text.hpp>

#include <algorithm>
#include <bitset>
#include <iterator>

#include "t2s_table.hpp"

namespace guanxi::text {

namespace detail {

namespace {

/// Signs before this one, the first of CJK extension A, never change.
constexpr char32_t first_ideograph = 0x3400;
constexpr char32_t end_of_map = 0xA000;

/// Which ideographs of the first plane change or begin a phrase: most of a Simplified text does not.
class Map {
 public:
  Map() {
    for (const char32_t sign : traditional_signs) add(sign);
    for (const Phrase& phrase : phrases) add(phrase.traditional.front());
  }

  [[nodiscard]] bool may_change(char32_t sign) const noexcept {
    return sign >= end_of_map || (sign >= first_ideograph && bits_[sign - first_ideograph]);
  }

 private:
  void add(char32_t sign) noexcept {
    if (sign < end_of_map) bits_.set(sign - first_ideograph);
  }

  std::bitset<end_of_map - first_ideograph> bits_;
};

/// The longest phrase at the start of the text, or null.
const Phrase* find_phrase(std::u32string_view signs) noexcept {
  const auto first = [](const Phrase& phrase) { return phrase.traditional.front(); };
  const auto same = std::ranges::equal_range(phrases, signs.front(), {}, first);
  // A prefix sorts before what it begins: the longest phrase comes last.
  const auto is_prefix = [signs](const Phrase& phrase) { return signs.starts_with(phrase.traditional); };
  const auto longest =
      std::find_if(std::make_reverse_iterator(same.end()), std::make_reverse_iterator(same.begin()), is_prefix);
  return longest.base() == same.begin() ? nullptr : &*longest;
}

char32_t simplify_sign(char32_t sign) noexcept {
  const auto at = std::ranges::lower_bound(traditional_signs, sign);
  if (at == traditional_signs.end() || *at != sign) return sign;
  return simplified_signs[static_cast<std::size_t>(at - traditional_signs.begin())];
}

}  // namespace

std::u32string simplify(std::u32string_view signs) {
  static const Map map;
  std::u32string result;
  result.reserve(signs.size());
  while (!signs.empty()) {
    const bool changes = map.may_change(signs.front());
    const Phrase* phrase = changes ? find_phrase(signs) : nullptr;
    if (phrase != nullptr) {
      result += phrase->simplified;
    } else {
      result += changes ? simplify_sign(signs.front()) : signs.front();
    }
    signs.remove_prefix(phrase != nullptr ? phrase->traditional.size() : 1);
  }
  return result;
}

}  // namespace detail

std::string to_simplified(std::string_view utf8) { return to_utf8(detail::simplify(to_code_points(utf8))); }

}  // namespace guanxi::text
