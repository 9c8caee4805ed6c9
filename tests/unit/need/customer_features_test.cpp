#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/customer_features.hpp>

#include <gtest/gtest.h>

#include <cmath>

#include "support/code_thrown.hpp"

namespace guanxi::need::feature_tests {
namespace {

const Date on_day = *Date::from_ymd(2024, 6, 30);

FeatureValue value_of(const Dossier& dossier, std::string_view name) {
  const auto features = customer_features({.as_of = on_day});
  const FeatureRow row = feature_row(dossier, {.as_of = on_day});
  for (std::size_t i = 0; i < features.size(); ++i)
    if (features[i].name == name) return row.values[i];
  return std::string("no such feature");
}

TEST(CustomerFeatures, a_card_as_features) {
  Dossier dossier;
  Customer& customer = dossier.customer();
  customer.industry_code = "C3311";
  customer.region_code = "320500";
  customer.nature = CustomerNature::company;
  customer.employees = NumberRange{.low = 100, .high = 300};
  customer.annual_revenue = MoneyRange{.low = Money{1'000'00, Currency("CNY")}, .high = {}};
  customer.tags = {"规模:中型", "规模:中型"};
  InstalledProduct later{.product = "later"}, press{.product = "Press"};
  later.in_use_since = PartialDate{2024, 7, 1};
  dossier.of<InstalledProduct>() = {press, later};
  Transaction back, oil;
  back.product.text = "returned", back.quantity = -1;
  oil.product.text = "Oil", oil.traded_on = on_day;
  dossier.of<Transaction>() = {back, oil};
  EXPECT_EQ(value_of(dossier, "industry_code.section"), FeatureValue(std::string("C")));
  EXPECT_EQ(value_of(dossier, "industry_code.division"), FeatureValue(std::string("33")));
  EXPECT_EQ(value_of(dossier, "region_code.province"), FeatureValue(std::string("32")));
  EXPECT_EQ(value_of(dossier, "region_code.city"), FeatureValue(std::string("3205")));
  EXPECT_EQ(value_of(dossier, "nature"), FeatureValue(std::string("company")));
  EXPECT_EQ(value_of(dossier, "employees"), FeatureValue(std::log10(201.0)));
  EXPECT_EQ(value_of(dossier, "annual_revenue"), FeatureValue(std::log10(1001.0)));
  EXPECT_EQ(value_of(dossier, "fixed_assets"), FeatureValue());
  EXPECT_EQ(value_of(dossier, "installed_product.product"), FeatureValue(std::vector<std::string>{"press"}));
  EXPECT_EQ(value_of(dossier, "transaction.product"), FeatureValue(std::vector<std::string>{"oil"}));
}

TEST(CustomerFeatures, names_labels_weights) {
  const auto features = customer_features({.as_of = on_day, .weights = {{"nature", 3}}});
  for (const Feature& one : features) {
    EXPECT_FALSE(one.label.zh.empty() || one.label.en.empty()) << one.name;
    EXPECT_EQ(one.weight, one.name == "nature" ? 3 : 1);
  }
  const auto code = test::code_thrown<ArgumentError>([] { (void)customer_features({.weights = {{"natur", 1}}}); });
  EXPECT_EQ(code, "argument.weight");
  Book book;
  book.dossiers.resize(2);
  const FeatureRows rows = feature_rows(book, {.as_of = on_day});
  EXPECT_EQ(rows.rows[1].id, "#2") << "customers without id are told apart by their place";
}

}  // namespace
}  // namespace guanxi::need::feature_tests
