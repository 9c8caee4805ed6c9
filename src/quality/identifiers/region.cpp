#include <guanxi/quality/identifiers/region.hpp>

#include <algorithm>

#include "folding.hpp"
#include "regions.hpp"

namespace guanxi::quality {

namespace {

struct Province {
  std::string_view code;
  Label name;
};

constexpr Province provinces[] = {
    {"11", {"北京市", "Beijing"}},
    {"12", {"天津市", "Tianjin"}},
    {"13", {"河北省", "Hebei"}},
    {"14", {"山西省", "Shanxi"}},
    {"15", {"内蒙古自治区", "Inner Mongolia"}},
    {"21", {"辽宁省", "Liaoning"}},
    {"22", {"吉林省", "Jilin"}},
    {"23", {"黑龙江省", "Heilongjiang"}},
    {"31", {"上海市", "Shanghai"}},
    {"32", {"江苏省", "Jiangsu"}},
    {"33", {"浙江省", "Zhejiang"}},
    {"34", {"安徽省", "Anhui"}},
    {"35", {"福建省", "Fujian"}},
    {"36", {"江西省", "Jiangxi"}},
    {"37", {"山东省", "Shandong"}},
    {"41", {"河南省", "Henan"}},
    {"42", {"湖北省", "Hubei"}},
    {"43", {"湖南省", "Hunan"}},
    {"44", {"广东省", "Guangdong"}},
    {"45", {"广西壮族自治区", "Guangxi"}},
    {"46", {"海南省", "Hainan"}},
    {"50", {"重庆市", "Chongqing"}},
    {"51", {"四川省", "Sichuan"}},
    {"52", {"贵州省", "Guizhou"}},
    {"53", {"云南省", "Yunnan"}},
    {"54", {"西藏自治区", "Tibet"}},
    {"61", {"陕西省", "Shaanxi"}},
    {"62", {"甘肃省", "Gansu"}},
    {"63", {"青海省", "Qinghai"}},
    {"64", {"宁夏回族自治区", "Ningxia"}},
    {"65", {"新疆维吾尔自治区", "Xinjiang"}},
    {"71", {"台湾省", "Taiwan"}},
    {"81", {"香港特别行政区", "Hong Kong"}},
    {"82", {"澳门特别行政区", "Macau"}},
};
static_assert(std::size(provinces) == 34);

}  // namespace

Label province_name(std::string_view code) noexcept {
  for (const Province& province : provinces)
    if (code.starts_with(province.code)) return province.name;
  return {};
}

RegionTable::RegionTable(std::vector<std::uint32_t> codes) : codes_(std::move(codes)) { std::ranges::sort(codes_); }

bool RegionTable::contains(std::string_view code) const noexcept {
  if (code.size() != 6 || !detail::all_digits(code)) return false;
  std::uint32_t first = 0;
  for (const char c : code) first = first * 10 + static_cast<std::uint32_t>(c - '0');
  const std::uint32_t size = code.ends_with("0000") ? 10000 : code.ends_with("00") ? 100 : 1;
  const auto at = std::ranges::lower_bound(codes_, first);
  return at != codes_.end() && *at < first + size;
}

namespace detail {

std::optional<bool> region_known(std::string_view code, const RegionTable* regions) noexcept {
  if (province_name(code).zh.empty()) return false;
  if (regions == nullptr) return std::nullopt;
  return regions->contains(code);
}

Message unknown_region(std::string_view code) {
  return say({"行政区划代码{0}未在区划表中", "division code {0} is not in the table of divisions"}, {code});
}

}  // namespace detail

}  // namespace guanxi::quality
