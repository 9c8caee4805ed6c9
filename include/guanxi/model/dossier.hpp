#pragma once
/// @file
/// One customer with everything we know of it, and the book of many.

#include <guanxi/core/records.hpp>
#include <guanxi/model/customer.hpp>

#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace guanxi {

/// One customer and all records that belong to it. A value: copies are deep, `==` compares everything.
class Dossier {
 public:
  /// A dossier of a customer about whom nothing is known yet.
  Dossier() : Dossier(Customer{}) {}
  /// A dossier of this customer.
  explicit Dossier(Customer customer) { records_.of<Customer>().push_back(std::move(customer)); }

  /// The customer.
  [[nodiscard]] Customer& customer() { return records_.of<Customer>().front(); }
  /// The customer.
  [[nodiscard]] const Customer& customer() const { return records_.of<Customer>().front(); }

  /// The records of kind T, such as `dossier.of<Need>()`.
  template <class T>
  [[nodiscard]] std::vector<T>& of() {
    static_assert(!std::is_same_v<T, Customer>, "a dossier has exactly one customer: use customer()");
    return records_.of<T>();
  }
  /// The records of kind T.
  template <class T>
  [[nodiscard]] const std::vector<T>& of() const {
    return records_.of<T>();
  }

  /// All records without their C++ type; keep exactly one customer among them.
  [[nodiscard]] Records& records() noexcept { return records_; }
  /// All records without their C++ type.
  [[nodiscard]] const Records& records() const noexcept { return records_; }

  bool operator==(const Dossier&) const = default;

 private:
  Records records_;
};

/// Many customers, and the records that belong to no single one: our people, offerings, trends.
struct Book {
  std::vector<Dossier> dossiers{};  ///< one for each customer
  Records shared{};                 ///< records of kinds with `Scope::shared`
  bool operator==(const Book&) const = default;
};

namespace detail {

template <class AnyBook>
auto find_dossier(AnyBook& book, std::string_view text) -> decltype(book.dossiers.data()) {
  if (text.empty()) return nullptr;
  constexpr std::string Customer::*names[] = {&Customer::registration_id, &Customer::legal_name, &Customer::short_name};
  for (auto& dossier : book.dossiers)
    if (const Id<Customer> id = dossier.customer().id; id && to_string(id) == text) return &dossier;
  for (const auto name : names)
    for (auto& dossier : book.dossiers)
      if (dossier.customer().*name == text) return &dossier;
  return nullptr;
}

template <class AnyBook>
auto find_dossier(AnyBook& book, Id<Customer> id) -> decltype(book.dossiers.data()) {
  if (!id) return nullptr;
  for (auto& dossier : book.dossiers)
    if (dossier.customer().id == id) return &dossier;
  return nullptr;
}

}  // namespace detail

/// The dossier of a customer.
/// @return  nullptr if there is none, also for an unset id
/// @cost    linear in the dossiers
[[nodiscard]] inline Dossier* find_dossier(Book& book, Id<Customer> id) { return detail::find_dossier(book, id); }
/// The dossier of a customer.
[[nodiscard]] inline const Dossier* find_dossier(const Book& book, Id<Customer> id) { return detail::find_dossier(book, id); }

/// The dossier of a customer by what exactly is written on its card: id, then registration id, legal name, short name.
/// @return  the first in the order of the book, nullptr if there is none or the text is empty
/// @cost    linear in the dossiers
[[nodiscard]] inline Dossier* find_dossier(Book& book, std::string_view text) { return detail::find_dossier(book, text); }
/// The dossier of a customer by what exactly is written on its card.
[[nodiscard]] inline const Dossier* find_dossier(const Book& book, std::string_view text) {
  return detail::find_dossier(book, text);
}

}  // namespace guanxi
