#pragma once
/// @file
/// What to find, in which order, and how much of it at a time.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/store/count_term.hpp>
#include <guanxi/store/field_term.hpp>
#include <guanxi/store/member_term.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::store {

/// Which end comes first.
enum class Ordering { ascending, descending };

/// A field by which records are ordered. Texts go by their bytes, words of an enumeration by their table, amounts within their
/// currency. Records in which the field is unset come last.
struct Order {
  std::string path{};                         ///< path of a field with one value, see `field`
  Ordering ordering = Ordering::ascending;    ///< default least first
  bool operator==(const Order&) const = default;
};

/// Least first.
[[nodiscard]] inline Order ascending(std::string path) { return {.path = std::move(path), .ordering = Ordering::ascending}; }
/// Greatest first.
[[nodiscard]] inline Order descending(std::string path) { return {.path = std::move(path), .ordering = Ordering::descending}; }

/// What to find.
struct Query {
  Condition where{};             ///< default everything
  std::vector<Order> order{};    ///< first field first; ties, and records without any order, go by identifier: oldest first
  std::size_t limit = 50;        ///< records of a page, at most; 0 for all. Default 50.
  std::string after{};           ///< `next` of the page before; empty for the first
  std::optional<Date> as_of{};   ///< the day that `as_of()` means; default that of the store's clock, for all pages that of the first
  bool operator==(const Query&) const = default;
};

/// Some of the records that a query finds.
template <class T>
struct Page {
  std::vector<T> records{};  ///< at most as many as asked for
  std::string next{};        ///< where the next page starts; empty if there is none
};

/// What to count and add up.
struct Summary {
  Condition where{};            ///< of which records; default all
  std::string by{};             ///< path of the field whose values make the groups; empty for one group
  std::string of{};             ///< path of a number or amount to add up; empty to count only
  std::optional<Date> as_of{};  ///< the day that `as_of()` means; default that of the store's clock
};

/// The numbers or amounts of one group.
struct Figures {
  std::int64_t count{};  ///< records in which the field is set
  Value sum{};           ///< whole numbers and amounts exactly
  Value least{};         ///< smallest of them
  Value greatest{};      ///< largest of them
  double mean{};         ///< sum over count; of amounts in minor units
  bool operator==(const Figures&) const = default;
};

/// The records that share a value.
struct Group {
  std::string key{};               ///< the value as write_exact writes it; empty where it is unset
  Message label{};                 ///< the value for people: the label of a word, else the key
  std::int64_t count{};            ///< number of records
  std::vector<Figures> figures{};  ///< of amounts one for each currency, by its code; none if the field is unset in all
  bool operator==(const Group&) const = default;
};

/// Groups in the order of their values, that of what is unset last.
using Groups = std::vector<Group>;

}  // namespace guanxi::store
