#pragma once
/// @file
/// The words by which customers are classed.

#include <guanxi/core/value.hpp>

namespace guanxi {

/// What a customer is.
enum class CustomerNature { government, special_company, company, individual, trading_partner };

template <>
struct Words<CustomerNature> {
  static constexpr EnumWord table[] = {
      word(CustomerNature::government, "government", {"政府机构", "Government"}, "政府|机关|事业单位|政府部门|Public sector"),
      word(CustomerNature::special_company, "special_company", {"特殊公司", "Special company"}, "特殊企业|与本公司有特殊业务的企业"),
      word(CustomerNature::company, "company", {"普通公司", "Company"}, "公司|企业|一般公司|有限公司|民营企业|Enterprise|Business"),
      word(CustomerNature::individual, "individual", {"个人", "Individual"}, "顾客个人|自然人|个人客户|Person|Private"),
      word(CustomerNature::trading_partner, "trading_partner", {"交易伙伴", "Trading partner"}, "商业伙伴|经销商|代理商|Dealer|Distributor"),
  };
};

/// Whose list of registrations an identifier belongs to.
enum class RegistrationScheme { uscc, organization_code, registration_number, lei, vat, other };

template <>
struct Words<RegistrationScheme> {
  static constexpr EnumWord table[] = {
      word(RegistrationScheme::uscc, "uscc", {"统一社会信用代码", "Unified social credit code"}, "社会信用代码"),
      word(RegistrationScheme::organization_code, "organization_code", {"组织机构代码", "Organization code"}),
      word(RegistrationScheme::registration_number, "registration_number", {"工商注册号", "Registration number"}, "注册号|营业执照号"),
      word(RegistrationScheme::lei, "lei", {"法人机构识别编码", "Legal entity identifier"}, "LEI编码"),
      word(RegistrationScheme::vat, "vat", {"增值税号", "VAT number"}, "税号|纳税人识别号|VAT ID"),
      word(RegistrationScheme::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// A classification of industries.
enum class IndustryScheme { gbt4754, isic, nace };

template <>
struct Words<IndustryScheme> {
  static constexpr EnumWord table[] = {
      word(IndustryScheme::gbt4754, "gbt4754", {"国民经济行业分类", "GB/T 4754"}, "国标行业分类|GB/T 4754-2017"),
      word(IndustryScheme::isic, "isic", {"国际标准行业分类", "ISIC"}, "ISIC Rev.4"),
      word(IndustryScheme::nace, "nace", {"欧盟行业分类", "NACE"}, "NACE Rev.2"),
  };
};

/// How far the relation has come.
enum class CustomerType { new_customer, existing, strategic, potential };

template <>
struct Words<CustomerType> {
  static constexpr EnumWord table[] = {
      word(CustomerType::new_customer, "new_customer", {"新客户", "New customer"}, "新|新增客户|New"),
      word(CustomerType::existing, "existing", {"存量客户", "Existing customer"}, "存量|现有客户|老客户|Existing|Current customer"),
      word(CustomerType::strategic, "strategic", {"战略客户", "Strategic customer"}, "战略|战略合作客户|Strategic"),
      word(CustomerType::potential, "potential", {"潜在客户", "Potential customer"}, "潜在|意向客户|准客户|Potential|Prospect"),
  };
};

/// What place a customer has among the accounts.
enum class AccountClass { key, ordinary, regional, industry, at_risk };

template <>
struct Words<AccountClass> {
  static constexpr EnumWord table[] = {
      word(AccountClass::key, "key", {"大客户", "Key account"}, "重点客户|关键客户|VIP|VIP客户|重要客户|Key|Major account"),
      word(AccountClass::ordinary, "ordinary", {"一般客户", "Ordinary account"}, "普通客户|一般|普通|Ordinary"),
      word(AccountClass::regional, "regional", {"地区客户", "Regional account"}, "区域客户|地区|Regional"),
      word(AccountClass::industry, "industry", {"行业客户", "Industry account"}, "领域客户|领域/行业客户|行业|Industry"),
      word(AccountClass::at_risk, "at_risk", {"差客户", "Account at risk"}, "风险客户|问题客户|高风险客户|At risk"),
  };
};

/// When the customer came or will come.
enum class TimeClass { established, recent, future };

template <>
struct Words<TimeClass> {
  static constexpr EnumWord table[] = {
      word(TimeClass::established, "established", {"老客户", "Established customer"}, "老|长期客户|Established"),
      word(TimeClass::recent, "recent", {"新客户", "Recent customer"}, "新|近期客户|Recent"),
      word(TimeClass::future, "future", {"未来客户", "Future customer"}, "未来|将来客户|Future"),
  };
};

/// Where trade stands.
enum class TradeClass { past, ongoing, upcoming };

template <>
struct Words<TradeClass> {
  static constexpr EnumWord table[] = {
      word(TradeClass::past, "past", {"曾有交易", "Traded in the past"}, "曾经交易|曾有交易业务|过去交易|Past"),
      word(TradeClass::ongoing, "ongoing", {"正在交易", "Trading now"}, "正在进行交易|交易中|Ongoing"),
      word(TradeClass::upcoming, "upcoming", {"即将交易", "About to trade"}, "即将进行交易|将要交易|Upcoming"),
  };
};

/// How much of our sales a customer carries.
enum class VolumeClass { main, general, scattered };

template <>
struct Words<VolumeClass> {
  static constexpr EnumWord table[] = {
      word(VolumeClass::main, "main", {"主力客户", "Main customer"}, "主力|Main"),
      word(VolumeClass::general, "general", {"一般客户", "General customer"}, "一般|General"),
      word(VolumeClass::scattered, "scattered", {"零散客户", "Scattered customer"}, "零散|散户|Scattered"),
  };
};

/// Class of an ABC analysis.
enum class AbcClass { a, b, c };

template <>
struct Words<AbcClass> {
  static constexpr EnumWord table[] = {
      word(AbcClass::a, "a", {"A类", "Class A"}, "A类客户|A级"),
      word(AbcClass::b, "b", {"B类", "Class B"}, "B类客户|B级"),
      word(AbcClass::c, "c", {"C类", "Class C"}, "C类客户|C级"),
  };
};

/// How loyal a customer is to a brand.
enum class ProductAttitude { loyal, switching, indifferent };

template <>
struct Words<ProductAttitude> {
  static constexpr EnumWord table[] = {
      word(ProductAttitude::loyal, "loyal", {"忠诚客户", "Loyal"}, "忠诚|品牌忠诚|忠实"),
      word(ProductAttitude::switching, "switching", {"品牌转移客户", "Switching"}, "品牌转移|摇摆|转移"),
      word(ProductAttitude::indifferent, "indifferent", {"无品牌忠诚客户", "Indifferent"}, "无品牌忠诚|无所谓|不关心品牌"),
  };
};

/// A step of the ladder of loyalty, the lowest first.
enum class LoyaltyStep { prospect, customer, client, supporter, advocate, partner };

template <>
struct Words<LoyaltyStep> {
  static constexpr EnumWord table[] = {
      word(LoyaltyStep::prospect, "prospect", {"可能客户", "Prospect"}, "潜在客户|潜在购买者"),
      word(LoyaltyStep::customer, "customer", {"现实客户", "Customer"}, "客户|首次购买者|Buyer"),
      word(LoyaltyStep::client, "client", {"主顾", "Client"}, "常客|回头客|重复购买者|Repeat customer"),
      word(LoyaltyStep::supporter, "supporter", {"支持者", "Supporter"}, "种子客户"),
      word(LoyaltyStep::advocate, "advocate", {"拥护者", "Advocate"}, "宣传者|倡导者"),
      word(LoyaltyStep::partner, "partner", {"合伙人", "Partner"}, "合作伙伴|伙伴"),
  };
};

/// The six markets of relationship marketing.
enum class MarketDomain { customer, referral, supplier, influencer, recruitment, internal };

template <>
struct Words<MarketDomain> {
  static constexpr EnumWord table[] = {
      word(MarketDomain::customer, "customer", {"客户市场", "Customer market"}, "顾客市场|Customer"),
      word(MarketDomain::referral, "referral", {"推荐者市场", "Referral market"}, "推荐市场|中介市场|Referral"),
      word(MarketDomain::supplier, "supplier", {"供应商市场", "Supplier market"}, "供应市场|Supplier"),
      word(MarketDomain::influencer, "influencer", {"影响者市场", "Influencer market"}, "影响市场|Influencer"),
      word(MarketDomain::recruitment, "recruitment", {"招聘市场", "Recruitment market"}, "雇员市场|劳动力市场|Recruitment"),
      word(MarketDomain::internal, "internal", {"内部市场", "Internal market"}, "Internal"),
  };
};

/// How we came to know of a customer.
enum class CustomerSource { colleague, business_talk, directory, exhibition, web, referral, other };

template <>
struct Words<CustomerSource> {
  static constexpr EnumWord table[] = {
      word(CustomerSource::colleague, "colleague", {"公司同仁", "Colleague"}, "同事|同仁|同事介绍"),
      word(CustomerSource::business_talk, "business_talk", {"商讯", "Business talk"}, "商业信息|商务洽谈|Trade news"),
      word(CustomerSource::directory, "directory", {"工商名录/报章", "Directory or press"}, "工商名录|报章|名录|黄页|报纸|Directory|Press"),
      word(CustomerSource::exhibition, "exhibition", {"展览", "Exhibition"}, "展会|展览会|Trade fair|Fair"),
      word(CustomerSource::web, "web", {"网络", "Web"}, "网站|互联网|官网|搜索引擎|线上|Website|Internet|Online"),
      word(CustomerSource::referral, "referral", {"推荐/口碑", "Referral"}, "推荐|口碑|转介绍|客户介绍|朋友介绍|Word of mouth"),
      word(CustomerSource::other, "other", {"其他", "Other"}, "其它"),
  };
};

}  // namespace guanxi
