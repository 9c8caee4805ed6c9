#pragma once
/// @file
/// From pairs of path and text to a record.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exact_path.hpp"

namespace guanxi::io::detail {

/// One value on its way into a record.
struct ExactEntry {
  MarkedPath path{};     ///< path inside the record
  std::string text{};    ///< exact text
  Place place{};         ///< where it stands
  bool foreign = false;  ///< the path is the name of a field that is none of ours
  bool damaged = false;  ///< the text looks like a number that a spreadsheet has cut
};

/// Fills one record and says what did not fit.
class RecordFiller {
 public:
  /// @param catalogue  kinds and run-time fields
  /// @param kind       kind of the record
  /// @param record     a record in which nothing is set
  /// @param findings   receives what did not fit
  RecordFiller(const Catalogue& catalogue, const KindInfo& kind, void* record, Findings& findings)
      : kind_(&kind), fields_(catalogue.fields(kind)), record_(record), findings_(&findings) {}

  /// Sets all values; positions in lists count by their order alone, unless the list has a `#size`.
  void fill(std::vector<ExactEntry> entries);

 private:
  using Positions = std::map<std::string, std::set<std::size_t>>;

  void join_parts(std::vector<ExactEntry>& entries) const;
  [[nodiscard]] Positions positions_of(const std::vector<ExactEntry>& entries) const;
  [[nodiscard]] std::string closed(const std::string& path, const Positions& positions) const;
  void report_gaps(const Positions& positions, const std::vector<ExactEntry>& entries);
  void place(const ExactEntry& entry, const std::string& path);
  void resize(const ExactEntry& entry, const std::string& path);
  void set(const ExactEntry& entry, const std::string& path);
  void set_leaf(const ExactEntry& entry, const Type& type, void* member);
  void set_reference(const ExactEntry& entry, const Type& type, void* member);
  void keep_as_custom(const ExactEntry& entry, std::string_view nearest);
  void report(const FindingCode& code, const ExactEntry& entry, Message detail = {}, Message fix = {});

  const KindInfo* kind_;
  std::span<const Field> fields_;
  void* record_;
  Findings* findings_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::set<std::string> sized_;
};

/// Identifier of a record; null if it has none.
[[nodiscard]] Uuid exact_key(const KindInfo& kind, const void* record);

/// Puts a text that no field takes into the custom fields of a record, under a name that is still free.
/// @return  false if records of this kind have no custom fields
bool keep_custom_text(const KindInfo& kind, void* record, const std::string& name, std::string text);

/// A fix that offers a likely meaning: “; perhaps x”; nothing if there is none.
[[nodiscard]] Message perhaps(const Message& suggestion);

}  // namespace guanxi::io::detail
