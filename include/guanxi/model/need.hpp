#pragma once
/// @file
/// What a customer needs: said, found out or predicted.

#include <guanxi/model/grade.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Contact;
struct Interaction;
struct Offering;

/// How a need is known.
enum class NeedKind { explicit_need, latent, predicted };

template <>
struct Words<NeedKind> {
  static constexpr EnumWord table[] = {
      word(NeedKind::explicit_need, "explicit", {"显性需求", "Explicit need"}, "显性|明确需求|stated"),
      word(NeedKind::latent, "latent", {"隐性需求", "Latent need"}, "隐性|implicit"),
      word(NeedKind::predicted, "predicted", {"潜在需求", "Predicted need"}, "预判需求|预测需求|potential"),
  };
};

/// How far a need has come.
enum class NeedState { latent, implied, explicit_need, met, dropped };

template <>
struct Words<NeedState> {
  static constexpr EnumWord table[] = {
      word(NeedState::latent, "latent", {"未察觉", "Latent"}), word(NeedState::implied, "implied", {"已暗示", "Implied"}),
      word(NeedState::explicit_need, "explicit", {"已明确", "Explicit"}), word(NeedState::met, "met", {"已满足", "Met"}, "已解决|done"),
      word(NeedState::dropped, "dropped", {"已放弃", "Dropped"}, "取消|cancelled"),
  };
};

/// A need of a customer.
struct Need {
  Id<Need> id{};
  Id<Customer> customer_id{};
  std::optional<NeedKind> kind{};
  std::string statement{};
  std::optional<NeedState> state{};
  std::string category{};
  std::optional<Grade> urgency{};
  std::optional<Grade> importance{};
  std::optional<Date> due_on{};
  std::optional<Ratio> relevance{};
  std::optional<MoneyRange> budget{};
  Ref<Contact> owner_contact_id{};
  std::optional<Ratio> confidence{};
  std::string situation{};
  std::string task{};
  std::string action{};
  std::string result{};
  std::vector<Id<Interaction>> evidence{};
  Ref<Offering> offering{};
  std::string predicted_by{};
  std::optional<Date> raised_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Need&) const = default;
};

template <>
struct Schema<Need> {
  static constexpr std::string_view name = "need";
  static constexpr std::string_view plural = "needs";
  static constexpr Label label{"需求", "Need"};
  static constexpr std::string_view aliases = "需求信息";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::existing | Purpose::visit | Purpose::revisit;
  static constexpr const Category& category = category::needs;
  static constexpr Field fields[] = {
      detail::id_field<&Need::id>(),
      detail::customer_field<&Need::customer_id>(),
      field<&Need::kind>("kind", {"需求类型", "Kind of need"}, {.hint = {"客户明确提出为显性，沟通中发现为隐性，推测为潜在", "Explicit if the customer said it, latent if found out, predicted if inferred"}, .level = Level::recommended, .weight = 2, .part = Part::heading}),
      field<&Need::statement>("statement", {"具体需求描述", "Statement"}, {.aliases = "需求描述|需求内容|主要需求", .hint = {"客户要解决什么，尽量用原话", "What the customer wants solved, in its own words"}, .level = Level::required, .weight = 5, .part = Part::title | Part::scanned}),
      field<&Need::state>("state", {"需求状态", "State"}, {.aliases = "需求进展", .hint = {"从未察觉到已满足", "From latent to met"}, .decline = .8F, .part = Part::outcome}),
      field<&Need::category>("category", {"需求类别", "Category of need"}, {.hint = {"例如 设备升级、培训、仓储", "Such as equipment upgrade, training, storage"}}),
      field<&Need::urgency>("urgency", {"需求紧急性", "Urgency"}, {.aliases = "紧急性|紧急程度", .hint = {"高：1个月内；中：3个月内；低：更久", "High within a month, medium within three, low later"}, .level = Level::required, .weight = 3, .decline = .8F}),
      field<&Need::importance>("importance", {"需求重要性", "Importance"}, {.aliases = "重要性|重要程度", .hint = {"对客户业务的影响", "Effect on the customer's business"}, .level = Level::required, .weight = 3}),
      field<&Need::due_on>("due_on", {"期望完成日", "Due"}, {.aliases = "期望交付时间|需求时间|要求交期", .hint = {"客户希望何时实现", "When the customer wants it"}, .weight = 2, .decline = .8F, .marker = "{}前交付|{}前完成|due {}"}),
      field<&Need::relevance>("relevance", {"与我方产品契合度", "Relevance to our offering"}, {.aliases = "需求聚焦|契合度", .hint = {"0 到 1，或百分比", "From 0 to 1, or per cent"}, .weight = 2}),
      field<&Need::budget>("budget", {"需求预算", "Budget of the need"}, {.aliases = "预算范围", .hint = {"例如 200-300万元", "Such as CNY 2-3 million"}, .unit = "CNY", .level = Level::recommended, .weight = 3, .decline = .6F, .privacy = Privacy::sensitive, .marker = "预算{}|budget {}"}),
      field<&Need::owner_contact_id>("owner_contact_id", {"需求提出人", "Who has the need"}, {.hint = {"对方谁提出或承担", "Who at the customer raised or carries it"}, .weight = 2}),
      field<&Need::confidence>("confidence", {"需求把握度", "Confidence"}, {.aliases = "把握度", .hint = {"0 到 1，或百分比", "From 0 to 1, or per cent"}}),
      field<&Need::situation>("situation", {"情境", "Situation"}, {.aliases = "STAR情境", .hint = {"STAR：当时是什么情况", "STAR: what the situation was"}}),
      field<&Need::task>("task", {"任务", "Task"}, {.aliases = "STAR任务", .hint = {"STAR：需要做到什么", "STAR: what had to be done"}}),
      field<&Need::action>("action", {"已尝试行动", "Action"}, {.aliases = "STAR行动", .hint = {"STAR：已经试过什么", "STAR: what has been tried"}}),
      field<&Need::result>("result", {"行动效果", "Result"}, {.aliases = "STAR结果", .hint = {"STAR：效果如何", "STAR: to what effect"}, .part = Part::outcome}),
      field<&Need::evidence>("evidence", {"需求依据", "Evidence"}, {.hint = {"得知此需求的互动记录", "Interactions in which it was learnt"}, .weight = 0, .forms = Purpose::none}),
      field<&Need::offering>("offering", {"对应产品", "Our offering"}, {.hint = {"我方可满足它的产品或服务", "What we supply that serves it"}}),
      field<&Need::predicted_by>("predicted_by", {"预判来源", "Predicted by"}, {.hint = {"规则或模型的名称", "Name of the rule or model"}, .weight = 0, .forms = Purpose::none}),
      field<&Need::raised_on>("raised_on", {"提出日期", "Raised on"}, {.hint = {"何时得知", "When it was learnt"}, .part = Part::event | Part::begin}),
      detail::custom_field<&Need::custom>(),
      detail::meta_field<&Need::meta>(),
  };
};

}  // namespace guanxi
