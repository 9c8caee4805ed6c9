#pragma once
/// @file
/// The roles that a new file starts with.

#include <guanxi/access/role.hpp>

#include <vector>

namespace guanxi::access {

/// Roles to start with, to be changed at will.
///
/// | role | for | grants |
/// |---|---|---|
/// | salesperson | every user | own: create, read, edit, export, contact details, trade terms; remove nothing |
/// | supervisor | job supervisor | team: read, edit, export, reassign, contact details, trade terms |
/// | executive | job executive | all: read, edit, export, reassign, contact details, trade terms |
/// | marketing | job marketing | all: read; contact details of own customers alone, as every user |
/// | administrator | `administrator` | all: everything; administers |
/// @param ids            makes their identifiers
/// @param administrator  who keeps users, teams and roles
/// @throws  ArgumentError  `access.administrator` for a null identifier
[[nodiscard]] std::vector<Role> standard_roles(IdGenerator& ids, Id<User> administrator);

}  // namespace guanxi::access
