#pragma once
/// @file
/// Fields that a company adds to a record kind at run time.

#include <guanxi/core/catalogue.hpp>

#include <cmath>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi {

/// What a run-time field holds.
enum class FieldType { text, integer, real, boolean, date, partial_date, timestamp, money, number_range, money_range, choice };

template <>
struct Words<FieldType> {
  static constexpr EnumWord table[] = {
      word(FieldType::text, "text", {"文字", "Text"}, "文本|string"),
      word(FieldType::integer, "integer", {"整数", "Whole number"}, "int"),
      word(FieldType::real, "real", {"数值", "Number"}, "小数|float|double"),
      word(FieldType::boolean, "boolean", {"是/否", "Yes or no"}, "布尔|bool"),
      word(FieldType::date, "date", {"日期", "Date"}),
      word(FieldType::partial_date, "partial_date", {"年月", "Partial date"}, "不完整日期"),
      word(FieldType::timestamp, "timestamp", {"时间", "Date and time"}, "日期时间|datetime"),
      word(FieldType::money, "money", {"金额", "Money"}),
      word(FieldType::number_range, "range", {"数值范围", "Range of numbers"}, "范围|number_range"),
      word(FieldType::money_range, "money_range", {"金额范围", "Range of money"}),
      word(FieldType::choice, "choice", {"选项", "Choice"}, "枚举|单选|enum"),
  };
};

/// One of the values that a field of type choice may take.
struct FieldChoice {
  std::string word{};
  std::string label_zh{};
  std::string label_en{};
  std::string aliases{};
  bool operator==(const FieldChoice&) const = default;
};

template <>
struct Schema<FieldChoice> {
  static constexpr Field fields[] = {
      field<&FieldChoice::word>("word", {"代码", "Word"}, {.hint = {"存储用的小写英文", "What is stored, lower case"}, .level = Level::required, .part = Part::title}),
      field<&FieldChoice::label_zh>("label_zh", {"中文名称", "Chinese label"}, {.hint = {"显示给人看", "What people read"}}),
      field<&FieldChoice::label_en>("label_en", {"英文名称", "English label"}, {.hint = {"显示给人看", "What people read"}}),
      field<&FieldChoice::aliases>("aliases", {"其他写法", "Aliases"}, {.hint = {"以 | 隔开", "Separated by |"}}),
  };
};

/// The definition of one run-time field; what is left out keeps the default of Notes.
struct FieldDefinition {
  std::string name{};
  std::string label_zh{};
  std::string label_en{};
  std::string hint_zh{};
  std::string hint_en{};
  std::string aliases{};
  std::optional<FieldType> type{};
  std::string unit{};
  std::string category{};
  std::optional<Level> level{};
  std::optional<int> weight{};
  std::optional<double> decline{};
  std::optional<Privacy> privacy{};
  std::optional<double> low{};
  std::optional<double> high{};
  std::vector<FieldChoice> choices{};
  bool operator==(const FieldDefinition&) const = default;
};

template <>
struct Schema<FieldDefinition> {
  static constexpr Field fields[] = {
      field<&FieldDefinition::name>("name", {"字段名", "Field name"}, {.hint = {"小写英文、数字与下划线", "Lower case letters, digits and underscores"}, .level = Level::required, .part = Part::title}),
      field<&FieldDefinition::label_zh>("label_zh", {"中文名称", "Chinese label"}, {.hint = {"表单上的中文栏目", "Header on Chinese forms"}}),
      field<&FieldDefinition::label_en>("label_en", {"英文名称", "English label"}, {.hint = {"表单上的英文栏目", "Header on English forms"}}),
      field<&FieldDefinition::hint_zh>("hint_zh", {"中文说明", "Chinese hint"}, {.hint = {"怎样填写", "How to fill it in"}}),
      field<&FieldDefinition::hint_en>("hint_en", {"英文说明", "English hint"}, {.hint = {"怎样填写", "How to fill it in"}}),
      field<&FieldDefinition::aliases>("aliases", {"其他栏目名", "Aliases"}, {.hint = {"以 | 隔开", "Separated by |"}}),
      field<&FieldDefinition::type>("type", {"字段类型", "Type"}, {.hint = {"文字、数值、日期、金额、选项等", "Text, number, date, money, choice and so on"}}),
      field<&FieldDefinition::unit>("unit", {"单位", "Unit"}, {.hint = {"数值的单位，金额的币种", "Unit of a number, currency of money"}}),
      field<&FieldDefinition::category>("category", {"信息类别", "Category"}, {.hint = {"已有类别的名称，或新类别", "Name of a known category, or a new one"}}),
      field<&FieldDefinition::level>("level", {"必填程度", "Level"}, {.hint = {"选填、建议或必填", "Optional, recommended or required"}}),
      field<&FieldDefinition::weight>("weight", {"完整度权重", "Weight"}, {.hint = {"0 表示不计入完整度", "0 does not count in completeness"}, .low = 0}),
      field<&FieldDefinition::decline>("decline", {"年衰减率", "Decline"}, {.hint = {"0 表示不会过时", "0 is never out of date"}, .low = 0}),
      field<&FieldDefinition::privacy>("privacy", {"保密级别", "Privacy"}, {.hint = {"公开、个人信息或商业敏感", "Open, personal or sensitive"}}),
      field<&FieldDefinition::low>("low", {"最小值", "Least value"}, {.hint = {"数值的下限", "Least number allowed"}}),
      field<&FieldDefinition::high>("high", {"最大值", "Greatest value"}, {.hint = {"数值的上限", "Greatest number allowed"}}),
      field<&FieldDefinition::choices>("choices", {"选项", "Choices"}, {.hint = {"类型为选项时可选的值", "Values of a choice"}}),
  };
};

