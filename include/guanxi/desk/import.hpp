#pragma once
/// @file
/// Filled forms and tables into a store.

#include <guanxi/core/finding.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/store/session.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace guanxi::desk {

/// How an import is written into a store.
struct ImportOptions {
  Calendar calendar{};                                    ///< local time of the forms. Default +08:00.
  Currency currency{};                                    ///< of amounts whose field names none. Default CNY.
  Timestamp now{};                                        ///< written into new identifiers. Default 1970.
  std::uint64_t seed{};                                   ///< of new identifiers; take another one for each import
  std::string reason{};                                   ///< stands in the history of each record; the file's name if empty
  std::function<void(std::size_t done, std::size_t all)> progress{};  ///< called after each customer
};

/// What became of the records of one kind.
struct KindCount {
  std::string kind{};       ///< name of the kind
  std::size_t created{};    ///< new ones
  std::size_t updated{};    ///< known ones that something was added to or changed in
  std::size_t unchanged{};  ///< known ones that said the same already
  std::size_t refused{};    ///< not written, each with a finding
  bool operator==(const KindCount&) const = default;
};

/// What an import did.
struct ImportReport {
  std::vector<io::FileImport> files{};  ///< file by file
  std::vector<KindCount> kinds{};       ///< kind by kind, in the order of the catalogue
  Findings findings{};                  ///< of reading, then of writing
};

/// Writes a book into a store, in one transaction.
///
/// A record that has an identifier of the store is that record. Otherwise a customer is the one with the same registration id,
/// else with the same folded legal name; people of ours, teams, offerings and the like are those of the same folded name; what
/// belongs to a customer is the record of the same content there, else of the same title (and the same event time, for events). A
/// customer without any name is new each time. What the book says is added: a value replaces another one, lists grow, nothing is emptied. Each replaced value is a finding and stays in the history. A value
/// that was observed before the stored one was (`field_facts`) does not replace it and becomes a rival. A customer that may not be
/// written is left out with a finding, and the others are written.
/// @param session    whose rights hold; customers that it may not read are not matched
/// @param catalogue  kinds and run-time fields
/// @param book       as read by io
/// @param options    reason, identifiers, progress
/// @throws  FileError  if the store cannot be written; nothing of the import is then there
/// @cost    a search for each customer, a read and a write for each record
[[nodiscard]] ImportReport import_book(store::Session& session, const Catalogue& catalogue, const Book& book, const ImportOptions& options = {});

/// Reads a file or folder, see io::load_book, and writes it into a store.
/// @throws  as `io::load_book` and `import_book`
[[nodiscard]] ImportReport import_file(store::Session& session, const Catalogue& catalogue, const std::string& path, const ImportOptions& options = {});

}  // namespace guanxi::desk
