#include <guanxi/score/uplift_intervals.hpp>

#include <guanxi/core/error.hpp>
#include <guanxi/core/split_mix.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "statistics.hpp"
#include "uplift_order.hpp"

namespace guanxi::score {

namespace {

using experiment::Area;
using experiment::Reached;
using experiment::Row;

/// Draws of one number.
class Drawn {
 public:
  void add(double value) { values_.push_back(value); }

  [[nodiscard]] std::optional<DrawnInterval> interval(double level) {
    if (values_.size() < 2) return std::nullopt;
    std::sort(values_.begin(), values_.end());
    const auto size = static_cast<double>(values_.size());
    double mean = 0, squares = 0;
    for (const double value : values_) mean += value / size;
    for (const double value : values_) squares += (value - mean) * (value - mean);
    return DrawnInterval{static_cast<std::int64_t>(values_.size()), quantile((1 - level) / 2),
                         quantile((1 + level) / 2), std::sqrt(squares / (size - 1))};
  }

 private:
  [[nodiscard]] double quantile(double share) const {
    const double place = share * static_cast<double>(values_.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    if (below + 1 >= values_.size()) return values_.back();
    return values_[below] + (place - static_cast<double>(below)) * (values_[below + 1] - values_[below]);
  }

  std::vector<double> values_{};
};

/// Draws of a curve's areas.
struct DrawnCurve {
  Drawn area{}, excess{}, normalized{};

  void add(const Area& curve, const Area& perfect, double scale) {
    area.add(curve.area);
    excess.add(curve.area - curve.random());
    if (!experiment::same_area(perfect.area, curve.random(), scale))
      normalized.add((curve.area - curve.random()) / (perfect.area - curve.random()));
  }
};

/// Rows, their orders and samples of them.
class Resampler {
 public:
  Resampler(std::vector<Row> rows, double top_share, std::uint64_t seed)
      : rows_(std::move(rows)),
        perfect_(experiment::perfect_order(rows_)),
        times_(rows_.size()),
        random_(seed),
        wanted_(top_share * static_cast<double>(rows_.size()) - 1e-9) {
    for (std::size_t i = 0; i < rows_.size(); ++i) arms_[rows_[i].treated].push_back(i);
  }

  void draw() {
    std::fill(times_.begin(), times_.end(), 0);
    for (const std::vector<std::size_t>& arm : arms_)
      for (std::size_t i = 0; i < arm.size(); ++i) ++times_[arm[random_.below(arm.size())]];
    measure();
  }

  [[nodiscard]] UpliftIntervals intervals(double level) {
    return {UpliftStatus::ok,
            effect_.interval(level),
            top_.interval(level),
            qini_.area.interval(level),
            qini_.excess.interval(level),
            qini_.normalized.interval(level),
            uplift_.area.interval(level),
            uplift_.excess.interval(level),
            uplift_.normalized.interval(level)};
  }

 private:
  void measure() {
    Area qini, uplift, perfect_qini, perfect_uplift;
    bool top_is_told = false;
    experiment::walk(
        rows_.size(), [&](std::size_t i) -> const Row& { return rows_[i]; },
        [](const Row& row) { return row.predicted; }, [&](std::size_t i) { return times_[i]; },
        [&](const Reached& reached, std::size_t end) {
          qini.add(reached.rows, reached.qini());
          uplift.add(reached.rows, reached.uplift());
          if (!top_is_told && reached.rows >= wanted_) add_top(reached);
          top_is_told = top_is_told || reached.rows >= wanted_;
          if (end == rows_.size()) effect_.add(reached.treated_mean() - reached.control_mean());
        });
    experiment::walk(
        rows_.size(), [&](std::size_t i) -> const Row& { return rows_[perfect_[i]]; }, experiment::gain_of,
        [&](std::size_t i) { return times_[perfect_[i]]; },
        [&](const Reached& reached, std::size_t) {
          perfect_qini.add(reached.rows, reached.qini());
          perfect_uplift.add(reached.rows, reached.uplift());
        });
    const double scale = scale_of_draw();
    qini_.add(qini, perfect_qini, scale);
    uplift_.add(uplift, perfect_uplift, scale);
  }

  void add_top(const Reached& reached) {
    if (reached.treated > 0 && reached.control() > 0) top_.add(reached.treated_mean() - reached.control_mean());
  }

  [[nodiscard]] double scale_of_draw() const {
    double sum = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) sum += times_[i] * std::fabs(rows_[i].outcome);
    return sum * static_cast<double>(rows_.size());
  }

  std::vector<Row> rows_;
  std::vector<std::size_t> perfect_;
  std::vector<double> times_;
  SplitMix random_;
  double wanted_;
  std::array<std::vector<std::size_t>, 2> arms_{};
  Drawn effect_{}, top_{};
  DrawnCurve qini_{}, uplift_{};
};

}  // namespace

UpliftIntervals uplift_intervals(std::span<const double> uplift, std::span<const double> outcome,
                                 std::span<const double> treated, const UpliftIntervalOptions& options) {
  experiment::check_share(options.top_share);
  (void)statistics::two_sided_z(options.level);
  if (options.draws < 2 || options.draws > 1'000'000)
    throw ArgumentError("argument.range", "draws must lie from 2 to 1000000, found " + std::to_string(options.draws));
  const experiment::Arms arms = experiment::count_arms(outcome, treated);
  std::vector<Row> rows = experiment::rows_by_prediction(uplift, outcome, treated);
  if (arms.status() != UpliftStatus::ok) return {.status = arms.status()};
  Resampler resampler(std::move(rows), options.top_share, options.seed);
  for (int draw = 0; draw < options.draws; ++draw) resampler.draw();
  return resampler.intervals(options.level);
}

}  // namespace guanxi::score