/// Run-time fields of one record kind; its own dictionary makes it readable and writable like any record.
struct FieldSet {
  std::string kind{};
  std::vector<FieldDefinition> fields{};
  bool operator==(const FieldSet&) const = default;

  /// Adds the fields to a catalogue, which keeps what they need.
  /// @throws NotFoundError  `catalogue.kind` if the catalogue has no such kind
  /// @throws ArgumentError  `catalogue.field` if the kind has a field of one of the names, `field_set.name` for a name that is
  ///                        not made of lower-case letters, digits and underscores, `field_set.choices` for a choice without
  ///                        values or with the same word twice; then nothing is added
  void add_to(Catalogue& catalogue) const;
};

template <>
struct Schema<FieldSet> {
  static constexpr Field fields[] = {
      field<&FieldSet::kind>("kind", {"档案类型", "Record kind"}, {.hint = {"例如 customer", "Such as customer"}, .level = Level::required, .part = Part::title}),
      field<&FieldSet::fields>("fields", {"字段", "Fields"}, {.hint = {"要添加的字段", "Fields to add"}, .level = Level::required}),
  };
};

namespace detail {

/// What the dictionary borrows from a FieldSet, at addresses that stay.
struct FieldSetStorage {
  std::deque<std::string> texts{};
  std::deque<std::vector<EnumWord>> words{};
  std::deque<Type> types{};
  std::deque<Category> categories{};

