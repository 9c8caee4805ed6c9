#include <guanxi/core/error.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/desk/handover.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/store.hpp>

#include "commands.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

namespace guanxi::cli {

namespace {

Timestamp now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

/// The bytes that hexadecimal digits stand for; the text itself if it is something else.
std::string bytes_of_digits(const std::string& text) {
  std::string bytes(text.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    unsigned value = 0;
    const char* end = text.data() + 2 * i + 2;
    if (const auto [stop, error] = std::from_chars(end - 2, end, value, 16); stop != end || error != std::errc()) return text;
    bytes[i] = static_cast<char>(value);
  }
  return bytes;
}

/// The key in a file.
access::Key read_key(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError("cli.key_file", "the key file " + path + " cannot be read; check its path and permissions");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  constexpr std::size_t digits = 2 * access::Key::size;
  if (const std::size_t end = text.find_last_not_of("\r\n"); end + 1 == digits) text = bytes_of_digits(text.substr(0, digits));
  if (text.size() != access::Key::size) throw ArgumentError("cli.key_file", path + " holds no key: 32 bytes or 64 hexadecimal digits are needed");
  return access::Key::from_bytes(text);
}

/// The key or passphrase that a command was given.
store::OpenOptions key_options(const Options& options) {
  store::OpenOptions how;
  if (!options.key_file.empty()) how.key = read_key(options.key_file);
  if (const char* passphrase = std::getenv("GUANXI_PASSPHRASE")) how.passphrase = passphrase;  // NOLINT(concurrency-mt-unsafe): nobody writes the environment
  return how;
}

/// A store that exists; only an import makes one.
store::Store existing_store(const Options& options) {
  if (options.db.empty()) throw ArgumentError("cli.db", "name the store with --db FILE");
  if (!std::filesystem::exists(options.db)) throw FileError("cli.db", "there is no store " + options.db + "; `guanxi import PATH --db " + options.db + " --user NAME` makes one");
  return store::Store::open(options.db, key_options(options));
}

store::Session session_of(const store::Store& store, const Options& options) {
  if (options.user.empty()) throw ArgumentError("cli.user", "name yourself with --user NAME, or in GUANXI_USER");
  return store.session(options.user);
}

Table kinds_table(const desk::ImportReport& report) {
  Table table{.columns = {{"kind", {"类型", "Kind"}}, {"created", {"新建", "Created"}}, {"updated", {"更新", "Updated"}}, {"unchanged", {"未变", "Unchanged"}}, {"refused", {"未写入", "Refused"}}}, .rows = {}};
  for (const desk::KindCount& kind : report.kinds)
    table.rows.push_back({kind.kind, std::to_string(kind.created), std::to_string(kind.updated), std::to_string(kind.unchanged), std::to_string(kind.refused)});
  return table;
}

Table handed_table(const desk::HandoverReport& report) {
  Table table{.columns = {{"kind", {"类型", "Kind"}}, {"records", {"记录数", "Records"}}}, .rows = {}};
  for (const desk::KindCount& kind : report.kinds) table.rows.push_back({kind.kind, std::to_string(kind.updated)});
  return table;
}

/// What the giver may still have to do where the user does not look.
std::string remaining_line(const std::string& giver, Language language) {
  return language == Language::zh ? "您不能查看全部客户：在其余客户处，" + giver + "可能还有未完成的工作\n" : "you may not read all customers: " + giver + " may have open work with the others\n";
}

Table changes_table(const std::vector<store::Change>& changes, Language language) {
  Table table{.columns = {{"version", {"版本", "Version"}}, {"at", {"时间", "At"}}, {"by", {"修改人", "By"}}, {"action", {"操作", "Action"}}, {"field", {"字段", "Field"}}, {"before", {"原值", "Before"}}, {"after", {"新值", "After"}}, {"reason", {"原因", "Reason"}}}, .rows = {}};
  for (const store::Change& change : changes) {
    const std::vector<std::string> head{std::to_string(change.version), write_text(Timestamp{change.at.microseconds / 1'000'000 * 1'000'000}, {.language = language}), change.by_name, std::string(label_of(change.action).in(language))};
    std::vector<store::FieldChange> fields = change.fields;
    if (fields.empty()) fields.emplace_back();
    for (const store::FieldChange& field : fields) table.rows.push_back({head[0], head[1], head[2], head[3], field.path, field.before, field.after, change.reason});
  }
  return table;
}

}  // namespace

store::Session stored_session(const Options& options) { return session_of(existing_store(options), options); }

Book stored_book(const Options& options, access::Action action) { return stored_session(options).book(action); }

std::function<void(std::size_t, std::size_t)> progress_line(Language language) {
  return [language, shown = std::size_t{0}](std::size_t done, std::size_t all) mutable {
    const std::size_t percent = done * 100 / all;
    if (percent == shown) return;
    shown = percent;
    std::cerr << '\r' << (language == Language::zh ? "写入 " : "writing ") << percent << " %" << (done == all ? "\n" : "") << std::flush;
  };
}

desk::ImportReport import_into(const std::string& db, const std::string& user, const std::string& path, const Options& options, bool tell) {
  store::Session session = store::Store::open(db, key_options(options)).session(user);
  desk::ImportOptions how{.now = now(), .seed = std::random_device{}(), .reason = options.reason};
  if (tell) how.progress = progress_line(options.language);
  return desk::import_file(session, all_kinds(), path, how);
}

int store_import_command(const Options& options) {
  if (options.user.empty()) throw ArgumentError("cli.user", "name yourself with --user NAME, or in GUANXI_USER");
  const desk::ImportReport report = import_into(options.db, options.user, options.path, options, isatty_error());
  std::cerr << options.db << ": " << count_line(report.findings, options.language) << '\n';
  if (options.output == Output::text) std::cout << print(kinds_table(report), options.output, options.language) << '\n';
  std::cout << print(findings_table(report.findings, options.language), options.output, options.language);
  return has_error(report.findings) ? exit_findings : exit_ok;
}

int history_command(const Options& options) {
  const store::Session session = stored_session(options);
  const std::optional<Uuid> id = parse_uuid(options.customer);
  const Uuid record = id ? *id : session.dossier(options.customer).customer().id.uuid;
  std::cout << print(changes_table(session.history(record), options.language), options.output, options.language);
  return exit_ok;
}

int handover_command(const Options& options) {
  store::Session session = stored_session(options);
  const User giver = desk::user_called(session, options.giver), taker = desk::user_called(session, options.taker);
  desk::HandoverOptions how;
  if (isatty_error()) how.progress = progress_line(options.language);
  const desk::HandoverReport report = desk::handover(session, standard_catalogue(), giver.id, taker.id, options.reason, how);
  std::cerr << options.db << ": " << giver.name << " → " << taker.name << '\n';
  if (!report.whole) std::cerr << remaining_line(giver.name, options.language);
  std::cout << print(handed_table(report), options.output, options.language);
  return exit_ok;
}

int verify_command(const Options& options) {
  const store::Store store = existing_store(options);
  const store::Verification checked = store.verify();
  std::cerr << options.db << ": " << checked.changes << (options.language == Language::zh ? " 条变更，" : " changes, ") << checked.records << (options.language == Language::zh ? " 条记录；" : " records; ")
            << (store.is_sealed() ? (options.language == Language::zh ? "已加密；" : "sealed; ") : (options.language == Language::zh ? "未加密；" : "not sealed; ")) << count_line(checked.findings, options.language) << '\n';
  std::cout << print(findings_table(checked.findings, options.language), options.output, options.language);
  return checked.ok() ? exit_ok : exit_findings;
}

int backup_command(const Options& options) {
  existing_store(options).backup(options.out);
  std::cerr << options.out << '\n';
  return exit_ok;
}

}  // namespace guanxi::cli
