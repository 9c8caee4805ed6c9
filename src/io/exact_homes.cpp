#include "exact_homes.hpp"

#include <map>
#include <optional>

#include "exact_fill.hpp"
#include "export_entries.hpp"

namespace guanxi::io::detail {

namespace {

class HomeFinder {
 public:
  HomeFinder(const Catalogue& catalogue, std::vector<HomeRow>& rows) : catalogue_(&catalogue), rows_(&rows) {}

  std::vector<std::pair<std::size_t, HomeRow::Link>> find() {
    for (HomeRow& row : *rows_) {
      if (row.kind->scope == Scope::own) settle(row, count_++);
      else if (row.kind->scope == Scope::shared) row.home = shared_home;
      else open_.push_back(&row);
    }
    const std::size_t customers = count_;
    while (follow_parents()) {}
    for (HomeRow* row : open_) {
      row->lost = !(row->parents.empty() && customers == 1);
      row->home = row->lost ? new_home(*row) : 0;
    }
    return std::move(made_);
  }

 private:
  void settle(HomeRow& row, std::size_t home) {
    row.home = home;
    if (row.key) homes_.emplace(HomeRow::Link{row.kind->tag, row.key}, home);
  }

  /// @return  true if any row found its parent
  bool follow_parents() {
    return std::erase_if(open_, [this](HomeRow* row) {
             const auto home = home_of_parent(*row);
             if (home) settle(*row, *home);
             return home.has_value();
           }) != 0;
  }

  [[nodiscard]] std::optional<std::size_t> home_of_parent(const HomeRow& row) const {
    for (const HomeRow::Link& parent : row.parents)
      if (const auto found = homes_.find(parent); found != homes_.end()) return found->second;
    return std::nullopt;
  }

  std::size_t new_home(const HomeRow& row) {
    for (const HomeRow::Link& parent : row.parents) {
      const KindInfo* kind = catalogue_->kind_of(parent.tag);
      if (kind == nullptr || kind->scope != Scope::own) continue;
      const auto [home, fresh] = homes_.emplace(parent, count_);
      if (fresh) made_.emplace_back(count_++, parent);
      return home->second;
    }
    if (!orphans_) orphans_ = count_++;
    return *orphans_;
  }

  const Catalogue* catalogue_;
  std::vector<HomeRow>* rows_;
  std::vector<HomeRow*> open_;
  std::map<HomeRow::Link, std::size_t> homes_;
  std::vector<std::pair<std::size_t, HomeRow::Link>> made_;
  std::size_t count_ = 0;
  std::optional<std::size_t> orphans_;
};

}  // namespace

std::vector<std::pair<std::size_t, HomeRow::Link>> find_homes(const Catalogue& catalogue, std::vector<HomeRow>& rows) {
  return HomeFinder(catalogue, rows).find();
}

HomeRow home_row(const KindInfo& kind, const void* record) {
  HomeRow row{.kind = &kind, .key = exact_key(kind, record)};
  for (const Field& field : kind.record->fields) {
    if (!has(field.notes.part, Part::parent) || field.type->get == nullptr) continue;
    const Value value = field.type->get(*field.type, field.in(record));
    if (const auto* id = std::get_if<Uuid>(&value)) row.parents.push_back({field.type->target, *id});
    else if (const auto* ref = std::get_if<RefValue>(&value); ref != nullptr && ref->id) row.parents.push_back({field.type->target, ref->id});
  }
  return row;
}

}  // namespace guanxi::io::detail
