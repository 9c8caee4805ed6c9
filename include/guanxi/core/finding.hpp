#pragma once
/// @file
/// What a check or an import has to say about imperfect data: a value, never an exception.

#include <guanxi/core/label.hpp>
#include <guanxi/core/uuid.hpp>
#include <guanxi/core/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

/// How much a finding matters.
enum class Severity {
  info,     ///< worth knowing, nothing to do
  warning,  ///< works, but somebody should look
  error     ///< a value was rejected or a rule is broken
};

template <>
struct Words<Severity> {
  static constexpr EnumWord table[] = {
      word(Severity::info, "info", {"提示", "Note"}),
      word(Severity::warning, "warning", {"警告", "Warning"}),
      word(Severity::error, "error", {"错误", "Error"}),
  };
};

/// One entry of the list of codes: what it means and what to do, with `{value}`, `{field}`, `{detail}` and `{fix}`
/// standing for the particulars.
struct FindingCode {
  std::string_view code{};  ///< stable, never reused, `module.reason`
  Severity severity{};      ///< how much it matters
  Label message{};          ///< one sentence
  Label remedy{};           ///< what to do about it
};

/// Where in a file something was found; rows and columns count from 1, 0 means unknown.
struct Place {
  std::string file{};    ///< name of the file as given
  std::string sheet{};   ///< name of the sheet, if the file has sheets
  int row{};             ///< row, the header row being 1
  int column{};          ///< column
  std::string header{};  ///< text of the column's or row's header
  bool operator==(const Place&) const = default;
};

/// The particulars of one finding.
struct FindingDetail {
  std::string_view kind{};   ///< name of the record kind
  Uuid record{};             ///< the record, if there is one
  std::string_view field{};  ///< path of the field inside the record
  std::string_view value{};  ///< the offending text as found
  Message label{};           ///< how people call the field; `field` stands in when empty
  Message detail{};          ///< replaces `{detail}`
  Message fix{};             ///< replaces `{fix}`: a suggested value or action
  Place place{};             ///< where it was found
};

/// One thing that a check or an import found.
struct Finding {
  std::string code{};    ///< stable code of the list
  Severity severity{};   ///< how much it matters
  std::string kind{};    ///< name of the record kind, may be empty
  Uuid record{};         ///< the record, null if there is none
  std::string field{};   ///< path of the field, may be empty
  std::string value{};   ///< the offending text as found, never shortened
  Message message{};     ///< one sentence
  Message remedy{};      ///< what to do about it
  Place place{};         ///< where it was found
  bool operator==(const Finding&) const = default;
};

/// What checks and imports return.
using Findings = std::vector<Finding>;

namespace detail {

inline void replace_all(std::string& text, std::string_view mark, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size())
    text.replace(at, mark.size(), by);
}

inline std::string fill(std::string_view pattern, Language language, const FindingDetail& with) {
  std::string text(pattern);
  const std::string& label = with.label.in(language);
  replace_all(text, "{field}", label.empty() ? with.field : std::string_view(label));
  replace_all(text, "{detail}", with.detail.in(language));
  replace_all(text, "{fix}", with.fix.in(language));
  replace_all(text, "{value}", with.value);
  return text;
}

}  // namespace detail

/// Composes a finding from its code and particulars.
/// @param code  entry of the list of codes
/// @param with  what fills the placeholders
/// @return  the finding with both texts filled in
[[nodiscard]] inline Finding make_finding(const FindingCode& code, const FindingDetail& with) {
  Finding finding;
  finding.code = code.code;
  finding.severity = code.severity;
  finding.kind = with.kind;
  finding.record = with.record;
  finding.field = with.field;
  finding.value = with.value;
  finding.message = {detail::fill(code.message.zh, Language::zh, with), detail::fill(code.message.en, Language::en, with)};
  finding.remedy = {detail::fill(code.remedy.zh, Language::zh, with), detail::fill(code.remedy.en, Language::en, with)};
  finding.place = with.place;
  return finding;
}

}  // namespace guanxi