  std::string_view keep(std::string_view text) { return text.empty() ? std::string_view() : texts.emplace_back(text); }
  Label keep(const std::string& zh, const std::string& en, const std::string& fallback = {}) {
    const std::string& first = zh.empty() ? en : zh;
    const std::string& second = en.empty() ? zh : en;
    return {keep(first.empty() ? fallback : first), keep(second.empty() ? fallback : second)};
  }
};

constexpr TypeKind type_kind(FieldType type) noexcept {
  switch (type) {
    case FieldType::integer: return TypeKind::integer;
    case FieldType::real: return TypeKind::real;
    case FieldType::boolean: return TypeKind::boolean;
    case FieldType::date: return TypeKind::date;
    case FieldType::partial_date: return TypeKind::partial_date;
    case FieldType::timestamp: return TypeKind::timestamp;
    case FieldType::money: return TypeKind::money;
    case FieldType::number_range: return TypeKind::number_range;
    case FieldType::money_range: return TypeKind::money_range;
    case FieldType::choice: return TypeKind::enumeration;
    case FieldType::text: break;
  }
  return TypeKind::text;
}

inline bool is_field_name(std::string_view name) noexcept {
  if (name.empty() || !(name[0] >= 'a' && name[0] <= 'z')) return false;
  for (const char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}

inline std::span<const EnumWord> choice_words(const FieldDefinition& definition, FieldSetStorage& storage) {
  std::vector<EnumWord>& table = storage.words.emplace_back();
  for (const FieldChoice& choice : definition.choices) {
    for (const EnumWord& known : table)
      if (known.word == choice.word) throw ArgumentError("field_set.choices", "the field " + definition.name + " has the choice " + choice.word + " twice");
    if (choice.word.empty()) throw ArgumentError("field_set.choices", "a choice of the field " + definition.name + " has no word");
    table.push_back({static_cast<int>(table.size()), storage.keep(choice.word), storage.keep(choice.label_zh, choice.label_en, choice.word), storage.keep(choice.aliases), {}});
  }
  if (table.empty()) throw ArgumentError("field_set.choices", "the field " + definition.name + " is a choice without values");
  return table;
}

/// The category of this name or label among the fields of the catalogue, else a new one.
inline const Category* category_of(const std::string& name, const Catalogue& catalogue, FieldSetStorage& storage) {
  if (name.empty()) return nullptr;
  for (const KindInfo* kind : catalogue.kinds())
    for (const Field& known : catalogue.fields(*kind)) {
      const Category* category = known.notes.category ? known.notes.category : kind->category;
      if (category->name == name || category->label.zh == name || category->label.en == name) return category;
    }
  const std::string_view text = storage.keep(name);
  return &storage.categories.emplace_back(Category{text, {text, text}, {}});
}

inline Notes notes_of(const FieldDefinition& definition, FieldSetStorage& storage) {
  Notes notes;
  notes.aliases = storage.keep(definition.aliases);
  notes.hint = storage.keep(definition.hint_zh, definition.hint_en);
  notes.unit = storage.keep(definition.unit);
  notes.level = definition.level.value_or(notes.level);
  notes.weight = definition.weight.value_or(notes.weight);
  if (definition.decline) notes.decline = static_cast<float>(*definition.decline);
  notes.privacy = definition.privacy.value_or(notes.privacy);
  if (notes.privacy == Privacy::personal) notes.retention = Retention::consent;
  notes.low = definition.low.value_or(notes.low);
  notes.high = definition.high.value_or(notes.high);
  return notes;
}

inline Field field_of(const FieldDefinition& definition, const Catalogue& catalogue, FieldSetStorage& storage) {
  if (!is_field_name(definition.name))
    throw ArgumentError("field_set.name", "a field name is made of lower-case letters, digits and underscores and starts with a letter, found “" + definition.name + "”");
  const FieldType wanted = definition.type.value_or(FieldType::text);
  Type& type = storage.types.emplace_back(custom_type(TypeKind::text));
  type.kind = type_kind(wanted);
  if (wanted == FieldType::choice) type.words = choice_words(definition, storage);
  Field field;
  field.name = storage.keep(definition.name);
  field.label = storage.keep(definition.label_zh, definition.label_en, definition.name);
  field.notes = notes_of(definition, storage);
  field.notes.category = category_of(definition.category, catalogue, storage);
  field.type = &type;
  return field;
}

inline FieldType field_type(TypeKind kind) noexcept {
  for (const EnumWord& word : Words<FieldType>::table)
    if (type_kind(static_cast<FieldType>(word.value)) == kind) return static_cast<FieldType>(word.value);
  return FieldType::text;
}

inline FieldDefinition definition_of(const Field& field) {
  const Notes& notes = field.notes;
  FieldDefinition definition;
  definition.name = field.name;
  definition.label_zh = field.label.zh;
  definition.label_en = field.label.en;
  definition.hint_zh = notes.hint.zh;
  definition.hint_en = notes.hint.en;
  definition.aliases = notes.aliases;
  definition.type = field_type(field.type->kind);
  definition.unit = notes.unit;
  if (notes.category != nullptr) definition.category = notes.category->name;
  definition.level = notes.level;
  definition.weight = notes.weight;
  definition.decline = notes.decline;
  definition.privacy = notes.privacy;
  if (std::isfinite(notes.low)) definition.low = notes.low;
  if (std::isfinite(notes.high)) definition.high = notes.high;
  for (const EnumWord& word : field.type->words) definition.choices.push_back({.word = std::string(word.word), .label_zh = std::string(word.label.zh), .label_en = std::string(word.label.en), .aliases = std::string(word.aliases)});
  return definition;
}

}  // namespace detail

/// The run-time fields of a kind, defined so that `add_to` gives them again; what was left out in them is written out.
/// @return  none for a kind that is not in the catalogue
[[nodiscard]] inline std::vector<FieldDefinition> run_time_fields(const Catalogue& catalogue, const KindInfo& kind) {
  std::vector<FieldDefinition> definitions;
  for (const Field& field : catalogue.fields(kind))
    if (field.run_time) definitions.push_back(detail::definition_of(field));
  return definitions;
}

inline void FieldSet::add_to(Catalogue& catalogue) const {
  const KindInfo* known = catalogue.kind(kind);
  if (known == nullptr) throw NotFoundError("catalogue.kind", "the catalogue has no kind " + kind);
  const auto storage = std::make_shared<detail::FieldSetStorage>();
  Catalogue grown = catalogue;
  for (const FieldDefinition& definition : fields) grown.add_field(*known, detail::field_of(definition, grown, *storage), storage);
  catalogue = std::move(grown);
}

}  // namespace guanxi
