// A filled form in, an explained report out.
#include <guanxi/guanxi.hpp>
#include <guanxi/io.hpp>
#include <guanxi/report.hpp>

#include <cstdio>

int main(int, char** arguments) {
  using namespace guanxi;
  const Date today = *Date::from_ymd(2023, 11, 1);
  const io::FormImport form = io::parse_form(standard_catalogue(), arguments[1]);
  const assess::AccountAssessment account = assess::account(form.dossier, {.as_of = today});

  std::printf("%s: %.0f %% complete\n", account.name.c_str(), 100 * account.completeness.share.value().value_or(0));
  for (const Finding& finding : account.findings)
    std::printf("check %s: %s\n", finding.kind.c_str(), finding.message.en.c_str());
  for (const need::RankedNeed& ranked : account.ranking)
    std::printf("need %d: %s, %.1f points\n", ranked.rank, ranked.statement.c_str(), ranked.score.value());
  if (const assess::OpportunityAssessment* best = account.best())
    for (const Contribution& part : best->score.contributions)
      std::printf("likelihood %+.2f: %s\n", static_cast<double>(part.thousandths) / 1000, part.reason.en.c_str());
  for (const assess::NextStep& step : account.next_steps)
    std::printf("next: %s (%s)\n", step.label.en.c_str(), step.reason.en.c_str());
  io::write_file("report.html", report::account(standard_catalogue(), form.dossier, account, {.language = Language::en}));
}
