#include <guanxi/core/custom_words.hpp>

#include <array>
#include <variant>

namespace guanxi {

namespace {

struct CustomWord {
  std::string_view word;
  Type type;
};

/// In the order of the alternatives of CustomValue, the first of which is “unset”.
constexpr std::array<CustomWord, 10> custom_words{{{"text", detail::custom_type(TypeKind::text)},
                                                   {"boolean", detail::custom_type(TypeKind::boolean)},
                                                   {"integer", detail::custom_type(TypeKind::integer)},
                                                   {"real", detail::custom_type(TypeKind::real)},
                                                   {"date", detail::custom_type(TypeKind::date)},
                                                   {"partial_date", detail::custom_type(TypeKind::partial_date)},
                                                   {"timestamp", detail::custom_type(TypeKind::timestamp)},
                                                   {"money", detail::custom_type(TypeKind::money)},
                                                   {"number_range", detail::custom_type(TypeKind::number_range)},
                                                   {"money_range", detail::custom_type(TypeKind::money_range)}}};

static_assert(std::variant_size_v<CustomValue> == custom_words.size() + 1, "one word for each thing that a custom value can hold");

}  // namespace

std::string_view custom_word(const CustomValue& value) noexcept {
  return value.index() == 0 ? std::string_view() : custom_words[value.index() - 1].word;
}

const Type* custom_type_named(std::string_view word) noexcept {
  for (const CustomWord& known : custom_words)
    if (known.word == word) return &known.type;
  return nullptr;
}

const Type& plain_custom_type(const Field* declared) noexcept {
  if (declared == nullptr) return custom_words[0].type;
  if (declared->type->kind == TypeKind::enumeration) return *declared->type;
  for (const CustomWord& known : custom_words)
    if (known.type.kind == declared->type->kind) return *declared->type;
  return custom_words[0].type;
}

bool is_plain_custom(const Type& plain, const CustomValue& value) noexcept {
  if (plain.kind == TypeKind::enumeration) return std::holds_alternative<const EnumWord*>(plain.get(plain, &value));
  return value.index() != 0 && custom_words[value.index() - 1].type.kind == plain.kind;
}

const Field* run_time_field(std::span<const Field> fields, std::string_view name) noexcept {
  for (const Field& field : fields)
    if (field.run_time && field.name == name) return &field;
  return nullptr;
}

}  // namespace guanxi
