#include "uscc_tables.hpp"

namespace guanxi::quality::detail {

namespace {

struct Department {
  char sign;
  Label name;
};

constexpr Department departments[] = {
    {'1', {"机构编制", "staffing office"}},
    {'2', {"外交", "foreign affairs"}},
    {'3', {"司法行政", "justice"}},
    {'4', {"文化", "culture"}},
    {'5', {"民政", "civil affairs"}},
    {'6', {"旅游", "tourism"}},
    {'7', {"宗教", "religion"}},
    {'8', {"工会", "trade unions"}},
    {'9', {"市场监督管理", "market regulator"}},
    {'A', {"中央军委改革和编制办公室", "military staffing office"}},
    {'N', {"农业", "agriculture"}},
    {'Y', {"其他", "other"}},
};

struct Category {
  char department;
  char sign;
  Label name;
};

// GB 32100-2015, table of departments and categories.
constexpr Category table[] = {
    {'1', '1', {"机关", "state organ"}},
    {'1', '2', {"事业单位", "public institution"}},
    {'1', '3', {"编办直接管理机构编制的群众团体", "mass organization under the staffing office"}},
    {'1', '9', {"其他", "other"}},
    {'2', '1', {"外国常驻新闻机构", "resident foreign news agency"}},
    {'2', '9', {"其他", "other"}},
    {'3', '1', {"律师执业机构", "law firm"}},
    {'3', '2', {"公证处", "notary office"}},
    {'3', '3', {"基层法律服务所", "local legal service"}},
    {'3', '4', {"司法鉴定机构", "forensic institution"}},
    {'3', '5', {"仲裁委员会", "arbitration commission"}},
    {'3', '9', {"其他", "other"}},
    {'4', '1', {"外国在华文化中心", "foreign cultural center"}},
    {'4', '9', {"其他", "other"}},
    {'5', '1', {"社会团体", "association"}},
    {'5', '2', {"民办非企业单位", "private non-enterprise unit"}},
    {'5', '3', {"基金会", "foundation"}},
    {'5', '9', {"其他", "other"}},
    {'6', '1', {"外国旅游部门常驻代表机构", "foreign tourism office"}},
    {'6', '2', {"港澳台地区旅游部门常驻内地（大陆）代表机构", "tourism office of Hong Kong, Macau or Taiwan"}},
    {'6', '9', {"其他", "other"}},
    {'7', '1', {"宗教活动场所", "place of worship"}},
    {'7', '2', {"宗教院校", "religious school"}},
    {'7', '9', {"其他", "other"}},
    {'8', '1', {"基层工会", "local trade union"}},
    {'8', '9', {"其他", "other"}},
    {'9', '1', {"企业", "enterprise"}},
    {'9', '2', {"个体工商户", "individual business"}},
    {'9', '3', {"农民专业合作社", "farmers' cooperative"}},
    {'A', '1', {"军队事业单位", "military institution"}},
    {'A', '9', {"其他", "other"}},
    {'N', '1', {"组级集体经济组织", "collective of a village group"}},
    {'N', '2', {"村级集体经济组织", "collective of a village"}},
    {'N', '3', {"乡镇级集体经济组织", "collective of a township"}},
    {'N', '9', {"其他", "other"}},
    {'Y', '1', {"其他", "other"}},
};

}  // namespace

Label department_name(char department) noexcept {
  for (const Department& entry : departments)
    if (entry.sign == department) return entry.name;
  return {};
}

Label category_name(char department, char category) noexcept {
  for (const Category& entry : table)
    if (entry.department == department && entry.sign == category) return entry.name;
  return {};
}

}  // namespace guanxi::quality::detail
