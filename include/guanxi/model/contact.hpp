#pragma once
/// @file
/// A person at a customer.

#include <guanxi/model/channel.hpp>
#include <guanxi/model/contact_words.hpp>
#include <guanxi/model/meta.hpp>
#include <guanxi/model/person_text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi {

/// A firm that a person serves; one person may serve several.
struct Affiliation {
  Ref<Customer> customer{};
  std::vector<std::string> roles{};
  std::optional<bool> is_primary{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
  bool operator==(const Affiliation&) const = default;
};

template <>
struct Schema<Affiliation> {
  static constexpr Field fields[] = {
      field<&Affiliation::customer>("customer", {"任职单位", "Affiliated with"}, {.aliases = "单位|公司|客户|Organization", .hint = {"在哪家单位任职", "Firm that the person serves"}, .part = Part::title | Part::parent}),
      field<&Affiliation::roles>("roles", {"担任职务", "Roles held"}, {.aliases = "职务|角色|Role", .hint = {"在该单位的职务", "What the person does there"}}),
      field<&Affiliation::is_primary>("is_primary", {"主要任职", "Primary"}, {.aliases = "是否主要", .hint = {"是或否", "Yes or no"}}),
      field<&Affiliation::valid_from>("valid_from", {"任职起", "Valid from"}, {.aliases = "开始日期", .hint = {"从何时起", "Since when"}, .decline = 0, .part = Part::begin}),
      field<&Affiliation::valid_until>("valid_until", {"任职止", "Valid until"}, {.aliases = "结束日期", .hint = {"到何时为止", "Until when"}, .decline = 0, .part = Part::end}),
  };
};

/// A day that matters to a person.
struct Anniversary {
  std::string occasion{};
  std::optional<PartialDate> day{};
  bool operator==(const Anniversary&) const = default;
};

template <>
struct Schema<Anniversary> {
  static constexpr Field fields[] = {
      field<&Anniversary::occasion>("occasion", {"纪念日名称", "Occasion"}, {.aliases = "名称|纪念日", .hint = {"例如 结婚纪念日", "Such as wedding day"}, .part = Part::title}),
      field<&Anniversary::day>("day", {"纪念日日期", "Day"}, {.aliases = "日期", .hint = {"月日即可，农历请注明", "Month and day will do; say if lunar"}, .decline = 0}),
  };
};

/// What a person has agreed to.
struct Consent {
  std::string purpose{};
  std::optional<Channel> channel{};
  std::optional<Date> granted_on{};
  std::optional<Date> valid_until{};
  std::optional<Date> withdrawn_on{};
  std::string proof{};
  bool operator==(const Consent&) const = default;
};

template <>
struct Schema<Consent> {
  static constexpr Field fields[] = {
      field<&Consent::purpose>("purpose", {"同意事项", "Consent to"}, {.aliases = "用途|目的", .hint = {"同意用于什么", "What the data may be used for"}, .part = Part::title}),
      field<&Consent::channel>("channel", {"同意渠道", "Channel of consent"}, {.aliases = "渠道", .hint = {"允许以何种方式联系", "By which way we may be in touch"}}),
      field<&Consent::granted_on>("granted_on", {"同意日期", "Granted on"}, {.hint = {"何时同意", "Day on which it was given"}, .decline = 0, .part = Part::event}),
      field<&Consent::valid_until>("valid_until", {"有效期至", "Valid until"}, {.hint = {"到何时为止", "Until when"}, .decline = 0}),
      field<&Consent::withdrawn_on>("withdrawn_on", {"撤回日期", "Withdrawn on"}, {.hint = {"何时撤回", "Day on which it was withdrawn"}, .decline = 0, .part = Part::end}),
      field<&Consent::proof>("proof", {"同意凭证", "Proof"}, {.aliases = "凭证", .hint = {"签字文件、邮件等", "Signed paper, e-mail and the like"}, .decline = 0}),
  };
};

/// A person at a customer.
struct Contact {
  Id<Contact> id{};
  Id<Customer> customer_id{};
  std::string display_name{};
  std::string full_name{};
  std::string title{};
  std::string department{};
  std::optional<DepartmentRole> department_role{};
  Ref<Contact> reports_to_id{};
  Ref<User> counterpart_id{};
  std::vector<std::string> phones{};
  std::vector<std::string> emails{};
  std::vector<std::string> messaging{};
  std::string address{};
  std::optional<PartialDate> birthday{};
  std::vector<Anniversary> anniversaries{};
  std::optional<Gender> gender{};
  std::string hometown{};
  std::string education{};
  std::string career{};
  std::string family{};
  std::string hobbies{};
  std::string sports{};
  std::string personality{};
  std::string career_plan{};
  std::string attitude_to_us{};
  std::string colleague_relations{};
  std::string preferred_time{};
  std::optional<Channel> preferred_channel{};
  std::string preferred_format{};
  std::optional<DecisionStyle> decision_style{};
  std::vector<Affiliation> affiliations{};
  std::optional<bool> do_not_contact{};
  std::vector<Consent> consents{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Contact&) const = default;
};

template <>
struct Schema<Contact> {
  static constexpr std::string_view name = "contact";
  static constexpr std::string_view plural = "contacts";
  static constexpr Label label{"联系人", "Contact"};
  static constexpr std::string_view aliases = "客户联系人|联系人信息|People";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::all;
  static constexpr const Category& category = category::contacts;
  static constexpr Purpose card = Purpose::new_customer | Purpose::existing;
  static constexpr Field fields[] = {
      detail::id_field<&Contact::id>(),
      detail::customer_field<&Contact::customer_id>(),
      field<&Contact::display_name>("display_name", {"联系人姓名", "Contact name"}, {.aliases = "主要联系人姓名|主要联系人|联系人|姓名|称呼|对接人|Contact|Contact person|Main contact|Name", .hint = {"称呼即可，例如 张总", "What the person is called, such as Mr Zhang"}, .level = Level::required, .weight = 5, .decline = .1F, .privacy = Privacy::personal, .retention = Retention::consent, .part = Part::title}),
      field<&Contact::full_name>("full_name", {"联系人全名", "Full name"}, {.aliases = "全名|真实姓名|联系人真实姓名", .hint = {"身份证或名片上的姓名", "As on the business card"}, .decline = .05F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = card, .part = Part::alias}),
      field<&Contact::title>("title", {"职位", "Title"}, {.aliases = "职务|岗位|头衔|职称|联系人职位|联系人职务|Job title|Position", .hint = {"例如 生产总监", "Such as Production Director"}, .level = Level::required, .weight = 3, .decline = .3F}),
      field<&Contact::department>("department", {"部门", "Department"}, {.aliases = "所在部门|所属部门|联系人部门|Dept", .hint = {"例如 采购部", "Such as Purchasing"}, .level = Level::recommended, .weight = 2, .decline = .3F}),
      field<&Contact::department_role>("department_role", {"部门性质", "Department role"}, {.aliases = "部门类型|部门角色", .hint = {"使用、采购、支持、技术、财务部门或管理层", "Using, purchasing, supporting, technical, finance or management"}, .decline = .3F, .forms = card}),
      field<&Contact::reports_to_id>("reports_to_id", {"直属上级", "Reports to"}, {.aliases = "直接上级|上级|汇报对象|Manager|Supervisor", .hint = {"向谁汇报", "Whom the person reports to"}, .decline = .3F, .forms = card}),
      field<&Contact::counterpart_id>("counterpart_id", {"对口走访", "Our counterpart"}, {.aliases = "对口走访人|我方对口人|对口人员", .hint = {"我方由同级别的谁对口", "Who of us keeps in touch at the same level"}, .decline = .3F, .forms = card}),
      field<&Contact::phones>("phones", {"联系电话", "Phones"}, {.aliases = "手机|手机号|手机号码|电话号码|移动电话|联系人电话|联系人手机|Mobile|Mobile phone|Cell phone|Contact phone|Phone number", .hint = {"手机或含区号的座机，可填多个", "Mobile or fixed line with area code; one or more"}, .level = Level::required, .weight = 4, .decline = .3F, .privacy = Privacy::personal, .retention = Retention::consent, .format = Format::phone, .cell = "联系方式|联络方式|Contact details|Contact information"}),
      field<&Contact::emails>("emails", {"电子邮箱", "E-mails"}, {.aliases = "邮箱|电子邮件|邮箱地址|邮件地址|E-mail|E-mail address|Contact e-mail", .hint = {"可填多个", "One or more"}, .level = Level::recommended, .weight = 2, .decline = .3F, .privacy = Privacy::personal, .retention = Retention::consent, .format = Format::email, .cell = "联系方式|联络方式|Contact details|Contact information"}),
      field<&Contact::messaging>("messaging", {"即时通讯", "Messaging"}, {.aliases = "微信|微信号|QQ|QQ号|即时通讯账号|WeChat|IM", .hint = {"例如 微信:zhang_w", "Such as WeChat:zhang_w"}, .decline = .3F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = card, .format = Format::messaging, .cell = "联系方式|联络方式|Contact details|Contact information"}),
      field<&Contact::address>("address", {"联系人地址", "Contact address"}, {.aliases = "家庭住址|住址|邮寄地址|Home address|Mailing address", .hint = {"寄送资料或礼品的地址", "Where papers or presents are sent"}, .weight = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = card}),
      // profile
      field<&Contact::birthday>("birthday", {"生日", "Birthday"}, {.aliases = "出生日期|出生年月|生辰|Date of birth|Birth date", .hint = {"月日即可，农历请注明", "Month and day will do; say if lunar"}, .decline = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = card, .category = &category::contact_profile}),
      field<&Contact::anniversaries>("anniversaries", {"重要纪念日", "Anniversaries"}, {.aliases = "纪念日", .hint = {"例如 结婚纪念日：10月1日", "Such as wedding day: 10-01"}, .weight = 0, .decline = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::gender>("gender", {"性别", "Gender"}, {.aliases = "Sex", .hint = {"男、女或其他", "Male, female or other"}, .weight = 0, .decline = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = card, .category = &category::contact_profile}),
      field<&Contact::hometown>("hometown", {"籍贯", "Hometown"}, {.aliases = "家乡|出生地", .hint = {"哪里人", "Where the person comes from"}, .weight = 0, .decline = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::education>("education", {"学历", "Education"}, {.aliases = "毕业学校|毕业院校|教育背景|学历/毕业学校", .hint = {"学历与毕业学校", "Degree and school"}, .weight = 0, .decline = .05F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::career>("career", {"工作经历", "Career"}, {.aliases = "经历|履历|职业经历", .hint = {"以前在哪里做什么", "Where the person worked before, and as what"}, .weight = 0, .decline = .1F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::family>("family", {"家庭状况", "Family"}, {.aliases = "家庭情况|家庭成员", .hint = {"配偶、子女等，本人愿意谈及的", "Spouse, children, as far as the person speaks of them"}, .weight = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::hobbies>("hobbies", {"爱好", "Hobbies"}, {.aliases = "兴趣爱好|兴趣|Interests", .hint = {"业余喜欢什么", "What the person likes to do"}, .weight = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::sports>("sports", {"喜欢的运动", "Sports"}, {.aliases = "运动|体育爱好", .hint = {"看什么、做什么运动", "Sports watched or played"}, .weight = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::personality>("personality", {"性格", "Personality"}, {.aliases = "性格特点|个性|脾气", .hint = {"例如 稳重、直爽", "Such as steady, outspoken"}, .weight = 0, .decline = .1F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::career_plan>("career_plan", {"职业发展计划", "Career plan"}, {.aliases = "职业规划|发展计划", .hint = {"本人想往哪里发展", "Where the person wants to get to"}, .weight = 0, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::attitude_to_us>("attitude_to_us", {"与企业交往的态度", "Attitude to us"}, {.aliases = "交往态度|对我方态度|对我公司态度", .hint = {"友好、中立还是冷淡", "Friendly, neutral or cool"}, .decline = .5F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      field<&Contact::colleague_relations>("colleague_relations", {"同事间关系", "Relations with colleagues"}, {.aliases = "同事关系|内部关系", .hint = {"与谁亲近，与谁不和", "Close to whom, at odds with whom"}, .weight = 0, .decline = .5F, .privacy = Privacy::personal, .retention = Retention::consent, .forms = Purpose::existing, .category = &category::contact_profile}),
      // preferences
      field<&Contact::preferred_time>("preferred_time", {"偏好联系时间", "Preferred time"}, {.aliases = "方便联系时间|合适联系时间|联系时间偏好", .hint = {"例如 工作日上午", "Such as weekday mornings"}, .forms = card, .category = &category::contact_profile}),
      field<&Contact::preferred_channel>("preferred_channel", {"偏好联系方式", "Preferred channel"}, {.aliases = "联系方式偏好|首选联系方式|偏好沟通方式", .hint = {"会议、电话、拜访、邮件或即时消息", "Meeting, phone, visit, e-mail or message"}, .forms = card, .category = &category::contact_profile}),
      field<&Contact::preferred_format>("preferred_format", {"信息传递形式", "Preferred format"}, {.aliases = "偏好资料形式|资料形式", .hint = {"例如 图文方案、样品、案例", "Such as slides, samples, references"}, .forms = card, .category = &category::contact_profile}),
      field<&Contact::decision_style>("decision_style", {"决策风格", "Decision style"}, {.aliases = "决策方式|决策特点", .hint = {"数据驱动、关系、财务、技术导向或谨慎等", "Data driven, relationship, financial, technical, cautious and so on"}, .forms = card, .category = &category::contact_profile}),
      // standing
      field<&Contact::affiliations>("affiliations", {"任职情况", "Affiliations"}, {.aliases = "兼职单位|任职单位", .hint = {"一人可服务几家单位", "One person may serve several firms"}, .weight = 0, .forms = Purpose::none}),
      field<&Contact::do_not_contact>("do_not_contact", {"请勿联系", "Do not contact"}, {.aliases = "禁止联系|勿打扰|Do not call|Opt out", .hint = {"本人要求不再联系时填“是”", "Yes if the person asked not to be contacted"}, .weight = 0, .decline = 0, .forms = Purpose::none}),
      field<&Contact::consents>("consents", {"授权同意", "Consents"}, {.aliases = "同意书|个人信息授权", .hint = {"同意我方如何使用其信息", "What the person agreed to"}, .weight = 0, .decline = 0, .forms = Purpose::none}),
      detail::custom_field<&Contact::custom>(),
      detail::meta_field<&Contact::meta>(),
  };

  /// Fills a contact from what forms write for a person: “总经理李”, “张伟（采购总监）”, “Li Wei, Purchasing Director”.
  static void read_text(Contact& contact, std::string_view text) {
    PersonText person = read_person(text);
    contact.display_name = std::move(person.name);
    if (!person.title.empty()) contact.title = std::move(person.title);
    if (!person.department.empty()) contact.department = std::move(person.department);
  }
};

}  // namespace guanxi
