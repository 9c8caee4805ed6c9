#pragma once
/// @file
/// The archive card of a customer: who the firm is, how it stands, how we class it and on what terms we trade.

#include <guanxi/core/judged.hpp>
#include <guanxi/model/customer_classes.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Team;

/// A customer.
struct Customer {
  Id<Customer> id{};
  std::string legal_name{};
  std::string short_name{};
  std::string registration_id{};
  std::optional<RegistrationScheme> registration_scheme{};
  std::optional<CustomerNature> nature{};
  Ref<Customer> parent_id{};
  std::string id_number{};
  std::string industry_label{};
  std::string industry_code{};
  std::optional<IndustryScheme> industry_scheme{};
  std::string region_code{};
  std::string address{};
  std::string postal_code{};
  std::string website{};
  std::string phone{};
  std::string fax{};
  std::string settlement_cycle{};
  std::optional<NumberRange> employees{};
  std::optional<MoneyRange> annual_revenue{};
  std::optional<MoneyRange> fixed_assets{};
  std::optional<PartialDate> founded_on{};
  std::optional<Money> registered_capital{};
  std::string main_business{};
  std::string market_position{};
  std::string product_structure{};
  std::string sales_channels{};
  std::string market_capability{};
  std::string business_results{};
  std::string org_structure{};
  std::string downstream{};
  std::string strength{};
  std::string growth_potential{};
  std::string financial_condition{};
  std::string pain_points{};
  std::string goals{};
  std::string special_requirements{};
  std::string notes{};
  Judged<CustomerType> customer_type{};
  Judged<AccountClass> account_class{};
  Judged<TimeClass> time_class{};
  Judged<TradeClass> trade_class{};
  Judged<VolumeClass> volume_class{};
  Judged<AbcClass> abc_class{};
  Judged<bool> is_key_account{};
  Judged<ProductAttitude> product_attitude{};
  Judged<LoyaltyStep> loyalty{};
  Judged<MarketDomain> market{};
  std::optional<Money> credit_limit{};
  std::string credit_grade{};
  std::string payment_terms{};
  std::string price_level{};
  std::optional<CustomerSource> source{};
  Ref<Customer> referrer_id{};
  std::string route{};
  Ref<User> owner_id{};
  Ref<Team> team_id{};
  std::vector<std::string> tags{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Customer&) const = default;
};

