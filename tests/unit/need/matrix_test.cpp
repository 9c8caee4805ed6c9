#include <guanxi/need/matrix.hpp>

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "today.hpp"

namespace guanxi::need {
namespace {

Id<Need> id_of(int number) {
  Id<Need> id;
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

struct UrgencyCase {
  const char* name;
  std::optional<Grade> stated;
  std::optional<int> days;
  std::optional<double> value;
  const char* reason_en;
};

// METHODS 4: overdue or at most 30 days 1, at most 90 days .5, else 0; urgency = max(stated, due).
constexpr UrgencyCase urgency_cases[] = {
    {"nothing", {}, {}, {}, ""},
    {"stated_high", Grade::high, {}, 1, "stated as high"},
    {"stated_medium", Grade::medium, {}, .5, "stated as medium"},
    {"stated_low", Grade::low, {}, 0, "stated as low"},
    {"overdue", {}, -3, 1, "overdue by 3 days"},
    {"overdue_one", {}, -1, 1, "overdue by 1 day"},
    {"due_today", {}, 0, 1, "due today"},
    {"due_tomorrow", {}, 1, 1, "due in 1 day"},
    {"due_in_30", {}, 30, 1, "due in 30 days"},
    {"due_in_31", {}, 31, .5, "due in 31 days"},
    {"due_in_90", {}, 90, .5, "due in 90 days"},
    {"due_in_91", {}, 91, 0, "due in 91 days"},
    {"stated_medium_due_soon", Grade::medium, 20, 1, "due in 20 days"},
    {"stated_high_due_late", Grade::high, 200, 1, "stated as high"},
    {"both_medium", Grade::medium, 60, .5, "stated as medium, due in 60 days"},
};

class UrgencyTable : public testing::TestWithParam<UrgencyCase> {};
TEST_P(UrgencyTable, value_and_reason) {
  Need need{.urgency = GetParam().stated};
  if (GetParam().days) need.due_on = today + *GetParam().days;
  const Urgency urgency = urgency_of(need, today);
  EXPECT_EQ(urgency.value, GetParam().value);
  EXPECT_EQ(urgency.days_left, GetParam().days);
  EXPECT_EQ(urgency.reason.en, GetParam().reason_en);
  EXPECT_EQ(urgency.reason.zh.empty(), urgency.reason.en.empty());
}
INSTANTIATE_TEST_SUITE_P(need, UrgencyTable, testing::ValuesIn(urgency_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Urgency, limits_are_options) {
  Need need;
  need.due_on = today + 8;
  EXPECT_EQ(urgency_of(need, today, {.high = 7, .medium = 14}).value, .5);
}

TEST(PriorityMatrix, nine_cells_and_four_quadrants) {
  struct Case {
    Grade urgency, importance;
    Cell cell;
    Quadrant quadrant;
  };
  using enum Grade;
  // an axis is high above .5: medium is not
  const Case cases[] = {{high, high, Cell::high_high, Quadrant::urgent_important},
                        {high, medium, Cell::high_medium, Quadrant::urgent},
                        {high, low, Cell::high_low, Quadrant::urgent},
                        {medium, high, Cell::medium_high, Quadrant::important},
                        {medium, medium, Cell::medium_medium, Quadrant::neither},
                        {medium, low, Cell::medium_low, Quadrant::neither},
                        {low, high, Cell::low_high, Quadrant::important},
                        {low, medium, Cell::low_medium, Quadrant::neither},
                        {low, low, Cell::low_low, Quadrant::neither}};
  for (const Case& expected : cases) {
    const Need need{.urgency = expected.urgency, .importance = expected.importance};
    const PriorityMatrix matrix = priority_matrix({&need, 1}, {.as_of = today});
    ASSERT_EQ(matrix.placed.size(), 1U);
    EXPECT_EQ(matrix.placed[0].cell, expected.cell);
    EXPECT_EQ(matrix.placed[0].quadrant, expected.quadrant);
    EXPECT_EQ(matrix.in(expected.cell).size(), 1U);
    const PriorityMatrix lower = priority_matrix({&need, 1}, {.as_of = today, .cut = .4});
    const bool urgent = expected.urgency != low, important = expected.importance != low;
    EXPECT_EQ(lower.placed[0].quadrant, urgent      ? important ? Quadrant::urgent_important : Quadrant::urgent
                                        : important ? Quadrant::important
                                                    : Quadrant::neither);
  }
}

TEST(PriorityMatrix, each_cell_and_quadrant_has_its_own_label_and_advice) {
  std::set<std::string_view> labels, advice;
  for (const EnumWord& word : Words<Cell>::table) {
    labels.insert(word.label.zh);
    advice.insert(word.advice.zh);
    EXPECT_FALSE(word.label.en.empty() || word.advice.en.empty()) << word.word;
  }
  EXPECT_EQ(labels.size(), 9U);
  EXPECT_EQ(advice.size(), 9U);
  for (const EnumWord& word : Words<Quadrant>::table)
    EXPECT_FALSE(word.label.zh.empty() || word.advice.zh.empty() || word.advice.en.empty());
  EXPECT_EQ(std::size(Words<Quadrant>::table), 4U);
  EXPECT_EQ(word_of(Cell::high_high).label.zh, "紧急重要");
  EXPECT_TRUE(word_of(Cell::high_high).advice.zh.starts_with("立即安排："));
}

TEST(PriorityMatrix, what_is_missing_is_named) {
  const Need needs[] = {{.id = id_of(1), .statement = "a", .importance = Grade::high},
                        {.id = id_of(2), .urgency = Grade::low},
                        {.id = id_of(3)}};
  const PriorityMatrix matrix = priority_matrix(needs, {.as_of = today});
  EXPECT_TRUE(matrix.placed.empty());
  ASSERT_EQ(matrix.unplaced.size(), 3U);
  EXPECT_EQ(matrix.unplaced[0].missing, (std::vector<std::string>{"urgency"}));
  EXPECT_EQ(matrix.unplaced[0].statement, "a");
  EXPECT_EQ(matrix.unplaced[1].missing, (std::vector<std::string>{"importance"}));
  EXPECT_EQ(matrix.unplaced[2].missing, (std::vector<std::string>{"importance", "urgency"}));
  std::set<std::string> reasons;
  for (const UnplacedNeed& need : matrix.unplaced) reasons.insert(need.reason.zh + need.reason.en);
  EXPECT_EQ(reasons.size(), 3U);
}

TEST(PriorityMatrix, closed_and_later_needs_are_out) {
  const Need needs[] = {{.id = id_of(1), .state = NeedState::met, .urgency = Grade::high, .importance = Grade::high},
                        {.id = id_of(2), .state = NeedState::dropped},
                        {.id = id_of(3), .state = NeedState::latent, .urgency = Grade::high, .importance = Grade::high},
                        {.id = id_of(4), .urgency = Grade::high, .importance = Grade::high, .raised_on = today + 1},
                        {.id = id_of(5), .urgency = Grade::high, .importance = Grade::high, .raised_on = today}};
  const PriorityMatrix matrix = priority_matrix(needs, {.as_of = today});
  ASSERT_EQ(matrix.placed.size(), 2U);
  EXPECT_EQ(matrix.placed[0].need, id_of(3));
  EXPECT_EQ(matrix.placed[1].need, id_of(5));
  EXPECT_EQ(matrix.closed, 2U);
  EXPECT_EQ(priority_matrix({}, {.as_of = today}).placed.size(), 0U);
}

TEST(PriorityMatrix, order_within_a_cell_and_of_the_input) {
  std::vector<Need> needs;
  std::mt19937 random(8);
  for (int i = 0; i < 60; ++i) {
    Need need{.id = id_of(i)};
    if (random() % 4 != 0) need.urgency = static_cast<Grade>(random() % 3);
    if (random() % 4 != 0) need.importance = static_cast<Grade>(random() % 3);
    if (random() % 2 != 0) need.due_on = today + static_cast<int>(random() % 40);
    needs.push_back(need);
  }
  const PriorityMatrix matrix = priority_matrix(needs, {.as_of = today});
  EXPECT_EQ(matrix.placed.size() + matrix.unplaced.size(), needs.size());
  for (std::size_t i = 1; i < matrix.placed.size(); ++i) {
    const PlacedNeed &a = matrix.placed[i - 1], &b = matrix.placed[i];
    ASSERT_LE(a.cell, b.cell);
    if (a.cell != b.cell) continue;
    const int early = a.urgency_why.days_left.value_or(1'000'000), late = b.urgency_why.days_left.value_or(1'000'000);
    ASSERT_LE(early, late);
    if (early == late) {
      ASSERT_LT(a.need, b.need);
    }
  }
  std::size_t in_cells = 0;
  for (const EnumWord& word : Words<Cell>::table) in_cells += matrix.in(static_cast<Cell>(word.value)).size();
  EXPECT_EQ(in_cells, matrix.placed.size());
  std::shuffle(needs.begin(), needs.end(), random);
  EXPECT_EQ(priority_matrix(needs, {.as_of = today}), matrix);
}

}  // namespace
}  // namespace guanxi::need
