#include <guanxi/core/text.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/whitespace.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "today.hpp"

namespace guanxi::need {
namespace {

using State = WhitespaceState;
using Match = OfferingMatch;

Uuid uuid_of(int n) {
  Uuid uuid;
  uuid.bytes[15] = static_cast<std::uint8_t>(n);
  return uuid;
}

template <class T>
Ref<T> called(std::string text) {
  return {{}, std::move(text)};
}

Book offerings() {
  Book book;
  book.shared.of<Offering>() = {
      {.id = {uuid_of(2)}, .name = "Lathe X", .category = "Machines"},
      {.id = {uuid_of(1)}, .name = "Care plan", .category = "Service", .pains = {"downtime", "停机"}},
      {.id = {uuid_of(3)}, .name = "Mill Y", .category = "Machines"},
      {.id = {uuid_of(4)}, .name = "Old press", .available_until = PartialDate{2022, 0, 0}}};
  book.dossiers.emplace_back(Customer{.id = {uuid_of(9)}, .legal_name = "Harbor Gear Works"});
  return book;
}

// The state and basis of a cell of the only customer.
std::pair<State, std::optional<Match>> cell(const Book& book, const char* offering) {
  for (const WhitespaceCell& one : whitespace(book, {.as_of = today}).cells)
    if (one.offering_name == offering) return {one.state, one.match};
  ADD_FAILURE() << "no cell of " << offering;
  return {};
}

TEST(Whitespace, worked_example) {
  Book book = offerings();
  Dossier& dossier = book.dossiers[0];
  dossier.of<InstalledProduct>().push_back({.id = {uuid_of(20)}, .product = "lathe-x"});
  dossier.of<Opportunity>().push_back({.id = {uuid_of(21)}, .name = "new mill", .product = {{uuid_of(3)}, {}}});
  dossier.of<Need>().push_back({.id = {uuid_of(22)}, .statement = "Too much Downtime in spring"});
  const Whitespace grid = whitespace(book, {.as_of = today});
  EXPECT_EQ(grid.not_on_sale, 1);
  ASSERT_EQ(grid.cells.size(), 3U);
  EXPECT_EQ(grid.offerings[0].name, "Care plan") << "by name";
  EXPECT_EQ(grid.cells[0].state, State::wanted);
  EXPECT_EQ(grid.cells[0].match, Match::pain);
  EXPECT_EQ(grid.cells[0].reason.en, "a need that it serves (matched by pain): Too much Downtime in spring");
  EXPECT_EQ(grid.cells[0].evidence, std::vector{uuid_of(22)});
  EXPECT_EQ(grid.cells[1].state, State::owned);
  EXPECT_EQ(grid.cells[1].match, Match::name);
  EXPECT_EQ(grid.cells[1].reason.zh, "已购或在用（按名称对应）：lathe-x");
  EXPECT_EQ(grid.cells[2].state, State::open);
  EXPECT_EQ(grid.cells[2].match, Match::id);
  EXPECT_EQ(grid.customers, (std::vector<WhitespaceCustomer>{{{uuid_of(9)}, "Harbor Gear Works", 1, 1, 1, 0}}));
  EXPECT_EQ(grid.offerings[1], (WhitespaceOffering{{uuid_of(2)}, "Lathe X", 1, 0, 0, 0}));
}

TEST(Whitespace, blank_cells_have_a_reason_or_are_left_out) {
  const Book book = offerings();
  const Whitespace all = whitespace(book, {.as_of = today});
  ASSERT_EQ(all.cells.size(), 3U);
  EXPECT_EQ(all.cells[0].state, State::blank);
  EXPECT_EQ(all.cells[0].match, std::nullopt);
  EXPECT_EQ(all.cells[0].reason.en, "nothing bought, no opportunity, no need");
  const Whitespace filled = whitespace(book, {.as_of = today, .cells = CellList::filled});
  EXPECT_TRUE(filled.cells.empty());
  EXPECT_EQ(filled.customers, all.customers);
  EXPECT_EQ(filled.customers[0].blank, 3);
  EXPECT_TRUE(whitespace({}, {.as_of = today}).cells.empty());
}

TEST(Whitespace, names_come_before_categories) {
  Book book = offerings();
  auto& used = book.dossiers[0].of<InstalledProduct>();
  used = {{.product = "machines"}};
  EXPECT_EQ(cell(book, "Lathe X"), std::pair(State::owned, std::optional(Match::category)));
  EXPECT_EQ(cell(book, "Mill Y").first, State::owned);
  used = {{.product = "machines", .brand = "Rival"}};
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank) << "a rival's machine is not ours";
  used = {{.product = "Ｍill y", .brand = "Rival"}};
  EXPECT_EQ(cell(book, "Mill Y").first, State::owned) << "our name";
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank);
  used = {{.product = "machines", .offering_id = {{uuid_of(3)}, {}}}};
  EXPECT_EQ(cell(book, "Mill Y"), std::pair(State::owned, std::optional(Match::id)));
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank);
  used = {{.product = "Lathe X", .in_use_since = PartialDate{2024, 0, 0}}};
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank) << "later";
}

