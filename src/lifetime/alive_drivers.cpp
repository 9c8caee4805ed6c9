#include <guanxi/lifetime/alive_drivers.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "rows.hpp"

namespace guanxi::lifetime {

namespace {

std::string with_digits(double number, int digits) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, number);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string percent(double share) { return with_digits(100 * share, share > .995 || share < .005 ? 1 : 0) + "%"; }

struct UnitWords {
  std::string zh, en;
};

UnitWords words_of_unit(TimeUnit unit) {
  static constexpr const char* zh[] = {"天", "周", "个月", "年"};
  static constexpr const char* en[] = {"days", "weeks", "months", "years"};
  const auto place = static_cast<std::size_t>(unit);
  return {zh[place], en[place]};
}

// One history with some other values.
template <class Model>
double alive_with(const Model& model, Row row) {
  const std::array x{row.x}, t_x{row.t_x}, T{row.T}, gaps{row.log_gaps};
  return probability_alive(model, {.x = x, .t_x = t_x, .T = T, .log_gaps = gaps})[0];
}

void say_silence(AliveDrivers& made, const Row& row, const UnitWords& unit) {
  const std::string silence = with_digits(made.silence, 1);
  if (!made.usual_gap) {
    made.reasons.push_back({"只买过一次，已有 " + silence + " " + unit.zh + "没有再买",
                            "has bought once only, and not again for " + silence + " " + unit.en});
    return;
  }
  const std::string gap = with_digits(*made.usual_gap, 1), times = with_digits(made.silence / *made.usual_gap, 1);
  made.reasons.push_back({"已有 " + silence + " " + unit.zh + "没有购买，是平时间隔（" + gap + " " + unit.zh + "，" +
                              std::to_string(static_cast<long>(row.x)) + " 次复购）的 " + times + " 倍",
                          "silent for " + silence + " " + unit.en + ", " + times + " times its usual gap of " + gap +
                              " " + unit.en + " (" + std::to_string(static_cast<long>(row.x)) + " repeat purchases)"});
}

void say_today(AliveDrivers& made) {
  if (made.if_bought_today - made.probability < .005) return;
  made.reasons.push_back({"若今天刚买过，仍在的概率是 " + percent(made.if_bought_today) + "；这段沉默使它降到 " +
                              percent(made.probability),
                          "had it bought today it would be there with " + percent(made.if_bought_today) +
                              "; the silence lowers that to " + percent(made.probability)});
}

void say_paradox(AliveDrivers& made) {
  if (made.probability - made.if_once_more < .005) return;
  made.reasons.push_back(
      {"买得越勤，同样的沉默越说明已离开：若多买一次，概率只有 " + percent(made.if_once_more),
       "the more often it bought, the more the same silence tells: with one purchase more it would be " +
           percent(made.if_once_more)});
}

}  // namespace

template <PurchaseModel Model>
AliveDrivers explain_alive(const Model& model, const Histories& histories, TimeUnit unit) {
  if (histories.x.size() != 1)
    throw ArgumentError("argument.length",
                        "explain_alive takes one customer, found " + std::to_string(histories.x.size()));
  demand_histories(histories, Wants::recency);
  const Row row = row_at(histories, 0);
  AliveDrivers made{.probability = alive_with(model, row), .silence = row.T - row.t_x};
  Row today = row, more = row;
  if (row.x > 0) today.t_x = row.T;
  more.x += 1;
  made.if_bought_today = alive_with(model, today);
  made.if_once_more = row.x > 0 ? alive_with(model, more) : made.probability;
  if (row.x > 0) made.usual_gap = row.t_x / row.x;
  say_silence(made, row, words_of_unit(unit));
  if (made.probability == 1 && row.x == 0)
    made.reasons.push_back(
        {"按该模型，只买过一次的客户一律视为仍在", "by this model whoever has bought once only counts as there"});
  if (row.x > 0) say_today(made);
  if (row.x > 0) say_paradox(made);
  return made;
}

template AliveDrivers explain_alive(const BgNbd&, const Histories&, TimeUnit);
template AliveDrivers explain_alive(const MbgNbd&, const Histories&, TimeUnit);
template AliveDrivers explain_alive(const BgCnbdK&, const Histories&, TimeUnit);
template AliveDrivers explain_alive(const MbgCnbdK&, const Histories&, TimeUnit);
template AliveDrivers explain_alive(const ParetoNbd&, const Histories&, TimeUnit);
template AliveDrivers explain_alive(const Nbd&, const Histories&, TimeUnit);

}  // namespace guanxi::lifetime
