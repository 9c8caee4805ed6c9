#pragma once
/// @file
/// What reports say in their own words; everything else is said by the dictionary and by the analyses.

#include <guanxi/core/label.hpp>

#include <string>

namespace guanxi::report::detail {

/// The words in one language.
[[nodiscard]] inline std::string say(Label label, Language language) { return std::string(label.in(language)); }

namespace words {

// the picture of a decision chain
inline constexpr Label decision_chain{"决策链", "Decision chain"};
inline constexpr Label unnamed{"（未具名）", "(unnamed)"};
inline constexpr Label influence{"影响力", "influence"};
inline constexpr Label support{"支持度", "support"};
inline constexpr Label coverage{"接触程度", "coverage"};
inline constexpr Label unknown{"不详", "unknown"};
inline constexpr Label support_levels[] = {{"反对", "against us"}, {"偏反对", "rather against"}, {"中立", "neutral"}, {"支持", "for us"}, {"拥护", "strongly for us"}};
inline constexpr Label support_unknown{"态度不详", "attitude unknown"};
inline constexpr Label disc_is_influence{"圆越大、数字越大，影响力越大", "larger disc and number: more influence"};
inline constexpr Label no_reporting_line{"未登记汇报关系", "No reporting line recorded"};
inline constexpr Label chain_description{
    "每张卡片是一个人：上级在上，下级在下；圆的颜色表示支持度，大小表示影响力，边框表示接触程度；其余连线表示影响、把关与冲突。",
    "Each card is a person, superiors above subordinates. The colour of the disc shows support, its size influence, the border of the card coverage; "
    "other lines show influence, gatekeeping and conflicts."};

// the map of influence
inline constexpr Label influence_map{"影响力地图", "Map of influence"};
inline constexpr Label map_leverage{"带动力", "leverage"};
inline constexpr Label map_meeting{"下一步见面的次序", "whom to meet next, in order"};
inline constexpr Label map_known{"熟识，可请其引见", "known well, can introduce us"};
inline constexpr Label map_decides{"双圈：拍板的人", "second ring: decides"};
inline constexpr Label map_size{"圆越大，其态度越能带动整体", "larger disc: the attitude moves more"};
inline constexpr Label map_way{"引见到拍板人的路径", "the way to who decides"};
inline constexpr Label map_support_axis{"支持度 →", "Support →"};
inline constexpr Label map_influence_axis{"↑ 影响力", "↑ Influence"};
inline constexpr Label map_description{
    "每个圆是一个人：越高影响力越大，越靠右越支持我们；圆的大小表示带动力，边框表示接触程度，箭头表示谁影响谁，虚线表示冲突。",
    "Each disc is a person: further up is more influence, further right more support. Its size shows leverage, its outline coverage; arrows show who acts on "
    "whom, dashed lines conflicts."};

// the picture of the priority matrix
inline constexpr Label urgency_axis{"紧急性 →", "Urgency →"};
inline constexpr Label importance_axis{"重要性 →", "Importance →"};
inline constexpr Label matrix_description{"九个格子：越往右越紧急，越往上越重要；圆圈中的数字是需求的序号。",
                                          "Nine cells: further right is more urgent, further up more important; the numbers stand for needs."};

// pages
inline constexpr Label find{"查找客户、行业、状态…", "Find customer, industry, status…"};

inline constexpr Label overdue{"逾期 {} 天", "{} days overdue"};
inline constexpr Label overdue_one{"逾期 {} 天", "{} day overdue"};
inline constexpr Label due_today{"今天到期", "due today"};
inline constexpr Label due_in{"{} 天后到期", "due in {} days"};
inline constexpr Label due_one{"{} 天后到期", "due in {} day"};

// the dossier card
inline constexpr Label observed{"{} 得知", "seen {}"};
inline constexpr Label confirmed{"{} 确认", "confirmed {}"};
inline constexpr Label source{"来源：{}", "source: {}"};
inline constexpr Label reliability{"可靠度 {}", "reliability {}"};
inline constexpr Label rival{"另有说法：{}", "also stated: {}"};

// scores
inline constexpr Label baseline{"起点", "Start"};
inline constexpr Label total{"合计", "Total"};
inline constexpr Label interval{"区间", "Interval"};
inline constexpr Label interval_means{"未知部分全为最差到全为最好", "from everything unknown at its worst to its best"};
inline constexpr Label could_move{"补齐后最多变动 {} 分", "could move the score by up to {}"};
inline constexpr Label missing_parts{"缺少的信息", "What is missing"};
inline constexpr Label set_by_person{"人工判定 {}", "Set to {}"};
inline constexpr Label computed_is{"系统计算 {}", "computed {}"};
inline constexpr Label not_computed{"系统未能计算", "nothing computed"};
inline constexpr Label set_computed{"人工判定；系统计算 {}", "set by a person; computed {}"};
inline constexpr Label between{"区间 {}", "between {}"};
inline constexpr Label nothing_known{"资料不足，暂不评分", "Too little is known for a score"};

// what was learnt
inline constexpr Label win_chance{"赢单概率", "Chance of winning"};
inline constexpr Label log_odds{"各因素对概率的影响（对数几率）", "What moves it, in log-odds"};
inline constexpr Label no_reasons{"依据基准率：历史没有给出更多依据", "The base rate: history tells no more"};
inline constexpr Label predicted_needs{"可能的下一步需求", "Needs that may come next"};
inline constexpr Label within_days{"{} 天内", "within {} days"};
inline constexpr Label nothing_predicted{"没有可预测的产品或服务", "No offering is left to predict"};
inline constexpr Label needs_foretold{"需求预测的检验", "How well needs were foretold"};

// the parts of an account
inline constexpr Label cooperation{"合作可能性", "Cooperation likelihood"};
inline constexpr Label high_value{"高价值商机", "High value"};
inline constexpr Label no_open_opportunity{"没有进行中的商机", "No open opportunity"};
inline constexpr Label clarity_is{"清晰度 {} / 100", "clarity {} of 100"};
inline constexpr Label urgent_important{"重要且紧急的需求", "Urgent, important needs"};
inline constexpr Label of_open_needs{"未满足需求共 {} 项", "of {} open needs"};
inline constexpr Label health{"客户健康度", "Account health"};
inline constexpr Label health_trend{"{}，较 90 天前", "{} against 90 days before"};
inline constexpr Label last_contact{"上次接触", "Last contact"};
inline constexpr Label expected_gap{"接触间隔应为", "Contact expected every"};
inline constexpr Label days_number{"{} 天", "{} days"};
inline constexpr Label own_rhythm{"客户自身节奏", "the customer's own rhythm"};
inline constexpr Label class_cadence{"按客户类别", "by the customer's class"};
inline constexpr Label no_contact{"没有接触记录", "No contact is recorded"};
inline constexpr Label overdue_steps{"逾期的下一步", "Overdue steps"};
inline constexpr Label of_steps{"下一步共 {} 项", "of {} next steps"};
inline constexpr Label completeness{"资料完整度", "Completeness"};
inline constexpr Label findings_count{"检查发现 {} 条", "{} findings"};
inline constexpr Label next_steps{"下一步", "Next steps"};
inline constexpr Label no_steps{"没有待办事项", "Nothing to do"};
inline constexpr Label who{"负责：{}", "by {}"};
inline constexpr Label opportunities{"商机", "Opportunities"};
inline constexpr Label name{"名称", "Name"};
inline constexpr Label stage{"阶段", "Stage"};
inline constexpr Label amount{"金额", "Amount"};
inline constexpr Label status[] = {{"红", "Red"}, {"黄", "Amber"}, {"绿", "Green"}};

// decision chains
inline constexpr Label person{"人员", "Person"};
inline constexpr Label roles{"角色", "Roles"};
inline constexpr Label influence_column{"影响力", "Influence"};
inline constexpr Label support_column{"支持度", "Support"};
inline constexpr Label coverage_column{"接触程度", "Coverage"};
inline constexpr Label gap{"需加强接触：{}", "Get to know better: {}"};
inline constexpr Label influence_is{"影响力 {}", "influence {}"};
inline constexpr Label single_thread{"单线联系：最多只与一人有多次接触", "Single thread: at most one person is known well"};
inline constexpr Label single_points{"关键节点，离开则联系中断：{}", "Without them the chain falls apart: {}"};
inline constexpr Label conflict{"冲突：{}", "At odds: {}"};
inline constexpr Label power{"权力结构：{}", "Where power sits: {}"};
inline constexpr Label way_to{"通向{}：", "The way to {}: "};
inline constexpr Label no_way_to{"没有人能引见{}", "Nobody can introduce us to {}"};
inline constexpr Label way_strength{"关系强度 {}", "strength {}"};
inline constexpr Label meet_next{"下一步见谁", "Whom to meet next"};
inline constexpr Label gain_is{"预期收益 {} 分", "expected gain {} points"};
inline constexpr Label expected_support{"预期净支持度（相互影响之后）", "Expected net support, once people have talked"};
inline constexpr Label cycle{"汇报关系成环：{}", "Circle of reporting: {}"};
inline constexpr Label support_missing{"态度不详：{}", "Attitude unknown: {}"};
inline constexpr Label coverage_missing{"接触程度不详：{}", "Coverage unknown: {}"};
inline constexpr Label influence_missing{"影响力不详：{}", "Influence unknown: {}"};
inline constexpr Label account_level{"客户关系级别", "Account level"};
inline constexpr Label coverage_share{"覆盖度（按影响力加权）", "Coverage, by influence"};
inline constexpr Label net_support{"净支持度（−1 到 1）", "Net support, −1 to 1"};
inline constexpr Label people_known{"决策链人数", "People on the chain"};
inline constexpr Label what_matters{"要点与缺口", "What matters and what is missing"};
inline constexpr Label clarity{"清晰度构成（满分 100）", "What clarity is made of, of 100"};
inline constexpr Label advice{"建议：", "Advice: "};

// needs
inline constexpr Label matrix{"需求优先级矩阵", "Priority matrix of needs"};
inline constexpr Label matrix_corner{"重要性 \\ 紧急性", "Importance \\ urgency"};
inline constexpr Label priority_is{"优先级 {}", "priority {}"};
inline constexpr Label unplaced{"未定位", "no place yet"};
inline constexpr Label no_needs{"没有未满足的需求", "No open need"};
inline constexpr Label closed_needs{"另有 {} 项需求已满足或放弃", "{} more are met or dropped"};

// checks
inline constexpr Label no_record_yet{"（尚无{}）", "(no {} yet)"};
inline constexpr Label fill_first{"优先补充", "Fill in first"};
inline constexpr Label more_fields{"另有 {} 个字段未填", "{} more fields are empty"};
inline constexpr Label findings{"检查发现", "Findings"};
inline constexpr Label severity[] = {{"提示", "For information"}, {"警告", "Warnings"}, {"错误", "Errors"}};
inline constexpr Label no_findings{"没有发现问题", "Nothing was found"};

// documents
inline constexpr Label as_of{"截至 {}", "as of {}"};
inline constexpr Label dossier{"客户档案卡", "Dossier card"};
inline constexpr Label made_from{"依据截至 {} 的客户档案；之后的情况未计入。", "Made from the dossiers as of {}; nothing later counts."};
inline constexpr Label made_by{"由 guanxi {} 生成。", "Made by guanxi {}."};
inline constexpr Label masked{"个人信息已部分隐藏。", "Personal data are masked."};
inline constexpr Label book_title{"客户关系报告", "Customer relations report"};
inline constexpr Label ranked_accounts{"客户排名", "Ranked accounts"};
inline constexpr Label no_accounts{"没有客户", "No accounts"};
inline constexpr Label back_to_list{"返回列表", "Back to the list"};
inline constexpr Label accounts{"客户", "Accounts"};
inline constexpr Label open_opportunities{"进行中的商机 {} 个", "{} open opportunities"};
inline constexpr Label open_amount{"进行中商机金额（{}）", "Open amount, {}"};
inline constexpr Label of_open_opportunities{"按预计成交金额合计", "sum of expected values"};
inline constexpr Label of_opportunities{"进行中的商机共 {} 个", "of {} open opportunities"};
inline constexpr Label chains_supported{"有关键人支持的决策链", "Chains with support"};
inline constexpr Label rank{"排名", "Rank"};
inline constexpr Label customer{"客户", "Customer"};
inline constexpr Label high_value_short{"高价值", "High value"};
inline constexpr Label next_step{"下一步", "Next step"};
inline constexpr Label errors_count{"错误 {}", "{} errors"};

}  // namespace words
}  // namespace guanxi::report::detail
