#pragma once
/// @file
/// The table of a record kind, made from its dictionary.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/meta.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "codec.hpp"
#include "vault.hpp"

namespace guanxi::store::detail {

/// One member of a record that has columns of its own: a line of the dictionary, or a line of a record nested in it.
struct Slot {
  std::vector<const Field*> chain{};  ///< from the record's own line to the innermost one
  const Type* type{};                 ///< type of the innermost one
  const Codec* codec{};               ///< its columns
  std::string path{};                 ///< `customer_type.set`
  std::string column{};               ///< `customer_type_set`, the name of its columns less the suffixes
  int first{};                        ///< position of its first column in the table's list
  Privacy privacy{};                  ///< the strictest on the way
  bool kept_by_store = false;         ///< version and last writer: never taken from the caller
  bool sealed = false;                ///< lies sealed in columns and history

  /// Address of the member.
  [[nodiscard]] void* in(void* record) const;
  /// Address of the member.
  [[nodiscard]] const void* in(const void* record) const;
  /// The record's own line.
  [[nodiscard]] const Field& top() const { return *chain.front(); }
};

/// A column of a table.
struct TableColumn {
  std::string name{};
  std::string_view sql_type{};
};

/// Where records of a kind say to whom they belong.
struct ParentLine {
  const Slot* slot{};      ///< the link itself, or the list that holds links
  const Field* inside{};   ///< in a list: the line of the link in its elements, else nullptr
  const void* target{};    ///< tag of the kind it leads to
};

/// The table of one kind.
class Table {
 public:
  /// @param vault  seals what is not open, outlives the table; nullptr for a store without key
  /// @throws ArgumentError  `store.kind` for a kind without key or without `meta`
  Table(const Catalogue& catalogue, const KindInfo& kind, const Vault* vault);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() = default;

  [[nodiscard]] const KindInfo& kind() const noexcept { return *kind_; }
  /// Its name in SQL: `need_record`.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// Name of the table of a kind.
  [[nodiscard]] static std::string name_of(std::string_view kind) { return std::string(kind) + "_record"; }
  [[nodiscard]] const std::vector<Slot>& slots() const noexcept { return slots_; }
  [[nodiscard]] const std::vector<TableColumn>& columns() const noexcept { return columns_; }
  [[nodiscard]] const std::vector<ParentLine>& parents() const noexcept { return parents_; }
  /// The member that says who keeps the record, or nullptr.
  [[nodiscard]] const Slot* owner() const noexcept { return owner_; }
  /// The member that says which team keeps the record, or nullptr.
  [[nodiscard]] const Slot* team() const noexcept { return team_; }
  /// The title if rows can be listed by it: one text that everybody may see. Else nullptr.
  [[nodiscard]] const Slot* ordered_title() const noexcept;
  /// The member at a path, or nullptr.
  [[nodiscard]] const Slot* slot(std::string_view path) const noexcept;
  /// The first member that does a part, or nullptr.
  [[nodiscard]] const Slot* slot(Part part) const noexcept;

  /// Name of the column of the key.
  [[nodiscard]] const std::string& key_column() const noexcept { return key_->column; }
  /// Position of the key among the columns.
  [[nodiscard]] int key_position() const noexcept { return key_->first; }
  [[nodiscard]] Uuid id(const void* record) const;
  void set_id(void* record, const Uuid& id) const;
  [[nodiscard]] Meta& meta(void* record) const { return *static_cast<Meta*>(meta_->in(record)); }
  [[nodiscard]] const Meta& meta(const void* record) const { return *static_cast<const Meta*>(meta_->in(record)); }

  /// All columns, with commas, of a row called `r`.
  [[nodiscard]] const std::string& column_list() const noexcept { return column_list_; }
  /// Fills a record from a row that starts with `column_list`.
  /// @param first  column of the row at which the list starts
  /// @throws FileError  `store.corrupt` if a sealed member does not open
  void read(const Cursor& row, void* record, int first = 0) const;
  /// The same without sealed members, which stay unset.
  void read_unsealed(const Cursor& row, void* record) const;
  /// Binds the columns of a member, sealed as it must lie.
  void add(Cursor& cursor, const Slot& slot, const void* record) const;
  /// What the column of a member holds in plain, as SQL; only for members that lie in one text.
  [[nodiscard]] std::string plain_sql(const Slot& slot, const std::string& alias) const;
  /// What seals the members, or nullptr.
  [[nodiscard]] const Vault* vault() const noexcept { return vault_; }

  /// Statement that adds a record; parameters are the tenant and all columns.
  [[nodiscard]] const std::string& insert_sql() const noexcept { return insert_sql_; }
  /// `SELECT` of all columns for a tenant and an id.
  [[nodiscard]] const std::string& select_sql() const noexcept { return select_sql_; }
  /// Statement that writes some members of a record; parameters are their columns, the tenant and the id.
  [[nodiscard]] std::string update_sql(const std::vector<const Slot*>& changed) const;

 private:
  void add_members(const Field& field, std::vector<const Field*> chain, std::string path, std::string column, Privacy privacy);
  void add_slot(Slot slot);
  void find_parents();
  [[nodiscard]] SealedPlace place(const Slot& slot, const Uuid& record) const { return {.table = name_, .record = record, .name = slot.column}; }

  const KindInfo* kind_;
  const Vault* vault_;
  std::string name_;
  std::vector<Slot> slots_;
  std::vector<TableColumn> columns_;
  std::vector<ParentLine> parents_;
  const Slot* owner_ = nullptr;
  const Slot* team_ = nullptr;
  const Slot* key_ = nullptr;
  const Field* meta_ = nullptr;
  std::string column_list_;
  std::string insert_sql_;
  std::string select_sql_;
};

/// The tables of all kinds of a catalogue.
class Tables {
 public:
  /// @param vault  see Table
  Tables(const Catalogue& catalogue, const Vault* vault);

  /// @throws NotFoundError  `store.kind` if the store does not know the kind
  [[nodiscard]] const Table& of(const KindInfo& kind) const { return of_tag(kind.tag, kind.name); }
  /// The table of the kind with this name, or nullptr.
  [[nodiscard]] const Table* named(std::string_view name) const noexcept;
  /// The table of the kind with this tag, or nullptr.
  [[nodiscard]] const Table* tagged(const void* tag) const noexcept;
  [[nodiscard]] const std::vector<std::unique_ptr<Table>>& all() const noexcept { return tables_; }

 private:
  [[nodiscard]] const Table& of_tag(const void* tag, std::string_view name) const;

  std::vector<std::unique_ptr<Table>> tables_;
};

}  // namespace guanxi::store::detail
