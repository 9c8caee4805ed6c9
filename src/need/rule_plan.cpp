#include "rule_plan.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/model/customer.hpp>
#include <guanxi/model/industry_trend.hpp>
#include <guanxi/model/offering.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

namespace guanxi::need::detail {

namespace {

bool has_words(Comparison comparison) noexcept {
  return comparison == Comparison::is || comparison == Comparison::is_one_of || comparison == Comparison::contains;
}

bool has_days(Comparison comparison) noexcept {
  return comparison == Comparison::within_days || comparison == Comparison::ahead_days ||
         comparison == Comparison::passed || comparison == Comparison::aged_years;
}

/// What a comparison can be made of.
bool suits(Comparison comparison, TypeKind kind) {
  switch (comparison) {
    case Comparison::is:
    case Comparison::is_one_of:
      return kind == TypeKind::text || kind == TypeKind::ref || kind == TypeKind::enumeration ||
             kind == TypeKind::boolean;
    case Comparison::contains:
      return kind == TypeKind::text || kind == TypeKind::ref;
    case Comparison::at_least:
    case Comparison::at_most:
      return kind == TypeKind::integer || kind == TypeKind::real || kind == TypeKind::money ||
             kind == TypeKind::number_range || kind == TypeKind::money_range;
    case Comparison::present:
    case Comparison::missing:
      return true;
    default:
      return kind == TypeKind::date || kind == TypeKind::partial_date || kind == TypeKind::timestamp;
  }
}

std::vector<std::string_view> names_of(std::span<const Field> fields) {
  std::vector<std::string_view> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names;
}

/// Looks up one rule.
class RulePlanner {
 public:
  RulePlanner(const Rule& rule, const Catalogue& catalogue) : rule_(rule), catalogue_(catalogue) {}

  PlannedRule plan() {
    check_texts();
    PlannedRule planned{&rule_, test(rule_.when, "when", nullptr), {}};
    for (const std::string& word : rule_.then.served_by) planned.served_by.push_back(phrase(word, "then.served_by"));
    check_reason();
    return planned;
  }

 private:
  [[noreturn]] void fail(std::string_view code, const std::string& place, const std::string& sentence) const {
    throw ArgumentError(code, "rule “" + rule_.id + "”, " + place + ": " + sentence);
  }

  void check_texts() const {
    const std::pair<const Message*, const char*> texts[] = {{&rule_.label, "label"},
                                                            {&rule_.then.statement, "then.statement"},
                                                            {&rule_.then.category, "then.category"},
                                                            {&rule_.then.offering, "then.offering"},
                                                            {&rule_.reason, "reason"}};
    for (const auto& [text, place] : texts)
      if (text->zh.empty() || text->en.empty()) fail("need.rule_shape", place, "a text is needed in zh and in en");
    if (!(std::isfinite(rule_.a) && rule_.a > 0 && std::isfinite(rule_.b) && rule_.b > 0))
      fail("need.rule_counts", "prior", "a and b must be finite and above 0");
    if (rule_.confirmed < 0 || rule_.rejected < 0)
      fail("need.rule_counts", "observed", "confirmed and rejected must be 0 or more");
  }

  Phrase phrase(const std::string& word, const std::string& place) const {
    Phrase made = make_phrase(word);
    if (made.folded.empty()) fail("need.rule_word", place, "“" + word + "” has no letter or digit to look for");
    return made;
  }

  std::vector<Phrase> phrases(const std::vector<std::string>& words, const std::string& place) const {
    std::vector<Phrase> made;
    for (const std::string& word : words) made.push_back(phrase(word, place));
    return made;
  }

  PlannedTest test(const Condition& condition, const std::string& place, const KindInfo* inside) {
    PlannedTest planned;
    planned.written = &condition;
    planned.order = count_++;
    std::visit([&](const auto& written) { look_up(planned, written, place, inside); }, condition.test);
    return planned;
  }

  void look_up(PlannedTest& planned, const Group& group, const std::string& place, const KindInfo* inside) {
    const std::string name = place + "." + std::string(word_of(group.joined).word);
    if (group.parts.empty()) fail("need.rule_shape", name, "a group needs a condition");
    add_parts(planned, group.parts, name, inside);
  }

