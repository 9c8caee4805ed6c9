#include "book_builder.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/exact.hpp>

#include "json_table.hpp"

#include <algorithm>
#include <iterator>

namespace guanxi::io::detail {

namespace {

std::string stem_of(const std::string& name) {
  const std::size_t slash = name.find_last_of("/\\");
  const std::string base = slash == std::string::npos ? name : name.substr(slash + 1);
  return base.substr(0, base.rfind('.'));
}

bool is_customer_title(const Entry& entry) {
  return entry.feed.kind->scope == Scope::own && !entry.feed.fields.empty() && has(entry.feed.fields.front()->notes.part, Part::title | Part::alias);
}

/// A name under the header of the parent link is the name of the customer.
void name_customer(const KindInfo& customer, std::vector<Entry>& entries) {
  for (Entry& entry : entries) {
    const bool parent = !entry.feed.fields.empty() && has(entry.feed.fields.front()->notes.part, Part::parent);
    if (parent && !parse_uuid(entry.text)) entry.feed = Feed{.kind = &customer, .category = customer.category, .fields = {customer.with(Part::title)}};
  }
}

/// Entries of one customer after another, where the title of the customer is repeated.
std::vector<std::vector<Entry>> by_customer(std::vector<Entry> entries) {
  std::vector<std::vector<Entry>> customers(1);
  bool named = false;
  for (Entry& entry : entries) {
    const bool title = is_customer_title(entry) && has(entry.feed.fields.front()->notes.part, Part::title);
    if (title && named) customers.emplace_back();
    named = named || title;
    customers.back().push_back(std::move(entry));
  }
  return customers;
}

}  // namespace

BookBuilder::BookBuilder(const Catalogue& catalogue, const ImportOptions& options)
    : state_{.catalogue = &catalogue, .options = options, .ids = IdGenerator(options.now, options.seed), .findings = {}, .links = {}}, index_(catalogue) {}

void BookBuilder::say(const FindingCode& code, std::string_view value, const Place& place, Message detail) {
  state_.findings.push_back(make_finding(code, {.value = value, .detail = std::move(detail), .place = place}));
}

std::size_t BookBuilder::records() const {
  std::size_t count = 0;
  for (const KindInfo* kind : state_.catalogue->kinds()) {
    count += result_.book.shared.size(*kind);
    for (const Dossier& dossier : result_.book.dossiers) count += dossier.records().size(*kind);
  }
  return count;
}

std::size_t BookBuilder::rank(const std::string& name) const {
  const KindInfo* kind = index_.kind_named(stem_of(name));
  if (kind == nullptr) return 2;
  if (kind->scope != Scope::via) return kind->scope == Scope::shared ? 0 : 1;
  const std::vector<const KindInfo*> kinds = state_.catalogue->kinds();
  return 3 + static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
}

void BookBuilder::add_file(std::string_view bytes, const std::string& name) {
  const std::size_t before = records();
  result_.files.push_back({name, "table", 0});
  if (is_json(bytes)) add_json(bytes, name);
  else add_tables(read_tables(bytes, name), name);
  result_.files.back().records = records() - before;
}

void BookBuilder::add_failure(const std::string& name, const Error& error) {
  if (result_.files.empty() || result_.files.back().file != name) result_.files.push_back({name, {}, 0});
  result_.files.back().shape = "failed";
  say(finding_code("io.file_failed"), name, {.file = name}, {error.what(), error.what()});
}

void BookBuilder::add_json(std::string_view bytes, const std::string& name) {
  const std::string utf8 = decode(bytes).text;
  if (is_exact_document(utf8)) return add_book(book_from_json(*state_.catalogue, utf8, {.file = name}), name);
  add_tables(tables_from_json(utf8, name), name);
}

void BookBuilder::add_book(ExactBook exact, const std::string& name) {
  result_.files.back().shape = "book";
  std::ranges::move(exact.findings, std::back_inserter(state_.findings));
  for (const KindInfo* kind : state_.catalogue->kinds())
    for (std::size_t i = 0; i < exact.book.shared.size(*kind); ++i) result_.book.shared.adopt(*kind, exact.book.shared.at(*kind, i));
  for (Dossier& dossier : exact.book.dossiers) add_dossier(std::move(dossier), {.file = name});
}

void BookBuilder::add_tables(const Tables& tables, const std::string& name) {
  if (is_exact_tables(*state_.catalogue, tables)) return add_book(read_exact_tables(*state_.catalogue, tables, name), name);
  std::ranges::copy(tables.findings, std::back_inserter(state_.findings));
  const bool form = std::ranges::any_of(tables.sheets, [](const Sheet& sheet) { return find_long(sheet).has_value(); });
  if (form) return add_long(tables, name);
  bool any = false;
  for (const Sheet& sheet : tables.sheets) any = add_wide(sheet, name) || any;
  if (!any) say(finding_code("io.no_table"), name, {.file = name});
}

void BookBuilder::add_long(const Tables& tables, const std::string& name) {
  result_.files.back().shape = "form";
  std::vector<Entry> entries;
  for (const Sheet& sheet : tables.sheets)
    if (const auto layout = find_long(sheet)) std::ranges::move(read_long(index_, *state_.catalogue, sheet, *layout, name, state_.findings), std::back_inserter(entries));
  for (std::vector<Entry>& customer : by_customer(std::move(entries))) {
    const Place place = customer.empty() ? Place{.file = name} : customer.front().place;
    add_customer(std::move(customer), kind_info<Customer>(), place);
  }
}

bool BookBuilder::add_wide(const Sheet& sheet, const std::string& name) {
  const auto layout = find_wide(index_, sheet, sheet.name.empty() ? stem_of(name) : sheet.name);
  if (!layout) return false;
  report_unknown(*state_.catalogue, sheet, *layout, name, state_.findings);
  for (std::size_t row = layout->header_row + 1; row < sheet.rows.size(); ++row) {
    std::vector<Entry> entries = read_row(sheet, *layout, row, name);
    if (entries.empty()) continue;
    if (layout->kind->scope == Scope::shared) {
      Dossier nobody;
      assemble(state_, entries, nobody, result_.book.shared);
    } else {
      add_customer(std::move(entries), *layout->kind, {.file = name, .sheet = sheet.name, .row = sheet.row_number(row)});
    }
  }
  return true;
}

void BookBuilder::add_customer(std::vector<Entry> entries, const KindInfo& kind, const Place& place) {
  name_customer(kind_info<Customer>(), entries);
  const auto title = std::ranges::find_if(entries, is_customer_title);
  const std::string name = title == entries.end() ? "" : title->text;
  Dossier dossier;
  assemble(state_, entries, dossier, result_.book.shared);
  if (name.empty()) say(finding_code("io.customer_missing"), {}, place);
  else if (kind.scope != Scope::own && known(dossier.customer()) == nullptr) say(finding_code("io.customer_unknown"), name, title->place);
  add_dossier(std::move(dossier), place);
}

Dossier* BookBuilder::known(const Customer& customer) {
  const std::string& called = customer.legal_name.empty() ? customer.short_name : customer.legal_name;
  for (const std::string* name : {&customer.registration_id, &called}) {
    const auto found = by_name_.find(text::fold(*name));
    if (!name->empty() && found != by_name_.end()) return &result_.book.dossiers[found->second];
  }
  return nullptr;
}

void BookBuilder::remember(const Dossier& dossier, std::size_t index) {
  const Customer& customer = dossier.customer();
  for (const std::string* name : {&customer.registration_id, &customer.legal_name, &customer.short_name})
    if (!name->empty()) by_name_.emplace(text::fold(*name), index);
}

void BookBuilder::add_dossier(Dossier dossier, const Place& place) {
  Dossier* same = known(dossier.customer());
  if (same == nullptr) {
    result_.book.dossiers.push_back(std::move(dossier));
    remember(result_.book.dossiers.back(), result_.book.dossiers.size() - 1);
    return;
  }
  merge(state_, *same, std::move(dossier), place);
  remember(*same, static_cast<std::size_t>(same - result_.book.dossiers.data()));
}

BookImport BookBuilder::finish() {
  resolve_links(state_, result_.book);
  result_.findings = std::move(state_.findings);
  return std::move(result_);
}

}  // namespace guanxi::io::detail
