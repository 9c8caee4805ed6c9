#include "exact_words.hpp"

#include <array>
#include <variant>

namespace guanxi::io::detail {

namespace {

struct Word {
  std::string_view word;
  Type type;
};

/// In the order of the alternatives of CustomValue, the first of which is “unset”.
constexpr std::array<Word, 10> words{{{"text", guanxi::detail::custom_type(TypeKind::text)},
                                      {"boolean", guanxi::detail::custom_type(TypeKind::boolean)},
                                      {"integer", guanxi::detail::custom_type(TypeKind::integer)},
                                      {"real", guanxi::detail::custom_type(TypeKind::real)},
                                      {"date", guanxi::detail::custom_type(TypeKind::date)},
                                      {"partial_date", guanxi::detail::custom_type(TypeKind::partial_date)},
                                      {"timestamp", guanxi::detail::custom_type(TypeKind::timestamp)},
                                      {"money", guanxi::detail::custom_type(TypeKind::money)},
                                      {"number_range", guanxi::detail::custom_type(TypeKind::number_range)},
                                      {"money_range", guanxi::detail::custom_type(TypeKind::money_range)}}};

static_assert(std::variant_size_v<CustomValue> == words.size() + 1, "one word for each thing that a custom value can hold");

}  // namespace

std::string_view word_of(const CustomValue& value) noexcept {
  return value.index() == 0 ? std::string_view() : words[value.index() - 1].word;
}

const Type* type_named(std::string_view word) noexcept {
  for (const Word& known : words)
    if (known.word == word) return &known.type;
  return nullptr;
}

const Type& spoken_type(const Field* declared) noexcept {
  if (declared == nullptr) return words[0].type;
  if (declared->type->kind == TypeKind::enumeration) return *declared->type;
  for (const Word& known : words)
    if (known.type.kind == declared->type->kind) return *declared->type;
  return words[0].type;
}

bool is_plain(const Type& spoken, const CustomValue& value) noexcept {
  if (spoken.kind == TypeKind::enumeration) return std::holds_alternative<const EnumWord*>(spoken.get(spoken, &value));
  return value.index() != 0 && words[value.index() - 1].type.kind == spoken.kind;
}

const Field* declared_field(std::span<const Field> fields, std::string_view name) noexcept {
  for (const Field& field : fields)
    if (field.run_time && field.name == name) return &field;
  return nullptr;
}

}  // namespace guanxi::io::detail
