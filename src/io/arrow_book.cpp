#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/io/arrow_tables.hpp>

#include "arrow_read.hpp"
#include "exact_homes.hpp"
#include "links.hpp"
#include "merge.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace guanxi::io {

namespace detail {

namespace {

ImportState arrow_state(const Catalogue& catalogue, const ArrowReadOptions& options) {
  return {.catalogue = &catalogue, .options = {.calendar = options.calendar, .currency = options.currency, .now = options.now, .seed = options.seed},
          .ids = IdGenerator(options.now, options.seed), .findings = {}, .links = {}};
}

/// Shared records, then customers, then the others as the catalogue has them.
std::size_t reading_rank(const Catalogue& catalogue, const KindInfo& kind) {
  if (kind.scope != Scope::via) return kind.scope == Scope::shared ? 0 : 1;
  const std::vector<const KindInfo*> kinds = catalogue.kinds();
  return 2 + static_cast<std::size_t>(std::ranges::find(kinds, &kind) - kinds.begin());
}

/// Joins the records of several tables.
class ArrowJoiner {
 public:
  explicit ArrowJoiner(ImportState state) : state_(std::move(state)), index_(*state_.catalogue) {}

  void add(ArrowSource& source) {
    const std::string name = source.name.empty() ? std::string(source.kind->plural) : source.name;
    ArrowRecordTable table = read_arrow_table(state_, index_, *source.kind, source.stream, name, ArrowTableUse::in_book);
    if (source.kind->scope == Scope::shared) add_shared(table);
    else if (source.kind->scope == Scope::own) add_customers(table);
    else belonging_.push_back(std::move(table));
  }

  ExactBook finish() {
    require_parents();
    for (ArrowRecordTable& table : belonging_) find_customers(table);
    settle_homes();
    for (ArrowRecordTable& table : belonging_) add_belonging(table);
    resolve_links(state_, book_);
    return {std::move(book_), std::move(state_.findings)};
  }

 private:
  /// Names of a customer, those that tell it from others first.
  struct Names {
    std::vector<std::string> all{};
    std::size_t telling{};
  };

  void say(const FindingCode& code, const KindInfo& kind, const Uuid& record, std::string_view value, const Place& place) {
    state_.findings.push_back(make_finding(code, {.kind = kind.name, .record = record, .value = value, .place = place}));
  }

  static const ArrowRowNotes& notes_of(const ArrowRecordTable& table, std::size_t row) {
    static const ArrowRowNotes none;
    const auto found = table.notes.find(row);
    return found == table.notes.end() ? none : found->second;
  }

  static Place place_of(const ArrowRecordTable& table, std::size_t row) { return {.file = table.file, .row = static_cast<int>(row) + 1}; }

  void add_shared(ArrowRecordTable& table) {
    for (std::size_t row = 0; row < table.records.size(*table.kind); ++row) book_.shared.adopt(*table.kind, table.records.at(*table.kind, row));
  }

  // -- customers --

  void add_customers(ArrowRecordTable& table) {
    customer_ = table.kind;
    for (std::size_t row = 0; row < table.records.size(*table.kind); ++row) {
      const ArrowRowNotes& notes = notes_of(table, row);
      const std::size_t home = add_customer(table, row);
      if (!notes.key.empty()) by_key_.emplace(notes.key, home);
      describe(notes.others, home, place_of(table, row));
    }
  }

  /// Records of other kinds that a row describes.
  void describe(const std::vector<Entry>& entries, std::size_t home, const Place& place) {
    if (entries.empty()) return;
    Dossier described;
    if (customer_ != nullptr) set_key(described, key_of(*customer_, customer_of(home)));
    assemble(state_, entries, described, book_.shared);
    merge(state_, book_.dossiers[home], std::move(described), place);
  }

  void set_key(Dossier& dossier, const Uuid& id) const {
    const Field* key = customer_->with(Part::key);
    if (key != nullptr && id) key->type->set(*key->type, key->in(dossier.records().at(*customer_, 0)), id);
  }

  [[nodiscard]] void* customer_of(std::size_t home) { return book_.dossiers[home].records().at(*customer_, 0); }

