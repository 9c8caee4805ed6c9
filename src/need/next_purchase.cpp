#include <guanxi/core/beta.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/next_purchase.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "customer_key.hpp"

namespace guanxi::need {

namespace {

using Parameters = std::array<double, 3>;  // logarithms of shape, strength and mean

// ln Γ(x) for x > 0: Stirling's series from 10 on, below it by Γ(x + 1) = x Γ(x).
double log_gamma(double x) {
  double product = 1;
  while (x < 10) {
    product *= x;
    x += 1;
  }
  constexpr double half_log_two_pi = 0.91893853320467274178;
  const double inverse = 1 / x, square = inverse * inverse;
  const double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
  return (x - .5) * std::log(x) - x + half_log_two_pi + series - std::log(product);
}

// ln of the likelihood of all gaps, rates integrated out, and of the weak priors.
double evidence_for(std::span<const GapSums> customers, const Parameters& at, double centre) {
  const double k = std::exp(at[0]), a = 1 + std::exp(at[1]), b = std::exp(at[1]) * std::exp(at[2]) / k;
  const double shape_log = log_gamma(k), rate_log = log_gamma(a);
  double sum = 0;
  for (const GapSums& own : customers) {
    if (own.gaps == 0) continue;
    const auto n = static_cast<double>(own.gaps);
    sum += (k - 1) * own.logarithms - n * shape_log + log_gamma(a + n * k) - rate_log + a * std::log(b) -
           (a + n * k) * std::log(b + own.days);
  }
  const double shape_off = at[0] - std::log(2.0), strength_off = at[1] - std::log(3.0), mean_off = (at[2] - centre) / 3;
  return sum - (shape_off * shape_off + strength_off * strength_off + mean_off * mean_off) / 2;
}

// Golden section along one parameter.
double best_along(std::span<const GapSums> customers, Parameters at, std::size_t which, double width, double centre) {
  constexpr double golden = 0.61803398874989484820;
  double low = at[which] - width, high = at[which] + width;
  const auto value = [&](double x) {
    at[which] = x;
    return evidence_for(customers, at, centre);
  };
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = value(left), at_right = value(right);
  while (high - low > width * 1e-3) {
    if (at_left < at_right) {
      low = left, left = right, at_left = at_right;
      right = low + golden * (high - low), at_right = value(right);
    } else {
      high = right, right = left, at_right = at_left;
      left = high - golden * (high - low), at_left = value(left);
    }
  }
  return (low + high) / 2;
}

struct Posterior {
  double k, a, b;  // gaps are gamma(k, rate), the rate gamma(a, b)
};

Posterior posterior_of(const GapPrior& prior, const GapSums& own) {
  const double a = 1 + prior.strength, b = prior.strength * prior.mean / prior.shape;
  return {prior.shape, a + static_cast<double>(own.gaps) * prior.shape, b + own.days};
}

double cdf(const Posterior& at, double days) { return beta_cdf(at.k, at.a, days / (days + at.b)); }

// Days within which a gap ends with a probability.
double days_at(const Posterior& at, double probability) {
  const double x = beta_quantile(at.k, at.a, std::min(probability, 1 - 1e-12));
  return x >= 1 ? 1e6 : std::min(1e6, at.b * x / (1 - x));
}

using Key = std::pair<std::string, std::string>;  // product, customer

std::map<Key, std::set<Date>> days_of(std::span<const PurchaseDay> purchases, Date as_of) {
  std::map<Key, std::set<Date>> days;
  for (const PurchaseDay& one : purchases)
    if (one.day <= as_of) days[{one.product, one.customer}].insert(one.day);
  return days;
}

GapSums sums_of(const std::set<Date>& days) {
  GapSums sums;
  for (auto at = days.begin(), before = at++; at != days.end(); before = at++) {
    const double gap = *at - *before;
    ++sums.gaps;
    sums.days += gap;
    sums.logarithms += std::log(gap);
  }
  return sums;
}

using PurchasesByKey = std::map<Key, std::set<Date>>;

PurchasePriors priors_of(const PurchasesByKey& days) {
  PurchasePriors priors;
  std::map<std::string, std::vector<GapSums>> products;
  std::vector<GapSums> all;
  for (const auto& [key, when] : days)
    if (when.size() > 1) {
      products[key.first].push_back(sums_of(when));
      all.push_back(sums_of(when));
    }
  for (const auto& [product, sums] : products) priors.products.emplace(product, learn_gaps(sums));
  priors.all = learn_gaps(all);
  return priors;
}

std::map<std::string, double> lives_of(std::span<const ProductLife> lives) {
  std::map<std::string, double> days;
  for (const ProductLife& one : lives) {
    if (!(one.days > 0) || !std::isfinite(one.days))
      throw ArgumentError("argument.lives", "the life of “" + one.product +
                                                "” in lives must be finite and above 0 days, found " +
                                                std::to_string(one.days));
    days.emplace(one.product, one.days);
  }
  return days;
}

std::string rounded(double value) { return std::to_string(static_cast<std::int64_t>(std::llround(value))); }

Message reason_for(const NextPurchase& one, int horizon) {
  const std::string elapsed = std::to_string(one.elapsed), count = std::to_string(one.purchases);
  if (!one.expected_gap)
    return {"购买 " + count + " 次，且没有任何间隔可参考",
            "bought on " + count + " days, and there are no gaps to go by"};
  const std::string gap = rounded(*one.expected_gap), percent = rounded(*one.probability * 100);
  Message reason{"预计间隔 " + gap + " 天，距上次 " + elapsed + " 天",
                 "a gap of " + gap + " days is expected, " + elapsed + " have passed"};
  if (one.own_mean) {
    reason.zh += "；自身平均 " + rounded(*one.own_mean) + " 天，占 " + rounded(one.weight * 100) + "%";
    reason.en += "; its own mean of " + rounded(*one.own_mean) + " days counts " + rounded(one.weight * 100) + " %";
  } else {
    const Label basis = label_of(one.basis);
    reason.zh += "；依据：" + std::string(basis.zh);
    reason.en += "; by: " + std::string(basis.en);
  }
  reason.zh += "；" + std::to_string(horizon) + " 天内购买的可能性 " + percent + "%";
  reason.en += "; " + percent + " % likely within " + std::to_string(horizon) + " days";
  return reason;
}

void choose_prior(NextPurchase& one, const PurchasePriors& priors, const std::map<std::string, double>& lives) {
  const auto product = priors.products.find(one.product);
  const bool has_product = product != priors.products.end();
  const auto life = lives.find(one.product);
  one.prior = has_product ? product->second : priors.all;
  if (one.purchases < 2 && life != lives.end()) {
    one.basis = PurchaseBasis::life;
    one.prior = {.shape = 4, .strength = 8, .mean = life->second};
  } else if (one.prior.gaps == 0) {
    one.basis = PurchaseBasis::no_gaps;
  } else if (one.purchases > 1) {
    one.basis = PurchaseBasis::own_gaps;
  } else {
    one.basis = has_product ? PurchaseBasis::product_gaps : PurchaseBasis::all_gaps;
  }
}

// What follows once the prior is chosen; `elapsed` days without a purchase are part of what is known.
void foretell(NextPurchase& one, const GapSums& own, const NextPurchaseOptions& options) {
  const Posterior at = posterior_of(one.prior, own);
  const auto n = static_cast<double>(own.gaps), elapsed = static_cast<double>(one.elapsed);
  one.weight = n * at.k / (n * at.k + one.prior.strength);
  if (own.gaps > 0) one.own_mean = own.days / n;
  one.expected_gap = one.weight * one.own_mean.value_or(0) + (1 - one.weight) * one.prior.mean;
  const double before = cdf(at, elapsed), left = 1 - before, tail = (1 - options.level) / 2;
  const auto day = [&](double share) {
    const double days = left < 1e-9 ? elapsed : days_at(at, before + share * left);
    return one.last_on + static_cast<std::int32_t>(std::ceil(std::max(elapsed, days) - 1e-9));
  };
  one.expected_on = day(.5), one.low_on = day(tail), one.high_on = day(1 - tail);
  one.probability = left < 1e-9 ? 0 : std::clamp((cdf(at, elapsed + options.horizon_days) - before) / left, 0.0, 1.0);
  one.time = before < tail ? PurchaseTime::not_due : before <= 1 - tail ? PurchaseTime::due : PurchaseTime::overdue;
}

void check_next_options(const NextPurchaseOptions& options) {
  if (options.horizon_days <= 0)
    throw ArgumentError("argument.horizon_days",
                        "horizon_days must be above 0, found " + std::to_string(options.horizon_days));
  if (!(options.level > 0 && options.level < 1))
    throw ArgumentError("argument.level", "level must lie between 0 and 1, found " + std::to_string(options.level));
}

// Names and categories of what we supply.
struct Supplied {
  std::map<Id<Offering>, const Offering*> ids{};
  std::map<std::string, const Offering*> names{};

