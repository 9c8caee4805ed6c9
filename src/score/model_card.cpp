#include <guanxi/score/model_card.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace guanxi::score {

namespace {

std::string decimals_of(double number, int digits) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, number);
  return {text.data(), static_cast<std::size_t>(size)};
}

// An odds ratio may be of any size.
std::string ratio_text(double number) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3g", number);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string share_text(double share) { return decimals_of(100 * share, 1) + "%"; }

std::string optional_text(const std::optional<double>& number, int digits) {
  return number ? decimals_of(*number, digits) : "–";
}

Message same(const std::string& text) { return {text, text}; }

void add_figure(CardSection& section, Message label, Message value) {
  section.figures.push_back({std::move(label), std::move(value)});
}

std::string count_text(double count) { return decimals_of(count, count == std::floor(count) ? 0 : 1); }

std::string day_text(Date date) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year(), date.month(), date.day());
  return {text.data(), static_cast<std::size_t>(size)};
}

// A time as a day if it is known which day 0 is.
std::string time_text(double time, const ModelCardOptions& options) {
  if (!options.origin || std::fabs(time) > 1e6) return ratio_text(time);
  return day_text(*options.origin + static_cast<std::int32_t>(std::floor(time)));
}

CardSection purpose_section(const ModelCardOptions& options) {
  CardSection section{.title = {"用途", "Purpose"}};
  const bool given = !options.purpose.zh.empty() || !options.purpose.en.empty();
  section.notes.push_back(
      given ? options.purpose
            : Message{"估计未结束商机的赢单概率，附区间和理由，供销售排序和预测参考。",
                      "The probability that an open deal is won, with interval and reasons, for ranking and "
                      "forecasts."});
  return section;
}

CardSection data_section(const WinModel& model, const ModelCardOptions& options) {
  CardSection section{.title = {"数据", "Data"}};
  add_figure(section, {"记录", "Rows"}, same(count_text(model.rows)));
  add_figure(section, {"赢单", "Won"}, same(count_text(model.won)));
  add_figure(section, {"丢单", "Lost"}, same(count_text(model.lost)));
  add_figure(section, {"基准率", "Base rate"}, same(share_text(model.base_rate)));
  if (model.first_time) {
    add_figure(section, {"最早", "First"}, same(time_text(*model.first_time, options)));
    add_figure(section, {"最晚", "Last"}, same(time_text(*model.last_time, options)));
  }
  if (model.prior.weight > 0)
    add_figure(
        section, {"先验", "Prior"},
        {"基准率 " + share_text(model.prior.base_rate) + "，相当于 " + count_text(model.prior.weight) + " 条记录",
         "base rate " + share_text(model.prior.base_rate) + ", worth " + count_text(model.prior.weight) + " rows"});
  section.notes.push_back(model.message);
  return section;
}

CardSection column_section(const WinModel& model) {
  CardSection section{.title = {"列", "Columns"}};
  for (const WinColumn& column : model.columns)
    add_figure(section, same(column.name),
               {"未知 " + share_text(column.unknown), "unknown " + share_text(column.unknown)});
  for (const WinLeftOut& left : model.left_out) {
    const Label& why = word_of(left.why).label;
    const std::string of = left.same_as.empty() ? "" : " (" + left.same_as + ")";
    add_figure(section, same(left.column),
               {"未使用：" + std::string(why.zh) + of, "left out: " + std::string(why.en) + of});
  }
  if (section.figures.empty()) section.notes.push_back({"没有使用任何列。", "No column is in use."});
  return section;
}

Message term_label(const WinModel& model, const WinCoefficient& about) {
  switch (about.term) {
    case WinTerm::number:
      return same(about.column);
    case WinTerm::others:
      return {about.column + "：其他词", about.column + ": other words"};
    case WinTerm::missing:
      return {about.column + "：未知", about.column + ": unknown"};
    case WinTerm::word:
      break;
  }
  std::string reference;
  for (const WinColumn& column : model.columns)
    if (column.name == about.column) reference = column.reference;
  return {about.column + "：“" + about.word + "”（对比“" + reference + "”）",
          about.column + ": '" + about.word + "' (against '" + reference + "')"};
}

CardSection effect_section(const WinModel& model) {
  CardSection section{.title = {"影响（优势比）", "Effects (odds ratios)"}};
  std::vector<const WinCoefficient*> sorted;
  for (const WinCoefficient& about : model.coefficients) sorted.push_back(&about);
  std::stable_sort(sorted.begin(), sorted.end(), [](const WinCoefficient* a, const WinCoefficient* b) {
    return std::fabs(a->standardized) > std::fabs(b->standardized);
  });
  const std::string level = decimals_of(100 * model.level, 0) + "%";
  for (const WinCoefficient* about : sorted) {
    const std::string ratio = ratio_text(about->odds_ratio), low = ratio_text(about->odds_low),
                      high = ratio_text(about->odds_high), strength = decimals_of(about->standardized, 2);
    Message value{ratio, ratio};
    value.zh.append("（")
        .append(level)
        .append(" 区间 ")
        .append(low)
        .append("～")
        .append(high)
        .append("），强度 ")
        .append(strength);
    value.en.append(" (")
        .append(level)
        .append(" interval ")
        .append(low)
        .append(" to ")
        .append(high)
        .append("), strength ")
        .append(strength);
    add_figure(section, term_label(model, *about), std::move(value));
  }
  if (sorted.empty()) section.notes.push_back({"没有系数。", "There are no coefficients."});
  if (model.state == WinState::no_lift && model.when_no_lift == NoLiftRule::base_rate)
    section.notes.push_back({"这些系数没有用于预测：模型只给出基准率。",
                             "These coefficients are not in use: the model answers the base rate."});
  return section;
}

