#include "ownership.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/model/dossier.hpp>

#include <algorithm>

#include "belongs_sql.hpp"

namespace guanxi::store::detail {

std::vector<access::Ownership> owners_of(const View& view, const Table& table, const Uuid& id) {
  const Table& customers = view.state->tables.of(kind_info<Customer>());
  const std::string key = "p." + customers.key_column();
  const std::string link = &table == &customers ? key + " = r." + table.key_column() : BelongsSql(view.state->tables, customers.kind().tag).parents(table, "r", key);
  Cursor row = view.connection->prepare("SELECT " + key + ", p." + customers.owner()->column + ", p." + customers.team()->column + " FROM " + table.name() + " r, " + customers.name() + " p WHERE r.tenant = ?1 AND r." + table.key_column() +
                                        " = ?2 AND p.tenant = r.tenant AND " + link + " ORDER BY " + key);
  row.add(view.state->options.tenant).add(id);
  std::vector<access::Ownership> owners;
  while (row.step()) owners.push_back({.customer = {row.uuid(0)}, .owner = {row.uuid(1)}, .team = {row.uuid(2)}});
  return owners;
}

access::Explanation explain_action(const View& view, const Table& table, const Uuid& id, access::Action action) {
  if (table.kind().scope == Scope::shared) throw ArgumentError("store.shared", "rights are explained for customers and what belongs to them; a " + std::string(table.kind().name) + " belongs to none");
  const bool writes = action == access::Action::create || action == access::Action::edit || action == access::Action::remove;
  if (writes && table.kind().guard == Guard::reassign) action = access::Action::reassign;
  std::vector<access::Ownership> owners = owners_of(view, table, id);
  const auto allows = [&](access::Action asked) { return [&view, asked](const access::Ownership& of) { return view.policy.decide(asked, of).allowed; }; };
  auto chosen = std::ranges::find_if(owners, allows(action));
  if (chosen == owners.end()) chosen = std::ranges::find_if(owners, allows(access::Action::read));
  return view.policy.explain(action, chosen != owners.end() ? *chosen : access::Ownership{});
}

}  // namespace guanxi::store::detail
