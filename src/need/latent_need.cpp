#include <guanxi/core/text.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/need/level.hpp>

#include <algorithm>

#include "rule_trial.hpp"

namespace guanxi::need {

namespace detail {

/// A rule with how sure it is.
struct SureRule {
  PlannedRule planned;
  Confidence confidence;
};

}  // namespace detail

namespace {

using detail::PlannedRule;
using detail::RuleFacts;
using detail::RuleTrace;
using detail::SureRule;

/// The shown texts, at most three of them.
std::string joined_captures(const std::set<RuleTrace::Shown>& shown, Language language) {
  constexpr std::size_t most = 3;
  std::vector<std::string> texts;
  for (const auto& [order, zh, en] : shown) {
    const std::string& text = language == Language::zh ? zh : en;
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  }
  std::string out;
  for (std::size_t i = 0; i < std::min(texts.size(), most); ++i) {
    if (i > 0) out += language == Language::zh ? "、" : ", ";
    out += texts[i];
  }
  if (texts.size() > most) out += language == Language::zh ? "等" : " and more";
  return out;
}

std::string filled_reason(const std::string& reason, const RuleTrace& trace, const RuleFacts& facts,
                          Language language) {
  std::string out;
  for (std::size_t at = 0; at < reason.size();) {
    const std::size_t open = std::min(reason.find('{', at), reason.size());
    out += reason.substr(at, open - at);
    if (open == reason.size()) break;
    const std::size_t close = reason.find('}', open);
    const std::string name = reason.substr(open + 1, close - open - 1);
    const Customer& customer = facts.dossier().customer();
    if (const auto found = trace.captures.find(name); found != trace.captures.end()) {
      out += joined_captures(found->second, language);
    } else if (name == "customer") {
      const std::string& known = customer.short_name.empty() ? customer.legal_name : customer.short_name;
      out += !known.empty() ? known : language == Language::zh ? "该客户" : "the customer";
    } else if (name == "industry") {
      const bool named = !facts.industries().empty();
      const std::string known(named ? std::string_view(facts.industries().front().first) : facts.industry_code());
      out += !known.empty() ? known : language == Language::zh ? "所属行业" : "its industry";
    }
    at = close + 1;
  }
  return out;
}

/// One of two categories is the other one, or lies below it.
bool same_category(const std::string& category, const Message& concluded) {
  const std::string given = text::fold(category);
  if (given.empty()) return false;
  for (const std::string& one : {concluded.zh, concluded.en})
    if (given == text::fold(one) || is_within(category, one) || is_within(one, category)) return true;
  return false;
}

bool is_named_already(const Rule& rule, const Dossier& dossier, Date as_of) {
  const auto& needs = dossier.of<Need>();
  return std::any_of(needs.begin(), needs.end(), [&](const Need& need) {
    const bool inferred =
        need.kind == NeedKind::latent || need.kind == NeedKind::predicted || need.state == NeedState::latent;
    return !inferred && is_open(need) && known_on(need, as_of) && same_category(need.category, rule.then.category);
  });
}

bool serves(const Offering& offering, const PlannedRule& planned, RuleFacts& facts) {
  return facts.mentions(offering.category, planned.served_by) || facts.mentions(offering.name, planned.served_by);
}

bool serves(const Ref<Offering>& product, const PlannedRule& planned, RuleFacts& facts) {
  if (facts.mentions(product.text, planned.served_by)) return true;
  if (!product.id) return false;
  const auto& offerings = facts.options().offerings;
  return std::any_of(offerings.begin(), offerings.end(), [&](const Offering& offering) {
    const auto since = offering.available_from ? offering.available_from->first_day() : std::nullopt;
    return offering.id == product.id && (!since || *since <= facts.options().as_of) && serves(offering, planned, facts);
  });
}

bool is_owned(const PlannedRule& planned, RuleFacts& facts) {
  for (const void* record : facts.records(kind_info<InstalledProduct>())) {
    const auto& owned = *static_cast<const InstalledProduct*>(record);
    const bool named = facts.observed(owned.meta, "product") && facts.mentions(owned.product, planned.served_by);
    if (named || (facts.observed(owned.meta, "offering_id") && serves(owned.offering_id, planned, facts))) return true;
  }
  for (const void* record : facts.records(kind_info<Transaction>())) {
    const auto& sale = *static_cast<const Transaction*>(record);
    const bool returned = (sale.amount && sale.amount->minor < 0) || (sale.quantity && *sale.quantity < 0);
    if (!returned && facts.observed(sale.meta, "product") && serves(sale.product, planned, facts)) return true;
  }
  return false;
}

std::vector<Id<Offering>> serving(const PlannedRule& planned, RuleFacts& facts) {
  std::set<Id<Offering>> found;
  for (const void* record : facts.records(kind_info<Offering>())) {
    const auto& offering = *static_cast<const Offering*>(record);
    if (offering.id && serves(offering, planned, facts)) found.insert(offering.id);
  }
  return {found.begin(), found.end()};
}

std::vector<Message> reasons_of(const Rule& rule, const RuleTrace& trace, const RuleFacts& facts) {
  std::vector<Message> reasons{{filled_reason(rule.reason.zh, trace, facts, Language::zh),
                                filled_reason(rule.reason.en, trace, facts, Language::en)}};
  if (rule.confirmed + rule.rejected > 0) {
    const std::string yes = std::to_string(rule.confirmed), no = std::to_string(rule.rejected);
    reasons.push_back({"同一规则的预判已证实 " + yes + " 次、否定 " + no + " 次",
                       "of this rule's predictions " + yes + " were confirmed and " + no + " rejected"});
  }
  return reasons;
}

std::vector<SureRule> sure_rules(const RuleBook& book, const FireOptions& options) {
  std::vector<SureRule> rules;
  for (PlannedRule& planned :
       detail::plan_rules(book, options.catalogue != nullptr ? *options.catalogue : standard_catalogue())) {
    const Confidence confidence = confidence_of(*planned.rule, options.level);
    rules.push_back({std::move(planned), confidence});
  }
  std::sort(rules.begin(), rules.end(), [](const SureRule& a, const SureRule& b) {
    return a.confidence.mean != b.confidence.mean ? a.confidence.mean > b.confidence.mean
                                                  : a.planned.rule->id < b.planned.rule->id;
  });
  return rules;
}

std::vector<LatentNeed> fire_rules(const std::vector<SureRule>& rules, const Dossier& dossier,
                                   const FireOptions& options) {
  RuleFacts facts(dossier, options);
  std::vector<LatentNeed> found;
  for (const SureRule& sure : rules) {
    const Rule& rule = *sure.planned.rule;
    RuleTrace trace;
    if (!detail::holds(sure.planned.when, facts, trace) || is_named_already(rule, dossier, options.as_of)) continue;
    if (!rule.then.repeatable && is_owned(sure.planned, facts)) continue;
    found.push_back({.rule = rule.id,
                     .label = rule.label,
                     .statement = rule.then.statement,
                     .category = rule.then.category,
                     .offering = rule.then.offering,
                     .confidence = sure.confidence.mean,
                     .low = sure.confidence.low,
                     .high = sure.confidence.high,
                     .reasons = reasons_of(rule, trace, facts),
                     .evidence = {trace.evidence.begin(), trace.evidence.end()},
                     .fields = {trace.fields.begin(), trace.fields.end()},
                     .offerings = serving(sure.planned, facts)});
  }
  return found;
}

}  // namespace

struct PreparedRules::State {
  RuleBook book;
  FireOptions options;
  std::vector<IndustryTrend> trends;
  std::vector<Offering> offerings;
  std::vector<detail::SureRule> rules{};
};

PreparedRules::PreparedRules(RuleBook book, const FireOptions& options) {
  auto state = std::make_shared<State>(State{std::move(book),
                                             options,
                                             {options.trends.begin(), options.trends.end()},
                                             {options.offerings.begin(), options.offerings.end()}});
  state->options.trends = state->trends;
  state->options.offerings = state->offerings;
  state->rules = sure_rules(state->book, state->options);
  state_ = std::move(state);
}

std::vector<LatentNeed> PreparedRules::fire(const Dossier& dossier) const {
  return fire_rules(state_->rules, dossier, state_->options);
}

std::vector<LatentNeed> fire(const RuleBook& book, const Dossier& dossier, const FireOptions& options) {
  return fire_rules(sure_rules(book, options), dossier, options);
}

std::vector<std::vector<LatentNeed>> fire(const RuleBook& book, std::span<const Dossier> dossiers,
                                          const FireOptions& options) {
  const std::vector<SureRule> rules = sure_rules(book, options);
  std::vector<std::vector<LatentNeed>> found;
  found.reserve(dossiers.size());
  for (const Dossier& dossier : dossiers) found.push_back(fire_rules(rules, dossier, options));
  return found;
}

Need to_need(const LatentNeed& latent, Date as_of, Language language) {
  Need need;
  need.kind = NeedKind::predicted;
  need.state = NeedState::latent;
  need.statement = latent.statement.in(language);
  need.category = latent.category.in(language);
  need.confidence = Ratio::checked(latent.confidence);
  need.predicted_by = "rule:" + latent.rule;
  need.raised_on = as_of;
  return need;
}

}  // namespace guanxi::need
