#include <guanxi/model/dossier.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/user.hpp>

#include <gtest/gtest.h>

#include <string>

namespace guanxi {
namespace {

Id<Customer> id_of(int number) {
  IdGenerator ids({}, static_cast<std::uint64_t>(number));
  return ids.make<Customer>();
}

Dossier dossier_of(int number, std::string legal_name, std::string short_name = {}, std::string registration_id = {}) {
  Customer customer;
  customer.id = id_of(number);
  customer.legal_name = std::move(legal_name);
  customer.short_name = std::move(short_name);
  customer.registration_id = std::move(registration_id);
  return Dossier(std::move(customer));
}

TEST(dossier, has_exactly_one_customer_from_the_start) {
  const Dossier dossier;
  EXPECT_EQ(dossier.of<Customer>().size(), 1U);
  EXPECT_EQ(dossier.customer(), Customer{});
  EXPECT_EQ(dossier, Dossier(Customer{}));
}

TEST(dossier, holds_records_of_any_kind) {
  Dossier dossier;
  dossier.of<Need>().push_back({.statement = "自动化生产线"});
  EXPECT_EQ(dossier.records().size(kind_info<Need>()), 1U);
  const Dossier& read = dossier;
  EXPECT_EQ(read.of<Need>().front().statement, "自动化生产线");
  EXPECT_TRUE(read.of<User>().empty());
}

TEST(dossier, copies_are_deep_and_compared_by_value) {
  Dossier first = dossier_of(1, "江南专用设备制造有限公司");
  first.of<Need>().push_back({.statement = "培训"});
  Dossier second = first;
  EXPECT_EQ(first, second);
  second.of<Need>().front().statement = "仓储";
  EXPECT_NE(first, second);
  EXPECT_EQ(first.of<Need>().front().statement, "培训");
}

TEST(dossier, an_empty_list_equals_an_untouched_one) {
  Dossier touched;
  EXPECT_TRUE(touched.of<Need>().empty());
  EXPECT_EQ(touched, Dossier());
}

TEST(book, finds_a_dossier_by_id) {
  Book book{.dossiers = {dossier_of(1, "甲公司"), dossier_of(2, "乙公司")}};
  EXPECT_EQ(find_dossier(book, id_of(2)), &book.dossiers[1]);
  EXPECT_EQ(find_dossier(book, id_of(3)), nullptr);
  EXPECT_EQ(find_dossier(book, Id<Customer>{}), nullptr);
  EXPECT_EQ(find_dossier(Book{.dossiers = {Dossier()}}, Id<Customer>{}), nullptr) << "an unset id finds nothing";
}

TEST(book, finds_a_dossier_by_what_is_written) {
  const Book book{.dossiers = {dossier_of(1, "乙", "", ""), dossier_of(2, "江南专用设备制造有限公司", "乙", "91350100M000100Y43"), dossier_of(3, "丙", "丁", "")}};
  EXPECT_EQ(find_dossier(book, to_string(id_of(3))), &book.dossiers[2]);
  EXPECT_EQ(find_dossier(book, "91350100M000100Y43"), &book.dossiers[1]);
  EXPECT_EQ(find_dossier(book, "江南专用设备制造有限公司"), &book.dossiers[1]);
  EXPECT_EQ(find_dossier(book, "乙"), &book.dossiers[0]) << "legal names come before short ones";
  EXPECT_EQ(find_dossier(book, "丁"), &book.dossiers[2]);
  EXPECT_EQ(find_dossier(book, "戊"), nullptr);
  EXPECT_EQ(find_dossier(book, ""), nullptr) << "unset names are not found";
}

TEST(book, is_a_value) {
  Book book{.dossiers = {dossier_of(1, "甲公司")}};
  book.shared.of<User>().push_back({.name = "王芳"});
  Book copy = book;
  EXPECT_EQ(book, copy);
  copy.shared.of<User>().front().name = "李娜";
  EXPECT_NE(book, copy);
}

}  // namespace
}  // namespace guanxi
