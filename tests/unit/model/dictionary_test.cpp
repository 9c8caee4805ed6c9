#include "model_fields.hpp"

#include <guanxi/core/records.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace guanxi::test {
namespace {

// ISO C++20, the Python 3.11 keywords, and most words that SQLite 3.40 or PostgreSQL 15 reserve or treat apart.
constexpr std::string_view cpp_words = " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq ";
constexpr std::string_view python_words = " and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match none ";
constexpr std::string_view sql_words = " all analyse analyze and any array as asc asymmetric add alter authorization begin between binary both by cascade case cast check collate collation column commit concurrently conflict constraint create cross current current_catalog current_date current_role current_schema current_time current_timestamp current_user database date default deferrable deferred delete desc detach distinct do drop each else end escape except exclusive exists explain fail fetch filter following for foreign freeze from full generated glob grant group groups having if ignore ilike immediate in index indexed initially inner insert instead intersect into is isnull join key last lateral leading left like limit localtime localtimestamp match materialized natural no not nothing notnull null nulls of offset on only or order others outer over overlaps partition placing plan pragma preceding primary query raise range recursive references regexp reindex release rename replace restrict returning right rollback row rows savepoint select session_user set similar some symmetric tablesample table temp temporary then to trailing transaction trigger true unbounded union unique update user using vacuum values variadic verbose view virtual when where window with without ";

bool listed(std::string_view words, std::string_view name) {
  return words.find(" " + std::string(name) + " ") != std::string_view::npos;
}

class EachKind : public testing::TestWithParam<const KindInfo*> {
 protected:
  const KindInfo& kind() const { return *GetParam(); }
};

TEST_P(EachKind, headers_of_a_dictionary_are_distinct) {
  for (const Dictionary& dictionary : dictionaries(kind())) {
    std::map<std::string, std::string_view> owner;
    for (const Field& field : dictionary.record->fields)
      for (const std::string_view header : headers(field)) {
        const std::string key = text::fold(header);
        EXPECT_FALSE(key.empty()) << dictionary.path << "." << field.name;
        const auto [entry, fresh] = owner.emplace(key, field.name);
        EXPECT_EQ(entry->second, field.name) << dictionary.path << ": “" << header << "” stands for two fields";
      }
  }
}

TEST_P(EachKind, aliases_add_something) {
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      std::set<std::string> seen{text::fold(field.label.zh), text::fold(field.label.en)};
      for (const std::string_view alias : variants(field.notes.aliases))
        EXPECT_TRUE(seen.insert(text::fold(alias)).second) << dictionary.path << "." << field.name << " repeats " << alias;
    }
}

TEST_P(EachKind, shared_cells_are_no_headers) {
  std::set<std::string> known;
  for (const Field& field : kind().record->fields)
    for (const std::string_view header : headers(field)) known.insert(text::fold(header));
  for (const Field& field : kind().record->fields)
    for (const std::string_view cell : variants(field.notes.cell)) EXPECT_FALSE(known.contains(text::fold(cell))) << cell;
}

TEST_P(EachKind, fields_that_share_a_cell_can_be_told_apart) {
  std::map<std::string_view, std::set<std::string>> signs;
  for (const Field& field : kind().record->fields) {
    if (field.notes.cell.empty()) continue;
    const std::string sign = std::string(field.notes.marker) + "/" + std::to_string(static_cast<int>(field.notes.format));
    EXPECT_TRUE(!field.notes.marker.empty() || field.notes.format != Format::any) << field.name;
    EXPECT_TRUE(signs[field.notes.cell].insert(sign).second) << field.name;
  }
  for (const auto& [cell, fields] : signs) EXPECT_GE(fields.size(), 2U) << cell;
}

TEST_P(EachKind, every_field_speaks_both_languages) {
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields)
      for (const std::string_view text : {field.label.zh, field.label.en, field.notes.hint.zh, field.notes.hint.en})
        EXPECT_FALSE(text.empty()) << dictionary.path << "." << field.name;
}

TEST_P(EachKind, labels_are_in_their_language) {
  const auto has_wide_sign = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
  };
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      EXPECT_FALSE(has_wide_sign(field.label.en)) << field.name;
      EXPECT_FALSE(has_wide_sign(field.notes.hint.en)) << field.name;
      EXPECT_TRUE(has_wide_sign(field.notes.hint.zh)) << field.name;
      if (field.name != "sha256") {
        EXPECT_TRUE(has_wide_sign(field.label.zh)) << field.name;
      }
    }
}

