#pragma once
/// @file
/// Checks of the file, the chain and every record against its history.

#include <guanxi/store/store.hpp>

#include "state.hpp"

namespace guanxi::store::detail {

/// See Store::verify.
/// @param connection  in a transaction
[[nodiscard]] Verification verify(Connection& connection, const State& state);

}  // namespace guanxi::store::detail
