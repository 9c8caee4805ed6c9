#pragma once
/// @file
/// What to call somebody in a message.

#include <guanxi/model/contact.hpp>

#include <span>
#include <string>

namespace guanxi::chain {

/// What a contact is called: display name, else full name, else title; a name of one Chinese sign gets its title,
/// 李总经理.
/// @return  empty if the card has none of them
[[nodiscard]] inline std::string person_name(const Contact& contact) {
  const std::string& name = contact.display_name.empty() ? contact.full_name : contact.display_name;
  if (name.empty()) return contact.title;
  const bool one_sign = name.size() == 3 && static_cast<unsigned char>(name[0]) >= 0xe0;
  return one_sign ? name + contact.title : name;
}

/// What a contact is called, looked up by id.
/// @param id        who; may be unset
/// @param contacts  cards to look in; may be empty
/// @return  the last eight signs of the id if there is no card or no name on it; “?” for an unset id
[[nodiscard]] inline std::string person_name(Id<Contact> id, std::span<const Contact> contacts) {
  if (!id) return "?";
  for (const Contact& contact : contacts)
    if (contact.id == id)
      if (std::string name = person_name(contact); !name.empty()) return name;
  return to_string(id).substr(28);
}

}  // namespace guanxi::chain
