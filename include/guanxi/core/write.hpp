#pragma once
/// @file
/// From the value of a field to text: exact for machines, readable for people.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>

#include <string>

namespace guanxi {

/// How people want to see values.
struct WriteOptions {
  Language language = Language::zh;  ///< default Chinese
  Calendar calendar{};               ///< local time. Default +08:00.
};

/// The exact text of a value, the same everywhere; `read_exact` gives the value back.
/// @return  nothing for an unset value
[[nodiscard]] std::string write_exact(const Value& value);

/// The value for people: labels, local time, amounts rounded to nothing but written in 万 and 亿 or million and billion.
/// @return  nothing for an unset value
[[nodiscard]] std::string write_text(const Value& value, const WriteOptions& options = {});

/// “2023-10-15”.
[[nodiscard]] std::string to_string(Date date);
/// “2015”, “2015-03”, “--03-05”, “2015-03-05”, each with “lunar ” before it if it is.
[[nodiscard]] std::string to_string(const PartialDate& date);
/// “2023-10-15T01:30:00Z”, with microseconds if there are any.
[[nodiscard]] std::string to_string(Timestamp at);
/// “2000000.00 CNY”.
[[nodiscard]] std::string to_string(const Money& money);

}  // namespace guanxi
