#pragma once
/// @file
/// When a field of a record counts as filled.

#include <guanxi/core/field.hpp>
#include <guanxi/core/uuid.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::quality {

/// A field that the reader may not see: it is unset for him and counts as not applicable.
struct HiddenField {
  Uuid record{};       ///< the record; null stands for any
  std::string path{};  ///< path of the field inside the record
  bool operator==(const HiddenField&) const = default;
};

/// What counts as an answer.
struct PresenceOptions {
  std::vector<std::string> placeholders{};  ///< Texts that stand for nothing, besides those of `is_placeholder`. Default none.
  std::vector<std::string> genuine{};       ///< Texts that are answers here although `is_placeholder` knows them. Default none.
  std::vector<HiddenField> hidden{};        ///< Fields that the reader may not see. Default none.
};

/// True for a text that says something: neither blank nor standing for nothing (无, N/A, -, 测试, 123456 …).
/// Lists are compared folded; `genuine` wins over both lists of placeholders.
[[nodiscard]] bool is_answer(std::string_view text, const PresenceOptions& options = {});

/// True if a field holds at least one answer.
/// @param field   a line of the record's dictionary, or a run-time field of its kind
/// @param record  the record
/// @param options  placeholders, exceptions from them, hidden fields
/// @return  for a list, whether one element holds an answer; for a nested record, whether one of its fields does that
///          people are asked for (a judgement that only a rule made is not filled)
/// @cost  one look at each leaf of the field
[[nodiscard]] bool is_present(const Field& field, const void* record, const PresenceOptions& options = {});

/// True if a field of this record, or a part of it, is among those that the reader may not see.
[[nodiscard]] bool is_hidden(const Field& field, const Uuid& record, const PresenceOptions& options);

}  // namespace guanxi::quality
