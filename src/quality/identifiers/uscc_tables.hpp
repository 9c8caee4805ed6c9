#pragma once
/// @file
/// Departments and categories of the unified social credit code.

#include <guanxi/core/label.hpp>

namespace guanxi::quality::detail {

/// Who registers organizations under this first sign; empty if nobody does.
[[nodiscard]] Label department_name(char department) noexcept;

/// What the second sign means in this department; empty if it is not listed there.
[[nodiscard]] Label category_name(char department, char category) noexcept;

}  // namespace guanxi::quality::detail
