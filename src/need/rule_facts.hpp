#pragma once
/// @file
/// What of a customer is known on a day, as rules read it.

#include <guanxi/model/taxonomy.hpp>
#include <guanxi/need/latent_need.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rule_plan.hpp"

namespace guanxi::need::detail {

/// The facts of one customer on one day.
class RuleFacts {
 public:
  /// @param dossier,options  outlive the facts
  RuleFacts(const Dossier& dossier, const FireOptions& options);

  /// The records of a kind that are seen: those of which the event does not lie after the day; open needs; trends that
  /// hold and concern the customer; offerings that are supplied.
  [[nodiscard]] const std::vector<const void*>& records(const KindInfo& kind);

  /// Calls a function for each value of a field that is set and was observed by the day.
  void for_each_value(const PlannedField& field, const void* record,
                      const std::function<void(const Value&)>& visit) const;

  /// True unless a field of a record was first observed after the day.
  [[nodiscard]] bool observed(const Meta& meta, std::string_view field) const;

  /// The clauses of a text, made once.
  [[nodiscard]] const std::vector<Clause>& clauses(std::string_view text);

  /// The day of a date, partial date or point in time; nothing for other values and dates without a first day.
  [[nodiscard]] std::optional<Date> day_of(const Value& value) const;

  /// True if a text contains one of the words.
  [[nodiscard]] bool mentions(std::string_view text, std::span<const Phrase> words);

  /// The tags of the customer, if they were observed by the day.
  [[nodiscard]] const std::vector<Tag>& tags() const noexcept { return tags_; }

  /// Names of the industry: the label of the customer and its tags of the key industry.
  [[nodiscard]] const std::vector<std::pair<std::string, const char*>>& industries() const noexcept {
    return industries_;
  }

  /// The industry code of the customer, if it was observed by the day.
  [[nodiscard]] std::string_view industry_code() const noexcept;

  [[nodiscard]] const Dossier& dossier() const noexcept { return dossier_; }
  [[nodiscard]] const FireOptions& options() const noexcept { return options_; }

 private:
  [[nodiscard]] bool happened(const Field* event, const void* record) const;
  [[nodiscard]] bool is_seen(const KindInfo& kind, const void* record);
  [[nodiscard]] bool concerns(const IndustryTrend& trend) const;
  [[nodiscard]] bool concerns_path(std::string_view path) const;
  void walk(const std::vector<const Field*>& steps, std::size_t next, const Type& type, const void* member,
            const std::function<void(const Value&)>& visit) const;

  const Dossier& dossier_;
  const FireOptions& options_;
  std::vector<Tag> tags_;
  std::vector<std::pair<std::string, const char*>> industries_;  // with the field it stands in
  std::map<const void*, std::vector<const void*>> records_;      // by tag of the kind, in the order of their lists
  std::map<std::string, std::vector<Clause>, std::less<>> clauses_;
};

}  // namespace guanxi::need::detail
