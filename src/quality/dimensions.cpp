#include <guanxi/core/error.hpp>
#include <guanxi/quality/dimensions.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace guanxi::quality {

namespace {

bool in_unit(double number) { return number >= 0 && number <= 1; }

std::string name_of(Dimension dimension) { return std::string(word_of(dimension).word); }

void validate(std::span<const DimensionValue> parts, const OverallOptions& options) {
  if (!in_unit(options.cap)) throw ArgumentError("quality.cap", "the cap must lie in [0, 1], found " + std::to_string(options.cap));
  for (const DimensionValue& part : parts) {
    if (part.value && !in_unit(*part.value))
      throw ArgumentError("quality.dimension", name_of(part.dimension) + " must lie in [0, 1], found " + std::to_string(*part.value));
    if (!(part.weight >= 0) || !std::isfinite(part.weight))
      throw ArgumentError("quality.weight", "the weight of " + name_of(part.dimension) + " must be finite and not below 0, found " + std::to_string(part.weight));
    if (std::ranges::count(parts, part.dimension, &DimensionValue::dimension) != 1)
      throw ArgumentError("quality.dimension", name_of(part.dimension) + " is given twice");
  }
}

/// The mean with one dimension, if any, taken as perfect.
std::optional<double> geometric_mean(std::span<const DimensionValue> parts, const DimensionValue* perfect) {
  double sum = 0;
  double weights = 0;
  for (const DimensionValue& part : parts) {
    if (!part.value || part.weight <= 0) continue;
    weights += part.weight;
    if (&part != perfect) sum += part.weight * std::log(*part.value);
  }
  return weights > 0 ? std::optional(std::exp(sum / weights)) : std::nullopt;
}

}  // namespace

OverallQuality overall(std::span<const DimensionValue> parts, const OverallOptions& options) {
  validate(parts, options);
  OverallQuality result;
  result.parts.assign(parts.begin(), parts.end());
  const std::optional<double> mean = geometric_mean(parts, nullptr);
  if (!mean) return result;
  const double limit = options.keys == KeyFields::invalid ? options.cap : 1;
  result.value = std::min(*mean, limit);
  result.capped = *mean > limit;
  result.key_gain = *mean - *result.value;
  for (const DimensionValue& part : parts)
    if (part.value && part.weight > 0) result.gains.push_back({part.dimension, std::min(*geometric_mean(parts, &part), limit) - *result.value});
  std::ranges::stable_sort(result.gains, std::ranges::greater{}, &DimensionGain::gain);
  return result;
}

}  // namespace guanxi::quality
