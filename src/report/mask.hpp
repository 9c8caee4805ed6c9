#pragma once
/// @file
/// Hides personal values in what people read.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/records.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::report::detail {

/// The masked form of a value.
/// @param format  phones keep their first three and last four signs, resident ids six and four, e-mails the first sign and the
///                domain; other texts of up to four signs keep the first one, everything else becomes ***
[[nodiscard]] std::string mask(std::string_view text, guanxi::Format format);

/// Replaces the personal values of some records wherever they occur.
class Masker {
 public:
  /// Hides nothing.
  Masker() = default;
  /// @param catalogue  tells which fields are personal
  void learn(const Catalogue& catalogue, const Records& records);

  /// True if values are hidden.
  [[nodiscard]] bool active() const noexcept { return active_; }
  /// A text in which known personal values of at least two signs are masked.
  [[nodiscard]] std::string operator()(std::string text) const;

 private:
  bool active_ = false;
  std::vector<std::pair<std::string, std::string>> known_;  // longest first
};

}  // namespace guanxi::report::detail
