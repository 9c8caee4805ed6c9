#include <cmath>

#include "account_parts.hpp"
#include "score_view.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

Tone health_tone(assess::HealthBand band) {
  constexpr Tone tones[] = {Tone::muted, Tone::poor, Tone::fair, Tone::good};
  return tones[static_cast<std::size_t>(band)];
}

std::string trend_text(const Context& context, const assess::Health& health) {
  std::string text = context.say(label_of(health.trend));
  if (health.change) text += " " + std::string(*health.change > 0 ? "+" : "") + points_text(std::llround(*health.change * 1000), 0);
  return context.say(words::health_trend, text);
}

Facts contact_facts(const Context& context, const assess::Health& health, Date as_of) {
  Facts facts;
  const std::string ago = context.say(words::days_number, std::to_string(as_of - *health.last_contact));
  facts.facts.push_back({context.say(words::last_contact), {plain(to_string(*health.last_contact) + " "), small(ago)}, {}});
  facts.facts.push_back({context.say(words::expected_gap), {plain(context.say(words::days_number, points_text(std::llround(health.expected_gap * 1000), 0)) + " "),
                                                            small(context.say(health.own_rhythm ? words::own_rhythm : words::class_cadence))}, {}});
  return facts;
}

}  // namespace

Tile health_tile(const AccountView& view) {
  const Context& context = view.context;
  const assess::Health& health = view.assessment.health;
  Tile tile{.label = context.say(words::health), .value = {plain("–")}, .notes = {{plain(context.say(words::no_contact))}}};
  if (health.band == assess::HealthBand::unknown) return tile;
  tile.tone = health_tone(health.band);
  tile.value = {plain(points_text(health.account.thousandths, 0)), small(" / 100")};
  tile.notes = {{plain(health.change ? trend_text(context, health) : context.say(label_of(health.band)))}};
  return tile;
}

Section health_part(const AccountView& view) {
  const Context& context = view.context;
  const assess::Health& health = view.assessment.health;
  Section section{.title = context.say(words::health), .frame = Frame::half};
  if (health.band == assess::HealthBand::unknown) {
    section.blocks.push_back({Paragraph{{plain(context.say(words::no_contact) + (context.zh() ? "。" : ". ") + context.say(word_of(health.band).advice))}, Tone::muted}});
    return section;
  }
  section.aside = {badge(context.say(label_of(health.band)), health_tone(health.band))};
  section.blocks.push_back({contact_facts(context, health, view.assessment.as_of)});
  section.blocks.push_back({score_bars(context, health.account, {0, 100, {"0", "25", "50", "75", "100"}, 1})});
  if (health.change) section.blocks.push_back({Paragraph{{plain(trend_text(context, health))}, Tone::muted}});
  section.blocks.push_back({Paragraph{{strong(context.say(words::advice)), plain(context.say(word_of(health.band).advice))}, health_tone(health.band)}});
  return section;
}

}  // namespace guanxi::report::detail
