#include "check_run.hpp"

#include <guanxi/core/write.hpp>

#include <algorithm>
#include <tuple>

namespace guanxi::quality {

namespace detail {

namespace {

void add_inner(std::vector<Inner>& all, const Field& top, const Type& type, const void* member, const std::string& path);

void add_fields(std::vector<Inner>& all, const Inner& of) {
  for (const Field& field : of.info->fields) {
    if (!is_asked(field)) continue;
    add_inner(all, of.top ? *of.top : field, *field.type, field.in(of.record), of.path + std::string(field.name));
  }
}

void add_inner(std::vector<Inner>& all, const Field& top, const Type& type, const void* member, const std::string& path) {
  if (type.kind == TypeKind::record) {
    const Inner inner{type.record, member, &top, path + "."};
    all.push_back(inner);
    add_fields(all, inner);
  } else if (type.kind == TypeKind::list) {
    void* elements = const_cast<void*>(member);  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    for (std::size_t i = 0; i < type.list->size(member); ++i)
      add_inner(all, top, *type.element, type.list->at(elements, i), path + "[" + std::to_string(i) + "]");
  }
}

std::optional<Days> days_covered(const PartialDate& date) {
  const auto first = date.first_day();
  if (!first) return std::nullopt;
  if (date.month == 0) return Days{*first, add_months(*first, 12) - 1};
  return Days{*first, date.day == 0 ? add_months(*first, 1) - 1 : *first};
}

}  // namespace

std::vector<Inner> inner_records(const Located& at) {
  std::vector<Inner> all{{at.kind->record, at.record, nullptr, {}}};
  add_fields(all, Inner(all.front()));
  return all;
}

std::optional<Days> days_of(const Value& value, const Calendar& calendar) {
  if (const auto* day = std::get_if<Date>(&value)) return Days{*day, *day};
  if (const auto* partial = std::get_if<PartialDate>(&value)) return days_covered(*partial);
  const auto* at = std::get_if<Timestamp>(&value);
  if (at == nullptr) return std::nullopt;
  const Date day = calendar.date_of(*at);
  return Days{day, day};
}

CheckRun::CheckRun(const Catalogue& catalogue, const Records& records, const CheckOptions& options)
    : catalogue_(&catalogue), options_(&options), records_(located(catalogue, records)) {}

std::string CheckRun::text_of(const Value& value) const {
  return write_text(value, {.language = Language::en, .calendar = options_->calendar});
}

void CheckRun::report(const Located& at, const FindingCode& code, const Trouble& trouble) {
  FindingDetail particulars;
  particulars.kind = at.kind->name;
  particulars.record = at.id;
  particulars.field = trouble.path;
  particulars.value = trouble.value;
  particulars.label = trouble.label;
  particulars.detail = trouble.detail;
  particulars.fix = trouble.fix;
  const auto record = static_cast<std::size_t>(&at - records_.data());
  std::size_t field = 0;
  while (trouble.top && field < at.fields.size() && at.fields[field].name != trouble.top->name) ++field;
  found_.push_back({record, field, make_finding(code, particulars)});
}

Findings CheckRun::sorted() {
  std::ranges::stable_sort(found_, {}, [](const Found& found) {
    return std::tuple(-static_cast<int>(found.finding.severity), found.record, found.field);
  });
  Findings findings;
  findings.reserve(found_.size());
  for (Found& found : found_) findings.push_back(std::move(found.finding));
  return findings;
}

}  // namespace detail

Checked examine(const Catalogue& catalogue, const Records& records, const CheckOptions& options) {
  detail::CheckRun run(catalogue, records, options);
  for (const detail::Located& at : run.records()) {
    detail::check_rules(run, at);
    detail::check_values(run, at);
  }
  detail::check_first_days(run);
  detail::check_links(run);
  return {run.sorted(), run.counts};
}

}  // namespace guanxi::quality
