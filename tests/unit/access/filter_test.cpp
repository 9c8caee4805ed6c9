#include <guanxi/access/filter.hpp>

#include <gtest/gtest.h>

#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

const Filter sample{.owners = {user(1), user(3)}, .teams = {team(2)}, .customers = {customer(7)}};

struct AdmitCase {
  const char* name;
  Ownership of;
  bool admitted;
};

const AdmitCase admit_cases[] = {
    {"owner", {customer(1), user(3), {}}, true},
    {"other_owner", {customer(1), user(2), {}}, false},
    {"team_without_owner", {customer(1), {}, team(2)}, true},
    {"team_of_another_owner", {customer(1), user(2), team(2)}, false},
    {"other_team", {customer(1), {}, team(1)}, false},
    {"listed_customer", {customer(7), user(2), {}}, true},
    {"nothing_known", {}, false},
};

class FilterTable : public testing::TestWithParam<AdmitCase> {};
TEST_P(FilterTable, admits) { EXPECT_EQ(sample.admits(GetParam().of), GetParam().admitted); }
INSTANTIATE_TEST_SUITE_P(access, FilterTable, testing::ValuesIn(admit_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Filter, everything_admits_everything_and_the_empty_filter_nothing) {
  for (const AdmitCase& row : admit_cases) {
    EXPECT_TRUE(Filter{.everything = true}.admits(row.of));
    EXPECT_FALSE(Filter{}.admits(row.of));
  }
}

}  // namespace
}  // namespace guanxi::access
