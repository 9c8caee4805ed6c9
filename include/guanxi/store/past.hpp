#pragma once
/// @file
/// What the store knew at some time.

#include <guanxi/store/session.hpp>

namespace guanxi::store {

/// A session's view of an earlier time: records as they were recorded then, for the eyes of the principal as they are now.
/// @cost  reads the history of each record that is asked for
class Past {
 public:
  /// The time that is looked back to.
  [[nodiscard]] Timestamp at() const noexcept { return at_; }

  /// A record as it was.
  /// @throws NotFoundError  `store.not_found` if there was none then, or the principal may not read it now
  template <class T>
  [[nodiscard]] T get(Id<T> id) const {
    T record{};
    read(kind_info<T>(), id.uuid, &record);
    return record;
  }

  /// A customer with everything that belonged to it. Who may read the customer now may read that.
  /// @throws NotFoundError  `store.not_found`
  [[nodiscard]] Dossier dossier(Id<Customer> id) const;

  /// A record of a kind that is known only at run time.
  /// @param kind    its kind
  /// @param id      its identifier
  /// @param record  a record in which nothing is set
  /// @throws NotFoundError  `store.not_found`
  void read(const KindInfo& kind, const Uuid& id, void* record) const;

 private:
  friend class Session;
  Past(Session session, Timestamp at) : session_(std::move(session)), at_(at) {}

  Session session_;
  Timestamp at_;
};

}  // namespace guanxi::store
