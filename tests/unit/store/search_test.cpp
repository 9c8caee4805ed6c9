#include <guanxi/core/text.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

class StoreSearch : public testing::Test {
 protected:
  test::TestClock clock_;
  Store store_ = Store::open(":memory:", {.catalogue = &test::few_kinds(), .clock = clock_.reader()});
  Session li_ = store_.session("Li Wei");

  Customer card(const std::string& name, const std::string& notes = {}) {
    Customer customer;
    customer.legal_name = name;
    customer.notes = notes;
    return li_.put(customer);
  }

  /// Titles of what is found, oldest first.
  std::vector<std::string> found(const std::string& input) {
    std::vector<std::string> titles;
    for (const Hit& hit : li_.search(input, {.limit = 0}).hits) titles.insert(titles.begin(), hit.title);
    EXPECT_EQ(li_.search_count(input), static_cast<std::int64_t>(titles.size())) << input;
    return titles;
  }
  using Titles = std::vector<std::string>;
};

TEST_F(StoreSearch, finds_terms_of_any_length_inside_chinese_text) {
  card("华东精密机械有限公司", "需要数控机床两台");
  card("东华软件", "机 床");
  card("长江机床厂");
  EXPECT_EQ(found("机"), (Titles{"华东精密机械有限公司", "东华软件", "长江机床厂"}));
  EXPECT_EQ(found("机床"), (Titles{"华东精密机械有限公司", "长江机床厂"})) << "two signs, wherever they stand, but not apart";
  EXPECT_EQ(found("数控机床"), (Titles{"华东精密机械有限公司"}));
  EXPECT_EQ(found("华东"), (Titles{"华东精密机械有限公司"})) << "order matters";
  EXPECT_EQ(found("公司"), (Titles{"华东精密机械有限公司"})) << "at the end";
  EXPECT_EQ(found("司"), (Titles{"华东精密机械有限公司"}));
  EXPECT_EQ(found("控床"), Titles{});
  EXPECT_EQ(found("機床 兩臺"), (Titles{"华东精密机械有限公司"})) << "Traditional signs, two parts";
}

TEST_F(StoreSearch, finds_words_by_their_start_and_mixed_text) {
  card("Huadong Precision GmbH", "Model A-100, ｘ９００");
  card("ABB工程 (A型机床)");
  EXPECT_EQ(found("prec"), (Titles{"Huadong Precision GmbH"}));
  EXPECT_EQ(found("precision HUADONG"), (Titles{"Huadong Precision GmbH"}));
  EXPECT_EQ(found("cision"), Titles{});
  EXPECT_EQ(found("A-100"), (Titles{"Huadong Precision GmbH"}));
  EXPECT_EQ(found("x900"), (Titles{"Huadong Precision GmbH"})) << "full width";
  EXPECT_EQ(found("A型"), (Titles{"ABB工程 (A型机床)"}));
  EXPECT_EQ(found("型机床"), (Titles{"ABB工程 (A型机床)"}));
  EXPECT_EQ(found("abb工"), (Titles{"ABB工程 (A型机床)"}));
}

TEST_F(StoreSearch, input_is_never_a_command) {
  card("甲公司");
  for (const char* input : {"", " ", "\"", "*", "a AND", "NEAR(", "open:甲", "-甲", "{open}", "甲\"", "^甲", "()", "甲 OR"}) EXPECT_EQ(test::code_thrown([&] { (void)li_.search(input); }), "nothing thrown") << input;
  EXPECT_EQ(found("甲\""), (Titles{"甲公司"}));
  EXPECT_EQ(found("..."), Titles{});
  EXPECT_EQ(test::code_thrown<NotFoundError>([&] { (void)li_.search("甲", {.kinds = {"nonsense"}}); }), "store.kind");
}

TEST_F(StoreSearch, follows_every_write) {
  Customer customer = card("甲公司", "机床");
  customer.notes = "铣床";
  customer = li_.put(customer);
  EXPECT_EQ(found("机床"), Titles{});
  EXPECT_EQ(found("铣床"), (Titles{"甲公司"}));
  EXPECT_EQ(test::code_thrown([&] {
              li_.transaction([&](Session& inside) {
                customer.notes = "刨床";
                inside.put(customer);
                EXPECT_EQ(inside.search("刨床").hits.size(), 1U);
                throw ArgumentError("test.stop", "stop");
              });
            }),
            "test.stop");
  EXPECT_EQ(found("刨床"), Titles{});
  li_.remove(customer.id, "mistake");
  EXPECT_EQ(found("铣床"), Titles{});
}

TEST_F(StoreSearch, pages_follow_each_other) {
  for (int i = 0; i < 25; ++i) card("公司" + std::to_string(i));
  std::vector<Hit> all;
  SearchOptions options{.limit = 10};
  do {
    const SearchPage page = li_.search("公司", options);
    EXPECT_LE(page.hits.size(), 10U);
    all.insert(all.end(), page.hits.begin(), page.hits.end());
    options.after = page.next;
  } while (options.after != 0);
  EXPECT_EQ(all, li_.search("公司", {.limit = 0}).hits);
  EXPECT_EQ(all.size(), 25U);
  EXPECT_EQ(li_.search("公司", {.kinds = {"need"}}).hits.size(), 0U);
}

/// Every term of every text is found, and nothing else: compared with a plain look through all texts.
TEST_F(StoreSearch, equals_a_plain_look_through_all_texts) {
  std::mt19937 random(5);
  const std::u32string signs = U"甲乙丙丁机床";
  const auto text = [&](std::size_t longest) {
    std::u32string made;
    for (std::size_t i = random() % longest + 1; i > 0; --i) made += signs[random() % signs.size()];
    return text::to_utf8(made);
  };
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) names.push_back(card(text(8)).legal_name);
  for (int i = 0; i < 150; ++i) {
    const std::string term = text(3);
    Titles expected;
    for (const std::string& name : names)
      if (name.find(term) != std::string::npos) expected.push_back(name);
    EXPECT_EQ(found(term), expected) << term;
  }
}

}  // namespace
}  // namespace guanxi::store
