#include "query_lexer.hpp"

#include <guanxi/core/text.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace guanxi::store::detail {

namespace {

using Forms = std::string_view[];

constexpr std::string_view both_forms[] = {"&&", "＆＆", "并且", "而且", "且"};
constexpr std::string_view either_forms[] = {"||", "｜｜", "或者", "或"};
constexpr std::string_view negated_forms[] = {"非"};
constexpr std::string_view is_set_forms[] = {"已填", "不为空"};
constexpr std::string_view is_unset_forms[] = {"未填", "为空"};
constexpr std::string_view in_forms[] = {"属于"};
constexpr std::string_view not_in_forms[] = {"不属于"};
constexpr std::string_view has_forms[] = {"contains", "包含"};
constexpr std::string_view not_has_forms[] = {"不包含"};
constexpr std::string_view where_forms[] = {"其中"};
constexpr std::string_view any_forms[] = {"存在"};
constexpr std::string_view count_forms[] = {"数量"};
constexpr std::string_view of_customer_forms[] = {"所属客户"};
constexpr std::string_view tag_forms[] = {"标签"};
constexpr std::string_view as_of_forms[] = {"today", "今天", "今日"};
constexpr std::string_view order_by_forms[] = {"排序"};
constexpr std::string_view ascending_forms[] = {"ascending", "升序"};
constexpr std::string_view descending_forms[] = {"descending", "降序"};

/// Signs that end names and values, by what they stand for.
struct Wide {
  char sign;
  std::string_view form;
};
constexpr Wide wide_signs[] = {{'(', "（"}, {')', "）"}, {',', "，"}, {',', "、"}, {'.', "．"}, {'[', "［"}, {'[', "【"}, {']', "］"}, {']', "】"}, {'!', "！"}, {'-', "－"}, {'+', "＋"}};

constexpr std::string_view blanks[] = {" ", "\t", "\r", "\n", "\u3000", "\u00a0"};

struct RelationForm {
  std::string_view form;
  Relation relation;
};
/// Longer forms before those that they start with; the first of each relation is canonical.
constexpr RelationForm relation_forms[] = {
    {"==", Relation::equal},    {"!=", Relation::different}, {"<>", Relation::different}, {"<=", Relation::at_most},   {">=", Relation::at_least}, {"=", Relation::equal},
    {"<", Relation::less},      {">", Relation::greater},    {"≠", Relation::different},  {"≤", Relation::at_most},    {"≥", Relation::at_least},  {"＝＝", Relation::equal},
    {"！＝", Relation::different}, {"＜＝", Relation::at_most},  {"＞＝", Relation::at_least}, {"＝", Relation::equal},      {"＜", Relation::less},      {"＞", Relation::greater}};

struct Quotes {
  std::string_view open, close;
};
constexpr Quotes quotes[] = {{"\"", "\""}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"『", "』"}, {"＂", "＂"}};

bool is_word_byte(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_'; }

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte; }

/// Bytes of the sign at the start of well-formed UTF-8.
std::size_t sign_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

template <class Range, class Form>
bool starts_with_any(std::string_view text, const Range& range, const Form& form) {
  return std::ranges::any_of(range, [&](const auto& entry) { return text.starts_with(form(entry)); });
}

std::size_t blank_size(std::string_view text) {
  for (const std::string_view blank : blanks)
    if (text.starts_with(blank)) return blank.size();
  return 0;
}

/// True at blanks, brackets, commas, quotes and relations.
bool ends_value(std::string_view text) {
  if (blank_size(text) != 0 || text.front() == '(' || text.front() == ')' || text.front() == ',') return true;
  for (const Wide& wide : wide_signs)
    if ((wide.sign == '(' || wide.sign == ')' || wide.sign == ',') && text.starts_with(wide.form)) return true;
  return starts_with_any(text, quotes, [](const Quotes& pair) { return pair.open; }) || starts_with_any(text, relation_forms, [](const RelationForm& entry) { return entry.form; });
}

/// True where neither a letter nor a digit nor what may join them stands.
bool ends_name(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) < 0x80) return !is_word_byte(text.front()) && text.front() != '/';
  return ends_value(text) || starts_with_any(text, wide_signs, [](const Wide& wide) { return wide.form; }) || text.starts_with("”") || text.starts_with("’");
}

template <class Ends>
std::string_view run_ahead(std::string_view text, const Ends& ends) {
  std::size_t size = 0;
  while (size < text.size() && !ends(text.substr(size))) size += sign_size(text.substr(size));
  return text.substr(0, size);
}

/// Place of the first byte that is no UTF-8.
std::size_t bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text::is_utf8(text.substr(at, sign_size(text.substr(at))))) at += sign_size(text.substr(at));
  return at;
}

}  // namespace

namespace keyword {
const Keyword both{"and", both_forms}, either{"or", either_forms}, negated{"not", negated_forms}, is{"is", {}}, set{"set", {}}, unset{"unset", {}}, is_set{"", is_set_forms}, is_unset{"", is_unset_forms}, in{"in", in_forms},
    not_in{"", not_in_forms}, has{"has", has_forms}, not_has{"", not_has_forms}, where{"where", where_forms}, any{"any", any_forms}, count{"count", count_forms}, of_customer{"of_customer", of_customer_forms},
    tag{"tag", tag_forms}, yes{"true", {}}, no{"false", {}}, as_of{"as_of", as_of_forms}, order_by{"order by", order_by_forms}, ascending{"asc", ascending_forms}, descending{"desc", descending_forms}, limit{"limit", {}};
}

