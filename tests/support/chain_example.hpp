#pragma once
/// @file
/// The worked example of a decision chain (METHODS 3): L decides, W evaluates, Z uses, P buys.

#include <guanxi/model/contact.hpp>
#include <guanxi/model/decision_chain.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::test {

/// An identifier that ends in a number; larger numbers sort later.
template <class T>
Id<T> id_of(int number) {
  Id<T> id;
  id.uuid.bytes[0] = 1;
  id.uuid.bytes[14] = static_cast<std::uint8_t>(number / 256);
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number % 256);
  return id;
}

inline constexpr int L = 1, W = 2, Z = 3, P = 4;

/// A day on which the examples are read.
inline constexpr Date example_day = *Date::from_ymd(2023, 10, 15);

inline Tie tie_of(int from, int to, TieKind kind = TieKind::reports_to) {
  return {.from_id = id_of<Contact>(from), .to_id = id_of<Contact>(to), .kind = kind};
}

/// The decision chain of the worked example.
inline DecisionChain chain_example() {
  using enum BuyingRole;
  DecisionChain chain{.id = id_of<DecisionChain>(900)};
  chain.stakeholders = {
      {.contact = id_of<Contact>(L), .roles = {decider}, .influence = 10, .support = 0, .coverage = Coverage::none},
      {.contact = id_of<Contact>(W),
       .roles = {influencer, evaluator},
       .influence = 6,
       .support = 1,
       .coverage = Coverage::in_depth},
      {.contact = id_of<Contact>(Z),
       .roles = {user, initiator},
       .influence = 4,
       .support = 2,
       .coverage = Coverage::multiple},
      {.contact = id_of<Contact>(P),
       .roles = {buyer, gatekeeper},
       .influence = 2,
       .support = -1,
       .coverage = Coverage::brief}};
  chain.ties = {tie_of(W, L), tie_of(Z, W), tie_of(P, L)};
  return chain;
}

/// Cards of the people of the worked example.
inline std::vector<Contact> contacts_example() {
  std::vector<Contact> contacts;
  const auto add = [&contacts](int number, std::string name, std::string title) {
    Contact contact;
    contact.id = id_of<Contact>(number);
    contact.display_name = std::move(name);
    contact.title = std::move(title);
    contacts.push_back(std::move(contact));
  };
  add(L, "李", "总经理");
  add(W, "王工", "技术主管");
  add(Z, "张", "生产总监");
  add(P, "Ms Pan", "Buyer");
  return contacts;
}

}  // namespace guanxi::test
