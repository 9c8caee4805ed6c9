#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/portfolio/abc.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "descending.hpp"

namespace guanxi::portfolio {

namespace {

constexpr std::int64_t billion = 1000000000;

// Cuts in billionths, so that shares are compared as whole numbers.
struct WholeCuts {
  std::array<std::int64_t, 2> cuts{};
  std::int64_t margin = 0;
};

WholeCuts demand_abc(const AbcOptions& options) {
  const auto whole = [](double share) { return std::llround(share * static_cast<double>(billion)); };
  const auto [first, second] = options.cuts;
  if (!(first > 0 && first <= second && second < 1))
    throw ArgumentError("argument.range", "cuts must be two shares with 0 < first <= second < 1, found " +
                                              std::to_string(first) + " and " + std::to_string(second));
  if (!(options.margin >= 0 && options.margin <= .5) || (options.margin > 0 && options.margin >= second - first))
    throw ArgumentError("argument.range", "margin must be at least 0 and below the distance of the cuts, found " +
                                              std::to_string(options.margin));
  return {{whole(first), whole(second)}, whole(options.margin)};
}

void demand_length(std::size_t found, std::size_t wanted, const char* name) {
  if (found != 0 && found != wanted)
    throw ArgumentError("argument.length", std::string(name) + " must have one entry for each of the " +
                                               std::to_string(wanted) + " values, found " + std::to_string(found));
}

// Places by ascending id; nothing if they stand so already, or have none.
std::vector<std::uint32_t> by_id(const KeyList& ids) {
  if (ids.size() == 0) return {};
  if (ids.sort == KeySort::numbers) return ascending_places(ids.numbers);
  std::vector<std::uint32_t> places(ids.size());
  std::iota(places.begin(), places.end(), 0U);
  std::stable_sort(places.begin(), places.end(),
                   [&ids](std::uint32_t a, std::uint32_t b) { return ids.text(a) < ids.text(b); });
  return places;
}

// The class that a share of the total stands for.
class Grader {
 public:
  Grader(const WholeCuts& cuts, Int128 total) : cuts_(cuts), total_(total) {}

  [[nodiscard]] AbcClass grade(Int128 sum) const {
    if (is_below(sum, cuts_.cuts[0])) return AbcClass::a;
    return is_below(sum, cuts_.cuts[1]) ? AbcClass::b : AbcClass::c;
  }
  // True if a sum is so close to the cut between two neighbouring classes that the former one stays.
  [[nodiscard]] bool stays(Int128 sum, AbcClass former, AbcClass now) const {
    if (cuts_.margin == 0 || former == now) return false;
    const bool over_two =
        (former == AbcClass::a && now == AbcClass::c) || (former == AbcClass::c && now == AbcClass::a);
    if (over_two) return false;
    const std::int64_t cut = former == AbcClass::a || now == AbcClass::a ? cuts_.cuts[0] : cuts_.cuts[1];
    return former < now ? is_below(sum, cut + cuts_.margin) : !is_below(sum, cut - cuts_.margin);
  }

 private:
  [[nodiscard]] bool is_below(Int128 sum, std::int64_t cut) const { return sum * billion < total_ * cut; }

  WholeCuts cuts_;
  Int128 total_;
};

Finding below_zero_finding(std::int64_t items, const std::string& examples) {
  const std::string count = std::to_string(items);
  FindingDetail detail;
  detail.field = "value";
  detail.value = count;
  detail.detail = {examples, examples};
  return make_finding(finding_code("portfolio.below_zero"), detail);
}

void find_below_zero(AbcResult& made, std::span<const std::int64_t> values, const KeyList& ids) {
  std::int64_t below = 0;
  std::string examples;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= 0) continue;
    if (++below <= 10)
      examples += (examples.empty() ? "" : ", ") + (ids.size() > 0 ? ids.shown(i) : std::to_string(i + 1));
  }
  if (below > 0) made.findings.push_back(below_zero_finding(below, examples));
}

