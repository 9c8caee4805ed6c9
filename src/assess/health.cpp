#include <guanxi/assess/account.hpp>

#include <guanxi/core/apportion.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "relationship.hpp"

namespace guanxi::assess {

namespace {

void check_options(const HealthOptions& options) {
  const auto at_least = [](double value, bool above, const char* name) {
    if (!(above ? value > 0 : value >= 0) || value > 1e9)
      throw ArgumentError("argument.health", std::string("health.") + name + " must be a finite number " +
                                                 (above ? "above 0" : "from 0") + ", found " + std::to_string(value));
  };
  at_least(options.half_life, true, "half_life");
  at_least(options.enough_contact, true, "enough_contact");
  at_least(options.cadence.key, true, "cadence.key");
  at_least(options.cadence.active, true, "cadence.active");
  at_least(options.cadence.other, true, "cadence.other");
  at_least(options.rhythm_gaps, true, "rhythm_gaps");
  at_least(options.trend_days, true, "trend_days");
  at_least(options.steady, false, "steady");
  at_least(options.burden.late_days, true, "burden.late_days");
  for (const auto& [value, name] : {std::pair(options.burden.high, "burden.high"),
                                    {options.burden.medium, "burden.medium"},
                                    {options.burden.low, "burden.low"},
                                    {options.burden.worse, "burden.worse"},
                                    {options.burden.complaints, "burden.complaints"},
                                    {options.burden.payments, "burden.payments"},
                                    {options.contacts.message, "contacts.message"},
                                    {options.contacts.email, "contacts.email"},
                                    {options.contacts.phone, "contacts.phone"},
                                    {options.contacts.meeting, "contacts.meeting"},
                                    {options.contacts.visit, "contacts.visit"},
                                    {options.contacts.other, "contacts.other"}})
    at_least(value, false, name);
}

bool happened(const std::optional<Timestamp>& at, const Context& context) {
  return at && context.options.calendar.date_of(*at) <= context.as_of;
}

double points_of(const Complaint& complaint, const Context& context) {
  const BurdenPoints& burden = context.options.health.burden;
  const Grade severity = complaint.severity.value_or(Grade::medium);
  double points = severity == Grade::high ? burden.high : severity == Grade::medium ? burden.medium : burden.low;
  if (complaint.due_at && context.options.calendar.date_of(*complaint.due_at) < context.as_of) points *= burden.worse;
  if (complaint.repeat_of_id) points *= burden.worse;
  return points;
}

// Outstanding on a day, in minor units of one currency, and the part of it that is late, weighed by how late.
struct Outstanding {
  double all = 0, late = 0;
  std::int64_t late_minor = 0;
  std::vector<Uuid> evidence{};
};

std::map<Currency, Outstanding> outstanding_of(const Context& context) {
  std::map<Currency, Outstanding> found;
  for (const Receivable& receivable : context.dossier.of<Receivable>()) {
    if (!receivable.amount || receivable.disputed.value_or(false)) continue;
    if (receivable.invoiced_on && *receivable.invoiced_on > context.as_of) continue;
    std::int64_t open = receivable.amount->minor;
    for (const Payment& payment : receivable.payments)
      if (payment.amount && payment.amount->currency == receivable.amount->currency &&
          payment.paid_on.value_or(context.as_of) <= context.as_of)
        open -= payment.amount->minor;
    if (open <= 0) continue;
    Outstanding& sum = found[receivable.amount->currency];
    sum.all += static_cast<double>(open);
    if (!receivable.due_on || *receivable.due_on >= context.as_of) continue;
    sum.late += static_cast<double>(open) *
                (std::min)(1.0, (context.as_of - *receivable.due_on) / context.options.health.burden.late_days);
    sum.late_minor += open;
    sum.evidence.push_back(receivable.id.uuid);
  }
  return found;
}

// Takes points off, but never below 0.
void take_off(Score& score, const char* part, Message label, Burden burden) {
  const std::int64_t points = (std::min)(to_thousandths(burden.points), score.thousandths);
  if (to_thousandths(burden.points) == 0) return;
  score.thousandths -= points;
  score.low = (std::max)(std::int64_t{0}, score.low - to_thousandths(burden.points));
  score.high = (std::max)(score.thousandths, score.high - to_thousandths(burden.points));
  score.contributions.push_back(
      {part, std::move(label), std::move(burden.reason), -points, std::move(burden.evidence)});
}

HealthBand band_of(const Score& score) noexcept {
  if (score.state == ScoreState::prior_only || score.state == ScoreState::unavailable) return HealthBand::unknown;
  return score.thousandths >= 60'000   ? HealthBand::good
         : score.thousandths >= 40'000 ? HealthBand::fair
                                       : HealthBand::poor;
}

}  // namespace

Burden complaint_burden(const Context& context) {
  Burden burden;
  for (const Complaint& complaint : context.dossier.of<Complaint>()) {
    if (complaint.received_at && !happened(complaint.received_at, context)) continue;
    if (happened(complaint.closed_at, context)) continue;
    burden.points += points_of(complaint, context);
    burden.evidence.push_back(complaint.id.uuid);
  }
  if (burden.evidence.empty()) return burden;
  burden.points = (std::min)(burden.points, context.options.health.burden.complaints);
  const std::string count = std::to_string(burden.evidence.size());
  burden.reason = {"未解决的投诉 " + count + " 件", count + (count == "1" ? " open complaint" : " open complaints")};
  return burden;
}

Burden payment_burden(const Context& context) {
  Burden burden;
  double worst = 0;
  for (auto& [currency, sum] : outstanding_of(context)) {
    if (sum.late_minor == 0) continue;
    worst = (std::max)(worst, sum.late / sum.all);
    const std::string amount =
        thousandths_text(sum.late_minor * 1000 / currency.minor_units(), 0) + " " + std::string(currency.code());
    burden.reason.zh += (burden.reason.zh.empty() ? "逾期应收 " : "、") + amount;
    burden.reason.en += (burden.reason.en.empty() ? "overdue payments of " : ", ") + amount;
    burden.evidence.insert(burden.evidence.end(), sum.evidence.begin(), sum.evidence.end());
  }
  burden.points = worst * context.options.health.burden.payments;
  return burden;
}

Health health_on(const Context& context) {
  const Contacts contacts = contacts_of(context);
  Health health{
      .last_contact = contacts.last, .expected_gap = contacts.expected_gap, .own_rhythm = contacts.own_rhythm};
  health.relationship = relationship_of(context, contacts);
  health.account = health.relationship;
  health.account.model = "assess.health/1";
  if (health.account.state != ScoreState::prior_only) {
    take_off(health.account, "complaints", {"未解决的投诉", "Open complaints"}, complaint_burden(context));
    take_off(health.account, "payments", {"逾期应收", "Late payments"}, payment_burden(context));
  }
  health.band = band_of(health.account);
  return health;
}

Health health_of(const Context& context) {
  const HealthOptions& options = context.options.health;
  check_options(options);
  Health health = health_on(context);
  if (health.band == HealthBand::unknown) return health;
  const Health before = health_on(context_on(context.dossier, context.options, context.as_of - options.trend_days));
  if (before.band == HealthBand::unknown) return health;
  health.change = static_cast<double>(health.account.thousandths - before.account.thousandths) / 1000;
  health.trend = *health.change > options.steady    ? HealthTrend::rising
                 : *health.change < -options.steady ? HealthTrend::falling
                                                    : HealthTrend::steady;
  return health;
}

Health health(const Dossier& dossier, const AssessOptions& options) { return context_of(dossier, options).health; }

}  // namespace guanxi::assess
