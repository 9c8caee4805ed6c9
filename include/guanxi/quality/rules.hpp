#pragma once
/// @file
/// Rules that tie several fields together, each stated once and typed by the members it speaks of.

#include <guanxi/core/field.hpp>

#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>

namespace guanxi::quality {

struct IdentifierCheck;
struct FormatOptions;

/// A member that a rule speaks of.
struct MemberRef {
  const RecordInfo* record{};  ///< dictionary that the member stands in
  const Field* field{};        ///< its line

  /// True if this is the member's line, also as a copy held by a catalogue.
  [[nodiscard]] bool is(const RecordInfo& in, const Field& line) const noexcept {
    return &in == record && !line.run_time && line.at == field->at;
  }
};

namespace detail {

template <class R, class M>
R record_of(M R::*);

template <auto Pointer>
using RecordOf = decltype(record_of(Pointer));

}  // namespace detail

/// A reference to a member; a member without a line in the dictionary does not compile.
template <auto Pointer>
[[nodiscard]] consteval MemberRef member() {
  using Record = detail::RecordOf<Pointer>;
  for (const Field& line : Schema<Record>::fields)
    if (line.at == field<Pointer>("", {}).at) return {&RecordInfoOf<Record>::value, &line};
  throw std::logic_error("this member has no line in its dictionary");
}

/// Two dates of a record, nested or not, of which the second must not lie before the first.
struct DateOrder {
  MemberRef earlier{};  ///< the date that comes first
  MemberRef later{};    ///< the date that comes second; the same day is allowed
};

/// The rule that one date comes before, or on the day of, another one.
template <auto Earlier, auto Later>
[[nodiscard]] consteval DateOrder in_order() {
  static_assert(std::is_same_v<detail::RecordOf<Earlier>, detail::RecordOf<Later>>, "both dates must stand in one record");
  return {member<Earlier>(), member<Later>()};
}

/// A field that means nothing for some records of its kind: it is not missing there, and contradicts if it is filled.
struct Exclusion {
  MemberRef member{};                        ///< the field
  bool (*excluded)(const void* record){};    ///< true if it is known to mean nothing for this record
  Label reason{};                            ///< why, as half a sentence
};

/// The rule that a field means nothing where a condition holds; while what the condition asks for is unknown, it must not hold.
template <auto Pointer, auto Condition>
[[nodiscard]] consteval Exclusion excluded_when(Label reason) {
  using Record = detail::RecordOf<Pointer>;
  return {member<Pointer>(), [](const void* record) -> bool { return Condition(*static_cast<const Record*>(record)); }, reason};
}

/// A text whose shape depends on other fields of its record.
struct FormatChoice {
  MemberRef member{};  ///< a field of a record kind, not of a nested record; takes the place of the check by `Notes::format`
  IdentifierCheck (*check)(const void* record, std::string_view text, const FormatOptions& options){};  ///< checks the text
};

/// All rules; the spans are borrowed.
struct Rules {
  std::span<const DateOrder> date_orders{};        ///< pairs of dates
  std::span<const MemberRef> first_days{};         ///< dates of a customer that no event of its records precedes
  std::span<const MemberRef> plans{};              ///< event fields that may lie in the future
  std::span<const Exclusion> exclusions{};         ///< fields that do not always apply
  std::span<const FormatChoice> format_choices{};  ///< texts whose shape depends on other fields
};

/// The rules for the standard kinds; to add to them, copy the spans into containers of your own.
[[nodiscard]] Rules standard_rules() noexcept;

/// The exclusion that holds for a field of this record.
/// @return  nullptr if the field applies
[[nodiscard]] const Exclusion* exclusion_of(const Rules& rules, const RecordInfo& in, const Field& field, const void* record) noexcept;

}  // namespace guanxi::quality
