#include "links.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <map>

namespace guanxi::io::detail {

namespace {

/// A record that stands for what a text says, to compare others with.
class Example {
 public:
  Example(const KindInfo& kind, std::string_view text) : kind_(&kind), record_(scratch_.append(kind)) {
    const Field* title = kind.with(Part::title);
    if (kind.read_text != nullptr) kind.read_text(record_, text);
    else if (title != nullptr) title->type->set(*title->type, title->in(record_), Value(text));
  }

  /// True if a record says the same wherever the example says something.
  [[nodiscard]] bool fits(const void* other) const {
    bool fits = true;
    for_each_leaf(kind_->record->fields, record_, [&](const Leaf& leaf) {
      const Value theirs = leaf.top->type->get ? leaf.top->type->get(*leaf.top->type, leaf.top->in(other)) : Value();
      fits = fits && text::fold(write_exact(leaf.type->get(*leaf.type, leaf.member))) == text::fold(write_exact(theirs));
    });
    return fits;
  }

  [[nodiscard]] bool says_something() const {
    bool any = false;
    for_each_leaf(kind_->record->fields, record_, [&](const Leaf&) { any = true; });
    return any;
  }

 private:
  const KindInfo* kind_;
  Records scratch_;
  void* record_;
};

/// Finds records by identifier and by name.
class Finder {
 public:
  Finder(const Catalogue& catalogue, Book& book) : book_(&book) {
    for (std::size_t i = 0; i < book.dossiers.size(); ++i)
      for (const KindInfo* kind : catalogue.kinds()) {
        const Records& records = book.dossiers[i].records();
        for (std::size_t at = 0; at < records.size(*kind); ++at) homes_[key_of(*kind, records.at(*kind, at))] = i;
      }
  }

  /// The dossier of a record, nullptr for a shared one.
  Dossier* home(const Uuid& record) {
    const auto found = homes_.find(record);
    return found == homes_.end() ? nullptr : &book_->dossiers[found->second];
  }

  void* record(const KindInfo& kind, const Uuid& id) {
    Dossier* dossier = home(id);
    return find(dossier ? dossier->records() : book_->shared, kind, [&](const void* at) { return key_of(kind, at) == id; });
  }

  /// The record of this name that a record of a dossier may mean.
  void* named(const KindInfo& kind, Dossier* dossier, std::string_view text) {
    if (kind.scope == Scope::shared) return by_name(book_->shared, kind, text);
    if (kind.scope == Scope::via) return dossier ? by_name(dossier->records(), kind, text) : nullptr;
    for (Dossier& other : book_->dossiers)
      if (void* found = by_name(other.records(), kind, text)) return found;
    return nullptr;
  }

  void note(const Uuid& record, Dossier* dossier) { homes_[record] = static_cast<std::size_t>(dossier - book_->dossiers.data()); }

 private:
  template <class Test>
  static void* find(Records& records, const KindInfo& kind, Test test) {
    for (std::size_t i = 0; i < records.size(kind); ++i)
      if (void* at = records.at(kind, i); test(at)) return at;
    return nullptr;
  }

  static void* by_name(Records& records, const KindInfo& kind, std::string_view text) {
    return find(records, kind, [&](const void* at) { return is_named(kind, at, text); });
  }

  Book* book_;
  std::map<Uuid, std::size_t> homes_;
};

FindingDetail detail_of(const PendingLink& link) {
  return {.kind = link.kind->name, .record = link.record, .field = link.path, .value = link.text, .label = link.label, .place = link.place};
}

/// Makes the record that a name stands for.
Uuid make_record(ImportState& state, const KindInfo& kind, Dossier& dossier, const PendingLink& link) {
  void* record = dossier.records().append(kind);
  const Field* title = kind.with(Part::title);
  if (kind.read_text != nullptr) kind.read_text(record, link.text);
  else if (title != nullptr) title->type->set(*title->type, title->in(record), Value(std::string_view(link.text)));
  set_keys(state, kind, record, dossier.customer().id.uuid);
  FindingDetail detail = detail_of(link);
  detail.detail = message_of(kind.label);
  state.findings.push_back(make_finding(finding_code("io.record_made"), detail));
  return key_of(kind, record);
}

void resolve(ImportState& state, Finder& finder, const PendingLink& link) {
  void* record = finder.record(*link.kind, link.record);
  if (record == nullptr) return;
  const Target target = reach(state.catalogue->fields(*link.kind), record, link.path);
  const KindInfo* kind = state.catalogue->kind_of(target.type->target);
  Dossier* dossier = finder.home(link.record);
  const void* found = kind ? finder.named(*kind, dossier, link.text) : nullptr;
  const bool may_stay_text = target.type->kind == TypeKind::ref;
  Uuid id = found ? key_of(*kind, found) : Uuid{};
  if (!id && !may_stay_text && kind && kind->scope == Scope::via && dossier) {
    id = make_record(state, *kind, *dossier, link);
    finder.note(id, dossier);
    record = finder.record(*link.kind, link.record);
  }
  if (!id) {
    if (!may_stay_text) keep_custom({link.kind, record, link.record}, link.place.header, link.text);
    state.findings.push_back(make_finding(finding_code("io.name_kept"), detail_of(link)));
    return;
  }
  const Target again = reach(state.catalogue->fields(*link.kind), record, link.path);
  again.type->set(*again.type, again.member, may_stay_text ? Value(RefValue{id, {}}) : Value(id));
}

}  // namespace

bool is_named(const KindInfo& kind, const void* record, std::string_view text) {
  const std::string folded = text::fold(text);
  if (folded.empty()) return false;
  for (const Field& field : kind.record->fields) {
    if (!has(field.notes.part, Part::title | Part::alias) || field.type->kind != TypeKind::text) continue;
    const Value name = field.type->get(*field.type, field.in(record));
    if (is_set(name) && text::fold(std::get<std::string_view>(name)) == folded) return true;
  }
  if (kind.read_text == nullptr) return false;
  const Example example(kind, text);
  return example.says_something() && example.fits(record);
}

void resolve_links(ImportState& state, Book& book) {
  Finder finder(*state.catalogue, book);
  std::vector<PendingLink> links;
  links.swap(state.links);
  for (const PendingLink& link : links) resolve(state, finder, link);
}

}  // namespace guanxi::io::detail
