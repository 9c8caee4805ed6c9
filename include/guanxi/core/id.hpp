#pragma once
/// @file
/// Identifiers of records, and the generator that makes them.

#include <guanxi/core/timestamp.hpp>
#include <guanxi/core/uuid.hpp>

#include <compare>
#include <cstdint>
#include <string>

namespace guanxi {

/// The identifier of a record of kind T; null means unset.
template <class T>
struct Id {
  Uuid uuid{};  ///< the identifier
  /// False if unset.
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return static_cast<bool>(uuid); }
  auto operator<=>(const Id&) const = default;
};

/// The 36 signs of an identifier.
template <class T>
[[nodiscard]] std::string to_string(Id<T> id) {
  return to_string(id.uuid);
}

/// A record of kind T that is known, or only named: what a form says of somebody who may have no card.
template <class T>
struct Ref {
  Id<T> id{};          ///< the record, if known
  std::string text{};  ///< the name as written, if the record is not known
  bool operator==(const Ref&) const = default;
};

/// Makes UUIDs of version 7: they sort by time, then by order of making. Equal seeds make equal sequences.
class IdGenerator {
 public:
  /// @param now   time written into the identifiers
  /// @param seed  start of the random bits
  constexpr explicit IdGenerator(Timestamp now = {}, std::uint64_t seed = 0) noexcept
      : milliseconds_(static_cast<std::uint64_t>(now.microseconds / 1000)), state_(seed) {}

  /// The next identifier. The 12 bits after the time count up, so that identifiers of one millisecond sort as made.
  [[nodiscard]] constexpr Uuid next() noexcept {
    if (counter_ == 0x1000) {
      counter_ = 0;
      ++milliseconds_;
    }
    Uuid uuid;
    write(uuid, 0, milliseconds_ << 16 | 0x7000U | counter_++);
    write(uuid, 8, (random() & 0x3fffffffffffffffU) | 0x8000000000000000U);
    return uuid;
  }

  /// The next identifier, for a record of kind T.
  template <class T>
  [[nodiscard]] constexpr Id<T> make() noexcept {
    return {next()};
  }

 private:
  static constexpr void write(Uuid& uuid, std::size_t at, std::uint64_t bits) noexcept {
    for (std::size_t i = 0; i < 8; ++i) uuid.bytes[at + i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  constexpr std::uint64_t random() noexcept {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  std::uint64_t milliseconds_;
  std::uint64_t state_;
  std::uint32_t counter_ = 0;
};

}  // namespace guanxi