TEST_P(EachKind, names_are_legal_everywhere) {
  const std::regex snake_case("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  for (const Dictionary& dictionary : dictionaries(kind())) {
    const bool columns = dictionary.record == kind().record;  // nested records are stored as JSON
    for (const Field& field : dictionary.record->fields) {
      EXPECT_TRUE(std::regex_match(std::string(field.name), snake_case)) << field.name;
      EXPECT_FALSE(listed(cpp_words, field.name)) << dictionary.path << "." << field.name;
      EXPECT_FALSE(listed(python_words, field.name)) << dictionary.path << "." << field.name;
      if (columns) {
        EXPECT_FALSE(listed(sql_words, field.name)) << dictionary.path << "." << field.name;
      }
    }
  }
  EXPECT_TRUE(std::regex_match(std::string(kind().name), snake_case));
  EXPECT_FALSE(listed(sql_words, std::string(kind().name) + "_record"));
}

TEST_P(EachKind, enumerations_are_complete_and_unambiguous) {
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      std::map<std::string, std::string_view> owner;
      std::set<std::string_view> codes;
      int next = 0;
      for (const EnumWord& word : words(*field.type)) {
        EXPECT_EQ(word.value, next++) << field.name << ": one line for each enumerator, in their order";
        EXPECT_TRUE(codes.insert(word.word).second) << word.word;
        std::vector<std::string_view> texts{word.word, word.label.zh, word.label.en};
        for (const std::string_view alias : variants(word.aliases)) texts.push_back(alias);
        for (const std::string_view text : texts) {
          EXPECT_FALSE(text.empty()) << field.name << " " << word.word;
          const auto [entry, fresh] = owner.emplace(text::fold(text), word.word);
          EXPECT_EQ(entry->second, word.word) << dictionary.path << "." << field.name << ": “" << text << "” is two words";
        }
      }
    }
}

TEST_P(EachKind, annotations_are_in_range) {
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      EXPECT_GE(field.notes.weight, 0) << field.name;
      EXPECT_LE(field.notes.weight, 5) << field.name;
      EXPECT_GE(field.notes.decline, 0.F) << field.name;
      EXPECT_LE(field.notes.decline, 1.F) << field.name;
      EXPECT_LE(field.notes.low, field.notes.high) << field.name;
      EXPECT_FALSE(is_upkeep(field) && field.notes.weight != 0 && dictionary.record == kind().record) << field.name;
      if (field.notes.level == Level::required) {
        EXPECT_GT(field.notes.weight, 0) << dictionary.path << "." << field.name;
      }
    }
}

TEST_P(EachKind, each_money_has_a_currency_and_each_marker_a_place) {
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      const bool money = field.type->kind == TypeKind::money || field.type->kind == TypeKind::money_range;
      if (money) {
        EXPECT_EQ(field.notes.unit, "CNY") << dictionary.path << "." << field.name;
      }
      for (const std::string_view marker : variants(field.notes.marker)) EXPECT_NE(marker.find("{}"), std::string_view::npos) << marker;
    }
}

TEST_P(EachKind, has_the_parts_that_all_kinds_share) {
  const RecordInfo& record = *kind().record;
  EXPECT_EQ(record.fields.front().name, "id");
  EXPECT_TRUE(has(record.fields.front().notes.part, Part::key));
  EXPECT_EQ(record.fields[record.fields.size() - 2].name, "custom");
  EXPECT_EQ(record.fields.back().name, "meta");
  const Field* parent = record.with(Part::parent);
  EXPECT_EQ(parent != nullptr, kind().scope == Scope::via);
  if (parent) {
    EXPECT_EQ(parent->type->target, kind_info<Customer>().tag);
  }
  for (const Part once : {Part::key, Part::title, Part::heading, Part::event, Part::parent}) {
    const auto count = std::count_if(record.fields.begin(), record.fields.end(), [&](const Field& field) { return has(field.notes.part, once); });
    EXPECT_LE(count, 1) << static_cast<unsigned>(once);
  }
}

TEST_P(EachKind, lists_of_records_have_titles) {
  for (const Dictionary& dictionary : dictionaries(kind()))
    for (const Field& field : dictionary.record->fields)
      if (field.type->kind == TypeKind::list && field.type->element->record != nullptr) {
        EXPECT_NE(field.type->element->record->with(Part::title), nullptr) << dictionary.path << "." << field.name;
      }
}

TEST_P(EachKind, unset_record_has_no_values_and_equals_itself) {
  Records records;
  void* record = records.append(kind());
  for (const Field& field : kind().record->fields) {
    if (field.type->get) {
      EXPECT_FALSE(is_set(field.type->get(*field.type, field.in(record)))) << field.name;
    }
    if (field.type->list) {
      EXPECT_EQ(field.type->list->size(field.in(record)), 0U) << field.name;
    }
  }
  EXPECT_EQ(records, Records(records));
}

