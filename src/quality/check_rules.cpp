#include "check_run.hpp"

#include <algorithm>

namespace guanxi::quality::detail {

namespace {

/// A member with its value, ready for comparing and quoting.
struct DateAt {
  const Field* field{};
  Value value{};
  std::optional<Days> days{};
};

DateAt date_at(const CheckRun& run, const MemberRef& member, const void* record) {
  const Value value = value_of(*member.field->type, member.field->in(record));
  return {member.field, value, days_of(value, run.options().calendar)};
}

/// True only if the second cannot lie on or after the first; two points in time are compared to the microsecond.
bool is_before(const DateAt& later, const DateAt& earlier) {
  const auto* from = std::get_if<Timestamp>(&earlier.value);
  const auto* to = std::get_if<Timestamp>(&later.value);
  if (from && to) return *to < *from;
  return later.days->last < earlier.days->first;
}

Message quoted(const Message& label, const std::string& value) { return {"“" + label.zh + "”（" + value + "）", label.en + " (" + value + ")"}; }

const Field& outermost(const Inner& in, const Field& field) { return in.top ? *in.top : field; }

void check_required(CheckRun& run, const Located& at, const Inner& in, const Field& field) {
  if (field.notes.level != Level::required || !is_asked(field)) return;
  if (is_present(field, in.record, run.options().presence)) return;
  const Field& top = outermost(in, field);
  if (exclusion_of(run.options().rules, *in.info, field, in.record) || is_unseen(at, top, run.options().presence)) return;
  Trouble trouble{&top, in.path + std::string(field.name), run.text_of(value_of(*field.type, field.in(in.record))), label_of_leaf(top, field), {}, {}};
  const Label& hint = field.notes.hint;
  trouble.fix = {"填写此项" + (hint.zh.empty() ? "" : "：" + std::string(hint.zh)), "Fill it in" + (hint.en.empty() ? "" : ": " + std::string(hint.en))};
  run.report(at, finding_code("quality.required_missing"), trouble);
}

void check_exclusion(CheckRun& run, const Located& at, const Inner& in, const Field& field) {
  const Exclusion* rule = exclusion_of(run.options().rules, *in.info, field, in.record);
  if (rule == nullptr) return;
  ++run.counts.rules;
  if (!is_present(field, in.record, run.options().presence)) return;
  ++run.counts.broken;
  const Field& top = outermost(in, field);
  run.report(at, finding_code("quality.not_applicable"),
             {&top, in.path + std::string(field.name), run.text_of(value_of(*field.type, field.in(in.record))), label_of_leaf(top, field),
              {std::string(rule->reason.zh), std::string(rule->reason.en)}, {}});
}

void check_order(CheckRun& run, const Located& at, const Inner& in, const DateOrder& rule) {
  const DateAt earlier = date_at(run, rule.earlier, in.record);
  const DateAt later = date_at(run, rule.later, in.record);
  if (!earlier.days || !later.days) return;
  ++run.counts.rules;
  if (!is_before(later, earlier)) return;
  ++run.counts.broken;
  const Field& top = outermost(in, *later.field);
  run.report(at, finding_code("quality.dates_reversed"),
             {&top, in.path + std::string(later.field->name), run.text_of(later.value), label_of_leaf(top, *later.field),
              quoted(label_of_leaf(*earlier.field, *earlier.field), run.text_of(earlier.value)), {}});
}

/// The event of a record against the first day of another one.
void check_event(CheckRun& run, const Located& at, const Field& event, const DateAt& first) {
  const Value value = value_of(*event.type, event.in(at.record));
  const DateAt happened{&event, value, days_of(value, run.options().calendar)};
  if (!happened.days) return;
  ++run.counts.rules;
  if (!is_before(happened, first)) return;
  ++run.counts.broken;
  run.report(at, finding_code("quality.dates_reversed"),
             {&event, std::string(event.name), run.text_of(value), label_of_leaf(event, event),
              quoted(label_of_leaf(*first.field, *first.field), run.text_of(first.value)), {}});
}

}  // namespace

void check_rules(CheckRun& run, const Located& at) {
  for (const Inner& in : inner_records(at)) {
    for (const Field& field : in.top ? in.info->fields : at.fields) {
      check_required(run, at, in, field);
      check_exclusion(run, at, in, field);
    }
    for (const DateOrder& rule : run.options().rules.date_orders)
      if (rule.earlier.record == in.info) check_order(run, at, in, rule);
  }
}

void check_first_days(CheckRun& run) {
  for (const MemberRef& member : run.options().rules.first_days)
    for (const Located& holder : run.records()) {
      if (holder.kind->record != member.record) continue;
      const DateAt first = date_at(run, member, holder.record);
      if (!first.days) continue;
      for (const Located& at : run.records()) {
        const Field* event = at.kind->scope == Scope::via ? at.kind->with(Part::event) : nullptr;
        if (event) check_event(run, at, *event, first);
      }
    }
}

}  // namespace guanxi::quality::detail
