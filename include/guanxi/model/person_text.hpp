#pragma once
/// @file
/// Reads what forms write for a person: name and title in one text.

#include <guanxi/model/person_words.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi {

/// A person as a form names one.
struct PersonText {
  std::string name{};        ///< what the person is called; the whole text if it cannot be taken apart
  std::string title{};       ///< job title, empty if none is told
  std::string department{};  ///< department, empty if none is told
  bool operator==(const PersonText&) const = default;
};

namespace detail::person {

struct Parts {  // views into the text; an empty name means that the text fits no pattern
  std::string_view name{};
  std::string_view title{};
};

inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view wide = "\u3000";
  for (bool more = true; more;) {
    more = false;
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    if (text.starts_with(wide)) text.remove_prefix(wide.size()), more = true;
    if (text.ends_with(wide)) text.remove_suffix(wide.size()), more = true;
  }
  return text;
}

inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

inline std::size_t sign_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return count;
}

inline bool has_wide_sign(std::string_view text) {
  for (const char c : text)
    if (!is_ascii(c)) return true;
  return false;
}

/// True if the text starts with an entry of a table of entries of equal length.
inline bool starts_with_any(std::string_view text, std::string_view table, std::size_t length) {
  if (text.size() < length) return false;
  for (std::size_t at = 0; at + length <= table.size(); at += length)
    if (table.substr(at, length) == text.substr(0, length)) return true;
  return false;
}

/// Bytes of the surname that the text starts with; 0 if it starts with none.
inline std::size_t surname_length(std::string_view text) {
  return starts_with_any(text, compound_surnames, 6) ? 6 : starts_with_any(text, surnames, 3) ? 3 : 0;
}

/// True for a surname with at most two more signs, such as 李, 李强, 欧阳锋 or 李先生.
inline bool is_chinese_name(std::string_view text) {
  const std::size_t surname = surname_length(text);
  if (surname == 0) return false;
  for (const char c : text)
    if (is_ascii(c)) return false;
  return sign_count(text.substr(surname)) <= 2;
}

template <std::size_t N>
std::string_view longest_end(std::string_view text, const std::string_view (&table)[N]) {
  std::string_view best;
  for (const std::string_view entry : table)
    if (entry.size() > best.size() && text.ends_with(entry)) best = entry;
  return best;
}

/// What stands before the titles and modifiers that end the text.
inline std::string_view before_title(std::string_view text) {
  for (;;) {
    const std::size_t size = (std::max)(longest_end(text, titles).size(), longest_end(text, title_modifiers).size());
    if (size == 0) return text;
    text.remove_suffix(size);
  }
}

inline bool ends_in_title(std::string_view text) { return !longest_end(text, titles).empty(); }

/// 王工程师, 张伟总经理, 李生产总监; 总经理 alone is name and title.
inline Parts title_last(std::string_view text) {
  if (!ends_in_title(text)) return {};
  const std::string_view name = before_title(text);
  if (name.empty()) return {text, text};
  if (!is_chinese_name(name)) return {};
  return {name, text.substr(name.size())};
}

/// 总经理李, 设备部经理王强.
inline Parts title_first(std::string_view text) {
  for (std::size_t at = text.size(); at-- > 0;) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    const std::string_view name = text.substr(at);
    if (sign_count(name) > 4) break;
    if (is_chinese_name(name) && ends_in_title(text.substr(0, at))) return {name, text.substr(0, at)};
  }
  return {};
}

inline bool is_word(std::string_view word, const auto& table) {
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const std::string_view entry : table)
    if (entry == lower) return true;
  return false;
}

inline std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find_first_of(" \t", at) == std::string_view::npos ? text.size() : text.find_first_of(" \t", at);
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

inline bool is_latin_title_word(std::string_view word) { return is_word(word, latin_titles); }
inline bool is_latin_part(std::string_view word) { return is_latin_title_word(word) || is_word(word, latin_modifiers); }

/// Number of words, from the first, that make a title; “Head of Purchasing” counts three.
inline std::size_t title_words(const std::vector<std::string_view>& words) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool joint = i > 0 && end == i && (words[i] == "of" || words[i] == "for");
    if (joint) {
      std::size_t next = i + 1;
      while (next < words.size() && is_latin_part(words[next])) ++next;
      if (next == i + 1) break;
      end = next;
      i = next - 1;
    } else if (!is_latin_part(words[i])) {
      break;
    } else if (is_latin_title_word(words[i])) {
      end = i + 1;
    }
  }
  return end;
}

