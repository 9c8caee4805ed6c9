#include <guanxi/core/error.hpp>
#include <guanxi/need/association_rules.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "mining.hpp"

namespace guanxi::need {

namespace {

// Counts of the sets by their items.
class SetCounts {
 public:
  explicit SetCounts(const Mined& mined) : mined_(mined) {
    std::size_t sets = 0, slots = 16;
    for (const MinedLevel& level : mined.levels) sets += level.counts.size();
    while (slots < 2 * sets) slots *= 2;
    slots_.resize(slots);
    for (std::size_t size = 1; size <= mined.levels.size(); ++size)
      for (std::size_t i = 0; i < mined.levels[size - 1].counts.size(); ++i) insert(size, i);
  }

  // Every subset of a frequent set is frequent, and so is known.
  [[nodiscard]] std::uint32_t of(std::span<const std::uint32_t> items) const {
    for (std::size_t at = hash(items) & mask();; at = (at + 1) & mask()) {
      const Slot& slot = slots_[at];
      if (slot.size != items.size()) continue;
      const auto set = mined_.set_of(slot.size, slot.index);
      if (std::equal(set.begin(), set.end(), items.begin())) return mined_.levels[slot.size - 1].counts[slot.index];
    }
  }

 private:
  struct Slot {
    std::uint32_t size = 0;
    std::uint32_t index = 0;
  };

  static std::size_t hash(std::span<const std::uint32_t> items) noexcept {
    std::uint64_t value = items.size();
    for (const std::uint32_t item : items) value = (value ^ item) * 0xff51afd7ed558ccdU, value ^= value >> 32U;
    return value;
  }
  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
  void insert(std::size_t size, std::size_t index) {
    std::size_t at = hash(mined_.set_of(size, index)) & mask();
    while (slots_[at].size != 0) at = (at + 1) & mask();
    slots_[at] = {static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(index)};
  }

  const Mined& mined_;
  std::vector<Slot> slots_{};
};

// A rule of which the names are not written yet: the places of the consequent's items in the set are the bits.
struct Draft {
  double lift, confidence;
  std::uint32_t size, set;
  std::uint64_t consequent;
  std::uint32_t count, antecedent_count, consequent_count;
};

class RuleMaker {
 public:
  RuleMaker(const Mined& mined, std::size_t baskets, const RuleOptions& options)
      : mined_(mined), counts_(mined), baskets_(static_cast<double>(baskets)), options_(options) {}

  void run() {
    for (std::size_t size = 2; size <= mined_.levels.size(); ++size)
      for (std::size_t i = 0; i < mined_.levels[size - 1].counts.size(); ++i) extend(size, i, 0, 0);
    keep_first();
  }

  [[nodiscard]] std::int64_t found() const noexcept { return found_; }
  [[nodiscard]] const std::vector<Draft>& drafts() const noexcept { return drafts_; }

 private:
  // More items on the right never raise the confidence of a set's rule: a consequent that fails is not extended.
  void extend(std::size_t size, std::size_t set, std::uint64_t consequent, std::size_t from) {
    for (std::size_t place = from; place < size; ++place) {
      const std::uint64_t wider = consequent | std::uint64_t{1} << place;
      if (add(size, set, wider) && options_.consequents == Consequents::all) extend(size, set, wider, place + 1);
    }
  }

  bool add(std::size_t size, std::size_t set, std::uint64_t consequent) {
    const auto [antecedent, rest] = split(size, set, consequent);
    if (antecedent.empty()) return false;
    const std::uint32_t both = mined_.levels[size - 1].counts[set], left = counts_.of(antecedent);
    const double confidence = static_cast<double>(both) / left;
    if (confidence < options_.min_confidence - 1e-12) return false;
    const std::uint32_t right = counts_.of(rest);
    const double lift = static_cast<double>(both) * baskets_ / (static_cast<double>(left) * right);
    drafts_.push_back({lift, confidence, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(set), consequent,
                       both, left, right});
    ++found_;
    if (drafts_.size() / 2 >= options_.max_rules) keep_first();
    return true;
  }

  [[nodiscard]] std::pair<std::span<const std::uint32_t>, std::span<const std::uint32_t>> split(
      std::size_t size, std::size_t set, std::uint64_t consequent) {
    left_.clear();
    right_.clear();
    const auto items = mined_.set_of(size, set);
    for (std::size_t place = 0; place < size; ++place)
      ((consequent >> place & 1U) != 0 ? right_ : left_).push_back(items[place]);
    return {left_, right_};
  }

