#pragma once
/// @file
/// Arrow structs made by hand, whose releases are counted.

#include <guanxi/core/arrow.hpp>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::test {

/// How often each struct was made and released; twice shows as a failed balance.
struct ReleaseCount {
  int made = 0;
  int released = 0;
  [[nodiscard]] bool balanced() const { return made == released; }
};

/// A column by hand: its type and its values, with children of the same sort.
struct HandColumn {
  std::string name{};
  std::string format{};
  std::int64_t length{};
  std::int64_t null_count = -1;
  std::int64_t offset{};
  std::vector<std::string> buffers{};      ///< bytes; an empty one is a null pointer if `absent` says so
  std::vector<bool> absent{};              ///< buffers that are null pointers
  std::vector<HandColumn> children{};
  std::vector<HandColumn> dictionary{};
  std::int64_t flags = ARROW_FLAG_NULLABLE;
  std::string metadata{};
};

namespace detail {

struct HandSchema {
  HandColumn column;
  std::deque<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
  ReleaseCount* count;
};

struct HandArray {
  HandColumn column;
  std::vector<const void*> buffers;
  std::deque<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
  ReleaseCount* count;
};

inline void release_hand_schema(ArrowSchema* schema) {
  auto* held = static_cast<HandSchema*>(schema->private_data);
  for (ArrowSchema& child : held->children)
    if (child.release != nullptr) child.release(&child);
  if (held->dictionary.release != nullptr) held->dictionary.release(&held->dictionary);
  ++held->count->released;
  delete held;
  schema->release = nullptr;
}

inline void release_hand_array(ArrowArray* array) {
  auto* held = static_cast<HandArray*>(array->private_data);
  for (ArrowArray& child : held->children)
    if (child.release != nullptr) child.release(&child);
  if (held->dictionary.release != nullptr) held->dictionary.release(&held->dictionary);
  ++held->count->released;
  delete held;
  array->release = nullptr;
}

}  // namespace detail

/// The type of a column by hand.
inline ArrowSchema hand_schema(const HandColumn& column, ReleaseCount& count) {
  auto* held = new detail::HandSchema{column, {}, {}, {}, &count};
  ++count.made;
  for (const HandColumn& child : column.children) held->pointers.push_back(&held->children.emplace_back(hand_schema(child, count)));
  if (!column.dictionary.empty()) held->dictionary = hand_schema(column.dictionary.front(), count);
  ArrowSchema schema{};
  schema.format = held->column.format.c_str();
  schema.name = held->column.name.c_str();
  schema.metadata = held->column.metadata.empty() ? nullptr : held->column.metadata.data();
  schema.flags = column.flags;
  schema.n_children = static_cast<std::int64_t>(held->pointers.size());
  schema.children = held->pointers.data();
  schema.dictionary = column.dictionary.empty() ? nullptr : &held->dictionary;
  schema.release = detail::release_hand_schema;
  schema.private_data = held;
  return schema;
}

/// The values of a column by hand.
inline ArrowArray hand_array(const HandColumn& column, ReleaseCount& count) {
  auto* held = new detail::HandArray{column, {}, {}, {}, {}, &count};
  ++count.made;
  for (std::size_t i = 0; i < held->column.buffers.size(); ++i)
    held->buffers.push_back(i < column.absent.size() && column.absent[i] ? nullptr : held->column.buffers[i].data());
  for (const HandColumn& child : column.children) held->pointers.push_back(&held->children.emplace_back(hand_array(child, count)));
  if (!column.dictionary.empty()) held->dictionary = hand_array(column.dictionary.front(), count);
  ArrowArray array{};
  array.length = column.length;
  array.null_count = column.null_count;
  array.offset = column.offset;
  array.n_buffers = static_cast<std::int64_t>(held->buffers.size());
  array.buffers = held->buffers.data();
  array.n_children = static_cast<std::int64_t>(held->pointers.size());
  array.children = held->pointers.data();
  array.dictionary = column.dictionary.empty() ? nullptr : &held->dictionary;
  array.release = detail::release_hand_array;
  array.private_data = held;
  return array;
}

/// A stream by hand: batches one after another, then the end or a failure.
struct HandStream {
  std::vector<HandColumn> batches{};  ///< structs; the first one gives the type
  bool fails = false;                 ///< instead of the end comes an error
  std::string error = "the cable was pulled";
};

namespace detail {

struct HandStreamParts {
  HandStream stream;
  std::size_t next = 0;
  ReleaseCount* count;
};

}  // namespace detail

/// A stream by hand as a struct of the C interface.
inline ArrowArrayStream hand_stream(HandStream stream, ReleaseCount& count) {
  ArrowArrayStream raw{};
  ++count.made;
  raw.private_data = new detail::HandStreamParts{std::move(stream), 0, &count};
  raw.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    auto& parts = *static_cast<detail::HandStreamParts*>(self->private_data);
    if (parts.stream.batches.empty()) return EIO;
    *out = hand_schema(parts.stream.batches.front(), *parts.count);
    return 0;
  };
  raw.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& parts = *static_cast<detail::HandStreamParts*>(self->private_data);
    if (parts.next < parts.stream.batches.size()) {
      *out = hand_array(parts.stream.batches[parts.next++], *parts.count);
      return 0;
    }
    if (parts.stream.fails) return EIO;
    *out = ArrowArray{};
    return 0;
  };
  raw.get_last_error = [](ArrowArrayStream* self) { return static_cast<detail::HandStreamParts*>(self->private_data)->stream.error.c_str(); };
  raw.release = [](ArrowArrayStream* self) {
    auto* parts = static_cast<detail::HandStreamParts*>(self->private_data);
    ++parts->count->released;
    delete parts;
    self->release = nullptr;
  };
  return raw;
}

namespace detail {

struct PreparedStream {
  arrow::Schema schema;
  std::deque<arrow::Array> batches;
  ReleaseCount* count;
};

}  // namespace detail

/// A stream of batches that are there already; its schema can be taken once.
inline arrow::Stream prepared_stream(arrow::Schema schema, std::deque<arrow::Array> batches, ReleaseCount& count) {
  ArrowArrayStream raw{};
  ++count.made;
  raw.private_data = new detail::PreparedStream{std::move(schema), std::move(batches), &count};
  raw.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    static_cast<detail::PreparedStream*>(self->private_data)->schema.move_to(out);
    return 0;
  };
  raw.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& left = static_cast<detail::PreparedStream*>(self->private_data)->batches;
    *out = ArrowArray{};
    if (left.empty()) return 0;
    left.front().move_to(out);
    left.pop_front();
    return 0;
  };
  raw.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  raw.release = [](ArrowArrayStream* self) {
    auto* parts = static_cast<detail::PreparedStream*>(self->private_data);
    ++parts->count->released;
    delete parts;
    self->release = nullptr;
  };
  return arrow::Stream(&raw);
}

/// The bytes of numbers.
template <class T>
std::string bytes_of(const std::vector<T>& values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/// Validity bits, the slow way.
inline std::string bits_of(const std::vector<bool>& bits) {
  std::string bytes((bits.size() + 7) / 8 + 1, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i)
    if (bits[i]) bytes[i / 8] = static_cast<char>(static_cast<unsigned char>(bytes[i / 8]) | 1U << (i % 8));
  return bytes;
}

}  // namespace guanxi::test
