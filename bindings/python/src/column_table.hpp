#pragma once
/// @file
/// Results that hold columns as Arrow tables, which share their memory.

#include <guanxi/core/arrow_table.hpp>
#include <guanxi/core/key_list.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "result.hpp"

namespace guanxi::python {

/// A member that can be a column as it lies in memory.
template <class M>
struct ColumnOf;

template <class M>
concept IsColumn = requires { ColumnOf<M>::is_column; };

namespace part {

[[nodiscard]] std::shared_ptr<const arrow::ColumnData> plain_column(const Owner& owner, const void* data, std::size_t rows);
[[nodiscard]] std::shared_ptr<const arrow::ColumnData> words_column(std::span<const std::string_view> words);

template <class T>
inline constexpr const char* arrow_format = std::is_same_v<T, double> ? "g" : std::is_same_v<T, std::int64_t> ? "l" : std::is_same_v<T, std::int32_t> ? "i" : "tdD";

}  // namespace part

template <class T>
  requires NumberElement<T> || std::same_as<T, Date>
struct ColumnOf<std::vector<T>> {
  static constexpr bool is_column = true;
  static std::size_t rows(const std::vector<T>& list) { return list.size(); }
  static arrow::ColumnType type(const std::vector<T>&, std::string name) { return {.name = std::move(name), .format = part::arrow_format<T>}; }
  static auto data(const std::vector<T>& list, const Owner& owner) { return part::plain_column(owner, list.data(), list.size()); }
};

/// Words of an enumeration, numbered by their place, which is the value.
template <class E>
  requires std::is_enum_v<E>
struct ColumnOf<std::vector<E>> {
  static_assert(sizeof(E) == 4);
  static constexpr bool is_column = true;
  static std::size_t rows(const std::vector<E>& list) { return list.size(); }
  static arrow::ColumnType type(const std::vector<E>&, std::string name) { return {.name = std::move(name), .format = "i", .dictionary = {{.format = "u"}}}; }
  static std::shared_ptr<const arrow::ColumnData> data(const std::vector<E>& list, const Owner& owner) {
    std::vector<std::string_view> words;
    for (const EnumWord& entry : Words<E>::table) words.push_back(entry.word);
    auto column = std::make_shared<arrow::ColumnData>(*part::plain_column(owner, list.data(), list.size()));
    column->dictionary = part::words_column(words);
    return column;
  }
};

template <>
struct ColumnOf<KeyList> {
  static constexpr bool is_column = true;
  static std::size_t rows(const KeyList& list) { return list.size(); }
  static arrow::ColumnType type(const KeyList& list, std::string name) { return {.name = std::move(name), .format = list.sort == KeySort::texts ? "U" : "l"}; }
  static std::shared_ptr<const arrow::ColumnData> data(const KeyList& list, const Owner& owner);
};

template <>
inline constexpr bool is_value<KeyList> = true;
template <>
struct Show<KeyList> {
  static std::string annotation() { return "Numbers[int] | tuple[str, ...]"; }
  static py::object get(const KeyList& list, const Owner& owner) {
    if (list.sort != KeySort::texts) return numbers_to_python(list.numbers, owner);
    py::tuple texts(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) texts[i] = text(list.text(i));
    return texts;
  }
};

namespace part {

template <class T, std::size_t I>
void add_column(const T& value, const Owner& owner, std::size_t rows, arrow::ColumnType& type, arrow::ColumnData& columns) {
  using M = MemberType<T, I>;
  if constexpr (IsColumn<M>) {
    const M& member = *std::get<I>(addresses_of(value));
    if (ColumnOf<M>::rows(member) != rows) return;  // one that this result leaves empty
    type.children.push_back(ColumnOf<M>::type(member, std::string(member_name<T, I>)));
    columns.children.push_back(ColumnOf<M>::data(member, owner));
  }
}

}  // namespace part

/// Members of a struct that are columns, as long as the first of them, as one table.
template <class T>
[[nodiscard]] arrow::Table column_table(const void* held, const Owner& owner) {
  const T& value = *static_cast<const T*>(held);
  std::optional<std::size_t> rows;
  const auto look = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    using M = MemberType<T, I>;
    if constexpr (IsColumn<M>)
      if (!rows) rows = ColumnOf<M>::rows(*std::get<I>(addresses_of(value)));
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) { (look(std::integral_constant<std::size_t, I>{}), ...); }(std::make_index_sequence<member_count<T>>());
  arrow::ColumnType type{.format = "+s"};
  auto columns = std::make_shared<arrow::ColumnData>();
  columns->length = static_cast<std::int64_t>(rows.value_or(0));
  columns->buffers.resize(1);
  [&]<std::size_t... I>(std::index_sequence<I...>) { (part::add_column<T, I>(value, owner, rows.value_or(0), type, *columns), ...); }(std::make_index_sequence<member_count<T>>());
  return {std::move(type), {std::move(columns)}};
}

}  // namespace guanxi::python
