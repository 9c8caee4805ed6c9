#pragma once
/// @file
/// Which of several formats a text has, where a cell may hold any of them.

#include <guanxi/core/field.hpp>

#include <string_view>

namespace guanxi::io::detail {

/// True if a text looks like a phone number, a mail address or a messaging account; only these three share cells.
bool fits_format(Format format, std::string_view text);

}  // namespace guanxi::io::detail