  void add_parts(PlannedTest& planned, const std::vector<Condition>& parts, const std::string& name,
                 const KindInfo* inside) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      planned.parts.push_back(test(parts[i], name + "[" + std::to_string(i) + "]", inside));
  }

  void look_up(PlannedTest& planned, const FieldTest& written, const std::string& place, const KindInfo* inside) {
    const std::string at = place + ".field";
    if (written.fields.empty()) fail("need.rule_shape", at, "a field must be named");
    for (const std::string& path : written.fields) planned.fields.push_back(field(path, at, inside));
    for (const PlannedField& found : planned.fields) check_comparison(written, found, place);
    if (has_words(written.comparison)) {
      if (written.words.empty() || (written.comparison == Comparison::is && written.words.size() != 1))
        fail("need.rule_shape", place, "“is” takes one word, “is_one_of” and “contains” take one or more");
      planned.words = phrases(written.words, place);
      look_up_choices(planned, written, place);
    } else if (written.comparison != Comparison::present && written.comparison != Comparison::missing) {
      const double most = written.comparison == Comparison::aged_years ? 1000 : 100'000;
      if (!std::isfinite(written.number) ||
          (has_days(written.comparison) && (written.number < 0 || written.number > most)))
        fail("need.rule_shape", place, "a finite number is needed: of days 0 to 100000, of years 0 to 1000");
    }
    if (!Currency::is_code(written.currency))
      fail("need.rule_word", place + ".currency",
           "“" + written.currency + "” is no currency; three capital letters such as CNY are");
  }

  void check_comparison(const FieldTest& written, const PlannedField& found, const std::string& place) const {
    if (!suits(written.comparison, found.leaf->kind))
      fail(
          "need.rule_comparison", place,
          "the field " + found.name + " cannot be compared by “" + std::string(word_of(written.comparison).word) + "”");
    const bool sets = found.leaf->kind == TypeKind::enumeration || planned_boolean(found);
    if (sets && written.fields.size() > 1 && has_words(written.comparison))
      fail("need.rule_comparison", place, "a field with fixed words such as " + found.name + " must be compared alone");
  }

  static bool planned_boolean(const PlannedField& found) { return found.leaf->kind == TypeKind::boolean; }

  void look_up_choices(PlannedTest& planned, const FieldTest& written, const std::string& place) const {
    const Type& type = *planned.fields.front().leaf;
    if (type.kind == TypeKind::boolean) {
      for (const std::string& word : written.words)
        if (word != "true" && word != "false")
          fail("need.rule_word", place, "“" + word + "” is neither true nor false");
    }
    if (type.kind != TypeKind::enumeration) return;
    for (const std::string& word : written.words) {
      const EnumWord* found = read_word(type.words, word);
      std::vector<std::string_view> known;
      for (const EnumWord& entry : type.words) known.push_back(entry.word);
      if (found == nullptr)
        fail("need.rule_word", place,
             "“" + word + "” is no word of " + planned.fields.front().name + nearest_hint(word, known));
      planned.choices.push_back(found);
    }
  }

  void look_up(PlannedTest& planned, const TagTest& written, const std::string& place, const KindInfo* inside) {
    if (inside != nullptr) fail("need.rule_shape", place, "inside “some” only fields can be tested");
    if (written.keys.empty()) fail("need.rule_shape", place + ".tag", "a key must be named");
    const bool words = written.comparison == Comparison::is_one_of || written.comparison == Comparison::contains;
    if (!words && written.comparison != Comparison::present && written.comparison != Comparison::missing)
      fail("need.rule_comparison", place, "tags can be compared by is_one_of, contains, present and missing");
    if (words && written.words.empty()) fail("need.rule_shape", place, "a word is needed");
    planned.keys = phrases(written.keys, place + ".tag");
    planned.words = phrases(written.words, place);
  }

  void look_up(PlannedTest& planned, const IndustryTest& written, const std::string& place, const KindInfo* inside) {
    if (inside != nullptr) fail("need.rule_shape", place, "inside “some” only fields can be tested");
    if (written.codes.empty() && written.words.empty())
      fail("need.rule_shape", place, "an industry needs codes or words");
    std::vector<std::string_view> schemes;
    for (const EnumWord& entry : Words<IndustryScheme>::table) schemes.push_back(entry.word);
    if (std::find(schemes.begin(), schemes.end(), written.scheme) == schemes.end())
      fail("need.rule_word", place + ".scheme",
           "“" + written.scheme + "” is no scheme of industries" + nearest_hint(written.scheme, schemes));
    for (const std::string& code : written.codes) check_code(code, written.scheme == "gbt4754", place);
    planned.words = phrases(written.words, place + ".words");
  }

