#pragma once
// The standard headers of the library, then macros that some platforms define, then the whole umbrella. A public header
// that writes std::min(a, b) instead of (std::min)(a, b) does not survive this; the errors then point to the macros below.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))

#include <guanxi/guanxi.hpp>

/// What one translation unit sees of the library.
struct Sighting {
  const void* function;  ///< address of an inline function
  std::string version;
};

Sighting first_sighting();
Sighting second_sighting();
