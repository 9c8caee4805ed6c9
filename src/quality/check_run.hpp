#pragma once
/// @file
/// One run of the checks: what they look at and what they have found so far.

#include "located.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/quality/check.hpp>

#include <string>
#include <vector>

namespace guanxi::quality::detail {

/// The particulars of a finding about one field.
struct Trouble {
  const Field* top{};    ///< line of the record kind's own dictionary; nullptr if the whole record is meant
  std::string path{};    ///< path inside the record
  std::string value{};   ///< the offending text
  Message label{};       ///< how people call the field
  Message detail{};      ///< replaces `{detail}`
  Message fix{};         ///< replaces `{fix}`
};

/// A record nested in another one, or that one itself.
struct Inner {
  const RecordInfo* info{};  ///< its dictionary
  const void* record{};      ///< the record
  const Field* top{};        ///< line of the outermost dictionary that leads to it; nullptr for the outermost record
  std::string path{};        ///< path with a dot behind it; empty for the outermost record
};

/// A record and all records nested in it, in the order of the dictionary; nested upkeep is left out.
[[nodiscard]] std::vector<Inner> inner_records(const Located& at);

/// First and last day that a value can mean.
struct Days {
  Date first{};
  Date last{};
};

/// The days of a date, partial date or point in time; nothing for other values and for dates without a year.
[[nodiscard]] std::optional<Days> days_of(const Value& value, const Calendar& calendar);

/// The value of a leaf; unset for lists and nested records.
[[nodiscard]] inline Value value_of(const Type& type, const void* member) { return type.get ? type.get(type, member) : Value(); }

/// What the checks of one set of records share.
class CheckRun {
 public:
  CheckRun(const Catalogue& catalogue, const Records& records, const CheckOptions& options);

  [[nodiscard]] const Catalogue& catalogue() const noexcept { return *catalogue_; }
  [[nodiscard]] const CheckOptions& options() const noexcept { return *options_; }
  [[nodiscard]] const std::vector<Located>& records() const noexcept { return records_; }

  /// The value as findings quote it.
  [[nodiscard]] std::string text_of(const Value& value) const;

  /// Keeps a finding.
  void report(const Located& at, const FindingCode& code, const Trouble& trouble);

  /// The findings in their final order.
  [[nodiscard]] Findings sorted();

  CheckCounts counts{};  ///< kept by the checks

 private:
  struct Found {
    std::size_t record;  ///< position in `records_`
    std::size_t field;   ///< position in the dictionary
    Finding finding;
  };

  const Catalogue* catalogue_;
  const CheckOptions* options_;
  std::vector<Located> records_;
  std::vector<Found> found_;
};

/// Required fields, order of dates, fields that do not apply: rules within one record.
void check_rules(CheckRun& run, const Located& at);
/// Events that precede the first day of the customer.
void check_first_days(CheckRun& run);
/// Formats, bounds, ranges, placeholders, events in the future: values one by one.
void check_values(CheckRun& run, const Located& at);
/// References, records of other customers, contact details that several people share.
void check_links(CheckRun& run);

}  // namespace guanxi::quality::detail
