#include <guanxi/core/custom.hpp>
#include <guanxi/core/record_json.hpp>

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace guanxi {
namespace test {

enum class Tone { low, high };

struct Piece {
  std::string label{};
  std::optional<int> count{};
  bool operator==(const Piece&) const = default;
};

/// A record with a member of each shape.
struct Sheet {
  Id<Sheet> id{};
  std::string name{};
  std::optional<bool> open{};
  std::optional<std::int64_t> size{};
  std::optional<double> weight{};
  std::optional<Tone> tone{};
  Ref<Sheet> parent{};
  std::vector<std::string> tags{};
  std::vector<Piece> parts{};
  Piece main{};
  Custom custom{};
  bool operator==(const Sheet&) const = default;
};

}  // namespace test

template <>
struct Words<test::Tone> {
  static constexpr std::array<EnumWord, 2> table{word(test::Tone::low, "low", {"低", "Low"}), word(test::Tone::high, "high", {"高", "High"})};
};

template <>
struct Schema<test::Piece> {
  using Piece = test::Piece;
  static constexpr Field fields[] = {field<&Piece::label>("label", {"名", "Label"}), field<&Piece::count>("count", {"数", "Count"})};
};

template <>
struct Schema<test::Sheet> {
  using Sheet = test::Sheet;
  static constexpr Field fields[] = {
      field<&Sheet::id>("id", {"编号", "Id"}),          field<&Sheet::name>("name", {"名称", "Name"}),
      field<&Sheet::open>("open", {"开", "Open"}),      field<&Sheet::size>("size", {"大小", "Size"}),
      field<&Sheet::weight>("weight", {"重", "Weight"}), field<&Sheet::tone>("tone", {"调", "Tone"}),
      field<&Sheet::parent>("parent", {"上级", "Parent"}), field<&Sheet::tags>("tags", {"标签", "Tags"}),
      field<&Sheet::parts>("parts", {"部分", "Parts"}),  field<&Sheet::main>("main", {"主要", "Main"}),
      field<&Sheet::custom>("custom", {"其他", "Custom"})};
};

namespace {

using test::Piece;
using test::Sheet;
using test::Tone;

constexpr std::span<const Field> sheet_fields = record_info<Sheet>().fields;
constexpr const char* some_id = "00000000-0000-7000-8000-000000000001";

Uuid uuid() { return parse_uuid(some_id).value(); }

std::string record_json(const Sheet& sheet, std::span<const Field> fields = sheet_fields) {
  JsonWriter json;
  write_record_json(json, fields, &sheet);
  return json.take();
}

template <class T>
std::string member_json(const T& member, std::span<const Field> fields = sheet_fields) {
  JsonWriter json;
  write_json(json, type_of<T>(), &member, fields);
  return json.take();
}

template <class T>
bool present(const T& member) {
  return is_present(type_of<T>(), &member);
}

/// The fields of a sheet and three declared at run time.
std::vector<Field> declared_fields() {
  static constexpr Type tone = [] {
    Type type = detail::custom_type(TypeKind::enumeration);
    type.words = Words<Tone>::table;
    return type;
  }();
  static constexpr Type money = detail::custom_type(TypeKind::money), real = detail::custom_type(TypeKind::real);
  std::vector<Field> fields(sheet_fields.begin(), sheet_fields.end());
  for (const auto& [name, type] : {std::pair{"price", &money}, std::pair{"share", &real}, std::pair{"tone", &tone}})
    fields.push_back({.name = name, .type = type, .at = sheet_fields.back().at, .run_time = true});
  return fields;
}

TEST(RecordJson, is_as_described) {
  Sheet sheet{.id = {uuid()}, .name = "甲\n", .open = false, .size = (std::int64_t{1} << 53) + 1, .weight = 3.0, .tone = Tone::high};
  sheet.parent.text = "总部";
  sheet.tags = {"a", ""};
  sheet.parts = {{.label = "x"}, {}};
  sheet.main.count = -7;
  sheet.custom.values["n"] = std::int64_t{3};
  EXPECT_EQ(record_json(sheet),
            R"({"id":"00000000-0000-7000-8000-000000000001","name":"甲\n","open":false,"size":9007199254740993,"weight":3.0,"tone":"high",)"
            R"("parent":"总部","tags":["a",null],"parts":[{"label":"x"},{}],"main":{"count":-7},"custom":{"n":3}})");
}

TEST(RecordJson, indented_lists_of_leaves_stay_in_one_line) {
  Sheet sheet{.tags = {"a", "b"}, .parts = {{.count = 1}}};
  JsonWriter json(1);
  write_record_json(json, sheet_fields, &sheet);
  EXPECT_EQ(json.take(), "{\n \"tags\": [\"a\", \"b\"],\n \"parts\": [\n  {\n   \"count\": 1\n  }\n ]\n}\n");
}

TEST(RecordJson, an_empty_record_and_empty_members) {
  EXPECT_EQ(record_json({}), "{}");
  EXPECT_EQ(member_json(std::string()), "null");
  EXPECT_EQ(member_json(std::optional<Tone>()), "null");
  EXPECT_EQ(member_json(Id<Sheet>()), "null");
  EXPECT_EQ(member_json(std::vector<Piece>()), "[]");
  EXPECT_EQ(member_json(Piece()), "{}");
  EXPECT_EQ(member_json(Custom()), "{}");
}

TEST(RecordJson, reals_keep_a_sign_of_being_real) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const std::pair<double, const char*> cases[] = {{3, "3.0"}, {-0.0, "-0.0"}, {0.1, "0.1"}, {1e300, "1e+300"}, {123456789, "123456789.0"},
                                                  {inf, R"("inf")"}, {std::numeric_limits<double>::quiet_NaN(), R"("nan")"}};
  for (const auto& [real, json] : cases) EXPECT_EQ(member_json(std::optional(real)), json);
  EXPECT_EQ(member_json(std::optional((std::numeric_limits<std::int64_t>::min)())), "-9223372036854775808");
}

TEST(RecordJson, references_say_what_they_are) {
  EXPECT_EQ(member_json(Ref<Sheet>{{}, "总部"}), R"("总部")");
  EXPECT_EQ(member_json(Ref<Sheet>{{uuid()}, {}}), R"({"id":"00000000-0000-7000-8000-000000000001"})");
  EXPECT_EQ(member_json(Ref<Sheet>{{uuid()}, "总部"}), R"({"id":"00000000-0000-7000-8000-000000000001","text":"总部"})");
  EXPECT_EQ(member_json(Ref<Sheet>{{}, some_id}), R"({"text":"00000000-0000-7000-8000-000000000001"})");
}

struct CustomCase {
  const char* name;     // of the run-time field
  CustomValue value;
  const char* free;     // nothing declared
  const char* declared; // see declared_fields
};

const CustomCase custom_cases[] = {
    {"other", std::string("x"), R"("x")", R"("x")"},
    {"other", true, "true", "true"},
    {"other", 1.0, "1.0", "1.0"},
    {"other", Money{100, {}}, R"({"money":"1.00 CNY"})", R"({"money":"1.00 CNY"})"},
    {"other", NumberRange{.low = 1}, R"({"number_range":"1.."})", R"({"number_range":"1.."})"},
    {"other", std::numeric_limits<double>::infinity(), R"({"real":"inf"})", R"({"real":"inf"})"},
    {"price", Money{100, {}}, R"({"money":"1.00 CNY"})", R"("1.00 CNY")"},
    {"price", std::string("a lot"), R"("a lot")", R"({"text":"a lot"})"},
    {"price", std::int64_t{1}, "1", R"({"integer":1})"},
    {"share", std::numeric_limits<double>::infinity(), R"({"real":"inf"})", R"("inf")"},
    {"tone", std::string("high"), R"("high")", R"("high")"},
    {"tone", std::string("loud"), R"("loud")", R"({"text":"loud"})"}};

TEST(RecordJson, custom_values_say_their_type_where_it_is_not_declared) {
  const std::vector<Field> declared = declared_fields();
  for (const CustomCase& c : custom_cases) {
    Custom custom{.values = {{c.name, c.value}, {"unset", CustomValue()}}};
    const std::string prefix = std::string("{\"") + c.name + "\":";
    EXPECT_EQ(member_json(custom), prefix + c.free + "}");
    EXPECT_EQ(member_json(custom, {}), prefix + c.free + "}");
    EXPECT_EQ(member_json(custom, declared), prefix + c.declared + "}");
  }
}

TEST(RecordJson, run_time_fields_stand_in_the_member_that_holds_them) {
  Sheet sheet;
  sheet.custom.values["price"] = Money{100, {}};
  EXPECT_EQ(record_json(sheet, declared_fields()), R"({"custom":{"price":"1.00 CNY"}})");
}

TEST(RecordJson, a_member_is_written_as_inside_its_record) {
  const Sheet sheet{.name = "甲", .weight = .5, .parts = {{.label = "x"}}, .main = {.count = 1}};
  JsonWriter json;
  json.open('{');
  for (const Field& field : sheet_fields) {
    if (!is_present(*field.type, field.in(&sheet))) continue;
    json.name(field.name);
    write_json(json, *field.type, field.in(&sheet), sheet_fields);
  }
  json.close('}');
  EXPECT_EQ(json.take(), record_json(sheet));
}

TEST(IsPresent, of_each_shape) {
  EXPECT_FALSE(present(std::string()));
  EXPECT_TRUE(present(std::string("x")));
  EXPECT_FALSE(present(std::optional<bool>()));
  EXPECT_TRUE(present(std::optional(false)));
  EXPECT_FALSE(present(Ref<Sheet>()));
  EXPECT_FALSE(present(std::vector<std::string>()));
  EXPECT_TRUE(present(std::vector<std::string>{""})) << "an element counts even if it is unset";
  EXPECT_FALSE(present(Piece()));
  EXPECT_TRUE(present(Piece{.count = 0}));
  EXPECT_FALSE(present(Custom()));
  EXPECT_FALSE(present(Custom{.values = {{"n", CustomValue()}}}));
  EXPECT_TRUE(present(Custom{.values = {{"n", std::string()}}}));
}

}  // namespace
}  // namespace guanxi
