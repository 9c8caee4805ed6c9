#pragma once
/// @file
/// A catalogue of few kinds with work that can be handed over, for tests that open a store very often.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/complaint.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/customer.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/team.hpp>
#include <guanxi/model/user.hpp>
#include <guanxi/store/session.hpp>

#include <set>
#include <string>

namespace guanxi::test {

/// Customers with contacts and complaints, users and teams.
inline const Catalogue& desk_kinds() {
  static constexpr const KindInfo* kinds[] = {&kind_info<Customer>(), &kind_info<Contact>(), &kind_info<Complaint>(), &kind_info<User>(), &kind_info<Team>()};
  static const Catalogue catalogue(kinds);
  return catalogue;
}

/// Two people between whom customers change hands.
inline constexpr Id<User> desk_giver{Uuid{{1}}}, desk_taker{Uuid{{2}}};

/// Makes the two people.
inline void put_desk_people(store::Session& session) {
  for (const Id<User> id : {desk_giver, desk_taker}) {
    User user;
    user.id = id;
    user.name = user.login = id == desk_giver ? "giver" : "taker";
    session.put(user);
  }
}

/// A book of so many customers of the giver, with a contact and an open complaint each; another mark makes every card say something
/// else.
inline Book marked_book(int customers, const std::string& mark) {
  IdGenerator ids({}, 1);
  Book book;
  for (int i = 0; i < customers; ++i) {
    Dossier& dossier = book.dossiers.emplace_back();
    Customer& card = dossier.customer();
    card.id = ids.make<Customer>();
    card.legal_name = "客户" + std::to_string(100 + i);
    card.notes = mark;
    card.owner_id.id = desk_giver;
    Contact contact;
    contact.id = ids.make<Contact>();
    contact.customer_id = card.id;
    contact.display_name = "联系人" + std::to_string(100 + i);
    contact.title = mark;
    dossier.of<Contact>().push_back(contact);
    Complaint complaint;
    complaint.id = ids.make<Complaint>();
    complaint.customer_id = card.id;
    complaint.description = "坏了" + std::to_string(100 + i);
    complaint.handler_id.id = desk_giver;
    dossier.of<Complaint>().push_back(complaint);
  }
  return book;
}

/// What the cards of a book say, and whose they and their complaints are: one line if they were imported and handed over whole.
inline std::set<std::string> states_of(const Book& book) {
  std::set<std::string> states;
  for (const Dossier& dossier : book.dossiers) {
    std::string state = dossier.customer().notes + " of " + to_string(dossier.customer().owner_id.id);
    for (const Contact& contact : dossier.of<Contact>()) state += ", contact " + contact.title;
    for (const Complaint& complaint : dossier.of<Complaint>()) state += ", complaint of " + to_string(complaint.handler_id.id);
    states.insert(state);
  }
  return states;
}

}  // namespace guanxi::test