  void check_code(std::string_view code, bool gbt4754, const std::string& place) const {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool letter = !code.empty() && code[0] >= 'A' && code[0] <= 'T';
    const std::string_view digits = code.substr(gbt4754 && letter ? 1 : 0);
    const bool fits =
        gbt4754 ? digits.size() <= 4 && digits.size() != 1 && std::all_of(digits.begin(), digits.end(), digit) : true;
    if (code.empty() || !fits)
      fail("need.rule_code", place + ".codes",
           "“" + std::string(code) + "” is no code of GB/T 4754: a letter A–T, two to four digits, or both");
  }

  void look_up(PlannedTest& planned, const RecordTest& written, const std::string& place, const KindInfo* inside) {
    if (inside != nullptr) fail("need.rule_shape", place, "inside “some” only fields can be tested");
    planned.kind = &kind(written.kind, place + ".some");
    if (written.count < 1) fail("need.rule_shape", place + ".count", "so many records must be 1 or more");
    add_parts(planned, written.where, place + ".where", planned.kind);
  }

  const KindInfo& kind(std::string_view name, const std::string& place) const {
    std::vector<std::string_view> known;
    for (const KindInfo* entry : catalogue_.kinds()) {
      const bool given = entry->tag == &kind_tag<IndustryTrend> || entry->tag == &kind_tag<Offering>;
      if (entry->scope == Scope::shared && !given) continue;
      if (entry->name == name) return *entry;
      known.push_back(entry->name);
    }
    fail("need.rule_kind", place,
         "“" + std::string(name) + "” is no kind of record that rules can read" + nearest_hint(name, known));
  }

  PlannedField field(std::string_view path, const std::string& place, const KindInfo* inside) const {
    PlannedField found;
    std::string_view rest = path;
    if (inside == nullptr) {
      const std::size_t dot = path.find('.');
      found.kind = &kind(path.substr(0, dot), place);
      if (dot == std::string_view::npos)
        fail("need.rule_field", place,
             "“" + std::string(path) + "” names a kind; a field is written " + std::string(path) + ".field");
      rest = path.substr(dot + 1);
    } else {
      found.kind = inside;
    }
    found.name = std::string(found.kind->name) + "." + std::string(rest);
    for (const Field& line : found.kind->record->fields)
      if (line.type->kind == TypeKind::record && line.type->record == &record_info<Meta>()) found.meta = &line;
    follow(found, rest, place);
    return found;
  }

  void follow(PlannedField& found, std::string_view rest, const std::string& place) const {
    std::span<const Field> fields = catalogue_.fields(*found.kind);
    for (std::size_t dot = 0; dot != std::string_view::npos;
         rest = dot == std::string_view::npos ? rest : rest.substr(dot + 1)) {
      dot = rest.find('.');
      const std::string_view name = rest.substr(0, dot);
      const Field* step = find_field(fields, name);
      if (step == nullptr)
        fail("need.rule_field", place,
             "there is no field “" + std::string(name) + "” on the way of " + found.name +
                 nearest_hint(name, names_of(fields)));
      found.steps.push_back(step);
      found.leaf = step->type;
      while (found.leaf->kind == TypeKind::list) found.leaf = found.leaf->element;
      const bool inner = found.leaf->kind == TypeKind::record;
      if (dot != std::string_view::npos && !inner)
        fail("need.rule_field", place, std::string(name) + " has no fields of its own in “" + found.name + "”");
      fields = inner ? found.leaf->record->fields : std::span<const Field>();
    }
    if (found.leaf->kind == TypeKind::record) {  // its title stands for it
      if (const Field* title = found.leaf->record->with(Part::title);
          title != nullptr && title->type->kind != TypeKind::list)
        found.leaf = title->type;
    }
  }

