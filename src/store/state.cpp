#include "state.hpp"

#include <guanxi/access/kinds.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/model/kinds.hpp>

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>

#include "run_time_fields.hpp"
#include "schema.hpp"
#include "search_index.hpp"

namespace guanxi::store::detail {

namespace {

constexpr std::size_t most_idle_readers = 8;

Timestamp system_time() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

/// The secrets stay with whoever opened the store.
OpenOptions completed(OpenOptions options) {
  options.key.reset();
  options.passphrase.reset();
  if (options.patience < 0) throw ArgumentError("store.patience", "the patience of a store is at least 0 ms, found " + std::to_string(options.patience));
  if (!options.clock) options.clock = system_time;
  return options;
}

/// Only a file on the default VFS has neighbours in other processes.
std::string sidecar_path(const std::string& path, const OpenOptions& options) {
  return path == ":memory:" || !options.vfs.empty() ? std::string() : path + "-lock";
}

/// A wrong file, or a wrong key, is refused before anything is made beside it.
Keyring looked_at(const std::string& path, const OpenOptions& options) {
  demand_one_key(options);
  if (path == ":memory:") return keyring_of(options, nullptr, path);
  std::unique_ptr<Connection> connection;
  try {
    connection = std::make_unique<Connection>(path, Use::write, options.vfs, options.patience);
  } catch (const SQLite::Exception&) {
    return keyring_of(options, nullptr, path);  // there is none yet, or opening it in earnest says why not
  }
  return keyring_of(options, look(*connection, path) == Found::store ? connection.get() : nullptr, path);
}

void complete(Connection& writer, const State& state) {
  Transaction transaction(writer, "BEGIN IMMEDIATE");
  const bool is_new = look(writer, state.path) == Found::nothing;
  if (!is_new) demand_key(writer, state.keys, state.path);
  complete_schema(writer, state.tables);
  if (is_new) write_key_rows(writer, state.keys);
  transaction.commit();
}

/// Makes or completes the file.
std::unique_ptr<Connection> open_writer(const State& state) {
  auto writer = state.connect(state.path, Use::create, state.options.vfs);
  writer->execute("PRAGMA journal_mode = WAL");
  writer->execute(state.options.durability == Durability::full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
  writer->execute("PRAGMA foreign_keys = ON");
  writer->execute("PRAGMA cache_size = -65536");  // KiB: bulk loads touch many indexes
  if (!is_complete(*writer, state.tables)) complete(*writer, state);
  demand_key(*writer, state.keys, state.path);  // somebody else may have made the file since it was looked at
  return writer;
}

/// Rights need no sealed field, and a damaged one must not shut everybody out.
template <class T>
std::vector<T> all_of(Connection& connection, const State& state) {
  const Table& table = state.tables.of(kind_info<T>());
  Cursor row = connection.prepare("SELECT " + table.column_list() + " FROM " + table.name() + " r WHERE r.tenant = ? ORDER BY r." + table.key_column());
  row.add(state.options.tenant);
  std::vector<T> records;
  while (row.step()) table.read_unsealed(row, &records.emplace_back());
  return records;
}

access::Directory directory_of(Connection& connection, const State& state) {
  const auto users = all_of<User>(connection, state);
  const auto teams = all_of<Team>(connection, state);
  const auto roles = all_of<access::Role>(connection, state);
  const auto shares = all_of<access::Share>(connection, state);
  const auto absences = all_of<access::Absence>(connection, state);
  return access::Directory({.users = users, .teams = teams, .roles = roles, .shares = shares, .absences = absences});
}

std::string key_of(const access::Principal& principal) { return to_string(principal.user) + principal.system; }

}  // namespace

State::State(std::string path_given, const OpenOptions& options_given)
    : options(completed(options_given)),
      path(std::move(path_given)),
      keys(looked_at(path, options_given)),
      catalogue(access::catalogue_with_access(options.catalogue != nullptr ? *options.catalogue : standard_catalogue())),
      tables(catalogue, keys.vault.get()),
      chain(keys.vault ? keys.vault->chain() : access::Chain()),
      sidecar(sidecar_path(path, options)),
      process_(::getpid()) {
  const WriteLock lock(*this);
  writer = open_writer(*this);
  share_run_time_fields(*writer, catalogue);
  reclassify(*writer, *this);
}

/// In a forked child the connections belong to the parent: closing them would drop its locks.
State::~State() {
  if (process_ != ::getpid()) {
    (void)writer.release();  // NOLINT(bugprone-unused-return-value)
    for (auto& reader : readers_) (void)reader.release();  // NOLINT(bugprone-unused-return-value)
    return;
  }
  readers_.clear();
  try {
    const WriteLock lock(*this);
    writer->try_checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
  } catch (...) {  // the log stays and is read at the next opening
    return;
  }
}

void State::check_process() const {
  if (process_ != ::getpid()) throw Error("store.forked", "the store was opened by another process; open it again after fork()");
}

std::unique_ptr<Connection> State::connect(const std::string& at, Use use, const std::string& vfs) const {
  auto connection = std::make_unique<Connection>(at, use, vfs, options.patience);
  if (keys.vault) connection->use(*keys.vault);
  return connection;
}

std::unique_ptr<Connection> State::take_reader() {
  {
    const std::lock_guard lock(pool_);
    if (!readers_.empty()) {
      auto reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  return connect(path, Use::read, options.vfs);
}

void State::give_reader(std::unique_ptr<Connection> reader) noexcept {
  const std::lock_guard lock(pool_);
  if (readers_.size() < most_idle_readers) readers_.push_back(std::move(reader));
}

access::Policy State::policy(Connection& connection, const access::Principal& principal, Timestamp now) {
  Cursor row = connection.prepare("SELECT access_sequence FROM chain_record WHERE tenant = ?");
  row.add(options.tenant);
  const std::int64_t sequence = row.step() ? row.integer(0) : 0;
  const Date today = options.calendar.date_of(now);
  const std::lock_guard lock(rights_mutex_);
  if (rights_.sequence != sequence) rights_ = {.sequence = sequence, .today = today, .directory = directory_of(connection, *this), .policies = {}};
  if (rights_.today != today) rights_ = {.sequence = sequence, .today = today, .directory = rights_.directory, .policies = {}};
  const std::string key = key_of(principal);
  const auto known = rights_.policies.find(key);
  return known != rights_.policies.end() ? known->second : rights_.policies.emplace(key, access::Policy(rights_.directory, principal, today)).first->second;
}

access::Policy State::fresh_policy(Connection& connection, const access::Principal& principal, Timestamp now) const {
  return {directory_of(connection, *this), principal, options.calendar.date_of(now)};
}

bool Turnstile::enter(int patience) {
  std::unique_lock lock(mutex_);
  const auto end = std::chrono::system_clock::now() + std::chrono::milliseconds(patience);
  if (!free_.wait_until(lock, end, [this] { return !taken_; })) return false;
  return taken_ = true;
}

void Turnstile::leave() noexcept {
  {
    const std::lock_guard lock(mutex_);
    taken_ = false;
  }
  free_.notify_one();
}

WriteLock::WriteLock(State& state) : state_(&state) {
  if (!state.writing.enter(state.options.patience))
    throw FileError("store.locked", state.path + " has been written by another thread for " + std::to_string(state.options.patience) + " ms; try again");
  try {
    state.sidecar.lock(state.options.patience);
  } catch (...) {
    state.writing.leave();
    throw;
  }
}

WriteLock::~WriteLock() {
  state_->sidecar.unlock();
  state_->writing.leave();
}

Snapshot::Snapshot(State& state, const access::Principal& principal) : state_(&state) {
  state.check_process();
  Connection* connection = nullptr;
  if (state.in_memory()) {
    only_ = std::make_unique<WriteLock>(state);
    connection = state.writer.get();
  } else {
    own_ = state.take_reader();
    connection = own_.get();
  }
  transaction_ = std::make_unique<Transaction>(*connection, "BEGIN");
  const Timestamp now = state.now();
  view_ = View{.state = &state, .connection = connection, .policy = state.policy(*connection, principal, now), .now = now};
}

Snapshot::~Snapshot() {
  transaction_.reset();
  if (own_) state_->give_reader(std::move(own_));
}

}  // namespace guanxi::store::detail
