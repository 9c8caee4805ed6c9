#include "reasons.hpp"

#include <guanxi/core/apportion.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "statistics.hpp"

namespace guanxi::score::reasons {

namespace {

double clamped_points(double points) noexcept { return std::clamp(points, -most_points, most_points); }

std::int64_t clamped_thousandths(double points) noexcept { return to_thousandths(clamped_points(points)); }

std::int64_t effect_of(std::int64_t thousandths) noexcept { return thousandths < 0 ? -thousandths : thousandths; }

}  // namespace

Score to_score(std::string_view model, double baseline, const std::vector<Part>& parts) {
  Score score;
  score.model = model;
  score.baseline = clamped_thousandths(baseline);
  std::vector<double> points;
  for (const Part& part : parts) points.push_back(clamped_points(part.points));
  if (!points.empty()) {  // what rounding took from the baseline goes to the greatest part
    const auto by_size = [](double a, double b) { return std::fabs(a) < std::fabs(b); };
    *std::max_element(points.begin(), points.end(), by_size) +=
        clamped_points(baseline) - static_cast<double>(score.baseline) / 1000;
  }
  const Apportioned exact = apportion(points);
  for (std::size_t i = 0; i < parts.size(); ++i)
    score.contributions.push_back(
        {parts[i].column, {parts[i].column, parts[i].column}, parts[i].reason, exact.parts[i], {}});
  score.thousandths = score.baseline + exact.total;
  score.low = score.high = score.thousandths;
  std::stable_sort(
      score.contributions.begin(), score.contributions.end(),
      [](const Contribution& a, const Contribution& b) { return effect_of(a.thousandths) > effect_of(b.thousandths); });
  return score;
}

void close(Score& score) {
  std::stable_sort(score.missing.begin(), score.missing.end(),
                   [](const MissingPart& a, const MissingPart& b) { return a.thousandths > b.thousandths; });
  score.state = score.contributions.empty() ? ScoreState::prior_only
                : score.missing.empty()     ? ScoreState::enough
                                            : ScoreState::partial;
}

Prediction to_prediction(Score score, double log_odds, double variance, const ExplainOptions& options) {
  const double half = statistics::two_sided_z(options.level) * std::sqrt(variance);
  Prediction prediction;
  prediction.probability = statistics::sigmoid(log_odds);
  prediction.low = statistics::sigmoid(log_odds - half);
  prediction.high = statistics::sigmoid(log_odds + half);
  score.low = (std::min)(score.thousandths, clamped_thousandths(log_odds - half));
  score.high = (std::max)(score.thousandths, clamped_thousandths(log_odds + half));
  score.as_of = options.as_of.value_or(Date());
  close(score);
  prediction.score = std::move(score);
  return prediction;
}

Prediction unavailable(std::string_view model, const ExplainOptions& options) {
  (void)statistics::two_sided_z(options.level);
  Prediction prediction{.high = 1};
  prediction.score.model = model;
  prediction.score.as_of = options.as_of.value_or(Date());
  return prediction;
}

MissingPart missing_part(const std::string& column, double width) {
  return {column, {column, column}, column, clamped_thousandths(width)};
}

MissingPart never_seen(const std::string& column, std::string_view word, double width, bool seldom) {
  MissingPart part = missing_part(column, width);
  part.label.zh += (seldom ? "（很少或从未见过“" : "（从未见过“") + std::string(word) + "”）";
  part.label.en += " ('" + std::string(word) + (seldom ? "' was never or too seldom seen)" : "' was never seen)");
  return part;
}

std::string number_text(double number) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.6g", number == 0 ? 0 : number);
  return {text.data(), static_cast<std::size_t>(size)};
}

Message word_reason(std::string_view word) { return {"“" + std::string(word) + "”", "'" + std::string(word) + "'"}; }

}  // namespace guanxi::score::reasons
