#pragma once
/// @file
/// The parts of an account report, one section each.

#include <guanxi/assess/book.hpp>
#include <guanxi/report/document.hpp>

#include "context.hpp"

namespace guanxi::report::detail {

/// One customer with what was found out about it.
struct AccountView {
  const Context& context;
  const Dossier& dossier;
  const assess::AccountAssessment& assessment;
};

/// The figures to be seen first.
[[nodiscard]] Tiles account_tiles(const AccountView& view);
/// What to do, overdue first.
[[nodiscard]] Section next_steps_part(const AccountView& view);
/// The cooperation likelihood of the best open opportunity with a bar for each reason.
[[nodiscard]] Section cooperation_part(const AccountView& view);
/// The three conditions of high value of the same opportunity.
[[nodiscard]] Section high_value_part(const AccountView& view);
/// All opportunities.
[[nodiscard]] Section opportunities_part(const AccountView& view);
/// The health of relation and account, with a bar for each reason.
[[nodiscard]] Section health_part(const AccountView& view);
/// The figure of the same to be seen first.
[[nodiscard]] Tile health_tile(const AccountView& view);
/// How likely the best open opportunity is won, and why; it holds a prediction.
[[nodiscard]] Section win_part(const AccountView& view);
/// The needs that come next, with what speaks for each; the assessment holds some.
[[nodiscard]] Section predicted_part(const AccountView& view);
/// What stands behind odds and predictions, as far as something was learnt.
[[nodiscard]] std::vector<Section> learned_parts(const Context& context, const assess::BookAssessment& assessment);
/// One decision chain: picture, status, gaps, clarity.
[[nodiscard]] Section chain_part(const AccountView& view, const chain::ChainAnalysis& analysis);
/// The priority matrix and the ranking.
[[nodiscard]] Section needs_part(const AccountView& view);
/// How far the cards are filled, and what to fill first.
[[nodiscard]] Section completeness_part(const AccountView& view);
/// What the checks found, by severity.
[[nodiscard]] Section findings_part(const AccountView& view);

/// A decision chain's status as a word with its colour.
[[nodiscard]] Run status_badge(const Context& context, chain::DealStatus status);
/// A likelihood from 1 to 5 as a colour.
[[nodiscard]] Tone likelihood_tone(double likelihood);
/// The answer to the high-value question as a word with its colour.
[[nodiscard]] Run answer_badge(const Context& context, std::optional<bool> answer);
/// The chain that tells most about the account: that of the best opportunity, else the first; nullptr if there is none.
[[nodiscard]] const chain::ChainAnalysis* main_chain(const assess::AccountAssessment& assessment);
/// A path such as `opportunity.intent` or `customer.phones[0]` in the words of forms.
[[nodiscard]] std::string field_name(const Context& context, std::string_view kind, std::string_view path);

}  // namespace guanxi::report::detail
