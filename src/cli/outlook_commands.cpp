#include <guanxi/core/write.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/need/whitespace.hpp>
#include <guanxi/quality/completeness.hpp>

#include "assessed.hpp"

#include <algorithm>

namespace guanxi::cli {

int next_command(const Options& options) {
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"due", {"期限", "Due"}}, {"overdue", {"逾期", "Overdue"}}, {"who", {"负责人", "Who"}}, {"step", {"下一步", "Next step"}}, {"reason", {"理由", "Reason"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    for (const assess::NextStep& step : assessed.account.next_steps)
      table.rows.push_back({assessed.account.name, step.due ? to_string(*step.due) : "", step.overdue ? std::string(Label{"是", "Yes"}.in(options.language)) : "", step.who, step.label.in(options.language), step.reason.in(options.language)});
  });
}

int completeness_command(const Options& options) {
  const Table head{.columns = {{"customer", {"客户", "Customer"}}, {"filled", {"完整度 %", "Filled %"}}, {"kind", {"资料", "Card"}}, {"field", {"缺少", "Missing"}}, {"gain", {"可提高 %", "Adds %"}}, {"hint", {"如何填写", "How to fill it in"}}}, .rows = {}};
  return print_assessed(options, head, [&](Table& table, const Assessed& assessed) {
    const quality::DossierCompleteness found = quality::completeness(standard_catalogue(), *assessed.dossier);
    const std::string share = found.share.value() ? decimal(100 * *found.share.value(), 1) : "";
    const std::size_t wanted = options.limit.value_or(10), count = wanted == 0 ? found.missing.size() : std::min(wanted, found.missing.size());
    if (count == 0) table.rows.push_back({assessed.account.name, share, "", "", "", ""});
    for (std::size_t i = 0; i < count; ++i) {
      const quality::MissingField& missing = found.missing[i];
      table.rows.push_back({assessed.account.name, share, std::string(missing.kind->label.in(options.language)), std::string(missing.label.in(options.language)), decimal(100 * missing.gain, 2), std::string(missing.hint.in(options.language))});
    }
  });
}

int whitespace_command(const Options& options) {
  Table table{.columns = {{"customer", {"客户", "Customer"}}, {"offering", {"产品", "Offering"}}, {"state", {"状态", "State"}}, {"reason", {"理由", "Reason"}}}, .rows = {}};
  const io::BookImport import = load(options);
  const std::vector<const Dossier*> chosen = choose(import.book, options.customer);
  for (const need::WhitespaceCell& cell : need::whitespace(import.book, {.as_of = options.as_of}).cells)
    if (std::ranges::any_of(chosen, [&](const Dossier* dossier) { return dossier->customer().id == cell.customer; }))
      table.rows.push_back({cell.customer_name, cell.offering_name, label(cell.state, options.language), cell.reason.in(options.language)});
  std::cout << print(table, options.output, options.language);
  if (table.rows.empty()) std::cerr << Label{"没有在售产品，无法比较", "No offering on sale was read, so there is nothing to compare"}.in(options.language) << '\n';
  return has_error(import.findings) ? exit_findings : exit_ok;
}

}  // namespace guanxi::cli
