#pragma once
/// @file
/// Our people by what they are called.

#include <guanxi/model/user.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace guanxi::access {

/// Users whose identifier, login or name this is. An identifier decides before a login, a login before a name; identifiers and
/// logins are compared as written, names folded.
/// @param users  our people, leavers too
/// @param name   what somebody wrote
/// @return  in the order given; several only if they share it; none for a blank
/// @cost    linear in the users
[[nodiscard]] std::vector<Id<User>> users_called(std::span<const User> users, std::string_view name);

}  // namespace guanxi::access
