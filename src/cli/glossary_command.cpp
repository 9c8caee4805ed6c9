#include <guanxi/assess/high_value.hpp>
#include <guanxi/assess/next_step.hpp>
#include <guanxi/chain/analysis.hpp>
#include <guanxi/core/judged.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/need/cell.hpp>
#include <guanxi/need/opportunity.hpp>
#include <guanxi/quality/dimensions.hpp>
#include <guanxi/quality/identifiers/check.hpp>
#include <guanxi/report/render.hpp>
#include <guanxi/store/change.hpp>

#include "commands.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::cli {

namespace {

using report::Section;

std::string both(Label label) {
  if (label.zh == label.en || label.en.empty()) return std::string(label.zh);
  return label.zh.empty() ? std::string(label.en) : std::string(label.zh) + " · " + std::string(label.en);
}

report::Cell cell(std::string text) { return {.line = {report::plain(std::move(text))}}; }

/// Chinese above English.
report::Cell cell(Label label) {
  report::Cell both = cell(std::string(label.zh));
  if (!label.en.empty() && label.en != label.zh) both.notes.push_back({report::plain(std::string(label.en))});
  return both;
}

/// One line a word: its labels, and what is stored.
report::Cell cell(std::span<const EnumWord> words) {
  report::Cell all;
  for (const EnumWord& word : words) {
    report::Line line{report::plain(both(word.label) + " · " + std::string(word.word))};
    if (all.line.empty()) all.line = std::move(line);
    else all.notes.push_back(std::move(line));
  }
  return all;
}

/// True for a nested record whose title stands for the whole, such as a judgement of people beside that of a rule.
bool is_judged(const Type& type) { return type.kind == TypeKind::record && type.record->with(Part::stand_in) != nullptr; }

const Type& inner(const Type& type) { return type.kind == TypeKind::list ? *type.element : type; }

std::span<const EnumWord> words_of(const Type& type) {
  const Type& one = inner(type);
  return is_judged(one) ? one.record->with(Part::title)->type->words : one.words;
}

class FieldTable {
 public:
  FieldTable() { table_.columns = {{"名称 Name", {}}, {"字段 Field", {}}, {"填写说明 Hint", {}}, {"单位 Unit", {}}, {"取值 Words", {}}}; }

  /// Adds a field, and below it the fields inside it.
  void add(const Field& field, const std::string& path = {}) {
    const std::string name = path + std::string(field.name);
    report::Cell label = cell(field.label);
    if (field.notes.level == Level::required) label.line.push_back(report::plain(" *"));
    table_.rows.push_back({cell(name), std::move(label), cell(field.notes.hint), cell(std::string(field.notes.unit)), cell(words_of(*field.type))});
    const Type& type = inner(*field.type);
    if (type.kind != TypeKind::record || is_judged(type)) return;
    for (const Field& part : type.record->fields) add(part, name + ".");
  }

  [[nodiscard]] Section section(std::string title) && { return {.title = std::move(title), .blocks = {{std::move(table_)}}}; }

 private:
  report::Table table_;
};

bool is_upkeep(const Field& field) { return has(field.notes.part, Part::upkeep); }

/// The fields of a kind that people fill in, by their groups in the order of the dictionary.
Section kind_section(const Catalogue& catalogue, const KindInfo& kind) {
  std::vector<std::pair<const Category*, FieldTable>> groups;
  for (const Field& field : catalogue.fields(kind)) {
    if (is_upkeep(field)) continue;
    const Category* category = field.notes.category ? field.notes.category : kind.category;
    auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == category; });
    if (known == groups.end()) known = groups.insert(groups.end(), {category, FieldTable()});
    known->second.add(field);
  }
  Section section{.anchor = std::string(kind.name), .title = both(kind.label) + " (" + std::string(kind.name) + ")"};
  for (auto& [category, table] : groups) section.sections.push_back(std::move(table).section(both(category->label)));
  return section;
}

