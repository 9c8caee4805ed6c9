#pragma once
/// @file
/// Columns of any Arrow producer, read cell by cell.

#include <guanxi/core/arrow.hpp>
#include <guanxi/core/arrow_builder.hpp>
#include <guanxi/core/json_writer.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io::detail {

/// What the values of a column are, and in which memory.
struct ArrowFormat {
  /// How the values lie in memory.
  enum class Layout {
    null, boolean, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float16, float32, float64,
    text, large_text, text_view, binary, large_binary, binary_view, fixed_binary, decimal32, decimal64, decimal128,
    date32, date64, timestamp, list, large_list, fixed_list, record, unreadable
  };

  Layout layout = Layout::unreadable;  ///< how they lie in memory
  std::int64_t width{};                ///< bytes of a fixed binary, items of a fixed list
  int scale{};                         ///< decimal: digits behind the point
  std::int64_t per_second{};           ///< timestamp: units of a second
  bool zoned = false;                  ///< timestamp: a point in time, not a local clock

  /// True for text of any layout.
  [[nodiscard]] bool is_text() const noexcept { return layout >= Layout::text && layout <= Layout::text_view; }
  /// True for lists of any layout.
  [[nodiscard]] bool is_list() const noexcept { return layout >= Layout::list && layout <= Layout::fixed_list; }
};

/// The format of a column; that of its words if it is encoded by a dictionary.
[[nodiscard]] ArrowFormat arrow_format(const ArrowSchema& schema);

/// True if a column and everything in it has a format that can be read.
[[nodiscard]] bool is_arrow_readable(const ArrowSchema& schema);

class ArrowColumn;

/// One value of a column; what it points to is the producer's.
struct ArrowCell {
  /// What it is.
  enum class Kind { null, boolean, integer, natural, real, decimal, text, bytes, day, moment, list, record };

  Kind kind = Kind::null;          ///< what it is
  std::int64_t number{};           ///< truth value, whole number, days, microseconds
  std::uint64_t natural{};         ///< a whole number beyond std::int64_t
  double real{};                   ///< number
  arrow::Wide digits{};            ///< decimal: digits × 10^-scale
  int scale{};                     ///< decimal
  std::string_view text{};         ///< text or bytes
  bool zoned = false;              ///< moment: a point in time, not a local clock
  bool finer = false;              ///< moment: has parts of a microsecond, left out
  const ArrowColumn* column{};     ///< list: its items; record: itself
  std::int64_t begin{};            ///< list: first item; record: row
  std::int64_t end{};              ///< list: behind the last item

  /// True for a null and for NaN, which data frames write for it.
  [[nodiscard]] bool is_null() const noexcept { return kind == Kind::null || (kind == Kind::real && real != real); }
};

/// A column with its children; valid while its schema and array are.
class ArrowColumn {
 public:
  /// @throws FileError  `arrow.layout` if the array lacks what its format demands
  ArrowColumn(const ArrowSchema& schema, const ArrowArray& array);

  /// Number of values.
  [[nodiscard]] std::int64_t size() const noexcept { return array_->length; }
  /// True if a value is null.
  [[nodiscard]] bool is_null(std::int64_t row) const noexcept;
  /// A value.
  /// @throws FileError  `arrow.layout` for positions outside the memory that the producer declared
  [[nodiscard]] ArrowCell at(std::int64_t row) const;
  /// Columns of a struct, the item of a list.
  [[nodiscard]] const ArrowColumn& child(std::size_t index) const { return children_[index]; }
  /// Number of children.
  [[nodiscard]] std::size_t children() const noexcept { return children_.size(); }
  /// Name of the column.
  [[nodiscard]] std::string_view name() const noexcept { return schema_->name != nullptr ? schema_->name : ""; }
  /// Where the children of a struct stand for a row of it.
  [[nodiscard]] std::int64_t child_row(std::int64_t row) const noexcept { return row + array_->offset; }

 private:
  void require(bool holds, const char* what) const;
  void check_buffers() const;
  template <class T>
  [[nodiscard]] T raw(std::int64_t row, int buffer = 1) const;
  template <class Offset>
  [[nodiscard]] std::string_view bytes(std::int64_t row) const;
  [[nodiscard]] std::string_view viewed(std::int64_t row) const;
  template <class Offset>
  [[nodiscard]] ArrowCell list(std::int64_t row) const;
  [[nodiscard]] ArrowCell items(std::int64_t begin, std::int64_t end) const;
  [[nodiscard]] ArrowCell word(std::int64_t row) const;
  [[nodiscard]] ArrowCell moment(std::int64_t units) const;

  const ArrowSchema* schema_;
  const ArrowArray* array_;
  ArrowFormat format_;
  ArrowFormat index_;
  std::vector<ArrowColumn> children_;
  std::vector<ArrowColumn> dictionary_;
};

/// The cell as text: numbers in digits, days and times as ISO text, bytes in hex, lists and structs as JSON.
/// @return  nothing for a null
[[nodiscard]] std::string arrow_cell_text(const ArrowCell& cell);

/// How errors and findings call the type of a column, such as “duration (tDs)”: in words, where it is one that is seldom read.
[[nodiscard]] std::string arrow_type_name(const ArrowSchema& schema);

}  // namespace guanxi::io::detail
