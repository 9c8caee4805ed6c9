#include <guanxi/assess/win_features.hpp>

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/known_by.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "win_row.hpp"

namespace guanxi::assess {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// What became of a deal: 1, 0, or NaN if it is open or nothing tells when it was closed.
double outcome_of(const Opportunity& deal, const std::optional<Date>& as_of) {
  if (!deal.closed_on || (as_of && *deal.closed_on > *as_of)) return unknown;
  return deal.stage == Stage::won ? 1 : deal.stage == Stage::lost ? 0 : unknown;
}

std::vector<std::pair<Stage, int>> days_in_stages(const Opportunity& deal, const Calendar& calendar) {
  std::vector<std::pair<Timestamp, Stage>> entered;
  for (const StageChange& change : deal.stage_history)
    if (change.at && change.to_stage && calendar.date_of(*change.at) <= *deal.closed_on)
      entered.emplace_back(*change.at, *change.to_stage);
  std::sort(entered.begin(), entered.end());
  std::vector<std::pair<Stage, int>> days;
  for (std::size_t i = 0; i + 1 < entered.size(); ++i)
    days.emplace_back(entered[i].second, calendar.date_of(entered[i + 1].first) - calendar.date_of(entered[i].first));
  return days;
}

PastDeals closed_by(std::span<const ClosedDeal> closed, Date day) {
  const auto end =
      std::partition_point(closed.begin(), closed.end(), [day](const ClosedDeal& deal) { return deal.on <= day; });
  return {closed.first(static_cast<std::size_t>(end - closed.begin()))};
}

struct Deal {
  const Dossier* dossier = nullptr;
  const Opportunity* record = nullptr;
};

std::map<Id<Opportunity>, Deal> deals_of(std::span<const Dossier> dossiers) {
  std::map<Id<Opportunity>, Deal> deals;
  for (const Dossier& dossier : dossiers)
    for (const Opportunity& deal : dossier.of<Opportunity>())
      if (deal.id) deals.try_emplace(deal.id, Deal{&dossier, &deal});
  return deals;
}

// Takes features row by row.
class Taker {
 public:
  Taker(std::span<const Dossier> dossiers, std::span<const ClosedDeal> closed, const WinFeaturesOptions& options,
        WinFeatures& taken)
      : options_(options), taken_(taken), deals_(deals_of(dossiers)), closed_(closed), values_(win_lines().size()) {}

  void take(const WinCut& cut) {
    const auto found = deals_.find(cut.opportunity);
    if (found == deals_.end())
      throw ArgumentError("argument.cuts", "no opportunity of the book has the id " + to_string(cut.opportunity));
    const Deal& deal = found->second;
    const double outcome = outcome_of(*deal.record, options_.as_of);
    const bool early = deal.record->opened_on && *deal.record->opened_on > cut.on;
    const bool late = deal.record->closed_on && *deal.record->closed_on <= cut.on;
    if (early) tell(finding_code("assess.cut_before_opening"), cut, *deal.record);
    if (late) tell(finding_code("assess.cut_after_closing"), cut, *deal.record);
    const bool told = early || late || !take_row(deal, cut);
    if (told)
      for (std::vector<WinValue>& column : values_) column.emplace_back();
    const bool closed = !std::isnan(outcome) && !early && !late;
    taken_.outcome.push_back(closed ? outcome : unknown);
    taken_.time.push_back(static_cast<double>((closed ? *deal.record->closed_on : cut.on).days()));
    taken_.cuts.push_back(cut);
    taken_.closed_on.push_back(std::isnan(outcome) ? std::nullopt : deal.record->closed_on);
  }

  // Columns with something known; the others are told.
  void finish() {
    weigh();
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const WinFeature& feature = win_lines()[i].feature;
      const bool known =
          std::any_of(values_[i].begin(), values_[i].end(), [](const WinValue& value) { return value.index() != 0; });
      if (!known)
        leave_out(feature);
      else if (feature.words)
        add_words(feature, values_[i]);
      else
        add_numbers(feature, values_[i]);
    }
  }

