#include <guanxi/score/win_model.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "statistics.hpp"
#include "win_check.hpp"

namespace guanxi::score::win {

namespace {

std::string fixed_text(double number, int digits) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, number);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string interval_text(double low, double high, int digits, const char* between) {
  return fixed_text(low, digits) + between + fixed_text(high, digits);
}

// Mean and 95 % interval of what the model's squared error lies below that of the base rate.
void measure_gain(WinValidation& result, const Told& told, std::span<const double> predicted) {
  const auto n = static_cast<double>(predicted.size());
  double model = 0, base = 0, squares = 0, base_loss = 0;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const double y = told.outcome[i], a = (y - predicted[i]) * (y - predicted[i]),
                 b = (y - told.base[i]) * (y - told.base[i]);
    model += a;
    base += b;
    squares += (b - a) * (b - a);
    base_loss -= std::log(y == 1 ? told.base[i] : 1 - told.base[i]);
  }
  const double gain = (base - model) / n, variance = (std::max)(squares / n - gain * gain, 0.0) / n;
  const double half = statistics::two_sided_z(.95) * std::sqrt(variance);
  result.brier = model / n;
  result.base_brier = base / n;
  result.base_log_loss = base_loss / n;
  result.gain = gain;
  result.gain_low = gain - half;
  result.gain_high = gain + half;
}

void measure_blocks(WinValidation& result, const Told& told, std::span<const double> predicted) {
  result.blocks = told.blocks;
  for (std::size_t block = 0; block < told.blocks.size(); ++block) {
    const std::size_t first = told.starts[block], count = told.starts[block + 1] - first;
    const auto outcome = std::span(told.outcome).subspan(first, count), told_here = predicted.subspan(first, count);
    WinBlock& about = result.blocks[block];
    about.auc = auc(told_here, outcome).value;
    for (std::size_t i = 0; i < count; ++i) {
      about.brier += (outcome[i] - told_here[i]) * (outcome[i] - told_here[i]) / static_cast<double>(count);
      about.base_brier += (outcome[i] - about.base_rate) * (outcome[i] - about.base_rate) / static_cast<double>(count);
    }
  }
}

Message figures(const WinValidation& result) {
  const std::string low = fixed_text(*result.gain_low, 4), high = fixed_text(*result.gain_high, 4);
  return {"（AUC " + fixed_text(*result.auc.value, 3) + "，95% 区间 " +
              interval_text(*result.auc.low, *result.auc.high, 3, "～") + "；Brier 改善 " +
              fixed_text(*result.gain, 4) + "，区间 " + low + "～" + high + "）",
          " (AUC " + fixed_text(*result.auc.value, 3) + ", 95 % interval " +
              interval_text(*result.auc.low, *result.auc.high, 3, " to ") + "; Brier score better by " +
              fixed_text(*result.gain, 4) + ", interval " + low + " to " + high + ")"};
}

void judge(WinValidation& result, double minimum) {
  const std::string won = fixed_text(result.won, 0), lost = fixed_text(result.lost, 0);
  if (result.won < minimum || result.lost < minimum || !result.auc.low) {
    result.message = {
        "样本外只有赢单 " + won + " 条、丢单 " + lost + " 条，数据太少，无法判断模型是否优于基准率。",
        "Only " + won + " won and " + lost +
            " lost rows lie out of sample: too little data to say whether the model is better than the base "
            "rate."};
    return;
  }
  const Message told = figures(result);
  if (*result.auc.low > .5 && *result.gain_low > 0) {
    result.verdict = LiftVerdict::lift;
    result.message = {"样本外优于基准率" + told.zh + "。",
                      "Out of sample the model is better than the base rate" + told.en + "."};
  } else {
    result.verdict = LiftVerdict::no_lift;
    result.message = {"未发现优于基准率的提升" + told.zh + "。",
                      "No lift over the base rate was found" + told.en + "."};
  }
}

}  // namespace

WinValidation validate(const Told& told, const Order& order, std::span<const double> log_odds, double minimum) {
  WinValidation result;
  if (told.rows.empty()) {
    result.message = {
        "数据不足以留出检验，无法判断模型是否优于基准率。",
        "There are not enough rows to keep any aside: whether the model is better than the base rate is not "
        "known."};
    return result;
  }
  result.scheme = order.scheme;
  std::vector<double> predicted;
  for (const double value : log_odds) predicted.push_back(statistics::sigmoid(value));
  for (const double y : told.outcome) (y == 1 ? result.won : result.lost) += 1;
  result.rows = result.won + result.lost;
  result.auc = auc(predicted, told.outcome);
  result.log_loss = log_loss(predicted, told.outcome).value;
  result.calibration = calibration_error(predicted, told.outcome);
  result.lift_tenth = lift(predicted, told.outcome, .1);
  result.lift_fifth = lift(predicted, told.outcome, .2);
  measure_gain(result, told, predicted);
  measure_blocks(result, told, predicted);
  judge(result, minimum);
  return result;
}

}  // namespace guanxi::score::win

namespace guanxi::score {

WinValidation validate_win_model(Columns columns, std::span<const double> outcome, const WinOptions& options) {
  return fit_win_model(columns, outcome, options).validation;
}

}  // namespace guanxi::score
