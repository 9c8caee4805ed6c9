#include <guanxi/core/arrow_table.hpp>

#include <cerrno>
#include <cstring>
#include <exception>

namespace guanxi::arrow {

namespace {

/// Stands for a buffer without bytes, which consumers want to have an address.
constexpr std::int64_t no_bytes[8] = {};

void add_length(std::string& bytes, std::size_t length) {
  const auto number = static_cast<std::int32_t>(length);
  char raw[sizeof(number)];
  std::memcpy(raw, &number, sizeof(number));
  bytes.append(raw, sizeof(number));
}

void add_counted(std::string& bytes, const std::string& text) {
  add_length(bytes, text.size());
  bytes += text;
}

/// The count of pairs, then each with its lengths, in the byte order of the machine.
std::string packed(const Metadata& metadata) {
  std::string bytes;
  if (metadata.empty()) return bytes;
  add_length(bytes, metadata.size());
  for (const auto& [name, value] : metadata) {
    add_counted(bytes, name);
    add_counted(bytes, value);
  }
  return bytes;
}

/// What a schema of ours points to.
struct SchemaParts {
  std::string name;
  std::string format;
  std::string metadata;
  std::vector<Schema> children;
  std::vector<ArrowSchema*> pointers;
  Schema dictionary;
};

void release_schema(ArrowSchema* schema) {
  delete static_cast<SchemaParts*>(schema->private_data);  // NOLINT(cppcoreguidelines-owning-memory): the C interface owns it
  schema->release = nullptr;
}

/// What an array of ours points to.
struct ArrayParts {
  std::shared_ptr<const ColumnData> data;
  std::vector<const void*> buffers;
  std::vector<Array> children;
  std::vector<ArrowArray*> pointers;
  Array dictionary;
};

void release_array(ArrowArray* array) {
  delete static_cast<ArrayParts*>(array->private_data);  // NOLINT(cppcoreguidelines-owning-memory): the C interface owns it
  array->release = nullptr;
}

/// What a stream of ours points to.
struct StreamParts {
  Table table;
  std::size_t next = 0;
  std::string error;
};

/// Runs what may throw; a failure becomes a code and its text.
template <class Call>
int guarded(ArrowArrayStream* stream, const Call& call) {
  auto& parts = *static_cast<StreamParts*>(stream->private_data);
  try {
    call(parts);
    return 0;
  } catch (const std::exception& error) {
    parts.error = error.what();
    return ENOMEM;
  }
}

int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded(stream, [out](StreamParts& parts) { make_schema(parts.table.type()).move_to(out); });
}

int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  return guarded(stream, [out](StreamParts& parts) {
    const bool done = parts.next == parts.table.batches().size();
    (done ? Array() : make_array(parts.table.batches()[parts.next])).move_to(out);
    if (!done) ++parts.next;
  });
}

const char* stream_error(ArrowArrayStream* stream) {
  const std::string& error = static_cast<StreamParts*>(stream->private_data)->error;
  return error.empty() ? nullptr : error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamParts*>(stream->private_data);  // NOLINT(cppcoreguidelines-owning-memory): the C interface owns it
  stream->release = nullptr;
}

}  // namespace

Schema make_schema(const ColumnType& type) {
  auto parts = std::make_unique<SchemaParts>();
  parts->name = type.name;
  parts->format = type.format;
  parts->metadata = packed(type.metadata);
  parts->children.reserve(type.children.size());
  for (const ColumnType& child : type.children) parts->pointers.push_back(parts->children.emplace_back(make_schema(child)).get());
  if (!type.dictionary.empty()) parts->dictionary = make_schema(type.dictionary.front());
  ArrowSchema raw{};
  raw.format = parts->format.c_str();
  raw.name = parts->name.c_str();
  raw.metadata = parts->metadata.empty() ? nullptr : parts->metadata.data();
  raw.flags = ARROW_FLAG_NULLABLE;
  raw.n_children = static_cast<std::int64_t>(parts->pointers.size());
  raw.children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  raw.dictionary = parts->dictionary ? parts->dictionary.get() : nullptr;
  raw.release = release_schema;
  raw.private_data = parts.release();
  return Schema(&raw);
}

Array make_array(const std::shared_ptr<const ColumnData>& data) {
  auto parts = std::make_unique<ArrayParts>();
  parts->data = data;
  for (const Buffer& buffer : data->buffers) {
    const bool validity = parts->buffers.empty();
    parts->buffers.push_back(buffer.data != nullptr || validity ? buffer.data : no_bytes);
  }
  parts->children.reserve(data->children.size());
  for (const auto& child : data->children) parts->pointers.push_back(parts->children.emplace_back(make_array(child)).get());
  if (data->dictionary) parts->dictionary = make_array(data->dictionary);
  ArrowArray raw{};
  raw.length = data->length;
  raw.null_count = data->null_count;
  raw.n_buffers = static_cast<std::int64_t>(parts->buffers.size());
  raw.buffers = parts->buffers.data();
  raw.n_children = static_cast<std::int64_t>(parts->pointers.size());
  raw.children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  raw.dictionary = parts->dictionary ? parts->dictionary.get() : nullptr;
  raw.release = release_array;
  raw.private_data = parts.release();
  return Array(&raw);
}

Stream Table::stream() const {
  auto parts = std::make_unique<StreamParts>();
  parts->table = *this;
  ArrowArrayStream raw{};
  raw.get_schema = stream_schema;
  raw.get_next = stream_next;
  raw.get_last_error = stream_error;
  raw.release = release_stream;
  raw.private_data = parts.release();
  return Stream(&raw);
}

}  // namespace guanxi::arrow
