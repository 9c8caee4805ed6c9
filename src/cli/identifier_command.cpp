#include <guanxi/quality/identifiers/email.hpp>
#include <guanxi/quality/identifiers/lei.hpp>
#include <guanxi/quality/identifiers/phone.hpp>
#include <guanxi/quality/identifiers/uscc.hpp>

#include "commands.hpp"

#include <iostream>

namespace guanxi::cli {

namespace {

/// What an identifier of one sort says, part by part.
struct Reading {
  Label sort{};
  quality::IdentifierCheck check{};
  std::vector<std::pair<Label, std::string>> parts{};
};

Reading read_uscc(const std::string& text, Language language) {
  const quality::UsccCheck found = quality::check_uscc(text);
  return {{"统一社会信用代码", "Unified social credit code"}, found,
          {{{"登记管理部门", "Department"}, std::string(found.department_name.in(language))}, {{"机构类别", "Category"}, std::string(found.category_name.in(language))},
           {{"行政区划", "Region"}, found.region}, {{"省份", "Province"}, std::string(found.province.in(language))}, {{"组织机构代码", "Organization code"}, found.organization_code}}};
}

Reading read_lei(const std::string& text) {
  const quality::LeiCheck found = quality::check_lei(text);
  return {{"法人机构识别编码", "Legal entity identifier"}, found, {{{"发码机构", "Issuer"}, found.issuer}, {{"主体", "Entity"}, found.entity}, {{"校验码", "Check digits"}, found.check}}};
}

Reading read_phone(const std::string& text, Language language) {
  const quality::PhoneCheck found = quality::check_phone(text);
  return {{"电话", "Phone"}, found,
          {{{"种类", "Kind"}, std::string(label_of(found.kind).in(language))}, {{"国际格式", "E.164"}, found.e164}, {{"区号", "Area"}, found.area}, {{"分机", "Extension"}, found.extension}}};
}

Reading read_email(const std::string& text) {
  const quality::EmailCheck found = quality::check_email(text);
  return {{"电子邮件", "E-mail"}, found, {{{"用户名", "Local part"}, found.local}, {{"域名", "Domain"}, found.domain}, {{"域名（ASCII）", "Domain, ASCII"}, found.domain_ascii}}};
}

/// What a text looks most like: by its @, its length, else a telephone number.
Reading reading_of(const std::string& text, Language language) {
  if (text.find('@') != std::string::npos) return read_email(text);
  Reading uscc = read_uscc(text, language);
  if (uscc.check.verdict != quality::Verdict::invalid || uscc.check.normalized.size() == 18) return uscc;
  Reading lei = read_lei(text);
  if (lei.check.verdict != quality::Verdict::invalid || lei.check.normalized.size() == 20) return lei;
  return read_phone(text, language);
}

}  // namespace

int identifier_command(const Options& options) {
  const Reading reading = reading_of(options.word, options.language);
  Table table{.columns = {{"part", {"项目", "Part"}}, {"value", {"内容", "Value"}}}, .rows = {}};
  const auto add = [&](Label part, const std::string& value) {
    if (!value.empty()) table.rows.push_back({std::string(part.in(options.language)), value});
  };
  add({"种类", "Sort"}, std::string(reading.sort.in(options.language)));
  add({"结论", "Verdict"}, std::string(label_of(reading.check.verdict).in(options.language)));
  add({"规范形式", "Normalized"}, reading.check.normalized);
  for (const auto& [part, value] : reading.parts) add(part, value);
  add({"原因", "Reason"}, reading.check.reason.in(options.language));
  for (const Message& note : reading.check.notes) add({"备注", "Note"}, note.in(options.language));
  for (const std::string& suggestion : reading.check.suggestions) add({"是否应为", "Did you mean"}, suggestion);
  std::cout << print(table, options.output, options.language);
  return reading.check.verdict == quality::Verdict::invalid ? exit_findings : exit_ok;
}

}  // namespace guanxi::cli
