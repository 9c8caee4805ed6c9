#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/model/meta.hpp>

#include <algorithm>
#include <map>
#include <optional>

#include "overlay.hpp"

namespace guanxi::desk {

namespace {

using store::Session;
using store::Written;

Uuid key_of(const KindInfo& kind, const void* record) { return *static_cast<const Uuid*>(kind.with(Part::key)->in(record)); }

Meta* meta_of(const KindInfo& kind, void* record) {
  for (const Field& field : kind.record->fields)
    if (field.type->record == &record_info<Meta>()) return static_cast<Meta*>(field.in(record));
  return nullptr;
}

std::string text_of(const Field& field, const void* record) { return field.type->get != nullptr ? write_exact(field.type->get(*field.type, field.in(record))) : std::string(); }

/// Fields that tell customers and shared records apart: official numbers, then the title.
std::vector<const Field*> names_of(const KindInfo& kind) {
  std::vector<const Field*> names;
  for (const Field& field : kind.record->fields)
    if (field.notes.format == Format::uscc) names.push_back(&field);
  if (const Field* title = kind.with(Part::title); title != nullptr && title->type->kind == TypeKind::text) names.push_back(title);
  return names;
}

/// One record, read from the store without its C++ type.
struct Stored {
  Records records{};
  void* record = nullptr;
};

std::optional<Stored> read(const Session& session, const KindInfo& kind, const Uuid& id) {
  Stored stored;
  stored.record = stored.records.append(kind);
  return id && session.try_read(kind, id, stored.record) ? std::optional(std::move(stored)) : std::nullopt;
}

/// Writes a book record by record.
class Importer {
 public:
  Importer(Session& session, const Catalogue& catalogue, const ImportOptions& options, ImportReport& report)
      : session_(&session), catalogue_(&catalogue), options_(&options), report_(&report) {
    for (const KindInfo* kind : catalogue.kinds()) report.kinds.push_back({.kind = std::string(kind->name)});
  }

  void shared(const Records& records) {
    Records copy(records);
    for (const KindInfo* kind : catalogue_->kinds())
      for (std::size_t i = 0; i < copy.size(*kind); ++i) find_place(*kind, copy.at(*kind, i), match(*kind, copy.at(*kind, i)));
    for (const KindInfo* kind : catalogue_->kinds())
      for (std::size_t i = 0; i < copy.size(*kind); ++i) attempt(*kind, [&](Session& part) { write(part, *kind, copy.at(*kind, i)); });
  }

  /// A customer and what belongs to it hold together: whole, or refused with a finding.
  void dossier(const Dossier& given) {
    Dossier copy(given);
    Records& records = copy.records();
    const KindInfo& own = kind_info<Customer>();
    const std::optional<Stored> known = match(own, &copy.customer());
    find_place(own, &copy.customer(), known);
    std::optional<Dossier> before;
    if (known) before = session_->dossier(Id<Customer>{key_of(own, known->record)});
    for (const KindInfo* kind : catalogue_->kinds())
      if (kind->scope == Scope::via)
        for (std::size_t i = 0; i < records.size(*kind); ++i) place_child(*kind, records.at(*kind, i), before ? &before->records() : nullptr);
    attempt(own, [&](Session& part) { write(part, own, &copy.customer()); });
    if (!written_) return refuse_children(records);
    for (const KindInfo* kind : catalogue_->kinds())
      if (kind->scope == Scope::via)
        for (std::size_t i = 0; i < records.size(*kind); ++i) attempt(*kind, [&](Session& part) { write(part, *kind, records.at(*kind, i)); });
  }

 private:
  KindCount& count(const KindInfo& kind) { return *std::ranges::find(report_->kinds, kind.name, &KindCount::kind); }

  /// The stored record that an imported one speaks of.
  std::optional<Stored> match(const KindInfo& kind, const void* record) const {
    if (auto same = read(*session_, kind, key_of(kind, record))) return same;
    for (const Field* name : names_of(kind)) {
      const std::string folded = text::fold(text_of(*name, record));
      if (folded.empty()) continue;
      store::SearchOptions options{.kinds = {std::string(kind.name)}};
      do {
        const store::SearchPage page = session_->search(text_of(*name, record), options);
        for (const store::Hit& hit : page.hits)
          if (auto stored = read(*session_, kind, hit.record); stored && text::fold(text_of(*name, stored->record)) == folded) return stored;
        options.after = page.next;
      } while (options.after != 0);
    }
    return std::nullopt;
  }

