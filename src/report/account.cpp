#include "account_sections.hpp"

#include <guanxi/core/version.hpp>
#include <guanxi/report/account.hpp>

#include "dossier_card.hpp"
#include "words.hpp"

namespace guanxi::report {

namespace detail {

namespace {

constexpr std::size_t most_key_facts = 6;

std::vector<Section> analysis_parts(const AccountView& view) {
  std::vector<Section> parts{next_steps_part(view), cooperation_part(view), high_value_part(view), health_part(view)};
  if (const auto* best = view.assessment.best(); best != nullptr && best->win) parts.push_back(win_part(view));
  if (view.assessment.predicted) parts.push_back(predicted_part(view));
  if (view.assessment.opportunities.size() > 1) parts.push_back(opportunities_part(view));
  for (const chain::ChainAnalysis& chain : view.assessment.chains) parts.push_back(chain_part(view, chain));
  parts.push_back(needs_part(view));
  parts.push_back(completeness_part(view));
  parts.push_back(findings_part(view));
  return parts;
}

}  // namespace

AccountReport account_report(const AccountView& view) {
  const Context& context = view.context;
  const KindInfo& kind = kind_info<Customer>();
  const Customer& customer = view.dossier.customer();
  AccountReport report{.title = context.title({&kind, &customer, 0})};
  if (const std::string name = context.hide(view.assessment.name); name != report.title && !name.empty()) report.subtitle.push_back(plain(name + " · "));
  report.subtitle.push_back(plain(context.say(words::as_of, to_string(view.assessment.as_of))));
  report.badges = class_badges(context, kind, &customer);
  if (std::vector<Fact> facts = key_facts(context, kind, &customer, most_key_facts); !facts.empty()) report.blocks.push_back({Facts{std::move(facts)}});
  report.blocks.push_back({account_tiles(view)});
  report.sections = analysis_parts(view);
  report.sections.push_back({.title = context.say(words::dossier), .frame = Frame::card, .sections = dossier_card(context, view.dossier)});
  return report;
}

std::vector<Line> footer(const Context& context, Date as_of) {
  std::vector<Line> lines{{plain(context.say(words::made_from, to_string(as_of)))}, {plain(context.say(words::made_by, GUANXI_VERSION))}};
  if (context.options().personal == Personal::masked) lines.push_back({plain(context.say(words::masked))});
  return lines;
}

}  // namespace detail

Document account_document(const Catalogue& catalogue, const Dossier& dossier, const assess::AccountAssessment& assessment, const ReportOptions& options,
                          const Records* shared) {
  detail::RecordIndex index;
  if (shared != nullptr) index.add(catalogue, *shared);
  index.finish();
  detail::Context context(catalogue, options, shared, index);
  context.enter(dossier);
  detail::AccountReport report = detail::account_report({context, dossier, assessment});
  return {.language = options.language,
          .title = std::move(report.title),
          .subtitle = std::move(report.subtitle),
          .badges = std::move(report.badges),
          .blocks = std::move(report.blocks),
          .sections = std::move(report.sections),
          .footer = detail::footer(context, assessment.as_of),
          .alternates = options.alternates};
}

std::string account(const Catalogue& catalogue, const Dossier& dossier, const assess::AccountAssessment& assessment, const ReportOptions& options,
                    const Records* shared) {
  return render(account_document(catalogue, dossier, assessment, options, shared), {.format = options.format, .columns = options.columns});
}

}  // namespace guanxi::report
