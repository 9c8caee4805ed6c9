#include <guanxi/core/beta.hpp>
#include <guanxi/core/error.hpp>

#include <algorithm>
#include <cmath>

#include "rule_plan.hpp"
#include "standard_rules.hpp"

namespace guanxi::need {

const RuleBook& standard_rule_book() {
  static const RuleBook book = rule_book_from_json(detail::standard_rules_json);
  return book;
}

void check_rule_book(const RuleBook& book, const Catalogue& catalogue) { (void)detail::plan_rules(book, catalogue); }

Confidence confidence_of(const Rule& rule, double level) {
  if (!(level > 0 && level < 1))
    throw ArgumentError("argument.level",
                        "level is " + std::to_string(level) + "; allowed is a number above 0 and below 1");
  const bool counts = std::isfinite(rule.a) && rule.a > 0 && std::isfinite(rule.b) && rule.b > 0;
  if (!counts || rule.confirmed < 0 || rule.rejected < 0)
    throw ArgumentError("need.rule_counts",
                        "rule “" + rule.id + "”: a and b must be finite and above 0, confirmed and rejected 0 or more");
  const double yes = rule.a + static_cast<double>(rule.confirmed), no = rule.b + static_cast<double>(rule.rejected);
  const double outside = (1 - level) / 2;
  return {yes / (yes + no), beta_quantile(yes, no, outside), beta_quantile(yes, no, 1 - outside)};
}

std::vector<RuleSummary> summaries(const RuleBook& book, double level) {
  std::vector<RuleSummary> rows;
  for (const Rule& rule : book.rules) {
    const Confidence sure = confidence_of(rule, level);
    rows.push_back({.id = rule.id,
                    .label = rule.label,
                    .statement = rule.then.statement,
                    .category = rule.then.category,
                    .offering = rule.then.offering,
                    .reason = rule.reason,
                    .when = to_json(rule.when),
                    .repeatable = rule.then.repeatable,
                    .confirmed = rule.confirmed,
                    .rejected = rule.rejected,
                    .confidence = sure.mean,
                    .low = sure.low,
                    .high = sure.high});
  }
  return rows;
}

RuleBook learn(RuleBook book, std::string_view rule_id, Outcome outcome) {
  const auto found =
      std::find_if(book.rules.begin(), book.rules.end(), [&](const Rule& rule) { return rule.id == rule_id; });
  if (found == book.rules.end()) {
    std::vector<std::string_view> known;
    for (const Rule& rule : book.rules) known.push_back(rule.id);
    throw ArgumentError("need.rule_id",
                        "the book has no rule “" + std::string(rule_id) + "”" + detail::nearest_hint(rule_id, known));
  }
  ++(outcome == Outcome::confirmed ? found->confirmed : found->rejected);
  return book;
}

}  // namespace guanxi::need