/// What every record has, each field once.
Section upkeep_section(const Catalogue& catalogue) {
  FieldTable table;
  std::vector<std::string_view> seen;
  for (const KindInfo* kind : catalogue.kinds())
    for (const Field& field : catalogue.fields(*kind)) {
      if (!is_upkeep(field) || std::find(seen.begin(), seen.end(), field.name) != seen.end()) continue;
      seen.push_back(field.name);
      table.add(field);
    }
  Section section = std::move(table).section(both({"由系统维护的字段", "Fields that are kept automatically"}));
  section.anchor = "upkeep";
  return section;
}

Section judged_section() {
  FieldTable table;
  for (const Field& field : record_info<Judged<double>>().fields) table.add(field);
  Section section = std::move(table).section(both({"分类与评分", "Classifications and scores"}));
  section.anchor = "judged";
  section.blocks.insert(section.blocks.begin(), {report::Paragraph{{report::plain("人工判定与系统判定并存，以人工为准。 What people set stands beside what a rule computed; what was set is shown.")}}});
  return section;
}

template <class E>
Section words_section(Label label) {
  report::Table table{.columns = {{"代码 Word", {}}, {"名称 Label", {}}, {"建议 Advice", {}}}, .rows = {}};
  for (const EnumWord& word : Words<E>::table) table.rows.push_back({cell(std::string(word.word)), cell(word.label), cell(word.advice)});
  return {.title = both(label), .blocks = {{std::move(table)}}};
}

Section terms_section() {
  Section section{.anchor = "terms", .title = both({"分析与权限用语", "Words of analyses and rights"})};
  section.sections = {
      words_section<chain::DealStatus>({"决策链的局面", "How a deal stands with its decision chain"}),
      words_section<chain::ChainState>({"决策链是否清楚", "How clear a decision chain is"}),
      words_section<chain::AccountLevel>({"客户关系的层次", "Level of the relation with an account"}),
      words_section<need::Quadrant>({"需求的象限", "Quadrant of a need"}),
      words_section<need::Cell>({"需求优先级矩阵", "Priority matrix of needs"}),
      words_section<need::OpportunityBand>({"需求中的机会", "Opportunity in a need"}),
      words_section<assess::Answer>({"是否高价值", "Whether a deal is of high value"}),
      words_section<assess::StepKind>({"下一步的来源", "Where a next step comes from"}),
      words_section<quality::Dimension>({"数据质量的维度", "Dimensions of data quality"}),
      words_section<quality::Verdict>({"格式检查的结论", "Verdict on a format"}),
      words_section<Level>({"必填程度", "How much a card needs a field"}),
      words_section<Privacy>({"保密级别", "Who may read a field"}),
      words_section<FieldType>({"自定义字段的类型", "Types of run-time fields"}),
      words_section<Purpose>({"表单的用途", "Purposes of forms"}),
      words_section<access::Action>({"权限", "Rights"}),
      words_section<access::Reach>({"权限的范围", "Reach of a right"}),
      words_section<store::ChangeAction>({"变更", "Changes"}),
  };
  return section;
}

report::Document glossary(const Catalogue& catalogue) {
  report::Document document{.language = Language::zh, .title = both({"术语表", "Glossary"})};
  document.subtitle = {report::plain("每种档案的字段、说明、单位与取值；带 * 的为必填。 Every record kind with its fields, hints, units and words; * is required.")};
  report::List kinds;
  for (const KindInfo* kind : catalogue.kinds()) {
    kinds.items.push_back({.line = {report::link(both(kind->label), "#" + std::string(kind->name))}});
    document.sections.push_back(kind_section(catalogue, *kind));
  }
  for (Section more : {judged_section(), upkeep_section(catalogue), terms_section()}) {
    kinds.items.push_back({.line = {report::link(more.title, "#" + more.anchor)}});
    document.sections.push_back(std::move(more));
  }
  document.blocks = {{std::move(kinds)}};
  document.footer = {{report::plain("由 guanxi glossary 按字段字典生成。 Made from the dictionary by guanxi glossary.")}};
  return document;
}

}  // namespace

int glossary_command(const Options& options) {
  const report::Format format = options.out.empty() ? report::Format::md : report_format(options.out);
  put_text(options.out, report::render(glossary(standard_catalogue()), {.format = format}));
  return exit_ok;
}

}  // namespace guanxi::cli
