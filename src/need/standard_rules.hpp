#pragma once
/// @file
/// The text of standard_rules.json, compiled in; cmake/modules.cmake makes its source.

#include <string_view>

namespace guanxi::need::detail {

/// The whole file.
extern const std::string_view standard_rules_json;

}  // namespace guanxi::need::detail
