#include "card.hpp"

#include <guanxi/quality/presence.hpp>

#include <gtest/gtest.h>

namespace guanxi::quality {
namespace {

using test::Card;

bool present(const Card& card, std::string_view name, const PresenceOptions& options = {}) {
  for (const Field& field : Schema<Card>::fields)
    if (field.name == name) return is_present(field, &card, options);
  ADD_FAILURE() << "no field " << name;
  return false;
}

TEST(Answer, placeholders_of_the_method_page_are_none) {
  for (const char* text : {"", "  ", "无", "未知", "N/A", "n/a", "-", "——", "测试", "123456", "Select", "Select …", "　Ｎ／Ａ　"}) EXPECT_FALSE(is_answer(text)) << text;
  for (const char* text : {"无锡", "无人机", "1234567", "测试设备", "Selecta AG", "A-1"}) EXPECT_TRUE(is_answer(text)) << text;
}

TEST(Answer, the_list_is_an_option) {
  EXPECT_FALSE(is_answer("待 查", {.placeholders = {"待查"}})) << "compared folded";
  EXPECT_TRUE(is_answer("待查"));
  EXPECT_TRUE(is_answer("无", {.genuine = {"无"}}));
  EXPECT_TRUE(is_answer("无", {.placeholders = {"无"}, .genuine = {"无"}})) << "genuine wins";
  EXPECT_FALSE(is_answer(" ", {.genuine = {""}})) << "blank is never an answer";
}

TEST(Present, every_kind_of_field) {
  Card card;
  for (const Field& field : Schema<Card>::fields) EXPECT_FALSE(is_present(field, &card)) << field.name;
  card.name = "江南设备";
  card.phones = {"无", "13800138000"};
  card.staff = 0;
  card.turnover = MoneyRange{};
  card.grade.set = Grade::low;
  card.started = PartialDate{2015};
  card.ended = Timestamp{};
  card.slots = {{}, {.label = {}, .from = {}, .until = {}, .share = Ratio::clamped(0)}};
  card.parent.id = test::numbered<Card>(1);
  card.remark = "好";
  for (const char* name : {"name", "phones", "staff", "turnover", "grade", "started", "ended", "slots", "parent", "remark"}) EXPECT_TRUE(present(card, name)) << name;
}

TEST(Present, placeholders_do_not_count_anywhere) {
  Card card;
  card.name = "未知";
  card.phones = {"-", "123456"};
  card.slots = {{.label = "无"}, {}};
  card.parent.text = "N/A";
  for (const char* name : {"name", "phones", "slots", "parent"}) EXPECT_FALSE(present(card, name)) << name;
  EXPECT_TRUE(present(card, "slots", {.genuine = {"无"}}));
}

TEST(Present, a_judgement_that_only_a_rule_made_is_not_filled) {
  Card card;
  card.grade.computed = Grade::high;
  card.grade.computed_reason = "rule";
  EXPECT_FALSE(present(card, "grade"));
  card.grade.set_reason = "said so";
  EXPECT_TRUE(present(card, "grade"));
}

TEST(Hidden, path_leads_to_the_field_and_no_other) {
  const Field& phones = Schema<Card>::fields[2];
  const Uuid id = test::numbered<Card>(1).uuid;
  const auto hidden = [&](const char* path, const Uuid& record) { return is_hidden(phones, id, {.hidden = {{record, path}}}); };
  EXPECT_TRUE(hidden("phones", id));
  EXPECT_TRUE(hidden("phones[1]", {})) << "null stands for any record";
  EXPECT_FALSE(hidden("phones_old", id));
  EXPECT_FALSE(hidden("phone", id));
  EXPECT_FALSE(hidden("phones", test::numbered<Card>(2).uuid));
}

}  // namespace
}  // namespace guanxi::quality
