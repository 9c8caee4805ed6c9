#include <guanxi/store/past.hpp>
#include <guanxi/store/store.hpp>

#include "support/code_thrown.hpp"
#include "support/few_kinds.hpp"
#include "support/scratch.hpp"

namespace guanxi::store {
namespace {

class StorePast : public testing::Test {
 protected:
  test::TestClock clock_;
  Store store_ = Store::open(":memory:", {.catalogue = &test::few_kinds(), .clock = clock_.reader()});
  Session li_ = store_.session("Li Wei");

  Customer card(const std::string& name) {
    Customer customer;
    customer.legal_name = name;
    return li_.put(customer);
  }
  Need need(Id<Customer> customer, const std::string& statement) {
    Need made;
    made.customer_id = customer;
    made.statement = statement;
    return li_.put(made);
  }
};

TEST_F(StorePast, shows_records_as_they_were) {
  Customer first = card("甲公司");
  const Timestamp then = clock_.now();
  Customer second = first;
  second.legal_name = "甲有限公司";
  second.tags = {"a"};
  second = li_.put(second);
  li_.remove(li_.put(need(first.id, "gone")).id, "mistake");
  EXPECT_EQ(li_.recorded_at(then).get(first.id), first);
  EXPECT_EQ(li_.recorded_at(clock_.now()).get(first.id), second);
  EXPECT_EQ(test::code_thrown<NotFoundError>([&] { (void)li_.recorded_at({then.microseconds - 60'000'000}).get(first.id); }), "store.not_found");
}

TEST_F(StorePast, dossier_holds_what_belonged_then) {
  const Customer a = card("甲公司"), b = card("乙公司");
  const Need removed = need(a.id, "removed later");
  Need moved = need(a.id, "moved later");
  const Timestamp then = clock_.now();
  const Dossier before = li_.dossier(a.id);
  li_.remove(removed.id, "mistake");
  moved.customer_id = b.id;
  li_.put(moved);
  need(a.id, "made later");
  EXPECT_EQ(li_.recorded_at(then).dossier(a.id), before);
  EXPECT_EQ(li_.recorded_at(clock_.now()).dossier(a.id), li_.dossier(a.id));
  EXPECT_EQ(li_.recorded_at(clock_.now()).dossier(b.id), li_.dossier(b.id));
  EXPECT_TRUE(li_.recorded_at(then).dossier(b.id).of<Need>().empty());
}

TEST_F(StorePast, differences_span_several_writes) {
  Customer first = card("甲公司");
  const Timestamp then = clock_.now();
  Customer changed = first;
  changed.notes = "one";
  changed.custom.values["x"] = std::int64_t{1};
  changed = li_.put(changed);
  changed.notes = "two";
  changed.legal_name = "";
  changed = li_.put(changed);
  const std::vector<FieldChange> expected{{"legal_name", "甲公司", ""}, {"notes", "", "two"}, {"custom[x]", "", "1"}};
  EXPECT_EQ(li_.differences(first.id.uuid, then, clock_.now()), expected);
  EXPECT_TRUE(li_.differences(first.id.uuid, clock_.now(), clock_.now()).empty());
  changed.notes = "one";
  changed.legal_name = "甲公司";
  changed.custom.values.clear();
  changed.notes = "";
  li_.put(changed);
  EXPECT_TRUE(li_.differences(first.id.uuid, then, clock_.now()).empty()) << "what was put back does not differ";
}

}  // namespace
}  // namespace guanxi::store
