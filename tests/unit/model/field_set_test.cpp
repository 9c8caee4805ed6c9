#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <string>

namespace guanxi {
namespace {

FieldSet small_field_set() {
  return {.kind = "customer",
          .fields = {{.name = "energy_grade", .label_zh = "节能等级", .label_en = "Energy grade", .hint_zh = "按国家标准", .aliases = "能效等级|能效",
                      .type = FieldType::choice, .category = "客户分类", .level = Level::recommended, .weight = 3,
                      .choices = {{.word = "one", .label_zh = "一级", .label_en = "Grade 1"}, {.word = "two", .label_zh = "二级"}}},
                     {.name = "plant_area", .label_zh = "厂房面积", .type = FieldType::real, .unit = "m2", .low = 0},
                     {.name = "designer", .type = FieldType::text, .category = "装修信息", .privacy = Privacy::personal}}};
}

const Field& field(const Catalogue& catalogue, std::string_view name) {
  for (const Field& known : catalogue.fields(kind_info<Customer>()))
    if (known.name == name) return known;
  throw NotFoundError("test.field", std::string(name));
}

/// A catalogue whose field sets are gone.
Catalogue extended() {
  Catalogue catalogue = standard_catalogue();
  small_field_set().add_to(catalogue);
  return catalogue;
}

TEST(field_set, fields_behave_like_built_in_ones) {
  const Catalogue catalogue = extended();
  EXPECT_EQ(catalogue.fields(kind_info<Customer>()).size(), kind_info<Customer>().record->fields.size() + 3);
  const Field& grade = field(catalogue, "energy_grade");
  EXPECT_TRUE(grade.run_time);
  EXPECT_EQ(grade.label, (Label{"节能等级", "Energy grade"}));
  EXPECT_EQ(grade.notes.hint, (Label{"按国家标准", "按国家标准"})) << "a missing language borrows the other";
  EXPECT_EQ(grade.notes.aliases, "能效等级|能效");
  EXPECT_EQ(grade.notes.level, Level::recommended);
  EXPECT_EQ(grade.notes.weight, 3);
  EXPECT_EQ(grade.notes.category, &category::classification);
  EXPECT_EQ(grade.type->kind, TypeKind::enumeration);
  ASSERT_EQ(grade.type->words.size(), 2U);
  EXPECT_EQ(grade.type->words[0].label, (Label{"一级", "Grade 1"}));
  EXPECT_EQ(grade.type->words[1].label.en, "二级");
}

TEST(field_set, what_is_left_out_has_the_usual_default) {
  const Catalogue catalogue = extended();
  const Field& area = field(catalogue, "plant_area");
  EXPECT_EQ(area.type->kind, TypeKind::real);
  EXPECT_EQ(area.notes.low, 0);
  EXPECT_EQ(area.notes.high, Notes{}.high);
  EXPECT_EQ(area.notes.decline, Notes{}.decline);
  EXPECT_EQ(area.notes.weight, Notes{}.weight);
  EXPECT_EQ(area.notes.category, nullptr) << "the category of the kind";
  const Field& designer = field(catalogue, "designer");
  EXPECT_EQ(designer.label, (Label{"designer", "designer"}));
  EXPECT_EQ(designer.notes.privacy, Privacy::personal);
  EXPECT_EQ(designer.notes.retention, Retention::consent);
  EXPECT_EQ(designer.notes.category->label.zh, "装修信息") << "a category of its own";
}

TEST(field_set, values_are_set_and_read_through_the_field) {
  const Catalogue catalogue = extended();
  Customer customer;
  const Field& grade = field(catalogue, "energy_grade");
  grade.type->set(*grade.type, grade.in(static_cast<void*>(&customer)), &grade.type->words[1]);
  EXPECT_EQ(std::get<std::string>(customer.custom.values.at("energy_grade")), "two");
  const Value read = grade.type->get(*grade.type, grade.in(static_cast<const void*>(&customer)));
  EXPECT_EQ(std::get<const EnumWord*>(read), &grade.type->words[1]);
  const Field& area = field(catalogue, "plant_area");
  area.type->set(*area.type, area.in(static_cast<void*>(&customer)), 1200.5);
  EXPECT_EQ(std::get<double>(customer.custom.values.at("plant_area")), 1200.5);
}

TEST(field_set, catalogues_keep_what_they_borrow_also_in_copies) {
  Catalogue copy = standard_catalogue();
  {
    const Catalogue first = extended();
    copy = first;
  }
  EXPECT_EQ(field(copy, "energy_grade").type->words[0].word, "one");
  EXPECT_EQ(field(copy, "designer").notes.category->label.en, "装修信息");
}

TEST(field_set, run_time_fields_define_themselves) {
  const Catalogue catalogue = extended();
  const std::vector<FieldDefinition> definitions = run_time_fields(catalogue, kind_info<Customer>());
  ASSERT_EQ(definitions.size(), 3U);
  EXPECT_EQ(definitions[0].label_en, "Energy grade");
  EXPECT_EQ(definitions[0].type, FieldType::choice);
  ASSERT_EQ(definitions[0].choices.size(), 2U);
  EXPECT_EQ(definitions[0].choices[1].word, "two");
  EXPECT_EQ(definitions[1].low, 0);
  EXPECT_EQ(definitions[1].high, std::nullopt);
  EXPECT_EQ(definitions[2].privacy, Privacy::personal);
  Catalogue again = standard_catalogue();
  FieldSet{.kind = "customer", .fields = definitions}.add_to(again);
  EXPECT_EQ(run_time_fields(again, kind_info<Customer>()), definitions);
  EXPECT_EQ(field(again, "designer").notes.category->label.zh, "装修信息");
  EXPECT_TRUE(run_time_fields(catalogue, kind_info<Need>()).empty());
}

TEST(field_set, each_type_has_its_kind) {
  std::size_t count = 0;
  for (const EnumWord& word : Words<FieldType>::table) {
    Catalogue catalogue = standard_catalogue();
    FieldSet set{.kind = "needs", .fields = {{.name = "extra", .type = static_cast<FieldType>(word.value), .choices = {{.word = "a"}}}}};
    set.add_to(catalogue);
    const Type& type = *catalogue.fields(kind_info<Need>()).back().type;
    count += type.kind != TypeKind::text;
    EXPECT_TRUE(type.get && type.set) << word.word;
  }
  EXPECT_EQ(count, std::size(Words<FieldType>::table) - 1) << "only text is text";
}

struct BadSet {
  const char* code;
  FieldSet set;
};

TEST(field_set, bad_definitions_are_refused_whole) {
  const BadSet cases[] = {
      {"catalogue.kind", {.kind = "planet", .fields = {{.name = "a"}}}},
      {"catalogue.field", {.kind = "customer", .fields = {{.name = "fresh"}, {.name = "legal_name"}}}},
      {"catalogue.field", {.kind = "customer", .fields = {{.name = "twice"}, {.name = "twice"}}}},
      {"field_set.name", {.kind = "customer", .fields = {{.name = "Not Legal"}}}},
      {"field_set.name", {.kind = "customer", .fields = {{.name = ""}}}},
      {"field_set.name", {.kind = "customer", .fields = {{.name = "1st"}}}},
      {"field_set.choices", {.kind = "customer", .fields = {{.name = "fresh", .type = FieldType::choice}}}},
      {"field_set.choices", {.kind = "customer", .fields = {{.name = "fresh", .type = FieldType::choice, .choices = {{.word = "a"}, {.word = "a"}}}}}},
      {"field_set.choices", {.kind = "customer", .fields = {{.name = "fresh", .type = FieldType::choice, .choices = {{.label_zh = "甲"}}}}}},
  };
  for (const BadSet& bad : cases) {
    Catalogue catalogue = standard_catalogue();
    try {
      bad.set.add_to(catalogue);
      ADD_FAILURE() << bad.code;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), bad.code) << error.what();
    }
    EXPECT_EQ(catalogue.fields(kind_info<Customer>()).size(), kind_info<Customer>().record->fields.size());
  }
}

TEST(field_set, has_a_dictionary_of_its_own) {
  EXPECT_EQ(record_info<FieldSet>().fields.size(), 2U);
  EXPECT_EQ(record_info<FieldDefinition>().with(Part::title)->name, "name");
  EXPECT_EQ(small_field_set(), small_field_set());
}

}  // namespace
}  // namespace guanxi
