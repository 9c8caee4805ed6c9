#pragma once
/// @file
/// Cells of people's tables into fields of records.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/io/header_index.hpp>
#include <guanxi/io/sheet.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::io::detail {

/// One filled cell and where it goes.
struct Entry {
  Feed feed{};
  std::string text{};
  CellHint hint{};
  Place place{};
  int lane{};  ///< cells of different lanes describe different records
};

/// A record being filled.
struct Draft {
  const KindInfo* kind{};
  void* record{};
  Uuid id{};
};

/// A name that stands where an identifier should: resolved when all records are there.
struct PendingLink {
  const KindInfo* kind{};  ///< of the record that names somebody
  Uuid record{};
  std::string path{};
  Message label{};
  std::string text{};
  Place place{};
};

/// Reads cells into records; what it cannot read becomes a finding.
class CellReader {
 public:
  CellReader(ReadOptions options, Findings& findings, std::vector<PendingLink>& links) : options_(options), findings_(&findings), links_(&links) {}

  /// Dates without a year are on or after this day.
  void refer_to(std::optional<Date> day) { options_.reference = day; }

  /// Reads one cell into its field or fields.
  void read(const Draft& draft, const Entry& entry);

 private:
  struct Spot;

  /// A text that stands for an element, and what it says in brackets; text values are borrowed.
  struct Described {
    std::string_view title{};
    std::vector<std::pair<const Field*, Value>> details{};
  };

  void read_shared(const Draft& draft, const Entry& entry);
  void read_scanned(const Draft& draft, const Entry& entry);
  void fill(const Spot& spot, const Type& type, void* member, std::string_view text);
  void fill_leaf(const Spot& spot, const Type& type, void* member, std::string_view text);
  void fill_list(const Spot& spot, const Type& type, void* member, std::string_view text);
  void fill_elements(const Spot& spot, const Type& type, void* member, std::string_view text);
  Described take_description(const Type& nested, std::string_view text) const;
  void add_element(const Spot& spot, const Type& type, void* member, const std::vector<Value>& words, std::string_view text);
  bool read_piece(const Spot& spot, const Field& heading, std::string_view piece, std::vector<Value>& words, std::string_view& rest);
  void report_year(const Spot& spot, const Value& value, std::string_view text);
  void say(const Spot& spot, const FindingCode& code, std::string_view value, Message detail = {}, Message fix = {});

  ReadOptions options_;
  Findings* findings_;
  std::vector<PendingLink>* links_;
};

/// Keeps a text under a header of its own among the record's custom fields.
void keep_custom(const Draft& draft, std::string_view header, std::string_view text);

/// The label of a field in both languages.
inline Message message_of(Label label) { return {std::string(label.zh), std::string(label.en)}; }

}  // namespace guanxi::io::detail
