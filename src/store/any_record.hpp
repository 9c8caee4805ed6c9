#pragma once
/// @file
/// One record of a kind that is known only at run time.

#include <guanxi/core/records.hpp>

namespace guanxi::store::detail {

/// Owns one record in which nothing is set.
class AnyRecord {
 public:
  explicit AnyRecord(const KindInfo& kind) : address_(records_.append(kind)) {}
  AnyRecord(AnyRecord&&) noexcept = default;
  AnyRecord& operator=(AnyRecord&&) noexcept = default;
  AnyRecord(const AnyRecord&) = delete;
  AnyRecord& operator=(const AnyRecord&) = delete;
  ~AnyRecord() = default;

  [[nodiscard]] void* get() noexcept { return address_; }
  [[nodiscard]] const void* get() const noexcept { return address_; }

 private:
  Records records_;
  void* address_;
};

}  // namespace guanxi::store::detail
