#pragma once
/// @file
/// Keeping what was computed beside what people set.

#include <guanxi/assess/account.hpp>

namespace guanxi::assess {

/// Writes what was computed into the opportunities: `cooperation_score` and `high_value`, with reason and day.
/// What people set stays as it is; where nothing could be computed, an earlier computed value is cleared.
/// @param dossier     the customer that was assessed
/// @param assessment  its assessment; opportunities that the dossier does not have are passed over
void write_back(Dossier& dossier, const AccountAssessment& assessment);

}  // namespace guanxi::assess