  /// Notes under which identifier a record will lie.
  void find_place(const KindInfo& kind, const void* record, const std::optional<Stored>& known) { ids_[key_of(kind, record)] = known ? key_of(kind, known->record) : key_of(kind, record); }

  void place_child(const KindInfo& kind, const void* record, Records* siblings) {
    const Uuid id = key_of(kind, record);
    const void* same = siblings != nullptr ? twin(*siblings, kind, record) : nullptr;
    ids_[id] = same != nullptr ? key_of(kind, same) : id;
  }

  /// What a record says, apart from identifiers, links and what the library keeps itself.
  std::string content(const KindInfo& kind, const void* record) const {
    std::string text;
    for_each_leaf(catalogue_->fields(kind), record, [&](const Leaf& leaf) {
      const bool upkeep = has(leaf.top->notes.part, Part::upkeep) && leaf.top->type->kind != TypeKind::custom;
      if (upkeep || leaf.type->get == nullptr || leaf.type->kind == TypeKind::id || leaf.type->kind == TypeKind::ref) return;
      ((text += leaf.path) += '=') += write_exact(leaf.type->get(*leaf.type, leaf.member)) + '\n';
    });
    return text;
  }

  /// The record of the same identifier, of the same title and event time, or of the same content; each stands for one imported
  /// record only.
  const void* twin(Records& siblings, const KindInfo& kind, const void* record) {
    const Field* title = kind.with(Part::title);
    const Field* event = kind.with(Part::event);
    const std::string name = title != nullptr ? text::fold(text_of(*title, record)) : std::string();
    const auto first = [&](const auto& fits) -> const void* {
      for (std::size_t i = 0; i < siblings.size(kind); ++i)
        if (const void* at = siblings.at(kind, i); !taken_.contains(key_of(kind, at)) && fits(at)) return at;
      return nullptr;
    };
    const void* found = first([&](const void* at) { return key_of(kind, at) == key_of(kind, record); });
    if (found == nullptr) {
      const std::string said = content(kind, record);
      found = first([&](const void* at) { return content(kind, at) == said; });
    }
    if (found == nullptr && !name.empty())
      found = first([&](const void* at) { return text::fold(text_of(*title, at)) == name && (event == nullptr || text_of(*event, at) == text_of(*event, record)); });
    if (found != nullptr) taken_[key_of(kind, found)] = true;
    return found;
  }

  /// Links between imported records lead to where those lie in the store.
  void relink(const Type& type, void* member) {
    if (type.kind == TypeKind::list)
      for (std::size_t i = 0; i < type.list->size(member); ++i) relink(*type.element, type.list->at(member, i));
    else if (type.kind == TypeKind::record)
      for (const Field& field : type.record->fields) relink(*field.type, field.in(member));
    else if (type.kind == TypeKind::id || type.kind == TypeKind::ref)
      relink_leaf(type, member);
  }

  void relink_leaf(const Type& type, void* member) {
    const Value value = type.get(type, member);
    const auto place = [&](const Uuid& id) {
      const auto found = ids_.find(id);
      return found != ids_.end() ? found->second : id;
    };
    if (const Uuid* id = std::get_if<Uuid>(&value)) return type.set(type, member, place(*id));
    const auto* reference = std::get_if<RefValue>(&value);
    if (reference == nullptr) return;
    const std::string name(reference->text);
    type.set(type, member, RefValue{place(reference->id), name});
  }

  /// Runs a write that can be undone alone; a refusal is a finding.
  void attempt(const KindInfo& kind, const std::function<void(Session&)>& write) {
    written_ = false;
    try {
      session_->transaction([&](Session& part) { write(part); });
      written_ = true;
    } catch (const FileError&) {
      throw;
    } catch (const Error& error) {
      ++count(kind).refused;
      report_->findings.push_back(make_finding(finding_code("desk.refused"), {.kind = kind.name, .record = last_, .value = title_, .detail = {error.what(), error.what()}}));
    }
  }

  void refuse_children(Records& records) {
    for (const KindInfo* kind : catalogue_->kinds())
      if (kind->scope == Scope::via) count(*kind).refused += records.size(*kind);
  }

