#pragma once
/// @file
/// The dossier card: everything that is known of a customer, group by group, from the dictionary alone.

#include <guanxi/report/document.hpp>

#include <vector>

#include "context.hpp"

namespace guanxi::report::detail {

/// All records of a dossier, by the groups of the dictionary in the order of the catalogue; record keeping comes last and folded.
/// Identifiers and the link to the customer itself are left out, empty groups too.
[[nodiscard]] std::vector<Section> dossier_card(const Context& context, const Dossier& dossier);

/// The fields of a record that belong on top: required and recommended ones with short values, by weight.
/// @param most  how many
[[nodiscard]] std::vector<Fact> key_facts(const Context& context, const KindInfo& kind, const void* record, std::size_t most);

/// What a record is classed as: its judged enumerations and true flags, what people set before what rules computed.
[[nodiscard]] Line class_badges(const Context& context, const KindInfo& kind, const void* record);

}  // namespace guanxi::report::detail
