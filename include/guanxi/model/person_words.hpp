#pragma once
/// @file
/// Surnames and words of titles, by which a name and a title in one text are told apart.

#include <string_view>

namespace guanxi::detail::person {

/// Surnames of one sign, in both scripts where they differ; three bytes each.
inline constexpr std::string_view surnames =
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣"
    "蔡贾賈丁魏薛叶葉阎閻闫余潘杜戴夏钟鐘鍾汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱丘秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武"
    "乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦蘆季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛叢焦向柳邢骆駱岳齐齊沿梅莫庄莊辛管祝左涂谷"
    "祁时時舒耿牟卜路詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車"
    "冉房边邊辜吉饶饒刁瞿戚米池滕佟褚娄婁臧苟应應冷计計窦竇全晏封沙简簡尚宗谈談储儲云雲党黨明和巩鞏鄂冀匡燕胥虞麦麥蒲楚穆";

/// Surnames of two signs, in both scripts where they differ; six bytes each.
inline constexpr std::string_view compound_surnames =
    "欧阳歐陽司马司馬上官诸葛諸葛司徒东方東方皇甫尉迟尉遲公孙公孫慕容令狐宇文长孫长孙長孫夏侯轩辕軒轅端木南宫南宮东郭東郭呼延百里独孤獨孤";

/// Titles; a longer one that ends in a shorter one needs no line unless the rest is no modifier.
inline constexpr std::string_view titles[] = {
    "董事长",   "董事長",   "副董事长", "副董事長", "执行董事", "執行董事", "董事",     "总经理",   "總經理",   "副总经理", "副總經理",
    "总裁",     "總裁",     "副总裁",   "副總裁",   "首席执行官", "首席執行官", "首席技术官", "首席財務官", "首席财务官", "首席信息官", "总监",
    "總監",     "副总监",   "经理",     "經理",     "副经理",   "副經理",   "主管",     "主任",     "副主任",   "厂长",     "廠長",
    "副厂长",   "副廠長",   "部长",     "部長",     "副部长",   "副部長",   "处长",     "處長",     "副处长",   "科长",     "科長",
    "副科长",   "局长",     "局長",     "副局长",   "院长",     "院長",     "副院长",   "所长",     "所長",     "校长",     "校長",
    "站长",     "站長",     "队长",     "隊長",     "组长",     "組長",     "班长",     "班長",     "店长",     "店長",     "课长",
    "課長",     "行长",     "行長",     "会长",     "會長",     "秘书长",   "秘書長",   "社长",     "社長",     "总工程师", "總工程師",
    "总工",     "總工",     "副总工",   "工程师",   "工程師",   "设计师",   "設計師",   "技术员",   "技術員",   "采购员",   "採購員",
    "业务员",   "業務員",   "销售员",   "銷售員",   "质检员",   "質檢員",   "检验员",   "办事员",   "辦事員",   "文员",     "文員",
    "专员",     "專員",     "专家",     "專家",     "助理",     "秘书",     "秘書",     "顾问",     "顧問",     "代表",     "负责人",
    "負責人",   "总会计师", "會計師",   "会计师",   "会计",     "會計",     "出纳",     "出納",     "总经办",   "书记",     "書記",
    "副总",     "副總",     "老板",     "老闆",     "合伙人",   "合夥人",   "创始人",   "創始人",   "教授",     "研究员",   "研究員",
    "经办人",   "經辦人",   "法人",     "法定代表人", "股东",    "股東",     "掌柜",     "掌櫃",     "干事",     "调度员",   "操作工"};

/// What may stand before a title as part of it.
inline constexpr std::string_view title_modifiers[] = {
    "副",   "正",   "总",   "總",   "常务", "常務", "执行", "執行", "高级", "高級", "资深", "資深", "首席", "助理", "代理", "生产", "生產",
    "技术", "技術", "采购", "採購", "销售", "銷售", "市场", "市場", "财务", "財務", "人事", "人力", "资源", "資源", "行政", "设备", "設備", "质量",
    "質量", "品质", "品質", "品管", "质检", "研发", "研發", "工程", "工艺", "工藝", "项目", "項目", "运营", "運營", "营运", "信息", "资讯",
    "資訊", "物流", "仓储", "倉儲", "仓库", "供应", "供應", "供应链", "供應鏈", "区域", "區域", "大区", "大區", "产品", "產品", "客户", "客戶", "大客户",
    "外贸", "外貿", "国际", "國際", "商务", "商務", "安全", "安环", "环保", "能源", "动力", "机电", "電氣", "电气", "机械", "機械", "自动化",
    "數字化", "数字化", "战略", "戰略", "投资", "投資", "法务", "法務", "审计", "審計", "车间", "車間", "计划", "計劃", "成本", "包装", "包裝", "关务",
    "培训", "方案", "售前", "售后", "售後", "客服", "服务", "服務", "维修", "維修", "维护", "业务", "業務", "网络", "软件", "硬件", "系统", "结构", "策划",
    "总务", "后勤", "办公室", "辦公室", "分公司", "集团", "集團", "党委", "黨委", "支部", "工会", "部", "处", "處", "科", "课", "課", "室", "区", "组"};

/// Titles in Latin letters, lower case.
inline constexpr std::string_view latin_titles[] = {
    "ceo",      "cto",       "cfo",      "coo",       "cio",        "cmo",      "cpo",        "gm",         "vp",       "svp",
    "evp",      "president", "chairman", "chairwoman", "chairperson", "director", "manager",    "officer",    "head",     "chief",
    "lead",     "leader",    "supervisor", "engineer", "buyer",      "purchaser", "specialist", "assistant",  "secretary", "consultant",
    "advisor",  "adviser",   "analyst",  "architect", "technician", "designer", "accountant", "controller", "founder",  "co-founder",
    "owner",    "partner",   "principal", "foreman",  "coordinator", "planner", "clerk",      "representative", "executive", "professor"};

/// What may stand inside a title in Latin letters, lower case.
inline constexpr std::string_view latin_modifiers[] = {
    "general",   "deputy",   "vice",      "senior",   "junior",    "assistant", "associate", "acting",    "managing",   "executive",
    "production", "technical", "technology", "purchasing", "procurement", "sourcing", "sales", "marketing", "finance", "financial",
    "hr",        "human",    "resources", "admin",    "equipment", "quality",   "r&d",       "research",  "development", "engineering",
    "process",   "project",  "operations", "operating", "information", "it",    "logistics", "warehouse", "supply",     "chain",
    "regional",  "area",     "product",   "account",  "key",       "customer",  "service",   "business",  "plant",      "factory",
    "works",     "maintenance", "safety", "strategy", "legal",     "commercial", "export",   "international", "global",  "chief",
    "group",     "team",     "department", "board",   "and",       "&",         "vice-president", "software", "mechanical", "electrical"};

}  // namespace guanxi::detail::person
