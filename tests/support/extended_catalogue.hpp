#pragma once
/// @file
/// The standard kinds, each with a run-time field of every type.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/kinds.hpp>

#include <string_view>
#include <utility>

namespace guanxi::test {

inline constexpr EnumWord grades[] = {{0, "low", {"低", "Low"}, "差"}, {1, "high", {"高", "High"}, "好"}};

template <TypeKind kind>
inline constexpr Type declared_type = guanxi::detail::custom_type(kind);

inline constexpr Type grade_type = [] {
  Type type = guanxi::detail::custom_type(TypeKind::enumeration);
  type.words = grades;
  return type;
}();

/// The standard kinds, each with a run-time field of every type.
inline const Catalogue& extended_catalogue() {
  static const Catalogue made = [] {
    static constexpr std::pair<std::string_view, const Type*> fields[] = {
        {"说明", &declared_type<TypeKind::text>},           {"是否样板", &declared_type<TypeKind::boolean>},
        {"台数", &declared_type<TypeKind::integer>},        {"能耗", &declared_type<TypeKind::real>},
        {"竣工", &declared_type<TypeKind::date>},           {"生日", &declared_type<TypeKind::partial_date>},
        {"时刻", &declared_type<TypeKind::timestamp>},      {"造价", &declared_type<TypeKind::money>},
        {"产能", &declared_type<TypeKind::number_range>},   {"报价", &declared_type<TypeKind::money_range>},
        {"节能等级", &grade_type},                          {"编码", &declared_type<TypeKind::id>},
        {"设计师", &declared_type<TypeKind::ref>}};
    Catalogue catalogue = standard_catalogue();
    for (const KindInfo* kind : catalogue.kinds())
      for (const auto& [name, type] : fields) {
        Field field;
        field.name = name;
        field.label = {name, name};
        field.type = type;
        catalogue.add_field(*kind, field);
      }
    return catalogue;
  }();
  return made;
}

}  // namespace guanxi::test
