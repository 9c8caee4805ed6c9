#pragma once
/// @file
/// Which columns an Arrow table of records has: nested records flattened, everything else a slot.

#include <guanxi/core/arrow_table.hpp>
#include <guanxi/core/field.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io::detail {

/// A member of a record that is a leaf, a list, or holds run-time fields.
struct ArrowSlot {
  std::string name{};                  ///< its column: `customer_type.set`, `custom[节能等级]`
  std::vector<const Field*> steps{};   ///< the fields that lead to it, the outermost first
  const Type* type{};                  ///< what it is

  /// The line of the innermost dictionary.
  [[nodiscard]] const Field& field() const noexcept { return *steps.back(); }
  /// True for a run-time field.
  [[nodiscard]] bool run_time() const noexcept { return field().run_time; }
  /// Its address inside a record.
  [[nodiscard]] const void* in(const void* record) const {
    for (const Field* step : steps) record = step->in(record);
    return record;
  }
  /// Its address inside a record; made if it is a run-time field.
  [[nodiscard]] void* in(void* record) const {
    for (const Field* step : steps) record = step->in(record);
    return record;
  }
};

/// All slots of a record, in the order of its dictionary.
/// @param fields  its fields; they outlive the slots
[[nodiscard]] std::vector<ArrowSlot> arrow_slots(std::span<const Field> fields);

/// The column of a run-time field: `custom[name]`.
/// @param fields  all fields of the record kind
[[nodiscard]] std::string arrow_custom_name(std::span<const Field> fields, std::string_view name);

/// Labels, unit and hints of a slot for its columns.
[[nodiscard]] arrow::Metadata arrow_metadata(const ArrowSlot& slot);

/// What one of the columns of a value holds.
enum class ArrowPart { value, currency, low, high, approximate, text };

/// One column of a value.
struct ArrowPartName {
  ArrowPart part;              ///< what it holds
  std::string_view inside;     ///< its name in a struct: `amount`, `currency`
  std::string_view behind;     ///< what follows the name of the slot beside it: ``, `.currency`
};

/// The columns of a value of this type; one without names for a value that needs no more.
[[nodiscard]] std::span<const ArrowPartName> arrow_parts(const Type& type);

/// Digits behind the point of every amount.
inline constexpr int arrow_amount_scale = 3;

}  // namespace guanxi::io::detail
