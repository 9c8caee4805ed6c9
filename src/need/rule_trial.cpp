#include "rule_trial.hpp"

#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <cmath>

namespace guanxi::need::detail {

namespace {

using Shown = RuleTrace::Shown;
constexpr std::size_t orders_per_test = 10'000;

/// What was found of a value; unset if it does not fit.
using Fit = std::optional<Shown>;

Message text_of(const Value& value, const Calendar& calendar) {
  if (const auto* ref = std::get_if<RefValue>(&value)) return {std::string(ref->text), std::string(ref->text)};
  return {write_text(value, {Language::zh, calendar}), write_text(value, {Language::en, calendar})};
}

std::string_view plain_text(const Value& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return *text;
  if (const auto* ref = std::get_if<RefValue>(&value)) return ref->text;
  return {};
}

double whole_units(const Money& money) {
  return static_cast<double>(money.minor) / static_cast<double>(money.currency.minor_units());
}

/// The lower or upper end of a number or amount, unset if it is open or in another currency.
std::optional<double> end_of(const Value& value, bool lower, std::string_view currency) {
  const auto money = [&](const Money& amount) {
    return amount.currency.code() == currency ? std::optional(whole_units(amount)) : std::nullopt;
  };
  if (const auto* number = std::get_if<std::int64_t>(&value)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* amount = std::get_if<Money>(&value)) return money(*amount);
  if (const auto* range = std::get_if<NumberRange>(&value)) {
    const auto& end = lower ? range->low : range->high;
    return end ? std::optional(static_cast<double>(*end)) : std::nullopt;
  }
  if (const auto* range = std::get_if<MoneyRange>(&value)) {
    const auto& end = lower ? range->low : range->high;
    return end ? money(*end) : std::nullopt;
  }
  return std::nullopt;
}

int full_years(Date from, Date to) {
  int years = to.year() - from.year();
  if (add_months(from, 12 * years) > to) --years;
  return years;
}

/// Tries tests on one customer.
class RuleTrial {
 public:
  explicit RuleTrial(RuleFacts& facts) : facts_(facts), as_of_(facts.options().as_of) {}

  bool holds(const PlannedTest& test, const void* record, RuleTrace& trace) {
    return std::visit([&](const auto& written) { return try_one(test, written, record, trace); }, test.written->test);
  }

 private:
  bool try_one(const PlannedTest& test, const Group& group, const void* record, RuleTrace& trace) {
    RuleTrace found;
    std::size_t held = 0;
    for (const PlannedTest& part : test.parts) held += holds(part, record, found) ? 1U : 0U;
    const bool fits = group.joined == Combinator::all   ? held == test.parts.size()
                      : group.joined == Combinator::any ? held > 0
                                                        : held == 0;
    if (!fits) return false;
    trace.merge(found);
    if (group.joined == Combinator::none)
      for (const PlannedTest& part : test.parts) name_fields(part, trace);
    return true;
  }

  /// What does not hold rests on the fields that were looked at.
  static void name_fields(const PlannedTest& test, RuleTrace& trace) {
    for (const PlannedField& field : test.fields) trace.fields.insert(field.name);
    for (const PlannedTest& part : test.parts) name_fields(part, trace);
    if (std::holds_alternative<TagTest>(test.written->test)) trace.fields.insert("customer.tags");
    if (std::holds_alternative<IndustryTest>(test.written->test))
      trace.fields.insert({"customer.industry_code", "customer.industry_label"});
  }

  bool try_one(const PlannedTest& test, const FieldTest& written, const void* record, RuleTrace& trace) {
    bool found = false;
    for (const PlannedField& field : test.fields) {
      if (record != nullptr)
        found = try_field(test, written, field, record, trace) || found;
      else
        for (const void* one : facts_.records(*field.kind))
          found = try_field(test, written, field, one, trace) || found;
    }
    if (written.comparison != Comparison::missing) return found;
    if (!found) name_fields(test, trace);
    return !found;
  }

