#pragma once
/// @file
/// What each command does; all return the exit code.

#include <guanxi/core/value.hpp>
#include <guanxi/io/form.hpp>
#include <guanxi/io/import.hpp>

#include "table.hpp"

#include <string>

namespace guanxi::cli {

/// What all commands share.
struct Options {
  Language language = Language::zh;
  Output output = Output::text;
  Date as_of{};
  std::string path{};      ///< file or folder that is read
  std::string customer{};  ///< id, registration id, name or a part of the name
  std::string out{};       ///< file or folder that is written
  Purpose purpose = Purpose::new_customer;
};

/// Exit codes.
enum Exit { exit_ok = 0, exit_findings = 1, exit_usage = 2 };

/// The book of a file or folder; progress and a count of the findings go to standard error.
io::BookImport load(const Options& options);

/// The dossiers that an option names, or all of them.
/// @throws NotFoundError  `cli.customer` if the name fits none
std::vector<const Dossier*> choose(const Book& book, const std::string& name);

int form_command(const Options& options);
int import_command(const Options& options);
int check_command(const Options& options);
int show_command(const Options& options);
int chain_command(const Options& options);
int needs_command(const Options& options);
int score_command(const Options& options);
int report_command(const Options& options);
int export_command(const Options& options);
int demo_command(const Options& options);

}  // namespace guanxi::cli
