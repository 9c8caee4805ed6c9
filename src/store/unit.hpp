#pragma once
/// @file
/// The unit of work: every write goes through it, checked, remembered and locked.

#include <guanxi/core/id.hpp>
#include <guanxi/core/json_writer.hpp>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "change_log.hpp"
#include "visibility.hpp"

namespace guanxi::store::detail {

/// A write transaction of one principal; undone unless it was committed.
class Unit {
 public:
  /// @throws FileError  `store.locked`
  Unit(State& state, const access::Principal& principal);
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;
  ~Unit() = default;

  /// The moment of this transaction, its own writes included.
  [[nodiscard]] const View& view();
  /// See Session::put.
  Written put(const Table& table, void* record, std::string_view reason);
  /// See Session::remove.
  void remove(const Table& table, const Uuid& id, std::string_view reason, std::optional<std::int64_t> version);
  /// Makes everything durable and lets others write.
  void commit();

  /// Where the writes stand, for undoing a part of them.
  [[nodiscard]] ChainHead mark() const noexcept { return head_; }
  /// Forgets the writes after a mark; the caller has rolled the connection back.
  void return_to(const ChainHead& mark);
  [[nodiscard]] Connection& connection() noexcept { return *view_->connection; }
  /// Number of savepoints that are open.
  int depth = 0;

 private:
  using Owners = std::vector<access::Ownership>;

  void check_open() const;
  Written create(const Table& table, void* record, std::string_view reason);
  Written edit(const Table& table, void* record, const void* stored, std::string_view reason);

  /// Whom a record belongs to: customers it leads to, or itself.
  [[nodiscard]] Owners owners(const Table& table, const void* record);
  void add_owners(const Table& table, const void* record, Owners& owners, std::set<Uuid>& seen);
  [[nodiscard]] bool may(access::Action action, const Table& table, const void* record);
  void demand(access::Action action, const Table& table, const void* record);
  void demand_grantable(const Table& table, const void* record);
  void demand_parents(const Table& table, const void* record);
  void demand_handing_on(const Table& table, const void* stored, const void* record);
  void restore_hidden_facts(const Table& table, void* record, const void* stored, const std::vector<std::string>& hidden);
  [[nodiscard]] Sight sight(const Table& table, const void* record);
  [[nodiscard]] std::optional<access::Ownership> owner_of(const Table& table, const Uuid& id);
  [[nodiscard]] bool is_readable(const Table& table, const void* record);
  [[nodiscard]] bool is_readable(const Table& table, const Uuid& id);
  [[nodiscard]] bool exists(const Table& table, const Uuid& id);
  [[nodiscard]] bool load(const Table& table, const Uuid& id, void* record);

  void restore_hidden(const Table& table, void* record, const void* stored, const Sight& sight);
  void log(const Table& table, ChangeAction action, void* record, const std::vector<const Slot*>& changed, std::string_view reason);
  void link_parents(const Table& table, const void* record, const void* stored);
  void children_forbid(const Table& table, const Uuid& id);

  State* state_;
  access::Principal principal_;
  WriteLock lock_;
  Transaction transaction_;
  ChainHead head_;
  std::optional<View> view_;
  std::string by_name_;
  std::map<Uuid, std::optional<access::Ownership>> known_owners_;
  IdGenerator ids_;
  JsonWriter json_;
  bool rights_changed_ = false;
};

}  // namespace guanxi::store::detail
