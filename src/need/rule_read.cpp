#include <guanxi/core/error.hpp>
#include <guanxi/core/json_value.hpp>
#include <guanxi/model/kinds.hpp>

#include <charconv>
#include <cmath>

#include "rule_plan.hpp"

namespace guanxi::need {

namespace {

constexpr std::string_view book_format = "guanxi-rules/1";

/// Reads one part of a book; its place is told in messages.
class RuleReader {
 public:
  explicit RuleReader(std::string where) : where_(std::move(where)) {}

  Rule rule(const JsonValue& json) {
    demand(json, JsonValue::Kind::object, "the rule");
    if (const JsonValue* id = json.find("id"); id != nullptr && id->kind == JsonValue::Kind::text)
      where_ = "rule “" + id->text + "”";
    allow(json, "the rule", {"id", "label", "when", "then", "reason", "prior", "observed"});
    Rule made;
    made.id = text(member(json, "id", "the rule"), "id");
    made.label = message(member(json, "label", "the rule"), "label");
    made.when = condition(member(json, "when", "the rule"), "when");
    made.then = conclusion(member(json, "then", "the rule"));
    made.reason = message(member(json, "reason", "the rule"), "reason");
    read_counts(json, made);
    return made;
  }

  std::string version(const JsonValue& json) {
    demand(json, JsonValue::Kind::object, "the book");
    allow(json, "the book", {"format", "version", "rules"});
    const std::string format = text(member(json, "format", "the book"), "format");
    if (format != book_format)
      fail("format", "“" + format + "” cannot be read, only “" + std::string(book_format) + "”");
    return text(member(json, "version", "the book"), "version");
  }

  const JsonValue& rules(const JsonValue& json) {
    const JsonValue& list = member(json, "rules", "the book");
    demand(list, JsonValue::Kind::array, "rules");
    return list;
  }

 private:
  using Names = std::initializer_list<std::string_view>;

  [[noreturn]] void fail(std::string_view place, const std::string& sentence) const {
    throw ArgumentError("need.rule_shape", where_ + ", " + std::string(place) + ": " + sentence);
  }

  void demand(const JsonValue& json, JsonValue::Kind kind, std::string_view place) const {
    if (json.kind != kind)
      fail(place, "expected " + std::string(to_text(kind)) + ", found " + std::string(to_text(json.kind)));
  }

  void allow(const JsonValue& json, std::string_view place, const std::vector<std::string_view>& names) const {
    for (const std::string& name : json.names)
      if (std::find(names.begin(), names.end(), name) == names.end())
        fail(place, "“" + name + "” has no meaning here" + detail::nearest_hint(name, names));
  }

  const JsonValue& member(const JsonValue& json, std::string_view name, std::string_view place) const {
    demand(json, JsonValue::Kind::object, place);
    const JsonValue* found = json.find(name);
    if (found == nullptr) fail(place, "“" + std::string(name) + "” is missing");
    return *found;
  }

  std::string text(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::text, place);
    if (json.text.empty()) fail(place, "the text is empty");
    return json.text;
  }

  Message message(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::object, place);
    allow(json, place, {"zh", "en"});
    return {text(member(json, "zh", place), place + ".zh"), text(member(json, "en", place), place + ".en")};
  }