TEST(Whitespace, returns_and_later_sales_do_not_count) {
  Book book = offerings();
  auto& sales = book.dossiers[0].of<Transaction>();
  sales = {{.traded_on = today, .product = called<Offering>("Lathe X"), .amount = Money{100, {}}}};
  EXPECT_EQ(cell(book, "Lathe X").first, State::owned);
  sales[0].amount->minor = -100;
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank);
  sales[0].amount.reset();
  sales[0].quantity = -1;
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank);
  sales[0].quantity = 1;
  EXPECT_EQ(cell(book, "Lathe X").first, State::owned);
  sales[0].traded_on = today + 1;
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank);
}

TEST(Whitespace, opportunities_are_seen_as_they_stood_on_the_day) {
  struct Case {
    std::optional<Stage> stage;
    std::optional<Date> opened, closed;
    State state;
  };
  const Case cases[] = {{Stage::negotiation, {}, {}, State::open},
                        {{}, {}, {}, State::open},
                        {Stage::won, {}, {}, State::owned},
                        {Stage::lost, {}, {}, State::blank},
                        {Stage::won, {}, today, State::owned},
                        {Stage::won, {}, today + 1, State::open},
                        {Stage::lost, {}, today + 1, State::open},
                        {Stage::lost, {}, today, State::blank},
                        {Stage::negotiation, {}, today, State::blank},
                        {Stage::negotiation, today + 1, {}, State::blank},
                        {Stage::negotiation, today, {}, State::open}};
  for (const Case& one : cases) {
    Book book = offerings();
    book.dossiers[0].of<Opportunity>() = {
        {.stage = one.stage, .opened_on = one.opened, .product = called<Offering>("Mill Y"), .closed_on = one.closed}};
    EXPECT_EQ(cell(book, "Mill Y").first, one.state) << &one - cases;
  }
}

TEST(Whitespace, needs_speak_by_offering_category_and_pain) {
  Book book = offerings();
  auto& needs = book.dossiers[0].of<Need>();
  needs = {{.statement = "停机太多", .category = "machines"}};
  EXPECT_EQ(cell(book, "Care plan"), std::pair(State::wanted, std::optional(Match::pain)));
  EXPECT_EQ(cell(book, "Mill Y"), std::pair(State::wanted, std::optional(Match::category)));
  needs[0].offering = called<Offering>("Care plan");
  EXPECT_EQ(cell(book, "Care plan"), std::pair(State::wanted, std::optional(Match::name)));
  EXPECT_EQ(cell(book, "Mill Y").first, State::blank) << "it says which";
  needs = {{.category = "Downtime"}};
  EXPECT_EQ(cell(book, "Care plan"), std::pair(State::wanted, std::optional(Match::pain)));
  needs = {{.category = "mill y"}};
  EXPECT_EQ(cell(book, "Mill Y"), std::pair(State::wanted, std::optional(Match::name)));
  for (const NeedState closed : {NeedState::met, NeedState::dropped}) {
    needs = {{.state = closed, .category = "mill y"}};
    EXPECT_EQ(cell(book, "Mill Y").first, State::blank);
  }
  needs = {{.category = "mill y", .raised_on = today + 1}};
  EXPECT_EQ(cell(book, "Mill Y").first, State::blank) << "raised later";
  book.shared.of<Offering>()[0].pains = {"a"};
  needs = {{.statement = "a need"}};
  EXPECT_EQ(cell(book, "Lathe X").first, State::blank) << "one sign says nothing";
}

