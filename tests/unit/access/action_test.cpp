#include <guanxi/access/action.hpp>
#include <guanxi/access/explanation.hpp>

#include <gtest/gtest.h>

#include <set>

namespace guanxi::access {
namespace {

template <class E>
void expect_words_in_order() {
  std::set<std::string_view> seen;
  int next = 0;
  for (const EnumWord& word : Words<E>::table) {
    EXPECT_EQ(word.value, next++) << word.word;
    EXPECT_TRUE(seen.insert(word.word).second) << word.word;
    EXPECT_FALSE(word.label.zh.empty() || word.label.en.empty()) << word.word;
  }
}

TEST(Action, words_are_complete_and_in_order) {
  expect_words_in_order<Action>();
  expect_words_in_order<Reach>();
  expect_words_in_order<Tie>();
  EXPECT_EQ(static_cast<std::size_t>(Action::see_terms) + 1, action_count);
}

TEST(Action, words_are_those_of_files) {
  EXPECT_EQ(word_of(Action::export_data).word, "export_data");
  EXPECT_EQ(word_of(Action::see_contacts).word, "see_contacts");
  EXPECT_EQ(word_of(Reach::team).word, "team");
  EXPECT_EQ(label_of(Action::reassign).zh, "转交");
}

TEST(Reach, each_is_more_than_the_one_before) {
  EXPECT_LT(Reach::none, Reach::own);
  EXPECT_LT(Reach::own, Reach::team);
  EXPECT_LT(Reach::team, Reach::all);
}

}  // namespace
}  // namespace guanxi::access
