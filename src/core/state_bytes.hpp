#pragma once
/// @file
/// States as bytes: little-endian, with a name and a version in front.

#include <guanxi/core/error.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/core/key_list.hpp>
#include <guanxi/core/left_out.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace guanxi::detail {

/// Writes numbers and keys.
class StateWriter {
 public:
  /// @param name  four letters
  StateWriter(std::string_view name, std::uint8_t version) : bytes_(name) { write(version); }

  template <class T>
    requires std::is_integral_v<T>
  void write(T number) {
    auto rest = static_cast<std::make_unsigned_t<T>>(number);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bytes_ += static_cast<char>(rest & 0xFFU);
      if constexpr (sizeof(T) > 1) rest >>= 8;
    }
  }
  void write_wide(Int128 number) {
    write(static_cast<std::uint64_t>(number));
    write(static_cast<std::int64_t>(number >> 64));
  }
  void write(std::string_view text) {
    write(static_cast<std::uint64_t>(text.size()));
    bytes_ += text;
  }
  void write(const FaultyRows& rows) {
    write(rows.count);
    write(static_cast<std::uint8_t>(rows.rows.size()));
    for (const std::int64_t row : rows.rows) write(row);
  }
  void write(const PurchaseFaults& faults) {
    for (const FaultyRows* rows : {&faults.no_customer, &faults.no_day, &faults.no_amount, &faults.later, &faults.rounded})
      write(*rows);
  }
  void write(const KeyList& keys) {
    write(static_cast<std::uint8_t>(keys.sort));
    write(static_cast<std::uint64_t>(keys.size()));
    for (std::size_t i = 0; i < keys.size(); ++i)
      keys.sort == KeySort::texts ? write(keys.text(i)) : write(keys.numbers[i]);
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what the writer wrote.
class StateReader {
 public:
  /// @throws  ParseError  `state.bytes` for another state, `state.version` for another version
  StateReader(std::string_view bytes, std::string_view name, std::uint8_t version) : bytes_(bytes) {
    if (take(name.size()) != name) fail("begin with " + std::string(name));
    if (const auto found = read<std::uint8_t>(); found != version)
      throw ParseError("state.version",
                       "the state must be of version " + std::to_string(version) + ", found " + std::to_string(found),
                       at_);
  }

  template <class T>
  [[nodiscard]] T read() {
    std::make_unsigned_t<T> made = 0;
    const std::string_view bytes = take(sizeof(T));
    for (std::size_t i = sizeof(T); i-- > 0;) {
      if constexpr (sizeof(T) > 1) made <<= 8;
      made = static_cast<std::make_unsigned_t<T>>(made | static_cast<unsigned char>(bytes[i]));
    }
    return static_cast<T>(made);
  }
  [[nodiscard]] Int128 read_wide() {
    const auto low = read<std::uint64_t>();
    return static_cast<Int128>(read<std::int64_t>()) * (static_cast<Int128>(1) << 64) + low;
  }
  [[nodiscard]] std::string_view read_text() { return take(read<std::uint64_t>()); }
  [[nodiscard]] FaultyRows read_rows() {
    FaultyRows made{.count = read<std::int64_t>()};
    const auto size = read<std::uint8_t>();
    for (int i = 0; i < size; ++i) made.rows.push_back(read<std::int64_t>());
    return made;
  }
  [[nodiscard]] PurchaseFaults read_faults() {
    PurchaseFaults made;
    for (FaultyRows* rows : {&made.no_customer, &made.no_day, &made.no_amount, &made.later, &made.rounded}) *rows = read_rows();
    return made;
  }
  /// Adds keys to an empty index, in their order.
  void read_keys(KeyIndex& index) {
    const auto sort = read<std::uint8_t>();
    const auto count = read<std::uint64_t>();
    if (sort > 2 || (sort == 0 && count > 0)) fail("hold keys of a known sort");
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint32_t code = sort == 2 ? index.add(read_text()) : index.add(read<std::int64_t>());
      if (code != i) fail("hold each key once");
    }
  }
  void demand_end() const {
    if (at_ != bytes_.size()) fail("end here");
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw ParseError("state.bytes", "the bytes of a state must " + what + ", at byte " + std::to_string(at_), at_);
  }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size() - at_) fail("go on for " + std::to_string(size) + " bytes more");
    const std::string_view part = bytes_.substr(at_, size);
    at_ += size;
    return part;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace guanxi::detail
