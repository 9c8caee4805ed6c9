#pragma once
/// @file
/// One connection to the file, with its prepared statements.

#include <guanxi/core/uuid.hpp>

#include <SQLiteCpp/Database.h>

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace guanxi::store::detail {

class Vault;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

/// A prepared statement.
using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// A running statement: parameters are bound one after another, rows are read by column. At its end the statement is kept for the
/// next one who prepares the same text.
class Cursor {
 public:
  /// @param home  where the statement is kept when it is not used; outlives the cursor
  Cursor(Prepared& home, Prepared statement) : home_(&home), statement_(std::move(statement)) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  Cursor(Cursor&&) noexcept = default;
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor();

  Cursor& null() { return ++next_, *this; }
  Cursor& add(std::int64_t value) { return bound(sqlite3_bind_int64(statement_.get(), ++next_, value)); }
  Cursor& add(double value) { return bound(sqlite3_bind_double(statement_.get(), ++next_, value)); }
  Cursor& add(std::string_view text) { return bound(sqlite3_bind_text64(statement_.get(), ++next_, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8)); }
  Cursor& add(const Uuid& uuid) { return blob(uuid.bytes.data(), uuid.bytes.size()); }
  Cursor& blob(const void* bytes, std::size_t size) { return bound(sqlite3_bind_blob64(statement_.get(), ++next_, bytes, size, SQLITE_TRANSIENT)); }

  /// The next row.
  /// @return  false if there is none
  bool step();
  /// Runs a statement that gives no rows.
  void run() { while (step()) {} }

  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] bool is_text(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_TEXT; }
  [[nodiscard]] bool is_blob(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_BLOB; }
  /// True for a number that is not kept as a whole one.
  [[nodiscard]] bool is_real(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_FLOAT; }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_.get(), column); }
  /// Text or bytes, valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  /// The identifier, null if the column is.
  [[nodiscard]] Uuid uuid(int column) const;

 private:
  Cursor& bound(int result);
  [[noreturn]] void fail(int result) const;

  Prepared* home_;
  Prepared statement_;
  int next_ = 0;
};

/// What a connection may do.
enum class Use { read, write, create };

/// A connection; used by one thread at a time.
class Connection {
 public:
  /// @param path     file
  /// @param use      create makes the file if there is none
  /// @param vfs      name of the SQLite VFS, empty for the default one
  /// @param patience how long to wait for locks of other programs, in milliseconds
  Connection(const std::string& path, Use use, const std::string& vfs, int patience);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Lets statements unseal; nothing that they sort leaves the memory then.
  /// @param vault  outlives the connection
  void use(const Vault& vault);
  /// A statement ready for its parameters; prepared once and kept.
  [[nodiscard]] Cursor prepare(const std::string& sql);
  /// Runs statements that have no parameters and whose rows do not matter.
  void execute(const std::string& sql) { database_.exec(sql); }
  /// The integer of the first row and column.
  /// @return  0 if there is none or it is null
  [[nodiscard]] std::int64_t integer(const std::string& sql);
  /// Whether no transaction is open.
  [[nodiscard]] bool is_idle() const noexcept;
  /// Pages in the write-ahead log after the last commit of this connection.
  [[nodiscard]] int log_pages() const noexcept { return log_pages_; }
  /// Moves the write-ahead log into the file as far as readers and the disk allow; what stays in the log is moved next time.
  /// @param how  a mode of sqlite3_wal_checkpoint_v2
  void try_checkpoint(int how) noexcept;
  /// For what this class does not offer.
  [[nodiscard]] SQLite::Database& database() noexcept { return database_; }

 private:
  SQLite::Database database_;
  std::unordered_map<std::string, Prepared> statements_;  ///< by text; nothing for one that is running
  int log_pages_ = 0;
};

/// A transaction of a connection; rolled back unless it was committed.
class Transaction {
 public:
  /// @param begin  `BEGIN` or `BEGIN IMMEDIATE`
  Transaction(Connection& connection, const std::string& begin) : connection_(&connection) { connection.execute(begin); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// Makes everything durable.
  void commit();

 private:
  Connection* connection_;
  bool open_ = true;
};

/// A part of a transaction that can be undone alone; undone unless it was kept.
class Savepoint {
 public:
  /// @param depth  number of savepoints around this one
  Savepoint(Connection& connection, int depth);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();

  /// Keeps what was done since.
  void keep();

 private:
  Connection* connection_;
  std::string name_;
  bool open_ = true;
};

}  // namespace guanxi::store::detail
