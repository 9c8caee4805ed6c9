// Any text in the free-text cells of a form: the decision chain, a need with its budget, a next step with its date, the shared
// cells of size and contact. Importing never fails and loses no record.
#include <guanxi/io/csv.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/model/kinds.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace guanxi;
  if (size > 400) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  io::Sheet sheet;
  sheet.rows.push_back(io::text_row({"采集字段", "填写内容"}));
  for (const char* header : {"客户名称", "企业规模", "联系人姓名", "联系方式", "决策链关系", "显性需求", "最近接触时间", "下一步计划", "标签"}) sheet.rows.push_back(io::text_row({header, text}));
  const io::FormImport form = io::parse_form(standard_catalogue(), io::write_csv(sheet), "form.csv");
  for (const Finding& finding : form.findings)
    if (finding.message.zh.empty() || finding.message.en.empty()) std::abort();
  return 0;
}
