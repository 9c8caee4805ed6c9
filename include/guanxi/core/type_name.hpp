#pragma once
/// @file
/// The names of C++ types, for those who show the dictionary in another language.

#include <string_view>

namespace guanxi::detail {

/// What the compiler calls this function.
template <class T>
consteval std::string_view function_of_type() noexcept {
#ifdef _MSC_VER
  return __FUNCSIG__;
#else
  return __PRETTY_FUNCTION__;
#endif
}

/// A type's name as the compiler writes it, with its namespaces: `guanxi::Grade`, `guanxi::Judged<guanxi::Grade>`.
template <class T>
consteval std::string_view type_name() noexcept {
  constexpr std::string_view sample = function_of_type<int>();
  constexpr std::size_t before = sample.find("int");
  constexpr std::size_t after = sample.size() - before - 3;
  const std::string_view whole = function_of_type<T>();
  return whole.substr(before, whole.size() - before - after);
}

}  // namespace guanxi::detail
