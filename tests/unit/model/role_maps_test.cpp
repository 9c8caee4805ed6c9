#include <guanxi/model/role_maps.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace guanxi {
namespace {

// Number of words per list: as shipped or published, see RoleList.
const std::map<RoleList, std::size_t> list_sizes{{RoleList::salesforce, 9}, {RoleList::suitecrm, 8},      {RoleList::dynamics_365, 4},
                                                 {RoleList::altify, 4},     {RoleList::miller_heiman, 4}, {RoleList::webster_wind, 5}};

TEST(role_maps, lists_have_the_words_that_they_ship_with) {
  for (const auto& [list, size] : list_sizes) {
    std::set<std::string_view> words;
    std::set<BuyingRole> roles;
    for (const detail::RoleWord& entry : detail::role_table::words)
      if (entry.list == list) {
        words.insert(entry.word);
        roles.insert(entry.reads_as);
      }
    EXPECT_EQ(words.size(), size);
    EXPECT_EQ(roles.size(), size) << "each word reads as a role of its own";
  }
}

TEST(role_maps, word_to_role_and_back_is_the_word) {
  for (const detail::RoleWord& entry : detail::role_table::words) {
    const std::optional<BuyingRole> role = from_role_list(entry.list, entry.word);
    ASSERT_TRUE(role.has_value()) << entry.word;
    EXPECT_EQ(to_role_list(entry.list, *role), entry.word);
  }
}

TEST(role_maps, role_to_word_and_back_is_written_as_the_same_word) {
  for (const auto& [list, size] : list_sizes)
    for (const EnumWord& ours : Words<BuyingRole>::table) {
      const std::string_view word = to_role_list(list, static_cast<BuyingRole>(ours.value));
      if (word.empty()) continue;
      const std::optional<BuyingRole> role = from_role_list(list, word);
      ASSERT_TRUE(role.has_value()) << word;
      EXPECT_EQ(to_role_list(list, *role), word) << ours.word;
    }
}

TEST(role_maps, a_role_is_written_in_one_way) {
  for (const auto& [list, size] : list_sizes)
    for (const EnumWord& ours : Words<BuyingRole>::table) {
      int ways = 0;
      for (const detail::RoleWord& entry : detail::role_table::words)
        if (entry.list == list) ways += static_cast<int>(entry.reads_as) == ours.value || (entry.also_writes >> ours.value & 1U) != 0;
      EXPECT_LE(ways, 1) << ours.word;
    }
}

struct RoleCase {
  RoleList list;
  BuyingRole role;
  const char* word;
};

// Expected: the meaning given in the documentation of each system or book.
constexpr RoleCase role_cases[] = {
    {RoleList::salesforce, BuyingRole::decider, "Decision Maker"},
    {RoleList::salesforce, BuyingRole::user, "Business User"},
    {RoleList::salesforce, BuyingRole::blocker, "Other"},
    {RoleList::suitecrm, BuyingRole::decider, "Primary Decision Maker"},
    {RoleList::suitecrm, BuyingRole::champion, "Executive Sponsor"},
    {RoleList::dynamics_365, BuyingRole::blocker, "Blocker"},
    {RoleList::dynamics_365, BuyingRole::coach, "Influencer"},
    {RoleList::altify, BuyingRole::approver, "Approver"},
    {RoleList::altify, BuyingRole::coach, ""},
    {RoleList::miller_heiman, BuyingRole::decider, "Economic Buyer"},
    {RoleList::miller_heiman, BuyingRole::gatekeeper, "Technical Buyer"},
    {RoleList::miller_heiman, BuyingRole::unknown, ""},
    {RoleList::webster_wind, BuyingRole::gatekeeper, "Gatekeeper"},
    {RoleList::webster_wind, BuyingRole::unknown, ""},
};

TEST(role_maps, writes_the_nearest_word) {
  for (const RoleCase& wanted : role_cases) EXPECT_EQ(to_role_list(wanted.list, wanted.role), wanted.word);
}

TEST(role_maps, reads_words_in_either_case_and_no_others) {
  EXPECT_EQ(from_role_list(RoleList::dynamics_365, "DECISION MAKER"), BuyingRole::decider);
  EXPECT_EQ(from_role_list(RoleList::altify, "decision maker"), BuyingRole::decider);
  EXPECT_EQ(from_role_list(RoleList::altify, "Coach"), std::nullopt);
  EXPECT_EQ(from_role_list(RoleList::webster_wind, ""), std::nullopt);
}

}  // namespace
}  // namespace guanxi
