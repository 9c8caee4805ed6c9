#include "account_parts.hpp"

#include <algorithm>
#include <cmath>

#include "score_view.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

constexpr int soon_days = 7;

std::string mark(assess::Answer answer) { return answer == assess::Answer::yes ? "✓" : answer == assess::Answer::no ? "✗" : "?"; }

Tone tone_of(assess::Answer answer) { return answer == assess::Answer::yes ? Tone::good : answer == assess::Answer::no ? Tone::poor : Tone::fair; }

Tone step_tone(const assess::NextStep& step, Date as_of) {
  if (step.overdue) return Tone::poor;
  return step.due && *step.due - as_of <= soon_days ? Tone::fair : Tone::accent;
}

Item step_item(const AccountView& view, const assess::NextStep& step) {
  const Context& context = view.context;
  Item item{.line = {plain(context.say(step.label))}, .tone = step_tone(step, view.assessment.as_of)};
  if (step.due) {
    item.line.push_back(plain(" "));
    item.line.push_back(badge(to_string(*step.due) + " · " + due_text(context, *step.due - view.assessment.as_of), item.tone));
  }
  Line note{plain(context.say(label_of(step.kind)))};
  if (const std::string reason = context.say(step.reason); !reason.empty()) note.push_back(plain(" · " + reason));
  if (!step.who.empty()) note.push_back(plain(" · " + context.say(words::who, context.hide(step.who))));
  item.notes.push_back(std::move(note));
  return item;
}

/// What was set beside what was computed, where a person set something.
template <class T, class Write>
std::optional<Line> judged_line(const Context& context, const Judged<T>& judged, Write write) {
  if (!judged.set) return std::nullopt;
  Line line{strong(context.say(words::set_by_person, write(*judged.set)))};
  std::string why = context.hide(judged.set_reason);
  if (judged.set_on) why += (why.empty() ? "" : ", ") + to_string(*judged.set_on);
  if (!why.empty()) line.push_back(small(" (" + why + ")"));
  line.push_back(plain(" · " + (judged.computed ? context.say(words::computed_is, write(*judged.computed)) : context.say(words::not_computed))));
  return line;
}

std::string likelihood_text(double likelihood) { return points_text(std::llround(likelihood * 1000), 1); }

Tile cooperation_tile(const AccountView& view) {
  const Context& context = view.context;
  const assess::OpportunityAssessment* best = view.assessment.best();
  Tile tile{.label = context.say(words::cooperation)};
  const std::optional<double> shown = best != nullptr ? best->cooperation.shown() : std::nullopt;
  if (!shown) {
    tile.value = {plain("–")};
    tile.notes = {{plain(context.say(best == nullptr ? words::no_open_opportunity : words::nothing_known))}};
    return tile;
  }
  tile.tone = likelihood_tone(*shown);
  tile.value = {plain(likelihood_text(*shown)), small(" / 5")};
  if (best->cooperation.set) tile.notes.push_back({plain(context.say(words::set_computed, best->cooperation.computed ? likelihood_text(*best->cooperation.computed) : "–"))});
  else if (const std::string interval = interval_text(best->score, 1); !interval.empty()) tile.notes.push_back({plain(context.say(words::between, interval))});
  return tile;
}

Tile chain_tile(const AccountView& view) {
  const Context& context = view.context;
  Tile tile{.label = context.say(words::decision_chain)};
  const chain::ChainAnalysis* main = main_chain(view.assessment);
  if (main == nullptr || main->state == chain::ChainState::empty) {
    tile.value = {plain("–")};
    tile.notes = {{plain(context.say(label_of(chain::ChainState::empty)))}};
    return tile;
  }
  const Run status = status_badge(context, main->status);
  tile.tone = status.tone;
  tile.value = {plain(status.text)};
  tile.notes = {{plain(context.say(words::clarity_is, points_text(main->clarity.thousandths, 0)))}};
  return tile;
}

Tile needs_tile(const AccountView& view) {
  const auto& matrix = view.assessment.matrix;
  const auto urgent = std::ranges::count(matrix.placed, need::Quadrant::urgent_important, &need::PlacedNeed::quadrant);
  Tile tile{.label = view.context.say(words::urgent_important), .value = {plain(std::to_string(urgent))}, .tone = urgent > 0 ? Tone::poor : Tone::plain};
  tile.notes = {{plain(view.context.say(words::of_open_needs, std::to_string(matrix.placed.size() + matrix.unplaced.size())))}};
  return tile;
}

}  // namespace

Tone likelihood_tone(double likelihood) { return likelihood >= 3.5 ? Tone::good : likelihood >= 2.5 ? Tone::fair : Tone::poor; }

Run status_badge(const Context& context, chain::DealStatus status) {
  constexpr Tone tones[] = {Tone::poor, Tone::fair, Tone::good};
  const auto at = static_cast<std::size_t>(status);
  return badge(context.say(words::status[at]), tones[at]);
}

Run answer_badge(const Context& context, std::optional<bool> answer) {
  const assess::Answer word = !answer ? assess::Answer::unknown : *answer ? assess::Answer::yes : assess::Answer::no;
  return badge(context.say(label_of(word)), !answer ? Tone::fair : *answer ? Tone::good : Tone::plain);
}

const chain::ChainAnalysis* main_chain(const assess::AccountAssessment& assessment) {
  if (const auto* best = assessment.best(); best != nullptr)
    for (const chain::ChainAnalysis& one : assessment.chains)
      if (best->chain && one.chain == best->chain) return &one;
  return assessment.chains.empty() ? nullptr : &assessment.chains.front();
}

