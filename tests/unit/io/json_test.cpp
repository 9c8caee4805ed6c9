#include <guanxi/core/error.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace guanxi::io {
namespace {

Uuid uuid(const char* text) { return parse_uuid(text).value(); }

constexpr const char* first_id = "00000000-0000-7000-8000-000000000001";
constexpr const char* second_id = "00000000-0000-7000-8000-000000000002";

/// A small dossier with one value of each shape.
Dossier small_dossier() {
  Dossier dossier;
  Customer& customer = dossier.customer();
  customer.id = {uuid(first_id)};
  customer.legal_name = "华东精密机械有限公司";
  customer.employees = NumberRange{.low = 500, .high = 1000};
  customer.annual_revenue = MoneyRange{.low = Money{10'000'000'000, {}}, .high = Money{50'000'000'000, {}}};
  customer.founded_on = PartialDate{.year = 2015, .month = 3};
  customer.is_key_account.set = true;
  customer.is_key_account.set_on = Date::from_ymd(2023, 10, 15);
  customer.owner_id.text = "小赵";
  customer.tags = {"行业:制造业", "规模:\"中型\""};
  customer.custom.values["预算"] = Money{12'345, Currency("USD")};
  customer.custom.values["台数"] = std::int64_t{3};
  customer.custom.values["比重"] = 3.0;
  customer.meta.version = (std::int64_t{1} << 53) + 1;
  customer.meta.created_at = Timestamp{1'700'000'000'000'000};
  Contact& contact = dossier.of<Contact>().emplace_back();
  contact.customer_id = customer.id;
  contact.reports_to_id = {{uuid(second_id)}, {}};
  contact.phones = {"13800138000", "021-5555"};
  contact.gender = Gender::female;
  dossier.of<Opportunity>().emplace_back().cooperation_score.set = 4;
  return dossier;
}

/// Written by hand from the description of `to_json`.
constexpr const char* sample_json = R"({
  "format": "guanxi.dossier",
  "version": 1,
  "customer": {
    "id": "00000000-0000-7000-8000-000000000001",
    "legal_name": "华东精密机械有限公司",
    "employees": "500..1000",
    "annual_revenue": "CNY 100000000.00..500000000.00",
    "founded_on": "2015-03",
    "is_key_account": {
      "set": true,
      "set_on": "2023-10-15"
    },
    "owner_id": "小赵",
    "tags": ["行业:制造业", "规模:\"中型\""],
    "custom": {
      "台数": 3,
      "比重": 3.0,
      "预算": {"money": "123.45 USD"}
    },
    "meta": {
      "version": 9007199254740993,
      "created_at": "2023-11-14T22:13:20Z"
    }
  },
  "contacts": [
    {
      "customer_id": "00000000-0000-7000-8000-000000000001",
      "reports_to_id": {"id": "00000000-0000-7000-8000-000000000002"},
      "phones": ["13800138000", "021-5555"],
      "gender": "female"
    }
  ],
  "opportunities": [
    {
      "cooperation_score": {
        "set": 4.0
      }
    }
  ]
}
)";

TEST(ToJson, layout_is_as_described) { EXPECT_EQ(to_json(standard_catalogue(), small_dossier()), sample_json); }

TEST(ToJson, one_line_holds_the_same) {
  std::string expected;
  for (const std::string_view text = sample_json; const char sign : text)
    if (sign != '\n') expected += sign;
  for (std::size_t at = 0; (at = expected.find("  ")) != std::string::npos;) expected.erase(at, 2);
  for (const char* pair : {": ", ", "})
    for (std::size_t at = 0; (at = expected.find(pair, at)) != std::string::npos; ++at) expected.erase(at + 1, 1);
  EXPECT_EQ(to_json(standard_catalogue(), small_dossier(), {.indent = 0}), expected);
}

TEST(ToJson, a_book_lists_dossiers_and_shared_records) {
  Book book;
  book.dossiers.emplace_back().customer().legal_name = "甲";
  book.dossiers.emplace_back();
  book.shared.of<User>().push_back({.name = "小赵"});
  EXPECT_EQ(to_json(standard_catalogue(), book, {.indent = 0}),
            R"({"format":"guanxi.book","version":1,"dossiers":[{"customer":{"legal_name":"甲"}},{"customer":{}}],"shared":{"users":[{"name":"小赵"}]}})");
}

TEST(ToJson, indent_outside_its_range_is_refused) {
  for (const int indent : {-1, 17}) EXPECT_THROW(static_cast<void>(to_json(standard_catalogue(), Dossier(), {.indent = indent})), ArgumentError) << indent;
}

TEST(FromJson, what_was_written_comes_back) {
  const ExactDossier read = dossier_from_json(standard_catalogue(), sample_json);
  EXPECT_EQ(read.dossier, small_dossier());
  EXPECT_TRUE(read.findings.empty());
  EXPECT_EQ(dossier_from_json(standard_catalogue(), std::string("\xEF\xBB\xBF") + sample_json).dossier, small_dossier());
  const ExactBook book = book_from_json(standard_catalogue(), sample_json);
  ASSERT_EQ(book.book.dossiers.size(), 1U);
  EXPECT_EQ(book.book.dossiers[0], small_dossier());
}

struct JsonNumberCase {
  const char* json;
  std::int64_t expected;
};

TEST(FromJson, integers_are_exact_beyond_two_to_the_53) {
  constexpr std::int64_t least = (std::numeric_limits<std::int64_t>::min)();
  constexpr JsonNumberCase cases[] = {{"9007199254740993", 9'007'199'254'740'993}, {"9223372036854775807", 9'223'372'036'854'775'807}, {"-9223372036854775808", least}, {"-0", 0}};
  for (const auto& [json, expected] : cases) {
    Customer customer;
    const Findings findings = record_from_json(standard_catalogue(), customer, std::string(R"({"meta":{"version":)") + json + R"(},"custom":{"n":)" + json + "}}");
    EXPECT_TRUE(findings.empty()) << json;
    EXPECT_EQ(customer.meta.version, expected) << json;
    EXPECT_EQ(customer.custom.values["n"], CustomValue(expected)) << json;
  }
}

struct SyntaxCase {
  const char* name;
  const char* json;
  const char* code;
  std::size_t position;
  const char* place;  // part of the message
};

/// Positions counted by hand.
constexpr SyntaxCase syntax_cases[] = {
    {"empty", "", "io.json_syntax", 0, "line 1, column 1"},
    {"cut_off", "{\"format\": \"guanxi", "io.json_syntax", 18, "ends too early"},
    {"missing_colon", "{\n  \"客户\" 1}", "io.json_syntax", 13, "line 2, column 8"},
    {"stray_comma", "{\"a\": [1,]}", "io.json_syntax", 9, "line 1, column 10"},
    {"rest", "{} x", "io.json_syntax", 3, "line 1, column 4"},
    {"bad_escape", "{\"a\": \"\\udc00\"}", "io.json_syntax", 13, "\\u escape"},
    {"bad_utf8", "{\"a\": \"\xff\"}", "io.json_syntax", 7, "line 1, column 8"},
    {"comment", "{ // a\n}", "io.json_syntax", 2, "line 1, column 3"},
    {"array", "[]", "io.json_format", 0, "guanxi.dossier"},
    {"other_format", R"({"format": "vcard", "version": 1})", "io.json_format", 0, "vcard"},
    {"no_format", R"({"customer": {}})", "io.json_format", 0, "guanxi.book"},
    {"no_version", R"({"format": "guanxi.dossier"})", "io.json_format", 0, "version"},
    {"zero_version", R"({"format": "guanxi.dossier", "version": 0})", "io.json_format", 0, "version"},
    {"later_version", R"({"format": "guanxi.book", "version": 2})", "io.json_version", 0, "install a later guanxi"}};

class JsonSyntax : public testing::TestWithParam<SyntaxCase> {};

TEST_P(JsonSyntax, is_told_with_code_and_place) {
  try {
    static_cast<void>(book_from_json(standard_catalogue(), GetParam().json, {.file = "a.json"}));
    FAIL() << "accepted";
  } catch (const ParseError& error) {
    EXPECT_EQ(error.code(), GetParam().code);
    EXPECT_EQ(error.position(), GetParam().position);
    EXPECT_NE(std::string(error.what()).find(GetParam().place), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("a.json"), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(io, JsonSyntax, testing::ValuesIn(syntax_cases), [](const auto& tested) { return tested.param.name; });

TEST(FromJson, depth_is_limited) {
  const auto nested = [](std::size_t depth) {
    return R"({"format":"guanxi.dossier","version":1,"x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_NO_THROW(static_cast<void>(dossier_from_json(standard_catalogue(), nested(64))));
  try {
    static_cast<void>(dossier_from_json(standard_catalogue(), nested(65)));
    FAIL() << "accepted";
  } catch (const ParseError& error) {
    EXPECT_EQ(error.code(), "io.json_depth");
  }
  EXPECT_THROW(static_cast<void>(dossier_from_json(standard_catalogue(), nested(9), {.max_depth = 8})), ParseError);
}

TEST(FromJson, a_book_is_no_dossier) {
  EXPECT_THROW(static_cast<void>(dossier_from_json(standard_catalogue(), to_json(standard_catalogue(), Book{}))), ParseError);
  Book book;
  book.dossiers.push_back(small_dossier());
  EXPECT_EQ(dossier_from_json(standard_catalogue(), to_json(standard_catalogue(), book)).dossier, small_dossier());
}

struct FindingCase {
  const char* name;
  const char* json;     // a contact
  const char* code;
  const char* field;
  const char* pointer;
  const char* value;
  const char* kept;     // the contact that results
};

constexpr FindingCase finding_cases[] = {
    {"unknown_field", R"({"fullname": "张", "title": "总监"})", "io.unknown_field", "fullname", "/fullname", "张", R"({"title":"总监","custom":{"fullname":"张"}})"},
    {"unknown_number", R"({"age": 1.50})", "io.unknown_field", "age", "/age", "1.50", R"({"custom":{"age":"1.50"}})"},
    {"unknown_object", R"({"a/b": {"x": [1, null]}})", "io.unknown_field", "a/b", "/a~1b", R"({"x":[1,null]})", R"({"custom":{"a/b":"{\"x\":[1,null]}"}})"},
    {"unknown_nested", R"({"meta": {"verison": 3}})", "io.unknown_field", "meta.verison", "/meta/verison", "3", R"({"custom":{"meta.verison":"3"}})"},
    {"taken_name", R"({"x": "1", "custom": {"x": "2"}})", "io.unknown_field", "x", "/x", "1", R"({"custom":{"x":"2"}})"},
    {"text_for_list", R"({"phones": "138", "title": "总监"})", "io.rejected", "phones", "/phones", "138", R"({"title":"总监"})"},
    {"list_for_text", R"({"title": ["总监"]})", "io.rejected", "title", "/title", R"(["总监"])", "{}"},
    {"text_for_record", R"({"meta": "x"})", "io.rejected", "meta", "/meta", "x", "{}"},
    {"list_for_custom", R"({"custom": [1]})", "io.rejected", "custom", "/custom", "[1]", "{}"},
    {"bad_word", R"({"gender": "femal"})", "io.rejected", "gender", "/gender", "femal", "{}"},
    {"bad_id", R"({"id": "1234", "title": "总监"})", "io.rejected", "id", "/id", "1234", R"({"title":"总监"})"},
    {"bad_element", R"({"phones": ["1", {}, "2"]})", "io.rejected", "phones[1]", "/phones/1", "{}", R"({"phones":["1","2"]})"},
    {"bad_reference", R"({"reports_to_id": {"id": "x"}})", "io.rejected", "reports_to_id", "/reports_to_id", R"({"id":"x"})", "{}"},
    {"odd_reference", R"({"reports_to_id": {"name": "x"}})", "io.rejected", "reports_to_id", "/reports_to_id", R"({"name":"x"})", "{}"},
    {"number_for_boolean", R"({"do_not_contact": 2})", "io.rejected", "do_not_contact", "/do_not_contact", "2", "{}"},
    {"number_for_text", R"({"title": 913100001332012345678})", "io.kept_as_text", "title", "/title", "913100001332012345678", R"({"title":"913100001332012345678"})"},
    {"large_custom_number", R"({"custom": {"n": 913100001332012345678}})", "io.kept_as_text", "custom[n]", "/custom/n", "913100001332012345678", R"({"custom":{"n":"913100001332012345678"}})"},
    {"custom_object", R"({"custom": {"n": {"x": 1}}})", "io.kept_as_text", "custom[n]", "/custom/n", R"({"x":1})", R"({"custom":{"n":"{\"x\":1}"}})"},
    {"bad_custom_money", R"({"custom": {"n": {"money": "much"}}})", "io.rejected", "custom[n]", "/custom/n", "much", "{}"},
    {"nan", R"({"custom": {"n": {"real": "nan"}}})", "io.rejected", "custom[n]", "/custom/n", "nan", "{}"},
    {"given_twice", R"({"title": "总监", "title": "经理"})", "io.duplicate_key", "title", "/title", "经理", R"({"title":"总监"})"},
    {"custom_twice", R"({"custom": {"n": 1, "n": 2}})", "io.duplicate_key", "custom[n]", "/custom/n", "2", R"({"custom":{"n":1}})"},
    {"no_object", R"("张")", "io.rejected", "", "", "张", "{}"}};

class JsonFindings : public testing::TestWithParam<FindingCase> {};

TEST_P(JsonFindings, say_what_and_where_and_keep_the_rest) {
  const FindingCase& expected = GetParam();
  Contact contact;
  const Findings findings = record_from_json(standard_catalogue(), contact, expected.json, {.file = "a.json"});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, expected.code);
  EXPECT_EQ(findings[0].kind, "contact");
  EXPECT_EQ(findings[0].field, expected.field);
  EXPECT_EQ(findings[0].value, expected.value);
  EXPECT_EQ(findings[0].place.file, "a.json");
  EXPECT_EQ(findings[0].place.header, expected.pointer);
  if (std::string_view(expected.name) == "taken_name") contact.custom.values.erase("x (2)");
  EXPECT_EQ(record_to_json(standard_catalogue(), contact, {.indent = 0}), expected.kept);
}

INSTANTIATE_TEST_SUITE_P(io, JsonFindings, testing::ValuesIn(finding_cases), [](const auto& tested) { return tested.param.name; });

TEST(FromJson, a_name_that_is_taken_gets_a_number) {
  Contact contact;
  static_cast<void>(record_from_json(standard_catalogue(), contact, R"({"custom": {"x": "2"}, "x": "1"})"));
  EXPECT_EQ(contact.custom.values.at("x"), CustomValue(std::string("2")));
  EXPECT_EQ(contact.custom.values.at("x (2)"), CustomValue(std::string("1")));
}

TEST(FromJson, the_nearest_name_is_offered) {
  Contact contact;
  const Findings findings = record_from_json(standard_catalogue(), contact, R"({"fullname": "张"})");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(findings[0].remedy.en.find("full_name"), std::string::npos) << findings[0].remedy.en;
  EXPECT_NE(findings[0].remedy.zh.find("full_name"), std::string::npos) << findings[0].remedy.zh;
}

TEST(FromJson, findings_know_their_record) {
  Contact contact;
  const Findings findings = record_from_json(standard_catalogue(), contact, std::string(R"({"gender": "x", "id": ")") + first_id + "\"}");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].record, uuid(first_id));
}

TEST(FromJson, unknown_lists_stay_with_the_customer) {
  const ExactBook read = book_from_json(standard_catalogue(), R"({"format":"guanxi.book","version":1,"dossiers":[{"customer":{"legal_name":"甲"},"contakts":[{"title":"x"}]}],
                                                        "shared":{"foo":[1]},"bar":2})");
  ASSERT_EQ(read.book.dossiers.size(), 1U);
  EXPECT_EQ(read.book.dossiers[0].customer().custom.values.at("contakts"), CustomValue(std::string(R"([{"title":"x"}])")));
  ASSERT_EQ(read.findings.size(), 3U);
  EXPECT_EQ(read.findings[0].code, "io.unknown_field");
  EXPECT_EQ(read.findings[0].place.header, "/dossiers/0/contakts");
  EXPECT_NE(read.findings[0].remedy.en.find("contacts"), std::string::npos);
  EXPECT_EQ(read.findings[1].code, "io.unknown_name");
  EXPECT_EQ(read.findings[1].place.header, "/shared/foo");
  EXPECT_EQ(read.findings[1].value, "[1]");
  EXPECT_EQ(read.findings[2].code, "io.unknown_name");
  EXPECT_EQ(read.findings[2].place.header, "/bar");
}

TEST(FromJson, wrong_shapes_of_a_book_are_findings) {
  const ExactBook read = book_from_json(standard_catalogue(), R"({"format":"guanxi.book","version":1,"dossiers":[7,{"customer":[],"contacts":{},"needs":[3,{}]}],"shared":[]})");
  EXPECT_EQ(read.book.dossiers.size(), 2U);
  EXPECT_EQ(read.book.dossiers[1].of<Need>().size(), 2U);
  std::vector<std::string> pointers;
  for (const Finding& finding : read.findings) {
    EXPECT_EQ(finding.code, "io.rejected");
    pointers.push_back(finding.place.header);
  }
  EXPECT_EQ(pointers, (std::vector<std::string>{"/dossiers/0", "/dossiers/1/customer", "/dossiers/1/contacts", "/dossiers/1/needs/0", "/shared"}));
}

TEST(FromJson, a_set_of_run_time_fields_comes_back) {
  const FieldSet set{.kind = "customer", .fields = {{.name = "power_supply", .label_zh = "供电", .type = FieldType::choice, .level = Level::required, .choices = {{.word = "v380", .label_zh = "三相"}}}}};
  const std::string json = record_to_json(standard_catalogue(), set);
  EXPECT_EQ(json, R"({
  "kind": "customer",
  "fields": [
    {
      "name": "power_supply",
      "label_zh": "供电",
      "type": "choice",
      "level": "required",
      "choices": [
        {
          "word": "v380",
          "label_zh": "三相"
        }
      ]
    }
  ]
}
)");
  FieldSet again;
  EXPECT_EQ(record_from_json(standard_catalogue(), again, json), Findings{});
  EXPECT_EQ(again, set);
  FieldSet other;
  const Findings findings = record_from_json(standard_catalogue(), other, R"({"kinds": "customer"})");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "io.unknown_name");
}

TEST(FromJson, people_may_write_words_and_texts_of_numbers) {
  Contact contact;
  const Findings findings = record_from_json(standard_catalogue(), contact, std::string(R"({"gender": "女", "do_not_contact": "true", "reports_to_id": ")") + second_id + "\"}");
  EXPECT_TRUE(findings.empty());
  EXPECT_EQ(contact.gender, Gender::female);
  EXPECT_EQ(contact.do_not_contact, true);
  EXPECT_EQ(contact.reports_to_id.id.uuid, uuid(second_id));
}

}  // namespace
}  // namespace guanxi::io
