#pragma once
/// @file
/// Grows a book file by file.

#include <guanxi/io/json.hpp>
#include <guanxi/io/tables.hpp>

#include "layout.hpp"
#include "merge.hpp"

#include <string>
#include <unordered_map>

namespace guanxi::io::detail {

/// Reads files into one book.
class BookBuilder {
 public:
  BookBuilder(const Catalogue& catalogue, const ImportOptions& options);

  /// Where a file stands in the order of reading: records of nobody, customers, forms and other files, then the records
  /// of customers, in the order of the catalogue.
  [[nodiscard]] std::size_t rank(const std::string& name) const;
  /// Reads one file.
  /// @param name  its name, which tells JSON from tables and may name a kind
  /// @throws  FileError, ParseError  if it is neither
  void add_file(std::string_view bytes, const std::string& name);
  /// Notes that a file could not be read.
  void add_failure(const std::string& name, const Error& error);

  /// Resolves what the files say of each other.
  [[nodiscard]] BookImport finish();

 private:
  void add_json(std::string_view bytes, const std::string& name);
  void add_book(ExactBook exact, const std::string& name);
  void add_tables(const Tables& tables, const std::string& name);
  void add_long(const Tables& tables, const std::string& name);
  bool add_wide(const Sheet& sheet, const std::string& name);
  void add_customer(std::vector<Entry> entries, const KindInfo& kind, const Place& place);
  void add_dossier(Dossier dossier, const Place& place);
  Dossier* known(const Customer& customer);
  void remember(const Dossier& dossier, std::size_t index);
  [[nodiscard]] std::size_t records() const;
  void say(const FindingCode& code, std::string_view value, const Place& place, Message detail = {});

  ImportState state_;
  HeaderIndex index_;
  BookImport result_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace guanxi::io::detail