QueryLexer::QueryLexer(std::string_view text) : text_(text) {
  if (!text::is_utf8(text)) throw ParseError("query.utf8", "a query is UTF-8 text", bad_byte(text));
}

std::size_t QueryLexer::position() {
  while (const std::size_t size = blank_size(rest())) at_ += size;
  return at_;
}

bool QueryLexer::take(char sign) {
  const std::size_t start = position();
  if (rest().starts_with(sign)) ++at_;
  else
    for (const Wide& wide : wide_signs)
      if (at_ == start && wide.sign == sign && rest().starts_with(wide.form)) at_ += wide.form.size();
  return at_ != start;
}

void QueryLexer::expect(char sign) {
  if (!take(sign)) fail("“" + std::string(1, sign) + "”");
}

/// Bytes that a form of a word takes here, 0 if it does not stand here. One blank in a form stands for any number of them.
std::size_t QueryLexer::taken(std::string_view form) const {
  std::size_t at = at_;
  for (const char sign : form) {
    if (sign == ' ') {
      const std::size_t before = at;
      while (const std::size_t size = blank_size(text_.substr(at))) at += size;
      if (at == before) return 0;
    } else {
      if (at == text_.size() || lower(text_[at]) != sign) return 0;
      ++at;
    }
  }
  const bool in_letters = !form.empty() && is_word_byte(form.back());
  return in_letters && at < text_.size() && is_word_byte(text_[at]) ? 0 : at - at_;
}

bool QueryLexer::take(const Keyword& word) {
  const std::size_t start = position();
  std::size_t size = taken(word.name);
  for (const std::string_view form : word.others)
    if (size == 0) size = taken(form);
  at_ = start + size;
  return size != 0;
}

bool QueryLexer::take_call(const Keyword& word) {
  const std::size_t start = position();
  if (take(word) && take('(')) return true;
  at_ = start;
  return false;
}

std::optional<Relation> QueryLexer::take_relation() {
  (void)position();
  for (const RelationForm& entry : relation_forms)
    if (rest().starts_with(entry.form)) {
      at_ += entry.form.size();
      return entry.relation;
    }
  return std::nullopt;
}

std::optional<std::string> QueryLexer::take_quoted() {
  const std::size_t start = position();
  for (const Quotes& pair : quotes) {
    if (!rest().starts_with(pair.open)) continue;
    std::string inside;
    for (at_ += pair.open.size(); at_ < text_.size();) {
      if (rest().starts_with(pair.close)) {
        at_ += pair.close.size();
        return inside;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      const std::size_t size = sign_size(rest());
      inside += text_.substr(at_, size);
      at_ += size;
    }
    throw ParseError("query.syntax", "the quote is not closed; expected " + std::string(pair.close), start);
  }
  return std::nullopt;
}

std::string_view QueryLexer::name_ahead() {
  (void)position();
  return run_ahead(rest(), ends_name);
}

std::string_view QueryLexer::value_ahead() {
  (void)position();
  return run_ahead(rest(), ends_value);
}

std::string QueryLexer::take_key() {
  std::string key;
  const std::size_t start = at_;
  while (at_ < text_.size()) {
    const std::size_t before = at_;
    if (take(']')) {
      if (before + 1 == at_ && rest().starts_with(']')) ++at_;
      else return key;
      key += ']';
      continue;
    }
    at_ = before;
    const std::size_t size = sign_size(rest());
    key += text_.substr(at_, size);
    at_ += size;
  }
  throw ParseError("query.syntax", "the bracket is not closed; expected ]", start == 0 ? 0 : start - 1);
}

std::int64_t QueryLexer::take_number() {
  const std::string_view run = value_ahead();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(run.data(), run.data() + run.size(), number);
  if (error != std::errc() || end != run.data() + run.size()) fail("a whole number");
  at_ += run.size();
  return number;
}

void QueryLexer::fail(const std::string& expected) {
  const std::size_t at = position();
  std::string_view found = run_ahead(rest(), ends_value);
  if (found.empty() && !rest().empty()) found = rest().substr(0, sign_size(rest()));
  throw ParseError("query.syntax", "expected " + expected + ", found " + (found.empty() ? "the end" : "“" + std::string(found) + "”"), at);
}

std::vector<std::size_t> cuts(std::string_view run, std::span<const Keyword* const> words) {
  std::vector<std::size_t> places;
  for (std::size_t at = sign_size(run.empty() ? " " : run); at < run.size(); at += sign_size(run.substr(at)))
    for (const Keyword* word : words)
      if (static_cast<unsigned char>(run[at]) >= 0x80 && starts_with_any(run.substr(at), word->others, [](std::string_view form) { return form; }) && (places.empty() || places.back() != at)) places.push_back(at);
  return places;
}

bool is_bare(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_word_byte) || (text.front() >= '0' && text.front() <= '9')) return false;
  using namespace keyword;
  for (const Keyword* word : {&both, &either, &negated, &is, &set, &unset, &in, &has, &where, &any, &count, &of_customer, &tag, &yes, &no, &as_of, &ascending, &descending, &limit}) {
    const auto equals = [&](std::string_view form) { return std::ranges::equal(text, form, {}, lower); };
    if (equals(word->name) || std::ranges::any_of(word->others, equals)) return false;
  }
  return text != "order" && text != "by";
}

std::string_view sign_of(Relation relation) {
  if (relation == Relation::equal) return "=";
  for (const RelationForm& entry : relation_forms)
    if (entry.relation == relation) return entry.form;
  return {};
}

}  // namespace guanxi::store::detail