void write_table(AbcResult& made, std::span<const std::int64_t> values) {
  std::array<Int128, 3> sums{};
  std::array<std::int64_t, 3> items{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    sums[static_cast<std::size_t>(made.grade[i])] += values[i];
    ++items[static_cast<std::size_t>(made.grade[i])];
  }
  const auto total = static_cast<double>(made.total), all = static_cast<double>(values.size());
  for (std::size_t i = 0; i < 3; ++i)
    made.table.push_back({.grade = static_cast<AbcClass>(i),
                          .items = items[i],
                          .items_share = static_cast<double>(items[i]) / all,
                          .value = narrowed(sums[i]).value_or(0),
                          .value_share = static_cast<double>(sums[i]) / total});
}

std::int64_t total_of(std::span<const std::int64_t> values) {
  Int128 sum = 0;
  for (const std::int64_t value : values) sum += value;
  const std::optional<std::int64_t> total = narrowed(sum);
  if (!total) throw ArgumentError("amount.overflow", "the total of all values is beyond 64 bits");
  return *total;
}

}  // namespace

AbcResult abc(std::span<const std::int64_t> values, const KeyList& ids, const AbcOptions& options,
              std::span<const std::optional<AbcClass>> former) {
  const WholeCuts cuts = demand_abc(options);
  demand_length(ids.size(), values.size(), "ids");
  demand_length(former.size(), values.size(), "former");
  AbcResult made{.total = total_of(values)};
  if (values.empty()) return made;
  find_below_zero(made, values, ids);
  made.status = made.total > 0 ? AbcStatus::ok : AbcStatus::no_total;
  if (made.status != AbcStatus::ok) return made;

  const std::vector<std::uint32_t> order = descending_places(values, by_id(ids));
  const Grader grader(cuts, made.total);
  made.grade.resize(values.size());
  made.rank.resize(values.size());
  made.share.resize(values.size());
  Int128 before = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t row = order[i];
    const Int128 with = before + values[row], deciding = options.share == AbcShare::before ? before : with;
    AbcClass grade = grader.grade(deciding);
    const bool is_tied = options.ties == AbcTies::together && i > 0 && values[order[i - 1]] == values[row];
    if (is_tied) grade = made.grade[order[i - 1]];
    const std::optional<AbcClass> last = former.empty() ? std::nullopt : former[row];
    if (last && !is_tied && grader.stays(deciding, *last, grade)) {
      grade = *last;
      ++made.kept;
    }
    made.grade[row] = grade;
    made.rank[row] = static_cast<std::int64_t>(i + 1);
    made.share[row] = static_cast<double>(with) / static_cast<double>(made.total);
    if (!former.empty() && last != grade)
      made.changes.push_back({static_cast<std::int64_t>(row), last, grade,
                              static_cast<double>(deciding) / static_cast<double>(made.total)});
    before = with;
  }
  write_table(made, values);
  return made;
}

AbcMatrix abc_matrix(std::span<const std::vector<std::int64_t>> criteria, const KeyList& ids,
                     const AbcOptions& options) {
  if (criteria.empty())
    throw ArgumentError("argument.length", "criteria must hold at least one list of values, found none");
  AbcMatrix made;
  for (const std::vector<std::int64_t>& values : criteria) {
    if (values.size() != criteria.front().size())
      throw ArgumentError("argument.length", "criteria must be of one length, found " +
                                                 std::to_string(criteria.front().size()) + " and " +
                                                 std::to_string(values.size()));
    made.by_criterion.push_back(abc(values, ids, options));
  }
  if (std::any_of(made.by_criterion.begin(), made.by_criterion.end(),
                  [](const AbcResult& one) { return one.status != AbcStatus::ok; }))
    return made;
  std::map<std::vector<AbcClass>, std::int64_t> counted;
  const auto classes_of = [&made](std::size_t row) {
    std::vector<AbcClass> classes;
    for (const AbcResult& one : made.by_criterion) classes.push_back(one.grade[row]);
    return classes;
  };
  const std::size_t rows = criteria.front().size();
  for (std::size_t row = 0; row < rows; ++row) ++counted[classes_of(row)];
  for (const auto& [classes, items] : counted) {
    made.cells.push_back(classes);
    made.items.push_back(items);
  }
  for (std::size_t row = 0; row < rows; ++row)
    made.cell.push_back(static_cast<std::int32_t>(std::distance(counted.begin(), counted.find(classes_of(row)))));
  return made;
}

}  // namespace guanxi::portfolio
