#include <guanxi/model/interaction.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdlib>

#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

constexpr Timestamp first_day{1'719'720'000'000'000};
constexpr Timestamp second_day{1'719'806'400'000'000};
const std::string kept_file = GUANXI_SOURCE_DIR "/tests/data/store_of_schema_1.gx";

template <class T>
Id<T> numbered_id(std::uint8_t number) {
  Id<T> id;
  id.uuid.bytes.fill(number);
  return id;
}

/// What the kept file holds, with all kinds of columns: texts, amounts, ranges, days, links, lists, judged and run-time fields.
struct OldDesk {
  Customer customer;
  Contact contact;
  Need need;
  Interaction interaction;

  OldDesk() {
    customer.id = numbered_id<Customer>(1);
    customer.legal_name = "苏州恒达机械有限公司";
    customer.registration_id = "91320500MA1WXYZ123";
    customer.employees = NumberRange{.low = 100, .high = 500};
    customer.annual_revenue = MoneyRange{.low = Money{10'000'000'000, {}}, .high = {}, .approximate = true};
    customer.customer_type.set = CustomerType::strategic;
    customer.tags = {"行业:制造业", "规模:中型"};
    customer.custom.values["节能等级"] = std::string("一级");
    contact.id = numbered_id<Contact>(2);
    contact.customer_id = customer.id;
    contact.display_name = "张总";
    contact.phones = {"13800000001"};
    contact.emails = {"zhang@example.com"};
    need.id = numbered_id<Need>(3);
    need.customer_id = customer.id;
    need.statement = "采购自动化生产线";
    need.urgency = Grade::high;
    need.due_on = Date::from_ymd(2024, 9, 30);
    need.budget = MoneyRange{.low = Money{200'000'000, {}}, .high = Money{300'000'000, {}}};
    interaction.id = numbered_id<Interaction>(4);
    interaction.customer_id = customer.id;
    interaction.occurred_at = first_day;
    interaction.summary = "介绍了产品与交付周期";
  }

  /// Writes everything on the first day, and on the second another statement of the need; a contact comes and goes.
  void write(const std::string& path) const {
    Timestamp now = first_day;
    const Store store = Store::open(path, {.clock = [&] { return now; }});
    Session li = store.session("Li Wei");
    li.put(customer, "first card");
    li.put(contact);
    Contact passing;
    passing.customer_id = customer.id;
    passing.display_name = "李工";
    li.remove(li.put(passing).id, "left the firm");
    Need asked = need;
    asked.statement = "了解生产线";
    asked = li.put(asked);
    li.put(interaction);
    now = second_day;
    asked.statement = need.statement;
    li.put(asked, "said on the phone");
  }
};

/// Without what the store itself notes.
template <class T>
T bare(T record) {
  record.meta = {};
  if constexpr (std::is_same_v<T, Customer>) record.owner_id = {};
  return record;
}

/// What is written today holds the same. Where schema 1 is still the newest, the kept file can be made anew: the variable
/// GUANXI_WRITE_OLD_FILE names it.
TEST(StoreOfSchema1File, is_written_alike_today) {
  const test::ScratchFolder folder;
  const OldDesk desk;
  const char* wanted = std::getenv("GUANXI_WRITE_OLD_FILE");
  const std::string path = wanted != nullptr ? wanted : folder / "new.gx";
  for (const char* tail : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(path + tail);
  desk.write(path);
  {
    SQLite::Database file(path, SQLite::OPEN_READWRITE);
    file.exec("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL");
  }
  const std::string copy = folder / "copy.gx";
  std::filesystem::copy_file(path, copy);
  const Dossier dossier = Store::open(copy).session("Li Wei").dossier("苏州恒达机械有限公司");
  EXPECT_EQ(bare(dossier.customer()), bare(desk.customer));
  ASSERT_EQ(dossier.of<Need>().size(), 1U);
  EXPECT_EQ(bare(dossier.of<Need>()[0]), desk.need);
}

class StoreOfSchema1 : public testing::Test {
 protected:
  test::ScratchFolder folder_;
  const OldDesk desk_;
  Store store_ = [this] {
    std::filesystem::copy_file(kept_file, folder_ / "old.gx");
    std::filesystem::permissions(folder_ / "old.gx", std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    return Store::open(folder_ / "old.gx");
  }();
  Session li_ = store_.session("Li Wei");
};

TEST_F(StoreOfSchema1, verifies) {
  const Verification checked = store_.verify();
  EXPECT_TRUE(checked.ok()) << checked.findings.front().message.en;
  EXPECT_GE(checked.changes, 8);
}

TEST_F(StoreOfSchema1, shows_its_dossier) {
  const Dossier dossier = li_.dossier("苏州恒达机械有限公司");
  EXPECT_EQ(bare(dossier.customer()), bare(desk_.customer));
  ASSERT_EQ(dossier.of<Contact>().size(), 1U);
  EXPECT_EQ(bare(dossier.of<Contact>()[0]), desk_.contact);
  ASSERT_EQ(dossier.of<Need>().size(), 1U);
  EXPECT_EQ(bare(dossier.of<Need>()[0]), desk_.need);
  ASSERT_EQ(dossier.of<Interaction>().size(), 1U);
  EXPECT_EQ(bare(dossier.of<Interaction>()[0]), desk_.interaction);
}

TEST_F(StoreOfSchema1, knows_its_history) {
  const std::vector<Change> changes = li_.history(desk_.need.id.uuid);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[1].reason, "said on the phone");
  EXPECT_EQ(li_.recorded_at(first_day).get(desk_.need.id).statement, "了解生产线");
}

TEST_F(StoreOfSchema1, is_searched_and_asked) {
  EXPECT_EQ(li_.search_count("自动化"), 1);
  EXPECT_EQ(li_.search_count("了解"), 0);
  EXPECT_EQ(li_.count<Customer>(li_.query<Customer>("客户类型 = 战略客户 且 custom[节能等级] = 一级 且 数量(需求 其中 紧急性 = 高) = 1").where), 1);
}

TEST_F(StoreOfSchema1, is_written_to) {
  Need need = li_.get(desk_.need.id);
  need.statement = "采购两条生产线";
  li_.put(need, "call");
  EXPECT_EQ(li_.search_count("两条"), 1);
  EXPECT_EQ(li_.search_count("自动化"), 0);
  EXPECT_TRUE(store_.verify().ok());
}

}  // namespace
}  // namespace guanxi::store
