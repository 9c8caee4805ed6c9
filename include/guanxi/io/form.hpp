#pragma once
/// @file
/// Blank forms made from the dictionary.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/value.hpp>

#include <string>
#include <string_view>

namespace guanxi {

template <>
struct Words<Purpose> {
  static constexpr EnumWord table[] = {
      word(Purpose::new_customer, "new_customer", {"新客户", "New customer"}, "新客户采集表"),
      word(Purpose::existing, "existing", {"存量客户", "Existing customer"}, "存量客户采集表|老客户"),
      word(Purpose::visit, "visit", {"拜访", "Visit"}, "拜访记录表|访问"),
      word(Purpose::complaint, "complaint", {"抱怨", "Complaint"}, "抱怨管理卡|投诉"),
      word(Purpose::revisit, "revisit", {"回访", "Revisit"}, "回访表|跟进"),
  };
};

namespace io {

/// What a blank form asks for and how.
struct FormOptions {
  Purpose purpose = Purpose::new_customer;  ///< default new customer
  Language language = Language::zh;         ///< of labels, hints and choices. Default Chinese.
  int records = 3;                          ///< columns for contacts, needs and the like, 1–20. Default 3.
};

/// A blank form as a workbook: a sheet for each category, one row a field, drop-down lists for choices, hints as remarks and
/// in the last column; required fields bear an asterisk. `parse_form` reads it back once it is filled.
/// @param catalogue  kinds and run-time fields
/// @param options    purpose, language, number of columns
/// @return  bytes of an .xlsx file
/// @throws  ArgumentError  `form.records` outside 1–20
[[nodiscard]] std::string blank_form_xlsx(const Catalogue& catalogue, const FormOptions& options = {});

/// The same as CSV with a byte-order mark: category, field, contents, hint.
/// @throws  ArgumentError  `form.records` outside 1–20
[[nodiscard]] std::string blank_form_csv(const Catalogue& catalogue, const FormOptions& options = {});

/// Writes a blank form; the end of the name decides between .xlsx and .csv.
/// @throws  ArgumentError  `form.suffix` for another end; FileError  `io.write`
void write_form(const Catalogue& catalogue, const std::string& path, const FormOptions& options = {});

}  // namespace io
}  // namespace guanxi
