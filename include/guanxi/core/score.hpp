#pragma once
/// @file
/// A number with its reasons, which add up to it exactly.

#include <guanxi/core/date.hpp>
#include <guanxi/core/label.hpp>
#include <guanxi/core/uuid.hpp>
#include <guanxi/core/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi {

/// How much data stands behind a score.
enum class ScoreState {
  enough,       ///< all parts known
  partial,      ///< some parts missing; the interval says how much they could change
  prior_only,   ///< nothing known but the starting value
  unavailable   ///< no number can be given
};

template <>
struct Words<ScoreState> {
  static constexpr EnumWord table[] = {
      word(ScoreState::enough, "enough", {"数据足够", "Enough data"}),
      word(ScoreState::partial, "partial", {"部分数据缺失", "Partly known"}),
      word(ScoreState::prior_only, "prior_only", {"只有起点", "Starting value only"}),
      word(ScoreState::unavailable, "unavailable", {"无法给出", "Not available"}),
  };
};

/// One reason: how much it moved the score, and why.
struct Contribution {
  std::string part{};          ///< stable word of the part
  Message label{};             ///< the part for people
  Message reason{};            ///< what was found
  std::int64_t thousandths{};  ///< what it adds, in thousandths of a point
  std::vector<Uuid> evidence{};  ///< records that it rests on
  bool operator==(const Contribution&) const = default;
};

/// A part for which there is no data.
struct MissingPart {
  std::string part{};          ///< stable word of the part
  Message label{};             ///< the part for people
  std::string field{};         ///< path of the field that would tell
  std::int64_t thousandths{};  ///< how far the score could move, from its worst to its best, in thousandths
  bool operator==(const MissingPart&) const = default;
};

/// A score: baseline plus contributions equal `thousandths` to the last digit.
struct Score {
  std::string model{};                         ///< name and version of the method
  ScoreState state = ScoreState::unavailable;  ///< how much data stands behind it
  std::int64_t thousandths{};                  ///< the score in thousandths of a point
  std::int64_t low{};                          ///< if everything unknown were worst, in thousandths
  std::int64_t high{};                         ///< if everything unknown were best, in thousandths
  std::int64_t baseline{};                     ///< where every score starts, in thousandths
  std::vector<Contribution> contributions{};   ///< for and against, largest effect first
  std::vector<MissingPart> missing{};          ///< parts without data, widest effect first
  Date as_of{};                                ///< event time of the answer

  /// The score in points.
  [[nodiscard]] double value() const noexcept { return static_cast<double>(thousandths) / 1000.0; }
  bool operator==(const Score&) const = default;
};

}  // namespace guanxi
