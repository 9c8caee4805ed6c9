#include "causes.hpp"

#include <algorithm>

namespace guanxi::lifetime {

namespace {

bool has_run_away(const FitReport& report, std::string_view name) {
  return name.empty() ||
         std::any_of(report.parameters.begin(), report.parameters.end(), [name](const FittedParameter& parameter) {
           return parameter.name == name && parameter.runs_away;
         });
}

Message message_of(const Label& label) { return {std::string(label.zh), std::string(label.en)}; }

}  // namespace

void explain_open(FitReport& report, std::initializer_list<OpenReason> reasons) {
  if (report.status != FitStatus::boundary && report.status != FitStatus::flat) return;
  for (const OpenReason& reason : reasons) {
    if (!has_run_away(report, reason.first) || !has_run_away(report, reason.second)) continue;
    report.causes.push_back(message_of(reason.cause));
    break;
  }
  report.actions.push_back(
      {"在似然函数不再明显上升处停止；只使用确定的方向，不给出标准误差",
       "the climb was ended where the likelihood no longer rises noticeably; standard errors are withheld"});
}

void explain_rows(FitReport& report, const FitRows& rows) {
  report.customers = rows.customers;
  report.repeaters = rows.repeaters;
  report.findings = rows.findings;
  if (report.status == FitStatus::ok) return;
  if (rows.repeaters < 10) report.causes.push_back(message_of(causes::few_repeaters));
  const auto same_age = [&](const Row& row) { return row.T == rows.rows.front().T; };
  if (rows.rows.size() > 1 && std::all_of(rows.rows.begin(), rows.rows.end(), same_age))
    report.causes.push_back(message_of(causes::equal_ages));
}

}  // namespace guanxi::lifetime
