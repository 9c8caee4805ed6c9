#pragma once
/// @file
/// From a JSON object to a record.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>

#include <string>
#include <string_view>

#include "json_tree.hpp"

namespace guanxi::io::detail {

/// Fills records from objects and says what did not fit.
class JsonRecordReader {
 public:
  /// @param catalogue  kinds and run-time fields
  /// @param file       name of the file for findings
  /// @param findings   receives what did not fit
  JsonRecordReader(const Catalogue& catalogue, std::string file, Findings& findings)
      : catalogue_(&catalogue), file_(std::move(file)), findings_(&findings) {}

  /// Fills one record.
  /// @param pointer  JSON pointer of the object
  void read(const KindInfo& kind, void* record, const JsonNode& object, const std::string& pointer);

  /// Keeps a member that no kind takes as a custom text of a record.
  /// @param record  nullptr if there is none: the text then stands in the finding alone
  void keep_unknown(const KindInfo* kind, void* record, std::string_view name, std::string_view nearest, const JsonNode& node,
                    const std::string& pointer);

  /// Says that a member came twice, or was of the wrong type.
  void report(const FindingCode& code, std::string_view name, const JsonNode& node, const std::string& pointer, Message detail = {});

 private:
  /// Where in the record and in the text the reader is.
  struct At {
    std::string path{};     ///< path inside the record
    std::string pointer{};  ///< JSON pointer
    [[nodiscard]] At member(std::string_view name) const;
    [[nodiscard]] At element(std::size_t index) const;
    [[nodiscard]] At custom(std::string_view name) const;
  };

  void fields(std::span<const Field> fields, void* record, const JsonNode& object, const At& at);
  void member(const Type& type, void* member, const JsonNode& node, const At& at);
  void list(const Type& type, void* list, const JsonNode& node, const At& at);
  void custom(void* member, const JsonNode& object, const At& at);
  void custom_value(std::string_view name, void* value, const JsonNode& node, const At& at);
  void leaf(const Type& type, void* member, const JsonNode& node, const At& at);
  void reference(const Type& type, void* member, const JsonNode& node, const At& at);
  void reject(const JsonNode& node, const At& at, Message problem, const Message& suggestion = {});
  void add(const FindingCode& code, const JsonNode& node, const At& at, Message detail = {}, Message fix = {});

  const Catalogue* catalogue_;
  std::string file_;
  Findings* findings_;
  const KindInfo* kind_ = nullptr;
  void* record_ = nullptr;
  std::span<const Field> all_;
};

/// A name as part of a JSON pointer (RFC 6901).
[[nodiscard]] std::string pointer_part(std::string_view name);

}  // namespace guanxi::io::detail