 private:
  bool take_row(const Deal& deal, const WinCut& cut) {
    const Dossier known =
        known_by(*deal.dossier, cut.on,
                 {.calendar = options_.calendar, .moving = options_.moving, .catalogue = options_.catalogue});
    const std::vector<Opportunity>& records = known.of<Opportunity>();
    const auto record =
        std::find_if(records.begin(), records.end(), [&](const Opportunity& one) { return one.id == cut.opportunity; });
    if (record == records.end()) return false;
    const AssessOptions assess{.as_of = cut.on, .calendar = options_.calendar, .catalogue = options_.catalogue};
    Context context = context_on(known, assess, cut.on);
    context.health = health_on(context);
    const Contacts contacts = contacts_of(context);
    Opportunity seen = *record;
    if (seen.amount && seen.amount->currency != options_.currency) {
      tell(finding_code("assess.amount_currency"), cut, seen, std::string(seen.amount->currency.code()));
      seen.amount.reset();
    }
    const WinRow row{
        context, seen, chain_of(context, seen), contacts, closed_by(closed_, cut.on), owner_key(seen.owner_id)};
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i].push_back(win_lines()[i].value(row));
    return true;
  }

  void tell(const FindingCode& code, const WinCut& cut, const Opportunity& deal, const std::string& value = {}) {
    const std::string day = value.empty() ? to_string(cut.on) : value;
    taken_.findings.push_back(make_finding(
        code,
        {.kind = Schema<Opportunity>::name, .record = deal.id.uuid, .value = day, .detail = {deal.name, deal.name}}));
  }

  void weigh() {
    std::map<Id<Opportunity>, double> rows;
    for (std::size_t i = 0; i < taken_.cuts.size(); ++i)
      if (!std::isnan(taken_.outcome[i])) ++rows[taken_.cuts[i].opportunity];
    for (std::size_t i = 0; i < taken_.cuts.size(); ++i)
      taken_.weights.push_back(std::isnan(taken_.outcome[i]) ? 0 : 1 / rows[taken_.cuts[i].opportunity]);
  }

  void leave_out(const WinFeature& feature) {
    if (taken_.cuts.empty()) return;
    taken_.left_out.push_back({std::string(feature.name),
                               to_message(feature.label),
                               std::string(feature.field),
                               {"没有一行有值：需要有日期的“" + std::string(feature.field) + "”",
                                "no row knows it: it takes dated " + std::string(feature.field)}});
  }

  void add_words(const WinFeature& feature, const std::vector<WinValue>& column) {
    std::vector<std::optional<std::string>> words;
    for (const WinValue& value : column) {
      const auto* word = std::get_if<std::string>(&value);
      words.push_back(word != nullptr ? std::optional(*word) : std::nullopt);
    }
    taken_.features.add_words(std::string(feature.name), words);
  }

  void add_numbers(const WinFeature& feature, const std::vector<WinValue>& column) {
    std::vector<double> numbers;
    for (const WinValue& value : column) {
      const auto* number = std::get_if<double>(&value);
      numbers.push_back(number != nullptr ? *number : unknown);
    }
    taken_.features.add_numbers(std::string(feature.name), std::move(numbers));
  }

  const WinFeaturesOptions& options_;
  WinFeatures& taken_;
  std::map<Id<Opportunity>, Deal> deals_;
  std::span<const ClosedDeal> closed_;
  std::vector<std::vector<WinValue>> values_;  // by feature, then by row
};

}  // namespace

std::vector<ClosedDeal> closed_deals(const Book& book, const Calendar& calendar) {
  std::vector<ClosedDeal> closed;
  for (const Dossier& dossier : book.dossiers)
    for (const Opportunity& deal : dossier.of<Opportunity>())
      if (const double outcome = outcome_of(deal, {}); !std::isnan(outcome))
        closed.push_back({*deal.closed_on, outcome == 1, dossier.customer().id, owner_key(deal.owner_id),
                          days_in_stages(deal, calendar)});
  std::stable_sort(closed.begin(), closed.end(), [](const ClosedDeal& a, const ClosedDeal& b) { return a.on < b.on; });
  return closed;
}

WinFeatures win_features_of(const Dossier& dossier, std::span<const ClosedDeal> closed, std::span<const WinCut> cuts,
                            const WinFeaturesOptions& options) {
  WinFeatures taken;
  Taker taker(std::span(&dossier, 1), closed, options, taken);
  for (const WinCut& cut : cuts) taker.take(cut);
  taker.finish();
  return taken;
}

WinFeatures win_features(const Book& book, std::span<const WinCut> cuts, const WinFeaturesOptions& options) {
  const std::vector<ClosedDeal> closed = closed_deals(book, options.calendar);
  WinFeatures taken;
  Taker taker(book.dossiers, closed, options, taken);
  for (const WinCut& cut : cuts) taker.take(cut);
  taker.finish();
  return taken;
}

std::vector<WinCut> win_cuts(const Book& book, const WinCutsOptions& options) {
  for (const int age : options.ages)
    if (age < 0) throw ArgumentError("argument.ages", "ages are days from 0 on, found " + std::to_string(age));
  std::vector<WinCut> cuts;
  for (const Dossier& dossier : book.dossiers)
    for (const Opportunity& deal : dossier.of<Opportunity>())
      if (deal.id && deal.opened_on && !std::isnan(outcome_of(deal, options.as_of)))
        for (const int age : options.ages)
          if (*deal.opened_on + age < *deal.closed_on) cuts.push_back({deal.id, *deal.opened_on + age});
  return cuts;
}

std::vector<WinCut> open_deals(const Book& book, Date as_of) {
  std::vector<WinCut> cuts;
  for (const Dossier& dossier : book.dossiers)
    for (const Opportunity& deal : dossier.of<Opportunity>()) {
      const bool done = deal.stage == Stage::won || deal.stage == Stage::lost;
      const bool closed = deal.closed_on ? *deal.closed_on <= as_of : done;
      if (deal.id && !closed && (!deal.opened_on || *deal.opened_on <= as_of)) cuts.push_back({deal.id, as_of});
    }
  return cuts;
}

}  // namespace guanxi::assess