template <>
struct Schema<Customer> {
  static constexpr std::string_view name = "customer";
  static constexpr std::string_view plural = "customers";
  static constexpr Label label{"客户", "Customer"};
  static constexpr std::string_view aliases = "客户档案|客户档案卡|客户资料卡|客户资料|Account|Accounts";
  static constexpr Scope scope = Scope::own;
  static constexpr Purpose forms = Purpose::all;
  static constexpr const Category& category = category::customer_basics;
  static constexpr Purpose card = Purpose::new_customer | Purpose::existing;
  static constexpr Field fields[] = {
      detail::id_field<&Customer::id>(),
      // identity
      field<&Customer::legal_name>("legal_name", {"客户名称（全称）", "Legal name"}, {.aliases = "客户名称|客户全称|公司名称|公司全称|企业名称|企业全称|单位名称|名称|Company name|Company|Customer name|Account name|Organization name", .hint = {"与营业执照一致，避免简称", "As on the business licence, no short form"}, .level = Level::required, .weight = 5, .decline = .05F, .part = Part::title}),
      field<&Customer::short_name>("short_name", {"客户简称", "Short name"}, {.aliases = "简称|公司简称|品牌名", .hint = {"平时怎么称呼", "What the customer is called day to day"}, .decline = .05F, .part = Part::alias}),
      field<&Customer::registration_id>("registration_id", {"统一社会信用代码", "Registration id"}, {.aliases = "社会信用代码|信用代码|工商注册号|组织机构代码|营业执照号|USCC|Unified social credit code|Registration number", .hint = {"营业执照上的18位代码", "The 18 signs on the business licence"}, .level = Level::recommended, .weight = 3, .decline = 0, .forms = card, .format = Format::uscc, .part = Part::alias}),
      field<&Customer::registration_scheme>("registration_scheme", {"证照类型", "Registration scheme"}, {.aliases = "代码类型|注册号类型", .hint = {"代码属于哪一种，默认为统一社会信用代码", "Which list the id belongs to, by default the unified social credit code"}, .weight = 0, .decline = 0, .forms = Purpose::none}),
      field<&Customer::nature>("nature", {"客户性质", "Nature"}, {.aliases = "企业性质|单位性质|公司性质|Type of organization", .hint = {"政府机构、特殊公司、普通公司、个人或交易伙伴", "Government, special company, company, individual or trading partner"}, .level = Level::recommended, .weight = 2, .decline = .05F, .forms = card}),
      field<&Customer::parent_id>("parent_id", {"上级集团", "Parent company"}, {.aliases = "所属集团|母公司|集团公司|上级单位|Parent account|Group", .hint = {"所属的集团或母公司", "The group or parent it belongs to"}, .decline = .1F, .forms = card}),
      field<&Customer::id_number>("id_number", {"身份证号", "Identity number"}, {.aliases = "身份证号码|身份证|ID card", .hint = {"仅个人客户填写", "Individuals only"}, .weight = 0, .decline = 0, .privacy = Privacy::personal, .forms = Purpose::none, .format = Format::resident_id}),
      field<&Customer::industry_label>("industry_label", {"所属行业", "Industry"}, {.aliases = "行业|行业类别|行业分类|Sector|Industry name", .hint = {"大类-细分，例如 制造业-专用设备生产", "Section and branch, such as manufacturing, special machinery"}, .level = Level::required, .weight = 4, .decline = .1F, .forms = card}),
      field<&Customer::industry_code>("industry_code", {"行业代码", "Industry code"}, {.aliases = "行业分类代码|SIC code|NAICS", .hint = {"国民经济行业分类（GB/T 4754）代码", "Code in GB/T 4754, ISIC or NACE"}, .weight = 0, .decline = .1F, .forms = Purpose::none}),
      field<&Customer::industry_scheme>("industry_scheme", {"行业分类标准", "Industry scheme"}, {.hint = {"行业代码所依据的标准", "Classification that the code belongs to"}, .weight = 0, .decline = .1F, .forms = Purpose::none}),
      field<&Customer::region_code>("region_code", {"所在区域", "Region"}, {.aliases = "所在地区|地区|区域|省市|行政区划代码|Province|Area|Region code", .hint = {"省市区，或行政区划代码", "Province and city, or the code of GB/T 2260"}, .level = Level::recommended, .weight = 2, .decline = .1F, .forms = card, .format = Format::region_code}),
      field<&Customer::address>("address", {"地址", "Address"}, {.aliases = "公司地址|联系地址|通讯地址|办公地址|注册地址|详细地址|Street address|Billing address", .hint = {"可寄信的详细地址", "Full postal address"}, .level = Level::recommended, .weight = 2, .decline = .15F, .forms = card}),
      field<&Customer::postal_code>("postal_code", {"邮政编码", "Postal code"}, {.aliases = "邮编|Zip code|Zip|Postcode", .hint = {"六位数字", "Six digits"}, .decline = .15F, .forms = card, .format = Format::postal_code}),
      field<&Customer::website>("website", {"网址", "Website"}, {.aliases = "网站|公司网站|官网|主页|Homepage|URL", .hint = {"公司主页", "Home page of the company"}, .forms = card, .format = Format::website}),
      field<&Customer::phone>("phone", {"公司电话", "Company phone"}, {.aliases = "电话|总机|固定电话|座机|Phone|Telephone|Main phone", .hint = {"总机，含区号", "Switchboard, with area code"}, .level = Level::recommended, .weight = 2, .decline = .3F, .forms = card, .format = Format::phone}),
      field<&Customer::fax>("fax", {"传真", "Fax"}, {.aliases = "传真号码|传真号|Fax number", .hint = {"含区号", "With area code"}, .decline = .3F, .forms = card, .format = Format::phone}),
      field<&Customer::settlement_cycle>("settlement_cycle", {"结算周期", "Settlement cycle"}, {.aliases = "结算方式|对账周期", .hint = {"例如 月结30天", "Such as monthly, 30 days"}, .forms = card, .category = &category::trade_terms}),
      // size and standing
      field<&Customer::employees>("employees", {"员工人数", "Employees"}, {.aliases = "人数|职工人数|人员规模|员工数|Number of employees|Headcount", .hint = {"例如 500-1000人", "Such as 500-1000"}, .unit = "人", .level = Level::recommended, .weight = 3, .forms = card, .low = 0, .cell = "企业规模|公司规模|Company size", .marker = "{}人|员工{}|{} employees|{} people"}),
      field<&Customer::annual_revenue>("annual_revenue", {"年营业额", "Annual revenue"}, {.aliases = "年营收|年收入|营业收入|年销售额|年产值|Revenue|Annual sales|Turnover", .hint = {"例如 1-5亿元", "Such as CNY 100-500 million"}, .unit = "CNY", .level = Level::recommended, .weight = 3, .forms = card, .low = 0, .cell = "企业规模|公司规模|Company size", .marker = "年营收{}|年收入{}|营业额{}|annual revenue {}|revenue {}"}),
      field<&Customer::fixed_assets>("fixed_assets", {"固定资产", "Fixed assets"}, {.aliases = "固定资产总额", .hint = {"例如 2000万元以上", "Such as above CNY 20 million"}, .unit = "CNY", .forms = card, .low = 0}),
      field<&Customer::founded_on>("founded_on", {"成立时间", "Founded on"}, {.aliases = "成立日期|创立时间|创办时间|注册时间|成立年份|Founded|Date founded|Year founded", .hint = {"年月即可，例如 2015年3月", "Year and month will do, such as 2015-03"}, .weight = 2, .decline = 0, .forms = card, .category = &category::background}),
      field<&Customer::registered_capital>("registered_capital", {"注册资本", "Registered capital"}, {.aliases = "注册资金|资本额|Capital", .hint = {"例如 5000万元", "Such as CNY 50 million"}, .unit = "CNY", .weight = 2, .decline = .1F, .forms = card, .low = 0}),
      field<&Customer::main_business>("main_business", {"主营业务", "Main business"}, {.aliases = "主要业务|经营范围|主营产品|业务范围|Business|Business scope", .hint = {"做什么产品，面向哪个市场", "What it makes and for which market"}, .level = Level::required, .weight = 4, .decline = .15F, .forms = card, .category = &category::background}),
      field<&Customer::market_position>("market_position", {"行业地位", "Market position"}, {.aliases = "市场定位|市场地位|行业地位/市场定位|Positioning", .hint = {"在同行中的位置，高中低端", "Rank among its peers, high or low end"}, .weight = 2, .forms = card, .category = &category::background}),
      field<&Customer::product_structure>("product_structure", {"产品构造", "Product structure"}, {.aliases = "产品结构|产品构成|产品线|Product lines", .hint = {"各类产品及其比重", "Product lines and their shares"}, .forms = card, .category = &category::background}),
      field<&Customer::sales_channels>("sales_channels", {"惯常销售渠道", "Sales channels"}, {.aliases = "销售渠道|销售通路", .hint = {"直销、经销、电商等", "Direct, dealers, online"}, .forms = card, .category = &category::background}),
      field<&Customer::market_capability>("market_capability", {"市场竞争力", "Market capability"}, {.aliases = "竞争力|市场能力|Competitiveness", .hint = {"凭什么赢得市场", "What it wins its market with"}, .forms = card, .category = &category::background}),
      field<&Customer::business_results>("business_results", {"经营业绩", "Business results"}, {.aliases = "经营状况|业绩|经营情况", .hint = {"近年营收与利润变化及原因", "Sales and profit of recent years and why they changed"}, .weight = 2, .decline = .5F, .forms = card, .category = &category::background}),
      field<&Customer::org_structure>("org_structure", {"组织架构", "Organization"}, {.aliases = "组织结构|部门设置|组织机构|Organization structure|Org chart", .hint = {"部门设置与对接流程", "Departments and how we deal with them"}, .weight = 2, .forms = card, .category = &category::background}),
      field<&Customer::downstream>("downstream", {"下游产品与销售对象", "Downstream"}, {.aliases = "下游产品|主要销售对象|下游产品、售价及主要销售对象|下游客户", .hint = {"下游产品、售价及主要销售对象", "What it sells on, at what price and to whom"}, .forms = card, .category = &category::background}),
      field<&Customer::strength>("strength", {"公司实力", "Strength"}, {.aliases = "企业实力|综合实力", .hint = {"资金、技术、设备、人才", "Money, technology, equipment, people"}, .forms = card, .category = &category::background}),
      field<&Customer::growth_potential>("growth_potential", {"发展潜力", "Growth potential"}, {.aliases = "成长潜力|发展前景", .hint = {"未来两三年的增长空间", "Room to grow in the next two or three years"}, .forms = card, .category = &category::background}),
      field<&Customer::financial_condition>("financial_condition", {"财务状况", "Financial condition"}, {.aliases = "资金状况|财务情况", .hint = {"现金流、负债、付款表现", "Cash, debt and how it pays"}, .decline = .5F, .forms = card, .category = &category::background}),
      // situation
      field<&Customer::pain_points>("pain_points", {"当前痛点/挑战", "Pain points"}, {.aliases = "痛点|当前痛点|当前挑战|面临的挑战|面临问题|业务痛点|Pain|Challenges|Pain points and challenges", .hint = {"成本、效率、质量、市场上的难题", "Trouble with cost, efficiency, quality or market"}, .level = Level::required, .weight = 4, .decline = .5F, .forms = card | Purpose::visit | Purpose::revisit, .category = &category::background}),
      field<&Customer::goals>("goals", {"近期目标/规划", "Goals"}, {.aliases = "近期目标|近期规划|发展规划|目标规划|发展目标|Plans|Goals and plans|Objectives", .hint = {"未来一两年想做到什么", "What it wants to reach in one or two years"}, .level = Level::recommended, .weight = 3, .decline = .5F, .forms = card | Purpose::visit | Purpose::revisit, .category = &category::background}),
      field<&Customer::special_requirements>("special_requirements", {"客户的特殊要求", "Special requirements"}, {.aliases = "特殊要求|特别要求|特殊需求", .hint = {"包装、交期、验收、保密等与众不同之处", "What it wants done differently: packing, delivery, acceptance, secrecy"}, .level = Level::recommended, .weight = 3, .forms = card | Purpose::visit | Purpose::revisit, .category = &category::background}),
      field<&Customer::notes>("notes", {"注意事项", "Notes"}, {.aliases = "备注|说明|其他说明|Remarks|Comments|Remark", .hint = {"与该客户往来要留意的事", "What to mind when dealing with this customer"}, .weight = 0, .forms = card | Purpose::visit | Purpose::revisit, .category = &category::background}),
      // classification
      field<&Customer::customer_type>("customer_type", {"客户类型", "Customer type"}, {.aliases = "客户类别|客户分类|Account type|Type of customer", .hint = {"新客户、存量客户、战略客户或潜在客户", "New, existing, strategic or potential"}, .level = Level::required, .weight = 3, .forms = card}),
      field<&Customer::account_class>("account_class", {"客户级别", "Account class"}, {.aliases = "客户等级|客户分级|重要性分类|Account tier", .hint = {"大客户、一般、地区、行业或差客户", "Key, ordinary, regional, industry or at risk"}, .weight = 2, .forms = card, .category = &category::classification}),
      field<&Customer::time_class>("time_class", {"客户时间分类", "Time class"}, {.aliases = "按时间分类|时间序列分类|新老客户", .hint = {"老客户、新客户或未来客户", "Established, recent or future"}, .forms = Purpose::none, .category = &category::classification}),
      field<&Customer::trade_class>("trade_class", {"交易过程分类", "Trade class"}, {.aliases = "按交易分类|交易状态|交易情况", .hint = {"曾有、正在或即将交易", "Traded in the past, now, or about to"}, .forms = card, .category = &category::classification}),
      field<&Customer::volume_class>("volume_class", {"交易数量分类", "Volume class"}, {.aliases = "按数量分类|市场地位分类", .hint = {"主力、一般或零散", "Main, general or scattered"}, .forms = Purpose::none, .category = &category::classification}),
      field<&Customer::abc_class>("abc_class", {"ABC分类", "ABC class"}, {.aliases = "ABC等级|ABC", .hint = {"按交易额由系统计算", "Computed from sales"}, .weight = 0, .forms = Purpose::none, .category = &category::classification}),
      field<&Customer::is_key_account>("is_key_account", {"是否大客户", "Key account"}, {.aliases = "重点客户|是否重点客户|大客户标识", .hint = {"是或否", "Yes or no"}, .weight = 0, .forms = Purpose::none, .category = &category::classification}),
      field<&Customer::product_attitude>("product_attitude", {"对产品态度", "Attitude to our product"}, {.aliases = "产品态度|对我方产品的态度", .hint = {"忠诚、品牌转移或无品牌忠诚", "Loyal, switching or indifferent"}, .forms = Purpose::existing, .category = &category::classification}),
      field<&Customer::loyalty>("loyalty", {"客户忠实度", "Loyalty"}, {.aliases = "忠诚度|客户忠诚度|忠实度|忠实度阶梯|Loyalty step", .hint = {"从可能客户到合伙人的阶梯", "Step of the ladder from prospect to partner"}, .forms = Purpose::existing, .category = &category::classification}),
      field<&Customer::market>("market", {"关键市场", "Market domain"}, {.aliases = "六个关键市场|所属市场|Six markets", .hint = {"客户、推荐者、供应商、影响者、招聘或内部市场", "Customer, referral, supplier, influencer, recruitment or internal market"}, .weight = 0, .forms = Purpose::none, .category = &category::classification}),
      // trade terms
      field<&Customer::credit_limit>("credit_limit", {"信用额度", "Credit limit"}, {.aliases = "授信额度|信用限额", .hint = {"允许的最高欠款", "Most that may be owed"}, .unit = "CNY", .decline = .5F, .privacy = Privacy::sensitive, .forms = Purpose::existing, .category = &category::trade_terms, .low = 0}),
      field<&Customer::credit_grade>("credit_grade", {"信用等级", "Credit grade"}, {.aliases = "信用级别|信用评级|Credit rating", .hint = {"例如 A、B、C、D", "Such as A, B, C, D"}, .decline = .5F, .forms = Purpose::existing, .category = &category::trade_terms}),
      field<&Customer::payment_terms>("payment_terms", {"支付条件", "Payment terms"}, {.aliases = "付款条件|付款方式|支付方式|付款账期", .hint = {"例如 预付30%，货到60天", "Such as 30 % in advance, rest 60 days after delivery"}, .weight = 2, .forms = card, .category = &category::trade_terms}),
      field<&Customer::price_level>("price_level", {"购买价格", "Price level"}, {.aliases = "价格水平|价格等级|价格政策", .hint = {"按哪一档价格购买", "Price band at which it buys"}, .privacy = Privacy::sensitive, .forms = Purpose::existing, .category = &category::trade_terms}),
      // origin and ownership
      field<&Customer::source>("source", {"信息来源", "Source"}, {.aliases = "客户来源|来源|来源渠道|Lead source", .hint = {"怎样得知该客户", "How we came to know of it"}, .level = Level::recommended, .weight = 2, .decline = 0, .forms = card, .category = &category::ownership}),
      field<&Customer::referrer_id>("referrer_id", {"推荐人", "Referrer"}, {.aliases = "介绍人|推荐客户|Referred by", .hint = {"由哪位客户推荐", "Customer who recommended us"}, .decline = 0, .forms = Purpose::new_customer, .category = &category::ownership}),
      field<&Customer::route>("route", {"销售路线", "Sales route"}, {.aliases = "拜访路线|路线", .hint = {"属于哪条拜访路线", "Route on which it is visited"}, .weight = 0, .forms = card, .category = &category::ownership}),
      field<&Customer::owner_id>("owner_id", {"负责业务员", "Owner"}, {.aliases = "业务员|负责人|客户经理|销售负责人|归属人|Account owner|Sales representative|Account manager", .hint = {"我方由谁负责", "Who of us looks after it"}, .level = Level::recommended, .weight = 2, .forms = card, .category = &category::ownership, .part = Part::owner}),
      field<&Customer::team_id>("team_id", {"负责团队", "Team"}, {.aliases = "所属团队|销售团队|负责部门|Sales team", .hint = {"我方由哪个团队负责", "Which of our teams looks after it"}, .forms = Purpose::none, .category = &category::ownership, .part = Part::team}),
      field<&Customer::tags>("tags", {"标签", "Tags"}, {.aliases = "客户标签|标记|Labels", .hint = {"名称:值，以分号隔开，例如 行业:制造业; 规模:中型", "Key:value, separated by semicolons, such as industry:manufacturing; size:medium"}, .weight = 0, .forms = card, .category = &category::ownership}),
      detail::custom_field<&Customer::custom>(),
      detail::meta_field<&Customer::meta>(),
  };
};

}  // namespace guanxi
