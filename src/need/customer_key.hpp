#pragma once
/// @file
/// What tells customers of a book apart.

#include <guanxi/model/dossier.hpp>

#include <cstddef>
#include <string>

namespace guanxi::need::detail {

/// The id of a customer as text; # and its place in the book, from 1, if it has none.
[[nodiscard]] inline std::string customer_key(const Dossier& dossier, std::size_t place) {
  const Id<Customer> id = dossier.customer().id;
  return id ? to_string(id) : "#" + std::to_string(place + 1);
}

}  // namespace guanxi::need::detail
