#include <guanxi/access/kinds.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/core/text.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "unit/model/model_fields.hpp"

namespace guanxi::access {
namespace {

const KindInfo* const access_kinds[] = {&kind_info<Role>(), &kind_info<Share>(), &kind_info<Absence>()};

class AccessKind : public testing::TestWithParam<const KindInfo*> {
 protected:
  const KindInfo& kind() const { return *GetParam(); }
};

TEST_P(AccessKind, every_field_speaks_both_languages) {
  for (const test::Dictionary& dictionary : test::dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      for (const std::string_view text : {field.label.zh, field.label.en, field.notes.hint.zh, field.notes.hint.en})
        EXPECT_FALSE(text.empty()) << dictionary.path << "." << field.name;
      if (field.notes.level == Level::required) {
        EXPECT_GT(field.notes.weight, 0) << field.name;
      }
    }
}

TEST_P(AccessKind, headers_of_a_dictionary_are_distinct) {
  for (const test::Dictionary& dictionary : test::dictionaries(kind())) {
    std::map<std::string, std::string_view> owner;
    for (const Field& field : dictionary.record->fields) {
      std::set<std::string> own{text::fold(field.label.zh), text::fold(field.label.en)};
      for (const std::string_view alias : test::variants(field.notes.aliases))
        EXPECT_TRUE(own.insert(text::fold(alias)).second) << field.name << " repeats " << alias;
      for (const std::string_view header : test::headers(field))
        EXPECT_EQ(owner.emplace(text::fold(header), field.name).first->second, field.name) << header;
    }
  }
}

TEST_P(AccessKind, names_are_legal_everywhere) {
  // words of C++, Python and SQL that a name of ours came near
  const std::set<std::string_view> reserved{"all",  "create", "export", "from", "grant", "none", "references",
                                            "role", "to",     "union",  "user", "using", "with"};
  const std::regex snake_case("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  for (const Field& field : kind().record->fields) {
    EXPECT_TRUE(std::regex_match(std::string(field.name), snake_case)) << field.name;
    EXPECT_FALSE(reserved.contains(field.name)) << field.name;
  }
}

TEST_P(AccessKind, enumerations_are_complete_and_unambiguous) {
  for (const test::Dictionary& dictionary : test::dictionaries(kind()))
    for (const Field& field : dictionary.record->fields) {
      std::map<std::string, std::string_view> owner;
      int next = 0;
      for (const EnumWord& word : test::words(*field.type)) {
        EXPECT_EQ(word.value, next++) << field.name;
        std::vector<std::string_view> texts{word.word, word.label.zh, word.label.en};
        for (const std::string_view alias : test::variants(word.aliases)) texts.push_back(alias);
        for (const std::string_view text : texts)
          EXPECT_EQ(owner.emplace(text::fold(text), word.word).first->second, word.word) << field.name << " " << text;
      }
    }
}

TEST_P(AccessKind, has_the_parts_that_all_kinds_share) {
  const RecordInfo& record = *kind().record;
  EXPECT_EQ(record.fields.front().name, "id");
  EXPECT_EQ(record.fields[record.fields.size() - 2].name, "custom");
  EXPECT_EQ(record.fields.back().name, "meta");
  EXPECT_NE(record.with(Part::title), nullptr);
  const Field* parent = record.with(Part::parent);
  ASSERT_EQ(parent != nullptr, kind().scope == Scope::via);
  if (parent) {
    EXPECT_EQ(parent->type->target, kind_info<Customer>().tag);
  }
}

TEST_P(AccessKind, unset_record_has_no_values) {
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
}

INSTANTIATE_TEST_SUITE_P(access, AccessKind, testing::ValuesIn(access_kinds),
                         [](const auto& kind) { return std::string(kind.param->name); });

TEST(AccessKinds, are_told_apart_from_all_others) {
  const Catalogue catalogue = catalogue_with_access(standard_catalogue());
  std::set<std::string_view> names;
  for (const KindInfo* kind : catalogue.kinds()) {
    EXPECT_TRUE(names.insert(kind->name).second) << kind->name;
    EXPECT_TRUE(names.insert(kind->plural).second) << kind->plural;
    EXPECT_TRUE(names.insert(kind->label.zh).second) << kind->label.zh;
  }
  for (const Language language : {Language::zh, Language::en}) {
    std::map<std::string, std::string> owner;
    for (const KindInfo* kind : catalogue.kinds())
      for (const Field& field : kind->record->fields) {
        if (test::is_upkeep(field)) continue;
        const std::string path = std::string(kind->name) + "." + std::string(field.name);
        EXPECT_EQ(owner.emplace(text::fold(field.label.in(language)), path).first->second, path);
      }
  }
}

TEST(AccessKinds, headers_belong_to_one_field_of_their_category) {
  const Catalogue catalogue = catalogue_with_access(standard_catalogue());
  std::map<std::pair<std::string_view, std::string>, std::string> owner;
  for (const KindInfo* kind : catalogue.kinds())
    for (const Field& field : kind->record->fields) {
      if (test::is_upkeep(field)) continue;
      const std::string path = std::string(kind->name) + "." + std::string(field.name);
      std::vector<std::string_view> all = test::headers(field);
      all.erase(all.begin());
      for (const std::string_view header : all)
        EXPECT_EQ(
            owner.emplace(std::pair(test::category_of(*kind, field).name, text::fold(header)), path).first->second,
            path)
            << header;
    }
}

TEST(AccessKinds, links_lead_to_known_kinds) {
  const Catalogue catalogue = catalogue_with_access(standard_catalogue());
  for (const KindInfo* kind : access_kinds)
    for (const Field& field : kind->record->fields) {
      const Type& type = field.type->element ? *field.type->element : *field.type;
      if (type.target) {
        EXPECT_NE(catalogue.kind_of(type.target), nullptr) << kind->name << "." << field.name;
      }
    }
}

TEST(AccessKinds, are_added_once_and_at_the_end) {
  const Catalogue& standard = standard_catalogue();
  const Catalogue once = catalogue_with_access(standard);
  ASSERT_EQ(once.kinds().size(), standard.kinds().size() + 3);
  EXPECT_EQ(once.kinds().back(), &kind_info<Absence>());
  EXPECT_EQ(once.kind("shares"), &kind_info<Share>());
  EXPECT_EQ(standard.kind("share"), nullptr);
  EXPECT_EQ(catalogue_with_access(once).kinds(), once.kinds());
}

TEST(AccessKinds, who_writes_them_decides_who_sees_what) {
  EXPECT_EQ(kind_info<Role>().guard, Guard::administer);
  EXPECT_EQ(kind_info<Absence>().guard, Guard::administer);
  EXPECT_EQ(kind_info<Share>().guard, Guard::reassign);
  EXPECT_EQ(kind_info<Share>().scope, Scope::via);
}

}  // namespace
}  // namespace guanxi::access