  explicit Supplied(const Book& book) {
    for (const Offering& one : book.shared.of<Offering>()) {
      if (one.id) ids.emplace(one.id, &one);
      names.emplace(text::fold(one.name), &one);
    }
  }
  [[nodiscard]] std::string name(const Ref<Offering>& reference, std::string_view text, PurchaseItem item) const {
    const auto by_id = ids.find(reference.id);
    std::string key = text::fold(reference.text.empty() ? text : std::string_view(reference.text));
    const auto by_name = names.find(key);
    const Offering* offering = by_id != ids.end() ? by_id->second : by_name != names.end() ? by_name->second : nullptr;
    if (offering == nullptr) return key.empty() && reference.id ? to_string(reference.id) : key;
    return text::fold(item == PurchaseItem::category && !offering->category.empty() ? offering->category
                                                                                    : offering->name);
  }
};

}  // namespace

GapPrior learn_gaps(std::span<const GapSums> customers) {
  GapPrior prior;
  double days = 0;
  for (const GapSums& own : customers) {
    if (own.gaps <= 0) continue;
    if (!(own.days > 0) || !std::isfinite(own.days))
      throw ArgumentError("argument.gaps",
                          "the days of gaps must be finite and above 0, found " + std::to_string(own.days));
    prior.gaps += own.gaps;
    ++prior.customers;
    days += own.days;
  }
  if (prior.gaps == 0) return prior;
  const double centre = std::log(days / static_cast<double>(prior.gaps));
  Parameters at{std::log(2.0), std::log(3.0), centre};
  double width = 2;
  for (int sweep = 0; sweep < 24 && width > .02; ++sweep) {
    const Parameters before = at;
    for (std::size_t which = 0; which < at.size(); ++which) at[which] = best_along(customers, at, which, width, centre);
    double moved = 0;
    for (std::size_t which = 0; which < at.size(); ++which)
      moved = std::max(moved, std::abs(at[which] - before[which]));
    width = std::min(width * .75, std::max(.01, 3 * moved));
  }
  prior.shape = std::exp(at[0]), prior.strength = std::exp(at[1]), prior.mean = std::exp(at[2]);
  return prior;
}

PurchasePriors learn_purchases(std::span<const PurchaseDay> purchases, Date as_of) {
  return priors_of(days_of(purchases, as_of));
}

double gap_probability(const GapPrior& prior, const GapSums& own, double days) {
  if (!(prior.shape > 0 && prior.strength > 0 && prior.mean > 0))
    throw ArgumentError("argument.prior", "shape, strength and mean of the prior must be above 0");
  if (!(days >= 0)) throw ArgumentError("argument.days", "days must be at least 0, found " + std::to_string(days));
  return std::isinf(days) ? 1 : cdf(posterior_of(prior, own), days);
}

std::vector<NextPurchase> next_purchases(std::span<const PurchaseDay> purchases, const NextPurchaseOptions& options) {
  check_next_options(options);
  const auto days = days_of(purchases, options.as_of);
  const auto lives = lives_of(options.lives);
  const PurchasePriors priors = options.priors != nullptr ? *options.priors : priors_of(days);
  std::vector<NextPurchase> found;
  for (const auto& [key, when] : days) {
    NextPurchase one{.customer = key.second, .product = key.first, .time = PurchaseTime::unknown};
    one.purchases = static_cast<std::int64_t>(when.size());
    one.last_on = *when.rbegin();
    one.elapsed = options.as_of - one.last_on;
    choose_prior(one, priors, lives);
    if (one.basis == PurchaseBasis::no_gaps && one.purchases > 1) {  // the priors given know of no gap
      const GapSums own = sums_of(when);
      one.basis = PurchaseBasis::own_gaps;
      one.prior = learn_gaps({&own, 1});
    }
    if (one.basis != PurchaseBasis::no_gaps) foretell(one, sums_of(when), options);
    one.reason = reason_for(one, options.horizon_days);
    found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const NextPurchase& a, const NextPurchase& b) {
    const double first = a.probability.value_or(-1), second = b.probability.value_or(-1);
    if (first != second) return first > second;
    return a.customer != b.customer ? a.customer < b.customer : a.product < b.product;
  });
  return found;
}

std::vector<PurchaseDay> purchase_days(const Book& book, PurchaseItem item) {
  const Supplied supplied(book);
  std::vector<PurchaseDay> days;
  for (std::size_t place = 0; place < book.dossiers.size(); ++place) {
    const Dossier& dossier = book.dossiers[place];
    const std::string customer = detail::customer_key(dossier, place);
    const auto add = [&](const std::string& product, Date day) {
      if (!product.empty()) days.push_back({customer, product, day});
    };
    for (const Transaction& one : dossier.of<Transaction>()) {
      const bool is_return = (one.amount && one.amount->minor < 0) || (one.quantity && *one.quantity < 0);
      if (!is_return && one.traded_on) add(supplied.name(one.product, {}, item), *one.traded_on);
    }
    for (const InstalledProduct& one : dossier.of<InstalledProduct>())
      if (const auto since = one.in_use_since ? one.in_use_since->first_day() : std::nullopt)
        add(supplied.name(one.offering_id, one.product, item), *since);
  }
  return days;
}

}  // namespace guanxi::need