  void keep_first() {
    const auto before = [this](const Draft& a, const Draft& b) { return comes_before(a, b); };
    if (drafts_.size() > options_.max_rules) {
      std::nth_element(drafts_.begin(), drafts_.begin() + static_cast<std::ptrdiff_t>(options_.max_rules),
                       drafts_.end(), before);
      drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(options_.max_rules), drafts_.end());
    }
    std::sort(drafts_.begin(), drafts_.end(), before);
  }

  [[nodiscard]] bool comes_before(const Draft& a, const Draft& b) {
    if (a.lift != b.lift) return a.lift > b.lift;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    if (a.count != b.count) return a.count > b.count;
    (void)split(a.size, a.set, a.consequent);
    other_left_.swap(left_);
    other_right_.swap(right_);
    (void)split(b.size, b.set, b.consequent);
    return other_left_ != left_ ? other_left_ < left_ : other_right_ < right_;
  }

  const Mined& mined_;
  SetCounts counts_;
  double baskets_;
  const RuleOptions& options_;
  std::vector<Draft> drafts_{};
  std::int64_t found_ = 0;
  std::vector<std::uint32_t> left_{}, right_{}, other_left_{}, other_right_{};
};

// 2 Σ k ln(k n / (row · column)): an independent table gives nought exactly.
double log_likelihood_ratio(double both, double left, double right, double all) {
  const std::array<std::array<double, 3>, 4> cells{{{both, left, right},
                                                    {left - both, left, all - right},
                                                    {right - both, all - left, right},
                                                    {all - left - right + both, all - left, all - right}}};
  double sum = 0;
  for (const auto& [count, row, column] : cells)
    if (count > 0) sum += count * std::log(count * all / (row * column));
  return (std::max)(0.0, 2 * sum);
}

AssociationRule written(const Draft& draft, const Mined& mined, const Baskets& baskets, double all) {
  AssociationRule rule;
  const auto items = mined.set_of(draft.size, draft.set);
  for (std::size_t place = 0; place < items.size(); ++place)
    ((draft.consequent >> place & 1U) != 0 ? rule.consequent : rule.antecedent).push_back(baskets.items[items[place]]);
  const double both = draft.count, left = draft.antecedent_count, right = draft.consequent_count;
  rule.count = draft.count;
  rule.antecedent_count = draft.antecedent_count;
  rule.consequent_count = draft.consequent_count;
  rule.support = both / all;
  rule.confidence = draft.confidence;
  rule.lift = draft.lift;
  rule.leverage = (both * all - left * right) / (all * all);
  if (draft.count != draft.antecedent_count) rule.conviction = (all - right) * left / (all * (left - both));
  rule.llr = log_likelihood_ratio(both, left, right, all);
  return rule;
}

}  // namespace

AssociationRules association_rules(const Baskets& baskets, const RuleOptions& options) {
  demand_share(options.min_confidence, "argument.confidence", "min_confidence", false);
  if (options.max_rules == 0) throw ArgumentError("argument.limit", "max_rules must be at least 1, found 0");
  const ItemsetOptions sets{options.min_support, options.max_size, options.max_basket, options.max_itemsets};
  UsedBaskets used = used_baskets(baskets, sets);
  const Mined mined = mine(baskets, used, sets);
  RuleMaker maker(mined, used.baskets.size(), options);
  maker.run();
  AssociationRules result;
  result.state = used.baskets.empty()                                               ? MiningState::no_baskets
                 : mined.is_cut                                                     ? MiningState::too_many_itemsets
                 : maker.found() > static_cast<std::int64_t>(maker.drafts().size()) ? MiningState::too_many_rules
                                                                                    : MiningState::complete;
  result.baskets = static_cast<std::int64_t>(used.baskets.size());
  result.left_out = static_cast<std::int64_t>(used.findings.size());
  result.min_count = static_cast<std::int64_t>(used.min_count);
  result.complete_up_to = static_cast<std::int64_t>(mined.complete_up_to);
  result.found = maker.found();
  result.findings = std::move(used.findings);
  result.rules.reserve(maker.drafts().size());
  for (const Draft& draft : maker.drafts())
    result.rules.push_back(written(draft, mined, baskets, static_cast<double>(used.baskets.size())));
  return result;
}

}  // namespace guanxi::need
