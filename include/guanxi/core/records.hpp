#pragma once
/// @file
/// Lists of records of any kinds in one value.

#include <guanxi/core/kind.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace guanxi {

/// For each kind a list of records; a kind without records equals a kind that was never touched.
class Records {
 public:
  Records() = default;
  /// Deep copy.
  Records(const Records& other) {
    lists_.reserve(other.lists_.size());
    for (const auto& [lifetime, list] : other.lists_) lists_.emplace_back(lifetime, own(*lifetime, lifetime->copy(list.get())));
  }
  Records(Records&&) noexcept = default;
  /// Deep copy.
  Records& operator=(const Records& other) {
    Records copy(other);
    lists_.swap(copy.lists_);
    return *this;
  }
  Records& operator=(Records&&) noexcept = default;
  ~Records() = default;

  /// The list of kind T; made empty if it was never touched.
  template <class T>
  [[nodiscard]] std::vector<T>& of() {
    return *static_cast<std::vector<T>*>(list(detail::VectorLifetime<T>::value));
  }
  /// The list of kind T.
  template <class T>
  [[nodiscard]] const std::vector<T>& of() const {
    static const std::vector<T> none;
    const void* found = list(&kind_tag<T>);
    return found ? *static_cast<const std::vector<T>*>(found) : none;
  }

  /// The `std::vector` of a kind, made empty if it was never touched.
  [[nodiscard]] void* list(const KindInfo& kind) { return list(*kind.lifetime); }
  /// The `std::vector` of a kind, nullptr if it was never touched.
  [[nodiscard]] const void* list(const KindInfo& kind) const { return list(kind.tag); }

  /// Number of records of a kind.
  [[nodiscard]] std::size_t size(const KindInfo& kind) const {
    const void* found = list(kind);
    return found ? kind.list->list->size(found) : 0;
  }
  /// A record of a kind by its position.
  [[nodiscard]] void* at(const KindInfo& kind, std::size_t index) { return kind.list->list->at(list(kind), index); }
  /// A record of a kind by its position.
  [[nodiscard]] const void* at(const KindInfo& kind, std::size_t index) const {
    return kind.list->list->at(const_cast<void*>(list(kind)), index);  // NOLINT(cppcoreguidelines-pro-type-const-cast): only the address is taken
  }
  /// Adds an unset record of a kind.
  void* append(const KindInfo& kind) { return kind.list->list->append(list(kind)); }

  /// Moves a record of a kind from elsewhere to the end of its list.
  void* adopt(const KindInfo& kind, void* record) { return kind.lifetime->adopt(list(kind), record); }

  /// True if no kind has a record.
  [[nodiscard]] bool empty() const {
    for (const auto& [lifetime, list] : lists_)
      if (lifetime->size(list.get()) != 0) return false;
    return true;
  }

  bool operator==(const Records& other) const { return contains_all(other) && other.contains_all(*this); }

 private:
  using Owned = std::unique_ptr<void, void (*)(void*)>;

  static Owned own(const ListLifetime& lifetime, void* list) { return {list, lifetime.destroy}; }

  [[nodiscard]] void* list(const ListLifetime& lifetime) {
    for (const auto& [known, list] : lists_)
      if (known->tag == lifetime.tag) return list.get();
    return lists_.emplace_back(&lifetime, own(lifetime, lifetime.create())).second.get();
  }

  [[nodiscard]] const void* list(const void* tag) const {
    for (const auto& [known, list] : lists_)
      if (known->tag == tag) return list.get();
    return nullptr;
  }

  [[nodiscard]] bool contains_all(const Records& other) const {
    for (const auto& [lifetime, theirs] : other.lists_) {
      const void* ours = list(lifetime->tag);
      if (ours ? !lifetime->equal(ours, theirs.get()) : lifetime->size(theirs.get()) != 0) return false;
    }
    return true;
  }

  std::vector<std::pair<const ListLifetime*, Owned>> lists_;
};

}  // namespace guanxi
