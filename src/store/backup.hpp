#pragma once
/// @file
/// Copies of the store.

#include <string>

#include "state.hpp"

namespace guanxi::store::detail {

/// See Store::backup.
void backup(State& state, const std::string& path);

}  // namespace guanxi::store::detail