TEST(Whitespace, sale_ends_with_the_last_day_that_fits) {
  Book book = offerings();
  auto& sold = book.shared.of<Offering>();
  sold.resize(1);
  for (const auto& [until, is_sold] :
       {std::pair(PartialDate{2023, 0, 0}, true), std::pair(PartialDate{2023, 10, 0}, true),
        std::pair(PartialDate{2023, 10, 15}, true), std::pair(PartialDate{2023, 10, 14}, false),
        std::pair(PartialDate{2023, 9, 0}, false)}) {
    sold[0].available_until = until;
    EXPECT_EQ(whitespace(book, {.as_of = today}).cells.size(), is_sold ? 1U : 0U);
  }
  sold[0].available_until.reset();
  sold[0].available_from = PartialDate{2023, 11, 0};
  EXPECT_EQ(whitespace(book, {.as_of = today}).not_on_sale, 1);
}

// The rule cell by cell, for records that name offerings by text alone.
State plain_state(const Dossier& dossier, const Offering& offering, const std::vector<Offering>& all) {
  const auto speaks = [&](const std::string& text) {
    const std::string key = text::fold(text);
    if (key.empty()) return false;
    const bool is_name =
        std::any_of(all.begin(), all.end(), [&](const Offering& one) { return text::fold(one.name) == key; });
    return is_name ? text::fold(offering.name) == key : text::fold(offering.category) == key;
  };
  for (const Transaction& sale : dossier.of<Transaction>())
    if (speaks(sale.product.text)) return State::owned;
  for (const Opportunity& deal : dossier.of<Opportunity>())
    if (speaks(deal.product.text)) return State::open;
  for (const Need& need : dossier.of<Need>()) {
    const std::string category = text::fold(need.category), statement = text::fold(need.statement);
    if (!category.empty() && (category == text::fold(offering.name) || category == text::fold(offering.category)))
      return State::wanted;
    for (const std::string& pain : offering.pains)
      if (statement.find(text::fold(pain)) != std::string::npos) return State::wanted;
  }
  return State::blank;
}

TEST(Whitespace, random_books_equal_the_rule_in_any_order) {
  std::mt19937_64 random(12);
  const char* const words[] = {"", "Lathe", "mill", "Machines", "service", "plan B"};
  const auto any = [&] { return std::string(words[random() % 6]); };
  int counts[4] = {};
  for (int round = 0; round < 250; ++round) {
    Book book;
    auto& sold = book.shared.of<Offering>();
    for (int i = 0; i < 4; ++i)
      sold.push_back(
          {.id = {uuid_of(i + 1)}, .name = any(), .category = any(), .pains = {"noise " + std::to_string(i)}});
    int id = 50;
    for (int c = 0; c < 4; ++c) {
      Dossier dossier(Customer{.id = {uuid_of(20 + c)}, .legal_name = any()});
      if (random() % 3 == 0)
        dossier.of<Transaction>().push_back({.id = {uuid_of(++id)}, .product = called<Offering>(any())});
      if (random() % 2 == 0)
        dossier.of<Opportunity>().push_back({.id = {uuid_of(++id)}, .product = called<Offering>(any())});
      for (std::size_t left = random() % 3; left > 0; --left)
        dossier.of<Need>().push_back(
            {.id = {uuid_of(++id)}, .statement = "much Noise" + std::to_string(random() % 6), .category = any()});
      book.dossiers.push_back(dossier);
    }
    const Whitespace grid = whitespace(book, {.as_of = today});
    ASSERT_EQ(grid.cells.size(), 16U);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
      const WhitespaceCell& one = grid.cells[i];
      ASSERT_EQ(one.customer, grid.customers[i / 4].customer);
      ASSERT_EQ(one.offering, grid.offerings[i % 4].offering);
      const Offering& offering =
          *std::find_if(sold.begin(), sold.end(), [&](const Offering& o) { return o.id == one.offering; });
      ASSERT_EQ(one.state, plain_state(*find_dossier(book, one.customer), offering, sold));
      ASSERT_EQ(one.evidence.empty(), one.state == State::blank);
      ++counts[static_cast<int>(one.state)];
    }
    for (const WhitespaceOffering& one : grid.offerings) ASSERT_EQ(one.owned + one.open + one.wanted + one.blank, 4);
    std::shuffle(book.dossiers.begin(), book.dossiers.end(), random);
    std::shuffle(sold.begin(), sold.end(), random);
    for (Dossier& dossier : book.dossiers) std::shuffle(dossier.of<Need>().begin(), dossier.of<Need>().end(), random);
    ASSERT_EQ(whitespace(book, {.as_of = today}), grid);
  }
  for (const int count : counts) EXPECT_GT(count, 200);
}

}  // namespace
}  // namespace guanxi::need