  /// The captures that are filled whenever the condition holds.
  static std::set<std::string_view> filled(const Condition& condition) {
    std::set<std::string_view> names;
    if (const auto* group = std::get_if<Group>(&condition.test)) {
      if (group->joined == Combinator::none) return names;
      for (std::size_t i = 0; i < group->parts.size(); ++i) {
        const std::set<std::string_view> more = filled(group->parts[i]);
        if (group->joined == Combinator::all || i == 0)
          names.insert(more.begin(), more.end());
        else
          std::erase_if(names, [&](std::string_view name) { return !more.contains(name); });
      }
    } else if (const auto* some = std::get_if<RecordTest>(&condition.test)) {
      if (!some->capture.empty()) names.insert(some->capture);
      for (const Condition& part : some->where) names.merge(filled(part));
    } else if (const auto* field = std::get_if<FieldTest>(&condition.test)) {
      if (!field->capture.empty() && field->comparison != Comparison::missing) names.insert(field->capture);
    } else if (const auto* tag = std::get_if<TagTest>(&condition.test)) {
      if (!tag->capture.empty() && tag->comparison != Comparison::missing) names.insert(tag->capture);
    }
    return names;
  }

  void check_reason() const {
    std::set<std::string_view> known = filled(rule_.when);
    known.insert({"customer", "industry"});
    for (const auto& [text, place] :
         {std::pair(&rule_.reason.zh, "reason.zh"), std::pair(&rule_.reason.en, "reason.en")}) {
      for (std::size_t open = text->find('{'); open != std::string::npos; open = text->find('{', open + 1)) {
        const std::size_t close = text->find('}', open);
        const std::string name = text->substr(open + 1, close == std::string::npos ? close : close - open - 1);
        if (close == std::string::npos || !known.contains(name))
          fail("need.rule_placeholder", place,
               "{" + name + "} is not filled whenever the rule fires" +
                   nearest_hint(name, std::vector<std::string_view>(known.begin(), known.end())));
      }
    }
  }

  const Rule& rule_;
  const Catalogue& catalogue_;
  std::size_t count_ = 0;
};

bool is_rule_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// The section of GB/T 4754-2017 to which a division belongs, 0 if none.
char section_of(int division) noexcept {
  constexpr int last[] = {5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97};
  for (std::size_t i = 0; i < std::size(last); ++i)
    if (division >= 1 && division <= last[i]) return static_cast<char>('A' + static_cast<int>(i));
  return 0;
}

}  // namespace

std::string nearest_hint(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view nearest = nearest_word(word, known);
  return nearest.empty() ? std::string() : "; did you mean “" + std::string(nearest) + "”?";
}

bool code_fits(std::string_view code, std::string_view beginning, bool gbt4754) {
  code = text::trim(code);
  if (code.empty()) return false;
  if (!gbt4754) return code.starts_with(beginning);
  const auto letter = [](std::string_view text) {
    return !text.empty() && text[0] >= 'A' && text[0] <= 'T' ? text[0] : '\0';
  };
  const std::string_view digits = code.substr(letter(code) != 0 ? 1 : 0),
                         sought = beginning.substr(letter(beginning) != 0 ? 1 : 0);
  if (letter(beginning) != 0) {
    const bool two = digits.size() >= 2 && digits[0] >= '0' && digits[0] <= '9' && digits[1] >= '0' && digits[1] <= '9';
    const char section = letter(code) != 0 ? letter(code)
                         : two             ? section_of((digits[0] - '0') * 10 + (digits[1] - '0'))
                                           : '\0';
    if (section != letter(beginning)) return false;
  }
  return digits.starts_with(sought);
}

std::vector<PlannedRule> plan_rules(const RuleBook& book, const Catalogue& catalogue) {
  std::vector<PlannedRule> planned;
  std::set<std::string_view> ids;
  for (const Rule& rule : book.rules) {
    if (!is_rule_id(rule.id))
      throw ArgumentError("need.rule_id",
                          "the id “" + rule.id + "” of a rule must consist of small letters, digits and _");
    if (!ids.insert(rule.id).second) throw ArgumentError("need.rule_id", "two rules have the id “" + rule.id + "”");
    planned.push_back(RulePlanner(rule, catalogue).plan());
  }
  return planned;
}

}  // namespace guanxi::need::detail
