#pragma once
/// @file
/// Records of any kind, and groups of them, as tables.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/store/query.hpp>
#include <guanxi/store/session.hpp>

#include "table.hpp"

#include <map>
#include <string>
#include <vector>

namespace guanxi::cli {

/// Writes records for people, or exactly for machines; links as the titles of what they lead to.
class RecordWriter {
 public:
  /// @param catalogue  kinds to which links may lead
  RecordWriter(const store::Session& session, const Catalogue& catalogue, Output output, Language language) : session_(&session), catalogue_(&catalogue), output_(output), language_(language) {}

  /// A row for each record: what tells it apart, whose it is, what a card cannot do without, and the fields that the query names.
  [[nodiscard]] Table records(const KindInfo& kind, const store::Query& query, const Records& found);

  /// A row for each group, with figures one for each currency.
  /// @param by  heading of the first column
  [[nodiscard]] Table groups(const store::Groups& groups, const Column& by, bool with_figures);

 private:
  [[nodiscard]] std::string text(const Type& type, const void* member);
  [[nodiscard]] std::string leaf(const Value& value);
  [[nodiscard]] std::string title(const KindInfo& kind, const void* record);
  [[nodiscard]] std::string linked(const void* tag, const RefValue& link);
  [[nodiscard]] std::string group_name(const store::Group& group);

  const store::Session* session_;
  const Catalogue* catalogue_;
  Output output_;
  Language language_;
  std::map<Uuid, std::string> titles_;
};

}  // namespace guanxi::cli
