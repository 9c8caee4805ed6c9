#pragma once
/// @file
/// What all sessions of a store share: connections, locks, tables, and what is known of people's rights.

#include <guanxi/access/audit.hpp>
#include <guanxi/access/policy.hpp>
#include <guanxi/store/store.hpp>

#include <sys/types.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "connection.hpp"
#include "key_rows.hpp"
#include "sidecar_lock.hpp"
#include "table.hpp"

namespace guanxi::store::detail {

/// What is known of people's rights as of one write to them.
struct Rights {
  std::int64_t sequence = -1;  ///< last write to users, teams, roles, shares or absences
  Date today{};
  access::Directory directory{};
  std::map<std::string, access::Policy> policies{};  ///< by principal
};

/// Lets one thread in at a time.
class Turnstile {
 public:
  /// @param patience  how long to wait, in milliseconds
  /// @return  false if the time is over
  [[nodiscard]] bool enter(int patience);
  void leave() noexcept;

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  bool taken_ = false;
};

/// Shared by a store and its sessions.
struct State {
  State(std::string path, const OpenOptions& options);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  OpenOptions options;
  std::string path;
  Keyring keys;
  Catalogue catalogue;
  Tables tables;
  access::Chain chain;

  Turnstile writing;                        ///< one writer in this process
  SidecarLock sidecar;                      ///< one writer among all processes
  std::unique_ptr<Connection> writer;       ///< the only connection that writes and checkpoints

  /// @throws Error  `store.forked` in a process that did not open the store: SQLite's locks do not survive a fork
  void check_process() const;
  /// True for a store that lives in memory and has but one connection.
  [[nodiscard]] bool in_memory() const noexcept { return path == ":memory:"; }
  [[nodiscard]] Timestamp now() const { return options.clock(); }

  /// A new connection to a file of this store.
  /// @param at  its own path, or that of a copy
  [[nodiscard]] std::unique_ptr<Connection> connect(const std::string& at, Use use, const std::string& vfs) const;
  /// A connection for reading; give it back when done.
  [[nodiscard]] std::unique_ptr<Connection> take_reader();
  void give_reader(std::unique_ptr<Connection> reader) noexcept;

  /// Rights of a principal as a connection's transaction sees them.
  [[nodiscard]] access::Policy policy(Connection& connection, const access::Principal& principal, Timestamp now);
  /// The same inside a transaction that has changed people's rights itself: not kept.
  [[nodiscard]] access::Policy fresh_policy(Connection& connection, const access::Principal& principal, Timestamp now) const;

 private:
  friend class WriteLock;
  pid_t process_;
  std::mutex pool_;
  std::vector<std::unique_ptr<Connection>> readers_;
  std::mutex rights_mutex_;
  Rights rights_;
};

/// Holds both locks of the writer.
class WriteLock {
 public:
  /// @throws FileError  `store.locked`
  explicit WriteLock(State& state);
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;
  ~WriteLock();

 private:
  State* state_;
};

/// One moment of the store as a principal may see it.
struct View {
  State* state{};
  Connection* connection{};
  access::Policy policy;
  Timestamp now{};

  [[nodiscard]] const access::Filter& filter(access::Action action) const { return policy.filter(action); }
};

/// A read transaction on a connection of its own, or on the writer's where there is but one.
class Snapshot {
 public:
  Snapshot(State& state, const access::Principal& principal);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot();

  [[nodiscard]] const View& view() const noexcept { return *view_; }

 private:
  State* state_;
  std::unique_ptr<WriteLock> only_;  ///< for a store with one connection
  std::unique_ptr<Connection> own_;
  std::unique_ptr<Transaction> transaction_;
  std::optional<View> view_;
};

}  // namespace guanxi::store::detail
