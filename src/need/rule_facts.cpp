#include "rule_facts.hpp"

#include <guanxi/core/text.hpp>
#include <guanxi/need/level.hpp>

#include <algorithm>

namespace guanxi::need::detail {

namespace {

bool is_industry_key(std::string_view key) {
  const std::string folded = text::fold(key);
  return folded == "行业" || folded == "所属行业" || folded == "industry";
}

/// A letter of a section, two digits or more, or both.
bool is_code(std::string_view text) noexcept {
  const bool letter = !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
  const std::string_view digits = text.substr(letter ? 1 : 0);
  return (letter || digits.size() >= 2) && digits.find_first_not_of("0123456789.") == std::string_view::npos;
}

template <class T>
void add_addresses(std::span<const T> list, std::vector<const void*>& found) {
  for (const T& record : list) found.push_back(&record);
}

}  // namespace

RuleFacts::RuleFacts(const Dossier& dossier, const FireOptions& options) : dossier_(dossier), options_(options) {
  const Customer& customer = dossier.customer();
  if (observed(customer.meta, "industry_label") && !customer.industry_label.empty())
    industries_.emplace_back(customer.industry_label, "customer.industry_label");
  if (!observed(customer.meta, "tags")) return;
  tags_ = parse_tags(customer.tags);
  for (const Tag& tag : tags_)
    if (is_industry_key(tag.key) && !tag.value.empty()) industries_.emplace_back(tag.value, "customer.tags");
}

std::string_view RuleFacts::industry_code() const noexcept {
  const Customer& customer = dossier_.customer();
  return observed(customer.meta, "industry_code") ? std::string_view(customer.industry_code) : std::string_view();
}

std::optional<Date> RuleFacts::day_of(const Value& value) const {
  if (const Date* date = std::get_if<Date>(&value)) return *date;
  if (const PartialDate* date = std::get_if<PartialDate>(&value)) return date->first_day();
  if (const Timestamp* at = std::get_if<Timestamp>(&value)) return options_.calendar.date_of(*at);
  return std::nullopt;
}

bool RuleFacts::happened(const Field* event, const void* record) const {
  if (event == nullptr || event->type->get == nullptr) return true;
  const std::optional<Date> day = day_of(event->type->get(*event->type, event->in(record)));
  return !day || *day <= options_.as_of;
}

bool RuleFacts::observed(const Meta& meta, std::string_view field) const {
  return std::none_of(meta.field_facts.begin(), meta.field_facts.end(), [&](const FieldFact& fact) {
    if (!fact.observed_on || *fact.observed_on <= options_.as_of || !fact.path.starts_with(field)) return false;
    return fact.path.size() == field.size() || fact.path[field.size()] == '.' || fact.path[field.size()] == '[';
  });
}

const std::vector<Clause>& RuleFacts::clauses(std::string_view text) {
  const auto found = clauses_.find(text);
  return found != clauses_.end() ? found->second : clauses_.emplace(std::string(text), clauses_of(text)).first->second;
}

bool RuleFacts::mentions(std::string_view text, std::span<const Phrase> words) {
  if (text.empty()) return false;
  const std::vector<Clause>& parts = clauses(text);
  return std::any_of(words.begin(), words.end(), [&](const Phrase& word) { return contains(parts, word); });
}

/// The last part of a path such as 制造业-化工 decides; a code decides by its beginning.
bool RuleFacts::concerns_path(std::string_view path) const {
  const std::string whole = text::fold(path);
  for (const std::string_view all : {"全行业", "各行业", "所有行业", "all", "allindustries", "anyindustry"})
    if (whole == all) return true;
  if (is_code(path)) {
    const IndustryScheme scheme = dossier_.customer().industry_scheme.value_or(IndustryScheme::gbt4754);
    return code_fits(industry_code(), path, scheme == IndustryScheme::gbt4754);
  }
  const auto parts = text::split(path, {"-", "—", "－", "/", ">"});
  if (parts.empty()) return false;
  const Phrase last = make_phrase(parts.back());
  return std::any_of(industries_.begin(), industries_.end(), [&](const auto& industry) {
    const std::vector<Clause> clauses = clauses_of(industry.first);
    return contains(clauses, last);
  });
}

bool RuleFacts::concerns(const IndustryTrend& trend) const {
  const auto paths = text::split(trend.industry, {"、", "，", ",", ";", "；", "|", "\n"});
  return paths.empty() ||
         std::any_of(paths.begin(), paths.end(), [&](std::string_view path) { return concerns_path(path); });
}

bool RuleFacts::is_seen(const KindInfo& kind, const void* record) {
  if (!happened(kind.with(Part::event), record)) return false;
  const auto over =
      [&](const std::optional<PartialDate>& until) {  // after the last day that fits, as far as it is known
        if (!until || !until->first_day()) return false;
        const Date first = *until->first_day();
        const Date last = until->day != 0 ? first : add_months(first, until->month != 0 ? 1 : 12) - 1;
        return last < options_.as_of;
      };
  if (kind.tag == &kind_tag<Need>) return is_open(*static_cast<const Need*>(record));
  if (kind.tag == &kind_tag<Offering>) return !over(static_cast<const Offering*>(record)->available_until);
  if (kind.tag != &kind_tag<IndustryTrend>) return true;
  const auto& trend = *static_cast<const IndustryTrend*>(record);
  return !over(trend.valid_until) && concerns(trend);
}

const std::vector<const void*>& RuleFacts::records(const KindInfo& kind) {
  const auto [found, fresh] = records_.try_emplace(kind.tag);
  if (!fresh) return found->second;
  std::vector<const void*> all;
  if (kind.tag == &kind_tag<IndustryTrend>)
    add_addresses(options_.trends, all);
  else if (kind.tag == &kind_tag<Offering>)
    add_addresses(options_.offerings, all);
  else
    for (std::size_t i = 0; i < dossier_.records().size(kind); ++i) all.push_back(dossier_.records().at(kind, i));
  std::erase_if(all, [&](const void* record) { return !is_seen(kind, record); });
  return found->second = std::move(all);
}

void RuleFacts::walk(const std::vector<const Field*>& steps, std::size_t next, const Type& type, const void* member,
                     const std::function<void(const Value&)>& visit) const {
  if (type.kind == TypeKind::list) {
    for (std::size_t i = 0; i < type.list->size(member); ++i)  // only the address of an element is taken
      walk(steps, next, *type.element, type.list->at(const_cast<void*>(member), i),
           visit);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return;
  }
  if (type.kind != TypeKind::record) {
    if (type.get == nullptr) return;
    if (const Value value = type.get(type, member); is_set(value)) visit(value);
    return;
  }
  if (!happened(type.record->with(Part::event), member)) return;
  if (next < steps.size()) {
    const Field& step = *steps[next];
    if (has(step.notes.part, Part::closing) && !happened(&step, member)) return;
    return walk(steps, next + 1, *step.type, step.in(member), visit);
  }
  for (const Part part : {Part::title, Part::stand_in}) {  // a nested record: what stands for it
    bool found = false;
    if (const Field* field = type.record->with(part); field != nullptr && field->type->get != nullptr)
      if (const Value value = field->type->get(*field->type, field->in(member)); is_set(value))
        found = true, visit(value);
    if (found) return;
  }
}

void RuleFacts::for_each_value(const PlannedField& field, const void* record,
                               const std::function<void(const Value&)>& visit) const {
  if (field.meta != nullptr && !observed(*static_cast<const Meta*>(field.meta->in(record)), field.steps.front()->name))
    return;
  const Field& first = *field.steps.front();
  if (has(first.notes.part, Part::closing) && !happened(&first, record)) return;
  walk(field.steps, 1, *first.type, first.in(record), visit);
}

}  // namespace guanxi::need::detail