  void write(Session& session, const KindInfo& kind, void* record) {
    for (const Field& field : kind.record->fields) relink(*field.type, field.in(record));
    last_ = key_of(kind, record);
    const Field* title = kind.with(Part::title);
    title_ = title != nullptr ? text_of(*title, record) : std::string();
    auto stored = read(session, kind, last_);
    if (stored) lay_over(kind, stored->record, record);
    else if (Meta* meta = meta_of(kind, record)) meta->version.reset(), meta->hidden.clear();
    const Written done = session.write(kind, stored ? stored->record : record, options_->reason);
    KindCount& counted = count(kind);
    ++(done == Written::created ? counted.created : done == Written::edited ? counted.updated : counted.unchanged);
  }

  void lay_over(const KindInfo& kind, void* stored, void* addition) {
    Meta* meta = meta_of(kind, stored);
    const Meta* news = meta_of(kind, addition);
    detail::overlay(catalogue_->fields(kind), stored, addition, [&](const detail::Replaced& replaced) { return replace(kind, stored, meta, news, replaced); });
    if (meta == nullptr || news == nullptr) return;
    for (const FieldFact& fact : news->field_facts)
      if (std::ranges::find(meta->field_facts, fact) == meta->field_facts.end()) meta->field_facts.push_back(fact);
  }

  static std::optional<Date> seen_on(const Meta* meta, const std::string& path) {
    if (meta == nullptr) return std::nullopt;
    const auto fact = std::ranges::find(meta->field_facts, path, &FieldFact::path);
    return fact == meta->field_facts.end() ? std::nullopt : std::max(fact->observed_on, fact->confirmed_on);
  }

  /// What was observed earlier does not replace what was observed later.
  bool replace(const KindInfo& kind, const void* stored, Meta* meta, const Meta* news, const detail::Replaced& replaced) {
    const std::optional<Date> ours = seen_on(meta, replaced.path), theirs = seen_on(news, replaced.path);
    const bool older = ours && theirs && *theirs < *ours;
    if (older) note_rival(*meta, replaced);
    report_->findings.push_back(make_finding(older ? finding_code("desk.older") : finding_code("desk.replaced"),
                                             {.kind = kind.name, .record = key_of(kind, stored), .field = replaced.path, .value = replaced.after, .label = {std::string(replaced.field->label.zh), std::string(replaced.field->label.en)}, .detail = {replaced.before, replaced.before}}));
    return !older;
  }

  static void note_rival(Meta& meta, const detail::Replaced& replaced) {
    auto fact = std::ranges::find(meta.field_facts, replaced.path, &FieldFact::path);
    if (std::ranges::find(fact->rivals, replaced.exact) == fact->rivals.end()) fact->rivals.push_back(replaced.exact);
  }

  Session* session_;
  const Catalogue* catalogue_;
  const ImportOptions* options_;
  ImportReport* report_;
  std::map<Uuid, Uuid> ids_;
  std::map<Uuid, bool> taken_;
  bool written_ = false;
  Uuid last_{};
  std::string title_{};
};

}  // namespace

ImportReport import_book(store::Session& session, const Catalogue& catalogue, const Book& book, const ImportOptions& options) {
  ImportReport report;
  session.transaction([&](Session& inside) {
    Importer importer(inside, catalogue, options, report);
    importer.shared(book.shared);
    for (std::size_t i = 0; i < book.dossiers.size(); ++i) {
      importer.dossier(book.dossiers[i]);
      if (options.progress) options.progress(i + 1, book.dossiers.size());
    }
  });
  std::erase_if(report.kinds, [](const KindCount& kind) { return kind == KindCount{.kind = kind.kind}; });
  return report;
}

ImportReport import_file(store::Session& session, const Catalogue& catalogue, const std::string& path, const ImportOptions& options) {
  io::BookImport read = io::load_book(catalogue, path, {.calendar = options.calendar, .currency = options.currency, .now = options.now, .seed = options.seed});
  ImportOptions named = options;
  if (named.reason.empty()) named.reason = path;
  ImportReport report = import_book(session, catalogue, read.book, named);
  report.files = std::move(read.files);
  report.findings.insert(report.findings.begin(), read.findings.begin(), read.findings.end());
  return report;
}

}  // namespace guanxi::desk
