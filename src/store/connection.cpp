#include "connection.hpp"

#include <SQLiteCpp/Exception.h>

#include <algorithm>

#include "sql_functions.hpp"

namespace guanxi::store::detail {

namespace {

constexpr std::size_t most_statements = 512;

int flags_of(Use use) {
  if (use == Use::read) return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
  return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | (use == Use::create ? SQLite::OPEN_CREATE : 0);
}

int count_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

Cursor::~Cursor() {
  if (!statement_) return;
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  if (!*home_) *home_ = std::move(statement_);
}

Cursor& Cursor::bound(int result) {
  if (result != SQLITE_OK) fail(result);
  return *this;
}

bool Cursor::step() {
  const int result = sqlite3_step(statement_.get());
  if (result != SQLITE_ROW && result != SQLITE_DONE) fail(result);
  return result == SQLITE_ROW;
}

void Cursor::fail(int result) const { throw SQLite::Exception(sqlite3_db_handle(statement_.get()), result); }

std::string_view Cursor::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  return {static_cast<const char*>(bytes), bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Uuid Cursor::uuid(int column) const {
  const std::string_view bytes = text(column);
  Uuid uuid;
  if (bytes.size() == uuid.bytes.size()) std::ranges::transform(bytes, uuid.bytes.begin(), [](char byte) { return static_cast<std::uint8_t>(byte); });
  return uuid;
}

/// Checkpoints belong to the writer alone: neither a commit nor the end of a connection makes one by itself.
Connection::Connection(const std::string& path, Use use, const std::string& vfs, int patience) : database_(path, flags_of(use), patience, vfs) {
  sqlite3* handle = database_.getHandle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  add_functions(handle);
  sqlite3_wal_hook(handle, count_pages, &log_pages_);
}

void Connection::use(const Vault& vault) {
  add_unsealing(database_.getHandle(), vault);
  execute("PRAGMA temp_store = MEMORY");
}

Cursor Connection::prepare(const std::string& sql) {
  if (statements_.size() >= most_statements) std::erase_if(statements_, [](const auto& known) { return known.second != nullptr; });
  if (const auto known = statements_.find(sql); known != statements_.end() && known->second) return {known->second, std::move(known->second)};
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(database_.getHandle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), result);
  Prepared prepared(statement);
  return {statements_.try_emplace(sql).first->second, std::move(prepared)};
}

std::int64_t Connection::integer(const std::string& sql) {
  Cursor cursor = prepare(sql);
  return cursor.step() ? cursor.integer(0) : 0;
}

bool Connection::is_idle() const noexcept { return sqlite3_get_autocommit(database_.getHandle()) != 0; }

void Connection::try_checkpoint(int how) noexcept {
  sqlite3_wal_checkpoint_v2(database_.getHandle(), nullptr, how, nullptr, nullptr);
  log_pages_ = 0;
}

Transaction::~Transaction() {
  if (open_ && !connection_->is_idle()) connection_->database().tryExec("ROLLBACK");
}

void Transaction::commit() {
  connection_->execute("COMMIT");
  open_ = false;
}

Savepoint::Savepoint(Connection& connection, int depth) : connection_(&connection), name_("part_" + std::to_string(depth)) {
  connection_->execute("SAVEPOINT " + name_);
}

Savepoint::~Savepoint() {
  if (!open_ || connection_->is_idle()) return;
  connection_->database().tryExec("ROLLBACK TO " + name_);
  connection_->database().tryExec("RELEASE " + name_);
}

void Savepoint::keep() {
  connection_->execute("RELEASE " + name_);
  open_ = false;
}

}  // namespace guanxi::store::detail
