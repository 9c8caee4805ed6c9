#pragma once
/// @file
/// The members of a plain struct: how many there are, their names, and where they lie.

#include <guanxi/core/type_name.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace guanxi::detail {

namespace part {

struct AnyMember {
  template <class T>
  operator T&() const&&;  // stands for a member of any type; never defined
  template <class T>
  operator T&&() const&&;
};

template <std::size_t>
using AnyMemberAt = AnyMember;

template <class T, std::size_t... I>
consteval bool takes_members(std::index_sequence<I...>) {
  return requires { T{AnyMemberAt<I>{}...}; };
}

template <class T, std::size_t N = 28>
consteval std::size_t count_members() {
  if constexpr (N == 0)
    return 0;
  else if constexpr (takes_members<T>(std::make_index_sequence<N>{}))
    return N;
  else
    return count_members<T, N - 1>();
}

template <class T>
struct Somewhere {
  T value;
};
template <class T>
extern const Somewhere<T> somewhere;  // only its parts are named, never read

// Clang takes the address of a part as argument of a template only inside a struct.
template <class Pointer>
struct PartAt {
  Pointer address;
};
template <class Pointer>
PartAt(Pointer) -> PartAt<Pointer>;

// The last word before the closing brackets: g++ ends its text with what string_view stands for, clang does not.
template <PartAt Part>
consteval std::string_view name_behind() {
  std::string_view text = __PRETTY_FUNCTION__;
  text = text.substr(0, text.rfind("; std::string_view"));
  text = text.substr(0, text.find_last_not_of(")]}") + 1);
  return text.substr(text.find_last_of(":.&") + 1);
}

}  // namespace part

/// A struct with named members and nothing else, which has no base; at most 28 of them can be told apart.
template <class T>
concept Aggregate = std::is_class_v<T> && std::is_aggregate_v<T>;

/// Addresses of all members of a struct, as a tuple of pointers.
template <class T>
constexpr auto addresses_of(T& value) {
  constexpr std::size_t count = part::count_members<std::remove_const_t<T>>();
  if constexpr (count == 1) {
    auto& [m0] = value;
    return std::tuple(&m0);
  } else if constexpr (count == 2) {
    auto& [m0, m1] = value;
    return std::tuple(&m0, &m1);
  } else if constexpr (count == 3) {
    auto& [m0, m1, m2] = value;
    return std::tuple(&m0, &m1, &m2);
  } else if constexpr (count == 4) {
    auto& [m0, m1, m2, m3] = value;
    return std::tuple(&m0, &m1, &m2, &m3);
  } else if constexpr (count == 5) {
    auto& [m0, m1, m2, m3, m4] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4);
  } else if constexpr (count == 6) {
    auto& [m0, m1, m2, m3, m4, m5] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5);
  } else if constexpr (count == 7) {
    auto& [m0, m1, m2, m3, m4, m5, m6] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6);
  } else if constexpr (count == 8) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7);
  } else if constexpr (count == 9) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8);
  } else if constexpr (count == 10) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9);
  } else if constexpr (count == 11) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10);
  } else if constexpr (count == 12) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11);
  } else if constexpr (count == 13) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12);
  } else if constexpr (count == 14) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13);
  } else if constexpr (count == 15) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14);
  } else if constexpr (count == 16) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15);
  } else if constexpr (count == 17) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16);
  } else if constexpr (count == 18) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17);
  } else if constexpr (count == 19) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18);
  } else if constexpr (count == 20) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19);
  } else if constexpr (count == 21) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20);
  } else if constexpr (count == 22) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21);
  } else if constexpr (count == 23) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22] =
        value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21, &m22);
  } else if constexpr (count == 24) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22,
           m23] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21, &m22, &m23);
  } else if constexpr (count == 25) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
           m24] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21, &m22, &m23, &m24);
  } else if constexpr (count == 26) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
           m24, m25] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21, &m22, &m23, &m24, &m25);
  } else if constexpr (count == 27) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
           m24, m25, m26] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21, &m22, &m23, &m24, &m25, &m26);
  } else if constexpr (count == 28) {
    auto& [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
           m24, m25, m26, m27] = value;
    return std::tuple(&m0, &m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16, &m17,
                      &m18, &m19, &m20, &m21, &m22, &m23, &m24, &m25, &m26, &m27);
  }
}

/// Number of members of a struct.
template <class T>
inline constexpr std::size_t member_count = part::count_members<T>();

/// Type of a member.
template <class T, std::size_t I>
using MemberType =
    std::remove_const_t<std::remove_pointer_t<std::tuple_element_t<I, decltype(addresses_of(std::declval<T&>()))>>>;

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif
/// Name of a member.
template <class T, std::size_t I>
inline constexpr std::string_view member_name =
    part::name_behind<part::PartAt{std::get<I>(addresses_of(part::somewhere<T>.value))}>();
#ifdef __clang__
#pragma clang diagnostic pop
#endif

}  // namespace guanxi::detail
