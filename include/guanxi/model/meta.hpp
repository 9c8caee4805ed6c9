#pragma once
/// @file
/// What every record carries about itself, and the dictionary lines that records share.

#include <guanxi/core/kind.hpp>
#include <guanxi/model/categories.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Customer;
struct User;

/// Age and origin of one field of a record.
struct FieldFact {
  std::string path{};                   ///< path inside the record, such as `phones[0]`
  std::optional<Date> observed_on{};    ///< when the value was seen or said
  std::optional<Date> confirmed_on{};   ///< when it was last confirmed
  std::string source{};                 ///< who or what it comes from
  std::optional<Ratio> reliability{};   ///< how far the source can be trusted
  std::vector<std::string> rivals{};    ///< other values that were stated, as text
  bool operator==(const FieldFact&) const = default;
};

template <>
struct Schema<FieldFact> {
  static constexpr Field fields[] = {
      field<&FieldFact::path>("path", {"字段", "Field"}, {.hint = {"字段路径", "Path of the field in the record"}, .part = Part::title}),
      field<&FieldFact::observed_on>("observed_on", {"观察日期", "Observed on"}, {.hint = {"何时看到或听到", "Day on which the value was seen or said"}}),
      field<&FieldFact::confirmed_on>("confirmed_on", {"确认日期", "Confirmed on"}, {.hint = {"最近一次确认", "Day on which the value was last confirmed"}}),
      field<&FieldFact::source>("source", {"来源", "Source"}, {.hint = {"由谁或何处得知", "Who or what it comes from"}}),
      field<&FieldFact::reliability>("reliability", {"可靠度", "Reliability"}, {.hint = {"0 到 1", "From 0 to 1"}}),
      field<&FieldFact::rivals>("rivals", {"其他说法", "Rival values"}, {.hint = {"与之不同的值", "Other values that were stated"}}),
  };
};

/// Version, author and times of a record, and the facts about its fields.
struct Meta {
  std::optional<std::int64_t> version{};    ///< counts the writes, for optimistic locking
  std::optional<Timestamp> created_at{};    ///< when the record was made
  Id<User> created_by{};                    ///< by whom
  std::optional<Timestamp> updated_at{};    ///< when it was last written
  Id<User> updated_by{};                    ///< by whom
  std::vector<FieldFact> field_facts{};     ///< age and origin, field by field
  std::vector<std::string> hidden{};        ///< fields that the reader may not see; they are unset here, whatever is stored
  bool operator==(const Meta&) const = default;
};

template <>
struct Schema<Meta> {
  static constexpr Field fields[] = {
      field<&Meta::version>("version", {"版本", "Version"}, {.hint = {"每次保存加一", "Counts the writes"}}),
      field<&Meta::created_at>("created_at", {"建档时间", "Created at"}, {.hint = {"自动记录", "Recorded automatically"}}),
      field<&Meta::created_by>("created_by", {"建档人", "Created by"}, {.hint = {"自动记录", "Recorded automatically"}}),
      field<&Meta::updated_at>("updated_at", {"更新时间", "Updated at"}, {.hint = {"自动记录", "Recorded automatically"}}),
      field<&Meta::updated_by>("updated_by", {"更新人", "Updated by"}, {.hint = {"自动记录", "Recorded automatically"}}),
      field<&Meta::field_facts>("field_facts", {"字段情况", "Field facts"}, {.hint = {"各字段的时间与来源", "Age and origin of each field"}}),
      field<&Meta::hidden>("hidden", {"隐藏字段", "Hidden fields"}, {.hint = {"无权查看的字段，此处为空", "Fields that you may not see; they are empty here"}}),
  };
};

namespace detail {

template <auto Pointer>
consteval Field id_field() {
  return field<Pointer>("id", {"编号", "Id"}, {.hint = {"自动生成，请勿修改", "Made automatically, do not change"}, .weight = 0, .decline = 0, .forms = Purpose::none, .part = Part::key | Part::upkeep});
}

template <auto Pointer>
consteval Field customer_field() {
  return field<Pointer>("customer_id", {"所属客户", "Customer"}, {.hint = {"自动关联", "Linked automatically"}, .weight = 0, .decline = 0, .forms = Purpose::none, .part = Part::parent | Part::upkeep});
}

template <auto Pointer>
consteval Field custom_field() {
  return field<Pointer>("custom", {"自定义字段", "Custom fields"}, {.hint = {"本公司自定的字段", "Fields of your own"}, .weight = 0, .forms = Purpose::none, .part = Part::upkeep});
}

template <auto Pointer>
consteval Field meta_field() {
  return field<Pointer>("meta", {"记录信息", "Record keeping"}, {.hint = {"自动记录", "Recorded automatically"}, .weight = 0, .forms = Purpose::none, .category = &category::upkeep, .part = Part::upkeep});
}

}  // namespace detail
}  // namespace guanxi
