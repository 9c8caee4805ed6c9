#pragma once
/// @file
/// The members of a plain struct, as all bindings ask for them.

#include <guanxi/core/members.hpp>

namespace guanxi::python {

using guanxi::detail::addresses_of;
using guanxi::detail::Aggregate;
using guanxi::detail::member_count;
using guanxi::detail::member_name;
using guanxi::detail::MemberType;

}  // namespace guanxi::python
