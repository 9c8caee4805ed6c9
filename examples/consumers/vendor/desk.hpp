#pragma once
// What the vendor's other programs see of its shared library: texts in, texts out, nothing of guanxi.
#include <string>
#include <vector>

namespace edge {

/// A blank form of the vendor as CSV: it asks for trial cuts and factory conditions too.
std::string blank_form(const std::string& fields_file);

/// Reads a filled form into the store.
/// @return  what was found, one sentence each
std::vector<std::string> take_form(const std::string& store, const std::string& user, const std::string& fields_file, const std::string& form);

/// Corrects the day on which a trial cut was approved.
/// @param words  in which only this trial cut is found
/// @return  the history of the trial cut: what was changed to what, by whom and why
std::vector<std::string> correct_approval(const std::string& store, const std::string& user, const std::string& fields_file, const std::string& words, const std::string& day, const std::string& reason);

/// Parts that passed and were approved, at customers with a three-phase supply.
std::vector<std::string> proven_parts(const std::string& store, const std::string& user, const std::string& fields_file);

/// The vendor's own page about a customer, with the report of guanxi inside.
std::string customer_page(const std::string& store, const std::string& user, const std::string& fields_file, const std::string& customer);

}  // namespace edge
