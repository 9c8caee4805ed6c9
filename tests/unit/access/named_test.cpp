#include <guanxi/access/named.hpp>

namespace guanxi::access {
namespace {

User person(unsigned char id, const char* name, const char* login) {
  User user;
  user.id = {Uuid{{id}}};
  user.name = name;
  user.login = login;
  return user;
}

TEST(UsersCalled, the_identifier_decides_before_the_login_and_that_before_the_name) {
  const std::vector<User> users{person(1, "李伟", "li"), person(2, "li", "wang"), person(3, "李偉", ""), person(4, to_string(Uuid{{1}}).c_str(), "")};
  using Found = std::vector<Id<User>>;
  EXPECT_EQ(users_called(users, to_string(Uuid{{1}})), Found{users[0].id});
  EXPECT_EQ(users_called(users, "li"), Found{users[0].id});
  EXPECT_EQ(users_called(users, "LI"), Found{users[1].id}) << "logins as written, names folded";
  EXPECT_EQ(users_called(users, "李伟"), (Found{users[0].id, users[2].id}));
  EXPECT_EQ(users_called(users, ""), Found{});
  EXPECT_EQ(users_called(users, " "), Found{});
  EXPECT_EQ(users_called(users, "赵"), Found{});
}

}  // namespace
}  // namespace guanxi::access
