#pragma once
/// @file
/// The structs of the Arrow C data interface and owners for them: tables that pass between programs without a copy.
/// @source  Apache Arrow, C data interface and C stream interface

#include <guanxi/core/error.hpp>

#include <cstdint>
#include <optional>
#include <string>

#ifndef ARROW_C_DATA_INTERFACE
/// The structs below are there, whoever declared them.
#define ARROW_C_DATA_INTERFACE

/// The numbers of a dictionary follow the order of its values.
#define ARROW_FLAG_DICTIONARY_ORDERED 1
/// Values may be null.
#define ARROW_FLAG_NULLABLE 2
/// The keys of a map are sorted.
#define ARROW_FLAG_MAP_KEYS_SORTED 4

extern "C" {

/// The type of a column, or of a table as a struct of columns.
struct ArrowSchema {
  const char* format;                       ///< what it is, such as `u` for text
  const char* name;                         ///< name of the column; may be null
  const char* metadata;                     ///< names and values with their lengths; may be null
  std::int64_t flags;                       ///< ARROW_FLAG_…
  std::int64_t n_children;                  ///< number of children
  struct ArrowSchema** children;            ///< columns of a struct, items of a list
  struct ArrowSchema* dictionary;           ///< type of the values that the column numbers; may be null
  void (*release)(struct ArrowSchema*);     ///< frees everything; null once that has happened
  void* private_data;                       ///< of whoever made it
};

/// The values of a column, or of a table as a struct of columns.
struct ArrowArray {
  std::int64_t length;                      ///< number of values
  std::int64_t null_count;                  ///< how many are null; -1 if nobody has counted
  std::int64_t offset;                      ///< position of the first value in the buffers
  std::int64_t n_buffers;                   ///< number of buffers
  std::int64_t n_children;                  ///< number of children
  const void** buffers;                     ///< validity first, then what the format demands
  struct ArrowArray** children;             ///< columns of a struct, items of a list
  struct ArrowArray* dictionary;            ///< the values that the column numbers; may be null
  void (*release)(struct ArrowArray*);      ///< frees everything; null once that has happened
  void* private_data;                       ///< of whoever made it
};

}  // extern "C"

#endif  // ARROW_C_DATA_INTERFACE

#ifndef ARROW_C_STREAM_INTERFACE
/// The struct of streams is there, whoever declared it.
#define ARROW_C_STREAM_INTERFACE

extern "C" {

/// A table that comes batch by batch.
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);  ///< type of all batches; 0 or an errno code
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);     ///< next batch, a released one at the end; 0 or an errno code
  const char* (*get_last_error)(struct ArrowArrayStream*);               ///< text of the last failure; may be null
  void (*release)(struct ArrowArrayStream*);                             ///< frees everything; null once that has happened
  void* private_data;                                                    ///< of whoever made it
};

}  // extern "C"

#endif  // ARROW_C_STREAM_INTERFACE

namespace guanxi::arrow {

/// Owns one of the three structs and releases it once. Whoever takes it out with `move_to` releases it instead.
template <class Raw>
class Owner {
 public:
  /// Owns nothing.
  Owner() noexcept = default;
  /// Takes what a raw struct holds; the raw struct then counts as released.
  /// @param raw  a struct, released or not; may be nullptr
  explicit Owner(Raw* raw) noexcept {
    if (raw == nullptr) return;
    raw_ = *raw;
    raw->release = nullptr;
  }
  /// Takes what the other one owns.
  Owner(Owner&& other) noexcept : raw_(other.raw_) { other.raw_.release = nullptr; }
  /// Releases what it owns and takes what the other one owns.
  Owner& operator=(Owner&& other) noexcept {
    if (this == &other) return *this;
    reset();
    raw_ = other.raw_;
    other.raw_.release = nullptr;
    return *this;
  }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  ~Owner() { reset(); }

  /// True if it owns something.
  [[nodiscard]] explicit operator bool() const noexcept { return raw_.release != nullptr; }
  /// The struct, for calls that fill or read it.
  [[nodiscard]] Raw* get() noexcept { return &raw_; }
  /// The struct.
  [[nodiscard]] const Raw* get() const noexcept { return &raw_; }
  /// A member of the struct.
  [[nodiscard]] const Raw* operator->() const noexcept { return &raw_; }
  /// The struct.
  [[nodiscard]] const Raw& operator*() const noexcept { return raw_; }

  /// Hands the content over to a raw struct, such as that of a capsule; the owner is then empty.
  /// @param out  overwritten without being released
  void move_to(Raw* out) noexcept {
    *out = raw_;
    raw_.release = nullptr;
  }

  /// Releases what it owns.
  void reset() noexcept {
    if (raw_.release != nullptr) raw_.release(&raw_);
    raw_.release = nullptr;
  }

 private:
  Raw raw_{};
};

/// Owns the type of a column or table.
using Schema = Owner<ArrowSchema>;
/// Owns the values of a column or a batch.
using Array = Owner<ArrowArray>;

/// Owns a table that comes batch by batch; one thread at a time.
class Stream : public Owner<ArrowArrayStream> {
 public:
  using Owner::Owner;

  /// The type of all batches.
  /// @throws FileError  `arrow.stream` with what the producer says, also if the stream is empty or released
  [[nodiscard]] Schema schema() {
    Schema made;
    require();
    check(get()->get_schema(get(), made.get()), "has no schema");
    if (!made) throw FileError("arrow.stream", "the Arrow stream gave a schema that is already released");
    return made;
  }

  /// The next batch.
  /// @return  nothing at the end
  /// @throws FileError  `arrow.stream` with what the producer says, also if the stream is empty or released
  [[nodiscard]] std::optional<Array> next() {
    Array made;
    require();
    check(get()->get_next(get(), made.get()), "broke off");
    if (!made) return std::nullopt;
    return made;
  }

 private:
  void require() const {
    if (!*this) throw FileError("arrow.stream", "the Arrow stream was already used up or released");
  }

  void check(int code, const char* what) {
    if (code == 0) return;
    const char* said = get()->get_last_error != nullptr ? get()->get_last_error(get()) : nullptr;
    std::string message = "the Arrow stream " + std::string(what) + " (error " + std::to_string(code) + ")";
    if (said != nullptr && *said != '\0') message += ": " + std::string(said);
    throw FileError("arrow.stream", message);
  }
};

}  // namespace guanxi::arrow