  double number(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::number, place);
    double value = 0;
    std::from_chars(json.text.data(), json.text.data() + json.text.size(), value);
    return value;
  }

  std::int64_t count(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::number, place);
    std::int64_t value = 0;
    const char* const end = json.text.data() + json.text.size();
    const auto [stop, error] = std::from_chars(json.text.data(), end, value);
    if (error != std::errc() || stop != end) fail(place, "expected a whole number, found " + json.text);
    return value;
  }

  bool truth(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::boolean, place);
    return json.text == "true";
  }

  /// A text, or a list of them.
  std::vector<std::string> texts(const JsonValue& json, const std::string& place) const {
    if (json.kind == JsonValue::Kind::text) return {text(json, place)};
    if (json.kind != JsonValue::Kind::array)
      fail(place, "expected a text or a list of texts, found " + std::string(to_text(json.kind)));
    std::vector<std::string> read;
    for (std::size_t i = 0; i < json.items.size(); ++i)
      read.push_back(text(json.items[i], place + "[" + std::to_string(i) + "]"));
    return read;
  }

  std::vector<Condition> conditions(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::array, place);
    std::vector<Condition> read;
    for (std::size_t i = 0; i < json.items.size(); ++i)
      read.push_back(condition(json.items[i], place + "[" + std::to_string(i) + "]"));
    return read;
  }

  Condition condition(const JsonValue& json, const std::string& place) const {
    demand(json, JsonValue::Kind::object, place);
    for (const EnumWord& entry : Words<Combinator>::table)
      if (const JsonValue* parts = json.find(entry.word)) {
        allow(json, place, {entry.word});
        return {Group{static_cast<Combinator>(entry.value), conditions(*parts, place + "." + std::string(entry.word))}};
      }
    if (json.find("field") != nullptr) return {field_test(json, place)};
    if (json.find("tag") != nullptr) return {tag_test(json, place)};
    if (json.find("industry") != nullptr) return {industry_test(json, place)};
    if (json.find("some") != nullptr) return {record_test(json, place)};
    const std::vector<std::string_view> known{"all", "any", "none", "field", "tag", "industry", "some"};
    if (json.names.empty())
      fail(place, "the condition is empty; it has one of all, any, none, field, tag, industry and some");
    fail(place, "“" + json.names[0] + "” starts no condition; all, any, none, field, tag, industry and some do" +
                    detail::nearest_hint(json.names[0], known));
  }

  static std::vector<std::string_view> with_comparisons(Names others) {
    std::vector<std::string_view> names(others);
    for (const EnumWord& entry : Words<Comparison>::table) names.push_back(entry.word);
    return names;
  }

  /// The one comparison that an object names, present if none.
  const JsonValue* comparison(const JsonValue& json, const std::string& place, Comparison& made) const {
    const JsonValue* found = nullptr;
    for (const EnumWord& entry : Words<Comparison>::table)
      if (const JsonValue* value = json.find(entry.word)) {
        if (found != nullptr) fail(place, "two comparisons stand here; join them by “all”");
        found = value;
        made = static_cast<Comparison>(entry.value);
      }
    return found;
  }

  FieldTest field_test(const JsonValue& json, const std::string& place) const {
    allow(json, place, with_comparisons({"field", "currency", "as"}));
    FieldTest made;
    made.fields = texts(*json.find("field"), place + ".field");
    const JsonValue* operand = comparison(json, place, made.comparison);
    if (operand == nullptr)
      fail(place,
           "a comparison is missing; is, is_one_of, contains, at_least, at_most, within_days, ahead_days, passed, "
           "aged_years, present and missing are known");
    const std::string at = place + "." + std::string(word_of(made.comparison).word);
    switch (made.comparison) {
      case Comparison::is:
      case Comparison::is_one_of:
      case Comparison::contains:
        made.words = operand->kind == JsonValue::Kind::boolean ? std::vector{operand->text} : texts(*operand, at);
        break;
      case Comparison::passed:
      case Comparison::present:
      case Comparison::missing:
        if (!truth(*operand, at)) fail(at, "only true has a meaning; use “none” for the contrary");
        break;
      default:
        made.number = number(*operand, at);
    }
    if (const JsonValue* currency = json.find("currency")) made.currency = text(*currency, place + ".currency");
    if (const JsonValue* capture = json.find("as")) made.capture = text(*capture, place + ".as");
    return made;
  }

  TagTest tag_test(const JsonValue& json, const std::string& place) const {
    allow(json, place, {"tag", "is_one_of", "contains", "present", "missing", "as"});
    TagTest made;
    made.keys = texts(*json.find("tag"), place + ".tag");
    const JsonValue* operand = comparison(json, place, made.comparison);
    const std::string at = place + "." + std::string(word_of(made.comparison).word);
    if (made.comparison == Comparison::is_one_of || made.comparison == Comparison::contains)
      made.words = texts(*operand, at);
    else if (operand != nullptr && !truth(*operand, at))
      fail(at, "only true has a meaning; use “none” for the contrary");
    if (const JsonValue* capture = json.find("as")) made.capture = text(*capture, place + ".as");
    return made;
  }

  IndustryTest industry_test(const JsonValue& json, const std::string& place) const {
    allow(json, place, {"industry"});
    const JsonValue& inner = *json.find("industry");
    const std::string at = place + ".industry";
    demand(inner, JsonValue::Kind::object, at);
    allow(inner, at, {"codes", "scheme", "words"});
    IndustryTest made;
    if (const JsonValue* codes = inner.find("codes")) made.codes = texts(*codes, at + ".codes");
    if (const JsonValue* scheme = inner.find("scheme")) made.scheme = text(*scheme, at + ".scheme");
    if (const JsonValue* words = inner.find("words")) made.words = texts(*words, at + ".words");
    return made;
  }

  RecordTest record_test(const JsonValue& json, const std::string& place) const {
    allow(json, place, {"some", "where", "count", "as"});
    RecordTest made;
    made.kind = text(*json.find("some"), place + ".some");
    if (const JsonValue* where = json.find("where")) made.where = conditions(*where, place + ".where");
    if (const JsonValue* least = json.find("count")) {
      const std::int64_t number = count(*least, place + ".count");
      made.count = number < 1 || number > 1'000'000 ? 0 : static_cast<int>(number);
    }
    if (const JsonValue* capture = json.find("as")) made.capture = text(*capture, place + ".as");
    return made;
  }

  Conclusion conclusion(const JsonValue& json) const {
    demand(json, JsonValue::Kind::object, "then");
    allow(json, "then", {"statement", "category", "offering", "served_by", "repeatable"});
    Conclusion made;
    made.statement = message(member(json, "statement", "then"), "then.statement");
    made.category = message(member(json, "category", "then"), "then.category");
    made.offering = message(member(json, "offering", "then"), "then.offering");
    made.served_by = texts(member(json, "served_by", "then"), "then.served_by");
    if (const JsonValue* repeatable = json.find("repeatable")) made.repeatable = truth(*repeatable, "then.repeatable");
    return made;
  }

  void read_counts(const JsonValue& json, Rule& made) const {
    if (const JsonValue* prior = json.find("prior")) {
      demand(*prior, JsonValue::Kind::object, "prior");
      allow(*prior, "prior", {"a", "b"});
      made.a = number(member(*prior, "a", "prior"), "prior.a");
      made.b = number(member(*prior, "b", "prior"), "prior.b");
    }
    if (const JsonValue* observed = json.find("observed")) {
      demand(*observed, JsonValue::Kind::object, "observed");
      allow(*observed, "observed", {"confirmed", "rejected"});
      made.confirmed = count(member(*observed, "confirmed", "observed"), "observed.confirmed");
      made.rejected = count(member(*observed, "rejected", "observed"), "observed.rejected");
    }
  }

  std::string where_;
};

JsonValue parse_book(std::string_view json) try {
  return parse_json(json);
} catch (const ParseError& error) {
  throw ArgumentError("need.rule_json", std::string("the rule book is no JSON: ") + error.what());
}

}  // namespace

RuleBook rule_book_from_json(std::string_view json, const Catalogue& catalogue) {
  const JsonValue whole = parse_book(json);
  RuleReader reader("the rule book");
  RuleBook book;
  book.version = reader.version(whole);
  const JsonValue& rules = reader.rules(whole);
  for (std::size_t i = 0; i < rules.items.size(); ++i)
    book.rules.push_back(RuleReader("rules[" + std::to_string(i) + "]").rule(rules.items[i]));
  check_rule_book(book, catalogue);
  return book;
}

RuleBook rule_book_from_json(std::string_view json) { return rule_book_from_json(json, standard_catalogue()); }

}  // namespace guanxi::need
