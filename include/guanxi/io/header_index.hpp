#pragma once
/// @file
/// From the headers of people's tables to fields.

#include <guanxi/core/catalogue.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace guanxi::io {

/// Where the text under a header goes.
struct Feed {
  const KindInfo* kind{};               ///< kind of the record
  const Category* category{};           ///< group of the field on forms
  std::vector<const Field*> fields{};   ///< the field, or all fields that share the cell
  const EnumWord* heading{};            ///< the header was a word of the record's heading field: “隐性需求”
  bool shared{};                        ///< the cell is shared: each field takes its part of the text
  int ordinal{};                        ///< number in the header: 2 for “需求2”; 0 if there is none
  std::string unit{};                   ///< unit stated in the header: “万元” for “注册资本（万元）”
};

/// Every header that the dictionaries know: labels in both languages, names, aliases, shared cells and heading words,
/// each also behind the name of its kind (“联系人电话”, “contact.phones”) where no dictionary has that header as it stands.
class HeaderIndex {
 public:
  /// @param catalogue  its kinds and texts outlive the index
  explicit HeaderIndex(const Catalogue& catalogue);

  /// The feed of a header, compared folded.
  /// @param category  category or kind under which the header stands; may be empty
  /// @param header    text of the header; a number in it becomes `ordinal`, a bracketed end `unit`
  /// @param prefer    kind that wins where several kinds know the header; may be nullptr
  /// @return  the feed in that category if there is one, else of the preferred kind, else of the first kind in the
  ///          order of the catalogue; nothing if no dictionary knows the header
  [[nodiscard]] std::optional<Feed> find(std::string_view category, std::string_view header, const KindInfo* prefer = nullptr) const;

  /// All feeds that know exactly this header under this category, or under any if it is empty.
  [[nodiscard]] std::vector<Feed> all(std::string_view category, std::string_view header) const;

  /// The kind that a sheet or file is named after, else the first kind of a category of this name, or nullptr.
  [[nodiscard]] const KindInfo* kind_named(std::string_view name) const;

  /// True if a text is the name of a category or kind.
  [[nodiscard]] bool is_category(std::string_view text) const;

 private:
  void add_names(const KindInfo& kind);
  void add_labels(const KindInfo& kind, const Field& field);
  void add_aliases(const KindInfo& kind, const Field& field);
  void add_category(const Category& category);
  void add_words(const KindInfo& kind, const Field& heading, const Field& title);
  void add_texts(std::string_view variants, const Feed& feed);
  void add_text(std::string_view text, const Feed& feed);
  [[nodiscard]] std::vector<Feed> known(const std::string& folded) const;
  [[nodiscard]] std::vector<Feed> in(std::string_view category, std::vector<Feed> feeds) const;

  std::unordered_map<std::string, std::vector<Feed>> feeds_;
  std::unordered_map<std::string, std::vector<const Category*>> categories_;
  std::unordered_map<std::string, const KindInfo*> kinds_;
  std::vector<std::pair<std::string, const KindInfo*>> prefixes_;
};

}  // namespace guanxi::io
