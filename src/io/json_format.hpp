#pragma once
/// @file
/// The words of the JSON layout that are no names of kinds or fields.

#include <string_view>

namespace guanxi::io::detail {

inline constexpr std::string_view format_name = "format";
inline constexpr std::string_view version_name = "version";
inline constexpr std::string_view dossiers_name = "dossiers";
inline constexpr std::string_view shared_name = "shared";
inline constexpr std::string_view dossier_format = "guanxi.dossier";
inline constexpr std::string_view book_format = "guanxi.book";

/// Version of the layout; higher ones were written by a later guanxi.
inline constexpr int json_version = 1;

/// How the record that a dossier is about is written.
enum class OwnRecord {
  alone,  ///< as one object under the singular of its kind
  listed  ///< in a list like all others
};

}  // namespace guanxi::io::detail