  std::size_t add_customer(ArrowRecordTable& table, std::size_t row) {
    void* record = table.records.at(*table.kind, row);
    const Uuid id = key_of(*table.kind, record);
    const bool exact = table.has_key && notes_of(table, row).key.empty();
    const auto names = names_of(*table.kind, record);
    const std::optional<std::size_t> same = exact ? known_id(id) : known_name(names);
    if (!exact && names.all.empty()) say(finding_code("io.customer_missing"), *table.kind, id, {}, place_of(table, row));
    if (!same) return open(table.kind, record, names);
    Dossier addition = dossier_of(*table.kind, record);
    merge(state_, book_.dossiers[*same], std::move(addition), place_of(table, row));
    say(finding_code("io.customer_merged"), *table.kind, key_of(*customer_, customer_of(*same)), names.all.empty() ? std::string() : names.all.front(), place_of(table, row));
    return *same;
  }

  static Dossier dossier_of(const KindInfo& kind, void* record) {
    Dossier made;
    kind.list->list->resize(made.records().list(kind), 0);
    made.records().adopt(kind, record);
    return made;
  }

  std::size_t open(const KindInfo* kind, void* record, const Names& names) {
    const std::size_t home = book_.dossiers.size();
    book_.dossiers.push_back(dossier_of(*kind, record));
    if (const Uuid id = key_of(*kind, customer_of(home))) by_id_.emplace(id, home);
    for (const std::string& name : names.all) by_name_.emplace(text::fold(name), home);
    return home;
  }

  /// What people call a customer, and by which of it two are one: an identifier of a fixed shape, the title, another name only
  /// where there is no title.
  static Names names_of(const KindInfo& kind, const void* record) {
    std::vector<std::string> identifiers, titles, others;
    for (const Field& field : kind.record->fields) {
      if (field.type->kind != TypeKind::text || !has(field.notes.part, Part::title | Part::alias)) continue;
      const Value value = field.type->get(*field.type, field.in(record));
      if (!is_set(value)) continue;
      std::vector<std::string>& list = field.notes.format != Format::any ? identifiers : has(field.notes.part, Part::title) ? titles : others;
      list.emplace_back(std::get<std::string_view>(value));
    }
    Names names{.all = identifiers, .telling = identifiers.size() + (titles.empty() ? others.size() : titles.size())};
    for (const auto* list : {&titles, &others}) names.all.insert(names.all.end(), list->begin(), list->end());
    return names;
  }

