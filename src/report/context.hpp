#pragma once
/// @file
/// What every part of a report needs: the language, the names of records, and how values are written.

#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/report/options.hpp>

#include <string>
#include <utility>
#include <vector>

#include "mask.hpp"

namespace guanxi::report::detail {

/// Finds records by their identifier.
class RecordIndex {
 public:
  struct Entry {
    const KindInfo* kind{};
    const void* record{};
    std::size_t position{};
  };

  /// Adds all records of all kinds.
  void add(const Catalogue& catalogue, const Records& records);
  /// Adds the records of one kind.
  void add(const Catalogue& catalogue, const Records& records, const KindInfo& kind);
  /// Call once after the last `add`.
  void finish();
  /// @return  nullptr if there is no such record
  [[nodiscard]] const Entry* find(const Uuid& id) const;

 private:
  std::vector<std::pair<Uuid, Entry>> entries_;
};

/// Everything that the parts of a report share.
class Context {
 public:
  /// @param shared  records that belong to no single customer, may be nullptr
  /// @param known   the same and others, found after the dossier's own
  Context(const Catalogue& catalogue, const ReportOptions& options, const Records* shared, const RecordIndex& known);

  /// Makes the records of one customer findable and hides its personal values; forgets the customer before.
  void enter(const Dossier& dossier);

  [[nodiscard]] const Catalogue& catalogue() const noexcept { return catalogue_; }
  [[nodiscard]] const ReportOptions& options() const noexcept { return options_; }
  [[nodiscard]] Language language() const noexcept { return options_.language; }
  [[nodiscard]] bool zh() const noexcept { return options_.language == Language::zh; }

  /// The report's own words.
  [[nodiscard]] std::string say(Label label) const { return std::string(label.in(language())); }
  /// Words with `{}` replaced.
  [[nodiscard]] std::string say(Label pattern, std::string_view value) const;
  /// The words of an analysis, personal values hidden if they shall be.
  [[nodiscard]] std::string say(const Message& message) const { return hide(message.in(language())); }
  /// A text from the records, personal values hidden if they shall be.
  [[nodiscard]] std::string hide(std::string text) const { return masker_.active() ? masker_(std::move(text)) : text; }

  /// The value of a leaf for people: links as names, shares as per cent, units added.
  [[nodiscard]] std::string value(const Leaf& leaf) const;
  /// A value without its field.
  [[nodiscard]] std::string value(const Value& value) const { return write_text(value, {language(), options_.calendar}); }
  /// By what people tell a record: its title, else its day, else its kind and number.
  [[nodiscard]] std::string title(const RecordIndex::Entry& record) const { return title(record, true); }
  /// The same, found by its identifier.
  /// @return  the last eight signs of the identifier if there is no such record
  [[nodiscard]] std::string title(const Uuid& id) const;
  /// The record of this identifier, nullptr if it is unknown.
  [[nodiscard]] const RecordIndex::Entry* find(const Uuid& id) const;

 private:
  [[nodiscard]] std::string title(const RecordIndex::Entry& record, bool follow_links) const;
  [[nodiscard]] std::string reference(const Uuid& id, std::string_view text) const;

  const Catalogue& catalogue_;
  ReportOptions options_;
  const RecordIndex& known_;
  RecordIndex own_;
  Masker shared_masker_;
  Masker masker_;
};

/// “3 days overdue”, “due in 5 days”.
[[nodiscard]] std::string due_text(const Context& context, std::int32_t days_left);
/// A share as whole per cent.
[[nodiscard]] std::string percent_text(double share);
/// Thousandths as a decimal number with so many digits, 0–3.
[[nodiscard]] std::string points_text(std::int64_t thousandths, int digits);

}  // namespace guanxi::report::detail
