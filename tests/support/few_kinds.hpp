#pragma once
/// @file
/// A catalogue of few kinds, for tests that open a store very often.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/customer.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/team.hpp>
#include <guanxi/model/user.hpp>

namespace guanxi::test {

/// Customers with contacts and needs, users and teams.
inline const Catalogue& few_kinds() {
  static constexpr const KindInfo* kinds[] = {&kind_info<Customer>(), &kind_info<Contact>(), &kind_info<Need>(), &kind_info<User>(), &kind_info<Team>()};
  static const Catalogue catalogue(kinds);
  return catalogue;
}

}  // namespace guanxi::test
