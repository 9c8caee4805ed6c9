#include "belongs_sql.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::store::detail {

namespace {

std::string concat(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

/// Statements that give identifiers, as one.
std::string united(const std::vector<std::string>& ways) {
  std::string text;
  for (const std::string& way : ways) text += (text.empty() ? "" : " UNION ALL ") + way;
  return text;
}

std::string linked_parents(const Table& child, const std::string& alias) { return "SELECT l.parent_id FROM parent_link l WHERE l.tenant = r.tenant AND l.record_id = " + alias + "." + child.key_column(); }

}  // namespace

/// A record has few children: SQLite, which knows no numbers of an unanalyzed file, is told so to start from the link.
std::string BelongsSql::children(const Table& child, const std::string& alias, const std::string& id) {
  if (const auto& lines = child.parents(); lines.size() == 1 && lines.front().inside == nullptr && lines.front().target == target_) return "likelihood(" + alias + "." + lines.front().slot->column + " = " + id + ", 0.0001)";
  std::vector<std::string> ways;
  for (const ParentLine& line : child.parents()) {
    const std::string parent = line.target == target_ ? " = " + id : children_of_middle(line, alias, id);
    if (parent.empty()) continue;
    if (line.inside == nullptr) ways.push_back(concat({"SELECT c.", child.key_column(), " FROM ", child.name(), " c WHERE c.tenant = r.tenant AND c.", line.slot->column, parent}));
    else ways.push_back("SELECT l.record_id FROM parent_link l WHERE l.tenant = r.tenant AND l.parent_id" + parent);
  }
  return ways.empty() ? "0" : alias + "." + child.key_column() + " IN (" + united(ways) + ")";
}

std::string BelongsSql::parents(const Table& child, const std::string& alias, const std::string& id) {
  if (const auto& lines = child.parents(); lines.size() == 1 && lines.front().inside == nullptr && lines.front().target == target_) return id + " = " + alias + "." + lines.front().slot->column;
  std::vector<std::string> ways;
  for (const ParentLine& line : child.parents()) {
    if (line.target != target_) {
      if (std::string way = parents_of_middle(line, child, alias, id); !way.empty()) ways.push_back(std::move(way));
    } else if (line.inside == nullptr) {
      ways.push_back("SELECT " + alias + "." + line.slot->column);
    } else {
      ways.push_back(linked_parents(child, alias));
    }
  }
  return ways.empty() ? "0" : id + " IN (" + united(ways) + ")";
}

/// The table between, unless the way goes through it already.
const Table* BelongsSql::enter(const ParentLine& line) {
  const Table* middle = tables_->tagged(line.target);
  if (middle == nullptr || std::ranges::find(seen_, middle) != seen_.end()) return nullptr;
  seen_.push_back(middle);
  return middle;
}

std::string BelongsSql::children_of_middle(const ParentLine& line, const std::string& alias, const std::string& id) {
  const Table* middle = enter(line);
  if (middle == nullptr) return {};
  const std::string inner = alias + "_m";
  std::string text = " IN (SELECT " + inner + "." + middle->key_column() + " FROM " + middle->name() + " " + inner + " WHERE " + inner + ".tenant = r.tenant AND " + children(*middle, inner, id) + ")";
  seen_.pop_back();
  return text;
}

std::string BelongsSql::parents_of_middle(const ParentLine& line, const Table& child, const std::string& alias, const std::string& id) {
  const Table* middle = enter(line);
  if (middle == nullptr) return {};
  const std::string inner = alias + "_m";
  const std::string key = inner + "." + middle->key_column() + (line.inside == nullptr ? " = " + alias + "." + line.slot->column : " IN (" + linked_parents(child, alias) + ")");
  std::string text = "SELECT " + id + " FROM " + middle->name() + " " + inner + " WHERE " + inner + ".tenant = r.tenant AND " + key + " AND " + parents(*middle, inner, id);
  seen_.pop_back();
  return text;
}

}  // namespace guanxi::store::detail
