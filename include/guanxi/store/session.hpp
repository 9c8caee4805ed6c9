#pragma once
/// @file
/// Reading and writing as somebody: everything a session gives or takes is held to the rights of its principal.

#include <guanxi/access/action.hpp>
#include <guanxi/access/explanation.hpp>
#include <guanxi/access/principal.hpp>
#include <guanxi/core/id.hpp>
#include <guanxi/core/kind.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/store/change.hpp>
#include <guanxi/store/query.hpp>
#include <guanxi/store/search.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::store {

class Past;
class Store;

namespace detail {
struct State;
class Unit;
}  // namespace detail

/// What `put` did.
enum class Written {
  created,   ///< a new record
  edited,    ///< some fields changed
  unchanged  ///< nothing differed, so nothing was written
};

/// A principal's view of a store. Cheap to copy; one thread uses one session at a time, several threads several sessions.
///
/// Fields that the principal may not see are unset in what a session gives and named in `meta.hidden`; `put` leaves them alone.
/// A record that the principal may not read is treated as if it did not exist.
class Session {
 public:
  /// Whose rights hold.
  [[nodiscard]] const access::Principal& principal() const noexcept { return principal_; }

  /// True if the rights of this moment extend an action to every customer, or to every one that a user keeps; customers that are
  /// shared one by one do not count. The answer follows from the rights alone, not from what the store holds.
  [[nodiscard]] bool covers(access::Action action, std::optional<Id<User>> owner = {}) const;

  /// Why an action is allowed on a record or not, in sentences for the principal. Of a record of several customers any of them
  /// grants it.
  /// @throws NotFoundError  `store.not_found` if there is none that the principal may read; ArgumentError  `store.shared` for a
  ///         kind that belongs to no customer
  template <class T>
  [[nodiscard]] access::Explanation explain(access::Action action, Id<T> id) const {
    return explain(kind_info<T>(), action, id.uuid);
  }

  /// A record by its identifier.
  /// @throws NotFoundError  `store.not_found` if there is none that the principal may read
  /// @cost   one look-up
  template <class T>
  [[nodiscard]] T get(Id<T> id) const {
    T record{};
    read(kind_info<T>(), id.uuid, &record);
    return record;
  }

  /// True if there is a record of this identifier that the principal may read.
  template <class T>
  [[nodiscard]] bool contains(Id<T> id) const {
    T record{};
    return try_read(kind_info<T>(), id.uuid, &record);
  }

  /// Writes a record: without `meta.version` as a new one, otherwise over the version that was read. Only fields that differ from
  /// that version are written. A new record gets an identifier if it has none; a new customer without an owner belongs to the writer.
  /// @param record  as read and then changed, or new
  /// @param reason  why, for the history; may be empty
  /// @return  the record as it lies in the store, for this principal's eyes
  /// @throws  ConflictError  `store.conflict` if somebody wrote it meanwhile, `store.exists` if a new record's identifier is taken;
  ///          NotFoundError  `store.not_found`, `store.no_parent` if the record it belongs to is missing;
  ///          AccessError  `access.create`, `access.edit`, `access.reassign`, `access.administer`, `access.field` for a hidden field that was set;
  ///          ArgumentError  `store.value` for a value without exact text (NaN, a range without bounds)
  template <class T>
  T put(T record, std::string_view reason = {}) {
    write(kind_info<T>(), &record, reason);
    return record;
  }

  /// Removes a record; its history stays.
  /// @param id       the record
  /// @param reason   why, for the history
  /// @param version  version that was read; unset removes whatever is stored
  /// @throws  NotFoundError  `store.not_found`; ConflictError  `store.conflict`; AccessError  `access.remove`;
  ///          ArgumentError  `store.has_children` if records belong to it
  template <class T>
  void remove(Id<T> id, std::string_view reason, std::optional<std::int64_t> version = {}) {
    erase(kind_info<T>(), id.uuid, reason, version);
  }

  /// A customer with everything that belongs to it, read at one moment.
  /// @throws NotFoundError  `store.not_found`
  [[nodiscard]] Dossier dossier(Id<Customer> id) const;

  /// The same by identifier, registration id, legal name or short name, exactly as written.
  /// @throws NotFoundError  `store.not_found`
  [[nodiscard]] Dossier dossier(std::string_view name) const;

  /// All customers that the principal may read, each with everything that belongs to it, and the shared records, read at one
  /// moment.
  /// @param action  only customers to which this is open too: `export_data` for what leaves the house
  [[nodiscard]] Book book(access::Action action = access::Action::read) const;

  /// Records of any kind in which all parts of an input stand, in names or texts that the principal may see, latest writes first.
  /// Parts are separated by blanks. A part of one or more Chinese signs is found wherever it stands, a word by its start. In guarded
  /// texts of a sealed store words are found whole only, and a single Chinese sign only where it ends a run of them.
  /// @return  nothing for an input without signs or words
  /// @throws  NotFoundError  `store.kind` for an unknown kind
  [[nodiscard]] SearchPage search(std::string_view input, const SearchOptions& options = {}) const;

  /// Number of records that `search` finds.
  [[nodiscard]] std::int64_t search_count(std::string_view input, const SearchOptions& options = {}) const;