std::string field_name(const Context& context, std::string_view kind_name, std::string_view path) {
  const KindInfo* kind = context.catalogue().kind(kind_name);
  if (kind == nullptr) return std::string(path);
  const Field* field = find_field(context.catalogue().fields(*kind), path.substr(0, path.find_first_of(".[")));
  return field != nullptr ? context.say(field->label) : context.say(kind->label);
}

Tiles account_tiles(const AccountView& view) {
  const Context& context = view.context;
  const auto* best = view.assessment.best();
  Tiles tiles;
  tiles.tiles.push_back(cooperation_tile(view));
  const Run answer = answer_badge(context, best != nullptr ? best->high_value_flag.shown() : std::nullopt);
  tiles.tiles.push_back({context.say(words::high_value), {plain(best != nullptr ? answer.text : "–")}, {{plain(best != nullptr ? context.hide(best->name) : context.say(words::no_open_opportunity))}},
                         best != nullptr ? answer.tone : Tone::plain});
  tiles.tiles.push_back(health_tile(view));
  tiles.tiles.push_back(chain_tile(view));
  tiles.tiles.push_back(needs_tile(view));
  const auto overdue = std::ranges::count(view.assessment.next_steps, true, &assess::NextStep::overdue);
  tiles.tiles.push_back({context.say(words::overdue_steps), {plain(std::to_string(overdue))}, {{plain(context.say(words::of_steps, std::to_string(view.assessment.next_steps.size())))}},
                         overdue > 0 ? Tone::poor : Tone::plain});
  const std::optional<double> complete = view.assessment.completeness.share.value();
  tiles.tiles.push_back({context.say(words::completeness), {plain(complete ? percent_text(*complete) : "–")}, {{plain(context.say(words::findings_count, std::to_string(view.assessment.findings.size())))}}, {}});
  return tiles;
}

Section next_steps_part(const AccountView& view) {
  Section section{.title = view.context.say(words::next_steps), .frame = Frame::half};
  List list;
  for (const assess::NextStep& step : view.assessment.next_steps) list.items.push_back(step_item(view, step));
  if (list.items.empty()) section.blocks.push_back({Paragraph{{plain(view.context.say(words::no_steps))}, Tone::muted}});
  else section.blocks.push_back({std::move(list)});
  return section;
}

Section cooperation_part(const AccountView& view) {
  const Context& context = view.context;
  Section section{.title = context.say(words::cooperation), .frame = Frame::half};
  const auto* best = view.assessment.best();
  if (best == nullptr) {
    section.blocks.push_back({Paragraph{{plain(context.say(words::no_open_opportunity))}, Tone::muted}});
    return section;
  }
  section.aside = {plain(context.hide(best->name))};
  if (const auto judged = judged_line(context, best->cooperation, likelihood_text)) section.blocks.push_back({Paragraph{*judged, Tone::accent}});
  if (best->score.state == ScoreState::prior_only || best->score.state == ScoreState::unavailable)
    section.blocks.push_back({Paragraph{{plain(context.say(words::nothing_known))}, Tone::fair}});
  else
    section.blocks.push_back({score_bars(context, best->score, {1, 5, {"1", "2", "3", "4", "5"}, 3})});
  if (!best->score.missing.empty()) {
    section.blocks.push_back({Paragraph{{strong(context.say(words::missing_parts))}, {}}});
    section.blocks.push_back({missing_parts(context, best->score)});
  }
  return section;
}

Section high_value_part(const AccountView& view) {
  const Context& context = view.context;
  Section section{.title = context.say(words::high_value), .frame = Frame::half};
  const auto* best = view.assessment.best();
  if (best == nullptr) {
    section.blocks.push_back({Paragraph{{plain(context.say(words::no_open_opportunity))}, Tone::muted}});
    return section;
  }
  section.aside = {answer_badge(context, best->high_value_flag.shown())};
  const auto yes_no = [&](bool flag) { return context.value(Value(flag)); };
  if (const auto judged = judged_line(context, best->high_value_flag, yes_no)) section.blocks.push_back({Paragraph{*judged, Tone::accent}});
  List list;
  for (const assess::Condition& condition : best->high_value.conditions) {
    Item item{.line = {strong(context.say(condition.label) + " "), badge(mark(condition.answer) + " " + context.say(label_of(condition.answer)), tone_of(condition.answer))},
              .notes = {{plain(context.say(condition.reason))}}, .tone = tone_of(condition.answer)};
    list.items.push_back(std::move(item));
  }
  section.blocks.push_back({std::move(list)});
  return section;
}

Section opportunities_part(const AccountView& view) {
  const Context& context = view.context;
  Section section{.title = context.say(words::opportunities), .frame = Frame::card};
  Table table{.columns = {{context.say(words::name), {}}, {context.say(words::stage), {}}, {context.say(words::amount), Align::right}, {context.say(words::cooperation), Align::right}, {context.say(words::high_value), {}}}};
  for (const auto& one : view.assessment.opportunities) {
    const auto& records = view.dossier.of<Opportunity>();
    const auto record = std::ranges::find_if(records, [&](const Opportunity& held) { return held.id == one.opportunity && held.name == one.name; });
    const std::optional<double> likelihood = one.open ? one.cooperation.shown() : std::nullopt;
    table.rows.push_back({{.line = {strong(context.hide(one.name))}},
                          {.line = {plain(one.stage ? context.say(label_of(*one.stage)) : "–")}},
                          {.line = {plain(record != records.end() && record->amount ? context.value(Value(*record->amount)) : "–")}},
                          {.line = {plain(likelihood ? likelihood_text(*likelihood) : "–", likelihood ? likelihood_tone(*likelihood) : Tone::muted)}},
                          {.line = {one.open ? answer_badge(context, one.high_value_flag.shown()) : plain("–", Tone::muted)}}});
  }
  section.blocks.push_back({std::move(table)});
  return section;
}

}  // namespace guanxi::report::detail
