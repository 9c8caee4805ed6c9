#include <guanxi/access/principal.hpp>

#include <gtest/gtest.h>

#include "support/code_thrown.hpp"
#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

TEST(Principal, is_a_user_or_a_program) {
  EXPECT_FALSE(Principal::of(user(1)).is_system());
  EXPECT_TRUE(Principal::named_system("nightly import").is_system());
  EXPECT_EQ(Principal::named_system("nightly import").system, "nightly import");
  EXPECT_EQ(Principal::of(user(1)), (Principal{user(1), ""}));
  EXPECT_NE(Principal::of(user(1)), Principal::of(user(2)));
}

TEST(Principal, is_nobody_by_default) {
  EXPECT_FALSE(Principal{}.is_system());
  EXPECT_EQ(Principal{}, Principal::of({}));
}

TEST(Principal, a_user_does_not_become_a_program_by_a_name) {
  EXPECT_FALSE((Principal{user(1), "nightly import"}).is_system());
}

TEST(Principal, a_program_needs_a_name) {
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)Principal::named_system(""); }), "access.system_name");
}

}  // namespace
}  // namespace guanxi::access
