#include <guanxi/access/named.hpp>
#include <guanxi/core/text.hpp>

#include <string>

namespace guanxi::access {

std::vector<Id<User>> users_called(std::span<const User> users, std::string_view name) {
  std::vector<Id<User>> found;
  const auto collect = [&](const auto& fits) {
    if (found.empty())
      for (const User& user : users)
        if (fits(user)) found.push_back(user.id);
  };
  const std::string folded = text::fold(name);
  collect([&](const User& user) { return to_string(user.id) == name; });
  collect([&](const User& user) { return !user.login.empty() && user.login == name; });
  collect([&](const User& user) { return !folded.empty() && text::fold(user.name) == folded; });
  return found;
}

}  // namespace guanxi::access
