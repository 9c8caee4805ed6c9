#pragma once
/// @file
/// What a customer has in use, of ours or of others.

#include <guanxi/model/meta.hpp>
#include <guanxi/model/satisfaction.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace guanxi {

struct Offering;

/// A product in use at a customer.
struct InstalledProduct {
  Id<InstalledProduct> id{};
  Id<Customer> customer_id{};
  std::string product{};
  std::string brand{};
  Ref<Offering> offering_id{};
  std::string purpose{};
  std::optional<std::int64_t> quantity{};
  std::optional<PartialDate> in_use_since{};
  std::string habits{};
  std::optional<Date> warranty_until{};
  std::optional<NumberRange> yearly_volume{};
  std::string volume_unit{};
  std::optional<Satisfaction> satisfaction{};
  Custom custom{};
  Meta meta{};
  bool operator==(const InstalledProduct&) const = default;
};

template <>
struct Schema<InstalledProduct> {
  static constexpr std::string_view name = "installed_product";
  static constexpr std::string_view plural = "installed_products";
  static constexpr Label label{"现有产品使用情况", "Installed product"};
  static constexpr std::string_view aliases = "现用产品|在用产品|已购产品|设备清单|Installed base|Assets";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::existing | Purpose::visit | Purpose::revisit;
  static constexpr const Category& category = category::competition;
  static constexpr Field fields[] = {
      detail::id_field<&InstalledProduct::id>(),
      detail::customer_field<&InstalledProduct::customer_id>(),
      field<&InstalledProduct::product>("product", {"现用产品", "Product in use"}, {.aliases = "在用产品|现有产品|产品名称|设备名称|Product|Installed product", .hint = {"产品或设备的名称与型号", "Name and model"}, .level = Level::required, .weight = 3, .part = Part::title}),
      field<&InstalledProduct::brand>("brand", {"现用品牌", "Brand"}, {.aliases = "品牌|厂家|生产厂家|Manufacturer|Vendor", .hint = {"谁家的产品", "Who made it"}, .level = Level::recommended, .weight = 2}),
      field<&InstalledProduct::offering_id>("offering_id", {"对应我方产品", "Our product"}, {.hint = {"若为我方产品，是哪一项", "Which of our offerings, if it is ours"}, .weight = 0, .forms = Purpose::none}),
      field<&InstalledProduct::purpose>("purpose", {"使用用途", "Used for"}, {.aliases = "用途|产品用途", .hint = {"用来做什么", "What it is used for"}}),
      field<&InstalledProduct::quantity>("quantity", {"现用数量", "Number in use"}, {.aliases = "数量|台数|拥有数量|Quantity", .hint = {"台、套或件数", "Number of pieces"}, .weight = 2, .low = 0}),
      field<&InstalledProduct::in_use_since>("in_use_since", {"开始使用时间", "In use since"}, {.aliases = "使用年限起|购买时间|购入时间|投用时间|Purchase date", .hint = {"年月即可", "Year and month will do"}, .weight = 2, .decline = 0, .part = Part::event | Part::begin}),
      field<&InstalledProduct::habits>("habits", {"使用方法及习惯", "Habits of use"}, {.aliases = "使用习惯|使用方法|使用情况", .hint = {"怎样用，谁在用，多久用一次", "How, by whom and how often it is used"}}),
      field<&InstalledProduct::warranty_until>("warranty_until", {"质保到期日", "Warranty until"}, {.aliases = "保修期至|质保期至|保修到期|Warranty end", .hint = {"质保到哪一天", "Last day of the warranty"}, .weight = 2, .decline = 0}),
      field<&InstalledProduct::yearly_volume>("yearly_volume", {"年用量", "Yearly volume"}, {.aliases = "年产量|年使用量|年需求量", .hint = {"一年生产或消耗多少", "How much is made or used in a year"}, .low = 0}),
      field<&InstalledProduct::volume_unit>("volume_unit", {"用量单位", "Unit of volume"}, {.aliases = "计量单位", .hint = {"例如 吨、件", "Such as tonnes, pieces"}, .weight = 0}),
      field<&InstalledProduct::satisfaction>("satisfaction", {"使用满意度", "Satisfaction with product"}, {.aliases = "产品满意度|满意程度", .hint = {"非常满意到非常不满意", "From very satisfied to very dissatisfied"}, .weight = 2, .decline = .5F}),
      detail::custom_field<&InstalledProduct::custom>(),
      detail::meta_field<&InstalledProduct::meta>(),
  };
};

}  // namespace guanxi
