#pragma once
/// @file
/// Tables of assessments, customer by customer.

#include <guanxi/assess/account.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>
#include <utility>

#include "commands.hpp"

namespace guanxi::cli {

/// Points with the decimals that people read.
inline std::string points(std::int64_t thousandths, int decimals) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, static_cast<double>(thousandths) / 1000.0);
  return buffer;
}

/// A number with the decimals that people read.
inline std::string decimal(double value, int digits) { return points(static_cast<std::int64_t>(std::llround(value * 1000)), digits); }

/// The label of an enumerator.
template <class E>
std::string label(E value, Language language) {
  return std::string(label_of(value).in(language));
}

/// The parts of a score with their points.
inline std::string reasons(const Score& score, Language language) {
  std::string text;
  for (const Contribution& part : score.contributions)
    text += (text.empty() ? "" : "; ") + part.label.in(language) + " " + (part.thousandths < 0 ? "" : "+") + points(part.thousandths, 3);
  return text;
}

/// What a customer is called: short name, else legal name.
inline std::string name_of(const Dossier& dossier) {
  const Customer& customer = dossier.customer();
  return customer.short_name.empty() ? customer.legal_name : customer.short_name;
}

/// A customer and what is computed of it.
struct Assessed {
  const Dossier* dossier;
  assess::AccountAssessment account;
};

/// Assesses the chosen dossiers and prints the table that a function fills.
template <class Fill>
int print_assessed(const Options& options, Table table, Fill fill) {
  const io::BookImport import = load(options);
  for (const Dossier* dossier : choose(import.book, options.customer)) fill(table, Assessed{dossier, assess::account(*dossier, {.as_of = options.as_of, .users = import.book.shared.of<User>()})});
  std::cout << print(table, options.output, options.language);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

}  // namespace guanxi::cli
