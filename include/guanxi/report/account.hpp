#pragma once
/// @file
/// The report of one customer.

#include <guanxi/assess/account.hpp>
#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/report/options.hpp>

#include <string>

namespace guanxi::report {

/// Everything about one customer: what to do next, scores with their reasons, pictures of the decision chain and the
/// priority matrix, findings, and the dossier card, which follows from the dictionary alone.
/// @param catalogue   all kinds and fields, also run-time ones and kinds of your own
/// @param dossier     the customer
/// @param assessment  what assess::account said about the same dossier
/// @param options     language and the like
/// @param shared      records that belong to no single customer, for the names of our people and offerings; may be nullptr
/// @return  the report as a document, for programs that add parts of their own
/// @cost    linear in the records and people; no shared state, any thread may call it
[[nodiscard]] Document account_document(const Catalogue& catalogue, const Dossier& dossier, const assess::AccountAssessment& assessment,
                                        const ReportOptions& options = {}, const Records* shared = nullptr);

/// The same, written in the format of the options.
/// @return  UTF-8; the same input gives the same bytes
[[nodiscard]] std::string account(const Catalogue& catalogue, const Dossier& dossier, const assess::AccountAssessment& assessment,
                                  const ReportOptions& options = {}, const Records* shared = nullptr);

}  // namespace guanxi::report
