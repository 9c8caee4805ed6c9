#include "verify.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>

#include <SQLiteCpp/Exception.h>

#include <set>

#include "any_record.hpp"
#include "change_log.hpp"
#include "read_records.hpp"

namespace guanxi::store::detail {

namespace {

class Verifier {
 public:
  Verifier(Connection& connection, const State& state) : connection_(&connection), state_(&state) {}

  Verification run() {
    as_far_as_read([&] { check_chain(); });
    const bool trusted = result_.ok();
    as_far_as_read([&] { check_file(); });
    if (trusted) as_far_as_read([&] { check_records(); });
    return std::move(result_);
  }

 private:
  /// A page that cannot be read ends a check and is a finding.
  template <class Check>
  void as_far_as_read(const Check& check) {
    try {
      check();
    } catch (const SQLite::Exception& problem) {
      if ((problem.getErrorCode() & 0xFF) != SQLITE_CORRUPT) throw;  // less the extended part
      report(finding_code("store.damaged"), {problem.what(), problem.what()});
    }
  }

  void report(const FindingCode& code, const Message& detail, std::string_view kind = {}, const Uuid& record = {}) {
    result_.findings.push_back(make_finding(code, {.kind = kind, .record = record, .detail = detail}));
  }

  void report_entry(const FindingCode& code, std::int64_t sequence, const ChainRow& row) {
    const std::string number = std::to_string(sequence);
    report(code, {number, number}, row.entry.kind, row.entry.record);
  }

  /// Pages, indexes and links between tables, as SQLite sees them.
  void check_file() {
    Cursor row = connection_->prepare("PRAGMA integrity_check");
    while (row.step())
      if (const std::string text(row.text(0)); text != "ok") report(finding_code("store.damaged"), {text, text});
    Cursor link = connection_->prepare("PRAGMA foreign_key_check");
    while (link.step()) {
      const std::string text = std::string(link.text(0)) + " → " + std::string(link.text(2));
      report(finding_code("store.dangling"), {text, text});
    }
  }

  /// The first break is named; what follows it cannot be trusted and is not listed.
  void check_chain() {
    Cursor row = connection_->prepare("SELECT " + std::string(chain_columns) + " FROM change_record WHERE tenant = ? ORDER BY sequence");
    row.add(state_->options.tenant);
    ChainHead reached;
    while (row.step()) {
      const ChainRow read = read_chain_row(row);
      if (read.entry.sequence != reached.sequence + 1) return report_entry(finding_code("store.chain_gap"), reached.sequence + 1, read);
      reached.digest = state_->chain.next(reached.digest, read.entry);
      if (reached.digest != read.digest) return report_entry(finding_code("store.chain_broken"), read.entry.sequence, read);
      reached.sequence = read.entry.sequence;
      ++result_.changes;
    }
    const ChainHead head = read_head(*connection_, state_->options.tenant);
    if (head.sequence != reached.sequence || head.digest != reached.digest) {
      const std::string text = std::to_string(reached.sequence) + " / " + std::to_string(head.sequence);
      report(finding_code("store.chain_cut"), {text, text});
    }
  }

  /// Replays the history record by record.
  void check_records() {
    Cursor row = connection_->prepare("SELECT " + std::string(chain_columns) + " FROM change_record WHERE tenant = ? ORDER BY record_id, version");
    row.add(state_->options.tenant);
    Folded folded;
    access::AuditEntry last;
    while (row.step()) {
      access::AuditEntry entry = read_chain_row(row).entry;
      if (last.record && entry.record != last.record) {
        compare(folded, last);
        folded = {};
      }
      open(entry);
      folded.apply(entry);
      last = std::move(entry);
    }
    if (last.record) compare(folded, last);
    check_leftovers();
  }

  /// A sealed value that does not open is named; it counts as unset.
  void open(access::AuditEntry& entry) {
    try {
      open_delta(*state_, entry);
    } catch (const FileError& error) {
      report(finding_code("store.altered"), {error.what(), error.what()}, entry.kind, entry.record);
      entry.delta = "{}";
    }
  }

  void compare(const Folded& folded, const access::AuditEntry& last) {
    const Table* table = state_->tables.named(last.kind);
    if (table == nullptr) return;  // a kind of somebody else's program
    try {
      compare_with(*table, folded, last);
    } catch (const FileError& error) {
      report(finding_code("store.altered"), {error.what(), error.what()}, last.kind, last.record);
    }
  }

  void compare_with(const Table& table, const Folded& folded, const access::AuditEntry& last) {
    AnyRecord stored(table.kind());
    Cursor row = connection_->prepare(table.select_sql());
    row.add(state_->options.tenant).add(last.record);
    const bool exists = row.step();
    if (exists != folded.exists()) return report(exists ? finding_code("store.unremoved") : finding_code("store.lost"), {last.kind, last.kind}, last.kind, last.record);
    if (!exists) return;
    ++counts_[&table];
    ++result_.records;
    table.read(row, stored.get());
    AnyRecord replayed(table.kind());
    folded.fill(table, replayed.get());
    for (const Slot& slot : table.slots())
      if (!equal_members(*slot.type, slot.in(stored.get()), slot.in(replayed.get()))) return report(finding_code("store.altered"), {slot.path, slot.path}, last.kind, last.record);
    check_links(table, stored.get());
  }

  void check_links(const Table& table, const void* record) {
    std::set<Uuid> wanted, found;
    for (const ParentId& parent : parents_of(table, record))
      if (parent.line->inside != nullptr) wanted.insert(parent.id);
    Cursor row = connection_->prepare("SELECT parent_id FROM parent_link WHERE tenant = ? AND record_id = ?");
    row.add(state_->options.tenant).add(table.id(record));
    while (row.step()) found.insert(row.uuid(0));
    if (wanted != found) report(finding_code("store.altered"), {"parent_link", "parent_link"}, table.kind().name, table.id(record));
  }

  /// Records without any history.
  void check_leftovers() {
    for (const auto& table : state_->tables.all()) {
      Cursor row = connection_->prepare("SELECT count(*) FROM " + table->name() + " WHERE tenant = ?");
      row.add(state_->options.tenant);
      if (row.step() && row.integer(0) != counts_[table.get()]) report(finding_code("store.unexplained"), {table->name(), table->name()}, table->kind().name);
    }
  }

  Connection* connection_;
  const State* state_;
  Verification result_;
  std::map<const Table*, std::int64_t> counts_;
};

}  // namespace

Verification verify(Connection& connection, const State& state) { return Verifier(connection, state).run(); }

}  // namespace guanxi::store::detail
