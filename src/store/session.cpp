#include <guanxi/core/error.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/query_text.hpp>

#include <type_traits>

#include "errors.hpp"
#include "history.hpp"
#include "ownership.hpp"
#include "query_run.hpp"
#include "read_records.hpp"
#include "search_index.hpp"
#include "state.hpp"
#include "unit.hpp"

namespace guanxi::store {

namespace {

using detail::guarded;

/// Calls a function with the moment to read: that of the running transaction, or a new one.
template <class Read>
decltype(auto) reading(detail::State& state, const access::Principal& principal, detail::Unit* unit, const Read& read) {
  return guarded([&]() -> std::invoke_result_t<Read, const detail::View&> {
    if (unit != nullptr) return read(unit->view());
    const detail::Snapshot moment(state, principal);
    return read(moment.view());
  });
}

/// Calls a function with the running unit of work, or with one of its own that is then committed.
template <class Write>
decltype(auto) writing(detail::State& state, const access::Principal& principal, detail::Unit* unit, const Write& write) {
  return guarded([&]() -> std::invoke_result_t<Write, detail::Unit&> {
    if (unit != nullptr) return write(*unit);
    detail::Unit own(state, principal);
    if constexpr (std::is_void_v<std::invoke_result_t<Write, detail::Unit&>>) {
      write(own);
      own.commit();
    } else {
      auto result = write(own);
      own.commit();
      return result;
    }
  });
}

[[noreturn]] void not_found(std::string_view kind, const std::string& name) {
  throw NotFoundError("store.not_found", "there is no " + std::string(kind) + " " + name + " that you may read");
}

/// A part of a running transaction, undone alone if the function throws.
void run_part(Session& session, detail::Unit& unit, const std::function<void(Session&)>& work) {
  const detail::ChainHead mark = unit.mark();
  try {
    detail::Savepoint part(unit.connection(), unit.depth++);
    work(session);
    part.keep();
    --unit.depth;
  } catch (...) {
    --unit.depth;
    unit.return_to(mark);
    throw;
  }
}

}  // namespace

bool Session::covers(access::Action action, std::optional<Id<User>> owner) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) {
    const access::Filter& filter = view.filter(action);
    return filter.everything || (owner && filter.admits({.customer = {}, .owner = *owner, .team = {}}));
  });
}

access::Explanation Session::explain(const KindInfo& kind, access::Action action, const Uuid& id) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) {
    const detail::Table& table = state_->tables.of(kind);
    if (!detail::is_there(view, table, id)) not_found(kind.name, to_string(id));
    return detail::explain_action(view, table, id, action);
  });
}

bool Session::try_read(const KindInfo& kind, const Uuid& id, void* record) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::read_record(view, state_->tables.of(kind), id, record); });
}

void Session::read(const KindInfo& kind, const Uuid& id, void* record) const {
  if (!try_read(kind, id, record)) not_found(kind.name, to_string(id));
}

std::string Session::find(const KindInfo& kind, const Query& query, void* list) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::find_records(view, state_->tables.of(kind), query, list); });
}

std::int64_t Session::count(const KindInfo& kind, const Condition& where, std::optional<Date> as_of) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::count_records(view, state_->tables.of(kind), where, as_of); });
}

Groups Session::summarize(const KindInfo& kind, const Summary& summary) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::summarize_records(view, state_->tables.of(kind), summary); });
}

Query Session::query(const KindInfo& kind, std::string_view text) const {
  return parse_query(state_->catalogue, kind, text, {.calendar = state_->options.calendar, .reference = {}, .currency = {}});
}

Written Session::write(const KindInfo& kind, void* record, std::string_view reason) {
  return writing(*state_, principal_, unit_, [&](detail::Unit& unit) { return unit.put(state_->tables.of(kind), record, reason); });
}

void Session::erase(const KindInfo& kind, const Uuid& id, std::string_view reason, std::optional<std::int64_t> version) {
  writing(*state_, principal_, unit_, [&](detail::Unit& unit) { unit.remove(state_->tables.of(kind), id, reason, version); });
}

Dossier Session::dossier(Id<Customer> id) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) {
    auto found = detail::read_dossier(view, id.uuid);
    if (!found) not_found(kind_info<Customer>().name, to_string(id));
    return std::move(*found);
  });
}

Dossier Session::dossier(std::string_view name) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) {
    const auto id = detail::find_named(view, state_->tables.of(kind_info<Customer>()), name);
    auto found = id ? detail::read_dossier(view, *id) : std::nullopt;
    if (!found) not_found(kind_info<Customer>().name, "called “" + std::string(name) + "”");
    return std::move(*found);
  });
}

Book Session::book(access::Action action) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::read_book(view, action); });
}

SearchPage Session::search(std::string_view input, const SearchOptions& options) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::search(view, input, options); });
}

std::int64_t Session::search_count(std::string_view input, const SearchOptions& options) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) { return detail::count_hits(view, input, options); });
}

std::vector<Change> Session::history(const Uuid& id) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) {
    auto found = detail::read_history(view, id);
    if (!found) not_found("record", to_string(id));
    return std::move(*found);
  });
}

std::vector<FieldChange> Session::differences(const Uuid& id, Timestamp before, Timestamp after) const {
  return reading(*state_, principal_, unit_, [&](const detail::View& view) {
    auto found = detail::read_differences(view, id, before, after);
    if (!found) not_found("record", to_string(id));
    return std::move(*found);
  });
}

Past Session::recorded_at(Timestamp at) const { return {*this, at}; }

void Past::read(const KindInfo& kind, const Uuid& id, void* record) const {
  const bool found = reading(*session_.state_, session_.principal_, session_.unit_, [&](const detail::View& view) { return detail::read_past(view, view.state->tables.of(kind), id, at_, record); });
  if (!found) not_found(kind.name, to_string(id));
}

Dossier Past::dossier(Id<Customer> id) const {
  return reading(*session_.state_, session_.principal_, session_.unit_, [&](const detail::View& view) {
    auto found = detail::read_past_dossier(view, id.uuid, at_);
    if (!found) not_found(kind_info<Customer>().name, to_string(id));
    return std::move(*found);
  });
}

void Session::transaction(const std::function<void(Session&)>& work) {
  guarded([&] {
    if (unit_ != nullptr) return run_part(*this, *unit_, work);
    detail::Unit unit(*state_, principal_);
    Session inside(state_, principal_, &unit);
    work(inside);
    unit.commit();
  });
}

}  // namespace guanxi::store
