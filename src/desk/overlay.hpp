#pragma once
/// @file
/// What one record says, laid over what another one of the same kind says.

#include <guanxi/core/catalogue.hpp>

#include <functional>
#include <string>

namespace guanxi::desk::detail {

/// A value that another one would replace.
struct Replaced {
  const Field* field{};  ///< line of the record's own dictionary
  std::string path{};    ///< path of the leaf
  std::string before{};  ///< for people
  std::string after{};   ///< for people
  std::string exact{};   ///< the new value exactly
};

/// Says whether a value may be replaced.
using MayReplace = std::function<bool(const Replaced&)>;

/// Adds to a record whatever another one says: unset leaves are set, leaves that differ are replaced where allowed, lists grow by
/// what they lack. What the library keeps itself stays.
void overlay(std::span<const Field> fields, void* record, const void* addition, const MayReplace& may_replace);

}  // namespace guanxi::desk::detail
