#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/query_text.hpp>

#include "support/code_thrown.hpp"
#include "support/random_condition.hpp"
#include "support/random_record.hpp"

namespace guanxi::store {
namespace {

const Catalogue& parse_catalogue() {
  static const Catalogue made = [] {
    Catalogue catalogue = standard_catalogue();
    const auto choices = std::vector<FieldChoice>{{.word = "first", .label_zh = "一级"}, {.word = "second", .label_zh = "二级"}};
    FieldSet{.kind = "customer", .fields = {{.name = "energy_grade", .label_zh = "节能等级", .type = FieldType::choice, .choices = choices}, {.name = "floor_area", .label_zh = "面积", .type = FieldType::real}, {.name = "rent", .type = FieldType::money, .unit = "USD"}}}.add_to(catalogue);
    return catalogue;
  }();
  return made;
}

const KindInfo& kind_named(std::string_view name) { return *parse_catalogue().kind(name); }

Query parsed(std::string_view kind, std::string_view text) { return parse_query(parse_catalogue(), kind_named(kind), text); }

struct ReadCase {
  const char* name;
  const char* kind;
  const char* text;
  const char* canonical;  ///< less the limit
};

constexpr ReadCase read_cases[] = {
    {"blank", "customer", "  ", "true"},
    {"words", "customer", "customer_type = strategic and (region_code = 440300 or tags has \"行业:制造业\") and count(need where urgency = high) >= 2 and any(interaction where occurred_at > as_of - 90d)",
     "customer_type = strategic and (region_code = \"440300\" or tags has \"行业:制造业\") and count(need where urgency = high) >= 2 and any(interaction where occurred_at > as_of - 90d)"},
    {"labels", "customer", "客户类型 = 战略客户", "customer_type = strategic"},
    {"without_blanks", "customer", "客户类型=战略客户且年营业额>=200万", "customer_type = strategic and annual_revenue >= \"2000000.00 CNY\""},
    {"full_width", "customer", "客户类型＝战略客户　或　（所属行业 has 制造 并且 非 标签 包含 “行业:制造业”）", "customer_type = strategic or industry_label has \"制造\" and not (tags has \"行业:制造业\")"},
    {"children_in_chinese", "customer", "存在(需求其中紧急性=高)", "any(need where urgency = high)"},
    {"count_in_chinese", "customer", "数量（需求）≥2", "count(need) >= 2"},
    {"plural_and_label_in_quotes", "customer", "count(needs) < 3 and \"Customer type\" = Strategic", "count(need) < 3 and customer_type = strategic"},
    {"run_time_label", "customer", "节能等级 = 一级", "custom[energy_grade] = first"},
    {"run_time_name", "customer", "energy_grade != second and custom.floor_area > 3.5", "custom[energy_grade] != second and custom[floor_area] > 3.5"},
    {"run_time_brackets", "customer", "custom[节能等级] = 二级 and 自定义字段［面积］ > 100", "custom[energy_grade] = second and custom[floor_area] > 100.0"},
    {"run_time_currency", "customer", "rent < 100", "custom[rent] < \"100.00 USD\""},
    {"undeclared", "customer", "custom[甲] = 5 and custom[乙] = \"5\" and custom[丙] = true and custom[丁] = 1.5 and custom[a]]b] = x and custom[戊] > 2024-01-02 and custom[己] = as_of",
     "custom[甲] = 5 and custom[乙] = \"5\" and custom[丙] = true and custom[丁] = 1.5 and custom[a]]b] = x and custom[戊] > 2024-01-02 and custom[己] = as_of"},
    {"partial_dates", "customer", "founded_on < 2015-03-01 and founded_on = 2015年3月", "founded_on < 2015-03-01 and founded_on = \"2015-03\""},
    {"amounts", "customer", "注册资本 >= 5000万元 and credit_limit < \"100 USD\" and annual_revenue.上限 <= 1亿", "registered_capital >= \"50000000.00 CNY\" and credit_limit < \"100.00 USD\" and annual_revenue.high <= \"100000000.00 CNY\""},
    {"numbers", "customer", "employees >= 3万 and employees.low != 7 and employees < 2.5", "employees >= 30000 and employees.low != 7 and employees < 2.5"},
    {"share", "need", "confidence > 80%", "confidence > 0.8"},
    {"link", "customer", "owner_id.name = \"Li Wei\" and 负责业务员.员工邮箱 is set", "owner_id.name = \"Li Wei\" and owner_id.email is set"},
    {"link_by_name_or_id", "customer", "referrer_id = 张三 or parent_id = 0190a5a4-0000-7000-8000-000000000000", "referrer_id = \"张三\" or parent_id = 0190a5a4-0000-7000-8000-000000000000"},
    {"tags", "customer", "tag(行业, 制造业) and 标签（规模）", "tag(\"行业\", \"制造业\") and tag(\"规模\")"},
    {"lists", "customer", "legal_name in (甲, 乙、“丙 丁”) and short_name not in () and 标签不属于(a)", "legal_name in (\"甲\", \"乙\", \"丙 丁\") and not (short_name in ()) and not (tags in (a))"},
    {"presence", "customer", "legal_name is unset and not (short_name is set) and 传真已填 and 网址未填 and notes is not set", "legal_name is unset and short_name is unset and fax is set and website is unset and notes is unset"},
    {"negation", "customer", "not not legal_name = a and ! (notes = b) and not true", "legal_name = a and not (notes = b) and false"},
    {"precedence", "customer", "fax = a or fax = b and fax = c or (fax = d or fax = e)", "fax = a or fax = b and fax = c or fax = d or fax = e"},
    {"computed", "customer", "customer_type.computed = 潜在客户 and is_key_account = 是", "customer_type.computed = potential and is_key_account = true"},
    {"upkeep", "customer", "created_at < 2024-01-01 and meta.version > 2", "meta.created_at < 2024-01-01 and meta.version > 2"},
    {"times", "interaction", "occurred_at >= \"2024-01-02 10:00\" and occurred_at < 2024-01-02T03:04:05Z and occurred_at != 2024年1月3日", "occurred_at >= 2024-01-02T02:00:00Z and occurred_at < 2024-01-02T03:04:05Z and occurred_at != 2024-01-03"},
    {"relative_days", "interaction", "occurred_at > as_of - 1y+3d and next_due <= 今天 + 2周 and next_due != TODAY - 2个月", "occurred_at > as_of - 12m + 3d and next_due <= as_of + 14d and next_due != as_of - 2m"},
    {"elements", "decision_chain", "any(stakeholders where influence >= 8 and roles has 最终决策人) and stakeholders.support < 0", "any(stakeholders where influence >= 8 and roles has decider) and stakeholders.support < 0"},
    {"of_customer", "need", "of_customer(customer_type = 战略客户) and 所属客户(legal_name has 精密) and customer_id.legal_name != a", "of_customer(customer_type = strategic) and of_customer(legal_name has \"精密\") and customer_id.legal_name != a"},
    {"escapes", "customer", "legal_name = \"a\\\"b\\\\c\" and legal_name = 'x y' and legal_name = 「甲 乙」", "legal_name = \"a\\\"b\\\\c\" and legal_name = \"x y\" and legal_name = \"甲 乙\""},
    {"order", "customer", "fax = a order by legal_name desc, 年营业额.low, meta.created_at asc", "fax = a order by legal_name desc, annual_revenue.low, meta.created_at"},
    {"order_alone", "customer", "排序 legal_name 降序，owner_id.name 升序", "true order by legal_name desc, owner_id.name"},
};

class QueryReading : public testing::TestWithParam<ReadCase> {};
INSTANTIATE_TEST_SUITE_P(store, QueryReading, testing::ValuesIn(read_cases), [](const auto& tested) { return tested.param.name; });

TEST_P(QueryReading, gives_canonical_text_that_reads_the_same) {
  const ReadCase& given = GetParam();
  const Query query = parsed(given.kind, given.text);
  EXPECT_EQ(to_string(query), std::string(given.canonical) + " limit 50");
  EXPECT_EQ(parsed(given.kind, to_string(query)), query);
}

struct RefusalCase {
  const char* name;
  const char* kind;
  const char* text;
  const char* code;
  const char* rest;  ///< of the text from the first sign that does not fit
  const char* says;  ///< part of the sentence
};

constexpr RefusalCase refusal_cases[] = {
    {"unknown_field", "customer", "fax = a and custmer_type = b", "query.field", "custmer_type = b", "did you mean customer_type?"},
    {"unknown_label", "customer", "客户类形 = b", "query.field", "客户类形 = b", "did you mean 客户类型?"},
    {"unknown_part", "customer", "owner_id.nme = b", "query.field", "nme = b", "did you mean name?"},
    {"no_parts", "customer", "legal_name.x = b", "query.field", "x = b", "has no parts"},
    {"parts_without_title", "customer", "meta = b", "query.field", "meta = b", "name one: meta.version"},
    {"many_run_time_fields", "customer", "custom = b", "query.field", "custom = b", "custom[name]"},
    {"no_run_time_fields", "customer", "legal_name[x] = b", "query.field", "[x] = b", "[x]"},
    {"unknown_word", "customer", "customer_type = strategik", "query.value", "strategik", "did you mean strategic?"},
    {"no_number", "need", "confidence > viel", "query.value", "viel", "expected a number"},
    {"beyond_the_type", "need", "confidence > 3", "query.value", "3", "from 0 to 1"},
    {"range_for_one", "customer", "annual_revenue = 1-5亿", "query.value", "1-5亿", "expected one amount"},
    {"no_day", "interaction", "occurred_at > soon", "query.value", "soon", "expected"},
    {"far_away", "interaction", "occurred_at > as_of - 90000y", "query.value", "as_of - 90000y", "1 to 9999"},
    {"no_unit", "interaction", "occurred_at > as_of - 90 and fax = 1", "query.syntax", "and fax = 1", "d, w, m or y"},
    {"no_distance", "interaction", "occurred_at > as_of - ", "query.syntax", "", "such as 90d"},
    {"no_value", "customer", "customer_type = ", "query.syntax", "", "found the end"},
    {"and_as_value", "customer", "fax = and notes = b", "query.syntax", "and notes = b", "a value for fax"},
    {"no_relation", "customer", "customer_type strategic", "query.syntax", "strategic", "expected a relation"},
    {"no_closing_bracket", "customer", "(fax = a", "query.syntax", "", "expected “)”"},
    {"one_bracket_too_many", "customer", "fax = a)", "query.syntax", ")", "expected and, or"},
    {"open_quote", "customer", "fax = \"abc", "query.syntax", "\"abc", "not closed"},
    {"open_key", "customer", "custom[abc = 1", "query.syntax", "[abc = 1", "not closed"},
    {"two_values", "customer", "fax = a b", "query.syntax", "b", "expected and, or"},
    {"no_name", "customer", "= 3", "query.syntax", "= 3", "the name of a field"},
    {"truth_has_no_order", "customer", "is_key_account < 是", "query.relation", "< 是", "neither less nor greater"},
    {"links_have_no_order", "customer", "owner_id > a", "query.relation", "> a", "neither less nor greater"},
    {"list_of_records", "decision_chain", "stakeholders = 3", "query.relation", "3", "any(stakeholders where"},
    {"no_container", "customer", "employees has 3", "query.relation", "has 3", "contains nothing"},
    {"nothing_to_look_for", "customer", "fax has \"，\"", "query.value", "\"，\"", "to look for"},
    {"no_such_kind", "customer", "count(nedes) > 2", "query.kind", "nedes) > 2", "expected a record kind"},
    {"misspelt_kind", "customer", "count(interactons) > 2", "query.kind", "interactons) > 2", "did you mean interactions?"},
    {"foreign_kind", "need", "any(contact)", "query.kind", "contact)", "do not belong to a need"},
    {"no_number_of_records", "customer", "count(need) > many", "query.syntax", "many", "a whole number"},
    {"no_customer", "offering", "of_customer(fax = a)", "query.kind", "of_customer(fax = a)", "belong to no customer"},
    {"no_tags", "need", "tag(a)", "query.field", "tag(a)", "no field “tags”"},
    {"no_order", "customer", "fax = a order by annual_revenue", "query.order", "annual_revenue", "such as a bound"},
    {"negative_limit", "customer", "limit -1", "query.value", "-1", "at least 0"},
    {"after_the_end", "customer", "limit 5 fax = a", "query.syntax", "fax = a", "the end"},
    {"undeclared_has_words", "customer", "custom[x] has 3", "query.relation", "has 3", "contains nothing"},
};

class QueryRefusal : public testing::TestWithParam<RefusalCase> {};
INSTANTIATE_TEST_SUITE_P(store, QueryRefusal, testing::ValuesIn(refusal_cases), [](const auto& tested) { return tested.param.name; });

TEST_P(QueryRefusal, points_at_the_sign_and_says_what_is_expected) {
  const RefusalCase& given = GetParam();
  try {
    const Query query = parsed(given.kind, given.text);
    FAIL() << to_string(query);
  } catch (const ParseError& problem) {
    EXPECT_EQ(problem.code(), given.code) << problem.what();
    EXPECT_EQ(std::string_view(given.text).substr(problem.position()), given.rest) << problem.what();
    EXPECT_THAT(problem.what(), testing::HasSubstr(given.says));
  }
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(QueryParse, depth_and_size_are_bounded) {
  const auto code = [](const std::string& text) { return test::code_thrown<ParseError>([&] { (void)parsed("customer", text); }); };
  EXPECT_EQ(code(repeated("(", 30) + "fax = a" + repeated(")", 30)), "nothing thrown") << "brackets around one condition make no levels";
  EXPECT_EQ(code(repeated("(", 100'000)), "query.depth");
  EXPECT_EQ(code(repeated("not ", 100'001) + "fax = a"), "nothing thrown");
  EXPECT_EQ(code(repeated("not (fax = b or ", 30) + "fax = a" + repeated(")", 30)), "query.depth");
  EXPECT_EQ(code("fax = a" + repeated(" or fax = a", 2'000)), "nothing thrown");
  EXPECT_EQ(code("fax = a" + repeated(" or fax = a", 11'000)), "query.size");
  EXPECT_EQ(code("fax in (a" + repeated(", a", 11'000) + ")"), "query.size");
  EXPECT_EQ(code("reports_to" + repeated(".reports_to", 1000)), "query.field");
  EXPECT_EQ(code("parent_id" + repeated(".parent_id", 1000) + " is set"), "query.depth");
}

TEST(QueryParse, bytes_that_are_no_utf8_are_refused_where_they_are) {
  try {
    (void)parsed("customer", "fax = \"客\xE5\xAE\" and fax = b");
    FAIL();
  } catch (const ParseError& problem) {
    EXPECT_EQ(problem.code(), "query.utf8");
    EXPECT_EQ(problem.position(), 10U);
  }
}

/// Records made at random, for conditions that ask of them.
const Book& parse_book() {
  static const Book made = [] {
    test::RandomRecords random(parse_catalogue(), 23, {.present = .7});
    Book book = random.book(6);
    for (Dossier& dossier : book.dossiers)
      for (const KindInfo* kind : parse_catalogue().kinds())
        for (std::size_t i = 0; i < dossier.records().size(*kind); ++i) {
          Uuid& id = *static_cast<Uuid*>(kind->with(Part::key)->in(dossier.records().at(*kind, i)));
          if (!id) id = Uuid{{7, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(&dossier - book.dossiers.data())}};
        }
    return book;
  }();
  return made;
}

TEST(QueryParse, any_condition_comes_back_from_its_text) {
  const test::World world(parse_catalogue(), parse_book());
  test::RandomConditions random(world, 3);
  const std::vector<const KindInfo*> kinds = parse_catalogue().kinds();
  for (int round = 0; round < 1500; ++round) {
    const KindInfo& kind = *kinds[random.below(kinds.size())];
    const Condition condition = random.condition(kind, 4);
    const std::string text = to_string(condition);
    Condition again;
    ASSERT_EQ(test::code_thrown([&] { again = parse_condition(parse_catalogue(), kind, text); }), "nothing thrown") << kind.name << ": " << text;
    ASSERT_EQ(again, condition) << kind.name << ": " << text << "\nbecame " << to_string(again);
    ASSERT_EQ(to_string(again), text);
  }
}

/// One text with some bytes removed, doubled, exchanged or replaced by pieces of the language.
std::string damaged(std::string text, std::mt19937_64& random) {
  static constexpr std::string_view pieces[] = {"(", ")", "（", "\"", "“", " and ", "或", "not ", "[", "]", "]]", ".", "，", "=", "<=", " in ", " has ", "包含", "any(", "count(", " where ", "as_of", "-", "9999999999999999999", "d", "\\", "且", "\xE5", "\0", "custom[", " order by ", " limit "};
  for (std::uint64_t times = 1 + random() % 4; times > 0; --times) {
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    switch (random() % 4) {
      case 0: text.erase(at, 1 + random() % 5); break;
      case 1: text.insert(at, pieces[random() % std::size(pieces)]); break;
      case 2: text.insert(at, text.substr(random() % (text.size() + 1), random() % 20)); break;
      default:
        if (!text.empty()) std::swap(text[at], text[random() % text.size()]);
    }
  }
  return text;
}

TEST(QueryParse, damaged_texts_are_read_or_refused_with_a_place_in_them) {
  std::mt19937_64 random(9);
  int read = 0, refused = 0;
  for (int round = 0; round < 800; ++round) {
    const ReadCase& given = read_cases[random() % std::size(read_cases)];
    const std::string text = damaged(given.text, random);
    try {
      const Query query = parsed(given.kind, text);
      ASSERT_EQ(parsed(given.kind, to_string(query)), query) << text << "\nis " << to_string(query);
      ++read;
    } catch (const ParseError& problem) {
      ASSERT_LE(problem.position(), text.size()) << text;
      ASSERT_TRUE(problem.code().starts_with("query.")) << problem.code();
      ++refused;
    }
  }
  EXPECT_GT(read, 30);
  EXPECT_GT(refused, 300);
}

}  // namespace
}  // namespace guanxi::store
