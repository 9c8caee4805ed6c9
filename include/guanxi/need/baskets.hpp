#pragma once
/// @file
/// Baskets: what was bought, used or asked for together, as sets of names.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need {

/// Sets of names as whole numbers. The numbers follow the order of the names' bytes, whatever the order of the baskets.
struct Baskets {
  std::vector<std::string> items{};      ///< distinct names, in the order of their bytes
  std::vector<std::uint32_t> entries{};  ///< numbers of items, basket after basket, ascending within one
  std::vector<std::size_t> ends{};       ///< where each basket ends among the entries

  /// Number of baskets, empty ones included.
  [[nodiscard]] std::size_t size() const noexcept { return ends.size(); }

  /// The items of a basket.
  /// @param basket  below `size()`
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t basket) const noexcept {
    const std::size_t start = basket == 0 ? 0 : ends[basket - 1];
    return std::span(entries).subspan(start, ends[basket] - start);
  }

  /// The number of an item.
  /// @param name  as in `items`
  /// @return  nothing if no basket holds it
  /// @cost    logarithmic in the items
  [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view name) const noexcept;

  bool operator==(const Baskets&) const = default;
};

/// Makes baskets name by name; each distinct name is copied once.
class BasketBuilder {
 public:
  /// No baskets yet.
  BasketBuilder();
  /// Takes over what the other one holds.
  BasketBuilder(BasketBuilder&& other) noexcept;
  /// Takes over what the other one holds.
  BasketBuilder& operator=(BasketBuilder&& other) noexcept;
  ~BasketBuilder();

  /// Puts a name into the open basket. White space around it goes; a blank or repeated name changes nothing.
  void add(std::string_view name);
  /// Closes the open basket, which may be empty, and opens the next.
  void close();
  /// The baskets closed so far; the builder is empty afterwards.
  /// @cost  n log n in the distinct names and in each basket
  [[nodiscard]] Baskets finish();

 private:
  struct Interned;
  std::unique_ptr<Interned> interned_;
  Baskets baskets_;
};

/// Baskets from lists of names.
/// @param lists  any number of lists; names are trimmed, repeats and blanks dropped, an empty list is an empty basket
/// @return  the baskets in the order of the lists
/// @cost    n log n; no shared state, any thread may call it
[[nodiscard]] Baskets make_baskets(std::span<const std::vector<std::string>> lists);

}  // namespace guanxi::need
