#include <guanxi/assess/book.hpp>
#include <guanxi/assess/learned.hpp>

#include <guanxi/core/apportion.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace guanxi::assess {

namespace {

// What the order of accounts rests on, larger first.
struct Standing {
  std::int64_t likelihood = -1;
  int high_value = -1;
  std::int64_t completeness = 0;
  auto operator<=>(const Standing&) const = default;
};

int rank_of(std::optional<bool> flag) { return !flag ? 1 : *flag ? 2 : 0; }

Standing standing_of(const AccountAssessment& account) {
  Standing standing;
  standing.completeness = to_thousandths(1000 * account.completeness.share.value().value_or(0));
  if (const OpportunityAssessment* best = account.best()) {
    standing.likelihood = to_thousandths(best->cooperation.shown().value_or(0));
    standing.high_value = rank_of(best->high_value_flag.shown());
  }
  return standing;
}

void rank_accounts(std::vector<AccountAssessment>& accounts) {
  std::stable_sort(accounts.begin(), accounts.end(), [](const AccountAssessment& a, const AccountAssessment& b) {
    const Standing one = standing_of(a), other = standing_of(b);
    return one != other ? one > other : a.customer < b.customer;
  });
}

std::size_t open_needs(const need::PriorityMatrix& matrix) { return matrix.placed.size() + matrix.unplaced.size(); }

void add(BookCounts& counts, const AccountAssessment& account) {
  ++counts.accounts;
  for (const OpportunityAssessment& opportunity : account.opportunities) {
    if (!opportunity.open) continue;
    ++counts.open_opportunities;
    if (opportunity.high_value_flag.shown().value_or(false)) ++counts.high_value;
  }
  for (const chain::ChainAnalysis& chain : account.chains) ++counts.chains[static_cast<std::size_t>(chain.status)];
  counts.open_needs += open_needs(account.matrix);
  for (const need::PlacedNeed& placed : account.matrix.placed)
    if (placed.quadrant == need::Quadrant::urgent_important) ++counts.urgent_important;
  for (const NextStep& step : account.next_steps)
    if (step.overdue) ++counts.overdue_steps;
  for (const Finding& finding : account.findings) ++counts.findings[static_cast<std::size_t>(finding.severity)];
}

AssessOptions with_users(const AssessOptions& options, const Book& book) {
  AssessOptions completed = options;
  if (completed.users.empty()) completed.users = book.shared.of<User>();
  return completed;
}

}  // namespace

BookAssessment book(const Book& book, const AssessOptions& options) {
  const AssessOptions completed = with_users(options, book);
  if (book.dossiers.empty()) (void)account(Dossier{}, completed);  // wrong weights are told also then
  BookAssessment assessment{.as_of = options.as_of};
  for (const Dossier& dossier : book.dossiers) assessment.accounts.push_back(account(dossier, completed));
  rank_accounts(assessment.accounts);
  if (options.learned != nullptr) {
    assessment.win_card = win_card(*options.learned);
    assessment.need_replay = options.learned->needs().replay();
  }
  for (const AccountAssessment& one : assessment.accounts) add(assessment.counts, one);
  return assessment;
}

}  // namespace guanxi::assess
