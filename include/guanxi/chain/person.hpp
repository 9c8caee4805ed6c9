#pragma once
/// @file
/// Somebody on a decision chain, as answers name them.

#include <guanxi/core/id.hpp>

#include <string>

namespace guanxi {
struct Contact;
}

namespace guanxi::chain {

/// Somebody on the chain.
struct Person {
  Id<Contact> contact{};  ///< who
  std::string name{};     ///< for messages: as the contact is called, else the end of the id
  bool operator==(const Person&) const = default;
};

}  // namespace guanxi::chain
