#pragma once
/// @file
/// Conditions on members of records, held to their types by the compiler: `member<&Need::urgency>() == Grade::high`.

#include <guanxi/core/field.hpp>
#include <guanxi/store/field_term.hpp>

#include <concepts>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace guanxi::store {

namespace detail {

template <class Member, class V>
inline constexpr bool takes = false;
template <class V>
inline constexpr bool takes<std::string, V> = std::convertible_to<const V&, std::string_view>;
template <class V>
inline constexpr bool takes<std::optional<bool>, V> = std::same_as<V, bool>;
template <Whole T, class V>
inline constexpr bool takes<std::optional<T>, V> = Whole<V>;
template <std::floating_point T, class V>
inline constexpr bool takes<std::optional<T>, V> = Whole<V> || std::floating_point<V>;
template <class V>
inline constexpr bool takes<std::optional<Ratio>, V> = Whole<V> || std::floating_point<V>;
template <class V>
inline constexpr bool takes<std::optional<Date>, V> = std::same_as<V, Date> || std::same_as<V, RelativeDay>;
template <class V>
inline constexpr bool takes<std::optional<PartialDate>, V> = takes<std::optional<Date>, V> || std::same_as<V, PartialDate>;
template <class V>
inline constexpr bool takes<std::optional<Timestamp>, V> = takes<std::optional<Date>, V> || std::same_as<V, Timestamp>;
template <class V>
inline constexpr bool takes<std::optional<Money>, V> = std::same_as<V, Money>;
template <class V>
inline constexpr bool takes<std::optional<MoneyRange>, V> = std::same_as<V, Money>;
template <class V>
inline constexpr bool takes<std::optional<NumberRange>, V> = Whole<V>;
template <Worded E, class V>
inline constexpr bool takes<std::optional<E>, V> = std::same_as<V, E>;
template <Worded E, class V>
inline constexpr bool takes<E, V> = std::same_as<V, E>;
template <class T, class V>
inline constexpr bool takes<Id<T>, V> = std::same_as<V, Id<T>>;
template <class T, class V>
inline constexpr bool takes<Ref<T>, V> = std::same_as<V, Id<T>> || takes<std::string, V>;
template <class T, class V>
inline constexpr bool takes<std::vector<T>, V> = takes<T, V>;
template <class T, class V>
  requires requires(T judged) { judged.shown(); }
inline constexpr bool takes<T, V> = takes<decltype(T::set), V>;

template <class Member>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// Enumerators, texts, numbers, days and amounts follow each other; truth values and records do not.
template <class Member, class V>
concept Follows = takes<Member, V> && !std::same_as<V, bool> && !requires(Member link) { link.id; } && !requires(Member link) { link.uuid; } && !is_list<Member>;

template <class Member, class V>
concept Contained = takes<Member, V> && (is_list<Member> || std::same_as<Member, std::string>);

/// Name of a member in its dictionary.
template <auto Pointer>
[[nodiscard]] constexpr std::string_view name_of() noexcept {
  for (const Field& line : record_info<typename guanxi::detail::MemberOf<decltype(Pointer)>::Record>().fields)
    if (line.at == &guanxi::detail::member_at<Pointer>) return line.name;
  return {};
}

/// Type of the last of several members.
template <auto... Pointers>
using LastMember = typename guanxi::detail::MemberOf<std::tuple_element_t<sizeof...(Pointers) - 1, std::tuple<decltype(Pointers)...>>>::Member;

/// The record in which a path goes on after a member: its own type, that of its elements, or that to which it links.
template <class Member>
struct RecordIn {
  using Type = Member;
};
template <class T>
struct RecordIn<std::vector<T>> : RecordIn<T> {};
template <class T>
struct RecordIn<Id<T>> {
  using Type = T;
};
template <class T>
struct RecordIn<Ref<T>> {
  using Type = T;
};

/// True if each member lies in the record to which the one before leads.
template <auto First, auto... Rest>
inline constexpr bool is_path = true;
template <auto First, auto Second, auto... Rest>
inline constexpr bool is_path<First, Second, Rest...> =
    std::same_as<typename RecordIn<typename guanxi::detail::MemberOf<decltype(First)>::Member>::Type, typename guanxi::detail::MemberOf<decltype(Second)>::Record> && is_path<Second, Rest...>;

template <auto... Pointers>
[[nodiscard]] std::string path_of() {
  std::string path;
  ((path += (path.empty() ? "" : ".") + std::string(name_of<Pointers>())), ...);
  return path;
}

}  // namespace detail

/// A member to be compared; takes values of its own type only. See `member`.
template <class Member>
class MemberTerm {
 public:
  /// @param path  path of the member
  explicit MemberTerm(std::string path) : term_(std::move(path)) {}

  /// The member equals the value.
  template <class V>
    requires detail::takes<Member, V>
  friend Condition operator==(const MemberTerm& term, const V& value) { return term.term_ == Operand(value); }
  /// The member is set and differs from the value.
  template <class V>
    requires detail::takes<Member, V>
  friend Condition operator!=(const MemberTerm& term, const V& value) { return term.term_ != Operand(value); }
  /// The member is less than the value.
  template <class V>
    requires detail::Follows<Member, V>
  friend Condition operator<(const MemberTerm& term, const V& value) { return term.term_ < Operand(value); }
  /// The member is at most the value.
  template <class V>
    requires detail::Follows<Member, V>
  friend Condition operator<=(const MemberTerm& term, const V& value) { return term.term_ <= Operand(value); }
  /// The member is greater than the value.
  template <class V>
    requires detail::Follows<Member, V>
  friend Condition operator>(const MemberTerm& term, const V& value) { return term.term_ > Operand(value); }
  /// The member is at least the value.
  template <class V>
    requires detail::Follows<Member, V>
  friend Condition operator>=(const MemberTerm& term, const V& value) { return term.term_ >= Operand(value); }

  /// See FieldTerm::is_set.
  [[nodiscard]] Condition is_set() const { return term_.is_set(); }
  /// See FieldTerm::is_unset.
  [[nodiscard]] Condition is_unset() const { return term_.is_unset(); }
  /// See FieldTerm::one_of.
  template <class V>
    requires detail::takes<Member, V>
  [[nodiscard]] Condition one_of(std::span<const V> values) const { return term_.one_of(std::vector<Operand>(values.begin(), values.end())); }
  /// See FieldTerm::one_of.
  template <class V>
    requires detail::takes<Member, V>
  [[nodiscard]] Condition one_of(std::initializer_list<V> values) const { return one_of(std::span<const V>(values.begin(), values.size())); }
  /// See FieldTerm::contains.
  template <class V>
    requires detail::Contained<Member, V>
  [[nodiscard]] Condition contains(const V& value) const { return term_.contains(Operand(value)); }

 private:
  FieldTerm term_;
};

/// A member of a record, of a record nested in it, of the elements of a list or of the record to which a link leads:
/// `member<&Need::urgency>()`, `member<&Customer::customer_type, &Judged<CustomerType>::computed>()`,
/// `member<&Need::customer_id, &Customer::legal_name>()`. What is compared with it must be of its type; see `field` for the rest.
template <auto First, auto... Rest>
  requires detail::is_path<First, Rest...>
[[nodiscard]] auto member() {
  return MemberTerm<detail::LastMember<First, Rest...>>(detail::path_of<First, Rest...>());
}

}  // namespace guanxi::store
