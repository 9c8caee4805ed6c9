#include <guanxi/access/kinds.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/model/kinds.hpp>

#include "commands.hpp"

#include <unistd.h>

#include <iostream>

namespace guanxi::cli {

bool isatty_error() { return ::isatty(STDERR_FILENO) != 0; }

const Catalogue& all_kinds() {
  static const Catalogue catalogue = access::catalogue_with_access(standard_catalogue());
  return catalogue;
}

io::BookImport load(const Options& options, access::Action action) {
  if (!options.db.empty()) return {.book = stored_book(options, action), .files = {}, .findings = {}};
  io::BookImport import = io::load_book(all_kinds(), options.path, {.now = Calendar().start_of(options.as_of)});
  std::cerr << options.path << ": " << import.book.dossiers.size() << (options.language == Language::zh ? " 个客户；" : " customers; ")
            << count_line(import.findings, options.language) << '\n';
  return import;
}

std::vector<const Dossier*> choose(const Book& book, const std::string& name) {
  std::vector<const Dossier*> chosen;
  if (name.empty())
    for (const Dossier& dossier : book.dossiers) chosen.push_back(&dossier);
  else if (const Dossier* exact = find_dossier(book, std::string_view(name)))
    chosen.push_back(exact);
  else
    for (const Dossier& dossier : book.dossiers)
      if (text::fold(dossier.customer().legal_name).find(text::fold(name)) != std::string::npos) chosen.push_back(&dossier);
  if (chosen.empty()) throw NotFoundError("cli.customer", "no customer is called " + name + "; `guanxi show PATH` lists them");
  return chosen;
}

}  // namespace guanxi::cli
