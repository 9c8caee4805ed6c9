#pragma once
/// @file
/// Builds Arrow tables column by column.

#include <guanxi/core/arrow_table.hpp>
#include <guanxi/core/date.hpp>
#include <guanxi/core/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace guanxi::arrow {

/// Bits in their order, the lowest of a byte first.
class Bits {
 public:
  /// Adds a bit.
  void append(bool bit) {
    if (size_ % 8 == 0) bytes_.push_back(0);
    bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | static_cast<unsigned>(bit) << (size_ % 8));
    ++size_;
  }
  /// Adds equal bits.
  void append(bool bit, std::size_t count) {
    for (; count > 0; --count) append(bit);
  }
  /// Number of bits.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// The bytes; starts afresh.
  [[nodiscard]] std::vector<std::uint8_t> take() noexcept {
    size_ = 0;
    return std::exchange(bytes_, {});
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
};

/// A column that grows value by value. `take` gives what has grown and starts afresh.
class Column {
 public:
  Column() = default;
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;
  virtual ~Column() = default;

  /// Adds a null.
  virtual void append_null() = 0;
  /// The type, without name and metadata.
  [[nodiscard]] virtual ColumnType type() const = 0;
  /// What has grown since the last call.
  /// @throws ArgumentError  `arrow.rows` if the children of a struct differ in length
  [[nodiscard]] virtual std::shared_ptr<const ColumnData> take() = 0;
  /// Bytes of text that have grown since the last `take`; of a struct, those of its longest child.
  [[nodiscard]] virtual std::size_t text_bytes() const noexcept { return 0; }
  /// Number of values since the last `take`.
  [[nodiscard]] std::size_t size() const noexcept { return validity_.size(); }

 protected:
  /// Counts one value more.
  void count(bool valid) {
    validity_.append(valid);
    nulls_ += valid ? 0 : 1;
  }
  /// Starts the data of a column: lengths and validity.
  [[nodiscard]] ColumnData start_data();

 private:
  Bits validity_;
  std::int64_t nulls_ = 0;
};

/// Text: `u`.
class TextColumn final : public Column {
 public:
  /// Adds a text.
  /// @param utf8  well-formed UTF-8, which consumers rely on
  /// @throws ArgumentError  `arrow.size` if the texts of a batch exceed 2 GiB
  void append(std::string_view utf8) {
    require_room(utf8.size());
    bytes_.append(utf8);
    offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
    count(true);
  }
  void append_null() override {
    offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
    count(false);
  }
  [[nodiscard]] ColumnType type() const override { return {.format = "u"}; }
  [[nodiscard]] std::shared_ptr<const ColumnData> take() override;
  [[nodiscard]] std::size_t text_bytes() const noexcept override { return bytes_.size(); }

 private:
  void require_room(std::size_t more) const {
    constexpr auto most = static_cast<std::size_t>((std::numeric_limits<std::int32_t>::max)());
    if (more > most || bytes_.size() > most - more) throw ArgumentError("arrow.size", "the texts of one batch of a column may have 2 GiB, found more");
  }

  std::string bytes_;
  std::vector<std::int32_t> offsets_{0};
};

/// Truth values: `b`.
class BoolColumn final : public Column {
 public:
  /// Adds a truth value.
  void append(bool value) {
    values_.append(value);
    count(true);
  }
  void append_null() override {
    values_.append(false);
    count(false);
  }
  [[nodiscard]] ColumnType type() const override { return {.format = "b"}; }
  [[nodiscard]] std::shared_ptr<const ColumnData> take() override;

 private:
  Bits values_;
};

/// Whole numbers of 128 bits.
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): __extension__ keeps -Wpedantic silent

/// Values of a fixed width under a format.
template <class T>
class FixedColumn : public Column {
 public:
  /// @param format  as in the C data interface
  explicit FixedColumn(std::string format) : format_(std::move(format)) {}

  /// Adds a value.
  void append(T value) {
    values_.push_back(value);
    count(true);
  }
  /// Adds a null.
  void append_null() override {
    values_.push_back(T{});
    count(false);
  }
  /// The type, without name and metadata.
  [[nodiscard]] ColumnType type() const override { return {.format = format_}; }
  /// What has grown since the last call.
  [[nodiscard]] std::shared_ptr<const ColumnData> take() override;

 private:
  std::string format_;
  std::vector<T> values_;
};

/// @cond
extern template class FixedColumn<std::int32_t>;
extern template class FixedColumn<std::int64_t>;
extern template class FixedColumn<double>;
extern template class FixedColumn<Wide>;
/// @endcond

/// Whole numbers: `l`.
class IntegerColumn final : public FixedColumn<std::int64_t> {
 public:
  IntegerColumn() : FixedColumn("l") {}
};

/// Numbers: `g`.
class RealColumn final : public FixedColumn<double> {
 public:
  RealColumn() : FixedColumn("g") {}
};

/// Days: `tdD`.
class DateColumn final : public FixedColumn<std::int32_t> {
 public:
  DateColumn() : FixedColumn("tdD") {}
  /// Adds a day.
  void append(Date day) { FixedColumn::append(day.days()); }
};

/// Points in time: `tsu:UTC`.
class TimestampColumn final : public FixedColumn<std::int64_t> {
 public:
  TimestampColumn() : FixedColumn("tsu:UTC") {}
  /// Adds a point in time.
  void append(Timestamp at) { FixedColumn::append(at.microseconds); }
};