  [[nodiscard]] std::optional<std::size_t> known_id(const Uuid& id) const {
    const auto found = by_id_.find(id);
    return id && found != by_id_.end() ? std::optional(found->second) : std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> known_name(const Names& names) const {
    for (std::size_t i = 0; i < names.telling; ++i)
      if (const auto found = by_name_.find(text::fold(names.all[i])); found != by_name_.end()) return found->second;
    return std::nullopt;
  }

  // -- records of customers --

  void require_parents() const {
    if (book_.dossiers.size() == 1) return;
    for (const ArrowRecordTable& table : belonging_)
      if (!table.has_parent && table.records.size(*table.kind) != 0) {
        const Field* parent = table.kind->with(Part::parent);
        const std::string wanted = parent != nullptr ? std::string(parent->name) + " (" + std::string(parent->label.zh) + ")" : "its customer";
        throw ArgumentError("io.arrow_columns", "no column of the table " + table.file + " tells to which customer a " + std::string(table.kind->name) + " belongs; wanted " + wanted +
                                                    ", with an identifier or a name");
      }
  }

  /// Names in place of identifiers; a name that nobody has makes a customer.
  void find_customers(ArrowRecordTable& table) {
    for (auto& [row, notes] : table.notes) {
      if (notes.customer.empty()) continue;
      const std::size_t home = customer_called(notes.customer, table, row, notes.customer_place);
      void* customer = customer_of(home);
      set_keys(state_, *customer_, customer, {});
      by_id_.emplace(key_of(*customer_, customer), home);
      set_keys(state_, *table.kind, table.records.at(*table.kind, row), key_of(*customer_, customer));
    }
  }

  std::size_t customer_called(const std::string& name, const ArrowRecordTable& table, std::size_t row, const Place& place) {
    if (const auto found = by_key_.find(name); found != by_key_.end()) return found->second;
    if (const auto found = by_name_.find(text::fold(name)); found != by_name_.end()) return found->second;
    say(finding_code("io.customer_unknown"), *table.kind, key_of(*table.kind, table.records.at(*table.kind, row)), name, place);
    const std::size_t home = open_unnamed();
    const Field* title = customer_->with(Part::title);
    if (title != nullptr) title->type->set(*title->type, title->in(customer_of(home)), std::string_view(name));
    by_name_.emplace(text::fold(name), home);
    return home;
  }

  std::size_t open_unnamed() {
    if (customer_ == nullptr) customer_ = own_kind();
    book_.dossiers.emplace_back();
    return book_.dossiers.size() - 1;
  }

  [[nodiscard]] const KindInfo* own_kind() const {
    for (const KindInfo* kind : state_.catalogue->kinds())
      if (kind->scope == Scope::own) return kind;
    throw NotFoundError("catalogue.kind", "the catalogue has no kind for customers");
  }

  void settle_homes() {
    if (customer_ == nullptr) customer_ = own_kind();
    std::vector<HomeRow> rows;
    for (std::size_t home = 0; home < book_.dossiers.size(); ++home) rows.push_back({.kind = customer_, .key = key_of(*customer_, customer_of(home))});
    for (const ArrowRecordTable& table : belonging_)
      for (std::size_t row = 0; row < table.records.size(*table.kind); ++row) rows.push_back(home_row(*table.kind, table.records.at(*table.kind, row)));
    const auto made = find_homes(*state_.catalogue, rows);
    rows_.assign(rows.begin() + static_cast<std::ptrdiff_t>(book_.dossiers.size()), rows.end());
    std::size_t homes = book_.dossiers.size();
    for (const HomeRow& row : rows_) homes = (std::max)(homes, row.home + 1);
    while (book_.dossiers.size() < homes) (void)open_unnamed();
    for (const auto& [home, link] : made)
      if (link.tag == customer_->tag && home < homes) set_key(book_.dossiers[home], link.id);
  }

  void add_belonging(ArrowRecordTable& table) {
    for (std::size_t row = 0; row < table.records.size(*table.kind); ++row) {
      const HomeRow& link = rows_[next_++];
      void* record = table.records.at(*table.kind, row);
      const ArrowRowNotes& notes = notes_of(table, row);
      if (link.lost && link.parents.empty()) say(finding_code("io.customer_missing"), *table.kind, link.key, {}, place_of(table, row));
      else if (link.lost) say(finding_code("io.parent_unknown"), *table.kind, link.key, to_string(link.parents.front().id), place_of(table, row));
      if (!table.has_parent) {
        set_keys(state_, *customer_, customer_of(link.home), {});
        set_keys(state_, *table.kind, record, key_of(*customer_, customer_of(link.home)));
      }
      if (table.has_key) book_.dossiers[link.home].records().adopt(*table.kind, record);
      else join(*table.kind, record, link.home, place_of(table, row));
      describe(notes.others, link.home, place_of(table, row));
    }
  }

  /// A record without an identifier may be one that the dossier has.
  void join(const KindInfo& kind, void* record, std::size_t home, const Place& place) {
    Dossier addition;
    addition.records().adopt(kind, record);
    merge(state_, book_.dossiers[home], std::move(addition), place);
  }

  struct UuidHash {
    std::size_t operator()(const Uuid& id) const noexcept {
      std::size_t hash = 0;
      for (const std::uint8_t byte : id.bytes) hash = hash * 131 + byte;
      return hash;
    }
  };

  ImportState state_;
  HeaderIndex index_;
  Book book_;
  const KindInfo* customer_ = nullptr;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_map<Uuid, std::size_t, UuidHash> by_id_;
  std::vector<ArrowRecordTable> belonging_;
  std::vector<HomeRow> rows_;
  std::size_t next_ = 0;
};

}  // namespace

}  // namespace detail

ArrowRecords from_arrow(const Catalogue& catalogue, const KindInfo& kind, arrow::Stream stream, const ArrowReadOptions& options) {
  detail::ImportState state = detail::arrow_state(catalogue, options);
  detail::ArrowRecordTable table = detail::read_arrow_table(state, HeaderIndex(catalogue), kind, stream, options.file, detail::ArrowTableUse::alone);
  return {std::move(table.records), std::move(state.findings)};
}

ExactBook book_from_arrow(const Catalogue& catalogue, std::span<ArrowSource> tables, const ArrowReadOptions& options) {
  std::vector<ArrowSource*> order;
  for (ArrowSource& source : tables) {
    if (source.kind == nullptr) throw NotFoundError("catalogue.kind", "a table of a book needs the kind of its records, found none for “" + source.name + "”");
    order.push_back(&source);
  }
  std::ranges::stable_sort(order, {}, [&](const ArrowSource* source) { return detail::reading_rank(catalogue, *source->kind); });
  detail::ArrowJoiner joiner(detail::arrow_state(catalogue, options));
  for (ArrowSource* source : order) joiner.add(*source);
  return joiner.finish();
}

}  // namespace guanxi::io