  bool try_field(const PlannedTest& test, const FieldTest& written, const PlannedField& field, const void* record,
                 RuleTrace& trace) {
    std::vector<Shown> fitting;
    facts_.for_each_value(field, record, [&](const Value& value) { compare(test, written, value, fitting); });
    if (fitting.empty()) return false;
    if (written.comparison == Comparison::missing) return true;
    trace.fields.insert(field.name);
    add_evidence(*field.kind, record, trace);
    if (!written.capture.empty()) trace.captures[written.capture].insert(fitting.begin(), fitting.end());
    return true;
  }

  static void add_evidence(const KindInfo& kind, const void* record, RuleTrace& trace) {
    const Field* key = kind.with(Part::key);
    if (key == nullptr) return;
    const Value id = key->type->get(*key->type, key->in(record));
    if (const Uuid* uuid = std::get_if<Uuid>(&id)) trace.evidence.insert(*uuid);
  }

  Shown shown(const PlannedTest& test, const Value& value) const {
    const Message text = text_of(value, facts_.options().calendar);
    return {test.order * orders_per_test, text.zh, text.en};
  }

  void compare(const PlannedTest& test, const FieldTest& written, const Value& value, std::vector<Shown>& fitting) {
    switch (written.comparison) {
      case Comparison::contains:
        return seek_words(test, plain_text(value), fitting);
      case Comparison::is:
      case Comparison::is_one_of:
        if (equals_one(test, value)) fitting.push_back(shown(test, value));
        return;
      case Comparison::at_least:
      case Comparison::at_most: {
        const bool least = written.comparison == Comparison::at_least;
        const std::optional<double> end = end_of(value, least, written.currency);
        if (end && (least ? *end >= written.number : *end <= written.number)) fitting.push_back(shown(test, value));
        return;
      }
      case Comparison::present:
      case Comparison::missing:
        return fitting.push_back(shown(test, value));
      default:
        compare_day(test, written, value, fitting);
    }
  }

  void seek_words(const PlannedTest& test, std::string_view text, std::vector<Shown>& fitting) {
    if (text.empty()) return;
    const std::vector<Clause>& clauses = facts_.clauses(text);
    for (std::size_t i = 0; i < test.words.size(); ++i)
      if (contains(clauses, test.words[i]))
        fitting.emplace_back(test.order * orders_per_test + i, test.words[i].text, test.words[i].text);
  }

  static bool equals_one(const PlannedTest& test, const Value& value) {
    if (const auto* const* entry = std::get_if<const EnumWord*>(&value))
      return std::any_of(test.choices.begin(), test.choices.end(),
                         [&](const EnumWord* choice) { return choice->value == (*entry)->value; });
    if (const bool* truth = std::get_if<bool>(&value))
      return std::any_of(test.words.begin(), test.words.end(),
                         [&](const Phrase& word) { return word.text == (*truth ? "true" : "false"); });
    const std::string folded = text::fold(plain_text(value));
    return std::any_of(test.words.begin(), test.words.end(), [&](const Phrase& word) { return word.folded == folded; });
  }

  void compare_day(const PlannedTest& test, const FieldTest& written, const Value& value,
                   std::vector<Shown>& fitting) const {
    const std::optional<Date> day = facts_.day_of(value);
    if (!day) return;
    const int after = as_of_ - *day;
    const auto limit = static_cast<int>(std::floor(written.number));
    switch (written.comparison) {
      case Comparison::within_days:
        if (after >= 0 && after <= limit) fitting.push_back(shown(test, value));
        return;
      case Comparison::ahead_days:
        if (after <= 0 && -after <= limit) fitting.push_back(shown(test, value));
        return;
      case Comparison::passed:
        if (after > 0) fitting.push_back(shown(test, value));
        return;
      default:
        break;
    }
    const auto months = static_cast<int>(std::ceil(written.number * 12));
    if (add_months(*day, months) > as_of_) return;
    const std::string years = std::to_string(full_years(*day, as_of_));
    fitting.emplace_back(test.order * orders_per_test, years + "年", years + (years == "1" ? " year" : " years"));
  }

