#pragma once
/// @file
/// The report of all customers.

#include <guanxi/assess/book.hpp>
#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/report/options.hpp>

#include <string>

namespace guanxi::report {

/// What the accounts add up to, the ranked list of accounts, and behind it the report of each account, all in one document.
/// @param catalogue   all kinds and fields, also run-time ones and kinds of your own
/// @param book        the customers and what belongs to no single one
/// @param assessment  what assess::book said about the same book; accounts without a dossier in the book are left out
/// @param options     language and the like
/// @return  the report as a document, for programs that add parts of their own
/// @cost    linear in the records and people, n log n in the accounts; no shared state, any thread may call it
[[nodiscard]] Document book_document(const Catalogue& catalogue, const Book& book, const assess::BookAssessment& assessment, const ReportOptions& options = {});

/// The same, written in the format of the options.
/// @return  UTF-8; the same input gives the same bytes
[[nodiscard]] std::string book(const Catalogue& catalogue, const Book& book, const assess::BookAssessment& assessment, const ReportOptions& options = {});

}  // namespace guanxi::report
