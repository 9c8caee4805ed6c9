#pragma once
/// @file
/// From the result codes of SQLite to errors that say what to do.

#include <guanxi/core/error.hpp>

#include <SQLiteCpp/Exception.h>

#include <utility>

namespace guanxi::store::detail {

/// Throws what a user of guanxi shall see instead.
/// @throws FileError  `store.locked`, `store.wrong_file`, `store.corrupt`, `store.full`, `store.read_only`, `store.cannot_open`,
///         `store.input_output` or `store.sqlite` for everything else
[[noreturn]] void rethrow(const SQLite::Exception& problem);

/// Calls a function; whatever SQLite reports becomes an error of ours.
template <class Call>
decltype(auto) guarded(Call&& call) {
  try {
    return std::forward<Call>(call)();
  } catch (const SQLite::Exception& problem) {
    rethrow(problem);
  }
}

}  // namespace guanxi::store::detail
