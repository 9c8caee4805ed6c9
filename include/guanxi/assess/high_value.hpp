#pragma once
/// @file
/// Whether an opportunity is of high value: the money, the people and the fit.

#include <guanxi/assess/options.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/opportunity.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// The answer to a question that may be open.
enum class Answer { no, yes, unknown };

}  // namespace guanxi::assess

namespace guanxi {

template <>
struct Words<assess::Answer> {
  using enum assess::Answer;
  static constexpr EnumWord table[] = {
      word(no, "no", {"否", "No"}),
      word(yes, "yes", {"是", "Yes"}),
      word(unknown, "unknown", {"待定", "Unknown"}, {},
           {"补齐缺少的信息后再判定", "Fill in what is missing, then judge"}),
  };
};

}  // namespace guanxi

namespace guanxi::assess {

/// One of the conditions of high value.
struct Condition {
  std::string part{};   ///< budget, clarity or relevance
  Message label{};      ///< the condition for people
  Answer answer{};      ///< whether it holds
  Message reason{};     ///< what was found, or what is missing
  std::string field{};  ///< path of the field that would tell; empty if it is known
  bool operator==(const Condition&) const = default;
};

/// Whether an opportunity is of high value.
struct HighValue {
  Answer answer = Answer::unknown;      ///< no if a condition fails, yes if all hold, else unknown
  std::vector<Condition> conditions{};  ///< budget, clarity, relevance
  Date as_of{};                         ///< event time of the answer

  /// The flag as far as it is known; unknown is unset, not false.
  [[nodiscard]] std::optional<bool> flag() const noexcept {
    return answer == Answer::unknown ? std::nullopt : std::optional(answer == Answer::yes);
  }
  bool operator==(const HighValue&) const = default;
};

/// High value = the budget's upper end reaches the amount (or can_buy, will_buy), the decision chain is clear and an
/// open need fits.
/// @param dossier      the customer
/// @param opportunity  the deal, need not be part of the dossier
/// @param options      day and limits
/// @return  each condition true, false or unknown with its reason
/// @cost    that of the chain analysis; no shared state, any thread may call it
/// @source  docs/methods/assess.md
[[nodiscard]] HighValue high_value(const Dossier& dossier, const Opportunity& opportunity,
                                   const AssessOptions& options);

}  // namespace guanxi::assess
