#pragma once
/// @file
/// What the store remembers of every write.

#include <guanxi/core/id.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/model/user.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::store {

/// What was done to a record.
enum class ChangeAction { create, edit, remove };

}  // namespace guanxi::store

namespace guanxi {

template <>
struct Words<store::ChangeAction> {
  static constexpr EnumWord table[] = {
      word(store::ChangeAction::create, "create", {"新建", "Created"}),
      word(store::ChangeAction::edit, "edit", {"修改", "Edited"}),
      word(store::ChangeAction::remove, "remove", {"删除", "Removed"}),
  };
};

}  // namespace guanxi

namespace guanxi::store {

/// One field before and after a write. Texts are those of `write_exact`, lists and references as JSON; empty means unset.
struct FieldChange {
  std::string path{};    ///< path inside the record, such as `customer_type.set`
  std::string before{};  ///< what it held
  std::string after{};   ///< what it holds since
  bool operator==(const FieldChange&) const = default;
};

/// One write of one record.
struct Change {
  std::int64_t sequence{};            ///< place in the chain of all writes, from 1
  std::string kind{};                 ///< name of the record kind
  Uuid record{};                      ///< the record
  std::int64_t version{};             ///< version that the write made
  ChangeAction action{};              ///< what was done
  Timestamp at{};                     ///< when
  Id<User> by{};                      ///< by whom; null for a program
  std::string by_name{};              ///< name of the person or program at that time
  std::string reason{};               ///< why, as the writer said
  std::vector<FieldChange> fields{};  ///< what changed, in the order of the dictionary, as far as the reader may see it
  bool operator==(const Change&) const = default;
};

}  // namespace guanxi::store