INSTANTIATE_TEST_SUITE_P(model, EachKind, testing::ValuesIn(standard_catalogue().kinds()),
                         [](const auto& kind) { return std::string(kind.param->name); });

TEST(dictionary, a_header_in_its_category_belongs_to_one_field_of_all_kinds) {
  std::map<std::pair<std::string_view, std::string>, std::string> owner;
  for (const KindInfo* kind : standard_catalogue().kinds())
    for (const Field& field : kind->record->fields) {
      if (is_upkeep(field)) continue;
      const std::string path = std::string(kind->name) + "." + std::string(field.name);
      std::vector<std::string_view> all = headers(field);
      all.erase(all.begin());  // names, such as kind, are asked for together with the kind
      for (const std::string_view header : all) {
        const auto [entry, fresh] = owner.emplace(std::pair(category_of(*kind, field).name, text::fold(header)), path);
        EXPECT_EQ(entry->second, path) << header;
      }
    }
}

TEST(dictionary, labels_tell_fields_of_all_kinds_apart) {
  for (const Language language : {Language::zh, Language::en}) {
    std::map<std::string, std::string> owner;
    for (const KindInfo* kind : standard_catalogue().kinds())
      for (const Field& field : kind->record->fields) {
        if (is_upkeep(field)) continue;
        const std::string path = std::string(kind->name) + "." + std::string(field.name);
        const auto [entry, fresh] = owner.emplace(text::fold(field.label.in(language)), path);
        EXPECT_TRUE(fresh) << field.label.in(language) << ": " << entry->second << " and " << path;
      }
  }
}

TEST(dictionary, heading_words_are_no_headers) {
  std::set<std::string> known;
  for (const KindInfo* kind : standard_catalogue().kinds())
    for (const Field& field : kind->record->fields)
      for (const std::string_view header : headers(field)) known.insert(text::fold(header));
  for (const KindInfo* kind : standard_catalogue().kinds())
    if (const Field* heading = kind->with(Part::heading))
      for (const EnumWord& word : words(*heading->type)) {
        EXPECT_FALSE(known.contains(text::fold(word.label.zh))) << word.label.zh;
        EXPECT_FALSE(known.contains(text::fold(word.label.en))) << word.label.en;
      }
}

TEST(dictionary, categories_have_names_of_their_own) {
  std::map<std::string, const Category*> owner;
  for (const KindInfo* kind : standard_catalogue().kinds())
    for (const Field& field : kind->record->fields) {
      const Category& category = category_of(*kind, field);
      std::vector<std::string_view> names{category.name, category.label.zh, category.label.en};
      for (const std::string_view alias : variants(category.aliases)) names.push_back(alias);
      for (const std::string_view name : names) EXPECT_EQ(owner.emplace(text::fold(name), &category).first->second, &category) << name;
    }
}

TEST(dictionary, marked_fields_are_protected) {
  const std::map<std::string_view, Privacy> marked{
      {"customer.id_number", Privacy::personal},       {"customer.credit_limit", Privacy::sensitive},
      {"customer.price_level", Privacy::sensitive},    {"contact.display_name", Privacy::personal},
      {"contact.full_name", Privacy::personal},        {"contact.phones", Privacy::personal},
      {"contact.emails", Privacy::personal},           {"contact.messaging", Privacy::personal},
      {"contact.address", Privacy::personal},          {"contact.birthday", Privacy::personal},
      {"contact.anniversaries", Privacy::personal},    {"contact.gender", Privacy::personal},
      {"contact.hometown", Privacy::personal},         {"contact.education", Privacy::personal},
      {"contact.career", Privacy::personal},           {"contact.family", Privacy::personal},
      {"contact.hobbies", Privacy::personal},          {"contact.sports", Privacy::personal},
      {"contact.personality", Privacy::personal},      {"contact.career_plan", Privacy::personal},
      {"contact.attitude_to_us", Privacy::personal},   {"contact.colleague_relations", Privacy::personal},
      {"competitor_position.rep_name", Privacy::personal}};
  std::size_t seen = 0;
  for (const KindInfo* kind : standard_catalogue().kinds())
    for (const Field& field : kind->record->fields) {
      const std::string path = std::string(kind->name) + "." + std::string(field.name);
      const auto found = marked.find(path);
      if (found == marked.end()) continue;
      ++seen;
      EXPECT_EQ(field.notes.privacy, found->second) << path;
    }
  EXPECT_EQ(seen, marked.size());
}

}  // namespace
}  // namespace guanxi::test
