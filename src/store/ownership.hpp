#pragma once
/// @file
/// Whom the customers of a record belong to.

#include <guanxi/access/explanation.hpp>

#include <vector>

#include "visibility.hpp"

namespace guanxi::store::detail {

/// Who keeps the customers to which a row belongs, whoever may read them, in the order of their identifiers.
[[nodiscard]] std::vector<access::Ownership> owners_of(const View& view, const Table& table, const Uuid& id);

/// Why an action is allowed on a record that the principal may read, or not: at the first of its customers where it is allowed, else
/// at the first that the principal may read. Writing what is guarded by `reassign` takes that right.
/// @throws ArgumentError  `store.shared` for a kind that belongs to no customer
[[nodiscard]] access::Explanation explain_action(const View& view, const Table& table, const Uuid& id, access::Action action);

}  // namespace guanxi::store::detail