CardSection group_section(const WinModel& model) {
  CardSection section{.title = {"分组", "Groups"}};
  for (const WinGroup& group : model.groups) {
    add_figure(section, same(group.column),
               {std::to_string(group.offsets.size()) + " 组，组间标准差 " + decimals_of(group.deviation, 3),
                std::to_string(group.offsets.size()) + " groups, standard deviation between them " +
                    decimals_of(group.deviation, 3)});
  }
  if (model.groups.empty()) section.notes.push_back({"没有分组。", "There are no groups."});
  return section;
}

CardSection validation_section(const WinModel& model) {
  const WinValidation& check = model.validation;
  CardSection section{.title = {"样本外检验", "Out of sample"}};
  const Label& scheme = word_of(check.scheme).label;
  add_figure(section, {"方式", "Scheme"}, {std::string(scheme.zh), std::string(scheme.en)});
  if (check.rows > 0) {
    const auto& auc = check.auc;
    add_figure(section, {"检验记录", "Rows told"}, same(count_text(check.rows)));
    add_figure(section, {"AUC", "AUC"},
               {optional_text(auc.value, 3) + "（95% 区间 " + optional_text(auc.low, 3) + "～" +
                    optional_text(auc.high, 3) + "）",
                optional_text(auc.value, 3) + " (95 % interval " + optional_text(auc.low, 3) + " to " +
                    optional_text(auc.high, 3) + ")"});
    add_figure(section, {"Brier 分数", "Brier score"},
               {optional_text(check.brier, 4) + "（基准率 " + optional_text(check.base_brier, 4) + "）",
                optional_text(check.brier, 4) + " (base rate " + optional_text(check.base_brier, 4) + ")"});
    add_figure(section, {"对数损失", "Log loss"}, same(optional_text(check.log_loss, 4)));
    add_figure(section, {"校准误差", "Calibration error"}, same(optional_text(check.calibration.value, 4)));
    add_figure(section, {"前 10% 提升", "Lift in the first tenth"}, same(optional_text(check.lift_tenth.value, 2)));
    add_figure(section, {"前 20% 提升", "Lift in the first fifth"}, same(optional_text(check.lift_fifth.value, 2)));
  }
  const Label& method = word_of(model.calibration.method).label;
  add_figure(
      section, {"校准", "Calibration"},
      {std::string(method.zh) + (model.calibration.reason.zh.empty() ? "" : "：" + model.calibration.reason.zh),
       std::string(method.en) + (model.calibration.reason.en.empty() ? "" : ": " + model.calibration.reason.en)});
  section.notes.push_back(check.message);
  return section;
}

CardSection limit_section() {
  return {.title = {"限制", "Limits"},
          .notes = {
              {"系数说明的是相关，不是因果：改变某一项不保证改变结果。",
               "Coefficients tell what goes together, not what causes what: to change a column need not change the "
               "outcome."},
              {"只适用于与拟合数据相似的商机；数据变化后应检查偏移并重新拟合。",
               "It holds for deals like those of the fit; check the drift and fit again when they change."},
              {"不得单独用于考核销售人员，也不得用于对个人作出决定。",
               "It must not be used alone to judge salespeople, nor to decide about persons."},
              {"特征只能取自预测当日已知的信息；事后填写的列会使检验失真。",
               "Columns must hold what was known on the day of the prediction; what is filled in afterwards spoils the "
               "check."}}};
}

}  // namespace

ModelCard model_card(const WinModel& model, const ModelCardOptions& options) {
  return {.title = {"赢单概率模型", "Model of winning"},
          .version = model.model,
          .as_of = options.as_of,
          .state = model.state,
          .purpose = purpose_section(options),
          .data = data_section(model, options),
          .columns = column_section(model),
          .effects = effect_section(model),
          .groups = group_section(model),
          .validation = validation_section(model),
          .limits = limit_section()};
}

std::string to_text(const ModelCard& card, Language language) {
  const bool english = language == Language::en;
  std::string text = "# " + card.title.in(language) + "\n\n";
  const Label& state = word_of(card.state).label;
  text += std::string(english ? "Version " : "版本 ") + card.version + (english ? ", state: " : "，状态：") +
          std::string(english ? state.en : state.zh);
  if (card.as_of) text += (english ? ", as of " : "，截至 ") + day_text(*card.as_of);
  text += "\n";
  for (const CardSection* section :
       {&card.purpose, &card.data, &card.columns, &card.effects, &card.groups, &card.validation, &card.limits}) {
    text += "\n## " + section->title.in(language) + "\n\n";
    for (const CardFigure& figure : section->figures)
      text += "- " + figure.label.in(language) + (english ? ": " : "：") + figure.value.in(language) + "\n";
    for (const Message& note : section->notes) text += "- " + note.in(language) + "\n";
  }
  return text;
}

}  // namespace guanxi::score
