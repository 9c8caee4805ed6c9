#include <guanxi/core/arrow_builder.hpp>

#include <algorithm>

namespace guanxi::arrow {

namespace {

template <class Values>
Buffer buffer_of(Values values) {
  auto held = std::make_shared<const Values>(std::move(values));
  const void* data = held->data();
  return {std::move(held), data};
}

/// What a vector holds; it starts afresh with the same room, since batches are alike.
template <class T>
std::vector<T> taken(std::vector<T>& values, std::vector<T> start = {}) {
  start.reserve(values.size());
  return std::exchange(values, std::move(start));
}

std::shared_ptr<const ColumnData> shared(ColumnData data) { return std::make_shared<const ColumnData>(std::move(data)); }

}  // namespace

ColumnData Column::start_data() {
  ColumnData data{.length = static_cast<std::int64_t>(size()), .null_count = nulls_, .buffers = {}, .children = {}, .dictionary = {}};
  std::vector<std::uint8_t> bits = validity_.take();
  data.buffers.push_back(nulls_ == 0 ? Buffer{} : buffer_of(std::move(bits)));
  nulls_ = 0;
  return data;
}

std::shared_ptr<const ColumnData> TextColumn::take() {
  ColumnData data = start_data();
  data.buffers.push_back(buffer_of(taken(offsets_, {0})));
  data.buffers.push_back(buffer_of(std::exchange(bytes_, {})));
  return shared(std::move(data));
}

std::shared_ptr<const ColumnData> BoolColumn::take() {
  ColumnData data = start_data();
  data.buffers.push_back(buffer_of(values_.take()));
  return shared(std::move(data));
}

template <class T>
std::shared_ptr<const ColumnData> FixedColumn<T>::take() {
  ColumnData data = start_data();
  data.buffers.push_back(buffer_of(taken(values_)));
  return shared(std::move(data));
}

template class FixedColumn<std::int32_t>;
template class FixedColumn<std::int64_t>;
template class FixedColumn<double>;
template class FixedColumn<Wide>;

WordColumn::WordColumn(std::span<const std::string_view> words) : words_(words.size()) {
  TextColumn texts;
  for (const std::string_view word : words) texts.append(word);
  dictionary_ = texts.take();
}

std::shared_ptr<const ColumnData> WordColumn::take() {
  ColumnData data = start_data();
  data.buffers.push_back(numbers_.take()->buffers[1]);
  data.dictionary = dictionary_;
  return shared(std::move(data));
}

ColumnType ListColumn::type() const {
  ColumnType item = item_->type();
  item.name = "item";
  item.metadata = metadata_;
  return {.format = "+l", .children = {std::move(item)}};
}

std::shared_ptr<const ColumnData> ListColumn::take() {
  ColumnData data = start_data();
  data.buffers.push_back(buffer_of(taken(offsets_, {0})));
  data.children.push_back(item_->take());
  return shared(std::move(data));
}

ColumnType StructColumn::type() const {
  ColumnType type{.format = "+s"};
  for (const Child& child : children_) {
    ColumnType column = child.column->type();
    column.name = child.name;
    column.metadata = child.metadata;
    type.children.push_back(std::move(column));
  }
  return type;
}

std::shared_ptr<const ColumnData> StructColumn::take() {
  for (const Child& child : children_)
    if (child.column->size() != size())
      throw ArgumentError("arrow.rows", "the column " + child.name + " has " + std::to_string(child.column->size()) + " values where others have " + std::to_string(size()));
  ColumnData data = start_data();
  for (const Child& child : children_) data.children.push_back(child.column->take());
  return shared(std::move(data));
}

std::size_t StructColumn::text_bytes() const noexcept {
  std::size_t most = 0;
  for (const Child& child : children_) most = (std::max)(most, child.column->text_bytes());
  return most;
}

void TableBuilder::end_batch() {
  while (columns_.size() < columns_.filled()) columns_.close();
  if (columns_.size() == 0) return;
  batches_.push_back(columns_.take());
}

Table TableBuilder::take() {
  end_batch();
  ColumnType type = columns_.type();
  type.metadata = metadata_;
  return {std::move(type), std::exchange(batches_, {})};
}

}  // namespace guanxi::arrow
