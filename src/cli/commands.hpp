#pragma once
/// @file
/// What each command does; all return the exit code.

#include <guanxi/access/action.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/io/form.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/report/render.hpp>
#include <guanxi/store/session.hpp>

#include "table.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace guanxi::cli {

/// What all commands share.
struct Options {
  Language language = Language::zh;
  Output output = Output::text;
  Date as_of{};
  std::string path{};      ///< file or folder that is read
  std::string db{};        ///< store that is read or written instead
  std::string user{};      ///< whose rights hold there
  std::string key_file{};  ///< file that holds the key of the store
  std::string customer{};  ///< id, registration id, name or a part of the name
  std::string out{};       ///< file or folder that is written
  Purpose purpose = Purpose::new_customer;
  std::string kind{};      ///< name or label of a record kind
  std::string query{};     ///< what to find, as store::parse_query reads it
  bool count = false;      ///< only the number of records
  std::string by{};        ///< field whose values make groups
  std::string of{};        ///< field that is added up
  std::optional<std::size_t> limit{};  ///< most records, 0 for all; unset leaves it to the query
  std::string giver{};     ///< who hands over
  std::string taker{};     ///< who takes over
  std::string reason{};    ///< for the history
  bool mask = false;       ///< personal data partly hidden
  bool latent = false;     ///< what rules conclude
  bool predicted = false;  ///< what all sources foretell
  std::string won_over{};  ///< who would support us
  std::string without{};   ///< who would be gone
  std::optional<Date> earlier{};  ///< day with which a chain is compared
  std::string word{};      ///< an identifier to check
};

/// Exit codes.
enum Exit { exit_ok = 0, exit_findings = 1, exit_usage = 2 };

/// The kinds of records that files and stores may hold: the standard ones, roles, shares and absences.
const Catalogue& all_kinds();

/// The book of a file, a folder or a store; a count of the findings goes to standard error.
/// @param action  what the user of a store must have a right to
io::BookImport load(const Options& options, access::Action action = access::Action::read);

/// The dossiers that an option names, or all of them.
/// @throws NotFoundError  `cli.customer` if the name fits none
std::vector<const Dossier*> choose(const Book& book, const std::string& name);

/// What a store holds, as far as its user may do something with it.
Book stored_book(const Options& options, access::Action action);

/// A session of the user in a store that exists.
/// @throws  FileError  `cli.db`, ArgumentError  `cli.db`, `cli.user`; as Store::session
store::Session stored_session(const Options& options);

/// Tells on standard error how far a long write is.
std::function<void(std::size_t, std::size_t)> progress_line(Language language);

/// Reads a file or folder into a store.
/// @param tell  whether to say on standard error how far it is
desk::ImportReport import_into(const std::string& db, const std::string& user, const std::string& path, const Options& options, bool tell);

/// The format that the end of a file name asks for; text without a file.
/// @throws  ArgumentError  `cli.suffix`
report::Format report_format(const std::string& path);

/// Writes a text to a file, or to standard output without one.
void put_text(const std::string& path, const std::string& text);

/// True if standard error is a terminal.
bool isatty_error();

int form_command(const Options& options);
int import_command(const Options& options);
int check_command(const Options& options);
int show_command(const Options& options);
int chain_command(const Options& options);
int needs_command(const Options& options);
int score_command(const Options& options);
int health_command(const Options& options);
int next_command(const Options& options);
int completeness_command(const Options& options);
int whitespace_command(const Options& options);
int identifier_command(const Options& options);
int report_command(const Options& options);
int export_command(const Options& options);
int store_import_command(const Options& options);
int history_command(const Options& options);
int verify_command(const Options& options);
int backup_command(const Options& options);
int find_command(const Options& options);
int handover_command(const Options& options);
int glossary_command(const Options& options);
int demo_command(const Options& options);

}  // namespace guanxi::cli