inline std::string_view span_of(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// General Manager Li, Li Wei Purchasing Director.
inline Parts latin_parts(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::size_t count = title_words({words.begin() + static_cast<std::ptrdiff_t>(at), words.end()});
    if (count == 0) continue;
    const std::string_view title = span_of(words[at], words[at + count - 1]);
    if (count == words.size()) return {text, text};
    if (at == 0) return {span_of(words[count], words.back()), title};
    if (at + count == words.size()) return {span_of(words.front(), words[at - 1]), title};
    return {};
  }
  return {};
}

inline bool is_title(std::string_view text) {
  if (!has_wide_sign(text)) {
    const std::vector<std::string_view> words = words_of(text);
    return !words.empty() && title_words(words) == words.size();
  }
  return ends_in_title(text) && !is_chinese_name(before_title(text));
}

inline bool is_department(std::string_view text) {
  for (const std::string_view end : {"部", "部门", "部門", "科", "处", "處", "室", "中心", "车间", "車間", "事业部", " Department", " Dept"})
    if (text.ends_with(end) && !is_chinese_name(text)) return true;
  return false;
}

/// Two pieces of which one is a title or a department.
inline PersonText pair(std::string_view left, std::string_view right) {
  left = trimmed(left);
  right = trimmed(right);
  if (left.empty() || right.empty()) return {};
  for (const auto& [name, other] : {std::pair(left, right), std::pair(right, left)}) {
    if (is_title(name) || is_department(name)) continue;
    if (is_title(other)) return {std::string(name), std::string(other), {}};
    if (is_department(other)) return {std::string(name), {}, std::string(other)};
  }
  return {};
}

/// 张伟（采购总监）.
inline PersonText bracketed(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> brackets[] = {{"（", "）"}, {"(", ")"}, {"【", "】"}, {"[", "]"}};
  for (const auto& [open, close] : brackets) {
    const std::size_t at = text.find(open);
    if (at == std::string_view::npos || at == 0 || !text.ends_with(close)) continue;
    const std::size_t inside = at + open.size();
    return pair(text.substr(0, at), text.substr(inside, text.size() - close.size() - inside));
  }
  return {};
}

/// 张伟，采购总监; 采购总监 张伟; Li Wei, Purchasing Director.
inline PersonText separated(std::string_view text) {
  for (const std::string_view mark : {"，", ",", "、", "/", "／", "：", ":", "|", " - ", "-", "—", "\u3000", " "}) {
    if (mark == " " && !has_wide_sign(text)) continue;
    if (const std::size_t at = text.find(mark); at != std::string_view::npos)
      if (PersonText found = pair(text.substr(0, at), text.substr(at + mark.size())); !found.name.empty()) return found;
  }
  return {};
}

/// CEO李强, 李强CTO.
inline PersonText mixed(std::string_view text) {
  for (std::size_t at = 1; at < text.size(); ++at)
    if (is_ascii(text[at - 1]) != is_ascii(text[at]))
      if (PersonText found = pair(text.substr(0, at), text.substr(at)); !found.name.empty()) return found;
  return {};
}

}  // namespace detail::person

/// Takes apart a text that stands for a person: “总经理李” is 李 with the title 总经理; so are “李总经理”, “张伟（采购总监）”,
/// “Li Wei, Purchasing Director” and “General Manager Li”. A courtesy form such as “李总” stays a name.
/// @return  the whole text as name if it fits no pattern; a title alone is both name and title; empty for a blank text
/// @limits  rests on lists of surnames and titles: a title that is not in them stays part of the name
[[nodiscard]] inline PersonText read_person(std::string_view text) {
  namespace person = detail::person;
  text = person::trimmed(text);
  for (const auto read : {person::bracketed, person::separated, person::mixed})
    if (PersonText found = read(text); !found.name.empty()) return found;
  if (!person::has_wide_sign(text)) {
    const person::Parts parts = person::latin_parts(text);
    return parts.name.empty() ? PersonText{std::string(text), {}, {}} : PersonText{std::string(parts.name), std::string(parts.title), {}};
  }
  for (const auto read : {person::title_last, person::title_first})
    if (const person::Parts parts = read(text); !parts.name.empty()) return {std::string(parts.name), std::string(parts.title), {}};
  return {std::string(text), {}, {}};
}

}  // namespace guanxi
