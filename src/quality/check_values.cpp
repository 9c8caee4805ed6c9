#include "check_run.hpp"

#include <guanxi/core/write.hpp>

#include <algorithm>
#include <charconv>
#include <limits>

namespace guanxi::quality::detail {

namespace {

Message joined(const std::vector<std::string>& suggestions) {
  if (suggestions.empty()) return {};
  Message fix{"是否应为 ", "Did you mean "};
  for (std::size_t i = 0; i < suggestions.size(); ++i) {
    fix.zh += (i == 0 ? "" : " 或 ") + suggestions[i];
    fix.en += (i == 0 ? "" : " or ") + suggestions[i];
  }
  return {fix.zh + "？", fix.en + "? "};
}

std::string number_text(double number) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

double units(const Money& money) { return static_cast<double>(money.minor) / static_cast<double>(money.currency.minor_units()); }
double units(std::int64_t number) { return static_cast<double>(number); }

/// The numbers that a value states: one, or the bounds of a range.
struct Numbers {
  std::optional<double> low{};
  std::optional<double> high{};
};

template <class T>
Numbers numbers_of(const Range<T>& range) {
  Numbers numbers;
  if (range.low) numbers.low = units(*range.low);
  if (range.high) numbers.high = units(*range.high);
  return numbers;
}

Numbers numbers_of(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return {units(*whole), units(*whole)};
  if (const auto* real = std::get_if<double>(&value)) return {*real, *real};
  if (const auto* money = std::get_if<Money>(&value)) return {units(*money), units(*money)};
  if (const auto* range = std::get_if<NumberRange>(&value)) return numbers_of(*range);
  if (const auto* range = std::get_if<MoneyRange>(&value)) return numbers_of(*range);
  return {};
}

/// Checks of one leaf.
class ValueCheck {
 public:
  ValueCheck(CheckRun& run, const Located& at, const Leaf& leaf)
      : run_(run), at_(at), leaf_(leaf), value_(leaf.type->get(*leaf.type, leaf.member)), text_(run.text_of(value_)) {}

  void run() {
    if (const auto* text = std::get_if<std::string_view>(&value_); text && !is_answer(*text, run_.options().presence)) return placeholder();
    if (const auto* ref = std::get_if<RefValue>(&value_); ref && !ref->id && !is_answer(ref->text, run_.options().presence)) return placeholder();
    ++run_.counts.values;
    format();
    bounds();
    range();
    future();
    run_.counts.suspect += worst_ == Verdict::suspect ? 1U : 0U;
    run_.counts.invalid += worst_ == Verdict::invalid ? 1U : 0U;
    run_.counts.key_invalid += worst_ == Verdict::invalid && is_key() ? 1U : 0U;
  }

 private:
  [[nodiscard]] bool is_key() const {
    const Notes& notes = leaf_.field->notes;
    return notes.level == Level::required || notes.format == Format::uscc || notes.format == Format::resident_id;
  }

  [[nodiscard]] bool is_plan() const {
    return std::ranges::any_of(run_.options().rules.plans, [&](const MemberRef& plan) { return plan.is(*at_.kind->record, *leaf_.field); });
  }

  void report(const FindingCode& code, Verdict verdict, Message detail = {}, Message fix = {}) {
    worst_ = std::max(worst_, verdict);
    run_.report(at_, code, {leaf_.top, leaf_.path, text_, label_of_leaf(*leaf_.top, *leaf_.field), std::move(detail), std::move(fix)});
  }

  /// A required field that is empty but for this has a finding of its own.
  void placeholder() {
    const bool required = leaf_.field->notes.level == Level::required;
    if (required && (leaf_.field != leaf_.top || !is_present(*leaf_.top, at_.record, run_.options().presence))) return;
    report(finding_code("quality.placeholder"), Verdict::valid);
  }

  [[nodiscard]] IdentifierCheck checked(std::string_view text) const {
    FormatOptions settings = run_.options().formats;
    if (!settings.as_of) settings.as_of = run_.options().as_of;
    for (const FormatChoice& choice : run_.options().rules.format_choices)
      if (choice.member.is(*at_.kind->record, *leaf_.top)) return choice.check(at_.record, text, settings);
    return check_format(leaf_.field->notes.format, text, settings);
  }

  void format() {
    const auto* text = std::get_if<std::string_view>(&value_);
    if (text == nullptr || leaf_.field->notes.format == Format::any) return;
    const IdentifierCheck check = checked(*text);
    for (const Message& note : check.notes) report(finding_code("quality.format_note"), Verdict::valid, note);
    if (check.verdict == Verdict::suspect)
      report(finding_code("quality.format_suspect"), check.verdict, check.reason, joined(check.suggestions));
    if (check.verdict == Verdict::invalid)
      report(finding_code("quality.format_invalid"), check.verdict, check.reason, joined(check.suggestions));
  }

  /// Bounds of the leaf's own line, of the line that leads to it, and of its type.
  void bounds() {
    double low = std::max(leaf_.field->notes.low, leaf_.top->notes.low);
    double high = std::min(leaf_.field->notes.high, leaf_.top->notes.high);
    if (leaf_.type->bounded) {
      low = std::max(low, leaf_.type->low);
      high = std::min(high, leaf_.type->high);
    }
    const Numbers numbers = numbers_of(value_);
    const auto inside = [&](const std::optional<double>& number) { return !number || (*number >= low && *number <= high); };
    if (inside(numbers.low) && inside(numbers.high)) return;
    report(finding_code("quality.out_of_bounds"), Verdict::invalid, allowed(low, high));
  }

  [[nodiscard]] static Message allowed(double low, double high) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    if (high == endless) return {"至少为 " + number_text(low), "at least " + number_text(low)};
    if (low == -endless) return {"至多为 " + number_text(high), "at most " + number_text(high)};
    return {"应在 " + number_text(low) + " 到 " + number_text(high) + " 之间", "expected " + number_text(low) + " to " + number_text(high)};
  }

  void range() {
    if (const auto* money = std::get_if<MoneyRange>(&value_)) {
      if (money->low && money->high && money->low->currency != money->high->currency)
        return report(finding_code("quality.currencies_mixed"), Verdict::invalid);
      reversed(*money);
    }
    if (const auto* numbers = std::get_if<NumberRange>(&value_)) reversed(*numbers);
  }

  template <class T>
  void reversed(Range<T> range) {
    if (!range.low || !range.high || units(*range.low) <= units(*range.high)) return;
    std::swap(range.low, range.high);
    report(finding_code("quality.range_reversed"), Verdict::invalid, {}, joined({run_.text_of(range)}));
  }

  void future() {
    const auto& as_of = run_.options().as_of;
    if (!as_of || !has(leaf_.field->notes.part, Part::event) || is_plan()) return;
    const auto days = days_of(value_, run_.options().calendar);
    if (!days || days->first <= *as_of) return;
    report(finding_code("quality.future_event"), Verdict::suspect, {to_string(*as_of), to_string(*as_of)});
  }

  CheckRun& run_;
  const Located& at_;
  const Leaf& leaf_;
  Value value_;
  std::string text_;
  Verdict worst_ = Verdict::valid;
};

}  // namespace

void check_values(CheckRun& run, const Located& at) {
  for_each_leaf(at.fields, at.record, [&](const Leaf& leaf) {
    if (leaf.type->get && is_asked(*leaf.top) && is_asked(*leaf.field)) ValueCheck(run, at, leaf).run();
  });
}

}  // namespace guanxi::quality::detail