/// Decimal numbers of 128 bits: `d:22,3`.
class DecimalColumn final : public FixedColumn<Wide> {
 public:
  /// @param precision  digits, 1–38
  /// @param scale      digits behind the point
  /// Values are given times 10^scale.
  DecimalColumn(int precision, int scale) : FixedColumn("d:" + std::to_string(precision) + "," + std::to_string(scale)) {}
};

/// Words of a fixed list by their number: a dictionary of `u` under `i`.
class WordColumn final : public Column {
 public:
  /// @param words  all words, in UTF-8
  explicit WordColumn(std::span<const std::string_view> words);

  /// Adds a word by its position in the list.
  /// @throws ArgumentError  `arrow.word` outside the list
  void append(std::size_t position) {
    if (position >= words_) throw ArgumentError("arrow.word", "a word of this column has a number below " + std::to_string(words_) + ", found " + std::to_string(position));
    numbers_.append(static_cast<std::int32_t>(position));
    count(true);
  }
  void append_null() override {
    numbers_.append_null();
    count(false);
  }
  [[nodiscard]] ColumnType type() const override { return {.format = "i", .dictionary = {{.format = "u"}}}; }
  [[nodiscard]] std::shared_ptr<const ColumnData> take() override;

 private:
  std::size_t words_;
  std::shared_ptr<const ColumnData> dictionary_;
  FixedColumn<std::int32_t> numbers_{"i"};
};

/// Lists: `+l`. Add the items first, then `close` the list.
class ListColumn final : public Column {
 public:
  /// @param item      column of the items, empty
  /// @param metadata  what the items carry along
  explicit ListColumn(std::unique_ptr<Column> item, Metadata metadata = {}) : item_(std::move(item)), metadata_(std::move(metadata)) {}

  /// The column of the items.
  [[nodiscard]] Column& item() noexcept { return *item_; }
  /// Adds a list of all items since the last list.
  /// @throws ArgumentError  `arrow.size` if the lists of a batch exceed 2^31 items
  void close() {
    mark();
    count(true);
  }
  void append_null() override {
    mark();
    count(false);
  }
  [[nodiscard]] ColumnType type() const override;
  [[nodiscard]] std::shared_ptr<const ColumnData> take() override;
  [[nodiscard]] std::size_t text_bytes() const noexcept override { return item_->text_bytes(); }

 private:
  void mark() {
    if (item_->size() > static_cast<std::size_t>((std::numeric_limits<std::int32_t>::max)())) throw ArgumentError("arrow.size", "the lists of one batch of a column may have 2^31 items, found more");
    offsets_.push_back(static_cast<std::int32_t>(item_->size()));
  }

  std::unique_ptr<Column> item_;
  Metadata metadata_;
  std::vector<std::int32_t> offsets_{0};
};

/// Columns side by side: `+s`. Add a value to each, then `close` the row.
class StructColumn final : public Column {
 public:
  /// Adds a column of class C, made from the arguments.
  /// @param name      its name
  /// @param metadata  what it carries along
  /// @param with      arguments of the constructor of C
  template <class C, class... With>
  C& add(std::string name, Metadata metadata, With&&... with) {
    auto made = std::make_unique<C>(std::forward<With>(with)...);
    C& column = *made;
    children_.push_back({std::move(name), std::move(metadata), std::move(made)});
    return column;
  }

  /// Takes the first column out, to stand by itself.
  [[nodiscard]] std::unique_ptr<Column> release_first() {
    std::unique_ptr<Column> first = std::move(children_.front().column);
    children_.erase(children_.begin());
    return first;
  }

  /// Ends a row.
  void close() { count(true); }
  /// A row that is null, with a null in each column.
  void append_null() override {
    for (const Child& child : children_) child.column->append_null();
    count(false);
  }
  /// Rows in the first column.
  [[nodiscard]] std::size_t filled() const noexcept { return children_.empty() ? size() : children_.front().column->size(); }
  [[nodiscard]] ColumnType type() const override;
  [[nodiscard]] std::shared_ptr<const ColumnData> take() override;
  [[nodiscard]] std::size_t text_bytes() const noexcept override;

 private:
  struct Child {
    std::string name;
    Metadata metadata;
    std::unique_ptr<Column> column;
  };
  std::vector<Child> children_;
};

/// A table that grows column by column within a batch, batch by batch.
class TableBuilder {
 public:
  /// @param metadata  what the whole table carries along
  explicit TableBuilder(Metadata metadata = {}) : metadata_(std::move(metadata)) {}

  /// Adds a column of class C, such as `table.add<TextColumn>("code")`; all are added before the first value.
  /// @param name      its name
  /// @param metadata  what it carries along
  /// @param with      arguments of the constructor of C
  template <class C, class... With>
  C& add(std::string name, Metadata metadata = {}, With&&... with) {
    return columns_.add<C>(std::move(name), std::move(metadata), std::forward<With>(with)...);
  }

  /// The columns.
  [[nodiscard]] StructColumn& columns() noexcept { return columns_; }
  /// Rows of the batch that is growing, by its first column.
  [[nodiscard]] std::size_t rows() const noexcept { return columns_.filled(); }
  /// Bytes of text in the longest column of the batch that is growing.
  [[nodiscard]] std::size_t text_bytes() const noexcept { return columns_.text_bytes(); }

  /// Ends a batch; nothing happens if it has no rows.
  /// @throws ArgumentError  `arrow.rows` if columns differ in length
  void end_batch();
  /// The table with all batches; the builder starts afresh with the same columns.
  /// @throws ArgumentError  as `end_batch`
  [[nodiscard]] Table take();

 private:
  Metadata metadata_;
  StructColumn columns_;
  std::vector<std::shared_ptr<const ColumnData>> batches_;
};

}  // namespace guanxi::arrow
