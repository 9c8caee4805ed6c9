#include <guanxi/core/error.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/model/kinds.hpp>

#include "commands.hpp"

#include <iostream>

namespace guanxi::cli {

namespace {

/// The end of a file name that suits the output.
std::string export_text(const Book& book, const Options& options) {
  return options.output == Output::csv ? io::to_csv(all_kinds(), book) : io::to_json(all_kinds(), book);
}

Table files_table(const io::BookImport& import) {
  Table table{.columns = {{"file", {"文件", "File"}}, {"shape", {"类型", "Shape"}}, {"records", {"记录数", "Records"}}}, .rows = {}};
  for (const io::FileImport& file : import.files) table.rows.push_back({file.file, file.shape, std::to_string(file.records)});
  return table;
}

}  // namespace

int form_command(const Options& options) {
  io::write_form(standard_catalogue(), options.out, {.purpose = options.purpose, .language = options.language});
  std::cerr << options.out << '\n';
  return exit_ok;
}

int import_command(const Options& options) {
  if (!options.db.empty()) return store_import_command(options);
  const io::BookImport import = load(options);
  if (!options.out.empty()) io::export_book(options.out, all_kinds(), import.book, {.language = options.language});
  if (options.output == Output::text) std::cout << print(files_table(import), options.output, options.language) << '\n';
  std::cout << print(findings_table(import.findings, options.language), options.output, options.language);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

int export_command(const Options& options) {
  const io::BookImport import = load(options, access::Action::export_data);
  Book book{.dossiers = {}, .shared = import.book.shared};
  for (const Dossier* dossier : choose(import.book, options.customer)) book.dossiers.push_back(*dossier);
  if (options.out.empty()) std::cout << export_text(book, options);
  else io::export_book(options.out, all_kinds(), book, {.language = options.language});
  return has_error(import.findings) ? exit_findings : exit_ok;
}

}  // namespace guanxi::cli
