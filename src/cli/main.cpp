#include <guanxi/core/error.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/version.hpp>

#include "commands.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>

namespace guanxi::cli {

namespace {

/// Words as the command line takes them.
template <class E>
std::map<std::string, E> words_of() {
  std::map<std::string, E> words;
  for (const EnumWord& word : Words<E>::table) words.emplace(word.word, static_cast<E>(word.value));
  return words;
}

/// The host's own day; everything below gets it as an argument.
Date today() {
  const Timestamp now{static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000};
  return Calendar().date_of(now);
}

std::string read_day(const std::string& text, Date& day) {
  const auto read = guanxi::read_date(text);
  if (!read) return "--as-of takes a day such as 2024-06-30, found " + text;
  day = *read;
  return {};
}

/// What a command works on.
enum class Source {
  none,  ///< nothing
  path,  ///< a file or folder
  book,  ///< a file, a folder or a store
  store  ///< a store
};

struct Command {
  const char* name;
  const char* help;
  int (*run)(const Options&);
  Source source;
  bool customer;
  const char* out;  ///< help of --out, or nullptr
};

constexpr Command commands[] = {
    {"form", "Write a blank collection form (.xlsx or .csv)", form_command, Source::none, false, nullptr},
    {"import", "Read forms and tables, say what was found; with --db write them into a store", import_command, Source::path, false, "also write the book (.json, .csv, .xlsx)"},
    {"check", "Check cards and list findings", check_command, Source::book, true, nullptr},
    {"show", "List customers, or show one with everything", show_command, Source::book, true, nullptr},
    {"chain", "Who decides, and how we stand", chain_command, Source::book, true, nullptr},
    {"needs", "Needs by priority, and why", needs_command, Source::book, true, nullptr},
    {"score", "Cooperation likelihood 1-5 and high value, and why", score_command, Source::book, true, nullptr},
    {"health", "How healthy each account is, and why", health_command, Source::book, true, nullptr},
    {"next", "What to do next, by when and why", next_command, Source::book, true, nullptr},
    {"completeness", "How complete cards are, and what to ask first", completeness_command, Source::book, true, nullptr},
    {"whitespace", "What customers have, consider and want of what we sell, and what they lack", whitespace_command, Source::book, true, nullptr},
    {"report", "Write the account report (.html, .md, .txt)", report_command, Source::book, true, "file to write; standard output if left out"},
    {"export", "Write everything that was read (.json, .csv, .xlsx)", export_command, Source::book, true, "file to write; standard output if left out"},
    {"glossary", "Explain every field and word in both languages (.md, .html, .txt)", glossary_command, Source::none, false, "file to write; standard output, as .md, if left out"},
    {"identifier", "Check one identifier: credit code, LEI, telephone number or e-mail address", identifier_command, Source::none, false, nullptr},
    {"history", "Who changed a record, when and why", history_command, Source::store, true, nullptr},
    {"find", "Find records of a kind, count them, or add them up in groups", find_command, Source::store, false, nullptr},
    {"handover", "Give somebody's customers and open work to somebody else", handover_command, Source::store, false, nullptr},
    {"verify", "Check a store, its chain of changes and every record", verify_command, Source::store, false, nullptr},
    {"backup", "Copy a store while others go on working", backup_command, Source::store, false, "file to write"},
};

void add_common(CLI::App& app, Options& options, bool on_a_day) {
  static const std::map<std::string, Language> languages{{"zh", Language::zh}, {"en", Language::en}};
  static const std::map<std::string, Output> outputs{{"text", Output::text}, {"json", Output::json}, {"csv", Output::csv}};
  app.add_option("--lang", options.language, "language of texts: zh or en")->transform(CLI::CheckedTransformer(languages, CLI::ignore_case));
  app.add_option("--format", options.output, "text, json or csv")->transform(CLI::CheckedTransformer(outputs, CLI::ignore_case));
  if (!on_a_day) return;
  app.add_option_function<std::string>("--as-of", [&options](const std::string& text) {
    if (const std::string problem = read_day(text, options.as_of); !problem.empty()) throw CLI::ValidationError(problem);
  }, "day of the assessment, such as 2024-06-30; today if left out");
}

/// Whether the answer of a command depends on the day.
bool reads_day(int (*run)(const Options&)) {
  for (const auto other : {form_command, glossary_command, identifier_command, history_command, handover_command, verify_command, backup_command})
    if (run == other) return false;
  return true;
}

/// With a store, what would be the path names the customer.
void take_words(const Command& command, Options& options) {
  if (command.source != Source::book || options.db.empty() || options.path.empty()) {
    if (command.source == Source::book && options.db.empty() && options.path.empty()) throw ArgumentError("cli.path", "name a file or folder, or a store with --db");
    return;
  }
  if (!options.customer.empty()) throw ArgumentError("cli.path", "with --db give no file or folder, found " + options.path);
  std::swap(options.path, options.customer);
}

void add_command(CLI::App& app, const Command& command, Options& options, int& result) {
  CLI::App* sub = app.add_subcommand(command.name, command.help);
  add_common(*sub, options, reads_day(command.run));
  if (command.source == Source::path) sub->add_option("path", options.path, "file or folder to read")->required();
  if (command.source == Source::book) sub->add_option("path", options.path, "file or folder to read; left out with --db");
  if (command.customer) sub->add_option("customer", options.customer, "name, part of the name, or id")->required(command.source == Source::store);
  if (command.out != nullptr) sub->add_option("--out,-o", options.out, command.out)->required(command.source == Source::store);
  if (command.source != Source::none) {
    sub->add_option("--db", options.db, "the store")->required(command.source == Source::store);
    sub->add_option("--user", options.user, "your name in the store; the variable GUANXI_USER if left out");
    sub->add_option("--key-file", options.key_file, "file with the key of a sealed store: 32 bytes or 64 hexadecimal digits; a passphrase stands in GUANXI_PASSPHRASE");
  }
  sub->callback([&, command] {
    take_words(command, options);
    if (const char* user = std::getenv("GUANXI_USER"); user != nullptr && options.user.empty()) options.user = user;
    result = command.run(options);
  });
}

void add_form(CLI::App& app, Options& options) {
  static const std::map<std::string, Purpose> purposes = words_of<Purpose>();
  CLI::App* form = app.get_subcommand("form");
  form->add_option("out", options.out, "file to write")->required();
  form->add_option("--purpose", options.purpose, "new_customer, existing, visit, complaint or revisit")->transform(CLI::CheckedTransformer(purposes, CLI::ignore_case));
}

void add_find(CLI::App& app, Options& options) {
  CLI::App* find = app.get_subcommand("find");
  find->add_option("kind", options.kind, "kind of records, such as customer or 客户")->required();
  find->add_option("query", options.query, "what holds for them, such as \"customer_type = strategic order by legal_name\"; all if left out");
  CLI::Option* by = find->add_option("--by", options.by, "print groups by the values of a field");
  find->add_option("--of", options.of, "add up a number or amount in each group")->needs(by);
  CLI::Option* count = find->add_flag("--count", options.count, "print only their number");
  find->add_option("--limit", options.limit, "most records to print, 0 for all; 50 if left out")->excludes(by)->excludes(count);
  by->excludes(count);
}

void add_handover(CLI::App& app, Options& options) {
  CLI::App* handover = app.get_subcommand("handover");
  handover->add_option("--from", options.giver, "who hands over, by name, login or id; may have left")->required();
  handover->add_option("--to", options.taker, "who takes over")->required();
  handover->add_option("--reason", options.reason, "why, for the history of each record")->required();
}

std::string read_earlier(const std::string& text, Options& options) {
  const auto day = guanxi::read_date(text);
  if (!day) return "--compare takes a day such as 2024-03-31, found " + text;
  options.earlier = *day;
  return {};
}

void add_views(CLI::App& app, Options& options) {
  app.get_subcommand("identifier")->add_option("text", options.word, "the identifier")->required();
  app.get_subcommand("chain")->add_option_function<std::string>("--compare", [&options](const std::string& text) {
    if (const std::string problem = read_earlier(text, options); !problem.empty()) throw CLI::ValidationError(problem);
  }, "print what changed since an earlier day, such as 2024-03-31");
  CLI::App* chain = app.get_subcommand("chain");
  chain->add_option("--win-over", options.won_over, "print what would follow if this person supported us, by a part of the name")->excludes("--compare");
  chain->add_option("--without", options.without, "print what would follow if this person left")->excludes("--compare")->excludes("--win-over");
  CLI::App* needs = app.get_subcommand("needs");
  CLI::Option* latent = needs->add_flag("--latent", options.latent, "print what the standard rules conclude instead");
  needs->add_flag("--predicted", options.predicted, "print what is foretold instead, by all that the whole book teaches")->excludes(latent);
  app.get_subcommand("completeness")->add_option("--limit", options.limit, "most missing fields of a customer, 0 for all; 10 if left out");
  for (const char* name : {"report", "show"}) app.get_subcommand(name)->add_flag("--mask", options.mask, "hide parts of personal data, such as 138****8000");
  app.get_subcommand("import")->add_option("--reason", options.reason, "why, for the history of each record; the file's name if left out")->needs(app.get_subcommand("import")->get_option("--db"));
}

void add_demo(CLI::App& app, Options& options, int& result) {
  CLI::App* demo = app.add_subcommand("demo", "Import the bundled book and write its report");
  add_common(*demo, options, true);
  demo->add_option("--data", options.path, "folder to read instead of the bundled book");
  demo->add_option("--out,-o", options.out, "folder to write; build/demo if left out");
  demo->callback([&] { result = demo_command(options); });
  demo->preparse_callback([&options](std::size_t) { options.as_of = *Date::from_ymd(2024, 6, 30); });
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app{"guanxi: customer dossiers that compute"};
  app.set_version_flag("--version", std::string(GUANXI_VERSION));
  app.require_subcommand(1);
  Options options{.as_of = today()};
  int result = exit_ok;
  for (const Command& command : commands) add_command(app, command, options, result);
  add_form(app, options);
  add_find(app, options);
  add_handover(app, options);
  add_views(app, options);
  add_demo(app, options, result);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_ok : exit_usage;
  } catch (const Error& error) {
    std::cerr << "guanxi: " << error.what() << " [" << error.code() << "]\n";
    return exit_usage;
  }
  return result;
}

}  // namespace guanxi::cli

int main(int argc, char** argv) {
  try {
    return guanxi::cli::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "guanxi: " << error.what() << '\n';
    return guanxi::cli::exit_usage;
  }
}
