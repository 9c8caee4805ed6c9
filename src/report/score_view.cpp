#include "score_view.hpp"

#include "words.hpp"

namespace guanxi::report::detail {

namespace {

double share(std::int64_t thousandths, const Scale& scale) { return (static_cast<double>(thousandths) / 1000 - scale.low) / (scale.high - scale.low); }

std::string signed_points(std::int64_t thousandths, int digits) { return (thousandths < 0 ? "" : "+") + points_text(thousandths, digits); }

Bar reason_bar(const Context& context, const Contribution& reason, std::int64_t from, const Scale& scale) {
  const std::int64_t to = from + reason.thousandths;
  Bar bar{.label = {plain(context.say(reason.label))}, .value = signed_points(reason.thousandths, scale.digits)};
  bar.from = share(std::min(from, to), scale);
  bar.to = share(std::max(from, to), scale);
  bar.tone = reason.thousandths < 0 ? Tone::poor : Tone::good;
  if (const std::string text = context.say(reason.reason); !text.empty()) bar.notes = {{plain(text)}};
  return bar;
}

}  // namespace

Bars score_bars(const Context& context, const Score& score, const Scale& scale) {
  Bars bars{.ticks = scale.ticks};
  std::int64_t reached = score.baseline;
  if (score.baseline != 0)
    bars.bars.push_back({.label = {plain(context.say(words::baseline))}, .value = points_text(score.baseline, scale.digits), .to = share(score.baseline, scale), .tone = Tone::muted});
  for (const Contribution& reason : score.contributions) {
    bars.bars.push_back(reason_bar(context, reason, reached, scale));
    reached += reason.thousandths;
  }
  bars.bars.push_back({.label = {strong(context.say(words::total))}, .value = points_text(score.thousandths, scale.digits), .to = share(score.thousandths, scale), .tone = Tone::accent});
  if (score.low < score.high) {
    Bar interval{.label = {plain(context.say(words::interval))}, .value = interval_text(score, 2), .from = share(score.low, scale), .to = share(score.high, scale), .open = true};
    interval.notes = {{plain(context.say(words::interval_means))}};
    bars.bars.push_back(std::move(interval));
  }
  return bars;
}

List missing_parts(const Context& context, const Score& score) {
  List list;
  for (const MissingPart& part : score.missing)
    list.items.push_back({.line = {plain(context.say(part.label) + " "), small(context.say(words::could_move, points_text(part.thousandths, 2)))}, .tone = Tone::fair});
  return list;
}

std::string interval_text(const Score& score, int digits) {
  return score.low == score.high ? "" : points_text(score.low, digits) + "–" + points_text(score.high, digits);
}

}  // namespace guanxi::report::detail