  /// Records of a kind that a query finds. What the principal may not see counts as unset, and what belongs to others as absent.
  /// @return  at most as many as `limit` allows, in the order asked for
  /// @throws  NotFoundError  `store.kind` for a kind that the store does not have; ArgumentError  `query.field`, `query.kind`,
  ///          `query.value`, `query.relation` for conditions that do not fit the dictionary, `query.order` for a field without order,
  ///          `query.cursor` for the start of a page of another query
  /// @cost    as many rows as the condition must look at: all that can be read, or those that an index finds by link, name or event
  template <class T>
  [[nodiscard]] std::vector<T> find(const Query& query = {}) const {
    return page<T>(query).records;
  }

  /// The same, and where the next page starts. Records that are written between two pages are found if they belong to a later one.
  template <class T>
  [[nodiscard]] Page<T> page(const Query& query = {}) const {
    Page<T> page;
    page.next = find(kind_info<T>(), query, &page.records);
    return page;
  }

  /// Number of records for which a condition holds.
  /// @param where  the condition; none counts all
  /// @param as_of  the day that `as_of()` means; default that of the store's clock
  /// @throws  as for `find`
  template <class T>
  [[nodiscard]] std::int64_t count(const Condition& where = {}, std::optional<Date> as_of = {}) const {
    return count(kind_info<T>(), where, as_of);
  }

  /// Counts records by the values of a field and adds up a number or amount in each group.
  /// @return  one group for each value found; without a field to group by one at most
  /// @throws  as for `find`; ArgumentError  `query.group`, `query.measure` for fields that cannot group or be added, `query.overflow`
  ///          for a sum beyond 64 bits
  template <class T>
  [[nodiscard]] Groups summarize(const Summary& summary) const {
    return summarize(kind_info<T>(), summary);
  }

  /// Reads a query as people type it, with the run-time fields of this store.
  /// @throws ParseError  see parse_query
  template <class T>
  [[nodiscard]] Query query(std::string_view text) const {
    return query(kind_info<T>(), text);
  }

  /// Every write of a record, oldest first; changes of fields that the principal may not see are left out.
  /// @throws NotFoundError  `store.not_found` if the principal may not read the record; a removed one counts as it was last
  [[nodiscard]] std::vector<Change> history(const Uuid& id) const;
  /// Every write of a record, oldest first.
  template <class T>
  [[nodiscard]] std::vector<Change> history(Id<T> id) const {
    return history(id.uuid);
  }

  /// What changed in a record between two times: the fields that differ, whatever happened in between.
  /// @throws NotFoundError  `store.not_found` as for `history`
  [[nodiscard]] std::vector<FieldChange> differences(const Uuid& id, Timestamp before, Timestamp after) const;

  /// What the store knew at a time: writes of that very moment count.
  [[nodiscard]] Past recorded_at(Timestamp at) const;

  /// Runs writes and reads as one: all of them hold, or none if the function throws. Inside another transaction it can be undone
  /// alone. Nobody else writes meanwhile.
  /// @param work  is given the session to use inside
  /// @throws  what `work` throws; FileError  `store.locked` if somebody else is writing for too long
  void transaction(const std::function<void(Session&)>& work);

  /// A record of a kind that is known only at run time.
  /// @param kind    its kind
  /// @param id      its identifier
  /// @param record  a record in which nothing is set
  /// @throws NotFoundError  `store.not_found`
  void read(const KindInfo& kind, const Uuid& id, void* record) const;
  /// The same; tells by its result.
  [[nodiscard]] bool try_read(const KindInfo& kind, const Uuid& id, void* record) const;
  /// Explains a right on a record of a kind that is known only at run time.
  [[nodiscard]] access::Explanation explain(const KindInfo& kind, access::Action action, const Uuid& id) const;
  /// Finds records of a kind that is known only at run time, see `page`.
  /// @param kind   the kind
  /// @param query  what to find
  /// @param list  a `std::vector` of such records, to which they are added
  /// @return  where the next page starts; empty if there is none
  std::string find(const KindInfo& kind, const Query& query, void* list) const;
  /// Counts records of a kind that is known only at run time.
  [[nodiscard]] std::int64_t count(const KindInfo& kind, const Condition& where, std::optional<Date> as_of = {}) const;
  /// Sums up records of a kind that is known only at run time.
  [[nodiscard]] Groups summarize(const KindInfo& kind, const Summary& summary) const;
  /// Reads a query on records of a kind that is known only at run time.
  [[nodiscard]] Query query(const KindInfo& kind, std::string_view text) const;
  /// Writes a record of a kind that is known only at run time, see `put`; the record becomes what is stored.
  Written write(const KindInfo& kind, void* record, std::string_view reason);
  /// Removes a record of a kind that is known only at run time, see `remove`.
  void erase(const KindInfo& kind, const Uuid& id, std::string_view reason, std::optional<std::int64_t> version = {});

 private:
  friend class Past;
  friend class Store;
  Session(std::shared_ptr<detail::State> state, access::Principal principal, detail::Unit* unit = nullptr)
      : state_(std::move(state)), principal_(std::move(principal)), unit_(unit) {}

  std::shared_ptr<detail::State> state_;
  access::Principal principal_;
  detail::Unit* unit_;
};

}  // namespace guanxi::store
