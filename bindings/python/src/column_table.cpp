#include "column_table.hpp"

namespace guanxi::python {

namespace part {

std::shared_ptr<const arrow::ColumnData> plain_column(const Owner& owner, const void* data, std::size_t rows) {
  auto made = std::make_shared<arrow::ColumnData>();
  made->length = static_cast<std::int64_t>(rows);
  made->buffers = {{}, {owner, data}};
  return made;
}

std::shared_ptr<const arrow::ColumnData> words_column(std::span<const std::string_view> words) {
  struct Held {
    std::string bytes{};
    std::vector<std::int32_t> offsets{0};
  };
  const auto held = std::make_shared<Held>();
  for (const std::string_view word : words) {
    held->bytes += word;
    held->offsets.push_back(static_cast<std::int32_t>(held->bytes.size()));
  }
  auto made = std::make_shared<arrow::ColumnData>();
  made->length = static_cast<std::int64_t>(words.size());
  made->buffers = {{}, {held, held->offsets.data()}, {held, held->bytes.data()}};
  return made;
}

}  // namespace part

std::shared_ptr<const arrow::ColumnData> ColumnOf<KeyList>::data(const KeyList& list, const Owner& owner) {
  if (list.sort != KeySort::texts) return part::plain_column(owner, list.numbers.data(), list.numbers.size());
  static constexpr std::int64_t none = 0;
  auto made = std::make_shared<arrow::ColumnData>();
  made->length = static_cast<std::int64_t>(list.size());
  made->buffers = {{}, {owner, list.offsets.empty() ? &none : list.offsets.data()}, {owner, list.bytes.data()}};
  return made;
}

}  // namespace guanxi::python
