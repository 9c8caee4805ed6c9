#pragma once
/// @file
/// The six dimensions of data quality and the number that sums them up.

#include <guanxi/core/value.hpp>

#include <optional>
#include <span>
#include <vector>

namespace guanxi::quality {

/// A dimension of data quality (DAMA UK 2013, ISO/IEC 25012).
enum class Dimension { completeness, validity, uniqueness, timeliness, consistency, accuracy };

/// One dimension of a record, a dossier or a table.
struct DimensionValue {
  Dimension dimension{};          ///< which
  std::optional<double> value{};  ///< in [0, 1]; nothing if it cannot be told
  double weight = 1;              ///< share in the overall number, finite, >= 0. Default 1.
  bool operator==(const DimensionValue&) const = default;
};

/// Whether the fields by which a record is known hold valid values.
enum class KeyFields { sound, invalid };

/// Settings of `overall`.
struct OverallOptions {
  KeyFields keys = KeyFields::sound;  ///< Default sound.
  double cap = .5;                    ///< Most that a record with invalid key fields can reach, in [0, 1]. Default .5.
};

/// How much repairing one dimension would add.
struct DimensionGain {
  Dimension dimension{};  ///< which
  double gain{};          ///< overall number with this dimension at 1, less the overall number
  bool operator==(const DimensionGain&) const = default;
};

/// The overall number with its reasons.
struct OverallQuality {
  std::optional<double> value{};        ///< in [0, 1]; nothing if no dimension of some weight is known
  bool capped{};                        ///< the cap for invalid key fields made it smaller
  double key_gain{};                    ///< what valid key fields would add
  std::vector<DimensionValue> parts{};  ///< as given
  std::vector<DimensionGain> gains{};   ///< known dimensions by gain, largest first; ties as given
  bool operator==(const OverallQuality&) const = default;
};

/// Sums up dimensions: exp(Σ w ln q / Σ w) over those that are known, capped when a key field is invalid.
/// @param parts  values and weights, each dimension at most once
/// @param options  the cap and its threshold
/// @return  0 as soon as a known dimension of some weight is 0
/// @throws  ArgumentError  `quality.dimension` for a value outside [0, 1] or a dimension given twice, `quality.weight`
///          for a bad weight, `quality.cap` for a bad cap
/// @source  weighted geometric mean: a bad dimension is not made up for by good ones
[[nodiscard]] OverallQuality overall(std::span<const DimensionValue> parts, const OverallOptions& options = {});

}  // namespace guanxi::quality

namespace guanxi {

template <>
struct Words<quality::Dimension> {
  static constexpr EnumWord table[] = {
      word(quality::Dimension::completeness, "completeness", {"完整性", "Completeness"}),
      word(quality::Dimension::validity, "validity", {"有效性", "Validity"}),
      word(quality::Dimension::uniqueness, "uniqueness", {"唯一性", "Uniqueness"}),
      word(quality::Dimension::timeliness, "timeliness", {"时效性", "Timeliness"}),
      word(quality::Dimension::consistency, "consistency", {"一致性", "Consistency"}),
      word(quality::Dimension::accuracy, "accuracy", {"准确性", "Accuracy"}),
  };
};

}  // namespace guanxi