  bool try_one(const PlannedTest& test, const TagTest& written, const void*, RuleTrace& trace) {
    std::set<Shown> fitting;
    for (const Tag& tag : facts_.tags()) {
      const std::string key = text::fold(tag.key);
      const bool named =
          std::any_of(test.keys.begin(), test.keys.end(), [&](const Phrase& sought) { return sought.folded == key; });
      if (named && fits_tag(test, written, tag.value))
        fitting.emplace(test.order * orders_per_test, tag.value, tag.value);
    }
    if (fitting.empty() != (written.comparison == Comparison::missing)) return false;
    trace.fields.insert("customer.tags");
    if (!fitting.empty()) add_customer(trace);
    if (!written.capture.empty() && !fitting.empty())
      trace.captures[written.capture].insert(fitting.begin(), fitting.end());
    return true;
  }

  /// A value equals a word, or lies below it: 制造业/专用设备 below 制造业.
  bool fits_tag(const PlannedTest& test, const TagTest& written, const std::string& value) {
    if (written.comparison == Comparison::contains) return facts_.mentions(value, test.words);
    if (written.comparison != Comparison::is_one_of) return true;
    for (std::size_t end = value.find('/');; end = value.find('/', end + 1)) {
      const std::string folded = text::fold(std::string_view(value).substr(0, end));
      if (std::any_of(test.words.begin(), test.words.end(), [&](const Phrase& word) { return word.folded == folded; }))
        return true;
      if (end == std::string::npos) return false;
    }
  }

  void add_customer(RuleTrace& trace) const {
    if (const Id<Customer> id = facts_.dossier().customer().id) trace.evidence.insert(id.uuid);
  }

  bool try_one(const PlannedTest& test, const IndustryTest& written, const void*, RuleTrace& trace) {
    const Customer& customer = facts_.dossier().customer();
    const std::string_view scheme = word_of(customer.industry_scheme.value_or(IndustryScheme::gbt4754)).word;
    bool found = false;
    if (scheme == written.scheme)
      found = std::any_of(written.codes.begin(), written.codes.end(), [&](const std::string& code) {
        return code_fits(facts_.industry_code(), code, scheme == "gbt4754");
      });
    if (found) trace.fields.insert("customer.industry_code");
    for (const auto& [name, field] : facts_.industries()) {
      if (!facts_.mentions(name, test.words)) continue;
      found = true;
      trace.fields.insert(field);
    }
    if (found) add_customer(trace);
    return found;
  }

  bool try_one(const PlannedTest& test, const RecordTest& written, const void*, RuleTrace& trace) {
    RuleTrace found;
    int count = 0;
    for (const void* record : facts_.records(*test.kind)) {
      RuleTrace one;
      if (!std::all_of(test.parts.begin(), test.parts.end(),
                       [&](const PlannedTest& part) { return holds(part, record, one); }))
        continue;
      ++count;
      add_evidence(*test.kind, record, one);
      if (!written.capture.empty()) one.captures[written.capture].insert(title_of(test, record));
      found.merge(one);
    }
    if (count < written.count) return false;
    trace.merge(found);
    return true;
  }

  Shown title_of(const PlannedTest& test, const void* record) const {
    const Field* title = test.kind->with(Part::title);
    const Value value =
        title != nullptr && title->type->get != nullptr ? title->type->get(*title->type, title->in(record)) : Value();
    if (is_set(value)) return shown(test, value);
    return {test.order * orders_per_test, std::string(test.kind->label.zh), std::string(test.kind->label.en)};
  }

  RuleFacts& facts_;
  Date as_of_;
};

}  // namespace

void RuleTrace::merge(const RuleTrace& other) {
  for (const auto& [name, shown] : other.captures) captures[name].insert(shown.begin(), shown.end());
  evidence.insert(other.evidence.begin(), other.evidence.end());
  fields.insert(other.fields.begin(), other.fields.end());
}

bool holds(const PlannedTest& test, RuleFacts& facts, RuleTrace& trace) {
  return RuleTrial(facts).holds(test, nullptr, trace);
}

}  // namespace guanxi::need::detail
