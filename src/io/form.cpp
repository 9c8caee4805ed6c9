#include <guanxi/core/error.hpp>
#include <guanxi/io/csv.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/io/form.hpp>
#include <guanxi/io/xlsx.hpp>

#include <algorithm>
#include <vector>

namespace guanxi::io {

namespace {

struct Words {
  Label category{"信息类别", "Category"};
  Label field{"采集字段", "Field"};
  Label content{"填写内容", "Content"};
  Label hint{"填写说明", "How to fill it in"};
  Label guide{"填表说明", "Guide"};
};

constexpr Label guide_lines[] = {
    {"用途：", "Purpose: "},
    {"每一类信息一张工作表；在“填写内容”中填写，不知道的留空。", "One sheet for each group of questions; fill in the contents, leave blank what is not known."},
    {"带 * 的为必填。有下拉箭头的请从中选择。", "Fields with * are required. Choose from the list where there is one."},
    {"联系人、需求、互动等可填多个：每列一个。", "Contacts, needs, interactions: one in each column."},
    {"客户原话优于概括；时间写到日，金额写明单位。", "The customer's own words are best; state days in full and amounts with their unit."},
};

/// The fields of one category, in the order of the catalogue.
struct Section {
  const Category* category{};
  std::vector<const Field*> fields{};
  bool repeats = false;
};

bool asks(const KindInfo& kind, const Field& field, Purpose purpose) {
  return overlaps(kind.forms, purpose) && overlaps(field.notes.forms, purpose) && !has(field.notes.part, Part::upkeep);
}

std::vector<Section> sections(const Catalogue& catalogue, Purpose purpose) {
  std::vector<Section> all;
  for (const KindInfo* kind : catalogue.kinds())
    for (const Field& field : catalogue.fields(*kind)) {
      if (!asks(*kind, field, purpose)) continue;
      const Category* category = field.notes.category ? field.notes.category : kind->category;
      auto found = std::ranges::find(all, category->name, [](const Section& section) { return section.category->name; });
      if (found == all.end()) found = all.insert(all.end(), Section{category, {}, false});
      found->fields.push_back(&field);
      found->repeats = found->repeats || kind->scope != Scope::own;
    }
  return all;
}

/// The type that a single cell of a field is read as.
const Type& cell_type(const Field& field) {
  const Type* type = field.type;
  if (type->kind == TypeKind::list) type = type->element;
  if (type->kind == TypeKind::record && field.type->kind != TypeKind::list)
    if (const Field* title = type->record->with(Part::title)) type = title->type;
  return *type;
}

std::vector<std::string> choices(const Field& field, Language language) {
  const Type& type = cell_type(field);
  std::vector<std::string> values;
  for (const EnumWord& word : type.words) values.emplace_back(word.label.in(language));
  if (type.kind == TypeKind::boolean) values = language == Language::zh ? std::vector<std::string>{"是", "否"} : std::vector<std::string>{"yes", "no"};
  return values;
}

std::string label_of(const Field& field, Language language) {
  return std::string(field.label.in(language)) + (field.notes.level == Level::required ? " *" : "");
}

std::string hint_of(const Field& field, Language language) {
  std::string hint(field.notes.hint.in(language));
  if (field.notes.unit.empty()) return hint;
  return hint + (language == Language::zh ? "（" : " (") + std::string(field.notes.unit) + (language == Language::zh ? "）" : ")");
}

Row header_row(const FormOptions& options, int records) {
  const Words words;
  Row row{{std::string(words.field.in(options.language))}};
  for (int i = 1; i <= records; ++i) row.push_back({std::string(words.content.in(options.language)) + (i == 1 ? "" : std::to_string(i))});
  row.push_back({std::string(words.hint.in(options.language))});
  return row;
}

Row field_row(const Field& field, const FormOptions& options, int records) {
  Row row{{label_of(field, options.language)}};
  row.resize(static_cast<std::size_t>(records) + 1);
  row.push_back({hint_of(field, options.language)});
  return row;
}

Sheet guide(const FormOptions& options) {
  Sheet sheet;
  sheet.name = Words().guide.in(options.language);
  for (const Label& line : guide_lines) sheet.rows.push_back(text_row({std::string(line.in(options.language))}));
  for (const EnumWord& word : guanxi::Words<Purpose>::table)
    if (word.value == static_cast<int>(options.purpose)) sheet.rows.front().front().text += word.label.in(options.language);
  return sheet;
}

void add_section(const Section& section, const FormOptions& options, Workbook& book, std::vector<SheetStyle>& styles) {
  const int records = section.repeats ? options.records : 1;
  Sheet sheet;
  SheetStyle style{.frozen_columns = 1};
  style.widths.assign(static_cast<std::size_t>(records) + 2, 36);
  style.widths.front() = 22;
  style.widths.back() = 48;
  sheet.name = section.category->label.in(options.language);
  sheet.rows.push_back(header_row(options, records));
  for (const Field* field : section.fields) {
    const int row = static_cast<int>(sheet.rows.size());
    sheet.rows.push_back(field_row(*field, options, records));
    const std::vector<std::string> values = choices(*field, options.language);
    for (int column = 1; column <= records; ++column) {
      style.notes.push_back({row, column, hint_of(*field, options.language)});
      const ChoicePolicy policy = field->type->kind == TypeKind::list ? ChoicePolicy::suggest : ChoicePolicy::enforce;
      if (!values.empty()) style.choices.push_back({row, row, column, values, policy});
    }
  }
  book.push_back(std::move(sheet));
  styles.push_back(std::move(style));
}

void check(const FormOptions& options) {
  if (options.records < 1 || options.records > 20)
    throw ArgumentError("form.records", "a form has 1 to 20 columns of records, found " + std::to_string(options.records));
}

}  // namespace

std::string blank_form_xlsx(const Catalogue& catalogue, const FormOptions& options) {
  check(options);
  Workbook book{guide(options)};
  XlsxWriteOptions write;
  write.styles.push_back({.header_rows = 0, .widths = {90}});
  for (const Section& section : sections(catalogue, options.purpose)) add_section(section, options, book, write.styles);
  return write_xlsx(book, write);
}

std::string blank_form_csv(const Catalogue& catalogue, const FormOptions& options) {
  check(options);
  Sheet sheet;
  sheet.rows.push_back(header_row(options, options.records));
  sheet.rows.back().insert(sheet.rows.back().begin(), Cell{std::string(Words().category.in(options.language))});
  for (const Section& section : sections(catalogue, options.purpose))
    for (const Field* field : section.fields) {
      Row row = field_row(*field, options, options.records);
      row.insert(row.begin(), Cell{std::string(section.category->label.in(options.language))});
      sheet.rows.push_back(std::move(row));
    }
  return write_csv(sheet, {.encoding = Encoding::utf8_bom});
}

void write_form(const Catalogue& catalogue, const std::string& path, const FormOptions& options) {
  if (path.ends_with(".xlsx")) return write_file(path, blank_form_xlsx(catalogue, options));
  if (path.ends_with(".csv")) return write_file(path, blank_form_csv(catalogue, options));
  throw ArgumentError("form.suffix", "a blank form is written as .xlsx or .csv, found " + path);
}

}  // namespace guanxi::io
