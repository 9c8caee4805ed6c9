#pragma once
/// @file
/// Tables of our own as Arrow streams: columns whose memory consumers share instead of copying.

#include <guanxi/core/arrow.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::arrow {

/// Names and values that a column carries along.
using Metadata = std::vector<std::pair<std::string, std::string>>;

/// The type of a column.
struct ColumnType {
  std::string name{};                      ///< name of the column
  std::string format{};                    ///< as in the C data interface: `u`, `l`, `tdD` …
  Metadata metadata{};                     ///< what it carries along
  std::vector<ColumnType> children{};      ///< columns of a struct, the item of a list
  std::vector<ColumnType> dictionary{};    ///< one: the type of the values that the column numbers
  bool operator==(const ColumnType&) const = default;
};

/// Memory that nobody changes any more.
struct Buffer {
  std::shared_ptr<const void> owner{};  ///< keeps it
  const void* data{};                   ///< where it starts; nullptr for validity bits where nothing is null
};

/// The values of a column; never changed once made, so that any number of tables and consumers may share them.
struct ColumnData {
  std::int64_t length{};                                            ///< number of values
  std::int64_t null_count{};                                        ///< how many are null
  std::vector<Buffer> buffers{};                                    ///< as the format demands, validity first
  std::vector<std::shared_ptr<const ColumnData>> children{};        ///< columns of a struct, items of a list
  std::shared_ptr<const ColumnData> dictionary{};                   ///< the values that the column numbers
};

/// The type as a struct of the C data interface.
[[nodiscard]] Schema make_schema(const ColumnType& type);

/// The values as a struct of the C data interface. It and each of its children keep the memory that they show, also when a child
/// is moved away from its parent.
[[nodiscard]] Array make_array(const std::shared_ptr<const ColumnData>& data);

/// A table in batches. A value: copies share the columns.
class Table {
 public:
  /// A table without columns.
  Table() = default;
  /// @param type     a struct of columns: format `+s`
  /// @param batches  structs of that type
  Table(ColumnType type, std::vector<std::shared_ptr<const ColumnData>> batches)
      : type_(std::make_shared<const ColumnType>(std::move(type))), batches_(std::move(batches)) {}

  /// The type: its children are the columns.
  [[nodiscard]] const ColumnType& type() const noexcept { return *type_; }
  /// The batches.
  [[nodiscard]] const std::vector<std::shared_ptr<const ColumnData>>& batches() const noexcept { return batches_; }
  /// Number of rows.
  [[nodiscard]] std::int64_t rows() const noexcept {
    std::int64_t count = 0;
    for (const auto& batch : batches_) count += batch->length;
    return count;
  }

  /// A stream of all batches, as often as one likes; it keeps the columns while the table may go.
  /// @cost  constant, and linear in the columns for each batch that is taken; the consumer sees the table's own buffers
  [[nodiscard]] Stream stream() const;

 private:
  std::shared_ptr<const ColumnType> type_ = std::make_shared<const ColumnType>(ColumnType{.format = "+s"});
  std::vector<std::shared_ptr<const ColumnData>> batches_{};
};

}  // namespace guanxi::arrow
